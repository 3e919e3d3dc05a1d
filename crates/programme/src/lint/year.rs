//! Whether a date looks as though its year were another.

use jiff::civil::Date;

use super::Said;
use super::plan::Item;
use crate::by_when::Due;

/// How far an outside deadline may be from a promise's own date before we ask, in days.
const A_YEAR: i32 = 365;
/// How far a date may be from every other before we ask, in days.
const FAR: i32 = 5 * A_YEAR;
/// With fewer other dates than this, none of them is far from all.
const ENOUGH: usize = 3;

/// The days from one day to another.
pub(super) fn days(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// An outside deadline more than a year after the promise's own date, where a year earlier it would
/// still be after it by less than a year, or where others of the plan are closer.
pub(super) fn odd_deadline(item: &Item<'_>, others_are_closer: bool) -> Option<Said> {
    let own = item.by_when.due?.due_by();
    item.outside.iter().find_map(|outside| {
        let slack = days(own, outside.by_when.due?.due_by());
        let is_odd = slack > A_YEAR && (others_are_closer || slack < 2 * A_YEAR);
        let words = &outside.by_when.words;
        let says = format!(
            "“{words}” is {slack} days after the date here, “{}”: is the year right?",
            item.by_when.words
        );
        is_odd.then(|| Said::new(says, words))
    })
}

/// Whether an outside deadline of the item is within a year after its own date.
pub(super) fn is_close(item: &Item<'_>) -> bool {
    let slack = |outside: Option<Date>| Some(days(item.by_when.due?.due_by(), outside?));
    let deadlines = item.outside.iter().map(|outside| outside.by_when.due.map(Due::due_by));
    deadlines.filter_map(slack).any(|slack| (0..=A_YEAR).contains(&slack))
}

/// A date that is years away from every other date of the plan, whose dates are sorted.
pub(super) fn far_from_all(item: &Item<'_>, sorted: &[Date]) -> Option<Said> {
    let own = item.by_when.due?.due_by();
    let at = sorted.partition_point(|date| *date < own);
    let before = at.checked_sub(1).and_then(|before| sorted.get(before));
    let is_far = |other: Option<&Date>| other.is_none_or(|other| days(own, *other).abs() > FAR);
    let is_alone = sorted.len() > ENOUGH && is_far(before) && is_far(sorted.get(at + 1));
    let words = &item.by_when.words;
    let says = format!("“{words}” is years away from every other date here: is the year right?");
    is_alone.then(|| Said::new(says, words))
}
