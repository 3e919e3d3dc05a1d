//! Rounds: who is asked for what, and by when. A round speaks to everybody it asks, so everyone
//! who signs in may read it.

use authority::{Act, Permit};
use jiff::Timestamp;
use programme::answer::Answer;
use programme::attachment::AttachedFile;
use programme::code::RoundKey;
use programme::round::{Round, RoundState};
use programme::submission::Submission;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::Store;
use crate::entity::{document, round as row, submission};
use crate::error::Error;
use crate::kept::{AsAt, Kept, Noun, Stamp};
use crate::text::sha256;
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
    /// [`Error::Misfit`] if it names a file that is not kept; or if the permit is for something else, or the database does not answer.
    pub async fn keep_round(
        &self,
        permit: &Permit,
        at: Timestamp,
        round: &Round,
    ) -> Result<i64, Error> {
        let mut writing = self.writing(permit, Act::KeepRound, at).await?;
        must_hold(&writing, round).await?;
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
    /// [`Error::Changed`] if someone changed it since, or one of that key is there already;
    /// [`Error::Misfit`] if it names a file that is not kept; or if the permit is for something
    /// else, or the database does not answer.
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
        must_hold(&writing, round).await?;
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

    /// Changes a round that was seen in a revision to one that has a file of these bytes among its
    /// guidance, and keeps them; answers with its revision.
    ///
    /// # Errors
    ///
    /// [`Error::Misfit`] if no file of it is of these bytes, or another is not kept;
    /// [`Error::Changed`] if someone changed the round since; or if the permit is for something
    /// else, or the database does not answer.
    pub async fn attach_guidance(
        &self,
        permit: &Permit,
        at: Timestamp,
        (round, seen): (&Round, i64),
        bytes: &[u8],
    ) -> Result<i64, Error> {
        let hash = sha256(bytes);
        if round.guidance_file(&hash).is_none() {
            return Err(Error::Misfit { what: "no file of this round is of these bytes" });
        }
        let mut writing = self.writing(permit, Act::KeepRound, at).await?;
        writing.keep_bytes(&hash, bytes).await?;
        must_hold(&writing, round).await?;
        let change = Change { seen: Some(seen), effective: writing.today(), reason: None };
        let revision = writing.keep(round, None, change, row).await?;
        writing.commit().await?;
        Ok(revision)
    }

    /// A file among the guidance of a round, by its hash, with its bytes. What else is kept under a
    /// hash is not guidance, and is not found here.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if there is no such round, or it has no such file; [`Error::Corrupt`]
    /// if the bytes are no longer those that were attached; or if the database does not answer.
    pub async fn guidance(
        &self,
        key: &RoundKey,
        hash: &str,
    ) -> Result<(AttachedFile, Vec<u8>), Error> {
        let round = self.round(key).await?.noun;
        let file = round.guidance_file(hash).cloned().ok_or(Error::NotFound)?;
        let bytes = self.document(&file.sha256).await?;
        Ok((file, bytes))
    }

    /// Every round, the one that opened last first; by key where they opened together.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn rounds(&self, as_at: AsAt) -> Result<Vec<Kept<Round>>, Error> {
        let select =
            row::Entity::find().order_by_desc(row::Column::Opens).order_by_asc(row::Column::Key);
        self.versions(select, as_at).await
    }

    /// The round of that key.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if there is none; or if the database does not answer.
    pub async fn round(&self, key: &RoundKey) -> Result<Kept<Round>, Error> {
        self.round_at(key, AsAt::Now).await
    }

    /// The round of that key as at now or a day.
    ///
    /// # Errors
    ///
    /// As [`Store::round`], or if it was not there on that day.
    pub async fn round_at(&self, key: &RoundKey, as_at: AsAt) -> Result<Kept<Round>, Error> {
        self.version_at(row::Entity::find_by_id(key.to_string()), as_at).await
    }
}

/// Refuses a round that names a file whose bytes are not kept.
async fn must_hold(writing: &Writing<'_>, round: &Round) -> Result<(), Error> {
    for file in round.guidance_files() {
        let held = document::Entity::find_by_id(&file.sha256)
            .select_only()
            .column(document::Column::Sha256)
            .into_tuple::<String>()
            .one(&writing.transaction)
            .await?;
        if held.is_none() {
            return Err(Error::Misfit { what: "a file of this round is not kept" });
        }
    }
    Ok(())
}

/// Refuses what answers the round of that key, once it is closed. Writes follow one another, so
/// what is read here holds until this one is done.
pub(crate) async fn must_take_answers(writing: &Writing<'_>, key: &RoundKey) -> Result<(), Error> {
    let found = row::Entity::find_by_id(key.to_string()).one(&writing.transaction).await?;
    let found = found.ok_or(Error::NotFound)?;
    let round: Round = serde_json::from_str(&found.body)
        .map_err(|_| Error::Corrupt { table: Round::TABLE, id: found.key })?;
    Ok(round.must_take_answers()?)
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
