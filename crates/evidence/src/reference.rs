//! Look-ups, kept by edition: checked in full when they come in, and again when they are opened.
//!
//! A look-up is kept in a folder named by its edition, as one table of its own short form beside
//! `manifest.json`, which says where it came from and what its bytes are. Which edition a file is
//! of is told by its own headings and dates, and never by its name.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use jiff::civil::Date;
use population::{DeprivationEdition, Heading, Level, LsoaCode, Organisations};
use serde::{Deserialize, Serialize};

use crate::areas::{Areas, Whole, Within};
use crate::error::Error;
use crate::extract::{sha256, sha256_of};
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
pub(crate) use deprivation::local;
pub(crate) use ethnicity::of_each_group;
pub(crate) use lsoa_change::changes;
pub(crate) use postcodes::Postcodes;
pub(crate) use residents::{Living, of_each_age};
pub use residents::{Residents, residents};

/// The kind of look-up of a made-up demonstration region.
pub const INVENTED: &str = "imd-invented";

/// What is said of a look-up of a made-up region, in place of a publisher.
const INVENTED_AREAS: &str = "invented areas of a demonstration region: not real places";

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

/// Whether every area with which the lines of a table that is kept begin is invented.
fn is_invented(text: &str) -> bool {
    let areas = text.lines().skip(1).filter_map(|line| line.split(',').next());
    areas.map(str::parse).all(|area: Result<LsoaCode, _>| area.is_ok_and(|it| it.is_invented()))
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

    /// Whether each line of what is kept begins with the area it is of, and no publisher is named
    /// where that is invented.
    fn is_by_area(self) -> bool {
        match self {
            Self::Areas | Self::Population | Self::Ethnicity => true,
            Self::Deprivation(_) | Self::Postcodes | Self::LsoaChange | Self::Ods => false,
        }
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
        note: if kind.is_by_area() && is_invented(&text) {
            INVENTED_AREAS.to_owned()
        } else {
            note
        },
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
        let keys = areas::larger(edition, &small)?;
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

/// Opens a place by its code, as the small areas that a look-up of deprivation ranks.
pub(crate) fn place(folder: &Path, deprivation: &str, place: &str) -> Result<(Whole, Kept), Error> {
    let small = small(deprivation);
    let Some((name, areas, kept)) = areas::of_place(folder, &small, place)? else {
        return Err(Error::NoPlace { place: place.to_owned(), small });
    };
    Ok((Whole { words: format!("{name} ({place}), {} areas", areas.len()), areas }, kept))
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
