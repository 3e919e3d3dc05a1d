//! The review of an import: the document as it looks beside what it becomes.

use std::collections::BTreeMap;

use authority::{Act, Actor, permit};
use programme::draft::{Account, Draft, Proposal};
use programme::id::ImportId;
use programme::import::{Import, ImportState, Target};
use programme::submission::SubmissionState;

use crate::comparison::{Comparison, Likeness, comparison, likeness};
use crate::import::{holds, kind_words, number, open_doubts};
use crate::mapping::{Choices, Value, choices, values};
use crate::{Error, Office};

/// What a person sees to say whether a document was read right.
#[derive(Clone, Debug)]
pub struct Review {
    /// The import with its draft, doubts and answers so far.
    pub import: Import,
    /// Whose document it is.
    pub organisation: String,
    /// What kind of document it is, in words.
    pub kind: String,
    /// Its format, in words: "Word, 7 tables".
    pub format: String,
    /// What was read, in a sentence.
    pub says: String,
    /// The document as it looks.
    pub source: Vec<SourceBlock>,
    /// Whether this person may confirm it.
    pub may_settle: bool,
    /// Whether this person may take it back, now that it is confirmed.
    pub may_undo: bool,
    /// The words whose meaning a person may set once for all rows, each with what it can mean.
    pub values: Vec<(Value, Choices)>,
    /// How it compares with the plan as it is kept, where it is a newer version of one.
    pub comparison: Option<Comparison>,
    /// How many answers were typed on pages in the return that it is for, which it would take the
    /// place of.
    pub typed: usize,
    /// The plan it seems to be a newer version of, where it was brought in as another.
    pub like: Option<Likeness>,
}

/// A part of the document as it looks.
#[derive(Clone, Debug)]
pub enum SourceBlock {
    /// A paragraph, heading or line.
    Words {
        /// Its place.
        place: String,
        /// Its words.
        text: String,
        /// What became of it.
        fate: Fate,
        /// Whether it is a heading.
        heading: bool,
    },
    /// A table.
    Table {
        /// Its place.
        place: String,
        /// Its rows.
        rows: Vec<SourceRow>,
    },
}

/// A row of a table as it looks.
#[derive(Clone, Debug)]
pub struct SourceRow {
    /// Its place, with which the place of each of its cells begins.
    pub place: String,
    /// Whether the document marks it as a header.
    pub header: bool,
    /// Its cells.
    pub cells: Vec<SourceCell>,
}

/// A cell of a table as it looks.
#[derive(Clone, Debug)]
pub struct SourceCell {
    /// Its place.
    pub place: String,
    /// Its words.
    pub text: String,
    /// What became of it.
    pub fate: Fate,
    /// How many columns it spans.
    pub columns: u32,
}

/// What became of a part of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It became part of the proposal.
    Kept,
    /// It was left out, for this reason.
    Skipped(String),
}

impl Office {
    /// An import beside its document.
    ///
    /// # Errors
    ///
    /// If there is no such import, or it is not the actor's to see.
    pub async fn review(&self, actor: &Actor, id: ImportId) -> Result<Review, Error> {
        let import = self.import(actor, id).await?;
        let (file, bytes) = self.original(actor, id).await?;
        let (paper, _) = paper::read(&file, &bytes, &paper::Limits::default())?;
        let organisation = self.organisation_name(import.target.organisation()).await?;
        let may = |act| permit(actor, act, Some(import.target.organisation())).is_ok();
        let framework = self.framework_for(&import.target).await?;
        let pair = |value: Value| {
            let choices = choices(value.field, framework.as_ref());
            (value, choices)
        };
        let waits = import.state.waits();
        let standing = if waits { self.standing_plan(actor, &import.target).await? } else { None };
        let like =
            if waits && standing.is_none() { self.alike(actor, &import).await? } else { None };
        let returned = if waits { self.returned_to(actor, &import.target).await? } else { None };
        let typed = returned.as_ref().map_or(0, |returned| {
            let begun = returned.submission.0.state != SubmissionState::NotStarted;
            if begun { returned.answers.len() } else { 0 }
        });
        Ok(Review {
            typed,
            like,
            organisation,
            kind: kind_words(&import.kind).to_owned(),
            format: format_words(&paper),
            says: says(&import),
            source: source(&paper, &import.draft.account),
            may_settle: waits && may(Act::SettleImport),
            may_undo: import.state == ImportState::Settled && may(Act::UndoImport),
            values: values(&import.draft).into_iter().map(pair).collect(),
            comparison: standing.and_then(|standing| comparison(&import, &standing)),
            import,
        })
    }
}

