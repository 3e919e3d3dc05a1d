//! Aims: the targets that the words of an objective's outcomes seem to set.
//!
//! What is read here is a proposal and no more. A person confirms that the words set a target,
//! of what, and by when; until then no trajectory is drawn and nobody is held to it.

mod core;
mod due;
mod figure;
mod followed;
mod scan;
mod token;
mod words;

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::by_when::ByWhen;
pub use figure::{Figure, NotAFigure};
pub(crate) use token::{Kind, Token, tokens};

/// A target that words seem to set, for a person to confirm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposedAim {
    /// Exactly the words that set it: "to 80% by March 2027".
    pub words: String,
    /// Where in the text those words begin, in bytes.
    pub start: usize,
    /// Where in the text they end, in bytes.
    pub end: usize,
    /// What we read in them.
    pub reading: Reading,
}

/// What is to change, where it is to end and by when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reading {
    /// A gap between groups is to narrow: "reduce the variation … to 0".
    Gap {
        /// Where it is to end.
        target: Target,
        /// Between whom, where the words say.
        between: Option<String>,
        /// By when, where the words say.
        by_when: Option<ByWhen>,
    },
    /// A value is to be reached or to change: "75% by 2028".
    Level {
        /// Where it is to end.
        target: Target,
        /// By when, where the words say.
        by_when: Option<ByWhen>,
    },
}

impl Reading {
    /// Where it is to end.
    pub fn target(&self) -> &Target {
        match self {
            Self::Gap { target, .. } | Self::Level { target, .. } => target,
        }
    }

    /// By when, where the words say.
    pub fn by_when(&self) -> Option<&ByWhen> {
        match self {
            Self::Gap { by_when, .. } | Self::Level { by_when, .. } => by_when.as_ref(),
        }
    }
}

impl fmt::Display for Reading {
    /// What was read, as a person is asked to confirm it: "a gap that is to end at 0".
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gap { target, between: Some(groups), .. } => {
                write!(formatter, "a gap between {groups} that is to {target}")
            }
            Self::Gap { target, between: None, .. } => {
                write!(formatter, "a gap that is to {target}")
            }
            Self::Level { target, .. } => write!(formatter, "a level that is to {target}"),
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::To { value, unit } if unit.is_empty() => write!(formatter, "end at {value}"),
            Self::To { value, unit } if unit == "%" => write!(formatter, "end at {value}%"),
            Self::To { value, unit } => write!(formatter, "end at {value} {unit}"),
            Self::ByPercent(percent) => write!(formatter, "change by {percent}% of what it is"),
            Self::ByPoints(points) => write!(formatter, "change by {points} percentage points"),
            Self::ByOneIn(2) => formatter.write_str("change by half"),
            Self::ByOneIn(parts) => write!(formatter, "change by one part in {parts}"),
        }
    }
}

/// A target that a person confirmed, with where things stood in their words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfirmedAim {
    /// What was read and confirmed.
    pub aim: ProposedAim,
    /// Where things stood, in their words; empty where they did not say.
    pub baseline: String,
    /// The day it was confirmed.
    pub on: Date,
}

/// Where it is to end. Which way a change goes stays with the words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// At this value: "to 0", "to 80%".
    To {
        /// The value.
        value: Figure,
        /// Its unit as written: "%", "days"; empty where none is.
        unit: String,
    },
    /// By so many per cent of what it is: "by 20%".
    ByPercent(Figure),
    /// By so many percentage points.
    ByPoints(Figure),
    /// By one part in so many, which no figure says exactly: "halve" is 2, "by a third" is 3.
    ByOneIn(u8),
}

