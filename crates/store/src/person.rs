//! People: who signs in, what they may do and what proves who they are.
//!
//! The proof has a column of its own. It is in no [`Person`], no revision and no journal line,
//! and only the one question asked at sign-in answers with it.

use std::fmt;

use authority::{Act, Permit, Sight};
use jiff::Timestamp;
use programme::code::OrganisationCode;
use programme::id::PersonId;
use programme::person::{Person, Role};
use programme::post::Email;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};

use crate::Store;
use crate::entity::{person as row, session};
use crate::error::Error;
use crate::kept::{Noun, Stamp};
use crate::sight::within;
use crate::writing::{Told, Writing};

/// What proves who a person is, such as the hash of a password. It prints as nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Credential(String);

impl Credential {
    /// Takes up a proof in the form in which it is kept: a hash, never a password.
    pub fn new(hash: String) -> Self {
        Self(hash)
    }

    /// The form in which it is kept.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Credential(…)")
    }
}

/// A person as a revision holds them.
#[derive(Serialize, Deserialize)]
struct Body {
    id: PersonId,
    sign_in: String,
    name: String,
    role: Role,
    organisation: Option<OrganisationCode>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    email: Option<Email>,
    disabled: bool,
}

impl Noun for Body {
    const TABLE: &'static str = "person";

    fn subject(&self) -> String {
        self.id.to_string()
    }
}

impl From<&Person> for Body {
    fn from(person: &Person) -> Self {
        let Person { id, sign_in, name, role, organisation, email, disabled } = person.clone();
        Self { id, sign_in, name, role, organisation, email, disabled }
    }
}

fn open(row: &row::Model) -> Result<Person, Error> {
    let corrupt = |_| Error::Corrupt { table: "person", id: row.id.clone() };
    let body: Body = serde_json::from_str(&row.body).map_err(corrupt)?;
    let Body { id, sign_in, name, role, organisation, email, disabled } = body;
    Ok(Person { id, sign_in, name, role, organisation, email, disabled })
}

impl Store {
    /// Adds a person with what proves who they are.
    ///
    /// # Errors
    ///
    /// [`Error::AlreadyKept`] if the identity or the sign-in is taken; or if the permit is for
    /// something else, or the database does not answer.
    pub async fn add_person(
        &self,
        permit: &Permit,
        at: Timestamp,
        person: &Person,
        credential: &Credential,
    ) -> Result<(), Error> {
        let mut writing = self.writing(permit, Act::KeepPerson, at).await?;
        let id = person.id.to_string();
        if row::Entity::find_by_id(&id).one(&writing.transaction).await?.is_some() {
            return Err(Error::AlreadyKept { what: id });
        }
        keep(&mut writing, 1, person, credential.as_str()).await?;
        writing.commit().await
    }

    /// Changes what is known of a person; what proves who they are stays. Disabled, they are
    /// signed out everywhere in the same breath, and their calendar feed ends.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if there is no such person, [`Error::AlreadyKept`] if the sign-in is
    /// another's; or if the permit is for something else, or the database does not answer.
    pub async fn keep_person(
        &self,
        permit: &Permit,
        at: Timestamp,
        person: &Person,
    ) -> Result<(), Error> {
        let mut writing = self.writing(permit, Act::KeepPerson, at).await?;
        let before = newest(&writing, person.id).await?;
        keep(&mut writing, before.revision + 1, person, &before.credential).await?;
        writing.commit().await
    }

    /// Changes what proves who a person is, and signs them out everywhere.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if there is no such person; or if the permit is for something else, or
    /// the database does not answer.
    pub async fn keep_credential(
        &self,
        permit: &Permit,
        at: Timestamp,
        id: PersonId,
        credential: &Credential,
    ) -> Result<(), Error> {
        let mut writing = self.writing(permit, Act::KeepPerson, at).await?;
        let before = newest(&writing, id).await?;
        keep(&mut writing, before.revision + 1, &open(&before)?, credential.as_str()).await?;
        sign_out(&writing, id).await?;
        writing.commit().await
    }

    /// Disables a person and signs them out everywhere. Their history stays.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if there is no such person; or if the permit is for something else, or
    /// the database does not answer.
    pub async fn disable_person(
        &self,
        permit: &Permit,
        at: Timestamp,
        id: PersonId,
    ) -> Result<(), Error> {
        let mut writing = self.writing(permit, Act::KeepPerson, at).await?;
        let before = newest(&writing, id).await?;
        let person = Person { disabled: true, ..open(&before)? };
        keep(&mut writing, before.revision + 1, &person, &before.credential).await?;
        writing.commit().await
    }

    /// The person who signs in by that name, and what proves that it is they. It takes no sight,
    /// because nobody has been recognised yet; it finds the disabled too, so that all refusals can
    /// take the same time.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn person_signing_in(
        &self,
        sign_in: &str,
    ) -> Result<Option<(Person, Credential)>, Error> {
        let found = row::Entity::find().filter(row::Column::SignIn.eq(sign_in));
        let found = found.one(&self.readers).await?;
        found.map(|row| Ok((open(&row)?, Credential(row.credential)))).transpose()
    }

    /// The person of that identity. It takes no sight: it is how a session becomes an actor, who
    /// then has one.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if there is none; or if the database does not answer.
    pub async fn person(&self, id: PersonId) -> Result<Person, Error> {
        let found = row::Entity::find_by_id(id.to_string()).one(&self.readers).await?;
        open(&found.ok_or(Error::NotFound)?)
    }

    /// The people within sight, by the name they sign in with.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn people(&self, sight: &Sight) -> Result<Vec<Person>, Error> {
        let rows = row::Entity::find()
            .filter(within(sight, row::Column::Organisation))
            .order_by_asc(row::Column::SignIn)
            .all(&self.readers)
            .await?;
        rows.iter().map(open).collect()
    }
}

async fn newest(writing: &Writing<'_>, id: PersonId) -> Result<row::Model, Error> {
    let found = row::Entity::find_by_id(id.to_string()).one(&writing.transaction).await?;
    found.ok_or(Error::NotFound)
}

async fn keep(
    writing: &mut Writing<'_>,
    revision: i64,
    person: &Person,
    credential: &str,
) -> Result<(), Error> {
    let namesake = row::Entity::find()
        .filter(row::Column::SignIn.eq(&person.sign_in))
        .filter(row::Column::Id.ne(person.id.to_string()));
    if namesake.one(&writing.transaction).await?.is_some() {
        return Err(Error::AlreadyKept { what: format!("the sign-in “{}”", person.sign_in) });
    }
    let told = Told {
        organisation: person.organisation.as_ref(),
        revision,
        effective: writing.today(),
        reason: None,
    };
    let Stamp { revision, effective, recorded, person: by, body } =
        writing.tell(&Body::from(person), told).await?;
    let kept = row::Model {
        id: person.id.to_string(),
        sign_in: person.sign_in.clone(),
        organisation: person.organisation.as_ref().map(ToString::to_string),
        disabled: i64::from(person.disabled),
        credential: credential.to_owned(),
        revision,
        effective,
        recorded,
        person: by,
        body,
    };
    writing.put::<row::Entity>(revision, kept).await?;
    if person.disabled {
        sign_out(writing, person.id).await?;
        crate::calendar::end_all(writing, person.id).await?;
        crate::token::end_all(writing, person.id).await?;
    }
    Ok(())
}

async fn sign_out(writing: &Writing<'_>, id: PersonId) -> Result<(), Error> {
    session::Entity::delete_many()
        .filter(session::Column::Person.eq(id.to_string()))
        .exec(&writing.transaction)
        .await?;
    Ok(())
}
