//! Gaps between two estimates of any kind, of which only their limits are known.

use super::{Direction, Ends, Gap, NoRelativeGap, on_the_log_scale};
use crate::{Confidence, Estimate, Polarity, difference};

/// The absolute gap between two estimates of any kind, such as rates, with the limits of [`difference`];
/// theirs must be at that confidence.
#[must_use]
pub fn absolute_gap_between(
    ends: Ends<Estimate>,
    polarity: Polarity,
    confidence: Confidence,
) -> Gap {
    let (first, second) = ends.first_and_second(polarity);
    let Ends { most_deprived: most, least_deprived: least } = ends;
    let method = match polarity {
        Polarity::HigherIsBetter => "least deprived minus most deprived, square-and-add interval",
        Polarity::LowerIsBetter | Polarity::Neutral => {
            "most deprived minus least deprived, square-and-add interval"
        }
    };
    let direction = Direction::of(most.value.total_cmp(&least.value));
    Gap { estimate: difference(first, second), direction, polarity, confidence, method }
}

/// The relative gap between two estimates above 0, such as rates: the error of the logarithm of each is taken
/// from its limits, which must be at that confidence.
///
/// ```
/// # use measure::{Confidence, Ends, Polarity, rate, relative_gap_between};
/// let admissions = Ends {
///     most_deprived: rate(120, 10_000.0, Confidence::Ninety5)?,
///     least_deprived: rate(80, 10_000.0, Confidence::Ninety5)?,
/// };
/// let gap = relative_gap_between(admissions, Polarity::LowerIsBetter, Confidence::Ninety5)?;
/// assert_eq!(gap.estimate.to_string(), "1.5000 (1.1219 to 2.0055)");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// If a value, or the lower of its limits, is not above 0.
pub fn relative_gap_between(
    ends: Ends<Estimate>,
    polarity: Polarity,
    confidence: Confidence,
) -> Result<Gap, NoRelativeGap> {
    let Ends { most_deprived: most, least_deprived: least } = ends;
    if [most, least].iter().any(|end| end.lower <= 0.0) {
        return Err(NoRelativeGap::NotAboveZero { value: most.value, other: least.value });
    }
    let error = |of: Estimate| (of.upper / of.lower).ln() / (2.0 * confidence.z());
    let (first, second) = ends.first_and_second(polarity);
    let estimate =
        on_the_log_scale(first.value / second.value, error(first).hypot(error(second)), confidence);
    let direction = Direction::of(most.value.total_cmp(&least.value));
    let method = match polarity {
        Polarity::HigherIsBetter => "least deprived divided by most deprived, log interval",
        Polarity::LowerIsBetter | Polarity::Neutral => {
            "most deprived divided by least deprived, log interval"
        }
    };
    Ok(Gap { estimate, direction, polarity, confidence, method })
}
