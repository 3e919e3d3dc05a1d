//! The journal: what was done, by whom.

use authority::policy::{Reach, Shelf, view};
use axum::extract::State;
use axum::response::Response;
use office::Office;
use office::journal::JournalLine;
use serde::Serialize;

use crate::forms::as_at::Asked;
use crate::problem::{Problem, sentence};
use crate::views::instant_words;
use crate::visitor::Visitor;

#[derive(Serialize)]
struct View {
    lines: Vec<Line>,
    before: Option<i64>,
    older: Option<i64>,
}

#[derive(Serialize)]
struct Line {
    sequence: i64,
    at: String,
    by: String,
    did: String,
    subject: String,
    link: Option<String>,
    reason: String,
}

/// `GET /journal?before=`
pub(crate) async fn list(
    State(office): State<Office>,
    visitor: Visitor,
    asked: Asked,
) -> Result<Response, Problem> {
    if view(visitor.actor.role, Shelf::Journal) == Reach::Nothing {
        return Err(Problem::NotFound);
    }
    let before = asked.get("before").and_then(|before| before.parse().ok());
    let lines = office.journal(&visitor.actor, before).await?;
    let older = lines.last().map(|line| line.sequence).filter(|oldest| *oldest > 1);
    let lines = lines.into_iter().map(Line::from).collect();
    visitor.page(None, "journal.jinja", &View { lines, before, older }).await
}

impl From<JournalLine> for Line {
    fn from(line: JournalLine) -> Self {
        Self {
            sequence: line.sequence,
            at: instant_words(line.at),
            by: line.by,
            did: sentence(&line.use_case.replace('-', " ")),
            link: link(&line.subject),
            subject: line.subject,
            reason: line.reason,
        }
    }
}

/// The page of a thing, by the kind its id tells.
fn link(subject: &str) -> Option<String> {
    let pages = [
        ("imp_", "imports"),
        ("obj_", "objectives"),
        ("act_", "actions"),
        ("rec_", "recommendations"),
        ("sub_", "submissions"),
    ];
    let (_, page) = pages.into_iter().find(|(prefix, _)| subject.starts_with(prefix))?;
    Some(format!("/{page}/{subject}"))
}
