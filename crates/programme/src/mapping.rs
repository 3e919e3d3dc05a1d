//! Mappings: what a person said that the columns and the words of a form mean. One is kept with
//! each import, and the next document of the same body and form begins with it.

use serde::{Deserialize, Serialize};

use crate::field::Field;
use crate::wording::alike_but_for_capitals as alike;

/// What a person said that the columns and the words of a form mean.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// What columns ask for, each heading once.
    #[serde(default)]
    pub columns: Vec<ColumnMapping>,
    /// What words mean in the columns of a field, each once.
    #[serde(default)]
    pub values: Vec<ValueMapping>,
}

/// What a column asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnMapping {
    /// Its heading, as written.
    pub heading: String,
    /// The field; none to keep its cells as extra.
    pub field: Option<Field>,
}

/// What words mean, wherever they stand in the column of a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValueMapping {
    /// The field: status, priority, responsibility or sub-category.
    pub field: Field,
    /// The words, as written.
    pub words: String,
    /// What they mean, as data: `in_progress`, `high`, `DPH`, `B3`.
    pub value: String,
}

impl Mapping {
    /// Nobody has said anything.
    pub fn is_empty(&self) -> bool {
        self.columns.is_empty() && self.values.is_empty()
    }

    /// What a person said of the column with that heading, if anything: the field, or none to
    /// keep it as extra. White space and capitals do not tell headings apart.
    pub fn column(&self, heading: &str) -> Option<Option<Field>> {
        let said = self.columns.iter().find(|said| alike(&said.heading, heading));
        said.map(|said| said.field)
    }

    /// What a person said that these words mean in the column of that field.
    pub fn value(&self, field: Field, words: &str) -> Option<&str> {
        let is = |said: &&ValueMapping| said.field == field && alike(&said.words, words);
        self.values.iter().find(is).map(|said| said.value.as_str())
    }

    /// This mapping with what was said later, which stands where both speak of one thing.
    #[must_use]
    pub fn with(mut self, later: Self) -> Self {
        self.columns.retain(|said| later.column(&said.heading).is_none());
        self.values.retain(|said| later.value(said.field, &said.words).is_none());
        self.columns.extend(later.columns);
        self.values.extend(later.values);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_later_stands() {
        let says = |heading: &str, field| Mapping {
            columns: vec![ColumnMapping { heading: heading.to_owned(), field }],
            values: Vec::new(),
        };
        let first = says("Where we are", Some(Field::Status)).with(says("Other", None));
        let both = first.with(says(" where  WE are", Some(Field::Notes)));
        assert_eq!(both.columns.len(), 2);
        assert_eq!(both.column("Where we are"), Some(Some(Field::Notes)));
        assert_eq!(both.column("other"), Some(None));
        assert_eq!(both.column("nowhere"), None);
    }
}
