//! Reading the words people write where a date should be.
//!
//! Days come before months, always. A guess is told as a doubt, and words that hold no date
//! are kept with the reason why none was read.

mod recurrence;
mod scan;
mod token;

use jiff::civil::Date;

use super::{ByWhen, Due};
use scan::{Scanned, scan};
use token::Token;

/// Words that may stand around a date and change nothing.
const FILLERS: [&str; 30] = [
    "by",
    "the",
    "end",
    "of",
    "before",
    "on",
    "in",
    "at",
    "then",
    "and",
    "thereafter",
    "until",
    "due",
    "deadline",
    "date",
    "latest",
    "no",
    "later",
    "than",
    "from",
    "a",
    "basis",
    "fy",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// A date that stands among other words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The words of the date itself.
    pub words: String,
    /// Where in the text those words begin, in bytes.
    pub start: usize,
    /// Where in the text they end, in bytes.
    pub end: usize,
    /// The date.
    pub due: Due,
}

impl ByWhen {
    /// Reads the words of a date's cell; a day or month without a year stays without a date.
    pub fn read(words: &str) -> Self {
        read(words, None)
    }

    /// Reads the words of a date's cell in a document of that day, from which a missing year
    /// is inferred: the first such day or month that is not over on it.
    pub fn read_in(words: &str, document: Date) -> Self {
        read(words, Some(document))
    }
}

/// The full dates in running words: days and months with their year. A bare year is not one.
pub fn dates_in(text: &str) -> Vec<Found> {
    let tokens = token::tokens(text);
    let found = |scanned: Scanned| {
        let told = matches!(scanned.due, Due::Day(_) | Due::Month(_)) && !scanned.inferred;
        let words =
            text.get(scanned.start..scanned.end).filter(|_| told && scanned.doubt.is_none())?;
        let Scanned { start, end, due, .. } = scanned;
        Some(Found { words: words.to_owned(), start, end, due })
    };
    scan(&tokens, None).into_iter().filter_map(found).collect()
}

fn read(words: &str, document: Option<Date>) -> ByWhen {
    let mut by_when = ByWhen { words: words.to_owned(), ..ByWhen::default() };
    if words.trim().is_empty() {
        by_when.why_none = Some("cell is blank".to_owned());
        return by_when;
    }
    let tokens = token::tokens(words);
    let dates = scan(&tokens, document);
    let recurring = recurrence::find(&tokens);
    by_when.recurrence = recurring.as_ref().map(|(recurrence, _)| *recurrence);
    let taken = |token: &&Token<'_>| {
        let at = token.start;
        let in_date = dates.iter().any(|date| (date.start..date.end).contains(&at));
        in_date || recurring.as_ref().is_some_and(|(_, range)| range.contains(&at))
    };
    let is_filler =
        |token: &&Token<'_>| FILLERS.iter().any(|filler| token.is(filler)) || token.is_mark();
    let left: Vec<&str> =
        tokens.iter().filter(|t| !taken(t) && !is_filler(t)).map(|token| token.text).collect();
    let Some(last) = dates.last() else {
        by_when.why_none = Some(why_none(&tokens, &left));
        by_when.doubt = Some("there are words where a date should be".to_owned());
        return by_when;
    };
    by_when.due = Some(last.due);
    by_when.inferred = last.inferred;
    by_when.doubt = if dates.len() > 1 {
        Some("there is more than one date; the last was read".to_owned())
    } else if last.doubt.is_some() {
        last.doubt.clone()
    } else if last.inferred {
        Some("the year is not written, and was inferred from the document's date".to_owned())
    } else if !left.is_empty() {
        Some(format!("“{}” stands beside the date", left.join(" ")))
    } else {
        None
    };
    by_when
}

