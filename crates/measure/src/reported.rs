//! What a row reports of one group of people: counts, or a value that was worked out before.

use crate::proportion::as_f64;
use crate::rate::rate;
use crate::table::Column;
use crate::{
    Band, Confidence, Estimate, Options, Refusal, Row, Uncertainty, ValueKind, proportion, wilson,
};

/// A value on its unit, with what is known of its error.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reported {
    pub(crate) value: f64,
    pub(crate) kind: ValueKind,
    /// What the whole is on its unit: 100 for percent.
    pub(crate) whole: f64,
    pub(crate) population: Option<f64>,
    known: Known,
}

/// What the error of a value is known by.
#[derive(Clone, Copy, Debug)]
enum Known {
    Counts { x: u64, n: u64 },
    StandardError(f64),
    Limits { lower: f64, upper: f64 },
    Nothing,
}

/// Reads a row as its unit has it. Counts, where there are any, go before a value.
pub(crate) fn reported(row: &Row, options: &Options) -> Result<Reported, Refusal> {
    let unit = options.unit;
    let population = row.maybe(Column::Population)?;
    if row.maybe(Column::Numerator)?.is_some() {
        let (x, n) = (row.count(Column::Numerator)?, row.count(Column::Denominator)?);
        let kind = match unit.kind() {
            ValueKind::Rate => ValueKind::Rate,
            ValueKind::Plain | ValueKind::Proportion => ValueKind::Proportion,
        };
        let value = match kind {
            ValueKind::Rate => as_f64(x) / row.positive(Column::Denominator)?,
            ValueKind::Plain | ValueKind::Proportion => proportion::of(row)?.value(),
        };
        let population = population.or(Some(as_f64(n)));
        let known = Known::Counts { x, n };
        return Ok(Reported {
            value: value * unit.whole(),
            kind,
            whole: unit.whole(),
            population,
            known,
        });
    }
    let value = row.needs(Column::Value)?;
    let known = match (
        row.maybe(Column::StandardError)?,
        row.maybe(Column::Lower)?,
        row.maybe(Column::Upper)?,
    ) {
        (Some(_), _, _) => Known::StandardError(row.not_negative(Column::StandardError)?),
        (None, Some(lower), Some(upper)) if lower <= value && value <= upper => {
            Known::Limits { lower, upper }
        }
        (None, Some(lower), Some(upper)) => {
            return Err(Refusal::new(format!(
                "row {} has limits of {lower} and {upper}, which do not hold its value of {value}",
                row.number()
            )));
        }
        (None, _, _) => Known::Nothing,
    };
    Ok(Reported { value, kind: unit.kind(), whole: unit.whole(), population, known })
}

/// A refusal that names what would give the value an error.
fn no_error(row: &Row) -> Refusal {
    Refusal::new(format!(
        "row {} has no error: give numerator and denominator, se, or lower and upper",
        row.number()
    ))
}

impl Reported {
    /// The value with its limits, on its unit.
    pub(crate) fn estimate(&self, row: &Row, confidence: Confidence) -> Result<Estimate, Refusal> {
        let value = self.value;
        Ok(match self.known {
            Known::Counts { x, n } if self.kind == ValueKind::Rate => {
                rate(x, as_f64(n), confidence)?.times(self.whole)
            }
            Known::Counts { .. } => wilson(proportion::of(row)?, confidence).times(self.whole),
            Known::StandardError(error) => {
                let reach = confidence.z() * error;
                Estimate { value, lower: value - reach, upper: value + reach }
            }
            Known::Limits { lower, upper } if confidence == Confidence::Ninety5 => {
                Estimate { value, lower, upper }
            }
            // Only the 95% limits are given: on the scale of their error they widen in proportion.
            Known::Limits { lower, upper } => {
                let by = confidence.z() / Confidence::Ninety5.z();
                let scaled = |at: f64| self.kind.scaled(at / self.whole_of_kind());
                let back = |at: f64| self.kind.unscaled(at) * self.whole_of_kind();
                let at = scaled(value);
                Estimate {
                    value,
                    lower: back(at + by * (scaled(lower) - at)).min(lower),
                    upper: back(at + by * (scaled(upper) - at)).max(upper),
                }
            }
            Known::Nothing => return Err(no_error(row)),
        })
    }

    /// The standard error of the value on its own scale.
    pub(crate) fn standard_error(&self, row: &Row) -> Result<f64, Refusal> {
        Ok(match self.known {
            Known::Counts { n, .. } if self.kind == ValueKind::Proportion => {
                let p = self.value / self.whole;
                (p * (1.0 - p) / as_f64(n)).sqrt() * self.whole
            }
            Known::Counts { x, n } => as_f64(x).sqrt() / as_f64(n) * self.whole,
            Known::StandardError(error) => error,
            Known::Limits { lower, upper } => (upper - lower) / (2.0 * Confidence::Ninety5.z()),
            Known::Nothing => return Err(no_error(row)),
        })
    }

    /// The standard error of its logarithm.
    pub(crate) fn relative_error(&self, row: &Row) -> Result<f64, Refusal> {
        Ok(match self.known {
            Known::Limits { lower, upper } if lower > 0.0 => {
                (upper / lower).ln() / (2.0 * Confidence::Ninety5.z())
            }
            Known::Counts { .. } | Known::StandardError(_) | Known::Limits { .. } => {
                self.standard_error(row)? / self.value
            }
            Known::Nothing => return Err(no_error(row)),
        })
    }

    /// One group on a gradient, on the natural scale of its kind.
    pub(crate) fn band(&self, row: &Row) -> Result<Band, Refusal> {
        let Some(population) = self.population else {
            return Err(Refusal::new(format!(
                "row {} has no population, nor a denominator that could stand for it",
                row.number()
            )));
        };
        let whole = self.whole_of_kind();
        let value = self.value / whole;
        let uncertainty = match self.known {
            Known::StandardError(error) => {
                // Given on the value's own scale; a line takes it where the error is normal.
                let error = error / whole;
                Uncertainty::StandardError(match self.kind {
                    ValueKind::Plain => error,
                    ValueKind::Rate => error / value,
                    ValueKind::Proportion => error / (value * (1.0 - value)),
                })
            }
            Known::Limits { lower, upper } => {
                Uncertainty::Limits { lower: lower / whole, upper: upper / whole }
            }
            Known::Counts { .. } => {
                let Estimate { lower, upper, .. } = self.estimate(row, Confidence::Ninety5)?;
                Uncertainty::Limits { lower: lower / whole, upper: upper / whole }
            }
            Known::Nothing => return Err(no_error(row)),
        };
        Ok(Band { population, value, uncertainty })
    }

    /// Proportions are fitted as parts of 1; a rate's logarithm knows no unit.
    pub(crate) fn whole_of_kind(&self) -> f64 {
        match self.kind {
            ValueKind::Proportion => self.whole,
            ValueKind::Plain | ValueKind::Rate => 1.0,
        }
    }

    /// The counts it was worked out from, if it was.
    pub(crate) fn counts(&self) -> Option<(u64, u64)> {
        match self.known {
            Known::Counts { x, n } => Some((x, n)),
            Known::StandardError(_) | Known::Limits { .. } | Known::Nothing => None,
        }
    }
}
