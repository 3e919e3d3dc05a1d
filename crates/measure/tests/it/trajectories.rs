//! What holds of every trajectory, and what no trajectory can be made of.

use measure::trajectory::{Aim, Followed, Warning, achievement};
use measure::{
    Confidence, Course, Ends, Estimate, Periods, Polarity, Power, Shape, Step, Target, Trajectory,
    change,
};
use proptest::prelude::*;

fn about(value: f64, reach: f64) -> Estimate {
    Estimate { value, lower: value - reach, upper: value + reach }
}

fn aim(baseline: f64, target: f64) -> Aim {
    Aim {
        baseline: about(baseline, 1.0),
        confidence: Confidence::Ninety5,
        followed: Followed::Level(Polarity::Neutral),
        target: Target::Value(target),
        tolerance: 0.0,
        due: 8.0,
        shape: Shape::Linear,
    }
}

/// Ways between numbers above 0, so that every shape leads there.
fn ways() -> impl Strategy<Value = Trajectory> {
    let shapes = prop_oneof![Just(0), Just(1), Just(2)];
    (1.0..100.0_f64, 1.0..100.0_f64, shapes).prop_filter_map("apart", |(from, to, shape)| {
        let between = |part: f64| from + (to - from) * part;
        let shape = match shape {
            0 => Shape::Linear,
            1 => Shape::Geometric,
            _ => Shape::Stepped(vec![
                Step { period: 0.5, value: between(0.3) },
                Step { period: 5.0, value: between(0.6) },
            ]),
        };
        ((from - to).abs() > 0.5).then(|| Trajectory::new(Aim { shape, ..aim(from, to) }).unwrap())
    })
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * (1.0 + one.abs())
}

/// How good a course is: what is better comes later.
fn rank(course: Course) -> u8 {
    match course {
        Course::Worse => 0,
        Course::OffCourse => 1,
        Course::CannotTell => 2,
        Course::OnCourse => 3,
        Course::Met => 4,
        Course::TurnedRound => 5,
        Course::LevelledDown => 6,
    }
}

proptest! {
    #[test]
    fn nothing_is_achieved_at_the_baseline_and_all_at_the_milestone(way in ways(), period in 0.5..12.0_f64) {
        let at = |value| achievement(&way, about(value, 0.5), period).unwrap();
        prop_assert!(near(at(way.aim().baseline.value).value, 0.0));
        prop_assert!(near(at(way.milestone(period).unwrap()).value, 1.0));
        prop_assert!(at(way.target()).value >= 1.0 - 1e-9);
    }

    #[test]
    fn milestones_go_from_the_baseline_to_the_target_and_never_back(
        way in ways(), one in 0.0..12.0_f64, later in 0.0..3.0_f64
    ) {
        prop_assert!(near(way.milestone(0.0).unwrap(), way.aim().baseline.value));
        prop_assert!(near(way.milestone(way.aim().due).unwrap(), way.target()));
        let gone = |at| (way.milestone(at).unwrap() - way.aim().baseline.value).abs();
        prop_assert!(gone(one) <= gone(one + later) + 1e-9);
    }

    #[test]
    fn a_better_value_never_stands_worse(
        way in ways(), period in 0.5..12.0_f64, value in -50.0..150.0_f64, more in 0.0..50.0_f64, reach in 0.0..20.0_f64
    ) {
        let towards = (way.target() - way.aim().baseline.value).signum();
        let stands = |value| rank(way.course(about(value, reach), period).unwrap());
        prop_assert!(stands(value) <= stands(value + towards * more));
    }

    #[test]
    fn nothing_is_said_of_what_the_limits_hold(way in ways(), period in 0.5..12.0_f64, off in -1.0..1.0_f64) {
        let newest = about(way.milestone(period).unwrap() + off, 1.5);
        let course = way.course(newest, period).unwrap();
        prop_assert!(matches!(course, Course::CannotTell | Course::Worse), "{course:?}");
    }

    #[test]
    fn a_gap_against_the_least_deprived_closes_as_one_against_the_most(
        from in 1.0..50.0_f64, part in 0.0..0.9_f64, now in -60.0..60.0_f64, reach in 0.0..9.0_f64
    ) {
        let stands = |sign: f64| {
            let followed = Followed::Gap;
            let way = Trajectory::new(Aim { followed, ..aim(sign * from, sign * from * part) }).unwrap();
            (way.course(about(sign * now, reach), 4.0).unwrap(), way.warnings(Power::Eighty))
        };
        prop_assert_eq!(stands(1.0), stands(-1.0));
    }
}

