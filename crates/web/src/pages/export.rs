//! Exports: a plan or a list as a file to be saved.

use axum::extract::{Path, State};
use axum::response::Response;
use jiff::civil::Date;
use office::Office;
use office::export::{Export, List, Narrowed};

use crate::forms::as_at::{AsAt, Asked};
use crate::pages::evidence::which;
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
    let at = past(&asked, &visitor)?;
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
        at: past(&asked, &visitor)?,
        theme: asked.get("theme").map_or("", |value| value.trim()).to_owned(),
        filter: Said::of(&asked).filter,
        risks: risk::filter(&asked),
    };
    let moment = visitor.moment;
    Ok(saved(office.export_list(&visitor.actor, moment, list, &narrowed, &format).await?))
}

/// `GET /evidence/{indicator}/export/{format}?breakdown=&period=&as-at=`: a finding, as its page shows
/// it on that day.
pub(crate) async fn finding(
    State(office): State<Office>,
    visitor: Visitor,
    Path((key, format)): Path<(String, String)>,
    asked: Asked,
) -> Result<Response, Problem> {
    let (of, at) = (known(&key)?, past(&asked, &visitor)?);
    Ok(saved(office.export_finding(&visitor.actor, &of, which(&asked), at, &format).await?))
}

/// The day asked for, if it is not today. Of a day that is none there is no file: one of today in its
/// place would be taken for it.
fn past(asked: &Asked, visitor: &Visitor) -> Result<Option<Date>, Problem> {
    let day = AsAt::of(asked, visitor.moment);
    if day.is_wrong() { Err(Problem::NotFound) } else { Ok(day.past()) }
}

fn saved(Export { name, media_type, bytes }: Export) -> Response {
    attachment(&name, media_type, bytes)
}
