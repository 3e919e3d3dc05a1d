//! A table as people have it: the rows of one group, and the columns a measure may ask for.
//!
//! Whoever reads a file fills this; each measure takes from it what it needs, and refuses in words
//! what it cannot use. So every measure can be asked of any table.

mod column;

use std::error::Error;

pub use column::{COLUMNS, Column, Known};

/// What stands in a cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Nothing.
    #[default]
    Blank,
    /// A finite number.
    Number(f64),
    /// Anything else, as it stands.
    Words(Box<str>),
}

impl Cell {
    /// What a text says: nothing, a finite number, or words.
    pub fn of(text: &str) -> Self {
        let text = text.trim();
        if text.is_empty() {
            return Self::Blank;
        }
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() => Self::Number(number),
            Ok(_) | Err(_) => Self::Words(text.into()),
        }
    }
}

/// One row.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    number: usize,
    /// The group of people it speaks of: "1", "White".
    pub subgroup: String,
    /// The period it speaks of.
    pub period: String,
    /// What is not here is blank.
    cells: Vec<(Column, Cell)>,
}

/// The rows of one group, in the order of the file, and which columns the file has.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    columns: Vec<Column>,
    rows: Vec<Row>,
}

/// Why a measure cannot be worked out, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal(String);

impl Refusal {
    /// A refusal in words.
    pub fn new(words: impl Into<String>) -> Self {
        Self(words.into())
    }

    /// The reason, beginning in lower case and without a full stop.
    pub fn reason(&self) -> &str {
        &self.0
    }
}

/// Every door's own error is a reason.
impl<E: Error> From<E> for Refusal {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}

impl Row {
    /// A row with nothing in it; its number is where it stands in the file, from 1.
    pub fn new(number: usize) -> Self {
        Self { number, subgroup: String::new(), period: String::new(), cells: Vec::new() }
    }

    /// Where it stands in the file, from 1.
    pub fn number(&self) -> usize {
        self.number
    }

    /// Puts something in one of its cells.
    pub fn put(&mut self, column: Column, cell: Cell) {
        self.cells.retain(|(of, _)| *of != column);
        if cell != Cell::Blank {
            self.cells.push((column, cell));
        }
    }

    /// The row with a number in one of its cells.
    #[must_use]
    pub fn with(mut self, column: Column, number: f64) -> Self {
        self.put(column, Cell::Number(number));
        self
    }

    /// What stands in a cell, as it stands.
    pub(crate) fn cell(&self, column: Column) -> &Cell {
        self.cells.iter().find(|(of, _)| *of == column).map_or(&Cell::Blank, |(_, cell)| cell)
    }

    /// The number in a cell, if there is one.
    ///
    /// # Errors
    ///
    /// If something stands there that is no finite number.
    pub(crate) fn maybe(&self, column: Column) -> Result<Option<f64>, Refusal> {
        match self.cell(column) {
            Cell::Blank => Ok(None),
            Cell::Number(number) => Ok(Some(*number)),
            Cell::Words(words) => Err(Refusal::new(format!(
                "row {} has “{words}” for its {column}, which is not a number, like 12.5",
                self.number
            ))),
        }
    }

    /// The number in a cell.
    ///
    /// # Errors
    ///
    /// If the cell is blank, or no finite number.
    pub(crate) fn needs(&self, column: Column) -> Result<f64, Refusal> {
        self.maybe(column)?
            .ok_or_else(|| Refusal::new(format!("row {} has no {column}", self.number)))
    }

    /// The number in a cell, which must be 0 or more.
    ///
    /// # Errors
    ///
    /// If the cell is blank, no finite number, or below 0.
    pub(crate) fn not_negative(&self, column: Column) -> Result<f64, Refusal> {
        let number = self.needs(column)?;
        if number < 0.0 { Err(self.is_not(column, "0 or more")) } else { Ok(number) }
    }

    /// The number in a cell, which must be above 0.
    ///
    /// # Errors
    ///
    /// If the cell is blank, no finite number, or not above 0.
    pub(crate) fn positive(&self, column: Column) -> Result<f64, Refusal> {
        let number = self.needs(column)?;
        if number > 0.0 { Ok(number) } else { Err(self.is_not(column, "above 0")) }
    }

    /// The whole number in a cell.
    ///
    /// # Errors
    ///
    /// If the cell is blank, or no whole number from 0.
    pub(crate) fn count(&self, column: Column) -> Result<u64, Refusal> {
        let number = self.not_negative(column)?;
        if number.fract() == 0.0 && number <= LARGEST_COUNT {
            Ok(whole(number))
        } else {
            Err(self.is_not(column, "a whole number, like 12"))
        }
    }

