//! Whether somebody of whom one row is counted in a period is there twice: a pass of its own over the
//! records, made only where an indicator says what it counts one row each of.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::mem;

use datafusion::arrow::array::{AsArray, RecordBatch};
use datafusion::arrow::datatypes::{DataType, Int32Type};
use datafusion::common::DFSchema;
use datafusion::logical_expr::{cast, ident, lit};

use super::pass::COUNTS;
use super::{Question, pass};
use crate::areas::Placed;
use crate::error::{Error, Rows};
use crate::extract::{Extract, NAMED};

/// The columns of the pass.
const WHOSE: &str = "whose";
const PERIOD: &str = "period";
const ELSEWHERE: &str = "elsewhere";

/// What one row is to a count of one row each.
#[derive(Clone, Copy)]
enum Row {
    /// It does not count.
    Outside,
    /// It counts, and does not say of whom it is.
    Nobody,
    /// It counts; a hash of whom it is of, and of the period.
    Of(u64),
}

/// Refuses extracts in which two rows that count are of one person in one period, or of whatever
/// else the indicator counts one row each of; and rows that do not say of whom they are.
///
/// Eight bytes are kept of each row that counts. Among ten million there is a pair whose hashes are
/// the same, though they are of two people, in fewer than three of a million runs.
pub(crate) async fn check_repeated(
    extracts: &[Extract],
    question: &Question<'_>,
    threads: usize,
) -> Result<(), Error> {
    let Some(column) = &question.indicator.quality.one_row_each else { return Ok(()) };
    let (mut hashes, mut nobody) = (Vec::new(), 0_u64);
    for extract in extracts {
        let take = |row| match row {
            Row::Outside => {}
            Row::Nobody => nobody += 1,
            Row::Of(hash) => hashes.push(hash),
        };
        each(extract, question, (column, threads), take).await?;
    }
    let counted = hashes.len();
    hashes.sort_unstable();
    let twice: Vec<u64> = hashes
        .chunk_by(|one, other| one == other)
        .filter(|same| same.len() > 1)
        .filter_map(|same| same.first().copied())
        .collect();
    hashes.dedup();
    let again = counted - hashes.len();
    drop(hashes);
    if again == 0 && nobody == 0 {
        return Ok(());
    }
    let [repeated, unsaid] = [u64::try_from(again).unwrap_or(u64::MAX), nobody]
        .map(|count| Rows { count, first: Vec::new() });
    let mut wrong = Wrong { met: vec![false; twice.len()], twice, repeated, unsaid };
    for extract in extracts {
        let mut number = 0;
        let take = |row| {
            number += 1;
            wrong.take(row, &extract.name, number);
        };
        // One thread, since rows are told by their numbers.
        each(extract, question, (column, 1), take).await?;
    }
    let Wrong { repeated, unsaid, .. } = wrong;
    Err(Error::NotOneEach { column: column.clone(), repeated, unsaid })
}

/// The rows that are wrong, told from the others in the order of the files.
struct Wrong {
    /// The hashes that are there twice, in order; and whether each was met.
    twice: Vec<u64>,
    met: Vec<bool>,
    repeated: Rows,
    unsaid: Rows,
}

impl Wrong {
    fn take(&mut self, row: Row, file: &str, number: u64) {
        let rows = match row {
            Row::Outside => return,
            Row::Nobody => &mut self.unsaid.first,
            Row::Of(hash) => {
                let at = self.twice.binary_search(&hash).ok();
                let Some(met) = at.and_then(|at| self.met.get_mut(at)) else { return };
                // The first row of each is right.
                if !mem::replace(met, true) {
                    return;
                }
                &mut self.repeated.first
            }
        };
        if rows.len() < NAMED {
            rows.push((file.to_owned(), number));
        }
    }
}

/// Takes every row of an extract.
async fn each(
    extract: &Extract,
    question: &Question<'_>,
    (column, threads): (&str, usize),
    mut take: impl FnMut(Row),
) -> Result<(), Error> {
    let asked = |typed: &DFSchema| {
        let text = |column: &str| cast(ident(column), DataType::Utf8View);
        // Whoever lives elsewhere is not counted among those who live in a place.
        let place = if question.indicator.residents().is_some() {
            question.functions.place.call(vec![text(&question.indicator.columns.place)])
        } else {
            lit(0_u8)
        };
        vec![
            text(column).alias(WHOSE),
            cast(question.period(typed), DataType::Int32).alias(PERIOD),
            place.eq(lit(Placed::Elsewhere.number())).alias(ELSEWHERE),
        ]
    };
    pass(extract, question, threads, asked, |batch| rows(batch, &mut take)).await
}

fn rows(batch: &RecordBatch, take: &mut impl FnMut(Row)) -> Option<()> {
    let column = |name: &str| batch.column_by_name(name);
    let (counts, elsewhere) =
        (column(COUNTS)?.as_boolean_opt()?, column(ELSEWHERE)?.as_boolean_opt()?);
    let whose = column(WHOSE)?.as_string_view_opt()?;
    let periods = column(PERIOD)?.as_primitive_opt::<Int32Type>()?;
    for (((counts, elsewhere), whose), period) in
        counts.iter().zip(elsewhere).zip(whose).zip(periods)
    {
        let whose = whose.unwrap_or_default().trim();
        let is_counted = counts == Some(true) && elsewhere != Some(true);
        take(match (is_counted, whose.is_empty()) {
            (false, _) => Row::Outside,
            (true, true) => Row::Nobody,
            (true, false) => {
                let mut hash = DefaultHasher::new();
                (whose, period).hash(&mut hash);
                Row::Of(hash.finish())
            }
        });
    }
    Some(())
}
