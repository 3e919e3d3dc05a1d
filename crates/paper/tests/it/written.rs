//! The law of writing: what is written reads back as the same words in the same cells.

use paper::write::{Cell, Column, FORMATS, Format, Kind, Page, Row, carried, unguarded};
use paper::{Block, Limits, Paper, read};
use proptest::prelude::*;

/// The formats under the law: those that are both written and read. Each with the fewest columns
/// by which its readers know a table, and what its file can say of a page.
const UNDER_LAW: &[(&str, usize, Carries)] = &[
    ("docx", 1, Carries::Everything),
    ("markdown", 1, Carries::Everything),
    ("xlsx", 2, Carries::EverythingInSheets),
    ("csv", 3, Carries::TheTableAlone),
];

/// What a file can say of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Carries {
    Everything,
    /// A workbook names its sheets too, in words of our own.
    EverythingInSheets,
    /// Separated values have no place for a title and the words above the table.
    TheTableAlone,
}

/// Words that have broken writers before, beside words of any kind.
fn words() -> impl Strategy<Value = String> {
    let odd = prop::sample::select(ODD.as_slice()).prop_map(str::to_owned);
    let marks = "[ a-c|\\\\#*<>&;+=@'\",_`\\[()\\]\n\t-]{0,14}";
    let any = prop::collection::vec(any::<char>(), 0..12);
    prop_oneof![
        2 => Just(String::new()),
        4 => odd,
        4 => marks,
        2 => any.prop_map(String::from_iter),
        1 => "[a-z ,.é\u{a0}]{0,40}".prop_map(|words| words.repeat(200)),
    ]
}

const ODD: [&str; 34] = [
    "Plan the work, then “work” the plan – 5%",
    "=1+1",
    "-5",
    "- first\n- second",
    "@here",
    "+44 20 7946 0000",
    "\tafter a tab",
    "in\tthe middle",
    "a|b",
    "a\\|b",
    "a\\",
    "\\\\|",
    "\"quoted\", and not",
    "one\n\ntwo \n three",
    "one\r\ntwo\rthree",
    "<br>",
    "<script>alert(1)</script>",
    "&lt; &amp; &#42; &nbsp;",
    "Done** and late**",
    "**bold**",
    "# 1 #",
    "---",
    "| a | b |",
    "+---+",
    "|---|",
    "below <5% & rising",
    "Cafe\u{301} – naïve 健康 🙂",
    "\u{a0}hard\u{a0}spaces\u{a0}",
    "_x0041_",
    "a\u{1}b\u{0}c",
    "]]>",
    "\u{feff}",
    "[x](http://example.org)",
    "'=quoted",
];

fn page() -> impl Strategy<Value = Page> {
    (1..7_usize).prop_flat_map(|width| {
        let heading = words().prop_map(|words| format!("Heading {words}"));
        let column = (heading, 0..80_u16).prop_map(|(heading, width)| Column {
            heading,
            width,
            kind: Kind::Text,
        });
        let number = "[0-9]{1,3}(,[0-9]{3}){0,2}([.][0-9]{1,3})?%?";
        let cell = prop_oneof![words(), number].prop_map(|words| Cell::of_number(&words));
        let row = prop_oneof![
            1 => words().prop_map(Row::Section),
            5 => prop::collection::vec(cell, 0..=width).prop_map(Row::Cells),
        ];
        let title = words().prop_map(|words| format!("Title {words}"));
        let columns = prop::collection::vec(column, width);
        let parts = (
            title,
            prop::collection::vec(words(), 0..4),
            columns,
            prop::collection::vec(row, 0..7),
        );
        parts.prop_map(|(title, paragraphs, columns, rows)| Page {
            title,
            paragraphs,
            columns,
            rows,
        })
    })
}

/// The filled cells of a row: the column of each, and its words.
type Filled = Vec<(u32, String)>;

/// What a page says: the lines above its table, and its rows that are not blank.
fn said(page: &Page) -> (Vec<String>, Vec<Filled>) {
    let above = std::iter::once(&page.title).chain(&page.paragraphs);
    let above = above.flat_map(|words| lines(&carried(words))).collect();
    let headings = page.columns.iter().map(|column| column.heading.as_str()).collect();
    let rows = page.rows.iter().map(|row| match row {
        Row::Section(words) => vec![words.as_str()],
        Row::Cells(cells) => cells.iter().map(|cell| cell.words.as_str()).collect(),
    });
    let filled = std::iter::once(headings).chain(rows).map(|cells: Vec<&str>| {
        let cells = cells.into_iter().map(carried).zip(1..);
        cells.filter(|(words, _)| !words.is_empty()).map(|(words, at)| (at, words)).collect()
    });
    (above, filled.filter(|row: &Filled| !row.is_empty()).collect())
}

