//! The journal: what was done, by whom, and that nobody changed it since.

use std::collections::BTreeMap;

use authority::policy::Shelf;
use authority::{Actor, Sight};
use jiff::Timestamp;
use programme::link::Link;
use programme::person::Role;
use store::Verdict;

use crate::office::sees;
use crate::plan::HistoryLine;
use crate::region::desk;
use crate::{Error, Office};

/// One line of the journal.
#[derive(Clone, Debug)]
pub struct JournalLine {
    /// Its number.
    pub sequence: i64,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// What they did, as a use case.
    pub use_case: String,
    /// To what.
    pub subject: String,
    /// Why, when a reason was given.
    pub reason: String,
}

/// How many lines a page of the journal holds.
const PAGE: u64 = 100;

impl Office {
    /// A page of the journal, newest first, of lines before a number.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn journal(
        &self,
        actor: &Actor,
        before: Option<i64>,
    ) -> Result<Vec<JournalLine>, Error> {
        let names = self.names().await?;
        let page = store::Page { before, size: PAGE };
        let lines = self.store.journal(&sees(actor, Shelf::Journal), page).await?;
        let line = |line: store::JournalLine| JournalLine {
            sequence: line.sequence,
            at: line.at,
            by: name(&names, &line.by.to_string()),
            use_case: line.act,
            subject: line.subject,
            reason: line.reason.unwrap_or_default(),
        };
        Ok(lines.into_iter().map(line).collect())
    }

    /// Checks the journal from its first line to its last, and says how many there are.
    ///
    /// # Errors
    ///
    /// If a line was changed, added or taken out; the error names the first.
    pub async fn verify_journal(&self) -> Result<i64, Error> {
        match self.store.verify_journal().await? {
            Verdict::Whole { lines, head: _ } => Ok(lines),
            Verdict::Broken { sequence, breach } => Err(Error::Unknown {
                what: format!("the journal does not hold at line {sequence}: {breach}"),
            }),
        }
    }

    /// The revisions of a thing, newest first.
    pub(crate) async fn history(
        &self,
        actor: &Actor,
        subject: &str,
    ) -> Result<Vec<HistoryLine>, Error> {
        self.history_within(&sees(actor, Shelf::Promises), subject).await
    }

    /// The revisions of a thing within a sight, newest first.
    pub(crate) async fn history_within(
        &self,
        sight: &Sight,
        subject: &str,
    ) -> Result<Vec<HistoryLine>, Error> {
        let names = self.names().await?;
        let revisions = self.store.history(sight, subject).await?;
        let line = |revision: store::Revision| HistoryLine {
            revision: revision.revision,
            effective: revision.effective,
            recorded: revision.recorded,
            by: name(&names, &revision.by.to_string()),
            says: if revision.revision == 1 { "First kept" } else { "Changed" }.to_owned(),
        };
        Ok(revisions.into_iter().rev().map(line).collect())
    }

    pub(crate) async fn names(&self) -> Result<BTreeMap<String, String>, Error> {
        let office = desk(Role::ProgrammeOffice);
        let people = self.people(&office).await?;
        let people = people.into_iter().map(|person| (person.id.to_string(), person.name));
        let links = self.store.all_links(&sees(&office, Shelf::Promises)).await?;
        let bearer =
            |link: Link| (link.id.to_string(), format!("the link sent to {}", link.sent_to));
        Ok(people.chain(links.into_iter().map(bearer)).collect())
    }
}

pub(crate) fn name(names: &BTreeMap<String, String>, id: &str) -> String {
    names.get(id).cloned().unwrap_or_else(|| "the command line".to_owned())
}
