//! A sheet of a workbook, from the cells that were found in it to blocks.
//!
//! Only what holds something costs something: rows and columns without a word are not there,
//! however large the sheet says it is. A row of one cell above all others is a paragraph,
//! because that is where people write the title of the table below.

mod merges;
mod odd;

use std::collections::BTreeSet;
use std::collections::btree_map::{BTreeMap, Entry};
use std::rc::Rc;

use crate::build::{Sheet, Stop};
use crate::reference::Range;
use crate::{Block, Cell, Facts, Hidden, Limits, Paragraph, Place, Remark, Row, Run, Table};
use merges::{Covered, Merges};

pub(crate) use odd::{Odd, Odds};

/// How many covered cells of a sheet are told each by its words; more are told together.
const MOST_COVERED_TOLD: usize = 50;

/// A sheet as it was found.
pub(crate) struct Grid {
    number: u32,
    place: Place,
    name: String,
    /// Whether the sheet as a whole is hidden.
    pub(crate) hidden: bool,
    cells: BTreeMap<(u32, u32), Held>,
    /// The colours of cells without words: in a row, from one column to another.
    colours: BTreeMap<u32, Vec<(u32, u32, Rc<str>)>>,
    painted: usize,
    merges: Vec<Range>,
    pub(crate) hidden_rows: Vec<(u32, u32)>,
    pub(crate) hidden_columns: Vec<(u32, u32)>,
    pub(crate) odds: Odds,
}

/// What one cell holds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Held {
    pub(crate) runs: Vec<Run>,
    pub(crate) fill: Option<Rc<str>>,
    pub(crate) facts: Facts,
}

impl Held {
    fn is_blank(&self) -> bool {
        self.runs.iter().all(|run| run.text.trim().is_empty())
    }
}

impl Grid {
    /// An empty sheet, the one of that number in its workbook.
    pub(crate) fn new(number: u32, name: &str, hidden: bool) -> Self {
        Self {
            number,
            place: Place::sheet(number, name),
            name: name.to_owned(),
            hidden,
            cells: BTreeMap::new(),
            colours: BTreeMap::new(),
            painted: 0,
            merges: Vec::new(),
            hidden_rows: Vec::new(),
            hidden_columns: Vec::new(),
            odds: Odds::default(),
        }
    }

    /// Holds a cell that says something. Of two at one place the first stands.
    pub(crate) fn hold(
        &mut self,
        (row, column): (u32, u32),
        held: Held,
        sheet: &mut Sheet,
        limits: &Limits,
    ) -> Result<(), Stop> {
        sheet.part(limits)?;
        let words: usize = held.runs.iter().map(|run| run.text.len()).sum();
        let format = held.facts.format.as_ref().map_or(0, String::len);
        sheet.letters(words.saturating_add(format), limits)?;
        match self.cells.entry((row, column)) {
            Entry::Occupied(_) => self.odds.met(Odd::Twice, (row, column)),
            Entry::Vacant(place) => {
                place.insert(held);
            }
        }
        Ok(())
    }

    /// Keeps a comment beside the cell it is about, even where that is blank.
    pub(crate) fn comment(
        &mut self,
        at: (u32, u32),
        words: String,
        sheet: &mut Sheet,
        limits: &Limits,
    ) -> Result<(), Stop> {
        sheet.part(limits)?;
        sheet.letters(words.len(), limits)?;
        self.cells.entry(at).or_default().facts.comments.push(words);
        Ok(())
    }

    /// Keeps the colour of cells that say nothing, as far as the limits reach.
    pub(crate) fn paint(
        &mut self,
        row: u32,
        (from, to): (u32, u32),
        colour: &Rc<str>,
        limits: &Limits,
    ) {
        let painted = self.colours.entry(row).or_default();
        match painted.last_mut() {
            Some((_, end, held)) if held == colour && end.saturating_add(1) == from => *end = to,
            _ if self.painted < limits.parts => {
                painted.push((from, to, Rc::clone(colour)));
                self.painted += 1;
            }
            _ => {}
        }
    }

