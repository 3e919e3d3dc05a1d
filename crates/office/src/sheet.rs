//! A table in a text file, as a person saved it: headings, and rows of as many cells.

use crate::Error;

/// Headings with the rows below them; every row has a cell for each heading.
pub(crate) struct Sheet {
    pub(crate) headings: Vec<String>,
    rows: Vec<csv::StringRecord>,
}

/// What may stand between two cells.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

impl Sheet {
    /// Reads a table whose first row has the headings.
    ///
    /// A mark at the start is passed over, text that is no UTF-8 is read as Windows reads it, and
    /// cells are told apart by what the headings use most: commas, semicolons or tabs. Rows with
    /// nothing in them are passed over.
    ///
    /// # Errors
    ///
    /// If there are no headings or no rows, two headings are the same, or a row has more or fewer
    /// cells than there are headings.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, Error> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let text = std::str::from_utf8(bytes).map_or_else(|_| windows(bytes), str::to_owned);
        let first = text.lines().next().unwrap_or_default();
        let often = |delimiter: &u8| first.bytes().filter(|byte| byte == delimiter).count();
        let delimiter = DELIMITERS.into_iter().rev().max_by_key(often).unwrap_or(b',');
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .has_headers(false)
            .from_reader(text.as_bytes());
        let mut records = reader.records();
        let headings: Vec<String> = match records.next() {
            Some(row) => {
                row.map_err(unreadable)?.iter().map(|cell| cell.trim().to_owned()).collect()
            }
            None => {
                return Err(unknown(
                    "the file is empty: it needs a row of headings, like numerator,denominator",
                ));
            }
        };
        for (at, heading) in headings.iter().enumerate() {
            if !heading.is_empty() && headings.iter().take(at).any(|other| other == heading) {
                return Err(unknown(format!("two columns are headed “{heading}”")));
            }
        }
        let mut rows = Vec::new();
        for row in records {
            let row = row.map_err(unreadable)?;
            if row.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            if row.len() != headings.len() {
                return Err(unknown(format!(
                    "row {} has {} cells, and there are {} headings",
                    rows.len() + 1,
                    row.len(),
                    headings.len()
                )));
            }
            rows.push(row);
        }
        if rows.is_empty() {
            return Err(unknown("there is no row below the headings"));
        }
        Ok(Self { headings, rows })
    }

    /// The cells of each row, in the order of the headings.
    pub(crate) fn rows(&self) -> impl Iterator<Item = impl Iterator<Item = &str>> {
        self.rows.iter().map(|row| row.iter().map(str::trim))
    }

    /// Where a heading stands.
    ///
    /// # Errors
    ///
    /// If there is none of that name; the headings there are say so.
    pub(crate) fn position(&self, heading: &str) -> Result<usize, Error> {
        self.headings.iter().position(|own| own == heading).ok_or_else(|| {
            unknown(format!(
                "no column is headed “{heading}”; there are {}",
                self.headings.join(", ")
            ))
        })
    }
}

/// Bytes as Windows has them in western Europe, near enough for headings and names.
fn windows(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

pub(crate) fn unknown(what: impl Into<String>) -> Error {
    Error::Unknown { what: what.into() }
}

#[expect(clippy::needless_pass_by_value, reason = "it is what map_err hands over")]
fn unreadable(error: csv::Error) -> Error {
    unknown(format!("the file is not a table: {error}"))
}

/// Tables as text: CSV that no spreadsheet takes for a formula.
pub(crate) fn written(headings: &[&str], rows: impl Iterator<Item = Vec<Cell>>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut write = |cells: Vec<String>| writer.write_record(cells).is_ok();
    write(headings.iter().map(|heading| safe(heading)).collect());
    for row in rows {
        let cell = |cell: Cell| match cell {
            Cell::Blank => String::new(),
            Cell::Number(number) => number.to_string(),
            Cell::Words(words) => safe(&words),
        };
        write(row.into_iter().map(cell).collect());
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// What stands in a cell that is written.
pub(crate) enum Cell {
    Blank,
    Number(f64),
    Words(String),
}

impl Cell {
    pub(crate) fn words(of: impl Into<String>) -> Self {
        Self::Words(of.into())
    }
}

impl From<Option<f64>> for Cell {
    fn from(number: Option<f64>) -> Self {
        number.map_or(Self::Blank, Self::Number)
    }
}

/// Words that begin as a formula does, with a mark before them that spreadsheets do not show.
fn safe(words: &str) -> String {
    let number = words.parse::<f64>().is_ok();
    if !number && words.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']) {
        format!("'{words}")
    } else {
        words.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headings(bytes: &[u8]) -> Result<Vec<String>, String> {
        Sheet::read(bytes).map(|sheet| sheet.headings).map_err(|error| error.to_string())
    }

    #[test]
    fn marks_delimiters_and_windows_letters_are_read() {
        let expected = Ok(vec!["area".to_owned(), "x".to_owned()]);
        for bytes in [
            &b"\xef\xbb\xbfarea,x\nA,1\n"[..],
            b"area;x\r\nA,B;1\r\n\r\n",
            b"area\tx\nCaf\xe9\t1\n",
        ] {
            assert_eq!(headings(bytes), expected);
        }
        let sheet = Sheet::read(b"area\tx\nCaf\xe9\t1\n").unwrap();
        assert_eq!(sheet.rows().next().unwrap().next(), Some("Café"));
    }

    #[test]
    fn what_is_no_table_is_named() {
        for (bytes, says) in [
            (&b""[..], "the file is empty"),
            (b"a,b\n", "there is no row below"),
            (b"a,b\n1,2\n3\n", "row 2 has 1 cells"),
            (b"a,a\n1,2\n", "two columns are headed “a”"),
        ] {
            assert!(headings(bytes).is_err_and(|said| said.starts_with(says)), "{says}");
        }
    }

    #[test]
    fn no_cell_that_is_written_is_a_formula() {
        let cells = vec![Cell::words("=1+1"), Cell::Number(-2.5), Cell::words("-2.5"), Cell::Blank];
        let text = written(&["a", "b", "c", "d"], [cells].into_iter());
        assert_eq!(text, "a,b,c,d\n'=1+1,-2.5,-2.5,\n");
    }
}
