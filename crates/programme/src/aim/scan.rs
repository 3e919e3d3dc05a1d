//! Puts together what a text says of each aim: where it is to end, of what, between whom, by when.

use super::core::{Core, Standing, cores};
use super::due::{Dated, first_due, last_due};
use super::followed::{between, is_gap, reaches_gap};
use super::token::{Kind, Token, tokens};
use super::{ProposedAim, Reading};

pub(super) fn aims(text: &str) -> Vec<ProposedAim> {
    let tokens = tokens(text);
    let cores = cores(text, &tokens);
    let mut aims = Vec::new();
    // The first token that no earlier aim took.
    let mut free = 0;
    for (at, core) in cores.iter().enumerate() {
        let sentence = Sentence::around(&tokens, core.first);
        let next = cores.get(at + 1).map_or(tokens.len(), |next| next.first);
        let (start, end) = (sentence.start.max(free), sentence.end.min(next));
        let before = tokens.get(start..core.first).unwrap_or_default();
        let after = tokens.get(core.last + 1..end).unwrap_or_default();
        let due_after = first_due(text, after);
        let due = due_after.clone().or_else(|| last_due(text, before));
        let is_set = match core.standing {
            Standing::Said => true,
            Standing::IfDated => due.is_some() || core.first == sentence.start,
        };
        if !is_set {
            continue;
        }
        let whose = undated(after, due_after.as_ref());
        let last_core = core.last + reaches_gap(core, whose);
        let last = due_after.map_or(last_core, |due| core.last + 1 + due.last).max(last_core);
        free = last + 1;
        aims.extend(put_together(text, &tokens, core, last, (before, whose), due));
    }
    aims
}

fn put_together(
    text: &str,
    tokens: &[Token<'_>],
    core: &Core,
    last: usize,
    (before, after): (&[Token<'_>], &[Token<'_>]),
    due: Option<Dated>,
) -> Option<ProposedAim> {
    let (start, end) = (tokens.get(core.first)?.start, tokens.get(last)?.end());
    let (target, by_when) = (core.target.clone(), due.map(|due| due.by_when));
    let reading = if is_gap(core, before, after) {
        let between = between(text, before).or_else(|| between(text, after));
        Reading::Gap { target, between, by_when }
    } else {
        Reading::Level { target, by_when }
    };
    Some(ProposedAim { words: text.get(start..end)?.to_owned(), start, end, reading })
}

/// What stands after an aim and before its date.
fn undated<'a>(after: &'a [Token<'a>], due: Option<&Dated>) -> &'a [Token<'a>] {
    due.and_then(|due| after.get(..due.first)).unwrap_or(after)
}

/// How many tokens to either side an aim's words may stand: so that a text without full stops is
/// read in the time it weighs.
pub(super) const REACH: usize = 80;

/// The tokens of one sentence, without what ends it, as far as they may belong to an aim.
struct Sentence {
    start: usize,
    end: usize,
}

impl Sentence {
    fn around(tokens: &[Token<'_>], at: usize) -> Self {
        let is_end = |token: &Token<'_>| token.kind == Kind::End;
        let (first, last) = (at.saturating_sub(REACH), tokens.len().min(at + REACH));
        let before = tokens.get(first..at).unwrap_or_default();
        let after = tokens.get(at..last).unwrap_or_default();
        Self {
            start: before.iter().rposition(is_end).map_or(first, |end| first + end + 1),
            end: after.iter().position(is_end).map_or(last, |end| at + end),
        }
    }
}
