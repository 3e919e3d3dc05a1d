//! Findings: what disclosure control let out, kept for every run.
//!
//! A finding comes in as [`Released`] and leaves as [`Released`]; between the two it is the sealed
//! text. The newest run wins, and what the older ones said stays.

use authority::{Act, Permit, Sight};
use disclosure::ledger::Entry;
use disclosure::{Published, Released, Sealed};
use jiff::Timestamp;
use programme::code::IndicatorKey;
use programme::communication::Cited;
use programme::id::{ReleaseId, RunId};
use programme::indicator::Breakdown;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use serde::{Deserialize, Serialize};

use crate::Store;
use crate::entity::{finding as row, run};
use crate::error::Error;
use crate::kept::{AsAt, Kept, Noun, Stamp};
use crate::release::{Release, findings_let_out, put_into_ledger, run_of, runs_let_out};
use crate::sight::regional;
use crate::text::{read, sha256};
use crate::writing::Told;

/// A run of indicators over an extract: how its findings were made, and which they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Identity.
    pub id: RunId,
    /// How it was made: hashes, editions, method, policy, versions. It is kept as it is, so it
    /// must hold no count that was not released.
    pub record: serde_json::Value,
    /// Its findings, each with the SHA-256 of its sealed form.
    pub findings: Vec<RunFinding>,
}

/// One finding of a run, by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunFinding {
    /// The indicator.
    pub indicator: IndicatorKey,
    /// The breakdown.
    pub breakdown: Breakdown,
    /// The period.
    pub period: String,
    /// SHA-256 of the sealed form.
    pub sha256: String,
}

/// A run to keep.
#[derive(Clone, Copy, Debug)]
pub struct NewRun<'a> {
    /// Its identity.
    pub id: RunId,
    /// How it was made, as [`Run`] keeps it.
    pub record: &'a serde_json::Value,
    /// What disclosure control let out.
    pub findings: &'a [Released<Published>],
    /// What the ledger is told: an entry for each indicator and period of the findings.
    pub entries: &'a [(ReleaseId, Entry)],
}

/// A finding as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptFinding {
    /// The run that made it.
    pub run: RunId,
    /// What was let out.
    pub finding: Released<Published>,
}

impl Noun for Run {
    const TABLE: &'static str = "run";

    fn subject(&self) -> String {
        self.id.to_string()
    }
}

impl Store {
    /// Keeps what a run let out, with the record of how it was made, and puts it into the ledger of
    /// releases. What would tell something beside what was let out before is held: it is found by
    /// nobody until somebody lets it out. Since one write waits for another, no two runs are judged
    /// beside each other without one of them knowing of the other.
    ///
    /// # Errors
    ///
    /// [`Error::AlreadyKept`] if the run or one with the same record was kept before, or holds two
    /// findings of one name; [`Error::Misfit`] if a finding has no entry; or if the permit is for
    /// something else, or the database does not answer.
    pub async fn keep_findings(
        &self,
        permit: &Permit,
        at: Timestamp,
        NewRun { id, record, findings, entries }: NewRun<'_>,
    ) -> Result<Vec<Release>, Error> {
        let mut writing = self.writing(permit, Act::KeepFindings, at).await?;
        let folder = sha256(record.to_string().as_bytes());
        if let Some(what) = run_of(&writing, &folder).await? {
            return Err(Error::AlreadyKept { what });
        }
        if run::Entity::find_by_id(id.to_string()).one(&writing.transaction).await?.is_some() {
            return Err(Error::AlreadyKept { what: id.to_string() });
        }
        let mut names: Vec<RunFinding> = Vec::new();
        let mut rows = Vec::new();
        for finding in findings {
            let (name, sealed) = seal(id, finding)?;
            if names.iter().any(|other| same_name(other, &name)) {
                let RunFinding { indicator, breakdown, period, .. } = name;
                let what = format!("the finding {indicator} by {breakdown} in {period}");
                return Err(Error::AlreadyKept { what });
            }
            let is_its = |(_, entry): &&(ReleaseId, Entry)| {
                entry.indicator == name.indicator.as_str() && entry.period == name.period
            };
            if entries.iter().filter(is_its).count() != 1 {
                return Err(Error::Misfit { what: "the ledger is told of every finding once" });
            }
            rows.push((name.clone(), sealed));
            names.push(name);
        }
        let noun = Run { id, record: record.clone(), findings: names };
        let effective = writing.today();
        let told = Told { organisation: None, revision: 1, effective, reason: None };
        let Stamp { revision, effective, recorded, person, body } =
            writing.tell(&noun, told).await?;
        let line = writing.newest_line();
        let run = id.to_string();
        let kept =
            run::Model { id: run.clone(), line, revision, effective, recorded, person, body };
        writing.insert::<run::Entity>(kept).await?;
        for (name, sealed) in rows {
            let kept = row::Model {
                run: run.clone(),
                indicator: name.indicator.to_string(),
                breakdown: name.breakdown.to_string(),
                period: name.period,
                line,
                sealed: sealed.as_str().to_owned(),
            };
            writing.insert::<row::Entity>(kept).await?;
        }
        let releases = put_into_ledger(&mut writing, (id, line, &folder), entries).await?;
        writing.commit().await?;
        Ok(releases)
    }

