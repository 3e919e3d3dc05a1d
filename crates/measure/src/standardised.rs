//! Directly standardised rates: what the rate would be, were the ages those of a standard population.

mod tabled;

use crate::proportion::as_f64;
use crate::rate::{FEWEST_FOR_BYAR, byar};
use crate::{Confidence, Estimate};

pub(crate) use tabled::{DIRECT, OF_REPEATED_EVENTS};

/// The European Standard Population 2013, of both sexes: people of 100,000 aged 0 to 4, 5 to 9, …
/// 85 to 89, and 90 and over.
///
/// Source: Eurostat, *Revision of the European Standard Population*, 2013, doi:10.2785/11470; its
/// bands of under 1 and of 1 to 4 are put together here, as England's rates have them.
pub const EUROPEAN_2013: [f64; 19] = [
    5000.0, 5500.0, 5500.0, 5500.0, 6000.0, 6000.0, 6500.0, 7000.0, 7000.0, 7000.0, 7000.0, 6500.0,
    6000.0, 5500.0, 5000.0, 4000.0, 2500.0, 1500.0, 1000.0,
];

/// One age band: its events, its people, and its people in the standard population.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AgeBand {
    /// Its people, or person-years.
    pub population: f64,
    /// Its people in the standard population.
    pub standard: f64,
    events: u64,
    squares: u64,
}

impl AgeBand {
    /// A band of independent events: nobody had two, or as good as nobody.
    pub fn new(events: u64, population: f64, standard: f64) -> Self {
        Self { population, standard, events, squares: events }
    }

    /// The band with some more people in it who had so many events each.
    #[must_use]
    pub fn and(self, people: u64, events_each: u32) -> Self {
        let each = u64::from(events_each);
        Self {
            events: self.events.saturating_add(people.saturating_mul(each)),
            squares: self.squares.saturating_add(people.saturating_mul(each.saturating_mul(each))),
            ..self
        }
    }
}

/// Why no rate can be standardised.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum NotStandardised {
    /// No band at all.
    #[error("no age band was given")]
    NoBand,
    /// A band without people.
    #[error("age band {band} has a population of {population}, not one above 0, like 7291")]
    NoPopulation {
        /// Which, from 1.
        band: usize,
        /// What stood for its population.
        population: f64,
    },
    /// A band whose standard population is missing or below 0.
    #[error("age band {band} has a standard population of {standard}, not 0 or more, like 5500")]
    NoStandard {
        /// Which, from 1.
        band: usize,
        /// What stood for it.
        standard: f64,
    },
    /// A standard population of nobody.
    #[error("the standard population is 0 in every age band")]
    NobodyInStandard,
    /// Fewer than 10 events.
    #[error("{events} events are too few: a directly standardised rate is not shown below 10")]
    TooFewEvents {
        /// How many there were.
        events: u64,
    },
}

/// The sums a standardised rate is worked out from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standardised {
    events: u64,
    value: f64,
    variance: f64,
}

/// The directly standardised rate, a head, with Dobson's limits.
///
/// # Formula
///
/// With *x* events among *n* people in each age band, *w* of the standard population in it, *O* the
/// events of all bands, and *l*, *u* the limits of *O* by [`byar`]:
///
/// ```text
///   v = Σ w x/n ∕ Σ w            Var v = Σ x (w/n)² ∕ (Σ w)²
///
///   from  v + √(Var v / O) (l − O)   to  v + √(Var v / O) (u − O)
/// ```
///
/// Where each of *x* people had *f* events ([`AgeBand::and`]), *f x* stands for *x* in the value and
/// *f² x* in the variance: one person's events come together, and tell less.
///
/// # Interpretation
///
/// Events a head in a population with the ages of the standard. It is for comparing places and
/// groups with each other, and says nothing of how many events there are. Fewer than 10 events
/// give no rate, as the field has it.
///
/// # Applies to
///
/// Events and people by age, every band with people, to be compared with rates on the same standard.
///
/// # Example
///
/// ```
/// # use measure::{Confidence, standardised::{AgeBand, dsr}};
/// let bands = [
///     AgeBand::new(5, 1000.0, 5500.0),
///     AgeBand::new(10, 2000.0, 6000.0),
///     AgeBand::new(20, 1500.0, 5000.0),
///     AgeBand::new(40, 800.0, 2500.0),
/// ];
/// let per_100_000 = dsr(&bands)?.estimate(Confidence::Ninety5).times(1e5);
/// assert_eq!(per_100_000.to_string(), "1311.4035 (1027.0489 to 1649.1198)");
/// # Ok::<(), measure::standardised::NotStandardised>(())
/// ```
///
/// # Reference
///
/// Dobson AJ, Kuulasmaa K, Eberle E, Scherer J. *Stat Med* 1991;10:457–62,
/// doi:10.1002/sim.4780100317.
///
/// # Errors
///
/// If a band has no people, the standard has nobody, or there are fewer than 10 events.
pub fn dsr(bands: &[AgeBand]) -> Result<Standardised, NotStandardised> {
    if bands.is_empty() {
        return Err(NotStandardised::NoBand);
    }
    let (mut events, mut value, mut variance, mut whole) = (0_u64, 0.0, 0.0, 0.0);
    for (band, at) in (1..).zip(bands) {
        let AgeBand { population, standard, events: x, squares } = *at;
        if !(population > 0.0 && population.is_finite()) {
            return Err(NotStandardised::NoPopulation { band, population });
        }
        if !(standard >= 0.0 && standard.is_finite()) {
            return Err(NotStandardised::NoStandard { band, standard });
        }
        let weight = standard / population;
        events = events.saturating_add(x);
        value += weight * as_f64(x);
        variance += weight * weight * as_f64(squares);
        whole += standard;
    }
    if whole <= 0.0 {
        return Err(NotStandardised::NobodyInStandard);
    }
    if events < FEWEST_FOR_BYAR {
        return Err(NotStandardised::TooFewEvents { events });
    }
    Ok(Standardised { events, value: value / whole, variance: variance / (whole * whole) })
}

