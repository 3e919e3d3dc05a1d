//! The chain that ties each line of the journal to the one before it.
//!
//! The hash of a line is the SHA-256, in hexadecimal, of its canonical text: a JSON array on one
//! line, in UTF-8 and without spaces, of eleven values, each a string or `null`:
//!
//! ```text
//! ["12","2026-04-01T09:00:00.000000000Z","per_…","QTR","settle-import","imp_…","1","2",null,"<content>","<previous>"]
//! ```
//!
//! They are: sequence, instant (UTC, nine decimals), person, on whose behalf, act, subject,
//! revision before, revision after, reason, content (the SHA-256 of the revision's body, byte by
//! byte as it is stored) and the hash of the line before. The first line follows sixty-four zeros.
//! Anyone can check the chain with these two sentences and a copy of the table.

use crate::entity::journal;
use crate::text::sha256;

/// What the first line follows.
pub(crate) const FIRST: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// A line that does not have its hash yet.
pub(crate) struct Line {
    pub(crate) sequence: i64,
    pub(crate) instant: String,
    pub(crate) person: String,
    pub(crate) on_behalf_of: Option<String>,
    pub(crate) act: String,
    pub(crate) subject: String,
    pub(crate) before: Option<i64>,
    pub(crate) after: Option<i64>,
    pub(crate) reason: Option<String>,
    pub(crate) content: Option<String>,
    pub(crate) previous: String,
}

impl Line {
    /// The text that is hashed.
    fn canonical(&self) -> String {
        let text = |text: &str| serde_json::Value::from(text);
        let number = |number: i64| serde_json::Value::from(number.to_string());
        serde_json::Value::Array(vec![
            number(self.sequence),
            text(&self.instant),
            text(&self.person),
            self.on_behalf_of.as_deref().into(),
            text(&self.act),
            text(&self.subject),
            self.before.map(number).into(),
            self.after.map(number).into(),
            self.reason.as_deref().into(),
            self.content.as_deref().into(),
            text(&self.previous),
        ])
        .to_string()
    }

    /// The hash that seals it.
    pub(crate) fn hash(&self) -> String {
        sha256(self.canonical().as_bytes())
    }

    /// The row it becomes.
    pub(crate) fn sealed(self) -> journal::Model {
        let hash = self.hash();
        let Self { sequence, instant, person, on_behalf_of, act, subject, .. } = self;
        let Self { before, after, reason, content, previous, .. } = self;
        journal::Model {
            sequence,
            instant,
            person,
            on_behalf_of,
            act,
            subject,
            before,
            after,
            reason,
            content,
            previous,
            hash,
        }
    }
}

impl From<&journal::Model> for Line {
    fn from(row: &journal::Model) -> Self {
        let row = row.clone();
        Self {
            sequence: row.sequence,
            instant: row.instant,
            person: row.person,
            on_behalf_of: row.on_behalf_of,
            act: row.act,
            subject: row.subject,
            before: row.before,
            after: row.after,
            reason: row.reason,
            content: row.content,
            previous: row.previous,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_canonical_text_is_the_one_that_is_documented() {
        let line = Line {
            sequence: 12,
            instant: "2026-04-01T09:00:00.000000000Z".to_owned(),
            person: "per_1".to_owned(),
            on_behalf_of: Some("QTR".to_owned()),
            act: "settle-import".to_owned(),
            subject: "imp_1".to_owned(),
            before: Some(1),
            after: Some(2),
            reason: None,
            content: Some("a “b”".to_owned()),
            previous: "0".to_owned(),
        };
        let expected = r#"["12","2026-04-01T09:00:00.000000000Z","per_1","QTR","settle-import","imp_1","1","2",null,"a “b”","0"]"#;
        assert_eq!(line.canonical(), expected);
        // What `sha256sum` says of that text.
        let hash = "740fae45fbd919d00d7bcdeb9c49245129aea2bfd38fc658f461276b4db520fa";
        assert_eq!(line.hash(), hash);
    }
}