fn refused(aim: Aim) -> String {
    Trajectory::new(aim).map_err(|error| error.to_string()).unwrap_err()
}

fn stepped(steps: &[(f64, f64)]) -> String {
    let steps = steps.iter().map(|&(period, value)| Step { period, value }).collect();
    refused(Aim { shape: Shape::Stepped(steps), ..aim(10.0, 2.0) })
}

#[test]
fn what_no_trajectory_can_be_made_of_is_refused_by_name() {
    assert_eq!(
        refused(aim(10.0, f64::NAN)),
        "the target is not a number, like 75, or a level is asked to have no gap"
    );
    assert_eq!(
        refused(aim(10.0, 10.0)),
        "the target is the baseline, 10, so that there is no way between them"
    );
    assert!(
        refused(Aim { baseline: about(f64::NAN, 1.0), ..aim(1.0, 2.0) })
            .contains("is not an estimate")
    );
    for due in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert_eq!(
            refused(Aim { due, ..aim(10.0, 2.0) }),
            format!("due in period {due}, which is not after the baseline in period 0, like 4")
        );
    }
    assert_eq!(
        refused(Aim { tolerance: -1.0, ..aim(10.0, 2.0) }),
        "-1 is not a tolerance from 0, like 0.5"
    );
    let geometric = |target| refused(Aim { shape: Shape::Geometric, target, ..aim(10.0, 2.0) });
    let never =
        "a geometric way never comes to 0: give a linear or a stepped one, or a target such as 0.5";
    assert_eq!(geometric(Target::Value(0.0)), never);
    assert_eq!(geometric(Target::ByPart(-1.0)), never);
    assert_eq!(
        geometric(Target::By(-12.0)),
        "a geometric way does not lead from 10 to -2: both must be on one side of 0"
    );
    assert_eq!(
        refused(Aim { followed: Followed::Gap, ..aim(10.0, -2.0) }),
        "a target of -2 would turn a gap of 10 round: give one on its side of 0, or 0"
    );
}

#[test]
fn steps_out_of_order_or_aside_are_refused() {
    assert_eq!(stepped(&[]), "a stepped way needs at least 1 step, like 2=9.5");
    for (steps, period) in [
        (vec![(3.0, 8.0), (2.0, 6.0)], 2.0),
        (vec![(0.0, 8.0)], 0.0),
        (vec![(8.0, 8.0)], 8.0),
        (vec![(f64::NAN, 8.0)], f64::NAN),
    ] {
        let says = format!(
            "the step in period {period} is out of order: each is later than the one before, after 0 and before period 8"
        );
        assert_eq!(stepped(&steps), says);
    }
    for (steps, value) in [
        (vec![(1.0, 12.0)], 12.0),
        (vec![(1.0, 1.0)], 1.0),
        (vec![(1.0, 10.0)], 10.0),
        (vec![(1.0, f64::NAN)], f64::NAN),
    ] {
        let says = format!(
            "the step to {value} in period 1 does not lead nearer the target than the one before it"
        );
        assert_eq!(stepped(&steps), says);
    }
}

#[test]
fn a_period_that_is_none_or_in_which_nothing_is_due_has_no_answer() {
    let way = Trajectory::new(aim(10.0, 2.0)).unwrap();
    let says =
        |period| achievement(&way, about(5.0, 1.0), period).map_err(|error| error.to_string());
    assert_eq!(says(-1.0), Err("-1 is not a period from 0, like 2".to_owned()));
    assert_eq!(says(f64::NAN), Err("NaN is not a period from 0, like 2".to_owned()));
    let nothing = "nothing is due yet in period 0: its milestone is the baseline";
    assert_eq!(says(0.0), Err(nothing.to_owned()));
    let stands = way.course(about(5.0, 1.0), 0.0).map_err(|error| error.to_string());
    assert_eq!(stands, Err(nothing.to_owned()));
    assert!(way.course(about(f64::INFINITY, 1.0), 2.0).is_err());
}

