//! Small files around what a machine made up, so that it reaches the XML and the drawing behind the
//! zip and the list of objects, which it would seldom get right by chance.

use std::io::{Cursor, Write};

use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

/// What stands between the parts; no XML may hold it.
const BETWEEN: u8 = 0;

const DOCX: [&str; 5] = [
    "word/document.xml",
    "word/comments.xml",
    "word/footnotes.xml",
    "word/header1.xml",
    "word/endnotes.xml",
];
const XLSX: [&str; 6] = [
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "xl/comments1.xml",
    "xl/worksheets/sheet2.xml",
    "xl/workbook.xml",
];
const ODS: [&str; 2] = ["content.xml", "styles.xml"];

const WORKBOOK: &str = r#"<workbook><sheets><sheet name="Plan" id="r1"/><sheet name="Old" state="hidden" id="r2"/></sheets></workbook>"#;
const SHEETS: &str = r#"<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="x/worksheet" Target="worksheets/sheet2.xml"/></Relationships>"#;
const BESIDE: &str = r#"<Relationships><Relationship Id="c1" Type="x/comments" Target="../comments1.xml"/></Relationships>"#;

/// A Word document of these parts; a whole one is left as it is.
pub fn docx(bytes: &[u8]) -> Vec<u8> {
    packed(bytes, &DOCX, &[])
}

/// A workbook of these parts; a whole one is left as it is.
pub fn xlsx(bytes: &[u8]) -> Vec<u8> {
    let others = [
        ("xl/_rels/workbook.xml.rels", SHEETS),
        ("xl/worksheets/_rels/sheet1.xml.rels", BESIDE),
        ("xl/workbook.xml", WORKBOOK),
    ];
    packed(bytes, &XLSX, &others)
}

/// An OpenDocument spreadsheet of these parts; a whole one is left as it is.
pub fn ods(bytes: &[u8]) -> Vec<u8> {
    packed(bytes, &ODS, &[("mimetype", "application/vnd.oasis.opendocument.spreadsheet")])
}

/// A PDF whose pages draw this; a whole one is left as it is.
pub fn pdf(bytes: &[u8]) -> Vec<u8> {
    if bytes.starts_with(b"%PDF") {
        return bytes.to_vec();
    }
    let mut objects: Vec<Vec<u8>> = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        Vec::new(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
            .to_vec(),
    ];
    let mut kids = String::new();
    for content in bytes.split(|&byte| byte == BETWEEN) {
        let number = objects.len() + 1;
        kids += &format!("{number} 0 R ");
        objects.push(
            format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R /Resources << /Font << /F1 3 0 R >> >> >>", number + 1)
                .into_bytes(),
        );
        let start = format!("<< /Length {} >>\nstream\n", content.len());
        objects.push([start.as_bytes(), content, b"\nendstream"].concat());
    }
    let count = objects.len() / 2 - 1;
    objects[1] = format!("<< /Type /Pages /Kids [{kids}] /Count {count} >>").into_bytes();
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut places = String::new();
    for (object, number) in objects.iter().zip(1..) {
        places += &format!("{:010} 00000 n \n", file.len());
        file.extend(format!("{number} 0 obj\n").into_bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let (start, size) = (file.len(), objects.len() + 1);
    let end = format!(
        "xref\n0 {size}\n0000000000 65535 f \n{places}trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    );
    file.extend(end.into_bytes());
    file
}

/// A document of the kind whose main part these bytes begin as; others are left as they are.
pub fn dressed(bytes: &[u8]) -> Vec<u8> {
    let start = bytes.get(..400.min(bytes.len())).unwrap_or_default();
    let has = |words: &[u8]| start.windows(words.len()).any(|window| window == words);
    if has(b"<w:document") {
        docx(bytes)
    } else if has(b"<worksheet") {
        xlsx(bytes)
    } else if has(b"<office:document") {
        ods(bytes)
    } else {
        bytes.to_vec()
    }
}

fn packed(bytes: &[u8], names: &[&str], others: &[(&str, &str)]) -> Vec<u8> {
    if bytes.starts_with(b"PK\x03\x04") {
        return bytes.to_vec();
    }
    let parts: Vec<&[u8]> = bytes.splitn(names.len(), |&byte| byte == BETWEEN).collect();
    let given = |name: &str| names.iter().take(parts.len()).any(|&part| part == name);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let plain = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let beside = others.iter().filter(|(name, _)| !given(name));
    let beside = beside.map(|&(name, words)| (name, words.as_bytes()));
    for (name, part) in beside.chain(names.iter().copied().zip(parts.iter().copied())) {
        zip.start_file(name, plain).expect("a name that a zip holds");
        zip.write_all(part).expect("room in memory");
    }
    zip.finish().expect("room in memory").into_inner()
}
