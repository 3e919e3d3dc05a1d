//! An estimate and its limits, which is what every measure answers with.

use std::fmt;

use crate::Limits;

/// A value and the limits it lies within.
///
/// Every measure of this crate keeps the promise `lower ≤ value ≤ upper`.
///
/// ```
/// # use measure::Estimate;
/// let recorded = Estimate { value: 0.65, lower: 0.552_544, upper: 0.736_358 };
/// assert_eq!(recorded.to_string(), "0.6500 (0.5525 to 0.7364)");
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The value itself.
    pub value: f64,
    /// The lower limit.
    pub lower: f64,
    /// The upper limit.
    pub upper: f64,
}

/// Numbers that were offered as an estimate and are not one.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error(
    "a value of {value} with limits of {lower} and {upper} is not an estimate, like 0.65 with limits of 0.55 and 0.74"
)]
pub struct NotAnEstimate {
    value: f64,
    lower: f64,
    upper: f64,
}

impl Estimate {
    /// The same, if its numbers are finite and its limits hold its value.
    ///
    /// # Errors
    ///
    /// If a number is not finite, or the value lies outside the limits.
    pub fn checked(self) -> Result<Self, NotAnEstimate> {
        let Self { value, lower, upper } = self;
        if lower.is_finite() && upper.is_finite() && self.covers(value) {
            Ok(self)
        } else {
            Err(NotAnEstimate { value, lower, upper })
        }
    }

    /// Whether a value lies within the limits, or on one.
    pub fn covers(&self, value: f64) -> bool {
        self.lower <= value && value <= self.upper
    }

    /// The limits alone.
    pub fn limits(&self) -> Limits {
        Limits { lower: self.lower, upper: self.upper }
    }

    /// The distance between the limits.
    pub fn width(&self) -> f64 {
        self.upper - self.lower
    }

    /// The estimate on another unit, such as percent; a negative factor exchanges the limits.
    #[must_use]
    pub fn times(self, factor: f64) -> Self {
        let (one, other) = (self.lower * factor, self.upper * factor);
        Self { value: self.value * factor, lower: one.min(other), upper: one.max(other) }
    }
}

impl fmt::Display for Estimate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { value, lower, upper } = self;
        write!(f, "{value:.4} ({lower:.4} to {upper:.4})")
    }
}

#[cfg(test)]
mod tests {
    use super::Estimate;

    #[test]
    fn a_negative_factor_exchanges_the_limits() {
        let turned = Estimate { value: 2.0, lower: 1.0, upper: 4.0 }.times(-10.0);
        assert_eq!(turned, Estimate { value: -20.0, lower: -40.0, upper: -10.0 });
        assert!(turned.covers(-20.0) && turned.covers(-40.0) && !turned.covers(-41.0));
        assert!((turned.width() - 30.0).abs() < f64::EPSILON);
    }
}
