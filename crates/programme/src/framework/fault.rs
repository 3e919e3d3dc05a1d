//! What is wrong with a framework file, and on which line.

use std::fmt;
use std::ops::Range;

/// How many letters of the text a fault repeats.
const LONGEST: usize = 60;

/// One thing that is wrong with a framework file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The line, counted from 1; always one that the text has.
    pub line: usize,
    /// What is wrong there, naming the word.
    pub says: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "line {}: {}", self.line, self.says)
    }
}

/// A text that is not a framework file, or does not hold together.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct NotAFramework {
    first: Fault,
    rest: Vec<Fault>,
}

impl fmt::Display for NotAFramework {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.first.fmt(formatter)
    }
}

impl NotAFramework {
    /// Everything that is wrong, line by line.
    pub fn faults(&self) -> impl Iterator<Item = &Fault> {
        std::iter::once(&self.first).chain(&self.rest)
    }

    /// Nothing, if there are no faults.
    pub(super) fn of(mut faults: Vec<Fault>) -> Option<Self> {
        faults.sort();
        let mut faults = faults.into_iter();
        faults.next().map(|first| Self { first, rest: faults.collect() })
    }

    /// What the reader of the format itself stumbled over.
    pub(super) fn unreadable(text: &str, error: &toml::de::Error) -> Self {
        let span = error.span().unwrap_or_default();
        Self { first: Fault { line: line(text, &span), says: says(text, error) }, rest: Vec::new() }
    }
}

/// The line on which a part of the text begins.
pub(super) fn line(text: &str, span: &Range<usize>) -> usize {
    let before = text.get(..span.start).unwrap_or(text);
    let last = text.lines().count().max(1);
    (before.matches('\n').count() + 1).min(last)
}

/// What the format's own reader says, as people write, with the word it is about.
fn says(text: &str, error: &toml::de::Error) -> String {
    let lines: Vec<&str> = error.message().lines().map(str::trim).collect();
    let mut open = true;
    let message: String = lines
        .join(", ")
        .chars()
        .map(|letter| match letter {
            '`' if std::mem::replace(&mut open, false) => '“',
            '`' => {
                open = true;
                '”'
            }
            other => other,
        })
        .collect();
    let message = message
        .replace("unknown field", "unknown word")
        .replace("unknown variant", "unknown word")
        .replace("missing field", "missing word");
    let span = error.span().unwrap_or_default();
    let at = text.lines().nth(line(text, &span) - 1).unwrap_or_default();
    let word = text.get(span).and_then(|word| word.lines().next());
    let word = word.map(|word| word.trim().trim_matches('"')).filter(|word| !word.is_empty());
    let word: String = word.unwrap_or_else(|| at.trim()).chars().take(LONGEST).collect();
    if word.is_empty() || message.contains(&word) {
        message
    } else {
        format!("at “{word}”: {message}")
    }
}
