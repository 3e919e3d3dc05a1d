//! Mappings: what a person says that the columns and the words of a document mean. The document
//! is read again with it, and the next one of that body and kind begins with it.

use std::collections::BTreeMap;

use authority::policy::Shelf;
use authority::{Act, Actor, permit};
use programme::code::FrameworkKey;
use programme::comparison::Decision;
use programme::draft::{Doubt, Draft, Mend, Proposal};
use programme::field::Field;
use programme::framework::{Framework, SubCategoryNode};
use programme::id::ImportId;
use programme::import::{Import, ImportState, Target};
use programme::mapping::Mapping;
use programme::priority::Level;
use programme::status::Declared;

use crate::import::{kind_words, to_hold};
use crate::office::sees;
use crate::read::{self, ReadDocument};
use crate::{Error, Moment, Office};

/// Words that stand in the column of a field, and what they are taken to mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// The field: status, priority or sub-category.
    pub field: Field,
    /// The words, as written.
    pub words: String,
    /// What they are taken to mean, as data; empty if nothing.
    pub value: String,
    /// How many rows say them.
    pub rows: usize,
}

/// What words can mean: the value as data, and as a page shows it.
pub type Choices = Vec<(String, String)>;

impl Office {
    /// Says what columns and words of an import mean, and reads the document again with it.
    /// Answers to doubts that are the same as before are kept.
    ///
    /// # Errors
    ///
    /// If the actor may not, there is no such import or it waits no more, someone else changed it
    /// first, or no column is said to be the action, so that nothing could be read.
    pub async fn map_import(
        &self,
        actor: &Actor,
        moment: Moment,
        id: ImportId,
        revision: i64,
        said: Mapping,
    ) -> Result<(), Error> {
        let before = self.import(actor, id).await?;
        let permit = permit(actor, Act::MendImport, Some(before.target.organisation()))?;
        let bytes = self.store.original(&sees(actor, Shelf::Imports), id).await?;
        let mapping = before.mapping.clone().with(said);
        let framework = self.framework_for(&before.target).await?;
        let read = read::document(&before.file, &bytes, framework.as_ref(), &mapping)?;
        let kind = read.reading.kind.key().to_owned();
        let Some((state, draft)) = to_hold(&read.reading, &before.target) else {
            let why = format!("read so, it looks like {}", kind_words(&kind));
            return Err(Error::NothingToKeep { file: before.file, why });
        };
        if state == ImportState::Received {
            let what = "Say which column is the action or the recommendation".to_owned();
            return Err(Error::Unknown { what });
        }
        let mends = still_answers(&before, &draft.doubts);
        let is_closing = |decision: &Decision| matches!(decision, Decision::Close(_));
        let decisions = before.decisions.iter().filter(|d| is_closing(d)).cloned().collect();
        let again = Import { kind, state, draft, mapping, mends, decisions, ..before };
        self.store.read_import_again(&permit, moment.now, revision, &again).await?;
        Ok(())
    }

    /// Reads a document with what was last said of such documents of its body, if anything was.
    pub(crate) async fn read_as_remembered(
        &self,
        actor: &Actor,
        file: &str,
        bytes: &[u8],
        framework: Option<&FrameworkKey>,
        target: &Target,
    ) -> Result<(ReadDocument, Mapping), Error> {
        let framework = match framework {
            Some(key) => Some(self.framework(key).await?),
            None => None,
        };
        let first = read::document(file, bytes, framework.as_ref(), &Mapping::default())?;
        let known = first.reading.proposal.is_some().then(|| first.reading.kind.key());
        let sight = sees(actor, Shelf::Imports);
        let mapping = self.store.remembered_mapping(&sight, target.organisation(), known).await?;
        if mapping.is_empty() {
            return Ok((first, mapping));
        }
        Ok((read::document(file, bytes, framework.as_ref(), &mapping)?, mapping))
    }

    pub(crate) async fn framework_of(
        &self,
        target: &Target,
    ) -> Result<Option<FrameworkKey>, Error> {
        match target {
            Target::Round { round, .. } => Ok(Some(self.known_round(round).await?.framework)),
            Target::Plan { .. } => Ok(None),
        }
    }
}

/// The answers whose doubts are there still, and say the same.
fn still_answers(before: &Import, doubts: &[Doubt]) -> Vec<Mend> {
    let asked = |doubts: &[Doubt], mend: &Mend| {
        let found = doubts.iter().find(|doubt| doubt.about == mend.about);
        found.map(|doubt| (doubt.words.clone(), doubt.reading.clone()))
    };
    let same = |mend: &&Mend| {
        let now = asked(doubts, mend);
        now.is_some() && now == asked(&before.draft.doubts, mend)
    };
    before.mends.iter().filter(same).cloned().collect()
}

/// The words of a draft whose meaning a person may set once for all rows, with what they are
/// taken to mean: statuses, priorities and sub-categories.
pub(crate) fn values(draft: &Draft<Proposal>) -> Vec<Value> {
    let mut counted: BTreeMap<(Field, String), (String, usize)> = BTreeMap::new();
    let mut note = |field: Field, words: &str, value: String| {
        if !words.trim().is_empty() {
            counted.entry((field, words.trim().to_owned())).or_insert((value, 0)).1 += 1;
        }
    };
    match &draft.proposal {
        Proposal::Plan(plan) => {
            for said in &plan.actions {
                note(Field::Status, &said.status.words, said.status.declared.key().to_owned());
            }
            for said in &plan.recommendations {
                let level = said.priority.level.map_or("", Level::key);
                note(Field::Status, &said.status.words, said.status.declared.key().to_owned());
                note(Field::Priority, &said.priority.words, level.to_owned());
            }
        }
        Proposal::Return(made) => {
            for said in &made.objectives {
                let code = said.sub_category.as_ref().map_or(String::new(), ToString::to_string);
                note(Field::SubCategory, &said.sub_category_words, code);
            }
        }
    }
    let value = |((field, words), (value, rows))| Value { field, words, value, rows };
    counted.into_iter().map(value).collect()
}

/// What the words in the column of a field can mean: a status, a priority or, of a return, a
/// sub-category of its framework.
pub(crate) fn choices(field: Field, framework: Option<&Framework>) -> Choices {
    let pair = |key: &str, label: &str| (key.to_owned(), label.to_owned());
    if field == Field::Status {
        return Declared::ALL.map(|one| pair(one.key(), one.label())).to_vec();
    }
    if field == Field::Priority {
        return vec![pair("high", "High"), pair("medium", "Medium"), pair("low", "Low")];
    }
    let node = |node: SubCategoryNode<'_>| {
        (node.code.to_string(), format!("{} {}", node.code, node.title()))
    };
    framework.into_iter().flat_map(Framework::sub_categories).map(node).collect()
}
