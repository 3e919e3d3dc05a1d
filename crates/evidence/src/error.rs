//! Everything that can stop a run, named so that a person can mend it.
//!
//! No message holds anything a record says: at most a column's name, and the number of a row.

use std::io;
use std::path::PathBuf;

use programme::indicator::ColumnType;

/// What stopped a run, or kept a look-up out.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder could not be read or written.
    #[error("“{}” could not be {doing}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What was being done: read, written.
        doing: &'static str,
        /// Why not.
        #[source]
        source: io::Error,
    },
    /// The indicator file does not read.
    #[error("this is not an indicator file")]
    NotAnIndicator(#[source] Box<toml::de::Error>),
    /// The indicator asks for something that is not computed.
    #[error("the indicator asks for {asked}, but {instead}")]
    NotComputed {
        /// What it asks for.
        asked: String,
        /// What there is.
        instead: String,
    },
    /// An expression of the indicator is not one that may be used.
    #[error(
        "the {which} of the indicator is not an expression over the extract's columns, like attended = 0: {says}"
    )]
    Expression {
        /// The numerator, the denominator or a step.
        which: String,
        /// What is wrong with it.
        says: String,
    },
    /// No extract was named.
    #[error("no extract was named: name at least one file, or a folder of them")]
    NoExtract,
    /// A folder that cannot be counted as one extract.
    #[error(
        "“{}” is not a folder of extracts: {says}; every file in it is counted, and each is .csv, .csv.gz or .parquet",
        folder.display()
    )]
    NotExtracts {
        /// The folder.
        folder: PathBuf,
        /// What is wrong with it.
        says: String,
    },
    /// One extract, named twice.
    #[error("“{file}” is named twice: its records would be counted twice")]
    NamedTwice {
        /// The extract.
        file: String,
    },
    /// One extract under two names.
    #[error(
        "“{file}” is “{other}” byte for byte: its records would be counted twice, so leave one of them out"
    )]
    SameTwice {
        /// The extract.
        file: String,
        /// The same.
        other: String,
    },
    /// Columns that the indicator needs.
    #[error("“{file}” lacks {}: the indicator needs each by exactly that name", listed(columns))]
    MissingColumns {
        /// The extract.
        file: String,
        /// Every column that is missing.
        columns: Vec<String>,
    },
    /// Columns that are there twice.
    #[error("“{file}” has more than one column named {}: leave one of each", listed(columns))]
    DuplicateColumns {
        /// The extract.
        file: String,
        /// Every name that is there more than once.
        columns: Vec<String>,
    },
    /// A file without a single record.
    #[error("“{file}” has no records under its header")]
    Empty {
        /// The extract.
        file: String,
    },
    /// A compressed file that ends too early.
    #[error("“{file}” is compressed and ends before it is complete: copy it again")]
    Truncated {
        /// The extract.
        file: String,
    },
    /// A row that has too many or too few fields, or is not text.
    #[error("row {row} of “{file}” is not a row of {columns} fields in UTF-8, as its header is")]
    BadRow {
        /// The extract.
        file: String,
        /// Which row, the first under the header being 1.
        row: u64,
        /// How many fields it should have.
        columns: usize,
    },
    /// Fields that are not what their column holds.
    #[error("{}", told(.0))]
    BadFields(Vec<BadField>),
    /// Somebody of whom one row is counted in a period is there twice, or is not named.
    #[error("{}", told_of(column, repeated, unsaid))]
    NotOneEach {
        /// The column that says of whom a row is.
        column: String,
        /// The rows of somebody who has a row already.
        repeated: Rows,
        /// Those in which the column says nothing.
        unsaid: Rows,
    },
    /// No row satisfies the denominator.
    #[error("no row of the extract counts: the denominator is satisfied by none")]
    NothingCounts,
    /// A look-up of another census than the extract's areas.
    #[error(
        "the areas of the extract are those of the {extract} census, and {edition} is drawn on those of {lookup}: use {instead} for this extract, or an extract coded to {lookup} areas{mend}"
    )]
    Vintage {
        /// The look-up that was asked for.
        edition: String,
        /// Its census.
        lookup: u16,
        /// The census of the extract.
        extract: u16,
        /// The edition that fits.
        instead: &'static str,
        /// What else mends it, if anything does.
        mend: &'static str,
    },
    /// A look-up of deprivation without the ranks of its areas.
    #[error(
        "the kept look-up “{edition}” has no ranks, and local quintiles need them: add it again from a file with the column {column}, with “fairlead reference add {edition} FILE”"
    )]
    NoRanks {
        /// The look-up that was asked for.
        edition: String,
        /// The column that is needed.
        column: &'static str,
    },
    /// A place that no look-up of areas names.
    #[error(
        "no look-up of areas that is kept says which {small} areas lie in “{place}”, like E54000029: add one that does with “fairlead reference add areas FILE”"
    )]
    NoPlace {
        /// The place, by its code.
        place: String,
        /// How its small areas are named: `lsoa21`.
        small: String,
    },
    /// A place whose areas make no fifths.
    #[error("the areas of “{place}” make no local quintiles: {says}")]
    NotLocal {
        /// The place, by its code.
        place: String,
        /// Why.
        says: String,
    },
    /// A directory of postcodes that leads to areas of another census only.
    #[error(
        "{directory} leads to no area of the {lookup} census: use {instead} for this extract, or add a directory with its areas of {lookup}"
    )]
    DirectoryVintage {
        /// The directory that was asked for.
        directory: String,
        /// The census whose areas are needed.
        lookup: u16,
        /// The edition of deprivation that fits.
        instead: &'static str,
    },
    /// Places that are postcodes, and nothing to look them up in.
    #[error(
        "“{column}” holds postcodes, and no directory is kept that leads from them to the areas of {edition}: add the directory of the Office for National Statistics with “fairlead reference add postcodes FILE”"
    )]
    NoDirectory {
        /// The column of places.
        column: String,
        /// The look-up.
        edition: String,
    },
    /// Most of the extract's places are not in the look-up.
    #[error(
        "most records have a place that {edition} does not hold: check that “{column}” holds LSOA codes, like E01022349, or postcodes of the areas it covers"
    )]
    NotTheseAreas {
        /// The look-up.
        edition: String,
        /// The column of places.
        column: String,
    },
    /// A look-up that is not kept.
    #[error("no look-up “{edition}” is kept: add it with “fairlead reference add {kind} FILE”")]
    NoEdition {
        /// Which.
        edition: String,
        /// The kind it is of.
        kind: &'static str,
    },
    /// A kind of look-up we do not keep.
    #[error("“{kind}” is not a kind of look-up that can be kept: there are {}", kinds.join(", "))]
    NotAKind {
        /// What was asked.
        kind: String,
        /// Those there are.
        kinds: Vec<&'static str>,
    },
    /// A look-up that is not what it says.
    #[error("“{file}” is not a complete copy of {edition}: {says}")]
    NotTheEdition {
        /// The file.
        file: String,
        /// What it should be.
        edition: String,
        /// What is wrong with it.
        says: String,
    },
    /// A table of counts that cannot be used.
    #[error("“{file}” is not a table of counts or values that can be used: {says}")]
    NotATable {
        /// The file.
        file: String,
        /// What is wrong with it.
        says: String,
    },
    /// A kept look-up whose bytes changed.
    #[error(
        "the kept look-up “{edition}” is not what was added: add it again with “fairlead reference add {kind} FILE”"
    )]
    Damaged {
        /// Which.
        edition: String,
        /// The kind it is of.
        kind: &'static str,
    },
    /// An output folder that holds something else.
    #[error("“{}” holds files that are not an earlier run: name a new or empty folder", folder.display())]
    Occupied {
        /// The folder.
        folder: PathBuf,
    },
    /// A folder that holds no run, or one that was changed.
    #[error("“{}” is not a complete, unchanged run: {says}", folder.display())]
    NotARun {
        /// The folder.
        folder: PathBuf,
        /// What is wrong with it.
        says: String,
    },
    /// A look-up that another machine keeps under the same name, and that is not the same.
    #[error(
        "the look-up “{edition}” that another machine keeps is not the one of this run: copy this one’s folder there"
    )]
    OtherBytes {
        /// Which.
        edition: String,
    },
    /// An extract that several machines cannot share.
    #[error(
        "“{file}” is compressed, so a cluster cannot read it in parts: unpack it, or convert it to Parquet"
    )]
    NotInParts {
        /// The extract.
        file: String,
    },
    /// The machines that count could not. What the engine said is kept back.
    #[error("the cluster could not count the extract: {says}")]
    Cluster {
        /// Why, in words of ours.
        says: String,
    },
    /// The engine stopped. What it said is kept back, since it may quote a record.
    #[error("the engine could not count the extract: {says}")]
    Engine {
        /// Which part, in words of ours.
        says: &'static str,
    },
}

