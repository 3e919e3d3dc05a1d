//! Findings: what a run counted, before disclosure control. Only `disclosure::release`
//! lets one out; nothing that draws, prints or keeps accepts this type.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::code::IndicatorKey;
use crate::indicator::{Breakdown, People, Polarity, Unit, ValueType};

/// The exact counts of one indicator, period and breakdown. Never shown, never stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was measured, over what.
    pub subject: Subject,
    /// The groups in the order they are shown: most deprived first, unknown last.
    pub tallies: Vec<Tally>,
}

/// What a finding is about and how it was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// The indicator.
    pub indicator: IndicatorKey,
    /// Its title.
    pub title: String,
    /// What kind of number its values are.
    #[serde(default, skip_serializing_if = "ValueType::is_proportion")]
    pub value_type: ValueType,
    /// Its unit.
    pub unit: Unit,
    /// Which direction is good.
    pub polarity: Polarity,
    /// The period: `2024-03`, `2024-Q1`, `2024`, `2024/25`.
    pub period: String,
    /// The breakdown.
    pub breakdown: Breakdown,
    /// How it was made.
    pub provenance: Provenance,
}

/// The exact count of one group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// The group: "1" … "5", "White" …, "unknown"; crossings joined by " | ".
    pub group: String,
    /// Those counted above the line; of a rate, the events.
    pub numerator: u64,
    /// All who count; of a rate, those who live there.
    pub denominator: u64,
}

/// The name of the group of those whose group is not known.
pub const UNKNOWN: &str = "unknown";

/// How a finding was made, so that it can be made again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// Where the extract comes from, in words.
    pub source: String,
    /// Which people the denominator counts, where the indicator says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people: Option<People>,
    /// SHA-256 of each extract, by file name.
    pub extracts: BTreeMap<String, String>,
    /// The edition of each look-up.
    pub editions: BTreeMap<String, String>,
    /// SHA-256 of the indicator file.
    pub definition: String,
    /// The version of the code.
    pub code: String,
}
