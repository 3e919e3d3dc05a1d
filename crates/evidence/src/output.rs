//! What a run leaves: seven files, all or none. Six hold only what was released; the last is
//! for the ledger of releases.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, Float64Array, Int64Array, RecordBatch, StringArray};
use datafusion::parquet::arrow::ArrowWriter;
use disclosure::{ALREADY_PUBLISHED, Cell, Hidden, Interval, Published, Released, Sealed};

use crate::error::Error;
use crate::extract::sha256;
use crate::gaps::{INVENTED, gaps, in_unit};
use crate::ledger::{FILE as LEDGER, Ledger};
use crate::quality::Quality;
use crate::reference;
use crate::run::Record;

/// The columns of `released.csv`.
pub const COLUMNS: [&str; 12] = [
    "indicator",
    "period",
    "breakdown",
    "group",
    "numerator",
    "denominator",
    "value",
    "lower95",
    "upper95",
    "lower998",
    "upper998",
    "note",
];

/// How a hidden number is written.
pub const HIDDEN: &str = "*";

/// What marks a folder as a run of ours.
pub(crate) const FORMAT: &str = "evidence-run/1";

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
    let rows: Vec<Row<'_>> = released.iter().flat_map(|one| rows(one.get())).collect();
    let mut files: Vec<(&str, Vec<u8>)> = vec![
        ("released.csv", table(&rows).map_err(|error| ours(&error))?),
        ("released.parquet", parquet(&rows)?),
        ("gaps.json", json(serde_json::to_string_pretty(&gaps(released)))?),
        ("quality.json", json(serde_json::to_string_pretty(quality))?),
        ("sealed.jsonl", sealed.into_bytes()),
        (LEDGER, json(serde_json::to_string_pretty(ledger))?),
    ];
    record.files =
        files.iter().map(|(name, content)| ((*name).to_owned(), sha256(content))).collect();
    files.push(("run.json", json(serde_json::to_string_pretty(record))?));
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, content)| (*name, content.as_slice())).collect();
    replace(folder, &files)
}

/// One row of the released table.
struct Row<'a> {
    published: &'a Published,
    group: &'a str,
    cell: &'a Cell,
}

fn rows(published: &Published) -> Vec<Row<'_>> {
    published.rows.iter().map(|row| Row { published, group: &row.group, cell: &row.cell }).collect()
}

/// What a number of the table is: shown, hidden, or not there to be shown.
#[derive(Clone, Copy)]
enum Number<T> {
    Shown(T),
    Hidden,
    None,
}

impl<T: ToString> Number<T> {
    fn text(self) -> String {
        match self {
            Self::Shown(number) => number.to_string(),
            Self::Hidden => HIDDEN.to_owned(),
            Self::None => String::new(),
        }
    }

    fn shown(self) -> Option<T> {
        match self {
            Self::Shown(number) => Some(number),
            Self::Hidden | Self::None => None,
        }
    }
}

