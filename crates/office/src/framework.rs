//! Frameworks: those that are shipped and those a region writes itself, in one list.

use std::collections::BTreeMap;

use authority::{Act, Actor, permit};
use jiff::Timestamp;
use programme::code::{FrameworkKey, RoundKey};
use programme::framework::{
    Fault, Framework, FrameworkText, Publication, Wording, as_next_version,
};
use programme::id::FrameworkId;
use programme::import::Target;
use programme::round::Round;
use store::Kept;

use crate::import::in_words;
use crate::plan::HistoryLine;
use crate::{Error, Moment, Office, data};

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
        let texts = self.framework_texts().await?;
        texts.iter().filter(|text| is_published(text)).map(published).collect()
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

    /// Every framework; drafts only for those who may change them.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn framework_lines(&self, actor: &Actor) -> Result<Vec<FrameworkLine>, Error> {
        let texts = self.framework_texts().await?;
        let seen = texts.iter().filter(|text| is_published(text) || may_keep(actor));
        Ok(seen.map(|text| line(text, &texts)).collect())
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
        let texts = self.framework_texts().await?;
        let Text { text, kept } =
            texts.iter().find(|text| text.text.key == *key).ok_or(Error::NotFound)?;
        let is_draft = text.publication == Publication::Draft;
        if is_draft && !may_keep(actor) {
            return Err(Error::NotFound);
        }
        let reading = read(text, &texts);
        let rounds = self.rounds().await?.into_iter().filter(|round| round.framework == *key);
        Ok(FrameworkPage {
            lifecycle: lifecycle(text, reading.as_ref().ok(), &texts),
            reading,
            text: text.text.clone(),
            rounds: rounds.map(|round| (round.key, round.title)).collect(),
            may_keep: may_keep(actor),
            kept: match kept {
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

    /// Begins a draft of another version: the text of any framework, under a key of its own. Asked
    /// for twice, it is begun once.
    ///
    /// # Errors
    ///
    /// If the actor may not, there is no such framework or it does not read, or the key is taken.
    pub async fn copy_framework(
        &self,
        actor: &Actor,
        moment: Moment,
        from: &FrameworkKey,
        key: &FrameworkKey,
    ) -> Result<(), Error> {
        let permit = permit(actor, Act::KeepFramework, None)?;
        let page = self.framework_page(actor, from).await?;
        page.reading.map_err(Error::Faulty)?;
        let text = as_next_version(&page.text, key)
            .map_err(|wrong| Error::Faulty(wrong.faults().cloned().collect()))?;
        let texts = self.framework_texts().await?;
        if let Some(Text { text, .. }) = texts.iter().find(|text| text.text.key == *key) {
            if text.publication == Publication::Draft && text.copy_of == *from {
                return Ok(());
            }
            let what = format!("there is a framework “{key}” already; a version has its own key");
            return Err(Error::AlreadyKept { what });
        }
        let draft = FrameworkText {
            id: FrameworkId::new((self.draw)()),
            key: key.clone(),
            copy_of: from.clone(),
            text,
            publication: Publication::Draft,
        };
        self.store.add_framework(&permit, moment.now, &draft).await?;
        Ok(())
    }

    /// What a text would be as the draft of that key; nothing is written.
    ///
    /// # Errors
    ///
    /// If the actor may not, or there is no such draft.
    pub async fn preview_framework(
        &self,
        actor: &Actor,
        key: &FrameworkKey,
        text: &str,
    ) -> Result<Reading, Error> {
        let draft = self.draft(actor, key).await?.noun;
        let texts = self.framework_texts().await?;
        Ok(read(&FrameworkText { text: tidied(text), ..draft }, &texts))
    }

    /// Saves the text of a draft, whether or not it reads. Sent twice, it is written once.
    ///
    /// # Errors
    ///
    /// If the actor may not, there is no such draft, it is published, or someone else wrote it
    /// since the revision seen.
    pub async fn save_framework(
        &self,
        actor: &Actor,
        moment: Moment,
        key: &FrameworkKey,
        seen: i64,
        text: &str,
    ) -> Result<(), Error> {
        let permit = permit(actor, Act::KeepFramework, None)?;
        let (draft, text) = (self.draft(actor, key).await?, tidied(text));
        if draft.noun.text == text && draft.noun.publication == Publication::Draft {
            return Ok(());
        }
        let seen = (draft.noun.id, seen);
        self.store.write_framework(&permit, moment.now, seen, &text).await?;
        Ok(())
    }

    /// Publishes a text as the framework of that key, for good. Sent twice, it is published once.
    ///
    /// # Errors
    ///
    /// [`Error::Faulty`] if it does not read; if the actor may not, there is no such draft,
    /// another text is published, or someone else wrote it since the revision seen.
    pub async fn publish_framework(
        &self,
        actor: &Actor,
        moment: Moment,
        key: &FrameworkKey,
        seen: i64,
        text: &str,
    ) -> Result<(), Error> {
        let permit = permit(actor, Act::KeepFramework, None)?;
        let (draft, text) = (self.draft(actor, key).await?, tidied(text));
        if draft.noun.text == text && draft.noun.publication != Publication::Draft {
            return Ok(());
        }
        self.preview_framework(actor, key, &text).await?.map_err(Error::Faulty)?;
        let seen = (draft.noun.id, seen);
        self.store.publish_framework(&permit, moment.now, seen, &text).await?;
        Ok(())
    }

    /// The framework of that key that the region writes, for those who may.
    async fn draft(&self, actor: &Actor, key: &FrameworkKey) -> Result<Kept<FrameworkText>, Error> {
        permit(actor, Act::KeepFramework, None)?;
        Ok(self.store.framework(key).await?)
    }

    /// The texts of all there are, by key. Where one of the region's has the key of one that a later
    /// Fairlead ships, it is the region's that was promised by.
    async fn framework_texts(&self) -> Result<Vec<Text>, Error> {
        let kept = self.store.frameworks().await?;
        let own = |kept: Kept<FrameworkText>| Text { text: kept.noun.clone(), kept: Some(kept) };
        let mut texts: Vec<Text> = kept.into_iter().map(own).collect();
        for shipped in data::framework_texts()? {
            if !texts.iter().any(|own| own.text.key == shipped.key) {
                texts.push(Text { text: shipped, kept: None });
            }
        }
        texts.sort_by(|one, other| one.text.key.cmp(&other.text.key));
        Ok(texts)
    }
}

/// The text of a framework, and how it is kept if it is not shipped.
struct Text {
    text: FrameworkText,
    kept: Option<Kept<FrameworkText>>,
}

fn is_published(text: &Text) -> bool {
    text.text.publication != Publication::Draft
}

fn may_keep(actor: &Actor) -> bool {
    permit(actor, Act::KeepFramework, None).is_ok()
}

/// A framework that is published, and so reads.
fn published(text: &Text) -> Result<Framework, Error> {
    let path = || format!("frameworks/{}.toml", text.text.key);
    text.text.read().map_err(|_| Error::DataMissing { path: path() })
}

/// What a text says, if it reads and takes the place of one there is.
fn read(text: &FrameworkText, texts: &[Text]) -> Reading {
    let framework = text.read().map_err(|wrong| wrong.faults().cloned().collect::<Vec<_>>())?;
    match &framework.supersedes {
        Some(key) if !texts.iter().any(|one| is_published(one) && one.text.key == *key) => {
            let at = text.text.lines().position(|line| line.trim().starts_with("supersedes"));
            let says = format!("“{key}” is no published framework, so nothing can take its place");
            Err(vec![Fault { line: at.map_or(1, |at| at + 1), says }])
        }
        Some(_) | None => Ok(framework),
    }
}

fn lifecycle(text: &FrameworkText, reading: Option<&Framework>, texts: &[Text]) -> Lifecycle {
    if text.publication == Publication::Draft {
        return Lifecycle::Draft;
    }
    let takes_its_place = |later: &&Text| {
        is_published(later)
            && later.text.read().is_ok_and(|later| later.supersedes.as_ref() == Some(&text.key))
    };
    match texts.iter().find(takes_its_place) {
        Some(later) => Lifecycle::Superseded(later.text.key.clone()),
        None if reading.is_some_and(|read| read.wording == Wording::ToCheck) => {
            Lifecycle::CheckWording
        }
        None => Lifecycle::Published,
    }
}

fn line(text: &Text, texts: &[Text]) -> FrameworkLine {
    let reading = read(&text.text, texts);
    let key = text.text.key.clone();
    let lifecycle = lifecycle(&text.text, reading.as_ref().ok(), texts);
    match reading {
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

/// A text as it is kept, whichever way a browser ends its lines: so that the lines that faults name
/// are those that people see.
pub fn tidied(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    format!("{}\n", text.trim_start_matches('\n').trim_end())
}
