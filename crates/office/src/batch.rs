//! Many documents at once: a folder of returns, each read, matched to its body and held, with
//! what became of each in one table and the questions of all of them in one list.

use authority::policy::{Reach, reach};
use authority::{Act, Actor};
use programme::code::{OrganisationCode, RoundKey};
use programme::commitment::Answers;
use programme::draft::{Doubt, Proposal, Severity};
use programme::id::ImportId;
use programme::import::Target;
use programme::mapping::Mapping;
use programme::organisation::Organisation;
use programme::wording::plain;

use crate::import::{Upload, kind_words, open_doubts};
use crate::{Error, Moment, Office, read};

/// A file among many.
#[derive(Clone, Debug)]
pub struct OneFile {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What many documents are for.
#[derive(Clone, Debug, Default)]
pub struct Purpose {
    /// Whose they all are; for returns, what each says of itself if not given.
    pub organisation: Option<OrganisationCode>,
    /// The round that returns answer; the newest that asks their body if not given.
    pub round: Option<RoundKey>,
    /// Whether to confirm at once what has no question that must be answered.
    pub confirm: Confirm,
}

/// Whether documents are confirmed at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Confirm {
    /// Hold them all for a person to look at.
    #[default]
    Hold,
    /// Confirm those with no question that must be answered.
    AtOnce,
}

/// What became of one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The name of the file.
    pub file: String,
    /// What it is, in words; empty if it cannot be read.
    pub kind: String,
    /// Whose it is; empty if that cannot be told.
    pub organisation: String,
    /// What became of it.
    pub fate: Fate,
}

/// What became of one document among many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is held for review.
    Held {
        /// Its import.
        id: ImportId,
        /// Questions that must be answered.
        open: usize,
    },
    /// It was confirmed.
    Confirmed {
        /// Its import.
        id: ImportId,
        /// What was kept, in a sentence.
        says: String,
    },
    /// It was not taken, for this reason.
    Refused(String),
}

/// A question that is open, with the import it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenCheck {
    /// The import.
    pub import: ImportId,
    /// The name of its file.
    pub file: String,
    /// Whose it is.
    pub organisation: String,
    /// The doubt.
    pub doubt: Doubt,
    /// Its place among the doubts of the import: 1 for the first.
    pub number: usize,
}

impl Office {
    /// Brings many documents in, one after the other, and tells `done` after each how many are
    /// done. A document that is refused stands in the way of no other.
    ///
    /// # Errors
    ///
    /// If the database does not answer; what was taken before stays.
    pub async fn receive_many(
        &self,
        actor: &Actor,
        moment: Moment,
        files: Vec<OneFile>,
        purpose: &Purpose,
        done: &(dyn Fn(usize) + Sync),
    ) -> Result<Vec<Outcome>, Error> {
        let bodies = self.organisations().await?;
        let mut outcomes = Vec::new();
        for (file, number) in files.into_iter().zip(1..) {
            outcomes.push(self.receive_one(actor, moment, file, purpose, &bodies).await?);
            done(number);
        }
        Ok(outcomes)
    }

