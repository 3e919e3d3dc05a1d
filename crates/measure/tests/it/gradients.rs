//! The slope's decided cases: flat, tiny, near 0, without error, and turned round.

use measure::{
    Approach, Band, Confidence, Gradient, LimitsBy, Multiplier, NoRatio, Simulation, Slope,
    Transform, Uncertainty, ValueKind, slope, slope_at_both,
};

pub(crate) fn bands(groups: &[(f64, f64)], error: f64) -> Vec<Band> {
    let uncertainty = Uncertainty::StandardError(error);
    groups.iter().map(|&(population, value)| Band { population, value, uncertainty }).collect()
}

fn fit(kind: ValueKind, transform: Transform, groups: &[(f64, f64)], error: f64) -> Slope {
    let gradient = Gradient::most_deprived_first(kind, transform, &bands(groups, error)).unwrap();
    let simulation = Approach::Simulated(Simulation::new(2_000, 11).unwrap());
    slope(&gradient, Multiplier::ONE, simulation, Confidence::Ninety5)
}

#[test]
fn all_equal_is_no_gradient_and_keeps_its_width() {
    let groups = [(100.0, 5.0), (250.0, 5.0), (300.0, 5.0), (90.0, 5.0)];
    let found = fit(ValueKind::Plain, Transform::None, &groups, 0.5);
    assert!(found.sii.value.abs() < 1e-12 && found.sii.width() > 1.0);
    assert!(found.rii.is_ok_and(|rii| (rii.value - 1.0).abs() < 1e-12 && rii.covers(1.0)));
}

#[test]
fn without_error_the_limits_close_on_the_value() {
    for (kind, transform) in [
        (ValueKind::Plain, Transform::None),
        (ValueKind::Rate, Transform::None),
        (ValueKind::Rate, Transform::Log),
        (ValueKind::Proportion, Transform::None),
        (ValueKind::Proportion, Transform::Logit),
    ] {
        let found = fit(kind, transform, &[(1.0, 0.3), (1.0, 0.2), (1.0, 0.15)], 0.0);
        assert!(found.sii.width() < 1e-12 && found.sii.covers(found.sii.value), "{kind}");
        assert!(found.rii.is_ok_and(|rii| rii.width() < 1e-12 && rii.covers(rii.value)), "{kind}");
    }
}

#[test]
fn a_straight_line_is_found_and_read_anywhere() {
    // Thirds stand at 1/6, 1/2 and 5/6, so 10, 13, 16 lie on 8.5 + 9r.
    let found =
        fit(ValueKind::Plain, Transform::None, &[(7.0, 10.0), (7.0, 13.0), (7.0, 16.0)], 0.1);
    for (ridit, value) in [(0.0, 8.5), (0.5, 13.0), (1.0, 17.5)] {
        assert!((found.fitted_at(ridit) - value).abs() < 1e-12);
    }
    assert!((found.sii.value - 9.0).abs() < 1e-12);
    assert!((found.intercept - 8.5).abs() < 1e-12 && (found.slope - 9.0).abs() < 1e-12);
    for (ridit, expected) in found.ridits.iter().zip([1.0 / 6.0, 0.5, 5.0 / 6.0]) {
        assert!((ridit - expected).abs() < 1e-12);
    }
}

#[test]
fn a_line_that_reaches_0_has_a_slope_and_no_ratio() {
    let found = fit(ValueKind::Plain, Transform::None, &[(1.0, 9.0), (1.0, 1.0), (1.0, 1.0)], 0.1);
    assert!((found.sii.value + 12.0).abs() < 1e-12);
    let refused = found.rii.map_err(|error| error.to_string());
    let Err(says) = refused else { panic!("a ratio below 0 was let through") };
    assert!(says.ends_with(", and a ratio needs both its ends above 0, like 78.03"), "{says}");
}

#[test]
fn an_end_too_near_0_has_no_ratio() {
    let groups = [(1.0, 1.0), (1.0, 1.5), (1.0, 2.0)];
    for kind in [ValueKind::Plain, ValueKind::Rate] {
        let found = fit(kind, Transform::None, &groups, 0.9);
        assert!(matches!(found.rii, Err(NoRatio::EndNearZero { .. })), "{kind}: {:?}", found.rii);
        assert!(found.sii.covers(found.sii.value));
    }
}

#[test]
fn a_ratio_is_refused_once_its_limits_would_fall_among_draws_that_have_none() {
    let groups = [(1.0, 1.0), (1.0, 1.5), (1.0, 2.0)];
    // About 4 draws in 100 end below 0 with the larger error, and hardly one in 1,000 with the other.
    let found = fit(ValueKind::Rate, Transform::None, &groups, 0.3);
    assert!(matches!(found.rii, Err(NoRatio::EndNearZero { .. })), "{:?}", found.rii);
    let found = fit(ValueKind::Rate, Transform::None, &groups, 0.15);
    assert!(found.rii.is_ok_and(|rii| rii.covers(rii.value)));
}

