//! Tokens of one's own, by which a program reads: made, listed and ended.

use axum::extract::{Path, State};
use axum::response::Response;
use jiff::Timestamp;
use office::Office;
use office::token::{KeptToken, LONGEST_NAME, MOST_DAYS, NewToken};
use programme::id::TokenId;
use serde::Serialize;

use crate::forms::sent::Sent;
use crate::pages::import::known;
use crate::problem::Problem;
use crate::render::Section;
use crate::session;
use crate::views::{Wrong, day_words, instant_words};
use crate::visitor::Visitor;

/// What every token begins with, so that one left lying in a file is known for what it is.
const BEGINNING: &str = "fairlead_";

/// For how many days a token lasts unless its maker says otherwise.
const DAYS: &str = "90";

#[derive(Serialize)]
struct View {
    tokens: Vec<Line>,
    /// The token just made, shown this once.
    made: Option<String>,
    /// The identity of the token that the form would make.
    new: String,
    name: String,
    days: String,
    most_days: i64,
    longest_name: usize,
    errors: Vec<Wrong>,
}

#[derive(Serialize)]
struct Line {
    id: String,
    name: String,
    made: String,
    used: Option<String>,
    ends: String,
    over: bool,
}

/// `GET /tokens`
pub(crate) async fn list(
    State(office): State<Office>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    let view = view(&office, &visitor).await?;
    visitor.page(Some(Section::MyWork), "token/list.jinja", &view).await
}

/// `POST /tokens`: makes one, and shows it once.
pub(crate) async fn make(
    State(office): State<Office>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let (name, days) = (fields.get("name").to_owned(), fields.get("days").to_owned());
    // Twice 128 bits: longer than anybody guesses.
    let secret = format!("{BEGINNING}{}{}", session::random(), session::random());
    let new = NewToken {
        id: known(fields.get("new"))?,
        name: name.clone(),
        days: days.parse().unwrap_or(0),
        secret: secret.clone(),
    };
    let made = office.make_token(&visitor.actor, visitor.moment, new).await;
    let shown = view(&office, &visitor).await?;
    match made {
        Ok(_) => {
            let shown = View { made: Some(secret), ..shown };
            visitor.page(Some(Section::MyWork), "token/list.jinja", &shown).await
        }
        Err(error) => {
            let says = Problem::from(error).on_form()?;
            let is_named = (1..=LONGEST_NAME).contains(&name.chars().count());
            let errors = vec![Wrong::new(if is_named { "days" } else { "name" }, &says)];
            let shown = View { name, days, errors, ..shown };
            visitor.refused(Section::MyWork, "token/list.jinja", &shown).await
        }
    }
}

/// `POST /tokens/{id}/revoke`
pub(crate) async fn revoke(
    State(office): State<Office>,
    Path(id): Path<String>,
    Sent { visitor, fields: _ }: Sent,
) -> Result<Response, Problem> {
    let id: TokenId = known(&id)?;
    office.revoke_token(&visitor.actor, visitor.moment, id).await?;
    visitor.on_to("/tokens", "The token was ended. A program that brings it is refused").await
}

async fn view(office: &Office, visitor: &Visitor) -> Result<View, Problem> {
    let kept = office.tokens(&visitor.actor).await?;
    Ok(View {
        tokens: kept.into_iter().map(|kept| line(kept, visitor.moment.now)).collect(),
        made: None,
        new: office.new_token().to_string(),
        name: String::new(),
        days: DAYS.to_owned(),
        most_days: MOST_DAYS,
        longest_name: LONGEST_NAME,
        errors: Vec::new(),
    })
}

fn line(KeptToken { token, used }: KeptToken, now: Timestamp) -> Line {
    Line {
        id: token.id.to_string(),
        made: day_words(token.made),
        used: used.map(day_words),
        ends: instant_words(token.ends),
        over: !token.is_good(now),
        name: token.name,
    }
}
