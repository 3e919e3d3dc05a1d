//! Signed links: they are made, ended, and opened by whoever holds one.

use authority::policy::{Reach, Shelf, view as sees};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use office::Office;
use office::link::{NewLink, Opened};
use programme::id::{By, LinkId};
use programme::link::LinkStanding;
use serde::Serialize;
use tower_sessions::Session;

use crate::app::App;
use crate::forms::sent::Sent;
use crate::pages::import::known;
use crate::problem::Problem;
use crate::render::{self, Section, Shell};
use crate::session;
use crate::views::{Wrong, instant_words};
use crate::visitor::Visitor;

#[derive(Serialize)]
struct Ended {
    heading: &'static str,
    says: String,
}

/// `GET /answer/{token}`: the one return that this link opens, without an account.
pub(crate) async fn open(
    State(app): State<App>,
    session: Session,
    Path(token): Path<String>,
) -> Result<Response, Problem> {
    let moment = app.moment();
    let link = match app.office.open_link(&token, moment.now).await? {
        Opened::Good(link) => link,
        Opened::Ended { link, how, ask } => {
            let until = instant_words(link.expires);
            let (heading, says) = match how {
                LinkStanding::Revoked => (
                    "This link was ended",
                    format!("It was ended by those who made it. Ask {ask} for another."),
                ),
                LinkStanding::Expired | LinkStanding::Good => (
                    "This link has expired",
                    format!(
                        "It could be used until {until}. What was saved is kept. Ask {ask} for another."
                    ),
                ),
            };
            let view = Ended { heading, says };
            let page = render::page("link/ended.jinja", &Shell::default(), &view)?;
            return Ok((StatusCode::GONE, page).into_response());
        }
        Opened::Nothing => return Err(Problem::NotFound),
    };
    let to = format!("/submissions/{}", link.submission);
    // Whoever is signed in already and may see it goes there as themselves.
    if let Some(visitor) = Visitor::of(&app, &session).await?
        && visitor.actor.by != By::Link(link.id)
        && app.office.filling(&visitor.actor, link.submission).await.is_ok()
    {
        return Ok(Redirect::to(&to).into_response());
    }
    session::begin(&session, By::Link(link.id), moment).await?;
    tracing::info!(link.id = %link.id, "a link was opened");
    Ok(Redirect::to(&to).into_response())
}

#[derive(Serialize)]
struct List {
    id: String,
    organisation: String,
    links: Vec<Line>,
    may_make: bool,
    /// The identity of the link that the form would make.
    new: String,
    /// The address of the link just made, shown this once.
    made: Option<String>,
    sent_to: String,
    days: String,
    errors: Vec<Wrong>,
}

#[derive(Serialize)]
struct Line {
    id: String,
    sent_to: String,
    until: String,
    standing: &'static str,
    good: bool,
}

/// `GET /submissions/{id}/links`
pub(crate) async fn list(
    State(office): State<Office>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let view = view(&office, &visitor, id).await?;
    visitor.page(Some(Section::MyWork), "link/list.jinja", &view).await
}

/// `POST /submissions/{id}/links`: makes one, and shows its address once.
pub(crate) async fn make(
    State(office): State<Office>,
    Path(id): Path<String>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let (sent_to, days) = (fields.get("sent_to").to_owned(), fields.get("days").to_owned());
    // Twice 128 bits: longer than anybody guesses.
    let secret = format!("{}{}", session::random(), session::random());
    let new = NewLink {
        id: known(fields.get("link"))?,
        submission: known(&id)?,
        sent_to: sent_to.clone(),
        days: days.parse().unwrap_or(0),
        secret: secret.clone(),
    };
    let made = office.make_link(&visitor.actor, visitor.moment, new).await;
    let mut shown = view(&office, &visitor, id).await?;
    match made {
        Ok(_) => {
            shown.made = Some(format!("/answer/{secret}"));
            visitor.page(Some(Section::MyWork), "link/list.jinja", &shown).await
        }
        Err(error) => {
            let says = Problem::from(error).on_form()?;
            let field = if sent_to.is_empty() { "sent_to" } else { "days" };
            shown.errors = vec![Wrong::new(field, &says)];
            (shown.sent_to, shown.days) = (sent_to, days);
            visitor.refused(Section::MyWork, "link/list.jinja", &shown).await
        }
    }
}

/// `POST /submissions/{id}/links/{link}/revoke`
pub(crate) async fn revoke(
    State(office): State<Office>,
    Path((id, link)): Path<(String, String)>,
    Sent { visitor, fields: _ }: Sent,
) -> Result<Response, Problem> {
    let link: LinkId = known(&link)?;
    office.revoke_link(&visitor.actor, visitor.moment, (known(&id)?, link)).await?;
    let says = "The link was ended. Whoever holds it is told whom to ask";
    visitor.on_to(&format!("/submissions/{id}/links"), says).await
}

async fn view(office: &Office, visitor: &Visitor, id: String) -> Result<List, Problem> {
    let submission = known(&id)?;
    let filling = office.filling(&visitor.actor, submission).await?;
    // Who may not read what stands in it may not read to whom it was sent, either.
    let reads = sees(visitor.actor.role, Shelf::Answers) != Reach::Nothing;
    if visitor.actor.submission.is_some() || !reads {
        return Err(Problem::NotFound);
    }
    let links = office.links(&visitor.actor, submission).await?;
    let line = |link: programme::link::Link| line(&link, visitor.moment.now);
    Ok(List {
        organisation: filling.organisation,
        links: links.into_iter().map(line).collect(),
        may_make: filling.may.link(),
        new: office.new_link().to_string(),
        made: None,
        sent_to: String::new(),
        days: "14".to_owned(),
        errors: Vec::new(),
        id,
    })
}

fn line(link: &programme::link::Link, now: Timestamp) -> Line {
    let standing = link.standing(now);
    Line {
        id: link.id.to_string(),
        sent_to: link.sent_to.clone(),
        until: instant_words(link.expires),
        standing: match standing {
            LinkStanding::Good => "Can be used",
            LinkStanding::Expired => "Expired",
            LinkStanding::Revoked => "Ended",
        },
        good: standing == LinkStanding::Good,
    }
}
