//! Words made of letters, and lines made of words.

use std::rc::Rc;

use super::geometry::Point;

/// How far letters of one word may stand apart or overlap, in sizes of the font.
const WIDEST_INSIDE: f64 = 0.17;
const MOST_OVERLAP: f64 = 0.6;
/// How far letters of one line may stand above or below it, in sizes.
const OFF_THE_LINE: f64 = 0.4;

/// A word, or a piece of one, and where it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Word {
    /// Shared, since a word is put into lines, pieces and cells on its way.
    pub(crate) text: Rc<str>,
    pub(crate) left: f64,
    pub(crate) right: f64,
    /// Where the letters stand.
    pub(crate) base: f64,
    pub(crate) size: f64,
    /// The width of its first letter.
    pub(crate) first: f64,
}

impl Word {
    /// The middle of the word, from the left.
    pub(crate) fn middle(&self) -> f64 {
        f64::midpoint(self.left, self.right)
    }

    /// The middle of the word, from the top.
    pub(crate) fn height(&self) -> f64 {
        self.base - self.size * 0.3
    }
}

/// Letters as they come, until they are words.
#[derive(Debug, Default)]
pub(crate) struct Spelling {
    words: Vec<Word>,
    /// The letters of the last word, which may not have ended.
    open: String,
    /// Whether the next letter begins a word whatever stands before it.
    parted: bool,
}

impl Spelling {
    /// Takes in a letter that is drawn from one point to another.
    pub(crate) fn letter(&mut self, letter: &str, from: Point, to: Point, size: f64) {
        let finite = [from.x, from.y, to.x, to.y, size].iter().all(|number| number.is_finite());
        if !finite || size <= 0.0 {
            return;
        }
        if letter.chars().all(|c| c.is_whitespace() || c.is_control()) {
            self.parted = true;
            return;
        }
        let (left, right) = (from.x.min(to.x), from.x.max(to.x));
        let parted = std::mem::take(&mut self.parted);
        if let Some(word) = self.words.last_mut()
            && !parted
            && (word.base - from.y).abs() <= size.min(word.size) * 0.1
            && left - word.right <= size * WIDEST_INSIDE
            && left - word.right >= -size * MOST_OVERLAP
            && left > word.left
        {
            self.open.push_str(letter);
            word.right = word.right.max(right);
            word.size = word.size.max(size);
        } else {
            self.end_word();
            self.open.push_str(letter);
            let (text, first) = (Rc::from(""), right - left);
            self.words.push(Word { text, left, right, base: from.y, size, first });
        }
    }

    fn end_word(&mut self) {
        if let Some(word) = self.words.last_mut() {
            word.text = Rc::from(self.open.as_str());
        }
        self.open.clear();
    }

    /// The words, each once where a printer drew it twice for weight.
    pub(crate) fn finish(mut self) -> Vec<Word> {
        self.end_word();
        let mut words: Vec<Word> = Vec::new();
        for word in self.words {
            let again = words.iter().rev().take(40).any(|held| {
                held.text == word.text
                    && (held.left - word.left).abs() < word.size * 0.2
                    && (held.base - word.base).abs() < word.size * 0.2
            });
            if !again {
                words.push(word);
            }
        }
        words
    }
}

/// Words that stand on one line, from left to right.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Line {
    pub(crate) words: Vec<Word>,
}

impl Line {
    pub(crate) fn left(&self) -> f64 {
        self.words.first().map_or(0.0, |word| word.left)
    }

    pub(crate) fn right(&self) -> f64 {
        self.words.iter().map(|word| word.right).fold(0.0, f64::max)
    }

    pub(crate) fn base(&self) -> f64 {
        self.words.first().map_or(0.0, |word| word.base)
    }

    pub(crate) fn size(&self) -> f64 {
        self.words.iter().map(|word| word.size).fold(0.0, f64::max)
    }

    /// The words with a space between, but where they touch.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        let mut end: Option<&Word> = None;
        for word in &self.words {
            let touches = end.is_some_and(|end| {
                word.left - end.right < word.size * 0.04 && word.left > end.left
            });
            if end.is_some() && !touches {
                text.push(' ');
            }
            text.push_str(&word.text);
            end = Some(word);
        }
        text
    }
}

/// The lines that words stand on, from top to bottom.
pub(crate) fn lines(words: &[Word]) -> Vec<Line> {
    let mut sorted: Vec<&Word> = words.iter().collect();
    sorted.sort_by(|a, b| a.base.total_cmp(&b.base).then(a.left.total_cmp(&b.left)));
    let mut lines: Vec<Line> = Vec::new();
    // The size of the last line, kept so that a line of very many words is not gone over for each.
    let mut size = 0.0_f64;
    for word in sorted {
        match lines.last_mut() {
            Some(line) if word.base - line.base() <= word.size.min(size) * OFF_THE_LINE => {
                size = size.max(word.size);
                line.words.push(word.clone());
            }
            _ => {
                size = word.size.max(0.0);
                lines.push(Line { words: vec![word.clone()] });
            }
        }
    }
    for line in &mut lines {
        line.words.sort_by(|a, b| a.left.total_cmp(&b.left));
    }
    lines
}
