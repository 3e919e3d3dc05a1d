//! PDF: what is drawn becomes words, cells and places.

use insta::assert_snapshot;

use crate::build::{outline, pdf, pdf_of, reads, refuses, tables};

/// Draws words at a place, in Helvetica of size 10.
fn at(left: u32, up: u32, words: &str) -> String {
    format!("BT /F1 10 Tf {left} {up} Td ({words}) Tj ET ")
}

/// Rules along at these heights and down at these places, a grid.
fn grid(across: &[u32], up: &[u32]) -> String {
    let (left, right) = (across[0], across[across.len() - 1]);
    let (top, bottom) = (up[0], up[up.len() - 1]);
    let along = up.iter().map(|up| format!("{left} {up} m {right} {up} l S "));
    let down = across.iter().map(|left| format!("{left} {top} m {left} {bottom} l S "));
    along.chain(down).collect()
}

#[test]
fn rules_part_cells_and_words_that_had_no_room_go_on() {
    let page = at(50, 800, "Above")
        + &grid(&[50, 150, 250], &[780, 760, 730, 710])
        + &at(55, 766, "Ref")
        + &at(155, 766, "Action")
        + &at(55, 746, "1")
        + &at(155, 746, "Write the longer plan")
        + &at(155, 734, "for all of us")
        + &at(55, 716, "2")
        + &at(155, 716, "Send it")
        + &at(50, 680, "Below");
    let (paper, remarks) = reads(&pdf(&[&page]));
    assert_eq!(paper.format, "pdf");
    assert!(remarks.is_empty(), "{remarks:?}");
    assert_snapshot!(outline(&paper), @r#"
    page 1, paragraph 1: "Above"
    page 1, table 1, row 1, column 1: "Ref"
    page 1, table 1, row 1, column 2: "Action"
    page 1, table 1, row 2, column 1: "1"
    page 1, table 1, row 2, column 2: "Write the longer plan for all of us"
    page 1, table 1, row 3, column 1: "2"
    page 1, table 1, row 3, column 2: "Send it"
    page 1, paragraph 2: "Below"
    "#);
}

#[test]
fn a_table_goes_over_a_page_end_and_heads_and_feet_do_not() {
    let page = |number: u32, rows: String| {
        at(50, 820, "The plan of Three Rivers")
            + &rows
            + &at(280, 20, &format!("Page {number} of 2"))
    };
    let first = grid(&[50, 100, 250], &[700, 680, 660])
        + &at(55, 686, "1")
        + &at(105, 686, "One")
        + &at(105, 666, "and more");
    let second = grid(&[50, 100, 250], &[780, 760]) + &at(55, 766, "2") + &at(105, 766, "Two");
    let (first, second) = (page(1, first), page(2, second));
    let (paper, remarks) = reads(&pdf(&[&first, &second]));
    assert_snapshot!(outline(&paper), @r#"
    page 1, table 1, row 1, column 1: "1"
    page 1, table 1, row 1, column 2: "One"
    page 1, table 1, row 2, column 1: ""
    page 1, table 1, row 2, column 2: "and more"
    page 2, table 1, row 3, column 1: "2"
    page 2, table 1, row 3, column 2: "Two"
    "#);
    let said: Vec<String> = remarks.iter().map(|r| format!("{}: {}", r.place, r.says)).collect();
    assert_snapshot!(said.join("\n"), @r"
    page 1: “Page 1 of 2” is the head, foot or number of a page, and is left out.
    page 1: “The plan of Three Rivers” is the head, foot or number of a page, and is left out.
    page 2: “Page 2 of 2” is the head, foot or number of a page, and is left out.
    ");
}

#[test]
fn cells_merge_down_and_across_and_keep_their_colour() {
    let page = "0.85 0.88 0.95 rg 50 740 200 20 re f 0 g ".to_owned()
        + "50 760 m 250 760 l S 50 740 m 250 740 l S 100 720 m 250 720 l S 50 700 m 250 700 l S "
        + "50 760 m 50 700 l S 100 740 m 100 700 l S 250 760 m 250 700 l S "
        + &at(55, 746, "Across")
        + &at(55, 726, "Down")
        + &at(105, 726, "One")
        + &at(105, 706, "Two");
    let (paper, _) = reads(&pdf(&[&page]));
    assert_snapshot!(outline(&paper), @r#"
    page 1, table 1, row 1, column 1 (2×1): "Across"
    page 1, table 1, row 2, column 1 (1×2): "Down"
    page 1, table 1, row 2, column 2: "One"
    page 1, table 1, row 3, column 1 (1×0): ""
    page 1, table 1, row 3, column 2: "Two"
    "#);
    let fills: Vec<_> =
        tables(&paper)[0].rows.iter().map(|row| row.cells[0].fill.as_deref()).collect();
    assert_eq!(fills, [Some("D9E0F2"), None, None]);
}

#[test]
fn rows_without_rules_between_them_are_told_by_their_numbers() {
    let mut page =
        grid(&[50, 80, 250], &[780, 760, 600]) + &at(55, 766, "No") + &at(85, 766, "Action");
    for (up, number, lines) in [(740, "1", 2), (710, "2", 1), (690, "3", 1)] {
        page += &at(55, up, number);
        for line in 0..lines {
            page += &at(85, up - 12 * line, &format!("Line {line} of {number}"));
        }
    }
    let (paper, _) = reads(&pdf(&[&page]));
    assert_snapshot!(outline(&paper), @r#"
    page 1, table 1, row 1, column 1: "No"
    page 1, table 1, row 1, column 2: "Action"
    page 1, table 1, row 2, column 1: "1"
    page 1, table 1, row 2, column 2: "Line 0 of 1\nLine 1 of 1"
    page 1, table 1, row 3, column 1: "2"
    page 1, table 1, row 3, column 2: "Line 0 of 2"
    page 1, table 1, row 4, column 1: "3"
    page 1, table 1, row 4, column 2: "Line 0 of 3"
    "#);
}

#[test]
fn words_that_stand_under_each_other_are_a_table_and_prose_is_not() {
    let mut page = at(50, 800, "A plan without rules");
    for (up, row) in (700..780).rev().step_by(20).zip([
        ["Ref", "Action", "By when"],
        ["1", "Write it", "1/6/21"],
        ["2", "Send it", "31/7/21"],
        ["3", "Read it", ""],
    ]) {
        for (left, cell) in [50, 100, 300].into_iter().zip(row) {
            page += &at(left, up, cell);
        }
    }
    for up in [600, 588, 576, 564] {
        page +=
            &at(50, up, "Some words of prose that run on and on, line after line, as prose does");
    }
    let (paper, _) = reads(&pdf(&[&page]));
    let table = tables(&paper)[0];
    let rows: Vec<Vec<String>> =
        table.rows.iter().map(|row| row.cells.iter().map(paper::Cell::text).collect()).collect();
    assert_eq!(
        rows,
        [
            ["Ref", "Action", "By when"],
            ["1", "Write it", "1/6/21"],
            ["2", "Send it", "31/7/21"],
            ["3", "Read it", ""]
        ]
    );
    assert_eq!((tables(&paper).len(), paper.blocks.len()), (1, 3));
}

#[test]
fn a_word_wider_than_its_cell_gets_its_last_letter_back() {
    let page = grid(&[50, 84, 200], &[780, 750, 730])
        + &at(53, 768, "monthl")
        + &at(53, 756, "y")
        + &at(90, 768, "Two")
        + &at(53, 736, "b")
        + &at(90, 736, "c");
    let (paper, _) = reads(&pdf(&[&page]));
    assert_eq!(tables(&paper)[0].rows[0].cells[0].text(), "monthly");
}

#[test]
fn a_turned_page_is_read_as_it_is_seen() {
    let page = "0 1 -1 0 100 50 cm ".to_owned() + &at(0, 0, "Seen upright");
    let bytes = String::from_utf8(pdf(&[&page])).unwrap();
    let turned = bytes.replace("/MediaBox", "/Rotate 90 /MediaBox");
    let (paper, _) = reads(turned.as_bytes());
    assert_snapshot!(outline(&paper), @r#"page 1, paragraph 1: "Seen upright""#);
}

#[test]
fn a_scan_a_script_and_an_attachment_are_told() {
    let (paper, remarks) = reads(&pdf(&["0.5 g 10 10 500 500 re f"]));
    assert!(paper.blocks.is_empty());
    assert_eq!(
        remarks[0].says,
        "It is a scan or a picture: there are no words in it that could be read."
    );
    let bytes = String::from_utf8(pdf(&[&at(50, 50, "Words")])).unwrap();
    let acts = bytes.replace("/Type /Catalog", "/Type /Catalog /OpenAction << /S /JavaScript /JS (app.alert(1)) >> /Names << /EmbeddedFiles << >> >>");
    let (_, remarks) = reads(acts.as_bytes());
    let said: Vec<&str> = remarks.iter().map(|remark| remark.says.as_str()).collect();
    assert!(
        said.contains(&"It asks to do something when it is opened, which was not done."),
        "{said:?}"
    );
    assert!(said.contains(&"It holds other files, which were not opened."), "{said:?}");
}

#[test]
fn one_page_without_words_is_told_by_its_number() {
    let (_, remarks) = reads(&pdf(&[&at(50, 400, "Words"), "0 0 10 10 re f"]));
    assert_eq!(remarks[0].place.to_string(), "page 2");
    assert_eq!(remarks[0].says, "This page holds no words, and may be a picture.");
}

#[test]
fn a_locked_file_is_named() {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [] /Count 0 >>".to_owned(),
        format!(
            "<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <{}> /U <{}> >>",
            "41".repeat(32),
            "42".repeat(32)
        ),
    ];
    let locked = pdf_of(&objects, "/Encrypt 3 0 R /ID [<00> <00>]");
    assert_eq!(
        refuses(&locked).to_string(),
        "“a file” is not opened, because it is locked with a password; send a copy that is not"
    );
}
