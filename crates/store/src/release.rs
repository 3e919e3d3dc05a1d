//! The ledger of releases: for each run, indicator and period what it showed, and whether it was
//! let out. Whatever is held here is in no list of findings.

use authority::{Act, Permit, Sight};
use disclosure::ledger::{Approval, Block, Entry, LetOut, Verdict, judge};
use jiff::Timestamp;
use programme::id::{ReleaseId, RunId};
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};

use crate::Store;
use crate::entity::{finding, release as row, run};
use crate::error::Error;
use crate::finding::Run;
use crate::kept::{AsAt, Kept, Noun, Stamp, must_have_seen};
use crate::sight::regional;
use crate::update::opened;
use crate::writing::{Change, Writing};

/// What one run let out, or would, of one indicator and period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// Identity.
    pub id: ReleaseId,
    /// The run.
    pub run: RunId,
    /// SHA-256 of the record of the run, by which a folder that is kept twice is known.
    pub folder: String,
    /// Whom it counts and what it shows. Confidential.
    pub entry: Entry,
    /// Where it stands.
    pub state: ReleaseState,
}

/// Where a release stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReleaseState {
    /// It tells nothing beside those of before, and is out.
    LetOut,
    /// It would tell something. It is held until somebody answers.
    Blocked(Block),
    /// It was blocked, and somebody let it out.
    Approved(LetOut),
    /// It was blocked, and stays so.
    Refused {
        /// Why it was blocked.
        block: Block,
        /// Why it is not let out.
        reason: String,
    },
}

/// What is answered to a release that is blocked, with a reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReleaseAnswer<'a> {
    /// It is let out.
    LetOut(&'a str),
    /// It is not.
    Refuse(&'a str),
}

impl ReleaseState {
    /// Its name as data.
    pub fn key(&self) -> &'static str {
        match self {
            Self::LetOut => "let_out",
            Self::Blocked(_) => "blocked",
            Self::Approved(_) => "approved",
            Self::Refused { .. } => "refused",
        }
    }

    /// Why it is or was held.
    pub fn block(&self) -> Option<&Block> {
        match self {
            Self::LetOut => None,
            Self::Blocked(block) | Self::Refused { block, .. } => Some(block),
            Self::Approved(out) => Some(&out.block),
        }
    }
}

impl Noun for Release {
    const TABLE: &'static str = "release";

    fn subject(&self) -> String {
        self.id.to_string()
    }
}

impl Store {
    /// The releases within sight, those of the newest run first and of a run by period.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn releases(&self, sight: &Sight, as_at: AsAt) -> Result<Vec<Kept<Release>>, Error> {
        let select = row::Entity::find()
            .filter(regional(sight))
            .order_by_desc(row::Column::Line)
            .order_by_asc(row::Column::Indicator)
            .order_by_asc(row::Column::Period);
        self.versions(select, as_at).await
    }

    /// The runs within sight, the newest first, whether or not something of them is held.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn runs_with_releases(&self, sight: &Sight) -> Result<Vec<Kept<Run>>, Error> {
        let select = run::Entity::find().filter(regional(sight)).order_by_desc(run::Column::Line);
        self.versions(select, AsAt::Now).await
    }

    /// One run, with what of it was let out and what was not, by period.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if there is no such run within sight; or if the database does not answer.
    pub async fn releases_of(
        &self,
        sight: &Sight,
        id: RunId,
    ) -> Result<(Kept<Run>, Vec<Kept<Release>>), Error> {
        let run =
            self.version(run::Entity::find_by_id(id.to_string()).filter(regional(sight))).await?;
        let select = row::Entity::find()
            .filter(row::Column::Run.eq(id.to_string()))
            .order_by_asc(row::Column::Indicator)
            .order_by_asc(row::Column::Period);
        Ok((run, self.versions(select, AsAt::Now).await?))
    }

    /// One release.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if there is none within sight; or if the database does not answer.
    pub async fn release(&self, sight: &Sight, id: ReleaseId) -> Result<Kept<Release>, Error> {
        self.version(row::Entity::find_by_id(id.to_string()).filter(regional(sight))).await
    }

    /// Answers what is blocked of a run, as it was seen: lets it out, so that its findings are seen,
    /// or does not. All of it or nothing.
    ///
    /// # Errors
    ///
    /// [`Error::Changed`] if somebody answered one of them first; [`Error::NotAnswered`] if one is
    /// not blocked, the person kept the run themselves, or gives no reason; [`Error::NotFound`] if
    /// the run has no such release; or if the permit is for something else, or the database does
    /// not answer.
    pub async fn answer_releases(
        &self,
        permit: &Permit,
        at: Timestamp,
        (id, seen): (RunId, &[(ReleaseId, i64)]),
        answer: ReleaseAnswer<'_>,
    ) -> Result<(), Error> {
        let mut writing = self.writing(permit, Act::LetOut, at).await?;
        let found = run::Entity::find_by_id(id.to_string()).one(&writing.transaction).await?;
        if found.ok_or(Error::NotFound)?.person == permit.by().to_string() {
            return Err(Error::NotAnswered { why: OWN_RUN });
        }
        for (release, seen) in seen {
            let kept = row::Entity::find_by_id(release.to_string())
                .filter(row::Column::Run.eq(id.to_string()))
                .one(&writing.transaction)
                .await?
                .ok_or(Error::NotFound)?;
            let last = (kept.person.as_str(), kept.recorded.as_str());
            must_have_seen(*seen, kept.revision, (Release::TABLE, &kept.id), last)?;
            let release: Release = opened(&kept.body, &kept.id)?;
            let (state, reason) = answered(permit, release.state, answer)?;
            let release = Release { state, ..release };
            let effective = writing.today();
            let change = Change { seen: Some(*seen), effective, reason: Some(reason) };
            let row = |release: &Release, stamp| model(release, kept.line, stamp);
            writing.keep(&release, None, change, row).await?;
        }
        writing.commit().await
    }
}

