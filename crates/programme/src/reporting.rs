//! Reporting lines: to which body, or to which board or committee, a body reports, and the graph
//! of them laid out as lists within lists, which can be read aloud.

mod tree;

use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::code::OrganisationCode;
use crate::id::ReportingLineId;
use crate::term::Term;

pub use tree::{Below, Branch, Node, above, beneath, forest};

/// A line by which a body reports.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportingLine {
    /// Identity.
    pub id: ReportingLineId,
    /// Who reports.
    pub organisation: OrganisationCode,
    /// To whom.
    pub reports_to: ReportsTo,
    /// How often, in people's words: “every quarter”.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub how_often: String,
    /// From when to when.
    #[serde(flatten)]
    pub term: Term,
}

/// To whom a body reports.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportsTo {
    /// To another body.
    Organisation(OrganisationCode),
    /// To a board or a committee.
    Forum(Forum),
}

/// A board, committee or group by its words: “Quality Committee”. It is the body's own: the same
/// words of another body are another's. What several bodies report to is an organisation, such as
/// a partnership.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Forum(String);

/// Text that names no board or committee.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no board or committee is named; write one, like Quality Committee")]
pub struct NotAForum;

impl Forum {
    /// As it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Forum {
    type Err = NotAForum;

    fn from_str(text: &str) -> Result<Self, NotAForum> {
        let text = text.trim();
        if text.is_empty() { Err(NotAForum) } else { Ok(Self(text.to_owned())) }
    }
}

impl<'de> Deserialize<'de> for Forum {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// The lines of a body on a day, the longest standing first.
pub fn lines_of<'a>(
    lines: &'a [ReportingLine],
    organisation: &OrganisationCode,
    day: Date,
) -> Vec<&'a ReportingLine> {
    let is_one = |line: &&ReportingLine| line.organisation == *organisation && line.term.holds(day);
    let mut found: Vec<&ReportingLine> = lines.iter().filter(is_one).collect();
    found.sort_by_key(|line| (line.term.from(), line.id));
    found
}
