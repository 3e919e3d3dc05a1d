//! Look-ups, kept by edition: checked in full when they come in, and again when they are opened.
//!
//! A look-up is kept in a folder named by its edition, as one table of its own short form beside
//! `manifest.json`, which says where it came from and what its bytes are. Which edition a file is
//! of is told by its own headings and dates, and never by its name.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use disclosure::Policy;
use jiff::civil::Date;
use population::{DeprivationEdition, Heading, Level, LsoaCode, Organisations};
use serde::{Deserialize, Serialize};

use crate::areas::{Areas, Within};
use crate::error::Error;
use crate::extract::{sha256, sha256_of};
use crate::local::{self, Local};
use crate::table::{Table, What};

mod areas;
mod deprivation;
mod ethnicity;
mod lsoa_change;
mod organisations;
mod postcodes;
mod residents;

use deprivation::Deprivation;

pub use areas::Area;
pub(crate) use postcodes::Postcodes;
pub use residents::Residents;

/// The kind of look-up of a made-up demonstration region.
pub const INVENTED: &str = "imd-invented";

/// A look-up that is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Its edition: `imd-2019`, `postcodes-2025-08`.
    pub edition: String,
    /// SHA-256 of the table as kept.
    pub sha256: String,
    /// SHA-256 of the file as it came in.
    pub original_sha256: String,
    /// How many lines: areas, postcodes, organisations.
    pub rows: usize,
    /// The day it was added.
    pub added: Date,
    /// Who published it, in words.
    pub note: String,
}

impl Kept {
    /// What its lines are, in a word: areas, postcodes.
    pub fn lines(&self) -> &'static str {
        Kind::of(&self.edition).map_or("lines", Kind::lines)
    }
}

/// The kinds of look-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Deprivation(Deprivation),
    Postcodes,
    Areas,
    LsoaChange,
    Population,
    Ethnicity,
    Ods,
}

/// A file that was read: its edition, and what is kept of it.
struct Reading {
    edition: String,
    rows: usize,
    text: String,
    note: String,
}

/// What the Office for National Statistics asks to be said of its tables.
const ONS: &str = "Office for National Statistics, Open Government Licence v3.0";

/// A table as it is kept: CSV, of which a field is quoted only where it must be.
fn written(header: &[&str], lines: impl IntoIterator<Item = Vec<String>>) -> Option<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header).ok()?;
    for line in lines {
        writer.write_record(line).ok()?;
    }
    String::from_utf8(writer.into_inner().ok()?).ok()
}

/// Refuses a table in which an area of England is missing or is not one, by how many there are.
fn check_count(table: &Table, heading: Heading, english: usize) -> Result<(), Error> {
    let editions = DeprivationEdition::ALL.into_iter();
    let of_census =
        |edition: &DeprivationEdition| edition.vintage().year() == 2000 + u16::from(heading.year);
    let expected = match heading.level {
        Level::Lsoa => editions.filter(of_census).map(DeprivationEdition::areas).next(),
        // Since the reorganisation of April 2023.
        Level::Lad if (23..=24).contains(&heading.year) => Some(296),
        Level::Lad
        | Level::Msoa
        | Level::Ward
        | Level::Utla
        | Level::SubIcb
        | Level::Icb
        | Level::Region
        | Level::Country => None,
    };
    match expected.and_then(|expected| usize::try_from(expected).ok()) {
        Some(expected) if expected != english => {
            Err(table.refuse(format!("it has {english} areas of England and not {expected}")))
        }
        None if english == 0 => Err(table.refuse("it has no areas of England")),
        Some(_) | None => Ok(()),
    }
}

impl Kind {
    fn all() -> impl Iterator<Item = Self> {
        let others = [
            Self::Postcodes,
            Self::Areas,
            Self::LsoaChange,
            Self::Population,
            Self::Ethnicity,
            Self::Ods,
        ];
        Deprivation::ALL.into_iter().map(Self::Deprivation).chain(others)
    }

