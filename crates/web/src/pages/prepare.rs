//! Rounds are prepared, opened and closed, and their peer reviews proposed.

use authority::{Act, permit};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use office::Office;
use office::opening::Preparing;
use programme::framework::Framework;
use programme::peer_review::Size;
use programme::round::{Round, RoundKind, RoundState};
use serde::Serialize;

use crate::forms::round::{Filled, key_of};
use crate::forms::sent::Sent;
use crate::pages::import::known;
use crate::problem::Problem;
use crate::render::Section;
use crate::views::{Choosable, Wrong, day_words};
use crate::visitor::Visitor;

#[derive(Serialize)]
struct Form {
    /// The key of the round that is changed; none for a new one.
    of: Option<String>,
    title: String,
    open: bool,
    seen: Option<i64>,
    filled: Filled,
    kinds: Vec<Choosable>,
    frameworks: Vec<Choosable>,
    sizes: Vec<Choosable>,
    bodies: Vec<Body>,
    errors: Vec<Wrong>,
}

#[derive(Serialize)]
struct Body {
    code: String,
    name: String,
    class: &'static str,
    asked: bool,
}

/// Refuses whoever may not do it, before they are asked to fill anything in.
pub(super) fn must(visitor: &Visitor, act: Act) -> Result<(), Problem> {
    let permitted = permit(&visitor.actor, act, None);
    permitted.map(drop).map_err(|refusal| office::Error::from(refusal).into())
}

/// `GET /rounds/new`
pub(crate) async fn new(
    State(office): State<Office>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    must(&visitor, Act::KeepRound)?;
    let bodies = office.organisations().await?;
    let asked = bodies.iter().map(|body| body.code.to_string()).collect();
    let filled = Filled {
        kind: "planning".to_owned(),
        reminders: "-14, -3, 1, 7".to_owned(),
        sign_off: "needed".to_owned(),
        asked,
        ..Filled::default()
    };
    let view = form(&office, None, None, filled, Vec::new()).await?;
    visitor.page(Some(Section::Rounds), "round/form.jinja", &view).await
}

/// `GET /rounds/{key}/edit`
pub(crate) async fn edit(
    State(office): State<Office>,
    visitor: Visitor,
    Path(key): Path<String>,
) -> Result<Response, Problem> {
    must(&visitor, Act::KeepRound)?;
    let Preparing { round, seen } = office.round_to_change(&known(&key)?).await?;
    let filled = Filled::from(&round);
    let view = form(&office, Some(&round), seen, filled, Vec::new()).await?;
    visitor.page(Some(Section::Rounds), "round/form.jinja", &view).await
}

/// `POST /rounds`, and `POST /rounds/{key}/edit`: keeps it as a draft, or changes it.
pub(crate) async fn add(State(office): State<Office>, sent: Sent) -> Result<Response, Problem> {
    keep(office, None, sent).await
}

/// `POST /rounds/{key}/edit`
pub(crate) async fn change(
    State(office): State<Office>,
    Path(key): Path<String>,
    sent: Sent,
) -> Result<Response, Problem> {
    keep(office, Some(key), sent).await
}

async fn keep(
    office: Office,
    key: Option<String>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let before = match &key {
        Some(key) => Some(office.round_to_change(&known(key)?).await?.round),
        None => None,
    };
    let seen = fields.seen()?;
    let mut filled = Filled::of(&fields);
    if let Some(before) = &before {
        filled.key = before.key.to_string();
    }
    let wrong = match filled.round(before.as_ref()) {
        Ok(round) => {
            let to = format!("/rounds/{}", round.key);
            let kept = Preparing { round, seen };
            match office.prepare_round(&visitor.actor, visitor.moment, kept).await {
                Ok(()) => return visitor.on_to(&to, "The round is saved").await,
                Err(error) => vec![Wrong::new("key", &Problem::from(error).on_form()?)],
            }
        }
        Err(wrong) => wrong,
    };
    let view = form(&office, before.as_ref(), seen, filled, wrong).await?;
    visitor.refused(Section::Rounds, "round/form.jinja", &view).await
}

async fn form(
    office: &Office,
    of: Option<&Round>,
    seen: Option<i64>,
    filled: Filled,
    errors: Vec<Wrong>,
) -> Result<Form, Problem> {
    let kinds = [RoundKind::Planning, RoundKind::Review]
        .map(|kind| Choosable::new(key_of(kind), kind.label(), &filled.kind));
    let mut frameworks = office.frameworks().await?;
    frameworks.retain(Framework::is_for_planning);
    let frameworks = frameworks
        .iter()
        .map(|one| Choosable::new(one.key.as_str(), &one.title, &filled.framework));
    let mut sizes = vec![Choosable::new("none", "No peer review", &filled.peer_review)];
    sizes.extend(
        [("pairs", Size::Pairs), ("trios", Size::Trios)]
            .map(|(key, size)| Choosable::new(key, size.label(), &filled.peer_review)),
    );
    let bodies = office.organisations().await?.into_iter().map(|body| Body {
        asked: filled.asked.contains(&body.code.to_string()),
        code: body.code.to_string(),
        name: body.name,
        class: body.class.label(),
    });
    Ok(Form {
        title: of.map_or_else(|| "A new round".to_owned(), |round| round.title.clone()),
        of: of.map(|round| round.key.to_string()),
        open: of.is_some_and(|round| round.state != RoundState::Draft),
        seen,
        kinds: kinds.into(),
        frameworks: frameworks.collect(),
        sizes,
        bodies: bodies.collect(),
        filled,
        errors,
    })
}

