//! What a person said that columns and words mean, as a form sends it.

use office::review::Review;
use programme::field::Field;
use programme::mapping::{ColumnMapping, Mapping, ValueMapping};

use crate::forms::sent::Fields;

/// The value that keeps a column as extra.
pub(crate) const EXTRA: &str = "extra";

/// The name of the select of a column: 0 for the first.
pub(crate) fn column_name(at: usize) -> String {
    format!("column-{}", at + 1)
}

/// The name of the select of some words: 0 for the first.
pub(crate) fn value_name(at: usize) -> String {
    format!("value-{}", at + 1)
}

/// What was said otherwise than it was read; what was left as it was says nothing.
pub(crate) fn said(fields: &Fields, seen: &Review) -> Mapping {
    let columns = seen.import.draft.columns.iter().enumerate().filter_map(|(at, column)| {
        let chosen = fields.get(&column_name(at));
        let field = Field::OF_PLANS.into_iter().find(|field| field.key() == chosen);
        let known = field.is_some() || chosen == EXTRA;
        let heading = column.heading.clone();
        (known && field != column.field).then_some(ColumnMapping { heading, field })
    });
    let values = seen.values.iter().enumerate().filter_map(|(at, (value, choices))| {
        let chosen = fields.get(&value_name(at));
        let known = choices.iter().any(|(key, _)| key == chosen);
        (known && chosen != value.value).then(|| ValueMapping {
            field: value.field,
            words: value.words.clone(),
            value: chosen.to_owned(),
        })
    });
    Mapping { columns: columns.collect(), values: values.collect() }
}
