//! Workbooks: what Excel shows is read as it shows it, and what else it knows is kept.

use insta::assert_snapshot;
use paper::{Cell, Day, Facts, Paper, Remark, Shown};

use crate::build::{outline, reads, tables};
use crate::workbook::{number, ods, words, xlsx, xlsx_with};

fn said(remarks: &[Remark]) -> Vec<String> {
    remarks.iter().map(|remark| format!("{}: {}", remark.place, remark.says)).collect()
}

fn facts(paper: &Paper, row: usize, cell: usize) -> Facts {
    tables(paper)[0].rows[row].cells[cell].facts.clone().map(|facts| *facts).unwrap_or_default()
}

#[test]
fn titles_are_paragraphs_and_the_table_begins_where_it_begins() {
    let rows = [
        words("B2", "A plan"),
        words("C4", "Action") + &words("E4", "Due"),
        words("C5", "Do it") + &number("E5", 2, "39692"),
    ];
    let (paper, remarks) = reads(&xlsx(&format!("<row>{}</row>", rows.join("</row><row>")), ""));
    assert_snapshot!(outline(&paper), @r#"
    sheet “Plan” (heading 1): "Plan"
    sheet “Plan”, cell B2: "A plan"
    sheet “Plan”, cell C4: "Action"
    sheet “Plan”, cell E4: "Due"
    sheet “Plan”, cell C5: "Do it"
    sheet “Plan”, cell E5: "Sep 08"
    "#);
    let day = Day { year: 2008, month: 9, day: 1, shown: Shown::Month };
    assert_eq!(facts(&paper, 1, 1).day, Some(day));
    assert_eq!(facts(&paper, 1, 1).format.as_deref(), Some("mmm yy"));
    assert!(remarks.is_empty());
}

#[test]
fn merged_cells_are_known_in_each_row_they_reach() {
    let rows = words("A1", "Group")
        + &words("B1", "Action")
        + &words("C1", "Due")
        + &words("A2", "Section")
        + &words("A3", "Safety")
        + &words("B3", "One")
        + &words("B4", "Two")
        + &words("A4", "under it")
        + &words("B9", "Three")
        + &words("C9", "x");
    let merges = r#"<mergeCells><mergeCell ref="A2:C2"/><mergeCell ref="A3:A4"/><mergeCell ref="B3:C3"/>
        <mergeCell ref="A4:B5"/><mergeCell ref="A8:A9"/><mergeCell ref="nonsense"/></mergeCells>"#;
    let (paper, remarks) = reads(&xlsx(&rows, merges));
    assert_snapshot!(outline(&paper), @r#"
    sheet “Plan” (heading 1): "Plan"
    sheet “Plan”, cell A1: "Group"
    sheet “Plan”, cell B1: "Action"
    sheet “Plan”, cell C1: "Due"
    sheet “Plan”, cell A2 (3×1): "Section"
    sheet “Plan”, cell A3 (1×2): "Safety"
    sheet “Plan”, cell B3 (2×1): "One"
    sheet “Plan”, cell A4 (1×0): ""
    sheet “Plan”, cell B4: "Two"
    sheet “Plan”, cell C4: ""
    sheet “Plan”, cell A9: ""
    sheet “Plan”, cell B9: "Three"
    sheet “Plan”, cell C9: "x"
    "#);
    assert_eq!(
        said(&remarks),
        [
            "sheet “Plan”: Cells beyond the edge of any sheet were left out.",
            "sheet “Plan”, cell A4: Cells merged from here lie across others that are merged; the first merge was kept.",
            "sheet “Plan”, cell A4: “under it” stands here under merged cells, where no one sees it, and was left out.",
        ]
    );
}

#[test]
fn every_kind_of_value_is_shown_and_no_formula_is_worked_out() {
    let strings = r#"<sst><si><r><rPr><b/></rPr><t xml:space="preserve">two </t></r><r><t>runs</t></r><rPh><t>sound</t></rPh></si></sst>"#;
    let rows = [
        r#"<c t="s"><v>0</v></c><c t="s"><v>7</v></c><c t="b"><v>1</v></c><c t="e"><v>#REF!</v></c>"#,
        r#"<c t="str"><f>A1&amp;"x"</f><v>two runsx</v></c><c><f>1+1</f></c><c t="d"><v>2024-02-29</v></c><c><v>0.1</v></c>"#,
        r#"<c t="inlineStr"><is><t>one_x000D_
two</t></is></c><c s="1"><v>-5</v></c><c s="3"/><c s="99"><v>7</v></c>"#,
    ];
    let rows = format!("<row>{}</row>", rows.join("</row><row>"));
    let (paper, remarks) =
        reads(&xlsx_with(&rows, "", &[("xl/sharedStrings.xml", strings.as_bytes())]));
    assert_snapshot!(outline(&paper), @r##"
    sheet “Plan” (heading 1): "Plan"
    sheet “Plan”, cell A1: "two runs"
    sheet “Plan”, cell B1: ""
    sheet “Plan”, cell C1: "TRUE"
    sheet “Plan”, cell D1: "#REF!"
    sheet “Plan”, cell A2: "two runsx"
    sheet “Plan”, cell B2: ""
    sheet “Plan”, cell C2: "2024-02-29"
    sheet “Plan”, cell D2: "0.1"
    sheet “Plan”, cell A3: "one\ntwo"
    sheet “Plan”, cell B3: "-5"
    sheet “Plan”, cell C3: ""
    sheet “Plan”, cell D3: "7"
    "##);
    let table = tables(&paper)[0];
    assert_eq!(table.rows[0].cells[0].paragraphs[0].runs.len(), 2);
    assert_eq!(table.rows[2].cells[2].fill.as_deref(), Some("FFC7CE"));
    assert_eq!(
        said(&remarks),
        [
            "sheet “Plan”, cell B1: This cell points at words that are not in the file.",
            "sheet “Plan”, cell D1: This cell shows an error instead of a value.",
            "sheet “Plan”, cell A2: This cell holds a formula; what it last came to was read.",
            "sheet “Plan”, cell B2: This cell holds a formula, and the file does not say what it came to.",
            "sheet “Plan”, cell B3: This cell claims to be a date, and its number is none; the number was read.",
        ]
    );
}

#[test]
fn notes_and_threads_stand_beside_their_cells() {
    let related =
        br#"<Relationships><Relationship Id="a" Type="x/comments" Target="../comments1.xml"/>
        <Relationship Id="b" Type="x/threadedComment" Target="/xl/threads.xml"/></Relationships>"#;
    let notes = br#"<comments><commentList><comment ref="A1"><text><t>[Threaded comment] Your version of Excel</t></text></comment>
        <comment ref="B2"><text><r><t>Which </t></r><r><t>year?</t></r></text></comment></commentList></comments>"#;
    let threads =
        br#"<ThreadedComments><threadedComment ref="A1"><text>Agreed?</text></threadedComment>
        <threadedComment ref="A1"><text>Yes</text></threadedComment></ThreadedComments>"#;
    let rows = words("A1", "Action") + &words("B1", "Due") + &words("A2", "Do it");
    let others: [(&str, &[u8]); 3] = [
        ("xl/worksheets/_rels/sheet1.xml.rels", related),
        ("xl/comments1.xml", notes),
        ("xl/threads.xml", threads),
    ];
    let (paper, _) = reads(&xlsx_with(&rows, "", &others));
    assert_eq!(facts(&paper, 0, 0).comments, ["Agreed?", "Yes"]);
    assert_eq!(facts(&paper, 1, 1).comments, ["Which year?"]);
}

#[test]
fn cells_out_of_order_and_doubled_are_read_where_they_say_they_are() {
    let rows = words("B2", "d")
        + &words("A1", "a")
        + &words("A2", "c")
        + &words("B1", "b")
        + &words("B1", "again")
        + &words("XFE1", "outside")
        + r#"<c r="??" t="str"><v>e</v></c>"#;
    let (paper, remarks) = reads(&xlsx(&format!("<row r=\"9\">{rows}</row>"), ""));
    let texts: Vec<String> = paper.cells().map(Cell::text).collect();
    assert_eq!(texts, ["a", "b", "outside", "e", "c", "d", "", ""]);
    assert!(said(&remarks)[0].contains("stands twice"), "{remarks:?}");
}

#[test]
fn an_opendocument_sheet_is_read_as_the_same_thing() {
    let cell =
        |words: &str| format!("<table:table-cell><text:p>{words}</text:p></table:table-cell>");
    let rows = format!(
        "<table:table-row>{}</table:table-row>\
         <table:table-row table:number-rows-repeated=\"3\"><table:table-cell/></table:table-row>\
         <table:table-row>{}{}</table:table-row>\
         <table:table-row table:number-rows-repeated=\"2\">{}<table:table-cell office:value-type=\"date\" \
         office:date-value=\"2025-09-30\"><text:p>30<text:s text:c=\"2\"/>Sept</text:p></table:table-cell></table:table-row>\
         <table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>",
        cell("A plan"),
        cell("Action"),
        cell("Due"),
        cell("Do it"),
    );
    let (paper, remarks) = reads(&ods(&rows));
    assert_snapshot!(outline(&paper), @r#"
    sheet “Plan” (heading 1): "Plan"
    sheet “Plan”, cell A1: "A plan"
    sheet “Plan”, cell A5: "Action"
    sheet “Plan”, cell B5: "Due"
    sheet “Plan”, cell A6: "Do it"
    sheet “Plan”, cell B6: "30  Sept"
    sheet “Plan”, cell A7: "Do it"
    sheet “Plan”, cell B7: "30  Sept"
    "#);
    let day = Day { year: 2025, month: 9, day: 30, shown: Shown::Day };
    assert_eq!(facts(&paper, 1, 1).day, Some(day));
    assert!(remarks.is_empty());
}

#[test]
fn values_are_known_by_how_they_are_separated_and_prose_is_not() {
    let format = |text: &str| reads(text.as_bytes()).0.format;
    assert_eq!(format("Ref,Action,Due\n1,Do it,May\n"), "csv");
    assert_eq!(format("Ref;Action;Due\n1;Do it, now;May\n"), "csv");
    assert_eq!(format("Ref|Action|Due\n1|Do it|May\n"), "csv");
    assert_eq!(format("sep=;\nRef;Action\n1;Do it\n"), "csv");
    assert_eq!(format("Ref\tAction\n1\t\"Do\nit\"\n"), "csv");
    assert_eq!(format("Ref\tAction\n1\tDo it\n"), "text");
    assert_eq!(format("| Ref | Action |\n|--|--|\n| 1 | Do it |\n"), "markdown");
    assert_eq!(format("# Plan, with words\n\nFirst, we meet.\nThen, we act.\n"), "markdown");
    assert_eq!(format("Dear all,\n\nWe met, we talked, and we left.\nYours, Kit\n"), "text");
    assert_eq!(format("We spent 1,000\nand then 2,000\n"), "text");
    assert_eq!(format("One line, of words, and no more"), "text");
    // Headings with nothing below them yet.
    assert_eq!(format("Action,By when,Status\n"), "csv");
    assert_eq!(format("1,234,567\n"), "text");
}

#[test]
fn a_separator_within_a_value_separates_nothing() {
    let widths = |text: &str| {
        let (paper, _) = reads(text.as_bytes());
        let table = tables(&paper)[0].clone();
        table.rows.iter().map(|row| row.cells.len()).collect::<Vec<_>>()
    };
    assert_eq!(widths("Ref,Action,Due\n1,\"a|b|c|d\",May\n2,\"e|f|g|h\",June\n"), [3, 3, 3]);
    assert_eq!(widths("Ref,Action|Or|Due,b\n1,a|b|c,d\n"), [3, 3], "a comma wins a tie");
}

#[test]
fn the_guard_against_formulas_is_no_word() {
    let (paper, _) = reads("Ref,Action,Due\n1,'=SUM(A1),'tis May\n2,'-,-5\n".as_bytes());
    let words: Vec<String> = paper.cells().map(Cell::text).collect();
    assert_eq!(words[3..], ["1", "=SUM(A1)", "'tis May", "2", "-", "-5"]);
}

#[test]
fn separated_values_know_the_line_they_began_in() {
    let (paper, remarks) =
        reads("A plan,,\n\nRef,Action,Due\n1,\"Do\nthis\",May\n,,\n2,That,June".as_bytes());
    assert_snapshot!(outline(&paper), @r#"
    line 1: "A plan"
    line 3, column 1: "Ref"
    line 3, column 2: "Action"
    line 3, column 3: "Due"
    line 4, column 1: "1"
    line 4, column 2: "Do\nthis"
    line 4, column 3: "May"
    line 7, column 1: "2"
    line 7, column 2: "That"
    line 7, column 3: "June"
    "#);
    assert_eq!(said(&remarks), ["line 2: This row, and 1 more, are blank."]);
}
