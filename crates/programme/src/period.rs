//! Periods: the stretch of days that a value speaks of.

use std::str::FromStr;

use jiff::civil::{Date, date};

/// A period, from its first day to its last.
///
/// ```
/// # use programme::period::{NotAPeriod, Period};
/// let year: Period = "2024/25".parse()?;
/// assert_eq!((year.first.to_string(), year.last.to_string()), ("2024-04-01".into(), "2025-03-31".into()));
/// # Ok::<(), NotAPeriod>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// Its first day.
    pub first: Date,
    /// Its last day.
    pub last: Date,
    /// How many months it has.
    pub months: u8,
}

/// Text that was offered as a period and is not one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{text}” is not a period, like 2024-03, 2024-Q1, 2024 or 2024/25")]
pub struct NotAPeriod {
    text: String,
}

impl Period {
    /// So many months from the first of one.
    fn months(year: i16, month: i8, months: u8) -> Option<Self> {
        let first = Date::new(year, month, 1).ok()?;
        let next = first.checked_add(jiff::Span::new().months(months)).ok()?;
        Some(Self { first, last: next.yesterday().ok()?, months })
    }

    /// Its number among periods as long as itself: the next one has the next number.
    pub fn number(self) -> i32 {
        let months = i32::from(self.first.year()) * 12 + i32::from(self.first.month()) - 1;
        months / i32::from(self.months)
    }

    fn read(text: &str) -> Option<Self> {
        let number = |digits: &str, long: usize| -> Option<i16> {
            let plain = digits.len() == long && digits.bytes().all(|byte| byte.is_ascii_digit());
            plain.then(|| digits.parse().ok()).flatten()
        };
        if let Some((year, second)) = text.split_once('/') {
            let (year, second) = (number(year, 4)?, number(second, 2)?);
            let follows = (year + 1) % 100 == second;
            return follows.then(|| Self::months(year, 4, 12)).flatten();
        }
        match text.split_once('-') {
            None => Self::months(number(text, 4)?, 1, 12),
            Some((year, part)) => match part.strip_prefix('Q') {
                Some(quarter @ ("1" | "2" | "3" | "4")) => {
                    let quarter: i8 = quarter.parse().ok()?;
                    Self::months(number(year, 4)?, quarter * 3 - 2, 3)
                }
                Some(_) => None,
                None => Self::months(number(year, 4)?, i8::try_from(number(part, 2)?).ok()?, 1),
            },
        }
    }

    /// How many years lie between the ends of two periods; below 0 if the other ended before.
    pub fn years_until(self, day: Date) -> f64 {
        const DAYS_OF_FOUR_YEARS: f64 = 1_461.0;
        let days = self.last.until(day).map_or(0, |span| span.get_days());
        f64::from(days) * 4.0 / DAYS_OF_FOUR_YEARS
    }
}

impl FromStr for Period {
    type Err = NotAPeriod;

    fn from_str(text: &str) -> Result<Self, NotAPeriod> {
        // A year before 1 or after 9998 has no days that we could name.
        let earliest = date(1, 1, 1);
        Self::read(text)
            .filter(|period| period.first >= earliest)
            .ok_or_else(|| NotAPeriod { text: text.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_its_days_and_nothing_else_is_a_period() {
        let days = |text: &str| {
            let Period { first, last, .. } = text.parse().unwrap();
            format!("{first} {last}")
        };
        assert_eq!(days("2024-02"), "2024-02-01 2024-02-29");
        assert_eq!(days("2024-Q4"), "2024-10-01 2024-12-31");
        assert_eq!(days("2024"), "2024-01-01 2024-12-31");
        assert_eq!(days("1999/00"), "1999-04-01 2000-03-31");
        for not in [
            "",
            "2024/26",
            "2024-13",
            "2024-Q5",
            "24",
            "2024-1",
            "2024-Q",
            "0000",
            "9999-12",
            "２０２４",
        ] {
            assert!(not.parse::<Period>().is_err(), "{not}");
        }
    }

    #[test]
    fn the_next_period_has_the_next_number() {
        let number = |text: &str| text.parse::<Period>().unwrap().number();
        for (one, next) in [
            ("2023-12", "2024-01"),
            ("2023-Q4", "2024-Q1"),
            ("2023", "2024"),
            ("2023/24", "2024/25"),
        ] {
            assert_eq!(number(one) + 1, number(next), "{one}");
        }
    }

    #[test]
    fn four_years_are_four() {
        let year: Period = "2020/21".parse().unwrap();
        assert!((year.years_until(date(2025, 3, 31)) - 4.0).abs() < 1e-12);
        assert!(year.years_until(date(2020, 3, 31)) < 0.0);
    }
}
