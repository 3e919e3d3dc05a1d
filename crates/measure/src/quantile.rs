//! Assignment of areas or bodies to quantiles: fifths, tenths or others of a list in order.

use std::str::FromStr;

use crate::proportion::as_f64;
use crate::table::Column;
use crate::{Found, Measure, Measured, Options, Refusal, Table};

pub(crate) const MEASURE: Measure = Measure {
    name: "quantile",
    title: "Quantile",
    says: "Which fifth or tenth of the list each row belongs to, by its value.",
    takes: "value; --quantiles 10, --invert to put the highest first, --ties",
    documented: "quantile::quantiles",
    find,
};

/// Which values come first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum First {
    /// The lowest: quantile 1 has the lowest values.
    #[default]
    Lowest,
    /// The highest: quantile 1 has the highest values.
    Highest,
}

/// Which rank those with the same value share.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ties {
    /// The first of them, as the field's package does.
    #[default]
    Min,
    /// The last of them.
    Max,
}

/// Text that was offered as a way with ties and is not one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{text}” is not a way with ties, like min or max")]
pub struct NotTies {
    text: String,
}

impl FromStr for Ties {
    type Err = NotTies;

    fn from_str(text: &str) -> Result<Self, NotTies> {
        match text.trim() {
            "min" => Ok(Self::Min),
            "max" => Ok(Self::Max),
            _ => Err(NotTies { text: text.to_owned() }),
        }
    }
}

