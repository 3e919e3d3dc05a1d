//! From rows to records: headings known, splits joined, groups carried down.

use std::collections::BTreeMap;
use std::rc::Rc;

use paper::Place;
use programme::by_when::ByWhen;
use programme::column::Column;
use programme::status::Status;

use super::aside::{self, Stands, aside};
use super::is_blank_row;
use super::original::{Original, is_original, original};
use super::record::Record;
use super::row::{goes_on, only, row_place, section};
use super::shift::shifted;
use super::signs::undoubled;
use super::stranger::{Parted, heads_another};
use crate::Field;
use crate::columns::{self, By, Columns, Heading, Known};
use crate::contents::Contents;
use crate::ledger::{Fate, Ledger};
use crate::sheet::{Item, Piece};
use crate::words::tidy;

/// The most different heading rows whose columns are told: a document with more of them repeats
/// itself to no end, and each column is held against all the others.
const MOST_TABLES: usize = 200;

/// The records of a document, and the headings they stood under.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rows {
    pub(crate) columns: Columns,
    /// The heading rows, each once, and not more of them than anyone could look at.
    pub(crate) tables: Vec<Columns>,
    /// What the cells of each column say, by its heading.
    pub(crate) contents: BTreeMap<String, Contents>,
    /// Where the first heading row stands.
    pub(crate) place: Option<Place>,
    pub(crate) records: Vec<Record>,
    /// Single filled cells above the first heading row, which may be the title.
    pub(crate) above: Vec<Piece>,
    /// The headings between the tables, where they name the groups of what stands below them.
    pub(crate) groups: Vec<Piece>,
    /// How many rows have more than one cell filled.
    pub(crate) of_several: usize,
    /// Where a table without headings goes on with the one before, and nothing in it shows that.
    pub(crate) goes_on: Vec<Place>,
    /// What people wrote beside cells that are part of no record.
    pub(crate) comments: Vec<(Place, String)>,
}

/// What the rows so far leave open.
struct Open {
    columns: Option<Rc<Columns>>,
    width: Option<u32>,
    /// The sheet of the workbook that is being read.
    sheet: Option<u32>,
    above: Above,
    /// The page the last row of an item stands on, where the document has pages.
    page: u32,
    /// A page may have ended since the last row of an item: a heading came again, or another
    /// page began.
    at_break: bool,
    group: String,
    /// Which table the last row stood in.
    table: Option<usize>,
    /// The last heading since the last table, and the heading right above each table.
    heads: Option<Piece>,
    headed: BTreeMap<usize, Piece>,
    /// A cell bears the mark of a footnote.
    marked: bool,
    rows: Rows,
}

/// What stands right above a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Above {
    /// A heading row, of which this one may be the second half.
    Heading,
    /// A blank row, below which something else may begin.
    Blank,
    /// Another row, or none.
    Row,
}

impl Rows {
    /// Reads the tables of a document as one, and enters every cell in the account but those
    /// of [`Rows::above`].
    pub(crate) fn read(items: &[Item], known: Known<'_>, ledger: &mut Ledger) -> Self {
        let mut open = Open {
            columns: None,
            width: None,
            sheet: None,
            above: Above::Row,
            page: 0,
            at_break: false,
            group: String::new(),
            table: None,
            heads: None,
            headed: BTreeMap::new(),
            marked: false,
            rows: Self::default(),
        };
        for item in items {
            let Item::Row { cells, table, header, width } = item else {
                if let Item::Paragraph(piece) = item
                    && piece.heading.is_some()
                    && !piece.is_blank()
                {
                    open.heads = Some(piece.clone());
                }
                continue;
            };
            open.turn_to_sheet(cells);
            let above = std::mem::replace(&mut open.above, Above::Row);
            let opens_table = open.table.replace(*table) != Some(*table);
            if let Some(heads) = open.heads.take() {
                open.headed.insert(*table, heads);
            }
            let parted =
                if above == Above::Blank || opens_table { Parted::Yes } else { Parted::No };
            let is_strange = || {
                let held = open.columns.as_ref();
                held.is_some_and(|held| heads_another(cells, held, known.form, parted))
            };
            let fate = if is_blank_row(cells) {
                if !opens_table {
                    open.above = Above::Blank;
                }
                Some(Fate::Skipped(if *header { "blank heading row" } else { "blank row" }))
            } else if let Some(columns) = Columns::read(cells, known) {
                (open.width, open.above) = (*width, Above::Heading);
                Some(open.heading(columns, cells))
            } else if *header && above == Above::Heading {
                Some(Fate::Skipped("second heading row"))
            } else if open.columns.is_some() && (*header || open.width != *width) {
                Some(open.stranger(cells, *header))
            } else if is_strange() {
                Some(open.stranger(cells, true))
            } else {
                if opens_table && open.columns.is_some() {
                    open.goes_on_below(cells);
                }
                open.row(cells, known, above, ledger)
            };
            if let Some(fate) = fate {
                for cell in cells {
                    ledger.all_go(&cell.units, &fate);
                }
                if fate != Fate::Imported {
                    open.keep_comments(cells);
                }
            }
        }
        let headed = std::mem::take(&mut open.headed);
        open.rows.group_by(&headed, ledger);
        open.rows.group_the_first(ledger);
        open.rows
    }
}

