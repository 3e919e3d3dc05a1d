//! A folder as an extract: every file of it is counted, or the folder is refused by name.
//!
//! Nothing in it is passed over in silence. Whoever points at a folder counts on all of it, and a
//! file that was left out would show as a gap that is not there.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, listed};
use crate::extract;

/// How the name of an extract in a folder may end.
const ENDINGS: [&str; 3] = [".csv", ".csv.gz", ".parquet"];

/// The files of what was named: a file as it is, and of a folder every extract in the order of
/// names.
///
/// # Errors
///
/// If a folder is empty, holds anything but extracts, or holds one extract in two forms, or if a
/// file is named twice: its records would be counted twice.
pub(crate) fn files(named: &[PathBuf]) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    for path in named {
        if path.is_dir() {
            files.extend(of(path)?);
        } else {
            files.push(path.clone());
        }
    }
    let mut seen: BTreeMap<PathBuf, &PathBuf> = BTreeMap::new();
    for file in &files {
        // What is not there is told of by whoever opens it.
        let Ok(place) = file.canonicalize() else { continue };
        if seen.insert(place, file).is_some() {
            return Err(Error::NamedTwice { file: extract::name(file) });
        }
    }
    Ok(files)
}

/// Every extract of one folder, in the order of names.
fn of(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let refuse = |says: String| Error::NotExtracts { folder: folder.to_owned(), says };
    let mut files: BTreeMap<String, PathBuf> = BTreeMap::new();
    let mut others = Vec::new();
    for entry in fs::read_dir(folder).map_err(Error::reading(folder))? {
        let path = entry.map_err(Error::reading(folder))?.path();
        let name = extract::name(&path);
        if path.is_file() && ending(&name).is_some() {
            files.insert(name, path);
        } else {
            others.push(name);
        }
    }
    if !others.is_empty() {
        others.sort();
        return Err(refuse(format!("it also holds {}", listed(&others))));
    }
    if files.is_empty() {
        return Err(refuse("it is empty".to_owned()));
    }
    let mut stems: BTreeMap<String, &String> = BTreeMap::new();
    for name in files.keys() {
        let stem = name.len() - ending(name).map_or(0, str::len);
        let stem = name.get(..stem).unwrap_or(name).to_lowercase();
        if let Some(other) = stems.insert(stem, name) {
            let both = listed(&[other.clone(), name.clone()]);
            return Err(refuse(format!("{both} are one name in two forms: leave one")));
        }
    }
    Ok(files.into_values().collect())
}

/// How a name ends, if it is that of an extract; in whichever letters.
fn ending(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    ENDINGS.into_iter().find(|ending| name.len() > ending.len() && name.ends_with(ending))
}
