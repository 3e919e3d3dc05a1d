//! What cannot be answered at all.

/// A file that cannot be read, and why: it is not a document, or not one we may open.
///
/// A strange document is never this; it is a [`Paper`](crate::Paper) with remarks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// There is nothing in it.
    #[error("“{name}” is empty")]
    Empty {
        /// What the file was called.
        name: String,
    },
    /// It is larger than we take.
    #[error("“{name}” is larger than {limit} bytes, the most a document may be")]
    TooLarge {
        /// What the file was called.
        name: String,
        /// The most that is taken.
        limit: usize,
    },
    /// It is a document of a kind that is not read, or not yet.
    #[error("“{name}” is {kind}, which is not read; send {read} instead")]
    OtherKind {
        /// What the file was called.
        name: String,
        /// What it is.
        kind: &'static str,
        /// What is read, from [`FORMATS`](crate::FORMATS).
        read: String,
    },
    /// It is not a document of any kind we know.
    #[error("“{name}” is not a document; send {read}")]
    NotADocument {
        /// What the file was called.
        name: String,
        /// What is read, from [`FORMATS`](crate::FORMATS).
        read: String,
    },
    /// It is damaged.
    #[error("“{name}” is damaged: {what}")]
    Damaged {
        /// What the file was called.
        name: String,
        /// Which part, and how.
        what: String,
    },
    /// It is built as no honest document is.
    #[error("“{name}” is not opened, because {what}")]
    Unsafe {
        /// What the file was called.
        name: String,
        /// Which limit or rule it breaks.
        what: String,
    },
}