/// Why values cannot be put into quantiles.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum NotQuantiles {
    /// More quantiles than values.
    #[error(
        "{values} values cannot be put into {quantiles} quantiles: there must be as many at least"
    )]
    TooFew {
        /// How many values.
        values: usize,
        /// How many quantiles.
        quantiles: u32,
    },
    /// Fewer than two quantiles.
    #[error("{quantiles} is not a number of quantiles, like 5 or 10")]
    NotANumberOfThem {
        /// What was asked.
        quantiles: u32,
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

/// The quantile of each value, from 1 to `k`.
///
/// # Formula
///
/// With *N* values of which one has the rank *r*, and *k* quantiles:
///
/// ```text
///   q = k + 1 − ⌈ (N + 1 − r) k / N ⌉,   and 1 where that is 0
/// ```
///
/// # Interpretation
///
/// Quantiles differ by one value at most where *k* does not divide *N*, and values that are the
/// same are in the same one. National deciles of deprivation are published, and are never worked
/// out anew: this rule puts a few areas at the edges elsewhere.
///
/// # Applies to
///
/// As many values as quantiles at least. Local quintiles are of the areas of one place only, and
/// are to be called local.
///
/// # Example
///
/// ```
/// # use measure::quantile::{First, Ties, quantiles};
/// let values = [7.0, 3.0, 9.0, 1.0, 5.0, 8.0, 2.0];
/// assert_eq!(quantiles(&values, 3, First::Lowest, Ties::Min)?, [2, 1, 3, 1, 2, 3, 1]);
/// # Ok::<(), measure::quantile::NotQuantiles>(())
/// ```
///
/// # Reference
///
/// Office for Health Improvement and Disparities. *Assigning deprivation categories*, Fingertips
/// public health technical guidance.
///
/// # Errors
///
/// If there are fewer values than quantiles, fewer than 2 quantiles, or a value is no number.
pub fn quantiles(
    values: &[f64],
    k: u32,
    first: First,
    ties: Ties,
) -> Result<Vec<u32>, NotQuantiles> {
    if k < 2 {
        return Err(NotQuantiles::NotANumberOfThem { quantiles: k });
    }
    let n = values.len() as u64;
    if n < u64::from(k) {
        return Err(NotQuantiles::TooFew { values: values.len(), quantiles: k });
    }
    if let Some(at) = values.iter().position(|value| !value.is_finite()) {
        let value = values.get(at).copied().unwrap_or(f64::NAN);
        return Err(NotQuantiles::NotAValue { at: at + 1, value });
    }
    let signed = |value: f64| match first {
        // Adding 0 turns −0 into 0, so that both are the same value.
        First::Lowest => value + 0.0,
        First::Highest => 0.0 - value,
    };
    let mut sorted: Vec<f64> = values.iter().map(|&value| signed(value)).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let quantile = |&value: &f64| {
        let value = signed(value);
        let below = sorted.partition_point(|other| *other < value) as u64;
        let rank = match ties {
            Ties::Min => below + 1,
            Ties::Max => sorted.partition_point(|other| *other <= value) as u64,
        };
        let above = ((n + 1 - rank) * u64::from(k)).div_ceil(n);
        u32::try_from((u64::from(k) + 1).saturating_sub(above)).unwrap_or(k).max(1)
    };
    Ok(values.iter().map(quantile).collect())
}

/// As many as the field divides into where nobody says.
const USUAL: u32 = 10;

fn find(table: &Table, options: &Options) -> Vec<Found> {
    let k = options.quantiles.unwrap_or(USUAL);
    let read = || {
        table.needs(&[Column::Value])?;
        let mut rows = Vec::with_capacity(table.rows().len());
        for row in table.rows() {
            // A row without a value has no quantile, and does not count among the others.
            if let Some(value) = row.maybe(Column::Value)? {
                rows.push((row.number(), value));
            }
        }
        let values: Vec<f64> = rows.iter().map(|(_, value)| *value).collect();
        let found = quantiles(&values, k, options.first, options.ties)?;
        let n = as_f64(values.len() as u64);
        Ok::<_, Refusal>(rows.into_iter().map(|(number, _)| number).zip(found).map(
            move |(number, quantile)| {
                let method = "quantile by the rule of Fingertips";
                (number, Measured::new(f64::from(quantile), method, n))
            },
        ))
    };
    match read() {
        Err(refused) => Found::whole(Err(refused)),
        Ok(found) => {
            let mut found = found.peekable();
            Found::each(table.rows(), |row| {
                let own = found.next_if(|(number, _)| *number == row.number());
                own.map(|(_, measured)| measured)
                    .ok_or_else(|| Refusal::new(format!("row {} has no value", row.number())))
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn sizes_are_those_of_the_rule() {
        let sizes = |n: u32, k: u32| {
            let values: Vec<f64> = (0..n).map(f64::from).collect();
            let found = quantiles(&values, k, First::Lowest, Ties::Min).unwrap();
            (1..=k).map(|q| found.iter().filter(|at| **at == q).count()).collect::<Vec<_>>()
        };
        assert_eq!(sizes(12, 5), [3, 2, 3, 2, 2]);
        assert_eq!(sizes(23, 5), [5, 5, 4, 5, 4]);
        assert_eq!(sizes(10, 10), [1; 10]);
    }

    #[test]
    fn too_few_values_and_no_number_are_refused() {
        let says = |values: &[f64], k| {
            quantiles(values, k, First::Lowest, Ties::Min).map_err(|error| error.to_string())
        };
        assert!(says(&[1.0; 4], 5).is_err_and(|words| words.starts_with("4 values cannot")));
        assert!(says(&[1.0; 4], 1).is_err_and(|words| words.starts_with("1 is not a number")));
        assert!(says(&[1.0, f64::NAN], 2).is_err_and(|words| words.starts_with("value 2 is NaN")));
    }

    proptest! {
        #[test]
        fn quantiles_follow_the_order_and_not_the_place(
            values in prop::collection::vec((0..40_i32).prop_map(f64::from), 10..80), k in 2..=10_u32
        ) {
            let found = quantiles(&values, k, First::Lowest, Ties::Min).unwrap();
            prop_assert!(found.iter().all(|q| (1..=k).contains(q)));
            for (one, first) in values.iter().zip(&found) {
                for (other, second) in values.iter().zip(&found) {
                    prop_assert!(one > other || first <= second);
                }
            }
            let turned: Vec<f64> = values.iter().rev().copied().collect();
            let mut again = quantiles(&turned, k, First::Lowest, Ties::Min).unwrap();
            again.reverse();
            prop_assert_eq!(found, again);
        }
    }
}
