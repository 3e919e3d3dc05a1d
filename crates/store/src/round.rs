//! Rounds: who is asked for what, and by when. A round speaks to everybody it asks, so everyone
//! who signs in may read it.

use authority::{Act, Permit};
use jiff::Timestamp;
use programme::answer::Answer;
use programme::code::RoundKey;
use programme::round::{Round, RoundState};
use programme::submission::Submission;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::Store;
use crate::entity::{round as row, submission};
use crate::error::Error;
use crate::kept::{AsAt, Kept, Noun, Stamp};
use crate::writing::{Change, Told, Writing};

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
        writing.put::<row::Entity>(revision, row(round, stamp)).await?;
        writing.commit().await?;
        Ok(revision)
    }

    /// Changes a round that was seen in a revision, or adds one where none was; answers with its
    /// revision.
    ///
    /// # Errors
    ///
    /// [`Error::Changed`] if someone changed it since, or one of that key is there already; or if
    /// the permit is for something else, or the database does not answer.
    pub async fn change_round(
        &self,
        permit: &Permit,
        at: Timestamp,
        round: &Round,
        seen: Option<i64>,
    ) -> Result<i64, Error> {
        let act = match round.state {
            RoundState::Closed => Act::CloseRound,
            RoundState::Draft | RoundState::Open => Act::KeepRound,
        };
        let mut writing = self.writing(permit, act, at).await?;
        let reason = Some(round.closed_because.as_str()).filter(|reason| !reason.is_empty());
        let change = Change { seen, effective: writing.today(), reason };
        let revision = writing.keep(round, None, change, row).await?;
        writing.commit().await?;
        Ok(revision)
    }

    /// Opens a round: keeps it as open, with a return for everybody it asks and the answers that
    /// are known already, all of it or nothing. A body that has a return keeps it.
    ///
    /// # Errors
    ///
    /// [`Error::Changed`] if someone changed the round since; or if the permit is for something
    /// else, or the database does not answer.
    pub async fn open_round(
        &self,
        permit: &Permit,
        at: Timestamp,
        (round, seen): (&Round, i64),
        returns: &[(Submission, Vec<Answer>)],
    ) -> Result<i64, Error> {
        let mut writing = self.writing(permit, Act::OpenRound, at).await?;
        let change = Change { seen: Some(seen), effective: writing.today(), reason: None };
        let revision = writing.keep(round, None, change, row).await?;
        let new = Change { seen: None, ..change };
        for (submission, answers) in returns {
            let of = Some(&submission.organisation);
            let there = submission::Entity::find()
                .filter(submission::Column::Round.eq(submission.round.as_str()))
                .filter(submission::Column::Organisation.eq(submission.organisation.as_str()));
            if there.one(&writing.transaction).await?.is_some() {
                continue;
            }
            writing.keep(submission, of, new, crate::submission::row).await?;
            for answer in answers {
                writing.keep(answer, of, new, crate::answer::row).await?;
            }
        }
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

/// Refuses what answers the round of that key, once it is closed. Writes follow one another, so
/// what is read here holds until this one is done.
pub(crate) async fn must_take_answers(writing: &Writing<'_>, key: &RoundKey) -> Result<(), Error> {
    Ok(standing(writing, key).await?.0.must_take_answers()?)
}

/// A round as it stands for a write, with its revision.
async fn standing(writing: &Writing<'_>, key: &RoundKey) -> Result<(Round, i64), Error> {
    let found = row::Entity::find_by_id(key.to_string()).one(&writing.transaction).await?;
    let found = found.ok_or(Error::NotFound)?;
    let round = serde_json::from_str(&found.body)
        .map_err(|_| Error::Corrupt { table: Round::TABLE, id: found.key })?;
    Ok((round, found.revision))
}

/// The row of a round.
pub(crate) fn row(round: &Round, stamp: Stamp) -> row::Model {
    let Stamp { revision, effective, recorded, person, body } = stamp;
    row::Model {
        key: round.key.to_string(),
        opens: round.opens.to_string(),
        due: round.due.to_string(),
        revision,
        effective,
        recorded,
        person,
        body,
    }
}
