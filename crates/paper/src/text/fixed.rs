//! Columns of fixed width: words that stand under each other, parted by spaces.

use std::rc::Rc;

use super::{Found, Laid, LaidCell};
use crate::layout::{self, FoundCell, Line, Word, lines as lines_of};

/// The fewest columns that are believed: two may be a label and its answer.
const FEWEST: usize = 3;

/// How many lines without wide white may stand inside a table.
const MOST_ALONE: usize = 12;

/// Every such table of a text, by the line it begins on.
pub(super) fn tables(lines: &[&str]) -> Found {
    let mut found = Found::new();
    let mut words: Vec<Word> = Vec::new();
    let mut bases: Vec<f64> = Vec::new();
    let mut alone = 0;
    for (base, line) in (0_u32..).map(f64::from).zip(lines) {
        bases.push(base);
        let is_rule = line.trim().chars().all(|c| "-=_+ ".contains(c));
        let is_cut = line.trim().contains("  ");
        alone = if is_cut { 0 } else { alone + 1 };
        // A tab stands for no certain number of spaces.
        if line.contains('\t') || alone > MOST_ALONE {
            take(&std::mem::take(&mut words), &bases, &mut found);
        } else if (is_cut || !words.is_empty()) && !is_rule {
            spell(line, base, &mut words);
        }
    }
    take(&words, &bases, &mut found);
    found
}

/// The words of a line, a letter wide for each letter.
fn spell(line: &str, base: f64, words: &mut Vec<Word>) {
    let mut left = 0.0;
    for text in line.split(' ') {
        let right = (0..text.chars().count()).fold(left, |right, _| right + 1.0);
        if !text.is_empty() {
            let text = Rc::from(text);
            words.push(Word { text, left, right, base, size: 1.0, first: 1.0 });
        }
        left = right + 1.0;
    }
}

fn take(words: &[Word], bases: &[f64], found: &mut Found) {
    let (tables, _) = layout::tables(words, &[]);
    let line = |base: f64| bases.partition_point(|known| *known < base);
    for table in tables.into_iter().filter(|table| table.edges.len() > FEWEST) {
        let end = line(table.area.bottom) + 1;
        let mut rows = Vec::new();
        for cells in table.rows {
            let bases = cells.iter().flat_map(|cell| &cell.words).map(|word| word.base);
            let first = line(bases.fold(f64::INFINITY, f64::min));
            rows.push(cells.iter().map(|cell| laid(cell, first)).collect());
        }
        let start = line(table.area.top + 1.0);
        found.insert(start, Laid { end, rows, remark: None });
    }
}

fn laid(cell: &FoundCell, line: usize) -> LaidCell {
    let lines: Vec<Line> = lines_of(&cell.words);
    let words = layout::paragraphs(&lines, cell.right).join("\n");
    LaidCell { line, column: cell.column, columns: cell.columns, words }
}
