//! Reporting lines: to whom a body reports, and did. Everyone who signs in may see them.

use authority::{Act, Permit};
use jiff::Timestamp;
use jiff::civil::Date;
use programme::id::ReportingLineId;
use programme::reporting::{ReportingLine, ReportsTo};
use sea_orm::{EntityTrait, QueryOrder};

use crate::Store;
use crate::entity::reporting_line as row;
use crate::error::Error;
use crate::kept::{AsAt, Kept, Noun, Stamp};
use crate::writing::{Change, Writing};

impl Noun for ReportingLine {
    const TABLE: &'static str = "reporting_line";

    fn subject(&self) -> String {
        self.id.to_string()
    }
}

impl Store {
    /// Every reporting line, by the body that reports.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn reporting_lines(&self, as_at: AsAt) -> Result<Vec<Kept<ReportingLine>>, Error> {
        let select = row::Entity::find()
            .order_by_asc(row::Column::Organisation)
            .order_by_asc(row::Column::Id);
        self.versions(select, as_at).await
    }

    /// One reporting line.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if there is none; or if the database does not answer.
    pub async fn reporting_line(&self, id: ReportingLineId) -> Result<Kept<ReportingLine>, Error> {
        self.version(row::Entity::find_by_id(id.to_string())).await
    }

    /// Keeps a new line, from its first day.
    ///
    /// # Errors
    ///
    /// [`Error::Changed`] if it is kept already; or if the permit is for another act or body, it
    /// leads to a body that is not there, or the database does not answer.
    pub async fn add_reporting_line(
        &self,
        permit: &Permit,
        at: Timestamp,
        line: &ReportingLine,
    ) -> Result<i64, Error> {
        let mut writing = self.writing(permit, Act::KeepReportingLine, at).await?;
        writing.must_reach(&line.organisation)?;
        let change = Change { seen: None, effective: line.term.from(), reason: None };
        let revision = writing.keep(line, Some(&line.organisation), change, row).await?;
        writing.commit().await?;
        Ok(revision)
    }

    /// Changes what is told of a line, from a day on; answers with its revision.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] or [`Error::Changed`]; [`Error::Misfit`] if it would become another
    /// body's; or if the permit is for another act, or the database does not answer.
    pub async fn change_reporting_line(
        &self,
        permit: &Permit,
        at: Timestamp,
        (line, seen): (&ReportingLine, i64),
        effective: Date,
    ) -> Result<i64, Error> {
        let mut writing = self.writing(permit, Act::KeepReportingLine, at).await?;
        if standing(&writing, line.id).await?.organisation != line.organisation {
            return Err(Error::Misfit { what: "a reporting line stays its body's" });
        }
        let change = Change { seen: Some(seen), effective, reason: None };
        let revision = writing.keep(line, Some(&line.organisation), change, row).await?;
        writing.commit().await?;
        Ok(revision)
    }

    /// Ends a line with its last day; answers with its revision. That it was stays told.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] or [`Error::Changed`]; [`Error::Backwards`] if it would end before it
    /// begins; or if the permit is for another act, or the database does not answer.
    pub async fn end_reporting_line(
        &self,
        permit: &Permit,
        at: Timestamp,
        (id, seen): (ReportingLineId, i64),
        last: Date,
    ) -> Result<i64, Error> {
        let mut writing = self.writing(permit, Act::KeepReportingLine, at).await?;
        let before = standing(&writing, id).await?;
        let after = ReportingLine { term: before.term.until(last)?, ..before };
        let change = Change { seen: Some(seen), effective: last, reason: None };
        let revision = writing.keep(&after, Some(&after.organisation), change, row).await?;
        writing.commit().await?;
        Ok(revision)
    }
}

/// A line as it stands, if the permit reaches its body.
async fn standing(writing: &Writing<'_>, id: ReportingLineId) -> Result<ReportingLine, Error> {
    let found = row::Entity::find_by_id(id.to_string()).one(&writing.transaction).await?;
    let found = found.filter(|row| writing.reaches(&row.organisation)).ok_or(Error::NotFound)?;
    serde_json::from_str(&found.body)
        .map_err(|_| Error::Corrupt { table: ReportingLine::TABLE, id: found.id })
}

/// The row of a reporting line.
fn row(line: &ReportingLine, stamp: Stamp) -> row::Model {
    let Stamp { revision, effective, recorded, person, body } = stamp;
    let reports_to = match &line.reports_to {
        ReportsTo::Organisation(code) => Some(code.to_string()),
        ReportsTo::Forum(_) => None,
    };
    row::Model {
        id: line.id.to_string(),
        organisation: line.organisation.to_string(),
        reports_to,
        revision,
        effective,
        recorded,
        person,
        body,
    }
}
