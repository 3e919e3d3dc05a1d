//! What was read in a document, before anyone has confirmed a word of it.

use paper::{Place, Remark};
use programme::by_when::ByWhen;
use programme::column::{Column, Confidence};
use programme::draft::{Account, Doubt, Draft, Proposal};

use crate::{Kind, Template};

/// What a document is, what it proposes, what is doubtful, and where every cell went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The kind of document.
    pub kind: Kind,
    /// How it was recognised, and how surely.
    pub recognition: Recognition,
    /// The format it was written in, such as "docx".
    pub format: &'static str,
    /// What it says of itself.
    pub document: Document,
    /// What each column was taken to ask for.
    pub columns: Vec<Column>,
    /// What it proposes; none for a template or a document we do not know.
    pub proposal: Option<Proposal>,
    /// For each row that was read from several, its number and that it was joined.
    pub joined: Vec<usize>,
    /// How each sub-category was known, in the order of the objectives.
    pub matches: Vec<&'static str>,
    /// The form itself, where the document is a form that nobody has filled in.
    pub template: Option<Template>,
    /// Where every cell went.
    pub account: Account,
    /// What a person should look at.
    pub doubts: Vec<Doubt>,
    /// What the reader of the file remarked.
    pub remarks: Vec<Remark>,
}

/// How a document was recognised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recognition {
    /// The name of the form in `data/forms`, if one was recognised.
    pub form: Option<String>,
    /// How sure that is.
    pub confidence: Confidence,
    /// Why, in a sentence; for an unknown document, the best guesses.
    pub because: String,
}

/// What a document says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Its title, as written.
    pub title: String,
    /// The day it speaks of.
    pub as_of: ByWhen,
    /// Whether its title says that it is a working version.
    pub working: bool,
    /// The audited body, where it is named.
    pub audited_body: Option<String>,
    /// Where its name should stand and was left blank.
    pub body_left_blank: Option<(Place, String)>,
}

impl Reading {
    /// The draft to hold for a person, if the document proposes anything.
    pub fn draft(&self) -> Option<Draft<Proposal>> {
        let proposal = self.proposal.clone()?;
        let (doubts, account) = (self.doubts.clone(), self.account.clone());
        Some(Draft { proposal, doubts, account, columns: self.columns.clone() })
    }
}
