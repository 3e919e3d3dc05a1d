//! Funnel limits: how far a body may be from the average by chance alone, given its size.

mod tabled;

use crate::distribution::{poisson_above, poisson_below};
use crate::proportion::score_limits;
use crate::{Confidence, Limits};

pub(crate) use tabled::{PROPORTION, PROPORTION_BY_WILSON, RATE, RATIO};

/// How the limits of a proportion are found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Around {
    /// By the error of the average at that size, as the field's package does.
    #[default]
    Average,
    /// By the Wilson interval of the average at that size, as Fingertips' own comparison does.
    Wilson,
}

/// An average or a size around which there is no funnel.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum NoFunnel {
    /// An average that is no proportion.
    #[error("an average of {average} is not a proportion, like 0.805")]
    NotAnAverage {
        /// What was given.
        average: f64,
    },
    /// A size that is none.
    #[error("{size} is not a size, like 41980 people or 106.4 expected events")]
    NotASize {
        /// What was given.
        size: f64,
    },
}

/// The limits of a proportion around an average, at one size.
///
/// # Formula
///
/// With *p* the average, *n* the size and *z* the normal deviate:
///
/// ```text
///   Average   p ± z √( p (1 − p) / n ), not below 0 nor above 1
///   Wilson    the Wilson interval of n p of n
/// ```
///
/// # Interpretation
///
/// A body outside the 95% limits would be there by chance 1 time in 20, and one outside the 99.8%
/// limits 1 time in 500, if it were like the average. Of many bodies some are outside the first.
///
/// # Applies to
///
/// Bodies that could be like the average. Where most are outside, the average says little of any,
/// and something other than chance is to be looked for first.
///
/// # Example
///
/// ```
/// # use measure::{Confidence, funnel::{Around, proportion_limits}};
/// let limits = proportion_limits(0.3, 200.0, Around::Average, Confidence::Ninety98)?;
/// assert_eq!(format!("{:.6} to {:.6}", limits.lower, limits.upper), "0.199865 to 0.400135");
/// let limits = proportion_limits(0.3, 200.0, Around::Wilson, Confidence::Ninety98)?;
/// assert_eq!(format!("{:.6} to {:.6}", limits.lower, limits.upper), "0.210864 to 0.407365");
/// # Ok::<(), measure::funnel::NoFunnel>(())
/// ```
///
/// # Reference
///
/// Spiegelhalter DJ. *Stat Med* 2005;24:1185–202, doi:10.1002/sim.1970.
///
/// # Errors
///
/// If the average is not from 0 to 1, or the size not above 0.
pub fn proportion_limits(
    average: f64,
    size: f64,
    around: Around,
    confidence: Confidence,
) -> Result<Limits, NoFunnel> {
    if !(0.0..=1.0).contains(&average) {
        return Err(NoFunnel::NotAnAverage { average });
    }
    sized(size)?;
    Ok(match around {
        Around::Average => {
            let reach = confidence.z() * (average * (1.0 - average) / size).sqrt();
            Limits { lower: (average - reach).max(0.0), upper: (average + reach).min(1.0) }
        }
        Around::Wilson => score_limits(average, size, confidence),
    })
}

/// The numbers of events between which a body is like the average, by how many are expected.
///
/// # Formula
///
/// With *E* events expected and α the share beyond each limit, the *x* between whole numbers with
///
/// ```text
///   lower   P(X ≤ x; E) = α        upper   P(X ≥ x; E) = α
/// ```
///
/// for a Poisson *X*, by the gamma function that joins its whole numbers. Where even no events
/// would not be few, the lower limit is 0. Over *E* they are the limits of a ratio, and times the
/// average rate those of a rate.
///
/// # Interpretation
///
/// As [`proportion_limits`].
///
/// # Applies to
///
/// Events that come independently of each other.
///
/// # Example
///
/// ```
/// # use measure::{Confidence, funnel::event_limits};
/// let limits = event_limits(100.0, Confidence::Ninety5)?;
/// assert_eq!(format!("{:.2} to {:.2}", limits.lower, limits.upper), "80.39 to 120.56");
/// # Ok::<(), measure::funnel::NoFunnel>(())
/// ```
///
/// # Reference
///
/// Spiegelhalter DJ. *Stat Med* 2005;24:1185–202, doi:10.1002/sim.1970.
///
/// # Errors
///
/// If the events expected are not above 0.
pub fn event_limits(expected: f64, confidence: Confidence) -> Result<Limits, NoFunnel> {
    sized(expected)?;
    let tail = confidence.tail();
    Ok(Limits { lower: poisson_below(expected, tail), upper: poisson_above(expected, tail) })
}

/// The events expected at which so many observed would be on a limit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ExpectedAt {
    /// On the lower limit: where as many or fewer come by chance.
    pub lower: f64,
    /// On the upper limit: where as many or more come by chance.
    pub upper: f64,
}

