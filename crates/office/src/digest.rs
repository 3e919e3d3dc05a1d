//! Digests: what is new for a person, in one mail a day, and of each thing once.
//!
//! Nobody gets two mails for one thing. What a digest tells of is noted before it is given to the
//! mail server, and taken back only when it surely did not leave; of two who send at once one
//! notes it, and the other sends nothing. If nobody hears whether the server took it, because the
//! machine stopped or the line broke after the last word, it counts as told and is not sent again
//! by itself: a person says so, and then it bears the same name as before, by which mail systems
//! drop a second copy.

mod words;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::str::FromStr;

use authority::policy::Shelf;
use authority::{Act, Actor, permit};
use jiff::SignedDuration;
use jiff::civil::Date;
use programme::digest::{Digest, DigestState, Notice};
use programme::id::{DigestId, PersonId};
use programme::person::Person;
use programme::post::Email;
use sha2::{Digest as _, Sha256};

use crate::due::{Duty, Place, folded};
use crate::office::sees;
use crate::{Error, Moment, Office};

pub(crate) use words::one_line;

/// After how long nobody waits any more to hear whether a digest left. No sending takes as long.
const UNHEARD_AFTER: SignedDuration = SignedDuration::from_mins(15);

/// A digest in words, on its way to one person. Its address does not print.
#[derive(Clone, Debug)]
pub struct Letter {
    /// Whom it is for.
    pub person: PersonId,
    /// What they are called, on one line.
    pub name: String,
    /// The name by which they sign in: it names them where their address must not stand.
    pub sign_in: String,
    /// Where it goes.
    pub email: Email,
    /// Its subject.
    pub subject: String,
    /// Its words.
    pub plain: String,
    /// The same words as a page.
    pub html: String,
    /// Its name among all mails: the same for the same person and the same things.
    pub message: String,
    day: Date,
    notices: Vec<Notice>,
}

/// The address at which people reach this office, such as `https://fairlead.example.org`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address(String);

/// Text that was offered as the address of an office and is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{text}” is not the address of a service, like https://fairlead.example.org")]
pub struct NotAnAddress {
    text: String,
}

impl Address {
    /// The address of a page, which begins with a slash.
    pub fn of(&self, page: &str) -> String {
        format!("{}{page}", self.0)
    }

    /// Its host, without a port: `fairlead.example.org`.
    pub fn host(&self) -> &str {
        let rest = self.0.split_once("://").map_or("", |(_, rest)| rest);
        let host = rest.split('/').next().unwrap_or_default();
        host.rsplit_once(':').map_or(host, |(host, _)| host)
    }
}

impl FromStr for Address {
    type Err = NotAnAddress;

    fn from_str(text: &str) -> Result<Self, NotAnAddress> {
        let plain = text.trim().trim_end_matches('/');
        let rest = plain.strip_prefix("https://").or_else(|| plain.strip_prefix("http://"));
        let is_part = |c: char| c.is_ascii_alphanumeric() || "-._~:/".contains(c);
        let is_one = rest.is_some_and(|rest| {
            rest.starts_with(|c: char| c.is_ascii_alphanumeric()) && rest.chars().all(is_part)
        });
        if is_one {
            Ok(Self(plain.to_owned()))
        } else {
            Err(NotAnAddress { text: text.to_owned() })
        }
    }
}

/// A digest that was begun, and of which nobody heard whether it left.
#[derive(Clone, Debug)]
pub struct Unheard {
    /// The digest.
    pub id: DigestId,
    /// Whom it was for, by name.
    pub name: String,
    /// The day of which it spoke.
    pub day: Date,
}

/// What became of a digest that was given to a mail server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The server took it.
    Sent,
    /// It surely did not leave, for a reason in which nobody's address stands.
    NotSent(String),
}

impl Office {
    /// The digests of a day: one for each person who may sign in, has an address, and has
    /// something due of which they were not told.
    ///
    /// # Errors
    ///
    /// If the actor sends none, or the database does not answer.
    pub async fn letters(
        &self,
        actor: &Actor,
        moment: Moment,
        address: &Address,
    ) -> Result<Vec<Letter>, Error> {
        permit(actor, Act::SendDigest, None)?;
        let mut letters = Vec::new();
        for person in self.people(actor).await? {
            if person.disabled {
                continue;
            }
            let Some(email) = person.email.clone() else { continue };
            let told = self.store.notices(&sees(actor, Shelf::People), person.id).await?;
            let due = self.due(&Actor::from(&person), moment).await?;
            letters.extend(letter(&person, email, moment.today, (due, &told), address));
        }
        Ok(letters)
    }

