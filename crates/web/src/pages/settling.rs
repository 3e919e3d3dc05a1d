//! What a person does with an import: answers are saved, columns are named, it is confirmed, put
//! aside, compared with another plan, and taken back.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use office::Office;
use office::review::Review;
use programme::commitment::Answers;
use serde::Serialize;

use crate::forms::decisions::decisions;
use crate::forms::mapping;
use crate::forms::mends::{mends, misread};
use crate::forms::sent::{Fields, Sent};
use crate::pages::import::{became, known};
use crate::pages::review;
use crate::problem::Problem;
use crate::render::Section;
use crate::views::Wrong;
use crate::visitor::Visitor;

/// `POST /imports/{id}/mend`: saves the answers for later.
pub(crate) async fn mend(
    State(office): State<Office>,
    Path(id): Path<String>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let id = known(&id)?;
    let seen = answered(office.review(&visitor.actor, id).await?, &fields);
    let answers = seen.import.mends.clone();
    let wrong = misread(&seen.import.draft, &answers);
    if !wrong.is_empty() {
        let view = review::view(&seen, &answers, wrong, None);
        return visitor.refused(Section::Imports, "import/review.jinja", &view).await;
    }
    let answers = Answers { mends: answers, decisions: seen.import.decisions };
    office.mend(&visitor.actor, visitor.moment, id, fields.revision()?, answers).await?;
    visitor.on_to("/imports", format!("Your answers about {} are saved", seen.import.file)).await
}

/// The review with what was just answered and ticked, so that it is there when the page comes again.
fn answered(mut seen: Review, fields: &Fields) -> Review {
    seen.import.mends = mends(fields, &seen.import.draft.doubts);
    seen.import.decisions = decisions(fields);
    seen
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
    let seen = answered(seen, &fields);
    let answers = seen.import.mends.clone();
    let mut wrong = misread(&seen.import.draft, &answers);
    if wrong.is_empty() {
        let revision = fields.revision()?;
        let all = Answers { mends: answers.clone(), decisions: seen.import.decisions.clone() };
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
    let wrong = vec![review::about_it_all("columns", &wrong)];
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
