//! Opening the office at the place a command names.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use office::{Office, Opening};

use crate::arguments::Place;
use crate::clock;

/// The office at that place, its database brought up to date.
pub(crate) async fn open(place: Place) -> Result<Office> {
    let Place { data, database } = place;
    Ok(Office::open(Opening { folder: data, database, draw: clock::draw }).await?)
}

/// The largest file a command takes in memory.
const LARGEST: u64 = 20_000_000;

/// The largest table a command takes in memory.
const LARGEST_TABLE: u64 = 500_000_000;

/// The bytes of a document.
pub(crate) fn bytes(path: &Path) -> Result<Vec<u8>> {
    bytes_up_to(LARGEST, path)
}

/// The bytes of a table of figures.
pub(crate) fn table(path: &Path) -> Result<Vec<u8>> {
    bytes_up_to(LARGEST_TABLE, path)
}

fn bytes_up_to(largest: u64, path: &Path) -> Result<Vec<u8>> {
    let shown = path.display();
    let about = fs::metadata(path).with_context(|| format!("“{shown}” cannot be opened"))?;
    if about.is_dir() {
        bail!("“{shown}” is a folder; name a file in it");
    }
    if about.len() > largest {
        bail!("“{shown}” is larger than {largest} bytes, the most it may be");
    }
    fs::read(path).with_context(|| format!("“{shown}” cannot be read"))
}

/// Writes a file whole, or leaves what was there.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".part");
    fs::write(&beside, bytes)
        .and_then(|()| fs::rename(&beside, path))
        .with_context(|| format!("“{}” cannot be written", path.display()))
}

/// The name of a file, without its folder.
pub(crate) fn name(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}
