//! Tables of recommendations and of actions, from items to a proposed plan.

mod action;
mod aside;
mod by_when;
mod document;
mod groups;
mod order;
mod original;
mod outside;
mod recommendation;
mod record;
mod row;
mod rows;
mod shift;
mod signs;
mod stranger;

use std::collections::BTreeSet;

use paper::Place;
use programme::about::{Item as About, Part, SPLIT};
use programme::by_when::Due;
use programme::mapping::Mapping;
use programme::plan::{PlanKind, ProposedPlan};

use crate::Field;
use crate::columns::{Known, Shown};
use crate::doubts::{Asked, Doubts, choice};
use crate::forms::{Form, FormKind};
use crate::ledger::Ledger;
use crate::legend::Legend;
use crate::reading::Document;
use crate::said::Meanings;
use crate::sheet::{Item, Piece};

use by_when::by_when;
use document::document;

pub(crate) use record::Record;
pub(crate) use rows::{Rows, STRANGER};
pub(crate) use signs::reference;

/// Reads the items as a plan of the kind that `form` is for.
pub(crate) fn read(
    items: &[Item],
    known: Known<'_>,
    ledger: &mut Ledger,
    doubts: &mut Doubts,
) -> (Document, ProposedPlan, Rows) {
    let form = known.form;
    let rows = Rows::read(items, known, ledger);
    let document = document(items, &rows, form, ledger);
    let date = document.as_of.due.map(Due::due_by);
    let mut plan = ProposedPlan {
        kind: if form.kind == FormKind::ActionPlan {
            PlanKind::ActionPlan
        } else {
            PlanKind::Audit
        },
        title: document.title.clone(),
        as_of: document.as_of.clone(),
        working: document.working,
        recommendations: Vec::new(),
        actions: Vec::new(),
    };
    let legend = legend(items, &rows);
    let meanings = Meanings { mapping: known.mapping, legend: &legend };
    for (record, number) in rows.records.iter().zip(1..) {
        match plan.kind {
            PlanKind::ActionPlan => {
                let drafted = action::draft(record, number, date, form, meanings, doubts);
                plan.actions.push(drafted);
            }
            PlanKind::Audit => {
                let drafted = recommendation::draft(record, number, date, &rows, meanings, doubts);
                plan.recommendations.push(drafted);
            }
        }
    }
    let item = match plan.kind {
        PlanKind::ActionPlan => About::Action,
        PlanKind::Audit => About::Recommendation,
    };
    order::look_at_order(&rows.records, item, doubts);
    about_the_whole(&document, &rows, doubts);
    if let Some(spoken) = legend.spoken() {
        let place = rows.place.unwrap_or(Place::DOCUMENT).to_string();
        let reason = format!("the document itself says what its words of status mean: {spoken}");
        doubts.look_at_document(Asked { place, reason, ..Asked::default() });
    }
    for (place, comment) in &rows.comments {
        let reason = format!("a comment here says “{comment}”");
        doubts.look_at_document(Asked { place: place.to_string(), reason, ..Asked::default() });
    }
    (document, plan, rows)
}

/// What the document says that its own words of status mean: in the heading of their column, or
/// in words around the tables.
fn legend(items: &[Item], rows: &Rows) -> Legend {
    let mut legend = Legend::default();
    let headings = rows.tables.iter().filter_map(|table| table.heading(Field::Status));
    headings.for_each(|heading| legend.add(&heading.words));
    if rows.tables.iter().any(|table| table.heading(Field::Status).is_some()) {
        for item in items {
            match item {
                Item::Paragraph(piece) | Item::Loose(piece) => legend.add(&piece.text),
                Item::Row { .. } => {}
            }
        }
        rows.above.iter().for_each(|piece| legend.add(&piece.text));
    }
    legend
}

/// What the cells of the tables show of columns whose headings do not say. The rows are read once
/// for it and once more with it; the account is that of the second time.
pub(crate) fn shown(items: &[Item], form: &Form, mapping: &Mapping) -> Shown {
    let known = Known { form, mapping, shown: None };
    let rows = Rows::read(items, known, &mut Ledger::default());
    Shown::read(&rows.tables, &rows.contents, rows.of_several, form)
}

