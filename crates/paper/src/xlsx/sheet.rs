//! One sheet of cells, from its XML to a grid.

use std::rc::Rc;

use super::strings::{Reader as WordReader, Words};
use super::styles::{Look, Styles};
use crate::build::{Sheet, Stop};
use crate::day::Epoch;
use crate::grid::{Grid, Held, Odd};
use crate::part::{Attributes, Told, tell};
use crate::reference::{self, LAST_COLUMN, LAST_ROW};
use crate::{Day, Facts, Limits, Run, Shown};

/// What the workbook has said before its sheets are read.
pub(super) struct Known<'a> {
    pub(super) epoch: Epoch,
    pub(super) styles: &'a Styles,
    pub(super) strings: &'a [Words],
    pub(super) limits: &'a Limits,
}

/// A list that cells of a sheet are chosen from.
pub(super) struct Asked {
    /// The number of the sheet.
    pub(super) sheet: u32,
    /// Its cells, as they are written.
    pub(super) cells: String,
    /// The list, as it is written.
    pub(super) from: String,
}

pub(super) fn read(
    xml: &str,
    (number, name, hidden): (u32, &str, bool),
    known: &Known<'_>,
    read: &mut Sheet,
) -> Result<(Grid, Vec<Asked>), Stop> {
    let mut walk = Walk {
        known,
        read,
        number,
        grid: Grid::new(number, name, hidden),
        row: 0,
        column: 0,
        cell: None,
        collects: Collects::Nothing,
        asked: None,
        lists: Vec::new(),
    };
    tell(xml, known.limits, |told| walk.hear(told))?;
    Ok((walk.grid, walk.lists))
}

/// Whose text is read where the walk stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Collects {
    Nothing,
    Value,
    Words,
    List,
    Cells,
}

/// A cell that is open.
#[derive(Default)]
struct OpenCell {
    at: (u32, u32),
    inside: bool,
    kind: String,
    style: Option<usize>,
    value: String,
    words: WordReader,
    formula: bool,
}

struct Walk<'a> {
    known: &'a Known<'a>,
    read: &'a mut Sheet,
    number: u32,
    grid: Grid,
    row: u32,
    column: u32,
    cell: Option<OpenCell>,
    collects: Collects,
    asked: Option<Asked>,
    lists: Vec<Asked>,
}

