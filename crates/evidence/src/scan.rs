//! One scan of the extracts: every record is enriched, asked the two questions and counted.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use datafusion::arrow::array::{Array, AsArray, Int64Array, RecordBatch};
use datafusion::arrow::compute::cast as cast_array;
use datafusion::arrow::datatypes::{DataType, Field, Int64Type, Schema};
use datafusion::catalog::streaming::StreamingTable;
use datafusion::common::DataFusionError;
use datafusion::functions_aggregate::expr_fn::{count, sum};
use datafusion::logical_expr::{Expr, cast, ident, lit};
use datafusion::physical_plan::streaming::PartitionStream;
use datafusion::prelude::{
    CsvReadOptions, DataFrame, ParquetReadOptions, SessionConfig, SessionContext, coalesce,
};
use programme::indicator::{ColumnType, Dimension};

use crate::areas::Larger;
use crate::enrich;
use crate::error::{BadField, Error};
use crate::expression::Expression;
use crate::extract::{self, Extract, Format};
use crate::period;

mod compressed;
mod pass;
mod people;
mod question;
mod repeated;
mod typed;

use compressed::Compressed;
use pass::pass;
pub(crate) use people::{Agreement, agreement};
pub(crate) use question::Question;
pub(crate) use repeated::check_repeated;
use typed::{asked, typed};

/// Records that are alike in all that was asked, counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Counted {
    pub(crate) period: i32,
    pub(crate) place: u8,
    /// The local quintile of their place; 0 for none.
    pub(crate) local: u8,
    pub(crate) ethnicity: u8,
    pub(crate) sex: u8,
    /// The five-year band of their age.
    pub(crate) age: u8,
    pub(crate) site: String,
    /// The district and the board in which their place lies, by name.
    pub(crate) area: String,
    pub(crate) icb: String,
    /// Whether they satisfy the denominator.
    pub(crate) counts: bool,
    /// How many of them satisfy each numerator too.
    pub(crate) above: Vec<u64>,
    /// How many they are.
    pub(crate) whole: u64,
}

/// What the scan groups by as one number: of each its name, and how many bits from the right it
/// stands. One number is grouped by several times as fast as its parts; the period stands before the
/// others, and has what is left of 64 bits.
const PACKED: [(&str, u32, u32); 7] = [
    ("counts", 0, 1),
    ("age", 1, 8),
    ("sex", 9, 4),
    ("ethnicity", 13, 8),
    ("place", 21, 8),
    ("local", 29, 3),
    ("period", 32, 32),
];

/// The name of that number.
const KEY: &str = "key";

/// How often the directory of postcodes was asked, which only another machine has to tell.
const ASKED: &str = "asked";

/// Counts the records of all extracts together.
pub(crate) async fn scan(
    extracts: &[Extract],
    question: &Question<'_>,
    threads: usize,
) -> Result<Vec<Counted>, Error> {
    let context = match &question.cluster {
        Some((cluster, recipe)) => cluster.session(config(threads), recipe)?,
        None => context(threads),
    };
    let mut counted = Vec::new();
    for extract in extracts {
        counted.extend(scan_one(&context, extract, question).await?);
    }
    Ok(counted)
}

fn config(threads: usize) -> SessionConfig {
    let mut config = SessionConfig::new().with_target_partitions(threads.max(1));
    config.options_mut().sql_parser.enable_ident_normalization = false;
    config
}

fn context(threads: usize) -> SessionContext {
    SessionContext::new_with_config(config(threads))
}

async fn scan_one(
    context: &SessionContext,
    extract: &Extract,
    question: &Question<'_>,
) -> Result<Vec<Counted>, Error> {
    let is_cut_short = Arc::new(AtomicBool::new(false));
    let records = open(context, extract, question, &is_cut_short).await?;
    let grouped = group(context, extract, records, question)?;
    let batches = grouped.collect().await.map_err(|error| {
        if is_cut_short.load(Ordering::Relaxed) {
            Error::Truncated { file: extract.name.clone() }
        } else {
            let cluster = question.cluster.as_ref();
            let stopped_there = cluster.and_then(|(cluster, _)| cluster.stopped(&error));
            stopped_there.unwrap_or_else(|| stopped(extract, &error))
        }
    })?;
    let (mut counted, mut bad) = (Vec::new(), vec![0; question.checked().count()]);
    for batch in &batches {
        read_batch(batch, question, &mut counted, &mut bad)
            .ok_or(Error::Engine { says: "its answer is not the table that was asked for" })?;
    }
    let undated = counted.iter().filter(|group| group.period == period::UNREADABLE);
    let undated = undated.map(|group| group.whole).sum();
    let fields = bad_fields(extract, question, undated, &bad)?;
    if fields.is_empty() { Ok(counted) } else { Err(Error::BadFields(fields)) }
}