#[derive(Serialize)]
struct Ask {
    key: String,
    title: String,
    due: String,
    revision: i64,
    asked: usize,
    unseen: Vec<(String, String)>,
    because: String,
    errors: Vec<Wrong>,
}

/// `GET /rounds/{key}/open`: are you sure?
pub(crate) async fn ask_open(
    State(office): State<Office>,
    visitor: Visitor,
    Path(key): Path<String>,
) -> Result<Response, Problem> {
    must(&visitor, Act::OpenRound)?;
    let view = ask(&office, &visitor, key, Vec::new()).await?;
    visitor.page(Some(Section::Rounds), "round/open.jinja", &view).await
}

async fn ask(
    office: &Office,
    visitor: &Visitor,
    key: String,
    errors: Vec<Wrong>,
) -> Result<Ask, Problem> {
    let known = known(&key)?;
    let Preparing { round, seen } = office.round_to_change(&known).await?;
    let unseen = office.unseen(&visitor.actor, &known, visitor.moment.today).await?;
    let unseen = unseen.into_iter().map(|line| (line.organisation, line.state.label().to_owned()));
    Ok(Ask {
        title: round.title,
        due: day_words(round.due),
        revision: seen.unwrap_or(1),
        asked: round.asked.len(),
        unseen: unseen.collect(),
        because: String::new(),
        errors,
        key,
    })
}

/// `POST /rounds/{key}/open`: everybody it asks has a return; sent twice, it is opened once.
pub(crate) async fn open(
    State(office): State<Office>,
    Path(key): Path<String>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let to = format!("/rounds/{key}");
    let round = known(&key)?;
    if office.round_to_change(&round).await?.round.state != RoundState::Draft {
        return Ok(Redirect::to(&to).into_response());
    }
    let revision = fields.revision()?;
    let asked = office.open_round(&visitor.actor, visitor.moment, &round, revision).await?;
    let says = format!("The round is open. {asked} returns are waiting to be filled in");
    visitor.on_to(&to, says).await
}

/// `GET /rounds/{key}/close`
pub(crate) async fn ask_close(
    State(office): State<Office>,
    visitor: Visitor,
    Path(key): Path<String>,
) -> Result<Response, Problem> {
    must(&visitor, Act::CloseRound)?;
    let view = ask(&office, &visitor, key, Vec::new()).await?;
    visitor.page(Some(Section::Rounds), "round/close.jinja", &view).await
}

/// `POST /rounds/{key}/close`
pub(crate) async fn close(
    State(office): State<Office>,
    Path(key): Path<String>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let round = known(&key)?;
    let because = fields.get("because");
    let seen = (&round, fields.revision()?);
    let wrong = match office.close_round(&visitor.actor, visitor.moment, seen, because).await {
        Ok(()) => return visitor.on_to(&format!("/rounds/{key}"), "The round is closed").await,
        Err(error) => Problem::from(error).on_form()?,
    };
    let mut view = ask(&office, &visitor, key, vec![Wrong::new("because", &wrong)]).await?;
    because.clone_into(&mut view.because);
    visitor.refused(Section::Rounds, "round/close.jinja", &view).await
}

#[derive(Serialize)]
struct Pairs {
    key: String,
    title: String,
    kept: bool,
    pairings: Vec<(String, String)>,
    errors: Vec<Wrong>,
}

/// `GET /rounds/{key}/peer-reviews`: who is proposed to review whom.
pub(crate) async fn pairings(
    State(office): State<Office>,
    visitor: Visitor,
    Path(key): Path<String>,
) -> Result<Response, Problem> {
    let round = known(&key)?;
    let title = office.round_to_change(&round).await?.round.title;
    let (pairings, kept, errors) = match office.pairings(&visitor.actor, &round).await {
        Ok(proposed) => {
            let pairs = proposed.pairings.into_iter().map(|(_, one, other)| (one, other));
            (pairs.collect(), proposed.kept, Vec::new())
        }
        Err(error) => {
            let says = Problem::from(error).on_form()?;
            (Vec::new(), false, vec![Wrong::new("maincontent", &says)])
        }
    };
    let view = Pairs { key, title, kept, pairings, errors };
    visitor.page(Some(Section::Rounds), "round/pairings.jinja", &view).await
}

/// `POST /rounds/{key}/peer-reviews`: they are asked to review; sent twice, they are asked once.
pub(crate) async fn propose(
    State(office): State<Office>,
    Path(key): Path<String>,
    Sent { visitor, fields: _ }: Sent,
) -> Result<Response, Problem> {
    let round = known(&key)?;
    let made = office.propose_peer_reviews(&visitor.actor, visitor.moment, &round).await?;
    visitor
        .on_to("/peer-reviews", format!("{made} peer reviews are waiting for their reviewers"))
        .await
}
