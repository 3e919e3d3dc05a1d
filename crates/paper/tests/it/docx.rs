//! Word documents: everything a reader of the page could see is kept, with its place.

use insta::assert_snapshot;
use paper::Cell;

use crate::build::{cell, docx, docx_with, outline, p, reads, table, tables};

#[test]
fn headings_lists_and_paragraphs_stand_in_order() {
    let body = [
        r#"<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>Form</w:t></w:r></w:p>"#,
        &p(""),
        r#"<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr><w:r><w:t>Part</w:t></w:r></w:p>"#,
        "<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>One</w:t><w:br/><w:t>more</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>R&amp;D caf&#233; </w:t></w:r><w:r><w:tab/><w:t>x</w:t></w:r></w:p>",
    ];
    let (paper, _) = reads(&docx(&body.concat()));
    assert_snapshot!(outline(&paper), @r#"
    paragraph 1 (heading 1): "Form"
    paragraph 2 (heading 2): "Part"
    paragraph 3 (list): "One\nmore"
    paragraph 4: "R&D café \tx"
    "#);
}

#[test]
fn merged_cells_keep_every_other_cell_under_its_own_heading() {
    let rows = [
        cell("", "Group") + &cell("", "Action") + &cell("", "Due"),
        cell(r#"<w:gridSpan w:val="3"/>"#, "Section"),
        cell(r#"<w:vMerge w:val="restart"/>"#, "Safety") + &cell("", "One") + &cell("", "May"),
        cell("<w:vMerge/>", "") + &cell("", "Two") + &cell("", "June"),
        cell(r#"<w:gridSpan w:val="2"/>"#, "Wide") + &cell("", "July"),
    ];
    let (paper, _) = reads(&docx(&table(&rows)));
    assert_snapshot!(outline(&paper), @r#"
    table 1, row 1, column 1: "Group"
    table 1, row 1, column 2: "Action"
    table 1, row 1, column 3: "Due"
    table 1, row 2, column 1 (3×1): "Section"
    table 1, row 3, column 1 (1×2): "Safety"
    table 1, row 3, column 2: "One"
    table 1, row 3, column 3: "May"
    table 1, row 4, column 1 (1×0): ""
    table 1, row 4, column 2: "Two"
    table 1, row 4, column 3: "June"
    table 1, row 5, column 1 (2×1): "Wide"
    table 1, row 5, column 3: "July"
    "#);
}

#[test]
fn colours_highlights_and_heading_rows_are_kept() {
    let rows = [
        "<w:trPr><w:tblHeader/></w:trPr>".to_owned()
            + &cell(r#"<w:shd w:val="clear" w:fill="D9E2F3"/>"#, "Status"),
        "<w:tc><w:p><w:r><w:rPr><w:highlight w:val=\"yellow\"/></w:rPr><w:t>New</w:t></w:r>\
         <w:r><w:t> aim</w:t></w:r></w:p></w:tc>"
            .to_owned(),
        cell(r#"<w:shd w:val="clear" w:fill="auto"/>"#, "plain"),
    ];
    let (paper, _) = reads(&docx(&table(&rows)));
    let table = tables(&paper)[0];
    assert!(table.rows[0].header && !table.rows[1].header);
    assert_eq!(table.rows[0].cells[0].fill.as_deref(), Some("D9E2F3"));
    assert_eq!(table.rows[1].cells[0].text(), "New aim");
    assert!(table.rows[1].cells[0].highlighted());
    assert!(!table.rows[2].cells[0].highlighted());
    assert_eq!(table.rows[2].cells[0].fill, None);
}

#[test]
fn tracked_changes_keep_what_was_put_in_and_tell_what_was_taken_out() {
    let body = "<w:p><w:r><w:t>by </w:t></w:r>\
                <w:del><w:r><w:delText>May</w:delText></w:r></w:del>\
                <w:ins><w:r><w:t>June</w:t></w:r></w:ins></w:p>";
    let (paper, remarks) = reads(&docx(body));
    assert_snapshot!(outline(&paper), @r#"paragraph 1: "by June""#);
    assert_eq!(remarks.len(), 1);
    assert_eq!(remarks[0].place.to_string(), "paragraph 1");
    assert_eq!(remarks[0].says, "“May” was struck out with tracked changes, and is left out.");
}

#[test]
fn a_table_in_a_cell_is_a_table_of_its_own_and_says_so() {
    let inside = table(&[cell("", "in")]);
    let outer = table(&[format!("<w:tc>{}{inside}{}</w:tc>", p("before"), p("after"))]);
    let (paper, remarks) = reads(&docx(&(outer + &p("end"))));
    assert_snapshot!(outline(&paper), @r#"
    table 1, row 1, column 1: "before\nafter"
    table 2, row 1, column 1: "in"
    paragraph 1: "end"
    "#);
    assert_eq!(remarks[0].place.to_string(), "table 1, row 1, column 1");
    assert_eq!(remarks[0].says, "A table inside this cell is read as table 2.");
}

#[test]
fn a_table_in_a_paragraph_stands_before_the_words_that_follow_it() {
    let body = format!("<w:p>{}<w:r><w:t>after</w:t></w:r></w:p>", table(&[cell("", "in")]));
    let (paper, _) = reads(&docx(&body));
    assert_snapshot!(outline(&paper), @r#"
    table 1, row 1, column 1: "in"
    paragraph 1: "after"
    "#);
    assert!(paper.blocks.is_sorted_by(|a, b| a.place() < b.place()));
}

#[test]
fn controls_links_and_text_boxes_are_words_and_prompts_are_not() {
    let body = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>\
                <w:p><w:r><w:t>Click here</w:t></w:r></w:p></w:sdtContent></w:sdt>\
                <w:sdt><w:sdtContent><w:p><w:r><w:t>Kept</w:t></w:r></w:p></w:sdtContent></w:sdt>\
                <w:p><w:hyperlink><w:r><w:t>a link</w:t></w:r></w:hyperlink><w:r><mc:AlternateContent>\
                <mc:Choice><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent></mc:Choice>\
                <mc:Fallback><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent>\
                </mc:Fallback></mc:AlternateContent></w:r></w:p>";
    let (paper, remarks) = reads(&docx(body));
    assert_snapshot!(outline(&paper), @r#"
    paragraph 1: "Kept"
    paragraph 2: "boxed"
    paragraph 3: "a link"
    "#);
    assert_eq!(remarks.len(), 1);
    assert_eq!(remarks[0].says, "“Click here” is what a form control asks for, not an answer.");
}

/// A content control with these properties around some XML.
fn control(properties: &str, content: &str) -> String {
    format!("<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>")
}

fn tagged(tag: &str, content: &str) -> String {
    control(&format!("<w:alias w:val=\"A name\"/><w:tag w:val=\"{tag}\"/>"), content)
}

/// The words and the tag of each cell, row by row.
fn tags(body: &str) -> String {
    let (paper, remarks) = reads(&docx(body));
    assert!(remarks.is_empty(), "{remarks:?}");
    let tag = |cell: &Cell| cell.facts.as_ref().and_then(|facts| facts.tag.clone());
    let said = paper
        .cells()
        .map(|cell| format!("{:?} {}", cell.text(), tag(cell).unwrap_or_else(|| "–".to_owned())));
    said.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_control_gives_its_tag_to_its_cell_however_it_is_drawn() {
    let run = "<w:r><w:t>run</w:t></w:r>";
    let in_cell = |content: &str| format!("<w:tc>{content}</w:tc>");
    let rows = [
        in_cell(&format!("<w:p>{}</w:p>", tagged("of-run", run))) + &cell("", "none"),
        in_cell(&tagged("of-block", &p("block"))) + &cell("", "none"),
        tagged("of-cell", &cell("", "cell")) + &cell("", "none"),
    ];
    let row = tagged("of-row", &format!("<w:tr>{}</w:tr>", cell("", "row") + &cell("", "none")));
    let body = table(&rows).replace("</w:tbl>", &format!("{row}</w:tbl>"));
    assert_snapshot!(tags(&body), @r#"
    "run" of-run
    "none" –
    "block" of-block
    "none" –
    "cell" of-cell
    "none" –
    "row" of-row
    "none" –
    "#);
}

#[test]
fn the_control_inside_a_cell_stands_before_those_around_it() {
    let run = tagged("of-run", "<w:r><w:t>run</w:t></w:r>");
    let inside = format!("<w:tc>{}</w:tc>", tagged("", &format!("<w:p>{run}</w:p>")));
    let cells = tagged("of-cell", &inside) + &tagged("of-next", &cell("", "next"));
    let rows = [cells, cell("", "a") + &cell("", "b")];
    let around = tagged("of-table", &(p("before") + &table(&rows)));
    let row = |content: &str| tagged("of-row", &format!("<w:tr>{content}</w:tr>"));
    let whole =
        format!("<w:tbl>{}</w:tbl>", row(&(tagged("of-cell", &cell("", "x")) + &cell("", "y"))));
    assert_snapshot!(tags(&(around + &whole)), @r#"
    "run" of-run
    "next" of-next
    "a" –
    "b" –
    "x" of-cell
    "y" –
    "#);
}

#[test]
fn a_list_to_choose_from_reads_as_the_word_that_was_chosen() {
    let list = "<w:tag w:val=\"t\"/><w:dropDownList><w:listItem w:displayText=\"One\" w:value=\"1\"/>\
                <w:listItem w:displayText=\"Two\" w:value=\"2\"/></w:dropDownList>";
    let chosen = control(list, "<w:r><w:t>Two</w:t></w:r>");
    assert_snapshot!(tags(&table(&[format!("<w:tc><w:p>{chosen}</w:p></w:tc>")])), @r#""Two" t"#);
}

#[test]
fn a_control_that_still_asks_is_a_blank_cell_with_its_tag() {
    let asks = control(
        "<w:tag w:val=\"t\"/><w:showingPlcHdr/>",
        "<w:r><w:t>Choose </w:t></w:r><w:r><w:t>one</w:t></w:r>",
    );
    let again = control("<w:showingPlcHdr/>", "<w:r><w:t>Type here</w:t></w:r>");
    let cells = format!("<w:tc><w:p>{asks}</w:p></w:tc><w:tc><w:p>{again}</w:p></w:tc>");
    let (paper, remarks) = reads(&docx(&table(&[cells])));
    let first = paper.cells().next().unwrap();
    assert!(first.is_blank());
    assert_eq!(first.facts.as_ref().unwrap().tag.as_deref(), Some("t"));
    assert_eq!(remarks.len(), 1);
    assert_eq!(
        remarks[0].says,
        "“Choose one” is what a form control asks for, not an answer; 1 more are as they were given out."
    );
}

#[test]
fn what_stands_beside_the_document_is_told() {
    let body = "<w:p><w:r><w:t>Due</w:t></w:r><w:r><w:commentReference w:id=\"3\"/></w:r>\
                <w:r><w:drawing><wp:docPr descr=\"A map\"/></w:drawing></w:r></w:p>";
    let namespaces = crate::build::NAMESPACES;
    let comments = format!(
        "<w:comments {namespaces}><w:comment w:id=\"3\"><w:p><w:r><w:t>Which year?</w:t></w:r></w:p>\
         </w:comment></w:comments>"
    );
    let header = format!("<w:hdr {namespaces}><w:p><w:r><w:t>Draft 2</w:t></w:r></w:p></w:hdr>");
    let others: [(&str, &[u8]); 3] = [
        ("word/comments.xml", comments.as_bytes()),
        ("word/header1.xml", header.as_bytes()),
        ("word/embeddings/sheet.xlsx", b"PK\x03\x04"),
    ];
    let (_, remarks) = reads(&docx_with(body, &others));
    let said: Vec<String> = remarks.iter().map(|r| format!("{}: {}", r.place, r.says)).collect();
    assert_snapshot!(said.join("\n"), @r"
    the document: The page header says “Draft 2”; it was not read as part of the document.
    the document: It holds 1 embedded files; they were not opened.
    paragraph 1: A picture here is described as “A map”.
    paragraph 1: A comment here says “Which year?”.
    ");
}
