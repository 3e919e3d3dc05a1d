//! Why a report could not be made.

/// Why a report could not be made. None of it is the fault of what people wrote.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The pages could not be set.
    #[error("the pages of the report could not be set: {why}")]
    Pages {
        /// What the typesetter said.
        why: String,
    },
    /// The pages were set, and could not be written as an accessible PDF.
    #[error("the report could not be written as an accessible PDF: {why}")]
    Accessible {
        /// What the writer said.
        why: String,
    },
    /// A date of the report is not one that a document can bear.
    #[error("{date} is not a date that a document can bear, like 2026-11-21")]
    Date {
        /// The date.
        date: jiff::civil::Date,
    },
}
