//! The dates in a run of tokens, from left to right.

use jiff::civil::Date;

use super::token::Token;
use crate::by_when::Due;

/// A date that was found, where, and how sure we are.
#[derive(Clone, Debug)]
pub(super) struct Scanned {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) due: Due,
    /// The year was not written.
    pub(super) inferred: bool,
    pub(super) doubt: Option<String>,
}

/// A date, how many tokens it takes, and what is doubtful about it.
struct Hit {
    due: Due,
    used: usize,
    inferred: bool,
    doubt: Option<String>,
}

impl Hit {
    fn sure(due: Due, used: usize) -> Self {
        Self { due, used, inferred: false, doubt: None }
    }

    fn doubted(due: Due, used: usize, doubt: impl Into<String>) -> Self {
        Self { due, used, inferred: false, doubt: Some(doubt.into()) }
    }
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// All dates in `tokens`; a year that is not written is inferred only beside a `document` date.
pub(super) fn scan(tokens: &[Token<'_>], document: Option<Date>) -> Vec<Scanned> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = tokens.get(at..).filter(|rest| !rest.is_empty()) {
        let glued = at > 0 && tokens.get(at - 1).is_some_and(|before| is_glue(tokens, at, *before));
        // A number after the mark of a currency is money.
        let before = at.checked_sub(1).and_then(|before| tokens.get(before));
        let is_amount = before.is_some_and(|token| ["£", "€", "$", "#"].contains(&token.text));
        let hit = if glued { None } else { hit(rest, document, tokens.len(), is_amount) };
        if let (Some(hit), Some(first)) = (&hit, rest.first())
            && let Some(last) = rest.get(hit.used.saturating_sub(1))
        {
            let (due, inferred, doubt) = (hit.due, hit.inferred, hit.doubt.clone());
            found.push(Scanned { start: first.start, end: last.end, due, inferred, doubt });
        }
        at += hit.map_or(1, |hit| hit.used.max(1));
    }
    found
}

/// Whether the number at `at` is the tail of something like "1.2" or "60/17".
fn is_glue(tokens: &[Token<'_>], at: usize, before: Token<'_>) -> bool {
    let touches =
        tokens.get(at).is_some_and(|token| token.start == before.end && token.number().is_some());
    touches && (before.text == "." || before.text == "/") && at >= 2
}

fn hit(rest: &[Token<'_>], document: Option<Date>, all: usize, is_amount: bool) -> Option<Hit> {
    numeric(rest)
        .or_else(|| quarter(rest))
        .or_else(|| financial_year(rest))
        .or_else(|| month_in_figures(rest, all))
        .or_else(|| day_and_month(rest, document))
        .or_else(|| month_and_year(rest, all, document))
        .or_else(|| month_alone(rest, document))
        .or_else(|| bare_number(rest, all, is_amount))
}

/// "15/4/20", "17.7.12", "2020-09-30", and "4/15/20" with a doubt.
fn numeric(rest: &[Token<'_>]) -> Option<Hit> {
    let [first, mark, second, again, third, ..] = rest else { return None };
    if mark.text != again.text || !["/", ".", "-"].contains(&mark.text) {
        return None;
    }
    let (a, b, c) = (first.number()?, second.number()?, third.number()?);
    if first.text.len() == 4 {
        return Some(Hit::sure(Due::Day(day(a, b, c)?), 5));
    }
    let year = year(*third)?;
    match day(year, b, a) {
        Some(date) => Some(Hit::sure(Due::Day(date), 5)),
        None => Some(Hit::doubted(
            Due::Day(day(year, a, b)?),
            5,
            "the month seems to stand before the day",
        )),
    }
}

/// "Q3 2024/25", "first quarter of fiscal year 2012-13", and "Q3 2024" with a doubt.
fn quarter(rest: &[Token<'_>]) -> Option<Hit> {
    const ORDINALS: [&str; 4] = ["first", "second", "third", "fourth"];
    let [first, second, after @ ..] = rest else { return None };
    let number = if first.is("q") || first.is("quarter") {
        second.number().filter(|n| (1..=4).contains(n))?
    } else if second.is("quarter") {
        let position = ORDINALS.iter().position(|word| first.is(word))?;
        i16::try_from(position).ok()? + 1
    } else {
        return None;
    };
    let is_between =
        |t: &&Token<'_>| ["of", "fiscal", "financial", "year", "fy"].iter().any(|w| t.is(w));
    let between = after.iter().take_while(is_between).count();
    let after = after.get(between..)?;
    if let Some(Hit { due: Due::Year(april), used, .. }) = financial_year(after) {
        let month = (april.month() - 1 + i8::try_from((number - 1) * 3).ok()?) % 12 + 1;
        let year = if month < 4 { april.year() + 1 } else { april.year() };
        return Some(Hit::sure(Due::Quarter(Date::new(year, month, 1).ok()?), 2 + between + used));
    }
    let year = after.first().filter(|token| token.text.len() == 4)?.number()?;
    let first = Date::new(year, i8::try_from(number * 3 - 2).ok()?, 1).ok()?;
    let doubt = "it could be a quarter of the calendar year or of the financial year";
    Some(Hit::doubted(Due::Quarter(first), 3 + between, doubt))
}

/// "2024/25", "2012-13", and "2008-09" with a doubt.
fn financial_year(rest: &[Token<'_>]) -> Option<Hit> {
    let [first, mark, second, ..] = rest else { return None };
    let (year, next) = (plausible_year(*first)?, second.number()?);
    let follows = (year + 1) % 100 == next && second.text.len() == 2 || year + 1 == next;
    match mark.text {
        "/" | "-" | "–" if follows => {
            let due = Due::Year(Date::new(year, 4, 1).ok()?);
            let could_be_month =
                mark.text == "-" && second.text.len() == 2 && (1..=12).contains(&next);
            let doubt =
                could_be_month.then(|| "it could be a month or a financial year".to_owned());
            Some(Hit { due, used: 3, inferred: false, doubt })
        }
        "-" if second.text.len() == 2 => Some(Hit::sure(Due::Month(day(year, next, 1)?), 3)),
        _ => None,
    }
}

/// "31 Dec 2021", "29thJuly/08", "March 31, 2017", and "30 Sept" beside a document's date.
fn day_and_month(rest: &[Token<'_>], document: Option<Date>) -> Option<Hit> {
    let (first, after) = rest.split_first()?;
    if let Some(month) = month(*first) {
        let [day_token, comma, year_token, ..] = after else { return None };
        let full = comma.text == "," && year_token.text.len() == 4;
        let date = day(year_token.number().filter(|_| full)?, month, day_token.number()?)?;
        return Some(Hit::sure(Due::Day(date), 4));
    }
    let number = first.number().filter(|_| first.text.len() <= 2)?;
    let skipped = skip(after, &["of", "/", "-", "."]);
    let (named, after) = after.get(skipped..)?.split_first()?;
    let month = month(*named)?;
    let gap = skip(after, &[",", "/", "-", ".", "'", "’"]);
    if let Some(year) = after.get(gap).and_then(|token| year(*token)) {
        return Some(Hit::sure(Due::Day(day(year, month, number)?), 3 + skipped + gap));
    }
    let document = document?;
    let this_year = day(document.year(), month, number)?;
    let next_year = day(document.year() + 1, month, number)?;
    let date = if this_year < document { next_year } else { this_year };
    Some(Hit { due: Due::Day(date), used: 2 + skipped, inferred: true, doubt: None })
}

/// "Sept 08", "May-12", "March 2012", and "Set 08" with a doubt where it is the first word.
fn month_and_year(rest: &[Token<'_>], all: usize, document: Option<Date>) -> Option<Hit> {
    let (first, after) = rest.split_first()?;
    let gap = skip(after, &[",", "/", "-", ".", "'", "’"]);
    let year = after.get(gap).and_then(|token| year(*token))?;
    if let Some(month) = month(*first) {
        let due = Due::Month(day(year, month, 1)?);
        if after.get(gap).is_some_and(|token| may_be_day(*token, year, document)) {
            return Some(Hit::doubted(due, 2 + gap, "the number could be a day of the month"));
        }
        return Some(Hit::sure(due, 2 + gap));
    }
    let month = misspelt(*first).filter(|_| rest.len() == all)?;
    let name = MONTHS.get(usize::try_from(month - 1).ok()?)?;
    let mut letters = name.chars();
    let name: String =
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    let doubt = format!("“{}” was read as {name}", first.text);
    Some(Hit::doubted(Due::Month(day(year, month, 1)?), 2 + gap, doubt))
}

/// Whether the number after a month is as well a day as a year: as a year it would be far from
/// the document's own, or, where that bears none, far ahead of any.
fn may_be_day(token: Token<'_>, year: i16, document: Option<Date>) -> bool {
    let is_day = token.text.len() == 2 && token.number().is_some_and(|day| (1..=31).contains(&day));
    let is_far = match document {
        Some(document) => (i32::from(year) - i32::from(document.year())).abs() > 8,
        None => token.number().is_some_and(|day| day >= 28),
    };
    is_day && is_far
}

/// "09/2020", where nothing else is written.
fn month_in_figures(rest: &[Token<'_>], all: usize) -> Option<Hit> {
    let [first, mark, second] = rest else { return None };
    let whole = all == 3 && ["/", "-"].contains(&mark.text) && first.text.len() <= 2;
    let year = plausible_year(*second).filter(|_| whole)?;
    Some(Hit::sure(Due::Month(day(year, first.number()?, 1)?), 3))
}

/// "June", beside a document's date: the first June that is not over on it.
fn month_alone(rest: &[Token<'_>], document: Option<Date>) -> Option<Hit> {
    let document = document?;
    let month = month(*rest.first()?)?;
    let this_year = Due::Month(day(document.year(), month, 1)?);
    let next_year = Due::Month(day(document.year() + 1, month, 1)?);
    let due = if this_year.due_by() < document { next_year } else { this_year };
    Some(Hit { due, used: 1, inferred: true, doubt: None })
}

/// "2026" or a spreadsheet's count of days, where nothing else is written.
fn bare_number(rest: &[Token<'_>], all: usize, is_amount: bool) -> Option<Hit> {
    let [only] = rest else { return None };
    if let Some(year) = plausible_year(*only).filter(|_| !is_amount) {
        return Some(Hit::sure(Due::Year(Date::new(year, 1, 1).ok()?), 1));
    }
    let days: i64 =
        only.text.parse().ok().filter(|days| all == 1 && (36_526..=58_000).contains(days))?;
    let date = Date::new(1899, 12, 30).ok()?.checked_add(jiff::Span::new().days(days)).ok()?;
    Some(Hit::doubted(Due::Day(date), 1, "a bare number was read as a spreadsheet's day"))
}

fn skip(tokens: &[Token<'_>], words: &[&str]) -> usize {
    usize::from(tokens.first().is_some_and(|token| words.iter().any(|word| token.is(word))))
}

fn day(year: i16, month: i16, day: i16) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// A year of two or four digits; 00 to 69 are of this century.
fn year(token: Token<'_>) -> Option<i16> {
    let number = token.number()?;
    match token.text.len() {
        2 if number < 70 => Some(2000 + number),
        2 => Some(1900 + number),
        4 => plausible_year(token),
        _ => None,
    }
}

fn plausible_year(token: Token<'_>) -> Option<i16> {
    token.number().filter(|number| token.text.len() == 4 && (1970..=2099).contains(number))
}

/// The number of the month, by its name or the first three or four letters of it.
fn month(token: Token<'_>) -> Option<i16> {
    let word = token.text.to_lowercase();
    let short = (3..=4).contains(&word.len());
    let position =
        MONTHS.iter().position(|month| *month == word || short && month.starts_with(&word))?;
    i16::try_from(position).ok().map(|position| position + 1)
}

/// The one month whose name or abbreviation is a single letter away.
fn misspelt(token: Token<'_>) -> Option<i16> {
    let word = token.text.to_lowercase();
    if !token.is_word() || word.chars().count() < 3 {
        return None;
    }
    let near = |month: &&str| {
        let short = [3, 4].iter().filter_map(|length| month.get(..*length));
        short.chain([*month]).any(|name| one_letter_away(&word, name))
    };
    let mut months = MONTHS.iter().enumerate().filter(|(_, month)| near(month)).map(|(at, _)| at);
    let only = months.next().filter(|_| months.next().is_none())?;
    i16::try_from(only).ok().map(|position| position + 1)
}

/// Whether one letter put in, left out or changed makes one word the other.
fn one_letter_away(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let same = short.iter().zip(&long).take_while(|(x, y)| x == y).count();
    let tail = |from: usize| short.get(from..) == long.get(same + 1..);
    match long.len() - short.len() {
        0 => same < long.len() && tail(same + 1),
        1 => tail(same),
        _ => false,
    }
}
