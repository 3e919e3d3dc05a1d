//! When a part of a form is asked for: "Title (March/April 2025)".

use jiff::civil::Date;
use programme::by_when::{Due, dates_in};

/// The words of a window of months in a title, its first day and its last.
pub(crate) fn window(title: &str) -> Option<(String, Date, Date)> {
    let (_, inside) = title.split_once('(')?;
    let (inside, _) = inside.split_once(')')?;
    let words = inside.rsplit(',').next()?.trim();
    let (first, last) = words.split_once('/').unwrap_or((words, words));
    let year = last.split_whitespace().last()?;
    let month = |words: &str| {
        let words = if words.contains(year) { words.to_owned() } else { format!("{words} {year}") };
        dates_in(&words).into_iter().find_map(|found| match found.due {
            Due::Month(first) => Some(first),
            Due::Day(_) | Due::Quarter(_) | Due::Year(_) => None,
        })
    };
    Some((words.to_owned(), month(first)?, Due::Month(month(last)?).due_by()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_of_two_months_is_read_from_the_first_day_to_the_last() {
        let says =
            |title: &str| window(title).map(|(words, from, to)| format!("{words}: {from} to {to}"));
        let one = says("Planning (September/October 2024)").unwrap();
        assert_eq!(one, "September/October 2024: 2024-09-01 to 2024-10-31");
        let two = says("Review (half-yearly, March/April 2025)").unwrap();
        assert_eq!(two, "March/April 2025: 2025-03-01 to 2025-04-30");
        assert_eq!(says("Review (June 2025)").unwrap(), "June 2025: 2025-06-01 to 2025-06-30");
        assert_eq!(says("Review"), None);
    }
}
