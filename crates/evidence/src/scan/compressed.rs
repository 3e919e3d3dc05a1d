//! A compressed extract, which one thread reads from its beginning to its end.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use datafusion::arrow::csv::ReaderBuilder;
use datafusion::arrow::datatypes::{Schema, SchemaRef};
use datafusion::common::DataFusionError;
use datafusion::execution::{SendableRecordBatchStream, TaskContext};
use datafusion::physical_plan::stream::RecordBatchReceiverStream;
use datafusion::physical_plan::streaming::PartitionStream;

use super::Question;
use crate::error::Error;
use crate::extract::{self, Extract};

/// A compressed extract, read from its beginning to its end by one thread.
#[derive(Debug)]
pub(super) struct Compressed {
    extract: Extract,
    whole: SchemaRef,
    columns: Vec<usize>,
    schema: SchemaRef,
    is_cut_short: Arc<AtomicBool>,
}

impl Compressed {
    pub(super) fn new(
        extract: &Extract,
        whole: Schema,
        question: &Question<'_>,
        is_cut_short: &Arc<AtomicBool>,
    ) -> Result<Self, Error> {
        let needed = extract::contract(question.indicator, &question.expressed())?;
        let names = extract.columns.iter().enumerate();
        let columns: Vec<usize> =
            names.filter(|(_, (name, _))| needed.contains(name)).map(|(at, _)| at).collect();
        let schema = whole
            .project(&columns)
            .map_err(|_| Error::Engine { says: "its columns are not a table" })?;
        Ok(Self {
            extract: extract.clone(),
            whole: Arc::new(whole),
            columns,
            schema: Arc::new(schema),
            is_cut_short: Arc::clone(is_cut_short),
        })
    }
}

/// A reader that remembers that what it reads ended in the middle.
struct Watched<R> {
    inner: R,
    is_cut_short: Arc<AtomicBool>,
}

impl<R: std::io::Read> std::io::Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(buffer);
        if read.is_err() {
            self.is_cut_short.store(true, Ordering::Relaxed);
        }
        read
    }
}

impl PartitionStream for Compressed {
    fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    fn execute(&self, _: Arc<TaskContext>) -> SendableRecordBatchStream {
        let mut stream = RecordBatchReceiverStream::builder(Arc::clone(&self.schema), 4);
        let sender = stream.tx();
        let path = self.extract.path.clone();
        let is_cut_short = Arc::clone(&self.is_cut_short);
        let builder = ReaderBuilder::new(Arc::clone(&self.whole))
            .with_header(true)
            .with_batch_size(8_192)
            .with_projection(self.columns.clone());
        stream.spawn_blocking(move || {
            let opened =
                extract::open(&path).map_err(|error| DataFusionError::External(Box::new(error)))?;
            let reader = builder.build(Watched { inner: opened, is_cut_short })?;
            for batch in reader {
                // Nobody listens any more once the scan has stopped.
                if sender.blocking_send(batch.map_err(DataFusionError::from)).is_err() {
                    break;
                }
            }
            Ok(())
        });
        stream.build()
    }
}
