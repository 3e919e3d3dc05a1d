//! Reports as they were issued, so that the paper the Board saw can be shown again.

use authority::{Act, Permit, Sight};
use jiff::Timestamp;
use jiff::civil::Date;
use programme::code::RoundKey;
use programme::id::ReportId;
use sea_orm::{EntityTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};

use crate::Store;
use crate::entity::report as row;
use crate::error::Error;
use crate::kept::{AsAt, Kept, Noun, Stamp};
use crate::sight::regional;
use crate::text::sha256;
use crate::writing::Told;

/// A report as it was issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Identity.
    pub id: ReportId,
    /// Its title.
    pub title: String,
    /// The kind of report: `board`.
    pub kind: String,
    /// The format: `pdf`.
    pub format: String,
    /// The name of the file.
    pub file: String,
    /// The round it speaks of, if it speaks of one.
    pub round: Option<RoundKey>,
    /// The day it shows things as at.
    pub as_at: Date,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

impl Noun for Report {
    const TABLE: &'static str = "report";

    fn subject(&self) -> String {
        self.id.to_string()
    }
}

impl Store {
    /// Files a report with its bytes.
    ///
    /// # Errors
    ///
    /// [`Error::AlreadyKept`] if one of that identity is filed; [`Error::Misfit`] if the bytes
    /// are not those of the report's hash; or if the permit is for something else, or the
    /// database does not answer.
    pub async fn file_report(
        &self,
        permit: &Permit,
        at: Timestamp,
        report: &Report,
        bytes: &[u8],
    ) -> Result<(), Error> {
        if sha256(bytes) != report.sha256 {
            return Err(Error::Misfit { what: "these bytes are not those of the report's hash" });
        }
        let mut writing = self.writing(permit, Act::IssueReport, at).await?;
        let id = report.id.to_string();
        if row::Entity::find_by_id(&id).one(&writing.transaction).await?.is_some() {
            return Err(Error::AlreadyKept { what: id });
        }
        writing.keep_bytes(&report.sha256, bytes).await?;
        let effective = writing.today();
        let told = Told { organisation: None, revision: 1, effective, reason: None };
        let Stamp { revision, effective, recorded, person, body } =
            writing.tell(report, told).await?;
        let sha256 = report.sha256.clone();
        let kept = row::Model { id, sha256, revision, effective, recorded, person, body };
        writing.insert::<row::Entity>(kept).await?;
        writing.commit().await
    }

    /// The reports within sight, the newest first.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn reports(&self, sight: &Sight) -> Result<Vec<Kept<Report>>, Error> {
        let select = row::Entity::find()
            .filter(regional(sight))
            .order_by_desc(row::Column::Recorded)
            .order_by_desc(row::Column::Id);
        self.versions(select, AsAt::Now).await
    }

    /// One report with its bytes, which are those that were issued.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if there is none within sight; [`Error::Corrupt`] if the bytes are no
    /// longer those that were issued; or if the database does not answer.
    pub async fn report(
        &self,
        sight: &Sight,
        id: ReportId,
    ) -> Result<(Kept<Report>, Vec<u8>), Error> {
        let select = row::Entity::find_by_id(id.to_string()).filter(regional(sight));
        let report: Kept<Report> = self.version(select).await?;
        let bytes = self.document(&report.noun.sha256).await?;
        Ok((report, bytes))
    }
}
