//! What a run leaves: seven files, or eight where it knows how its records are kept, all or none. All
//! hold only what was released but the last, which is for the ledger of releases.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use disclosure::{Published, Released, Sealed};

use crate::error::Error;
use crate::extract::sha256;
use crate::gaps::gaps;
use crate::ledger::{FILE as LEDGER, Ledger};
use crate::quality::Quality;
use crate::released::{csv, parquet};
use crate::run::Record;

/// What marks a folder as a run of ours.
pub(crate) const FORMAT: &str = "evidence-run/1";

/// The counts of how the records are kept, sealed.
const SEALED_QUALITY: &str = "sealed-quality.json";

/// A run as it was read back.
#[derive(Clone, Debug)]
pub struct Kept {
    /// How it was made.
    pub record: Record,
    /// What it released.
    pub released: Vec<Released<Published>>,
    /// How well its records say where people live and which ethnic group they are of.
    pub quality: Quality,
    /// What the ledger of releases is told of it.
    pub ledger: Ledger,
}

/// Puts files into a folder, in place of all that was there: every file or none. Where they cannot
/// be written, as on a full disk, what was there stays and nothing lies beside it.
pub(crate) fn replace(folder: &Path, files: &[(&str, &[u8])]) -> Result<(), Error> {
    let beside = |suffix: &str| {
        let mut name = folder.file_name().unwrap_or_default().to_os_string();
        name.push(suffix);
        folder.with_file_name(name)
    };
    let (new, old) = (beside(".new"), beside(".old"));
    for left in [&new, &old] {
        if left.exists() {
            fs::remove_dir_all(left).map_err(Error::writing(left))?;
        }
    }
    if let Err(error) = fill(&new, files) {
        // Why it could not be written is told; that it could not be taken away tells no more.
        let _taken_away = fs::remove_dir_all(&new);
        return Err(error);
    }
    if folder.exists() {
        fs::rename(folder, &old).map_err(Error::writing(folder))?;
    }
    if let Err(error) = fs::rename(&new, folder) {
        let _put_back = fs::rename(&old, folder);
        let _taken_away = fs::remove_dir_all(&new);
        return Err(Error::writing(folder)(error));
    }
    if old.exists() {
        fs::remove_dir_all(&old).map_err(Error::writing(&old))?;
    }
    Ok(())
}

/// Makes a folder of files.
fn fill(folder: &Path, files: &[(&str, &[u8])]) -> Result<(), Error> {
    fs::create_dir_all(folder).map_err(Error::writing(folder))?;
    for (name, content) in files {
        let path = folder.join(name);
        fs::write(&path, content).map_err(Error::writing(&path))?;
    }
    Ok(())
}

/// Refuses a folder that holds anything but an earlier run.
pub(crate) fn check(folder: &Path) -> Result<(), Error> {
    if !folder.exists() {
        return Ok(());
    }
    let occupied = || Error::Occupied { folder: folder.to_owned() };
    if !folder.is_dir() {
        return Err(occupied());
    }
    let mut entries = fs::read_dir(folder).map_err(Error::reading(folder))?;
    if entries.next().is_none() || record(folder).is_ok() { Ok(()) } else { Err(occupied()) }
}

