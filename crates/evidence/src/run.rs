//! One run: from an indicator and its extracts to a folder of what may be seen.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use disclosure::release::{METHODS, METHODS_OF_RATES};
use disclosure::{
    ALREADY_PUBLISHED, Count, Policy, Published, Released, mask, release_cascade,
    release_standardised, release_together,
};
use jiff::civil::Date;
use programme::finding::Finding;
use programme::indicator::{Dimension, Standard, ValueType};
use serde::{Deserialize, Serialize};

use crate::aggregate::{self, Aggregate, Form};
use crate::areas::Placed;
use crate::asked::{Asked, PLACE};
use crate::cluster::{self, Engine, Recipe};
use crate::error::Error;
use crate::extract::{self, Extract};
use crate::folder;
use crate::ledger::Ledger;
use crate::output;
use crate::quality::{self, Quality, quality};
use crate::reference;
use crate::scan::{agreement, check_repeated, scan};
use crate::tally::{countings, tally};

mod clock;

use clock::Clock;

/// What a run is asked.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The text of the indicator file.
    pub definition: &'a str,
    /// The policy the indicator names.
    pub policy: &'a Policy,
    /// The extracts, or folders of them; more than one are counted together.
    pub extracts: &'a [PathBuf],
    /// The folder of look-ups.
    pub references: &'a Path,
    /// Where the results go: a new or empty folder, or that of an earlier run.
    pub output: &'a Path,
    /// How many parts of an extract are read at once.
    pub threads: usize,
    /// The day: a site is counted with the organisation that answers for it then.
    pub today: Date,
}

/// What a run is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Checks the indicator and the extracts' columns.
    Check,
    /// Opens the look-up.
    LookUp,
    /// Counts the records.
    Count,
    /// Measures, and lets out what may be seen.
    Release,
    /// Writes the output folder.
    Write,
}

impl Step {
    /// In a word, as `run.json` names it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::LookUp => "look-up",
            Self::Count => "count",
            Self::Release => "release",
            Self::Write => "write",
        }
    }

    /// In words, for whoever waits.
    pub fn words(self) -> &'static str {
        match self {
            Self::Check => "checking the columns of the extract",
            Self::LookUp => "opening the look-up of areas",
            Self::Count => "counting records",
            Self::Release => "measuring, and hiding what is small",
            Self::Write => "writing the results",
        }
    }
}

/// What a run gave.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Every finding, as it may be seen.
    pub released: Vec<Released<Published>>,
    /// How well places and ethnicity are recorded.
    pub quality: Quality,
    /// How it was made.
    pub record: Record,
}

/// How a run was made: the content of `run.json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// What marks the folder as a run.
    pub format: String,
    /// The indicator's key.
    pub indicator: String,
    /// Its title.
    pub title: String,
    /// SHA-256 of the indicator file.
    pub definition: String,
    /// Where the extract comes from, in words.
    pub source: String,
    /// SHA-256 of each extract, by file name.
    pub extracts: BTreeMap<String, String>,
    /// The look-ups, by what they look up.
    pub editions: BTreeMap<String, reference::Kept>,
    /// The day as at which sites were taken to the organisations that answer for them, where the
    /// indicator names a directory of these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisations_as_at: Option<Date>,
    /// The policy and its version.
    pub policy: String,
    /// How each number is worked out.
    pub methods: BTreeMap<String, String>,
    /// The versions of the code and of the engine.
    pub versions: BTreeMap<String, String>,
    /// How many rows were read, rounded; nothing if there were few.
    pub rows_in: Option<u64>,
    /// How many of them satisfy the denominator: the sum of the numbers shown.
    pub rows_counted: Option<u64>,
    /// How many of those have a place that was not found, by reason; each rounded or hidden.
    pub rows_unmatched: Vec<Count>,
    /// SHA-256 of the other files of the folder.
    pub files: BTreeMap<String, String>,
    /// How long each step took.
    pub seconds: BTreeMap<String, f64>,
}

/// What was made of extracts or of a table, before it is written.
struct Made {
    released: Vec<Released<Published>>,
    quality: Quality,
    editions: BTreeMap<String, reference::Kept>,
    extracts: BTreeMap<String, String>,
    source: String,
    policy: String,
    rows_in: Option<u64>,
}

/// Runs an indicator over extracts, or over one table that was counted elsewhere, and writes the
/// output folder: all of it, or nothing.
///
/// # Errors
///
/// If the indicator asks for what is not computed, an extract does not have what it needs or
/// cannot be read, the look-up is missing or is of other areas, or the output cannot be written.
pub async fn run(
    request: &Request<'_>,
    progress: &(dyn Fn(Step) + Send + Sync),
) -> Result<Outcome, Error> {
    run_on(Engine::Here, request, progress).await
}

