//! Any page, written in every format and read back: the same words in the same cells.
//!
//! Words are cut at control characters that no file can carry: 0x1E ends a row, 0x1F a cell, and
//! 0x1D begins a band across the table. The first row is the title and the paragraphs, the second
//! the headings.
#![no_main]

use paper::write::{Cell, Column, Format, Kind, Page, Row, carried};
use paper::{Block, Limits, Paper, read};

/// The formats that are both written and read, with the fewest columns by which a table is known.
const UNDER_LAW: [(&str, usize); 4] = [("docx", 1), ("markdown", 1), ("xlsx", 2), ("csv", 3)];
const WIDEST: usize = 40;

fn page(words: &str) -> Page {
    let mut rows = words.split('\u{1e}');
    let mut above = rows.next().unwrap_or_default().split('\u{1f}');
    let title = format!("Title {}", above.next().unwrap_or_default());
    let headings = rows.next().unwrap_or_default().split('\u{1f}').take(WIDEST);
    let column =
        |heading| Column { heading: format!("Heading {heading}"), width: 12, kind: Kind::Text };
    let columns: Vec<Column> = headings.map(column).collect();
    let row = |row: &str| match row.strip_prefix('\u{1d}') {
        Some(words) => Row::Section(words.to_owned()),
        None => Row::Cells(row.split('\u{1f}').take(columns.len()).map(Cell::from).collect()),
    };
    let rows = rows.map(row).collect();
    Page { title, paragraphs: above.map(str::to_owned).collect(), columns, rows }
}

type Said = (Vec<String>, Vec<Vec<(u32, String)>>);

fn lines(words: &str) -> Vec<String> {
    words.split('\n').map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn filled<'a>(cells: impl Iterator<Item = (u32, String)> + 'a) -> Vec<(u32, String)> {
    cells.filter(|(_, words)| !words.is_empty()).collect()
}

fn said(page: &Page, format: &str) -> Said {
    let above = std::iter::once(&page.title).chain(&page.paragraphs);
    let mut above: Vec<String> = above.flat_map(|words| lines(&carried(words))).collect();
    match format {
        "xlsx" => {
            above.insert(0, "About".to_owned());
            above.push("Table".to_owned());
        }
        "csv" => above.clear(),
        _ => {}
    }
    let headings = page.columns.iter().map(|column| column.heading.as_str()).collect();
    let rows = page.rows.iter().map(|row| match row {
        Row::Section(words) => vec![words.as_str()],
        Row::Cells(cells) => cells.iter().map(|cell| cell.words.as_str()).collect(),
    });
    let rows = std::iter::once(headings).chain(rows);
    let rows = rows.map(|cells: Vec<&str>| filled((1..).zip(cells.into_iter().map(carried))));
    (above, rows.filter(|row| !row.is_empty()).collect())
}

fn read_back(paper: &Paper) -> Said {
    let (mut above, mut rows) = (Vec::new(), Vec::new());
    for block in &paper.blocks {
        match block {
            Block::Heading { paragraph, .. } | Block::Paragraph(paragraph) => {
                above.extend(lines(&paragraph.text()));
            }
            Block::Table(table) => {
                let row = |row: &paper::Row| {
                    filled(row.cells.iter().map(|cell| (cell.column, cell.text())))
                };
                rows.extend(table.rows.iter().map(row));
            }
        }
    }
    rows.retain(|row| !row.is_empty());
    (above, rows)
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let page = page(&String::from_utf8_lossy(bytes));
    for (name, fewest) in UNDER_LAW {
        let format = Format::named(name).expect("a format we write");
        let Ok(bytes) = format.write(&page) else { continue };
        if page.columns.len() < fewest {
            continue;
        }
        let (paper, _) = read("written", &bytes, &Limits::default()).expect("what we wrote");
        assert_eq!(paper.format, name);
        assert_eq!(read_back(&paper), said(&page, name), "{name}");
    }
});
