//! Deprivation by area: the published indices of England, and that of a made-up region.

use std::collections::BTreeMap;

use population::{Decile, DeprivationEdition, LsoaCode, LsoaVintage};

use super::{INVENTED, Reading};
use crate::error::Error;
use crate::table::Table;

/// The kinds of deprivation look-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deprivation {
    Published(DeprivationEdition),
    Invented,
}

impl Deprivation {
    pub(super) const ALL: [Self; 3] = [
        Self::Published(DeprivationEdition::Imd2019),
        Self::Published(DeprivationEdition::Imd2025),
        Self::Invented,
    ];

    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Published(edition) => edition.key(),
            Self::Invented => INVENTED,
        }
    }

    pub(super) fn vintage(self) -> Option<LsoaVintage> {
        match self {
            Self::Published(edition) => Some(edition.vintage()),
            Self::Invented => None,
        }
    }

    fn areas(self) -> Option<usize> {
        match self {
            Self::Published(edition) => usize::try_from(edition.areas()).ok(),
            Self::Invented => None,
        }
    }

    fn note(self) -> &'static str {
        match self {
            Self::Published(DeprivationEdition::Imd2019) => {
                "English Indices of Deprivation 2019, Ministry of Housing, Communities and Local Government, Open Government Licence v3.0"
            }
            Self::Published(DeprivationEdition::Imd2025) => {
                "English Indices of Deprivation 2025, Ministry of Housing, Communities and Local Government, Open Government Licence v3.0"
            }
            Self::Invented => "invented areas of a demonstration region: not real places",
        }
    }

    /// The names, in small letters, under which the codes of the areas may stand.
    fn codes(self) -> &'static [&'static str] {
        match self {
            Self::Published(DeprivationEdition::Imd2019) => &["lsoa11cd", "lsoa code (2011)"],
            Self::Published(DeprivationEdition::Imd2025) => &["lsoa21cd", "lsoa code (2021)"],
            Self::Invented => &["lsoa11cd", "lsoa21cd", "area"],
        }
    }

    /// The beginnings, in small letters, of the names under which the deciles may stand.
    fn deciles(self) -> &'static [&'static str] {
        const PUBLISHER: &str = "index of multiple deprivation (imd) decile";
        match self {
            Self::Published(DeprivationEdition::Imd2019) => &["imd19_decile", PUBLISHER],
            Self::Published(DeprivationEdition::Imd2025) => &["imd25_decile", PUBLISHER],
            Self::Invented => &["decile"],
        }
    }
}

/// Reads a complete copy: every area once, with its published decile.
pub(super) fn read(kind: Deprivation, table: &mut Table) -> Result<Reading, Error> {
    let code_at = table.find(kind.codes());
    let begins = |name: &String| kind.deciles().iter().any(|start| name.starts_with(start));
    let decile_at = table.header().iter().position(begins);
    let (Some(code_at), Some(decile_at)) = (code_at, decile_at) else {
        let missing: Vec<&str> = [(code_at, kind.codes()), (decile_at, kind.deciles())]
            .into_iter()
            .filter(|(at, _)| at.is_none())
            .filter_map(|(_, names)| names.first().copied())
            .collect();
        return Err(table.lacks(&missing));
    };
    let mut areas = BTreeMap::new();
    while let Some(row) = table.next()? {
        let (code, decile): (LsoaCode, Decile) = (row.read(code_at)?, row.read(decile_at)?);
        if areas.insert(code, decile).is_some() {
            let row = row.number();
            return Err(table.refuse(format!("row {row} has the area {code} a second time")));
        }
    }
    match kind.areas() {
        Some(expected) if expected != areas.len() => {
            return Err(table.refuse(format!("it has {} areas and not {expected}", areas.len())));
        }
        None if areas.is_empty() => return Err(table.refuse("it has no areas")),
        Some(_) | None => {}
    }
    let mut text = String::from("area,decile\n");
    for (code, decile) in &areas {
        text.extend([code.as_str(), ",", &decile.to_string(), "\n"]);
    }
    Ok(Reading {
        edition: kind.key().to_owned(),
        rows: areas.len(),
        text,
        note: kind.note().to_owned(),
    })
}
