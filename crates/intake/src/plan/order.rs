//! Whether a column of dates has its days first, which no single date can show.

use programme::about::{Item, Part};

use super::Record;
use crate::Field;
use crate::doubts::{Asked, Doubts};

/// What one date in figures shows of its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shows {
    DayFirst,
    MonthFirst,
    Either,
}

/// Days are read first. Where the column itself shows months first, and no day, each date that
/// could be either is something to look at.
pub(crate) fn look_at_order(records: &[Record], item: Item, doubts: &mut Doubts) {
    let shows = |record: &Record| {
        let is_words = record.day(Field::ByWhen).is_none();
        is_words.then(|| shows(&record.words(Field::ByWhen))).flatten()
    };
    let has = |order| records.iter().any(|record| shows(record) == Some(order));
    if has(Shows::DayFirst) || !has(Shows::MonthFirst) {
        return;
    }
    for (record, number) in records.iter().zip(1..) {
        if shows(record) == Some(Shows::Either) {
            let (place, words) = (record.place_of(Field::ByWhen), record.words(Field::ByWhen));
            let reason =
                "other dates of the column have their month first, so this one may too".to_owned();
            let asked = Asked { place, words, reason, ..Asked::default() };
            doubts.look(item, number, Part::ByWhen, asked);
        }
    }
}

/// What the words of a date show, if they are a day, a month and a year in figures.
fn shows(words: &str) -> Option<Shows> {
    let parts: Vec<&str> = words.trim().split(['/', '.', '-']).collect();
    let [first, second, year] = parts.as_slice() else { return None };
    let number = |part: &str| part.parse::<u16>().ok();
    let (first, second, _) = (number(first)?, number(second)?, number(year)?);
    match (first, second) {
        (1..=12, 1..=12) if first != second => Some(Shows::Either),
        (13..=31, 1..=12) => Some(Shows::DayFirst),
        (1..=12, 13..=31) => Some(Shows::MonthFirst),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_show_their_order_or_leave_it_open() {
        assert_eq!(shows("30/9/20"), Some(Shows::DayFirst));
        assert_eq!(shows("4.15.20"), Some(Shows::MonthFirst));
        assert_eq!(shows(" 1/6/21 "), Some(Shows::Either));
        for open in ["6/6/21", "2020-09-30", "Sept 20", "", "1/6", "40/1/20"] {
            assert_eq!(shows(open), None, "{open}");
        }
    }
}
