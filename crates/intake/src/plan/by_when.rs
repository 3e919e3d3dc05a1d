//! By when one record is due, with the doubt that the reading leaves.

use jiff::civil::Date;
use paper::{Day, Shown};
use programme::about::{Item, NO_DATE, Part};
use programme::by_when::{ByWhen, Due};

use super::Record;
use crate::Field;
use crate::doubts::{Asked, Doubts, choice};

/// A by-when as read in a record, with the doubt it leaves, if any.
pub(super) fn by_when(
    record: &Record,
    item: Item,
    number: usize,
    document: Option<Date>,
    doubts: &mut Doubts,
) -> ByWhen {
    let words = record.words(Field::ByWhen);
    let read_here = |words: &str| match document {
        Some(document) => ByWhen::read_in(words, document),
        None => ByWhen::read(words),
    };
    let held = record.day(Field::ByWhen).and_then(due);
    let read = match held {
        Some(due) => ByWhen { words: words.clone(), due: Some(due), ..ByWhen::default() },
        None => read_here(&words),
    };
    if let Some((words, day)) = &record.original {
        let original = day.and_then(due).or_else(|| read_here(words).due);
        look_at_original((words, original), &read, record.place_of(Field::ByWhen), |asked| {
            doubts.look(item, number, Part::ByWhen, asked);
        });
    }
    if held.is_some() {
        return read;
    }
    if let Some(reason) = &read.doubt {
        let asked = Asked {
            place: record.place_of(Field::ByWhen),
            words,
            reading: spelt(&read),
            alternatives: vec![choice(NO_DATE, "No date: keep the words only")],
            reason: reason.clone(),
        };
        if read.due.is_some() && !read.inferred {
            doubts.must(item, number, Part::ByWhen, asked);
        } else {
            doubts.look(item, number, Part::ByWhen, asked);
        }
    }
    if record.was_joined(Field::ByWhen) {
        let asked = Asked {
            place: record.place_of(Field::ByWhen),
            words: read.words.clone(),
            reading: spelt(&read),
            reason: "a page end cut it in two, and it was joined again".to_owned(),
            ..Asked::default()
        };
        doubts.look(item, number, Part::ByWhen, asked);
    }
    read
}

/// Tells both dates where a revised one stands before the original.
fn look_at_original(
    (words, original): (&str, Option<Due>),
    revised: &ByWhen,
    place: String,
    look: impl FnOnce(Asked),
) {
    if original.is_some() && original == revised.due {
        return;
    }
    let says = format!("The original date, “{words}”");
    look(Asked {
        place,
        words: revised.words.clone(),
        reading: spelt(revised),
        alternatives: original.map(|due| choice(due.value(), says)).into_iter().collect(),
        reason: format!("it was revised: the original date, “{words}”, is kept beside"),
    });
}

/// The date that a cell holds as a date, as precisely as it shows it.
fn due(day: Day) -> Option<Due> {
    let on = |month, day_of_month| Date::new(day.year, month, day_of_month).ok();
    match day.shown {
        Shown::Day => on(day.month, day.day).map(Due::Day),
        Shown::Month => on(day.month, 1).map(Due::Month),
        Shown::Year => on(1, 1).map(Due::Year),
    }
}

/// A by-when in words: "2008-09, then every 6 months".
fn spelt(by_when: &ByWhen) -> String {
    let date = by_when.due.map_or("no date".to_owned(), Due::value);
    match by_when.recurrence {
        Some(again) if again.every == 1 => format!("{date}, then every {}", again.unit.word()),
        Some(again) => format!("{date}, then every {} {}s", again.every, again.unit.word()),
        None => date,
    }
}
