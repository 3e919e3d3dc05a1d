//! The few words that set a target: "to 80%", "by a third", "halve".

use super::scan::REACH;
use super::token::{Kind, Token};
use super::words::{ABOUT, CHANGES, CHANGING, MONTHS, NO_UNIT, NOT_AIMED, REACHING, TOWARDS};
use super::{Figure, Target};
use crate::by_when::dates_in;

/// The words that set a target, and the target.
#[derive(Clone, Debug)]
pub(super) struct Core {
    /// The first token.
    pub(super) first: usize,
    /// The last token.
    pub(super) last: usize,
    /// Where it is to end.
    pub(super) target: Target,
    /// Whether the words are enough.
    pub(super) standing: Standing,
}

/// Whether the words of a target are enough to be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// They are.
    Said,
    /// They are where there is a date, or where a sentence begins with them.
    IfDated,
}

/// The words that set targets, in the text's order, none overlapping another.
pub(super) fn cores(text: &str, tokens: &[Token<'_>]) -> Vec<Core> {
    let dates = dates_in(text).into_iter().map(|found| (found.start, found.end)).collect();
    let scan = Scan { tokens, dates };
    let mut cores: Vec<Core> = Vec::new();
    for at in 0..tokens.len() {
        if cores.last().is_some_and(|core| core.last >= at) {
            continue;
        }
        cores.extend(scan.core(at));
    }
    cores
}

struct Scan<'a> {
    tokens: &'a [Token<'a>],
    /// Where dates stand, in bytes.
    dates: Vec<(usize, usize)>,
}

