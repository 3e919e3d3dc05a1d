//! Web pages: tags become blocks and cells, and nothing else of a page is listened to.

use insta::assert_snapshot;

use crate::build::{outline, reads, tables};

#[test]
fn rows_and_columns_that_span_keep_every_cell_under_its_heading() {
    let page = "<!DOCTYPE html><title>Plan</title><h1>Plan</h1>\n<p>As at <b>June</b><p>Two\n lines\
        <table><caption>Actions</caption><thead><tr><th>Theme<th>Action<th>When</thead>\
        <tr><td rowspan=2>Clinics</td><td>Open &amp; run<br>it<td>1/6/21\
        <tr><td>Print</td><td bgcolor='#d9e2f3'>x</tr>\
        <tr><td colspan=3 style='background: yellow'>Second year\
        <tr><td>Homes<td><ul><li>Visit<li>Ask</ul><td></table><p>End";
    let (paper, remarks) = reads(page.as_bytes());
    assert_eq!(paper.format, "html");
    assert_snapshot!(outline(&paper), @r#"
    paragraph 1 (heading 1): "Plan"
    paragraph 2: "As at June"
    paragraph 3: "Two lines"
    paragraph 4: "Actions"
    table 1, row 1, column 1 (header): "Theme"
    table 1, row 1, column 2 (header): "Action"
    table 1, row 1, column 3 (header): "When"
    table 1, row 2, column 1 (1×2): "Clinics"
    table 1, row 2, column 2: "Open & run\nit"
    table 1, row 2, column 3: "1/6/21"
    table 1, row 3, column 1 (1×0): ""
    table 1, row 3, column 2: "Print"
    table 1, row 3, column 3: "x"
    table 1, row 4, column 1 (3×1): "Second year"
    table 1, row 5, column 1: "Homes"
    table 1, row 5, column 2: "Visit\nAsk"
    table 1, row 5, column 3: ""
    paragraph 5: "End"
    "#);
    let table = tables(&paper)[0];
    assert_eq!(table.rows[2].cells[2].fill.as_deref(), Some("D9E2F3"));
    assert_eq!(table.rows[3].cells[0].fill.as_deref(), Some("yellow"));
    assert!(table.rows[4].cells[1].paragraphs.iter().all(|paragraph| paragraph.list));
    assert_eq!(remarks[0].says, "The page calls itself “Plan”.");
}

#[test]
fn what_is_not_shown_is_not_read_and_is_told_if_it_was_words() {
    let page = "<html><head><style>p { color: red }</style><script>document.write('<p>No')</script></head>\
        <body><p>Shown <mark>marked</mark> <del>gone</del><span style='display:none'>secret</span> again\
        <script src='http://example.org/x.js'></script><img src='http://example.org/x.png' alt='A map'>";
    let (paper, remarks) = reads(page.as_bytes());
    assert_snapshot!(outline(&paper), @r#"paragraph 1: "Shown marked again""#);
    let said: Vec<&str> = remarks.iter().map(|remark| remark.says.as_str()).collect();
    assert_eq!(
        said,
        [
            "A picture here is described as “A map”.",
            "“gone” was struck out, and is left out.",
            "“secret” is hidden on the page, and is left out.",
        ]
    );
    let paper::Block::Paragraph(paragraph) = &paper.blocks[0] else { panic!("a paragraph") };
    let looks: Vec<_> = paragraph.runs.iter().map(|run| run.highlight.as_deref()).collect();
    assert_eq!(looks, [None, Some("yellow"), None]);
}

#[test]
fn a_table_in_a_cell_follows_as_a_table_of_its_own() {
    let page = "<table><tr><td>Before<table><tr><td>Inner</table>after<td>Next</table>";
    let (paper, remarks) = reads(page.as_bytes());
    assert_snapshot!(outline(&paper), @r#"
    table 1, row 1, column 1: "Before\nafter"
    table 1, row 1, column 2: "Next"
    table 2, row 1, column 1: "Inner"
    "#);
    assert_eq!(remarks[0].says, "A table inside this cell is read as table 2.");
}

#[test]
fn marks_that_word_drew_before_an_item_are_not_words() {
    let page =
        "<html><body><p class=MsoListParagraph><span>·<span>&nbsp;&nbsp; </span></span>An item</p>";
    let (paper, _) = reads(page.as_bytes());
    assert_snapshot!(outline(&paper), @r#"paragraph 1 (list): "An item""#);
}

#[test]
fn marks_that_a_program_leaves_for_itself_are_no_words() {
    let (paper, _) = reads("<html><body><p>&#4;Ann Lee&#5;</p></body></html>".as_bytes());
    assert_snapshot!(outline(&paper), @r#"paragraph 1: "Ann Lee""#);
}
