//! One run: from an indicator and its extracts to a folder of what may be seen.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use disclosure::release::METHODS;
use disclosure::{Count, Policy, Published, Released, mask, release_together};
use programme::finding::Provenance;
use programme::indicator::{Dimension, Indicator};
use serde::{Deserialize, Serialize};

use crate::areas::{Areas, Placed};
use crate::enrich::Functions;
use crate::error::Error;
use crate::expression::{self, Expression};
use crate::extract::{self, Extract};
use crate::output;
use crate::quality::{Quality, Reported, quality};
use crate::reference;
use crate::scan::{Counted, Question, scan};
use crate::tally::tally;

/// What a run is asked.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The text of the indicator file.
    pub definition: &'a str,
    /// The policy the indicator names.
    pub policy: &'a Policy,
    /// The extracts; more than one are counted together.
    pub extracts: &'a [PathBuf],
    /// The folder of look-ups.
    pub references: &'a Path,
    /// Where the results go: a new or empty folder, or that of an earlier run.
    pub output: &'a Path,
    /// How many parts of an extract are read at once.
    pub threads: usize,
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

/// Runs an indicator over extracts, and writes the output folder: all of it, or nothing.
///
/// # Errors
///
/// If the indicator asks for what is not computed, an extract does not have what it needs or
/// cannot be read, the look-up is missing or is of other areas, or the output cannot be written.
pub async fn run(
    request: &Request<'_>,
    progress: &(dyn Fn(Step) + Send + Sync),
) -> Result<Outcome, Error> {
    let mut clock = Clock::start(progress);
    clock.step(Step::Check);
    output::check(request.output)?;
    let asked = Asked::read(request)?;
    let extracts = asked.inspect(request.extracts)?;
    clock.step(Step::LookUp);
    let (areas, kept) = reference::open(request.references, asked.edition()?)?;
    clock.step(Step::Count);
    let hashes = hashes(&extracts);
    let counted = scan(&extracts, &asked.question(areas), request.threads).await?;
    asked.check_places(&counted)?;
    let hashes = hashes.await?;
    clock.step(Step::Release);
    let provenance = asked.provenance(request.definition, hashes);
    let findings = tally(&asked.indicator, &provenance, &counted);
    let policy = request.policy.clone();
    let released = tokio::task::spawn_blocking(move || release_together(&findings, &policy));
    let released = released.await.map_err(|_| Error::Engine { says: "its release was stopped" })?;
    let quality = quality(&counted, asked.reported(), request.policy);
    clock.step(Step::Write);
    let rows_in = counted.iter().map(|group| group.whole).sum();
    let mut record = Record {
        format: output::FORMAT.to_owned(),
        indicator: asked.indicator.key.to_string(),
        title: asked.indicator.title.clone(),
        definition: provenance.definition,
        source: provenance.source,
        extracts: provenance.extracts,
        editions: BTreeMap::from([("deprivation".to_owned(), kept)]),
        policy: request.policy.title(),
        methods: METHODS.map(|(name, how)| (name.to_owned(), how.to_owned())).into(),
        versions: BTreeMap::from([
            ("evidence".to_owned(), env!("CARGO_PKG_VERSION").to_owned()),
            ("datafusion".to_owned(), datafusion::DATAFUSION_VERSION.to_owned()),
        ]),
        rows_in: mask(rows_in, request.policy),
        rows_counted: sum(&quality.overall.place),
        rows_unmatched: quality.overall.place.iter().skip(1).cloned().collect(),
        files: BTreeMap::new(),
        seconds: clock.seconds(),
    };
    output::write(request.output, &released, &quality, &mut record)?;
    Ok(Outcome { released, quality, record })
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
        let mut hashes = BTreeMap::new();
        for (name, path) in files {
            let hash = extract::sha256_of(&path)?;
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

/// An indicator that can be computed, with its expressions read.
struct Asked {
    indicator: Indicator,
    numerator: Expression,
    denominator: Expression,
    dimensions: Vec<Dimension>,
}

impl Asked {
    fn read(request: &Request<'_>) -> Result<Self, Error> {
        let indicator = Indicator::from_toml(request.definition)
            .map_err(|error| Error::NotAnIndicator(Box::new(error)))?;
        let not_computed = |asked: String, instead: &str| Error::NotComputed {
            asked,
            instead: instead.to_owned(),
        };
        if indicator.standardise != "none" {
            let asked = format!("standardise = “{}”", indicator.standardise);
            return Err(not_computed(asked, "only “none” is computed"));
        }
        if indicator.policy != request.policy.name {
            let asked = format!("the policy “{}”", indicator.policy);
            return Err(not_computed(asked, &format!("“{}” was given", request.policy.name)));
        }
        let mut dimensions = vec![Dimension::Deprivation];
        let asked = indicator.breakdowns.iter().flat_map(|breakdown| &breakdown.0).copied();
        // Quality is reported on these two wherever the extract has them.
        let reported = [Dimension::Ethnicity, Dimension::Site];
        let there = reported.into_iter().filter(|&it| extract::column(&indicator, it).is_some());
        dimensions.extend(asked.chain(there));
        dimensions.sort_unstable();
        dimensions.dedup();
        Ok(Self {
            numerator: expression::read("numerator", &indicator.numerator)?,
            denominator: expression::read("denominator", &indicator.denominator)?,
            indicator,
            dimensions,
        })
    }

    fn inspect(&self, paths: &[PathBuf]) -> Result<Vec<Extract>, Error> {
        if paths.is_empty() {
            return Err(Error::NoExtract);
        }
        let expressed = self.numerator.columns.union(&self.denominator.columns).cloned().collect();
        let needed = extract::contract(&self.indicator, &expressed)?;
        paths.iter().map(|path| extract::inspect(path, &needed)).collect()
    }

    fn edition(&self) -> Result<&str, Error> {
        if let Some(other) = self.indicator.editions.keys().find(|key| *key != "deprivation") {
            return Err(Error::NotComputed {
                asked: format!("an edition of {other}"),
                instead: "only that of deprivation is used".to_owned(),
            });
        }
        self.indicator.editions.get("deprivation").map(String::as_str).ok_or_else(|| {
            Error::NotComputed {
                asked: "deprivation".to_owned(),
                instead: "its [editions] do not say which, like deprivation = \"imd-2019\""
                    .to_owned(),
            }
        })
    }

    fn question(&self, areas: Areas) -> Question<'_> {
        Question {
            indicator: &self.indicator,
            numerator: &self.numerator,
            denominator: &self.denominator,
            dimensions: &self.dimensions,
            functions: Functions::new(self.indicator.period, Arc::new(areas)),
        }
    }

    fn reported(&self) -> Reported {
        let has = |dimension| extract::column(&self.indicator, dimension).is_some();
        Reported { ethnicity: has(Dimension::Ethnicity), sites: has(Dimension::Site) }
    }

    fn provenance(&self, definition: &str, extracts: BTreeMap<String, String>) -> Provenance {
        Provenance {
            source: self.indicator.source.clone(),
            extracts,
            editions: self.indicator.editions.clone(),
            definition: extract::sha256(definition.as_bytes()),
            code: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }

    /// Refuses a look-up whose areas are not those of the extract. A few areas changed from one
    /// census to the next, so even one in two hundred tells that the codes are of the other.
    fn check_places(&self, counted: &[Counted]) -> Result<(), Error> {
        let edition = self.edition()?;
        let rows = |is: fn(Placed) -> bool| -> u64 {
            let counts = counted.iter().filter(|group| group.counts);
            counts.filter(|group| is(Placed::numbered(group.place))).map(|group| group.whole).sum()
        };
        let all = rows(|_| true);
        if all == 0 {
            return Err(Error::NothingCounts);
        }
        let matched = rows(|placed| matches!(placed, Placed::Matched(_)));
        let of_the_other = rows(|placed| placed == Placed::OtherCensus);
        if let Some((this, other)) = reference::other(edition)
            && of_the_other * 200 > matched + of_the_other
        {
            return Err(Error::Vintage {
                edition: edition.to_owned(),
                lookup: this.vintage().year(),
                extract: other.vintage().year(),
                instead: other.key(),
            });
        }
        if matched * 2 < all - rows(|placed| placed == Placed::Blank) || matched == 0 {
            let column = self.indicator.columns.place.clone();
            return Err(Error::NotTheseAreas { edition: edition.to_owned(), column });
        }
        Ok(())
    }
}

/// Says what is being done, and how long each step took.
struct Clock<'a> {
    progress: &'a (dyn Fn(Step) + Send + Sync),
    now: Option<(Step, Instant)>,
    seconds: BTreeMap<String, f64>,
}

impl<'a> Clock<'a> {
    fn start(progress: &'a (dyn Fn(Step) + Send + Sync)) -> Self {
        Self { progress, now: None, seconds: BTreeMap::new() }
    }

    fn step(&mut self, step: Step) {
        self.end();
        (self.progress)(step);
        self.now = Some((step, Instant::now()));
    }

    fn end(&mut self) {
        if let Some((step, since)) = self.now.take() {
            let seconds = (since.elapsed().as_secs_f64() * 1e3).round() / 1e3;
            self.seconds.insert(step.key().to_owned(), seconds);
        }
    }

    /// The steps that have ended; the writing of this very list has not.
    fn seconds(&self) -> BTreeMap<String, f64> {
        self.seconds.clone()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fs;
    use std::path::Path;

    use disclosure::Policy;
    use programme::finding::Provenance;

    use super::{Asked, Request};
    use crate::scan::scan;
    use crate::{reference, tally};

    const MISSED: &str = r#"
key = "missed"
title = "Appointments that were missed"
unit = "percent"
polarity = "lower-is-better"
source = "Golden records"
period = "month"
denominator = "true"
numerator = "attended = 0"
breakdowns = ["deprivation+ethnicity"]
policy = "local"
[columns]
place = "lsoa11cd"
ethnicity = "ethnic_category"
date = "event_date"
[editions]
deprivation = "imd-2019"
"#;

    /// Counts by month, quintile and ethnic group: of the missed, and of all.
    type Counts = BTreeMap<(String, String), (u64, u64)>;

    fn expected(path: &Path) -> Counts {
        let mut expected = Counts::new();
        for line in fs::read_to_string(path).unwrap().lines().skip(1) {
            let fields: Vec<&str> = line.split(',').collect();
            let quintile = if fields[1].is_empty() { "unknown" } else { fields[1] };
            let ethnicity = fields[2].replace("Unknown", "unknown");
            let count = (fields[3].parse().unwrap(), fields[4].parse().unwrap());
            expected.insert((fields[0].to_owned(), format!("{quintile} | {ethnicity}")), count);
        }
        expected
    }

    /// The exact counts stay inside this crate, so they are compared here and nowhere else.
    #[tokio::test]
    async fn the_golden_records_are_counted_exactly() {
        let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
        if !shared.exists() {
            println!("not run: there is no {}", shared.display());
            return;
        }
        let folder = tempfile::tempdir().unwrap();
        let look_up = shared.join("reference/imd2019_lsoa11.csv.gz");
        let today = jiff::civil::date(2026, 6, 1);
        reference::add(folder.path(), "imd-2019", &look_up, today).unwrap();
        let local = include_str!("../../../data/disclosure/local.toml");
        let policy = Policy::from_toml(local).unwrap();
        let extracts = [shared.join("golden/records/records_30k.csv.gz")];
        let output = folder.path().join("out");
        let request = Request {
            definition: MISSED,
            policy: &policy,
            extracts: &extracts,
            references: folder.path(),
            output: &output,
            threads: 2,
        };
        let asked = Asked::read(&request).unwrap();
        let inspected = asked.inspect(&extracts).unwrap();
        let (areas, _) = reference::open(folder.path(), "imd-2019").unwrap();
        let counted = scan(&inspected, &asked.question(areas), 2).await.unwrap();
        let mut found = Counts::new();
        for finding in tally::tally(&asked.indicator, &Provenance::default(), &counted) {
            if finding.subject.breakdown.0.is_empty() {
                continue;
            }
            for tally in finding.tallies.iter().filter(|tally| tally.denominator > 0) {
                let key = (finding.subject.period.clone(), tally.group.clone());
                found.insert(key, (tally.numerator, tally.denominator));
            }
        }
        let expected = expected(&shared.join("golden/records/records_30k_expected.csv"));
        assert_eq!(found.len(), expected.len());
        assert_eq!(found, expected);
        assert_eq!(found.values().map(|(_, whole)| whole).sum::<u64>(), 30_000);
    }
}
