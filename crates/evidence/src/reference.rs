//! Look-ups, kept by edition: checked in full when they come in, and again when they are opened.
//!
//! A look-up is kept as `EDITION/areas.csv`, one area and its decile a line in the order of the
//! codes, beside `EDITION/manifest.json`, which says where it came from and what its bytes are.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use jiff::civil::Date;
use population::{Decile, DeprivationEdition, LsoaCode, LsoaVintage};
use serde::{Deserialize, Serialize};

use crate::areas::Areas;
use crate::error::Error;
use crate::extract::{content, sha256};

/// The kind of look-up of a made-up demonstration region.
pub const INVENTED: &str = "imd-invented";

/// A look-up that is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Its edition: `imd-2019`.
    pub edition: String,
    /// SHA-256 of the areas as kept.
    pub sha256: String,
    /// SHA-256 of the file as it came in.
    pub original_sha256: String,
    /// How many areas.
    pub rows: usize,
    /// The day it was added.
    pub added: Date,
    /// Who published it, in words.
    pub note: String,
}

/// The kinds of deprivation look-up.
#[derive(Clone, Copy)]
enum Kind {
    Published(DeprivationEdition),
    Invented,
}

impl Kind {
    fn named(kind: &str) -> Result<Self, Error> {
        if kind == INVENTED {
            return Ok(Self::Invented);
        }
        let edition = kind.parse().map_err(|_| Error::NotAKind { kind: kind.to_owned() })?;
        Ok(Self::Published(edition))
    }

    fn vintage(self) -> Option<LsoaVintage> {
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

/// Adds a look-up to the folder, in place of an earlier copy of the same edition.
///
/// The file is the publisher's own CSV or one with short names, `.gz` or not.
///
/// # Errors
///
/// If the kind is not one that is kept, if the file cannot be read, or if it is not a complete
/// copy: a column is missing, an area is there twice or not at all, or a decile is none.
pub fn add(folder: &Path, kind: &str, file: &Path, today: Date) -> Result<Kept, Error> {
    let known = Kind::named(kind)?;
    let original = fs::read(file).map_err(Error::reading(file))?;
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let refuse =
        |says: String| Error::NotTheEdition { file: name.clone(), edition: kind.to_owned(), says };
    let areas = read(known, &content(file)?, &refuse)?;
    let mut text = String::from("area,decile\n");
    for (code, decile) in &areas {
        text.extend([code.as_str(), ",", &decile.to_string(), "\n"]);
    }
    let kept = Kept {
        edition: kind.to_owned(),
        sha256: sha256(text.as_bytes()),
        original_sha256: sha256(&original),
        rows: areas.len(),
        added: today,
        note: known.note().to_owned(),
    };
    let manifest =
        serde_json::to_string_pretty(&kept).map_err(|error| refuse(error.to_string()))?;
    crate::output::replace(
        &folder.join(kind),
        &[("areas.csv", text.as_bytes()), ("manifest.json", (manifest + "\n").as_bytes())],
    )?;
    Ok(kept)
}

fn read(
    kind: Kind,
    content: &[u8],
    refuse: &impl Fn(String) -> Error,
) -> Result<BTreeMap<LsoaCode, Decile>, Error> {
    let mut reader = csv::Reader::from_reader(content);
    let header: Vec<String> = reader
        .headers()
        .map_err(|_| refuse("it has no header".to_owned()))?
        .iter()
        .map(|name| name.trim_start_matches('\u{feff}').trim().to_lowercase())
        .collect();
    let code_at = header.iter().position(|name| kind.codes().contains(&name.as_str()));
    let decile_at =
        header.iter().position(|name| kind.deciles().iter().any(|start| name.starts_with(start)));
    let missing: Vec<&str> = [(code_at, kind.codes()), (decile_at, kind.deciles())]
        .into_iter()
        .filter(|(at, _)| at.is_none())
        .filter_map(|(_, names)| names.first().copied())
        .collect();
    let (Some(code_at), Some(decile_at)) = (code_at, decile_at) else {
        return Err(refuse(format!("it has no column {}", missing.join(" and no column "))));
    };
    let mut areas = BTreeMap::new();
    for (row, record) in (1..).zip(reader.records()) {
        let record = record.map_err(|_| refuse(format!("row {row} is not like its header")))?;
        let field = |at| record.get(at).unwrap_or_default();
        let code: LsoaCode =
            field(code_at).parse().map_err(|error| refuse(format!("in row {row}, {error}")))?;
        let decile: Decile =
            field(decile_at).parse().map_err(|error| refuse(format!("in row {row}, {error}")))?;
        if areas.insert(code, decile).is_some() {
            return Err(refuse(format!("row {row} has the area {code} a second time")));
        }
    }
    match kind.areas() {
        Some(expected) if expected != areas.len() => {
            Err(refuse(format!("it has {} areas and not {expected}", areas.len())))
        }
        None if areas.is_empty() => Err(refuse("it has no areas".to_owned())),
        Some(_) | None => Ok(areas),
    }
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
        if Kind::named(&name).is_ok() {
            kept.insert(name.clone(), manifest(folder, &name)?);
        }
    }
    Ok(kept.into_values().collect())
}

fn manifest(folder: &Path, edition: &str) -> Result<Kept, Error> {
    let path = folder.join(edition).join("manifest.json");
    if !path.exists() {
        return Err(Error::NoEdition { edition: edition.to_owned() });
    }
    let text = fs::read_to_string(&path).map_err(Error::reading(&path))?;
    serde_json::from_str(&text).map_err(|_| Error::Damaged { edition: edition.to_owned() })
}

/// Opens a look-up.
pub(crate) fn open(folder: &Path, edition: &str) -> Result<(Areas, Kept), Error> {
    let kind = Kind::named(edition)?;
    let kept = manifest(folder, edition)?;
    let damaged = |_| Error::Damaged { edition: edition.to_owned() };
    let path = folder.join(edition).join("areas.csv");
    let bytes = fs::read(&path).map_err(Error::reading(&path))?;
    if sha256(&bytes) != kept.sha256 {
        return Err(damaged(String::new()));
    }
    let mut areas = Vec::with_capacity(kept.rows);
    for record in csv::Reader::from_reader(bytes.as_slice()).into_deserialize() {
        let (code, decile): (String, String) =
            record.map_err(|error: csv::Error| damaged(error.to_string()))?;
        let code: LsoaCode = code.parse().map_err(|_| damaged(String::new()))?;
        let decile: Decile = decile.parse().map_err(|_| damaged(String::new()))?;
        areas.push((code, decile));
    }
    Ok((Areas::new(kind.vintage(), areas), kept))
}

/// The edition that fits areas of the other census than this one's.
pub(crate) fn other(edition: &str) -> Option<(DeprivationEdition, DeprivationEdition)> {
    let this: DeprivationEdition = edition.parse().ok()?;
    let that = DeprivationEdition::ALL.into_iter().find(|that| that.vintage() != this.vintage())?;
    Some((this, that))
}
