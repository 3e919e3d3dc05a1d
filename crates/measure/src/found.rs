//! What a measure answers with when it is asked of a table.

use std::borrow::Cow;

use crate::{AtBoth, Confidence, Estimate, Refusal, Row};

/// Two limits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// The lower.
    pub lower: f64,
    /// The upper.
    pub upper: f64,
}

/// A number with all that is needed to trust it.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// The number.
    pub value: f64,
    /// Its limits at both levels, where it has any.
    pub limits: Option<AtBoth<Limits>>,
    /// Its standard error, on the scale the method names, where it has one.
    pub standard_error: Option<f64>,
    /// How it was worked out, in words.
    pub method: Cow<'static, str>,
    /// How many it rests on: people, events, values or groups, as the measure's documentation says.
    pub n: f64,
    /// What it says in words, where the number alone could be read wrong.
    pub says: Option<String>,
}

/// One answer: of a row, or of the whole group of rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The number of the row it is about, where it is about one.
    pub row: Option<usize>,
    /// What was found, or why nothing was.
    pub outcome: Result<Measured, Refusal>,
}

impl Measured {
    /// A number without limits.
    pub fn new(value: f64, method: impl Into<Cow<'static, str>>, n: f64) -> Self {
        let method = method.into();
        Self { value, limits: None, standard_error: None, method, n, says: None }
    }

    /// An estimate at both levels.
    pub fn between(
        AtBoth { at_95, at_998 }: AtBoth<Estimate>,
        method: impl Into<Cow<'static, str>>,
        n: f64,
    ) -> Self {
        let limits = AtBoth { at_95: at_95.limits(), at_998: at_998.limits() };
        Self { limits: Some(limits), ..Self::new(at_95.value, method, n) }
    }

    /// A number with its standard error, and limits a normal deviate either side.
    pub fn with_error(
        value: f64,
        error: f64,
        method: impl Into<Cow<'static, str>>,
        n: f64,
    ) -> Self {
        let either_side = |confidence: Confidence| {
            let reach = confidence.z() * error;
            Estimate { value, lower: value - reach, upper: value + reach }
        };
        let mut measured = Self::between(AtBoth::of(either_side), method, n);
        measured.standard_error = Some(error);
        measured
    }

    /// The same, with what it says in words.
    #[must_use]
    pub fn saying(mut self, words: impl Into<String>) -> Self {
        self.says = Some(words.into());
        self
    }

    /// Whether every number in it is one.
    pub(crate) fn is_finite(&self) -> bool {
        let limits = self.limits.into_iter().flat_map(|both| [both.at_95, both.at_998]);
        let mut numbers = limits.flat_map(|Limits { lower, upper }| [lower, upper]);
        let own = self.value.is_finite() && self.n.is_finite();
        own && self.standard_error.is_none_or(f64::is_finite) && numbers.all(f64::is_finite)
    }

    /// The value with its limits at one level, where it has any.
    pub fn estimate(&self, confidence: Confidence) -> Option<Estimate> {
        let limits = self.limits?;
        let Limits { lower, upper } = match confidence {
            Confidence::Ninety5 => limits.at_95,
            Confidence::Ninety98 => limits.at_998,
        };
        Some(Estimate { value: self.value, lower, upper })
    }
}

impl Found {
    /// The one answer of a whole group.
    pub(crate) fn whole(outcome: Result<Measured, Refusal>) -> Vec<Self> {
        vec![Self { row: None, outcome }]
    }

    /// The same refusal of every row, where what is wrong is wrong with the table.
    pub(crate) fn none(rows: &[Row], refused: &Refusal) -> Vec<Self> {
        Self::each(rows, |_| Err(refused.clone()))
    }

    /// An answer a row, each found by itself.
    pub(crate) fn each(
        rows: &[Row],
        mut find: impl FnMut(&Row) -> Result<Measured, Refusal>,
    ) -> Vec<Self> {
        rows.iter().map(|row| Self { row: Some(row.number()), outcome: find(row) }).collect()
    }
}
