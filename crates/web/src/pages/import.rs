//! Imports: documents come in, are looked at, and are confirmed or put aside.

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use office::Office;
use office::import::{ImportLine, Targets};
use programme::import::{Import, ImportState, Target};
use serde::Serialize;

use crate::forms::parcel::Parcel;
use crate::forms::target::{self, Filled};
use crate::pages::review;
use crate::problem::{Problem, encoded, sentence};
use crate::render::Section;
use crate::views::{Choosable, Wrong, instant_words};
use crate::visitor::Visitor;

#[derive(Serialize)]
struct List {
    imports: Vec<Line>,
    /// Questions that are open in all that wait.
    checks: usize,
    may_upload: bool,
    organisations: Vec<Choosable>,
    rounds: Vec<Choosable>,
    /// The keys of the plans there are, of which a document may be a newer version.
    plans: Vec<String>,
    filled: Filled,
    errors: Vec<Wrong>,
}

#[derive(Serialize)]
struct Line {
    link: String,
    file: String,
    kind: String,
    organisation: String,
    state: &'static str,
    state_key: &'static str,
    open: usize,
    doubts: usize,
    received: String,
}

impl From<ImportLine> for Line {
    fn from(line: ImportLine) -> Self {
        Self {
            link: format!("/imports/{}", line.id),
            file: line.file,
            kind: sentence(&line.kind),
            organisation: line.organisation,
            state: line.state.label(),
            state_key: line.state.key(),
            open: line.open,
            doubts: line.doubts,
            received: instant_words(line.received),
        }
    }
}

/// `GET /imports`
pub(crate) async fn list(
    State(office): State<Office>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    let view = listed(&office, &visitor, Filled::default(), Vec::new()).await?;
    visitor.page(Some(Section::Imports), "import/list.jinja", &view).await
}

/// `POST /imports`: brings a document in.
pub(crate) async fn upload(
    State(office): State<Office>,
    Parcel { visitor, fields, sheets }: Parcel,
) -> Result<Response, Problem> {
    let filled = Filled::of(&fields);
    let wrong = match target::upload(&filled, Parcel::only(sheets, &fields)) {
        Ok(upload) => match office.receive(&visitor.actor, visitor.moment, upload).await {
            Ok(id) => return Ok(Redirect::to(&format!("/imports/{id}")).into_response()),
            Err(error) => vec![Wrong::new("file", &Problem::from(error).on_form()?)],
        },
        Err(wrong) => wrong,
    };
    let view = listed(&office, &visitor, filled, wrong).await?;
    visitor.refused(Section::Imports, "import/list.jinja", &view).await
}

async fn listed(
    office: &Office,
    visitor: &Visitor,
    filled: Filled,
    errors: Vec<Wrong>,
) -> Result<List, Problem> {
    let imports = office.imports(&visitor.actor).await?;
    let Targets { organisations, rounds } = office.targets(&visitor.actor).await?;
    let plans = office.plans(&visitor.actor, visitor.moment.today, None).await?;
    let waits = |line: &&ImportLine| line.state.waits();
    Ok(List {
        checks: imports.iter().filter(waits).map(|line| line.unanswered).sum(),
        imports: imports.into_iter().map(Line::from).collect(),
        may_upload: !organisations.is_empty(),
        organisations: organisations
            .into_iter()
            .map(|body| Choosable::new(body.code.as_str(), body.name, &filled.organisation))
            .collect(),
        rounds: rounds
            .into_iter()
            .map(|round| Choosable::new(round.key.as_str(), round.title, &filled.round))
            .collect(),
        plans: plans.into_iter().map(|line| line.plan.key.to_string()).collect(),
        filled,
        errors,
    })
}

/// `GET /imports/{id}`: did it read me right?
pub(crate) async fn review(
    State(office): State<Office>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let seen = office.review(&visitor.actor, known(&id)?).await?;
    let became = became(&office, &visitor, &seen.import).await?;
    let answers = seen.import.mends.clone();
    let view = review::view(&seen, &answers, Vec::new(), became);
    visitor.page(Some(Section::Imports), "import/review.jinja", &view).await
}

/// `GET /imports/{id}/original`: the document as it came, byte for byte.
pub(crate) async fn original(
    State(office): State<Office>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let (file, bytes) = office.original(&visitor.actor, known(&id)?).await?;
    Ok(attachment(&file, "application/octet-stream", bytes))
}

/// The page of what a confirmed document became.
pub(super) async fn became(
    office: &Office,
    visitor: &Visitor,
    import: &Import,
) -> Result<Option<String>, Problem> {
    if import.state != ImportState::Settled {
        return Ok(None);
    }
    match &import.target {
        Target::Plan { plan, .. } => Ok(Some(format!("/plans/{plan}"))),
        Target::Round { round, organisation } => {
            let page = office.round(&visitor.actor, round, visitor.moment.today).await?;
            let own = page.returns.into_iter().find(|line| line.code == *organisation);
            let submission = own.and_then(|line| line.submission);
            Ok(submission.map(|submission| format!("/submissions/{submission}")))
        }
    }
}

/// An id as it stands in an address: what is none is no page.
pub(crate) fn known<T: core::str::FromStr>(text: &str) -> Result<T, Problem> {
    text.parse().map_err(|_| Problem::NotFound)
}

/// A file to be saved and never shown, under the name it has (RFC 6266).
pub(crate) fn attachment(file: &str, kind: &'static str, bytes: Vec<u8>) -> Response {
    let plain: String = file
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || " -._()".contains(c) { c } else { '_' })
        .collect();
    let full = encoded(file).replace('/', "%2F");
    let says = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{full}");
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, says)], bytes)
        .into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_files_name_cannot_break_out_of_its_header() {
        let answer = attachment("plan \"x\"\r\nX: y/é.docx", "application/pdf", Vec::new());
        let says = answer.headers()[header::CONTENT_DISPOSITION].to_str().unwrap();
        assert_eq!(
            says,
            "attachment; filename=\"plan _x___X_ y__.docx\"; \
             filename*=UTF-8''plan%20%22x%22%0D%0AX%3A%20y%2F%C3%A9.docx"
        );
    }
}