/// Every column in which fields cannot be read, with the first rows in which they cannot.
fn bad_fields(
    extract: &Extract,
    question: &Question<'_>,
    undated: u64,
    bad: &[u64],
) -> Result<Vec<BadField>, Error> {
    let mut fields = Vec::new();
    let mut add = |column: &str, holds, count, rows| {
        let (file, column) = (extract.name.clone(), column.to_owned());
        fields.push(BadField { file, column, holds, count, rows });
    };
    if undated > 0 {
        let column = &question.indicator.columns.date;
        let rows = extract::rows_with(extract, column, |field| period::date(field).is_none())?;
        add(column, ColumnType::Date, undated, rows);
    }
    for ((column, holds), &count) in question.checked().zip(bad) {
        if count > 0 {
            let is_bad =
                |field: &str| !field.trim().is_empty() && !extract::is_readable(holds, field);
            add(column, holds, count, extract::rows_with(extract, column, is_bad)?);
        }
    }
    Ok(fields)
}

/// What the engine says is kept back: it may quote a field.
fn stopped(extract: &Extract, _kept_back: &DataFusionError) -> Error {
    match extract::first_bad_row(extract) {
        Ok(Some(row)) if extract.format != Format::Parquet => {
            let (file, columns) = (extract.name.clone(), extract.columns.len());
            Error::BadRow { file, row, columns }
        }
        Err(error @ Error::Truncated { .. }) => error,
        Ok(_) | Err(_) => Error::Engine {
            says: "a value does not go with an expression of the indicator, or the file is damaged",
        },
    }
}

async fn open(
    context: &SessionContext,
    extract: &Extract,
    question: &Question<'_>,
    is_cut_short: &Arc<AtomicBool>,
) -> Result<DataFrame, Error> {
    let cannot = |_| Error::Engine { says: "the file could not be opened" };
    let fields = extract.columns.iter().map(|(name, _)| Field::new(name, DataType::Utf8View, true));
    let schema = Schema::new(fields.collect::<Vec<_>>());
    match extract.format {
        Format::Csv => {
            let options = CsvReadOptions::new().schema(&schema).file_extension("");
            context.read_csv(address(&extract.path)?, options).await.map_err(cannot)
        }
        Format::CsvGz => {
            let stream = Compressed::new(extract, schema, question, is_cut_short)?;
            let table =
                StreamingTable::try_new(Arc::clone(stream.schema()), vec![Arc::new(stream)])
                    .map_err(cannot)?;
            context.read_table(Arc::new(table)).map_err(cannot)
        }
        Format::Parquet => {
            let options =
                ParquetReadOptions { file_extension: "", ..ParquetReadOptions::default() };
            let records =
                context.read_parquet(address(&extract.path)?, options).await.map_err(cannot)?;
            let names: Vec<String> =
                records.schema().fields().iter().map(|field| field.name().clone()).collect();
            let expressions = question.expressed();
            let needed = extract::contract(question.indicator, &expressions)?;
            extract::check_header(&extract.name, &names, &needed)?;
            Ok(records)
        }
    }
}

/// The address of a file, in which no letter of its path has a meaning of its own.
fn address(path: &Path) -> Result<String, Error> {
    let path = path.canonicalize().map_err(Error::reading(path))?;
    let mut address = String::from("file://");
    for &byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => {
                address.push(char::from(byte));
            }
            _ => address.extend(["%", &extract::hexadecimal(&[byte])]),
        }
    }
    Ok(address)
}

