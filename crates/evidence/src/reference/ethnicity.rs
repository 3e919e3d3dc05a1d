//! Residents by ethnic group, per small area, as a census counted them.

use std::collections::BTreeMap;
use std::path::Path;

use population::{EthnicGroup, Heading, Holds, Level, LsoaCode};

use super::{Kept, Kind, ONS, Reading, check_count, opened, written};
use crate::error::Error;
use crate::table::Table;

const TOTAL: [&str; 2] = ["total", "ethnic group: total: all usual residents"];
/// The five groups, under short names and under those of the publisher.
const GROUPS: [[&str; 2]; 5] = [
    ["white", "ethnic group: white"],
    ["mixed", "ethnic group: mixed or multiple ethnic groups"],
    ["asian", "ethnic group: asian, asian british or asian welsh"],
    ["black", "ethnic group: black, black british, black welsh, caribbean or african"],
    ["other", "ethnic group: other ethnic group"],
];

/// Reads a table of residents: each area once, its groups adding up to its total.
pub(super) fn read(table: &mut Table) -> Result<Reading, Error> {
    let [white, mixed, asian, black, other] = &GROUPS;
    let is_small = |name: &&String| {
        let heading = Heading::read(name);
        heading.is_some_and(|it| it.level == Level::Lsoa && it.holds == Holds::Code)
    };
    let small = table.header().iter().find(is_small).map_or("lsoa21cd", String::as_str);
    let [area, total, columns @ ..] =
        table.needs([&[small, "geography code"], &TOTAL, white, mixed, asian, black, other])?;
    let mut lines = BTreeMap::new();
    while let Some(row) = table.next()? {
        let code: LsoaCode = row.read(area)?;
        let mut counts = Vec::new();
        for at in columns {
            counts.push(row.count(at)?);
        }
        let (sum, total) = (counts.iter().sum::<u64>(), row.count(total)?);
        if sum != total {
            return Err(row.refuse(format!("the groups of {code} are {sum} and not its {total}")));
        }
        let line: Vec<String> =
            [code.to_string()].into_iter().chain(counts.iter().map(u64::to_string)).collect();
        let row = row.number();
        if lines.insert(code, line).is_some() {
            return Err(table.refuse(format!("row {row} has the area {code} a second time")));
        }
    }
    let english = lines.keys().filter(|code| code.english().is_some()).count();
    let named = table.header().get(area).and_then(|name| Heading::read(name));
    // The publisher's own heading has no year: the census counts each area once, so the count tells.
    let year = if english == 32_844 { 11 } else { 21 };
    let heading = named.unwrap_or(Heading { level: Level::Lsoa, year, holds: Holds::Code });
    check_count(table, heading, english)?;
    let year = 2000 + u16::from(heading.year);
    Ok(Reading {
        edition: format!("ethnicity-census-{year}"),
        rows: lines.len(),
        text: written(&["area", "white", "mixed", "asian", "black", "other"], lines.into_values())
            .ok_or_else(|| table.refuse("it cannot be kept"))?,
        note: format!("Usual residents by ethnic group, Census {year}, {ONS}"),
    })
}

/// Opens a look-up of residents by ethnic group, and tells of each small area of England how many
/// of each group live there.
pub(crate) fn of_each_group(
    folder: &Path,
    edition: &str,
    mut tell: impl FnMut(u32, EthnicGroup, u64),
) -> Result<Kept, Error> {
    if Kind::of(edition) != Some(Kind::Ethnicity) {
        return Err(Error::NotAKind {
            kind: edition.to_owned(),
            kinds: vec![Kind::Ethnicity.key()],
        });
    }
    let (text, kept, damaged) = opened(folder, edition)?;
    let mut read = |line: &str| {
        let (area, counts) = line.split_once(',')?;
        let area = area.parse::<LsoaCode>().ok()?;
        let counts: Vec<u64> =
            counts.split(',').map(|count| count.parse().ok()).collect::<Option<_>>()?;
        let known = EthnicGroup::ALL.into_iter().filter(|group| *group != EthnicGroup::Unknown);
        if counts.len() != GROUPS.len() {
            return None;
        }
        if let Some(area) = area.english() {
            known.zip(counts).for_each(|(group, count)| tell(area, group, count));
        }
        Some(())
    };
    text.lines().skip(1).try_for_each(&mut read).ok_or_else(damaged)?;
    Ok(kept)
}