    fn is_not(&self, column: Column, needed: &str) -> Refusal {
        let number = match self.cell(column) {
            Cell::Number(number) => *number,
            Cell::Blank | Cell::Words(_) => f64::NAN,
        };
        Refusal::new(format!("row {} has a {column} of {number}, not {needed}", self.number))
    }
}

/// Far more people than there are, and far below where a double loses whole numbers.
const LARGEST_COUNT: f64 = 1e15;

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a whole number from 0 to LARGEST_COUNT, as its one caller has checked"
)]
fn whole(number: f64) -> u64 {
    number as u64
}

impl Table {
    /// A table of these rows, in a file with these columns.
    pub fn new(columns: Vec<Column>, rows: Vec<Row>) -> Self {
        Self { columns, rows }
    }

    /// The same columns with only these of its rows.
    pub(crate) fn with_rows(&self, rows: Vec<Row>) -> Self {
        Self { columns: self.columns.clone(), rows }
    }

    /// Its rows, in the order of the file.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Whether the file has this column.
    pub fn has(&self, column: Column) -> bool {
        self.columns.contains(&column)
    }

    /// Refuses a table without these columns, naming each that it lacks.
    ///
    /// # Errors
    ///
    /// If the file lacks one of them.
    pub(crate) fn needs(&self, columns: &[Column]) -> Result<(), Refusal> {
        let lacking: Vec<&str> = columns
            .iter()
            .filter(|column| !self.has(**column))
            .map(|column| column.name())
            .collect();
        if lacking.is_empty() {
            Ok(())
        } else {
            Err(Refusal::new(format!(
                "the table has no column {}",
                lacking.join(" and no column ")
            )))
        }
    }

    /// The rows by their place in the order, the most disadvantaged first.
    ///
    /// # Errors
    ///
    /// If the table has no order, or two rows have the same place in it.
    pub(crate) fn in_order(&self) -> Result<Vec<&Row>, Refusal> {
        self.needs(&[Column::Order])?;
        let mut rows = Vec::with_capacity(self.rows.len());
        for row in &self.rows {
            rows.push((row.needs(Column::Order)?, row));
        }
        rows.sort_by(|(one, _), (other, _)| one.total_cmp(other));
        for pair in rows.windows(2) {
            if let [(one, first), (other, second)] = pair
                && one.total_cmp(other).is_eq()
            {
                return Err(Refusal::new(format!(
                    "rows {} and {} both have the order {one}: each group has a place of its own",
                    first.number, second.number
                )));
            }
        }
        Ok(rows.into_iter().map(|(_, row)| row).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_nothing_a_number_or_words() {
        assert_eq!(Cell::of(" "), Cell::Blank);
        assert_eq!(Cell::of("1e3"), Cell::Number(1000.0));
        for odd in ["NaN", "inf", "-Infinity", "1,000", "*"] {
            assert_eq!(Cell::of(odd), Cell::Words(odd.into()));
        }
    }

    #[test]
    fn what_cannot_be_used_is_named_with_its_row() {
        let mut row = Row::new(3).with(Column::Denominator, -2.0);
        row.put(Column::Numerator, Cell::of("NaN"));
        let says = |found: Result<f64, Refusal>| found.map_err(|refused| refused.0);
        assert_eq!(says(row.needs(Column::Value)), Err("row 3 has no value".to_owned()));
        assert_eq!(
            says(row.needs(Column::Numerator)),
            Err("row 3 has “NaN” for its numerator, which is not a number, like 12.5".to_owned())
        );
        assert_eq!(
            says(row.positive(Column::Denominator)),
            Err("row 3 has a denominator of -2, not above 0".to_owned())
        );
        let row = row.with(Column::Numerator, 1.5);
        let says = row.count(Column::Numerator).map_err(|refused| refused.0);
        assert_eq!(
            says,
            Err("row 3 has a numerator of 1.5, not a whole number, like 12".to_owned())
        );
    }

    #[test]
    fn two_rows_in_one_place_have_no_order() {
        let row = |number, order| Row::new(number).with(Column::Order, order);
        let table = |second| Table::new(vec![Column::Order], vec![row(1, 2.0), row(2, second)]);
        let numbers = |table: &Table| {
            table.in_order().map(|rows| rows.iter().map(|row| row.number()).collect::<Vec<_>>())
        };
        assert_eq!(numbers(&table(1.0)), Ok(vec![2, 1]));
        let says = "rows 1 and 2 both have the order 2: each group has a place of its own";
        assert_eq!(numbers(&table(2.0)), Err(Refusal::new(says)));
    }
}
