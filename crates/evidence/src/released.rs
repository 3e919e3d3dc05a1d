//! The table of what was released, a row for each group of each finding: as separated values, as
//! Parquet and as data for a program, always of the same numbers.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, Float64Array, Int64Array, RecordBatch, StringArray};
use datafusion::parquet::arrow::ArrowWriter;
use disclosure::{ALREADY_PUBLISHED, Cell, Hidden, Interval, Published, Released};
use serde::{Serialize, Serializer};

use programme::indicator::ValueType;

use crate::error::Error;
use crate::gaps::{INVENTED, in_unit};
use crate::reference;

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

/// One row of the table: a group of a finding.
#[derive(Clone, Copy)]
struct Row<'a> {
    published: &'a Published,
    group: &'a str,
    cell: &'a Cell,
}

/// What is shown of one group, as data: a number, or [`HIDDEN`], or nothing where there is none.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Group {
    /// The group: "1" … "5", "White" …, "unknown".
    pub group: String,
    /// The numerator as it is rounded.
    pub numerator: Number<i64>,
    /// The denominator as it is rounded.
    pub denominator: Number<i64>,
    /// The value, in the unit of the indicator.
    pub value: Number<f64>,
    /// Its lower limit with 95% confidence.
    pub lower95: Number<f64>,
    /// Its upper limit with 95% confidence.
    pub upper95: Number<f64>,
    /// Its lower limit with 99.8% confidence.
    pub lower998: Number<f64>,
    /// Its upper limit with 99.8% confidence.
    pub upper998: Number<f64>,
    /// What must be said of it; may be empty.
    pub note: String,
}

/// The groups of a finding, as the rows of the table have them.
pub fn groups(released: &Released<Published>) -> Vec<Group> {
    let group = |row: Row<'_>| {
        let ([numerator, denominator], note) = (row.counts(), row.note());
        let [value, lower95, upper95, lower998, upper998] = row.values();
        let group = row.group.to_owned();
        Group { group, numerator, denominator, value, lower95, upper95, lower998, upper998, note }
    };
    rows(std::slice::from_ref(released)).into_iter().map(group).collect()
}

fn rows(released: &[Released<Published>]) -> Vec<Row<'_>> {
    let all = released.iter().map(Released::get);
    all.flat_map(|published| published.rows.iter().map(move |row| (published, row)))
        .map(|(published, disclosure::Row { group, cell })| Row { published, group, cell })
        .collect()
}

/// What a number of the table is: shown, hidden, or not there to be shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number<T> {
    /// It is shown.
    Shown(T),
    /// It is hidden, to protect people.
    Hidden,
    /// There is none.
    None,
}

impl<T: Serialize> Serialize for Number<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Shown(number) => number.serialize(serializer),
            Self::Hidden => HIDDEN.serialize(serializer),
            Self::None => serializer.serialize_none(),
        }
    }
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
            Cell::Hidden { why: Hidden::Nobody | Hidden::NoResidents, .. } => [Number::None; 5],
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
            Cell::Hidden { why: Hidden::NoResidents, .. } => {
                notes.push("no rate: who lives there of this group is not known");
            }
            Cell::Shown { .. } if subject.value_type == ValueType::StandardisedRate => {
                notes.push("age-standardised (European Standard Population 2013), from the events by age shown");
            }
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

/// The table as separated values, what is hidden as [`HIDDEN`].
pub(crate) fn csv(released: &[Released<Published>]) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for row in rows(released) {
        let counts = row.counts().map(Number::text);
        let values = row.values().map(Number::text);
        let fields = row.labels().into_iter().chain(counts).chain(values).chain([row.note()]);
        writer.write_record(fields)?;
    }
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

/// The table as Parquet, with numbers as numbers, and null for what is hidden. The same findings are
/// always the same bytes.
///
/// # Errors
///
/// If it cannot be put together.
pub fn parquet(released: &[Released<Published>]) -> Result<Vec<u8>, Error> {
    let rows = rows(released);
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