/// The funnel drawn sideways, as the field's own tool draws it: from events to what is expected.
///
/// The tool halves its step for *v* = *E*/(*E* + 1 + *x*) until it is below 1 in 10⁷, and adds up a
/// Poisson's chances until one is below 1 in 10¹⁰ of their sum. So does this, so that both print
/// the same digits; [`event_limits`] goes on to the last.
///
/// # Errors
///
/// If no events were observed, which are never too many.
pub fn expected_at(observed: u32, confidence: Confidence) -> Result<ExpectedAt, NoFunnel> {
    let x = f64::from(observed);
    sized(x)?;
    let tail = confidence.tail();
    Ok(ExpectedAt {
        lower: halved(x, |expected| at_least(x + 1.0, expected) > 1.0 - tail),
        upper: halved(x, |expected| at_least(x, expected) > tail),
    })
}

/// The chance of so many events or more, as far as the tool adds it up.
fn at_least(x: f64, expected: f64) -> f64 {
    let (mut k, mut term, mut all, mut these) = (0.0, 1.0, 0.0, 0.0);
    while k < expected || term > all * 1e-10 {
        all += term;
        if k >= x {
            these += term;
        }
        if all > 1e30 {
            (all, these, term) = (all / 1e30, these / 1e30, term / 1e30);
        }
        k += 1.0;
        term *= expected / k;
    }
    these / all
}

fn halved(x: f64, beyond: impl Fn(f64) -> bool) -> f64 {
    let expected = |v: f64| (1.0 + x) * v / (1.0 - v);
    let (mut v, mut step) = (0.5, 0.5);
    while step > 1e-7 {
        step /= 2.0;
        v += if beyond(expected(v)) { -step } else { step };
    }
    expected(v)
}

/// One hundred sizes at which a funnel is drawn, closer together where it is wide.
///
/// The last is the larger of `to` and what 99 steps of 1 reach.
pub fn sizes(from: u32, to: u32) -> Vec<u32> {
    let mut sizes = vec![from];
    let mut last = from;
    for left in (1..100_u32).rev() {
        let (now, end) = (f64::from(last.max(1)), f64::from(to.max(1)));
        let next = (now * (end / now).powf(1.0 / f64::from(left))).round();
        last = rounded(next).max(last.saturating_add(1));
        sizes.push(last);
    }
    sizes
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a whole number between two of u32"
)]
fn rounded(size: f64) -> u32 {
    size as u32
}

fn sized(size: f64) -> Result<(), NoFunnel> {
    if size > 0.0 && size <= 1e12 { Ok(()) } else { Err(NoFunnel::NotASize { size }) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn no_size_and_no_average_have_no_funnel() {
        for size in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(event_limits(size, Confidence::Ninety5).is_err());
            assert!(proportion_limits(0.5, size, Around::Average, Confidence::Ninety5).is_err());
        }
        for average in [-0.1, 1.1, f64::NAN] {
            assert!(proportion_limits(average, 9.0, Around::Wilson, Confidence::Ninety5).is_err());
        }
    }

    proptest! {
        #[test]
        fn limits_hold_the_average_and_narrow_with_size(p in 0.0..=1.0_f64, n in 1.0..1e6_f64) {
            for around in [Around::Average, Around::Wilson] {
                for confidence in Confidence::BOTH {
                    let small = proportion_limits(p, n, around, confidence).unwrap();
                    let large = proportion_limits(p, 2.0 * n, around, confidence).unwrap();
                    prop_assert!(small.lower <= p + 1e-12 && p <= small.upper + 1e-12);
                    prop_assert!(large.upper - large.lower <= small.upper - small.lower + 1e-12);
                }
            }
        }

        #[test]
        fn events_expected_are_between_their_limits(expected in 1e-3..1e5_f64) {
            let narrow = event_limits(expected, Confidence::Ninety5).unwrap();
            let wide = event_limits(expected, Confidence::Ninety98).unwrap();
            prop_assert!(wide.lower <= narrow.lower && narrow.lower <= expected);
            prop_assert!(expected <= narrow.upper && narrow.upper <= wide.upper);
        }

        #[test]
        fn both_ways_of_drawing_a_funnel_agree(observed in 1..5_000_u32) {
            let at = expected_at(observed, Confidence::Ninety5).unwrap();
            let x = f64::from(observed);
            let lower = event_limits(at.lower, Confidence::Ninety5).unwrap().lower;
            let upper = event_limits(at.upper, Confidence::Ninety5).unwrap().upper;
            prop_assert!((lower / x - 1.0).abs() < 1e-3 && (upper / x - 1.0).abs() < 1e-3);
        }

        #[test]
        fn sizes_go_up(from in 1..1_000_u32, more in 100..1_000_000_u32) {
            let sizes = sizes(from, from + more);
            prop_assert_eq!(sizes.len(), 100);
            prop_assert!(sizes.windows(2).all(|pair| pair[0] < pair[1]));
            prop_assert_eq!(sizes.last(), Some(&(from + more)));
        }
    }
}
