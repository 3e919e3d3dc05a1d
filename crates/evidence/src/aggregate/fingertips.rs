//! A download of Fingertips, the public health profiles of OHID.
//!
//! Its rows are told apart by area, sex, age and category. Used are those of everyone, by area, by
//! sex, by national quintile or decile of deprivation, and by broad ethnic group, of one indicator
//! and one age; what else there is, is counted as not used.

use std::collections::{BTreeMap, BTreeSet};

use population::{EthnicGroup, Quintile};
use programme::indicator::{Breakdown, Dimension, Indicator};

use super::{Figures, Line, Lines, count, interval};
use crate::error::Error;
use crate::table::{Row, Table};

/// The first 22 columns, in their order; the 23rd is named after the kind of parent area.
const COLUMNS: [&str; 22] = [
    "indicator id",
    "indicator name",
    "parent code",
    "parent name",
    "area code",
    "area name",
    "area type",
    "sex",
    "age",
    "category type",
    "category",
    "time period",
    "value",
    "lower ci 95.0 limit",
    "upper ci 95.0 limit",
    "lower ci 99.8 limit",
    "upper ci 99.8 limit",
    "count",
    "denominator",
    "value note",
    "recent trend",
    "compared to england value or percentiles",
];
const INDICATOR: usize = 0;
const AREA: usize = 4;
const AREA_NAME: usize = 5;
const SEX: usize = 7;
const AGE: usize = 8;
const CATEGORY_TYPE: usize = 9;
const CATEGORY: usize = 10;
const PERIOD: usize = 11;
const NINETY5: [usize; 3] = [12, 13, 14];
const NINETY98: [usize; 3] = [12, 15, 16];
const COUNT: usize = 17;
const DENOMINATOR: usize = 18;
const ENGLAND: &str = "E92000001";

/// Whether the header is that of such a download, in whatever order its columns are.
pub(super) fn is_one(table: &Table) -> bool {
    let has = |name: &str| table.header().iter().any(|known| known == name);
    ["indicator id", "area code", "category type", "time period"].into_iter().all(has)
}

/// Refuses a header whose columns are not in their order. The last is absent in old downloads.
fn check_header(table: &Table) -> Result<(), Error> {
    let header = table.header();
    if let Some((at, (name, known))) =
        (1..).zip(header.iter().zip(COLUMNS)).find(|(_, (name, known))| name != known)
    {
        let says = format!("its column {at} is “{name}” and not “{known}”");
        return Err(table.refuse(says));
    }
    if (26..=27).contains(&header.len()) {
        Ok(())
    } else {
        Err(table.refuse(format!("it has {} columns and not 27", header.len())))
    }
}

/// A row, and what it is of.
struct Read {
    area: String,
    name: String,
    of: Of,
    line: Line,
}

/// What divides a row from the others of its area.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Of {
    Everyone,
    Group(Dimension, String),
    /// A decile: two of them make a quintile.
    Decile(u8),
    Unused(String),
}

pub(super) fn read(table: &mut Table, indicator: &Indicator) -> Result<Lines, Error> {
    check_header(table)?;
    let mut rows = Vec::new();
    let (mut indicators, mut ages) = (BTreeSet::new(), BTreeSet::new());
    while let Some(row) = table.next()? {
        indicators.insert(row.field(INDICATOR).to_owned());
        ages.insert(row.field(AGE).to_owned());
        rows.push(read_row(row, indicator)?);
    }
    for (many, what) in [(&indicators, "indicators"), (&ages, "ages")] {
        if many.len() > 1 {
            let says = format!("it has {} {what}: leave the rows of one", many.len());
            return Err(table.refuse(says));
        }
    }
    let divided: BTreeSet<&str> = rows
        .iter()
        .filter(|row| matches!(row.of, Of::Group(..) | Of::Decile(_)))
        .map(|row| row.area.as_str())
        .collect();
    if divided.len() > 1 {
        return Err(table.refuse(format!(
            "it divides the people of {} areas: leave the rows of one",
            divided.len()
        )));
    }
    let everyone: BTreeSet<&str> = rows
        .iter()
        .filter(|row| row.of == Of::Everyone && row.area != ENGLAND)
        .map(|row| row.area.as_str())
        .collect();
    // Everyone is the area that is divided, or England, or the only one there is.
    let whole = divided.first().copied().unwrap_or(ENGLAND).to_owned();
    let is_by_area = everyone.len() > 1;
    let mut unused: BTreeMap<String, u64> = BTreeMap::new();
    let (mut lines, mut deciles) = (Vec::new(), Vec::new());
    for Read { area, name, of, mut line } in rows {
        match of {
            Of::Everyone if area == whole || !is_by_area => lines.push(line),
            Of::Everyone => {
                line.breakdown = Breakdown(vec![Dimension::Area]);
                line.group = name.replace('|', "/");
                lines.push(line);
            }
            Of::Group(dimension, group) => {
                line.breakdown = Breakdown(vec![dimension]);
                line.group = group;
                lines.push(line);
            }
            Of::Decile(decile) => deciles.push((decile, line)),
            Of::Unused(what) => *unused.entry(what).or_default() += 1,
        }
    }
    lines.extend(quintiles(table, deciles)?);
    Ok(Lines { lines, unused })
}

