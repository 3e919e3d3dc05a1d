//! Sessions: who is signed in, kept on the server.

use jiff::Timestamp;
use store::Session;

use crate::{Error, Office};

impl Office {
    /// Keeps a new session; false when its token is taken.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn create_session(&self, session: &Session) -> Result<bool, Error> {
        Ok(self.store.create_session(session).await?)
    }

    /// Keeps what a session holds now.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn save_session(&self, session: &Session) -> Result<(), Error> {
        Ok(self.store.save_session(session).await?)
    }

    /// The session of that token, unless it has expired.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn load_session(
        &self,
        token: &str,
        now: Timestamp,
    ) -> Result<Option<Session>, Error> {
        Ok(self.store.load_session(token, now).await?)
    }

    /// Forgets the sessions that have expired, and says how many there were.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn forget_expired_sessions(&self, now: Timestamp) -> Result<u64, Error> {
        Ok(self.store.delete_expired_sessions(now).await?)
    }

    /// Ends a session.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn delete_session(&self, token: &str) -> Result<(), Error> {
        Ok(self.store.delete_session(token).await?)
    }
}
