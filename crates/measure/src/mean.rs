//! The mean of values, with limits from Student's t.

use crate::distribution::student_above;
use crate::proportion::as_f64;
use crate::table::Column;
use crate::{AtBoth, Confidence, Estimate, Found, Measure, Measured, Options, Refusal, Table};

pub(crate) const MEASURE: Measure = Measure {
    name: "mean",
    title: "Mean",
    says: "The average of the values, with limits from how much they differ.",
    takes: "value, one a row",
    documented: "mean::mean",
    find: |table, _: &Options| Found::whole(find(table)),
};

/// Values of which no mean with limits can be taken.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum NoMean {
    /// Fewer than two values.
    #[error("{count} value has no mean with limits: how much values differ takes at least 2")]
    TooFew {
        /// How many there were.
        count: usize,
    },
    /// A value that is no number.
    #[error("value {at} is {value}, not a number, like 79.4")]
    NotAValue {
        /// Which, from 1.
        at: usize,
        /// What stood there.
        value: f64,
    },
}

/// What is left of values when they have been gathered: enough for their mean and its limits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mean {
    count: u64,
    value: f64,
    deviation: f64,
}

/// The mean of values, to be asked for its limits.
///
/// # Formula
///
/// With *n* values of mean x̄ and standard deviation *s*, and *t* the quantile of Student's
/// distribution with *n* − 1 degrees of freedom:
///
/// ```text
///   x̄ ± t s / √n            s² = Σ (x − x̄)² / (n − 1)
/// ```
///
/// # Interpretation
///
/// Where the mean of all the values that might have been gathered is likely to lie.
///
/// # Applies to
///
/// Two or more values that are independent, and not so few and skewed that their mean is no longer
/// normal: birth weights and waiting times of many people, not costs of a few.
///
/// # Example
///
/// ```
/// # use measure::{Confidence, mean};
/// let days = mean(&[12.0, 15.5, 9.0, 20.0, 13.5])?;
/// assert_eq!(days.estimate(Confidence::Ninety5).to_string(), "14.0000 (8.8993 to 19.1007)");
/// # Ok::<(), measure::mean::NoMean>(())
/// ```
///
/// # Reference
///
/// Student. *Biometrika* 1908;6:1–25, doi:10.1093/biomet/6.1.1.
///
/// # Errors
///
/// If there are fewer than two values, or one is no number.
pub fn mean(values: &[f64]) -> Result<Mean, NoMean> {
    for (at, &value) in (1..).zip(values) {
        if !value.is_finite() || value.abs() > 1e100 {
            return Err(NoMean::NotAValue { at, value });
        }
    }
    let count = values.len() as u64;
    if count < 2 {
        return Err(NoMean::TooFew { count: values.len() });
    }
    let average = values.iter().sum::<f64>() / as_f64(count);
    let squares: f64 = values.iter().map(|value| (value - average).powi(2)).sum();
    Ok(Mean { count, value: average, deviation: (squares / as_f64(count - 1)).sqrt() })
}

impl Mean {
    /// How many values there were.
    pub fn count(self) -> u64 {
        self.count
    }

    /// The standard deviation of the values.
    pub fn deviation(self) -> f64 {
        self.deviation
    }

    /// The standard error of the mean.
    pub fn standard_error(self) -> f64 {
        self.deviation / as_f64(self.count).sqrt()
    }

    /// The mean with its limits.
    pub fn estimate(self, confidence: Confidence) -> Estimate {
        let t = student_above(confidence.tail(), as_f64(self.count - 1));
        let reach = t * self.standard_error();
        Estimate { value: self.value, lower: self.value - reach, upper: self.value + reach }
    }
}

fn find(table: &Table) -> Result<Measured, Refusal> {
    table.needs(&[Column::Value])?;
    let rows = table.rows().iter();
    let values: Vec<f64> = rows.map(|row| row.needs(Column::Value)).collect::<Result<_, _>>()?;
    let found = mean(&values)?;
    let estimates = AtBoth::of(|confidence| found.estimate(confidence));
    let n = as_f64(found.count());
    let mut measured = Measured::between(estimates, "arithmetic mean, Student's t limits", n);
    measured.standard_error = Some(found.standard_error());
    Ok(measured)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_value_and_no_number_have_no_mean() {
        let says = |values: &[f64]| mean(values).map_err(|error| error.to_string());
        assert!(says(&[1.0]).is_err_and(|words| words.starts_with("1 value has no mean")));
        assert!(says(&[1.0, f64::NAN]).is_err_and(|words| words.starts_with("value 2 is NaN")));
    }

    proptest! {
        #[test]
        fn limits_contain_the_mean_and_move_with_the_values(
            values in prop::collection::vec(-1e6..1e6_f64, 2..40), by in -1e3..1e3_f64
        ) {
            let moved: Vec<f64> = values.iter().map(|value| value + by).collect();
            for confidence in Confidence::BOTH {
                let one = mean(&values).unwrap().estimate(confidence);
                let other = mean(&moved).unwrap().estimate(confidence);
                prop_assert!(one.covers(one.value));
                prop_assert!((one.lower + by - other.lower).abs() < 1e-6 * (1.0 + one.width()));
            }
        }
    }
}
