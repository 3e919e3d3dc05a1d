//! A finding as it may be seen: every number in it is worked out from the numbers shown.

use std::collections::BTreeMap;

use measure::estimate::Estimate;
use programme::finding::Subject;
use serde::{Deserialize, Serialize};

/// A finding as it may be seen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Published {
    /// What was measured, over what.
    pub subject: Subject,
    /// The policy it was released under, and its version: `local 1`.
    pub policy: String,
    /// The groups, most deprived first, unknown last.
    pub rows: Vec<Row>,
    /// The sum of the groups whose value is shown, if any is: "about N, not counting hidden values".
    pub about: Option<About>,
    /// The true total, masked by itself, under a policy that shows one: the rows need not add up to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<Total>,
    /// What an audit of the totals changed, and why: a sentence to print beside the table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audit: Option<String>,
    /// The groups that an audit put together: under each name that stands for several, theirs.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub merged: BTreeMap<String, Vec<String>>,
    /// What the policy does not do: a sentence to print beside the table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<String>,
    /// What must stand on whatever shows this, since nothing in it is protected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub watermark: Option<String>,
    /// The gap between the two ends, as a part of 1: above 0 where the most deprived are worse off,
    /// and where neither direction is better, where they are higher.
    pub absolute_gap: Result<Interval, NotShown>,
    /// The ratio of the two ends: above 1 where the most deprived are worse off, or higher.
    pub relative_gap: Result<Interval, NotShown>,
    /// Slope index of inequality: least deprived end of the fitted line minus the most deprived end.
    pub sii: Result<Interval, NotShown>,
    /// Relative index of inequality: least deprived end of the fitted line over the most deprived end.
    pub rii: Result<Interval, NotShown>,
    /// The fitted line: the value at rank 0 (most deprived) and at rank 1 (least deprived).
    pub line: Option<(f64, f64)>,
}

/// One group of a published finding.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// The group: "1" … "5", "White" …, "unknown".
    pub group: String,
    /// What is shown of it.
    pub cell: Cell,
}

/// What is shown of one group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    /// Counts as rounded, and the value worked out from them.
    Shown {
        /// Rounded numerator; of a standardised rate, the sum of those that it is worked out from.
        numerator: u64,
        /// Rounded denominator; of a rate, the residents as published.
        denominator: u64,
        /// The value with its 95% limits, as a proportion of 1 or, of a rate, a head.
        ninety5: Interval,
        /// The value with its 99.8% limits, likewise.
        ninety98: Interval,
    },
    /// A value that its source had published, without the counts behind it.
    Published {
        /// The value with its 95% limits, as a proportion of 1.
        ninety5: Interval,
        /// The value with its 99.8% limits, if they were published too.
        ninety98: Option<Interval>,
    },
    /// Something of it is hidden, and so is the value.
    Hidden {
        /// The rounded numerator, when it may be shown.
        numerator: Option<u64>,
        /// The rounded denominator, when it may be shown.
        denominator: Option<u64>,
        /// Why.
        why: Hidden,
    },
}

/// Why a group's value is hidden. The reason is the same whatever was small.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hidden {
    /// Hidden to protect people: a count of 1 to 7, or a number that would reveal one.
    ToProtectPeople,
    /// Nobody was in the group.
    Nobody,
    /// Of a rate: how many live there of whom it would be is in no look-up, or nobody does.
    NoResidents,
}

/// The sum of the rows shown; it may be above or below the truth because parts are rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// Sum of the numerators of those groups.
    pub numerator: u64,
    /// Sum of the denominators of those groups.
    pub denominator: u64,
}

/// The true total as it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Total {
    /// The numerator of all rows, rounded, when it may be shown.
    pub numerator: Option<u64>,
    /// The denominator of all rows, rounded, when it may be shown.
    pub denominator: Option<u64>,
}

impl Cell {
    /// The numerator and the denominator, as far as they are shown.
    pub fn counts(&self) -> Total {
        match *self {
            Self::Shown { numerator, denominator, .. } => {
                Total { numerator: Some(numerator), denominator: Some(denominator) }
            }
            Self::Hidden { numerator, denominator, .. } => Total { numerator, denominator },
            Self::Published { .. } => Total { numerator: None, denominator: None },
        }
    }
}

/// A value and its limits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// The value.
    pub value: f64,
    /// The lower limit.
    pub lower: f64,
    /// The upper limit.
    pub upper: f64,
}

impl From<Estimate> for Interval {
    fn from(Estimate { value, lower, upper }: Estimate) -> Self {
        Self { value, lower, upper }
    }
}

/// Why a measure of the whole is not shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotShown {
    /// A group it needs is hidden.
    GroupHidden,
    /// It is not defined for this breakdown: it has no order, or too few groups.
    NotForThisBreakdown,
    /// It cannot be worked out from these numbers; the reason is the measure's own.
    Undefined(String),
}
