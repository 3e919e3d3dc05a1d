//! Which area lies in which: from a small area or a district up to boards and regions.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use population::{AreaCode, Heading, Holds, Level, LsoaCode};

use super::{Kept, Kind, ONS, Reading, check_count, list, opened, written};
use crate::areas::Within;
use crate::error::Error;
use crate::table::{Row, Table};

/// One level of the file, and where its columns stand.
struct Column {
    heading: Heading,
    code: usize,
    nhs_code: Option<usize>,
    name: Option<usize>,
}

/// Reads a look-up of the publisher's headings: the smallest areas once each, with every larger
/// area they lie in.
pub(super) fn read(table: &mut Table) -> Result<Reading, Error> {
    let columns = columns(table)?;
    let [child, parents @ ..] = columns.as_slice() else {
        return Err(table.refuse("it has no column with the codes of areas, like lsoa21cd"));
    };
    if parents.is_empty() {
        return Err(table.refuse("it has areas of one level, and not those they lie in"));
    }
    let mut lines = BTreeMap::new();
    let mut names: BTreeMap<AreaCode, String> = BTreeMap::new();
    while let Some(row) = table.next()? {
        let area = code(row, child)?;
        let mut line = vec![area.to_string()];
        for parent in parents {
            let code = code(row, parent)?;
            let field = |at: Option<usize>| at.map_or("", |at| row.field(at)).to_owned();
            let name = field(parent.name);
            let known = names.entry(code).or_insert_with(|| name.clone());
            if *known != name {
                return Err(row.refuse(format!("{code} is “{name}”, and “{known}” before")));
            }
            line.extend([code.to_string(), field(parent.nhs_code), name]);
        }
        let row = row.number();
        if lines.insert(area, line).is_some() {
            return Err(table.refuse(format!("row {row} has the area {area} a second time")));
        }
    }
    let english = lines.keys().filter(|area| area.as_str().starts_with('E')).count();
    check_count(table, child.heading, english)?;
    let keys: Vec<String> = columns.iter().map(|column| column.heading.key()).collect();
    let mut header = vec![format!("{}cd", child.heading.key())];
    for parent in parents {
        header.extend(["cd", "cdh", "nm"].map(|ending| parent.heading.key() + ending));
    }
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let rows = lines.len();
    Ok(Reading {
        edition: format!("areas-{}", keys.join("-")),
        rows,
        text: written(&header, lines.into_values())
            .ok_or_else(|| table.refuse("it cannot be kept"))?,
        note: format!("Look-up of areas, {ONS}"),
    })
}

/// Reads back of what was kept in which area of a level each small area of England lies.
pub(super) fn kept(text: &str, level: Level) -> Option<Within> {
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let header = rows.headers().ok()?.clone();
    let find = |holds| {
        header.iter().position(|name| {
            Heading::read(name).is_some_and(|found| found.level == level && found.holds == holds)
        })
    };
    let (code, name) = (find(Holds::Code)?, find(Holds::Name)?);
    let mut areas = Vec::new();
    for record in rows.records() {
        let record = record.ok()?;
        let small: LsoaCode = record.get(0)?.parse().ok()?;
        let named = record.get(name).filter(|name| !name.is_empty()).or(record.get(code))?;
        areas.extend(small.english().map(|area| (area, named.to_owned())));
    }
    Some(Within::new(areas))
}

/// The levels above the small areas in the edition of a look-up that begins with these: `lad24-icb24`
/// of `areas-lsoa21-lad24-icb24`. Small areas of no year, `lsoa`, are those of any.
pub(super) fn larger<'a>(edition: &'a str, small: &str) -> Option<&'a str> {
    let rest = edition.strip_prefix(Kind::Areas.key())?.strip_prefix('-')?.strip_prefix(small)?;
    let (year, larger) = rest.split_once('-')?;
    year.bytes().all(|byte| byte.is_ascii_digit()).then_some(larger)
}

/// A larger area by its code, with the numbers of its small areas: by the look-up of areas whose
/// edition comes last of those that name it.
pub(super) fn of_place(
    folder: &Path,
    small: &str,
    place: &str,
) -> Result<Option<(String, BTreeSet<u32>, Kept)>, Error> {
    let fits = |kept: &Kept| larger(&kept.edition, small).is_some();
    for kept in list(folder)?.into_iter().rev().filter(fits) {
        let (text, kept, _) = opened(folder, &kept.edition)?;
        if let Some((name, within)) = lies_in(&text, place) {
            return Ok(Some((name, within, kept)));
        }
    }
    Ok(None)
}

/// Reads back of what was kept a larger area by its code: its name, and the numbers of the small
/// areas of England that lie in it. Nothing if it is not there.
fn lies_in(text: &str, place: &str) -> Option<(String, BTreeSet<u32>)> {
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let header = rows.headers().ok()?.clone();
    let mut found: Option<(String, BTreeSet<u32>)> = None;
    for record in rows.records() {
        let record = record.ok()?;
        let Some(at) = record.iter().skip(1).position(|code| code == place) else { continue };
        let small: LsoaCode = record.get(0)?.parse().ok()?;
        let name = || {
            let level = Heading::read(header.get(at + 1)?)?.level;
            let is_name = |name: &str| {
                Heading::read(name).is_some_and(|of| of.level == level && of.holds == Holds::Name)
            };
            record.get(header.iter().position(is_name)?).filter(|name| !name.is_empty())
        };
        let (_, areas) =
            found.get_or_insert_with(|| (name().unwrap_or(place).to_owned(), BTreeSet::new()));
        areas.extend(small.english());
    }
    found
}

