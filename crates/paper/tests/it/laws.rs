//! What holds of every file: reading answers, and never panics.

use std::path::{Path, PathBuf};

use paper::{Block, FORMATS, Limits, Paper, Place, read};
use proptest::prelude::*;

use crate::build::{cell, docx, p, pdf, table};
use crate::workbook::{number, ods, words, xlsx};

/// One small document of every format, in the order of `FORMATS`.
fn samples() -> Vec<Vec<u8>> {
    let rows = [
        cell("", "Ref") + &cell("", "Action"),
        cell(r#"<w:vMerge w:val="restart"/>"#, "1") + &cell("", "Do this\nand that"),
        cell("<w:vMerge/>", "") + &cell(r#"<w:gridSpan w:val="2"/>"#, "Then this"),
    ];
    vec![
        docx(&(p("A plan") + &table(&rows) + &p("The end"))),
        pdf(&[PAGE]),
        b"<html><p>Plan</p><table><tr><th>Ref<th>Action<tr><td rowspan=2>1<td>Do this<tr><td>Then &amp; that</table>".to_vec(),
        xlsx(
            &(words("A1", "Ref")
                + &words("B1", "Action")
                + &number("A2", 2, "39692")
                + &words("B2", "x")),
            r#"<mergeCells><mergeCell ref="A2:A3"/></mergeCells>"#,
        ),
        ods("<table:table-row><table:table-cell><text:p>Ref</text:p></table:table-cell>\
             <table:table-cell table:number-columns-repeated=\"2\"><text:p>x</text:p></table:table-cell></table:table-row>"),
        b"Ref,Action,Due\n1,\"Do, this\nand that\",May\n".to_vec(),
        b"# Plan\n\n| a | b |\n|--|--|\n| 1 | <u>2</u> |\n".to_vec(),
        "Plan\n\nRef\tAction\n1\tDo – this\n\tand that\n".into(),
    ]
}

/// A page that draws a line of words above a table of two rows and two columns.
const PAGE: &str = "BT /F1 10 Tf 50 750 Td (Plan) Tj ET \
    50 700 m 250 700 l S 50 680 m 250 680 l S 50 660 m 250 660 l S \
    50 700 m 50 660 l S 150 700 m 150 660 l S 250 700 m 250 660 l S \
    BT /F1 10 Tf 55 686 Td (Ref) Tj 100 0 Td (Action) Tj -100 -20 Td (1) Tj 100 0 Td (Do this) Tj ET";

/// The plans that may lie beside the project; none is needed.
fn neighbours() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seeds");
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn places(paper: &Paper) -> Vec<Place> {
    let mut places = Vec::new();
    for block in &paper.blocks {
        match block {
            Block::Heading { .. } | Block::Paragraph(_) => places.push(block.place()),
            Block::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                places.extend(cells.map(|cell| cell.place));
            }
        }
    }
    places
}

/// Whatever can be read has its cells at places of their own, in order, and reads alike twice.
fn keeps_its_promises(bytes: &[u8]) -> Result<(), TestCaseError> {
    if let Ok((paper, remarks)) = read("any", bytes, &Limits::default()) {
        let places = places(&paper);
        prop_assert!(places.is_sorted_by(|a, b| a < b), "{places:?}");
        prop_assert_eq!(Ok((paper, remarks)), read("again", bytes, &Limits::default()));
    }
    Ok(())
}

/// The bytes with some of them changed, dropped or doubled.
fn mutate(bytes: &[u8], changes: &[(usize, u8, u8)]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for &(at, kind, byte) in changes {
        let at = at % bytes.len().max(1);
        match kind % 3 {
            0 if at < bytes.len() => bytes[at] = byte,
            1 if at < bytes.len() => drop(bytes.remove(at)),
            _ => bytes.insert(at, byte),
        }
    }
    bytes
}

/// The PDFs and web pages that other tests read.
fn drawn_fixtures() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
    [
        "one-plan/ruled_with_merged_groups.pdf",
        "one-plan/white_between_columns.pdf",
        "one-plan/rowspan_groups.html",
        "audit-plan/rows_split_by_a_page_end.pdf",
        "one-plan/fixed_width_columns.txt",
        "one-plan/cards_one_per_action.txt",
    ]
    .iter()
    .map(|name| std::fs::read(folder.join(name)).unwrap())
    .collect()
}

