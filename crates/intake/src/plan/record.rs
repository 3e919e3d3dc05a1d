//! One recommendation or action, with the words of each of its cells.

use std::collections::{BTreeMap, BTreeSet};

use paper::{Day, Place};

use crate::Field;

/// One recommendation or action, with the words of each of its cells.
#[derive(Clone, Debug, Default)]
pub(crate) struct Record {
    fields: BTreeMap<Field, (String, Place)>,
    /// The days that its cells hold as days.
    pub(super) days: BTreeMap<Field, Day>,
    /// What stands in its cells as a list that the document drew.
    lists: BTreeMap<Field, Vec<String>>,
    /// What people wrote beside its cells, with the field and the place.
    pub(crate) comments: Vec<(Option<Field>, Place, String)>,
    /// The section or group it stands under.
    pub(crate) group: String,
    /// The table it stands in.
    pub(crate) table: usize,
    /// The label of its group where it stood doubled, if this record's own row said it.
    pub(crate) doubled_group: Option<(Place, String)>,
    /// What stood in columns we have no field for.
    pub(crate) extra: Vec<(String, String)>,
    /// Where its rows begin: more than one if it was split.
    pub(crate) places: Vec<Place>,
    /// The date that a revised one stands before: its words, and the day a workbook holds.
    pub(crate) original: Option<(String, Option<Day>)>,
    /// Its row had lost its first cell, and was read one to the right.
    pub(crate) shifted: bool,
    /// The fields whose words stood in more than one of its rows.
    joined: BTreeSet<Field>,
}

impl Record {
    /// The words of a field, tidied; empty if it has none.
    pub(crate) fn words(&self, field: Field) -> String {
        self.fields.get(&field).map_or(String::new(), |(words, _)| words.clone())
    }

    /// Whether its table has a column for the field.
    pub(crate) fn has(&self, field: Field) -> bool {
        self.fields.contains_key(&field)
    }

    /// The day that a field's cell holds as a day, where it stands in a workbook.
    pub(crate) fn day(&self, field: Field) -> Option<Day> {
        self.days.get(&field).copied()
    }

    /// What stands in a field's cell as a list that the document drew.
    pub(crate) fn list(&self, field: Field) -> &[String] {
        self.lists.get(&field).map_or(&[], Vec::as_slice)
    }

    /// Where a field stands, or else its row.
    pub(crate) fn place_of(&self, field: Field) -> String {
        let place = self.fields.get(&field).map(|(_, place)| *place);
        place.or(self.places.first().copied()).unwrap_or(Place::DOCUMENT).to_string()
    }

    /// Whether the words of a field stood in more than one row, and were joined.
    pub(crate) fn was_joined(&self, field: Field) -> bool {
        self.joined.contains(&field)
    }

    /// Puts the words of a field, or goes on with those it has.
    pub(super) fn put(&mut self, field: Field, words: &str, place: Place) {
        let words = words.trim();
        match self.fields.get_mut(&field) {
            Some((held, _)) if !held.is_empty() && !words.is_empty() => {
                self.joined.insert(field);
                held.push(' ');
                held.push_str(words);
            }
            Some((held, _)) if words.is_empty() => held.push_str(""),
            _ => {
                self.fields.insert(field, (words.to_owned(), place));
            }
        }
    }

    /// Puts what stands in a field's cell as a list.
    pub(super) fn put_list(&mut self, field: Field, list: &[String]) {
        if !list.is_empty() {
            self.lists.entry(field).or_default().extend_from_slice(list);
        }
    }
}
