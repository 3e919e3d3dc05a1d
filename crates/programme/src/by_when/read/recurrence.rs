//! "then 6 monthly", "every two weeks", "annually": what comes round again.

use std::ops::Range;

use super::token::Token;
use crate::by_when::{CalendarUnit, Recurrence};

const CADENCES: [(&str, u16, CalendarUnit); 9] = [
    ("daily", 1, CalendarUnit::Day),
    ("weekly", 1, CalendarUnit::Week),
    ("fortnightly", 2, CalendarUnit::Week),
    ("monthly", 1, CalendarUnit::Month),
    ("quarterly", 3, CalendarUnit::Month),
    ("yearly", 1, CalendarUnit::Year),
    ("annually", 1, CalendarUnit::Year),
    ("annual", 1, CalendarUnit::Year),
    ("biannually", 6, CalendarUnit::Month),
];

const UNITS: [(&str, u16, CalendarUnit); 5] = [
    ("day", 1, CalendarUnit::Day),
    ("week", 1, CalendarUnit::Week),
    ("month", 1, CalendarUnit::Month),
    ("quarter", 3, CalendarUnit::Month),
    ("year", 1, CalendarUnit::Year),
];

const NUMBERS: [(&str, u16); 6] =
    [("one", 1), ("two", 2), ("three", 3), ("four", 4), ("six", 6), ("twelve", 12)];

/// The first recurrence in the words, and the bytes it takes up.
pub(super) fn find(tokens: &[Token<'_>]) -> Option<(Recurrence, Range<usize>)> {
    tokens
        .iter()
        .enumerate()
        .find_map(|(at, token)| cadence(tokens, at, token).or_else(|| every(tokens, at, token)))
}

/// "monthly", "6 monthly", "six-monthly".
fn cadence(
    tokens: &[Token<'_>],
    at: usize,
    token: &Token<'_>,
) -> Option<(Recurrence, Range<usize>)> {
    let (_, each, unit) = CADENCES.iter().find(|(word, ..)| token.is(word))?;
    let before = tokens.get(..at)?.iter().rev().find(|token| token.text != "-");
    if before.is_some_and(|token| {
        ["bi", "semi", "tri", "twice", "times"].iter().any(|word| token.is(word))
    }) {
        return None;
    }
    if let Some(half) = before.filter(|before| before.is("half") && *each == 1) {
        let months = Recurrence { every: 6, unit: CalendarUnit::Month };
        return (*unit == CalendarUnit::Year).then_some((months, half.start..token.end));
    }
    let times = before.and_then(|token| number(*token));
    let start = if times.is_some() { before.map_or(token.start, |t| t.start) } else { token.start };
    let every = each.saturating_mul(times.unwrap_or(1));
    Some((Recurrence { every, unit: *unit }, start..token.end))
}

/// "every 6 months", "every quarter".
fn every(tokens: &[Token<'_>], at: usize, token: &Token<'_>) -> Option<(Recurrence, Range<usize>)> {
    if !token.is("every") {
        return None;
    }
    let next = tokens.get(at + 1)?;
    let (times, unit) = match number(*next) {
        Some(times) => (times, tokens.get(at + 2)?),
        None => (1, next),
    };
    let name = unit.text.trim_end_matches('s');
    let (_, each, kind) = UNITS.iter().find(|(word, ..)| name.eq_ignore_ascii_case(word))?;
    Some((Recurrence { every: each.saturating_mul(times), unit: *kind }, token.start..unit.end))
}

fn number(token: Token<'_>) -> Option<u16> {
    let written = NUMBERS.iter().find(|(word, _)| token.is(word)).map(|(_, number)| *number);
    written
        .or_else(|| token.number().and_then(|n| u16::try_from(n).ok()))
        .filter(|n| (1..=60).contains(n))
}
