//! Imports: documents come in, are looked at, and are confirmed or put aside.

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use office::Office;
use office::import::{ImportLine, Targets};
use office::review::Review;
use programme::about::{About, Item, Part};
use programme::commitment::Answers;
use programme::import::{Import, ImportState, Target};
use serde::Serialize;

use crate::forms::decisions::decisions;
use crate::forms::mapping;
use crate::forms::mends::{mends, misread};
use crate::forms::parcel::Parcel;
use crate::forms::sent::Sent;
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

/// `POST /imports/{id}/mend`: saves the answers for later.
pub(crate) async fn mend(
    State(office): State<Office>,
    Path(id): Path<String>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let id = known(&id)?;
    let seen = office.review(&visitor.actor, id).await?;
    let answers = mends(&fields, &seen.import.draft.doubts);
    let wrong = misread(&seen.import.draft, &answers);
    if !wrong.is_empty() {
        let view = review::view(&seen, &answers, wrong, None);
        return visitor.refused(Section::Imports, "import/review.jinja", &view).await;
    }
    let answers = Answers { mends: answers, decisions: decisions(&fields) };
    office.mend(&visitor.actor, visitor.moment, id, fields.revision()?, answers).await?;
    visitor.on_to("/imports", format!("Your answers about {} are saved", seen.import.file)).await
}

/// `POST /imports/{id}/confirm`: what it says is kept; sent twice, it is kept once.
pub(crate) async fn confirm(
    State(office): State<Office>,
    Path(id): Path<String>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let id = known(&id)?;
    let seen = office.review(&visitor.actor, id).await?;
    if let Some(became) = became(&office, &visitor, &seen.import).await? {
        return visitor
            .on_to(&became, "This document was confirmed already; here is what it became")
            .await;
    }
    let answers = mends(&fields, &seen.import.draft.doubts);
    let mut wrong = misread(&seen.import.draft, &answers);
    if wrong.is_empty() {
        let revision = fields.revision()?;
        let all = Answers { mends: answers.clone(), decisions: decisions(&fields) };
        match office.confirm(&visitor.actor, visitor.moment, id, revision, all).await {
            Ok(kept) => return visitor.on_to(&kept.link, kept.says).await,
            Err(error) => wrong = review::refusals(&seen.import.draft, Problem::from(error))?,
        }
    }
    let view = review::view(&seen, &answers, wrong, None);
    visitor.refused(Section::Imports, "import/review.jinja", &view).await
}

/// `POST /imports/{id}/mapping`: what columns and words mean; the document is read again with it.
pub(crate) async fn map(
    State(office): State<Office>,
    Path(id): Path<String>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let id = known(&id)?;
    let seen = office.review(&visitor.actor, id).await?;
    let said = mapping::said(&fields, &seen);
    let revision = fields.revision()?;
    let wrong = match office.map_import(&visitor.actor, visitor.moment, id, revision, said).await {
        Ok(()) => {
            let says = "The document was read again with what you said. The next one of this \
                organisation begins with it";
            return visitor.on_to(&format!("/imports/{id}"), says).await;
        }
        Err(error) => Problem::from(error).on_form()?,
    };
    let whole = About { item: Item::Document, number: 0, part: Part::Words };
    let wrong = vec![(whole, Wrong::new("columns", &wrong))];
    let view = review::view(&seen, &seen.import.mends, wrong, None);
    visitor.refused(Section::Imports, "import/review.jinja", &view).await
}

/// `POST /imports/{id}/target`: it is a newer version of that plan.
pub(crate) async fn retarget(
    State(office): State<Office>,
    Path(id): Path<String>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let (known, plan) = (known(&id)?, known(fields.get("plan"))?);
    let revision = fields.revision()?;
    office.retarget_import(&visitor.actor, visitor.moment, known, revision, plan).await?;
    let says = "Here is what this version would change. Nothing is changed until you confirm it";
    visitor.on_to(&format!("/imports/{id}"), says).await
}

#[derive(Serialize)]
struct Undo {
    id: String,
    file: String,
    organisation: String,
    revision: i64,
    errors: Vec<Wrong>,
}

/// `GET /imports/{id}/undo`: why is it taken back?
pub(crate) async fn ask_undo(
    State(office): State<Office>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let seen = office.review(&visitor.actor, known(&id)?).await?;
    if !seen.may_undo {
        return Ok(Redirect::to(&format!("/imports/{id}")).into_response());
    }
    let view = undoing(id, &seen, Vec::new());
    visitor.page(Some(Section::Imports), "import/undo.jinja", &view).await
}

/// `POST /imports/{id}/undo`: what it wrote is taken back, in one step.
pub(crate) async fn undo(
    State(office): State<Office>,
    Path(id): Path<String>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let (known, revision) = (known(&id)?, fields.revision()?);
    let reason = fields.get("reason");
    let wrong =
        match office.undo_import(&visitor.actor, visitor.moment, known, revision, reason).await {
            Ok(()) => {
                let says = "The import was undone. What it added is taken back, and what it \
                    changed says again what it said before";
                return visitor.on_to("/imports", says).await;
            }
            Err(error) => Problem::from(error).on_form()?,
        };
    let seen = office.review(&visitor.actor, known).await?;
    let view = undoing(id, &seen, vec![Wrong::new("reason", &wrong)]);
    visitor.refused(Section::Imports, "import/undo.jinja", &view).await
}

fn undoing(id: String, seen: &Review, errors: Vec<Wrong>) -> Undo {
    let (file, revision) = (seen.import.file.clone(), seen.import.revision);
    Undo { id, file, organisation: seen.organisation.clone(), revision, errors }
}

#[derive(Serialize)]
struct Discard {
    id: String,
    file: String,
    organisation: String,
    says: String,
    revision: i64,
}

/// `GET /imports/{id}/discard`: are you sure?
pub(crate) async fn ask_discard(
    State(office): State<Office>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let seen = office.review(&visitor.actor, known(&id)?).await?;
    if !seen.import.state.waits() {
        return Ok(Redirect::to(&format!("/imports/{id}")).into_response());
    }
    let (file, revision) = (seen.import.file, seen.import.revision);
    let view = Discard { id, file, organisation: seen.organisation, says: seen.says, revision };
    visitor.page(Some(Section::Imports), "import/discard.jinja", &view).await
}

/// `POST /imports/{id}/discard`
pub(crate) async fn discard(
    State(office): State<Office>,
    Path(id): Path<String>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let id = known(&id)?;
    office.cancel(&visitor.actor, visitor.moment, id, fields.revision()?).await?;
    visitor.on_to("/imports", "The document was discarded. Nothing in it was kept").await
}

/// The page of what a confirmed document became.
async fn became(
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
