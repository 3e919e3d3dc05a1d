//! Pages put together: running heads told, tables joined over page ends, places given.

use super::paint::Page;
use super::ruled;
use super::running::{Outside, running};
use crate::build::{Sheet, Stop, nth, plain};
use crate::layout::{self, BULLETS, Found, FoundCell, Line, lines};
use crate::{Block, Cell, Limits, Place, Remark, Row, Table};

/// How much larger than the rest a heading is, at least.
const LARGER: f64 = 1.15;

/// Makes blocks of pages and adds them to the sheet.
pub(crate) fn put_together(pages: &[Page], limits: &Limits, sheet: &mut Sheet) -> Result<(), Stop> {
    let mut laid = Vec::new();
    let mut cells = 0;
    for page in pages {
        let page = Laid::of(page);
        cells += page.tables.iter().flat_map(|table| &table.rows).map(Vec::len).sum::<usize>();
        if cells > limits.parts {
            let says = format!("it holds more than {} paragraphs and cells", limits.parts);
            return Err(Stop::Unsafe(says));
        }
        laid.push(page);
    }
    let mut desk =
        Desk { limits, sheet, order: 0, paragraphs: 0, tables: 0, open: None, usual: usual(&laid) };
    let runs = desk.running(&laid, pages);
    let mut runs = runs.into_iter();
    for (number, (page, laid)) in (1_u32..).zip(pages.iter().zip(laid)) {
        let body: Vec<Line> =
            laid.lines.into_iter().filter(|_| runs.next() != Some(true)).collect();
        if page.words.is_empty() {
            let says = "This page holds no words, and may be a picture.";
            let hint = "Look at the page; what is drawn on it is not read";
            desk.sheet.remarks.push(Remark::look(Place::DOCUMENT.on_page(number), says, hint));
        }
        desk.page(number, &body, laid.tables)?;
    }
    desk.close();
    Ok(())
}

/// A page parted into tables and the lines around them.
struct Laid {
    tables: Vec<Found>,
    lines: Vec<Line>,
}

impl Laid {
    fn of(page: &Page) -> Self {
        let (mut tables, outside) = ruled::tables(page);
        let (others, lines) = layout::tables(&outside, &page.rules);
        tables.extend(others);
        tables.sort_by(|a, b| {
            a.area.top.total_cmp(&b.area.top).then(a.area.left.total_cmp(&b.area.left))
        });
        Self { tables, lines }
    }
}

/// The size that most words outside and inside tables have.
fn usual(laid: &[Laid]) -> f64 {
    let outside = laid.iter().flat_map(|page| &page.lines).flat_map(|line| &line.words);
    let inside = laid.iter().flat_map(|page| &page.tables).flat_map(|table| &table.rows).flatten();
    let words = outside.chain(inside.flat_map(|cell| &cell.words));
    let mut sizes: Vec<f64> = words.map(|word| word.size).collect();
    sizes.sort_by(f64::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or(0.0)
}

struct Desk<'a> {
    limits: &'a Limits,
    sheet: &'a mut Sheet,
    order: u32,
    paragraphs: u32,
    tables: u32,
    /// The table that the page before ended with, which may go on.
    open: Option<(Table, Found)>,
    usual: f64,
}

