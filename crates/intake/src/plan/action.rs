//! One action, drafted from its record, with what is odd about it.

use jiff::civil::Date;
use programme::about::{Item, Part};
use programme::action::ProposedAction;
use programme::by_when::{ByWhen, Due};
use programme::responsibility::Responsibility;
use programme::status::{Declared, Status};

use super::signs::any_of;
use super::{Record, by_when, look_at_comments, look_at_group, look_at_words, outside, places};
use crate::Field;
use crate::doubts::{Asked, Doubts, choice};
use crate::forms::Form;
use crate::said::{self, Meanings, Whose};
use crate::words::plain;

pub(crate) fn draft(
    record: &Record,
    number: usize,
    document: Option<Date>,
    form: &Form,
    meanings: Meanings<'_>,
    doubts: &mut Doubts,
) -> ProposedAction {
    let notes = record.words(Field::Notes);
    let (responsibility, owner_by) =
        said::responsibility(&record.words(Field::Responsibility), meanings.mapping);
    let (status, status_by) = said::status(&record.words(Field::Status), meanings);
    let action = ProposedAction {
        reference: record.words(Field::Reference),
        group: record.group.clone(),
        words: record.words(Field::Words),
        by_when: by_when(record, Item::Action, number, document, doubts),
        responsibility,
        risks: record.words(Field::Risks),
        status,
        outside_deadlines: outside::deadlines(&notes),
        notes,
        extra: record.extra.clone(),
        places: places(&record.places),
    };
    look_at_group(record, Item::Action, number, doubts);
    look_at_words(record, Field::Words, Item::Action, number, Part::Words, doubts);
    look_at_words(record, Field::Risks, Item::Action, number, Part::Risks, doubts);
    if action.words.is_empty() {
        let place = record.place_of(Field::Words);
        let reason = "the row says nothing of what is to be done".to_owned();
        doubts.look(Item::Action, number, Part::Words, Asked { place, reason, ..Asked::default() });
    }
    if owner_by == Whose::Ours {
        look_at_owner(record, Item::Action, number, &action.responsibility, &action.notes, doubts);
    }
    if status_by == Whose::Ours {
        look_at_status_words(record, Item::Action, number, &action.status, doubts);
    }
    look_at_start(record, Item::Action, number, action.by_when.due, doubts);
    if !action.status.is_unread() {
        look_at_status(record, number, &action, document, form, doubts);
    }
    for deadline in &action.outside_deadlines {
        if let Some(reason) = outside::odd(action.by_when.due, deadline.by_when.due) {
            let words = deadline.by_when.words.clone();
            let reading = deadline.by_when.due.map_or(String::new(), Due::value);
            let place = record.place_of(Field::Notes);
            let asked = Asked { place, words, reading, reason, ..Asked::default() };
            doubts.look(Item::Action, number, Part::Notes, asked);
        }
    }
    look_at_comments(record, Item::Action, number, doubts);
    action
}

/// Asks who it is where the document itself is unsure, and looks where two may be one.
pub(crate) fn look_at_owner(
    record: &Record,
    item: Item,
    number: usize,
    responsibility: &Responsibility,
    notes: &str,
    doubts: &mut Doubts,
) {
    let place = record.place_of(Field::Responsibility);
    let words = responsibility.words.clone();
    let reading = responsibility.parties.join(" · ");
    if responsibility.uncertain {
        let leads =
            responsibility.parties.iter().find(|party| notes.contains(&format!("{party} to lead")));
        let evidence = leads.map(|party| format!(", though the comments say “{party} to lead”"));
        let reason = format!(
            "the document itself is unsure who is responsible{}",
            evidence.unwrap_or_default()
        );
        let alternatives = responsibility
            .parties
            .iter()
            .map(|party| choice(party, format!("{party}, for certain")))
            .collect();
        doubts.must(
            item,
            number,
            Part::Responsibility,
            Asked { place, words, reading, alternatives, reason },
        );
    } else if responsibility.is_missing() && record.has(Field::Responsibility) {
        let reason = "nobody is named as responsible".to_owned();
        doubts.look(
            item,
            number,
            Part::Responsibility,
            Asked { place, reason, ..Asked::default() },
        );
    } else if responsibility.may_be_several() {
        let reason = "it may name two or three parties".to_owned();
        let asked = Asked { place, words, reading, reason, ..Asked::default() };
        doubts.look(item, number, Part::Responsibility, asked);
    }
}

