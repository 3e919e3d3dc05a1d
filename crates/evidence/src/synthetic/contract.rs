//! An invented extract that has what an indicator asks of one, whatever the indicator is.

use std::collections::BTreeMap;
use std::io::{self, Write};

use programme::indicator::{ColumnType, Indicator};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

use super::{Person, Place, below, day, deciles, person, place};
use crate::asked::expressions;

/// How many sites there are.
const SITES: u32 = 4;

/// What is written into a column.
enum Filled {
    Person,
    Place,
    Ethnicity,
    Sex,
    Age,
    Site,
    Day,
    /// One of these, each as likely as another.
    OneOf(Vec<String>),
    /// A day, or nothing.
    DayOrBlank,
}

/// Writes an invented extract with every column that the indicator names or its expressions speak
/// of. What a column is compared with is among its values, and so is something else; each
/// combination is as likely as another, so nothing can be concluded from it. Its areas are those
/// of [`super::areas`] of the same seed and number.
///
/// # Errors
///
/// If it cannot be written, or an expression of the indicator is not one.
pub fn contract(
    indicator: &Indicator,
    seed: u64,
    rows: u32,
    areas: u32,
    out: &mut impl Write,
) -> io::Result<()> {
    let areas = areas.max(1);
    let mut generator = ChaCha8Rng::seed_from_u64(seed);
    let deciles = deciles(&mut generator, areas);
    let columns = columns(indicator)?;
    let names: Vec<String> = columns.keys().map(|name| quoted(name)).collect();
    writeln!(out, "{}", names.join(","))?;
    for row in 0..rows {
        let who = person(&mut generator, &deciles, areas);
        let fields: Vec<String> = columns
            .values()
            .map(|filled| quoted(&field(filled, &who, row, &mut generator)))
            .collect();
        writeln!(out, "{}", fields.join(","))?;
    }
    Ok(())
}

fn columns(indicator: &Indicator) -> io::Result<BTreeMap<String, Filled>> {
    let mut compared: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for expression in expressions(indicator).map_err(io::Error::other)? {
        for column in &expression.columns {
            compared.entry(column.clone()).or_default();
        }
        for (column, value) in expression.compared {
            compared.entry(column).or_default().push(value);
        }
    }
    for column in indicator.columns.types.keys() {
        compared.entry(column.clone()).or_default();
    }
    let types = &indicator.columns.types;
    let filled = |(column, values): (String, Vec<String>)| {
        let filled = values_of(types.get(&column).copied(), &values);
        (column, filled)
    };
    let mut columns: BTreeMap<String, Filled> = compared.into_iter().map(filled).collect();
    let named = &indicator.columns;
    let optional = [
        (&named.person, Filled::Person),
        (&named.ethnicity, Filled::Ethnicity),
        (&named.sex, Filled::Sex),
        (&named.age, Filled::Age),
        (&named.site, Filled::Site),
    ];
    columns.extend(optional.into_iter().filter_map(|(name, filled)| Some((name.clone()?, filled))));
    columns.extend(indicator.quality.one_row_each.clone().map(|name| (name, Filled::Person)));
    columns.insert(named.place.clone(), Filled::Place);
    columns.insert(named.date.clone(), Filled::Day);
    Ok(columns)
}

/// The values of a column: those it is compared with, and their neighbours.
fn values_of(holds: Option<ColumnType>, compared: &[String]) -> Filled {
    let mut values: Vec<String> = Vec::new();
    let numbers: Vec<i64> = compared.iter().filter_map(|value| value.parse().ok()).collect();
    match holds {
        Some(ColumnType::Date) => return Filled::DayOrBlank,
        Some(ColumnType::Whole | ColumnType::Number) | None if !numbers.is_empty() => {
            let around =
                |number: &i64| [number.saturating_sub(1), *number, number.saturating_add(1)];
            values.extend(numbers.iter().flat_map(around).map(|number| number.to_string()));
        }
        Some(ColumnType::Whole | ColumnType::Number) => {}
        Some(ColumnType::Text) | None => {
            values.extend(compared.iter().cloned());
            values.push(if numbers.is_empty() { "other".to_owned() } else { "0".to_owned() });
        }
    }
    if values.is_empty() {
        values.extend(["0", "1"].map(str::to_owned));
    }
    values.sort();
    values.dedup();
    Filled::OneOf(values)
}

fn field(filled: &Filled, who: &Person, row: u32, generator: &mut ChaCha8Rng) -> String {
    match filled {
        Filled::Person => format!("P{:07}", row + 1),
        Filled::Place => match place(generator, who.area) {
            Place::Area(area) => format!("E01{}", super::FIRST + area),
            Place::Nowhere(words) => words.to_owned(),
        },
        Filled::Ethnicity => who.ethnicity.to_owned(),
        Filled::Sex => who.sex.to_string(),
        Filled::Age => who.age.to_string(),
        Filled::Site => format!("Site {}", below(generator, SITES) + 1),
        Filled::Day => day(below(generator, super::DAYS)),
        Filled::OneOf(values) => {
            let at = below(generator, u32::try_from(values.len()).unwrap_or(u32::MAX));
            let at = usize::try_from(at).unwrap_or(usize::MAX);
            values.get(at).cloned().unwrap_or_default()
        }
        Filled::DayOrBlank => match below(generator, 3) {
            0 => String::new(),
            _ => day(below(generator, super::DAYS)),
        },
    }
}

/// A field as CSV holds it.
fn quoted(field: &str) -> String {
    if field.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}
