//! What is refused, and the words a person is given.

use paper::{Limits, Unreadable, read};

use crate::build::{NAMESPACES, docx_with, p, reads, refuses, zip};
use crate::workbook::{number, ods, ods_of, words, xlsx, xlsx_with};

fn said(bytes: &[u8]) -> String {
    refuses(bytes).to_string()
}

fn document(xml: &str) -> Vec<u8> {
    zip(&[("word/document.xml", xml.as_bytes())])
}

#[test]
fn kinds_that_are_not_read_are_named_with_what_is() {
    let is_read = "a Word document (.docx), an Excel workbook (.xlsx or .xlsm), an OpenDocument \
         spreadsheet (.ods), values separated by commas or semicolons (.csv), Markdown with pipe tables \
         or plain or tab-separated text";
    assert_eq!(
        said(b"%PDF-1.7 ..."),
        format!("“a file” is a PDF, which is not read; send {is_read} instead")
    );
    assert_eq!(
        said(&zip(&[("xl/workbook.bin", b"\0")])),
        format!(
            "“a file” is a binary Excel workbook (.xlsb), which is not read; send {is_read} instead"
        )
    );
    assert_eq!(
        said(b"\x89PNG\r\n\x1a\n\0\0\0\r"),
        format!("“a file” is not a document; send {is_read}")
    );
    assert_eq!(said(b" \n\t\r\n"), "“a file” is empty");
    assert_eq!(said(b""), "“a file” is empty");
}

#[test]
fn a_file_over_the_limit_is_not_looked_at() {
    let limits = Limits { bytes: 3, ..Limits::default() };
    let refused = read("x.txt", b"four", &limits).unwrap_err();
    assert_eq!(refused, Unreadable::TooLarge { name: "x.txt".to_owned(), limit: 3 });
}

#[test]
fn bombs_and_strays_in_the_zip_are_refused() {
    let words = p("hello");
    let bomb = vec![b' '; 2 * 1024 * 1024];
    assert_eq!(
        said(&docx_with(&words, &[("word/x.xml", &bomb)])),
        "“a file” is not opened, because it unpacks to more than 100 times its size"
    );
    assert_eq!(
        said(&docx_with(&words, &[("../../evil", b"x")])),
        "“a file” is not opened, because it packs a file outside its own folder"
    );
    let inner = zip(&[("a", b"b")]);
    assert_eq!(
        said(&docx_with(&words, &[("word/inner.bin", &inner)])),
        "“a file” is not opened, because it packs another packed file"
    );
    let many: Vec<String> = (0..2_001).map(|n| format!("word/{n}")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b""[..])).collect();
    assert_eq!(
        said(&docx_with(&words, &many)),
        "“a file” is not opened, because it packs more than 2000 files"
    );
}

#[test]
fn two_entries_of_one_name_are_refused() {
    let bytes = docx_with(&p("one"), &[("word/document.xmk", b"<two/>")]);
    let twice: Vec<u8> = String::from_utf8_lossy(&bytes)
        .contains("word/document.xmk")
        .then(|| replace(&bytes, b"word/document.xmk", b"word/document.xml"))
        .unwrap();
    assert_eq!(said(&twice), "“a file” is not opened, because it packs two files of one name");
}

fn replace(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for at in 0..bytes.len() - from.len() {
        if bytes[at..].starts_with(from) {
            bytes[at..at + to.len()].copy_from_slice(to);
        }
    }
    bytes
}

#[test]
fn a_zip_over_the_unpacked_limit_is_refused_before_it_is_unpacked() {
    let limits = Limits { unpacked: 5_000, ..Limits::default() };
    let bytes = docx_with(&p(&"long ".repeat(2_000)), &[]);
    let refused = read("x", &bytes, &limits).unwrap_err().to_string();
    assert_eq!(refused, "“x” is not opened, because it unpacks to more than 5000 bytes");
}

#[test]
fn document_types_entities_and_depth_are_refused() {
    let laughs = "<!DOCTYPE d [<!ENTITY a \"ha\">]><d>&a;</d>";
    assert_eq!(
        said(&document(laughs)),
        "“a file” is not opened, because its XML declares a document type"
    );
    let entity =
        format!("<w:document {NAMESPACES}><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:document>");
    assert_eq!(said(&document(&entity)), "“a file” is not opened, because its XML names an entity");
    let deep = "<a>".repeat(300) + &"</a>".repeat(300);
    assert_eq!(
        said(&document(&deep)),
        "“a file” is not opened, because it is nested more than 256 deep"
    );
}

#[test]
fn damage_is_called_damage() {
    let whole = docx_with(&p("hello"), &[]);
    assert!(said(&whole[..whole.len() / 2]).starts_with("“a file” is damaged: "));
    assert!(said(&document("<a><b></a>")).starts_with("“a file” is damaged: its XML"));
    assert_eq!(said(&document("<a><b>")), "“a file” is damaged: its XML ends too early");
}

#[test]
fn a_sheet_that_claims_a_million_rows_costs_what_it_holds() {
    let far = words("A1", "Action") + &words("XFD1048576", "far away") + &words("B7", "x");
    let after = r#"<mergeCells><mergeCell ref="C1:XFC1048576"/></mergeCells>"#;
    let (paper, _) = reads(&xlsx(&far, after));
    assert!(paper.cells().count() <= 9);
    let wide: String = (0..16_384).map(|n| number("", 0, &(n * 7_919).to_string())).collect();
    let (paper, _) = reads(&xlsx(&format!("<row>{wide}</row>"), ""));
    assert_eq!(paper.cells().count(), 16_384);
    let styled = r#"<c s="3"/>"#.repeat(6_000);
    let (paper, _) = reads(&xlsx(&format!("<row>{styled}</row>"), ""));
    assert_eq!(paper.cells().count(), 0);
}