impl Walk<'_> {
    fn hear(&mut self, told: Told<'_>) -> Result<(), Stop> {
        match told {
            Told::Start { name, attributes, .. } => self.start(&name, &attributes),
            Told::End { name, .. } => self.end(&name),
            Told::Text(text) => {
                self.text(&text);
                Ok(())
            }
        }
    }

    fn start(&mut self, name: &str, attributes: &Attributes<'_>) -> Result<(), Stop> {
        if let Some(cell) = &mut self.cell {
            match name {
                "v" => self.collects = Collects::Value,
                "f" => cell.formula = true,
                "is" => self.collects = Collects::Words,
                _ if self.collects == Collects::Words => cell.words.start(name, attributes),
                _ => {}
            }
            return Ok(());
        }
        match name {
            "row" => self.start_row(attributes),
            "c" => self.start_cell(attributes),
            "col" => self.column_look(attributes),
            "mergeCell" => {
                let range = attributes.get("ref").and_then(|cells| reference::range(&cells));
                match range {
                    Some(range) => self.grid.merge(range, self.read, self.known.limits)?,
                    None => self.grid.odds.met(Odd::Outside, (0, 0)),
                }
            }
            "dataValidation" if attributes.get("type").is_some_and(|kind| kind == "list") => {
                self.read.part(self.known.limits)?;
                let cells = attributes.get("sqref").unwrap_or_default();
                self.asked = Some(Asked { sheet: self.number, cells, from: String::new() });
            }
            "formula1" if self.asked.is_some() => self.collects = Collects::List,
            "sqref" if self.asked.is_some() => self.collects = Collects::Cells,
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Stop> {
        match name {
            "c" => return self.end_cell(),
            "v" | "is" | "formula1" | "sqref" => self.collects = Collects::Nothing,
            "dataValidation" => self.lists.extend(self.asked.take()),
            name => {
                if let Some(cell) = self.cell.as_mut().filter(|_| self.collects == Collects::Words)
                {
                    cell.words.end(name);
                }
            }
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        match (self.collects, &mut self.cell, &mut self.asked) {
            (Collects::Value, Some(cell), _) => cell.value.push_str(text),
            (Collects::Words, Some(cell), _) => cell.words.text(text),
            (Collects::List, _, Some(asked)) => asked.from.push_str(text.trim()),
            (Collects::Cells, _, Some(asked)) => asked.cells.push_str(text.trim()),
            (
                Collects::Nothing
                | Collects::Value
                | Collects::Words
                | Collects::List
                | Collects::Cells,
                _,
                _,
            ) => {}
        }
    }

    fn start_row(&mut self, attributes: &Attributes<'_>) {
        let number = attributes.get("r").and_then(|number| number.parse().ok());
        self.row = number.unwrap_or(self.row.saturating_add(1));
        self.column = 0;
        if is_on(attributes, "hidden") {
            spread(&mut self.grid.hidden_rows, (self.row, self.row));
        }
    }

    /// Takes in what is said of columns as a whole. The colour of a whole column is no one's.
    fn column_look(&mut self, attributes: &Attributes<'_>) {
        let number = |key: &str| attributes.get(key).and_then(|value| value.parse::<u32>().ok());
        if let (true, Some(first)) = (is_on(attributes, "hidden"), number("min")) {
            spread(&mut self.grid.hidden_columns, (first, number("max").unwrap_or(first)));
        }
    }

    fn start_cell(&mut self, attributes: &Attributes<'_>) {
        let told = attributes.get("r").and_then(|reference| reference::cell(&reference));
        let at = told.unwrap_or((self.row, self.column.saturating_add(1)));
        (self.row, self.column) = at;
        let inside = (1..=LAST_ROW).contains(&at.0) && (1..=LAST_COLUMN).contains(&at.1);
        self.cell = Some(OpenCell {
            at,
            inside,
            kind: attributes.get("t").unwrap_or_default(),
            style: attributes.get("s").and_then(|style| style.parse().ok()),
            ..OpenCell::default()
        });
    }

    fn end_cell(&mut self) -> Result<(), Stop> {
        let Some(mut cell) = self.cell.take() else { return Ok(()) };
        self.collects = Collects::Nothing;
        if !cell.inside {
            self.grid.odds.met(Odd::Outside, (0, 0));
            return Ok(());
        }
        let look = self.known.styles.look(cell.style);
        let held = self.held(&mut cell, look);
        if cell.formula {
            let odd = if held.runs.is_empty() { Odd::NoValue } else { Odd::Formula };
            self.grid.odds.met(odd, cell.at);
        }
        if held.runs.iter().all(|run| run.text.is_empty()) {
            if let Some(colour) = &look.fill {
                self.grid.paint(cell.at.0, (cell.at.1, cell.at.1), colour, self.known.limits);
            }
            return Ok(());
        }
        if look.struck {
            self.grid.odds.met(Odd::Struck, cell.at);
        }
        self.grid.hold(cell.at, held, self.read, self.known.limits)
    }

    /// What a cell shows, by its kind.
    fn held(&mut self, cell: &mut OpenCell, look: &Look) -> Held {
        let value = std::mem::take(&mut cell.value);
        let fill = look.fill.as_ref().map(Rc::clone);
        let (mut facts, at) = (Facts::default(), cell.at);
        let words = match cell.kind.as_str() {
            "s" => {
                let known =
                    value.trim().parse().ok().and_then(|at: usize| self.known.strings.get(at));
                if known.is_none() && !value.trim().is_empty() {
                    self.grid.odds.met(Odd::NoSuchWords, at);
                }
                known.cloned().unwrap_or_default()
            }
            "inlineStr" => cell.words.take(),
            "b" => said(if value.trim() == "1" { "TRUE" } else { "FALSE" }, &value),
            "e" => {
                self.grid.odds.met(Odd::Error, at);
                said(value.trim(), &value)
            }
            "d" => {
                let day = Day::of_words(value.trim());
                facts.day =
                    day.map(|(year, month, day)| Day { year, month, day, shown: Shown::Day });
                said(value.trim(), &value)
            }
            "str" => said(&super::strings::plain(&value), &value),
            _ => self.number(value.trim(), look, &mut facts, at),
        };
        if words.struck {
            self.grid.odds.met(Odd::Struck, at);
        }
        Held { runs: words.runs, fill, facts }
    }

    /// What a cell shows of the number it holds.
    fn number(&mut self, value: &str, look: &Look, facts: &mut Facts, at: (u32, u32)) -> Words {
        let Some(number) = value.parse::<f64>().ok().filter(|number| number.is_finite()) else {
            return said(value, value);
        };
        if look.format.code != "General" {
            facts.format = Some(look.format.code.clone());
        }
        if let Some(shows) = look.format.show(number, self.known.epoch) {
            facts.day = shows.day;
            return said(&shows.text, value);
        }
        self.grid.odds.met(Odd::Unshowable, at);
        said(value, value)
    }
}

/// Words of one look, if the cell has a value at all.
fn said(words: &str, value: &str) -> Words {
    if value.is_empty() {
        return Words::default();
    }
    let run = Run { text: words.to_owned(), highlight: None };
    Words { runs: vec![run], struck: false }
}

fn is_on(attributes: &Attributes<'_>, name: &str) -> bool {
    attributes.get(name).is_some_and(|value| value == "1" || value == "true")
}

/// Adds a span that begins where the last one ended or after it; spans out of order, which no
/// honest workbook has, are left out.
fn spread(spans: &mut Vec<(u32, u32)>, (from, to): (u32, u32)) {
    match spans.last_mut() {
        Some((_, end)) if end.saturating_add(1) == from => *end = to.max(from),
        Some((_, end)) if *end >= from => {}
        _ => spans.push((from, to.max(from))),
    }
}