    fn key(self) -> &'static str {
        match self {
            Self::Deprivation(edition) => edition.key(),
            Self::Postcodes => "postcodes",
            Self::Areas => "areas",
            Self::LsoaChange => "lsoa-change",
            Self::Population => "population",
            Self::Ethnicity => "ethnicity",
            Self::Ods => "ods",
        }
    }

    fn named(key: &str) -> Result<Self, Error> {
        Self::all().find(|kind| kind.key() == key).ok_or_else(|| Error::NotAKind {
            kind: key.to_owned(),
            kinds: Self::all().map(Self::key).collect(),
        })
    }

    /// The kind that an edition is of.
    fn of(edition: &str) -> Option<Self> {
        let is_plain = edition.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        Self::all().filter(|_| is_plain).find(|kind| {
            match (kind, edition.strip_prefix(kind.key())) {
                (_, None) => false,
                (Self::Deprivation(_), Some(rest)) => rest.is_empty(),
                (
                    Self::Postcodes
                    | Self::Areas
                    | Self::LsoaChange
                    | Self::Population
                    | Self::Ethnicity
                    | Self::Ods,
                    Some(rest),
                ) => rest.starts_with('-'),
            }
        })
    }

    fn lines(self) -> &'static str {
        match self {
            Self::Deprivation(_) | Self::Areas | Self::Ethnicity => "areas",
            Self::Postcodes => "postcodes",
            Self::LsoaChange => "changes",
            Self::Population => "counts",
            Self::Ods => "organisations",
        }
    }

    /// The name of the table that is kept.
    fn table(self) -> String {
        format!("{}.csv", self.lines())
    }

    fn read(self, table: &mut Table) -> Result<Reading, Error> {
        match self {
            Self::Deprivation(edition) => deprivation::read(edition, table),
            Self::Postcodes => postcodes::read(table),
            Self::Areas => areas::read(table),
            Self::LsoaChange => lsoa_change::read(table),
            Self::Population => residents::read(table),
            Self::Ethnicity => ethnicity::read(table),
            Self::Ods => organisations::read(table),
        }
    }
}

/// Adds a look-up to the folder, in place of an earlier copy of the same edition.
///
/// The file is the publisher's own CSV or one with short names, `.gz` or not.
///
/// # Errors
///
/// If the kind is not one that is kept, if the file cannot be read, or if it is not a complete
/// copy: a column is missing, a line is there twice or not at all, or a field is not what it
/// should be. The message names the first row that is wrong.
pub fn add(folder: &Path, kind: &str, file: &Path, today: Date) -> Result<Kept, Error> {
    let kind = Kind::named(kind)?;
    let mut table = Table::open(file, What::LookUp(kind.key()))?;
    let Reading { edition, rows, text, note } = kind.read(&mut table)?;
    let kept = Kept {
        edition,
        sha256: sha256(text.as_bytes()),
        original_sha256: sha256_of(file)?,
        rows,
        added: today,
        note,
    };
    let manifest =
        serde_json::to_string_pretty(&kept).map_err(|error| table.refuse(error.to_string()))?;
    crate::output::replace(
        &folder.join(&kept.edition),
        &[(&kind.table(), text.as_bytes()), ("manifest.json", (manifest + "\n").as_bytes())],
    )?;
    Ok(kept)
}

/// The look-ups in a folder, by edition. A folder that is not there has none.
///
/// # Errors
///
/// If the folder cannot be read, or what describes a look-up does not read.
pub fn list(folder: &Path) -> Result<Vec<Kept>, Error> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut kept = BTreeMap::new();
    for entry in fs::read_dir(folder).map_err(Error::reading(folder))? {
        let path = entry.map_err(Error::reading(folder))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if Kind::of(&name).is_some() {
            kept.insert(name.clone(), manifest(folder, &name)?);
        }
    }
    Ok(kept.into_values().collect())
}