fn why_none(tokens: &[Token<'_>], left: &[&str]) -> String {
    let yearless = !scan(tokens, Date::new(2000, 1, 1).ok()).is_empty();
    if yearless && left.len() <= 3 {
        "the year is not written".to_owned()
    } else {
        "the cell holds words, not a date".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn says(by_when: &ByWhen) -> String {
        let value = by_when.due.map_or("none".to_owned(), Due::value);
        let recurs = by_when.recurrence.map(|r| format!(", every {} {}", r.every, r.unit.word()));
        let doubt = by_when.doubt.as_ref().map(|doubt| format!(" ? {doubt}"));
        let none = by_when.why_none.as_ref().map(|why| format!(" ({why})"));
        [Some(value), recurs, none, doubt].into_iter().flatten().collect()
    }

    #[track_caller]
    fn check(words: &str, expected: &str) {
        assert_eq!(says(&ByWhen::read(words)), expected, "{words}");
    }

    #[test]
    fn each_form_of_a_date_that_people_write_is_read() {
        check("30.09.2020", "2020-09-30");
        check("30Sep20", "2020-09-30");
        check("30-Sep-2020", "2020-09-30");
        check("Wednesday 30th September 2020", "2020-09-30");
        check("Sept 2020", "2020-09");
        check("Mar-14", "2014-03");
        check("09/2020", "2020-09");
        check("Quarter 1 2024/25", "2024-Q2");
        check("31 March 26", "2026-03-31");
    }

    #[test]
    fn what_is_no_date_is_never_made_one() {
        for words in [
            "45.16",
            "30.5",
            "01.05",
            "60/17",
            "BOD 60/17",
            "v1.2",
            "1.2.3",
            "£2026",
            "£44,105",
            "2026%",
            "1,999",
            "10%",
            "12",
            "R1",
            "A3/2",
            "13/2020",
            "00/2020",
            "TBC",
            "ASAP",
            "Ongoing",
            "Immediate",
            "End of capstone",
            "31.4.21",
            "Q3",
        ] {
            assert_eq!(ByWhen::read(words).due, None, "{words}");
        }
    }

    #[test]
    fn a_date_that_is_not_by_when_is_told() {
        for words in [
            "08.11.2023 Review",
            "Review March 2021",
            "Started 1/6/20",
            "30/9/20 (was 30/6/20)",
            "March/April 2021",
            "Spring 2021",
            "w/c 4 May 2020",
            "Ongoing to March 2021",
            "Sept 30",
            "March 31",
            "v1.2.13",
        ] {
            let read = ByWhen::read(words);
            assert!(read.due.is_some() && read.doubt.is_some(), "{words}: {read:?}");
        }
        let read = ByWhen::read_in("Sept 19", date(2008, 4, 1));
        assert!(read.doubt.is_some(), "a day of this year, or a month in eleven years");
        assert_eq!(ByWhen::read_in("Sept 08", date(2008, 4, 1)).doubt, None);
    }

    #[test]
    fn words_that_are_not_a_plain_rhythm_are_none() {
        assert_eq!(ByWhen::read("Bi-monthly").recurrence, None);
        assert_eq!(ByWhen::read("3 times yearly").recurrence, None);
        check(
            "Half-yearly",
            "none, every 6 month (the cell holds words, not a date) ? there are words where a date should be",
        );
    }

    #[test]
    fn plain_dates_are_read_day_first() {
        check("15/4/20", "2020-04-15");
        check("1/6/21", "2021-06-01");
        check("30/09/2025", "2025-09-30");
        check("17.7.12", "2012-07-17");
        check("2020-09-30", "2020-09-30");
        check("1st September 2020", "2020-09-01");
        check("29thJuly/08", "2008-07-29");
        check("31 Dec 2021", "2021-12-31");
        check("March 31, 2017", "2017-03-31");
        check("Sept\u{a0} 30, 2017", "2017-09-30");
        check("by 31 March 2026", "2026-03-31");
    }

    #[test]
    fn months_quarters_and_years_keep_their_precision() {
        check("Sept 08", "2008-09");
        check("July 08", "2008-07");
        check("May-12", "2012-05");
        check("March 2012", "2012-03");
        check("by the end of March 2018", "2018-03");
        check("Q3 2024/25", "2024-Q4");
        check("First quarter of fiscal year 2012-13", "2012-Q2");
        check("2024/25", "2024/25");
        check("2026", "2026");
    }

    #[test]
    fn what_comes_round_again_is_kept_beside_the_first_date() {
        check("Set 08 then 6 monthly", "2008-09, every 6 month ? “Set” was read as September");
        check("June 2024 and quarterly thereafter", "2024-06, every 3 month");
        check("31/3/21, then every 2 weeks", "2021-03-31, every 2 week");
    }

    #[test]
    fn words_are_kept_and_no_date_is_made_of_them() {
        let words = " (the cell holds words, not a date) ? there are words where a date should be";
        check("", "none (cell is blank)");
        check("Ongoing", &format!("none{words}"));
        check("ASAP", &format!("none{words}"));
        check("01.05", &format!("none{words}"));
        check("BOD 60/17(h)", &format!("none{words}"));
        check("Team set up – meets on a weekly basis", &format!("none, every 1 week{words}"));
        check("31/2/20", &format!("none{words}"));
    }

    #[test]
    fn a_guess_is_told() {
        check("4/15/20", "2020-04-15 ? the month seems to stand before the day");
        check("30/9/20 31/12/20", "2020-12-31 ? there is more than one date; the last was read");
        check("08.11.2023 Meeting", "2023-11-08 ? “Meeting” stands beside the date");
        check("44105", "2020-10-01 ? a bare number was read as a spreadsheet's day");
        check("2008-09", "2008/09 ? it could be a month or a financial year");
        check("30 Sept", "none (the year is not written) ? there are words where a date should be");
        let inferred = ByWhen::read_in("30 Sept", date(2020, 10, 2));
        assert_eq!(inferred.due, Some(Due::Day(date(2021, 9, 30))));
        assert!(inferred.inferred);
        let inferred = ByWhen::read_in("June", date(2020, 6, 29));
        assert_eq!(inferred.due, Some(Due::Month(date(2020, 6, 1))));
    }

    #[test]
    fn dates_among_words_are_found_with_their_words() {
        let found =
            dates_in("Shown at the briefing 4/5/20; regional deadline 31 Dec 2021, may move");
        let said: Vec<(&str, String)> =
            found.iter().map(|f| (f.words.as_str(), f.due.value())).collect();
        assert_eq!(
            said,
            [("4/5/20", "2020-05-04".to_owned()), ("31 Dec 2021", "2021-12-31".to_owned())]
        );
        assert!(dates_in("version 1.2, 15 people may come, in 2020").is_empty());
    }
}