/// The targets that a text seems to set, in its order, none overlapping another.
///
/// Zero, a gap by name and a change of nothing named are a gap's; all else is a level. Figures
/// that are dates, ages, money, ranges or shares of the population ("the most deprived 20%") are
/// not targets, nor is where things stand now. No figure is read that does not stand in the words.
pub fn aims(text: &str) -> Vec<ProposedAim> {
    scan::aims(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(aim: &ProposedAim) -> String {
        let target = match aim.reading.target() {
            Target::To { value, unit } if unit.is_empty() => format!("to {value}"),
            Target::To { value, unit } => format!("to {value} {unit}"),
            Target::ByPercent(percent) => format!("by {percent} %"),
            Target::ByPoints(points) => format!("by {points} points"),
            Target::ByOneIn(parts) => format!("by 1 in {parts}"),
        };
        let (kind, between) = match &aim.reading {
            Reading::Gap { between, .. } => ("gap", between.as_ref()),
            Reading::Level { .. } => ("level", None),
        };
        let between = between.map(|groups| format!(" between {groups}")).unwrap_or_default();
        let due = aim.reading.by_when().and_then(|by_when| by_when.due);
        let due = due.map(|due| format!(", {}", due.value())).unwrap_or_default();
        format!("{kind} {target}{between}{due} “{}”", aim.words)
    }

    #[test]
    fn a_reading_is_put_as_a_person_confirms_it() {
        let put = |text: &str| {
            aims(text).into_iter().map(|aim| aim.reading.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(put("Reduce the gap to 0"), ["a gap that is to end at 0"]);
        assert_eq!(put("Uptake of 75% by 2028"), ["a level that is to end at 75%"]);
        assert_eq!(put("Halve the gap"), ["a gap that is to change by half"]);
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found = aims(text);
        assert_eq!(found.iter().map(says).collect::<Vec<_>>(), expected, "{text}");
        for aim in &found {
            assert_eq!(text.get(aim.start..aim.end), Some(aim.words.as_str()));
        }
    }

    #[test]
    fn no_gap_is_a_gaps_target() {
        check("to 0", &["gap to 0 “to 0”"]);
        check("to 0%", &["gap to 0 % “to 0%”"]);
        check("to zero", &["gap to 0 “to zero”"]);
        check(
            "Bring the variation in screening between carers and everyone else to 0 per cent",
            &["gap to 0 per cent between carers and everyone else “to 0 per cent”"],
        );
        check(
            "Cut the difference in waits between the poorest and richest fifths to zero by 2027/28.",
            &["gap to 0 between the poorest and richest fifths, 2027/28 “to zero by 2027/28”"],
        );
    }

    #[test]
    fn a_gap_may_narrow_by_a_part_or_to_a_value() {
        check("by 20%", &["gap by 20 % “by 20%”"]);
        check("Reduce by 20 per cent", &["gap by 20 % “by 20 per cent”"]);
        check(
            "Narrow the gap by 12.5% by June 2027",
            &["gap by 12.5 %, 2027-06 “by 12.5% by June 2027”"],
        );
        check(
            "Halve the gap between Eastside and the county by the end of 2026",
            &[
                "gap by 1 in 2 between Eastside and the county, 2026 “Halve the gap between Eastside and the county by the end of 2026”",
            ],
        );
        check("Close the disparity by a third", &["gap by 1 in 3 “by a third”"]);
        check(
            "narrow the gap by 4 percentage points",
            &["gap by 4 points “by 4 percentage points”"],
        );
        check(
            "Bring the gap down to 3 percentage points",
            &["gap to 3 percentage points “to 3 percentage points”"],
        );
        check("Narrow the gap by up to 20%", &["gap by 20 % “by up to 20%”"]);
        check(
            "Gap ≤ 6.0 percentage points",
            &["gap to 6.0 percentage points “≤ 6.0 percentage points”"],
        );
        check("No more than 5% difference", &["gap to 5 % “No more than 5%”"]);
        check("A 15% reduction in the gap", &["gap by 15 % “15% reduction in the gap”"]);
    }

    #[test]
    fn a_level_has_a_value_or_a_change() {
        check("75% by 2028", &["level to 75 %, 2028 “75% by 2028”"]);
        check("Uptake to 80% by March 2027", &["level to 80 %, 2027-03 “to 80% by March 2027”"]);
        check("Raise attendance from 45% to 60.5%", &["level to 60.5 % “to 60.5%”"]);
        check(
            "Increase checks by 10% by 31/3/27",
            &["level by 10 %, 2027-03-31 “by 10% by 31/3/27”"],
        );
        check("Reduce waits to 18 weeks", &["level to 18 weeks “to 18 weeks”"]);
        check(
            "Increase contacts from 900 to 1,250 people by Q3 2026/27",
            &["level to 1250 people, 2026-Q4 “to 1,250 people by Q3 2026/27”"],
        );
        check(
            "Reach at least 90 percent of new mothers",
            &["level to 90 percent “Reach at least 90 percent”"],
        );
        check("By 2028, 75% of plans are shared", &["level to 75 %, 2028 “75%”"]);
        check(
            "≥90% seen, and waits of more than a year below 5% in 2027",
            &["level to 90 % “≥90%”", "level to 5 %, 2027 “below 5% in 2027”"],
        );
        check("80% feel heard (baseline to be set in Q1 2025/26)", &["level to 80 % “80%”"]);
        check(
            "Increase posts from 4 to 15 by 31 March 2028",
            &["level to 15, 2028-03-31 “to 15 by 31 March 2028”"],
        );
        check("A fall of 10% in visits", &["level by 10 % “fall of 10%”"]);
        check(
            "Bring the gap down to 20 per 1,000 by March 2027",
            &["gap to 20 per 1,000, 2027-03 “to 20 per 1,000 by March 2027”"],
        );
        check("20 per cent fewer falls", &["level by 20 % “20 per cent fewer”"]);
        check("Halve the number of missed visits", &["level by 1 in 2 “Halve”"]);
        check("Narrow the gap by raising uptake to 70%", &["level to 70 % “to 70%”"]);
    }

    #[test]
    fn all_targets_of_a_text_are_found_in_order() {
        check(
            "Take the variation in early referral between the most and least deprived fifths to 0. \
             This serves the wider ambition of 70% seen early by 2029. Also cut smoking by half.",
            &[
                "gap to 0 between the most and least deprived fifths “to 0”",
                "level to 70 %, 2029 “ambition of 70% seen early by 2029”",
                "level by 1 in 2 “by half”",
            ],
        );
        check(
            "Reduce the gap to 0 and raise uptake to 80%",
            &["gap to 0 “to 0”", "level to 80 % “to 80%”"],
        );
    }

    #[test]
    fn figures_that_set_no_target_are_left() {
        for text in [
            "",
            "Ethnic category recorded as guidance asks",
            "People aged 40 to 74",
            "Children 0 to 5 and their families",
            "Services for 0-19 year olds: go to 0-19 hubs",
            "Offer checks to 12 schools",
            "Cut spending to £5m",
            "Increase access to the 20% most deprived",
            "Improve access in the most deprived 20% by 2028",
            "Uptake is currently 45%",
            "to 2028",
            "Moved to 31 March 2027",
            "Call us: improve access to 0800 111 222",
            "with a 95% confidence interval",
            "Reduce delays up to 10 practices",
            "Core20PLUS5 by 2028",
            "Extend from 2024 to 2026",
            "Sub-category B3, improved to B4",
            "Gap closed by 2030",
        ] {
            check(text, &[]);
        }
    }
}
