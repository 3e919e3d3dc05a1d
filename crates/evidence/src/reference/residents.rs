//! Residents by area, and by sex and age where the file has them.

use std::collections::BTreeMap;
use std::path::Path;

use disclosure::{Count, Policy, Published, Released, release, release_counts};
use population::{AgeBand, AreaCode, Heading, Holds, Level, LsoaCode, Sex};
use programme::finding::{Finding, Provenance, Subject, Tally};
use programme::indicator::{Ages, Breakdown, Dimension, Polarity, Unit, ValueType};

use super::{Kept, Kind, ONS, Reading, check_count, list, opened, written};
use crate::error::Error;
use crate::table::{Row, Table};

/// The residents of an area by one look-up, as they may be shown.
#[derive(Clone, Debug)]
pub struct Residents {
    /// The edition of the look-up.
    pub edition: String,
    /// Who published it, in words.
    pub note: String,
    /// How many they are, rounded.
    pub total: Released<Vec<Count>>,
    /// How many of each sex and age, where the look-up says it.
    pub by_sex_and_age: Option<Released<Published>>,
}

/// How many residents there are in all, and of each sex and band of ages, summed over small areas.
#[derive(Debug, Default)]
struct Counted {
    all: u64,
    parts: BTreeMap<(&'static str, AgeBand), u64>,
}

/// The names under which a count of all residents may stand, and what it is a count of.
const TOTALS: [(&str, &str); 6] = [
    ("residents_census2021", "-census2021"),
    ("pop_mid2020", "-mid2020"),
    ("pop_mid2015", "-mid2015"),
    ("population", ""),
    ("residents", ""),
    ("total", ""),
];
const AGES: [&str; 4] = ["age", "ageband", "age_band", "age band"];
/// The oldest year of age that has a column of its own; it is open.
const OLDEST: u8 = 90;

/// Which columns hold the counts.
enum Layout {
    /// One column: of everyone, or of the sex and age that the row names.
    Long { count: usize, sex: Option<usize>, age: Option<usize> },
    /// A column for each sex and year of age, `f0` to `m90`.
    Wide(Vec<(usize, Sex, u8)>),
}

/// Whom a count is of: an area, a sex and an age, each of the last two empty for all.
type Whom = (AreaCode, String, String);

/// Reads a table of residents; nobody is counted twice.
pub(super) fn read(table: &mut Table) -> Result<Reading, Error> {
    let headings = table.header().iter().enumerate();
    let areas = headings.filter_map(|(at, name)| Some((Heading::read(name)?, at)));
    let area = areas.filter(|(it, _)| it.holds == Holds::Code).min_by_key(|(it, _)| it.level);
    let Some((heading, area)) = area else {
        return Err(table.lacks(&["lsoa21cd"]));
    };
    let (layout, of) = layout(table)?;
    let year = table.find(&["year"]);
    let mut years: Option<String> = None;
    let mut counts: BTreeMap<Whom, u64> = BTreeMap::new();
    while let Some(row) = table.next()? {
        let code: AreaCode = row.read(area)?;
        if !heading.level.may_hold(code) {
            return Err(row.refuse(format!("{code} is not of the level {}", heading.key())));
        }
        if let Some(year) = year.map(|at| row.field(at).to_owned()) {
            let known = years.get_or_insert_with(|| year.clone());
            if *known != year {
                return Err(row.refuse(format!("“{year}” is another year than “{known}”")));
            }
        }
        for (sex, age, count) in row_counts(row, &layout)? {
            if counts.insert((code, sex, age), count).is_some() {
                let row = row.number();
                return Err(table.refuse(format!("row {row} has the area {code} a second time")));
            }
        }
    }
    let mut english: Vec<AreaCode> = counts.keys().map(|(area, ..)| *area).collect();
    english.dedup();
    english.retain(|area| area.as_str().starts_with('E'));
    check_count(table, heading, english.len())?;
    let is_year = |year: &String| year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    let years = years.or_else(|| if of.is_empty() { mid_year(&table.title()) } else { None });
    let of = years.filter(is_year).map_or_else(|| of.to_owned(), |year| format!("-{year}"));
    let rows = counts.len();
    let line = |((area, sex, age), count): (Whom, u64)| {
        vec![area.to_string(), sex, age, count.to_string()]
    };
    Ok(Reading {
        edition: format!("population-{}{of}", heading.key()),
        rows,
        text: written(&["area", "sex", "age", "count"], counts.into_iter().map(line))
            .ok_or_else(|| table.refuse("it cannot be kept"))?,
        note: format!("Usual residents by area, {ONS}"),
    })
}

/// The year of the middle of which a title says that its estimates are: `Mid-2022 LSOA 2021`.
fn mid_year(title: &str) -> Option<String> {
    let title = title.to_lowercase();
    let mut found = title.split("mid").skip(1).filter_map(|rest| {
        let year: String =
            rest.strip_prefix(['-', ' ', '_']).unwrap_or(rest).chars().take(4).collect();
        (year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit())).then_some(year)
    });
    let first = found.next()?;
    found.all(|other| other == first).then_some(first)
}

