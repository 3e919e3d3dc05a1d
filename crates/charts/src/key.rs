//! The key under a picture: a mark and its words on each line, words that are too long on more.

use crate::legend::{Drawing, LINE};
use crate::svg::{Element, text};

/// How many letters fit beside a mark at the width of a chart.
const BESIDE: usize = 40;

/// How many fit where there is no mark.
const ALONE: usize = 44;

/// A key that is being written, line by line.
pub(crate) struct Key {
    y: f64,
    parts: Vec<Element>,
}

impl Key {
    /// A key whose first line is at this height.
    pub(crate) fn from(y: f64) -> Self {
        Self { y, parts: Vec::new() }
    }

    /// Adds a mark, drawn around x 17 at the height it is given, and what it means.
    pub(crate) fn mark(&mut self, drawn: impl FnOnce(f64) -> Element, says: &str) {
        self.parts.push(drawn(self.y));
        self.lines(34.0, says, BESIDE);
    }

    /// Adds words without a mark.
    pub(crate) fn says(&mut self, says: &str) {
        self.lines(4.0, says, ALONE);
    }

    fn lines(&mut self, x: f64, says: &str, letters: usize) {
        for line in wrapped(says, letters) {
            self.parts.push(text(x, self.y + 4.0, "start", &line));
            self.y += LINE + 1.0;
        }
    }

    /// The key as it is drawn.
    pub(crate) fn done(self) -> Drawing {
        Drawing { height: self.y, parts: self.parts }
    }
}

/// A text on as many lines as it needs, broken between words, and inside one only if it must be.
pub(crate) fn wrapped(says: &str, letters: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut room = letters;
    for word in says.split_whitespace() {
        let long = word.chars().count();
        if long > room && room < letters {
            lines.push(String::new());
            room = letters;
        }
        for each in word.chars() {
            if room == 0 {
                lines.push(String::new());
                room = letters;
            }
            if let Some(line) = lines.last_mut() {
                line.push(each);
            }
            room -= 1;
        }
        if room > 0 {
            if let Some(line) = lines.last_mut() {
                line.push(' ');
            }
            room -= 1;
        }
    }
    lines
}