/// A column in which fields cannot be read, and where: never what they hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadField {
    /// The extract.
    pub file: String,
    /// The column.
    pub column: String,
    /// What it should hold.
    pub holds: ColumnType,
    /// How many rows hold something else.
    pub count: u64,
    /// The first of them, counted from 1 under the header.
    pub rows: Vec<u64>,
}

/// Rows, and where the first of them are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rows {
    /// How many there are.
    pub count: u64,
    /// The first of them: the extract, and the row counted from 1 under the header.
    pub first: Vec<(String, u64)>,
}

fn told_of(column: &str, repeated: &Rows, unsaid: &Rows) -> String {
    let mut says = Vec::new();
    if repeated.count > 0 {
        says.push(format!(
            "the indicator counts one row for each “{column}” in a period, and {} rows are a further one; {}: leave one row each",
            repeated.count,
            placed(&repeated.first)
        ));
    }
    if unsaid.count > 0 {
        says.push(format!(
            "{} rows that count have no “{column}”; {}: fill it in, or leave them out by the denominator, with {column} is not null",
            unsaid.count,
            placed(&unsaid.first)
        ));
    }
    says.join("; and ")
}

/// The numbers of rows, by extract.
fn placed(rows: &[(String, u64)]) -> String {
    let of_one = |same: &[(String, u64)]| {
        let file = same.first().map(|(file, _)| file.as_str()).unwrap_or_default();
        let numbers: Vec<u64> = same.iter().map(|(_, row)| *row).collect();
        format!("{} of “{file}”", numbered(&numbers))
    };
    let by_file = rows.chunk_by(|(one, _), (other, _)| one == other);
    format!("the first are rows {}", by_file.map(of_one).collect::<Vec<_>>().join(" and "))
}

fn told(fields: &[BadField]) -> String {
    let one = |BadField { column, holds, count, rows, .. }: &BadField| {
        let (word, example) = (holds.word(), holds.example());
        let first = if rows.is_empty() {
            String::new()
        } else {
            format!("; the first are rows {}", numbered(rows))
        };
        format!("{count} rows have no {word} in “{column}” that can be read, like {example}{first}")
    };
    fields.iter().map(one).collect::<Vec<_>>().join("; and ")
}

pub(crate) fn listed(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("“{name}”")).collect();
    quoted.join(", ")
}

fn numbered(rows: &[u64]) -> String {
    let numbers: Vec<String> = rows.iter().map(u64::to_string).collect();
    numbers.join(", ")
}

impl Error {
    pub(crate) fn reading(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        |source| Self::File { path, doing: "read", source }
    }

    pub(crate) fn writing(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        |source| Self::File { path, doing: "written", source }
    }
}
