//! One scan of the extracts: every record is enriched, asked the two questions and counted.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use datafusion::arrow::array::{Array, AsArray, RecordBatch};
use datafusion::arrow::compute::cast as cast_array;
use datafusion::arrow::csv::ReaderBuilder;
use datafusion::arrow::datatypes::{DataType, Field, Int64Type, Schema, SchemaRef};
use datafusion::catalog::streaming::StreamingTable;
use datafusion::common::tree_node::{Transformed, TreeNode};
use datafusion::common::{DFSchema, DataFusionError};
use datafusion::execution::{SendableRecordBatchStream, TaskContext};
use datafusion::functions_aggregate::expr_fn::{count, sum};
use datafusion::logical_expr::{Expr, ExprSchemable, cast, ident, lit, try_cast};
use datafusion::physical_plan::stream::RecordBatchReceiverStream;
use datafusion::physical_plan::streaming::PartitionStream;
use datafusion::prelude::{
    CsvReadOptions, DataFrame, ParquetReadOptions, SessionConfig, SessionContext, coalesce,
};
use programme::indicator::{Dimension, Indicator};

use crate::enrich::Functions;
use crate::error::Error;
use crate::expression::Expression;
use crate::extract::{self, Extract, Format, Looks};
use crate::period;

/// Records that are alike in all that was asked, counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Counted {
    pub(crate) period: i32,
    pub(crate) place: u8,
    pub(crate) ethnicity: u8,
    pub(crate) sex: u8,
    pub(crate) age: u8,
    pub(crate) site: String,
    /// Whether they satisfy the denominator.
    pub(crate) counts: bool,
    /// How many of them satisfy the numerator too.
    pub(crate) above: u64,
    /// How many they are.
    pub(crate) whole: u64,
}

/// The names of what the scan groups by, in order.
const KEYS: [&str; 7] = ["period", "place", "ethnicity", "sex", "age", "site", "counts"];

/// What a scan is asked.
pub(crate) struct Question<'a> {
    pub(crate) indicator: &'a Indicator,
    pub(crate) numerator: &'a Expression,
    pub(crate) denominator: &'a Expression,
    /// The dimensions that are wanted; for the others every record has the same number.
    pub(crate) dimensions: &'a [Dimension],
    pub(crate) functions: Functions,
}

/// Counts the records of all extracts together.
pub(crate) async fn scan(
    extracts: &[Extract],
    question: &Question<'_>,
    threads: usize,
) -> Result<Vec<Counted>, Error> {
    let mut config = SessionConfig::new().with_target_partitions(threads.max(1));
    config.options_mut().sql_parser.enable_ident_normalization = false;
    let context = SessionContext::new_with_config(config);
    let mut counted = Vec::new();
    for extract in extracts {
        counted.extend(scan_one(&context, extract, question).await?);
    }
    Ok(counted)
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
            stopped(extract, &error)
        }
    })?;
    let mut counted = Vec::new();
    for batch in &batches {
        read_batch(batch, &mut counted)
            .ok_or(Error::Engine { says: "its answer is not the table that was asked for" })?;
    }
    let undated = counted.iter().filter(|group| group.period == period::UNREADABLE);
    let count: u64 = undated.map(|group| group.whole).sum();
    if count > 0 {
        let column = question.indicator.columns.date.clone();
        let rows = extract::rows_without_a_date(extract, &column)?;
        return Err(Error::BadDates { column, count, rows });
    }
    Ok(counted)
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

impl Question<'_> {
    fn expressed(&self) -> std::collections::BTreeSet<String> {
        self.numerator.columns.union(&self.denominator.columns).cloned().collect()
    }

    /// The column a dimension is read from, if the dimension is wanted.
    fn column(&self, dimension: Dimension) -> Option<&str> {
        if self.dimensions.contains(&dimension) {
            extract::column(self.indicator, dimension)
        } else {
            None
        }
    }
}

