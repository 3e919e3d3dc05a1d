//! Organisations: the directory of who takes part. It holds names and classes and no promise,
//! so everyone who signs in may read it.

use authority::{Act, Permit};
use jiff::Timestamp;
use programme::code::OrganisationCode;
use programme::organisation::{Organisation, fits};
use sea_orm::{EntityTrait, QueryOrder};

use crate::Store;
use crate::entity::organisation as row;
use crate::error::Error;
use crate::kept::{AsAt, Kept, Noun};
use crate::writing::Told;

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
        let effective = writing.today();
        let of = Some(&organisation.code);
        let told = Told { organisation: of, revision, effective, reason: None };
        let stamp = writing.tell(organisation, told).await?;
        let kept = row::Model {
            code,
            name: organisation.name.clone(),
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

fn open(row: row::Model) -> Result<Organisation, Error> {
    serde_json::from_str(&row.body)
        .map_err(|_| Error::Corrupt { table: Organisation::TABLE, id: row.code })
}