#[test]
fn every_rate_tiny_is_still_a_gradient() {
    let found =
        fit(ValueKind::Rate, Transform::Log, &[(3.0, 1e-9), (3.0, 2e-9), (3.0, 4e-9)], 0.01);
    assert!(found.rii.is_ok_and(|rii| (rii.value - 8.0).abs() < 1e-9));
    assert!(found.sii.lower > 0.0);
}

#[test]
fn the_method_says_what_was_done() {
    let groups = [(1.0, 0.3), (1.0, 0.2), (1.0, 0.1)];
    let found = fit(ValueKind::Plain, Transform::None, &groups, 0.01);
    assert_eq!(
        found.method,
        "least deprived against most deprived, from a line through 3 groups at their population \
         midpoints, weighted by population, on the values' own scale; limits in closed form"
    );
    assert_eq!(found.limits, LimitsBy::ClosedForm);
    let found = fit(ValueKind::Proportion, Transform::None, &groups, 0.01);
    let simulated = "; limits simulated 2000 times from seed 11, with a Monte Carlo error of ";
    assert!(found.method.contains(simulated), "{}", found.method);
    assert_eq!(found.limits, LimitsBy::Simulation(Simulation::new(2_000, 11).unwrap()));
}

#[test]
fn a_seed_gives_the_same_limits_to_the_last_digit() {
    let groups = bands(&[(9.0, 0.3), (8.0, 0.2), (7.0, 0.1)], 0.1);
    let gradient =
        Gradient::most_deprived_first(ValueKind::Proportion, Transform::None, &groups).unwrap();
    let run = |seed| slope_at_both(&gradient, Multiplier::ONE, drawn(seed));
    assert_eq!(run(1), run(1));
    assert_ne!(run(1).at_95.sii, run(2).at_95.sii);
    let alone = |confidence| slope(&gradient, Multiplier::ONE, drawn(1), confidence);
    assert_eq!(run(1).at_95, alone(Confidence::Ninety5));
    assert_eq!(run(1).at_998, alone(Confidence::Ninety98));
}

#[test]
fn nothing_is_multiplied_by_nothing() {
    for number in [0.0, f64::NAN, f64::INFINITY] {
        let refused = Multiplier::new(number).map_err(|error| error.to_string());
        assert_eq!(refused, Err(format!("{number} is not a multiplier, like 100 or -1")));
    }
}

fn drawn(seed: u64) -> Approach {
    Approach::Simulated(Simulation::new(5_000, seed).unwrap())
}

fn national(quantiles: u32, groups: &[(u32, f64, f64)]) -> Result<Slope, String> {
    let uncertainty = Uncertainty::StandardError(0.5);
    let band = |&(quantile, population, value)| (quantile, Band { population, value, uncertainty });
    let bands: Vec<(u32, Band)> = groups.iter().map(band).collect();
    let gradient =
        Gradient::at_national_ranks(ValueKind::Plain, Transform::None, quantiles, &bands)
            .map_err(|refused| refused.to_string())?;
    Ok(slope(&gradient, Multiplier::ONE, Approach::Computed, Confidence::Ninety5))
}

#[test]
fn the_same_line_has_the_same_slope_wherever_most_people_live() {
    // 70 at the nation's most deprived end, 80 at its least, in a poor place and in a rich one.
    let poor = [(1, 900.0, 71.0), (2, 300.0, 73.0), (4, 20.0, 77.0)];
    let rich = [(2, 10.0, 73.0), (4, 400.0, 77.0), (5, 800.0, 79.0)];
    for groups in [poor, rich] {
        let found = national(5, &groups).unwrap();
        assert!((found.sii.value - 10.0).abs() < 1e-9 && (found.intercept - 70.0).abs() < 1e-9);
        assert!(found.method.contains("the midpoints of 5 national quantiles"), "{}", found.method);
    }
    // At its own ranks the poor place has the smaller slope, and the two could not be compared.
    let own: Vec<(f64, f64)> = poor.iter().map(|&(_, people, value)| (people, value)).collect();
    let own = fit(ValueKind::Plain, Transform::None, &own, 0.5);
    assert!((own.sii.value - 10.0).abs() > 1.0);
}

#[test]
fn national_quantiles_are_each_named_once() {
    let refused = "is not one of 5, each named once, like 1 to 5";
    for odd in [0, 6, 2] {
        let found = national(5, &[(1, 10.0, 1.0), (2, 10.0, 1.0), (odd, 10.0, 2.0)]);
        assert_eq!(found.unwrap_err(), format!("quantile {odd} {refused}"));
    }
}