impl Standardised {
    /// How many events it rests on.
    pub fn events(self) -> u64 {
        self.events
    }

    /// The rate a head, with its limits.
    pub fn estimate(self, confidence: Confidence) -> Estimate {
        let Self { events, value, variance } = self;
        let Estimate { value: count, lower, upper } = byar(events, confidence);
        let of_one = (variance / count).sqrt();
        let (below, above) = (of_one * (count - lower), of_one * (upper - count));
        Estimate { value, lower: value - below, upper: value + above }
    }

    /// The standard error of the rate a head.
    pub fn standard_error(self) -> f64 {
        self.variance.sqrt()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_cannot_be_standardised_is_named() {
        let says = |bands: &[AgeBand]| dsr(bands).map_err(|error| error.to_string());
        let good = AgeBand::new(50, 1000.0, 5500.0);
        for (bands, words) in [
            (vec![], "no age band was given"),
            (vec![good, AgeBand::new(1, 0.0, 1.0)], "age band 2 has a population of 0"),
            (vec![AgeBand::new(1, 5.0, f64::NAN)], "age band 1 has a standard population of NaN"),
            (vec![AgeBand::new(50, 5.0, 0.0)], "the standard population is 0"),
            (vec![AgeBand::new(9, 5.0, 1.0)], "9 events are too few"),
        ] {
            assert!(says(&bands).is_err_and(|said| said.starts_with(words)), "{words}");
        }
    }

    proptest! {
        #[test]
        fn limits_contain_the_rate_and_repeats_widen_them(
            bands in prop::collection::vec((10..500_u64, 1.0..1e6_f64, 1.0..1e4_f64), 1..20)
        ) {
            let once: Vec<AgeBand> =
                bands.iter().map(|&(x, n, w)| AgeBand::new(2 * x, n, w)).collect();
            let twice: Vec<AgeBand> =
                bands.iter().map(|&(x, n, w)| AgeBand::new(0, n, w).and(x, 2)).collect();
            for confidence in Confidence::BOTH {
                let one = dsr(&once).unwrap().estimate(confidence);
                let two = dsr(&twice).unwrap().estimate(confidence);
                prop_assert!(one.covers(one.value) && two.covers(two.value));
                prop_assert!((one.value / two.value - 1.0).abs() < 1e-12);
                prop_assert!(two.width() > one.width());
            }
        }

        #[test]
        fn the_standard_has_no_unit(
            bands in prop::collection::vec((10..500_u64, 1.0..1e6_f64, 1.0..1e4_f64), 1..20)
        ) {
            let of = |by: f64| -> Vec<AgeBand> {
                bands.iter().map(|&(x, n, w)| AgeBand::new(x, n, w * by)).collect()
            };
            let one = dsr(&of(1.0)).unwrap().estimate(Confidence::Ninety98);
            let other = dsr(&of(1e-3)).unwrap().estimate(Confidence::Ninety98);
            prop_assert!((one.lower / other.lower - 1.0).abs() < 1e-9);
            prop_assert!((one.upper / other.upper - 1.0).abs() < 1e-9);
        }
    }
}
