//! Frameworks: those that are shipped and those a region writes itself, in one list.

use std::collections::BTreeMap;

use authority::{Act, Actor, permit};
use jiff::Timestamp;
use jiff::civil::Date;
use programme::code::{FrameworkKey, RoundKey};
use programme::framework::{Fault, Framework, FrameworkText, NotAFramework, Publication, Wording};
use programme::id::FrameworkId;
use programme::import::Target;
use programme::round::Round;
use store::Kept;

use crate::import::in_words;
use crate::office::as_at;
use crate::plan::HistoryLine;
use crate::{Error, Office, data};

/// Where a framework stands. It is worked out, and written in none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lifecycle {
    /// It is being written.
    Draft,
    /// It is published, and its names wait to be compared with its source.
    CheckWording,
    /// It is published.
    Published,
    /// A later one that is published takes its place. It can still be chosen.
    Superseded(FrameworkKey),
}

/// One line of the list of frameworks.
#[derive(Clone, Debug)]
pub struct FrameworkLine {
    /// Its key.
    pub key: FrameworkKey,
    /// Its title; of a draft that does not read, its key.
    pub title: String,
    /// Its version.
    pub version: String,
    /// Where it stands.
    pub lifecycle: Lifecycle,
    /// What stands in it, in words.
    pub holds: String,
    /// Where it comes from.
    pub source: String,
}

/// A framework, and what is known of it here.
#[derive(Clone, Debug)]
pub struct FrameworkPage {
    /// What its text says, or everything that is wrong with it.
    pub reading: Reading,
    /// Its text.
    pub text: String,
    /// Where it stands.
    pub lifecycle: Lifecycle,
    /// The rounds that use it, with their titles.
    pub rounds: Vec<(RoundKey, String)>,
    /// Whether this person may copy it and, while it is a draft, change it.
    pub may_keep: bool,
    /// How it is kept here; none of one that is shipped.
    pub kept: Option<KeptHere>,
}

/// How a framework of the region's own is kept.
#[derive(Clone, Debug)]
pub struct KeptHere {
    /// Identity.
    pub id: FrameworkId,
    /// The revision shown.
    pub revision: i64,
    /// Who wrote it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Its revisions, newest first.
    pub history: Vec<HistoryLine>,
}

/// What a text says as a framework, or every fault that can be told.
pub type Reading = Result<Framework, Vec<Fault>>;

impl Office {
    /// Every framework that can be used: those that are shipped, and those that were published
    /// here, by key.
    ///
    /// # Errors
    ///
    /// If one of them does not read, or the database does not answer.
    pub async fn frameworks(&self) -> Result<Vec<Framework>, Error> {
        let published = self.frameworks_found(None).await?.into_iter().filter(Found::is_published);
        let read = |found: Found| {
            let path = format!("frameworks/{}.toml", found.text.key);
            found.read.map_err(|_| Error::DataMissing { path })
        };
        published.map(read).collect()
    }

    /// The framework of that key, if it can be used.
    ///
    /// # Errors
    ///
    /// If there is none; the error lists those there are.
    pub async fn framework(&self, key: &FrameworkKey) -> Result<Framework, Error> {
        let frameworks = self.frameworks().await?;
        let known: Vec<String> = frameworks.iter().map(|one| one.key.to_string()).collect();
        frameworks.into_iter().find(|one| one.key == *key).ok_or_else(|| Error::Unknown {
            what: format!("“{key}” is not a framework here; there is {}", in_words(&known)),
        })
    }

    /// The framework of that key, if a round can use it.
    pub(crate) async fn round_framework(&self, key: &FrameworkKey) -> Result<Framework, Error> {
        let framework = self.framework(key).await?;
        if framework.is_for_planning() {
            return Ok(framework);
        }
        let what = format!("“{key}” has no themes, so a round cannot use it");
        Err(Error::Unknown { what })
    }

    /// The framework of each round, as far as it can be used.
    pub(crate) async fn round_frameworks(&self) -> Result<BTreeMap<RoundKey, Framework>, Error> {
        let frameworks = self.frameworks().await?;
        let of = |round: Round| {
            let framework = frameworks.iter().find(|one| one.key == round.framework)?;
            Some((round.key, framework.clone()))
        };
        Ok(self.rounds().await?.into_iter().filter_map(of).collect())
    }

    /// The framework of the round that a document is for, if it is for one.
    pub(crate) async fn framework_for(&self, target: &Target) -> Result<Option<Framework>, Error> {
        match self.framework_of(target).await? {
            Some(key) => Ok(Some(self.framework(&key).await?)),
            None => Ok(None),
        }
    }

