//! What the cells of a document's columns show of those whose headings do not say.

use std::collections::{BTreeMap, BTreeSet};

use super::{By, Columns};
use crate::Field;
use crate::contents::Contents;
use crate::forms::{Form, Way};
use crate::words::plain;

/// Words of a heading that asks for a field, wherever in the heading they stand.
const PARTS: [(Field, &[&str]); 3] = [
    (
        Field::ByWhen,
        &[
            "date",
            "due",
            "deadline",
            "when",
            "timescale",
            "timescales",
            "timeframe",
            "completion",
            "target",
        ],
    ),
    (Field::Status, &["status"]),
    (
        Field::Responsibility,
        &[
            "lead",
            "leads",
            "owner",
            "owners",
            "responsible",
            "responsibility",
            "officer",
            "whom",
            "who",
        ],
    ),
];

/// The most words of a heading that is known by a part of it.
const LONGEST: usize = 8;

/// What headings are taken for by what stands below them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shown {
    fields: BTreeMap<String, (Field, By)>,
    paragraphs: BTreeSet<String>,
    /// Nearly every item has a reference in a column of its own.
    numbered: bool,
}

impl Shown {
    /// What the cells show of the headings of these tables. Where two columns of a table show the
    /// same and neither heading says more than the other, neither is taken for it.
    pub(crate) fn read(
        tables: &[Columns],
        contents: &BTreeMap<String, Contents>,
        rows: usize,
        form: &Form,
    ) -> Self {
        let references = tables.iter().filter_map(|columns| columns.heading(Field::Reference));
        let counts = references.filter_map(|heading| contents.get(&heading.words));
        let referred: usize = counts.map(|cells| cells.cells().count()).max().unwrap_or(0);
        let numbered = rows >= 2 && referred * 10 >= rows * 8;
        let mut shown = Self { numbered, ..Self::default() };
        // What the cells below some words show is the same in every table.
        let mut seen: BTreeMap<String, Option<(Field, By)>> = BTreeMap::new();
        let mut running: BTreeMap<String, bool> = BTreeMap::new();
        for columns in tables {
            let mut found: Vec<(String, Field, By)> = Vec::new();
            for heading in &columns.columns {
                let Some(below) = contents.get(&heading.words) else { continue };
                let words = plain(&heading.words);
                let is_status = Way::ALL.into_iter().any(|way| {
                    form.column_in(&words, way).is_some_and(|asks| asks.field == Field::Status)
                });
                let mut are_paragraphs = || {
                    *running.entry(heading.words.clone()).or_insert_with(|| below.are_paragraphs())
                };
                if is_status && heading.by != By::Person && are_paragraphs() {
                    shown.paragraphs.insert(words);
                } else if heading.by == By::Nobody && !form.asks_for_else(&words) {
                    let look = || {
                        by_part(&words, below, form)
                            .or_else(|| below.looks_like().map(|field| (field, By::Cells)))
                    };
                    let seen = *seen.entry(heading.words.clone()).or_insert_with(look);
                    found.extend(seen.map(|(field, by)| (words, field, by)));
                }
            }
            let parts: Vec<Field> = found
                .iter()
                .filter(|(_, _, by)| *by == By::Part)
                .map(|(_, field, _)| *field)
                .collect();
            found.retain(|(_, field, by)| *by == By::Part || !parts.contains(field));
            let times = |field: &Field| found.iter().filter(|(_, it, _)| it == field).count();
            let mut alone = vec![Field::ByWhen, Field::Status, Field::Responsibility];
            alone.retain(|field| times(field) == 1);
            for (words, field, by) in &found {
                if alone.contains(field) && form.asks(*field).is_some() {
                    shown.fields.insert(words.clone(), (*field, *by));
                }
            }
        }
        shown
    }

    /// What a heading is taken for, and why.
    pub(super) fn of(&self, heading: &str) -> Option<(Field, By)> {
        if self.fields.is_empty() {
            return None;
        }
        self.fields.get(&plain(heading)).copied()
    }

    /// Whether nearly every item has a reference in a column of its own.
    pub(crate) fn is_numbered(&self) -> bool {
        self.numbered
    }

    /// Whether a column asks for a status, and holds paragraphs.
    pub(super) fn is_paragraphs(&self, heading: &str) -> bool {
        self.paragraphs.contains(&plain(heading))
    }
}

/// The field that a part of the heading asks for, where the cells agree.
fn by_part(words: &str, below: &Contents, form: &Form) -> Option<(Field, By)> {
    let words: Vec<&str> = words.split(' ').collect();
    let asks = |parts: &[&str]| parts.iter().any(|part| words.contains(part));
    let (field, _) = PARTS.into_iter().find(|(_, parts)| asks(parts))?;
    let agrees = words.len() <= LONGEST && below.agree_with(field) && form.asks(field).is_some();
    agrees.then_some((field, By::Part))
}
