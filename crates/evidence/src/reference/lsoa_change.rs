//! What became of the small areas of 2011 by 2021.

use std::collections::BTreeMap;
use std::path::Path;

use population::{DeprivationEdition, LsoaChange, LsoaChanges, LsoaCode};

use super::{Kept, Kind, ONS, Reading, opened, written};
use crate::error::Error;
use crate::table::Table;

/// Reads the exact-fit look-up: every area of either census, with the letter of its change.
pub(super) fn read(table: &mut Table) -> Result<Reading, Error> {
    let [from, change, to] = table.needs([&["lsoa11cd"], &["chgind", "chngind"], &["lsoa21cd"]])?;
    let mut lines = Vec::new();
    while let Some(row) = table.next()? {
        let pair: (LsoaCode, LsoaCode) = (row.read(from)?, row.read(to)?);
        // Wales is in the publisher's file, and on no scale of ours.
        if pair.0.english().is_some() && pair.1.english().is_some() {
            let change: LsoaChange = row.read(change)?;
            lines.push((pair.0, pair.1, change));
        }
    }
    let changes = LsoaChanges::new(lines).map_err(|error| table.refuse(error.to_string()))?;
    let areas = changes.areas();
    for (found, edition) in
        [(areas.0, DeprivationEdition::Imd2019), (areas.1, DeprivationEdition::Imd2025)]
    {
        let (expected, year) = (edition.areas(), edition.vintage().year());
        if usize::try_from(expected) != Ok(found) {
            return Err(table.refuse(format!("it has {found} areas of {year} and not {expected}")));
        }
    }
    let lines = changes
        .lines()
        .map(|(from, to, change)| vec![from.to_string(), change.to_string(), to.to_string()]);
    Ok(Reading {
        edition: "lsoa-change-2011-2021".to_owned(),
        rows: changes.lines().count(),
        text: written(&["lsoa11cd", "chgind", "lsoa21cd"], lines)
            .ok_or_else(|| table.refuse("it cannot be kept"))?,
        note: format!("LSOA (2011) to LSOA (2021) exact fit look-up, {ONS}"),
    })
}

/// Reads back of what was kept what became of each area of 2011 that is not one of 2021: the one into
/// which it was merged, or nothing.
fn changed(text: &str) -> Option<BTreeMap<u32, Option<u32>>> {
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let mut became = BTreeMap::new();
    for record in rows.records() {
        let record = record.ok()?;
        let [from, to] = [0, 2].map(|at| record.get(at)?.parse::<LsoaCode>().ok()?.english());
        match record.get(1)?.parse().ok()? {
            LsoaChange::Unchanged => {}
            LsoaChange::Merged => {
                became.insert(from?, Some(to?));
            }
            LsoaChange::Split | LsoaChange::Irregular => {
                became.insert(from?, None);
            }
        }
    }
    Some(became)
}

/// Opens what became of the areas of 2011 by 2021: of each that is no longer one, the area into which
/// it was merged, or nothing where it was split or changed in another way.
pub(crate) fn changes(
    folder: &Path,
    edition: &str,
) -> Result<(BTreeMap<u32, Option<u32>>, Kept), Error> {
    if Kind::of(edition) != Some(Kind::LsoaChange) {
        return Err(Error::NotAKind {
            kind: edition.to_owned(),
            kinds: vec![Kind::LsoaChange.key()],
        });
    }
    let (text, kept, damaged) = opened(folder, edition)?;
    Ok((changed(&text).ok_or_else(damaged)?, kept))
}
