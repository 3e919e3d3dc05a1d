//! What holds of every chart.

use measure::Polarity;
use measure::control_chart::{
    Assurance, Baseline, Cause, ControlChart, Point, RunLength, Screening, Segment, Series,
    Settings, Side, Target, Variation, Way, Zone, control_chart,
};
use proptest::prelude::*;

/// Values that are often equal, often in a run or trend, and exact in quarters.
fn values(points: impl Into<prop::collection::SizeRange>) -> impl Strategy<Value = Vec<f64>> {
    (prop::collection::vec(-12..=12_i32, points), 0..3_i32, 0..20_i32).prop_map(
        |(noise, drift, turn)| {
            let at = |(at, noise): (i32, i32)| 3 * drift * (at - turn).abs() + noise;
            (0..).zip(noise).map(at).map(|quarters| f64::from(quarters) / 4.0).collect()
        },
    )
}

prop_compose! {
    fn settings()(
        polarity in prop::sample::select(vec![
            Polarity::HigherIsBetter, Polarity::LowerIsBetter, Polarity::Neutral
        ]),
        target in prop::option::of(-10.0..60.0_f64),
        screening in prop::sample::select(vec![Screening::Excel, Screening::Screened]),
        baseline in prop::option::of(12..30_usize),
        run_length in 6..=9_usize,
    ) -> Settings {
        Settings {
            polarity,
            target: target.map(|value| Target::new(value).unwrap()),
            screening,
            baseline: baseline.map_or(Baseline::ALL, |points| Baseline::first(points).unwrap()),
            run_length: RunLength::new(run_length).unwrap(),
        }
    }
}

fn chart(values: &[f64], settings: Settings) -> ControlChart {
    control_chart(&Series::new(values, &[]).unwrap(), settings)
}

fn segment(values: &[f64], settings: Settings) -> Segment {
    chart(values, settings).segments.remove(0)
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * (1.0 + one.abs().max(other.abs()))
}

/// Whether a point is so near a limit that rounding decides which side of it the point is on.
fn touches(segment: &Segment) -> bool {
    segment.limits.is_some_and(|limits| {
        let reach = limits.upper - segment.mean;
        segment.points.iter().any(|point| {
            let from = (point.value - segment.mean).abs();
            near(from, reach) || near(from, reach * 2.0 / 3.0)
        })
    })
}

fn told<T>(segment: &Segment, of: impl Fn(&Point) -> T) -> Vec<T> {
    segment.points.iter().map(of).collect()
}

/// The cause of a point by the words of the rules, each looked for in every window.
fn cause_by_the_words(points: &[Point], at: usize, run_length: RunLength) -> Cause {
    let windows = |length: usize| {
        let from = (at + 1).saturating_sub(length)..=at;
        from.filter_map(move |from| points.get(from..from + length))
    };
    let way = match points[at].side {
        Side::Below => Way::Lower,
        Side::On => Way::Higher,
        Side::Above => Way::Higher,
    };
    let beside = |window: &[Point]| {
        window[0].side != Side::On && window.iter().all(|point| point.side == window[0].side)
    };
    let close = |window: &[Point]| {
        window.iter().filter(|point| point.close_to_limits() == Some(true)).count() >= 2
    };
    let mut trend = windows(7).filter_map(|window| {
        let rises = window.is_sorted_by(|one, next| one.value < next.value);
        let falls = window.is_sorted_by(|one, next| one.value > next.value);
        if rises { Some(Way::Higher) } else { falls.then_some(Way::Lower) }
    });
    if points[at].outside_limits() == Some(true) {
        Cause::Outside(way)
    } else if let Some(way) = trend.next_back() {
        Cause::Trend(way)
    } else if points[at].zone == Some(Zone::Near)
        && windows(3).any(|window| beside(window) && close(window))
    {
        Cause::TwoInThree(way)
    } else if windows(run_length.points()).any(beside) {
        Cause::Run(way, run_length)
    } else {
        Cause::Common
    }
}