/// Looks where the notes or the date sit oddly beside what is declared.
fn look_at_status(
    record: &Record,
    number: usize,
    action: &ProposedAction,
    document: Option<Date>,
    form: &Form,
    doubts: &mut Doubts,
) {
    let Status { words, declared } = action.status.clone();
    let place = record.place_of(Field::Status);
    let reading = declared.label().to_owned();
    let odd = match declared {
        Declared::Complete => any_of(&action.notes, &form.unfinished),
        Declared::Delayed => any_of(&action.notes, &form.forthcoming),
        Declared::NotReported
        | Declared::NotStarted
        | Declared::Open
        | Declared::InProgress
        | Declared::Paused
        | Declared::AwaitingConfirmation
        | Declared::Superseded
        | Declared::ConsideredNotAdopted => None,
    };
    if let Some(sign) = odd {
        let reason = format!("the notes say “{}” (“{sign}”)", action.notes);
        let asked = Asked { place, words, reading, reason, ..Asked::default() };
        doubts.look(Item::Action, number, Part::Status, asked);
        return;
    }
    let ahead =
        action.by_when.due.zip(document).is_some_and(|(due, document)| due.due_by() > document);
    if declared == Declared::Delayed && ahead {
        let reason = "it is declared late though its date is still ahead; both are kept".to_owned();
        let asked = Asked { place, words, reading, reason, ..Asked::default() };
        doubts.look(Item::Action, number, Part::Status, asked);
    }
}

/// Asks what a status word means that we do not know, and looks where it says nothing, or more
/// than that something is closed.
pub(crate) fn look_at_status_words(
    record: &Record,
    item: Item,
    number: usize,
    status: &Status,
    doubts: &mut Doubts,
) {
    let (place, words) = (record.place_of(Field::Status), status.words.clone());
    if status.is_unread() {
        doubts.must(item, number, Part::Status, unread(place, words));
        return;
    }
    let reason = if status.says_nothing() {
        "the words report nothing yet"
    } else if status.is_closed_in_part() {
        "its first words say that it is closed, and it goes on"
    } else {
        return;
    };
    let (reading, reason) = (status.declared.label().to_owned(), reason.to_owned());
    let asked = Asked { place, words, reading, reason, ..Asked::default() };
    doubts.look(item, number, Part::Status, asked);
}

/// Looks where something is due before the day on which it began or was raised.
pub(crate) fn look_at_start(
    record: &Record,
    item: Item,
    number: usize,
    due: Option<Due>,
    doubts: &mut Doubts,
) {
    const STARTS: [&str; 8] = [
        "start date",
        "start",
        "date started",
        "date raised",
        "raised",
        "date added",
        "date opened",
        "date logged",
    ];
    let start = record.extra.iter().find_map(|(heading, words)| {
        let date = ByWhen::read(words).due.filter(|_| STARTS.contains(&plain(heading).as_str()))?;
        Some((heading, words, date))
    });
    let Some(((heading, words, start), due)) = start.zip(due) else { return };
    let first_day = match start {
        Due::Day(first) | Due::Month(first) | Due::Quarter(first) | Due::Year(first) => first,
    };
    if due.due_by() < first_day {
        let (place, reading) = (record.place_of(Field::ByWhen), due.value());
        let reason = format!("it is due before its “{heading}”, “{words}”");
        let asked = Asked {
            place,
            words: record.words(Field::ByWhen),
            reading,
            reason,
            ..Asked::default()
        };
        doubts.look(item, number, Part::ByWhen, asked);
    }
}

/// What is asked of a status word that is not known.
fn unread(place: String, words: String) -> Asked {
    let alternatives =
        Declared::ALL.into_iter().map(|declared| choice(declared.key(), declared.label()));
    Asked {
        place,
        words,
        reading: Declared::NotReported.label().to_owned(),
        alternatives: alternatives.filter(|choice| choice.value != "not_reported").collect(),
        reason: "the word is not one we know for a status".to_owned(),
    }
}
