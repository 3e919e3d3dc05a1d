//! Correspondences: what a thing serves, and one of them with its history.

pub(crate) mod mapping;
pub(crate) mod proposing;

use axum::extract::{Path, State};
use axum::response::Response;
use office::Office;
use office::correspondence::{Choice, CorrespondencePage, ServedLine};
use office::crosswalk::Called;
use programme::correspondence::{End, State as Standing};
use programme::id::CorrespondenceId;
use serde::Serialize;

use crate::forms::as_at::AsAt;
use crate::forms::sent::Sent;
use crate::pages::crosswalk::address;
use crate::pages::import::known;
use crate::problem::{Problem, encoded};
use crate::render::Section as Part;
use crate::views::{Choosable, Link, Past, Wrong, instant_words};
use crate::visitor::Visitor;

/// What stands on the page of a thing about what it serves.
#[derive(Serialize)]
pub(crate) struct Section {
    serves: Vec<Line>,
    served_by: Vec<Line>,
    /// Where it is mapped, for those who may.
    map: Option<String>,
    /// What it can be mapped to, in words.
    maps: &'static str,
}

#[derive(Serialize)]
struct Line {
    link: String,
    words: String,
    of: String,
    is_there: bool,
    how: &'static str,
    why: String,
    own: String,
}

impl From<ServedLine> for Line {
    fn from(ServedLine { id, other, choice, why }: ServedLine) -> Self {
        Self {
            link: address(&other.end),
            words: other.words,
            of: other.of,
            is_there: other.is_there,
            how: choice_words(choice),
            why,
            own: format!("/correspondences/{id}"),
        }
    }
}

/// A choice in few words.
pub(super) fn choice_words(choice: Choice) -> &'static str {
    match choice {
        Choice::Is(how) => how.label(),
        Choice::TheRest => "Part of it, and with the others the whole",
    }
}

/// What the page of a thing shows of what it serves.
pub(crate) async fn section(
    office: &Office,
    visitor: &Visitor,
    end: End,
    day: &AsAt,
) -> Result<Section, Problem> {
    let served = office.served(&visitor.actor, &end, day.past()).await?;
    let new = format!("/correspondences/new?from={}", encoded(&end.to_string()));
    Ok(Section {
        serves: served.serves.into_iter().map(Line::from).collect(),
        served_by: served.served_by.into_iter().map(Line::from).collect(),
        map: served.may_map.then_some(new),
        maps: match end {
            End::Action(_) => "Map this to a requirement, objective or recommendation",
            End::Objective(_) => "Map this to a requirement or recommendation",
            End::Recommendation(_) | End::Node(..) => "Map this to a requirement",
        },
    })
}

/// An end with the page that it is on, if it is there.
pub(super) fn link(called: &Called) -> Link {
    let to = if called.is_there { address(&called.end) } else { String::new() };
    Link::new(&*called.words, to)
}

#[derive(Serialize)]
struct View {
    id: String,
    revision: i64,
    from: Link,
    from_of: String,
    from_end: String,
    to: Link,
    to_of: String,
    to_end: String,
    how: &'static str,
    why: String,
    organisation: Option<String>,
    told_by: String,
    told_at: String,
    withdrawn: Option<String>,
    may: bool,
    choices: Vec<Choosable>,
    because: String,
    history: Vec<Past>,
    errors: Vec<Wrong>,
}

/// `GET /correspondences/{id}`
pub(crate) async fn show(
    State(office): State<Office>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let page = office.correspondence(&visitor.actor, known(&id)?).await?;
    let view = view(&page, "", Vec::new());
    visitor.page(Some(Part::Requirements), "correspondence/show.jinja", &view).await
}

/// `POST /correspondences/{id}/withdraw`: it stays told, with the reason.
pub(crate) async fn withdraw(
    State(office): State<Office>,
    Path(id): Path<String>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let id: CorrespondenceId = known(&id)?;
    let (actor, moment) = (&visitor.actor, visitor.moment);
    let because = fields.get("because").replace("\r\n", "\n");
    let seen = (id, fields.revision()?);
    let wrong = if because.chars().count() > mapping::LONGEST {
        Wrong::new("because", mapping::TOO_LONG)
    } else {
        let done = office.withdraw_correspondence(actor, moment, seen, &because).await;
        match done.map_err(Problem::from) {
            Ok(()) => {
                let says = "It is withdrawn, and stays told with the reason";
                return visitor.on_to(&format!("/correspondences/{id}"), says).await;
            }
            Err(Problem::Changed) => Wrong::new("because", CHANGED),
            Err(problem) => Wrong::new("because", &problem.on_form()?),
        }
    };
    let page = office.correspondence(actor, id).await?;
    let view = view(&page, &because, vec![wrong]);
    visitor.refused(Part::Requirements, "correspondence/show.jinja", &view).await
}

/// What is said to whoever wrote second.
const CHANGED: &str = "Someone changed this line while you had it open. It stands below as it is now. \
    Withdraw it if that still holds";

fn view(page: &CorrespondencePage, because: &str, errors: Vec<Wrong>) -> View {
    let one = &page.correspondence;
    let choice = Choice::of(one);
    View {
        id: one.id.to_string(),
        revision: page.revision,
        from: link(&page.from),
        from_of: page.from.of.clone(),
        from_end: one.from.to_string(),
        to: link(&page.to),
        to_of: page.to.of.clone(),
        to_end: one.to.to_string(),
        how: choice_words(choice),
        why: one.why.clone(),
        organisation: page.organisation.clone(),
        told_by: page.told.0.clone(),
        told_at: instant_words(page.told.1),
        withdrawn: match &one.state {
            Standing::Standing => None,
            Standing::Withdrawn { because } => Some(because.clone()),
        },
        may: page.may && page.from.is_there && page.to.is_there,
        choices: mapping::choices(choice.key()),
        because: because.to_owned(),
        history: page.history.iter().map(Past::from).collect(),
        errors,
    }
}