fn group(
    context: &SessionContext,
    extract: &Extract,
    records: DataFrame,
    question: &Question<'_>,
) -> Result<DataFrame, Error> {
    let typed = typed(extract, &records)?;
    let logical = |expression: &Expression| asked(context, extract, &typed, expression);
    let (counts, above) = (logical(question.denominator)?, logical(question.numerator)?);
    let text = |column: &str| cast(ident(column), DataType::Utf8View);
    let functions = &question.functions;
    let none = || lit(0_u8);
    let of = |dimension, function: &datafusion::logical_expr::ScalarUDF| {
        question.column(dimension).map_or_else(none, |column| function.call(vec![text(column)]))
    };
    let site = question.column(Dimension::Site).map_or_else(|| lit(""), text);
    let keys = [
        functions.period.call(vec![text(&question.indicator.columns.date)]),
        functions.place.call(vec![text(&question.indicator.columns.place)]),
        of(Dimension::Ethnicity, &functions.ethnicity),
        of(Dimension::Sex, &functions.sex),
        of(Dimension::Age, &functions.age),
        site,
        coalesce(vec![counts.clone(), lit(false)]),
    ];
    let both = coalesce(vec![counts.and(above), lit(false)]);
    let mut columns: Vec<Expr> =
        keys.into_iter().zip(KEYS).map(|(key, name)| key.alias(name)).collect();
    columns.push(cast(both, DataType::Int64).alias("above"));
    let cannot = |_| Error::Engine { says: "the question could not be put to it" };
    records
        .select(columns)
        .map_err(cannot)?
        .aggregate(
            KEYS.map(ident).to_vec(),
            vec![sum(ident("above")).alias("above"), count(lit(1)).alias("whole")],
        )
        .map_err(cannot)
}

/// The columns with the types expressions see: numbers where the first records hold numbers.
fn typed(extract: &Extract, records: &DataFrame) -> Result<DFSchema, Error> {
    let schema = if extract.format == Format::Parquet {
        records.schema().as_arrow().clone()
    } else {
        let field = |(name, looks): &(String, Looks)| Field::new(name, type_of(*looks), true);
        Schema::new(extract.columns.iter().map(field).collect::<Vec<_>>())
    };
    DFSchema::try_from(schema).map_err(|_| Error::Engine { says: "its columns are not a table" })
}

fn type_of(looks: Looks) -> DataType {
    match looks {
        Looks::Text => DataType::Utf8View,
        Looks::Whole => DataType::Int64,
        Looks::Decimal => DataType::Float64,
    }
}

/// An expression as the engine takes it. A field that should be a number and is not becomes
/// null, so that the row does not satisfy the expression.
fn asked(
    context: &SessionContext,
    extract: &Extract,
    typed: &DFSchema,
    expression: &Expression,
) -> Result<Expr, Error> {
    let refuse = |says: &str| Error::Expression { which: expression.which, says: says.to_owned() };
    let planned = context
        .parse_sql_expr(&expression.text, typed)
        .map_err(|error| refuse(&error.strip_backtrace()))?;
    if !matches!(planned.get_type(typed), Ok(DataType::Boolean)) {
        return Err(refuse("it is not true or false for a row"));
    }
    if extract.format == Format::Parquet {
        return Ok(planned);
    }
    let read_as = |part: Expr| {
        let number = if let Expr::Column(column) = &part {
            let field = typed.field_with_unqualified_name(&column.name).ok();
            let kind = field.map(|field| field.data_type().clone());
            kind.filter(|kind| *kind != DataType::Utf8View).map(|kind| (column.name.clone(), kind))
        } else {
            None
        };
        Ok(match number {
            Some((name, kind)) => Transformed::yes(try_cast(ident(name), kind)),
            None => Transformed::no(part),
        })
    };
    let changed = planned.transform_up(read_as).map_err(|_| refuse("it cannot be read"))?;
    Ok(changed.data)
}