impl Desk<'_> {
    /// Which lines run, told once for each head or foot.
    fn running(&mut self, laid: &[Laid], pages: &[Page]) -> Vec<bool> {
        let mut outside = Vec::new();
        for (page, (laid, Page { height, .. })) in laid.iter().zip(pages).enumerate() {
            outside.extend(laid.lines.iter().map(|line| Outside { page, height: *height, line }));
        }
        let runs = running(&outside, pages.len());
        let mut told: Vec<String> = Vec::new();
        for (outside, _) in outside.iter().zip(&runs).filter(|(_, runs)| **runs) {
            let words = outside.line.text();
            let is_new = !told.contains(&words) && told.len() < 200;
            if is_new {
                let says =
                    format!("“{words}” is the head, foot or number of a page, and is left out.");
                let place = Place::DOCUMENT.on_page(nth(outside.page));
                self.sheet.remarks.push(Remark::note(place, says));
                told.push(words);
            }
        }
        runs
    }

    fn page(&mut self, number: u32, lines: &[Line], tables: Vec<Found>) -> Result<(), Stop> {
        let right = lines.iter().map(Line::right).fold(0.0, f64::max);
        let mut rest = lines;
        for table in tables {
            let above = rest.partition_point(|line| line.base() <= table.area.top);
            let (before, after) = rest.split_at(above.min(rest.len()));
            self.words(number, before, right)?;
            rest = after;
            self.table(number, table)?;
        }
        self.words(number, rest, right)
    }

    /// Lines outside any table, as paragraphs and headings.
    fn words(&mut self, page: u32, lines: &[Line], right: f64) -> Result<(), Stop> {
        let mut rest = lines;
        while let Some((first, _)) = rest.split_first() {
            self.close();
            let pairs = rest.iter().zip(rest.iter().skip(1));
            let length =
                1 + pairs.take_while(|(before, line)| layout::goes_on(before, line, right)).count();
            let (paragraph, after) = rest.split_at(length.min(rest.len()));
            rest = after;
            self.sheet.part(self.limits)?;
            self.order += 1;
            self.paragraphs += 1;
            let place = Place::paragraph(self.order, self.paragraphs).on_page(page);
            let text = layout::paragraphs(paragraph, right).join("\n");
            let mut paragraph = plain(place, &text);
            paragraph.list = text.starts_with(BULLETS);
            let block = if first.size() >= self.usual * LARGER {
                let level = if first.size() >= self.usual * LARGER * LARGER { 1 } else { 2 };
                Block::Heading { level, paragraph }
            } else {
                Block::Paragraph(paragraph)
            };
            self.sheet.blocks.push(block);
        }
        Ok(())
    }

    fn table(&mut self, page: u32, found: Found) -> Result<(), Stop> {
        let goes_on = self.open.as_ref().and_then(|(table, before)| {
            found.goes_on(before).filter(|_| table_is_above(table, page))
        });
        let (mut table, frame, columns) = match (goes_on, self.open.take()) {
            (Some(columns), Some((table, before))) => (table, before, columns),
            (_, before) => {
                self.open = before;
                self.close();
                (self.new_table(page), found.clone(), (0..found.edges.len()).collect())
            }
        };
        for cells in found.rows {
            self.sheet.part(self.limits)?;
            let place = table.place.on_page(page).row(nth(table.rows.len()));
            let mut row = Row { place, header: false, cells: Vec::new() };
            for cell in cells {
                self.sheet.part(self.limits)?;
                row.cells.push(made(cell, place, &columns, frame.edges.len()));
            }
            table.rows.push(row);
        }
        self.open = Some((table, frame));
        Ok(())
    }

    fn new_table(&mut self, page: u32) -> Table {
        self.order += 1;
        self.tables += 1;
        Table { place: Place::table(self.order, self.tables).on_page(page), rows: Vec::new() }
    }

    fn close(&mut self) {
        self.sheet.blocks.extend(self.open.take().map(|(table, _)| Block::Table(table)));
    }
}

/// Whether the last row of a table stands on the page before.
fn table_is_above(table: &Table, page: u32) -> bool {
    table.rows.last().is_some_and(|row| row.place.page() + 1 == page)
}

/// A found cell at its place; `columns` says which of the `edges` each of its columns is.
fn made(cell: FoundCell, row: Place, columns: &[usize], edges: usize) -> Cell {
    let from = columns.get(cell.column).copied().unwrap_or(cell.column);
    let end = columns.get(cell.column + cell.columns).copied().unwrap_or(edges.saturating_sub(1));
    let (column, place) = (nth(from), row.column(nth(from)));
    let lines = lines(&cell.words);
    let edge = lines.iter().map(Line::left).fold(f64::INFINITY, f64::min);
    // A cell keeps as much white at its end as at its beginning.
    let white = (edge - cell.left).clamp(0.0, 12.0);
    let words = layout::paragraphs(&lines, cell.right - white + 0.5);
    let paragraphs = words.iter().map(|words| {
        let mut paragraph = plain(place, words);
        paragraph.list = words.starts_with(BULLETS);
        paragraph
    });
    Cell {
        place,
        column,
        columns: nth(end.saturating_sub(from).max(1) - 1),
        rows: u32::try_from(cell.rows).unwrap_or(u32::MAX),
        paragraphs: paragraphs.collect(),
        fill: cell.fill,
        facts: None,
    }
}
