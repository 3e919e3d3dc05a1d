//! What is refused, and the words a person is given.

use paper::{Limits, Unreadable, read};

use crate::build::{NAMESPACES, docx_with, outline, p, pdf, pdf_of, reads, refuses, zip};
use crate::workbook::{number, ods, ods_of, words, xlsx, xlsx_with};

fn said(bytes: &[u8]) -> String {
    refuses(bytes).to_string()
}

fn document(xml: &str) -> Vec<u8> {
    zip(&[("word/document.xml", xml.as_bytes())])
}

#[test]
fn kinds_that_are_not_read_are_named_with_what_is() {
    let is_read = "a Word document (.docx), a PDF, a web page, an Excel workbook (.xlsx or .xlsm), an \
         OpenDocument spreadsheet (.ods), values separated by commas or semicolons (.csv), Markdown \
         with pipe tables or plain or tab-separated text";
    assert_eq!(
        said(b"{\\rtf1 Hello}"),
        format!("“a file” is rich text (.rtf), which is not read; send {is_read} instead")
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

#[test]
fn words_that_name_the_parts_of_another_format_are_words() {
    // So short that no packer makes them shorter, and they stand in the file as they are.
    for named in ["word/document.xml", "xl/workbook.xml", "%PDF-1.4"] {
        let (paper, _) = reads(&xlsx(&words("A1", named), ""));
        assert_eq!((paper.format, outline(&paper).contains(named)), ("xlsx", true));
        let (paper, _) = reads(&docx_with(&p("Plan"), &[("word/note.txt", named.as_bytes())]));
        assert_eq!(paper.format, "docx");
    }
    let inner = docx_with(&p("inside"), &[]);
    let (paper, _) =
        reads(&xlsx_with(&words("A1", "Ref"), "", &[("xl/embeddings/a.docx", &inner)]));
    assert_eq!(paper.format, "xlsx");
    assert_eq!(reads(b"The mark of a PDF is %PDF-1.7, as they say\n").0.format, "text");
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

/// A PDF whose one page has this content stream, as its object is written, and these more objects.
fn drawn(stream: &str, resources: &str, more: &[&str]) -> Vec<u8> {
    let mut objects: Vec<String> = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    .map(str::to_owned)
    .to_vec();
    objects.push(format!(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F1 3 0 R >> {resources} >> >>"
    ));
    objects.push(stream.to_owned());
    objects.extend(more.iter().map(|&object| object.to_owned()));
    pdf_of(&objects, "")
}

fn stream(content: &str) -> String {
    format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len())
}

const HELLO: &str = "BT /F1 10 Tf 50 400 Td (Hello) Tj ET";

#[test]
fn objects_that_go_round_end() {
    // A drawing that draws itself, twice.
    let form = "/Type /XObject /Subtype /Form /Resources << /XObject << /X 6 0 R >> /Font << /F1 3 0 R >> >>";
    let content = format!("{HELLO} /X Do /X Do");
    let round = format!("<< {form} /Length {} >>\nstream\n{content}\nendstream", content.len());
    let (paper, _) = reads(&drawn(&stream("/X Do"), "/XObject << /X 6 0 R >>", &[&round]));
    assert_eq!(outline(&paper), "page 1, paragraph 1: \"Hello\"");
    // Pages that hold themselves, and references that refer to each other.
    let looped =
        String::from_utf8(pdf(&[HELLO])).unwrap().replace("/Kids [4 0 R]", "/Kids [2 0 R]");
    assert!(said(looped.as_bytes()).starts_with("“a file” is damaged: "));
    let (_, remarks) = reads(&drawn("6 0 R", "", &["7 0 R", "6 0 R"]));
    assert!(remarks[0].says.starts_with("It is a scan or a picture"));
    let parent = String::from_utf8(pdf(&[HELLO]))
        .unwrap()
        .replace("/MediaBox [0 0 595 842]", "/Parent 4 0 R");
    reads(parent.as_bytes());
}

#[test]
fn a_small_stream_that_unpacks_to_a_large_one_is_refused() {
    // 256 MB of spaces, packed twice and written in hexadecimal.
    let bomb = concat!(
        "78daeddc214e9c511886d121a02a800a5251330243020a838150834680262c008f83a661092ca1a20bc09760d8",
        "01b4aa0b00d31014646046b284ff39475dfdc93737cfe9df87ebefa377e7e3cbd7b52fbf3e8d00000080813bff",
        "f3637e6efa184feef6f60f01000080a13b5e5a5c988d022f475fbf39070000000cdec5f6d6f2ec87c0ffb39305",
        "e700000080c15b79feb73bdb026e27579f0fdc0300000006ef5e3000000000520403000000a04530000000005a",
        "0403000000204630000000005a0403000000a04530000000005a0403000000204630000000005a0403000000a0",
        "4530000000005a0403000000204630000000005a0403000000a04530000000005a040300000020463000000000",
        "5a0403000000a04530000000005a0403000000204630000000005a0403000000a04530000000005a0403000000",
        "204630000000005a0403000000a04530000000005a0403000000204630000000005a0403000000a04530000000",
        "005a0403000000204630000000005a0403000000a04530000000005a0403000000204630000000005a04030000",
        "00a04530000000005a0403000000204630000000005a0403000000a04530000000005a04030000002046300000",
        "00005a0403000000a04530000000005a0403000000204630000000005a0403000000a04530000000005a040300",
        "0000204630000000005a0403000000a04530000000005a0403000000204630000000005a0403000000a0e5e7f6",
        "d6ea740b587e9a5c6dae8f00003ef8bdf1b83377f30663ee4ee0"
    );
    let stream = format!(
        "<< /Length {} /Filter [/ASCIIHexDecode /FlateDecode /FlateDecode] >>\nstream\n{bomb}>\nendstream",
        bomb.len() + 1
    );
    let refused = "“a file” is not opened, because it unpacks to more than 209715200 bytes";
    assert_eq!(said(&drawn(&stream, "", &[])), refused);
}

#[test]
fn what_a_pdf_may_hold_is_counted() {
    let limits = Limits { pages: 3, ..Limits::default() };
    let refused = read("x", &pdf(&[HELLO; 5]), &limits).unwrap_err().to_string();
    assert_eq!(refused, "“x” is not opened, because it has more than 3 pages");
    let limits = Limits { marks: 100, ..Limits::default() };
    let refused = read("x", &pdf(&[&HELLO.repeat(40)]), &limits).unwrap_err().to_string();
    assert_eq!(refused, "“x” is not opened, because it draws more than 100 marks");
    let limits = Limits { parts: 5, ..Limits::default() };
    let lines: String =
        (0..9).map(|at| HELLO.replace("400", &format!("{}", 400 + 40 * at))).collect();
    let refused = read("x", &pdf(&[&lines]), &limits).unwrap_err().to_string();
    assert_eq!(refused, "“x” is not opened, because it holds more than 5 paragraphs and cells");
    let many = String::from_utf8(pdf(&[HELLO])).unwrap().replace("/Count 1", "/Count 4000000000");
    assert_eq!(reads(many.as_bytes()).0.blocks.len(), 1);
}

#[test]
fn a_damaged_pdf_is_read_as_far_as_it_goes_or_called_damaged() {
    let whole = String::from_utf8(pdf(&[HELLO])).unwrap();
    let lost = whole.replace("startxref\n", "startxref\n9");
    let (paper, remarks) = reads(lost.as_bytes());
    assert_eq!(outline(&paper), "page 1, paragraph 1: \"Hello\"");
    assert_eq!(remarks[0].says, "Its list of objects was damaged, and was made anew.");
    assert!(said(b"%PDF-1.7 ...").starts_with("“a file” is damaged: "));
    for end in (0..whole.len()).step_by(7) {
        drop(read("cut", &whole.as_bytes()[..end], &Limits::default()));
    }
}

#[test]
fn deep_nesting_in_a_pdf_is_survived() {
    let deep = "[".repeat(100_000) + &"]".repeat(100_000);
    drop(read("deep", &drawn(&stream(&format!("{deep} TJ")), "", &[&deep]), &Limits::default()));
    let words = "(".repeat(50_000);
    drop(read("deep", &drawn(&stream(&format!("{words} Tj")), "", &[]), &Limits::default()));
    let kept = "q ".repeat(100_000) + HELLO;
    assert_eq!(reads(&drawn(&stream(&kept), "", &[])).0.blocks.len(), 1);
}

#[test]
fn a_web_page_costs_what_it_weighs_however_deep_or_broken() {
    let deep = format!("<html>{}words", "<div>".repeat(100_000));
    assert_eq!(outline(&reads(deep.as_bytes()).0), "paragraph 1: \"words\"");
    let open = format!("<html>{}", "<span style='background:red'>x".repeat(100_000));
    assert_eq!(reads(open.as_bytes()).0.blocks.len(), 1);
    let tables = format!("<html>{}", "<table><tr><td>".repeat(100_000));
    assert_eq!(
        said(tables.as_bytes()),
        "“a file” is not opened, because its tables are nested more than 256 deep"
    );
    let wide = format!("<table>{}", "<tr><td rowspan=65000 colspan=1000>x".repeat(2_000));
    assert_eq!(
        said(wide.as_bytes()),
        "“a file” is not opened, because it holds more than 500000 paragraphs and cells"
    );
    let attributes: Vec<String> = (0..200_000).map(|number| format!("a{number}")).collect();
    assert_eq!(
        said(format!("<html><p {}>words", attributes.join(" ")).as_bytes()),
        "“a file” is not opened, because a tag of it has more than 4000 attributes"
    );
    assert!(reads(b"<html><p>&#0;&#x110000;&nosuch;<td></table></p></td>").0.blocks.len() <= 1);
    assert!(reads(b"<html><script>never ends").0.blocks.is_empty());
}

/// Much of one thing: enough to take minutes where each of it is held against all the others.
fn much_of(what: &str) -> String {
    what.repeat(400_000 / what.len())
}

#[test]
fn a_text_of_one_thing_over_and_over_costs_what_it_weighs() {
    let wide = "ab  ".repeat(10_000);
    let wide = format!("{wide}\n{wide}\n{wide}\n{wide}\n{}", wide.replace("  ", " "));
    for (text, format) in [
        (much_of("ab  "), "text"),
        (wide, "text"),
        (much_of("Alpha\nBeta\nGamma\n\n"), "text"),
        (much_of("[bookmark: x]"), "text"),
        (format!("# Plan\n{}", much_of("<!--")), "markdown"),
        (format!("# Plan\n{}", much_of("&#")), "markdown"),
    ] {
        assert_eq!(reads(text.as_bytes()).0.format, format);
    }
    // Between pipes without a fence such a rule is Markdown's; after a tab it is a line of text.
    let rules = much_of("---|---|---\n");
    reads(format!("a\tb\n{rules}").as_bytes());
}

#[test]
fn a_line_of_a_page_with_very_many_words_costs_what_it_weighs() {
    let words = (0..20_000).map(|at| format!("BT /F1 10 Tf {} 400 Td (ab) Tj ET\n", at * 12));
    let words: Vec<String> = words.collect();
    assert_eq!(reads(&pdf(&[&words.concat()])).0.blocks.len(), 1);
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
