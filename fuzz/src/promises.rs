//! What holds of everything that is read, as `crates/paper/tests/it/laws.rs` has it.

use paper::{Block, FORMATS, Limits, Paper, Place};

/// Reads bytes as a format, by its short name, and holds the reader to its promises.
///
/// # Panics
///
/// If a promise is broken, which is what the fuzzer looks for.
pub fn read_as(format: &str, bytes: &[u8]) {
    let format = FORMATS.iter().find(|known| known.name == format).expect("a format we read");
    if let Ok((paper, _)) = format.read("any", bytes, &Limits::default()) {
        assert!(is_in_order(&paper), "{paper:#?}");
    }
}

/// Whether every block and cell has a place of its own, in the order they are met.
#[must_use]
pub fn is_in_order(paper: &Paper) -> bool {
    let mut places: Vec<Place> = Vec::new();
    for block in &paper.blocks {
        match block {
            Block::Heading { .. } | Block::Paragraph(_) => places.push(block.place()),
            Block::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                places.extend(cells.map(|cell| cell.place));
            }
        }
    }
    places.is_sorted_by(|a, b| a < b)
}
