//! The sheets of an OpenDocument spreadsheet, each to a grid.
//!
//! A row or a cell may say that it stands a million times over. Where it is blank that costs
//! nothing; where it is not, each counts.

use std::rc::Rc;

use super::style::{Look, Styles};
use crate::build::{Sheet, Stop, nth};
use crate::grid::{Grid, Held, Odd};
use crate::part::{Attributes, Told, tell};
use crate::reference::{LAST_COLUMN, LAST_ROW, Range};
use crate::{Day, Facts, Limits, Run, Shown};

/// Parts of a sheet that are not cells: what was deleted, drawings, and lists of names.
const NOT_CELLS: [&str; 7] = [
    "tracked-changes",
    "shapes",
    "forms",
    "content-validations",
    "named-expressions",
    "database-ranges",
    "frame",
];

pub(super) fn read(
    xml: &str,
    styles: &Styles,
    limits: &Limits,
    read: &mut Sheet,
) -> Result<Vec<Grid>, Stop> {
    let mut walk = Walk {
        styles,
        limits,
        read,
        grids: Vec::new(),
        grid: None,
        row: OpenRow::default(),
        columns: Vec::new(),
        next_row: 1,
        next_column: 1,
        cell: None,
        silent: 0,
    };
    tell(xml, limits, |told| walk.hear(told))?;
    Ok(walk.grids)
}

struct Walk<'a> {
    styles: &'a Styles,
    limits: &'a Limits,
    read: &'a mut Sheet,
    grids: Vec<Grid>,
    grid: Option<Grid>,
    row: OpenRow,
    /// The looks of whole columns: the last column of each span, and its look.
    columns: Vec<(u32, Look)>,
    next_row: u32,
    next_column: u32,
    cell: Option<OpenCell>,
    /// How many elements are open inside one that holds no cells.
    silent: usize,
}

/// A row that is open: its cells wait until all are known.
#[derive(Default)]
struct OpenRow {
    times: u32,
    hidden: bool,
    cells: Vec<Spread>,
}

/// A cell of the open row, from one column to another.
struct Spread {
    from: u32,
    to: u32,
    columns: u32,
    rows: u32,
    held: Held,
    odds: Vec<Odd>,
}

/// A cell that is open.
struct OpenCell {
    times: u32,
    columns: u32,
    rows: u32,
    look: Look,
    kind: String,
    value: String,
    covered: bool,
    odds: Vec<Odd>,
    text: String,
    lines: usize,
    in_line: usize,
    comment: Option<String>,
    comments: Vec<String>,
    in_who: bool,
}

