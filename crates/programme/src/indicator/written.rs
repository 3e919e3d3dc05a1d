//! An indicator as its file has it, and what keeps it from being one.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::{
    AskedOfRecords, Breakdown, Columns, Counting, Dimension, Indicator, People, PeriodKind,
    Polarity, Residents, Stage, Standard, Unit,
};
use crate::code::IndicatorKey;

/// Why a file is not an indicator, though every line of it reads.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAnIndicator {
    /// It says neither what is counted, or says it twice.
    #[error(
        "an indicator has a denominator and a numerator, or at least two steps, or [residents] and a numerator"
    )]
    Counting,
    /// Two of its steps have one key, or a key is none.
    #[error("“{0}” is not the key of one step, like attended")]
    Step(String),
    /// It standardises what is no rate for those who live in a place.
    #[error("only rates are standardised: it needs [residents], and a population look-up")]
    Standard,
    /// It has residents, and speaks of those who are registered.
    #[error("those who live in a place are residents, and people = \"registered\" is not")]
    Registered,
    /// It divides residents in a way in which no look-up counts them.
    #[error("residents cannot be divided by {0}: {1}")]
    Divided(Breakdown, &'static str),
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
    #[serde(default)]
    residents: Option<Residents>,
    breakdowns: Vec<Breakdown>,
    #[serde(default)]
    standardise: Standard,
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
        let said = (written.denominator, written.numerator, written.residents);
        let counting = match (said, written.steps) {
            ((Some(denominator), Some(numerator), None), steps) if steps.is_empty() => {
                Counting::Ratio { denominator, numerator }
            }
            ((None, Some(events), Some(residents)), steps) if steps.is_empty() => {
                Counting::Rate { events, residents }
            }
            ((None, None, None), steps) if steps.len() > 1 => Counting::Cascade(steps),
            _ => return Err(NotAnIndicator::Counting),
        };
        let lives_there = matches!(counting, Counting::Rate { .. }).then_some(People::Resident);
        let indicator = Self {
            key: written.key,
            title: written.title,
            unit: written.unit,
            polarity: written.polarity,
            source: written.source,
            people: lives_there.or(written.people),
            period: written.period,
            counting,
            breakdowns: written.breakdowns,
            standardise: written.standardise,
            policy: written.policy,
            columns: written.columns,
            editions: written.editions,
            quality: written.quality,
        };
        if indicator.residents().is_some() {
            check_rate(&indicator, written.people)?;
        } else if indicator.standardise != Standard::None {
            return Err(NotAnIndicator::Standard);
        }
        let mut keys = BTreeSet::new();
        for stage in indicator.stages() {
            if !keys.insert(&stage.key) || indicator.key_of(stage).is_none() {
                return Err(NotAnIndicator::Step(stage.key.clone()));
            }
        }
        Ok(indicator)
    }
}

/// Refuses a rate of which no denominator can be known.
fn check_rate(indicator: &Indicator, people: Option<People>) -> Result<(), NotAnIndicator> {
    if people == Some(People::Registered) {
        return Err(NotAnIndicator::Registered);
    }
    let is_standardised = indicator.standardise != Standard::None;
    for breakdown in &indicator.breakdowns {
        let is_by = |dimension| breakdown.0.contains(&dimension);
        let is_by_age = is_by(Dimension::Age) || is_by(Dimension::QuinaryAge);
        let refuse = |why| Err(NotAnIndicator::Divided(breakdown.clone(), why));
        if is_by(Dimension::Site) {
            return refuse("nobody lives at a site");
        }
        if is_by(Dimension::Ethnicity) && (is_by_age || is_by(Dimension::Sex) || is_standardised) {
            return refuse("ethnic groups are counted by area, and not by age or sex");
        }
        if is_by_age && is_standardised {
            return refuse("a rate that is standardised for age is of all ages");
        }
    }
    Ok(())
}
