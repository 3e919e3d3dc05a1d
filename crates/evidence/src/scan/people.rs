//! Whether the records of one person say one ethnic category: a pass of its own over the records,
//! made only where an indicator asks for it.

use std::hash::{DefaultHasher, Hash, Hasher};

use datafusion::arrow::array::{AsArray, RecordBatch};
use datafusion::arrow::datatypes::DataType;
use datafusion::common::DFSchema;
use datafusion::logical_expr::{cast, ident};
use population::EthnicCategory;

use super::pass::COUNTS;
use super::{Question, pass};
use crate::error::Error;
use crate::extract::Extract;

/// The columns of the pass.
const PERSON: &str = "person";
const ETHNICITY: &str = "ethnicity";

/// How many people there are of whom two records or more that count say a known category.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Agreement {
    /// Those of whom all say the same.
    pub(crate) agree: u64,
    /// Those of whom they do not.
    pub(crate) differ: u64,
}

/// Counts the people whose records agree, over all extracts together.
pub(crate) async fn agreement(
    extracts: &[Extract],
    question: &Question<'_>,
    threads: usize,
) -> Result<Agreement, Error> {
    let columns = &question.indicator.columns;
    let (Some(person), Some(ethnicity)) = (&columns.person, &columns.ethnicity) else {
        return Ok(Agreement::default());
    };
    let text = |column: &String| cast(ident(column), DataType::Utf8View);
    let mut seen = Seen::default();
    for extract in extracts {
        let said =
            |_: &DFSchema| vec![text(person).alias(PERSON), text(ethnicity).alias(ETHNICITY)];
        pass(extract, question, threads, said, |batch| seen.take(batch)).await?;
    }
    Ok(seen.agreement())
}

/// What records said of people, in eight bytes for each person and category: 56 bits of a hash of
/// the person, then the category, and in the last bit whether it was said more than once.
///
/// Ten million people have fewer than one pair in a thousand runs whose hashes are the same.
#[derive(Debug, Default)]
struct Seen(Vec<u64>);

/// How many bits of an entry are not of the person.
const NOT_OF_PERSON: u32 = 8;

impl Seen {
    fn take(&mut self, batch: &RecordBatch) -> Option<()> {
        let [people, categories] = [PERSON, ETHNICITY]
            .map(|name| batch.column_by_name(name).and_then(|it| it.as_string_view_opt()));
        let counts = batch.column_by_name(COUNTS)?.as_boolean_opt()?;
        let said = people?.iter().zip(categories?).zip(counts);
        for ((person, category), _) in said.filter(|(_, counts)| *counts == Some(true)) {
            self.add(
                person.unwrap_or_default(),
                EthnicCategory::read(category.unwrap_or_default()),
            );
        }
        Some(())
    }

    /// Takes up one record. One that names nobody, or says no known category, tells nothing.
    fn add(&mut self, person: &str, category: EthnicCategory) {
        let at = EthnicCategory::ALL.iter().position(|other| *other == category);
        let Some(at) = at.and_then(|at| u64::try_from(at).ok()) else { return };
        if !category.is_known() || person.trim().is_empty() {
            return;
        }
        if self.0.len() == self.0.capacity() {
            self.settle();
            // Grown only where most of it is of use, so that many records of few people need little.
            if self.0.len() > self.0.capacity() / 2 {
                self.0.reserve_exact(self.0.capacity().max(1 << 12));
            }
        }
        let mut hash = DefaultHasher::new();
        person.trim().hash(&mut hash);
        self.0.push(hash.finish() >> NOT_OF_PERSON << NOT_OF_PERSON | at << 1);
    }

    /// Keeps each person and category once.
    fn settle(&mut self) {
        self.0.sort_unstable();
        self.0.dedup_by(|later, kept| {
            let is_again = *later >> 1 == *kept >> 1;
            *kept |= u64::from(is_again);
            is_again
        });
    }

    fn agreement(mut self) -> Agreement {
        self.settle();
        let mut found = Agreement::default();
        for said in self.0.chunk_by(|one, other| one >> NOT_OF_PERSON == other >> NOT_OF_PERSON) {
            match said {
                [one] if one & 1 == 1 => found.agree += 1,
                [] | [_] => {}
                [_, _, ..] => found.differ += 1,
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use population::EthnicCategory;
    use proptest::prelude::*;

    use super::{Agreement, Seen};

    fn found<'a>(records: impl IntoIterator<Item = (&'a str, &'a str)>) -> Agreement {
        let mut seen = Seen::default();
        for (person, field) in records {
            seen.add(person, EthnicCategory::read(field));
        }
        seen.agreement()
    }

    #[test]
    fn only_people_with_two_known_records_agree_or_differ() {
        assert_eq!(found([("one", "A"), ("two", "Z"), ("two", "99")]), Agreement::default());
        let records =
            [("one", "A"), ("one", "A1"), ("two", "A"), ("two", "B"), ("", "A"), ("", "B")];
        assert_eq!(found(records), Agreement { agree: 1, differ: 1 });
        // Who once did not say has not said something else.
        assert_eq!(found([("one", "A"), ("one", "Z"), ("one", "A")]).agree, 1);
        assert_eq!(found([("one", "A"), ("one", "B"), ("one", "A")]).differ, 1);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]
        /// However the records are ordered, and however often what was seen is put in order.
        #[test]
        fn people_are_counted_as_by_a_list_of_each_persons_categories(
            records in prop::collection::vec((0_u16..3_000, 0_usize..19), 0..9_000),
        ) {
            let mut said: BTreeMap<u16, Vec<EthnicCategory>> = BTreeMap::new();
            let mut seen = Seen::default();
            for (person, at) in records {
                let category = EthnicCategory::ALL[at];
                seen.add(&person.to_string(), category);
                if category.is_known() {
                    said.entry(person).or_default().push(category);
                }
            }
            let mut expected = Agreement::default();
            for categories in said.values().filter(|categories| categories.len() > 1) {
                let different: BTreeSet<_> = categories.iter().map(|one| one.code()).collect();
                if different.len() == 1 { expected.agree += 1 } else { expected.differ += 1 }
            }
            prop_assert_eq!(seen.agreement(), expected);
        }
    }
}
