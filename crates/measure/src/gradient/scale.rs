//! What values are, the scale on which their error is normal, and that on which a line is fitted.

use std::fmt;
use std::str::FromStr;

use super::{Band, NotAGradient, Uncertainty};
use crate::Confidence;

/// What the values are, which decides the scale on which their error is normal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ValueKind {
    /// Anything with a symmetrical error, such as life expectancy or a mean.
    #[default]
    Plain,
    /// A rate, above 0, whose logarithm has the normal error.
    Rate,
    /// A proportion, between 0 and 1, whose logit has the normal error.
    Proportion,
}

/// The scale on which the line is fitted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Transform {
    /// That of the values.
    #[default]
    None,
    /// The logarithm, for rates.
    Log,
    /// The logit, for proportions.
    Logit,
}

/// The largest standard error on a log or logit scale; one such already means "between nothing and
/// everything", and a larger one overflows.
const LARGEST_SCALED_ERROR: f64 = 20.0;

/// The largest magnitude of any figure, far above what is ever counted and far below overflow.
pub(super) const LARGEST: f64 = 1e100;

impl ValueKind {
    /// A value on the scale where its error is normal.
    pub(crate) fn scaled(self, value: f64) -> f64 {
        match self {
            Self::Plain => value,
            Self::Rate => value.ln(),
            Self::Proportion => (value / (1.0 - value)).ln(),
        }
    }

    /// The way back from that scale.
    pub(crate) fn unscaled(self, scaled: f64) -> f64 {
        match self {
            Self::Plain => scaled,
            Self::Rate => scaled.exp(),
            Self::Proportion => 1.0 / (1.0 + (-scaled).exp()),
        }
    }

    fn holds(self, value: f64) -> bool {
        match self {
            Self::Plain => value.abs() <= LARGEST,
            Self::Rate => value > 0.0 && value <= LARGEST,
            Self::Proportion => value > 0.0 && value < 1.0,
        }
    }

    /// The standard error of a band on that scale, once the band has been found usable.
    pub(super) fn error(self, group: usize, band: &Band) -> Result<f64, NotAGradient> {
        let value = band.value;
        if !self.holds(value) {
            return Err(NotAGradient::NotAValue { group, value, kind: self });
        }
        let error = match band.uncertainty {
            Uncertainty::StandardError(error) => error,
            Uncertainty::Limits { lower, upper } => {
                let in_order = lower <= value && value <= upper;
                if !(in_order && self.holds(lower) && self.holds(upper)) {
                    return Err(NotAGradient::NotLimits { group, value, lower, upper, kind: self });
                }
                (self.scaled(upper) - self.scaled(lower)) / (2.0 * Confidence::Ninety5.z())
            }
        };
        let largest = match self {
            Self::Plain => LARGEST,
            Self::Rate | Self::Proportion => LARGEST_SCALED_ERROR,
        };
        if (0.0..=largest).contains(&error) {
            Ok(error)
        } else {
            Err(NotAGradient::NotAnError { group, error })
        }
    }
}

pub(super) fn needed(kind: ValueKind) -> &'static str {
    match kind {
        ValueKind::Plain => "a number, like 79.4",
        ValueKind::Rate => "a rate above 0, like 150.2",
        ValueKind::Proportion => "a proportion between 0 and 1, like 0.212",
    }
}

/// Text that was offered as a scale and is not one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{text}” is not a scale to fit a line on, like none, log or logit")]
pub struct NotATransform {
    text: String,
}

impl FromStr for Transform {
    type Err = NotATransform;

    fn from_str(text: &str) -> Result<Self, NotATransform> {
        match text.trim() {
            "none" => Ok(Self::None),
            "log" => Ok(Self::Log),
            "logit" => Ok(Self::Logit),
            _ => Err(NotATransform { text: text.to_owned() }),
        }
    }
}

impl fmt::Display for ValueKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Plain => "a plain value",
            Self::Rate => "a rate",
            Self::Proportion => "a proportion",
        })
    }
}

impl fmt::Display for Transform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::None => "the values' own scale",
            Self::Log => "the log scale",
            Self::Logit => "the logit scale",
        })
    }
}