/// As [`run`], with the records counted where that is asked: the answer is the same.
///
/// # Errors
///
/// As [`run`]; and if the cluster cannot read an extract in parts, lacks a look-up of the run, or
/// does not answer.
pub async fn run_on(
    engine: Engine<'_>,
    request: &Request<'_>,
    progress: &(dyn Fn(Step) + Send + Sync),
) -> Result<Outcome, Error> {
    let mut clock = Clock::start(progress);
    clock.step(Step::Check);
    output::check(request.output)?;
    let asked = Asked::read(request)?;
    let extracts = folder::files(request.extracts)?;
    let request = &Request { extracts: &extracts, ..*request };
    let table = aggregate::only(request.extracts)?;
    let tell = if table.is_some() { Ledger::of } else { Ledger::of_records };
    // A table was counted by somebody else.
    let engine = if table.is_some() { Engine::Here } else { engine };
    let made = match table {
        Some((path, form)) => of_table(request, &asked, (path.as_path(), form), &mut clock)?,
        None => of_records(engine, request, &asked, &mut clock).await?,
    };
    clock.step(Step::Write);
    let Made { released, quality, editions, extracts, source, policy, rows_in } = made;
    let mut record = Record {
        format: output::FORMAT.to_owned(),
        indicator: asked.indicator.key.to_string(),
        title: asked.indicator.title.clone(),
        definition: extract::sha256(request.definition.as_bytes()),
        source,
        extracts,
        organisations_as_at: editions.contains_key("ods").then_some(request.today),
        editions,
        policy,
        methods: methods(asked.indicator.value_type()),
        versions: versions(engine),
        rows_in,
        rows_counted: sum(&quality.overall.place),
        rows_unmatched: quality.overall.place.iter().skip(Placed::FOUND).cloned().collect(),
        files: BTreeMap::new(),
        seconds: clock.seconds(),
    };
    let ledger = tell(&asked.indicator, &record.extracts, &released, request.policy);
    output::write(request.output, (&released, &ledger), &quality, &mut record)?;
    Ok(Outcome { released, quality, record })
}

/// How each number is worked out, by its name in files.
pub(crate) fn methods(of: ValueType) -> BTreeMap<String, String> {
    let own: &[(&str, &str)] = if of.is_rate() { &METHODS_OF_RATES } else { &[] };
    let all = METHODS.iter().chain(own);
    all.map(|&(name, how)| (name.to_owned(), how.to_owned())).collect()
}

/// The versions of the code, of the engine and, where one counted, of the cluster.
fn versions(engine: Engine<'_>) -> BTreeMap<String, String> {
    let own = ("evidence", env!("CARGO_PKG_VERSION"));
    let cluster = match engine {
        Engine::Here => None,
        Engine::On(cluster) => Some(cluster.version()),
    };
    let all = [own, ("datafusion", datafusion::DATAFUSION_VERSION)].into_iter().chain(cluster);
    all.map(|(name, version)| (name.to_owned(), version.to_owned())).collect()
}

