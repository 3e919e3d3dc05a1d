//! From rows to records: headings known, splits joined, groups carried down.

use std::collections::{BTreeMap, BTreeSet};

use paper::{Day, Place};
use programme::column::Column;

use super::is_blank_row;
use super::signs::{reference, undoubled};
use crate::Field;
use crate::columns::{self, By, Columns, Known};
use crate::contents::Contents;
use crate::forms::{Form, FormKind};
use crate::ledger::{Fate, Ledger};
use crate::sheet::{Item, Piece};
use crate::words::{begins, plain, tidy};

/// One recommendation or action, with the words of each of its cells.
#[derive(Clone, Debug, Default)]
pub(crate) struct Record {
    fields: BTreeMap<Field, (String, Place)>,
    /// The days that its cells hold as days.
    days: BTreeMap<Field, Day>,
    /// What people wrote beside its cells, with the field and the place.
    pub(crate) comments: Vec<(Option<Field>, Place, String)>,
    /// The section or group it stands under.
    pub(crate) group: String,
    /// The label of its group where it stood doubled, if this record's own row said it.
    pub(crate) doubled_group: Option<(Place, String)>,
    /// What stood in columns we have no field for.
    pub(crate) extra: Vec<(String, String)>,
    /// Where its rows begin: more than one if it was split.
    pub(crate) places: Vec<Place>,
    /// The date that a revised one stands before: its words, and the day a workbook holds.
    pub(crate) original: Option<(String, Option<Day>)>,
    /// The fields whose words stood in more than one of its rows.
    joined: BTreeSet<Field>,
}

impl Record {
    /// The words of a field, tidied; empty if it has none.
    pub(crate) fn words(&self, field: Field) -> String {
        self.fields.get(&field).map_or(String::new(), |(words, _)| words.clone())
    }

    /// Whether its table has a column for the field.
    pub(crate) fn has(&self, field: Field) -> bool {
        self.fields.contains_key(&field)
    }

    /// The day that a field's cell holds as a day, where it stands in a workbook.
    pub(crate) fn day(&self, field: Field) -> Option<Day> {
        self.days.get(&field).copied()
    }

    /// Where a field stands, or else its row.
    pub(crate) fn place_of(&self, field: Field) -> String {
        let place = self.fields.get(&field).map(|(_, place)| *place);
        place.or(self.places.first().copied()).unwrap_or(Place::DOCUMENT).to_string()
    }

    /// Whether the words of a field stood in more than one row, and were joined.
    pub(crate) fn was_joined(&self, field: Field) -> bool {
        self.joined.contains(&field)
    }

    fn put(&mut self, field: Field, words: &str, place: Place) {
        let words = words.trim();
        match self.fields.get_mut(&field) {
            Some((held, _)) if !held.is_empty() && !words.is_empty() => {
                self.joined.insert(field);
                held.push(' ');
                held.push_str(words);
            }
            Some((held, _)) if words.is_empty() => held.push_str(""),
            _ => {
                self.fields.insert(field, (words.to_owned(), place));
            }
        }
    }
}

/// The records of a document, and the headings they stood under.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rows {
    pub(crate) columns: Columns,
    /// The heading rows, each once.
    pub(crate) tables: Vec<Columns>,
    /// What the cells of each column say, by its heading.
    pub(crate) contents: BTreeMap<String, Contents>,
    /// Where the first heading row stands.
    pub(crate) place: Option<Place>,
    pub(crate) records: Vec<Record>,
    /// Single filled cells above the first heading row, which may be the title.
    pub(crate) above: Vec<Piece>,
    /// What people wrote beside cells that are part of no record.
    pub(crate) comments: Vec<(Place, String)>,
}

/// What the rows so far leave open.
struct Open {
    columns: Option<Columns>,
    width: Option<u32>,
    /// The sheet of the workbook that is being read.
    sheet: Option<u32>,
    /// The row before was a heading row, so that this one may be the second half of it.
    at_heading: bool,
    /// The page the last row of an item stands on, where the document has pages.
    page: u32,
    /// A page may have ended since the last row of an item: a heading came again, or another
    /// page began.
    at_break: bool,
    group: String,
    rows: Rows,
}

