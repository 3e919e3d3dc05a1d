//! The same plan in a newer document: which of its actions or recommendations are new, changed,
//! slipped or as they were, and which the newer one does not name.
//!
//! Nothing is removed by a comparison. What the newer document has no column for stays as it was
//! kept, and what it does not name stays until a person says otherwise.

mod pairs;
mod promise;

use serde::{Deserialize, Serialize};

use crate::by_when::{ByWhen, Due};
use crate::field::Field;
use crate::wording::alike;

pub use pairs::How;
pub use promise::Promise;

/// One line of a comparison: an action or recommendation as it is kept, as the newer document
/// says it, or both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<T> {
    /// Which of those kept: 0 for the first; none for a new one.
    pub kept: Option<usize>,
    /// Which of those proposed: 0 for the first; none for one that is missing.
    pub proposed: Option<usize>,
    /// How the two were known to be one, when there are two.
    pub how: Option<How>,
    /// What the newer document means for it.
    pub verdict: Verdict,
    /// What differs, part by part.
    pub differences: Vec<Difference>,
    /// What it says once the newer document is confirmed.
    pub said: T,
}

/// What a newer document means for an action or recommendation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Only the newer document names it.
    New,
    /// Its date is later than it was, or is gone.
    Slipped,
    /// Something else of it differs.
    Changed,
    /// It says what it said.
    Unchanged,
    /// The newer document does not name it.
    Missing,
}

impl Verdict {
    /// Every verdict, in the order a page shows them.
    pub const ALL: [Self; 5] =
        [Self::New, Self::Slipped, Self::Changed, Self::Missing, Self::Unchanged];

    /// The key as data.
    pub fn key(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Slipped => "slipped",
            Self::Changed => "changed",
            Self::Unchanged => "unchanged",
            Self::Missing => "missing",
        }
    }

    /// The words a page shows.
    pub fn label(self) -> &'static str {
        match self {
            Self::New => "New",
            Self::Slipped => "Slipped",
            Self::Changed => "Changed",
            Self::Unchanged => "Unchanged",
            Self::Missing => "Missing from this version",
        }
    }
}

/// A part that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The part, as a page calls it: "By when", or the heading of a column.
    pub part: String,
    /// What was kept.
    pub before: String,
    /// What the newer document says.
    pub after: String,
}

/// What a person decided of one line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// The item of that number in the newer document, 1 for the first, is another one than the
    /// kept one it is like.
    Apart(usize),
    /// The kept item of that identity, which the newer document does not name, is closed.
    Close(String),
}

/// Compares what is kept of a plan with what a newer document proposes. `asked` are the fields
/// the newer document has columns for; `apart` the proposed items, 0 for the first, that a
/// person said are none of those kept.
///
/// Lines come in the order of the newer document, and then those it does not name.
pub fn compare<T: Promise>(
    kept: &[T],
    proposed: &[T],
    asked: &[Field],
    apart: &[usize],
) -> Vec<Line<T>> {
    let pairs = pairs::pairs(kept, proposed, apart);
    let mut lines = Vec::new();
    for (at, (newer, pair)) in proposed.iter().zip(&pairs).enumerate() {
        let before = pair.and_then(|(before, how)| Some((before, how, kept.get(before)?)));
        lines.push(match before {
            None => Line {
                kept: None,
                proposed: Some(at),
                how: None,
                verdict: Verdict::New,
                differences: Vec::new(),
                said: newer.clone(),
            },
            Some((index, how, before)) => {
                let said = newer.clone().keeping(before, asked);
                let differences = differences(before, &said);
                let verdict = match () {
                    () if differences.is_empty() => Verdict::Unchanged,
                    () if slipped(before.by_when(), said.by_when()) => Verdict::Slipped,
                    () => Verdict::Changed,
                };
                let (kept, proposed) = (Some(index), Some(at));
                Line { kept, proposed, how: Some(how), verdict, differences, said }
            }
        });
    }
    let named = |index: &usize| pairs.iter().flatten().any(|(before, _)| before == index);
    let missing = kept.iter().enumerate().filter(|(index, _)| !named(index));
    lines.extend(missing.map(|(index, before)| Line {
        kept: Some(index),
        proposed: None,
        how: None,
        verdict: Verdict::Missing,
        differences: Vec::new(),
        said: before.clone(),
    }));
    lines
}

/// Whether a date was put off: it is later than it was, or there was one and is none.
fn slipped(before: &ByWhen, after: &ByWhen) -> bool {
    match (before.due.map(Due::due_by), after.due.map(Due::due_by)) {
        (Some(before), Some(after)) => after > before,
        (Some(_), None) => true,
        (None, _) => false,
    }
}

fn differences<T: Promise>(before: &T, after: &T) -> Vec<Difference> {
    let mut differences = Vec::new();
    let mut note = |part: &str, before: &str, after: &str| {
        if !alike(before, after) {
            let (before, after) = (before.to_owned(), after.to_owned());
            differences.push(Difference { part: part.to_owned(), before, after });
        }
    };
    for ((field, before), (_, after)) in before.parts().into_iter().zip(after.parts()) {
        note(field.label(), before, after);
    }
    let (was, is) = (before.by_when(), after.by_when());
    if was.due.is_none() || was.due != is.due || was.recurrence != is.recurrence {
        note(Field::ByWhen.label(), &was.words, &is.words);
    }
    for (heading, words) in after.extra() {
        let was = before.extra().iter().find(|(held, _)| held == heading);
        note(heading, was.map_or("", |(_, words)| words), words);
    }
    differences
}
