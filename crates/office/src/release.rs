//! Releases: what runs let out, what the ledger blocks, and who answers for it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use authority::policy::Shelf;
use authority::{Act, Actor, Sight, permit};
use disclosure::ledger::{Block, Entry, Table};
use disclosure::{ALREADY_PUBLISHED, Policy, Released};
use jiff::civil::Date;
use programme::id::{ReleaseId, RunId};
use store::{Kept, NewRun, Release, ReleaseAnswer};

pub use store::ReleaseState;

use crate::finding::{QUALITY, SEALED_QUALITY};
use crate::journal::name;
use crate::office::{as_at, sees};
use crate::{Error, Moment, Office, data};

/// What became of the results that were to be kept.
#[derive(Clone, Debug)]
pub struct Keeping {
    /// The run.
    pub run: RunId,
    /// How many findings it holds.
    pub findings: usize,
    /// What of it is held.
    pub held: Vec<Held>,
}

/// A release that is held, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The indicator's key.
    pub indicator: String,
    /// The period.
    pub period: String,
    /// Why.
    pub why: String,
    /// The groups of which it would tell something, with what divides them.
    pub groups: Vec<String>,
}

/// How the releases of a run stand, as a line of a list.
#[derive(Clone, Debug)]
pub struct RunLine {
    /// The run.
    pub run: RunId,
    /// What was measured.
    pub title: String,
    /// The day on which it was kept.
    pub kept: Date,
    /// The first and the last period, one word where there is only one.
    pub periods: Vec<String>,
    /// How many releases are out, whether or not somebody had to let them.
    pub out: usize,
    /// How many wait for an answer.
    pub blocked: usize,
    /// How many were refused.
    pub refused: usize,
    /// How it was made.
    pub made: Made,
}

/// How a run was made, as its record says.
#[derive(Clone, Debug)]
pub struct Made {
    /// Where the extract comes from.
    pub source: String,
    /// The extracts by name, each with its SHA-256.
    pub extracts: Vec<(String, String)>,
    /// The policy and its version.
    pub policy: String,
    /// The edition of each look-up.
    pub editions: Vec<(String, String)>,
    /// How many rows were read, rounded; nothing where there were few, or something is held.
    pub rows: Option<u64>,
    /// How many places were not found, by reason; nothing where that is hidden, or something held.
    pub unmatched: Vec<(String, Option<u64>)>,
    /// How long each step took.
    pub seconds: Vec<(String, f64)>,
}

/// A run, and how each of its releases stands.
#[derive(Clone, Debug)]
pub struct RunPage {
    /// What stands in the list.
    pub line: RunLine,
    /// Its releases, by period.
    pub releases: Vec<ReleaseLine>,
    /// Whether the actor may answer what is blocked.
    pub may_answer: bool,
}

/// One release of a run.
#[derive(Clone, Debug)]
pub struct ReleaseLine {
    /// Its identity.
    pub id: ReleaseId,
    /// Its revision.
    pub revision: i64,
    /// The indicator's key.
    pub indicator: String,
    /// The period.
    pub period: String,
    /// Where it stands.
    pub state: ReleaseState,
    /// The groups of which it would tell something, with what divides them.
    pub groups: Vec<String>,
    /// From which releases it could be taken: each with its run.
    pub against: Vec<(String, RunId)>,
    /// Who answered, and when.
    pub answered: Option<(String, Date)>,
}

/// What is answered to what is blocked of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answered {
    /// It is let out.
    LetOut,
    /// It is not.
    Refused,
}

impl fmt::Display for Held {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { indicator, period, why, groups } = self;
        let groups = groups.join(", ");
        write!(formatter, "{indicator} in {period} is held. {why}. Groups: {groups}")
    }
}

