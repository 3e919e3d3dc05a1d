//! People: who signs in, and as what.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use authority::policy::Shelf;
use authority::{Act, Actor, permit};
use programme::id::PersonId;
use programme::person::{Person, Role};
use programme::post::Email;
use store::Credential;

use crate::office::sees;
use crate::{Error, Moment, Office};

/// The fewest characters a password may have.
pub const SHORTEST_PASSWORD: usize = 12;

/// What no password gives, so that an unknown name takes as long as a wrong password.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$ZmFpcmxlYWRub2JvZHk$0000000000000000000000000000000000000000000";

impl Office {
    /// The person of that name and password, if there is one and they are not disabled.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn sign_in(&self, sign_in: &str, password: &str) -> Result<Option<Person>, Error> {
        let found = self.store.person_signing_in(sign_in.trim()).await?;
        let hash =
            found.as_ref().map_or_else(|| NOBODY.to_owned(), |(_, hash)| hash.as_str().to_owned());
        let password = password.to_owned();
        let right = tokio::task::spawn_blocking(move || matches(&password, &hash)).await;
        let person = found.map(|(person, _)| person).filter(|person| !person.disabled);
        Ok(person.filter(|_| right.unwrap_or(false)))
    }

    /// The actor a person is, unless they are unknown or disabled.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn actor(&self, person: PersonId) -> Result<Option<Actor>, Error> {
        match self.store.person(person).await {
            Ok(person) => Ok((!person.disabled).then(|| Actor::from(&person))),
            Err(store::Error::NotFound) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Adds a person.
    ///
    /// # Errors
    ///
    /// If the actor may not, the password is too short, the organisation is not known, or a
    /// role that acts for one body was given none.
    pub async fn keep_person(
        &self,
        actor: &Actor,
        moment: Moment,
        person: &Person,
        password: &str,
    ) -> Result<(), Error> {
        let permit = permit(actor, Act::KeepPerson, person.organisation.as_ref())?;
        if password.chars().count() < SHORTEST_PASSWORD {
            let what = format!(
                "a password has at least {SHORTEST_PASSWORD} characters; several words make a good one"
            );
            return Err(Error::Unknown { what });
        }
        match (&person.organisation, person.role) {
            (Some(code), _) => self.known_organisation(code).await?,
            (None, role @ (Role::OrganisationLead | Role::ExecutiveSponsor)) => {
                let what = format!("{} acts for an organisation; name its code", role.label());
                return Err(Error::Unknown { what });
            }
            (None, _) => {}
        }
        let credential = Credential::new(hash(password)?);
        Ok(self.store.add_person(&permit, moment.now, person, &credential).await?)
    }

    /// Says where a person's digests go, or that they get none.
    ///
    /// # Errors
    ///
    /// If the actor may not, or there is no such person.
    pub async fn keep_email(
        &self,
        actor: &Actor,
        moment: Moment,
        (sign_in, email): (&str, Option<Email>),
    ) -> Result<(), Error> {
        let permit = permit(actor, Act::KeepPerson, None)?;
        let people = self.people(actor).await?;
        let person = people.into_iter().find(|person| person.sign_in == sign_in);
        let person = Person { email, ..person.ok_or(Error::NotFound)? };
        Ok(self.store.keep_person(&permit, moment.now, &person).await?)
    }

    /// Disables a person and ends their sessions; their history stays.
    ///
    /// # Errors
    ///
    /// If the actor may not, or there is no such person.
    pub async fn disable_person(
        &self,
        actor: &Actor,
        moment: Moment,
        sign_in: &str,
    ) -> Result<(), Error> {
        let permit = permit(actor, Act::KeepPerson, None)?;
        let people = self.people(actor).await?;
        let person = people.into_iter().find(|person| person.sign_in == sign_in);
        let person = person.ok_or(Error::NotFound)?;
        Ok(self.store.disable_person(&permit, moment.now, person.id).await?)
    }

    /// The people who sign in, by name.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn people(&self, actor: &Actor) -> Result<Vec<Person>, Error> {
        Ok(self.store.people(&sees(actor, Shelf::People)).await?)
    }
}

fn hash(password: &str) -> Result<String, Error> {
    let hash = Argon2::default().hash_password(password.as_bytes());
    let unhashed = |_| Error::Unknown { what: "this password could not be hashed".to_owned() };
    Ok(hash.map_err(unhashed)?.to_string())
}

fn matches(password: &str, hash: &str) -> bool {
    let right = |hash: PasswordHash| Argon2::default().verify_password(password.as_bytes(), &hash);
    PasswordHash::new(hash).is_ok_and(|hash| right(hash).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_password_itself_matches_and_nobody_has_one() {
        let kept = hash("correct horse battery").unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert!(matches("correct horse battery", &kept));
        assert!(!matches("correct horse", &kept));
        assert!(
            PasswordHash::new(NOBODY).is_ok(),
            "an unknown name must cost as much as a known one"
        );
        assert!(!matches("", NOBODY));
    }
}
