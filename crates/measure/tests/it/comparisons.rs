//! What holds of every comparison and every recent trend.

use measure::benchmark::{
    NotARange, Range, against_one, against_two_levels, against_uncertain, by_range, by_target,
    by_target_with_limits,
};
use measure::detectable::{NotAStandardError, StandardError, numbers_needed, times_as_many};
use measure::recent_trend::{NoTrend, Way};
use measure::{
    AtBoth, Confidence, Ends, Estimate, Label, Polarity, Power, Proportion, detectable_change,
    difference, recent_trend, recent_trend_of_proportions,
};
use proptest::prelude::*;

use crate::changes::{estimates, polarities};

/// The label that the other polarity gives.
fn turned(label: Label) -> Label {
    match label {
        Label::Worst => Label::Best,
        Label::Worse => Label::Better,
        Label::Lower => Label::Higher,
        Label::Similar => Label::Similar,
        Label::Higher => Label::Lower,
        Label::Better => Label::Worse,
        Label::Best => Label::Worst,
    }
}

fn turned_way(way: Way) -> Way {
    match way {
        Way::Increasing => Way::Decreasing,
        Way::Decreasing => Way::Increasing,
        Way::NoSignificantChange => Way::NoSignificantChange,
    }
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-7 * (1.0 + one.abs())
}

proptest! {
    #[test]
    fn similar_is_exactly_what_the_limits_hold(estimate in estimates(), benchmark in -60.0..60.0_f64, polarity in polarities()) {
        let label = against_one(estimate, benchmark, polarity);
        prop_assert_eq!(label == Label::Similar, estimate.covers(benchmark));
    }

    #[test]
    fn a_higher_value_is_never_worse_where_higher_is_better(estimate in estimates(), more in 0.0..50.0_f64, benchmark in -60.0..60.0_f64) {
        let higher = Estimate {
            value: estimate.value + more, lower: estimate.lower + more, upper: estimate.upper + more,
        };
        let of = |estimate| against_one(estimate, benchmark, Polarity::HigherIsBetter);
        prop_assert!(of(estimate) <= of(higher));
        let of = |estimate| by_target_with_limits(estimate, benchmark, Polarity::HigherIsBetter);
        prop_assert!(of(estimate) <= of(higher));
    }

    #[test]
    fn the_other_polarity_exchanges_better_and_worse(estimate in estimates(), other in estimates()) {
        let both = AtBoth { at_95: estimate, at_998: estimate };
        let benchmark = other.value;
        for of in [
            |estimate: AtBoth<Estimate>, _: Estimate, benchmark: f64, polarity| against_two_levels(estimate, benchmark, polarity),
            |estimate: AtBoth<Estimate>, other: Estimate, _: f64, polarity| against_uncertain(estimate.at_95, other, polarity),
        ] {
            let high = of(both, other, benchmark, Polarity::HigherIsBetter);
            prop_assert_eq!(turned(high), of(both, other, benchmark, Polarity::LowerIsBetter));
        }
    }

    #[test]
    fn intervals_that_do_not_touch_have_a_difference_that_can_be_told(estimate in estimates(), other in estimates()) {
        if against_uncertain(estimate, other, Polarity::Neutral) != Label::Similar {
            prop_assert!(!difference(estimate, other).covers(0.0));
        }
    }

    #[test]
    fn a_target_met_with_limits_is_met_without(estimate in estimates(), target in -60.0..60.0_f64, polarity in polarities()) {
        match by_target_with_limits(estimate, target, polarity) {
            Some(label @ (Label::Better | Label::Worse)) => {
                prop_assert_eq!(by_target(estimate.value, target, polarity), Some(label));
            }
            Some(label) => prop_assert_eq!(label, Label::Similar),
            None => prop_assert_eq!(polarity, Polarity::Neutral),
        }
    }

    #[test]
    fn a_series_told_backwards_turns_its_trend(points in prop::collection::vec(estimates(), 5)) {
        let back: Vec<Estimate> = points.iter().rev().copied().collect();
        if let (Ok(one), Ok(other)) = (recent_trend(&points), recent_trend(&back)) {
            prop_assert!(near(one.chi_squared, other.chi_squared) && near(one.slope, -other.slope));
            prop_assert_eq!(turned_way(one.way), other.way);
        }
    }

    #[test]
    fn those_who_have_not_have_the_opposite_trend(counts in prop::collection::vec((1..500_u64, 1..500_u64), 5)) {
        let of = |(x, rest): &(u64, u64)| Proportion::new(*x, x + rest).unwrap();
        let points: Vec<Proportion> = counts.iter().map(of).collect();
        let rest: Vec<Proportion> = counts.iter().map(|&(x, rest)| of(&(rest, x))).collect();
        let (one, other) =
            (recent_trend_of_proportions(&points).unwrap(), recent_trend_of_proportions(&rest).unwrap());
        prop_assert!(near(one.chi_squared, other.chi_squared));
        prop_assert_eq!(turned_way(one.way), other.way);
    }

    #[test]
    fn only_the_last_five_points_count(points in prop::collection::vec(estimates(), 5..12)) {
        prop_assert_eq!(recent_trend(&points), recent_trend(&points[points.len() - 5..]));
    }

    #[test]
    fn as_many_as_are_needed_make_a_change_detectable(x in 1..99_u64, y in 1..99_u64, change in 0.005..0.5_f64) {
        let ends = Ends {
            most_deprived: Proportion::new(x, 100).unwrap(), least_deprived: Proportion::new(y, 100).unwrap(),
        };
        let error = StandardError::of_gap(ends).unwrap();
        let smallest = |error, power| detectable_change(error, error, Confidence::Ninety5, power);
        prop_assert!(smallest(error, Power::Ninety) > smallest(error, Power::Eighty));
        let detectable = smallest(error, Power::Eighty);
        let counted = Ends { most_deprived: 100.0, least_deprived: 100.0 };
        let needed = numbers_needed(counted, detectable, change).unwrap();
        let with = StandardError::new(error.value() * (100.0 / needed.most_deprived).sqrt()).unwrap();
        prop_assert!(smallest(with, Power::Eighty) <= change * (1.0 + 1e-9));
        let fewer = StandardError::new(error.value() * (100.0 / (needed.most_deprived - 1.0)).sqrt());
        if let Ok(fewer) = fewer {
            prop_assert!(smallest(fewer, Power::Eighty) > change * (1.0 - 1e-9));
        }
    }
}