impl Rows {
    /// The columns of all its tables as a person is told of them, each heading once.
    pub(crate) fn told(&self) -> Vec<Column> {
        let mut told: Vec<Column> = Vec::new();
        let mut known: BTreeMap<&str, Vec<Column>> = BTreeMap::new();
        let blank = Contents::default();
        for heading in self.headings() {
            let contents = self.contents.get(&heading.words).unwrap_or(&blank);
            let column = columns::told(heading, contents);
            let alike = known.entry(&heading.words).or_default();
            if !alike.contains(&column) {
                alike.push(column.clone());
                told.push(column);
            }
        }
        told
    }

    /// The headings of all its tables, but those that were taken for the same before.
    pub(super) fn headings(&self) -> Vec<&Heading> {
        let mut met: BTreeMap<&str, Vec<(Option<Field>, By)>> = BTreeMap::new();
        let mut headings = Vec::new();
        for heading in self.tables.iter().flat_map(|table| &table.columns) {
            let alike = met.entry(&heading.words).or_default();
            if !alike.contains(&(heading.field, heading.by)) {
                alike.push((heading.field, heading.by));
                headings.push(heading);
            }
        }
        headings
    }
}

/// Why a cell of a table that is not part of the plan is left out.
pub(crate) const STRANGER: &str = "a table whose headings we do not know";

impl Open {
    /// Another sheet begins anew: a table goes on below a page's end, and not beyond a sheet's.
    fn turn_to_sheet(&mut self, cells: &[Piece]) {
        let sheet = cells.first().and_then(|cell| cell.place.sheet_number());
        if sheet != self.sheet {
            (self.sheet, self.columns, self.group) = (sheet, None, String::new());
        }
    }

    /// Keeps what is written beside the cells of a row that is part of no record.
    fn keep_comments(&mut self, cells: &[Piece]) {
        for cell in cells {
            let beside = cell.comments.iter().map(|words| (cell.place, words.clone()));
            self.rows.comments.extend(beside);
        }
    }

    fn heading(&mut self, columns: Columns, cells: &[Piece]) -> Fate {
        let again = self.columns.as_ref().is_some_and(|held| held.is_again(&columns));
        let fate = if again { "repeated heading" } else { "column heading" };
        if self.rows.place.is_none() {
            self.rows.place = cells.first().map(|cell| cell.place);
            self.rows.columns = columns.clone();
        }
        let tables = &mut self.rows.tables;
        if tables.len() < MOST_TABLES && !tables.iter().any(|held| held.is_again(&columns)) {
            tables.push(columns.clone());
        }
        self.columns = Some(Rc::new(columns));
        self.at_break = true;
        Fate::Skipped(fate)
    }

    /// A row of a table of another width, or under headings of its own: it is not of this plan,
    /// and neither is what follows under such headings.
    fn stranger(&mut self, cells: &[Piece], header: bool) -> Fate {
        if header && cells.len() > 1 {
            self.columns = None;
        }
        Fate::Skipped(STRANGER)
    }

    /// Notes a table that has no headings of its own and no date or status in its first row: it may
    /// be something else.
    fn goes_on_below(&mut self, cells: &[Piece]) {
        let Some(columns) = &self.columns else { return };
        let shows = cells.iter().any(|cell| match columns.of(cell).and_then(|held| held.field) {
            Some(Field::ByWhen) => cell.day.is_some() || ByWhen::read(&cell.text).due.is_some(),
            Some(Field::Status) => !cell.is_blank() && !Status::read(&cell.text).is_unread(),
            Some(_) | None => false,
        });
        if !shows && !self.at_break {
            self.rows.goes_on.extend(cells.first().map(|cell| cell.place));
        }
    }

    /// Whether a row has no words of its own, and what it continues has none either: a blank row
    /// within a merge.
    fn brings_nothing(&self, cells: &[Piece], field: impl Fn(&Piece) -> Option<Field>) -> bool {
        let carries = |cell: &Piece| {
            let above = self.rows.records.last().filter(|_| cell.continues);
            let words = above.zip(field(cell)).map(|(above, field)| above.words(field));
            words.is_some_and(|words| !words.is_empty())
        };
        cells.iter().all(|cell| cell.is_blank() && !carries(cell))
    }

