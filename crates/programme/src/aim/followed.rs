//! Whether an aim follows a gap or a level, and between whom the gap is.

use super::Target;
use super::core::Core;
use super::token::{Kind, Token};

const GAPS: [&str; 6] = ["gap", "variation", "disparit", "inequal", "inequit", "variance"];
const DIFFERENCES: [&str; 3] = ["difference", "differences", "differential"];
/// Words that speak of a value that is to be reached, and so of no gap from there on.
const LEVELS: [&str; 6] = ["increas", "rais", "reach", "achiev", "uptake", "coverage"];
/// Words that name nothing of which there could be a level.
const NAMELESS: [&str; 12] = [
    "reduce", "reducing", "reduced", "cut", "narrow", "close", "it", "this", "by", "to", "a",
    "down",
];
/// How far after "halve" or "20% reduction in" the gap may be named, in tokens.
const NEAR: usize = 6;

fn names_gap(token: &Token<'_>) -> bool {
    token.begins(&GAPS) || token.is_one_of(&DIFFERENCES)
}

/// Whether it is a gap that is to end there: zero; a gap named before, nearer than a level is; one
/// named just after; or a change of nothing that is named.
pub(super) fn is_gap(core: &Core, before: &[Token<'_>], after: &[Token<'_>]) -> bool {
    let named = before.iter().rev().find_map(|token| {
        let level = token.begins(&LEVELS);
        (level || names_gap(token)).then_some(!level)
    });
    let names_nothing = || {
        after.is_empty()
            && before.iter().all(|token| token.kind != Kind::Word || token.is_one_of(&NAMELESS))
    };
    match &core.target {
        Target::To { value, .. } => {
            value.is_zero() || named == Some(true) || after.first().is_some_and(names_gap)
        }
        Target::ByPercent(_) | Target::ByPoints(_) | Target::ByOneIn(_) => {
            named.unwrap_or_else(|| after.iter().take(NEAR).any(names_gap) || names_nothing())
        }
    }
}

/// How many tokens after the words of a change its gap is named, where it is: "halve the gap".
pub(super) fn reaches_gap(core: &Core, after: &[Token<'_>]) -> usize {
    match core.target {
        Target::To { .. } => 0,
        Target::ByPercent(_) | Target::ByPoints(_) | Target::ByOneIn(_) => {
            after.iter().take(NEAR).position(names_gap).map_or(0, |at| at + 1)
        }
    }
}

/// The groups that are named after "between", where two are.
pub(super) fn between(text: &str, tokens: &[Token<'_>]) -> Option<String> {
    let from = tokens.iter().rposition(|token| token.is_one_of(&["between"]))? + 1;
    let groups = tokens.get(from..)?;
    let is_figure = |pair: &[Token<'_>]| match pair {
        [from, number] => from.is_one_of(&["from"]) && number.kind == Kind::Number,
        _ => false,
    };
    let length = groups.windows(2).position(is_figure).unwrap_or(groups.len());
    let groups = groups.get(..length)?;
    groups.iter().any(|token| token.is_one_of(&["and", "or", "&"])).then_some(())?;
    let words = text.get(groups.first()?.start..groups.last()?.end())?;
    Some(words.trim_end_matches(|c: char| c == ',' || c.is_whitespace()).to_owned())
}
