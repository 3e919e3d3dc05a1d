//! Which columns a plan is written with, and whether its groups are bands across them.

use programme::column::Column;
use programme::plan::PlanKind;

use super::column::{Holds, Written};
use super::item::Item;
use crate::Field;
use crate::plan::reference;

/// The columns of the page, and whether groups are bands across it.
pub(super) fn layout(
    kind: PlanKind,
    given: &[Column],
    items: &[Item<'_>],
    scale: &str,
) -> (Vec<Written>, bool) {
    let ours = usual(kind, scale);
    let known = |field: Field| ours.iter().any(|(held, _, _)| *held == field);
    let mut columns: Vec<Written> = Vec::new();
    for column in given {
        let before = columns
            .iter()
            .filter(|held| held.heading == column.heading && matches!(held.holds, Holds::Extra(_)));
        // Of two columns that hold one thing the first does, as when it is read.
        let field = column.field.filter(|field| known(*field) && !has(&columns, *field));
        let holds = field.map_or(Holds::Extra(before.count()), Holds::Field);
        columns.push(Written { heading: column.heading.clone(), holds });
    }
    let bands = can_be_bands(kind, &columns, items);
    for (field, heading, usual) in &ours {
        let usual = *usual && given.is_empty();
        let needed = if *field == Field::Group {
            !bands && (usual || is_grouped(items))
        } else if *field == Field::Reference && kind == PlanKind::Audit {
            // A recommendation bears its reference before its words.
            !items.iter().all(Item::parts_again)
        } else {
            // A scale stands in the heading of its column, and in no cell.
            let held = items.iter().any(|item| !item.words(*field).is_empty())
                || *field == Field::Priority && !scale.is_empty();
            usual || held || *field == Field::Words
        };
        if needed && !has(&columns, *field) {
            columns.push(Written::of(*field, heading));
        }
    }
    for item in items {
        for (heading, _) in item.extra {
            let there = |columns: &[Written]| {
                let same = |held: &&Written| {
                    held.heading == *heading && matches!(held.holds, Holds::Extra(_))
                };
                columns.iter().filter(same).count()
            };
            while there(&columns) < item.kept(heading) {
                let holds = Holds::Extra(there(&columns));
                columns.push(Written { heading: heading.clone(), holds });
            }
        }
    }
    let banded = !has(&columns, Field::Group);
    (columns, banded)
}

/// Whether a column holds the field.
pub(super) fn has(columns: &[Written], field: Field) -> bool {
    columns.iter().any(|column| column.holds == Holds::Field(field))
}

fn is_grouped(items: &[Item<'_>]) -> bool {
    items.iter().any(|item| !item.group.is_empty())
}

/// Whether groups may be bands across the table: only where every format would read them as such.
///
/// A table of actions of our own has a column for them. A band that begins small would be taken
/// for words that go on, and one above words alone for an item.
fn can_be_bands(kind: PlanKind, given: &[Written], items: &[Item<'_>]) -> bool {
    let above_words = given.first().is_some_and(|first| first.holds == Holds::Field(Field::Words));
    let mut groups = items.iter().map(|item| item.group);
    match kind {
        PlanKind::ActionPlan if given.is_empty() || above_words => false,
        PlanKind::Audit
            if above_words && groups.clone().any(|group| reference(group).is_some()) =>
        {
            false
        }
        PlanKind::ActionPlan | PlanKind::Audit => {
            !groups.any(|group| group.starts_with(char::is_lowercase))
        }
    }
}

/// The fields of a plan in the order we write them, with our headings, and whether they are
/// written even where no item has them.
fn usual(kind: PlanKind, scale: &str) -> Vec<(Field, String, bool)> {
    let priority = format!("Priority {scale}");
    let columns: &[(Field, &str, bool)] = match kind {
        PlanKind::ActionPlan => &[
            (Field::Reference, "Ref", false),
            (Field::Group, "Objectives", true),
            (Field::Words, "Action", true),
            (Field::Responsibility, "Responsibility", false),
            (Field::ByWhen, "By when", true),
            (Field::Risks, "Risks", true),
            (Field::Notes, "Notes", true),
            (Field::Status, "Status", true),
        ],
        PlanKind::Audit => &[
            (Field::Reference, "Ref", false),
            (Field::Page, "Page No.", true),
            (Field::Group, "Section", false),
            (Field::Words, "Recommendation", true),
            (Field::Priority, priority.trim(), true),
            (Field::Responsibility, "Responsibility", true),
            (Field::Agreed, "Agreed", true),
            (Field::Notes, "Comments", true),
            (Field::ByWhen, "Date", true),
            (Field::Status, "Status", false),
        ],
    };
    columns.iter().map(|(field, heading, usual)| (*field, (*heading).to_owned(), *usual)).collect()
}