    /// Merges a rectangle of cells.
    pub(crate) fn merge(
        &mut self,
        range: Range,
        sheet: &mut Sheet,
        limits: &Limits,
    ) -> Result<(), Stop> {
        sheet.part(limits)?;
        if range.top < range.bottom || range.left < range.right {
            self.merges.push(range);
        }
        Ok(())
    }

    /// Its number in the workbook.
    pub(crate) fn number(&self) -> u32 {
        self.number
    }

    /// Its name, in full.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The words of the cells of a rectangle, at most so many.
    pub(crate) fn words_in(&self, range: Range, most: usize) -> Vec<String> {
        let rows = self.cells.range((range.top, 0)..=(range.bottom, u32::MAX));
        let inside = rows.filter(|((_, column), _)| (range.left..=range.right).contains(column));
        let words = inside.map(|(_, held)| held.runs.iter().map(|run| run.text.as_str()).collect());
        words.filter(|words: &String| !words.trim().is_empty()).take(most).collect()
    }

    /// A place in the sheet.
    pub(crate) fn place(&self, (row, column): (u32, u32)) -> Place {
        self.place.row(row).column(column)
    }

    /// Puts the sheet into what is read: its name, the paragraphs above its table, its table,
    /// and a remark for each kind of oddity.
    pub(crate) fn finish(mut self, sheet: &mut Sheet, limits: &Limits) -> Result<(), Stop> {
        sheet.part(limits)?;
        sheet.blocks.push(Block::Heading { level: 1, paragraph: self.paragraph_of_name() });
        self.merges.sort_unstable();
        self.take_out_covered(sheet);
        while let Some(paragraph) = self.title() {
            sheet.blocks.push(Block::Paragraph(paragraph));
        }
        let columns: BTreeSet<u32> = self.cells.keys().map(|(_, column)| *column).collect();
        let columns: Vec<u32> = columns.into_iter().collect();
        let rows: BTreeSet<u32> = self.cells.keys().map(|(row, _)| *row).collect();
        let all = std::mem::take(&mut self.merges);
        let mut merges = Merges::new(&all);
        let mut table = Table { place: self.place, rows: Vec::new() };
        for number in rows {
            sheet.part(limits)?;
            merges.reach(number);
            let place = self.place.row(number);
            let cells = self.row(number, &columns, &mut merges, sheet, limits)?;
            table.rows.push(Row { place, header: false, cells });
        }
        let overlapping = merges.overlapping();
        for at in overlapping {
            self.odds.met(Odd::Overlap, at);
        }
        if let Some(first) = table.rows.first() {
            table.place = first.place;
            sheet.blocks.push(Block::Table(table));
        }
        self.tell_what_is_hidden();
        let place = self.place;
        sheet.remarks.extend(self.odds.remarks(place));
        Ok(())
    }

    fn paragraph_of_name(&self) -> Paragraph {
        let runs = vec![Run { text: self.name.clone(), highlight: None }];
        Paragraph { place: self.place, runs, list: false }
    }

    /// Takes out what stands where a merge covers it, which no one sees, and tells it.
    fn take_out_covered(&mut self, sheet: &mut Sheet) {
        let mut merges = Merges::new(&self.merges);
        let mut covered = Vec::new();
        for at in self.cells.keys() {
            merges.reach(at.0);
            if merges.at(*at).is_some_and(|merge| (merge.top, merge.left) != *at) {
                covered.push(*at);
            }
        }
        for (at, nth) in covered.into_iter().zip(0..) {
            let Some(held) = self.cells.remove(&at) else { continue };
            let words = held
                .runs
                .iter()
                .map(|run| run.text.as_str())
                .chain(held.facts.comments.iter().map(String::as_str));
            let words: Vec<&str> = words.map(str::trim).filter(|words| !words.is_empty()).collect();
            if words.is_empty() {
                continue;
            }
            if nth < MOST_COVERED_TOLD {
                let says = format!(
                    "“{}” stands here under merged cells, where no one sees it, and was left out.",
                    words.join(" ")
                );
                let hint = "Take the merged cells apart to see it";
                sheet.remarks.push(Remark::look(self.place(at), says, hint));
            } else {
                self.odds.met(Odd::Covered, at);
            }
        }
    }