const OWN_RUN: &str = "whoever kept a run does not answer for what of it is blocked; ask another";

const NO_REASON: &str =
    "an answer has a reason, like “the difference is of organisations, not of people”";

/// Where a release stands once it was answered, and why.
fn answered<'a>(
    permit: &Permit,
    state: ReleaseState,
    answer: ReleaseAnswer<'a>,
) -> Result<(ReleaseState, &'a str), Error> {
    let ReleaseState::Blocked(block) = state else {
        return Err(Error::NotAnswered { why: "this release is not blocked" });
    };
    let (ReleaseAnswer::LetOut(reason) | ReleaseAnswer::Refuse(reason)) = answer;
    let reason = reason.trim();
    let approval = Approval::new(&permit.by().to_string(), reason)
        .map_err(|_| Error::NotAnswered { why: NO_REASON })?;
    Ok(match answer {
        ReleaseAnswer::LetOut(_) => (ReleaseState::Approved(block.let_out(approval)), reason),
        ReleaseAnswer::Refuse(_) => {
            (ReleaseState::Refused { block, reason: reason.to_owned() }, reason)
        }
    })
}

/// Puts the entries of a run into the ledger, each judged by all that were let out before it.
pub(crate) async fn put_into_ledger(
    writing: &mut Writing<'_>,
    (run, line, folder): (RunId, i64, &str),
    entries: &[(ReleaseId, Entry)],
) -> Result<Vec<Release>, Error> {
    let mut releases = Vec::new();
    let mut known: Option<(&str, Vec<Entry>)> = None;
    for (id, entry) in entries {
        let mut earlier = match known.take() {
            Some((indicator, earlier)) if indicator == entry.indicator => earlier,
            Some(_) | None => {
                let mut earlier = let_out(writing, &entry.indicator).await?;
                earlier.extend(of_the_same_records(writing, entry).await?);
                earlier
            }
        };
        let entry_kept = Entry { release: id.to_string(), ..entry.clone() };
        let beside = of_the_same_input(writing, entry).await?;
        let verdict = if beside.is_empty() {
            judge(&earlier, &entry_kept)
        } else {
            judge(&[beside.as_slice(), &earlier].concat(), &entry_kept)
        };
        let state = match verdict {
            Verdict::Clear => ReleaseState::LetOut,
            Verdict::Blocked(block) => ReleaseState::Blocked(block),
        };
        if state == ReleaseState::LetOut {
            earlier.push(entry_kept.clone());
        }
        known = Some((&entry.indicator, earlier));
        let release = Release { id: *id, run, folder: folder.to_owned(), entry: entry_kept, state };
        let effective = writing.today();
        let change = Change { seen: None, effective, reason: None };
        writing.keep(&release, None, change, |release, stamp| model(release, line, stamp)).await?;
        releases.push(release);
    }
    Ok(releases)
}

/// What was let out of an indicator, in the order in which it was.
async fn let_out(writing: &Writing<'_>, indicator: &str) -> Result<Vec<Entry>, Error> {
    let rows = row::Entity::find()
        .filter(row::Column::Indicator.eq(indicator))
        .filter(row::Column::State.is_in(["let_out", "approved"]))
        .order_by_asc(row::Column::Line)
        .order_by_asc(row::Column::Period)
        .all(&writing.transaction)
        .await?;
    let entry = |kept: row::Model| Ok(opened::<Release>(&kept.body, &kept.id)?.entry);
    rows.into_iter().map(entry).collect()
}

