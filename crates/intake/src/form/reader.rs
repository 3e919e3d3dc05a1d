//! Walks down a planning and review document, from label to answer and from row to row.

use std::collections::BTreeMap;

use programme::by_when::{Due, dates_in};
use programme::id::ObjectiveId;
use programme::mapping::Mapping;

use super::{Answer, Claim, Filled, FilledPart, FilledRow, Pair, theme_heading};
use crate::Field;
use crate::columns::{By, Columns, Heading, Known, Shown};
use crate::forms::{Form, Part, starts};
use crate::ledger::{Fate, Ledger};
use crate::outgoing::NEW;
use crate::sheet::{Item, Piece};
use crate::tag;
use crate::words::{begins, fingerprint, tidy};

/// Why a cell that shows what it asks for is left out.
const PROMPT: &str = "what the form asks for";

/// Reads the items of a document of this form, and enters every cell in the account.
pub(crate) fn read(
    items: &[Item],
    pair: Pair<'_>,
    mapping: &Mapping,
    ledger: &mut Ledger,
) -> Filled {
    let (filled, expects) = (Filled::default(), Expects::Nothing);
    let mut reader = Reader { pair, mapping, ledger, filled, theme: None, expects };
    for item in items {
        match item {
            Item::Paragraph(piece) => reader.paragraph(piece),
            Item::Loose(piece) => reader.loose(piece),
            Item::Row { cells, table: _, header: _, width } => reader.row(cells, *width),
        }
    }
    reader.close_rows();
    reader.filled
}

struct Reader<'a> {
    pair: Pair<'a>,
    mapping: &'a Mapping,
    ledger: &'a mut Ledger,
    filled: Filled,
    theme: Option<char>,
    expects: Expects,
}

/// What the next cell could be.
enum Expects {
    Nothing,
    /// The answer to a label.
    Answer(Field),
    /// More headings of a table whose rows nobody drew.
    Headings(Vec<Heading>),
    /// Rows of a table that is so wide; the cells so far of one whose end nobody drew.
    Rows(Columns, Option<u32>, Vec<Piece>),
    /// Nothing more: the appendix has begun.
    Appendix,
}

