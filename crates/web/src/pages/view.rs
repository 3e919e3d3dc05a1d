//! Saved views: a list as somebody narrowed it, saved under a name of their own.

use axum::extract::{Path, State};
use axum::response::Response;
use office::Office;
use programme::view::narrowed;
use serde::Serialize;

use crate::forms::sent::Sent;
use crate::pages::import::known;
use crate::problem::Problem;
use crate::views::Link;
use crate::visitor::Visitor;

/// The lists of which views are saved.
const LISTS: [&str; 4] = ["/actions", "/recommendations", "/actions/timeline", "/actions/board"];

/// The views of a list that the visitor saved, and the form that saves another.
#[derive(Serialize)]
pub(crate) struct Saved {
    /// Each with the identity by which it is taken off.
    views: Vec<(Link, String)>,
    /// The identity of the next.
    next: String,
    list: String,
    /// What the list is narrowed to now; nothing to save if it is not.
    query: String,
}

/// The views of a list; none for whoever saves none.
pub(crate) async fn saved(
    office: &Office,
    visitor: &Visitor,
    (list, query): (&str, &str),
) -> Result<Option<Saved>, Problem> {
    let found = office.saved_views(&visitor.actor, list).await?;
    Ok(found.map(|(views, next)| Saved {
        views: views
            .into_iter()
            .map(|view| (Link::new(view.title.clone(), view.address()), view.id.to_string()))
            .collect(),
        next: next.to_string(),
        list: list.to_owned(),
        query: query.to_owned(),
    }))
}

/// `POST /views`: saves a view, and shows it.
pub(crate) async fn save(
    State(office): State<Office>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let wanted = fields.get("list");
    let list = LISTS.into_iter().find(|list| *list == wanted).ok_or(Problem::NotFound)?;
    let (id, title, query) = (known(fields.get("view"))?, fields.get("title"), fields.get("query"));
    let to = narrowed(query).map_or_else(|| list.to_owned(), |query| format!("{list}?{query}"));
    let done = office.save_view(&visitor.actor, visitor.moment, (id, title), (list, query)).await;
    match done.map_err(Problem::from) {
        Ok(()) => visitor.on_to(&to, format!("Saved as “{}”", title.trim())).await,
        // The list itself has no form that could be shown again: what to mend stands at its top.
        Err(problem) => {
            let says = problem.on_form()?;
            visitor.on_to(&to, format!("It was not saved: {says}")).await
        }
    }
}

/// `POST /views/{id}/remove`
pub(crate) async fn remove(
    State(office): State<Office>,
    Path(id): Path<String>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let wanted = fields.get("list");
    let list = LISTS.into_iter().find(|list| *list == wanted).ok_or(Problem::NotFound)?;
    office.remove_view(&visitor.actor, visitor.moment, known(&id)?).await?;
    visitor.on_to(list, "The view was taken off your list").await
}
