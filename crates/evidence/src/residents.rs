//! Those who live in a place, divided as the records are that are counted against them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use population::{EthnicGroup, QuinaryBand, Sex};
use programme::indicator::{Breakdown, Dimension, Indicator, Residents, Standard};

use crate::areas::{Areas, Larger, Placed};
use crate::enrich::{Coded, position};
use crate::error::Error;
use crate::reference::{self, Kept, Living};
use crate::scan::Counted;

/// What an indicator names the look-ups by in which residents are counted.
pub(crate) const BY_AGE: &str = "population";
pub(crate) const BY_ETHNICITY: &str = "ethnicity";

/// Who lives in a place. Each part is told as a group of records is, so that one way of dividing
/// serves both.
#[derive(Clone, Debug, Default)]
pub(crate) struct Denominators {
    by_age: Vec<Counted>,
    by_ethnicity: Vec<Counted>,
}

/// How a small area is divided: its place, its local quintile, its district and its board.
type Kind = (u8, u8, String, String);

/// How many of each sex and five-year age live in the areas that are divided alike.
type ByAge = BTreeMap<(Kind, Sex, QuinaryBand), u64>;

impl Denominators {
    /// Counts those whom an indicator asks for by the look-ups that it names, with which these are.
    pub(crate) fn open(
        folder: &Path,
        indicator: &Indicator,
        deprivation: &str,
        areas: &Areas,
    ) -> Result<(Self, BTreeMap<String, Kept>), Error> {
        let Some(residents) = indicator.residents() else {
            return Ok((Self::default(), BTreeMap::new()));
        };
        let is_by = |dimension| {
            indicator.breakdowns.iter().any(|breakdown| breakdown.0.contains(&dimension))
        };
        let ages = [Dimension::Sex, Dimension::Age, Dimension::QuinaryAge];
        let is_by_age = indicator.standardise != Standard::None
            || residents.ages.is_some()
            || residents.sex.is_some()
            || ages.into_iter().any(is_by);
        let edition = named(indicator, BY_AGE)?;
        let (by_age, kept) = by_age(folder, (edition, deprivation), areas, residents, is_by_age)?;
        let mut editions = BTreeMap::from([(BY_AGE.to_owned(), kept)]);
        let mut by_ethnicity = Vec::new();
        if is_by(Dimension::Ethnicity) {
            let (counted, kept) = of_each_group(folder, named(indicator, BY_ETHNICITY)?, areas)?;
            by_ethnicity = counted;
            editions.insert(BY_ETHNICITY.to_owned(), kept);
        }
        Ok((Self { by_age, by_ethnicity }, editions))
    }

    /// Everyone, in parts that a breakdown can be made of.
    pub(crate) fn of(&self, breakdown: &Breakdown) -> &[Counted] {
        let is_by_ethnicity = breakdown.0.contains(&Dimension::Ethnicity);
        if is_by_ethnicity { &self.by_ethnicity } else { &self.by_age }
    }
}

fn named<'a>(indicator: &'a Indicator, of: &str) -> Result<&'a str, Error> {
    indicator.editions.get(of).map(String::as_str).ok_or_else(|| Error::NotComputed {
        asked: "those who live in a place".to_owned(),
        instead: format!(
            "its [editions] do not say which look-up counts them, like {}",
            match of {
                BY_ETHNICITY => "ethnicity = \"ethnicity-census-2021\"",
                _ => "population = \"population-lsoa21-2022\"",
            }
        ),
    })
}

