//! Who is to act, and what nobody is sure to own, as rows.

use paper::write::Cell;
use programme::responsibility::Hint;
use programme::standing::Stands;

use super::lists::text;
use crate::owner::{OwnerLine, Unsure};

pub(super) fn owner_row(line: &OwnerLine) -> Vec<Cell> {
    let count = |stands| line.counts.get(&stands).copied().unwrap_or(0);
    let counts = Stands::ALL.map(|stands| text(&count(stands).to_string()));
    core::iter::once(text(&line.name)).chain(counts).collect()
}

pub(super) fn unsure_row(one: &Unsure) -> Vec<Cell> {
    let says = |hint: &Hint| match &hint.sentence {
        Some(sentence) => format!("{}: {sentence}", hint.owner),
        None => format!("{}: has {} others of its section", hint.owner, hint.beside),
    };
    let hints: Vec<String> = one.hints.iter().map(says).collect();
    vec![text(&one.what), text(&one.organisation), text(&one.written), text(&hints.join("\n"))]
}