/// Writes everything a run leaves.
pub(crate) fn write(
    folder: &Path,
    (released, ledger): (&[Released<Published>], &Ledger),
    quality: &Quality,
    record: &mut Record,
) -> Result<(), Error> {
    let ours =
        |_: &dyn std::error::Error| Error::Engine { says: "its answer could not be written" };
    let mut sealed = String::new();
    for one in released {
        sealed += one.seal().map_err(|error| ours(&error))?.as_str();
        sealed.push('\n');
    }
    let json = |value: serde_json::Result<String>| {
        value.map(|text| (text + "\n").into_bytes()).map_err(|error| ours(&error))
    };
    let mut files: Vec<(&str, Vec<u8>)> = vec![
        ("released.csv", csv(released).map_err(|error| ours(&error))?),
        ("released.parquet", parquet(released)?),
        ("gaps.json", json(serde_json::to_string_pretty(&gaps(released)))?),
        ("quality.json", json(serde_json::to_string_pretty(quality))?),
        ("sealed.jsonl", sealed.into_bytes()),
        (LEDGER, json(serde_json::to_string_pretty(ledger))?),
    ];
    if let Some(counts) = &quality.released {
        let sealed = counts.seal().map_err(|error| ours(&error))?;
        files.push((SEALED_QUALITY, (sealed.as_str().to_owned() + "\n").into_bytes()));
    }
    record.files =
        files.iter().map(|(name, content)| ((*name).to_owned(), sha256(content))).collect();
    files.push(("run.json", json(serde_json::to_string_pretty(record))?));
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, content)| (*name, content.as_slice())).collect();
    replace(folder, &files)
}

fn not_a_run(folder: &Path, says: &str) -> Error {
    Error::NotARun { folder: folder.to_owned(), says: says.to_owned() }
}

fn record(folder: &Path) -> Result<Record, Error> {
    let path: PathBuf = folder.join("run.json");
    if !path.exists() {
        return Err(not_a_run(folder, "it has no run.json"));
    }
    let text = fs::read_to_string(&path).map_err(Error::reading(&path))?;
    let record: Record =
        serde_json::from_str(&text).map_err(|_| not_a_run(folder, "its run.json does not read"))?;
    if record.format == FORMAT {
        Ok(record)
    } else {
        Err(not_a_run(folder, "its run.json is of another version"))
    }
}

/// Reads back what a run released, if every file is as the run wrote it.
///
/// # Errors
///
/// If the folder holds no run, or a file of it is missing or was changed.
pub fn read_kept(folder: &Path) -> Result<Kept, Error> {
    let record = record(folder)?;
    let mut contents: BTreeMap<&str, Vec<u8>> = BTreeMap::new();
    for (name, hash) in &record.files {
        let path = folder.join(name);
        let content = fs::read(&path).map_err(Error::reading(&path))?;
        if sha256(&content) != *hash {
            return Err(not_a_run(folder, &format!("{name} was changed")));
        }
        contents.insert(name, content);
    }
    let sealed = contents
        .remove("sealed.jsonl")
        .ok_or_else(|| not_a_run(folder, "it has no sealed.jsonl"))?;
    let sealed =
        String::from_utf8(sealed).map_err(|_| not_a_run(folder, "sealed.jsonl is not text"))?;
    let open = |line: &str| Sealed::from_store(line.to_owned()).open::<Published>();
    let released = sealed
        .lines()
        .map(open)
        .collect::<Result<Vec<_>, _>>()
        .map_err(|_| not_a_run(folder, "sealed.jsonl does not open"))?;
    let mut quality: Quality = contents
        .remove("quality.json")
        .and_then(|text| serde_json::from_slice(&text).ok())
        .ok_or_else(|| not_a_run(folder, "its quality.json does not read"))?;
    // A run of before has none.
    if let Some(sealed) = contents.remove(SEALED_QUALITY) {
        let opened = String::from_utf8(sealed).ok().map(|text| Sealed::from_store(text).open());
        let Some(Ok(counts)) = opened else {
            return Err(not_a_run(folder, &format!("its {SEALED_QUALITY} does not open")));
        };
        quality.released = Some(counts);
    }
    let ledger = contents.remove(LEDGER).ok_or_else(|| {
        not_a_run(folder, &format!("it has no {LEDGER}, as runs of before had none: run it again"))
    })?;
    let ledger: Ledger = serde_json::from_slice(&ledger)
        .map_err(|_| not_a_run(folder, &format!("its {LEDGER} does not read")))?;
    Ok(Kept { record, released, quality, ledger })
}