fn lines(words: &str) -> Vec<String> {
    words.split('\n').map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// What a paper says, as [`said`] tells it.
fn read_back(paper: &Paper) -> (Vec<String>, Vec<Filled>) {
    let (mut above, mut rows) = (Vec::new(), Vec::new());
    for block in &paper.blocks {
        match block {
            Block::Heading { paragraph, .. } | Block::Paragraph(paragraph) => {
                above.extend(lines(&paragraph.text()));
            }
            Block::Table(table) => {
                for row in &table.rows {
                    let cells = row.cells.iter().map(|cell| (cell.column, cell.text()));
                    rows.push(cells.filter(|(_, words)| !words.is_empty()).collect());
                }
            }
        }
    }
    rows.retain(|row: &Filled| !row.is_empty());
    (above, rows)
}

fn reads_back(format: &Format, carries: Carries, page: &Page) -> Result<(), TestCaseError> {
    let bytes = format.write(page).unwrap();
    prop_assert_eq!(&bytes, &format.write(page).unwrap(), "{}", format.name);
    let (paper, _) = read("written", &bytes, &Limits::default()).unwrap();
    prop_assert_eq!(paper.format, format.name);
    let (above, rows) = read_back(&paper);
    let (mut expected_above, expected_rows) = said(page);
    match carries {
        Carries::Everything => {}
        Carries::EverythingInSheets => {
            expected_above.insert(0, "About".to_owned());
            expected_above.push("Table".to_owned());
        }
        Carries::TheTableAlone => expected_above.clear(),
    }
    prop_assert_eq!(above, expected_above, "{}", format.name);
    prop_assert_eq!(rows, expected_rows, "{}", format.name);
    Ok(())
}

/// The records of separated values, read as RFC 4180 says and no more.
fn records(text: &str) -> Vec<Vec<String>> {
    let (mut records, mut record, mut value) = (Vec::new(), Vec::new(), String::new());
    let mut marked = false;
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        match c {
            '"' if marked && letters.peek() == Some(&'"') => value.extend(letters.next()),
            '"' => marked = !marked,
            ',' if !marked => record.push(std::mem::take(&mut value)),
            '\r' if !marked => {
                assert_eq!(letters.next(), Some('\n'));
                record.push(std::mem::take(&mut value));
                records.push(std::mem::take(&mut record));
            }
            c => value.push(c),
        }
    }
    assert!(!marked && record.is_empty() && value.is_empty(), "it ends with a line's end");
    records
}

#[test]
fn marks_of_quotation_above_a_table_and_in_it_do_not_quote_what_is_between() {
    let heading = || Column { heading: "Heading".to_owned(), width: 0, kind: Kind::Text };
    let page = Page {
        title: "Title".to_owned(),
        paragraphs: vec!["\"".to_owned()],
        columns: (0..4).map(|_| heading()).collect(),
        rows: vec![Row::Cells(vec![Cell::of_number("\"\tA")])],
    };
    for (name, _, carries) in UNDER_LAW {
        reads_back(Format::named(name).unwrap(), *carries, &page).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_reads_back_as_the_same_words_in_the_same_cells(page in page()) {
        for (name, fewest, carries) in UNDER_LAW {
            if page.columns.len() >= *fewest {
                reads_back(Format::named(name).unwrap(), *carries, &page)?;
            }
        }
    }

    #[test]
    fn separated_values_are_the_same_words_and_never_a_formula(page in page()) {
        let bytes = Format::named("csv").unwrap().write(&page).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let records = records(text.strip_prefix('\u{feff}').unwrap());
        for value in records.iter().flatten() {
            let is_number = value.parse::<f64>().is_ok();
            let is_risky = value.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
            prop_assert!(!is_risky || is_number, "{value:?}");
        }
        prop_assert!(records.iter().all(|record| record.len() == page.columns.len()));
        let filled = records.iter().map(|record| {
            let values = record.iter().map(|value| unguarded(value).to_owned()).zip(1..);
            values.filter(|(words, _)| !words.is_empty()).map(|(words, at)| (at, words)).collect()
        });
        let filled: Vec<Filled> = filled.filter(|row: &Filled| !row.is_empty()).collect();
        prop_assert_eq!(filled, said(&page).1);
    }

    #[test]
    fn every_page_is_written_in_every_format_and_twice_the_same(page in page()) {
        for format in FORMATS {
            prop_assert_eq!(format.write(&page), format.write(&page));
            prop_assert!(format.write(&page).is_ok());
        }
    }
}
