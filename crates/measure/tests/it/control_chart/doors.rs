//! What the doors of a chart refuse, in which words, and what a chart says of itself.

use measure::control_chart::{
    Baseline, Remark, RunLength, Screening, Series, Settings, Target, control_chart,
};

fn check(values: &[f64], rebased_at: &[usize], expected: &str) {
    let refused = Series::new(values, rebased_at);
    assert_eq!(refused.map_err(|error| error.to_string()), Err(expected.to_owned()));
}

fn words<T, E: ToString>(refused: Result<T, E>) -> String {
    refused.err().expect("a refusal").to_string()
}

#[test]
fn no_points_are_no_series() {
    check(
        &[],
        &[],
        "0 points are not a series, which needs at least 1, like the 24 months before a change",
    );
    assert!(Series::new(&[0.0], &[]).is_ok());
}

#[test]
fn a_missing_value_is_refused() {
    for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e101] {
        let says = format!("point 2 has a value of {value}, not a number, like 79.4");
        check(&[1.0, value, 3.0], &[], &says);
    }
}

#[test]
fn a_re_base_leaves_no_segment_without_points() {
    let values = [1.0, 2.0, 3.0, 4.0];
    check(
        &values,
        &[0],
        "a re-base at point 1 leaves no points before it: the first may be at point 2",
    );
    let order = |point, before| {
        format!(
            "a re-base at point {point} is not after the one at point {before}: they go in order, like 13 and 25"
        )
    };
    check(&values, &[2, 2], &order(3, 3));
    check(&values, &[3, 1], &order(2, 4));
    for (at, point) in [(4, 5), (9, 10), (usize::MAX, usize::MAX)] {
        let says =
            format!("a re-base at point {point} has no points: the last of the series is point 4");
        check(&values, &[at], &says);
        check(&values, &[1, at], &says);
    }
    assert!(Series::new(&values, &[1, 2, 3]).is_ok());
}

#[test]
fn limits_are_not_fixed_on_few_points() {
    for points in [0, 1, 11] {
        let says = format!(
            "a baseline of {points} is not one to fix limits on, which needs 12 points or more, like 24"
        );
        assert_eq!(words(Baseline::first(points)), says);
    }
    assert!(Baseline::first(12).is_ok());
    assert_eq!(Baseline::default(), Baseline::ALL);
}

#[test]
fn a_segment_shorter_than_its_baseline_goes_by_all_it_has() {
    let values: Vec<f64> = (0..20).map(|at| f64::from(at * at % 7)).collect();
    let series = Series::new(&values, &[14]).unwrap();
    let of = |baseline| control_chart(&series, Settings { baseline, ..Settings::default() });
    assert_eq!(of(Baseline::first(30).unwrap()).segments, of(Baseline::ALL).segments);
}

#[test]
fn a_run_is_one_of_some_set_of_rules() {
    for points in [0, 5, 10] {
        let says = format!(
            "{points} points are not a run in any set of rules: 7 is usual here, and 6, 8 and 9 elsewhere"
        );
        assert_eq!(words(RunLength::new(points)), says);
    }
    assert_eq!(RunLength::new(7), Ok(RunLength::default()));
}

#[test]
fn a_target_and_a_screening_are_told_from_what_is_none() {
    assert_eq!(words(Target::new(f64::NAN)), "NaN is not a target, like 95");
    assert_eq!(words(Target::new(f64::INFINITY)), "inf is not a target, like 95");
    let says = "“yes” is not a way to treat outlying ranges, like excel or screened";
    assert_eq!(words("yes".parse::<Screening>()), says);
    assert_eq!(" excel ".parse(), Ok(Screening::Excel));
}

#[test]
fn limits_say_what_they_are_to_be_read_with() {
    let remark = |values: &[f64], screening| {
        let series = Series::new(values, &[]).unwrap();
        let chart = control_chart(&series, Settings { screening, ..Settings::default() });
        chart.segments[0].remark.map(|remark| remark.to_string())
    };
    let told = |values: &[f64]| remark(values, Screening::Screened).unwrap_or_default();
    assert_eq!(told(&[5.0]), "no limits: one point has no moving range");
    assert_eq!(told(&[5.0; 20]), "no limits: no point differs from the one before it");
    let eleven: Vec<f64> = (0..11).map(f64::from).collect();
    assert_eq!(told(&eleven), "trial limits: from 11 points, and not yet the 12 to rely on");
    assert_eq!(told(&[eleven.as_slice(), &[11.0]].concat()), "");
    assert_eq!(remark(&[5.0; 20], Screening::Excel), None);
    assert_eq!(
        remark(&[5.0; 2], Screening::Excel),
        Some(Remark::TrialLimits { points: 2 }.to_string())
    );
}

#[test]
fn a_chart_says_how_it_was_made() {
    let series = Series::new(&[1.0, 2.0], &[]).unwrap();
    let method = |settings| control_chart(&series, settings).method;
    assert_eq!(
        method(Settings::default()),
        "XmR chart: the mean ± 2.66 times the average moving range, no moving range left out, from all points of a segment; special cause: outside the limits, a trend of 7 points, 2 of 3 beyond two thirds of the limits, or 7 points on one side of the mean"
    );
    let settings = Settings {
        screening: Screening::Screened,
        baseline: Baseline::first(24).unwrap(),
        run_length: RunLength::new(8).unwrap(),
        ..Settings::default()
    };
    assert_eq!(
        method(settings),
        "XmR chart: the mean ± 2.66 times the average moving range, moving ranges of 3.267 times their average or more left out once, from the first 24 points of a segment; special cause: outside the limits, a trend of 7 points, 2 of 3 beyond two thirds of the limits, or 8 points on one side of the mean"
    );
}
