//! What holds of every gradient.

use measure::{
    Approach, AtBoth, Band, Gradient, LimitsBy, Multiplier, Simulation, Slope, Transform,
    Uncertainty, ValueKind, slope_at_both,
};
use proptest::prelude::*;

/// Groups whose values could be a proportion, a rate, or anything else.
fn groups() -> impl Strategy<Value = Vec<Band>> {
    let band =
        (1.0..1e6_f64, 0.02..0.98_f64, 0.0..0.3_f64).prop_map(|(population, value, error)| Band {
            population,
            value,
            uncertainty: Uncertainty::StandardError(error),
        });
    prop::collection::vec(band, 3..12)
}

fn scales() -> impl Strategy<Value = (ValueKind, Transform)> {
    prop::sample::select(vec![
        (ValueKind::Plain, Transform::None),
        (ValueKind::Rate, Transform::None),
        (ValueKind::Rate, Transform::Log),
        (ValueKind::Proportion, Transform::None),
        (ValueKind::Proportion, Transform::Logit),
    ])
}

fn multiplied(
    (kind, transform): (ValueKind, Transform),
    groups: &[Band],
    multiplier: f64,
) -> Option<AtBoth<Slope>> {
    let gradient = Gradient::most_deprived_first(kind, transform, groups).ok()?;
    let drawn = Approach::Simulated(Simulation::new(1_000, 5).unwrap());
    Some(slope_at_both(&gradient, Multiplier::new(multiplier).unwrap(), drawn))
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * (1.0 + one.abs().max(other.abs()))
}

fn changed(groups: &[Band], change: impl Fn(Band) -> Band) -> Vec<Band> {
    groups.iter().copied().map(change).collect()
}

