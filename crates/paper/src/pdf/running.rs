//! What stands at the head or the foot of every page, and is not part of what is read.

use std::collections::BTreeMap;

use crate::layout::Line;

/// How much of a page is its head, and how much its foot.
const MARGIN: f64 = 0.13;
/// How page numbers are written, with `#` for a number.
const NUMBERS: [&str; 9] =
    ["#", "page #", "page # of #", "# of #", "- # -", "– # –", "# / #", "#/#", "page #/#"];

/// A line outside tables, on its page.
pub(crate) struct Outside<'a> {
    pub(crate) page: usize,
    pub(crate) height: f64,
    pub(crate) line: &'a Line,
}

/// The lines that run: a head or foot that pages have in common, or a page's number.
pub(crate) fn running(lines: &[Outside<'_>], pages: usize) -> Vec<bool> {
    let mut seen: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for outside in lines.iter().filter(|outside| in_margin(outside)) {
        let pages = seen.entry(shape(&outside.line.text())).or_default();
        if pages.last() != Some(&outside.page) {
            pages.push(outside.page);
        }
    }
    let runs = |outside: &Outside<'_>| {
        let shape = shape(&outside.line.text());
        let on = seen.get(&shape).map_or(0, Vec::len);
        in_margin(outside) && (NUMBERS.contains(&shape.as_str()) || (on >= 2 && on * 2 >= pages))
    };
    lines.iter().map(runs).collect()
}

fn in_margin(outside: &Outside<'_>) -> bool {
    let base = outside.line.base();
    base <= outside.height * MARGIN || base >= outside.height * (1.0 - MARGIN)
}

/// The words with every number alike.
fn shape(words: &str) -> String {
    let mut shape = String::new();
    for letter in words.trim().to_lowercase().chars() {
        match letter {
            '0'..='9' if shape.ends_with('#') => {}
            '0'..='9' => shape.push('#'),
            other => shape.push(other),
        }
    }
    shape
}