fn by_age(
    folder: &Path,
    (edition, deprivation): (&str, &str),
    areas: &Areas,
    residents: &Residents,
    is_by_age: bool,
) -> Result<(Vec<Counted>, Kept), Error> {
    let mut kinds = Kinds::of(areas);
    let mut parts = ByAge::new();
    let mut everyone: BTreeMap<Kind, u64> = BTreeMap::new();
    let mut over_an_edge: Option<String> = None;
    let sex: Option<Sex> = residents.sex.as_deref().and_then(|sex| sex.parse().ok());
    let kept = reference::of_each_age(folder, (edition, deprivation), |area, of, count| {
        let Some(kind) = kinds.met(area) else { return };
        match of {
            Living::All => *everyone.entry(kind.clone()).or_default() += count,
            Living::Part(its, _) if sex.is_some_and(|sex| sex != its) => {}
            Living::Part(its, ages) => {
                let is_asked = residents.ages.map_or(Some(true), |asked| asked.holds(ages));
                let band = QuinaryBand::holding(ages.from(), ages.to());
                match (is_asked, band) {
                    (Some(false), _) => {}
                    (Some(true), Some(band)) => {
                        *parts.entry((kind.clone(), its, band)).or_default() += count;
                    }
                    (None, _) | (Some(true), None) => over_an_edge = Some(ages.to_string()),
                }
            }
        }
    })?;
    kinds.check(edition)?;
    let not_computed = |instead: String| Error::NotComputed {
        asked: format!("the residents of {edition}"),
        instead,
    };
    if let Some(ages) = over_an_edge.filter(|_| is_by_age) {
        return Err(not_computed(format!(
            "it counts those aged {ages} together, and they are not asked for together"
        )));
    }
    if is_by_age && parts.is_empty() {
        return Err(not_computed(
            "it does not say how many there are of each sex and age".to_owned(),
        ));
    }
    let counted = if is_by_age || everyone.is_empty() {
        let part = |((kind, sex, band), whole): ((Kind, Sex, QuinaryBand), u64)| Counted {
            sex: position(&Sex::ALL, &sex),
            age: band.number(),
            ..those(kind, whole)
        };
        parts.into_iter().map(part).collect()
    } else {
        everyone.into_iter().map(|(kind, whole)| those(kind, whole)).collect()
    };
    Ok((counted, kept))
}

fn of_each_group(
    folder: &Path,
    edition: &str,
    areas: &Areas,
) -> Result<(Vec<Counted>, Kept), Error> {
    let mut kinds = Kinds::of(areas);
    let mut groups: BTreeMap<(Kind, EthnicGroup), u64> = BTreeMap::new();
    let kept = reference::of_each_group(folder, edition, |area, group, count| {
        if let Some(kind) = kinds.met(area) {
            *groups.entry((kind.clone(), group)).or_default() += count;
        }
    })?;
    kinds.check(edition)?;
    let part = |((kind, group), whole): ((Kind, EthnicGroup), u64)| Counted {
        ethnicity: Coded::Known(group).number(),
        ..those(kind, whole)
    };
    Ok((groups.into_iter().map(part).collect(), kept))
}

fn those((place, local, area, icb): Kind, whole: u64) -> Counted {
    Counted {
        period: 0,
        place,
        local,
        ethnicity: Coded::Blank.number(),
        sex: position(&Sex::ALL, &Sex::Unknown),
        age: QuinaryBand::UNKNOWN.number(),
        site: String::new(),
        area,
        icb,
        counts: true,
        above: Vec::new(),
        whole,
    }
}

/// The small areas of a place, how each is divided, and which of them a look-up has not yet told of.
struct Kinds {
    of: BTreeMap<u32, Kind>,
    unmet: BTreeSet<u32>,
}

impl Kinds {
    fn of(areas: &Areas) -> Self {
        let name = |larger, area| areas.name(larger, areas.within_of(larger, area)).to_owned();
        let kind = |area| {
            let place = areas
                .area(area)
                .map_or_else(Placed::number, |quintile| Placed::Matched(quintile).number());
            let (district, board) = (name(Larger::District, area), name(Larger::Board, area));
            (area, (place, areas.local_of(area), district, board))
        };
        let of: BTreeMap<u32, Kind> = areas.all().map(kind).collect();
        Self { unmet: of.keys().copied().collect(), of }
    }

    /// How a small area is divided, if it is one of the place.
    fn met(&mut self, area: u32) -> Option<&Kind> {
        self.unmet.remove(&area);
        self.of.get(&area)
    }

    /// Refuses a look-up that lacks an area: a rate for the others would be too high.
    fn check(&self, edition: &str) -> Result<(), Error> {
        if self.unmet.is_empty() {
            return Ok(());
        }
        let (lacking, all) = (self.unmet.len(), self.of.len());
        Err(Error::NotComputed {
            asked: format!("the residents of {edition}"),
            instead: format!("it does not tell of {lacking} of the {all} areas of the place"),
        })
    }
}
