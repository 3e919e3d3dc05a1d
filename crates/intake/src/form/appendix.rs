//! The sub-categories that a form's appendix lists, number by number.

use programme::code::SubCategory;
use programme::framework::{Framework, Theme};

use crate::sheet::Piece;
use crate::words::share;

/// How alike a listed title and the framework's must be, in hundredths of their words.
const ALIKE: usize = 60;

/// How many lines a title may be broken over.
const LINES: usize = 4;

/// The sub-categories listed, theme by theme, each known by its number and its words.
pub(crate) fn sub_categories(
    pieces: &[Piece],
    framework: &Framework,
) -> Vec<(SubCategory, String)> {
    let lines: Vec<&str> =
        pieces.iter().flat_map(|piece| piece.text.lines()).map(str::trim).collect();
    let mut found: Vec<(SubCategory, String)> = Vec::new();
    let mut themes = framework.themes();
    let mut theme: Option<Theme<'_>> = None;
    for (at, line) in lines.iter().enumerate() {
        let Some((number, _)) = numbered(line) else { continue };
        if number == 1 {
            theme = themes.next();
        }
        let node =
            theme.and_then(|theme| theme.sub_categories().nth(usize::from(number).checked_sub(1)?));
        let Some(node) = node else { continue };
        let likeness = |length: usize| {
            let words = joined(&lines, at, length);
            share(&words, node.title()).min(share(node.title(), &words))
        };
        let best = (1..=LINES).rev().max_by_key(|length| likeness(*length)).unwrap_or(1);
        if likeness(best) >= ALIKE {
            let words = joined(&lines, at, best);
            found.push((node.code, words));
        }
    }
    found
}

/// The number and words of a line such as "2. Data analysis".
fn numbered(line: &str) -> Option<(u8, &str)> {
    let (number, words) = line.split_once('.')?;
    Some((number.trim().parse().ok()?, words.trim()))
}

/// The words of so many lines from `at`, without the number.
fn joined(lines: &[&str], at: usize, length: usize) -> String {
    let mut words = String::new();
    for (index, line) in lines.iter().enumerate().skip(at).take(length) {
        if index > at && numbered(line).is_some() {
            break;
        }
        let line = numbered(line).map_or(*line, |(_, words)| words);
        if !words.is_empty() && !words.ends_with('-') {
            words.push(' ');
        }
        words.push_str(line);
    }
    words
}