/// What was let out of the same records under the keys of other indicators.
async fn of_the_same_records(writing: &Writing<'_>, new: &Entry) -> Result<Vec<Entry>, Error> {
    let Some(counted) = &new.counted else { return Ok(Vec::new()) };
    let same = Condition::all().add(row::Column::Records.eq(&counted.records));
    of_others(writing, new, same).await
}

/// What was let out of the same input and period under the keys of other indicators, of records
/// that are not known.
async fn of_the_same_input(writing: &Writing<'_>, new: &Entry) -> Result<Vec<Entry>, Error> {
    let unknown =
        Condition::all().add(row::Column::Period.eq(&new.period)).add(row::Column::Records.eq(""));
    let entries = of_others(writing, new, unknown).await?;
    Ok(entries.into_iter().filter(|entry| entry.input == new.input).collect())
}

/// What was let out of other indicators, in the order in which it was.
async fn of_others(
    writing: &Writing<'_>,
    new: &Entry,
    which: Condition,
) -> Result<Vec<Entry>, Error> {
    let rows = row::Entity::find()
        .filter(row::Column::Indicator.ne(&new.indicator))
        .filter(which)
        .filter(row::Column::State.is_in(["let_out", "approved"]))
        .order_by_asc(row::Column::Line)
        .order_by_asc(row::Column::Indicator)
        .order_by_asc(row::Column::Period)
        .all(&writing.transaction)
        .await?;
    let entry = |kept: row::Model| Ok(opened::<Release>(&kept.body, &kept.id)?.entry);
    rows.into_iter().map(entry).collect()
}

/// The run of a folder that is kept already.
pub(crate) async fn run_of(writing: &Writing<'_>, folder: &str) -> Result<Option<String>, Error> {
    let found = row::Entity::find()
        .filter(row::Column::Folder.eq(folder))
        .order_by_asc(row::Column::Line)
        .one(&writing.transaction)
        .await?;
    Ok(found.map(|found| found.run))
}

/// Findings that nobody holds back, of runs kept by that day and held back on it by nobody. Those of
/// runs from before there was a ledger are among them.
pub(crate) fn findings_let_out(as_at: AsAt) -> Condition {
    let mut held = held(as_at);
    for (of, its) in [
        (row::Column::Run, finding::Column::Run),
        (row::Column::Indicator, finding::Column::Indicator),
        (row::Column::Period, finding::Column::Period),
    ] {
        held.and_where(Expr::col((row::Entity, of)).equals((finding::Entity, its)));
    }
    let let_out = Condition::all().add(Expr::exists(held).not());
    match as_at {
        AsAt::Now => let_out,
        AsAt::Day(day) => {
            let kept = Query::select()
                .column((run::Entity, run::Column::Id))
                .from(run::Entity)
                .and_where(run::Column::Effective.lte(day.to_string()))
                .to_owned();
            let_out.add(finding::Column::Run.in_subquery(kept))
        }
    }
}

/// Runs of which nothing is held back, of those kept by that day: how well records are kept is told
/// of a run as a whole.
pub(crate) fn runs_let_out(as_at: AsAt) -> Condition {
    let mut held = held(as_at);
    held.and_where(
        Expr::col((row::Entity, row::Column::Run)).equals((run::Entity, run::Column::Id)),
    );
    let let_out = Condition::all().add(Expr::exists(held).not());
    match as_at {
        AsAt::Now => let_out,
        AsAt::Day(day) => let_out.add(run::Column::Effective.lte(day.to_string())),
    }
}

/// The releases that are held back, or were on that day: what is held now is shown of no day.
fn held(as_at: AsAt) -> SelectStatement {
    let holding = Condition::any().add(row::Column::State.is_in(["blocked", "refused"]));
    let holding = match as_at {
        AsAt::Now => holding,
        AsAt::Day(day) => holding.add(
            Condition::all()
                .add(row::Column::State.eq("approved"))
                .add(row::Column::Effective.gt(day.to_string())),
        ),
    };
    Query::select().expr(Expr::val(1)).from(row::Entity).cond_where(holding).to_owned()
}

/// The row of a release.
fn model(release: &Release, line: i64, stamp: Stamp) -> row::Model {
    let Stamp { revision, effective, recorded, person, body } = stamp;
    row::Model {
        id: release.id.to_string(),
        run: release.run.to_string(),
        indicator: release.entry.indicator.clone(),
        period: release.entry.period.clone(),
        folder: release.folder.clone(),
        records: release.entry.counted.as_ref().map(|one| one.records.clone()).unwrap_or_default(),
        line,
        state: release.state.key().to_owned(),
        revision,
        effective,
        recorded,
        person,
        body,
    }
}