    /// Every framework, as at now or a day; drafts only for those who may change them. What is
    /// shipped has always been there.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn framework_lines(
        &self,
        actor: &Actor,
        at: Option<Date>,
    ) -> Result<Vec<FrameworkLine>, Error> {
        let all = self.frameworks_found(at).await?;
        let seen = all.iter().filter(|found| found.is_published() || may_keep(actor));
        Ok(seen.map(|found| found.line(&all)).collect())
    }

    /// One framework.
    ///
    /// # Errors
    ///
    /// If there is none, or it is a draft that is not the actor's to change.
    pub async fn framework_page(
        &self,
        actor: &Actor,
        key: &FrameworkKey,
    ) -> Result<FrameworkPage, Error> {
        let all = self.frameworks_found(None).await?;
        let found = all.iter().find(|found| found.text.key == *key).ok_or(Error::NotFound)?;
        if !found.is_published() && !may_keep(actor) {
            return Err(Error::NotFound);
        }
        let rounds = self.rounds().await?.into_iter().filter(|round| round.framework == *key);
        Ok(FrameworkPage {
            lifecycle: found.lifecycle(&all),
            reading: found.reading(&all),
            text: found.text.text.clone(),
            rounds: rounds.map(|round| (round.key, round.title)).collect(),
            may_keep: may_keep(actor),
            kept: match &found.kept {
                Some(kept) => Some(self.kept_here(actor, kept).await?),
                None => None,
            },
        })
    }

    async fn kept_here(
        &self,
        actor: &Actor,
        kept: &Kept<FrameworkText>,
    ) -> Result<KeptHere, Error> {
        let id = kept.noun.id;
        Ok(KeptHere {
            id,
            revision: kept.revision,
            by: crate::journal::name(&self.names().await?, &kept.by.to_string()),
            at: kept.recorded,
            history: self.history(actor, &id.to_string()).await?,
        })
    }

    /// Every framework there is, or was on a day, by key. Where one of the region's has the key of one that a later
    /// Fairlead ships, it is the region's that was promised by.
    pub(crate) async fn frameworks_found(&self, at: Option<Date>) -> Result<Vec<Found>, Error> {
        let kept = self.store.frameworks(as_at(at)).await?;
        let mut all: Vec<Found> = kept
            .into_iter()
            .map(|kept| Found { read: kept.noun.read(), text: kept.noun.clone(), kept: Some(kept) })
            .collect();
        for shipped in data::framework_texts()? {
            if !all.iter().any(|own| own.text.key == shipped.key) {
                all.push(Found { read: shipped.read(), text: shipped, kept: None });
            }
        }
        all.sort_by(|one, other| one.text.key.cmp(&other.text.key));
        Ok(all)
    }
}

/// A framework as it was found: its text, what that says, and how it is kept if it is not shipped.
pub(crate) struct Found {
    pub(crate) text: FrameworkText,
    pub(crate) read: Result<Framework, NotAFramework>,
    pub(crate) kept: Option<Kept<FrameworkText>>,
}

impl Found {
    pub(crate) fn is_published(&self) -> bool {
        self.text.publication != Publication::Draft
    }

    /// What it says, if it reads and takes the place of one there is.
    pub(crate) fn reading(&self, all: &[Self]) -> Reading {
        let read = self.read.as_ref();
        let framework = read.map_err(|wrong| wrong.faults().cloned().collect::<Vec<_>>())?;
        match &framework.supersedes {
            Some(key) if !all.iter().any(|one| one.is_published() && one.text.key == *key) => {
                let mut lines = self.text.text.lines();
                let at = lines.position(|line| line.trim().starts_with("supersedes"));
                let says = format!("“{key}” is no published framework, so nothing takes its place");
                Err(vec![Fault { line: at.map_or(1, |at| at + 1), says }])
            }
            Some(_) | None => Ok(framework.clone()),
        }
    }

    fn lifecycle(&self, all: &[Self]) -> Lifecycle {
        if !self.is_published() {
            return Lifecycle::Draft;
        }
        let takes_its_place = |later: &&Self| {
            let superseded = later.read.as_ref().ok().and_then(|read| read.supersedes.as_ref());
            later.is_published() && superseded == Some(&self.text.key)
        };
        match all.iter().find(takes_its_place) {
            Some(later) => Lifecycle::Superseded(later.text.key.clone()),
            None if self.read.as_ref().is_ok_and(|read| read.wording == Wording::ToCheck) => {
                Lifecycle::CheckWording
            }
            None => Lifecycle::Published,
        }
    }

    fn line(&self, all: &[Self]) -> FrameworkLine {
        let (key, lifecycle) = (self.text.key.clone(), self.lifecycle(all));
        match self.reading(all) {
            Ok(read) => FrameworkLine {
                key,
                lifecycle,
                holds: read.holds(),
                title: read.title,
                version: read.version,
                source: read.source,
            },
            Err(faults) => FrameworkLine {
                title: key.to_string(),
                key,
                version: String::new(),
                lifecycle,
                holds: faults.first().map_or_else(String::new, |f| format!("does not read: {f}")),
                source: String::new(),
            },
        }
    }
}

fn may_keep(actor: &Actor) -> bool {
    permit(actor, Act::KeepFramework, None).is_ok()
}
