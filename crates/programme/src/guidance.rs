//! Guidance of a round: a page elsewhere, or a file of our own, that helps to answer it.

use serde::{Deserialize, Serialize};

use crate::attachment::AttachedFile;

/// Something that helps to answer a round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Guidance {
    /// A page elsewhere.
    Page(GuidancePage),
    /// A file that is kept here.
    File(AttachedFile),
}

/// A page elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuidancePage {
    /// Its title.
    pub title: String,
    /// Its address.
    pub link: String,
}

impl Guidance {
    /// Its title.
    pub fn title(&self) -> &str {
        match self {
            Self::Page(page) => &page.title,
            Self::File(file) => &file.title,
        }
    }

    /// The file, if it is one.
    pub fn file(&self) -> Option<&AttachedFile> {
        match self {
            Self::File(file) => Some(file),
            Self::Page(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guidance_of_before_there_were_files_is_read_as_it_was() {
        let before = r#"[{"title":"User guide","link":"https://example.org/guide"}]"#;
        let read: Vec<Guidance> = serde_json::from_str(before).unwrap();
        let page = GuidancePage {
            title: "User guide".to_owned(),
            link: "https://example.org/guide".to_owned(),
        };
        assert_eq!(read, [Guidance::Page(page)]);
        assert_eq!(serde_json::to_string(&read).unwrap(), before);
    }
}