    /// The words of the first row, if it holds one cell of words and nothing else.
    fn title(&mut self) -> Option<Paragraph> {
        let mut cells = self.cells.iter();
        let (at, held) = cells.next()?;
        if cells.next().is_some_and(|((row, _), _)| *row == at.0) {
            return None;
        }
        let at = *at;
        if self.hidden || held.is_blank() || held.facts != Facts::default() {
            return None;
        }
        let place = self.place(at);
        let held = self.cells.remove(&at)?;
        Some(Paragraph { place, runs: held.runs, list: false })
    }

    /// The cells of a row, one for each column that holds anything in the sheet.
    fn row(
        &mut self,
        row: u32,
        columns: &[u32],
        merges: &mut Merges,
        sheet: &mut Sheet,
        limits: &Limits,
    ) -> Result<Vec<Cell>, Stop> {
        let mut cells = Vec::new();
        let mut next = 0;
        for &column in columns {
            if column < next {
                continue;
            }
            let Covered { left, columns, rows } = merges.cover((row, column));
            next = left.saturating_add(columns);
            let held = self.cells.remove(&(row, left));
            if held.is_none() {
                sheet.part(limits)?;
            }
            let held = held.unwrap_or_default();
            let fill =
                held.fill.or_else(|| self.colour((row, left))).map(|fill| fill.as_ref().to_owned());
            let place = self.place((row, left));
            let facts = self.facts(held.facts, (row, left));
            let paragraphs = paragraphs(place, held.runs);
            cells.push(Cell { place, column: left, columns, rows, paragraphs, fill, facts });
        }
        Ok(cells)
    }

    fn colour(&self, (row, column): (u32, u32)) -> Option<Rc<str>> {
        let painted = self.colours.get(&row)?;
        let at = painted.partition_point(|(_, to, _)| *to < column);
        painted
            .get(at)
            .filter(|(from, _, _)| *from <= column)
            .map(|(_, _, colour)| Rc::clone(colour))
    }

    /// The facts of a cell, with what hides it; none where there is nothing to say.
    fn facts(&mut self, mut facts: Facts, (row, column): (u32, u32)) -> Option<Box<Facts>> {
        facts.hidden = if self.hidden {
            Some(Hidden::Sheet)
        } else if within(&self.hidden_rows, row) {
            self.odds.met(Odd::HiddenRow, (row, 0));
            Some(Hidden::Row)
        } else if within(&self.hidden_columns, column) {
            self.odds.met(Odd::HiddenColumn, (0, column));
            Some(Hidden::Column)
        } else {
            None
        };
        (facts != Facts::default()).then(|| Box::new(facts))
    }

    fn tell_what_is_hidden(&mut self) {
        if self.hidden {
            self.odds.met(Odd::HiddenSheet, (0, 0));
        }
    }
}

/// Whether a number lies within one of these spans, which stand in order and apart.
fn within(spans: &[(u32, u32)], number: u32) -> bool {
    let at = spans.partition_point(|(_, to)| *to < number);
    spans.get(at).is_some_and(|(from, _)| *from <= number)
}

/// Runs as the paragraphs of a cell, one for each line.
fn paragraphs(place: Place, runs: Vec<Run>) -> Vec<Paragraph> {
    let mut paragraphs = vec![Paragraph { place, runs: Vec::new(), list: false }];
    for Run { text, highlight } in runs {
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                paragraphs.push(Paragraph { place, runs: Vec::new(), list: false });
            }
            if let Some(open) = paragraphs.last_mut().filter(|_| !line.is_empty()) {
                open.runs.push(Run { text: line.to_owned(), highlight: highlight.clone() });
            }
        }
    }
    paragraphs
}