    async fn receive_one(
        &self,
        actor: &Actor,
        moment: Moment,
        OneFile { name, bytes }: OneFile,
        purpose: &Purpose,
        bodies: &[Organisation],
    ) -> Result<Outcome, Error> {
        let mut outcome = Outcome {
            file: name.clone(),
            kind: String::new(),
            organisation: String::new(),
            fate: Fate::Refused(String::new()),
        };
        let read = match read::document(&name, &bytes, None, &Mapping::default()) {
            Ok(read) => read,
            Err(error) => return refused(outcome, error),
        };
        kind_words(read.reading.kind.key()).clone_into(&mut outcome.kind);
        let said = match &read.reading.proposal {
            Some(Proposal::Return(made)) => Some(made.who.organisation.as_str()),
            Some(Proposal::Plan(_)) | None => None,
        };
        // A return says whose it is, whoever brings it in. A plan does not, and is of the body of
        // whoever does; so is everything of somebody who may bring in no other body's.
        let only_own = reach(actor.role, Act::HoldImport) != Reach::Everything;
        let own = actor.organisation.clone().filter(|_| said.is_none() || only_own);
        let said = said.unwrap_or_default();
        let body = purpose.organisation.clone().or_else(|| named(bodies, said)).or(own);
        let Some(body) = body else {
            let why = if said.trim().is_empty() {
                "it does not say whose it is; bring it in by itself and choose".to_owned()
            } else {
                format!("“{said}” is no organisation here; bring it in by itself and choose")
            };
            outcome.fate = Fate::Refused(why);
            return Ok(outcome);
        };
        let known = bodies.iter().find(|known| known.code == body);
        outcome.organisation = known.map_or_else(|| body.to_string(), |known| known.name.clone());
        let is_return = matches!(read.reading.proposal, Some(Proposal::Return(_)));
        let target = match (&purpose.round, is_return) {
            (Some(round), true) => Ok(Target::Round { round: round.clone(), organisation: body }),
            (Some(_) | None, _) => self.target_of(&name, &bytes, body).await,
        };
        let target = match target {
            Ok(target) => target,
            Err(error) => return refused(outcome, error),
        };
        let id = match self.receive(actor, moment, Upload { file: name, bytes, target }).await {
            Ok(id) => id,
            Err(error) => return refused(outcome, error),
        };
        let import = self.import(actor, id).await?;
        let open = open_doubts(&import);
        outcome.fate = Fate::Held { id, open };
        if purpose.confirm == Confirm::AtOnce && open == 0 {
            match self.confirm(actor, moment, id, import.revision, Answers::default()).await {
                Ok(kept) => outcome.fate = Fate::Confirmed { id, says: kept.says },
                Err(error @ Error::Store(_)) => return Err(error),
                // It stays held, and its page says why it cannot be confirmed.
                Err(_) => {}
            }
        }
        Ok(outcome)
    }

    /// The questions of all documents that wait for a person: those that must be answered first,
    /// and each document's in its own order.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn open_checks(&self, actor: &Actor) -> Result<Vec<OpenCheck>, Error> {
        let names = self.organisation_names().await?;
        let sight = crate::office::sees(actor, authority::policy::Shelf::Imports);
        let mut checks = Vec::new();
        for import in self.store.imports(&sight).await? {
            if !import.state.waits() {
                continue;
            }
            let body = crate::organisation::name_in(&names, import.target.organisation());
            checks.extend(import.unanswered().map(|(number, doubt)| OpenCheck {
                import: import.id,
                file: import.file.clone(),
                organisation: body.clone(),
                doubt: doubt.clone(),
                number,
            }));
        }
        checks.sort_by_key(|check| check.doubt.severity != Severity::MustMend);
        Ok(checks)
    }
}

/// What a person can be told stands in the outcome; what is ours to mend stops everything.
fn refused(outcome: Outcome, error: Error) -> Result<Outcome, Error> {
    if matches!(error, Error::Store(_) | Error::DataMissing { .. }) {
        return Err(error);
    }
    Ok(Outcome { fate: Fate::Refused(error.to_string()), ..outcome })
}

/// The one body that these words name: by its code or its name, or by words that hold its name or
/// stand in it, where only one does.
fn named(bodies: &[Organisation], said: &str) -> Option<OrganisationCode> {
    let said = plain(said);
    if said.is_empty() {
        return None;
    }
    let exact = bodies
        .iter()
        .find(|body| plain(&body.name) == said || body.code.as_str().eq_ignore_ascii_case(&said));
    if let Some(body) = exact {
        return Some(body.code.clone());
    }
    let like = |body: &&Organisation| {
        let name = plain(&body.name);
        said.contains(&name) || name.contains(&said)
    };
    let mut alike = bodies.iter().filter(like);
    match (alike.next(), alike.next()) {
        (Some(body), None) => Some(body.code.clone()),
        (_, _) => None,
    }
}

#[cfg(test)]
mod tests {
    use programme::organisation::Class;

    use super::*;

    fn body(code: &str, name: &str) -> Organisation {
        Organisation::new(code.parse().unwrap(), name, Class::Trust)
    }

    #[test]
    fn a_body_is_known_by_its_name_and_by_nothing_that_could_be_two() {
        let bodies = [body("RTR", "Vale Hospitals"), body("TRV", "Vale Action"), body("X", "Mill")];
        let code = |said| named(&bodies, said).map(|code| code.to_string());
        assert_eq!(code("vale hospitals"), Some("RTR".to_owned()));
        assert_eq!(code("trv"), Some("TRV".to_owned()));
        assert_eq!(code("Vale Hospitals (with partners)"), Some("RTR".to_owned()));
        assert_eq!(code("Vale"), None);
        assert_eq!(code(""), None);
    }
}
