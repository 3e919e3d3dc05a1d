//! What holds of every file: reading answers, and never panics.

use std::path::{Path, PathBuf};

use paper::{Block, FORMATS, Limits, Paper, Place, read};
use proptest::prelude::*;

use crate::build::{cell, docx, p, pdf, table};

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
fn the_plans_beside_the_project_are_read_or_refused_in_words() {
    let paths = neighbours();
    if paths.is_empty() {
        eprintln!("no ../shared/seeds here: nothing to read");
    }
    for path in paths {
        let bytes = std::fs::read(&path).unwrap();
        let kind = path.extension().unwrap().to_string_lossy().into_owned();
        let found = read(&path.to_string_lossy(), &bytes, &Limits::default());
        match kind.as_str() {
            "xlsx" => assert!(found.is_err(), "{}", path.display()),
            _ => assert!(!found.unwrap().0.blocks.is_empty(), "{}", path.display()),
        }
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
    fn any_xml_is_answered(parts in prop::collection::vec(0..XML.len(), 0..40)) {
        let body: String = parts.iter().map(|&at| XML[at]).collect();
        keeps_its_promises(&docx(&body))?;
    }

    #[test]
    fn mutated_samples_are_answered(
        which in 0..5_usize,
        changes in prop::collection::vec((any::<usize>(), any::<u8>(), any::<u8>()), 1..12),
    ) {
        keeps_its_promises(&mutate(&samples()[which], &changes))?;
    }
}

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
