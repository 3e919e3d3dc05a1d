//! What each column was taken to ask for and what its words were taken to mean, to be put right
//! once for all rows.

use office::mapping::{Choices, Value};
use programme::column::{Column, Confidence};
use programme::field::Field;
use programme::status::Declared;
use serde::Serialize;

use crate::forms::mapping::{EXTRA, column_name, value_name};
use crate::problem::sentence;
use crate::views::Choosable;

/// The columns and words of a document.
#[derive(Serialize)]
pub(super) struct Mapping {
    columns: Vec<Mapped>,
    values: Vec<Meant>,
    /// A person should look at one of the columns, or say what some words mean.
    check: bool,
}

#[derive(Serialize)]
struct Mapped {
    id: String,
    heading: String,
    samples: Vec<String>,
    confidence: &'static str,
    because: String,
    choices: Vec<Choosable>,
}

#[derive(Serialize)]
struct Meant {
    id: String,
    field: &'static str,
    words: String,
    rows: usize,
    choices: Vec<Choosable>,
}

/// The columns and words of a draft, with what each can be.
pub(super) fn mapping(columns: &[Column], values: &[(Value, Choices)]) -> Mapping {
    let unsure = |column: &Column| column.confidence == Confidence::PleaseCheck;
    let unread = |(value, _): &(Value, Choices)| {
        value.value.is_empty() || value.value == Declared::NotReported.key()
    };
    Mapping {
        check: columns.iter().any(unsure) || values.iter().any(unread),
        columns: columns.iter().enumerate().map(|(at, column)| mapped(at, column)).collect(),
        values: values.iter().enumerate().map(|(at, pair)| meant(at, pair)).collect(),
    }
}

fn mapped(at: usize, column: &Column) -> Mapped {
    let chosen = column.field.map_or(EXTRA, Field::key);
    let mut choices = vec![Choosable::new(EXTRA, "Keep as extra, under its own heading", chosen)];
    choices.extend(Field::OF_PLANS.map(|field| Choosable::new(field.key(), field.label(), chosen)));
    Mapped {
        id: column_name(at),
        heading: column.heading.clone(),
        samples: column.samples.clone(),
        confidence: column.confidence.words(),
        because: sentence(&column.because),
        choices,
    }
}

fn meant(at: usize, (value, choices): &(Value, Choices)) -> Meant {
    let mut all = Vec::new();
    if !choices.iter().any(|(key, _)| *key == value.value) {
        all.push(Choosable::new(&value.value, "Not read", &value.value));
    }
    all.extend(choices.iter().map(|(key, label)| Choosable::new(key, label, &value.value)));
    Meant {
        id: value_name(at),
        field: value.field.label(),
        words: value.words.clone(),
        rows: value.rows,
        choices: all,
    }
}