    /// Begins to send a letter: from now on its person counts as told. Nothing where they were told
    /// of some of it meanwhile, and then it must not be sent.
    ///
    /// # Errors
    ///
    /// If the actor sends none, or the database does not answer.
    pub async fn begin_digest(
        &self,
        actor: &Actor,
        moment: Moment,
        letter: &Letter,
    ) -> Result<Option<DigestId>, Error> {
        let permit = permit(actor, Act::SendDigest, None)?;
        let digest = Digest {
            id: DigestId::new((self.draw)()),
            person: letter.person,
            day: letter.day,
            notices: letter.notices.clone(),
            state: DigestState::Begun,
        };
        match self.store.begin_digest(&permit, moment.now, &digest).await {
            Ok(()) => Ok(Some(digest.id)),
            Err(store::Error::AlreadyKept { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Notes what became of a letter. What did not leave is told of the next time.
    ///
    /// # Errors
    ///
    /// If the actor sends none, it has ended already, or the database does not answer.
    pub async fn end_digest(
        &self,
        actor: &Actor,
        moment: Moment,
        id: DigestId,
        outcome: &Outcome,
    ) -> Result<(), Error> {
        let permit = permit(actor, Act::SendDigest, None)?;
        let end = match outcome {
            Outcome::Sent => (DigestState::Sent, None),
            Outcome::NotSent(why) => (DigestState::NotSent, Some(why.as_str())),
        };
        Ok(self.store.end_digest(&permit, moment.now, id, end).await?)
    }

    /// The digests of which nobody heard for a while whether they left.
    ///
    /// # Errors
    ///
    /// If the actor sends none, or the database does not answer.
    pub async fn unheard_digests(
        &self,
        actor: &Actor,
        moment: Moment,
    ) -> Result<Vec<Unheard>, Error> {
        permit(actor, Act::SendDigest, None)?;
        let begun = self.store.digests(&sees(actor, Shelf::People), DigestState::Begun).await?;
        let people = self.people(actor).await?;
        let unheard = begun
            .into_iter()
            .filter(|kept| moment.now.duration_since(kept.recorded) >= UNHEARD_AFTER);
        let named = |kept: store::Kept<Digest>| {
            let Digest { id, person, day, .. } = kept.noun;
            let found = people.iter().find(|one| one.id == person);
            let name = found.map_or_else(|| person.to_string(), |one| one.name.clone());
            Unheard { id, name: one_line(&name), day }
        };
        Ok(unheard.map(named).collect())
    }
}

/// The letter to a person, unless there is nothing of which they were not told.
fn letter(
    person: &Person,
    email: Email,
    day: Date,
    (due, told): (Vec<Duty>, &BTreeSet<Notice>),
    address: &Address,
) -> Option<Letter> {
    let is_told = |one: &Duty| one.notice.as_ref().is_some_and(|notice| told.contains(notice));
    let before = due.iter().filter(|one| is_told(one) && one.place != Place::CameBack).count();
    let fresh: Vec<Duty> =
        due.into_iter().filter(|one| one.notice.is_some() && !is_told(one)).collect();
    let notices: BTreeSet<Notice> = fresh.iter().filter_map(|one| one.notice.clone()).collect();
    if notices.is_empty() {
        return None;
    }
    let name = one_line(&person.name);
    let lines = folded(fresh);
    let said = words::Words::of((&name, day), &lines, before, address);
    let notices: Vec<Notice> = notices.into_iter().collect();
    Some(Letter {
        person: person.id,
        sign_in: one_line(&person.sign_in),
        email,
        subject: said.subject(),
        plain: said.plain(),
        html: said.html(),
        message: format!("{}@{}", hash(person.id, &notices), address.host()),
        day,
        name,
        notices,
    })
}

/// What names the mail of these notices to this person.
fn hash(person: PersonId, notices: &[Notice]) -> String {
    let mut hash = Sha256::new();
    hash.update(person.to_string());
    for notice in notices {
        for part in [notice.topic.key(), &notice.subject, &notice.occurrence] {
            hash.update([0]);
            hash.update(part);
        }
    }
    hash.finalize().iter().take(16).fold(String::with_capacity(32), |mut text, byte| {
        // Writing to a `String` does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_that_of_a_service_and_nothing_else() {
        let host = |text: &str| text.parse::<Address>().map(|found| found.host().to_owned());
        assert_eq!(host("https://fairlead.example.org/"), Ok("fairlead.example.org".to_owned()));
        assert_eq!(host("http://127.0.0.1:8080"), Ok("127.0.0.1".to_owned()));
        let page = "https://nhs.example/fairlead/".parse::<Address>().unwrap().of("/rounds");
        assert_eq!(page, "https://nhs.example/fairlead/rounds");
        for not in [
            "fairlead.example",
            "https://",
            "ftp://a",
            "https://a b",
            "https://a\"b",
            "https://a?b",
        ] {
            assert!(host(not).is_err(), "{not}");
        }
    }
}
