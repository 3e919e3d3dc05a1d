//! What each format makes of a page.

use std::io::{Cursor, Read};

use insta::assert_snapshot;
use paper::write::{Cell, Column, FORMATS, Format, Kind, Page, Row};
use paper::{Day, Shown};
use zip::{CompressionMethod, ZipArchive};

use crate::build::{outline, reads, tables};

fn column(heading: &str, kind: Kind) -> Column {
    Column { heading: heading.to_owned(), width: 20, kind }
}

fn plan() -> Page {
    let statuses = ["Completed", "In progress", "Delayed"].map(str::to_owned).to_vec();
    let day = |words: &str, day, shown| Cell {
        words: words.to_owned(),
        day: Some(Day { year: 2024, month: 9, day, shown }),
        number: None,
    };
    Page {
        title: "Action plan".to_owned(),
        paragraphs: vec!["Last updated 1st May 2024".to_owned()],
        columns: vec![
            column("Action", Kind::Text),
            column("By when", Kind::Date),
            column("Status", Kind::Choice(statuses)),
        ],
        rows: vec![
            Row::Section("Access | first".to_owned()),
            Row::Cells(vec![
                "Offer evening clinics\nin both towns".into(),
                day("30/9/24", 30, Shown::Day),
                "In progress".into(),
            ]),
            Row::Cells(vec!["=HYPERLINK(1)".into(), day("Sept 24", 1, Shown::Month)]),
            Row::Cells(vec!["-5".into(), "When we can".into(), "".into()]),
        ],
    }
}

fn written(name: &str, page: &Page) -> Vec<u8> {
    Format::named(name).unwrap().write(page).unwrap()
}

/// The words of one part of a packed file.
fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut words = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut words).unwrap();
    words
}

