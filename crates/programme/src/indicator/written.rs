//! An indicator as its file has it, and what keeps it from being one.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::{
    AskedOfRecords, Breakdown, Columns, Counting, Indicator, People, PeriodKind, Polarity, Stage,
    Unit,
};
use crate::code::IndicatorKey;

/// Why a file is not an indicator, though every line of it reads.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAnIndicator {
    /// It says neither what is counted, or says it twice.
    #[error("an indicator has a denominator and a numerator, or else at least two steps")]
    Counting,
    /// Two of its steps have one key, or a key is none.
    #[error("“{0}” is not the key of one step, like attended")]
    Step(String),
}

/// An indicator as its file has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    key: IndicatorKey,
    title: String,
    unit: Unit,
    polarity: Polarity,
    source: String,
    #[serde(default)]
    people: Option<People>,
    period: PeriodKind,
    #[serde(default)]
    denominator: Option<String>,
    #[serde(default)]
    numerator: Option<String>,
    #[serde(default)]
    steps: Vec<Stage>,
    breakdowns: Vec<Breakdown>,
    #[serde(default = "no_standard")]
    standardise: String,
    policy: String,
    columns: Columns,
    #[serde(default)]
    editions: BTreeMap<String, String>,
    #[serde(default)]
    quality: AskedOfRecords,
}

impl TryFrom<Written> for Indicator {
    type Error = NotAnIndicator;

    fn try_from(written: Written) -> Result<Self, NotAnIndicator> {
        let counting = match (written.denominator, written.numerator, written.steps) {
            (Some(denominator), Some(numerator), steps) if steps.is_empty() => {
                Counting::Ratio { denominator, numerator }
            }
            (None, None, steps) if steps.len() > 1 => Counting::Cascade(steps),
            _ => return Err(NotAnIndicator::Counting),
        };
        let indicator = Self {
            key: written.key,
            title: written.title,
            unit: written.unit,
            polarity: written.polarity,
            source: written.source,
            people: written.people,
            period: written.period,
            counting,
            breakdowns: written.breakdowns,
            standardise: written.standardise,
            policy: written.policy,
            columns: written.columns,
            editions: written.editions,
            quality: written.quality,
        };
        let mut keys = BTreeSet::new();
        for stage in indicator.stages() {
            if !keys.insert(&stage.key) || indicator.key_of(stage).is_none() {
                return Err(NotAnIndicator::Step(stage.key.clone()));
            }
        }
        Ok(indicator)
    }
}

fn no_standard() -> String {
    "none".to_owned()
}
