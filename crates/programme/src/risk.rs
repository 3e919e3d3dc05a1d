//! Risks: what may stand in the way of one action or of several. A risk keeps every wording in
//! which it was said, with where that stands; two that say one thing are made one by a person, and
//! nothing of either is lost.

mod matrix;
mod proposed;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::code::OrganisationCode;
use crate::id::{ActionId, PlanId, RiskId};
use crate::responsibility::Responsibility;
use crate::wording::plain;

pub use matrix::{Assessment, Impact, Level, Likelihood, RULE};
pub use proposed::{Alike, Cell, Part, Proposals, parts, proposed};

/// A risk as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Risk {
    /// Identity.
    pub id: RiskId,
    /// The body whose risk it is.
    pub organisation: OrganisationCode,
    /// The plan in which it arose, if it arose in one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<PlanId>,
    /// How it was said. The first is what it is called by.
    pub wordings: Vec<Wording>,
    /// How likely and how bad.
    #[serde(default)]
    pub assessment: Assessment,
    /// What is done about it.
    #[serde(default)]
    pub mitigation: String,
    /// Who looks after it.
    #[serde(default)]
    pub owner: Responsibility,
    /// The actions that it threatens.
    #[serde(default)]
    pub actions: BTreeSet<ActionId>,
    /// Where it stands.
    pub state: RiskState,
    /// What was merged into it, and can be taken apart again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub absorbed: Vec<Absorbed>,
}

/// A way in which a risk was said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    /// The words.
    pub words: String,
    /// Where they stand.
    pub from: WordingFrom,
}

/// Where a wording stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WordingFrom {
    /// Among the risks of an action, as its document says them.
    Action(ActionId),
    /// Somebody typed it.
    Typed,
}

/// Where a risk stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RiskState {
    /// It may come true.
    Open,
    /// It is over.
    Closed {
        /// Why.
        because: String,
    },
    /// Another risk says the same, and goes on for both.
    Merged {
        /// That risk.
        into: RiskId,
    },
}

impl RiskState {
    /// The keys of the states, in the order in which a page offers them.
    pub const KEYS: [&str; 3] = ["open", "closed", "merged"];

    /// The key as data and in addresses.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Closed { .. } => "closed",
            Self::Merged { .. } => "merged",
        }
    }

    /// The words a page shows.
    pub fn label(&self) -> &'static str {
        match self {
            Self::Open => "Open",
            Self::Closed { .. } => "Closed",
            Self::Merged { .. } => "Merged into another",
        }
    }
}

/// What a risk took from another that was merged into it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absorbed {
    /// The other risk, which is still kept.
    pub risk: RiskId,
    /// Its wordings.
    pub wordings: Vec<Wording>,
    /// Its actions.
    pub actions: BTreeSet<ActionId>,
}

/// Whose assessment, mitigation and owner stand once two risks are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Those of the risk that goes on.
    Ours,
    /// Those of the risk that is merged into it.
    Theirs,
}

/// What somebody writes of a risk, besides how it was said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The risk in other words; blank where those that stand will do.
    pub words: String,
    /// How likely and how bad.
    pub assessment: Assessment,
    /// What is done about it.
    pub mitigation: String,
    /// Who looks after it.
    pub owner: Responsibility,
    /// The actions that it threatens.
    pub actions: BTreeSet<ActionId>,
}

/// Why a risk cannot be moved so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotNow {
    /// It is closed, or merged into another.
    #[error("this risk is {is} now", is = .0.to_lowercase())]
    NotOpen(&'static str),
    /// It is not closed.
    #[error("this risk is not closed")]
    NotClosed,
    /// A risk is not merged into itself.
    #[error("a risk is not merged into itself; choose another")]
    Itself,
    /// They are of two bodies.
    #[error("the two risks are of different organisations, and stay two")]
    OfTwoBodies,
    /// The other was not merged into this one.
    #[error("the other risk was not merged into this one")]
    NotMerged,
    /// No reason was given.
    #[error("say why, in words")]
    NoReason,
    /// It would be said in no words.
    #[error("write what may happen")]
    NoWords,
    /// What it is to be split into does not say what it says.
    #[error("the parts must together be the words “{0}”, each word once and in order")]
    OtherWords(String),
}

impl Risk {
    /// A new risk of which no more is known than how it was said.
    pub fn new(id: RiskId, organisation: OrganisationCode, wordings: Vec<Wording>) -> Self {
        let from = |wording: &Wording| match wording.from {
            WordingFrom::Action(action) => Some(action),
            WordingFrom::Typed => None,
        };
        Self {
            id,
            organisation,
            plan: None,
            actions: wordings.iter().filter_map(from).collect(),
            wordings,
            assessment: Assessment::default(),
            mitigation: String::new(),
            owner: Responsibility::default(),
            state: RiskState::Open,
            absorbed: Vec::new(),
        }
    }

    /// What it is called by.
    pub fn words(&self) -> &str {
        self.wordings.first().map_or("", |wording| &wording.words)
    }

    /// Every wording: its own, and those of the risks that were merged into it.
    pub fn every_wording(&self) -> impl Iterator<Item = &Wording> {
        self.wordings.iter().chain(self.absorbed.iter().flat_map(|one| &one.wordings))
    }

