//! What is asked of a run: an indicator that can be computed, with its expressions read.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;
use population::{DeprivationEdition, Level, LsoaVintage, Means, Sex};
use programme::finding::Provenance;
use programme::indicator::{Counting, Dimension, Indicator, Standard};

use crate::areas::{Areas, Placed};
use crate::enrich::Functions;
use crate::error::Error;
use crate::expression::{self, Expression};
use crate::extract::{self, Extract};
use crate::local;
use crate::quality::Reported;
use crate::reference;
use crate::residents::{BY_AGE, BY_ETHNICITY, Denominators};
use crate::run::Request;
use crate::scan::{Counted, Question};

/// What an indicator can name the edition of.
const USED: [&str; 9] = [
    "deprivation",
    "local_deprivation",
    "lsoa_change",
    "postcodes",
    "area",
    "icb",
    "ods",
    BY_AGE,
    BY_ETHNICITY,
];

/// The look-up that says which areas lie in the place whose residents are asked for.
pub(crate) const PLACE: &str = "residents";

/// The look-up that leads from the areas of 2011 to those of 2021.
pub(crate) const CHANGE: &str = "lsoa_change";

/// How an extract of the areas of 2011 is counted by ranks of those of 2021.
const MEND: &str = "; or keep how areas changed with “fairlead reference add lsoa-change FILE”, and name it in [editions] as lsoa_change = \"lsoa-change-2011-2021\": those in an area that was split are then in no quintile";

/// The expressions of an indicator: which rows count, and then which count above the line.
pub(crate) fn expressions(indicator: &Indicator) -> Result<Vec<Expression>, Error> {
    match &indicator.counting {
        Counting::Ratio { denominator, numerator } => Ok(vec![
            expression::read("denominator", denominator)?,
            expression::read("numerator", numerator)?,
        ]),
        Counting::Rate { events, .. } => Ok(vec![expression::read("numerator", events)?]),
        Counting::Cascade(stages) => stages
            .iter()
            .map(|stage| expression::read(&format!("step “{}”", stage.key), &stage.condition))
            .collect(),
    }
}

/// An indicator that can be computed, with its expressions read.
pub(crate) struct Asked {
    pub(crate) indicator: Indicator,
    denominator: Expression,
    /// One, or of a cascade one for each step after the first.
    numerators: Vec<Expression>,
    dimensions: Vec<Dimension>,
}

impl Asked {
    pub(crate) fn read(request: &Request<'_>) -> Result<Self, Error> {
        let indicator = Indicator::from_toml(request.definition)
            .map_err(|error| Error::NotAnIndicator(Box::new(error)))?;
        let not_computed = |asked: String, instead: &str| Error::NotComputed {
            asked,
            instead: instead.to_owned(),
        };
        let sex = indicator.residents().and_then(|residents| residents.sex.as_deref());
        let is_counted = |sex: &&str| matches!(sex.parse(), Ok(Sex::Female | Sex::Male));
        if let Some(sex) = sex.filter(|sex| !is_counted(sex)) {
            let asked = format!("residents of the sex “{sex}”");
            return Err(not_computed(asked, "look-ups count Female and Male"));
        }
        if indicator.policy != request.policy.name {
            let asked = format!("the policy “{}”", indicator.policy);
            return Err(not_computed(asked, &format!("“{}” was given", request.policy.name)));
        }
        let columns = &indicator.columns;
        if indicator.quality.consistency
            && (columns.person.is_none() || columns.ethnicity.is_none())
        {
            let asked = "the consistency of each person’s ethnic category".to_owned();
            let instead = "its [columns] do not say which are person and ethnicity";
            return Err(not_computed(asked, instead));
        }
        let mut dimensions = vec![Dimension::Deprivation];
        let asked = indicator.breakdowns.iter().flat_map(|breakdown| &breakdown.0).copied();
        // Quality is reported on these two wherever the extract has them.
        let reported = [Dimension::Ethnicity, Dimension::Site];
        let there = reported.into_iter().filter(|&it| extract::column(&indicator, it).is_some());
        dimensions.extend(asked.chain(there));
        if indicator.standardise != Standard::None {
            dimensions.push(Dimension::QuinaryAge);
        }
        dimensions.sort_unstable();
        dimensions.dedup();
        let mut expressions = expressions(&indicator)?.into_iter();
        let denominator = expressions.next().ok_or(Error::NothingCounts)?;
        Ok(Self { denominator, numerators: expressions.collect(), indicator, dimensions })
    }

