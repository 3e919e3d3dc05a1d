//! What a doubt is about, and how a person's answer is put there.

use std::fmt;
use std::str::FromStr;

use crate::action::ProposedAction;
use crate::by_when::{ByWhen, Due};
use crate::draft::{Choice, Mendable, Proposal};
use crate::plan::ProposedPlan;
use crate::responsibility::Responsibility;
use crate::status::{Declared, Status};
use crate::submission::ProposedReturn;
use crate::wording::single;

/// What a doubt is about: an item of the proposal, and which part of it.
///
/// Printed `recommendation-7.by-when`, which is also the name of the field that mends it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct About {
    /// The kind of item.
    pub item: Item,
    /// Which one: 1 for the first.
    pub number: usize,
    /// Which part of it.
    pub part: Part,
}

/// The kinds of item a document proposes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Item {
    /// The document as a whole.
    Document,
    /// A recommendation.
    Recommendation,
    /// An action.
    Action,
    /// An objective.
    Objective,
    /// A row of progress in a review, numbered through all reviews.
    Progress,
}

/// The parts of an item that can be in doubt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// By when.
    ByWhen,
    /// Who is responsible.
    Responsibility,
    /// Status.
    Status,
    /// Priority.
    Priority,
    /// Sub-category.
    SubCategory,
    /// The words themselves: a possible truncation, several things in one cell.
    Words,
    /// The notes: they contradict, or hold a deadline of someone else's.
    Notes,
    /// The risks.
    Risks,
    /// The group or section it stands under.
    Group,
    /// Whether it was agreed.
    Agreed,
    /// The answer on prevention.
    Prevention,
    /// The name of the body.
    Organisation,
}

const ITEMS: [(Item, &str); 5] = [
    (Item::Document, "document"),
    (Item::Recommendation, "recommendation"),
    (Item::Action, "action"),
    (Item::Objective, "objective"),
    (Item::Progress, "progress"),
];

const PARTS: [(Part, &str); 12] = [
    (Part::ByWhen, "by-when"),
    (Part::Responsibility, "responsibility"),
    (Part::Status, "status"),
    (Part::Priority, "priority"),
    (Part::SubCategory, "sub-category"),
    (Part::Words, "words"),
    (Part::Notes, "notes"),
    (Part::Risks, "risks"),
    (Part::Group, "group"),
    (Part::Agreed, "agreed"),
    (Part::Prevention, "prevention"),
    (Part::Organisation, "organisation"),
];

