//! What people are told when something cannot be done, in one list.

use std::error::Error as StdError;
use std::sync::Arc;

use authority::Refusal;
use axum::Json;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{ACCEPT, CONTENT_TYPE, REFERER};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use programme::draft::Doubt;
use serde::Serialize;
use tower_sessions::Session;

use crate::api;
use crate::app::App;
use crate::forms::typed::{Field, Typed};
use crate::pages::sign_in;
use crate::render::{self, NotRendered, Shell};
use crate::session;
use crate::visitor::Visitor;

/// Why a page cannot be shown, or a form not be taken.
#[derive(Debug)]
pub(crate) enum Problem {
    /// There is no such thing, or it is not theirs.
    NotFound,
    /// The address is right and the way of asking is not.
    NotThatWay,
    /// Nobody is signed in; where to come back to.
    SignIn { back: Option<String> },
    /// The token that a program brought is none, or is none any more.
    NoToken,
    /// There were too many tries.
    TooMany,
    /// They may not, and whom to ask.
    Refused(String),
    /// Someone else changed it first.
    Changed,
    /// Doubts must be answered first.
    Doubtful(Vec<Doubt>),
    /// What was typed or sent cannot be used, in words for the form it was sent with.
    OnForm(String),
    /// The form does not carry this session's token.
    Stale,
    /// The same, of a form into which something was typed: it is given back.
    StaleForm(Typed),
    /// Nobody is signed in any more, and something was typed: it is given back.
    SignedOut(Typed),
    /// The form was sent from another site.
    Foreign,
    /// Our fault.
    Ours(Box<dyn StdError + Send + Sync>),
}

impl From<office::Error> for Problem {
    fn from(error: office::Error) -> Self {
        match error {
            office::Error::NotFound | office::Error::Refused(Refusal::NotYours) => Self::NotFound,
            office::Error::Refused(refusal @ Refusal::NotThisRole { .. }) => {
                Self::Refused(refusal.to_string())
            }
            office::Error::Changed => Self::Changed,
            office::Error::Doubtful(open) => Self::Doubtful(open),
            error @ (office::Error::AlreadyKept { .. }
            | office::Error::Faulty(_)
            | office::Error::NotAMend(_)
            | office::Error::Unreadable(_)
            | office::Error::NothingToKeep { .. }
            | office::Error::Misfit(_)
            | office::Error::NotAttached(_)
            | office::Error::NotThisRound(_)
            | office::Error::NotNow { .. }
            | office::Error::Unknown { .. }) => Self::OnForm(sentence(&error.to_string())),
            error @ (office::Error::Evidence(_)
            | office::Error::Report(_)
            | office::Error::File { .. }
            | office::Error::DataMissing { .. }
            | office::Error::Store(_)) => Self::Ours(Box::new(error)),
        }
    }
}

impl From<NotRendered> for Problem {
    fn from(error: NotRendered) -> Self {
        Self::Ours(Box::new(error))
    }
}

impl From<tower_sessions::session::Error> for Problem {
    fn from(error: tower_sessions::session::Error) -> Self {
        Self::Ours(Box::new(error))
    }
}

