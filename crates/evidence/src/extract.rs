//! An extract before it is counted: its header, its kinds of column, and what is wrong with it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;
use programme::indicator::{Breakdown, ColumnType, Dimension, Indicator, Standard};
use sha2::{Digest, Sha256};

use crate::error::Error;
use crate::period;

/// How an extract is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Csv,
    CsvGz,
    Parquet,
}

/// What the values of a column look like, as far as the first records show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Looks {
    Text,
    Whole,
    Decimal,
}

impl From<ColumnType> for Looks {
    fn from(declared: ColumnType) -> Self {
        match declared {
            ColumnType::Text | ColumnType::Date => Self::Text,
            ColumnType::Whole => Self::Whole,
            ColumnType::Number => Self::Decimal,
        }
    }
}

/// An extract that has the columns the indicator needs.
#[derive(Clone, Debug)]
pub(crate) struct Extract {
    pub(crate) path: PathBuf,
    pub(crate) name: String,
    pub(crate) format: Format,
    /// The columns in their order; none for Parquet, which brings its own.
    pub(crate) columns: Vec<(String, Looks)>,
}

/// How many records are looked at to tell numbers from text.
const LOOKED_AT: usize = 1_000;
/// How many bad rows are named.
pub(crate) const NAMED: usize = 5;

/// Opens a file and decompresses it if it is compressed.
pub(crate) fn open(path: &Path) -> Result<Box<dyn Read + Send>, Error> {
    let file = File::open(path).map_err(Error::reading(path))?;
    Ok(match format(path)? {
        Format::CsvGz => Box::new(MultiGzDecoder::new(BufReader::new(file))),
        Format::Csv | Format::Parquet => Box::new(file),
    })
}

/// How a file is written down, by its first bytes and never by its name.
pub(crate) fn format(path: &Path) -> Result<Format, Error> {
    let mut first = Vec::new();
    let file = File::open(path).map_err(Error::reading(path))?;
    file.take(4).read_to_end(&mut first).map_err(Error::reading(path))?;
    Ok(match first.as_slice() {
        [0x1f, 0x8b, ..] => Format::CsvGz,
        b"PAR1" => Format::Parquet,
        _ => Format::Csv,
    })
}

pub(crate) fn broken(path: &Path, error: io::Error) -> Error {
    let is_cut_short = matches!(
        error.kind(),
        io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData
    );
    if is_cut_short { Error::Truncated { file: name(path) } } else { Error::reading(path)(error) }
}

pub(crate) fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// SHA-256 in hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// SHA-256 of a file as it lies, in hexadecimal.
pub(crate) fn sha256_of(path: &Path) -> Result<String, Error> {
    let mut hash = Sha256::new();
    let mut file = File::open(path).map_err(Error::reading(path))?;
    let mut part = vec![0; 1 << 20];
    loop {
        let read = file.read(&mut part).map_err(Error::reading(path))?;
        if read == 0 {
            return Ok(hexadecimal(&hash.finalize()));
        }
        hash.update(part.get(..read).unwrap_or_default());
    }
}

pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    let digit = |four: u8| char::from_digit(u32::from(four), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// The column of the extract that a dimension needs.
pub(crate) fn column(indicator: &Indicator, dimension: Dimension) -> Option<&str> {
    let columns = &indicator.columns;
    match dimension {
        Dimension::Deprivation | Dimension::LocalDeprivation | Dimension::Area | Dimension::Icb => {
            Some(&columns.place)
        }
        Dimension::Ethnicity => columns.ethnicity.as_deref(),
        Dimension::Sex => columns.sex.as_deref(),
        Dimension::Age | Dimension::QuinaryAge => columns.age.as_deref(),
        Dimension::Site => columns.site.as_deref(),
    }
}

/// The columns an indicator needs: those it names, and those its expressions do.
pub(crate) fn contract(
    indicator: &Indicator,
    expressions: &BTreeSet<String>,
) -> Result<BTreeSet<String>, Error> {
    for Breakdown(dimensions) in &indicator.breakdowns {
        for &dimension in dimensions {
            if column(indicator, dimension).is_none() {
                let key = dimension.key();
                return Err(Error::NotComputed {
                    asked: format!("a breakdown by {key}"),
                    instead: format!("its [columns] do not say which column is {key}"),
                });
            }
        }
    }
    if let Some(residents) = indicator.residents() {
        let is_by_age = residents.ages.is_some() || indicator.standardise != Standard::None;
        let asked = [(is_by_age, Dimension::Age), (residents.sex.is_some(), Dimension::Sex)];
        let missing =
            |(is_asked, of): &(bool, Dimension)| *is_asked && column(indicator, *of).is_none();
        if let Some((_, dimension)) = asked.into_iter().find(missing) {
            let key = dimension.key();
            return Err(Error::NotComputed {
                asked: format!("residents by {key}"),
                instead: format!("its [columns] do not say which column is {key}"),
            });
        }
    }
    let columns = &indicator.columns;
    let optional = [&columns.person, &columns.ethnicity, &columns.sex, &columns.age, &columns.site];
    let mut needed = expressions.clone();
    needed.extend([columns.place.clone(), columns.date.clone()]);
    needed.extend(optional.into_iter().flatten().cloned());
    needed.extend(columns.types.keys().cloned());
    needed.extend(indicator.quality.one_row_each.clone());
    Ok(needed)
}

/// Looks at an extract: whether it has every column that is needed, each once, and a record.
/// A column whose type is declared has it, whatever its first records look like.
pub(crate) fn inspect(
    path: &Path,
    needed: &BTreeSet<String>,
    types: &BTreeMap<String, ColumnType>,
) -> Result<Extract, Error> {
    let (name, format) = (name(path), format(path)?);
    if format == Format::Parquet {
        return Ok(Extract { path: path.to_owned(), name, format, columns: Vec::new() });
    }
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(open(path)?);
    let mut records = reader.byte_records();
    let header = match records.next() {
        None => return Err(Error::Empty { file: name }),
        Some(header) => header.map_err(|error| unreadable(path, error))?,
    };
    let names: Vec<String> = header
        .iter()
        .map(|name| String::from_utf8_lossy(name).trim_start_matches('\u{feff}').to_owned())
        .collect();
    check_header(&name, &names, needed)?;
    let mut seen: Vec<Option<Looks>> = vec![None; names.len()];
    let mut count = 0;
    for record in records.take(LOOKED_AT) {
        let record = record.map_err(|error| unreadable(path, error))?;
        count += 1;
        for (so_far, field) in seen.iter_mut().zip(record.iter()) {
            if !field.is_empty() {
                *so_far = Some(so_far.map_or_else(|| looks(field), |was| both(was, looks(field))));
            }
        }
    }
    if count == 0 {
        return Err(Error::Empty { file: name });
    }
    let column = |(name, seen): (String, Option<Looks>)| {
        let looks = types.get(&name).copied().map_or(seen.unwrap_or(Looks::Text), Looks::from);
        (name, looks)
    };
    let columns = names.into_iter().zip(seen).map(column).collect();
    Ok(Extract { path: path.to_owned(), name, format, columns })
}

/// Refuses a header in which a needed column is missing, or any is there twice.
pub(crate) fn check_header(
    file: &str,
    names: &[String],
    needed: &BTreeSet<String>,
) -> Result<(), Error> {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for name in names {
        *times.entry(name).or_default() += 1;
    }
    let columns: Vec<String> =
        needed.iter().filter(|name| !times.contains_key(name.as_str())).cloned().collect();
    if !columns.is_empty() {
        return Err(Error::MissingColumns { file: file.to_owned(), columns });
    }
    let twice: Vec<String> =
        times.iter().filter(|&(_, &count)| count > 1).map(|(&name, _)| name.to_owned()).collect();
    if !twice.is_empty() {
        return Err(Error::DuplicateColumns { file: file.to_owned(), columns: twice });
    }
    Ok(())
}

fn unreadable(path: &Path, error: csv::Error) -> Error {
    if let csv::ErrorKind::Io(error) = error.into_kind() {
        broken(path, error)
    } else {
        Error::Engine { says: "it is not CSV" }
    }
}

/// A code such as 01 is text: as a number it would lose its zero.
fn looks(field: &[u8]) -> Looks {
    let text = String::from_utf8_lossy(field);
    let digits = text.strip_prefix('-').unwrap_or(&text);
    let is_padded = digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.");
    let is_plain = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if is_padded || !is_plain {
        Looks::Text
    } else if text.parse::<i64>().is_ok() {
        Looks::Whole
    } else if text.parse::<f64>().is_ok() {
        Looks::Decimal
    } else {
        Looks::Text
    }
}

fn both(one: Looks, other: Looks) -> Looks {
    match (one, other) {
        (Looks::Text, _) | (_, Looks::Text) => Looks::Text,
        (Looks::Whole, Looks::Whole) => Looks::Whole,
        (Looks::Decimal, _) | (_, Looks::Decimal) => Looks::Decimal,
    }
}

/// Whether a field can be read as what its column holds.
pub(crate) fn is_readable(holds: ColumnType, field: &str) -> bool {
    match holds {
        ColumnType::Text => true,
        ColumnType::Whole => field.trim().parse::<i64>().is_ok(),
        ColumnType::Number => field.trim().parse::<f64>().is_ok_and(f64::is_finite),
        ColumnType::Date => period::date(field).is_some(),
    }
}

/// The first rows, counted from 1 under the header, whose field in a column is bad.
pub(crate) fn rows_with(
    extract: &Extract,
    column: &str,
    is_bad: impl Fn(&str) -> bool,
) -> Result<Vec<u64>, Error> {
    let Some(at) = extract.columns.iter().position(|(name, _)| name == column) else {
        return Ok(Vec::new());
    };
    rows(extract, |record| is_bad(&record.get(at).map(String::from_utf8_lossy).unwrap_or_default()))
}

/// The first row that does not have the fields of the header, or is not text.
pub(crate) fn first_bad_row(extract: &Extract) -> Result<Option<u64>, Error> {
    let width = extract.columns.len();
    let is_bad = |record: &csv::ByteRecord| {
        record.len() != width || record.iter().any(|field| str::from_utf8(field).is_err())
    };
    Ok(rows(extract, is_bad)?.first().copied())
}

fn rows(extract: &Extract, is_bad: impl Fn(&csv::ByteRecord) -> bool) -> Result<Vec<u64>, Error> {
    let source = open(&extract.path)?;
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(source);
    let mut bad = Vec::new();
    for (row, record) in (1..).zip(reader.byte_records()) {
        if is_bad(&record.map_err(|error| unreadable(&extract.path, error))?) {
            bad.push(row);
        }
        if bad.len() == NAMED {
            break;
        }
    }
    Ok(bad)
}
