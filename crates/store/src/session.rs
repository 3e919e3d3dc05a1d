//! Sessions: what a browser's cookie stands for, until it expires or its person is disabled.
//!
//! These writes take no [`authority::Permit`] and leave no journal line. A session begins before
//! anyone has been recognised, it is renewed with every page, and nothing of the programme is in
//! it: it is a lock on the door, not a thing in the house. The token of the cookie is kept as its
//! hash, so a copy of the database opens no door.

use jiff::Timestamp;
use programme::id::PersonId;
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
};

use crate::Store;
use crate::dialect;
use crate::entity::{person, session as row};
use crate::error::Error;
use crate::text::{instant, read, read_if_any, sha256};

/// A session as the web layer knows it.
#[derive(Clone, PartialEq, Eq)]
pub struct Session {
    /// The token in the cookie.
    pub token: String,
    /// Who signed in, once somebody has.
    pub person: Option<PersonId>,
    /// What the web layer keeps in it, in its own form.
    pub data: String,
    /// When it ends by itself.
    pub expires: Timestamp,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Session")
            .field("person", &self.person)
            .field("expires", &self.expires)
            .finish_non_exhaustive()
    }
}

impl Store {
    /// Begins a session, and answers whether it did: not when the token is taken.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn create_session(&self, session: &Session) -> Result<bool, Error> {
        let transaction = dialect::begin_write(&self.writers).await?;
        if newest(&transaction, &session.token).await?.is_some() {
            return Ok(false);
        }
        insert(&transaction, session).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Keeps a session as it is now, whether or not it was there.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn save_session(&self, session: &Session) -> Result<(), Error> {
        let transaction = dialect::begin_write(&self.writers).await?;
        row::Entity::delete_by_id(sha256(session.token.as_bytes())).exec(&transaction).await?;
        insert(&transaction, session).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// The session of a token, unless it has ended: by time, or because its person is disabled.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn load_session(
        &self,
        token: &str,
        now: Timestamp,
    ) -> Result<Option<Session>, Error> {
        let found = row::Entity::find_by_id(sha256(token.as_bytes()))
            .filter(row::Column::Expires.gt(instant(now)))
            .one(&self.readers)
            .await?;
        let Some(found) = found else { return Ok(None) };
        if let Some(person) = &found.person {
            let disabled = person::Entity::find_by_id(person)
                .select_only()
                .column(person::Column::Disabled)
                .into_tuple::<i64>()
                .one(&self.readers)
                .await?;
            if disabled != Some(0) {
                return Ok(None);
            }
        }
        Ok(Some(Session {
            token: token.to_owned(),
            person: read_if_any(found.person.as_deref(), "session", "of a person")?,
            expires: read(&found.expires, "session", "of a browser")?,
            data: found.data,
        }))
    }

    /// Ends a session, if there is one.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn delete_session(&self, token: &str) -> Result<(), Error> {
        row::Entity::delete_by_id(sha256(token.as_bytes())).exec(&self.writers).await?;
        Ok(())
    }

    /// Clears away the sessions that have expired; answers how many.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn delete_expired_sessions(&self, now: Timestamp) -> Result<u64, Error> {
        let expired = row::Entity::delete_many().filter(row::Column::Expires.lte(instant(now)));
        Ok(expired.exec(&self.writers).await?.rows_affected)
    }

    /// Ends every session of a person; answers how many.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn delete_sessions_of(&self, person: PersonId) -> Result<u64, Error> {
        let theirs = row::Entity::delete_many().filter(row::Column::Person.eq(person.to_string()));
        Ok(theirs.exec(&self.writers).await?.rows_affected)
    }
}

async fn newest(
    transaction: &DatabaseTransaction,
    token: &str,
) -> Result<Option<row::Model>, Error> {
    Ok(row::Entity::find_by_id(sha256(token.as_bytes())).one(transaction).await?)
}

async fn insert(transaction: &DatabaseTransaction, session: &Session) -> Result<(), Error> {
    let row = row::Model {
        token: sha256(session.token.as_bytes()),
        person: session.person.map(|person| person.to_string()),
        data: session.data.clone(),
        expires: instant(session.expires),
    };
    row::Entity::insert(row.into_active_model()).exec_without_returning(transaction).await?;
    Ok(())
}