impl Row<'_> {
    fn labels(&self) -> [String; 4] {
        let subject = &self.published.subject;
        [
            subject.indicator.to_string(),
            subject.period.clone(),
            subject.breakdown.to_string(),
            self.group.to_owned(),
        ]
    }

    fn counts(&self) -> [Number<i64>; 2] {
        let count = |count: Option<u64>| match count.map(i64::try_from) {
            Some(Ok(count)) => Number::Shown(count),
            Some(Err(_)) | None => Number::Hidden,
        };
        match *self.cell {
            Cell::Shown { numerator, denominator, .. } => {
                [count(Some(numerator)), count(Some(denominator))]
            }
            Cell::Published { .. } => [Number::None; 2],
            Cell::Hidden { numerator, denominator, .. } => [count(numerator), count(denominator)],
        }
    }

    fn values(&self) -> [Number<f64>; 5] {
        let unit = self.published.subject.unit;
        match self.cell {
            Cell::Shown { ninety5, ninety98, .. } => {
                let Interval { value, lower, upper } = ninety5;
                [value, lower, upper, &ninety98.lower, &ninety98.upper]
                    .map(|value| Number::Shown(in_unit(unit, *value)))
            }
            Cell::Published { ninety5: Interval { value, lower, upper }, ninety98 } => {
                let shown = |value: &f64| Number::Shown(in_unit(unit, *value));
                let [lower98, upper98] = ninety98
                    .as_ref()
                    .map_or([Number::None; 2], |wide| [&wide.lower, &wide.upper].map(shown));
                [shown(value), shown(lower), shown(upper), lower98, upper98]
            }
            Cell::Hidden { why: Hidden::ToProtectPeople, .. } => [Number::Hidden; 5],
            Cell::Hidden { why: Hidden::Nobody, .. } => [Number::None; 5],
        }
    }

    fn note(&self) -> String {
        let subject = &self.published.subject;
        let mut notes: Vec<&str> = self.published.watermark.as_deref().into_iter().collect();
        match self.cell {
            Cell::Hidden { why: Hidden::ToProtectPeople, .. } => {
                notes.push(
                    "hidden to protect people (a small count or a number that would reveal one)",
                );
            }
            Cell::Hidden { why: Hidden::Nobody, .. } => notes.push("nobody in this group"),
            Cell::Published { .. } => notes.push(ALREADY_PUBLISHED),
            Cell::Shown { .. } if subject.breakdown.0.is_empty() => {
                notes.push("about (worked out from the numbers shown without the hidden ones)");
            }
            Cell::Shown { .. } => {}
        }
        if subject.provenance.editions.values().any(|edition| edition == reference::INVENTED) {
            notes.push(INVENTED);
        }
        notes.join("; ")
    }
}

fn table(rows: &[Row<'_>]) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for row in rows {
        let counts = row.counts().map(Number::text);
        let values = row.values().map(Number::text);
        let fields = row.labels().into_iter().chain(counts).chain(values).chain([row.note()]);
        writer.write_record(fields)?;
    }
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

/// The same rows with numbers as numbers, and null for what is hidden.
fn parquet(rows: &[Row<'_>]) -> Result<Vec<u8>, Error> {
    let cannot = || Error::Engine { says: "its answer could not be written as Parquet" };
    let mut columns: Vec<(&str, ArrayRef)> = Vec::new();
    let mut names = COLUMNS.into_iter();
    for at in 0..4 {
        let texts = rows.iter().map(|row| row.labels().into_iter().nth(at));
        let column: StringArray = texts.collect();
        columns.extend(names.next().map(|name| (name, Arc::new(column) as ArrayRef)));
    }
    for at in 0..2 {
        let counts = rows.iter().map(|row| row.counts().into_iter().nth(at)?.shown());
        let column: Int64Array = counts.collect();
        columns.extend(names.next().map(|name| (name, Arc::new(column) as ArrayRef)));
    }
    for at in 0..5 {
        let values = rows.iter().map(|row| row.values().into_iter().nth(at)?.shown());
        let column: Float64Array = values.collect();
        columns.extend(names.next().map(|name| (name, Arc::new(column) as ArrayRef)));
    }
    let notes: StringArray = rows.iter().map(|row| Some(row.note())).collect();
    columns.extend(names.next().map(|name| (name, Arc::new(notes) as ArrayRef)));
    let columns = columns.into_iter().map(|(name, column)| (name, column, true));
    let batch = RecordBatch::try_from_iter_with_nullable(columns).map_err(|_| cannot())?;
    let mut bytes = Vec::new();
    let mut writer =
        ArrowWriter::try_new(&mut bytes, batch.schema(), None).map_err(|_| cannot())?;
    writer.write(&batch).map_err(|_| cannot())?;
    writer.close().map_err(|_| cannot())?;
    Ok(bytes)
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
    let quality = contents
        .remove("quality.json")
        .and_then(|text| serde_json::from_slice(&text).ok())
        .ok_or_else(|| not_a_run(folder, "its quality.json does not read"))?;
    let ledger = contents.remove(LEDGER).ok_or_else(|| {
        not_a_run(folder, &format!("it has no {LEDGER}, as runs of before had none: run it again"))
    })?;
    let ledger: Ledger = serde_json::from_slice(&ledger)
        .map_err(|_| not_a_run(folder, &format!("its {LEDGER} does not read")))?;
    Ok(Kept { record, released, quality, ledger })
}
