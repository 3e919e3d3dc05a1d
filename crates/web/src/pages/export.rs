//! Exports: a plan or a list as a file to be saved.

use axum::extract::{Path, State};
use axum::response::Response;
use office::Office;
use office::export::{Export, List, Narrowed};

use crate::forms::as_at::{AsAt, Asked};
use crate::pages::import::{attachment, known};
use crate::pages::listing::Said;
use crate::pages::risk;
use crate::problem::Problem;
use crate::visitor::Visitor;

/// `GET /plans/{key}/export/{format}`: the plan in the columns people gave us.
pub(crate) async fn plan(
    State(office): State<Office>,
    visitor: Visitor,
    Path((key, format)): Path<(String, String)>,
    asked: Asked,
) -> Result<Response, Problem> {
    let at = AsAt::of(&asked, visitor.moment).past();
    let (key, moment) = (known(&key)?, visitor.moment);
    Ok(saved(office.export_plan(&visitor.actor, moment, &key, at, &format).await?))
}

/// `GET /exports/{list}/{format}`: a list, narrowed as its page is.
pub(crate) async fn list(
    State(office): State<Office>,
    visitor: Visitor,
    Path((list, format)): Path<(String, String)>,
    asked: Asked,
) -> Result<Response, Problem> {
    let list = List::ALL.into_iter().find(|known| known.key() == list).ok_or(Problem::NotFound)?;
    let narrowed = Narrowed {
        at: AsAt::of(&asked, visitor.moment).past(),
        theme: asked.get("theme").map_or("", |value| value.trim()).to_owned(),
        filter: Said::of(&asked).filter,
        risks: risk::filter(&asked),
    };
    let moment = visitor.moment;
    Ok(saved(office.export_list(&visitor.actor, moment, list, &narrowed, &format).await?))
}

/// `GET /evidence/{indicator}/export/{format}?breakdown=&period=`: a finding, as its page shows it.
pub(crate) async fn finding(
    State(office): State<Office>,
    visitor: Visitor,
    Path((key, format)): Path<(String, String)>,
    asked: Asked,
) -> Result<Response, Problem> {
    let get = |name: &str| asked.get(name).map(String::as_str).filter(|value| !value.is_empty());
    let which = (get("breakdown"), get("period"));
    Ok(saved(office.export_finding(&visitor.actor, &known(&key)?, which, &format).await?))
}

fn saved(Export { name, media_type, bytes }: Export) -> Response {
    attachment(&name, media_type, bytes)
}