/// A figure with its unit.
struct Amount {
    last: usize,
    figure: Figure,
    unit: Unit,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Unit {
    Percent(String),
    Points(String),
    Other(String),
}

impl Scan<'_> {
    fn is(&self, at: usize, words: &[&str]) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is_one_of(words))
    }

    /// Whether the token before is one of these words.
    fn follows(&self, at: usize, words: &[&str]) -> bool {
        at.checked_sub(1).is_some_and(|before| self.is(before, words))
    }

    fn core(&self, at: usize) -> Option<Core> {
        let said = |last, target| Some(Core { first: at, last, target, standing: Standing::Said });
        if self.is(at, &["halve", "halves", "halved", "halving"]) {
            return said(at, Target::ByOneIn(2));
        }
        if self.is(at, &["by"]) {
            return self.change(at);
        }
        if self.is(at, &["to"]) {
            return self.value(at);
        }
        if let Some(first) = self.reaching(at) {
            let amount = self.amount(self.past_about(at + 1))?;
            let unit = match amount.unit {
                Unit::Percent(unit) | Unit::Points(unit) => unit,
                Unit::Other(_) => return None,
            };
            let target = Target::To { value: amount.figure, unit };
            return Some(Core { first, last: amount.last, target, standing: Standing::Said });
        }
        let amount = self.amount(at)?;
        let Unit::Percent(unit) = amount.unit else { return None };
        if self.is(amount.last + 1, &CHANGES) {
            return said(amount.last + 1, Target::ByPercent(amount.figure));
        }
        if self.follows(at, &["of"])
            && at.checked_sub(1).is_some_and(|of| self.follows(of, &CHANGES))
        {
            let target = Target::ByPercent(amount.figure);
            return Some(Core {
                first: at - 2,
                last: amount.last,
                target,
                standing: Standing::Said,
            });
        }
        if self.follows(at, &NOT_AIMED)
            || self.follows(at, &["to", "and", "or", "-", "–"]) && !self.opens(at)
        {
            return None;
        }
        let target = Target::To { value: amount.figure, unit };
        Some(Core { first: at, last: amount.last, target, standing: Standing::IfDated })
    }

    /// The first token of words that set a value by themselves and end there: "at least".
    fn reaching(&self, at: usize) -> Option<usize> {
        if self.is(at, &["than"]) {
            let no = at.checked_sub(2)?;
            return (self.is(no, &["no", "not"]) && self.is(no + 1, &["more", "less"]))
                .then_some(no);
        }
        self.is(at, &REACHING).then(|| at - usize::from(self.follows(at, &["at"])))
    }

    /// Whether "and" before a percentage joins two clauses, and not two percentages.
    fn opens(&self, at: usize) -> bool {
        let is_percent = |token: &Token<'_>| token.kind == Kind::Number || token.text == "%";
        self.follows(at, &["and"])
            && at
                .checked_sub(2)
                .and_then(|before| self.tokens.get(before))
                .is_none_or(|t| !is_percent(t))
    }

    /// "By 20%", "by 5 percentage points", "by a third".
    fn change(&self, at: usize) -> Option<Core> {
        let is_up_to = self.is(at + 1, &["up"]) && self.is(at + 2, &["to"]);
        let from = self.past_about(if is_up_to { at + 3 } else { at + 1 });
        let said = |last, target| Some(Core { first: at, last, target, standing: Standing::Said });
        let part = if self.is(from, &["one"]) { from + 1 } else { from };
        let one_in = [("half", 2), ("third", 3), ("quarter", 4), ("fifth", 5), ("tenth", 10)];
        if let Some((word, parts)) = one_in.iter().find(|(word, _)| self.is(part, &[word])) {
            let is_counted = *word == "half" || self.follows(part, &["a", "one"]);
            let goes_on = self
                .is(part + 1, &["party", "parties", "sector", "year", "past", "term", "-"])
                || self.tokens.get(part + 1).is_some_and(|next| next.kind == Kind::Number);
            return (is_counted && !goes_on).then(|| said(part, Target::ByOneIn(*parts))).flatten();
        }
        let amount = self.amount(from)?;
        match amount.unit {
            Unit::Percent(_) => said(amount.last, Target::ByPercent(amount.figure)),
            Unit::Points(_) => said(amount.last, Target::ByPoints(amount.figure)),
            Unit::Other(_) => None,
        }
    }

    /// "To 0", "to 80%", "to zero", "to 18 weeks" of something that changes.
    fn value(&self, at: usize) -> Option<Core> {
        let from = self.past_about(at + 1);
        if self.follows(at, &["up"]) || self.is_range(at) {
            return None;
        }
        let said = |last, value, unit| {
            let target = Target::To { value, unit };
            Some(Core { first: at, last, target, standing: Standing::Said })
        };
        if self.is(from, &["zero", "nil"]) {
            let percent = self.percent(from + 1);
            let (last, unit) = percent.map_or((from, String::new()), |(last, unit)| (last, unit));
            return said(last, Figure::zero(), unit);
        }
        let amount = self.amount(from)?;
        match amount.unit {
            Unit::Percent(unit) | Unit::Points(unit) => said(amount.last, amount.figure, unit),
            Unit::Other(unit) => {
                let is_change = self.changes_before(at) && !self.follows(at, &TOWARDS);
                if amount.figure.is_zero() {
                    said(from, amount.figure, String::new())
                } else {
                    is_change.then(|| said(amount.last, amount.figure, unit)).flatten()
                }
            }
        }
    }

    /// The first token from there on that says nothing of about how much.
    fn past_about(&self, from: usize) -> usize {
        let most = from + 5;
        (from..most)
            .find(|&at| !self.is(at, &ABOUT) && !self.is(at, &["≤", "≥", "~"]))
            .unwrap_or(most)
    }

    /// The figure that begins there, if it may be a target's.
    fn amount(&self, at: usize) -> Option<Amount> {
        let number = self.tokens.get(at).filter(|token| token.kind == Kind::Number)?;
        let after = self.dates.partition_point(|(start, _)| *start <= number.start);
        let date = after.checked_sub(1).and_then(|date| self.dates.get(date));
        let is_dated = date.is_some_and(|(_, end)| number.start < *end);
        let is_marked = self.follows(at, &["£", "$", "€", "-", "–", "/", ":", "+", "#"]);
        let figure = number.text.parse::<Figure>().ok().filter(|_| !is_dated && !is_marked)?;
        if let Some((last, unit)) = self.percent(at + 1) {
            let is_share = self
                .is(last + 1, &["most", "least", "poorest", "confidence", "ci", "to", "-", "–"])
                || self.follows(at, &["deprived", "poorest", "top", "bottom"]);
            let points = self.is(last + 1, &["point", "points"]);
            let unit =
                if points { Unit::Points("% points".to_owned()) } else { Unit::Percent(unit) };
            return (!is_share).then_some(Amount {
                last: last + usize::from(points),
                figure,
                unit,
            });
        }
        if self.is(at + 1, &["percentage", "pp", "ppt"]) {
            let last = at + 1 + usize::from(self.is(at + 2, &["point", "points"]));
            return Some(Amount { last, figure, unit: Unit::Points(self.words(at + 1, last)) });
        }
        let is_year = number.text.len() == 4 && (1900.0..=2100.0).contains(&figure.value());
        let is_part =
            self.is(at + 1, &["-", "–", "/", ":", "+", "to", "in", "of"]) && self.is_number(at + 2);
        let next = self.tokens.get(at + 1).filter(|next| next.kind == Kind::Word);
        let is_day = next
            .is_some_and(|next| next.begins(&MONTHS) && next.text.starts_with(char::is_uppercase));
        if is_year || is_part || is_day {
            return None;
        }
        if self.is(at + 1, &["per"]) && self.is_number(at + 2) {
            let last = at + 2;
            return Some(Amount { last, figure, unit: Unit::Other(self.words(at + 1, last)) });
        }
        let unit = next.filter(|next| !next.is_one_of(&NO_UNIT)).map(|next| next.text.to_owned());
        let last = at + usize::from(unit.is_some());
        Some(Amount { last, figure, unit: Unit::Other(unit.unwrap_or_default()) })
    }

    /// The words for per cent that begin there: where they end, and what they are.
    fn percent(&self, at: usize) -> Option<(usize, String)> {
        let last = if self.is(at, &["per"]) && self.is(at + 1, &["cent"]) {
            at + 1
        } else if self.is(at, &["%", "percent", "pct"]) {
            at
        } else {
            return None;
        };
        Some((last, self.words(at, last)))
    }

    fn words(&self, first: usize, last: usize) -> String {
        let tokens = self.tokens.get(first..=last).unwrap_or_default();
        tokens.iter().map(|token| token.text).collect::<Vec<_>>().join(" ")
    }

    fn is_number(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == Kind::Number)
    }

    /// Whether "to" stands within a range, as in "40 to 74": a figure before it, and no "from".
    fn is_range(&self, at: usize) -> bool {
        let before = self.tokens.get(..at).unwrap_or_default();
        let is_unit = |token: &&Token<'_>| token.is_one_of(&["%", "per", "cent", "percent"]);
        let units = before.iter().rev().take_while(is_unit).count();
        let Some(number) = at.checked_sub(units + 1) else { return false };
        self.is_number(number) && !self.follows(number, &["from"])
    }

    /// Whether something changes in the sentence before that token.
    fn changes_before(&self, at: usize) -> bool {
        let before = self.tokens.get(..at).unwrap_or_default();
        before
            .iter()
            .rev()
            .take(REACH)
            .take_while(|token| token.kind != Kind::End)
            .any(|token| token.begins(&CHANGING))
    }
}
