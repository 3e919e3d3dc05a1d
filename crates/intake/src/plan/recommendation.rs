//! One recommendation, drafted from its record, with what is odd about it.

use jiff::civil::Date;
use programme::about::{Item, Part};
use programme::priority::Level;
use programme::recommendation::{Agreed, Agreement, ProposedRecommendation};

use super::action::{look_at_owner, look_at_start, look_at_status_words};
use super::signs::reference;
use super::{Record, Rows, by_when, look_at_comments, look_at_group, look_at_words, places};
use crate::Field;
use crate::doubts::{Asked, Doubts};
use crate::said::{self, Meanings, Whose};

pub(crate) fn draft(
    record: &Record,
    number: usize,
    document: Option<Date>,
    rows: &Rows,
    meanings: Meanings<'_>,
    doubts: &mut Doubts,
) -> ProposedRecommendation {
    let words = record.words(Field::Words);
    let numbered = record.words(Field::Reference);
    let (reference, words) = match reference(&words) {
        Some((reference, rest)) if numbered.is_empty() => (reference.to_owned(), rest.to_owned()),
        _ => (numbered, words),
    };
    let (responsibility, owner_by) =
        said::responsibility(&record.words(Field::Responsibility), meanings.mapping);
    let (status, status_by) = said::status(&record.words(Field::Status), meanings);
    let said = ProposedRecommendation {
        reference,
        page: record.words(Field::Page),
        section: record.group.clone(),
        words,
        priority: said::priority(&record.words(Field::Priority), &scale(rows), meanings.mapping),
        responsibility,
        agreed: Agreed::read(&record.words(Field::Agreed)),
        response: record.words(Field::Notes),
        by_when: by_when(record, Item::Recommendation, number, document, doubts),
        status,
        extra: record.extra.clone(),
        places: places(&record.places),
    };
    look_at_group(record, Item::Recommendation, number, doubts);
    look_at_words(record, Field::Words, Item::Recommendation, number, Part::Words, doubts);
    if owner_by == Whose::Ours {
        let (owner, response) = (&said.responsibility, &said.response);
        look_at_owner(record, Item::Recommendation, number, owner, response, doubts);
    }
    if status_by == Whose::Ours {
        look_at_status_words(record, Item::Recommendation, number, &said.status, doubts);
    }
    look_at_start(record, Item::Recommendation, number, said.by_when.due, doubts);
    look_at_answers(record, number, &said, doubts);
    look_at_comments(record, Item::Recommendation, number, doubts);
    said
}

/// The scale that the heading of the priority column states, if it states one.
fn scale(rows: &Rows) -> String {
    let heading =
        rows.columns.heading(Field::Priority).map(|heading| heading.words.replace('\n', " "));
    let scale =
        heading.as_deref().and_then(|words| words.strip_prefix("Priority")).unwrap_or_default();
    scale.trim().to_owned()
}

fn look_at_answers(
    record: &Record,
    number: usize,
    said: &ProposedRecommendation,
    doubts: &mut Doubts,
) {
    let mut look = |part: Part, field: Field, reason: &str| {
        let (place, words) = (record.place_of(field), record.words(field));
        let asked = Asked { place, words, reason: reason.to_owned(), ..Asked::default() };
        doubts.look(Item::Recommendation, number, part, asked);
    };
    if said.by_when.words.is_empty() && said.priority.level == Some(Level::High) {
        look(Part::ByWhen, Field::ByWhen, "no date was agreed, and its priority is high");
    }
    if said.priority.level.is_none() && !said.priority.words.is_empty() {
        look(Part::Priority, Field::Priority, "no scale says what this priority means");
    }
    match said.agreed.answer {
        None if !said.agreed.words.is_empty() => {
            look(Part::Agreed, Field::Agreed, "it is neither yes, no nor partly");
        }
        Some(Agreement::No) if said.response.is_empty() => {
            look(Part::Agreed, Field::Agreed, "it was not agreed, and no reason is given");
        }
        None | Some(Agreement::Yes | Agreement::No | Agreement::Partly) => {}
    }
    if said.words.is_empty() {
        look(Part::Words, Field::Words, "the row says nothing of what is recommended");
    }
}