/// Doubts about the document as a whole.
fn about_the_whole(document: &Document, rows: &Rows, doubts: &mut Doubts) {
    if let Some((place, words)) = &document.body_left_blank {
        let reason = "the name of the body was left blank".to_owned();
        let asked =
            Asked { place: place.to_string(), words: words.clone(), reason, ..Asked::default() };
        doubts.look(About::Document, 1, Part::Organisation, asked);
    }
    let mut looked: BTreeSet<&str> = BTreeSet::new();
    for heading in rows.headings() {
        let Some(contents) = rows.contents.get(&heading.words) else { continue };
        let Some(reason) = heading.doubt(contents) else { continue };
        if looked.insert(&heading.words) {
            let (place, words) = (heading.place.to_string(), heading.words.clone());
            doubts.look_at_document(Asked { place, words, reason, ..Asked::default() });
        }
    }
    for place in &rows.goes_on {
        let reason =
            "this table has no headings, and was read as one that goes on with the plan".to_owned();
        doubts.look_at_document(Asked { place: place.to_string(), reason, ..Asked::default() });
    }
    if rows.records.is_empty() {
        let place = rows.place.unwrap_or(Place::DOCUMENT).to_string();
        let reason = "its headings are there, and nothing is filled in below them".to_owned();
        doubts.look_at_document(Asked { place, reason, ..Asked::default() });
    }
    if rows.columns.heading(Field::Responsibility).is_none() && !rows.records.is_empty() {
        let reason = format!(
            "no column says who is responsible, so all {} have no owner",
            rows.records.len()
        );
        let place = rows.place.unwrap_or(Place::DOCUMENT).to_string();
        doubts.look(
            About::Document,
            1,
            Part::Responsibility,
            Asked { place, reason, ..Asked::default() },
        );
    }
}

/// The places of a record, in order, as words.
fn places(pieces: &[Place]) -> Vec<String> {
    pieces.iter().map(Place::to_string).collect()
}

/// Keeps what people wrote beside the cells of a record as something to look at.
fn look_at_comments(record: &Record, item: About, number: usize, doubts: &mut Doubts) {
    for (field, place, comment) in &record.comments {
        let words = field.map_or(String::new(), |field| record.words(field));
        let reason = format!("a comment beside it says “{comment}”");
        let asked = Asked { place: place.to_string(), words, reason, ..Asked::default() };
        doubts.look(item, number, field.map_or(Part::Words, part_of), asked);
    }
}

/// The part of an item that a column speaks of.
fn part_of(field: Field) -> Part {
    const PARTS: [(Field, Part); 8] = [
        (Field::ByWhen, Part::ByWhen),
        (Field::Responsibility, Part::Responsibility),
        (Field::Status, Part::Status),
        (Field::Priority, Part::Priority),
        (Field::Notes, Part::Notes),
        (Field::Risks, Part::Risks),
        (Field::Group, Part::Group),
        (Field::Agreed, Part::Agreed),
    ];
    PARTS.iter().find(|(held, _)| *held == field).map_or(Part::Words, |(_, part)| *part)
}

/// Looks at running words for a cut end, or two things run together.
fn look_at_words(
    record: &Record,
    field: Field,
    item: About,
    number: usize,
    part: Part,
    doubts: &mut Doubts,
) {
    let words = record.words(field);
    let place = record.place_of(field);
    if record.shifted && field == Field::Words {
        let reason = "the row had lost its first cell, so that its cells stood one to the left; they were read one to the right".to_owned();
        let asked =
            Asked { place: place.clone(), words: words.clone(), reason, ..Asked::default() };
        doubts.must(item, number, part, asked);
    }
    if let Some(reason) = signs::cut_short(&words) {
        let asked =
            Asked { place: place.clone(), words: words.clone(), reason, ..Asked::default() };
        doubts.look(item, number, part, asked);
    }
    let listed = match record.list(field) {
        [] => signs::listed(&words),
        drawn => drawn.to_vec(),
    };
    let (things, reason) = if field == Field::Words && listed.len() >= 2 {
        let reason = format!("it may hold {} things; they were kept as one row", listed.len());
        (listed, reason)
    } else if item == About::Action
        && let Some((first, second)) = signs::two_in_one(&words)
    {
        (vec![first, second], "it may hold two things run together".to_owned())
    } else {
        return;
    };
    let reading = signs::spoken(&things);
    let alternatives = if item == About::Action && field == Field::Words {
        let says = format!("Split it in {}: {reading}", things.len());
        vec![choice(things.join(&SPLIT.to_string()), says)]
    } else {
        Vec::new()
    };
    doubts.look(item, number, part, Asked { place, words, reading, alternatives, reason });
}

/// Looks at a group that was carried down from nowhere, or whose label was doubled.
fn look_at_group(record: &Record, item: About, number: usize, doubts: &mut Doubts) {
    if let Some((place, words)) = &record.doubled_group {
        let reason = "the label stands twice in its cell, and was read once".to_owned();
        let (place, words, reading) = (place.to_string(), words.clone(), record.group.clone());
        doubts.look(
            item,
            number,
            Part::Group,
            Asked { place, words, reading, reason, ..Asked::default() },
        );
    }
}

/// All pieces of all rows, which a record's account is made of.
fn is_blank_row(cells: &[Piece]) -> bool {
    cells.iter().all(|cell| cell.is_blank() && !cell.continues)
}