impl Walk<'_> {
    fn hear(&mut self, told: Told<'_>) -> Result<(), Stop> {
        match told {
            Told::Start { name, attributes, .. } => {
                if self.silent > 0 || NOT_CELLS.contains(&name.as_str()) {
                    self.silent += 1;
                    return Ok(());
                }
                if name == "table" && self.grid.is_some() {
                    self.silent += 1;
                    return Ok(());
                }
                self.start(&name, &attributes)
            }
            Told::End { .. } if self.silent > 0 => {
                self.silent -= 1;
                Ok(())
            }
            Told::End { name, .. } => self.end(&name),
            Told::Text(text) => {
                if let Some(cell) = self.cell.as_mut().filter(|_| self.silent == 0) {
                    cell.say(&text);
                }
                Ok(())
            }
        }
    }

    fn start(&mut self, name: &str, attributes: &Attributes<'_>) -> Result<(), Stop> {
        if let Some(cell) = &mut self.cell {
            cell.start(name, attributes);
            return Ok(());
        }
        match name {
            "table" => {
                self.read.part(self.limits)?;
                let style = attributes.get("style-name").unwrap_or_default();
                let name = attributes.get("name").unwrap_or_default();
                let hidden = self.styles.hides_sheet(&style);
                self.grid = Some(Grid::new(nth(self.grids.len()), &name, hidden));
                self.columns.clear();
                (self.next_row, self.next_column) = (1, 1);
            }
            "table-column" if self.grid.is_some() => self.column(attributes)?,
            "table-row" if self.grid.is_some() => {
                let times = count(attributes, "number-rows-repeated");
                self.row = OpenRow { times, hidden: is_hidden(attributes), cells: Vec::new() };
                self.next_column = 1;
            }
            "table-cell" | "covered-table-cell" if self.row.times > 0 => {
                let own = attributes.get("style-name").map(|style| self.styles.look_of(&style));
                let look = own.unwrap_or_else(|| self.look_of_column());
                self.cell = Some(OpenCell::new(name == "covered-table-cell", look, attributes));
            }
            _ => {}
        }
        Ok(())
    }

    fn column(&mut self, attributes: &Attributes<'_>) -> Result<(), Stop> {
        self.read.part(self.limits)?;
        let first = self.next_column;
        self.next_column = first.saturating_add(count(attributes, "number-columns-repeated"));
        let last = self.next_column - 1;
        let style = attributes.get("default-cell-style-name").unwrap_or_default();
        self.columns.push((last, self.styles.look_of(&style)));
        if let Some(grid) = self.grid.as_mut().filter(|_| is_hidden(attributes)) {
            grid.hidden_columns.push((first, last));
        }
        Ok(())
    }

    /// The look of the column that the next cell stands in.
    fn look_of_column(&self) -> Look {
        let at = self.columns.partition_point(|(last, _)| *last < self.next_column);
        self.columns.get(at).map_or(Look::default(), |(_, look)| look.clone())
    }

    fn end(&mut self, name: &str) -> Result<(), Stop> {
        match name {
            "table-cell" | "covered-table-cell" => self.end_cell(),
            "table-row" => return self.end_row(),
            "table" => self.grids.extend(self.grid.take()),
            name => {
                if let Some(cell) = &mut self.cell {
                    cell.end(name);
                }
            }
        }
        Ok(())
    }

    fn end_cell(&mut self) {
        let Some(cell) = self.cell.take() else { return };
        let from = self.next_column;
        self.next_column = from.saturating_add(cell.times);
        let to = self.next_column - 1;
        let (columns, rows, covered) = (cell.columns, cell.rows, cell.covered);
        let (held, odds) = cell.held();
        if !covered || !held.runs.is_empty() || !held.facts.comments.is_empty() {
            self.row.cells.push(Spread { from, to, columns, rows, held, odds });
        }
    }

    /// Puts the cells of a row into the grid, as often as the row says it stands.
    fn end_row(&mut self) -> Result<(), Stop> {
        let OpenRow { times, hidden, cells } = std::mem::take(&mut self.row);
        let first = self.next_row;
        self.next_row = first.saturating_add(times);
        let Some(grid) = &mut self.grid else { return Ok(()) };
        if hidden {
            grid.hidden_rows.push((first, self.next_row - 1));
        }
        let holds = |spread: &Spread| {
            !spread.held.runs.is_empty()
                || !spread.held.facts.comments.is_empty()
                || !spread.odds.is_empty()
        };
        if !cells.iter().any(holds) {
            return Ok(());
        }
        if self.next_row - 1 > LAST_ROW {
            grid.odds.met(Odd::Outside, (0, 0));
        }
        for row in first..=(self.next_row - 1).min(LAST_ROW) {
            for spread in &cells {
                put(grid, row, spread, self.read, self.limits)?;
            }
        }
        Ok(())
    }
}

/// Puts a cell of a row into the grid, in each column it stands in.
fn put(
    grid: &mut Grid,
    row: u32,
    spread: &Spread,
    read: &mut Sheet,
    limits: &Limits,
) -> Result<(), Stop> {
    let Spread { from, to, columns, rows, held, odds } = spread;
    if *columns > 1 || *rows > 1 {
        let bottom = row.saturating_add(rows - 1).min(LAST_ROW);
        let right = from.saturating_add(columns - 1).min(LAST_COLUMN);
        if *from <= LAST_COLUMN {
            grid.merge(Range { top: row, left: *from, bottom, right }, read, limits)?;
        }
    }
    for odd in odds {
        grid.odds.met(*odd, (row, (*from).min(LAST_COLUMN)));
    }
    let last = (*to).min(LAST_COLUMN);
    if held.runs.is_empty() && held.facts.comments.is_empty() {
        if let Some(colour) = held.fill.as_ref().filter(|_| *from <= last) {
            grid.paint(row, (*from, last), colour, limits);
        }
        return Ok(());
    }
    if *to > LAST_COLUMN {
        grid.odds.met(Odd::Outside, (0, 0));
    }
    for column in *from..=last {
        grid.hold((row, column), held.clone(), read, limits)?;
    }
    Ok(())
}

