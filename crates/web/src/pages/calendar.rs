//! The calendar feed: its address is made and ended here, and read by whoever holds it.

use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HOST};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use office::Office;
use office::digest::Address;
use programme::calendar::CalendarFeed;
use serde::Serialize;

use crate::app::App;
use crate::forms::sent::Sent;
use crate::headers::Transport;
use crate::pages::import::known;
use crate::problem::Problem;
use crate::render::Section;
use crate::session;
use crate::views::{Wrong, day_words};
use crate::visitor::Visitor;

#[derive(Serialize)]
struct View {
    /// The day on which the address was made, if there is one.
    made_on: Option<String>,
    /// The address just made, shown this once.
    address: Option<String>,
    /// The identity of the feed that the form would make.
    new: String,
    errors: Vec<Wrong>,
}

/// `GET /calendar`
pub(crate) async fn show(
    State(office): State<Office>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    let feed = office.calendar_feed(&visitor.actor).await?;
    let view = view(&office, feed.as_ref());
    visitor.page(Some(Section::MyWork), "calendar/feed.jinja", &view).await
}

/// `POST /calendar`: makes an address, and shows it once.
pub(crate) async fn make(
    State(app): State<App>,
    headers: HeaderMap,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    // Twice 128 bits: longer than anybody guesses.
    let secret = format!("{}{}", session::random(), session::random());
    let new = (known(fields.get("feed"))?, secret.as_str());
    let made = app.office.make_calendar_feed(&visitor.actor, visitor.moment, new).await;
    let feed = app.office.calendar_feed(&visitor.actor).await?;
    let shown = view(&app.office, feed.as_ref());
    match made {
        Ok(()) => {
            let page = format!("/calendar/{secret}.ics");
            let here = here(&headers, app.settings.transport);
            let address = Some(here.map_or_else(|| page.clone(), |here| here.of(&page)));
            let shown = View { address, ..shown };
            visitor.page(Some(Section::MyWork), "calendar/feed.jinja", &shown).await
        }
        Err(error) => {
            let says = Problem::from(error).on_form()?;
            let shown = View { errors: vec![Wrong::new("maincontent", &says)], ..shown };
            visitor.refused(Section::MyWork, "calendar/feed.jinja", &shown).await
        }
    }
}

/// `POST /calendar/end`
pub(crate) async fn end(
    State(office): State<Office>,
    Sent { visitor, fields: _ }: Sent,
) -> Result<Response, Problem> {
    office.end_calendar_feed(&visitor.actor, visitor.moment).await?;
    visitor.on_to("/calendar", "The address was ended. It shows nothing any more").await
}

/// `GET /calendar/{token}.ics`: what is due, for a calendar program. No session is begun or read:
/// the secret in the address is all there is. Whatever is wrong with it, the answer is the same.
pub(crate) async fn feed(
    State(app): State<App>,
    headers: HeaderMap,
    Path(file): Path<String>,
) -> Response {
    let nothing = || (StatusCode::NOT_FOUND, "There is nothing at this address\n").into_response();
    let Some(secret) = file.strip_suffix(".ics") else { return nothing() };
    let here = here(&headers, app.settings.transport);
    match app.office.calendar(secret, here.as_ref()).await {
        Ok(Some(calendar)) => {
            let headers = [
                (CONTENT_TYPE, "text/calendar; charset=utf-8"),
                (CONTENT_DISPOSITION, "inline; filename=\"fairlead.ics\""),
            ];
            (headers, calendar).into_response()
        }
        Ok(None) => nothing(),
        Err(error) => {
            tracing::error!(%error, "a calendar could not be read");
            (StatusCode::INTERNAL_SERVER_ERROR, "Fairlead cannot answer now\n").into_response()
        }
    }
}

fn view(office: &Office, feed: Option<&CalendarFeed>) -> View {
    View {
        made_on: feed.map(|feed| day_words(feed.made)),
        address: None,
        new: office.new_calendar_feed().to_string(),
        errors: Vec::new(),
    }
}

/// Where whoever asks has found us: their own program leads them back there.
fn here(headers: &HeaderMap, transport: Transport) -> Option<Address> {
    let host = headers.get(HOST)?.to_str().ok()?;
    let scheme = match transport {
        Transport::Plain => "http",
        Transport::Https => "https",
    };
    format!("{scheme}://{host}").parse().ok()
}
