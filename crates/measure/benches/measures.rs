//! How long the measures take that are asked of many groups at once; `make bench ARGS=measure`.
#![expect(clippy::unwrap_used, reason = "what cannot be built leaves nothing to time")]

use divan::{Bencher, black_box};
use measure::control_chart::{Settings, control_chart};
use measure::standardised::{AgeBand, dsr};
use measure::{
    Approach, Band, Confidence, Gradient, Multiplier, Proportion, Series, Simulation, Transform,
    Uncertainty, ValueKind, slope_at_both, wilson,
};

fn main() {
    divan::main();
}

/// A number below another that looks like chance and is always the same.
fn below(most: u32, at: u32) -> u32 {
    (at.wrapping_mul(2_654_435_761) >> 8) % most
}

/// 5,000 places with ten groups each, a value falling with deprivation.
fn places(kind: ValueKind) -> Vec<Vec<Band>> {
    let band = |place: u32, group: u32| {
        let population = 800 + below(400, place * 10 + group);
        let x = population * (300 - 15 * group + below(20, place + group)) / 1_000;
        let proportion = Proportion::new(x.into(), population.into()).unwrap();
        let limits = wilson(proportion, Confidence::Ninety5);
        let uncertainty = match kind {
            ValueKind::Plain => Uncertainty::StandardError(0.012),
            ValueKind::Rate | ValueKind::Proportion => {
                Uncertainty::Limits { lower: limits.lower, upper: limits.upper }
            }
        };
        Band { population: population.into(), value: limits.value, uncertainty }
    };
    (0..5_000).map(|place| (0..10).map(|group| band(place, group)).collect()).collect()
}

/// Both indices with both pairs of limits, shared out over the machine's processors.
fn slopes(bencher: Bencher, kind: ValueKind, transform: Transform) {
    let places = places(kind);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    bencher.bench_local(|| {
        std::thread::scope(|scope| {
            for share in places.chunks(places.len().div_ceil(threads)) {
                scope.spawn(move || {
                    for bands in share {
                        let gradient =
                            Gradient::most_deprived_first(kind, transform, bands).unwrap();
                        black_box(slope_at_both(&gradient, Multiplier::ONE, Approach::Computed));
                    }
                });
            }
        });
    });
}

#[divan::bench(sample_count = 5)]
fn sii_and_rii_of_5000_groups_of_10_values(bencher: Bencher) {
    slopes(bencher, ValueKind::Plain, Transform::None);
}

#[divan::bench(sample_count = 5)]
fn sii_and_rii_of_5000_groups_of_10_proportions(bencher: Bencher) {
    slopes(bencher, ValueKind::Proportion, Transform::None);
}

#[divan::bench(sample_count = 5)]
fn sii_and_rii_of_5000_groups_of_10_proportions_on_the_logit(bencher: Bencher) {
    slopes(bencher, ValueKind::Proportion, Transform::Logit);
}

/// What the inversion stands in for: 100,000 draws of one place.
#[divan::bench(sample_count = 20)]
fn sii_and_rii_of_1_group_of_10_proportions_drawn(bencher: Bencher) {
    let places = places(ValueKind::Proportion);
    let bands = places.first().unwrap();
    let gradient =
        Gradient::most_deprived_first(ValueKind::Proportion, Transform::None, bands).unwrap();
    let drawn = Approach::Simulated(Simulation::default());
    bencher.bench_local(|| slope_at_both(black_box(&gradient), Multiplier::ONE, drawn));
}

#[divan::bench(sample_count = 20)]
fn dsr_of_5000_groups_of_19_ages(bencher: Bencher) {
    let band = |group: u32, age: u32| {
        let events = (age + below(20, group * 19 + age)).into();
        AgeBand::new(events, 4_000.0 - 100.0 * f64::from(age), 7_000.0 - 200.0 * f64::from(age))
    };
    let groups: Vec<Vec<AgeBand>> =
        (0..5_000).map(|group| (0..19).map(|age| band(group, age)).collect()).collect();
    bencher.bench_local(|| {
        for bands in &groups {
            let found = dsr(bands).unwrap();
            for confidence in Confidence::BOTH {
                black_box(found.estimate(confidence));
            }
        }
    });
}

#[divan::bench(sample_count = 20)]
fn control_charts_of_1000_series_of_36_points(bencher: Bencher) {
    let series: Vec<Vec<f64>> = (0..1_000)
        .map(|of| (0..36).map(|at| 80.0 + f64::from(below(9_000, of * 36 + at)) / 1e3).collect())
        .collect();
    bencher.bench_local(|| {
        for values in &series {
            let series = Series::new(values, &[]).unwrap();
            black_box(control_chart(&series, Settings::default()));
        }
    });
}
