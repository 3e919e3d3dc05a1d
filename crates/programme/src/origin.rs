//! Origin: where a thing we hold came from.

use serde::{Deserialize, Serialize};

use crate::id::{ImportId, LinkId};

/// Where a thing came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "from")]
pub enum Origin {
    /// A document: which import, the hash of its bytes, and the place in it.
    Document {
        /// The import that held it.
        import: ImportId,
        /// SHA-256 of the original bytes, in hexadecimal.
        sha256: String,
        /// The place in the document: "table 4, row 2".
        place: String,
    },
    /// Someone who signed in typed it.
    Typed,
    /// Someone typed it who came by a signed link.
    Link {
        /// The link.
        link: LinkId,
    },
}