    /// The indicators of which there is a finding, or was on a day, by key.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn indicators(&self, sight: &Sight, as_at: AsAt) -> Result<Vec<IndicatorKey>, Error> {
        let found: Vec<String> = row::Entity::find()
            .select_only()
            .column(row::Column::Indicator)
            .distinct()
            .filter(regional(sight))
            .filter(findings_let_out(as_at))
            .order_by_asc(row::Column::Indicator)
            .into_tuple()
            .all(&self.readers)
            .await?;
        found.iter().map(|key| read(key, "finding", key)).collect()
    }

    /// The breakdowns of which an indicator has a finding, or had on a day, by name.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn breakdowns(
        &self,
        sight: &Sight,
        indicator: &IndicatorKey,
        as_at: AsAt,
    ) -> Result<Vec<Breakdown>, Error> {
        let found: Vec<String> = row::Entity::find()
            .select_only()
            .column(row::Column::Breakdown)
            .distinct()
            .filter(regional(sight))
            .filter(findings_let_out(as_at))
            .filter(row::Column::Indicator.eq(indicator.as_str()))
            .order_by_asc(row::Column::Breakdown)
            .into_tuple()
            .all(&self.readers)
            .await?;
        found.iter().map(|name| read(name, "finding", indicator.as_str())).collect()
    }

    /// The periods for which an indicator has a finding by a breakdown, the oldest first.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn periods(
        &self,
        sight: &Sight,
        indicator: &IndicatorKey,
        breakdown: &Breakdown,
    ) -> Result<Vec<String>, Error> {
        let found = row::Entity::find()
            .select_only()
            .column(row::Column::Period)
            .distinct()
            .filter(regional(sight))
            .filter(findings_let_out(AsAt::Now))
            .filter(row::Column::Indicator.eq(indicator.as_str()))
            .filter(row::Column::Breakdown.eq(breakdown.to_string()))
            .order_by_asc(row::Column::Period)
            .into_tuple()
            .all(&self.readers)
            .await?;
        Ok(found)
    }

    /// What the newest run found for each period, or had found by a day, the oldest period first.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn findings(
        &self,
        sight: &Sight,
        indicator: &IndicatorKey,
        breakdown: &Breakdown,
        as_at: AsAt,
    ) -> Result<Vec<KeptFinding>, Error> {
        let rows = row::Entity::find()
            .filter(regional(sight))
            .filter(findings_let_out(as_at))
            .filter(row::Column::Indicator.eq(indicator.as_str()))
            .filter(row::Column::Breakdown.eq(breakdown.to_string()))
            .order_by_asc(row::Column::Period)
            .order_by_asc(row::Column::Line)
            .all(&self.readers)
            .await?;
        let mut newest: Vec<row::Model> = Vec::new();
        for row in rows {
            // Runs of one period come in their order, so the last one stays.
            if newest.last().is_some_and(|last| last.period == row.period) {
                newest.pop();
            }
            newest.push(row);
        }
        newest.into_iter().map(open).collect()
    }

    /// What the newest run found for the newest period.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if nothing was found within sight; or if the database does not answer.
    pub async fn newest_finding(
        &self,
        sight: &Sight,
        indicator: &IndicatorKey,
        breakdown: &Breakdown,
    ) -> Result<KeptFinding, Error> {
        let found = row::Entity::find()
            .filter(regional(sight))
            .filter(findings_let_out(AsAt::Now))
            .filter(row::Column::Indicator.eq(indicator.as_str()))
            .filter(row::Column::Breakdown.eq(breakdown.to_string()))
            .order_by_desc(row::Column::Period)
            .order_by_desc(row::Column::Line)
            .limit(1)
            .one(&self.readers)
            .await?;
        open(found.ok_or(Error::NotFound)?)
    }

    /// What was let out of one run, or had been by a day, with the run: by indicator, breakdown and
    /// period, whatever was found since.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if nothing of such a run is let out within sight; or if the database does
    /// not answer, or holds a row that does not read.
    pub async fn findings_of_run(
        &self,
        sight: &Sight,
        id: RunId,
        as_at: AsAt,
    ) -> Result<(Kept<Run>, Vec<KeptFinding>), Error> {
        let rows = row::Entity::find()
            .filter(regional(sight))
            .filter(findings_let_out(as_at))
            .filter(row::Column::Run.eq(id.to_string()))
            .order_by_asc(row::Column::Indicator)
            .order_by_asc(row::Column::Breakdown)
            .order_by_asc(row::Column::Period)
            .all(&self.readers)
            .await?;
        if rows.is_empty() {
            return Err(Error::NotFound);
        }
        let run = self.version(run::Entity::find_by_id(id.to_string())).await?;
        let found = rows.into_iter().map(open).collect::<Result<_, Error>>()?;
        Ok((run, found))
    }

    /// What a run found, as it is cited: whatever was found since.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if nothing was found so within sight; or if the database does not answer.
    pub async fn cited_finding(&self, sight: &Sight, cited: &Cited) -> Result<KeptFinding, Error> {
        let found = named(cited).filter(regional(sight)).one(&self.readers).await?;
        open(found.ok_or(Error::NotFound)?)
    }

    /// The runs that were kept, by a day if one is given, and of which nothing is held, the newest first.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn runs(&self, sight: &Sight, as_at: AsAt) -> Result<Vec<Kept<Run>>, Error> {
        let select = run::Entity::find()
            .filter(regional(sight))
            .filter(runs_let_out(as_at))
            .order_by_desc(run::Column::Line);
        self.versions(select, AsAt::Now).await
    }
}

