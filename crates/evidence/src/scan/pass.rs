//! A pass of its own over the records, to hold what one says against what others say.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use datafusion::arrow::array::RecordBatch;
use datafusion::common::DFSchema;
use datafusion::logical_expr::{Expr, lit};
use datafusion::prelude::coalesce;
use futures_util::StreamExt;

use super::{Question, context, open, stopped, typed};
use crate::error::Error;
use crate::extract::Extract;

/// The column that says whether a record counts.
pub(super) const COUNTS: &str = "counts";

/// Goes through every record of an extract, in batches of what was asked for and of [`COUNTS`]. By
/// one thread, they come in the order of the file.
pub(super) async fn pass(
    extract: &Extract,
    question: &Question<'_>,
    threads: usize,
    asked: impl Fn(&DFSchema) -> Vec<Expr>,
    mut take: impl FnMut(&RecordBatch) -> Option<()>,
) -> Result<(), Error> {
    let cannot = |_| Error::Engine { says: "the question about single records could not be put" };
    let context = context(threads);
    let is_cut_short = Arc::new(AtomicBool::new(false));
    let records = open(&context, extract, question, &is_cut_short).await?;
    let typed = typed(extract, &records)?;
    let counts = question.counts(&context, extract, &typed)?;
    let mut columns = vec![coalesce(vec![counts, lit(false)]).alias(COUNTS)];
    columns.extend(asked(&typed));
    let those = records.select(columns).map_err(cannot)?;
    let mut batches = those.execute_stream().await.map_err(cannot)?;
    while let Some(batch) = batches.next().await {
        let batch = batch.map_err(|error| {
            if is_cut_short.load(Ordering::Relaxed) {
                Error::Truncated { file: extract.name.clone() }
            } else {
                stopped(extract, &error)
            }
        })?;
        take(&batch).ok_or(Error::Engine { says: "it gave no single records" })?;
    }
    Ok(())
}