    pub(crate) fn inspect(&self, paths: &[PathBuf]) -> Result<Vec<Extract>, Error> {
        if paths.is_empty() {
            return Err(Error::NoExtract);
        }
        let numerators = self.numerators.iter().flat_map(|numerator| &numerator.columns);
        let expressed = numerators.chain(&self.denominator.columns).cloned().collect();
        let needed = extract::contract(&self.indicator, &expressed)?;
        let types = &self.indicator.columns.types;
        paths.iter().map(|path| extract::inspect(path, &needed, types)).collect()
    }

    pub(crate) fn edition(&self) -> Result<&str, Error> {
        let is_used = |key: &String| USED.contains(&key.as_str());
        if let Some(other) = self.indicator.editions.keys().find(|key| !is_used(key)) {
            return Err(Error::NotComputed {
                asked: format!("an edition of {other}"),
                instead: format!("only those of {} are used", USED.join(", ")),
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

    /// Opens the look-ups: of deprivation, and of larger areas where a breakdown asks for them.
    pub(crate) fn areas(
        &self,
        folder: &Path,
    ) -> Result<(Areas, BTreeMap<String, reference::Kept>), Error> {
        let named = |of: &str| self.indicator.editions.get(of).map(String::as_str);
        let deprivation = self.edition()?;
        let (mut areas, kept) = reference::open(folder, deprivation, named("postcodes"))?;
        let mut editions = BTreeMap::from([("deprivation".to_owned(), kept)]);
        if let Some(edition) = named(CHANGE) {
            let is_of_2021 =
                deprivation.parse().map(DeprivationEdition::vintage) == Ok(LsoaVintage::Census2021);
            if !is_of_2021 {
                return Err(Error::NotComputed {
                    asked: "the areas of 2021 into which those of 2011 changed".to_owned(),
                    instead: format!("{deprivation} is not of the areas of 2021, like imd-2025"),
                });
            }
            let (changed, kept) = reference::changes(folder, edition)?;
            areas.changed = changed;
            editions.insert(CHANGE.to_owned(), kept);
        }
        let local = Dimension::LocalDeprivation;
        if self.dimensions.contains(&local) {
            let place = named(local.key()).ok_or_else(|| Error::NotComputed {
                asked: "local deprivation".to_owned(),
                instead: "its [editions] do not say of which place, by its code, like local_deprivation = \"E54000029\"".to_owned(),
            })?;
            let (quintiles, kept) = reference::local(folder, deprivation, place)?;
            areas.local = quintiles;
            editions.insert(local.key().to_owned(), kept);
        }
        for (dimension, level) in [(Dimension::Area, Level::Lad), (Dimension::Icb, Level::Icb)] {
            if !self.dimensions.contains(&dimension) {
                continue;
            }
            let key = dimension.key();
            let (within, kept) = reference::within(folder, deprivation, level, named(key))?;
            if dimension == Dimension::Area {
                areas.districts = within;
            } else {
                areas.boards = within;
            }
            editions.insert(key.to_owned(), kept);
        }
        let place = self.indicator.residents().map(|residents| residents.of.as_str());
        if let Some(place) = place.filter(|place| *place != local::ALL) {
            let (whole, kept) = reference::place(folder, deprivation, place)?;
            areas.place = Some(whole);
            editions.insert(PLACE.to_owned(), kept);
        }
        Ok((areas, editions))
    }

    /// Counts those who live in the place, where the indicator asks for them.
    pub(crate) fn denominators(
        &self,
        folder: &Path,
        areas: &Areas,
    ) -> Result<(Denominators, BTreeMap<String, reference::Kept>), Error> {
        Denominators::open(folder, &self.indicator, self.edition()?, areas)
    }

    /// Names each site by the organisation that has followed it, if the indicator names a directory
    /// of organisations: then a trust and those that were merged into it are one through all years.
    /// A code that several followed, or that is not known, stays; so does one whose successor has not
    /// followed it yet, as at a day.
    pub(crate) fn follow(
        &self,
        folder: &Path,
        today: Date,
        counted: &mut [Counted],
    ) -> Result<Option<reference::Kept>, Error> {
        let Some(edition) = self.indicator.editions.get("ods") else { return Ok(None) };
        let (organisations, kept) = reference::organisations(folder, edition)?;
        let mut known: BTreeMap<String, String> = BTreeMap::new();
        for group in counted {
            let site = std::mem::take(&mut group.site);
            let followed = known.entry(site).or_insert_with_key(|site| {
                let code = site.parse().ok();
                match code.map(|code| organisations.means(&code, today)) {
                    Some(Means::Successor { code, .. }) => code.to_string(),
                    Some(Means::Itself | Means::Several(_) | Means::Closed(_) | Means::Unknown)
                    | None => site.clone(),
                }
            });
            group.site.clone_from(followed);
        }
        Ok(Some(kept))
    }

    pub(crate) fn question(&self, areas: &Arc<Areas>) -> Question<'_> {
        Question {
            indicator: &self.indicator,
            denominator: &self.denominator,
            numerators: &self.numerators,
            dimensions: &self.dimensions,
            functions: Functions::new(self.indicator.period, areas),
            areas: Arc::clone(areas),
            cluster: None,
        }
    }

    pub(crate) fn reported(&self) -> Reported {
        let has = |dimension| extract::column(&self.indicator, dimension).is_some();
        Reported {
            ethnicity: has(Dimension::Ethnicity),
            sites: has(Dimension::Site),
            period: self.indicator.period,
        }
    }

    pub(crate) fn provenance(
        &self,
        definition: &str,
        extracts: BTreeMap<String, String>,
        editions: BTreeMap<String, String>,
    ) -> Provenance {
        Provenance {
            source: self.indicator.source.clone(),
            people: self.indicator.people,
            extracts,
            editions,
            definition: extract::sha256(definition.as_bytes()),
            code: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }

    /// Refuses a look-up whose areas are not those of the extract. A few areas changed from one
    /// census to the next, so even one in two hundred tells that the codes are of the other.
    pub(crate) fn check_places(&self, counted: &[Counted]) -> Result<(), Error> {
        let edition = self.edition()?;
        let rows = |is: &dyn Fn(Placed) -> bool| -> u64 {
            let counts = counted.iter().filter(|group| group.counts);
            counts.filter(|group| is(Placed::numbered(group.place))).map(|group| group.whole).sum()
        };
        let all = rows(&|_| true);
        if all == 0 {
            return Err(Error::NothingCounts);
        }
        let matched = rows(&|placed| placed.quintile().is_some());
        let of_the_other = rows(&|placed| placed == Placed::OtherCensus);
        if let Some((this, other)) = reference::other(edition)
            && of_the_other * 200 > matched + of_the_other
        {
            return Err(Error::Vintage {
                edition: edition.to_owned(),
                lookup: this.vintage().year(),
                extract: other.vintage().year(),
                instead: other.key(),
                mend: if other.vintage() == LsoaVintage::Census2011 { MEND } else { "" },
            });
        }
        let column = self.indicator.columns.place.clone();
        let without_directory = rows(&|placed| placed == Placed::NoDirectory);
        if without_directory > matched {
            return Err(Error::NoDirectory { edition: edition.to_owned(), column });
        }
        let lost = [Placed::NotAPlace, Placed::NotInLookup, Placed::OtherCensus, Placed::Divided];
        let lost = rows(&|placed| lost.contains(&placed)) + without_directory;
        if matched < lost || matched == 0 {
            return Err(Error::NotTheseAreas { edition: edition.to_owned(), column });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fs;
    use std::path::Path;

    use disclosure::Policy;
    use programme::finding::Provenance;

    use super::Asked;
    use crate::residents::Denominators;
    use crate::run::Request;
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
            today,
        };
        let asked = Asked::read(&request).unwrap();
        let inspected = asked.inspect(&extracts).unwrap();
        let (areas, _) = asked.areas(folder.path()).unwrap();
        let counted = scan(&inspected, &asked.question(&areas.into()), 2).await.unwrap();
        let mut found = Counts::new();
        let counting = &tally::countings(&asked.indicator)[0];
        let (counted, none) = (&counted, &Denominators::default());
        let provenance = Provenance::default();
        for finding in tally::tally(&asked.indicator, counting, &provenance, counted, none) {
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
