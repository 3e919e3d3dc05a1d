//! Reading a document: what it says, stored nowhere.

use std::collections::BTreeMap;

use jiff::civil::Date;
use programme::by_when::Due;
use programme::draft::{Doubt, Proposal, Severity};
use programme::framework::Framework;
use programme::mapping::Mapping;
use programme::standing::{Rule, Standing};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::import::{holds, kind_words};
use crate::{Error, data};

/// A document as it was read.
pub struct ReadDocument {
    /// The document in its neutral form, as it looks.
    pub paper: paper::Paper,
    /// What it says.
    pub reading: intake::Reading,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// The framework a document is read against when no round names one.
const DEFAULT_FRAMEWORK: &str = "gloucestershire-2024";

/// Reads a document, with what a person said that its columns and words mean.
///
/// # Errors
///
/// If the file is not a document, is damaged, or is built to do harm. A strange document is
/// not an error: it comes back as unknown, with every part accounted for.
pub fn document(
    name: &str,
    bytes: &[u8],
    framework: Option<&Framework>,
    mapping: &Mapping,
) -> Result<ReadDocument, Error> {
    let (paper, remarks) = paper::read(name, bytes, &paper::Limits::default())?;
    let ours;
    let framework = if let Some(framework) = framework {
        framework
    } else {
        ours = data::framework(DEFAULT_FRAMEWORK)?;
        &ours
    };
    let forms = data::forms()?;
    let reading = intake::interpret(&paper, &remarks, &forms, framework, mapping);
    Ok(ReadDocument { paper, reading, sha256: fingerprint(bytes) })
}

/// SHA-256 of bytes, in hexadecimal.
pub(crate) fn fingerprint(bytes: &[u8]) -> String {
    use std::fmt::Write;
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// What a document says, as the interface prints it, with where each row stands on a day.
pub fn json(document: &ReadDocument, file: &str, day: Option<Date>, today: Date) -> Value {
    let mut value = intake::json(&document.reading, file, &document.sha256);
    let on = day_of(&document.reading, day, today);
    if let (Some(object), Some(standings)) = (value.as_object_mut(), standings(document, on)) {
        let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, standing) in standings.iter().enumerate() {
            groups.entry(standing.key()).or_default().push(index + 1);
        }
        object.insert("standing".to_owned(), json!({ "as_at": on.to_string(), "rows": groups }));
    }
    value
}

/// What a document says, for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// What it is and holds, in a sentence.
    pub summary: String,
    /// Where its rows stand, when they stand anywhere.
    pub standing: Option<String>,
    /// The doubts, one line each.
    pub checks: Vec<String>,
    /// Where its cells went.
    pub account: String,
}

/// What a document says, for a person, as at a day.
pub fn words(document: &ReadDocument, day: Option<Date>, today: Date) -> Said {
    let reading = &document.reading;
    let kind = kind_words(reading.kind.key());
    let summary = match &reading.proposal {
        Some(proposal) => format!("{kind} with {}", holds(proposal)),
        None => format!("{kind}: nothing to import"),
    };
    let on = day_of(reading, day, today);
    let standing = standings(document, on).map(|standings| {
        let count = |key| standings.iter().filter(|standing| standing.key() == key).count();
        let counts = ["late", "due_soon", "on_course", "no_date_agreed", "closed"]
            .map(|key| format!("{} {}", count(key), key.replace('_', " ")));
        format!("as at {on}: {}", counts.join(", "))
    });
    let check = |doubt: &Doubt| {
        let must = match doubt.severity {
            Severity::MustMend => "must be answered",
            Severity::WorthALook => "worth a look",
        };
        format!("{}: “{}”: {} ({must})", doubt.place, doubt.words, doubt.reason)
    };
    let account = &reading.account;
    Said {
        summary,
        standing,
        checks: reading.doubts.iter().map(check).collect(),
        account: format!(
            "{} cells: {} imported, {} kept as extra, {} skipped with a reason",
            account.cells,
            account.imported,
            account.extra,
            account.skipped.len()
        ),
    }
}

/// The day asked about; else the day the document speaks of; else today.
fn day_of(reading: &intake::Reading, day: Option<Date>, today: Date) -> Date {
    day.or_else(|| reading.document.as_of.due.map(Due::due_by)).unwrap_or(today)
}

/// Where each row of a plan stands on a day, in the document's order.
fn standings(document: &ReadDocument, on: Date) -> Option<Vec<Standing>> {
    let Some(Proposal::Plan(plan)) = &document.reading.proposal else { return None };
    let actions = plan.actions.iter().map(|said| (&said.by_when, &said.status));
    let recommendations = plan.recommendations.iter().map(|said| (&said.by_when, &said.status));
    let (rule, rows) = (Rule::default(), actions.chain(recommendations));
    Some(rows.map(|(by_when, status)| rule.standing(by_when, status.declared, None, on)).collect())
}
