//! Small Excel workbooks and OpenDocument spreadsheets, built in code so that a test shows what
//! is odd about them.

use std::io::{Cursor, Write};

use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

use crate::build::zip;

const MAIN: &str = r#"xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main""#;
const RELATIONS: &str = r#"xmlns="http://schemas.openxmlformats.org/package/2006/relationships""#;

/// Number formats by style: 0 General, 1 dd/mm/yyyy, 2 mmm yy; 3 is a colour.
const STYLES: &str = r#"<numFmts><numFmt numFmtId="164" formatCode="mmm yy"/></numFmts>
    <fonts><font/></fonts><fills><fill><patternFill/></fill><fill><patternFill patternType="gray125"/></fill>
    <fill><patternFill patternType="solid"><fgColor rgb="FFFFC7CE"/></patternFill></fill></fills>
    <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="0" fillId="2"/></cellXfs>"#;

/// A workbook of one sheet, "Plan", whose rows are these, with what follows them.
pub(crate) fn xlsx(rows: &str, after: &str) -> Vec<u8> {
    xlsx_with(rows, after, &[])
}

/// The same, with these entries beside it.
pub(crate) fn xlsx_with(rows: &str, after: &str, others: &[(&str, &[u8])]) -> Vec<u8> {
    let workbook =
        format!(r#"<workbook {MAIN}><sheets><sheet name="Plan" id="r1"/></sheets></workbook>"#);
    let related = format!(
        r#"<Relationships {RELATIONS}><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#
    );
    let styles = format!("<styleSheet {MAIN}>{STYLES}</styleSheet>");
    let sheet = format!("<worksheet {MAIN}><sheetData>{rows}</sheetData>{after}</worksheet>");
    let mut entries: Vec<(&str, &[u8])> = vec![
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", related.as_bytes()),
        ("xl/styles.xml", styles.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ];
    entries.extend(others);
    zip(&entries)
}

/// A cell of words.
pub(crate) fn words(at: &str, words: &str) -> String {
    format!(r#"<c r="{at}" t="inlineStr"><is><t>{words}</t></is></c>"#)
}

/// A number of a style.
pub(crate) fn number(at: &str, style: u32, value: &str) -> String {
    format!(r#"<c r="{at}" s="{style}"><v>{value}</v></c>"#)
}

/// An OpenDocument spreadsheet with these rows in one sheet, "Plan".
pub(crate) fn ods(rows: &str) -> Vec<u8> {
    let names = ["office", "table", "text"]
        .map(|name| format!(r#"xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0""#))
        .join(" ");
    let content = format!(
        r#"<office:document-content {names}><table:table table:name="Plan">{rows}</table:table></office:document-content>"#
    );
    ods_of(&[("content.xml", content.as_bytes())])
}

/// An OpenDocument spreadsheet of these entries, after the one that says so unpacked.
pub(crate) fn ods_of(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let plain = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    zip.start_file("mimetype", plain).unwrap();
    zip.write_all(b"application/vnd.oasis.opendocument.spreadsheet").unwrap();
    for (name, bytes) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
