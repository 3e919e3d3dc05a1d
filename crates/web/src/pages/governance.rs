//! The forms in which somebody says who holds a post of a body, and to whom the body reports.

use axum::extract::{Path, State};
use axum::response::Response;
use office::Office;
use programme::code::OrganisationCode;
use programme::id::{PostId, ReportingLineId};
use programme::post::PostKind;
use serde::Serialize;

use crate::forms::as_at::Asked;
use crate::forms::sent::Sent;
use crate::forms::{post, reporting_line};
use crate::pages::import::known;
use crate::problem::Problem;
use crate::render::Section;
use crate::views::{Choosable, Wrong};
use crate::visitor::Visitor;

/// A form about one thing of a body: a new one, or one that was seen in a revision.
#[derive(Serialize)]
struct Form<F> {
    code: String,
    organisation: String,
    /// The identity of what is changed, if it is not new.
    id: Option<String>,
    revision: Option<i64>,
    choices: Vec<Choosable>,
    filled: F,
    errors: Vec<Wrong>,
}

/// `GET /organisations/{code}/posts`, with `?post=ID` for one that is there.
pub(crate) async fn ask_post(
    State(office): State<Office>,
    visitor: Visitor,
    Path(code): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    let code: OrganisationCode = known(&code)?;
    may_keep(&office, &visitor, &code, Of::Posts).await?;
    let (id, revision, filled) = match asked.get("post") {
        None => (None, None, post::Filled::default()),
        Some(id) => {
            let (kept, revision) = office.post(&visitor.actor, known(id)?).await?;
            if kept.organisation != code {
                return Err(Problem::NotFound);
            }
            (Some(id.clone()), Some(revision), post::Filled::from(&kept))
        }
    };
    let view = post_form(&office, &code, (id, revision), filled, Vec::new()).await?;
    visitor.page(None, "organisation/post.jinja", &view).await
}

/// `POST /organisations/{code}/posts`
pub(crate) async fn keep_post(
    State(office): State<Office>,
    Path(code): Path<String>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let code: OrganisationCode = known(&code)?;
    let filled = post::Filled::of(&fields);
    let id = Some(fields.get("post").to_owned()).filter(|id| !id.is_empty());
    let revision = id.as_ref().map(|_| fields.revision()).transpose()?;
    let wrong = match post::post(&filled, code.clone()) {
        Err(wrong) => wrong,
        Ok(told) => {
            let (actor, moment) = (&visitor.actor, visitor.moment);
            let done = match (&id, revision) {
                (Some(id), Some(seen)) => {
                    office.change_post(actor, moment, (known(id)?, seen), told).await
                }
                _ => office.add_post(actor, moment, told).await.map(drop),
            };
            match done {
                Ok(()) => return visitor.on_to(&of(&code), "The post is kept").await,
                Err(error) => vec![Wrong::new("name", &Problem::from(error).on_form()?)],
            }
        }
    };
    let view = post_form(&office, &code, (id, revision), filled, wrong).await?;
    visitor.refused(Section::Overview, "organisation/post.jinja", &view).await
}

/// `POST /organisations/{code}/posts/{id}/end`
pub(crate) async fn end_post(
    State(office): State<Office>,
    Path((code, id)): Path<(String, String)>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let (code, post_id): (OrganisationCode, PostId) = (known(&code)?, known(&id)?);
    let (kept, _) = office.post(&visitor.actor, post_id).await?;
    if kept.organisation != code {
        return Err(Problem::NotFound);
    }
    let revision = fields.revision()?;
    let wrong = match post::day("ended", fields.get("ended")) {
        Err(wrong) => wrong,
        Ok(last) => {
            let seen = (post_id, revision);
            match office.end_post(&visitor.actor, visitor.moment, seen, last).await {
                Ok(()) => {
                    return visitor
                        .on_to(&of(&code), "The post ends. Who held it stays told")
                        .await;
                }
                Err(error) => Wrong::new("ended", &Problem::from(error).on_form()?),
            }
        }
    };
    let filled = post::Filled::from(&kept);
    let view = post_form(&office, &code, (Some(id), Some(revision)), filled, vec![wrong]).await?;
    visitor.refused(Section::Overview, "organisation/post.jinja", &view).await
}

async fn post_form(
    office: &Office,
    code: &OrganisationCode,
    (id, revision): (Option<String>, Option<i64>),
    filled: post::Filled,
    errors: Vec<Wrong>,
) -> Result<Form<post::Filled>, Problem> {
    let choice = |kind: PostKind| Choosable::new(kind.key(), kind.label(), &filled.kind);
    let choices = PostKind::ALL.into_iter().map(choice).collect();
    let organisation = name(office, code).await?;
    Ok(Form { code: code.to_string(), organisation, id, revision, choices, filled, errors })
}

