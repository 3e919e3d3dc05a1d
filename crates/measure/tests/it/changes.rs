//! What holds of every change of a gap, and what it refuses.

use measure::change::{Disagreement, End, Moved, NoRelativeChange};
use measure::{
    Change, Confidence, Ends, Estimate, NotAnEstimate, Periods, Polarity, Proportion, Verdict,
    change, wilson,
};
use proptest::prelude::*;

type Both = Periods<Ends<Estimate>>;

pub(crate) fn polarities() -> impl Strategy<Value = Polarity> {
    prop::sample::select(vec![Polarity::HigherIsBetter, Polarity::LowerIsBetter, Polarity::Neutral])
}

pub(crate) fn estimates() -> impl Strategy<Value = Estimate> {
    (-50.0..50.0_f64, 0.0..9.0_f64, 0.0..9.0_f64).prop_map(|(value, below, above)| Estimate {
        value,
        lower: value - below,
        upper: value + above,
    })
}

fn pairs() -> impl Strategy<Value = Both> {
    (estimates(), estimates(), estimates(), estimates()).prop_map(|(a, b, c, d)| Periods {
        earlier: Ends { most_deprived: a, least_deprived: b },
        later: Ends { most_deprived: c, least_deprived: d },
    })
}

/// Proportions, which always have a ratio.
fn counted() -> impl Strategy<Value = Both> {
    let one = || {
        (2..5_000_u64)
            .prop_flat_map(|n| (1..=n, Just(n)))
            .prop_map(|(x, n)| wilson(Proportion::new(x, n).unwrap(), Confidence::Ninety5))
    };
    (one(), one(), one(), one()).prop_map(|(a, b, c, d)| Periods {
        earlier: Ends { most_deprived: a, least_deprived: b },
        later: Ends { most_deprived: c, least_deprived: d },
    })
}

fn found(ends: Both, polarity: Polarity) -> Change {
    change(ends, polarity, Confidence::Ninety5).unwrap()
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * (1.0 + one.abs())
}

fn opposite(one: Estimate, other: Estimate) -> bool {
    near(one.value, -other.value) && near(one.lower, -other.upper) && near(one.upper, -other.lower)
}

fn mirrored(ends: Both) -> Both {
    let turn = |of: Ends<Estimate>| Ends {
        most_deprived: of.most_deprived.times(-1.0),
        least_deprived: of.least_deprived.times(-1.0),
    };
    Periods { earlier: turn(ends.earlier), later: turn(ends.later) }
}

fn other_polarity(polarity: Polarity) -> Polarity {
    match polarity {
        Polarity::HigherIsBetter => Polarity::LowerIsBetter,
        Polarity::LowerIsBetter => Polarity::HigherIsBetter,
        Polarity::Neutral => Polarity::Neutral,
    }
}

proptest! {
    #[test]
    fn the_contributions_of_the_ends_sum_to_the_change(ends in pairs(), polarity in polarities()) {
        let found = found(ends, polarity);
        let Ends { most_deprived, least_deprived } = found.ends;
        let sum = most_deprived.contribution.value + least_deprived.contribution.value;
        prop_assert!(near(sum, found.absolute.value), "{found:?}");
    }

    #[test]
    fn every_limit_contains_its_value(ends in counted(), polarity in polarities()) {
        let found = found(ends, polarity);
        let relative = found.relative.unwrap();
        for estimate in [
            found.absolute, found.gap.earlier, found.gap.later,
            found.ends.most_deprived.change, found.ends.least_deprived.contribution,
            relative.times, relative.gap.earlier, relative.gap.later,
        ] {
            prop_assert!(estimate.checked().is_ok(), "{estimate}");
        }
    }

    #[test]
    fn exchanging_the_periods_turns_the_sign(ends in counted(), polarity in polarities()) {
        let forth = found(ends, polarity);
        let back = found(Periods { earlier: ends.later, later: ends.earlier }, polarity);
        prop_assert!(opposite(forth.absolute, back.absolute));
        prop_assert!(opposite(
            forth.ends.most_deprived.contribution, back.ends.most_deprived.contribution
        ));
        prop_assert!(near(forth.relative.unwrap().times.value * back.relative.unwrap().times.value, 1.0));
        let turned = match forth.verdict {
            Verdict::Narrowed => Verdict::Widened,
            Verdict::Widened => Verdict::Narrowed,
            same @ (Verdict::CannotTell | Verdict::TurnedRound | Verdict::MayHaveTurned) => same,
        };
        prop_assert_eq!(turned, back.verdict);
    }

    #[test]
    fn the_same_told_of_those_who_have_not_is_the_same_change(ends in pairs(), polarity in polarities()) {
        if polarity != Polarity::Neutral {
            let (one, other) = (found(ends, polarity), found(mirrored(ends), other_polarity(polarity)));
            prop_assert_eq!(one.absolute, other.absolute);
            prop_assert_eq!((one.verdict, one.levelling_down), (other.verdict, other.levelling_down));
            prop_assert_eq!(one.ends.most_deprived.moved, other.ends.most_deprived.moved);
        }
    }

    #[test]
    fn exchanging_the_ends_turns_every_gap_and_keeps_the_verdict(ends in pairs(), polarity in polarities()) {
        let swap = |of: Ends<Estimate>| Ends {
            most_deprived: of.least_deprived, least_deprived: of.most_deprived,
        };
        let one = found(ends, polarity);
        let other = found(Periods { earlier: swap(ends.earlier), later: swap(ends.later) }, polarity);
        prop_assert!(opposite(one.absolute, other.absolute));
        prop_assert_eq!(one.verdict, other.verdict);
        prop_assert_eq!(one.levelling_down, other.levelling_down.map(End::other));
    }

    #[test]
    fn nothing_is_told_within_its_limits(ends in pairs(), polarity in polarities()) {
        let found = found(ends, polarity);
        prop_assert_eq!(found.is_told(), found.verdict != Verdict::CannotTell);
        prop_assert!(found.is_told() || found.levelling_down.is_none() && found.disagreement.is_none());
        if let Some(end) = found.levelling_down {
            let worse = match end {
                End::MostDeprived => found.ends.most_deprived,
                End::LeastDeprived => found.ends.least_deprived,
            };
            prop_assert_eq!(worse.moved, Moved::GotWorse);
            prop_assert!(polarity != Polarity::Neutral);
        }
    }

    #[test]
    fn nothing_moved_is_no_change(ends in pairs(), polarity in polarities()) {
        let found = found(Periods { earlier: ends.earlier, later: ends.earlier }, polarity);
        prop_assert_eq!((found.absolute.value, found.verdict), (0.0, Verdict::CannotTell));
    }
}

