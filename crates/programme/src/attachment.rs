//! Attached files: what somebody adds to a thing so that others can read it. The bytes must be what
//! the name says, and hold nothing that could run.

use serde::{Deserialize, Serialize};

use crate::file::{FileKind, FileName, NotAFileName, has_macros};

/// A file that is kept here; its bytes are found by their hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttachedFile {
    /// Its title.
    pub title: String,
    /// Its name, which says its kind.
    pub file: FileName,
    /// How many bytes it has.
    pub size: u64,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// The most letters that a title may have.
pub const LONGEST_TITLE: usize = 150;

/// Why a file cannot be attached.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAttached {
    /// It has no title, or one that nobody would read.
    #[error("give it a title of up to {LONGEST_TITLE} letters, like Minutes of 6 August")]
    Untitled,
    /// Its name is none, or of a kind that is not taken.
    #[error(transparent)]
    NotAFileName(#[from] NotAFileName),
    /// It has no bytes.
    #[error("“{file}” is empty")]
    Empty {
        /// The file.
        file: FileName,
    },
    /// It is not what its name says.
    #[error("“{file}” does not hold what its name says ({}), or it is damaged or locked by a password", .file.kind().label())]
    Otherwise {
        /// The file.
        file: FileName,
    },
    /// It holds macros.
    #[error("“{file}” holds macros, which could run; save it without them")]
    Macros {
        /// The file.
        file: FileName,
    },
}

impl AttachedFile {
    /// The file of that name and these bytes, whose hash that is.
    ///
    /// # Errors
    ///
    /// If it has no title, its name is none or of a kind that is not taken, it is empty, it is not
    /// what its name says, or it holds macros.
    pub fn new(
        title: &str,
        name: &str,
        (bytes, sha256): (&[u8], String),
    ) -> Result<Self, NotAttached> {
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        if title.is_empty() || title.chars().nth(LONGEST_TITLE).is_some() {
            return Err(NotAttached::Untitled);
        }
        let file: FileName = name.parse()?;
        if bytes.is_empty() {
            return Err(NotAttached::Empty { file });
        }
        if !file.kind().is_held_by(bytes) {
            return Err(NotAttached::Otherwise { file });
        }
        if has_macros(bytes) {
            return Err(NotAttached::Macros { file });
        }
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        Ok(Self { title, file, size, sha256 })
    }

    /// What kind of file it is.
    pub fn kind(&self) -> FileKind {
        self.file.kind()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(title: &str, name: &str, bytes: &[u8]) -> Result<AttachedFile, String> {
        let made = AttachedFile::new(title, name, (bytes, "ab".repeat(32)));
        made.map_err(|error| error.to_string())
    }

    #[test]
    fn a_file_is_kept_with_its_name_size_and_hash() {
        let file = made(" For\nleads ", "a/leads.txt", b"Ask early").unwrap();
        let text = serde_json::to_string(&file).unwrap();
        let hash = "ab".repeat(32);
        assert_eq!(
            text,
            format!(r#"{{"title":"For leads","file":"leads.txt","size":9,"sha256":"{hash}"}}"#)
        );
        assert_eq!(serde_json::from_str::<AttachedFile>(&text).unwrap(), file);
        let stranger = text.replace("leads.txt", "leads.exe");
        assert!(serde_json::from_str::<AttachedFile>(&stranger).is_err());
    }

    #[test]
    fn what_cannot_be_attached_is_told_why() {
        for (title, name, bytes, says) in [
            (
                " ",
                "a.txt",
                b"x".as_slice(),
                "give it a title of up to 150 letters, like Minutes of 6 August",
            ),
            ("T", "a.pdf", b"", "“a.pdf” is empty"),
            (
                "T",
                "a.pdf",
                b"MZ",
                "“a.pdf” does not hold what its name says (PDF), or it is damaged or locked by a password",
            ),
            (
                "T",
                "a.docx",
                b"PK\x03\x04 word/vbaProject.bin",
                "“a.docx” holds macros, which could run; save it without them",
            ),
        ] {
            assert_eq!(made(title, name, bytes).unwrap_err(), says);
        }
        assert!(made(&"x".repeat(151), "a.txt", b"x").is_err());
        assert!(made("T", "a.sh", b"x").unwrap_err().starts_with("“a.sh” is not a file"));
    }
}
