//! The reading gate: what a machine read is a [`Draft`]; only [`settle`], with the person
//! who confirms, makes it [`Settled`], and only what is settled may be kept.

use serde::{Deserialize, Serialize};

use crate::about::{About, NotAMend, SPLIT};
use crate::column::Column;
use crate::id::By;
use crate::plan::ProposedPlan;
use crate::submission::ProposedReturn;

/// What a document proposes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proposal {
    /// A plan of actions or of recommendations.
    Plan(ProposedPlan),
    /// A return to a round.
    Return(ProposedReturn),
}

/// What a machine read in a document, with its doubts. It is nobody's commitment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft<T> {
    /// What the document seems to say.
    pub proposal: T,
    /// What a person should look at.
    pub doubts: Vec<Doubt>,
    /// Where every cell of the document went.
    pub account: Account,
    /// What each column of its table was taken to ask for.
    #[serde(default)]
    pub columns: Vec<Column>,
}

/// One thing a person should look at before, or after, the draft is settled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doubt {
    /// What the doubt is about; unique within a draft.
    pub about: About,
    /// The place in the document.
    pub place: String,
    /// The words in question.
    pub words: String,
    /// How we read them: "September 2008, then every 6 months".
    pub reading: String,
    /// Other readings a person may choose, besides the one above.
    pub alternatives: Vec<Alternative>,
    /// Why we doubt.
    pub reason: String,
    /// Whether it stands in the way.
    pub severity: Severity,
}

/// Another way to read the words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alternative {
    /// The value to mend with: "2008-09", "A5".
    pub value: String,
    /// What it says to a person.
    pub says: String,
}

/// Whether a doubt stands in the way of settling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// A person must choose before the draft can be settled.
    MustMend,
    /// Worth a look; it stays with the record as a flag if nobody does.
    WorthALook,
}

/// Where every cell of a document went: cells = imported + extra + skipped.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Cells and paragraphs the document holds.
    pub cells: usize,
    /// Those that became part of the proposal.
    pub imported: usize,
    /// Those kept beside it, under their own heading.
    pub extra: usize,
    /// Those left out, each with its reason.
    pub skipped: Vec<Skipped>,
}

impl Account {
    /// Nothing was lost.
    pub fn adds_up(&self) -> bool {
        self.cells == self.imported + self.extra + self.skipped.len()
    }
}

/// A cell left out, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skipped {
    /// The place in the document.
    pub place: String,
    /// The words left out.
    pub words: String,
    /// Why: "repeated header", "worked example", "blank row".
    pub reason: String,
}

/// A person's answer to one doubt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mend {
    /// The doubt answered.
    pub about: About,
    /// The answer.
    pub choice: Choice,
}

/// How a doubt was answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// Our reading is right.
    AsRead,
    /// Another value: one of the alternatives, or one the person typed.
    Value(String),
}

/// What a person has confirmed. Only [`settle`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled<T> {
    proposal: T,
    confirmed_by: By,
    flags: Vec<Doubt>,
}

impl<T> Settled<T> {
    /// What was confirmed.
    pub fn proposal(&self) -> &T {
        &self.proposal
    }

    /// Who confirmed it.
    pub fn confirmed_by(&self) -> By {
        self.confirmed_by
    }

    /// The doubts nobody had to answer and nobody did; they stay with the record.
    pub fn flags(&self) -> &[Doubt] {
        &self.flags
    }
}

/// Why a draft could not be settled.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unsettled {
    /// Doubts that must be answered first.
    #[error("{} of the doubts must be answered first", .0.len())]
    Open(Vec<Doubt>),
    /// An answer that is not an answer to its doubt.
    #[error("an answer cannot be used")]
    Mend(#[from] NotAMend),
    /// The account of the document does not add up, so something would be lost.
    #[error(
        "the account of the document does not add up: {cells} cells, {accounted} accounted for"
    )]
    Lost {
        /// Cells in the document.
        cells: usize,
        /// Cells accounted for.
        accounted: usize,
    },
}

/// A proposal in which a person can mend what a doubt is about.
pub trait Mendable {
    /// Puts `value` where `about` points, or keeps our reading when the choice is so.
    ///
    /// # Errors
    ///
    /// If the place does not exist or the value is not one for it.
    fn mend(&mut self, about: &About, choice: &Choice) -> Result<(), NotAMend>;
}

/// Puts all answers where they point. Those that split a thing in several come last, and the last
/// thing first, so that none moves what another points at.
///
/// # Errors
///
/// If a place does not exist or a value is not one for it; what was put before stays.
pub fn mend_all<T: Mendable>(proposal: &mut T, mends: &[Mend]) -> Result<(), NotAMend> {
    let splits =
        |mend: &&Mend| matches!(&mend.choice, Choice::Value(value) if value.contains(SPLIT));
    for mend in mends.iter().filter(|mend| !splits(mend)) {
        proposal.mend(&mend.about, &mend.choice)?;
    }
    let mut last: Vec<&Mend> = mends.iter().filter(splits).collect();
    last.sort_by_key(|mend| std::cmp::Reverse(mend.about));
    for mend in last {
        proposal.mend(&mend.about, &mend.choice)?;
    }
    Ok(())
}

/// Turns a draft into something that may be kept, on a person's word.
///
/// # Errors
///
/// While a doubt that must be mended is open, when a mend does not fit, or when the account
/// of the document does not add up.
pub fn settle<T: Mendable>(
    draft: Draft<T>,
    mends: &[Mend],
    confirmed_by: impl Into<By>,
) -> Result<Settled<T>, Unsettled> {
    let Draft { mut proposal, doubts, account, columns: _ } = draft;
    if !account.adds_up() {
        let accounted = account.imported + account.extra + account.skipped.len();
        return Err(Unsettled::Lost { cells: account.cells, accounted });
    }
    for mend in mends {
        if !doubts.iter().any(|doubt| doubt.about == mend.about) {
            return Err(NotAMend::NoSuchDoubt { about: mend.about.to_string() }.into());
        }
    }
    mend_all(&mut proposal, mends)?;
    let unanswered: Vec<Doubt> = doubts
        .into_iter()
        .filter(|doubt| !mends.iter().any(|mend| mend.about == doubt.about))
        .collect();
    if unanswered.iter().any(|doubt| doubt.severity == Severity::MustMend) {
        let open = unanswered.into_iter().filter(|d| d.severity == Severity::MustMend).collect();
        return Err(Unsettled::Open(open));
    }
    Ok(Settled { proposal, confirmed_by: confirmed_by.into(), flags: unanswered })
}