fn group(
    context: &SessionContext,
    extract: &Extract,
    records: DataFrame,
    question: &Question<'_>,
) -> Result<DataFrame, Error> {
    let typed = typed(extract, &records)?;
    let logical = |expression: &Expression| asked(context, extract, question, &typed, expression);
    let counts = question.counts(context, extract, &typed)?;
    let text = |column: &str| cast(ident(column), DataType::Utf8View);
    let functions = &question.functions;
    let none = || lit(0_u8);
    let of = |dimension, function: &datafusion::logical_expr::ScalarUDF| {
        question.column(dimension).map_or_else(none, |column| function.call(vec![text(column)]))
    };
    // In the order of `PACKED`.
    let parts = [
        coalesce(vec![counts.clone(), lit(false)]),
        of(question.age(), &functions.age),
        of(Dimension::Sex, &functions.sex),
        of(Dimension::Ethnicity, &functions.ethnicity),
        functions.place.call(vec![text(&question.indicator.columns.place)]),
        of(Dimension::LocalDeprivation, &functions.local),
        question.period(&typed),
    ];
    let packed = parts
        .into_iter()
        .zip(PACKED)
        .map(|(part, (_, from, _))| cast(part, DataType::Int64) * lit(1_i64 << from));
    let key = packed.reduce(|one, other| one + other).unwrap_or_else(|| lit(0_i64));
    // What nobody asked for is no key: each costs time for every record.
    let mut columns = vec![key.alias(KEY)];
    let larger = [(Dimension::Area, &functions.area), (Dimension::Icb, &functions.icb)];
    for (dimension, function) in larger {
        columns.extend(
            question
                .column(dimension)
                .map(|column| function.call(vec![text(column)]).alias(dimension.key())),
        );
    }
    columns.extend(
        question.column(Dimension::Site).map(|column| text(column).alias(Dimension::Site.key())),
    );
    let keys: Vec<Expr> = columns.iter().map(|key| ident(key.schema_name().to_string())).collect();
    let mut sums = Vec::new();
    let mut above = counts;
    for (at, numerator) in question.numerators.iter().enumerate() {
        above = above.and(logical(numerator)?);
        let is_above = coalesce(vec![above.clone(), lit(false)]);
        sums.push((cast(is_above, DataType::Int64), format!("above_{at}")));
    }
    for (at, (column, holds)) in question.checked().enumerate() {
        let is_bad = enrich::unreadable(holds).call(vec![text(column)]);
        sums.push((cast(is_bad, DataType::Int64), format!("bad_{at}")));
    }
    if question.cluster.is_some() {
        let asks = functions.asks.call(vec![text(&question.indicator.columns.place)]);
        sums.push((cast(asks, DataType::Int64), ASKED.to_owned()));
    }
    columns.extend(sums.iter().map(|(each, name)| each.clone().alias(name)));
    let mut counted: Vec<Expr> =
        sums.iter().map(|(_, name)| sum(ident(name)).alias(name)).collect();
    counted.push(count(lit(1)).alias("whole"));
    let cannot = |_| Error::Engine { says: "the question could not be put to it" };
    records.select(columns).map_err(cannot)?.aggregate(keys, counted).map_err(cannot)
}

/// A part of the number that is grouped by. The period may be below 0, and stands first.
fn unpacked(key: i64, (from, bits): (u32, u32)) -> i64 {
    let rest = key >> from;
    if bits == 32 { rest } else { rest & ((1 << bits) - 1) }
}

/// Takes in what the engine counted: the groups, and how many fields are bad in all.
fn read_batch(
    batch: &RecordBatch,
    question: &Question<'_>,
    counted: &mut Vec<Counted>,
    bad: &mut [u64],
) -> Option<()> {
    let column = |name: &str, to: &DataType| cast_array(batch.column_by_name(name)?, to).ok();
    let numbers =
        |name: &str| Some(column(name, &DataType::Int64)?.as_primitive_opt::<Int64Type>()?.clone());
    let (keys, whole) = (numbers(KEY)?, numbers("whole")?);
    let above: Vec<Int64Array> = (0..question.numerators.len())
        .map(|at| numbers(&format!("above_{at}")))
        .collect::<Option<_>>()?;
    let larger = [Dimension::Area, Dimension::Icb].map(|of| numbers(of.key()));
    let sites = column(Dimension::Site.key(), &DataType::Utf8View);
    let sites = sites.as_ref().and_then(|sites| sites.as_string_view_opt());
    for row in 0..batch.num_rows() {
        let [counts, age, sex, ethnicity, place, local, period] =
            PACKED.map(|(_, from, bits)| unpacked(keys.value(row), (from, bits)));
        let code = |number: i64| u8::try_from(number).ok();
        let within = |larger, numbers: &Option<Int64Array>| {
            let number = numbers.as_ref().and_then(|of| u16::try_from(of.value(row)).ok());
            question.areas.name(larger, number.unwrap_or(0)).to_owned()
        };
        let [area, icb] = larger.each_ref();
        let site = sites.filter(|sites| !sites.is_null(row));
        let sum = |column: &Int64Array| u64::try_from(column.value(row)).ok();
        counted.push(Counted {
            period: i32::try_from(period).ok()?,
            place: code(place)?,
            local: code(local)?,
            ethnicity: code(ethnicity)?,
            sex: code(sex)?,
            age: code(age)?,
            site: site.map(|sites| sites.value(row).to_owned()).unwrap_or_default(),
            area: within(Larger::District, area),
            icb: within(Larger::Board, icb),
            counts: counts == 1,
            above: above.iter().map(sum).collect::<Option<_>>()?,
            whole: u64::try_from(whole.value(row)).ok()?,
        });
    }
    if numbers(ASKED).is_some_and(|asked| asked.iter().flatten().any(|asked| asked > 0)) {
        // As if the postcode had been met here, so that the run says what it used, or why it failed.
        question.areas.postcodes().directory();
    }
    for (at, bad) in bad.iter_mut().enumerate() {
        let sums = numbers(&format!("bad_{at}"))?;
        *bad += sums.iter().flatten().filter_map(|sum| u64::try_from(sum).ok()).sum::<u64>();
    }
    Some(())
}