impl Reader<'_> {
    /// The open part; a form without its headings begins with the planning part.
    fn part(&mut self) -> &mut FilledPart {
        if self.filled.parts.is_empty() {
            self.filled.parts.push(FilledPart::new(Part::Planning, ""));
        }
        let last = self.filled.parts.len().saturating_sub(1);
        #[expect(clippy::indexing_slicing, reason = "one was pushed above if there was none")]
        &mut self.filled.parts[last]
    }

    fn form(&self) -> &Form {
        self.pair.form(self.filled.parts.last().map_or(Part::Planning, |part| part.part))
    }

    fn own(&mut self, piece: &Piece) {
        self.ledger.all_go(&piece.units, &Fate::Form);
    }

    fn paragraph(&mut self, piece: &Piece) {
        if matches!(self.expects, Expects::Appendix) {
            self.ledger.all_go(&piece.units, &Fate::Skipped("the form's appendix"));
            self.filled.appendix.push(piece.clone());
        } else if starts(&piece.text, &self.pair.planning.appendix) {
            self.close_rows();
            self.own(piece);
            self.expects = Expects::Appendix;
        } else if self.landmark(piece) || starts(&piece.text, &self.pair.planning.asides) {
            self.own(piece);
        } else if self.filled.title.is_empty() && !piece.is_blank() {
            self.own(piece);
            self.filled.title = tidy(&piece.text);
        } else if self.filled.parts.is_empty() {
            self.ledger.all_go(&piece.units, &Fate::Skipped("words before the form"));
        }
    }

    /// A cell whose row nobody drew.
    fn loose(&mut self, piece: &Piece) {
        let at_row_start = match &self.expects {
            Expects::Rows(_, _, buffer) => buffer.iter().all(Piece::is_blank),
            Expects::Headings(_) | Expects::Answer(_) | Expects::Nothing => true,
            Expects::Appendix => return self.paragraph(piece),
        };
        if at_row_start && self.landmark(piece) {
            return self.own(piece);
        }
        match std::mem::replace(&mut self.expects, Expects::Nothing) {
            Expects::Answer(field) => self.answer(field, piece),
            Expects::Rows(columns, width, mut buffer) => {
                buffer.push(piece.clone());
                if buffer.len() >= columns.columns.len() {
                    let cells = std::mem::take(&mut buffer);
                    self.data_row(&columns, &numbered(cells));
                }
                self.expects = Expects::Rows(columns, width, buffer);
            }
            Expects::Headings(headings) => self.heading(headings, piece),
            Expects::Nothing => self.heading(Vec::new(), piece),
            Expects::Appendix => {}
        }
    }

    /// A loose cell that may be the next heading of a table; the last one opens its rows.
    fn heading(&mut self, mut headings: Vec<Heading>, piece: &Piece) {
        let form = self.form();
        let total = form.columns.len();
        let Some(field) = form.heads(headings.len(), &piece.text) else { return };
        self.own(piece);
        let column = u32::try_from(headings.len()).unwrap_or(u32::MAX).saturating_add(1);
        let (words, field) = (tidy(&piece.text), Some(field));
        headings.push(Heading { place: piece.place, column, words, field, by: By::Form });
        self.expects = if headings.len() == total {
            let columns = Columns { columns: headings };
            self.part().columns.get_or_insert_with(|| columns.clone());
            Expects::Rows(columns, None, Vec::new())
        } else {
            Expects::Headings(headings)
        };
    }

    fn row(&mut self, cells: &[Piece], width: Option<u32>) {
        if let [only] = cells {
            if matches!(self.expects, Expects::Appendix) {
                return self.paragraph(only);
            }
            if self.landmark(only) {
                return self.own(only);
            }
            if let Expects::Answer(field) = self.expects {
                self.expects = Expects::Nothing;
                self.answer(field, only);
            }
            return;
        }
        if matches!(self.expects, Expects::Appendix) {
            for cell in cells {
                self.paragraph(cell);
            }
            return;
        }
        if cells.first().is_some_and(|first| self.form().is_last(&first.text)) {
            return self.said_before(cells);
        }
        if let Some(columns) = self.columns(cells) {
            for cell in cells {
                self.own(cell);
            }
            self.part().columns.get_or_insert_with(|| columns.clone());
            self.expects = Expects::Rows(columns, width, Vec::new());
            return;
        }
        if let [label, answer] = cells
            && self.landmark(label)
        {
            self.own(label);
            if let Expects::Answer(field) = self.expects {
                self.expects = Expects::Nothing;
                self.answer(field, answer);
            }
            return;
        }
        // A narrower or wider table has questions of its own, which the form does not ask.
        if let Expects::Rows(columns, wide, _) = &self.expects
            && *wide == width
        {
            let columns = columns.clone();
            self.data_row(&columns, cells);
        }
    }

    /// A row that shows what was said before. It is no answer, but somebody may have taken it for
    /// the place to write one.
    fn said_before(&mut self, cells: &[Piece]) {
        for cell in cells {
            self.ledger.all_go(&cell.units, &Fate::Skipped("what was said last time"));
            if cell.tag.as_deref().is_some_and(|sent| tag::is_changed(sent, &cell.text)) {
                let (words, place) = (tidy(&cell.text), cell.place);
                self.filled.overwritten.push(Answer { words, place });
            }
        }
    }

    /// The columns of a heading row; one of the other part opens that part.
    fn columns(&mut self, cells: &[Piece]) -> Option<Columns> {
        let (mapping, nothing) = (self.mapping, Shown::default());
        let shown = Some(&nothing);
        if let Some(columns) = Columns::read(cells, Known { form: self.form(), mapping, shown }) {
            return Some(columns);
        }
        let other = match self.filled.parts.last().map(|part| part.part) {
            Some(Part::Planning) | None => Part::Review,
            Some(Part::Review) => Part::Planning,
        };
        let columns = Columns::read(cells, Known { form: self.pair.form(other), mapping, shown })?;
        self.filled.parts.push(FilledPart::new(other, ""));
        Some(columns)
    }

    /// Whether a piece is a landmark of the form, and what follows from it.
    fn landmark(&mut self, piece: &Piece) -> bool {
        let text = &piece.text;
        if let Some(part) = self.pair.part_heading(text) {
            self.close_rows();
            self.filled.parts.push(FilledPart::new(part, &tidy(text)));
            self.theme = None;
        } else if let Some((letter, title)) = theme_heading(text) {
            self.close_rows();
            self.theme = Some(letter);
            self.part().themes.push((letter, title));
        } else if starts(text, &self.form().due) {
            self.close_rows();
            let day = dates_in(text).into_iter().find_map(|found| match found.due {
                Due::Day(day) => Some((found.words, day)),
                Due::Month(_) | Due::Quarter(_) | Due::Year(_) => None,
            });
            self.part().due = day;
        } else if starts(text, &self.form().instructions) {
            self.close_rows();
        } else if let Some(field) = self.form().label(text) {
            self.close_rows();
            self.part().labels.push((field, tidy(text)));
            self.expects = Expects::Answer(field);
        } else {
            return false;
        }
        true
    }

    /// Ends a table; cells that never made a row are a short row, or blank.
    fn close_rows(&mut self) {
        if let Expects::Rows(columns, _, buffer) =
            std::mem::replace(&mut self.expects, Expects::Nothing)
            && !buffer.is_empty()
        {
            self.data_row(&columns, &numbered(buffer));
        }
    }

    fn answer(&mut self, field: Field, piece: &Piece) {
        let mut words = tidy(&piece.text);
        let fate = if words.is_empty() {
            Fate::Skipped("left blank")
        } else if self.form().prompts(&words) {
            words.clear();
            Fate::Skipped(PROMPT)
        } else {
            Fate::Imported
        };
        self.ledger.all_go(&piece.units, &fate);
        self.part().answers.insert(field, Answer { words, place: piece.place });
    }

    fn data_row(&mut self, columns: &Columns, cells: &[Piece]) {
        let units: Vec<_> = cells.iter().flat_map(|cell| cell.units.clone()).collect();
        if cells.iter().all(|cell| cell.is_blank() || self.form().prompts(&cell.text)) {
            return self.ledger.all_go(&units, &Fate::Skipped("blank row"));
        }
        let mut row = FilledRow {
            theme: self.theme,
            fields: BTreeMap::new(),
            extra: Vec::new(),
            place: cells.first().map_or(paper::Place::DOCUMENT, |cell| cell.place.column(0)),
            highlighted: false,
            unmarked: false,
            changed: false,
            tagged: self.tagged(cells),
        };
        for cell in cells {
            let mut words = tidy(&cell.text);
            if self.form().prompts(&words) {
                words.clear();
                self.ledger.all_go(&cell.units, &Fate::Skipped(PROMPT));
            }
            let heading = columns.of(cell);
            match heading.and_then(|heading| heading.field) {
                Some(field) => {
                    let marked = field == Field::Objective && cell.highlighted;
                    row.highlighted |= marked;
                    if marked && row.tagged.is_some() {
                        words = unmarked(&words);
                    }
                    row.fields.insert(field, Answer { words, place: cell.place });
                }
                None if !words.is_empty() => {
                    let heading = heading.map(|heading| heading.words.clone());
                    row.extra.push((
                        heading.unwrap_or_else(|| format!("column {}", cell.column)),
                        words,
                    ));
                    self.ledger.all_go(&cell.units, &Fate::Extra);
                }
                None => {}
            }
        }
        if self.is_example(&mut row) {
            self.ledger.all_go(&units, &Fate::Example);
            self.part().examples.push(row);
        } else {
            self.ledger.all_go(&units, &Fate::Imported);
            self.part().rows.push(row);
        }
    }

    /// The objective that a row's tags name, and whether a row of this part named it before.
    fn tagged(&mut self, cells: &[Piece]) -> Option<(ObjectiveId, Claim)> {
        let id = cells.iter().find_map(|cell| cell.tag.as_deref().and_then(tag::objective))?;
        let is_this = |row: &FilledRow| row.objective() == Some(id);
        let again = self.part().rows.iter().any(is_this);
        Some((id, if again { Claim::Again } else { Claim::First }))
    }

    /// Whether a row is a worked example, by its mark or by its words; the mark is taken off.
    fn is_example(&self, row: &mut FilledRow) -> bool {
        let form = self.form();
        let Some(mark) = &form.example else { return false };
        let given = form.examples.contains(&fingerprint(&row.words(Field::Objective)));
        let Some(first) = row.fields.get_mut(&Field::SubCategory) else { return given };
        let marked = begins(&first.words, mark);
        if marked {
            let rest = first.words.get(mark.len()..).unwrap_or_default();
            first.words = rest.trim_start_matches([':', ' ', '\n']).to_owned();
        }
        row.unmarked = given && !marked;
        row.changed = marked && !given && !form.examples.is_empty();
        given || marked
    }
}

/// The words of an objective without the mark that we put before a new one.
fn unmarked(words: &str) -> String {
    words.strip_prefix(NEW).map_or(words, str::trim_start).to_owned()
}

/// Loose cells, numbered as the columns they fill.
fn numbered(mut cells: Vec<Piece>) -> Vec<Piece> {
    for (cell, column) in cells.iter_mut().zip(1..) {
        cell.column = column;
    }
    cells
}