    /// Reads a row that is neither blank nor a heading, and says where its cells went, unless
    /// it stands above all headings and may be the title.
    fn row(
        &mut self,
        cells: &[Piece],
        known: Known<'_>,
        above: Above,
        ledger: &mut Ledger,
    ) -> Option<Fate> {
        let Some(columns) = self.columns.clone() else {
            if let (Some(only), None) = (only(cells, known), self.rows.place) {
                self.rows.above.push(only);
                self.keep_comments(cells);
                return None;
            }
            let known = self.rows.place.is_some();
            return Some(Fate::Skipped(if known {
                STRANGER
            } else {
                "stands before any heading we know"
            }));
        };
        let stands = Stands { below_heading: above == Above::Heading, below_mark: self.marked };
        if let Some(reason) = aside(cells, &columns, stands) {
            return Some(Fate::Skipped(reason));
        }
        if let Some(section) = section(cells, &columns, known) {
            self.group = section;
            self.keep_comments(cells);
            return Some(Fate::Imported);
        }
        let moved = shifted(cells, &columns);
        let is_shifted = moved.is_some();
        let cells = moved.as_deref().unwrap_or(cells);
        let original = original(cells, &columns);
        let field = |cell: &Piece| match columns.of(cell)?.field {
            Some(Field::ByWhen) if original == Original::StandsIn => None,
            None if original == Original::StandsIn && is_original(cell, &columns) => {
                Some(Field::ByWhen)
            }
            field => field,
        };
        if self.brings_nothing(cells, field) {
            return Some(Fate::Skipped("blank row"));
        }
        let page = cells.first().map_or(0, |cell| cell.place.page());
        let at_break = std::mem::take(&mut self.at_break) || self.page != page;
        self.page = page;
        let goes_on = goes_on(cells, &columns, at_break);
        let mut record =
            if goes_on { self.rows.records.pop().unwrap_or_default() } else { Record::default() };
        for cell in cells {
            let held = field(cell).is_some_and(|field| !record.words(field).is_empty());
            self.keep_contents(cell, &columns, held);
            let beside = cell.comments.iter().map(|words| (field(cell), cell.place, words.clone()));
            record.comments.extend(beside);
            if let (Some(field), Some(day)) = (field(cell), cell.day) {
                record.days.insert(field, day);
            }
            match field(cell) {
                Some(Field::Group) => self.take_group(cell, &mut record),
                Some(field) if cell.continues && cell.is_blank() => {
                    if let Some(above) = self.rows.records.last() {
                        record.put(field, &above.words(field), cell.place);
                        record.days.extend(above.day(field).map(|day| (field, day)));
                    } else {
                        record.put(field, "", cell.place);
                    }
                }
                Some(field) => {
                    record.put(field, &tidy(&cell.text), cell.place);
                    record.put_list(field, &cell.list);
                }
                None if !cell.is_blank() => {
                    if original == Original::WasRevised && is_original(cell, &columns) {
                        record.original = Some((tidy(&cell.text), cell.day));
                    }
                    let heading = columns.of(cell).map(|heading| heading.words.clone());
                    let heading = heading.unwrap_or_else(|| format!("column {}", cell.column));
                    record.extra.push((heading, tidy(&cell.text)));
                    ledger.all_go(&cell.units, &Fate::Extra);
                }
                None => ledger.all_go(&cell.units, &Fate::Skipped("blank")),
            }
        }
        self.marked |= cells.iter().any(|cell| cell.text.trim_end().ends_with(aside::MARKS));
        self.rows.of_several +=
            usize::from(cells.iter().filter(|cell| !cell.is_blank()).count() > 1);
        record.shifted |= is_shifted;
        record.group.clone_from(&self.group);
        record.table = self.table.unwrap_or_default();
        record.places.extend(cells.first().map(row_place));
        self.rows.records.push(record);
        Some(Fate::Imported)
    }

    /// Keeps what a cell says, for what the cells of its column show together. One that goes on
    /// with what is held of its record goes on here, too.
    fn keep_contents(&mut self, cell: &Piece, columns: &Columns, goes_on: bool) {
        if let Some(heading) = columns.of(cell) {
            let contents = self.rows.contents.entry(heading.words.clone()).or_default();
            if goes_on {
                contents.go_on(&cell.text);
            } else {
                contents.add(&cell.text, cell.day.is_some());
            }
        }
    }

    /// A group's own cell names it; a blank one, or one merged with it, stands under it still.
    fn take_group(&mut self, cell: &Piece, record: &mut Record) {
        if cell.is_blank() {
            return;
        }
        let words = tidy(&cell.text).replace('\n', " ");
        match undoubled(&words) {
            Some(once) => {
                record.doubled_group = Some((cell.place, words.clone()));
                self.group = once;
            }
            None => self.group = words,
        }
    }
}
