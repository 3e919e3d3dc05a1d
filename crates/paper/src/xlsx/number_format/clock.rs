//! Days and times: what a date's format shows of a number of days.

use std::fmt::Write;

use super::Shows;
use super::section::{Piece, Section};
use crate::day::Epoch;
use crate::{Day, Shown};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] =
    ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const SECONDS: i64 = 86_400;
/// The most days that anything is shown of, with room for times that count beyond a day.
const MOST_DAYS: f64 = 3_000_000.0;

/// What is shown of a number of days; none where Excel shows hashes.
pub(super) fn show(section: &Section, value: f64, epoch: Epoch) -> Option<Shows> {
    if !(0.0..MOST_DAYS).contains(&value) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "at most three million days")]
    let (number, seconds) = (value.floor() as i64, (value * 86_400.0).round() as i64);
    let names_day =
        |piece: &Piece| matches!(piece, Piece::Year(_) | Piece::Day(_) | Piece::LongDate);
    let is_month = |at: usize| !is_minutes(&section.pieces, at);
    let mut months = section.pieces.iter().enumerate();
    let names_month = months.any(|(at, piece)| matches!(piece, Piece::Month(_)) && is_month(at));
    let calendar = section.pieces.iter().any(names_day) || names_month;
    // Rounding to the second may not reach into the next day, whose date would be another.
    let seconds = if calendar { seconds.min(number * SECONDS + SECONDS - 1) } else { seconds };
    let day = if calendar { Some(Day::of_number(number, epoch)?) } else { None };
    let says_day = |piece: &Piece| matches!(piece, Piece::Day(_) | Piece::LongDate);
    let shown = if section.pieces.iter().any(says_day) {
        Shown::Day
    } else if names_month {
        Shown::Month
    } else {
        Shown::Year
    };
    let of_1900 = match epoch {
        Epoch::Of1900 => number,
        Epoch::Of1904 => number + 1_462,
    };
    let moment =
        Moment { day: day.unwrap_or((0, 0, 0)), weekday: (of_1900 - 1).rem_euclid(7), seconds };
    let day = day.map(|(year, month, day)| Day { year, month, day, shown });
    Some(Shows { text: moment.words(section).trim().to_owned(), day })
}

/// Whether the month at `at` means minutes: hours stand before it, or seconds after.
fn is_minutes(pieces: &[Piece], at: usize) -> bool {
    let is_said = |piece: &&Piece| {
        !matches!(piece, Piece::Words(_) | Piece::Stroke | Piece::Point | Piece::Comma)
    };
    let short = matches!(pieces.get(at), Some(Piece::Month(1 | 2)));
    let before = pieces.get(..at).and_then(|before| before.iter().rev().find(is_said));
    let after = pieces.get(at + 1..).and_then(|after| after.iter().find(is_said));
    let hours = matches!(before, Some(Piece::Hour(_) | Piece::Elapsed('h')));
    short && (hours || matches!(after, Some(Piece::Second(_))))
}

/// A day and a time, ready to be said.
struct Moment {
    day: (i16, i8, i8),
    /// 0 for a Sunday.
    weekday: i64,
    /// Since the calendar began.
    seconds: i64,
}

impl Moment {
    fn words(&self, section: &Section) -> String {
        let pieces = &section.pieces;
        let mut said = String::new();
        let halved = pieces.iter().any(|piece| matches!(piece, Piece::Half(..)));
        let of_day = self.seconds.rem_euclid(SECONDS);
        let counts_on = !pieces.iter().any(|p| matches!(p, Piece::Day(_) | Piece::Year(_)));
        let hours = match of_day / 3_600 {
            0 if self.seconds == SECONDS && counts_on && !halved => 24,
            hours if !halved => hours,
            0 | 12 => 12,
            hours => hours % 12,
        };
        if pieces.contains(&Piece::LongDate) {
            let (year, month, day) = self.day;
            return format!("{day} {} {year}", name(&MONTHS, i64::from(month) - 1));
        }
        let mut after_seconds = false;
        for (at, piece) in pieces.iter().enumerate() {
            let was_after_seconds = std::mem::take(&mut after_seconds);
            match piece {
                Piece::Words(words) => said.push_str(words),
                Piece::Stroke => said.push('/'),
                Piece::Comma => said.push(','),
                // Parts of a second are not kept.
                Piece::Point => {
                    after_seconds = was_after_seconds;
                    if !was_after_seconds {
                        said.push('.');
                    }
                }
                Piece::Digit(_) if was_after_seconds => after_seconds = true,
                Piece::Digit(_) | Piece::Percent | Piece::Power(_) => {}
                Piece::General | Piece::Text | Piece::LongDate => {}
                Piece::Year(1 | 2) => put(&mut said, i64::from(self.day.0) % 100, 2),
                Piece::Year(_) => put(&mut said, i64::from(self.day.0), 4),
                Piece::Month(width) if is_minutes(pieces, at) => {
                    put(&mut said, of_day / 60 % 60, *width);
                }
                Piece::Month(width) => named(&mut said, &MONTHS, i64::from(self.day.1), 1, *width),
                Piece::Day(width @ (1 | 2)) => put(&mut said, i64::from(self.day.2), *width),
                Piece::Day(width) => named(&mut said, &WEEKDAYS, self.weekday, 0, *width),
                Piece::Hour(width) => put(&mut said, hours, *width),
                Piece::Second(width) => {
                    put(&mut said, of_day % 60, *width);
                    after_seconds = true;
                }
                Piece::Elapsed('h') => put(&mut said, self.seconds / 3_600, 1),
                Piece::Elapsed('m') => put(&mut said, self.seconds / 60, 1),
                Piece::Elapsed(_) => put(&mut said, self.seconds, 1),
                Piece::Half(morning, afternoon) => {
                    said.push_str(if of_day < SECONDS / 2 { morning } else { afternoon });
                }
            }
        }
        said
    }
}

/// Puts a number with at least so many digits; a format asks for one or two.
fn put(said: &mut String, number: i64, width: usize) {
    let width = width.min(4);
    // Writing to a string cannot fail.
    let _ = write!(said, "{number:0>width$}");
}

/// Puts a number, or from three letters on its name: short, in full, or the first letter.
fn named(said: &mut String, names: &[&'static str], number: i64, first: i64, width: usize) {
    let name = name(names, number - first);
    match width {
        1 | 2 => put(said, number, width),
        3 => said.extend(name.chars().take(3)),
        5 => said.extend(name.chars().take(1)),
        _ => said.push_str(name),
    }
}

fn name(names: &[&'static str], at: i64) -> &'static str {
    usize::try_from(at).ok().and_then(|at| names.get(at)).copied().unwrap_or_default()
}
