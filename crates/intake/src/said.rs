//! What a person said that words mean, which stands before what we read in them.
//!
//! The words themselves stay as they were written. A value that is not one for its field, such
//! as a status that there is not, is as if nobody had said it; so is what is said of a blank.

use programme::code::SubCategory;
use programme::field::Field;
use programme::framework::Framework;
use programme::mapping::Mapping;
use programme::priority::{Level, Priority};
use programme::responsibility::Responsibility;
use programme::status::{Declared, Status};

use crate::legend::Legend;

/// What words mean: first by a person, then by the document's own legend, and last by us.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Meanings<'a> {
    pub(crate) mapping: &'a Mapping,
    pub(crate) legend: &'a Legend,
}

/// Whose reading it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whose {
    Persons,
    Documents,
    Ours,
}

fn value<'a>(mapping: &'a Mapping, field: Field, words: &str) -> Option<&'a str> {
    let value = mapping.value(field, words).map(str::trim)?;
    (!words.trim().is_empty() && !value.is_empty()).then_some(value)
}

pub(crate) fn status(words: &str, meanings: Meanings<'_>) -> (Status, Whose) {
    let as_said = |declared| Status { words: words.to_owned(), declared };
    let said = value(meanings.mapping, Field::Status, words).and_then(Declared::of_key);
    match (said, meanings.legend.meaning(words)) {
        (Some(declared), _) => (as_said(declared), Whose::Persons),
        (None, Some(declared)) => (as_said(declared), Whose::Documents),
        (None, None) => (Status::read(words), Whose::Ours),
    }
}

pub(crate) fn priority(words: &str, scale: &str, mapping: &Mapping) -> Priority {
    let read = Priority::read(words, scale);
    let said = value(mapping, Field::Priority, words).and_then(Level::of_key);
    Priority { level: said.or(read.level), ..read }
}

pub(crate) fn responsibility(words: &str, mapping: &Mapping) -> (Responsibility, Whose) {
    match value(mapping, Field::Responsibility, words) {
        Some(party) => {
            let parties = vec![party.to_owned()];
            let words = words.to_owned();
            (Responsibility { words, parties, uncertain: false }, Whose::Persons)
        }
        None => (Responsibility::read(words), Whose::Ours),
    }
}

/// The sub-category, if it is one of the framework.
pub(crate) fn sub_category(
    words: &str,
    mapping: &Mapping,
    framework: &Framework,
) -> Option<SubCategory> {
    let code = value(mapping, Field::SubCategory, words)?.parse().ok()?;
    framework.sub_category(&code).map(|node| node.code)
}
