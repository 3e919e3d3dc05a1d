//! Which records a count is of, as far as that can be told from how its question is written.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// Which records an entry counts: those of which every condition is true.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// Hash of the extracts and of the column that puts a record into a period. Two entries of one
    /// hash are of the same records.
    pub records: String,
    /// The column from which each dimension is read, by the key of the dimension.
    pub columns: BTreeMap<String, String>,
    /// What is true of those that count.
    pub denominator: BTreeSet<Condition>,
    /// What is also true of those above the line.
    pub numerator: BTreeSet<Condition>,
    /// Whether it is a step of a cascade that follows others. What is hidden of one of them is
    /// hidden of it too, whatever it is.
    #[serde(default)]
    pub follows_others: bool,
    /// Of a rate the place whose residents it counts: whoever lives elsewhere is in none of its groups,
    /// and its denominators are no counts of records.
    #[serde(default)]
    pub residents_of: Option<String>,
}

/// Something that is true of a record, or is not.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Condition {
    /// What is looked at: a column, or an expression over several, written in one way.
    pub what: String,
    /// What it is.
    pub is: Values,
}

/// What a record may hold. A number is written plainly and words stand in quotes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Values {
    /// Nothing.
    Missing,
    /// One of these.
    OneOf(BTreeSet<String>),
    /// Something, and none of these.
    NoneOf(BTreeSet<String>),
    /// At least this, or above it.
    AtLeast(End),
    /// At most this, or below it.
    AtMost(End),
}

/// Where a range ends.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct End {
    /// The value.
    pub value: String,
    /// Whether it is itself within.
    pub is_within: bool,
}

impl Condition {
    /// Whether whatever satisfies this satisfies another; false also where it cannot be told.
    pub(crate) fn implies(&self, other: &Self) -> bool {
        self.what == other.what && self.is.lies_within(&other.is)
    }

    /// Whether nothing satisfies both; false also where it cannot be told.
    pub(crate) fn excludes(&self, other: &Self) -> bool {
        self.what == other.what && self.is.lies_apart(&other.is)
    }
}

impl Values {
    fn lies_within(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Missing, _) | (_, Self::Missing) => self == other,
            (Self::OneOf(own), _) => own.iter().all(|value| other.holds(value)),
            (Self::NoneOf(own), Self::NoneOf(others)) => own.is_superset(others),
            (Self::AtLeast(_) | Self::AtMost(_), Self::NoneOf(others)) => {
                others.iter().all(|value| self.lacks(value))
            }
            (Self::NoneOf(_), _) | (_, Self::OneOf(_)) => false,
            (Self::AtLeast(own), Self::AtLeast(other)) => own.is_as_far(other, Ordering::Greater),
            (Self::AtMost(own), Self::AtMost(other)) => own.is_as_far(other, Ordering::Less),
            (Self::AtLeast(_), Self::AtMost(_)) | (Self::AtMost(_), Self::AtLeast(_)) => false,
        }
    }

    fn lies_apart(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Missing, _) | (_, Self::Missing) => self != other,
            (Self::OneOf(values), of) | (of, Self::OneOf(values)) => {
                values.iter().all(|value| of.lacks(value))
            }
            (Self::AtLeast(from), Self::AtMost(to)) | (Self::AtMost(to), Self::AtLeast(from)) => {
                match order(&from.value, &to.value) {
                    Some(Ordering::Greater) => true,
                    Some(Ordering::Equal) => !(from.is_within && to.is_within),
                    Some(Ordering::Less) | None => false,
                }
            }
            (Self::NoneOf(_) | Self::AtLeast(_) | Self::AtMost(_), _) => false,
        }
    }

    /// Whether a value is surely among these.
    fn holds(&self, value: &str) -> bool {
        match self {
            Self::Missing => false,
            Self::OneOf(own) => own.contains(value),
            Self::NoneOf(own) => own.iter().all(|other| differ(value, other)),
            Self::AtLeast(end) => end.holds(value, Ordering::Greater),
            Self::AtMost(end) => end.holds(value, Ordering::Less),
        }
    }

    /// Whether a value is surely not among these.
    fn lacks(&self, value: &str) -> bool {
        match self {
            Self::Missing => true,
            Self::OneOf(own) => own.iter().all(|other| differ(value, other)),
            Self::NoneOf(own) => own.contains(value),
            Self::AtLeast(end) => end.lacks(value, Ordering::Greater),
            Self::AtMost(end) => end.lacks(value, Ordering::Less),
        }
    }
}