fn manifest(folder: &Path, edition: &str) -> Result<Kept, Error> {
    let path = folder.join(edition).join("manifest.json");
    let Some(kind) = Kind::of(edition).filter(|_| path.exists()) else {
        let kind = Kind::of(edition).map_or("KIND", Kind::key);
        return Err(Error::NoEdition { edition: edition.to_owned(), kind });
    };
    let damaged = || Error::Damaged { edition: edition.to_owned(), kind: kind.key() };
    let text = fs::read_to_string(&path).map_err(Error::reading(&path))?;
    serde_json::from_str(&text).map_err(|_| damaged())
}

/// The table of a look-up, if its bytes are those that were kept, and how to say that it is not.
fn opened(folder: &Path, edition: &str) -> Result<(String, Kept, impl Fn() -> Error), Error> {
    let kept = manifest(folder, edition)?;
    let kind = Kind::of(edition);
    let damaged = {
        let edition = edition.to_owned();
        move || Error::Damaged { edition: edition.clone(), kind: kind.map_or("KIND", Kind::key) }
    };
    let path = folder.join(edition).join(kind.map(Kind::table).unwrap_or_default());
    let bytes = fs::read(&path).map_err(Error::reading(&path))?;
    if sha256(&bytes) != kept.sha256 {
        return Err(damaged());
    }
    let text = String::from_utf8(bytes).map_err(|_| damaged())?;
    Ok((text, kept, damaged))
}

/// Opens a look-up of deprivation, with the directory of postcodes that goes with it.
pub(crate) fn open(
    folder: &Path,
    edition: &str,
    directory: Option<&str>,
) -> Result<(Areas, Kept), Error> {
    let Some(Kind::Deprivation(kind)) = Kind::of(edition) else {
        let kinds = Deprivation::ALL.into_iter().map(Deprivation::key).collect();
        return Err(Error::NotAKind { kind: edition.to_owned(), kinds });
    };
    let (text, kept, damaged) = opened(folder, edition)?;
    let areas = deprivation::kept(&text).ok_or_else(damaged)?;
    let areas = areas.into_iter().map(|(code, decile, _)| (code, decile));
    let postcodes = Postcodes::new(folder, directory, kind.vintage());
    Ok((Areas::new(kind.vintage(), areas, postcodes), kept))
}

/// How the small areas that a look-up of deprivation ranks are named in a heading: `lsoa21`.
fn small(deprivation: &str) -> String {
    let vintage = match Kind::of(deprivation) {
        Some(Kind::Deprivation(kind)) => kind.vintage(),
        _ => None,
    };
    let small = vintage.map(|vintage| format!("{}{}", Level::Lsoa.key(), vintage.year() % 100));
    small.unwrap_or_else(|| Level::Lsoa.key().to_owned())
}

/// The local quintiles of a place: its small areas by the look-up of areas whose edition comes last
/// of those that name it, ranked among themselves by a look-up of deprivation. Of the invented
/// region, which has no look-up of areas, the place is [`local::ALL`].
pub(crate) fn local(folder: &Path, deprivation: &str, place: &str) -> Result<(Local, Kept), Error> {
    let (text, ranks, damaged) = opened(folder, deprivation)?;
    let ranked = deprivation::kept(&text).ok_or_else(damaged)?;
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
    if place == local::ALL && kind == Deprivation::Invented {
        return Ok((
            Local::new("all the invented areas", &ranked, |_| true).map_err(refuse)?,
            ranks,
        ));
    }
    let begins = format!("{}-{}-", Kind::Areas.key(), small(deprivation));
    let fitting = list(folder)?.into_iter().filter(|kept| kept.edition.starts_with(&begins));
    for kept in fitting.collect::<Vec<_>>().into_iter().rev() {
        let (text, kept, _) = opened(folder, &kept.edition)?;
        if let Some((name, areas)) = areas::lies_in(&text, place) {
            let name = format!("{name} ({place})");
            let local = Local::new(&name, &ranked, |area| areas.contains(&area));
            return Ok((local.map_err(refuse)?, kept));
        }
    }
    Err(Error::NoPlace { place: place.to_owned(), small: small(deprivation) })
}