impl OpenCell {
    fn new(covered: bool, look: Look, attributes: &Attributes<'_>) -> Self {
        let value = ["date-value", "boolean-value", "string-value", "time-value", "value"];
        let value = value.into_iter().find_map(|name| attributes.get(name));
        let mut odds = Vec::new();
        odds.extend(attributes.get("formula").map(|_| Odd::Formula));
        odds.extend(attributes.has("value-type", "error").then_some(Odd::Error));
        Self {
            times: count(attributes, "number-columns-repeated"),
            columns: count(attributes, "number-columns-spanned"),
            rows: count(attributes, "number-rows-spanned"),
            look,
            kind: attributes.get("value-type").unwrap_or_default(),
            value: value.unwrap_or_default(),
            covered,
            odds,
            text: String::new(),
            lines: 0,
            in_line: 0,
            comment: None,
            comments: Vec::new(),
            in_who: false,
        }
    }

    fn start(&mut self, name: &str, attributes: &Attributes<'_>) {
        match name {
            "annotation" => self.comment = Some(String::new()),
            "creator" | "date" | "date-string" => self.in_who = true,
            "p" | "h" => {
                self.in_line += 1;
                if self.comment.is_some() {
                    self.say(" ");
                } else {
                    self.lines += 1;
                    if self.lines > 1 {
                        self.text.push('\n');
                    }
                }
            }
            "s" => {
                let spaces = count(attributes, "c").min(1_000);
                for _ in 0..spaces {
                    self.say(" ");
                }
            }
            "tab" => self.say("\t"),
            "line-break" => self.say("\n"),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "annotation" => {
                let words = self.comment.take().unwrap_or_default();
                let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
                if !words.is_empty() {
                    self.comments.push(words);
                }
            }
            "creator" | "date" | "date-string" => self.in_who = false,
            "p" | "h" => self.in_line = self.in_line.saturating_sub(1),
            _ => {}
        }
    }

    fn say(&mut self, words: &str) {
        if self.in_line == 0 || self.in_who {
            return;
        }
        match &mut self.comment {
            Some(comment) => comment.push_str(words),
            None => self.text.push_str(words),
        }
    }

    /// What the cell holds, and what is odd about it.
    fn held(self) -> (Held, Vec<Odd>) {
        let mut odds = Vec::new();
        let says_nothing = self.text.trim().is_empty();
        let text =
            if says_nothing && self.kind != "string" { self.value.clone() } else { self.text };
        for odd in self.odds {
            odds.push(if odd == Odd::Formula && text.is_empty() { Odd::NoValue } else { odd });
        }
        if self.look.struck && !text.is_empty() {
            odds.push(Odd::Struck);
        }
        let mut facts = Facts { comments: self.comments, ..Facts::default() };
        if self.kind == "date" {
            let shown = self.look.shown.unwrap_or(Shown::Day);
            let day = Day::of_words(&self.value);
            facts.day = day.map(|(year, month, day)| Day { year, month, day, shown });
        }
        if matches!(self.kind.as_str(), "date" | "float" | "percentage" | "currency" | "time") {
            facts.format = self.look.format.map(|format| format.as_ref().to_owned());
        }
        let run = Run { text, highlight: None };
        let runs = if run.text.is_empty() { Vec::new() } else { vec![run] };
        (Held { runs, fill: self.look.fill.as_ref().map(Rc::clone), facts }, odds)
    }
}

/// How often or how far something stands: 1 where it does not say.
fn count(attributes: &Attributes<'_>, name: &str) -> u32 {
    let count = attributes.get(name).and_then(|count| count.parse().ok());
    count.unwrap_or(1).max(1)
}

fn is_hidden(attributes: &Attributes<'_>) -> bool {
    attributes.get("visibility").is_some_and(|is| is == "collapse" || is == "filter")
}
