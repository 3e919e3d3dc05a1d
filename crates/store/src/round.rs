//! Rounds: who is asked for what, and by when. A round speaks to everybody it asks, so everyone
//! who signs in may read it.

use authority::{Act, Permit};
use jiff::Timestamp;
use programme::code::RoundKey;
use programme::round::Round;
use sea_orm::{EntityTrait, QueryOrder};

use crate::Store;
use crate::entity::round as row;
use crate::error::Error;
use crate::kept::{AsAt, Kept, Noun};
use crate::writing::Told;

impl Noun for Round {
    const TABLE: &'static str = "round";
    const KEY: &'static str = "key";

    fn subject(&self) -> String {
        self.key.to_string()
    }
}

impl Store {
    /// Adds a round, or changes the one of that key; answers with its revision.
    ///
    /// # Errors
    ///
    /// If the permit is for something else, or the database does not answer.
    pub async fn keep_round(
        &self,
        permit: &Permit,
        at: Timestamp,
        round: &Round,
    ) -> Result<i64, Error> {
        let mut writing = self.writing(permit, Act::KeepRound, at).await?;
        let key = round.key.to_string();
        let before = row::Entity::find_by_id(&key).one(&writing.transaction).await?;
        let revision = before.map_or(1, |before| before.revision + 1);
        let effective = writing.today();
        let told = Told { organisation: None, revision, effective, reason: None };
        let stamp = writing.tell(round, told).await?;
        let kept = row::Model {
            key,
            opens: round.opens.to_string(),
            due: round.due.to_string(),
            revision,
            effective: stamp.effective,
            recorded: stamp.recorded,
            person: stamp.person,
            body: stamp.body,
        };
        writing.put::<row::Entity>(revision, kept).await?;
        writing.commit().await?;
        Ok(revision)
    }

    /// Every round, the one that opened last first; by key where they opened together.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn rounds(&self) -> Result<Vec<Kept<Round>>, Error> {
        let select =
            row::Entity::find().order_by_desc(row::Column::Opens).order_by_asc(row::Column::Key);
        self.versions(select, AsAt::Now).await
    }

    /// The round of that key.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if there is none; or if the database does not answer.
    pub async fn round(&self, key: &RoundKey) -> Result<Kept<Round>, Error> {
        self.version(row::Entity::find_by_id(key.to_string())).await
    }
}