fn name_of<T: PartialEq>(list: &[(T, &'static str)], wanted: &T) -> &'static str {
    list.iter().find(|(value, _)| value == wanted).map_or("", |(_, name)| name)
}

fn named<T: Copy>(list: &[(T, &'static str)], wanted: &str) -> Option<T> {
    list.iter().find(|(_, name)| *name == wanted).map(|(value, _)| *value)
}

impl fmt::Display for About {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (item, part) = (name_of(&ITEMS, &self.item), name_of(&PARTS, &self.part));
        write!(formatter, "{item}-{}.{part}", self.number)
    }
}

impl FromStr for About {
    type Err = NotAMend;

    fn from_str(text: &str) -> Result<Self, NotAMend> {
        let read = || {
            let (place, part) = text.split_once('.')?;
            let (item, number) = place.split_once('-')?;
            Some(Self {
                item: named(&ITEMS, item)?,
                number: number.parse().ok()?,
                part: named(&PARTS, part)?,
            })
        };
        read().ok_or_else(|| NotAMend::NoSuchDoubt { about: text.to_owned() })
    }
}

impl serde::Serialize for About {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for About {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// An answer that is not an answer to its doubt.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAMend {
    /// There is no such doubt in the draft.
    #[error("“{about}” is not a doubt of this document, like recommendation-7.by-when")]
    NoSuchDoubt {
        /// What was named.
        about: String,
    },
    /// The value does not fit the part.
    #[error("“{value}” is not {wanted}")]
    NotAValue {
        /// What was offered.
        value: String,
        /// What a right one looks like.
        wanted: &'static str,
    },
}

impl NotAMend {
    fn value(value: &str, wanted: &'static str) -> Self {
        Self::NotAValue { value: value.to_owned(), wanted }
    }
}

/// The value a person chooses to say that there is no date, only words.
pub const NO_DATE: &str = "none";

/// What stands between the things that one cell is split in, in the value a person chooses.
pub const SPLIT: char = '␞';

impl Mendable for ByWhen {
    fn mend(&mut self, _: &About, choice: &Choice) -> Result<(), NotAMend> {
        match choice {
            Choice::AsRead => {}
            Choice::Value(value) if value == NO_DATE => {
                self.due = None;
                self.recurrence = None;
                self.why_none = Some("a person read no date in these words".to_owned());
            }
            Choice::Value(value) => {
                let wanted = "a date like 2008-09-30, a month like 2008-09, or none";
                let due: Due = value.parse().map_err(|_| NotAMend::value(value, wanted))?;
                self.due = Some(due);
                self.why_none = None;
                self.inferred = false;
            }
        }
        self.doubt = None;
        Ok(())
    }
}

impl Mendable for Responsibility {
    fn mend(&mut self, _: &About, choice: &Choice) -> Result<(), NotAMend> {
        if let Choice::Value(value) = choice {
            if value.trim().is_empty() {
                return Err(NotAMend::value(value, "the name of a post or body, like DPH"));
            }
            self.parties = vec![value.trim().to_owned()];
            self.uncertain = false;
        }
        Ok(())
    }
}

impl Mendable for Status {
    fn mend(&mut self, _: &About, choice: &Choice) -> Result<(), NotAMend> {
        if let Choice::Value(value) = choice {
            self.declared = Declared::of_key(value)
                .ok_or_else(|| NotAMend::value(value, "a status like in_progress"))?;
        }
        Ok(())
    }
}

fn nth<'a, T>(list: &'a mut [T], about: &About) -> Result<&'a mut T, NotAMend> {
    about
        .number
        .checked_sub(1)
        .and_then(|index| list.get_mut(index))
        .ok_or_else(|| NotAMend::NoSuchDoubt { about: about.to_string() })
}

/// Parts that hold nothing but words: a person may say that our reading is right, no more.
fn only_as_read(choice: &Choice) -> Result<(), NotAMend> {
    match choice {
        Choice::AsRead => Ok(()),
        Choice::Value(value) => {
            Err(NotAMend::value(value, "an answer here: these words are kept as they were written"))
        }
    }
}

/// The things a person splits words in, if they do: pieces of the words, in their order. All that
/// may fall away is what marks them as a list.
fn split(words: &str, choice: &Choice) -> Result<Option<Vec<String>>, NotAMend> {
    let Choice::Value(value) = choice else { return Ok(None) };
    let things: Vec<String> = value.split(SPLIT).map(single).collect();
    if things.len() < 2 {
        return only_as_read(choice).map(|()| None);
    }
    let refused = || NotAMend::value(value, "a way to split what is written in the cell");
    let mut rest = single(words);
    for thing in &things {
        let at = rest.find(thing.as_str()).filter(|_| !thing.is_empty()).ok_or_else(refused)?;
        let (before, after) = rest.split_at(at);
        if !before.split(' ').all(is_list_mark) {
            return Err(refused());
        }
        rest = after.split_at(thing.len()).1.to_owned();
    }
    if rest.split(' ').all(is_list_mark) { Ok(Some(things)) } else { Err(refused()) }
}

/// Whether a word only marks an item of a list: a bullet, or a number or letter of its own.
fn is_list_mark(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let figures = word.chars().filter(char::is_ascii_digit).count();
    letters == 0 && figures <= 2 || letters == 1 && figures == 0
}

/// What a recommendation and an action have in common to mend.
fn mend_promise(
    (by_when, responsibility, status): (&mut ByWhen, &mut Responsibility, &mut Status),
    about: &About,
    choice: &Choice,
) -> Result<(), NotAMend> {
    match about.part {
        Part::ByWhen => by_when.mend(about, choice),
        Part::Responsibility => responsibility.mend(about, choice),
        Part::Status => status.mend(about, choice),
        Part::Priority
        | Part::SubCategory
        | Part::Words
        | Part::Notes
        | Part::Risks
        | Part::Group
        | Part::Agreed
        | Part::Prevention
        | Part::Organisation => only_as_read(choice),
    }
}

impl Mendable for ProposedPlan {
    fn mend(&mut self, about: &About, choice: &Choice) -> Result<(), NotAMend> {
        match about.item {
            Item::Recommendation => {
                let said = nth(&mut self.recommendations, about)?;
                let parts = (&mut said.by_when, &mut said.responsibility, &mut said.status);
                mend_promise(parts, about, choice)
            }
            Item::Action if about.part == Part::Words => {
                let said = nth(&mut self.actions, about)?;
                let Some(things) = split(&said.words, choice)? else { return Ok(()) };
                let pieces =
                    things.into_iter().map(|words| ProposedAction { words, ..said.clone() });
                let pieces: Vec<ProposedAction> = pieces.collect();
                let at = about.number.saturating_sub(1);
                self.actions.splice(at..=at, pieces);
                Ok(())
            }
            Item::Action => {
                let said = nth(&mut self.actions, about)?;
                let parts = (&mut said.by_when, &mut said.responsibility, &mut said.status);
                mend_promise(parts, about, choice)
            }
            Item::Document if about.part == Part::ByWhen => self.as_of.mend(about, choice),
            Item::Document | Item::Objective | Item::Progress => only_as_read(choice),
        }
    }
}

impl Mendable for ProposedReturn {
    fn mend(&mut self, about: &About, choice: &Choice) -> Result<(), NotAMend> {
        let Item::Objective = about.item else { return only_as_read(choice) };
        let objective = nth(&mut self.objectives, about)?;
        match (about.part, choice) {
            (Part::SubCategory, Choice::Value(value)) => {
                let wanted = "a sub-category like B3";
                let code = value.parse().map_err(|_| NotAMend::value(value, wanted))?;
                objective.sub_category = Some(code);
                Ok(())
            }
            (_, choice) => only_as_read(choice),
        }
    }
}

impl Mendable for Proposal {
    fn mend(&mut self, about: &About, choice: &Choice) -> Result<(), NotAMend> {
        match self {
            Self::Plan(plan) => plan.mend(about, choice),
            Self::Return(made) => made.mend(about, choice),
        }
    }
}
