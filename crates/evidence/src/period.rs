//! The period a date falls in, as a number a scan can group by and as the words it is shown in.

use std::collections::BTreeSet;

use jiff::Span;
use jiff::civil::Date;
use programme::indicator::PeriodKind;

/// The number of a date that cannot be read.
pub(crate) const UNREADABLE: i32 = i32::MIN;

/// Reads a date: `2024-03-31`, `20240331` or `31/03/2024`, and whatever time of day follows.
pub(crate) fn date(text: &str) -> Option<Date> {
    let text = text.trim();
    let day = match text.find(['T', ' ']) {
        Some(at) => text.get(..at)?,
        None => text,
    };
    let (year, month, day) = match day.as_bytes() {
        [_, _, _, _, b'-', _, _, b'-', _, _] => (day.get(..4)?, day.get(5..7)?, day.get(8..)?),
        [_, _, b'/', _, _, b'/', _, _, _, _] => (day.get(6..)?, day.get(3..5)?, day.get(..2)?),
        [_, _, _, _, _, _, _, _] => (day.get(..4)?, day.get(4..6)?, day.get(6..)?),
        _ => return None,
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !(digits(year) && digits(month) && digits(day)) {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// The number of the period that a date as it is written falls in; of what is none, [`UNREADABLE`].
pub(crate) fn number(kind: PeriodKind, text: &str) -> i32 {
    date(text).map_or(UNREADABLE, |date| of_date(kind, date))
}

/// The same of a day by how many there are from 1 January 1970 to it, as columns of dates hold them.
pub(crate) fn of_day(kind: PeriodKind, day: i32) -> i32 {
    let since = Span::new().try_days(day).ok();
    let date = since.and_then(|since| Date::constant(1970, 1, 1).checked_add(since).ok());
    // A year that is not of four digits is not read as text either.
    let date = date.filter(|date| date.year() >= 0);
    date.map_or(UNREADABLE, |date| of_date(kind, date))
}

/// The number of the period a date falls in; periods are numbered in the order of time.
fn of_date(kind: PeriodKind, date: Date) -> i32 {
    let (year, month) = (i32::from(date.year()), i32::from(date.month()));
    match kind {
        PeriodKind::Month => year * 12 + month - 1,
        PeriodKind::Quarter => year * 4 + (month - 1) / 3,
        PeriodKind::Year => year,
        // It starts in April.
        PeriodKind::FinancialYear => year - i32::from(month < 4),
    }
}

/// The words of a period: `2024-03`, `2024-Q1`, `2024`, `2024/25`.
pub(crate) fn words(kind: PeriodKind, number: i32) -> String {
    match kind {
        PeriodKind::Month => format!("{:04}-{:02}", number / 12, number % 12 + 1),
        PeriodKind::Quarter => format!("{:04}-Q{}", number / 4, number % 4 + 1),
        PeriodKind::Year => format!("{number:04}"),
        PeriodKind::FinancialYear => format!("{number:04}/{:02}", (number + 1) % 100),
    }
}

/// Whether words are those of a period of that kind.
pub(crate) fn is_one(kind: PeriodKind, text: &str) -> bool {
    let year = text.get(..4).unwrap_or_default();
    let day = match kind {
        PeriodKind::Month => format!("{text}-01"),
        PeriodKind::Year => format!("{year}-01-01"),
        PeriodKind::FinancialYear => format!("{year}-04-01"),
        PeriodKind::Quarter => match text.get(4..) {
            Some("-Q1") => format!("{year}-01-01"),
            Some("-Q2") => format!("{year}-04-01"),
            Some("-Q3") => format!("{year}-07-01"),
            Some("-Q4") => format!("{year}-10-01"),
            Some(_) | None => String::new(),
        },
    };
    let number = number(kind, &day);
    number != UNREADABLE && words(kind, number) == text
}

/// The months of a period, or of a span of years like `2018 - 20`; of other words, the words alone.
pub(crate) fn months(text: &str) -> BTreeSet<String> {
    let kinds =
        [PeriodKind::Month, PeriodKind::Quarter, PeriodKind::Year, PeriodKind::FinancialYear];
    let kind = kinds.into_iter().find(|&kind| is_one(kind, text));
    let first = |from: i32| from * 12;
    let year = || text.get(..4).and_then(|year| year.parse::<i32>().ok());
    let (from, many) = match kind {
        Some(PeriodKind::Month) => (Some(number(PeriodKind::Month, &format!("{text}-01"))), 1),
        Some(PeriodKind::Quarter) => {
            let quarter = text.get(6..).and_then(|quarter| quarter.parse::<i32>().ok());
            (year().zip(quarter).map(|(year, quarter)| first(year) + 3 * (quarter - 1)), 3)
        }
        Some(PeriodKind::Year) => (year().map(first), 12),
        // It starts in April.
        Some(PeriodKind::FinancialYear) => (year().map(|year| first(year) + 3), 12),
        None => match years(text) {
            Some((from, to)) => (Some(first(from)), 12 * (to - from + 1)),
            None => (None, 0),
        },
    };
    match from {
        Some(from) => (from..from + many)
            .map(|month| format!("{:02}/{:04}", month.rem_euclid(12) + 1, month.div_euclid(12)))
            .collect(),
        None => BTreeSet::from([text.to_owned()]),
    }
}

/// The first and the last of a span of years: `2018 - 20`, `2018-2020`.
fn years(text: &str) -> Option<(i32, i32)> {
    let (from, to) = text.split_once(['-', '–'])?;
    let (from, to) = (from.trim(), to.trim());
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if from.len() != 4 || !matches!(to.len(), 2 | 4) || !digits(from) || !digits(to) {
        return None;
    }
    let to = if to.len() == 2 { format!("{}{to}", from.get(..2)?) } else { to.to_owned() };
    let (from, to) = (from.parse().ok()?, to.parse().ok()?);
    (from < to).then_some((from, to))
}

#[cfg(test)]
mod tests {
    use super::{UNREADABLE, is_one, months, number, of_day, words};
    use programme::indicator::PeriodKind;

    #[test]
    fn a_date_is_read_in_the_three_ways_extracts_write_it() {
        for text in
            ["2024-03-31", "20240331", "31/03/2024", " 2024-03-31T23:59:00Z", "2024-03-31 08:00"]
        {
            assert_eq!(
                words(PeriodKind::Month, number(PeriodKind::Month, text)),
                "2024-03",
                "{text}"
            );
        }
        for text in
            ["", "2024-02-30", "2024-3-1", "31-03-2024", "soon", "+024-03-31", "２０２４-03"]
        {
            assert_eq!(number(PeriodKind::Month, text), UNREADABLE, "{text}");
        }
    }

    #[test]
    fn a_day_of_a_column_of_dates_is_in_the_period_of_its_words() {
        let first = jiff::civil::Date::constant(1970, 1, 1);
        let kinds =
            [PeriodKind::Month, PeriodKind::Quarter, PeriodKind::Year, PeriodKind::FinancialYear];
        for day in
            (-800_000..3_000_000).step_by(997).chain([-719_528, -719_529, 2_932_896, 2_932_897])
        {
            let date = first.checked_add(jiff::Span::new().days(day));
            let text = date.map_or_else(|_| "after all".to_owned(), |date| date.to_string());
            for kind in kinds {
                assert_eq!(of_day(kind, day), number(kind, &text), "{day} {text}");
            }
        }
        assert_eq!(
            [of_day(PeriodKind::Month, i32::MIN), of_day(PeriodKind::Year, i32::MAX)],
            [UNREADABLE; 2]
        );
    }

    #[test]
    fn each_kind_of_period_begins_where_it_should() {
        let check = |kind, text, shown: &str| assert_eq!(words(kind, number(kind, text)), shown);
        check(PeriodKind::Quarter, "2024-03-31", "2024-Q1");
        check(PeriodKind::Quarter, "2024-12-01", "2024-Q4");
        check(PeriodKind::Year, "2024-12-31", "2024");
        check(PeriodKind::FinancialYear, "2024-03-31", "2023/24");
        check(PeriodKind::FinancialYear, "2024-04-01", "2024/25");
        check(PeriodKind::FinancialYear, "1999-04-01", "1999/00");
    }

    #[test]
    fn the_words_of_a_period_are_known_and_no_others() {
        let kinds =
            [PeriodKind::Month, PeriodKind::Quarter, PeriodKind::Year, PeriodKind::FinancialYear];
        for kind in kinds {
            for day in ["2024-01-31", "2024-04-01", "2024-09-30", "1999-12-31"] {
                let shown = words(kind, number(kind, day));
                let known: Vec<PeriodKind> =
                    kinds.into_iter().filter(|kind| is_one(*kind, &shown)).collect();
                assert_eq!(known, [kind], "{shown}");
            }
            for text in
                ["", "2024-13", "2024-Q5", "20244", "2024/26", "2018 - 20", "soon", "２０２４"]
            {
                assert!(!is_one(kind, text), "{text}");
            }
        }
    }

    #[test]
    fn periods_that_share_months_are_known_to() {
        let check = |text, many: usize, from: &str, to: &str| {
            let months = months(text);
            assert_eq!(months.len(), many, "{text}");
            assert!(months.contains(from) && months.contains(to), "{months:?}");
        };
        check("2024-03", 1, "03/2024", "03/2024");
        check("2024-Q1", 3, "01/2024", "03/2024");
        check("2024-Q4", 3, "10/2024", "12/2024");
        check("2024", 12, "01/2024", "12/2024");
        check("2023/24", 12, "04/2023", "03/2024");
        check("2018 - 20", 36, "01/2018", "12/2020");
        check("2009-13", 60, "01/2009", "12/2013");
        check("soon", 1, "soon", "soon");
    }
}