fn layout(table: &Table) -> Result<(Layout, &'static str), Error> {
    let mut wide = Vec::new();
    for (letter, sex) in [("f", Sex::Female), ("m", Sex::Male)] {
        for age in 0..=OLDEST {
            let at = table.find(&[&format!("{letter}{age}")]);
            wide.extend(at.map(|at| (at, sex, age)));
        }
    }
    if wide.len() == 2 * (usize::from(OLDEST) + 1) {
        return Ok((Layout::Wide(wide), ""));
    }
    let counts = TOTALS.iter().chain(&[("count", ""), ("observation", "")]);
    let found = counts.copied().find_map(|(name, of)| Some((table.find(&[name])?, of)));
    let Some((count, of)) = found else {
        return Err(table.lacks(&["population", "f0", "m0"]));
    };
    Ok((Layout::Long { count, sex: table.find(&["sex"]), age: table.find(&AGES) }, of))
}

fn row_counts(row: Row<'_>, layout: &Layout) -> Result<Vec<(String, String, u64)>, Error> {
    match layout {
        Layout::Wide(columns) => columns
            .iter()
            .map(|&(at, sex, age)| Ok((sex.to_string(), age.to_string(), row.count(at)?)))
            .collect(),
        Layout::Long { count, sex, age } => {
            let sex = sex.map(|at| sex_of(row, at)).transpose()?.unwrap_or_default();
            let age = age.map_or("", |at| row.field(at)).to_owned();
            Ok(vec![(sex, age, row.count(*count)?)])
        }
    }
}

/// A sex by its word, its letter or its code; nothing for everyone.
fn sex_of(row: Row<'_>, at: usize) -> Result<String, Error> {
    let text = row.field(at).to_lowercase();
    match text.as_str() {
        "" | "all" | "persons" => Ok(String::new()),
        "1" | "m" | "male" | "males" => Ok(Sex::Male.to_string()),
        "2" | "f" | "female" | "females" => Ok(Sex::Female.to_string()),
        _ => Err(row.refuse(format!("“{text}” is not a sex, like Female"))),
    }
}

/// Reads back of what was kept the residents of the areas for which `is_within` holds; nothing if
/// there are none. Ages that go over the edge of a band of ten years are in no band, and then nobody
/// is divided by age.
fn count_in(text: &str, is_within: impl Fn(&str) -> bool) -> Option<Counted> {
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let mut counted = Counted::default();
    let (mut is_there, mut is_banded) = (false, true);
    let mut all = None;
    for record in rows.records() {
        let record = record.ok()?;
        let (area, sex, age) = (record.get(0)?, record.get(1)?, record.get(2)?);
        if !is_within(area) {
            continue;
        }
        is_there = true;
        let count: u64 = record.get(3)?.parse().ok()?;
        let sex = [Sex::Male, Sex::Female].map(sex_word).into_iter().find(|word| *word == sex);
        match (sex, age) {
            (None, "") => all = Some(all.unwrap_or(0) + count),
            (Some(sex), age) if !age.is_empty() => match AgeBand::holding(age) {
                Some(band) => *counted.parts.entry((sex, band)).or_default() += count,
                None => is_banded = false,
            },
            // A sum over one of the two is there in its parts.
            (Some(_) | None, _) => {}
        }
    }
    if !is_banded {
        counted.parts.clear();
    }
    counted.all = all.unwrap_or_else(|| counted.parts.values().sum());
    (is_there && counted.all > 0).then_some(counted)
}

fn sex_word(sex: Sex) -> &'static str {
    match sex {
        Sex::Male => "Male",
        Sex::Female => "Female",
        Sex::Indeterminate | Sex::Unknown => "",
    }
}

impl Residents {
    /// Lets residents out by the policy, though they are published: what is small of them is hidden
    /// here as everything small is.
    fn of(counted: &Counted, name: &str, kept: &Kept, policy: &Policy) -> Option<Self> {
        let year = kept.edition.rsplit('-').next().unwrap_or_default();
        let period = match year.strip_prefix("census").or_else(|| year.strip_prefix("mid")) {
            Some(of) => of,
            None if year.bytes().all(|byte| byte.is_ascii_digit()) => year,
            None => "undated",
        };
        let groups = Sex::ALL.into_iter().map(sex_word).filter(|word| !word.is_empty());
        let tally = |sex: &'static str| {
            AgeBand::all().filter(|band| *band != AgeBand::UNKNOWN).map(move |band| {
                let count = counted.parts.get(&(sex, band)).copied().unwrap_or(0);
                Tally { group: format!("{sex} | {band}"), numerator: count, denominator: count }
            })
        };
        let subject = Subject {
            indicator: "residents".parse().ok()?,
            title: format!("Usual residents of {name}"),
            value_type: ValueType::Proportion,
            unit: Unit::Percent,
            polarity: Polarity::Neutral,
            period: period.to_owned(),
            breakdown: Breakdown(vec![Dimension::Sex, Dimension::Age]),
            provenance: Provenance {
                source: format!("{} ({})", kept.note, kept.edition),
                ..Provenance::default()
            },
        };
        let finding = || Finding { subject, tallies: groups.flat_map(tally).collect() };
        let is_divided = !counted.parts.is_empty();
        Some(Self {
            edition: kept.edition.clone(),
            note: kept.note.clone(),
            total: release_counts(&[("residents", counted.all)], policy),
            by_sex_and_age: is_divided.then(|| release(&finding(), policy)),
        })
    }
}

