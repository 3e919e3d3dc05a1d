//! The visitor: who asks for a page, as the session says and the office confirms.

use authority::Actor;
use authority::policy::{Reach, Shelf, view};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use office::Moment;
use programme::id::By;
use serde::Serialize;
use tower_sessions::Session;

use crate::app::App;
use crate::forms::as_at::AsAt;
use crate::problem::Problem;
use crate::render::{self, Account, Notice, Section, Shell, Way};
use crate::session;

/// Who asks for a page, and when.
#[derive(Clone)]
pub(crate) struct Visitor {
    pub(crate) actor: Actor,
    pub(crate) moment: Moment,
    session: Session,
    shell: Shell,
}

impl Visitor {
    /// The visitor of a session, if somebody sits there who may still come in.
    pub(crate) async fn of(app: &App, session: &Session) -> Result<Option<Self>, Problem> {
        let moment = app.moment();
        let Some(seat) = session::seat(session, moment).await? else { return Ok(None) };
        let actor = match seat.by {
            By::Person(person) => app.office.actor(person).await?,
            By::Link(link) => app.office.bearer(link, moment.now).await?,
        };
        let Some(actor) = actor else {
            session.flush().await?;
            return Ok(None);
        };
        let names = app.office.organisation_names().await?;
        let organisation = actor.organisation.as_ref().and_then(|code| names.get(code)).cloned();
        let account = Account { name: actor.name.clone(), organisation };
        let way = if actor.submission.is_some() { Way::OneReturn } else { Way::Everywhere };
        let shell = Shell { account: Some(account), token: seat.token, way, ..Shell::default() };
        Ok(Some(Self { actor, moment, session: session.clone(), shell }))
    }

    /// Whether they see what every body promised. To others the rest looks like nothing, so a
    /// page that counts who has promised would tell them what is not so.
    pub(crate) fn sees_the_region(&self) -> bool {
        view(self.actor.role, Shelf::Promises) == Reach::Everything
    }

    /// What the forms of this visitor send back.
    pub(crate) fn token(&self) -> &str {
        &self.shell.token
    }

    /// A page for them.
    pub(crate) async fn page<V: Serialize>(
        &self,
        section: Option<Section>,
        template: &str,
        view: &V,
    ) -> Result<Response, Problem> {
        let notice = session::take(&self.session).await?;
        let shell = Shell { section, notice, ..self.shell.clone() };
        Ok(render::page(template, &shell, view)?.into_response())
    }

    /// A page for them that shows the state of a day, or says that the day is none.
    pub(crate) async fn page_at<V: Serialize>(
        &self,
        section: Section,
        template: &str,
        view: &V,
        day: &AsAt,
    ) -> Result<Response, Problem> {
        if day.is_wrong() {
            return self.refused(section, template, view).await;
        }
        self.page(Some(section), template, view).await
    }

    /// The page of a form that was refused, with what to mend.
    pub(crate) async fn refused<V: Serialize>(
        &self,
        section: impl Into<Option<Section>>,
        template: &str,
        view: &V,
    ) -> Result<Response, Problem> {
        let mut page = self.page(section.into(), template, view).await?;
        *page.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
        Ok(page)
    }

    /// On to another page, where `says` stands at the top.
    pub(crate) async fn on_to(
        &self,
        address: &str,
        says: impl Into<String>,
    ) -> Result<Response, Problem> {
        session::leave(&self.session, Notice { says: says.into() }).await?;
        Ok(Redirect::to(address).into_response())
    }

    /// The shell of their pages, for one that says what went wrong.
    pub(crate) fn into_shell(self) -> Shell {
        self.shell
    }
}

impl FromRequestParts<App> for Visitor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let session = parts.extensions.get::<Session>().cloned().ok_or(Problem::NotFound)?;
        let wanted = parts.uri.path_and_query().map(ToString::to_string);
        let back = wanted.filter(|_| parts.method == Method::GET);
        Self::of(app, &session).await?.ok_or(Problem::SignIn { back })
    }
}