impl Office {
    /// Puts the released results of a run into the store, and into the ledger of releases. What the
    /// ledger blocks is held: it is on no page, in no chart, report or export, until somebody with
    /// the right lets it out.
    ///
    /// # Errors
    ///
    /// If the actor may not, the folder holds no results of ours, they were changed since, or they
    /// are kept already.
    pub async fn keep_findings(
        &self,
        actor: &Actor,
        moment: Moment,
        folder: &std::path::Path,
    ) -> Result<Keeping, Error> {
        let permit = permit(actor, Act::KeepFindings, None)?;
        let kept = evidence::read_kept(folder)?;
        if let Some(open) = kept.released.iter().find(|one| one.get().watermark.is_some()) {
            let policy = &open.get().policy;
            let what = format!(
                "the policy “{policy}” hides nothing, and what was run so is never kept: run it again by \
                 another, like local"
            );
            return Err(Error::Unknown { what });
        }
        let policy = policy_of(&kept)?;
        if !kept.ledger.tells_of(&kept.released, &policy) {
            return Err(evidence::Error::NotARun {
                folder: folder.to_owned(),
                says: format!("its {} does not tell of what it released", evidence::LEDGER_FILE),
            }
            .into());
        }
        let run = RunId::new((self.draw)());
        let mut record = serde_json::to_value(&kept.record).map_err(|_| Error::NotFound)?;
        let quality = serde_json::to_value(&kept.quality).map_err(|_| Error::NotFound)?;
        let counts = kept.quality.released.as_ref().map(Released::seal).transpose();
        let counts = counts.map_err(|_| Error::NotFound)?;
        if let Some(record) = record.as_object_mut() {
            record.insert(QUALITY.to_owned(), quality);
            let sealed = counts.map(|counts| counts.as_str().trim_end().into());
            record.extend(sealed.map(|sealed| (SEALED_QUALITY.to_owned(), sealed)));
        }
        let named = |entry| (ReleaseId::new((self.draw)()), entry);
        let entries: Vec<_> = kept.ledger.entries.into_iter().map(named).collect();
        let findings = &kept.released;
        let new = NewRun { id: run, record: &record, findings, entries: &entries };
        let releases = self.store.keep_findings(&permit, moment.now, new).await?;
        let held = |release: Release| {
            let Release { entry, state, .. } = release;
            let block = state.block()?;
            let (why, groups) = (block.why.clone(), groups_in(&entry, block));
            Some(Held { indicator: entry.indicator, period: entry.period, why, groups })
        };
        let held = releases.into_iter().filter_map(held).collect();
        Ok(Keeping { run, findings: findings.len(), held })
    }

    /// The runs of which there are releases, the newest first, as they stand or stood on a day.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn releases(&self, actor: &Actor, day: Option<Date>) -> Result<Vec<RunLine>, Error> {
        let sight = sees(actor, Shelf::Releases);
        let kept = self.store.releases(&sight, as_at(day)).await?;
        let mut of_runs: BTreeMap<RunId, Vec<Kept<Release>>> = BTreeMap::new();
        for one in kept {
            of_runs.entry(one.noun.run).or_default().push(one);
        }
        let runs = self.store.runs_with_releases(&sight).await?;
        let line = |run: &Kept<store::Run>| Some(line_of(run, of_runs.get(&run.noun.id)?));
        Ok(runs.iter().filter_map(line).collect())
    }

    /// One run, and how each of its releases stands.
    ///
    /// # Errors
    ///
    /// If there is no such run within sight, or the database does not answer.
    pub async fn release(&self, actor: &Actor, id: RunId) -> Result<RunPage, Error> {
        let sight = sees(actor, Shelf::Releases);
        let (run, kept) = self.store.releases_of(&sight, id).await?;
        let line = line_of(&run, &kept);
        let names = self.names().await?;
        let mut releases = Vec::new();
        for kept in kept {
            let Kept { noun: Release { id, entry, state, .. }, revision, effective, by, .. } = kept;
            let mut against = Vec::new();
            for other in state.block().iter().flat_map(|block| &block.against) {
                against.extend(self.known_as(&sight, other, &entry.indicator).await?);
            }
            let answered = match state {
                ReleaseState::LetOut | ReleaseState::Blocked(_) => None,
                ReleaseState::Approved(_) | ReleaseState::Refused { .. } => {
                    Some((name(&names, &by.to_string()), effective))
                }
            };
            let groups = state.block().map(|block| groups_in(&entry, block)).unwrap_or_default();
            let (indicator, period) = (entry.indicator, entry.period);
            releases.push(ReleaseLine {
                id,
                revision,
                indicator,
                period,
                state,
                groups,
                against,
                answered,
            });
        }
        Ok(RunPage {
            may_answer: line.blocked > 0 && permit(actor, Act::LetOut, None).is_ok(),
            line,
            releases,
        })
    }

    /// Answers all that is blocked of a run, as it was seen: lets it out, so that its findings are
    /// seen from now on, or does not. All of it or nothing, with a reason.
    ///
    /// # Errors
    ///
    /// If the actor may not, gives no reason, kept the run themselves, or somebody answered first.
    pub async fn answer_releases(
        &self,
        actor: &Actor,
        moment: Moment,
        (run, seen): (RunId, &[(ReleaseId, i64)]),
        (answer, reason): (Answered, &str),
    ) -> Result<(), Error> {
        let permit = permit(actor, Act::LetOut, None)?;
        if seen.is_empty() {
            return Err(Error::NotFound);
        }
        let answer = match answer {
            Answered::LetOut => ReleaseAnswer::LetOut(reason),
            Answered::Refused => ReleaseAnswer::Refuse(reason),
        };
        Ok(self.store.answer_releases(&permit, moment.now, (run, seen), answer).await?)
    }

    /// A release by which one of an indicator is blocked, in words, with its run. Another indicator
    /// is named.
    async fn known_as(
        &self,
        sight: &Sight,
        name: &str,
        indicator: &str,
    ) -> Result<Option<(String, RunId)>, Error> {
        let Ok(id) = name.parse::<ReleaseId>() else { return Ok(None) };
        let kept = self.store.release(sight, id).await?;
        let Release { run, entry, .. } = kept.noun;
        let day = kept.effective.strftime("%-d %B %Y");
        let of = if entry.indicator == indicator {
            String::new()
        } else {
            format!("{} in ", entry.indicator)
        };
        let words = format!("{of}{} of the run kept on {day}", entry.period);
        Ok(Some((words, run)))
    }
}