/// A look-up with more lines than this is not read for a page: residents of small areas by sex and age.
const MOST: usize = 200_000;

/// The residents of an area: by the look-up of populations that tells of their sex and age, or else
/// by one that tells how many they are; of several the one whose edition comes last. An area that it
/// does not name is the sum of its small areas, where a look-up of areas says which. Nothing where no
/// look-up tells of it.
///
/// # Errors
///
/// If the folder cannot be read, or a look-up is not as it was kept.
pub fn residents(
    folder: &Path,
    (code, name): (&str, &str),
    policy: &Policy,
) -> Result<Option<Residents>, Error> {
    let mut found: Option<Residents> = None;
    let is_read =
        |kept: &Kept| Kind::of(&kept.edition) == Some(Kind::Population) && kept.rows <= MOST;
    for kept in list(folder)?.into_iter().rev().filter(is_read) {
        let (text, kept, damaged) = opened(folder, &kept.edition)?;
        if found.is_some() && !is_divided(&text) {
            continue;
        }
        let mut counted = count_in(&text, |area| area == code);
        if counted.is_none()
            && let Some(small) = small_of(&kept.edition)
            && let Some((_, within, _)) = super::areas::of_place(folder, small, code)?
        {
            counted = count_in(&text, |area| {
                let area = area.parse::<LsoaCode>().ok().and_then(|area| area.english());
                area.is_some_and(|area| within.contains(&area))
            });
        }
        let Some(counted) = counted else { continue };
        let one = Residents::of(&counted, name, &kept, policy).ok_or_else(damaged)?;
        if one.by_sex_and_age.is_some() {
            return Ok(Some(one));
        }
        found = found.or(Some(one));
    }
    Ok(found)
}

/// Whether a look-up that was kept tells of sexes; its lines are in order, and all of one kind.
fn is_divided(text: &str) -> bool {
    text.lines().nth(1).and_then(|line| line.split(',').nth(1)).is_some_and(|sex| !sex.is_empty())
}

/// How the small areas of a look-up of populations are named: `lsoa21`.
fn small_of(edition: &str) -> Option<&str> {
    let key = edition.strip_prefix("population-")?.split('-').next()?;
    key.starts_with(Level::Lsoa.key()).then_some(key)
}

/// Who is counted on one line of a look-up of small areas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Living {
    /// Everyone.
    All,
    /// Those of a sex and of some ages.
    Part(Sex, Ages),
}

/// Opens a look-up of residents, and tells of each line of a small area of England who is counted
/// and how many they are. Its areas are those that a look-up of deprivation ranks.
pub(crate) fn of_each_age(
    folder: &Path,
    (edition, deprivation): (&str, &str),
    mut tell: impl FnMut(u32, Living, u64),
) -> Result<Kept, Error> {
    if Kind::of(edition) != Some(Kind::Population) {
        return Err(Error::NotAKind {
            kind: edition.to_owned(),
            kinds: vec![Kind::Population.key()],
        });
    }
    let small = super::small(deprivation);
    if !small_of(edition).is_some_and(|areas| areas.starts_with(&small)) {
        return Err(Error::NotComputed {
            asked: format!("the residents of {edition}"),
            instead: format!(
                "{deprivation} ranks {small}, so its edition begins population-{small}"
            ),
        });
    }
    let (text, kept, damaged) = opened(folder, edition)?;
    let mut read = |line: &str| {
        let mut fields = line.split(',');
        let (area, sex, age) = (fields.next()?, fields.next()?, fields.next()?);
        let count: u64 = fields.next()?.parse().ok()?;
        let area = area.parse::<LsoaCode>().ok()?;
        let of = match (sex.parse().ok(), age) {
            (None, "") => Some(Living::All),
            (Some(sex @ (Sex::Female | Sex::Male)), age) if !age.is_empty() => {
                Some(Living::Part(sex, age.parse().ok()?))
            }
            // A sum over one of the two is there in its parts.
            _ => None,
        };
        if let Some((area, of)) = area.english().zip(of) {
            tell(area, of, count);
        }
        Some(())
    };
    text.lines().skip(1).try_for_each(&mut read).ok_or_else(damaged)?;
    Ok(kept)
}
