//! By when: what people wrote, and the day we read in it.

mod read;

use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use read::{Found, dates_in};

/// A date to the precision people gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Due {
    /// A day, such as 30 September 2020.
    Day(Date),
    /// A month, held as its first day.
    Month(Date),
    /// A calendar quarter, held as its first day.
    Quarter(Date),
    /// A year, held as its first day: 1 January, or 1 April for a financial year.
    Year(Date),
}

impl Due {
    /// The last day on which the promise would still be kept.
    pub fn due_by(self) -> Date {
        let last_of = |first: Date, months: i32| {
            let span = jiff::Span::new().months(months);
            first.checked_add(span).and_then(Date::yesterday).unwrap_or(first)
        };
        match self {
            Self::Day(day) => day,
            Self::Month(first) => last_of(first, 1),
            Self::Quarter(first) => last_of(first, 3),
            Self::Year(first) => last_of(first, 12),
        }
    }

    /// The first day of it.
    pub fn begins(self) -> Date {
        match self {
            Self::Day(day) | Self::Month(day) | Self::Quarter(day) | Self::Year(day) => day,
        }
    }

    /// The date in words, as closely as people gave it: "6 August 2018", "July to September 2026".
    pub fn words(self) -> String {
        match self {
            Self::Day(day) => day.strftime("%-d %B %Y").to_string(),
            Self::Month(first) => first.strftime("%B %Y").to_string(),
            Self::Quarter(first) => {
                format!("{} to {}", first.strftime("%B"), self.due_by().strftime("%B %Y"))
            }
            Self::Year(first) if first.month() == 1 => first.strftime("%Y").to_string(),
            Self::Year(first) => {
                format!("{} to {}", first.strftime("%B %Y"), self.due_by().strftime("%B %Y"))
            }
        }
    }

    /// The precision in one word: day, month, quarter or year.
    pub fn precision(self) -> &'static str {
        match self {
            Self::Day(_) => "day",
            Self::Month(_) => "month",
            Self::Quarter(_) => "quarter",
            Self::Year(_) => "year",
        }
    }

    /// The value as data: `2020-09-30`, `2008-09`, `2024-Q3`, `2024`, `2024/25`.
    pub fn value(self) -> String {
        match self {
            Self::Day(day) => day.to_string(),
            Self::Month(first) => format!("{:04}-{:02}", first.year(), first.month()),
            Self::Quarter(first) => {
                format!("{:04}-Q{}", first.year(), (i32::from(first.month()) - 1) / 3 + 1)
            }
            Self::Year(first) if first.month() == 1 => format!("{:04}", first.year()),
            Self::Year(first) => {
                format!("{:04}/{:02}", first.year(), (i32::from(first.year()) + 1) % 100)
            }
        }
    }
}

/// Text that was offered as a date and is not one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{text}” is not a date, like 2008-09-30, 2008-09, 2024-Q3, 2024 or 2024/25")]
pub struct NotADue {
    text: String,
}

impl FromStr for Due {
    type Err = NotADue;

    /// Reads what [`Due::value`] prints.
    fn from_str(text: &str) -> Result<Self, NotADue> {
        let number = |digits: &str| digits.parse::<i16>().ok();
        let day = |year: &str, month: i16, day: i8| {
            (year.len() == 4).then_some(())?;
            Date::new(number(year)?, i8::try_from(month).ok()?, day).ok()
        };
        let read = || {
            if let Some((year, next)) = text.split_once('/') {
                let follows = (number(year)? + 1) % 100 == number(next)?;
                return follows.then(|| day(year, 4, 1)).flatten().map(Self::Year);
            }
            match text.split('-').collect::<Vec<_>>()[..] {
                [year] => day(year, 1, 1).map(Self::Year),
                [year, quarter] if quarter.starts_with('Q') => {
                    let quarter =
                        number(quarter.strip_prefix('Q')?).filter(|q| (1..=4).contains(q))?;
                    day(year, quarter * 3 - 2, 1).map(Self::Quarter)
                }
                [year, month] => day(year, number(month)?, 1).map(Self::Month),
                [_, _, _] => text.parse().ok().map(Self::Day),
                _ => None,
            }
        };
        read().ok_or_else(|| NotADue { text: text.to_owned() })
    }
}

/// How often a thing comes round again after its first date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recurrence {
    /// Every so many units.
    pub every: u16,
    /// The unit counted.
    pub unit: CalendarUnit,
}

/// A unit of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CalendarUnit {
    /// A day.
    Day,
    /// A week.
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
}

impl CalendarUnit {
    /// The unit in one word, as the interface prints it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}

/// By when: the words people used, kept for ever, beside what we read in them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ByWhen {
    /// Exactly what was written; empty when the cell was blank.
    pub words: String,
    /// The date we read, if there is one.
    pub due: Option<Due>,
    /// The year or another part was not written and was inferred from the document.
    pub inferred: bool,
    /// What comes round again after the first date.
    pub recurrence: Option<Recurrence>,
    /// Why there is no date, when there is none: "cell is blank", "words, not a date".
    pub why_none: Option<String>,
    /// Why a person should look at the reading, when one should.
    pub doubt: Option<String>,
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_month_is_kept_until_its_last_day() {
        assert_eq!(Due::Month(date(2008, 9, 1)).due_by(), date(2008, 9, 30));
        assert_eq!(Due::Quarter(date(2024, 10, 1)).due_by(), date(2024, 12, 31));
        assert_eq!(Due::Year(date(2024, 4, 1)).due_by(), date(2025, 3, 31));
        assert_eq!(Due::Year(date(2024, 4, 1)).value(), "2024/25");
        assert_eq!(Due::Quarter(date(2024, 10, 1)).value(), "2024-Q4");
        assert_eq!(Due::Month(date(2008, 9, 1)).value(), "2008-09");
    }

    #[test]
    fn a_value_reads_back_and_nonsense_does_not() {
        for value in ["2008-09-30", "2008-09", "2024-Q4", "2024", "2024/25"] {
            assert_eq!(value.parse::<Due>().unwrap().value(), value);
        }
        for nonsense in ["", "30/9/20", "2024-13", "2024-Q5", "2024/26", "2020-02-30", "soon", "-"]
        {
            assert!(nonsense.parse::<Due>().is_err(), "{nonsense}");
        }
    }
}