    /// Every action: its own, and those of the risks that were merged into it.
    pub fn every_action(&self) -> BTreeSet<ActionId> {
        let others = self.absorbed.iter().flat_map(|one| &one.actions);
        self.actions.iter().chain(others).copied().collect()
    }

    fn must_be_open(&self) -> Result<(), NotNow> {
        match self.state {
            RiskState::Open => Ok(()),
            RiskState::Closed { .. } | RiskState::Merged { .. } => {
                Err(NotNow::NotOpen(self.state.label()))
            }
        }
    }

    /// This risk as somebody writes it. Other words stand before those that were there, and those
    /// stay.
    ///
    /// # Errors
    ///
    /// If it is not open, or would be said in no words.
    pub fn written(self, written: Written) -> Result<Self, NotNow> {
        self.must_be_open()?;
        let Written { words, assessment, mitigation, owner, actions } = written;
        let mut wordings = self.wordings;
        let words = words.trim();
        if !words.is_empty() && wordings.first().is_none_or(|first| first.words != words) {
            let wording = Wording { words: words.to_owned(), from: WordingFrom::Typed };
            wordings.insert(0, wording);
        }
        if wordings.iter().all(|wording| wording.words.trim().is_empty()) {
            return Err(NotNow::NoWords);
        }
        Ok(Self { wordings, assessment, mitigation, owner, actions, ..self })
    }

    /// This risk, closed for a reason.
    ///
    /// # Errors
    ///
    /// If it is not open, or no reason is given.
    pub fn closed(self, because: &str) -> Result<Self, NotNow> {
        self.must_be_open()?;
        let because = reason(because)?;
        Ok(Self { state: RiskState::Closed { because }, ..self })
    }

    /// This risk, open again. Why is told with the change.
    ///
    /// # Errors
    ///
    /// If it is not closed, or no reason is given.
    pub fn reopened(self, because: &str) -> Result<Self, NotNow> {
        match self.state {
            RiskState::Closed { .. } => {}
            RiskState::Open | RiskState::Merged { .. } => return Err(NotNow::NotClosed),
        }
        reason(because)?;
        Ok(Self { state: RiskState::Open, ..self })
    }

    /// Two risks that say one thing, as one: this one goes on, with every wording and every action
    /// of both. The other is kept as it was, and leads here.
    ///
    /// # Errors
    ///
    /// If the two are one already or of two bodies, or either is not open.
    pub fn merged(self, other: Self, whose: Whose) -> Result<(Self, Self), NotNow> {
        if self.id == other.id {
            return Err(NotNow::Itself);
        }
        if self.organisation != other.organisation {
            return Err(NotNow::OfTwoBodies);
        }
        self.must_be_open()?;
        other.must_be_open()?;
        let mut on = self;
        on.absorbed.push(Absorbed {
            risk: other.id,
            wordings: other.every_wording().cloned().collect(),
            actions: other.every_action(),
        });
        if whose == Whose::Theirs {
            on.assessment = other.assessment;
            on.mitigation.clone_from(&other.mitigation);
            on.owner = other.owner.clone();
        }
        let state = RiskState::Merged { into: on.id };
        Ok((on, Self { state, ..other }))
    }

    /// Two risks that were made one, as two again: the other is open as it was before. What this
    /// one says of likelihood, impact, mitigation and owner stays.
    ///
    /// # Errors
    ///
    /// If the other was not merged into this one, this one is not open, or no reason is given.
    pub fn taken_apart(self, other: Self, because: &str) -> Result<(Self, Self), NotNow> {
        if other.state != (RiskState::Merged { into: self.id }) {
            return Err(NotNow::NotMerged);
        }
        self.must_be_open()?;
        reason(because)?;
        let mut on = self;
        on.absorbed.retain(|one| one.risk != other.id);
        Ok((on, Self { state: RiskState::Open, ..other }))
    }

    /// A risk that says several things, as one for each: this one says the first, and each of the
    /// others is new, threatens the same actions and is not assessed. Only the wording that it is
    /// called by is split.
    ///
    /// # Errors
    ///
    /// If it is not open, or the parts are not its words.
    pub fn split(self, said: &[(RiskId, String)]) -> Result<(Self, Vec<Self>), NotNow> {
        self.must_be_open()?;
        let Some(whole) = self.wordings.first().cloned() else { return Err(NotNow::NoWords) };
        let other = || NotNow::OtherWords(whole.words.clone());
        let all: Vec<&str> = said.iter().map(|(_, words)| words.as_str()).collect();
        let [(_, first), others @ ..] = said else { return Err(other()) };
        if plain(&all.join(" ")) != plain(&whole.words)
            || others.is_empty()
            || all.iter().any(|part| plain(part).is_empty())
        {
            return Err(other());
        }
        let part = |words: &str| Wording { words: words.trim().to_owned(), from: whole.from };
        let new = |(id, words): &(RiskId, String)| Self {
            plan: self.plan,
            actions: self.every_action(),
            ..Self::new(*id, self.organisation.clone(), vec![part(words)])
        };
        let new: Vec<Self> = others.iter().map(new).collect();
        let mut on = self;
        if let Some(own) = on.wordings.first_mut() {
            *own = part(first);
        }
        Ok((on, new))
    }
}

fn reason(because: &str) -> Result<String, NotNow> {
    let because = because.trim();
    if because.is_empty() { Err(NotNow::NoReason) } else { Ok(because.to_owned()) }
}
