//! The date by which an aim is to be met, among the words around it.

use super::token::{Kind, Token};
use crate::by_when::ByWhen;

/// A date among tokens.
#[derive(Clone, Debug)]
pub(super) struct Dated {
    /// The token it begins with: "by".
    pub(super) first: usize,
    /// Its last token.
    pub(super) last: usize,
    pub(super) by_when: ByWhen,
}

/// How many tokens a date may have: "the end of 31 / 3 / 2027".
const MOST: usize = 8;

/// The first date that "by" or a word like it begins; "in" does where nothing stands before it, since
/// further on it tells of something else.
pub(super) fn first_due(text: &str, tokens: &[Token<'_>]) -> Option<Dated> {
    let is_cue = |at: usize| {
        let cues: &[&str] =
            if at == 0 { &["by", "before", "until", "in"] } else { &["by", "before", "until"] };
        tokens.get(at).is_some_and(|token| token.is_one_of(cues))
    };
    (0..tokens.len()).filter(|&at| is_cue(at)).find_map(|at| due_at(text, tokens, at))
}

/// The last date that "by" begins, as in "By 2028, …".
pub(super) fn last_due(text: &str, tokens: &[Token<'_>]) -> Option<Dated> {
    (0..tokens.len())
        .rev()
        .filter(|&at| tokens.get(at).is_some_and(|token| token.is_one_of(&["by"])))
        .find_map(|at| due_at(text, tokens, at))
}

/// The date that begins after the token, in the most words that are nothing but a date.
fn due_at(text: &str, tokens: &[Token<'_>], at: usize) -> Option<Dated> {
    let start = tokens.get(at + 1)?.start;
    (at + 1..=at + MOST).rev().find_map(|last| {
        let end = tokens.get(last).filter(|token| token.kind != Kind::Mark)?.end();
        let by_when = ByWhen::read(text.get(start..end)?);
        let is_plain = by_when.due.is_some() && by_when.doubt.is_none();
        is_plain.then_some(Dated { first: at, last, by_when })
    })
}
