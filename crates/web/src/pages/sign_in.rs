//! Signing in and out.

use axum::Form;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::{Deserialize, Serialize};
use tower_sessions::Session;

use crate::app::App;
use crate::forms::sent::{Fields, Sent};
use crate::forms::typed::Typed;
use crate::headers::Transport;
use crate::problem::{Problem, given_back, local};
use crate::render::{self, Shell};
use crate::session;
use crate::views::Wrong;
use crate::visitor::Visitor;

/// Who is not signed in has no session, so the form's token is held against a cookie of its own.
const COOKIE: &str = "fairlead-form";

/// One answer for a name nobody has, a wrong password and a disabled person.
const NO: &str = "The name or the password is not right";

const WAIT: &str = "There were too many tries. Wait 15 minutes and try again";

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    next: String,
}

#[derive(Serialize)]
struct View {
    name: String,
    next: String,
    /// What was typed before the session ended, to be given back.
    typed: String,
    errors: Vec<Wrong>,
}

/// `GET /sign-in`
pub(crate) async fn show(
    State(app): State<App>,
    session: Session,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    if Visitor::of(&app, &session).await?.is_some() {
        return Ok(Redirect::to(after(&asked.next)).into_response());
    }
    let (name, typed) = (String::new(), String::new());
    form(&app, StatusCode::OK, &View { name, next: asked.next, typed, errors: Vec::new() })
}

/// The sign-in page for somebody whose session ended while they were writing.
pub(crate) fn with_typed(app: &App, next: &str, typed: &Typed) -> Result<Response, Problem> {
    let (name, next, typed) = (String::new(), next.to_owned(), typed.carried());
    form(app, StatusCode::UNAUTHORIZED, &View { name, next, typed, errors: Vec::new() })
}

/// `POST /sign-in`
pub(crate) async fn enter(
    State(app): State<App>,
    session: Session,
    asked: HeaderMap,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let fields = Fields(fields);
    fields.vouched(cookie(&asked, name_of(app.settings.transport)).unwrap_or_default())?;
    let moment = app.moment();
    let (name, next) = (fields.get("name").to_owned(), fields.get("next").to_owned());
    let typed = fields.get("typed").to_owned();
    let again = |status, href: &str, says: &str| {
        let errors = vec![Wrong::new(href, says)];
        let (name, next, typed) = (name.clone(), next.clone(), typed.clone());
        form(&app, status, &View { name, next, typed, errors })
    };
    if !app.attempts.begin(&name, moment.now) {
        tracing::warn!("a sign-in was made to wait");
        return again(StatusCode::TOO_MANY_REQUESTS, "name", WAIT);
    }
    // A password is taken as it is typed, with the space round it.
    let password = fields.0.iter().find(|(field, _)| field == "password");
    let password = password.map_or("", |(_, password)| password.as_str());
    let Some(person) = app.office.sign_in(&name, password).await? else {
        tracing::warn!("a sign-in was refused");
        return again(StatusCode::UNPROCESSABLE_ENTITY, "name", NO);
    };
    app.attempts.succeeded(&name);
    session::begin(&session, person.id, moment).await?;
    tracing::info!(person.id = %person.id, "somebody signed in");
    if !typed.is_empty() && local(&next) {
        let typed = Typed::read(&next, &typed);
        let visitor = Visitor::of(&app, &session).await?.ok_or(Problem::Stale)?;
        return Ok(given_back(StatusCode::OK, &typed, &visitor.into_shell()));
    }
    Ok(Redirect::to(after(&next)).into_response())
}

/// `POST /sign-out`
pub(crate) async fn leave(session: Session, sent: Sent) -> Result<Redirect, Problem> {
    tracing::info!(person.id = %sent.visitor.actor.by, "somebody signed out");
    session.flush().await?;
    Ok(Redirect::to("/sign-in"))
}

fn form(app: &App, status: StatusCode, view: &View) -> Result<Response, Problem> {
    let token = session::random();
    let name = name_of(app.settings.transport);
    let secure = if app.settings.transport == Transport::Https { "; Secure" } else { "" };
    let cookie = format!("{name}={token}; HttpOnly; SameSite=Strict; Path=/{secure}");
    let shell = Shell { token, ..Shell::default() };
    let mut page = (status, render::page("sign_in.jinja", &shell, view)?).into_response();
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        page.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(page)
}

fn name_of(transport: Transport) -> &'static str {
    match transport {
        Transport::Plain => COOKIE,
        Transport::Https => "__Host-fairlead-form",
    }
}

fn cookie<'a>(asked: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = asked.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    all.flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(known, value)| (known == name).then_some(value))
}

/// Where to go after signing in: only ever on this server.
fn after(next: &str) -> &str {
    if local(next) && !next.starts_with("/sign-") { next } else { "/" }
}
