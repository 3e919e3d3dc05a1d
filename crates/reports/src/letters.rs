//! Which letters can be set, and what becomes of those that cannot.

use std::cell::Cell;

use typst::text::FontBook;

/// What stands for a letter that no typeface has.
const MISSING: char = '\u{fffd}';

/// A word longer than this may be broken anywhere, or it would leave the page.
const LONG: usize = 28;

/// How many letters of a long word stay together.
const TOGETHER: usize = 8;

/// More faces than any book of ours holds.
const MOST_FACES: usize = 1_000;

/// How much is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// All that any of the typefaces has.
    All,
    /// What the main typeface has: for when a rarer script cannot be written accessibly.
    Main,
}

/// Lets text through to the page, and counts what it had to replace.
pub(crate) struct Letters<'a> {
    book: &'a FontBook,
    reach: Reach,
    replaced: Cell<u64>,
}

impl<'a> Letters<'a> {
    pub(crate) fn new(book: &'a FontBook, reach: Reach) -> Self {
        Self { book, reach, replaced: Cell::new(0) }
    }

    /// How many letters were replaced so far.
    pub(crate) fn replaced(&self) -> u64 {
        self.replaced.get()
    }

    /// The text as it can be set: the same words, with no letter that would spoil the document.
    pub(crate) fn text(&self, words: &str) -> String {
        let lines: Vec<String> = words.lines().map(|line| self.line(line)).collect();
        lines.join("\n").trim().to_owned()
    }

    fn line(&self, line: &str) -> String {
        let line: String = line.chars().filter_map(|each| self.letter(each)).collect();
        let words: Vec<String> = line.split_whitespace().map(breakable).collect();
        words.join(" ")
    }

    fn letter(&self, each: char) -> Option<char> {
        match each {
            // The bullet of a word processor's symbol typeface.
            '\u{f0b7}' => Some('•'),
            _ if is_unseen(each) => None,
            _ if each.is_control() => Some(' '),
            _ if each.is_whitespace() || (!is_private(each) && self.has(each)) => Some(each),
            _ => {
                self.replaced.set(self.replaced.get() + 1);
                Some(MISSING)
            }
        }
    }

    fn has(&self, each: char) -> bool {
        let code = u32::from(each);
        let mut faces = (0..MOST_FACES).map_while(|index| self.book.info(index));
        // The main typeface comes first in the book, in both its weights.
        match self.reach {
            Reach::All => faces.any(|face| face.coverage.contains(code)),
            Reach::Main => faces.take(2).all(|face| face.coverage.contains(code)),
        }
    }
}

/// Marks that order or join other letters and have no shape of their own.
fn is_unseen(each: char) -> bool {
    matches!(each,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Codes to which nobody but their maker gives a meaning; an archive may not hold them.
fn is_private(each: char) -> bool {
    matches!(each, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..)
}

/// A word with places to break it, if it is too long for a line.
fn breakable(word: &str) -> String {
    if word.chars().count() <= LONG {
        return word.to_owned();
    }
    let mut broken = String::new();
    for (at, each) in word.chars().enumerate() {
        if at > 0 && at.is_multiple_of(TOGETHER) {
            broken.push('\u{200b}');
        }
        broken.push(each);
    }
    broken
}
