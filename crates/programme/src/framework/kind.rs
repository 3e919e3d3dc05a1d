//! What kinds of thing stand in a framework, and how sure its words are.

use serde::Deserialize;

/// What kind of thing a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A theme of a planning framework, by a letter.
    Theme,
    /// A numbered part of a theme.
    SubCategory,
    /// A group of people.
    Group,
    /// What work is to be turned to first.
    Priority,
    /// What somebody asks to be done.
    Requirement,
    /// An area in which something is measured.
    Domain,
    /// What is measured in a domain.
    Indicator,
    /// A step of a process.
    Stage,
}

impl Kind {
    /// One of it, in words.
    pub fn word(self) -> &'static str {
        match self {
            Self::Theme => "theme",
            Self::SubCategory => "sub-category",
            Self::Group => "group",
            Self::Priority => "priority",
            Self::Requirement => "requirement",
            Self::Domain => "domain",
            Self::Indicator => "indicator",
            Self::Stage => "stage",
        }
    }

    /// Several of it, in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Theme => "themes",
            Self::SubCategory => "sub-categories",
            Self::Group => "groups",
            Self::Priority => "priorities",
            Self::Requirement => "requirements",
            Self::Domain => "domains",
            Self::Indicator => "indicators",
            Self::Stage => "stages",
        }
    }
}

/// Whether the names in a framework were compared with its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Wording {
    /// They were.
    #[serde(rename = "checked")]
    Checked,
    /// They were not: show them to nobody as fact before somebody has looked.
    #[serde(rename = "check wording")]
    ToCheck,
}