/// Opens the look-up of the larger areas of a level in which small ones lie: that of an edition,
/// or the one that has the newest areas of the level.
pub(crate) fn within(
    folder: &Path,
    deprivation: &str,
    level: Level,
    asked: Option<&str>,
) -> Result<(Within, Kept), Error> {
    let small = small(deprivation);
    let year = |edition: &str| {
        let keys = edition.strip_prefix("areas-")?.strip_prefix(&small)?;
        let headings = keys.split('-').filter_map(|key| Heading::read(&format!("{key}cd")));
        headings.filter(|heading| heading.level == level).map(|heading| heading.year).max()
    };
    let kept = list(folder)?.into_iter().map(|kept| kept.edition);
    let fitting = kept
        .filter(|edition| asked.is_none_or(|asked| asked == edition))
        .filter_map(|edition| Some((year(&edition)?, edition)))
        .max();
    let Some((_, edition)) = fitting else {
        let edition = asked.map_or_else(|| format!("areas-{small}-{}", level.key()), str::to_owned);
        return Err(Error::NoEdition { edition, kind: Kind::Areas.key() });
    };
    let (text, kept, damaged) = opened(folder, &edition)?;
    let within = areas::kept(&text, level).ok_or_else(damaged)?;
    Ok((within, kept))
}

/// Every area that a look-up of areas in a folder names, by code; of one that several name, as the
/// look-up whose edition comes last has it.
///
/// # Errors
///
/// If the folder cannot be read, or a look-up is not as it was kept.
pub fn areas(folder: &Path) -> Result<BTreeMap<String, Area>, Error> {
    let mut all = BTreeMap::new();
    for kept in list(folder)? {
        if Kind::of(&kept.edition) == Some(Kind::Areas) {
            let (text, _, damaged) = opened(folder, &kept.edition)?;
            all.extend(areas::all(&text).ok_or_else(damaged)?);
        }
    }
    Ok(all)
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
    let all = list(folder)?;
    let is_of = |kind: Kind, kept: &&Kept| Kind::of(&kept.edition) == Some(kind);
    for kept in all.iter().rev().filter(|kept| is_of(Kind::Population, kept) && kept.rows <= MOST) {
        let (text, kept, damaged) = opened(folder, &kept.edition)?;
        let mut counted = residents::counted(&text, |area| area == code);
        if counted.is_none()
            && let Some(begins) = small_of(&kept.edition)
            && let Some(areas) = all.iter().rev().find(|areas| areas.edition.starts_with(&begins))
        {
            let (lies_in, ..) = opened(folder, &areas.edition)?;
            let within = areas::lies_in(&lies_in, code).map(|(_, areas)| areas).unwrap_or_default();
            let is_within = |area: &str| {
                let area = area.parse::<LsoaCode>().ok().and_then(|area| area.english());
                area.is_some_and(|area| within.contains(&area))
            };
            counted = residents::counted(&text, is_within);
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

/// How the editions of look-ups begin that say where the small areas of a look-up of populations lie.
fn small_of(edition: &str) -> Option<String> {
    let key = edition.strip_prefix("population-")?.split('-').next()?;
    key.starts_with(Level::Lsoa.key()).then(|| format!("{}-{key}-", Kind::Areas.key()))
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
    Ok((lsoa_change::kept(&text).ok_or_else(damaged)?, kept))
}

/// Opens a directory of organisations.
pub(crate) fn organisations(folder: &Path, edition: &str) -> Result<(Organisations, Kept), Error> {
    if Kind::of(edition) != Some(Kind::Ods) {
        return Err(Error::NotAKind { kind: edition.to_owned(), kinds: vec![Kind::Ods.key()] });
    }
    let (text, kept, damaged) = opened(folder, edition)?;
    Ok((organisations::kept(&text).ok_or_else(damaged)?, kept))
}

/// The edition that fits areas of the other census than this one's.
pub(crate) fn other(edition: &str) -> Option<(DeprivationEdition, DeprivationEdition)> {
    let this: DeprivationEdition = edition.parse().ok()?;
    let that = DeprivationEdition::ALL.into_iter().find(|that| that.vintage() != this.vintage())?;
    Some((this, that))
}