fn read_batch(batch: &RecordBatch, counted: &mut Vec<Counted>) -> Option<()> {
    let column = |name: &str, to: &DataType| cast_array(batch.column_by_name(name)?, to).ok();
    let numbers = |name: &str| column(name, &DataType::Int64);
    let [period, place, ethnicity, sex, age, above, whole] =
        ["period", "place", "ethnicity", "sex", "age", "above", "whole"].map(numbers);
    let sites = column("site", &DataType::Utf8View)?;
    let sites = sites.as_string_view_opt()?;
    let counts = batch.column_by_name("counts")?.as_boolean_opt()?.clone();
    let columns = [period?, place?, ethnicity?, sex?, age?, above?, whole?];
    for row in 0..batch.num_rows() {
        let mut values = [0_i64; 7];
        for (value, column) in values.iter_mut().zip(&columns) {
            *value = column.as_primitive_opt::<Int64Type>()?.value(row);
        }
        let [period, place, ethnicity, sex, age, above, whole] = values;
        let code = |number: i64| u8::try_from(number).ok();
        counted.push(Counted {
            period: i32::try_from(period).ok()?,
            place: code(place)?,
            ethnicity: code(ethnicity)?,
            sex: code(sex)?,
            age: code(age)?,
            site: if sites.is_null(row) { String::new() } else { sites.value(row).to_owned() },
            counts: counts.value(row),
            above: u64::try_from(above).ok()?,
            whole: u64::try_from(whole).ok()?,
        });
    }
    Some(())
}

/// A compressed extract, read from its beginning to its end by one thread.
#[derive(Debug)]
struct Compressed {
    extract: Extract,
    whole: SchemaRef,
    columns: Vec<usize>,
    schema: SchemaRef,
    is_cut_short: Arc<AtomicBool>,
}

impl Compressed {
    fn new(
        extract: &Extract,
        whole: Schema,
        question: &Question<'_>,
        is_cut_short: &Arc<AtomicBool>,
    ) -> Result<Self, Error> {
        let needed = extract::contract(question.indicator, &question.expressed())?;
        let names = extract.columns.iter().enumerate();
        let columns: Vec<usize> =
            names.filter(|(_, (name, _))| needed.contains(name)).map(|(at, _)| at).collect();
        let schema = whole
            .project(&columns)
            .map_err(|_| Error::Engine { says: "its columns are not a table" })?;
        Ok(Self {
            extract: extract.clone(),
            whole: Arc::new(whole),
            columns,
            schema: Arc::new(schema),
            is_cut_short: Arc::clone(is_cut_short),
        })
    }
}

/// A reader that remembers that what it reads ended in the middle.
struct Watched<R> {
    inner: R,
    is_cut_short: Arc<AtomicBool>,
}

impl<R: std::io::Read> std::io::Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(buffer);
        if read.is_err() {
            self.is_cut_short.store(true, Ordering::Relaxed);
        }
        read
    }
}

impl PartitionStream for Compressed {
    fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    fn execute(&self, _: Arc<TaskContext>) -> SendableRecordBatchStream {
        let mut stream = RecordBatchReceiverStream::builder(Arc::clone(&self.schema), 4);
        let sender = stream.tx();
        let path = self.extract.path.clone();
        let is_cut_short = Arc::clone(&self.is_cut_short);
        let builder = ReaderBuilder::new(Arc::clone(&self.whole))
            .with_header(true)
            .with_batch_size(8_192)
            .with_projection(self.columns.clone());
        stream.spawn_blocking(move || {
            let opened =
                extract::open(&path).map_err(|error| DataFusionError::External(Box::new(error)))?;
            let reader = builder.build(Watched { inner: opened, is_cut_short })?;
            for batch in reader {
                // Nobody listens any more once the scan has stopped.
                if sender.blocking_send(batch.map_err(DataFusionError::from)).is_err() {
                    break;
                }
            }
            Ok(())
        });
        stream.build()
    }
}
