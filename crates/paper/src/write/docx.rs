//! A Word document: the title as a heading, and the table on landscape pages of A4, its heading
//! row repeated on each.

mod document;
mod parts;

use super::document::Document;
use super::page::padded;
use super::zipped::zipped;
use super::{Column, Page, Row, Unwritable};

use parts::{escaped, xml_file};

/// How wide the table is, in twentieths of a point: a landscape page of A4 within its margins.
const WIDTH: u32 = 14_800;

/// A bold letter of a heading, and the margins of a cell, in twentieths of a point.
const LETTER: u32 = 145;
const CELL_MARGINS: u32 = 170;

/// A row of cells no longer than this, in letters, is kept on one page.
const KEPT_TOGETHER: usize = 1_000;

const HEADING_FILL: &str = "DCE6E1";
const SECTION_FILL: &str = "F0F4F5";

/// How a cell is drawn.
#[derive(Clone, Copy)]
enum Look {
    Plain,
    Heading,
    Section,
}

pub(super) fn write(page: &Page) -> Result<Vec<u8>, Unwritable> {
    packed(&page.title, page_xml(page))
}

/// A document of many blocks.
pub(super) fn document(document: &Document) -> Result<Vec<u8>, Unwritable> {
    packed(&document.title, document::xml(document))
}

/// The parts of a Word document around its main part.
fn packed(title: &str, main: String) -> Result<Vec<u8>, Unwritable> {
    let parts = [
        ("[Content_Types].xml", parts::content_types()),
        ("_rels/.rels", parts::relations()),
        ("docProps/core.xml", parts::properties(title)),
        ("word/document.xml", main),
        ("word/styles.xml", parts::styles()),
        ("word/settings.xml", parts::settings()),
        ("word/_rels/document.xml.rels", parts::document_relations()),
    ];
    zipped(&parts.map(|(name, xml)| (name.to_owned(), xml.into_bytes()))).map_err(|error| {
        Unwritable::NotPutTogether { format: "a Word document", why: error.to_string() }
    })
}

fn page_xml(page: &Page) -> String {
    let mut body = String::new();
    if !page.title.is_empty() {
        body += &paragraph(r#"<w:pStyle w:val="Heading1"/>"#, &page.title);
    }
    for words in &page.paragraphs {
        body += &paragraph("", words);
    }
    if !page.columns.is_empty() {
        body += &table(page);
        // Word wants a paragraph after a table; a small one starts no page of its own.
        body += concat!(
            r#"<w:p><w:pPr><w:spacing w:after="0" w:line="20" w:lineRule="exact"/>"#,
            r#"<w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>"#
        );
    }
    let section = concat!(
        r#"<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>"#,
        r#"<w:pgMar w:top="1000" w:right="1000" w:bottom="1000" w:left="1000" "#,
        r#"w:header="600" w:footer="600" w:gutter="0"/></w:sectPr>"#
    );
    let word = parts::WORD;
    xml_file(&format!(
        r#"<w:document xmlns:w="{word}"><w:body>{body}{section}</w:body></w:document>"#
    ))
}

fn table(page: &Page) -> String {
    let widths = widths(&page.columns);
    let grid: Vec<String> =
        widths.iter().map(|width| format!(r#"<w:gridCol w:w="{width}"/>"#)).collect();
    let headings = page.columns.iter().zip(&widths);
    let headings: Vec<String> =
        headings.map(|(column, width)| cell(&column.heading, *width, 1, Look::Heading)).collect();
    let heading =
        format!("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{}</w:tr>", headings.concat());
    let row = |row: &Row| {
        let (cells, longest) = match row {
            Row::Section(words) => (cell(words, WIDTH, widths.len(), Look::Section), words.len()),
            Row::Cells(cells) => {
                let longest = cells.iter().map(|cell| cell.words.len()).max().unwrap_or(0);
                let cells = padded(cells, &page.columns).into_iter().zip(&widths);
                let drawn = cells.map(|(held, width)| cell(&held.words, *width, 1, Look::Plain));
                (drawn.collect(), longest)
            }
        };
        let together =
            if longest <= KEPT_TOGETHER { "<w:trPr><w:cantSplit/></w:trPr>" } else { "" };
        format!("<w:tr>{together}{cells}</w:tr>")
    };
    let rows: String = std::iter::once(heading).chain(page.rows.iter().map(row)).collect();
    let caption = escaped(&page.title.replace('\n', " "));
    format!(
        concat!(
            r#"<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{}" w:type="dxa"/>"#,
            r#"<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" "#,
            r#"w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>"#,
            r#"<w:tblCaption w:val="{}"/></w:tblPr><w:tblGrid>{}</w:tblGrid>{}</w:tbl>"#
        ),
        WIDTH,
        caption,
        grid.concat(),
        rows
    )
}

/// The widths of the columns, each its share of the page, but none narrower than the longest
/// word of its heading if the others can spare that much.
fn widths(columns: &[Column]) -> Vec<u32> {
    let letters = |column: &Column| u32::from(column.letters());
    let least = |column: &Column| u32::from(column.longest()) * LETTER + CELL_MARGINS;
    let sum = |columns: &mut dyn Iterator<Item = u32>| columns.sum::<u32>().max(1);
    let all = sum(&mut columns.iter().map(letters));
    let share = |column: &Column| WIDTH * letters(column) / all;
    let is_narrow = |column: &Column| share(column) < least(column);
    let taken = columns.iter().filter(|column| is_narrow(column)).map(least).sum::<u32>();
    let others = sum(&mut columns.iter().filter(|column| !is_narrow(column)).map(letters));
    match WIDTH.checked_sub(taken) {
        Some(left) if left >= WIDTH / 2 => {
            columns
                .iter()
                .map(|column| {
                    if is_narrow(column) { least(column) } else { left * letters(column) / others }
                })
                .collect()
        }
        Some(_) | None => columns.iter().map(share).collect(),
    }
}

fn cell(words: &str, width: u32, columns: usize, look: Look) -> String {
    let span =
        if columns > 1 { format!(r#"<w:gridSpan w:val="{columns}"/>"#) } else { String::new() };
    let (fill, properties) = match look {
        Look::Plain => (None, r#"<w:pStyle w:val="TableText"/>"#),
        Look::Heading => (Some(HEADING_FILL), r#"<w:pStyle w:val="TableHeading"/>"#),
        Look::Section => (Some(SECTION_FILL), r#"<w:pStyle w:val="TableHeading"/><w:keepNext/>"#),
    };
    let fill = fill.map_or(String::new(), |fill| {
        format!(r#"<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>"#)
    });
    let paragraphs: String = words.split('\n').map(|line| paragraph(properties, line)).collect();
    format!(
        r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{fill}</w:tcPr>{paragraphs}</w:tc>"#
    )
}

fn paragraph(properties: &str, words: &str) -> String {
    if words.is_empty() {
        return format!("<w:p><w:pPr>{properties}</w:pPr></w:p>");
    }
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r>{}</w:r></w:p>", text(words))
}

/// Words as Word keeps them: a tab and a line's end are marks of their own.
fn text(words: &str) -> String {
    let piece = |words: &str| format!(r#"<w:t xml:space="preserve">{}</w:t>"#, escaped(words));
    let line = |line: &str| line.split('\t').map(piece).collect::<Vec<_>>().join("<w:tab/>");
    words.split('\n').map(line).collect::<Vec<_>>().join("<w:br/>")
}
