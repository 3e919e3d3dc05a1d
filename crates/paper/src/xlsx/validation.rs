//! Lists that a workbook lets people choose from.

use super::sheet::Asked;
use crate::build::Sheet;
use crate::grid::Grid;
use crate::{Remark, reference};

/// The choices that are told of one list; a longer one is told by its beginning.
const MOST_TOLD: usize = 30;
/// The lists of one workbook that are told.
const MOST_LISTS: usize = 100;
/// The letters of where a list is used that are told.
const MOST_LETTERS: usize = 60;

/// Tells each list that cells are chosen from, with its choices if they are in the workbook.
pub(super) fn tell(lists: &[Asked], grids: &[Grid], read: &mut Sheet) {
    for Asked { sheet, cells, from } in lists.iter().take(MOST_LISTS) {
        let Some(grid) = grids.iter().find(|grid| grid.number() == *sheet) else { continue };
        let first = cells.split_whitespace().next().and_then(reference::range);
        let Some(first) = first else { continue };
        let choices = choices(from, grid, grids);
        if choices.is_empty() {
            continue;
        }
        let told: Vec<String> =
            choices.iter().take(MOST_TOLD).map(|choice| format!("“{choice}”")).collect();
        let more = if choices.len() > MOST_TOLD { ", and more" } else { "" };
        let cells: String = cells.chars().take(MOST_LETTERS).collect();
        let says = format!("Cells {cells} are chosen from {}{more}.", told.join(", "));
        read.remarks.push(Remark::note(grid.place((first.top, first.left)), says));
    }
}

/// The choices of a list: its own words, or those of the cells it points at.
fn choices(from: &str, own: &Grid, grids: &[Grid]) -> Vec<String> {
    let from = from.trim().trim_start_matches('=');
    if let Some(words) = from.strip_prefix('"').and_then(|words| words.strip_suffix('"')) {
        return words.split(',').map(|choice| choice.trim().to_owned()).collect();
    }
    let (sheet, cells) = match from.rsplit_once('!') {
        Some((sheet, cells)) => (Some(sheet.trim_matches('\'').replace("''", "'")), cells),
        None => (None, from),
    };
    let named = |name: String| grids.iter().find(|grid| grid.name() == name);
    let grid = sheet.map_or(Some(own), named);
    match (grid, reference::range(cells)) {
        (Some(grid), Some(range)) => grid.words_in(range, MOST_TOLD + 1),
        _ => Vec::new(),
    }
}
