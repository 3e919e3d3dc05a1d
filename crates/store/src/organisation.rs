//! Organisations: the directory of who takes part. It holds names and classes and no promise,
//! so everyone who signs in may read it.

use std::collections::BTreeSet;

use authority::{Act, Permit};
use jiff::Timestamp;
use programme::code::OrganisationCode;
use programme::organisation::{NotThisBody, Organisation, fits};
use programme::succession::followed_by;
use sea_orm::{EntityTrait, QueryOrder};

use crate::Store;
use crate::entity::organisation as row;
use crate::error::Error;
use crate::kept::{AsAt, Kept, Noun, must_have_seen};
use crate::writing::{Told, Writing};

impl Noun for Organisation {
    const TABLE: &'static str = "organisation";
    const KEY: &'static str = "code";

    fn subject(&self) -> String {
        self.code.to_string()
    }
}

impl Store {
    /// Adds an organisation, or changes the one of that code; answers with its revision.
    ///
    /// # Errors
    ///
    /// [`Error::NotThisBody`] if it does not hold together with the others, as where bodies would
    /// follow themselves; or if the permit is for something else, or the database does not answer.
    pub async fn keep_organisation(
        &self,
        permit: &Permit,
        at: Timestamp,
        organisation: &Organisation,
    ) -> Result<i64, Error> {
        let mut writing = self.writing(permit, Act::KeepOrganisation, at).await?;
        writing.must_reach(&organisation.code)?;
        let code = organisation.code.to_string();
        let rows =
            row::Entity::find().order_by_asc(row::Column::Code).all(&writing.transaction).await?;
        let revision =
            rows.iter().find(|before| before.code == code).map_or(1, |before| before.revision + 1);
        let others: Vec<Organisation> = rows.into_iter().map(open).collect::<Result<_, _>>()?;
        fits(organisation, &others)?;
        write(&mut writing, organisation, revision).await?;
        writing.commit().await?;
        Ok(revision)
    }

    /// Adds an organisation, or changes the revision of it that was seen, and says in the same step
    /// whom it follows: those bodies are told to be followed by it, and those that it followed when
    /// the form was opened, and does not any more, no longer are. Answers with its revision.
    ///
    /// # Errors
    ///
    /// [`Error::Changed`] if somebody changed it since, or whom it follows, or it is there already
    /// and none was seen; [`Error::NotFound`] if what was seen is not there;
    /// [`Error::NotThisBody`] if the bodies would not hold together; or if the permit is for
    /// something else, or the database does not answer.
    pub async fn change_organisation(
        &self,
        permit: &Permit,
        at: Timestamp,
        (organisation, seen): (&Organisation, Option<i64>),
        (follows, followed): (&BTreeSet<OrganisationCode>, &BTreeSet<OrganisationCode>),
    ) -> Result<i64, Error> {
        let mut writing = self.writing(permit, Act::KeepOrganisation, at).await?;
        let own = &organisation.code;
        writing.must_reach(own)?;
        let rows =
            row::Entity::find().order_by_asc(row::Column::Code).all(&writing.transaction).await?;
        let mut bodies: Vec<(Organisation, row::Model)> = Vec::with_capacity(rows.len());
        for row in rows {
            bodies.push((open(row.clone())?, row));
        }
        match (bodies.iter().find(|(body, _)| body.code == *own), seen) {
            (Some((_, row)), seen) => must_stand(row, seen.unwrap_or(0))?,
            (None, Some(_)) => return Err(Error::NotFound),
            (None, None) => {}
        }
        let standing = followed_by(&nouns(&bodies), own);
        let moved =
            |body: &Organisation| standing.contains(&body.code) != followed.contains(&body.code);
        if let Some((_, row)) = bodies.iter().find(|(body, _)| moved(body)) {
            must_stand(row, row.revision - 1)?;
        }
        let is_here = |named: &OrganisationCode| bodies.iter().any(|(body, _)| body.code == *named);
        if let Some(named) = follows.iter().find(|named| !is_here(named)) {
            return Err(NotThisBody::Unknown { code: own.clone(), named: named.clone() }.into());
        }

        let mut changed = Vec::new();
        for (body, row) in &mut bodies {
            if follows.contains(&body.code) != standing.contains(&body.code) {
                body.successors.retain(|code| code != own);
                if follows.contains(&body.code) {
                    body.successors.push(own.clone());
                }
                changed.push((body.clone(), row.revision + 1));
            }
        }
        // What is new in who follows whom leads to this body or from it, and so would a circle.
        let mut told = organisation.clone();
        if follows.contains(own) {
            told.successors.push(own.clone());
        }
        fits(&told, &nouns(&bodies))?;
        let revision = seen.unwrap_or(0) + 1;
        changed.push((organisation.clone(), revision));
        for (body, revision) in &changed {
            writing.must_reach(&body.code)?;
            write(&mut writing, body, *revision).await?;
        }
        writing.commit().await?;
        Ok(revision)
    }

    /// Every organisation, by name and then by code.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn organisations(&self) -> Result<Vec<Kept<Organisation>>, Error> {
        let select =
            row::Entity::find().order_by_asc(row::Column::Name).order_by_asc(row::Column::Code);
        self.versions(select, AsAt::Now).await
    }

    /// The organisation of that code.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if there is none; or if the database does not answer.
    pub async fn organisation(&self, code: &OrganisationCode) -> Result<Kept<Organisation>, Error> {
        self.version(row::Entity::find_by_id(code.to_string())).await
    }
}

/// Writes a body as it is now, with its revision and its line of the journal.
async fn write(
    writing: &mut Writing<'_>,
    organisation: &Organisation,
    revision: i64,
) -> Result<(), Error> {
    let effective = writing.today();
    let told = Told { organisation: Some(&organisation.code), revision, effective, reason: None };
    let stamp = writing.tell(organisation, told).await?;
    let kept = row::Model {
        code: organisation.code.to_string(),
        name: organisation.name.clone(),
        revision,
        effective: stamp.effective,
        recorded: stamp.recorded,
        person: stamp.person,
        body: stamp.body,
    };
    writing.put::<row::Entity>(revision, kept).await
}

/// Refuses where another revision stands than was seen.
fn must_stand(row: &row::Model, seen: i64) -> Result<(), Error> {
    let last = (row.person.as_str(), row.recorded.as_str());
    must_have_seen(seen, row.revision, (Organisation::TABLE, &row.code), last)
}

fn nouns(bodies: &[(Organisation, row::Model)]) -> Vec<Organisation> {
    bodies.iter().map(|(body, _)| body.clone()).collect()
}

fn open(row: row::Model) -> Result<Organisation, Error> {
    serde_json::from_str(&row.body)
        .map_err(|_| Error::Corrupt { table: Organisation::TABLE, id: row.code })
}