impl Office {
    /// The plan of the same body that an import is most like, if it is like one.
    async fn alike(&self, actor: &Actor, import: &Import) -> Result<Option<Likeness>, Error> {
        let Target::Plan { organisation, .. } = &import.target else { return Ok(None) };
        let mut best: Option<Likeness> = None;
        for key in self.plan_keys(actor, organisation).await? {
            let target = Target::Plan { plan: key, organisation: organisation.clone() };
            let Some(standing) = self.standing_plan(actor, &target).await? else { continue };
            let found = likeness(import, &standing);
            if let Some(found) = found
                && best.as_ref().is_none_or(|best| found.shared > best.shared)
            {
                best = Some(found);
            }
        }
        Ok(best)
    }
}

fn says(import: &Import) -> String {
    let Draft { proposal, .. } = &import.draft;
    let title = match proposal {
        Proposal::Plan(plan) if !plan.title.is_empty() => format!("“{}”", plan.title),
        Proposal::Plan(_) | Proposal::Return(_) => format!("“{}”", import.file),
    };
    if import.state == ImportState::Received {
        return format!("Nothing is read yet from {title}: its table is not one we know");
    }
    let need = match open_doubts(import) {
        0 => "nothing in it must be answered".to_owned(),
        1 => "1 thing needs you".to_owned(),
        open => format!("{open} things need you"),
    };
    format!("Read {} from {title}; {need}", holds(proposal))
}

fn format_words(paper: &paper::Paper) -> String {
    let tables =
        paper.blocks.iter().filter(|block| matches!(block, paper::Block::Table(_))).count();
    let format = paper::FORMATS.iter().find(|format| format.name == paper.format);
    let words = format.map_or(paper.format, |format| format.words);
    format!("{words}, {}", number(tables, "table"))
}

/// The document as it looks, each part marked with what became of it.
fn source(paper: &paper::Paper, account: &Account) -> Vec<SourceBlock> {
    let skipped: BTreeMap<&str, &str> =
        account.skipped.iter().map(|s| (s.place.as_str(), s.reason.as_str())).collect();
    let fate = |place: &str| {
        skipped.get(place).map_or(Fate::Kept, |reason| Fate::Skipped((*reason).to_owned()))
    };
    let words = |paragraph: &paper::Paragraph, heading| {
        let place = paragraph.place.to_string();
        SourceBlock::Words { fate: fate(&place), text: paragraph.text(), place, heading }
    };
    let row = |row: &paper::Row| SourceRow {
        place: row.place.to_string(),
        header: row.header,
        cells: row
            .cells
            .iter()
            .map(|cell| {
                let place = cell.place.to_string();
                SourceCell { fate: fate(&place), text: cell.text(), place, columns: cell.columns }
            })
            .collect(),
    };
    let block = |block: &paper::Block| match block {
        paper::Block::Heading { paragraph, level: _ } => words(paragraph, true),
        paper::Block::Paragraph(paragraph) => words(paragraph, false),
        paper::Block::Table(table) => SourceBlock::Table {
            place: table.place.to_string(),
            rows: table.rows.iter().map(row).collect(),
        },
    };
    paper.blocks.iter().map(block).collect()
}
