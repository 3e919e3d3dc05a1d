//! Whether the journal is whole: every line follows the one before it, every revision is the one
//! its line tells of, and every row says what its newest revision says.

use std::collections::BTreeMap;
use std::fmt;

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
};

use crate::Store;
use crate::chain::{FIRST, Line};
use crate::entity::{finding, journal, revision, run};
use crate::error::Error;
use crate::finding::Run;
use crate::text::sha256;
use crate::writing::WITHDRAWN;

/// What a look at the whole journal found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing was changed, taken out or put in between.
    Whole {
        /// How many lines there are.
        lines: i64,
        /// The hash of the last line. Written down elsewhere, it shows later that no line was cut
        /// off the end.
        head: String,
    },
    /// Something was.
    Broken {
        /// The first line at which it shows.
        sequence: i64,
        /// What is wrong there.
        breach: Breach,
    },
}

/// What is wrong with a line of the journal, or with what it tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breach {
    /// A line before it is missing.
    Gap,
    /// It does not follow the line before it.
    Unchained,
    /// Its words were changed.
    LineChanged,
    /// The revision it tells of is missing.
    RevisionMissing,
    /// The revision it tells of was changed.
    RevisionChanged,
    /// The thing itself differs from its newest revision.
    RowChanged,
    /// A finding of the run it tells of was changed.
    FindingChanged,
}

impl fmt::Display for Breach {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Gap => "a line before it is missing",
            Self::Unchained => "it does not follow the line before it",
            Self::LineChanged => "its words were changed",
            Self::RevisionMissing => "the revision it tells of is missing",
            Self::RevisionChanged => "the revision it tells of was changed",
            Self::RowChanged => "the thing it tells of differs from its newest revision",
            Self::FindingChanged => "a finding of the run it tells of was changed",
        })
    }
}

/// The tables whose rows repeat their newest revision, with the column that names a row.
const TABLES: [(&str, &str); 29] = [
    ("organisation", "code"),
    ("person", "id"),
    ("round", "key"),
    ("framework", "id"),
    ("import", "id"),
    ("plan", "id"),
    ("recommendation", "id"),
    ("action", "id"),
    ("submission", "id"),
    ("objective", "id"),
    ("run", "id"),
    ("release", "id"),
    ("report", "id"),
    ("answer", "id"),
    ("insight", "id"),
    ("peer_review", "id"),
    ("link", "id"),
    ("post", "id"),
    ("reporting_line", "id"),
    ("item_update", "id"),
    ("digest", "id"),
    ("calendar_feed", "id"),
    ("token", "id"),
    ("share", "id"),
    ("saved_view", "id"),
    ("setting", "key"),
    ("risk", "id"),
    ("communication", "id"),
    ("correspondence", "id"),
];

/// How many lines are looked at together.
const STRIDE: u64 = 1000;