#[test]
fn the_boundaries_of_a_range_belong_to_the_upper_side() {
    let range = Range::new(80.0, 85.0).unwrap();
    let label = |value| by_range(value, range, Polarity::HigherIsBetter);
    assert_eq!(label(79.9), Some(Label::Worse));
    assert_eq!(label(80.0), Some(Label::Similar));
    assert_eq!(label(85.0), Some(Label::Better));
    assert_eq!(by_range(85.0, range, Polarity::LowerIsBetter), Some(Label::Worse));
    assert_eq!(by_range(85.0, range, Polarity::Neutral), None);
    for (lower, upper) in [(85.0, 80.0), (80.0, 80.0), (f64::NAN, 80.0), (80.0, f64::INFINITY)] {
        let says = format!("{lower} to {upper} is not a range, like 80 to 85");
        let refused = Range::new(lower, upper).map_err(|error: NotARange| error.to_string());
        assert_eq!(refused, Err(says));
    }
}

#[test]
fn what_has_no_error_or_no_trend_is_refused_by_name() {
    let says =
        |error| StandardError::new(error).map_err(|error: NotAStandardError| error.to_string());
    for error in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert_eq!(says(error), Err(format!("{error} is not a standard error above 0, like 1.57")));
    }
    for change in [0.0, f64::NAN, f64::INFINITY, 1e-300] {
        let refused = times_as_many(1.0, change).map_err(|error| error.to_string());
        assert_eq!(refused, Err(format!("a change of {change} is not one to look for, like 2.5")));
    }
    let point = |value| Estimate { value, lower: value - 1.0, upper: value + 1.0 };
    assert_eq!(recent_trend(&[]), Err(NoTrend::TooFew { points: 0 }));
    let mut points = [1.0, 2.0, 3.0, 4.0, 5.0].map(point);
    points[1].value = f64::NAN;
    assert_eq!(recent_trend(&points), Err(NoTrend::WithoutLimits { number: 2 }));
    let all = [Proportion::new(3, 3).unwrap(); 5];
    assert_eq!(recent_trend_of_proportions(&all), Err(NoTrend::NoneOrAll { x: 3, n: 3 }));
}

#[test]
fn names_that_are_none_of_ours_are_refused_with_a_good_one() {
    let comparer = "best".parse::<measure::Comparer>().map_err(|error| error.to_string());
    assert_eq!(
        comparer,
        Err("“best” is not a rule of comparison, like one-level; there are two-levels, target, target-with-limits, range-to-85 and quintiles too".to_owned())
    );
    assert!("range-to-inf".parse::<measure::Comparer>().is_err());
    let shape = "2=".parse::<measure::Shape>().map_err(|error| error.to_string());
    assert_eq!(
        shape,
        Err("“2=” is not the shape of a trajectory, like linear, geometric or the steps 2=9.5,3=8"
            .to_owned())
    );
    let power = "0.8".parse::<Power>().map_err(|error| error.to_string());
    assert_eq!(power, Err("“0.8” is not a power, like 80 or 90".to_owned()));
}
