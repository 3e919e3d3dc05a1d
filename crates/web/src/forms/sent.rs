//! A form as it was sent, by a visitor whose token it carries.

use axum::Form;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::StatusCode;
use axum::http::uri::PathAndQuery;

use crate::app::App;
use crate::forms::typed::Typed;
use crate::guard;
use crate::problem::Problem;
use crate::visitor::Visitor;

/// What is said of a form that is longer than is read.
const TOO_LONG: &str = "What was sent is longer than 2 MB, which is more than one form may hold";

/// The fields of a form, by name, in the order sent.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fields(pub(crate) Vec<(String, String)>);

impl Fields {
    /// What a field holds, without the space round it; nothing if it was not sent.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.whole(name).trim()
    }

    /// What a field holds, with the space round it; nothing if it was not sent.
    pub(crate) fn whole(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// The revision of the thing that the form was filled in for.
    pub(crate) fn revision(&self) -> Result<i64, Problem> {
        self.get("revision").parse().map_err(|_| Problem::Stale)
    }

    /// The revision that was seen of a thing, or none where it is new.
    pub(crate) fn seen(&self) -> Result<Option<i64>, Problem> {
        match self.get("seen") {
            "" => Ok(None),
            seen => seen.parse().map(Some).map_err(|_| Problem::Stale),
        }
    }

    /// Every value of a field that may be ticked more than once, in the order sent.
    pub(crate) fn all(&self, name: &str) -> Vec<&str> {
        let own = self.0.iter().filter(|(known, _)| known == name);
        own.map(|(_, value)| value.trim()).collect()
    }

    /// Refuses a form without the token of this session.
    pub(crate) fn vouched(&self, token: &str) -> Result<(), Problem> {
        if guard::same(self.get("token"), token) { Ok(()) } else { Err(Problem::Stale) }
    }
}

/// A form that was sent by the visitor, and by nobody else in their name.
pub(crate) struct Sent {
    pub(crate) visitor: Visitor,
    pub(crate) fields: Fields,
}

impl FromRequest<App> for Sent {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let (mut parts, body) = request.into_parts();
        let visitor = Visitor::from_request_parts(&mut parts, app).await;
        let to = parts.uri.path_and_query().map_or("/", PathAndQuery::as_str).to_owned();
        let sent = Form::from_request(Request::from_parts(parts, body), app).await;
        let Form(fields) = sent.map_err(|error| {
            let too_long = error.status() == StatusCode::PAYLOAD_TOO_LARGE;
            let says = if too_long { TOO_LONG.to_owned() } else { error.to_string() };
            Problem::OnForm(says)
        })?;
        let fields = Fields(fields);
        // What somebody typed is theirs, whatever has become of their session meanwhile.
        let typed = Typed::of(&to, &fields);
        let visitor = match visitor {
            Err(Problem::SignIn { .. }) if !typed.is_empty() => {
                return Err(Problem::SignedOut(typed));
            }
            visitor => visitor?,
        };
        match fields.vouched(visitor.token()) {
            Err(Problem::Stale) if !typed.is_empty() => Err(Problem::StaleForm(typed)),
            vouched => vouched.map(|()| Self { visitor, fields }),
        }
    }
}
