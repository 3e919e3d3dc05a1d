//! What was read in a document, before anyone has confirmed a word of it.

use paper::{Place, Remark};
use programme::by_when::ByWhen;
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

/// How sure we are of what kind a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// Everything that makes the form is there.
    Sure,
    /// Most of it is.
    Likely,
    /// A person should say.
    PleaseCheck,
}

impl Confidence {
    /// The words a page shows.
    pub fn words(self) -> &'static str {
        match self {
            Self::Sure => "sure",
            Self::Likely => "likely",
            Self::PleaseCheck => "please check",
        }
    }
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

/// A column of the document, and what it was taken to ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its heading, as written.
    pub heading: String,
    /// The field, if we have one for it.
    pub field: Option<&'static str>,
}

impl Reading {
    /// The draft to hold for a person, if the document proposes anything.
    pub fn draft(&self) -> Option<Draft<Proposal>> {
        let proposal = self.proposal.clone()?;
        Some(Draft { proposal, doubts: self.doubts.clone(), account: self.account.clone() })
    }
}