/// From records: enriched, counted, measured and let out.
async fn of_records(
    engine: Engine<'_>,
    request: &Request<'_>,
    asked: &Asked,
    clock: &mut Clock<'_>,
) -> Result<Made, Error> {
    let extracts = asked.inspect(request.extracts)?;
    clock.step(Step::LookUp);
    let (areas, mut editions) = asked.areas(request.references)?;
    let (residents, counted_in) = asked.denominators(request.references, &areas)?;
    let areas = Arc::new(areas);
    let mut question = asked.question(&areas);
    if let Engine::On(cluster) = engine {
        cluster::check(&extracts)?;
        let recipe = Recipe::new(&asked.indicator, &editions, &areas);
        question.cluster = Some((cluster, recipe));
    }
    clock.step(Step::Count);
    let hashes = hashes(&extracts);
    let mut counted = scan(&extracts, &question, request.threads).await?;
    // Whoever lives elsewhere is not among the residents of the place.
    for group in &mut counted {
        group.counts &= Placed::numbered(group.place) != Placed::Elsewhere;
    }
    editions.extend(counted_in);
    editions.extend(areas.postcodes().kept().map(|kept| ("postcodes".to_owned(), kept.clone())));
    let directory = asked.follow(request.references, request.today, &mut counted)?;
    editions.extend(directory.map(|kept| ("ods".to_owned(), kept)));
    if let Some(error) = areas.failed() {
        return Err(error);
    }
    asked.check_places(&counted)?;
    // Of an extract and its copy it is told that they are one, before whoever is in both.
    let hashes = hashes.await?;
    check_repeated(&extracts, &asked.question(&areas), request.threads).await?;
    let agreement = if asked.indicator.quality.consistency {
        Some(agreement(&extracts, &asked.question(&areas), request.threads).await?)
    } else {
        None
    };
    clock.step(Step::Release);
    let mut named: BTreeMap<String, String> =
        editions.iter().map(|(of, kept)| (of.clone(), kept.edition.clone())).collect();
    // Of local quintiles it is the place that matters, which its look-up does not say.
    named.entry(Dimension::LocalDeprivation.key().to_owned()).and_modify(|of| {
        of.clone_from(&areas.local.words);
    });
    if let Some(place) = &areas.place {
        named.insert(PLACE.to_owned(), place.words.clone());
    }
    let provenance = asked.provenance(request.definition, hashes, named);
    let steps: Vec<_> = countings(&asked.indicator)
        .iter()
        .map(|counting| tally(&asked.indicator, counting, &provenance, &counted, &residents))
        .collect();
    let findings = steps.first().map_or(&[] as &[Finding], Vec::as_slice);
    let mut quality = Quality {
        consistency: agreement.map(|of| quality::consistency(of, request.policy)),
        ..quality(&counted, asked.reported(), findings, request.policy)
    };
    if let Some(column) = &asked.indicator.quality.one_row_each {
        quality.says.extend([
            " No “",
            column,
            "” is counted twice in one period: this was checked.",
        ]);
    }
    let policy = request.policy.clone();
    let standard = asked.indicator.standardise;
    let released = tokio::task::spawn_blocking(move || match steps.as_slice() {
        [findings] if standard == Standard::Esp2013 => release_standardised(findings, &policy),
        [findings] => release_together(findings, &policy),
        steps => release_cascade(steps, &policy),
    });
    let released = released.await.map_err(|_| Error::Engine { says: "its release was stopped" })?;
    let rows_in = counted.iter().map(|group| group.whole).sum();
    Ok(Made {
        released,
        quality,
        editions,
        extracts: provenance.extracts,
        source: provenance.source,
        policy: request.policy.title(),
        rows_in: mask(rows_in, request.policy),
    })
}

/// From a table that somebody else counted. What its groups are of is for its source to say, so
/// the editions are those that the indicator names.
fn of_table(
    request: &Request<'_>,
    asked: &Asked,
    (path, form): (&Path, Form),
    clock: &mut Clock<'_>,
) -> Result<Made, Error> {
    clock.step(Step::Release);
    let hashes = BTreeMap::from([(extract::name(path), extract::sha256_of(path)?)]);
    let editions = asked.indicator.editions.clone();
    let provenance = asked.provenance(request.definition, hashes, editions);
    let table = aggregate::release(path, form, &asked.indicator, &provenance, request.policy)?;
    let Aggregate { released, is_published, unused } = table;
    let subject = released.first().map(|one| &one.get().subject.provenance);
    Ok(Made {
        quality: quality::of_table(is_published, &unused, request.policy),
        editions: BTreeMap::new(),
        extracts: provenance.extracts.clone(),
        source: subject.unwrap_or(&provenance).source.clone(),
        policy: if is_published { ALREADY_PUBLISHED.to_owned() } else { request.policy.title() },
        rows_in: None,
        released,
    })
}

fn sum(counts: &[Count]) -> Option<u64> {
    counts.iter().filter_map(|count| count.count).reduce(|one, other| one + other)
}

/// The hashes of the extracts, worked out while they are counted.
fn hashes(
    extracts: &[Extract],
) -> impl Future<Output = Result<BTreeMap<String, String>, Error>> + use<> {
    let files: Vec<(String, PathBuf)> =
        extracts.iter().map(|extract| (extract.name.clone(), extract.path.clone())).collect();
    let hashing = tokio::task::spawn_blocking(move || {
        let (mut hashes, mut names) = (BTreeMap::new(), BTreeMap::new());
        for (name, path) in files {
            let hash = extract::sha256_of(&path)?;
            if let Some(other) = names.insert(hash.clone(), name.clone()) {
                return Err(Error::SameTwice { file: name, other });
            }
            let mut key = name.clone();
            while hashes.contains_key(&key) {
                key += "'";
            }
            hashes.insert(key, hash);
        }
        Ok(hashes)
    });
    async { hashing.await.map_err(|_| Error::Engine { says: "its hashing was stopped" })? }
}
