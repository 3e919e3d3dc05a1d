//! Word documents: everything a reader of the page could see is kept, with its place.

use insta::assert_snapshot;

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