#[test]
fn more_cells_or_words_than_the_limits_are_refused_by_name() {
    let limits = Limits { parts: 1_000, ..Limits::default() };
    let refused = |bytes: &[u8], limits: &Limits| read("x", bytes, limits).unwrap_err().to_string();
    let many: String =
        (1..2_000).map(|row| number(&format!("A{row}"), 0, &row.to_string())).collect();
    let too_many = "“x” is not opened, because it holds more than 1000 paragraphs and cells";
    assert_eq!(refused(&xlsx(&many, ""), &limits), too_many);
    let apart: String = (1..60)
        .map(|n| {
            let letter = char::from(b'A' + u8::try_from(n % 26).unwrap());
            words(&format!("{letter}{n}"), "x") + &words(&format!("{letter}{letter}{n}"), "x")
        })
        .collect();
    assert_eq!(refused(&xlsx(&apart, ""), &limits), too_many);
    let billion = |cell: &str| {
        ods(&format!(
            "<table:table-row table:number-rows-repeated=\"1000000000\">\
         <table:table-cell table:number-columns-repeated=\"1000000000\">{cell}</table:table-cell></table:table-row>"
        ))
    };
    assert_eq!(refused(&billion("<text:p>ha</text:p>"), &limits), too_many);
    let blank = reads(&billion(""));
    assert_eq!(blank.0.cells().count(), 0);
    let long = format!("<sst><si><t>{}</t></si></sst>", "long words ".repeat(9));
    let cells = r#"<c t="s"><v>0</v></c>"#.repeat(900);
    let bytes =
        xlsx_with(&format!("<row>{cells}</row>"), "", &[("xl/sharedStrings.xml", long.as_bytes())]);
    let limits = Limits { unpacked: 30_000, ..Limits::default() };
    let spent = "“x” is not opened, because its words come to more than 30000 bytes";
    assert_eq!(refused(&bytes, &limits), spent);
}

#[test]
fn a_line_of_a_million_commas_and_a_format_without_end_cost_little() {
    let commas = format!("Ref,Action\n{}\n", ",x".repeat(1_000_000));
    let text = format!("Ref,Action,Due\n1,Do it,May\n2,That,{}", "x,".repeat(1_000_000));
    for text in [commas, text] {
        let (paper, _) = reads(text.as_bytes());
        assert!(paper.cells().count() < 20_000, "{}", paper.format);
    }
    let code: String = (0..200_000).map(|n| if n % 97 == 0 { '#' } else { '0' }).collect();
    let styles = format!(
        "<styleSheet><numFmts><numFmt numFmtId=\"1\" formatCode=\"{code}\"/></numFmts>\
         <cellXfs><xf numFmtId=\"1\"/></cellXfs></styleSheet>"
    );
    let sheet =
        b"<worksheet><sheetData><row><c><v>5</v></c><c><v>6</v></c></row></sheetData></worksheet>";
    let workbook = b"<workbook><sheets><sheet name=\"Plan\" id=\"r\"/></sheets></workbook>";
    let related = b"<r><Relationship Id=\"r\" Type=\"x/worksheet\" Target=\"s.xml\"/></r>";
    let limits = Limits { ratio: 10_000, ..Limits::default() };
    let bytes = zip(&[
        ("xl/workbook.xml", workbook),
        ("xl/_rels/workbook.xml.rels", related),
        ("xl/styles.xml", styles.as_bytes()),
        ("xl/s.xml", sheet),
    ]);
    let (paper, _) = read("x", &bytes, &limits).unwrap();
    assert_eq!(paper.cells().map(paper::Cell::text).collect::<Vec<_>>(), ["5", "6"]);
}

#[test]
fn workbooks_are_refused_for_what_documents_are() {
    let row = words("A1", "Action");
    let whole = xlsx(&row, "");
    assert!(said(&whole[..whole.len() / 2]).starts_with("“a file” is "));
    let laughs = "<!DOCTYPE d [<!ENTITY a \"ha\">]><sst>&a;</sst>";
    assert_eq!(
        said(&xlsx_with(&row, "", &[("xl/sharedStrings.xml", laughs.as_bytes())])),
        "“a file” is not opened, because its XML declares a document type"
    );
    assert_eq!(
        said(&xlsx(&words("A1", "&a;"), "")),
        "“a file” is not opened, because its XML names an entity"
    );
    assert_eq!(
        said(&xlsx_with(&row, "", &[("xl/x.xml", &vec![b' '; 2 * 1024 * 1024])])),
        "“a file” is not opened, because it unpacks to more than 100 times its size"
    );
    assert_eq!(
        said(&xlsx_with(&row, "", &[("xl/../../evil", b"x")])),
        "“a file” is not opened, because it packs a file outside its own folder"
    );
    assert_eq!(
        said(&xlsx("<a>".repeat(300).as_str(), "</a>".repeat(300).as_str()))
            .split(", because")
            .next(),
        Some("“a file” is not opened")
    );
    let locked = ods_of(&[
        ("META-INF/manifest.xml", b"<m><encryption-data/></m>"),
        ("content.xml", b"\x01\x02"),
    ]);
    assert_eq!(
        said(&locked),
        "“a file” is not opened, because part of it is locked with a password"
    );
}