impl Problem {
    /// What to say on the form that was sent, if this is about what was sent.
    ///
    /// # Errors
    ///
    /// The problem itself, if it is not.
    pub(crate) fn on_form(self) -> Result<String, Self> {
        if let Self::OnForm(says) = self { Ok(says) } else { Err(self) }
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::NotThatWay => StatusCode::METHOD_NOT_ALLOWED,
            Self::SignIn { .. } | Self::SignedOut(_) | Self::NoToken => StatusCode::UNAUTHORIZED,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Refused(_) | Self::Stale | Self::StaleForm(_) | Self::Foreign => {
                StatusCode::FORBIDDEN
            }
            Self::Changed => StatusCode::CONFLICT,
            Self::Doubtful(_) | Self::OnForm(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Ours(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What the page says: a heading, a sentence, and the words of the link back.
    fn words(&self) -> (&'static str, String, &'static str) {
        match self {
            Self::NotFound => (
                "Page not found",
                "There is nothing at this address, or it is not yours to see. If you typed it, check that it is whole; if someone sent it to you, ask them."
                    .to_owned(),
                "Go to my work",
            ),
            Self::NotThatWay => (
                "This page cannot be opened that way",
                "It is where a form is sent. Open the page the form is on and send it from there.".to_owned(),
                "Go to my work",
            ),
            Self::SignIn { .. } | Self::SignedOut(_) => {
                ("Sign in", "Sign in to go on.".to_owned(), "Sign in")
            }
            Self::NoToken => (
                "This token opens nothing",
                "It is unknown, its time is over, it was ended, or its person may not sign in any more. Make another on the page of your tokens, at /tokens."
                    .to_owned(),
                "Sign in",
            ),
            Self::TooMany => (
                "There were too many tries",
                "Wait 15 minutes and try again.".to_owned(),
                "Go to my work",
            ),
            Self::Refused(why) => ("You cannot do this", format!("{}. Nothing was changed.", sentence(why)), "Go back"),
            Self::Changed => (
                "Someone changed this while you had it open",
                "Nothing of yours was kept, so nothing of theirs is lost. Open it again to see it as it is now, and make your change there."
                    .to_owned(),
                "Open it again",
            ),
            Self::Doubtful(open) => (
                "Some questions are not answered yet",
                format!("{} must be answered before this can be confirmed.", crate::templates::counted(count(open.len()), "question", None)),
                "Go back",
            ),
            Self::OnForm(says) => ("There is a problem with what was sent", format!("{says}. Nothing was changed."), "Go back"),
            Self::Stale | Self::StaleForm(_) => (
                "This form is out of date",
                "You signed in again since you opened it, or it was open too long. Nothing was changed. Open the page again and send the form from there."
                    .to_owned(),
                "Open the page again",
            ),
            Self::Foreign => (
                "This form came from another site",
                "Forms are taken only from our own pages. Nothing was changed.".to_owned(),
                "Go to my work",
            ),
            Self::Ours(_) => (
                "Sorry, there is a problem with the service",
                "It is our fault, not yours. Nothing was changed. Try again in a few minutes.".to_owned(),
                "Go to my work",
            ),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

/// Every address there is no page for.
pub(crate) async fn nowhere() -> Problem {
    Problem::NotFound
}

/// Every page asked for in a way it does not answer to.
pub(crate) async fn not_that_way() -> Problem {
    Problem::NotThatWay
}

/// Puts words to a problem: a page in the visitor's shell, or a document for a program.
pub(crate) async fn told(State(app): State<App>, request: Request<Body>, next: Next) -> Response {
    let asked = request.headers().clone();
    let is_get = request.method() == Method::GET;
    let is_programs = api::is_asked(request.uri());
    let session = request.extensions().get::<Session>().cloned();
    let mut response = next.run(request).await;
    let Some(problem) = response.extensions_mut().remove::<Arc<Problem>>() else { return response };
    // What is asked for by an unknown name is not there; a program is told what was wrong with it.
    let unknown = is_get && !is_programs && matches!(*problem, Problem::OnForm(_));
    let problem = if unknown { Arc::new(Problem::NotFound) } else { problem };
    let reference = log(&problem);
    if is_programs {
        return api::refused(as_json(&problem, reference.as_deref()));
    }
    if wants_json(&asked) {
        return as_json(&problem, reference.as_deref());
    }
    if let Problem::SignIn { back } = &*problem {
        return to_sign_in(back.as_deref());
    }
    let visitor = match &session {
        Some(session) => Visitor::of(&app, session).await.ok().flatten(),
        None => None,
    };
    match (&*problem, visitor) {
        (Problem::SignedOut(typed), None) => {
            let next = if local(&typed.to) { typed.to.as_str() } else { "" };
            sign_in::with_typed(&app, next, typed)
                .unwrap_or_else(|problem| as_page(&problem, None, None, None))
        }
        // Somebody is signed in: they look at what they typed, and send it again.
        (Problem::SignedOut(typed) | Problem::StaleForm(typed), Some(visitor)) => {
            given_back(StatusCode::FORBIDDEN, typed, &visitor.into_shell())
        }
        (_, visitor) => as_page(&problem, visitor, back(&asked).as_deref(), reference),
    }
}

#[derive(Serialize)]
struct GivenBack<'a> {
    to: &'a str,
    fields: Vec<Field>,
}

/// What was typed, on a page from which it can be sent again.
pub(crate) fn given_back(status: StatusCode, typed: &Typed, shell: &Shell) -> Response {
    let view = GivenBack { to: &typed.to, fields: typed.shown().collect() };
    match render::page("given_back.jinja", shell, &view) {
        Ok(page) => (status, page).into_response(),
        Err(error) => {
            tracing::error!(error = %error, "the page of what was typed could not be rendered");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

#[derive(Serialize)]
struct Sorry<'a> {
    problem: Shown<'a>,
}

#[derive(Serialize)]
struct Shown<'a> {
    heading: &'a str,
    says: &'a str,
    next: Link<'a>,
    reference: Option<String>,
}

#[derive(Serialize)]
struct Link<'a> {
    text: &'a str,
    href: &'a str,
}

fn as_page(
    problem: &Problem,
    visitor: Option<Visitor>,
    back: Option<&str>,
    reference: Option<String>,
) -> Response {
    let (heading, says, text) = problem.words();
    let home = text == "Go to my work" || back.is_none();
    let next = match (&visitor, home) {
        (None, _) => Link { text: "Sign in", href: "/sign-in" },
        (Some(_), true) => Link { text: "Go to my work", href: "/" },
        (Some(_), false) => Link { text, href: back.unwrap_or("/") },
    };
    let view = Sorry { problem: Shown { heading, says: &says, next, reference } };
    let shell = visitor.map_or_else(Shell::default, Visitor::into_shell);
    match render::page("error.jinja", &shell, &view) {
        Ok(page) => (problem.status(), page).into_response(),
        Err(error) => {
            tracing::error!(error = %error, "the page of a problem could not be rendered");
            (problem.status(), heading.to_owned()).into_response()
        }
    }
}

/// To where they sign in, and from there back.
fn to_sign_in(back: Option<&str>) -> Response {
    let next = back.filter(|back| *back != "/");
    let to = next.map(|back| format!("/sign-in?next={}", encoded(back)));
    Redirect::to(to.as_deref().unwrap_or("/sign-in")).into_response()
}

/// RFC 9457, for programs.
fn as_json(problem: &Problem, reference: Option<&str>) -> Response {
    let (title, detail, _) = problem.words();
    let status = problem.status();
    let body = serde_json::json!({
        "type": "about:blank", "title": title, "status": status.as_u16(), "detail": detail,
        "instance": reference,
    });
    let mut response = (status, Json(body)).into_response();
    let kind = HeaderValue::from_static("application/problem+json");
    response.headers_mut().insert(CONTENT_TYPE, kind);
    response
}

/// Logs what is ours, with the whole chain of causes, under a reference to quote.
fn log(problem: &Problem) -> Option<String> {
    let Problem::Ours(error) = problem else { return None };
    let reference: String =
        session::random().chars().filter(char::is_ascii_alphanumeric).take(8).collect();
    let mut chain = error.to_string();
    let mut cause = error.source();
    while let Some(why) = cause {
        chain.push_str(": ");
        chain.push_str(&why.to_string());
        cause = why.source();
    }
    tracing::error!(reference, error = chain, "a page could not be answered");
    Some(reference)
}

fn wants_json(asked: &HeaderMap) -> bool {
    let accept = asked.get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accept.contains("json") && !accept.contains("text/html")
}

/// The page a form was sent from, as the browser tells its own origin.
fn back(asked: &HeaderMap) -> Option<String> {
    let from = asked.get(REFERER)?.to_str().ok()?;
    let (_, rest) = from.split_once("://")?;
    let at = rest.find('/')?;
    let path = rest.get(at..)?;
    local(path).then(|| path.to_owned())
}

/// Whether an address stays on this server.
pub(crate) fn local(address: &str) -> bool {
    address.starts_with('/')
        && !address.starts_with("//")
        && !address.contains('\\')
        && !address.contains(char::is_control)
}

/// A text as part of a query.
pub(crate) fn encoded(text: &str) -> String {
    use std::fmt::Write;
    text.bytes().fold(String::new(), |mut said, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            said.push(char::from(byte));
        } else {
            let _ = write!(said, "%{byte:02X}");
        }
        said
    })
}

/// Words as a sentence begins.
pub(crate) fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

pub(crate) fn count(of: usize) -> u64 {
    u64::try_from(of).unwrap_or(u64::MAX)
}