impl Store {
    /// Looks at the whole journal, at every revision and at every row, and says whether they
    /// agree; if not, at which line it first shows.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn verify_journal(&self) -> Result<Verdict, Error> {
        let mut last = (0, FIRST.to_owned());
        loop {
            let lines = journal::Entity::find()
                .filter(journal::Column::Sequence.gt(last.0))
                .order_by_asc(journal::Column::Sequence)
                .limit(STRIDE)
                .all(&self.readers)
                .await?;
            let Some(end) = lines.last().map(|line| line.sequence) else { break };
            let told = self.told_between(last.0, end).await?;
            for line in lines {
                if let Some(breach) = breach(&last, &line, told.get(&line.sequence)) {
                    return Ok(Verdict::Broken { sequence: line.sequence, breach });
                }
                last = (line.sequence, line.hash);
            }
        }
        let changed = self.changed_row().await?.map(|line| (line, Breach::RowChanged));
        let changed = match changed {
            Some(changed) => Some(changed),
            None => self.changed_finding().await?.map(|line| (line, Breach::FindingChanged)),
        };
        Ok(match changed {
            Some((sequence, breach)) => Verdict::Broken { sequence, breach },
            None => Verdict::Whole { lines: last.0, head: last.1 },
        })
    }

    async fn told_between(
        &self,
        after: i64,
        end: i64,
    ) -> Result<BTreeMap<i64, revision::Model>, Error> {
        let found = revision::Entity::find()
            .filter(revision::Column::Line.gt(after))
            .filter(revision::Column::Line.lte(end))
            .order_by_asc(revision::Column::Line)
            .all(&self.readers)
            .await?;
        Ok(found.into_iter().map(|revision| (revision.line, revision)).collect())
    }

    /// The earliest line whose subject's own row is missing or differs from its newest revision.
    async fn changed_row(&self) -> Result<Option<i64>, Error> {
        let mut earliest: Option<i64> = None;
        for (table, key) in TABLES {
            let row = |name: &'static str| (Alias::new(table), Alias::new(name));
            let told = |column: revision::Column| (revision::Entity, column);
            let newest = Query::select()
                .expr(Expr::col((Alias::new("later"), revision::Column::Revision)).max())
                .from_as(revision::Entity, Alias::new("later"))
                .and_where(
                    Expr::col((Alias::new("later"), revision::Column::Subject))
                        .equals(told(revision::Column::Subject)),
                )
                .to_owned();
            let differs = ["revision", "effective", "recorded", "person", "body"].into_iter().fold(
                Expr::col(row(key)).is_null(),
                |differs, name| {
                    let mine = Expr::col(row(name));
                    differs.or(mine.ne(Expr::col((revision::Entity, Alias::new(name)))))
                },
            );
            // What was withdrawn has no row any more.
            let withdrawn = Expr::col(told(revision::Column::Body)).eq(WITHDRAWN);
            let back = withdrawn.clone().and(Expr::col(row(key)).is_not_null());
            let differs = back.or(withdrawn.not().and(differs));
            let query = Query::select()
                .expr(Expr::col(told(revision::Column::Line)).min())
                .from(revision::Entity)
                .join(
                    JoinType::LeftJoin,
                    Alias::new(table),
                    Expr::col(row(key)).equals(told(revision::Column::Subject)),
                )
                .and_where(Expr::col(told(revision::Column::Kind)).eq(table))
                .and_where(Expr::col(told(revision::Column::Revision)).eq(newest))
                .and_where(differs)
                .to_owned();
            let found = self.readers.query_one(&query).await?;
            let line = found.map(|row| row.try_get_by_index::<Option<i64>>(0)).transpose()?;
            earliest = [earliest, line.flatten()].into_iter().flatten().min();
        }
        Ok(earliest)
    }

    /// The earliest line of a run whose findings are not those it names.
    async fn changed_finding(&self) -> Result<Option<i64>, Error> {
        let runs = run::Entity::find().order_by_asc(run::Column::Line).all(&self.readers).await?;
        for run in runs {
            let Ok(named) = serde_json::from_str::<Run>(&run.body) else {
                return Ok(Some(run.line));
            };
            let kept = finding::Entity::find()
                .filter(finding::Column::Run.eq(&run.id))
                .order_by_asc(finding::Column::Indicator)
                .all(&self.readers)
                .await?;
            let is_named = |row: &finding::Model| {
                named.findings.iter().any(|name| {
                    name.indicator.as_str() == row.indicator
                        && name.breakdown.to_string() == row.breakdown
                        && name.period == row.period
                        && name.sha256 == sha256(row.sealed.as_bytes())
                })
            };
            if kept.len() != named.findings.len() || !kept.iter().all(is_named) {
                return Ok(Some(run.line));
            }
        }
        Ok(None)
    }
}

/// What is wrong with a line, after the one before it and with the revision it tells of.
fn breach(
    (last, hash): &(i64, String),
    line: &journal::Model,
    told: Option<&revision::Model>,
) -> Option<Breach> {
    if line.sequence != last + 1 {
        return Some(Breach::Gap);
    }
    if line.previous != *hash {
        return Some(Breach::Unchained);
    }
    if Line::from(line).hash() != line.hash {
        return Some(Breach::LineChanged);
    }
    let content = line.content.as_ref()?;
    let Some(told) = told else { return Some(Breach::RevisionMissing) };
    let same = told.subject == line.subject
        && Some(told.revision) == line.after
        && told.person == line.person
        && told.recorded == line.instant
        && sha256(told.body.as_bytes()) == *content;
    (!same).then_some(Breach::RevisionChanged)
}
