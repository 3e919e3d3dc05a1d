//! Small Word documents, built in code so that a test shows what is odd about them.

use std::io::{Cursor, Write};

use paper::{Block, Limits, Paper, Remark, Table, Unreadable, read};
use zip::write::{SimpleFileOptions, ZipWriter};

pub(crate) const NAMESPACES: &str = concat!(
    r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" "#,
    r#"xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" "#,
    r#"xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing""#,
);

/// A zip of these entries.
pub(crate) fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A Word document with this body.
pub(crate) fn docx(body: &str) -> Vec<u8> {
    docx_with(body, &[])
}

/// A Word document with this body, and these entries beside it.
pub(crate) fn docx_with(body: &str, others: &[(&str, &[u8])]) -> Vec<u8> {
    let xml = format!("<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>");
    let mut entries: Vec<(&str, &[u8])> = vec![("[Content_Types].xml", b"<Types/>")];
    entries.push(("word/document.xml", xml.as_bytes()));
    entries.extend(others);
    zip(&entries)
}

/// A paragraph of one run.
pub(crate) fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// A cell with these properties, of one paragraph for each line.
pub(crate) fn cell(properties: &str, text: &str) -> String {
    let paragraphs: Vec<String> = text.split('\n').map(p).collect();
    let paragraphs = paragraphs.concat();
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{paragraphs}</w:tc>")
}

/// A table of these rows, each already XML.
pub(crate) fn table(rows: &[String]) -> String {
    let rows = rows.join("</w:tr><w:tr>");
    format!("<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{rows}</w:tr></w:tbl>")
}

/// A PDF with a page for each of these contents, in Helvetica.
pub(crate) fn pdf(pages: &[&str]) -> Vec<u8> {
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        String::new(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
            .to_owned(),
    ];
    let mut kids = Vec::new();
    for content in pages {
        let number = objects.len() + 1;
        kids.push(format!("{number} 0 R"));
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R \
             /Resources << /Font << /F1 3 0 R >> >> >>",
            number + 1
        ));
        let length = content.len();
        objects.push(format!("<< /Length {length} >>\nstream\n{content}\nendstream"));
    }
    objects[1] = format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), pages.len());
    pdf_of(&objects, "")
}

/// A PDF of these objects, numbered from 1, the first its catalogue; `trailer` says more of it.
pub(crate) fn pdf_of(objects: &[String], trailer: &str) -> Vec<u8> {
    let mut file = String::from("%PDF-1.4\n");
    let mut places = String::new();
    for (object, number) in objects.iter().zip(1..) {
        places.extend([format!("{:010} 00000 n \n", file.len())]);
        file.extend([format!("{number} 0 obj\n{object}\nendobj\n")]);
    }
    let (start, size) = (file.len(), objects.len() + 1);
    let trailer = format!("trailer << /Size {size} /Root 1 0 R {trailer} >>");
    let list = format!("xref\n0 {size}\n0000000000 65535 f \n{places}");
    format!("{file}{list}{trailer}\nstartxref\n{start}\n%%EOF\n").into_bytes()
}

/// Reads bytes that must be readable.
pub(crate) fn reads(bytes: &[u8]) -> (Paper, Vec<Remark>) {
    read("a file", bytes, &Limits::default()).unwrap()
}

/// Reads bytes that must not be readable.
pub(crate) fn refuses(bytes: &[u8]) -> Unreadable {
    read("a file", bytes, &Limits::default()).unwrap_err()
}

/// The tables of a paper.
pub(crate) fn tables(paper: &Paper) -> Vec<&Table> {
    let mut tables = Vec::new();
    for block in &paper.blocks {
        if let Block::Table(table) = block {
            tables.push(table);
        }
    }
    tables
}

/// A paper as a person could check it: a line for every block and cell, with its place.
pub(crate) fn outline(paper: &Paper) -> String {
    let mut lines = Vec::new();
    for block in &paper.blocks {
        match block {
            Block::Heading { level, paragraph } => {
                lines.push(format!(
                    "{} (heading {level}): {:?}",
                    paragraph.place,
                    paragraph.text()
                ));
            }
            Block::Paragraph(paragraph) => {
                let list = if paragraph.list { " (list)" } else { "" };
                lines.push(format!("{}{list}: {:?}", paragraph.place, paragraph.text()));
            }
            Block::Table(table) => {
                for row in &table.rows {
                    let header = if row.header { " (header)" } else { "" };
                    for cell in &row.cells {
                        let size = match (cell.columns, cell.rows) {
                            (1, 1) => String::new(),
                            (columns, rows) => format!(" ({columns}×{rows})"),
                        };
                        lines.push(format!("{}{header}{size}: {:?}", cell.place, cell.text()));
                    }
                }
            }
        }
    }
    lines.join("\n")
}