impl Rows {
    /// Reads the tables of a document as one, and enters every cell in the account but those
    /// of [`Rows::above`].
    pub(crate) fn read(items: &[Item], known: Known<'_>, ledger: &mut Ledger) -> Self {
        let mut open = Open {
            columns: None,
            width: None,
            sheet: None,
            at_heading: false,
            page: 0,
            at_break: false,
            group: String::new(),
            rows: Self::default(),
        };
        for item in items {
            let Item::Row { cells, table: _, header, width } = item else { continue };
            open.turn_to_sheet(cells);
            let at_heading = std::mem::take(&mut open.at_heading);
            let fate = if is_blank_row(cells) {
                Some(Fate::Skipped(if *header { "blank heading row" } else { "blank row" }))
            } else if let Some(columns) = Columns::read(cells, known) {
                (open.width, open.at_heading) = (*width, true);
                Some(open.heading(columns, cells))
            } else if *header && at_heading {
                Some(Fate::Skipped("second heading row"))
            } else if open.columns.is_some() && (*header || open.width != *width) {
                Some(open.stranger(cells, *header))
            } else {
                open.row(cells, known.form, ledger)
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
        open.rows
    }
}

impl Rows {
    /// The columns of all its tables as a person is told of them, each heading once.
    pub(crate) fn told(&self) -> Vec<Column> {
        let mut told: Vec<Column> = Vec::new();
        for heading in self.tables.iter().flat_map(|table| &table.columns) {
            let contents = self.contents.get(&heading.words).cloned().unwrap_or_default();
            let column = columns::told(heading, &contents);
            if !told.contains(&column) {
                told.push(column);
            }
        }
        told
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
        if !self.rows.tables.iter().any(|held| held.is_again(&columns)) {
            self.rows.tables.push(columns.clone());
        }
        self.columns = Some(columns);
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
    fn row(&mut self, cells: &[Piece], form: &Form, ledger: &mut Ledger) -> Option<Fate> {
        let Some(columns) = self.columns.clone() else {
            let mut filled = cells.iter().filter(|cell| !cell.is_blank());
            let only = filled.next().filter(|_| filled.next().is_none());
            if let (Some(only), None) = (only, self.rows.place) {
                self.rows.above.push(only.clone());
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
        if is_total(cells, &columns) {
            return Some(Fate::Skipped("total row"));
        }
        if let Some(section) = section(cells, &columns, form) {
            self.group = section;
            self.keep_comments(cells);
            return Some(Fate::Imported);
        }
        let original = stands_in(cells, &columns);
        let field = |cell: &Piece| match columns.of(cell)?.field {
            Some(Field::ByWhen) if original == Original::StandsIn => None,
            None if original == Original::StandsIn && is_original(cell, &columns) => {
                Some(Field::ByWhen)
            }
            field => field,
        };
        let words = cells.iter().find(|cell| field(cell) == Some(Field::Words));
        if words.is_some_and(|cell| begins(&cell.text, "Example")) {
            return Some(Fate::Skipped("worked example"));
        }
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
                Some(field) => record.put(field, &tidy(&cell.text), cell.place),
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
        record.group.clone_from(&self.group);
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

/// What became of an original date beside which a revised one may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Original {
    /// The row has none.
    Missing,
    /// The revised date is blank or says that nothing changed, so that the original is the date.
    StandsIn,
    /// The revised date stands before it.
    WasRevised,
}

/// What becomes of the original date of a row.
fn stands_in(cells: &[Piece], columns: &Columns) -> Original {
    if !cells.iter().any(|cell| !cell.is_blank() && is_original(cell, columns)) {
        return Original::Missing;
    }
    let is_revised = |cell: &&Piece| {
        columns.of(cell).is_some_and(|heading| heading.field == Some(Field::ByWhen))
    };
    let unchanged =
        |cell: &Piece| is_no_change(&cell.text) && cell.day.is_none() && !cell.continues;
    match cells.iter().find(is_revised) {
        Some(revised) if !unchanged(revised) => Original::WasRevised,
        Some(_) | None => Original::StandsIn,
    }
}

/// Whether the cell of a revised date says that the original stands.
fn is_no_change(words: &str) -> bool {
    let words = plain(words);
    ["", "n a", "na", "none", "no change", "unchanged", "as original"].contains(&words.as_str())
}

/// Whether a cell stands in the column of an original date, beside that of a revised one.
fn is_original(cell: &Piece, columns: &Columns) -> bool {
    columns.of(cell).is_some_and(|heading| heading.by == By::Original)
}

/// The place of the row a cell stands in.
fn row_place(cell: &Piece) -> Place {
    cell.place.column(0)
}

/// Whether a row adds up the rows above: it says so first, and says nothing of an item.
fn is_total(cells: &[Piece], columns: &Columns) -> bool {
    let first = cells.iter().find(|cell| !cell.is_blank());
    let adds_up = first.is_some_and(|cell| {
        ["Total", "Totals", "Grand total", "Sub-total"]
            .iter()
            .any(|total| begins(&cell.text, total))
    });
    let is_item = |cell: &Piece| {
        let field = columns.of(cell).and_then(|heading| heading.field);
        field == Some(Field::Words) && !cell.is_blank()
    };
    adds_up
        && first.is_some_and(|cell| cell.text.split_whitespace().count() <= 3)
        && !cells.iter().any(is_item)
}

/// The words of a row that names a section: one filled cell, across the table, in its first
/// column or, in an audit, where a recommendation without a number would stand.
fn section(cells: &[Piece], columns: &Columns, form: &Form) -> Option<String> {
    let mut filled = cells.iter().filter(|cell| !cell.is_blank());
    let only = filled.next().filter(|_| filled.next().is_none())?;
    let words = tidy(&only.text).replace('\n', " ");
    let width = u32::try_from(columns.columns.len()).unwrap_or(u32::MAX);
    let across = only.columns >= width && width > 1;
    let first = columns.columns.first().is_some_and(|heading| heading.column == only.column);
    let field = columns.of(only).and_then(|heading| heading.field);
    let is_item = field == Some(Field::Words)
        && (form.kind == FormKind::ActionPlan || reference(&words).is_some());
    let stands = across || first || field == Some(Field::Words) || field == Some(Field::Group);
    let starts_small = words.starts_with(char::is_lowercase);
    (stands && !starts_small && (across || !is_item)).then_some(words)
}

/// Whether a row goes on with the one above: everything that is said once of a record is
/// blank, and what runs on begins in the middle. A page end may cut a date in two as well.
fn goes_on(cells: &[Piece], columns: &Columns, at_break: bool) -> bool {
    let mut begins_anew = false;
    let mut runs_on = false;
    for cell in cells.iter().filter(|cell| !cell.is_blank() || cell.continues) {
        match columns.of(cell).and_then(|heading| heading.field) {
            Some(Field::Words) if !cell.continues => {
                begins_anew |= !cell.text.trim().starts_with(char::is_lowercase);
                runs_on = true;
            }
            Some(field) if field.runs_on() && !cell.continues => runs_on = true,
            Some(Field::Group) if cell.continues => {}
            Some(Field::ByWhen) if at_break && !cell.continues => runs_on = true,
            Some(_) => begins_anew = true,
            None => {}
        }
    }
    runs_on && !begins_anew
}