#[test]
fn markdown_is_a_heading_a_line_and_a_pipe_table() {
    assert_snapshot!(String::from_utf8(written("md", &plan())).unwrap(), @r"
    # Action plan

    Last updated 1st May 2024

    | Action | By when | Status |
    | --- | --- | --- |
    | **Access \| first** |  |  |
    | Offer evening clinics<br>in both towns | 30/9/24 | In progress |
    | =HYPERLINK(1) | Sept 24 |  |
    | -5 | When we can |  |
    ");
}

#[test]
fn separated_values_are_the_table_alone_and_no_formula() {
    let text = String::from_utf8(written("csv", &plan())).unwrap();
    assert!(text.starts_with('\u{feff}') && text.ends_with("\r\n"));
    assert_snapshot!(text.trim_start_matches('\u{feff}').replace("\r\n", "⏎\n"), @r#"
    Action,By when,Status⏎
    "Access | first",,⏎
    "Offer evening clinics
    in both towns",30/9/24,In progress⏎
    '=HYPERLINK(1),Sept 24,⏎
    -5,When we can,⏎
    "#);
}

#[test]
fn a_word_document_repeats_its_headings_and_draws_its_sections_across() {
    let bytes = written("docx", &plan());
    let (paper, remarks) = reads(&bytes);
    assert!(remarks.is_empty());
    assert_snapshot!(outline(&paper), @r#"
    paragraph 1 (heading 1): "Action plan"
    paragraph 2: "Last updated 1st May 2024"
    table 1, row 1, column 1 (header): "Action"
    table 1, row 1, column 2 (header): "By when"
    table 1, row 1, column 3 (header): "Status"
    table 1, row 2, column 1 (3×1): "Access | first"
    table 1, row 3, column 1: "Offer evening clinics\nin both towns"
    table 1, row 3, column 2: "30/9/24"
    table 1, row 3, column 3: "In progress"
    table 1, row 4, column 1: "=HYPERLINK(1)"
    table 1, row 4, column 2: "Sept 24"
    table 1, row 4, column 3: ""
    table 1, row 5, column 1: "-5"
    table 1, row 5, column 2: "When we can"
    table 1, row 5, column 3: ""
    "#);
    assert_eq!(tables(&paper)[0].rows[1].cells[0].fill.as_deref(), Some("F0F4F5"));
    let document = part(&bytes, "word/document.xml");
    assert_eq!(document.matches("<w:tblHeader/>").count(), 1);
    assert!(document.contains(r#"w:orient="landscape""#));
    assert!(part(&bytes, "word/styles.xml").contains(r#"<w:lang w:val="en-GB"/>"#));
}

#[test]
fn a_workbook_holds_words_as_words_and_days_as_days() {
    let bytes = written("xlsx", &plan());
    let (about, sheet) =
        (part(&bytes, "xl/worksheets/sheet1.xml"), part(&bytes, "xl/worksheets/sheet2.xml"));
    assert!(!about.contains("<f>") && !sheet.contains("<f>"));
    // 30 September and 1 September 2024, as Excel counts days.
    assert!(sheet.contains("<v>45565</v>") && sheet.contains("<v>45536</v>"));
    let styles = part(&bytes, "xl/styles.xml");
    assert!(styles.contains(r#"formatCode="dd/mm/yyyy""#));
    assert!(styles.contains(r#"formatCode="mmm yyyy""#));
    let strings = part(&bytes, "xl/sharedStrings.xml");
    assert!(strings.contains("<t>=HYPERLINK(1)</t>") && strings.contains("<t>-5</t>"));
    assert!(sheet.contains(r#"<mergeCell ref="A2:C2"/>"#));
    assert!(sheet.contains(r#"state="frozen""#) && sheet.contains(r#"<autoFilter ref="A1:C5"/>"#));
    assert!(sheet.contains("<formula1>\"Completed,In progress,Delayed\"</formula1>"));
    assert!(sheet.contains(r#"ht="45""#) && !sheet.contains("customHeight"), "rows may grow");
    assert!(sheet.contains(r#"sqref="C2:C205""#), "rows to fill in offer the list too");
}

#[test]
fn a_list_that_excel_cannot_hold_is_left_out_and_the_words_stay() {
    let long: Vec<String> = (0..60).map(|number| format!("Choice {number}")).collect();
    for list in [vec!["Yes, in part".to_owned()], long, Vec::new(), vec![String::new()]] {
        let mut page = plan();
        page.columns[2].kind = Kind::Choice(list);
        let bytes = written("xlsx", &page);
        assert!(!part(&bytes, "xl/worksheets/sheet2.xml").contains("dataValidation"));
        assert!(part(&bytes, "xl/sharedStrings.xml").contains("In progress"));
    }
}

#[test]
fn a_day_that_excel_cannot_count_stays_words() {
    let mut page = plan();
    for (year, month, day) in [(1899, 12, 31), (2023, 2, 29), (2024, 13, 1), (-1, 1, 1)] {
        let day = Some(Day { year, month, day, shown: Shown::Day });
        page.rows = vec![Row::Cells(vec![Cell { day, ..Cell::from("long ago") }])];
        assert!(part(&written("xlsx", &page), "xl/sharedStrings.xml").contains("long ago"));
    }
}

#[test]
fn a_number_is_held_as_one_and_read_again_as_it_was_printed() {
    let numbers = ["0", "7", "1,234", "4,294,967,295", "0.5", "1,000.25", "28.6%", "0.02%", "100%"];
    let words =
        ["", "*", "1234", "007", "-5", "−5.1", "5 %", "1,23", ".5", "5.", "1e3", "%", "5%%"];
    let rows: Vec<Row> = numbers
        .iter()
        .chain(&words)
        .map(|words| Row::Cells(vec!["x".into(), Cell::of_number(words)]))
        .collect();
    let columns = vec![column("Group", Kind::Text), column("Value", Kind::Text)];
    let page = Page { columns, rows, ..Page::default() };
    let bytes = written("xlsx", &page);
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<v>0.286</v>") && sheet.contains("<v>1000.25</v>"), "{sheet}");
    let held = sheet.split("<c ").filter(|cell| cell.contains("<v>") && !cell.contains("t=\"s\""));
    assert_eq!(held.count(), numbers.len());
    let paper = reads(&bytes).0;
    let told = tables(&paper)[0].rows.iter().skip(1).map(|row| {
        let value = row.cells.iter().find(|cell| cell.column == 2);
        value.map_or(String::new(), paper::Cell::text)
    });
    assert_eq!(told.collect::<Vec<_>>(), [&numbers[..], &words[..]].concat());
}

#[test]
fn packed_files_bear_no_time_and_hang_on_no_compressor() {
    for name in ["docx", "xlsx"] {
        let bytes = written(name, &plan());
        let mut archive = ZipArchive::new(Cursor::new(&bytes)).unwrap();
        for index in 0..archive.len() {
            let entry = archive.by_index(index).unwrap();
            assert_eq!(entry.compression(), CompressionMethod::Stored);
            assert_eq!(entry.last_modified().unwrap().year(), 1980);
        }
    }
}

#[test]
fn what_is_too_much_is_refused_in_words_and_never_cut() {
    let says =
        |name: &str, page: &Page| Format::named(name).unwrap().write(page).unwrap_err().to_string();
    let mut page = plan();
    page.rows.push(Row::Cells(vec!["a".into(), "b".into(), "c".into(), "d".into()]));
    assert_snapshot!(says("md", &page), @"row 5 has 4 cells, and the table 3 columns");
    page.rows = vec![Row::Cells(vec![Cell::from(&*"é".repeat(40_000))])];
    assert_snapshot!(says("xlsx", &page), @"a cell of 40000 letters, “éééééééééééééééééééééééééééééééééééééééé…” is more than an Excel workbook (.xlsx) holds");
    for name in ["docx", "csv", "md"] {
        assert!(written(name, &page).len() > 80_000);
    }
    page.rows.clear();
    page.columns = vec![column("x", Kind::Text); 64];
    assert_snapshot!(says("docx", &page), @"a table of 64 columns is more than a Word document (.docx) holds");
}

#[test]
fn a_page_without_a_table_or_without_anything_is_written_too() {
    let blank = Page::default();
    let words = Page { title: "Only a title".to_owned(), ..Page::default() };
    for format in FORMATS {
        assert!(format.write(&blank).is_ok(), "{}", format.name);
        assert!(format.write(&words).is_ok(), "{}", format.name);
    }
    assert_eq!(
        outline(&reads(&written("docx", &words)).0),
        r#"paragraph 1 (heading 1): "Only a title""#
    );
}
