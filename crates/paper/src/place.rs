//! Where in a document something stands, in words a person can follow.

mod sheet;

use std::fmt;

use sheet::{Column, SheetName};

/// Where something stands: "table 4, row 2, column 3", "line 14" or "paragraph 7", and in a
/// workbook "sheet “Plan”, cell C14".
///
/// Places of one document are ordered as a reader meets them. Rows, columns and lines
/// count from 1, and a column is a column of the grid, so that a cell below a merged
/// one still stands under its own heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The position among the blocks of the document; a line's own number.
    order: u32,
    row: u32,
    column: u32,
    kind: Kind,
    number: u32,
    /// The page, in a format that has pages; otherwise 0.
    page: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Kind {
    Document,
    Line,
    Paragraph,
    Table,
    Sheet(SheetName),
}

impl Place {
    /// The document as a whole, which comes before everything in it.
    pub const DOCUMENT: Self =
        Self { order: 0, row: 0, column: 0, kind: Kind::Document, number: 0, page: 0 };

    /// The line of that number, in a format made of lines.
    pub fn line(number: u32) -> Self {
        Self { order: number, row: 0, column: 0, kind: Kind::Line, number, page: 0 }
    }

    /// The paragraph of that number, which is block `order` of its document.
    pub fn paragraph(order: u32, number: u32) -> Self {
        Self { order, row: 0, column: 0, kind: Kind::Paragraph, number, page: 0 }
    }

    /// The table of that number, which is block `order` of its document.
    pub fn table(order: u32, number: u32) -> Self {
        Self { order, row: 0, column: 0, kind: Kind::Table, number, page: 0 }
    }

    /// The same place, on that page of a format that has pages.
    #[must_use]
    pub fn on_page(self, page: u32) -> Self {
        Self { page, ..self }
    }

    /// The page it stands on, in a format that has pages; otherwise 0.
    pub fn page(self) -> u32 {
        self.page
    }

    /// The sheet of that number in its workbook, and of that name.
    pub fn sheet(number: u32, name: &str) -> Self {
        let kind = Kind::Sheet(SheetName::new(name));
        Self { order: number, row: 0, column: 0, kind, number, page: 0 }
    }

    /// The number of the sheet it stands in, if it stands in a workbook.
    pub fn sheet_number(self) -> Option<u32> {
        match self.kind {
            Kind::Sheet(_) => Some(self.number),
            Kind::Document | Kind::Line | Kind::Paragraph | Kind::Table => None,
        }
    }

    /// Whether it is a sheet as a whole, as the place of its name is.
    pub fn is_whole_sheet(self) -> bool {
        self.sheet_number().is_some() && self.row == 0 && self.column == 0
    }

    /// The same place, in one of its rows.
    #[must_use]
    pub fn row(self, row: u32) -> Self {
        Self { row, ..self }
    }

    /// The same place, in one of its columns.
    #[must_use]
    pub fn column(self, column: u32) -> Self {
        Self { column, ..self }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.page, self.kind) {
            (0, _) => {}
            (page, Kind::Document) => return write!(f, "page {page}"),
            (page, Kind::Line | Kind::Paragraph | Kind::Table | Kind::Sheet(_)) => {
                write!(f, "page {page}, ")?;
            }
        }
        match self.kind {
            Kind::Document => f.write_str("the document")?,
            Kind::Line => write!(f, "line {}", self.number)?,
            Kind::Paragraph => write!(f, "paragraph {}", self.number)?,
            Kind::Table => write!(f, "table {}", self.number)?,
            Kind::Sheet(name) => {
                name.say(self.number, f)?;
                return match (self.row, self.column) {
                    (0, 0) => Ok(()),
                    (row, 0) => write!(f, ", row {row}"),
                    (0, column) => write!(f, ", column {}", Column(column)),
                    (row, column) => write!(f, ", cell {}{row}", Column(column)),
                };
            }
        }
        if self.row > 0 {
            write!(f, ", row {}", self.row)?;
        }
        if self.column > 0 {
            write!(f, ", column {}", self.column)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_reads_as_a_person_would_say_it() {
        let says = |place: Place| place.to_string();
        assert_eq!(says(Place::table(9, 4).row(2).column(3)), "table 4, row 2, column 3");
        assert_eq!(says(Place::line(14)), "line 14");
        assert_eq!(says(Place::line(14).column(2)), "line 14, column 2");
        assert_eq!(says(Place::paragraph(8, 7)), "paragraph 7");
        assert_eq!(says(Place::DOCUMENT), "the document");
        assert_eq!(says(Place::DOCUMENT.on_page(2)), "page 2");
        let split = Place::table(3, 1).on_page(2).row(3).column(5);
        assert_eq!(says(split), "page 2, table 1, row 3, column 5");
        let plan = Place::sheet(2, "Action plan");
        assert_eq!(says(plan), "sheet “Action plan”");
        assert_eq!(says(plan.row(14)), "sheet “Action plan”, row 14");
        assert_eq!(says(plan.row(14).column(3)), "sheet “Action plan”, cell C14");
        assert_eq!(says(plan.row(1).column(16_384)), "sheet “Action plan”, cell XFD1");
    }

    #[test]
    fn places_are_ordered_as_they_are_met() {
        let met = [
            Place::DOCUMENT,
            Place::paragraph(1, 1),
            Place::table(2, 1),
            Place::table(2, 1).row(1).column(2),
            Place::table(2, 1).row(2).column(1),
            Place::paragraph(3, 2),
            Place::table(4, 2).row(1).column(1),
            Place::sheet(5, "Z"),
            Place::sheet(5, "Z").row(2).column(9),
            Place::sheet(6, "A").row(1).column(1),
        ];
        assert!(met.is_sorted_by(|a, b| a < b));
    }
}
