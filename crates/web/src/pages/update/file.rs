//! Files that show what is told of an action or a recommendation: attached, and downloaded.

use axum::extract::{Path, State};
use axum::response::Response;
use office::Office;
use programme::update::About;

use super::{CHANGED, Typed, address, again, telling};
use crate::forms::parcel::Parcel;
use crate::pages::import::{attachment, known};
use crate::problem::Problem;
use crate::views::Wrong;
use crate::visitor::Visitor;

/// `POST /actions/{id}/evidence`: a file that shows how it is going.
pub(crate) async fn attach_to_action(
    State(office): State<Office>,
    Path(id): Path<String>,
    parcel: Parcel,
) -> Result<Response, Problem> {
    attach(&office, About::Action(known(&id)?), parcel).await
}

/// `POST /recommendations/{id}/evidence`: a file that shows how it is going.
pub(crate) async fn attach_to_recommendation(
    State(office): State<Office>,
    Path(id): Path<String>,
    parcel: Parcel,
) -> Result<Response, Problem> {
    attach(&office, About::Recommendation(known(&id)?), parcel).await
}

async fn attach(
    office: &Office,
    about: About,
    Parcel { visitor, fields, sheets }: Parcel,
) -> Result<Response, Problem> {
    let sheet = sheets.into_iter().next().unwrap_or_default();
    let mut wrong = Vec::new();
    if sheet.too_large {
        wrong.push(Wrong::new("file", "The file must be smaller than 20 MB"));
    } else if sheet.name.is_empty() {
        wrong.push(Wrong::new("file", "Choose the file to attach"));
    }
    let title = fields.get("title");
    if !sheet.too_large && title.is_empty() {
        wrong.push(Wrong::new("title", "Enter what it is, like Minutes of 6 August"));
    }
    if wrong.is_empty() {
        let seen = (about, fields.revision()?);
        match telling(&fields) {
            Ok(telling) => {
                let file = (title, sheet.name.as_str(), sheet.bytes.as_slice());
                let (actor, moment) = (&visitor.actor, visitor.moment);
                let done = office.tell_with(actor, moment, seen, telling, file).await;
                match done.map_err(Problem::from) {
                    Ok(()) => {
                        let says = format!("“{title}” is attached");
                        return visitor.on_to(&address(about), says).await;
                    }
                    Err(Problem::Changed) => wrong.push(Wrong::new("updates", CHANGED)),
                    Err(problem) => {
                        let field = if fields.get("words").is_empty() { "words" } else { "file" };
                        wrong.push(Wrong::new(field, &problem.on_form()?));
                    }
                }
            }
            Err(told) => wrong = told?,
        }
    }
    let typed = Typed { step: "evidence".to_owned(), ..Typed::of(&fields) };
    again(office, &visitor, about, typed, wrong).await
}

/// `GET /actions/{id}/evidence/{file}`: the file as it was attached, byte for byte.
pub(crate) async fn of_action(
    State(office): State<Office>,
    visitor: Visitor,
    Path((id, file)): Path<(String, String)>,
) -> Result<Response, Problem> {
    download(&office, &visitor, About::Action(known(&id)?), &file).await
}

/// `GET /recommendations/{id}/evidence/{file}`: the file as it was attached, byte for byte.
pub(crate) async fn of_recommendation(
    State(office): State<Office>,
    visitor: Visitor,
    Path((id, file)): Path<(String, String)>,
) -> Result<Response, Problem> {
    download(&office, &visitor, About::Recommendation(known(&id)?), &file).await
}

async fn download(
    office: &Office,
    visitor: &Visitor,
    about: About,
    file: &str,
) -> Result<Response, Problem> {
    let (file, bytes) = office.evidence_file(&visitor.actor, about, file).await?;
    Ok(attachment(&file.file.to_string(), file.kind().media_type(), bytes))
}
