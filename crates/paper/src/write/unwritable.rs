//! What cannot be written at all.

/// A page that cannot be written, and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unwritable {
    /// A row has cells that stand under no heading.
    #[error("row {row} has {cells} cells, and the table {columns} columns")]
    TooWide {
        /// The row, from 1.
        row: usize,
        /// How many cells it has.
        cells: usize,
        /// How many columns there are.
        columns: usize,
    },
    /// The format cannot hold so much.
    #[error("{what} is more than {format} holds")]
    TooMuch {
        /// What is too much.
        what: String,
        /// The format, for people.
        format: &'static str,
    },
    /// The parts of the file could not be put together.
    #[error("{format} could not be put together: {why}")]
    NotPutTogether {
        /// The format, for people.
        format: &'static str,
        /// What the library says.
        why: String,
    },
}