#[test]
fn every_format_knows_and_reads_its_own_sample() {
    let samples = samples();
    assert_eq!(samples.len(), FORMATS.len());
    for (format, sample) in FORMATS.iter().zip(samples) {
        assert!(format.knows(&sample), "{}", format.name);
        let (paper, _) = read("sample", &sample, &Limits::default()).unwrap();
        assert_eq!(paper.format, format.name);
        assert!(paper.blocks.iter().any(|block| matches!(block, Block::Table(_))));
    }
}

#[test]
fn the_plans_beside_the_project_are_read() {
    let paths = neighbours();
    if paths.is_empty() {
        eprintln!("no ../shared/seeds here: nothing to read");
    }
    for path in paths {
        let bytes = std::fs::read(&path).unwrap();
        let found = read(&path.to_string_lossy(), &bytes, &Limits::default());
        assert!(!found.unwrap().0.blocks.is_empty(), "{}", path.display());
        keeps_its_promises(&bytes).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        keeps_its_promises(&bytes)?;
    }

    #[test]
    fn any_lines_are_answered(lines in "([ -~é\t|#<>&*-]{0,12}\n){0,12}") {
        keeps_its_promises(lines.as_bytes())?;
    }

    #[test]
    fn any_layout_is_answered(lines in prop::collection::vec(prop::collection::vec(0..LAID.len(), 0..8), 0..14)) {
        let line = |parts: &Vec<usize>| parts.iter().map(|&at| LAID[at]).collect::<String>() + "\n";
        keeps_its_promises(lines.iter().map(line).collect::<String>().as_bytes())?;
    }

    #[test]
    fn any_tags_are_answered(parts in prop::collection::vec(0..TAGS.len(), 0..60)) {
        let page: String = parts.iter().map(|&at| TAGS[at]).collect();
        keeps_its_promises(format!("<html>{page}").as_bytes())?;
    }

    #[test]
    fn any_drawing_is_answered(parts in prop::collection::vec((0..DRAWS.len(), 0..600_i32, -20..850_i32), 0..60)) {
        let draw = |&(at, x, y): &(usize, i32, i32)| {
            DRAWS[at].replace('X', &x.to_string()).replace('Y', &y.to_string())
        };
        let page: Vec<String> = parts.chunks(20).map(|parts| parts.iter().map(draw).collect()).collect();
        let pages: Vec<&str> = page.iter().map(String::as_str).collect();
        keeps_its_promises(&pdf(&pages))?;
    }

    #[test]
    fn any_bytes_of_a_pdf_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        keeps_its_promises(&[b"%PDF-1.5\n", bytes.as_slice()].concat())?;
        keeps_its_promises(&pdf(&[&String::from_utf8_lossy(&bytes)]))?;
    }

    #[test]
    fn any_xml_is_answered(parts in prop::collection::vec(0..XML.len(), 0..40)) {
        let body: String = parts.iter().map(|&at| XML[at]).collect();
        keeps_its_promises(&docx(&body))?;
    }

    #[test]
    fn any_sheet_is_answered(parts in prop::collection::vec(0..CELLS.len(), 0..40), merges in prop::collection::vec((1..6_u32, 1..5_u32, 0..3_u32, 0..3_u32), 0..5)) {
        let rows: String = parts.iter().map(|&at| CELLS[at]).collect();
        let merge = |(top, left, down, across): &(u32, u32, u32, u32)| {
            let letter = |column: u32| char::from(b'@' + u8::try_from(column).unwrap());
            format!("<mergeCell ref=\"{}{top}:{}{}\"/>", letter(*left), letter(left + across), top + down)
        };
        let merges: String = merges.iter().map(merge).collect();
        keeps_its_promises(&xlsx(&rows, &merges))?;
    }

    #[test]
    fn mutated_samples_are_answered(
        which in 0..8_usize,
        changes in prop::collection::vec((any::<usize>(), any::<u8>(), any::<u8>()), 1..12),
    ) {
        keeps_its_promises(&mutate(&samples()[which], &changes))?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn mutated_fixtures_are_answered(
        which in 0..6_usize,
        changes in prop::collection::vec((any::<usize>(), any::<u8>(), any::<u8>()), 1..12),
    ) {
        keeps_its_promises(&mutate(&drawn_fixtures()[which], &changes))?;
    }
}