fn read_row(row: Row<'_>, indicator: &Indicator) -> Result<Read, Error> {
    let counts = count(row, COUNT)?.zip(count(row, DENOMINATOR)?);
    let figures = Figures {
        counts,
        ninety5: interval(row, NINETY5, indicator.unit)?,
        ninety98: interval(row, NINETY98, indicator.unit)?,
    };
    let edition = indicator.editions.get("deprivation").map_or("", String::as_str);
    let line = Line {
        key: indicator.key.to_string(),
        period: row.field(PERIOD).to_owned(),
        breakdown: Breakdown(Vec::new()),
        group: "all".to_owned(),
        figures,
        row: row.number(),
    };
    Ok(Read {
        area: row.field(AREA).to_owned(),
        name: row.field(AREA_NAME).to_owned(),
        of: of(row, edition)?,
        line,
    })
}

fn of(row: Row<'_>, edition: &str) -> Result<Of, Error> {
    let kind = row.field(CATEGORY_TYPE).to_lowercase();
    let category = row.field(CATEGORY).to_lowercase();
    let sex = row.field(SEX);
    if kind.is_empty() {
        return Ok(match sex {
            "Male" | "Female" => Of::Group(Dimension::Sex, sex.to_owned()),
            "" | "Persons" | "Not applicable" => Of::Everyone,
            _ => Of::Unused(format!("sex {sex}")),
        });
    }
    let unused = || Of::Unused(row.field(CATEGORY_TYPE).to_owned());
    if !matches!(sex, "" | "Persons" | "Not applicable") {
        return Ok(unused());
    }
    if kind.contains("deprivation") {
        // Quintiles of one area are local, and never stand for the national ones.
        if kind.contains("within") || kind.contains("local") {
            return Ok(unused());
        }
        let issue = edition.strip_prefix("imd-").unwrap_or_default();
        let told = format!("{kind} {category}").replace("imd ", "imd");
        let other = told.split("imd").skip(1).find_map(|rest| {
            let year: String = rest.chars().take_while(char::is_ascii_digit).collect();
            (year.len() == 4 && year != issue).then_some(year)
        });
        if let Some(year) = other {
            return Err(row.refuse(format!(
                "the deprivation is that of {year}, and the indicator asks for {edition}"
            )));
        }
        let rank = rank(&category, kind.contains("decile") || category.contains("decile"));
        return Ok(match rank {
            Some(Rank::Quintile(quintile)) => {
                Of::Group(Dimension::Deprivation, quintile.to_string())
            }
            Some(Rank::Decile(decile)) => Of::Decile(decile),
            None => unused(),
        });
    }
    if kind.contains("ethnic") {
        let group = EthnicGroup::ALL
            .into_iter()
            .find(|group| category.starts_with(&group.to_string().to_lowercase()));
        return Ok(match group {
            Some(EthnicGroup::Unknown) => {
                Of::Group(Dimension::Ethnicity, programme::finding::UNKNOWN.to_owned())
            }
            Some(group) => Of::Group(Dimension::Ethnicity, group.to_string()),
            None => unused(),
        });
    }
    Ok(unused())
}

enum Rank {
    Quintile(Quintile),
    Decile(u8),
}

/// The rank that a category names: “Second most deprived quintile (IMD2019)” is 2.
fn rank(category: &str, is_decile: bool) -> Option<Rank> {
    let ordinals = ["", "second ", "third ", "fourth ", "fifth "];
    let at = |more: &str| {
        let begins = |ordinal: &&str| category.starts_with(&format!("{ordinal}{more} deprived"));
        let at = ordinals.iter().position(begins)?;
        u8::try_from(at + 1).ok()
    };
    let last = if is_decile { 10 } else { 5 };
    let from_top = at("most").or_else(|| at("more"));
    let from_end = at("least").or_else(|| at("less")).map(|at| last + 1 - at);
    let number = from_top.or(from_end)?;
    if is_decile {
        Some(Rank::Decile(number))
    } else {
        Quintile::new(number).ok().map(Rank::Quintile)
    }
}

/// The quintiles that deciles make up, where each decile has its counts.
fn quintiles(table: &Table, deciles: Vec<(u8, Line)>) -> Result<Vec<Line>, Error> {
    let mut pairs: BTreeMap<(String, u8), Vec<(u8, Line)>> = BTreeMap::new();
    for (decile, line) in deciles {
        pairs.entry((line.period.clone(), decile.div_ceil(2))).or_default().push((decile, line));
    }
    let mut lines = Vec::new();
    for ((_, quintile), pair) in pairs {
        let [(one, first), (other, second)] = pair.as_slice() else {
            let row = pair.first().map_or(0, |(_, line)| line.row);
            return Err(
                table.refuse_row(row, "two deciles make a quintile, and one is missing or twice")
            );
        };
        let counts = first.figures.counts.zip(second.figures.counts);
        let Some(((above, whole), (more, others))) = counts.filter(|_| one != other) else {
            return Err(table.refuse_row(
                first.row,
                "two deciles make a quintile only where each is there once, with its counts",
            ));
        };
        lines.push(Line {
            breakdown: Breakdown(vec![Dimension::Deprivation]),
            group: quintile.to_string(),
            figures: Figures { counts: Some((above + more, whole + others)), ..Figures::default() },
            ..first.clone()
        });
    }
    Ok(lines)
}