proptest! {
    #[test]
    fn causes_are_those_of_the_rules_read_word_by_word(
        values in values(1..50), settings in settings()
    ) {
        let found = segment(&values, settings);
        for (at, point) in found.points.iter().enumerate() {
            let expected = cause_by_the_words(&found.points, at, settings.run_length);
            prop_assert_eq!(point.cause, expected, "point {} of {:?}", at + 1, found);
        }
    }

    #[test]
    fn another_unit_moves_the_limits_and_changes_no_flag(
        values in values(1..50),
        settings in settings(),
        scale in prop::sample::select(vec![0.5, 1.0, 8.0]),
        shift in -1_000..1_000_i32,
    ) {
        let shift = f64::from(shift);
        let moved: Vec<f64> = values.iter().map(|value| value * scale + shift).collect();
        let target = settings.target.map(|at| Target::new(at.value() * scale + shift).unwrap());
        let (one, other) =
            (segment(&values, settings), segment(&moved, Settings { target, ..settings }));
        prop_assume!(!touches(&one));
        prop_assert!(near(other.mean, one.mean * scale + shift));
        prop_assert_eq!(one.limits.is_some(), other.limits.is_some());
        if let (Some(one), Some(other)) = (one.limits, other.limits) {
            prop_assert!(near(other.lower, one.lower * scale + shift));
            prop_assert!(near(other.upper, one.upper * scale + shift));
        }
        let flags = |of| told(of, |point| (point.side, point.zone, point.cause, point.variation));
        prop_assert_eq!(flags(&one), flags(&other));
        prop_assert_eq!((one.variation, one.assurance), (other.variation, other.assurance));
    }

    #[test]
    fn a_chart_upside_down_tells_the_same_the_other_way(
        values in values(1..50), settings in settings()
    ) {
        let turned: Vec<f64> = values.iter().map(|value| -value).collect();
        let (one, other) = (segment(&values, settings), segment(&turned, settings));
        let opposite = |way| match way {
            Way::Higher => Way::Lower,
            Way::Lower => Way::Higher,
        };
        let mirrored = told(&other, |point| match point.cause {
            Cause::Common => Cause::Common,
            Cause::Outside(way) => Cause::Outside(opposite(way)),
            Cause::Trend(way) => Cause::Trend(opposite(way)),
            Cause::TwoInThree(way) => Cause::TwoInThree(opposite(way)),
            Cause::Run(way, length) => Cause::Run(opposite(way), length),
        });
        prop_assert_eq!(told(&one, |point| point.cause), mirrored);
        prop_assert_eq!(told(&one, |point| point.zone), told(&other, |point| point.zone));
        prop_assert!(near(one.mean, -other.mean));
    }

    #[test]
    fn the_other_polarity_exchanges_improvement_and_concern_and_nothing_else(
        values in values(1..50), settings in settings()
    ) {
        let of = |polarity| chart(&values, Settings { polarity, ..settings });
        let mut swapped = of(Polarity::LowerIsBetter);
        let swap = |variation| match variation {
            Variation::Improvement(way) => Variation::Concern(way),
            Variation::Concern(way) => Variation::Improvement(way),
            same @ (Variation::CommonCause | Variation::Neutral(_)) => same,
        };
        for segment in &mut swapped.segments {
            std::mem::swap(&mut segment.improvement, &mut segment.concern);
            segment.variation = swap(segment.variation);
            segment.assurance = segment.assurance.map(|assurance| match assurance {
                Assurance::ConsistentPass => Assurance::ConsistentFail,
                Assurance::ConsistentFail => Assurance::ConsistentPass,
                Assurance::Inconsistent => Assurance::Inconsistent,
            });
            for point in &mut segment.points {
                point.variation = swap(point.variation);
            }
        }
        swapped.settings.polarity = Polarity::HigherIsBetter;
        prop_assert_eq!(of(Polarity::HigherIsBetter), swapped);
    }

    #[test]
    fn a_constant_series_has_only_common_cause(
        value in -1e100..1e100_f64, small in -10.0..10.0_f64, points in 1..80_usize, settings in settings()
    ) {
        for value in [value, small] {
            let found = segment(&vec![value; points], settings);
            prop_assert_eq!(found.common_cause, points);
            prop_assert_eq!(found.variation, Variation::CommonCause);
            prop_assert!(found.points.iter().all(|point| point.side == Side::On));
            prop_assert!(found.mean.total_cmp(&value).is_eq());
        }
    }

    #[test]
    fn later_points_move_no_fixed_limit_and_take_no_flag_back(
        values in values(12..50), fixed in any::<prop::sample::Index>(), settings in settings()
    ) {
        let fixed = 12 + fixed.index(values.len() - 11);
        let settings = Settings { baseline: Baseline::first(fixed).unwrap(), ..settings };
        let whole = segment(&values, settings);
        for points in fixed..=values.len() {
            let part = segment(&values[..points], settings);
            prop_assert_eq!((part.mean, part.limits), (whole.mean, whole.limits));
            for (then, now) in part.points.iter().zip(&whole.points) {
                prop_assert_eq!((then.side, then.zone), (now.side, now.zone));
                prop_assert!(now.cause.is_special() || !then.cause.is_special());
            }
        }
    }

    #[test]
    fn a_re_base_makes_charts_that_know_nothing_of_each_other(
        before in values(1..30), after in values(1..30), settings in settings()
    ) {
        let series = Series::new(&[before.clone(), after.clone()].concat(), &[before.len()]);
        let both = control_chart(&series.unwrap(), settings).segments;
        let alone = [
            Segment { assurance: None, ..segment(&before, settings) },
            Segment { number: 1, ..segment(&after, settings) },
        ];
        prop_assert_eq!(both.as_slice(), alone.as_slice());
    }

    #[test]
    fn anything_is_charted_or_refused(
        values in prop::collection::vec(prop_oneof![any::<f64>(), -1e100..1e100_f64, -9.0..9.0_f64], 0..60),
        rebased_at in prop::collection::vec(0..60_usize, 0..3),
        settings in settings(),
    ) {
        if let Ok(series) = Series::new(&values, &rebased_at) {
            let found = control_chart(&series, settings);
            prop_assert_eq!(found.segments.len(), rebased_at.len() + 1);
            prop_assert_eq!(found.segments.iter().map(Segment::n).sum::<usize>(), values.len());
            for segment in found.segments {
                prop_assert!(segment.mean.is_finite() && segment.n() > 0);
                if let Some(limits) = segment.limits {
                    prop_assert!(limits.cover(segment.mean));
                }
                let neutral = told(&segment, |point| matches!(point.variation, Variation::Neutral(_)));
                let neutral = neutral.iter().filter(|&&is_neutral| is_neutral).count();
                let counted = segment.common_cause + segment.improvement + segment.concern;
                prop_assert_eq!(counted + neutral, segment.n());
            }
        }
    }
}