/// Pieces of lines that are laid out.
const LAID: [&str; 16] = [
    "Ref",
    "Action",
    "1",
    "two words",
    "  ",
    "    ",
    " | ",
    "|",
    " / ",
    "What: ",
    "Who:",
    "\t",
    "---",
    "1/6/21",
    "é",
    "-",
];

/// Tags and words, to be put together in ways no browser would.
const TAGS: [&str; 24] = [
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td>",
    "</td>",
    "<td rowspan=3>",
    "<td colspan=3>",
    "<th rowspan=0>",
    "<p>",
    "</p>",
    "<ul><li>",
    "</ul>",
    "words",
    " &amp; ",
    "<br>",
    "<thead>",
    "<span style='display:none'>",
    "</span>",
    "<mark>",
    "<tr hidden>",
    "<del>",
    "<h2>",
    "<td colspan=4000000000 rowspan=4000000000>",
];

/// Operators, to be put together in ways no printer would.
const DRAWS: [&str; 20] = [
    "BT /F1 10 Tf X Y Td (words) Tj ET ",
    "BT /F1 10 Tf X Y Td (1) Tj 80 0 Td (two) Tj 80 0 Td (three) Tj ET ",
    "X Y m 300 Y l S ",
    "X Y m X 300 l S ",
    "50 Y m 550 Y l S ",
    "50 100 m 50 800 l S ",
    "X 100 m X 800 l S ",
    "X Y 100 20 re f ",
    "X Y 100 20 re S ",
    "X Y 1 90 re f ",
    "q ",
    "Q ",
    "0 1 -1 0 X Y cm ",
    "1 0 0 1 X Y cm ",
    "0.5 g ",
    "BT X 0 0 Y 0 0 Tm (a) Tj ET ",
    "[(a) X (b)] TJ ",
    "T* (c) ' ",
    "X Tz Y TL ",
    "0 0 0 0 0 0 cm ",
];

/// Pieces of Word's XML, to be put together in ways Word never would.
const XML: [&str; 20] = [
    "<w:tbl>",
    "</w:tbl>",
    "<w:tr>",
    "</w:tr>",
    "<w:tc>",
    "</w:tc>",
    "<w:p>",
    "</w:p>",
    "<w:r>",
    "</w:r>",
    "<w:t>words</w:t>",
    "<w:tcPr><w:vMerge/></w:tcPr>",
    "<w:tcPr><w:gridSpan w:val=\"4000000000\"/></w:tcPr>",
    "<w:del><w:r><w:delText>x</w:delText></w:r></w:del>",
    "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
    "<w:tc><w:p/></w:tc>",
    "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr></w:sdt>",
    "<w:br/>",
    "<w:trPr><w:gridBefore w:val=\"2\"/><w:tblHeader/></w:trPr>",
    "<w:tr><w:tc><w:p/></w:tc></w:tr>",
];

/// Pieces of a sheet's XML, to be put together in ways Excel never would.
const CELLS: [&str; 16] = [
    "<row></row>",
    "<row r=\"4\" hidden=\"1\"></row>",
    "<row r=\"99999999999\"></row>",
    "<c/>",
    "<c><v>1</v></c>",
    "<c s=\"1\"><v>-44104</v></c>",
    "<c s=\"2\"><v>1e308</v></c>",
    "<c s=\"3\"/>",
    "<c t=\"s\"><v>99</v></c>",
    "<c r=\"B2\"><v>2</v></c>",
    "<c r=\"A5\" t=\"str\"><f>x</f><v>y</v></c>",
    "<c r=\"C1\" t=\"inlineStr\"><is><r><t>a</t></r><t>b</t></is></c>",
    "<c r=\"D3\" t=\"e\"><v>#N/A</v></c>",
    "<c t=\"d\"><v>2024-02-31</v></c>",
    "<cols><col min=\"1\" max=\"4000000000\" hidden=\"1\"/></cols>",
    "<c r=\"XFD1048576\"><v>9</v></c>",
];

#[test]
fn pieces_of_xml_put_together_well_are_read_whatever_they_say() {
    for first in
        XML.iter().filter(|piece| piece.matches('<').count() % 2 == 0 || piece.ends_with("/>"))
    {
        for second in XML.iter().filter(|piece| piece.contains("/>")) {
            keeps_its_promises(&docx(&format!("<w:tbl><w:tr>{first}{second}</w:tr></w:tbl>")))
                .unwrap();
        }
    }
}