fn seal(id: RunId, finding: &Released<Published>) -> Result<(RunFinding, Sealed), Error> {
    let subject = &finding.get().subject;
    let sealed =
        finding.seal().map_err(|source| Error::Unsealable { id: id.to_string(), source })?;
    let name = RunFinding {
        indicator: subject.indicator.clone(),
        breakdown: subject.breakdown.clone(),
        period: subject.period.clone(),
        sha256: sha256(sealed.as_str().as_bytes()),
    };
    Ok((name, sealed))
}

/// The one finding that is cited.
pub(crate) fn named(cited: &Cited) -> Select<row::Entity> {
    row::Entity::find()
        .filter(findings_let_out(AsAt::Now))
        .filter(row::Column::Run.eq(cited.run.to_string()))
        .filter(row::Column::Indicator.eq(cited.indicator.as_str()))
        .filter(row::Column::Breakdown.eq(cited.breakdown.to_string()))
        .filter(row::Column::Period.eq(&cited.period))
}

fn same_name(one: &RunFinding, other: &RunFinding) -> bool {
    one.indicator == other.indicator
        && one.breakdown == other.breakdown
        && one.period == other.period
}

fn open(row: row::Model) -> Result<KeptFinding, Error> {
    let run = read(&row.run, "finding", &row.run)?;
    let finding = Sealed::from_store(row.sealed)
        .open()
        .map_err(|_| Error::Corrupt { table: "finding", id: row.run })?;
    Ok(KeptFinding { run, finding })
}