/// An area as a look-up names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    /// Its code: `E07000079`.
    pub code: String,
    /// Its name, or its code where the look-up has no name.
    pub name: String,
    /// How large it is.
    level: Level,
    /// The codes of the larger areas of which some part of it is.
    pub lies_in: BTreeSet<String>,
    /// How many of the smallest areas lie in it.
    pub smallest: usize,
}

impl Area {
    /// An area of which no look-up tells: its code says how large it is.
    pub fn named(code: &str, name: &str) -> Option<Self> {
        let of: AreaCode = code.parse().ok()?;
        let level = Level::ALL.into_iter().find(|level| level.may_hold(of))?;
        let (code, name) = (code.to_owned(), name.to_owned());
        Some(Self { code, name, level, lies_in: BTreeSet::new(), smallest: 0 })
    }

    /// What an area of its size is called.
    pub fn kind(&self) -> &'static str {
        match self.level {
            Level::Lsoa => "Lower layer super output area",
            Level::Msoa => "Middle layer super output area",
            Level::Ward => "Ward",
            Level::Lad => "District",
            Level::Utla => "Upper-tier authority",
            Level::SubIcb => "Sub-location of a board",
            Level::Icb => "Integrated care board",
            Level::Region => "Region",
            Level::Country => "Country",
        }
    }

    /// The breakdown that divides people by areas of its size, if there is one.
    pub fn breakdown(&self) -> Option<&'static str> {
        match self.level {
            Level::Lad => Some("area"),
            Level::Icb => Some("icb"),
            Level::Lsoa | Level::Msoa | Level::Ward | Level::Utla => None,
            Level::SubIcb | Level::Region | Level::Country => None,
        }
    }

    /// The order of a list: the largest first, then by name.
    pub fn order(&self) -> impl Ord + use<'_> {
        (std::cmp::Reverse(self.level), &self.name, &self.code)
    }
}

/// Reads back every area of what was kept but the smallest, which have no names there.
pub(super) fn all(text: &str) -> Option<BTreeMap<String, Area>> {
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let header = rows.headers().ok()?.clone();
    let headings: Vec<Option<Heading>> = header.iter().map(Heading::read).collect();
    let at = |level, holds| {
        let is_it =
            |of: &Option<Heading>| of.is_some_and(|of| of.level == level && of.holds == holds);
        headings.iter().skip(1).position(is_it).map(|at| at + 1)
    };
    let levels: Vec<(Level, usize, Option<usize>)> = Level::ALL
        .into_iter()
        .filter_map(|level| Some((level, at(level, Holds::Code)?, at(level, Holds::Name))))
        .collect();
    let mut areas: BTreeMap<String, Area> = BTreeMap::new();
    for record in rows.records() {
        let record = record.ok()?;
        let code = |at: usize| record.get(at).filter(|code| !code.is_empty());
        for (position, (level, at, name)) in levels.iter().enumerate() {
            let Some(own) = code(*at) else { continue };
            // A unitary authority is its own upper tier, and one area.
            let is_told = |(_, at, _): &(Level, usize, Option<usize>)| code(*at) == Some(own);
            if levels.iter().take(position).any(is_told) {
                continue;
            }
            let name = name.and_then(|at| record.get(at)).filter(|name| !name.is_empty());
            let area = areas.entry(own.to_owned()).or_insert_with(|| Area {
                code: own.to_owned(),
                name: name.unwrap_or(own).to_owned(),
                level: *level,
                lies_in: BTreeSet::new(),
                smallest: 0,
            });
            area.smallest += 1;
            let larger = levels.iter().skip(position + 1).filter_map(|(_, at, _)| code(*at));
            for code in larger.filter(|code| *code != own) {
                if !area.lies_in.contains(code) {
                    area.lies_in.insert(code.to_owned());
                }
            }
        }
    }
    Some(areas)
}

/// The levels of a file, the smallest first; each once.
fn columns(table: &Table) -> Result<Vec<Column>, Error> {
    let headings: Vec<(usize, Heading)> = table
        .header()
        .iter()
        .enumerate()
        .filter_map(|(at, name)| Some((at, Heading::read(name)?)))
        .collect();
    let find = |heading: Heading, holds| {
        let wanted = Heading { holds, ..heading };
        headings.iter().find(|(_, other)| *other == wanted).map(|(at, _)| *at)
    };
    let mut columns: Vec<Column> = headings
        .iter()
        .filter(|(_, heading)| heading.holds == Holds::Code)
        .map(|&(code, heading)| Column {
            heading,
            code,
            nhs_code: find(heading, Holds::NhsCode),
            name: find(heading, Holds::Name),
        })
        .collect();
    columns.sort_by_key(|column| column.heading.level);
    let twice = columns
        .iter()
        .zip(columns.iter().skip(1))
        .find(|(one, other)| one.heading.level == other.heading.level);
    match twice {
        Some((one, other)) => {
            let (one, other) = (one.heading.key(), other.heading.key());
            Err(table.refuse(format!(
                "it has {one} and {other}, which are of one level: changes of areas are added as lsoa-change"
            )))
        }
        None => Ok(columns),
    }
}

fn code(row: Row<'_>, column: &Column) -> Result<AreaCode, Error> {
    let code: AreaCode = row.read(column.code)?;
    if column.heading.level.may_hold(code) {
        Ok(code)
    } else {
        Err(row.refuse(format!("{code} is not of the level {}", column.heading.key())))
    }
}