proptest! {
    #[test]
    fn limits_contain_the_value(
        scale in scales(), groups in groups(), multiplier in prop::sample::select(vec![1.0, 100.0, -0.5])
    ) {
        if let Some(AtBoth { at_95, at_998 }) = multiplied(scale, &groups, multiplier) {
            prop_assert!(at_95.sii.covers(at_95.sii.value));
            prop_assert!(at_998.sii.lower <= at_95.sii.lower);
            prop_assert!(at_95.sii.upper <= at_998.sii.upper);
            for rii in [at_95.rii, at_998.rii].into_iter().flatten() {
                prop_assert!(rii.covers(rii.value), "{rii}");
            }
        }
    }

    #[test]
    fn limits_by_inversion_are_those_that_draws_come_near_to(
        kind in prop::sample::select(vec![ValueKind::Rate, ValueKind::Proportion]),
        groups in groups(), multiplier in prop::sample::select(vec![1.0, -100.0])
    ) {
        // Within what the inversion resolves, and with populations of one size, as quantiles have.
        let groups: Vec<Band> = groups
            .into_iter()
            .map(|band| match band.uncertainty {
                Uncertainty::StandardError(error) => Band {
                    population: 1e3 + band.population / 1e3,
                    uncertainty: Uncertainty::StandardError(0.02 + error * 1.5),
                    ..band
                },
                Uncertainty::Limits { .. } => band,
            })
            .collect();
        let gradient = Gradient::most_deprived_first(kind, Transform::None, &groups).unwrap();
        let multiplier = Multiplier::new(multiplier).unwrap();
        let drawn = Approach::Simulated(Simulation::new(40_000, 3).unwrap());
        let [computed, drawn] =
            [Approach::Computed, drawn].map(|by| slope_at_both(&gradient, multiplier, by).at_95);
        if computed.limits == LimitsBy::Inversion {
            let close = |one: f64, other: f64, width: f64| (one - other).abs() < 0.03 * width;
            let (sii, other) = (computed.sii, drawn.sii);
            prop_assert!(close(sii.lower, other.lower, sii.width()), "{sii} {other}");
            prop_assert!(close(sii.upper, other.upper, sii.width()), "{sii} {other}");
            if let (Ok(rii), Ok(other)) = (computed.rii, drawn.rii) {
                prop_assert!(close(rii.lower, other.lower, rii.width()), "{rii} {other}");
                prop_assert!(close(rii.upper, other.upper, rii.width()), "{rii} {other}");
            }
        }
    }

    #[test]
    fn a_flat_line_has_no_slope(scale in scales(), groups in groups(), value in 0.02..0.98_f64) {
        let flat = changed(&groups, |band| Band { value, ..band });
        if let Some(found) = multiplied(scale, &flat, 1.0) {
            prop_assert!(found.at_95.sii.value.abs() < 1e-9);
            prop_assert!(near(found.at_95.fitted_at(0.3), value));
        }
    }

    #[test]
    fn exchanging_the_ends_turns_the_sign_and_inverts_the_ratio(scale in scales(), groups in groups()) {
        let turned: Vec<Band> = groups.iter().rev().copied().collect();
        if let (Some(one), Some(other)) =
            (multiplied(scale, &groups, 1.0), multiplied(scale, &turned, 1.0))
        {
            prop_assert!(near(one.at_95.sii.value, -other.at_95.sii.value));
            if let (Ok(one), Ok(other)) = (one.at_95.rii, other.at_95.rii) {
                prop_assert!(near(one.value * other.value, 1.0));
            }
        }
    }

    #[test]
    fn a_negative_multiplier_is_the_same_line_told_from_the_other_end(scale in scales(), groups in groups()) {
        if let (Some(one), Some(other)) =
            (multiplied(scale, &groups, 3.0), multiplied(scale, &groups, -3.0))
        {
            prop_assert!(near(one.at_95.sii.value, -other.at_95.sii.value));
            prop_assert!(near(one.at_95.intercept, other.at_95.intercept));
            if let (Ok(one), Ok(other)) = (one.at_95.rii, other.at_95.rii) {
                prop_assert!(near(one.value * other.value, 1.0));
            }
        }
    }

    #[test]
    fn counting_people_in_thousands_changes_nothing(scale in scales(), groups in groups()) {
        let thousands =
            changed(&groups, |band| Band { population: band.population / 1e3, ..band });
        if let (Some(one), Some(other)) =
            (multiplied(scale, &groups, 1.0), multiplied(scale, &thousands, 1.0))
        {
            prop_assert!(near(one.at_998.sii.value, other.at_998.sii.value));
            prop_assert!(near(one.at_998.sii.lower, other.at_998.sii.lower));
            prop_assert!(near(one.at_998.sii.upper, other.at_998.sii.upper));
        }
    }

    #[test]
    fn a_rate_on_another_unit_has_a_slope_on_that_unit_and_the_same_ratio(
        transform in prop::sample::select(vec![Transform::None, Transform::Log]), groups in groups()
    ) {
        let scale = (ValueKind::Rate, transform);
        let per_1000 = changed(&groups, |band| Band { value: band.value * 1e3, ..band });
        if let (Some(one), Some(other)) =
            (multiplied(scale, &groups, 1e3), multiplied(scale, &per_1000, 1.0))
        {
            prop_assert!(near(one.at_95.sii.value, other.at_95.sii.value));
            prop_assert!(near(one.at_95.sii.lower, other.at_95.sii.lower));
            if let (Ok(one), Ok(other)) = (one.at_95.rii, other.at_95.rii) {
                prop_assert!(near(one.value, other.value) && near(one.upper, other.upper));
            }
        }
    }

    #[test]
    fn the_line_passes_through_the_mean_of_the_population(groups in groups()) {
        if let Some(found) = multiplied((ValueKind::Plain, Transform::None), &groups, 1.0) {
            let everyone: f64 = groups.iter().map(|band| band.population).sum();
            let total: f64 = groups.iter().map(|band| band.population * band.value).sum();
            prop_assert!(near(found.at_95.fitted_at(0.5), total / everyone));
        }
    }
}
