//! A day that a cell holds as a day, and how much of it the cell shows.

/// A day of the calendar, and how much of it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    /// The year, such as 2008.
    pub year: i16,
    /// The month, from 1.
    pub month: i8,
    /// The day of the month, from 1.
    pub day: i8,
    /// How much of it is shown.
    pub shown: Shown,
}

/// How much of a day a cell shows: "Sep 08" shows a month, whatever day lies behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shown {
    /// The year and no more.
    Year,
    /// The month, with or without its year.
    Month,
    /// The day.
    Day,
}

/// The two ways in which a workbook counts its days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Epoch {
    /// Day 1 is 1 January 1900, and 29 February 1900 is counted although it never was.
    Of1900,
    /// Day 0 is 1 January 1904.
    Of1904,
}

/// Day 1 January 1900 in days after 1 January 1970.
const FIRST_OF_1900: i64 = -25_567;
const FIRST_OF_1904: i64 = -24_107;
/// 31 December 9999 in days after 1 January 1970, the last that a workbook can show.
const LAST: i64 = 2_932_896;

impl Day {
    /// The day that a workbook counts as `number`; none before its calendar begins, after it
    /// ends, and on the day that never was.
    pub(crate) fn of_number(number: i64, epoch: Epoch) -> Option<(i16, i8, i8)> {
        let days = match (epoch, number) {
            (Epoch::Of1904, 0..) => FIRST_OF_1904.checked_add(number)?,
            (Epoch::Of1900, 1..=59) => FIRST_OF_1900 + number - 1,
            (Epoch::Of1900, 61..) => FIRST_OF_1900.checked_add(number)? - 2,
            (Epoch::Of1900 | Epoch::Of1904, _) => return None,
        };
        (days <= LAST).then(|| civil(days)).flatten()
    }

    /// Reads `2008-09-01`, alone or before a time.
    pub(crate) fn of_words(words: &str) -> Option<(i16, i8, i8)> {
        let day =
            words.get(..10).filter(|_| words.as_bytes().get(10).is_none_or(|c| *c == b'T'))?;
        let mut parts = day.split('-');
        let year: i16 = parts.next()?.parse().ok()?;
        let month: i8 = parts.next()?.parse().ok()?;
        let day: i8 = parts.next()?.parse().ok()?;
        let is_day =
            year >= 1 && (1..=12).contains(&month) && (1..=length(year, month)).contains(&day);
        is_day.then_some((year, month, day))
    }
}

fn length(year: i16, month: i8) -> i8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The calendar's name for a day so many days after 1 January 1970 (Hinnant's algorithm).
fn civil(days: i64) -> Option<(i16, i8, i8)> {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    Some((i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_the_day_that_the_workbook_means() {
        let day = |number| Day::of_number(number, Epoch::Of1900);
        assert_eq!(day(1), Some((1900, 1, 1)));
        assert_eq!(day(59), Some((1900, 2, 28)));
        assert_eq!(day(60), None, "29 February 1900 never was");
        assert_eq!(day(61), Some((1900, 3, 1)));
        assert_eq!(day(39_692), Some((2008, 9, 1)));
        assert_eq!(day(44_104), Some((2020, 9, 30)));
        assert_eq!(day(2_958_465), Some((9999, 12, 31)));
        assert_eq!([day(0), day(-1), day(2_958_466), day(i64::MAX)], [None; 4]);
        let later = |number| Day::of_number(number, Epoch::Of1904);
        assert_eq!(later(0), Some((1904, 1, 1)));
        assert_eq!(later(42_642), Some((2020, 9, 30)));
        assert_eq!(later(-1), None);
    }

    #[test]
    fn a_day_in_words_is_one_that_was() {
        assert_eq!(Day::of_words("2008-09-01"), Some((2008, 9, 1)));
        assert_eq!(Day::of_words("2024-02-29T10:00:00"), Some((2024, 2, 29)));
        for none in ["2023-02-29", "2008-13-01", "2008-09-01x", "1/9/2008", "", "2008-09-éé"] {
            assert_eq!(Day::of_words(none), None, "{none}");
        }
    }
}
