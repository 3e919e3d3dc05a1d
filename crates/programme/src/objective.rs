//! Objectives: what an organisation promised, in its own words.

use serde::{Deserialize, Serialize};

use crate::aim::ConfirmedAim;
use crate::code::{IndicatorKey, OrganisationCode, RoundKey, SubCategory};
use crate::id::{ObjectiveId, SubmissionId};
use crate::logic_model::LogicModel;
use crate::origin::Origin;

/// The five answers of an objective, word for word, with our reading of two of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposedObjective {
    /// The theme it stands under, from the heading.
    pub theme: Option<char>,
    /// The sub-category as written.
    pub sub_category_words: String,
    /// The sub-category we read.
    pub sub_category: Option<SubCategory>,
    /// What is your objective?
    pub objective: String,
    /// How will you achieve it?
    pub how: String,
    /// How will you use data?
    pub data: String,
    /// What outcomes?
    pub outcomes: String,
    /// Does it support prevention?
    pub prevention: Prevention,
    /// Who leads on it, in people's words; a form by Word does not ask.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub lead: String,
    /// Marked as new since the last round, by highlight or by word.
    pub new: bool,
    /// The identity that it has, or is to have, in the return it stands in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity: Option<ObjectiveId>,
    /// The objective of an earlier round that this one carries on, by the identifier hidden in
    /// the form we sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carries_on: Option<ObjectiveId>,
    /// The logic model behind it, if somebody drew one up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logic_model: Option<Box<LogicModel>>,
    /// What stood in columns we have no field for, by heading.
    pub extra: Vec<(String, String)>,
    /// The place in the document.
    pub place: String,
}

impl ProposedObjective {
    /// The theme it stands under: that of its sub-category, or else the one it was written under.
    pub fn stands_under(&self) -> Option<char> {
        self.sub_category.as_ref().map(SubCategory::theme).or(self.theme)
    }
}

/// The answer on prevention: yes or no, and the words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prevention {
    /// As written.
    pub words: String,
    /// Yes or no, when the words begin with one.
    pub supports: Option<bool>,
}

impl Prevention {
    /// Reads the answer: yes or no where the words begin with one.
    pub fn read(words: &str) -> Self {
        let ends = |c: char| c != '/' && !c.is_alphanumeric();
        let first = words.trim().split(ends).next().unwrap_or_default();
        let supports = match first.to_lowercase().as_str() {
            "yes" | "y" => Some(true),
            "no" | "n" => Some(false),
            _ => None,
        };
        Self { words: words.to_owned(), supports }
    }
}

/// An objective as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objective {
    /// Identity.
    pub id: ObjectiveId,
    /// The submission in which it was promised.
    pub submission: SubmissionId,
    /// The round of that submission.
    pub round: RoundKey,
    /// Who promised.
    pub organisation: OrganisationCode,
    /// Its place within the return: 1 for the first.
    pub position: u16,
    /// The promise.
    pub promise: ProposedObjective,
    /// The measure that will show whether the gap closes, once someone has named it.
    pub measured_by: Option<MeasuredBy>,
    /// The targets that a person confirmed in its words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aims: Vec<ConfirmedAim>,
    /// Where it came from.
    pub origin: Origin,
}

/// The indicator and breakdown by which an objective is judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeasuredBy {
    /// The indicator.
    pub indicator: IndicatorKey,
    /// The breakdown: "deprivation".
    pub breakdown: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yes_and_no_are_read_only_where_the_answer_begins_with_one() {
        assert_eq!(Prevention::read("Yes - earlier contact").supports, Some(true));
        assert_eq!(Prevention::read("No").supports, Some(false));
        assert_eq!(Prevention::read("Not yet known").supports, None);
        assert_eq!(Prevention::read("n/a").supports, None);
        assert_eq!(Prevention::read("Yes: fewer falls").supports, Some(true));
        assert_eq!(Prevention::read("").supports, None);
    }
}