/// `GET /organisations/{code}/lines`, with `?line=ID` for one that is there.
pub(crate) async fn ask_line(
    State(office): State<Office>,
    visitor: Visitor,
    Path(code): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    let code: OrganisationCode = known(&code)?;
    may_keep(&office, &visitor, &code, Of::Lines).await?;
    let (id, revision, filled) = match asked.get("line") {
        None => (None, None, reporting_line::Filled::default()),
        Some(id) => {
            let (kept, revision) = office.reporting_line(&visitor.actor, known(id)?).await?;
            if kept.organisation != code {
                return Err(Problem::NotFound);
            }
            (Some(id.clone()), Some(revision), reporting_line::Filled::from(&kept))
        }
    };
    let view = line_form(&office, &code, (id, revision), filled, Vec::new()).await?;
    visitor.page(None, "organisation/line.jinja", &view).await
}

/// `POST /organisations/{code}/lines`
pub(crate) async fn keep_line(
    State(office): State<Office>,
    Path(code): Path<String>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let code: OrganisationCode = known(&code)?;
    let filled = reporting_line::Filled::of(&fields);
    let id = Some(fields.get("line").to_owned()).filter(|id| !id.is_empty());
    let revision = id.as_ref().map(|_| fields.revision()).transpose()?;
    let wrong = match reporting_line::reporting_line(&filled, code.clone()) {
        Err(wrong) => wrong,
        Ok(told) => {
            let (actor, moment) = (&visitor.actor, visitor.moment);
            let done = match (&id, revision) {
                (Some(id), Some(seen)) => {
                    office.change_reporting_line(actor, moment, (known(id)?, seen), told).await
                }
                _ => office.add_reporting_line(actor, moment, told).await.map(drop),
            };
            match done {
                Ok(()) => return visitor.on_to(&of(&code), "The reporting line is kept").await,
                Err(error) => vec![Wrong::new("whom", &Problem::from(error).on_form()?)],
            }
        }
    };
    let view = line_form(&office, &code, (id, revision), filled, wrong).await?;
    visitor.refused(Section::Overview, "organisation/line.jinja", &view).await
}

/// `POST /organisations/{code}/lines/{id}/end`
pub(crate) async fn end_line(
    State(office): State<Office>,
    Path((code, id)): Path<(String, String)>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let (code, line_id): (OrganisationCode, ReportingLineId) = (known(&code)?, known(&id)?);
    let (kept, _) = office.reporting_line(&visitor.actor, line_id).await?;
    if kept.organisation != code {
        return Err(Problem::NotFound);
    }
    let revision = fields.revision()?;
    let wrong = match post::day("ended", fields.get("ended")) {
        Err(wrong) => wrong,
        Ok(last) => {
            let seen = (line_id, revision);
            match office.end_reporting_line(&visitor.actor, visitor.moment, seen, last).await {
                Ok(()) => {
                    let says = "The reporting line ends. That it was stays told";
                    return visitor.on_to(&of(&code), says).await;
                }
                Err(error) => Wrong::new("ended", &Problem::from(error).on_form()?),
            }
        }
    };
    let filled = reporting_line::Filled::from(&kept);
    let view = line_form(&office, &code, (Some(id), Some(revision)), filled, vec![wrong]).await?;
    visitor.refused(Section::Overview, "organisation/line.jinja", &view).await
}

async fn line_form(
    office: &Office,
    code: &OrganisationCode,
    (id, revision): (Option<String>, Option<i64>),
    filled: reporting_line::Filled,
    errors: Vec<Wrong>,
) -> Result<Form<reporting_line::Filled>, Problem> {
    let bodies = office.organisations().await?;
    let others = bodies.into_iter().filter(|body| body.code != *code);
    let choices =
        others.map(|body| Choosable::new(body.code.as_str(), body.name, &filled.body)).collect();
    let organisation = name(office, code).await?;
    Ok(Form { code: code.to_string(), organisation, id, revision, choices, filled, errors })
}

/// What a form is about.
#[derive(Clone, Copy)]
enum Of {
    Posts,
    Lines,
}

/// Shows a form only to those who may send it.
async fn may_keep(
    office: &Office,
    visitor: &Visitor,
    code: &OrganisationCode,
    of: Of,
) -> Result<(), Problem> {
    let body = office.body(&visitor.actor, code, visitor.moment.today, None).await?;
    let may = match of {
        Of::Posts => body.may_keep_posts,
        Of::Lines => body.may_keep_lines,
    };
    if may { Ok(()) } else { Err(Problem::NotFound) }
}

async fn name(office: &Office, code: &OrganisationCode) -> Result<String, Problem> {
    let names = office.organisation_names().await?;
    names.get(code).cloned().ok_or(Problem::NotFound)
}

fn of(code: &OrganisationCode) -> String {
    format!("/organisations/{code}")
}