/// The policy under which a run let out what it did. Of what others had published it is the one
/// that the ledger names, by which nothing was hidden.
fn policy_of(kept: &evidence::Kept) -> Result<Policy, Error> {
    let title = if kept.record.policy == ALREADY_PUBLISHED {
        kept.ledger.entries.first().map_or("", |entry| entry.policy.as_str())
    } else {
        kept.record.policy.as_str()
    };
    let name = title.rsplit_once(' ').map_or(title, |(name, _)| name);
    let policy = data::policy(name)?;
    if policy.title() == title {
        return Ok(policy);
    }
    let what =
        format!("“{title}” is not the policy as it is now, {}: run it again", policy.title());
    Err(Error::Unknown { what })
}

/// The groups of a block, each with what divides people so: `2 (deprivation)`.
fn groups_in(entry: &Entry, block: &Block) -> Vec<String> {
    let named = |group: &String| {
        let has = |table: &&Table| table.groups.iter().any(|one| one.parts.contains(group));
        let by: Vec<&str> =
            entry.tables.iter().filter(has).map(|table| table.breakdown.as_str()).collect();
        if by.is_empty() { group.clone() } else { format!("{group} ({})", by.join(", ")) }
    };
    block.groups.iter().map(named).collect()
}

fn line_of(run: &Kept<store::Run>, releases: &[Kept<Release>]) -> RunLine {
    let record = Record(&run.noun.record);
    let count = |state: &str| releases.iter().filter(|kept| kept.noun.state.key() == state).count();
    let is_held = count("blocked") + count("refused") > 0;
    let periods: BTreeSet<&String> = releases.iter().map(|kept| &kept.noun.entry.period).collect();
    let mut ends: Vec<String> =
        periods.first().into_iter().chain(periods.last()).map(|&period| period.clone()).collect();
    ends.dedup();
    RunLine {
        run: run.noun.id,
        title: record.text("title"),
        kept: run.effective,
        periods: ends,
        out: count("let_out") + count("approved"),
        blocked: count("blocked"),
        refused: count("refused"),
        made: Made {
            source: record.text("source"),
            extracts: record.read::<BTreeMap<String, String>>("extracts").into_iter().collect(),
            policy: record.text("policy"),
            editions: record.editions(),
            // Of two runs that differ by few people these differ as little.
            rows: if is_held { None } else { record.read("rows_in") },
            unmatched: if is_held { Vec::new() } else { record.unmatched() },
            seconds: record.read::<BTreeMap<String, f64>>("seconds").into_iter().collect(),
        },
    }
}

/// How a run was made, as its record says: what an older record lacks is not there.
pub(crate) struct Record<'a>(pub(crate) &'a serde_json::Value);

impl Record<'_> {
    pub(crate) fn text(&self, name: &str) -> String {
        self.0.get(name).and_then(serde_json::Value::as_str).unwrap_or_default().to_owned()
    }

    fn read<T: serde::de::DeserializeOwned + Default>(&self, name: &str) -> T {
        let value = self.0.get(name).cloned();
        value.and_then(|value| serde_json::from_value(value).ok()).unwrap_or_default()
    }

    pub(crate) fn editions(&self) -> Vec<(String, String)> {
        let editions: BTreeMap<String, evidence::reference::Kept> = self.read("editions");
        editions.into_iter().map(|(of, kept)| (of, kept.edition)).collect()
    }

    fn unmatched(&self) -> Vec<(String, Option<u64>)> {
        let counts: Vec<disclosure::Count> = self.read("rows_unmatched");
        let counts = counts.into_iter().filter(|count| count.count != Some(0));
        counts.map(|count| (count.of, count.count)).collect()
    }
}
