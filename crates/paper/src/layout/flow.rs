//! Lines made into paragraphs again: where a line ended because it was full, it goes on.

use super::word::{Line, Word};

/// The narrowest space that a printer draws, in sizes of the font.
const SPACE: f64 = 0.25;
/// Lines further apart than this, in sizes, are two paragraphs.
const WIDEST_LEADING: f64 = 1.9;
/// The marks that begin an item of a list.
pub(crate) const BULLETS: [char; 7] = ['•', '▪', '●', '◦', '‣', '\u{f0b7}', '➢'];

/// Some lines as paragraphs, within a space that ends at `right`.
pub(crate) fn paragraphs(lines: &[Line], right: f64) -> Vec<String> {
    let mut made: Vec<String> = Vec::new();
    let mut before: Option<&Line> = None;
    for line in lines {
        let text = line.text();
        match (before, made.last_mut()) {
            (Some(before), Some(open)) if goes_on(before, line, right) => {
                if !touches(before, line) {
                    open.push(' ');
                }
                open.push_str(&text);
            }
            _ => made.push(text),
        }
        before = Some(line);
    }
    made
}

/// Whether a line goes on with the one before: the first word of it had no room there, or it
/// is plainly the middle of a sentence.
pub(crate) fn goes_on(before: &Line, line: &Line, right: f64) -> bool {
    let Some(first) = line.words.first() else { return false };
    let leading = line.base() - before.base();
    let size = before.size().max(line.size());
    let alike = (before.size() - line.size()).abs() <= size * 0.12;
    let is_item = first.text.starts_with(BULLETS);
    let room = right - before.right() - size * SPACE;
    let is_full = room < first.right - first.left;
    // A sentence that someone broke by hand goes on small, after a line of some length.
    let is_long = (before.right() - before.left()) * 2.0 > right - before.left();
    let goes_on_small = first.text.starts_with(char::is_lowercase) && is_long;
    let near = leading > 0.0 && leading <= size * WIDEST_LEADING;
    alike && !is_item && near && (is_full || goes_on_small)
}

/// Whether the line was cut inside a word: after a hyphen or a slash, or because the word
/// alone was wider than its cell and left a letter over.
fn touches(before: &Line, line: &Line) -> bool {
    let Some(last) = before.words.last() else { return false };
    let mut letters = last.text.chars().rev();
    let (end, inner) = (letters.next(), letters.next());
    let hyphen = matches!(end, Some('-' | '/')) && inner.is_some_and(char::is_alphanumeric);
    hyphen || (before.words.len() == 1 && left_over(line.words.first()))
}

/// Whether a word is a letter that is no word by itself.
fn left_over(word: Option<&Word>) -> bool {
    let mut letters = word.map(|word| word.text.chars()).into_iter().flatten();
    let first = letters.next();
    let next = letters.next().filter(|next| next.is_alphanumeric());
    first.is_some_and(|first| first.is_lowercase() && !matches!(first, 'a' | 'i' | 'o'))
        && next.is_none()
}