fn exactly(value: f64) -> Estimate {
    Estimate { value, lower: value - 0.01, upper: value + 0.01 }
}

fn moving(earlier: (f64, f64), later: (f64, f64)) -> Change {
    let ends =
        |(most, least)| Ends { most_deprived: exactly(most), least_deprived: exactly(least) };
    found(Periods { earlier: ends(earlier), later: ends(later) }, Polarity::LowerIsBetter)
}

#[test]
fn a_gap_that_opens_from_none_has_widened_whichever_end_is_worse_off() {
    assert_eq!(moving((5.0, 5.0), (7.0, 5.0)).verdict, Verdict::Widened);
    assert_eq!(moving((5.0, 5.0), (3.0, 5.0)).verdict, Verdict::Widened);
    assert_eq!(moving((7.0, 5.0), (5.0, 5.0)).verdict, Verdict::Narrowed);
}

#[test]
fn both_ways_in_which_the_two_gaps_go_apart_are_named() {
    let narrower = moving((20.0, 8.0), (10.0, 3.0));
    assert_eq!(narrower.verdict, Verdict::Narrowed);
    assert_eq!(narrower.disagreement, Some(Disagreement::RelativeWidened));
    let wider = moving((10.0, 3.0), (20.0, 8.0));
    assert_eq!(wider.disagreement, Some(Disagreement::RelativeNarrowed));
    assert_eq!(moving((20.0, 10.0), (10.0, 6.0)).disagreement, None);
}

#[test]
fn a_gap_that_closed_past_nothing_from_the_wrong_end_is_levelling_down_too() {
    let found = moving((10.0, 5.0), (10.0, 10.005));
    assert_eq!(found.verdict, Verdict::MayHaveTurned);
    assert_eq!(found.levelling_down, Some(End::LeastDeprived));
    assert_eq!(
        found.words(),
        "the difference between the ends has moved, but we cannot tell whether the gap has turned round; \
         we cannot tell whether the most deprived moved; the least deprived got worse, and we can tell; \
         the later gap cannot be told from zero; warning, levelling down: the gap closed because the \
         least deprived got worse, and we cannot say that the most deprived got better"
    );
}

#[test]
fn what_is_no_estimate_is_refused_and_what_has_no_ratio_is_said() {
    let says = |lower, value, upper| {
        let odd =
            Ends { most_deprived: Estimate { value, lower, upper }, least_deprived: exactly(1.0) };
        change(Periods { earlier: odd, later: odd }, Polarity::Neutral, Confidence::Ninety5)
            .map_err(|error: NotAnEstimate| error.to_string())
    };
    for (lower, value, upper) in [
        (1.0, f64::NAN, 2.0),
        (f64::NEG_INFINITY, 0.0, 1.0),
        (2.0, 1.0, 3.0),
        (-1e308, 1e308, 1e308),
    ] {
        let refused = says(lower, value, upper).unwrap_err();
        assert!(
            refused.ends_with("is not an estimate, like 0.65 with limits of 0.55 and 0.74"),
            "{refused}"
        );
    }
    let relative = says(-0.5, 1.0, 2.5).unwrap().relative;
    assert_eq!(
        relative.map_err(|error: NoRelativeChange| error.to_string()).unwrap_err(),
        "1 with a lower limit of -0.5 has no ratio with limits: both must be above 0, like 78.03 with 75.10"
    );
}
