//! Deprivation by area: the published indices of England, and that of a made-up region.

use std::collections::BTreeMap;
use std::path::Path;

use population::{Decile, DeprivationEdition, LsoaCode, LsoaVintage, Rank};

use super::{INVENTED, INVENTED_AREAS, Kept, Kind, Reading, opened, small};
use crate::error::Error;
use crate::local::{ALL, Local};
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
            Self::Invented => INVENTED_AREAS,
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

    /// The beginnings, in small letters, of the names under which the ranks may stand.
    pub(super) fn ranks(self) -> &'static [&'static str] {
        const PUBLISHER: &str = "index of multiple deprivation (imd) rank";
        match self {
            Self::Published(DeprivationEdition::Imd2019) => &["imd19_rank", PUBLISHER],
            Self::Published(DeprivationEdition::Imd2025) => &["imd25_rank", PUBLISHER],
            Self::Invented => &["rank"],
        }
    }
}

/// An area with its published decile, and its rank where the file had them.
pub(super) type Ranked = (LsoaCode, Decile, Option<Rank>);

/// Reads a complete copy: every area once, with its published decile. Ranks are kept where the file
/// has them; national quintiles need none.
pub(super) fn read(kind: Deprivation, table: &mut Table) -> Result<Reading, Error> {
    let code_at = table.find(kind.codes());
    let begins = |names: &[&str]| {
        let begins = |name: &String| names.iter().any(|start| name.starts_with(start));
        table.header().iter().position(begins)
    };
    let (decile_at, rank_at) = (begins(kind.deciles()), begins(kind.ranks()));
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
        let rank: Option<Rank> = rank_at.map(|at| row.read(at)).transpose()?;
        if areas.insert(code, (decile, rank)).is_some() {
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
    check_ranks(&areas).map_err(|says| table.refuse(says))?;
    let mut text = String::from(if rank_at.is_some() { RANKED } else { UNRANKED });
    for (code, (decile, rank)) in &areas {
        text.extend(["\n", code.as_str(), ",", &decile.to_string()]);
        text.extend(rank.map(|rank| format!(",{rank}")));
    }
    text.push('\n');
    Ok(Reading {
        edition: kind.key().to_owned(),
        rows: areas.len(),
        text,
        note: kind.note().to_owned(),
    })
}

/// The headers of what is kept.
const RANKED: &str = "area,decile,rank";
const UNRANKED: &str = "area,decile";

/// Refuses ranks that are those of something else: above the number of areas, or in another order
/// than the deciles.
fn check_ranks(areas: &BTreeMap<LsoaCode, (Decile, Option<Rank>)>) -> Result<(), String> {
    let mut ranked: Vec<(Rank, Decile, LsoaCode)> = areas
        .iter()
        .filter_map(|(code, (decile, rank))| Some(((*rank)?, *decile, *code)))
        .collect();
    ranked.sort_unstable();
    if let Some((rank, _, code)) = ranked.last()
        && usize::try_from(rank.number()).is_ok_and(|rank| rank > areas.len())
    {
        return Err(format!("{code} has the rank {rank}, and there are {} areas", areas.len()));
    }
    let pairs = ranked.iter().zip(ranked.iter().skip(1));
    match pairs.into_iter().find(|((_, before, _), (_, after, _))| before > after) {
        Some(((rank, decile, _), (next, other, code))) => Err(format!(
            "{code} has the rank {next} in decile {other}, and rank {rank} is in decile {decile}"
        )),
        None => Ok(()),
    }
}

/// Reads back what was kept, with ranks or, of a copy that was added without them, without.
pub(super) fn kept(text: &str) -> Option<Vec<Ranked>> {
    let line = |line: &str| {
        let (code, rest) = line.split_once(',')?;
        let (decile, rank) = match rest.split_once(',') {
            Some((decile, rank)) => (decile, Some(rank.parse().ok()?)),
            None => (rest, None),
        };
        Some((code.parse().ok()?, decile.parse().ok()?, rank))
    };
    text.lines().skip(1).map(line).collect()
}

/// The local quintiles of a place: its small areas by the look-up of areas whose edition comes last
/// of those that name it, ranked among themselves by a look-up of deprivation. Of an invented region
/// the place may be [`ALL`], which needs no look-up of areas.
pub(crate) fn local(folder: &Path, deprivation: &str, place: &str) -> Result<(Local, Kept), Error> {
    let (text, ranks, damaged) = opened(folder, deprivation)?;
    let ranked = kept(&text).ok_or_else(damaged)?;
    let Some(Kind::Deprivation(kind)) = Kind::of(deprivation) else {
        let kinds = Deprivation::ALL.into_iter().map(Deprivation::key).collect();
        return Err(Error::NotAKind { kind: deprivation.to_owned(), kinds });
    };
    let ranked = ranked.into_iter().map(|(code, _, rank)| Some((code.english()?, rank?)));
    let Some(ranked) = ranked.collect::<Option<BTreeMap<u32, _>>>() else {
        let column = kind.ranks().first().copied().unwrap_or_default();
        return Err(Error::NoRanks { edition: deprivation.to_owned(), column });
    };
    let refuse = |error: measure::quantile::NotQuantiles| Error::NotLocal {
        place: place.to_owned(),
        says: error.to_string(),
    };
    if place == ALL && kind == Deprivation::Invented {
        return Ok((
            Local::new("all the invented areas", &ranked, |_| true).map_err(refuse)?,
            ranks,
        ));
    }
    let small = small(deprivation);
    let Some((name, within, kept)) = super::areas::of_place(folder, &small, place)? else {
        return Err(Error::NoPlace { place: place.to_owned(), small });
    };
    let name = format!("{name} ({place})");
    let local = Local::new(&name, &ranked, |area| within.contains(&area)).map_err(refuse)?;
    Ok((local, kept))
}