impl End {
    /// Whether a range that goes on from here in a direction lies within one that goes on from
    /// another end in the same.
    fn is_as_far(&self, other: &Self, towards: Ordering) -> bool {
        match order(&self.value, &other.value) {
            Some(Ordering::Equal) => other.is_within || !self.is_within,
            found => found == Some(towards),
        }
    }

    fn holds(&self, value: &str, towards: Ordering) -> bool {
        match order(value, &self.value) {
            Some(Ordering::Equal) => self.is_within,
            found => found == Some(towards),
        }
    }

    fn lacks(&self, value: &str, towards: Ordering) -> bool {
        order(value, &self.value).is_some() && !self.holds(value, towards)
    }
}

/// How two values lie, if both are numbers or both are days. Words have no order here: what a
/// column takes them for is not known.
fn order(one: &str, other: &str) -> Option<Ordering> {
    match (one.parse::<f64>(), other.parse::<f64>()) {
        (Ok(one), Ok(other)) => one.partial_cmp(&other),
        _ => (is_a_day(one) && is_a_day(other)).then(|| one.cmp(other)),
    }
}

/// Whether two values are surely not the same. A number may be the same as words that say it.
fn differ(one: &str, other: &str) -> bool {
    let number = |value: &str| value.trim_matches('\'').trim().parse::<f64>().ok();
    match (number(one), number(other)) {
        (Some(one), Some(other)) => one.partial_cmp(&other) != Some(Ordering::Equal),
        _ => one != other,
    }
}

/// Whether words are a day: `'2024-03-31'`.
fn is_a_day(words: &str) -> bool {
    let is_in_place = |(at, letter): (usize, u8)| match at {
        0 | 11 => letter == b'\'',
        5 | 8 => letter == b'-',
        _ => letter.is_ascii_digit(),
    };
    words.len() == 12 && words.bytes().enumerate().all(is_in_place)
}

#[cfg(test)]
mod tests {
    use super::{End, Values};

    fn one_of(values: &[&str]) -> Values {
        Values::OneOf(values.iter().map(|&value| value.to_owned()).collect())
    }

    fn none_of(values: &[&str]) -> Values {
        Values::NoneOf(values.iter().map(|&value| value.to_owned()).collect())
    }

    fn end(value: &str, is_within: bool) -> End {
        End { value: value.to_owned(), is_within }
    }

    #[test]
    fn what_lies_within_what_is_told_only_where_it_is_sure() {
        let above = |value: &str| Values::AtLeast(end(value, false));
        let from = |value: &str| Values::AtLeast(end(value, true));
        let upto = |value: &str| Values::AtMost(end(value, true));
        for (one, other) in [
            (above("52"), above("18")),
            (above("18"), from("18")),
            (one_of(&["'A'"]), one_of(&["'A'", "'B'"])),
            (one_of(&["'A'"]), none_of(&["''"])),
            (one_of(&["20", "30"]), above("18")),
            (above("18"), none_of(&["0"])),
            (from("'2024-04-01'"), from("'2023-04-01'")),
            (Values::Missing, Values::Missing),
            (one_of(&["8"]), none_of(&[])),
        ] {
            assert!(one.lies_within(&other), "{one:?} {other:?}");
            assert!(!one.lies_apart(&other), "{one:?} {other:?}");
            assert!(one == other || !other.lies_within(&one), "{one:?} {other:?}");
        }
        for (one, other) in [
            (above("18"), upto("18")),
            (one_of(&["0"]), one_of(&["1"])),
            (one_of(&["'A'"]), none_of(&["'A'", "'B'"])),
            (one_of(&["18"]), above("18")),
            (Values::Missing, none_of(&[])),
        ] {
            assert!(one.lies_apart(&other) && other.lies_apart(&one), "{one:?} {other:?}");
            assert!(!one.lies_within(&other) && !other.lies_within(&one), "{one:?} {other:?}");
        }
        for (one, other) in [
            (from("18"), upto("18")),
            (above("'9'"), above("'10'")),
            (one_of(&["8"]), one_of(&["'8.0'"])),
            (none_of(&["20"]), above("18")),
        ] {
            assert!(!one.lies_within(&other) && !other.lies_within(&one), "{one:?} {other:?}");
            assert!(!one.lies_apart(&other) && !other.lies_apart(&one), "{one:?} {other:?}");
        }
    }
}