#[test]
fn a_tolerance_lets_a_gap_of_zero_be_met() {
    let to_zero = |tolerance| {
        let followed = Followed::Gap;
        Trajectory::new(Aim { followed, target: Target::NoGap, tolerance, ..aim(10.0, 0.0) })
            .unwrap()
    };
    let at_none = about(0.0, 0.8);
    assert_eq!(to_zero(0.0).course(at_none, 8.0), Ok(Course::CannotTell));
    assert_eq!(to_zero(1.0).course(at_none, 8.0), Ok(Course::Met));
    assert!(to_zero(0.0).warnings(Power::Eighty).contains(&Warning::ExactlyNone));
    assert!(!to_zero(1.0).warnings(Power::Eighty).contains(&Warning::ExactlyNone));
    assert_eq!(to_zero(1.0).course(about(-3.0, 0.8), 8.0), Ok(Course::TurnedRound));
}

#[test]
fn a_ratio_closes_on_one() {
    let ratio =
        |from, to| Aim { followed: Followed::Ratio, baseline: about(from, 0.2), ..aim(from, to) };
    let way = Trajectory::new(Aim { target: Target::NoGap, ..ratio(2.0, 1.0) }).unwrap();
    assert!(near(way.milestone(4.0).unwrap(), 1.5));
    assert_eq!(way.course(about(0.7, 0.1), 8.0), Ok(Course::TurnedRound));
    assert_eq!(way.course(about(1.4, 0.05), 4.0), Ok(Course::OnCourse));
    assert_eq!(way.warnings(Power::Eighty), [Warning::ExactlyNone, Warning::CouldLevelDown]);
    let geometric = Aim { shape: Shape::Geometric, ..ratio(4.0, 1.0) };
    assert!(near(Trajectory::new(geometric).unwrap().milestone(4.0).unwrap(), 2.0));
    assert_eq!(refused(ratio(2.0, -1.0)), "a ratio of -1 is not above 0, like 1.4");
    assert_eq!(
        refused(ratio(2.0, 0.8)),
        "a target of 0.8 would turn a gap of 2 round: give one on its side of 1, or 1"
    );
    // 2 − 2·exp(−2.801585·√2·ln(2.2/1.8) / (2·1.959964)), worked out apart.
    let faint = Trajectory::new(ratio(2.0, 1.9)).unwrap().warnings(Power::Eighty);
    let [Warning::BelowDetectable { asked, detectable, .. }, Warning::CouldLevelDown] = faint[..]
    else {
        panic!("{faint:?}");
    };
    assert!((asked - 0.1).abs() < 1e-9 && (detectable - 0.367_160).abs() < 1e-5, "{detectable}");
}

#[test]
fn every_warning_has_its_words() {
    let gap = Aim { followed: Followed::Gap, ..aim(0.9, 0.0) };
    let says: Vec<String> = Trajectory::new(gap)
        .unwrap()
        .warnings(Power::Ninety)
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        says,
        [
            "the baseline gap cannot be told from none, so there may be none to close",
            "a change of 0.9000 is asked for, and with as many people again only one of 2.3389 would be told 90% of the time",
            "a gap of exactly none cannot be shown to be met: give a tolerance, or ask only whether the gap can still be told from none",
            "the gap could also close because the better-off end gets worse: look at both ends",
        ]
    );
    let worse = Aim { followed: Followed::Level(Polarity::LowerIsBetter), ..aim(10.0, 20.0) };
    assert_eq!(Trajectory::new(worse).unwrap().warnings(Power::Eighty), [Warning::ForTheWorse]);
}

#[test]
fn a_gap_that_closed_from_the_wrong_end_is_not_met() {
    let ends =
        |most, least| Ends { most_deprived: about(most, 0.5), least_deprived: about(least, 0.5) };
    let since = |later| {
        let both = Periods { earlier: ends(20.0, 10.0), later };
        change(both, Polarity::LowerIsBetter, Confidence::Ninety5).unwrap()
    };
    let (down, up) = (since(ends(20.0, 16.0)), since(ends(14.0, 10.0)));
    assert_eq!(Course::Met.considering(&down), Course::LevelledDown);
    assert_eq!(Course::OffCourse.considering(&down), Course::OffCourse);
    assert_eq!(Course::Met.considering(&up), Course::Met);
}
