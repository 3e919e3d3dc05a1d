//! A standard error from which a detectable change can be worked out.

use crate::proportion::as_f64;
use crate::{Ends, Proportion};

/// Far above every error there is, and far below where sums of squares run out of numbers.
const LARGEST: f64 = 1e100;

/// A standard error: above 0, and no larger than can be reckoned with.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct StandardError(f64);

/// Why there is no such error.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum NotAStandardError {
    /// A number that is not above 0, or is too large.
    #[error("{0} is not a standard error above 0, like 1.57")]
    NotAboveZero(f64),
    /// Nobody or everybody was counted.
    #[error(
        "{x} of {n} says nothing of its error: a detectable change needs some who have it and some who have not"
    )]
    NoneOrAll {
        /// How many were counted.
        x: u64,
        /// Of how many.
        n: u64,
    },
}

impl StandardError {
    /// This number.
    ///
    /// # Errors
    ///
    /// If it is 0 or below, or far larger than any error is.
    pub fn new(error: f64) -> Result<Self, NotAStandardError> {
        if error > 0.0 && error <= LARGEST {
            Ok(Self(error))
        } else {
            Err(NotAStandardError::NotAboveZero(error))
        }
    }

    /// That of a proportion, √(*p*(1−*p*)/*n*).
    ///
    /// # Errors
    ///
    /// If nobody or everybody was counted.
    pub fn of_proportion(proportion: Proportion) -> Result<Self, NotAStandardError> {
        let (x, n, p) = (proportion.x(), proportion.n(), proportion.value());
        if x == 0 || x == n {
            return Err(NotAStandardError::NoneOrAll { x, n });
        }
        Self::new((p * (1.0 - p) / as_f64(n)).sqrt())
    }

    /// That of the gap between two proportions.
    ///
    /// # Errors
    ///
    /// If nobody or everybody was counted at one of the ends.
    pub fn of_gap(ends: Ends) -> Result<Self, NotAStandardError> {
        let most = Self::of_proportion(ends.most_deprived)?;
        let least = Self::of_proportion(ends.least_deprived)?;
        Ok(most.with(least))
    }

    /// That of a difference of two estimates in different people.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self(self.0.hypot(other.0))
    }

    /// The number.
    pub fn value(self) -> f64 {
        self.0
    }
}
