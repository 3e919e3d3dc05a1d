//! Shares: what each of several bodies answers for in one action or recommendation.

use axum::extract::{Path, State};
use axum::response::Response;
use jiff::civil::Date;
use office::Office;
use office::share::{Askable, ShareLine, SharedLine};
use programme::code::OrganisationCode;
use programme::id::ShareId;
use programme::responsibility::Responsibility;
use programme::share::Share;
use programme::status::{Declared, Status};
use programme::update::About;
use serde::Serialize;

use crate::forms::as_at::{AsAt, Asked, Control};
use crate::forms::sent::Sent;
use crate::pages::import::known;
use crate::pages::update::{LONGEST, address};
use crate::problem::Problem;
use crate::render;
use crate::views::{Choosable, Link, Past, Standed, When, Wrong, day_words};
use crate::visitor::Visitor;

/// What stands on the page of a thing about who answers for a share of it.
#[derive(Serialize)]
pub(crate) struct Section {
    /// Where bodies are asked.
    address: String,
    lines: Vec<Line>,
    /// How many have said that theirs is complete, of how many.
    complete: usize,
    asked: usize,
    /// Those to whom the words of the plan come.
    named: Vec<Named>,
    /// Everybody else who is there.
    others: Vec<Named>,
}

/// One share.
#[derive(Serialize)]
struct Line {
    link: Link,
    party: String,
    status: String,
    words: String,
    told: Option<String>,
    ended: Option<String>,
}

/// A body that may be asked.
#[derive(Serialize)]
struct Named {
    code: String,
    name: String,
    party: String,
}

/// The shares in a thing, as its page shows them.
pub(crate) async fn section(
    office: &Office,
    visitor: &Visitor,
    (about, owner): (About, &Responsibility),
    day: &AsAt,
) -> Result<Section, Problem> {
    let when = (day.day(), day.past());
    let shares = office.shares_of(&visitor.actor, about, owner, when).await?;
    let sees = |line: &ShareLine| {
        let own = visitor.actor.organisation.as_ref() == Some(&line.share.organisation);
        own || visitor.sees_the_region()
    };
    let line = |line: &ShareLine| Line {
        link: Link::new(
            line.organisation.clone(),
            if sees(line) { format!("/shares/{}", line.share.id) } else { String::new() },
        ),
        party: line.share.party.clone(),
        status: line.share.status.words.clone(),
        words: line.share.words.clone(),
        told: line.share.told.map(day_words),
        ended: line.share.ended.clone(),
    };
    let (named, others): (Vec<Askable>, Vec<Askable>) =
        shares.askable.into_iter().partition(|body| body.party.is_some());
    let asked = |share: &&ShareLine| share.share.ended.is_none();
    Ok(Section {
        address: format!("{}/shares", address(about)),
        complete: shares.lines.iter().filter(asked).filter(|one| !one.share.is_open()).count(),
        asked: shares.lines.iter().filter(asked).count(),
        lines: shares.lines.iter().map(line).collect(),
        named: named.into_iter().map(Named::from).collect(),
        others: others.into_iter().map(Named::from).collect(),
    })
}

impl From<Askable> for Named {
    fn from(Askable { code, name, party }: Askable) -> Self {
        Self { code: code.to_string(), name, party: party.unwrap_or_default() }
    }
}

/// `POST /actions/{id}/shares`
pub(crate) async fn ask_of_action(
    State(office): State<Office>,
    Path(id): Path<String>,
    sent: Sent,
) -> Result<Response, Problem> {
    ask(&office, About::Action(known(&id)?), sent).await
}

/// `POST /recommendations/{id}/shares`
pub(crate) async fn ask_of_recommendation(
    State(office): State<Office>,
    Path(id): Path<String>,
    sent: Sent,
) -> Result<Response, Problem> {
    ask(&office, About::Recommendation(known(&id)?), sent).await
}

async fn ask(
    office: &Office,
    about: About,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let chosen: Result<Vec<OrganisationCode>, _> =
        fields.all("body").into_iter().map(str::parse).collect();
    let bodies = chosen.map_err(|_| Problem::NotFound)?;
    let to = format!("{}#shares", address(about));
    if bodies.is_empty() {
        return visitor.on_to(&to, "Nobody was chosen, so nobody was asked").await;
    }
    office.ask_shares(&visitor.actor, visitor.moment, about, &bodies).await?;
    let says = match bodies.len() {
        1 => "1 organisation was asked".to_owned(),
        many => format!("{many} organisations were asked"),
    };
    visitor.on_to(&to, says).await
}

/// One share in the list of them.
#[derive(Serialize)]
struct Row {
    link: String,
    what: String,
    organisation: String,
    party: String,
    plan: String,
    by_when: When,
    status: String,
    standing: Standed,
}

impl From<&SharedLine> for Row {
    fn from(line: &SharedLine) -> Self {
        Self {
            link: format!("/shares/{}", line.share.id),
            what: line.what.clone(),
            organisation: line.organisation.clone(),
            party: line.share.party.clone(),
            plan: line.plan.1.clone(),
            by_when: When::from(&line.by_when),
            status: line.share.status.words.clone(),
            standing: line.standing.into(),
        }
    }
}

#[derive(Serialize)]
struct List {
    rows: Vec<Row>,
    open: usize,
    as_at: Control,
    errors: Vec<Wrong>,
}

/// `GET /shares`
pub(crate) async fn list(
    State(office): State<Office>,
    visitor: Visitor,
    asked: Asked,
) -> Result<Response, Problem> {
    let day = AsAt::of(&asked, visitor.moment);
    let lines = office.shares(&visitor.actor, (day.day(), day.past())).await?;
    let view = List {
        open: lines.iter().filter(|line| line.share.is_open()).count(),
        rows: lines.iter().map(Row::from).collect(),
        as_at: day.control("/shares", Vec::new()),
        errors: day.errors(),
    };
    visitor.page_at(render::Section::Actions, "share/list.jinja", &view, &day).await
}

/// What was typed into the form that was refused.
#[derive(Default, Serialize)]
struct Typed {
    words: String,
    on: String,
    reason: String,
}

#[derive(Serialize)]
struct View {
    id: String,
    row: Row,
    /// Where the whole is, for whoever may see it there.
    whole: Option<String>,
    aside: String,
    said: String,
    told: Option<String>,
    ended: Option<String>,
    may_tell: bool,
    may_end: bool,
    revision: i64,
    today: String,
    statuses: Vec<Choosable>,
    history: Vec<Past>,
    rule: String,
    typed: Typed,
    errors: Vec<Wrong>,
}

/// The statuses that a body can tell of its share, in the order of the work.
const STATUSES: [Declared; 5] = [
    Declared::NotStarted,
    Declared::InProgress,
    Declared::Delayed,
    Declared::Paused,
    Declared::Complete,
];

/// `GET /shares/{id}`
pub(crate) async fn show(
    State(office): State<Office>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let view = view(&office, &visitor, known(&id)?, Typed::default(), Vec::new(), "").await?;
    visitor.page(Some(render::Section::Actions), "share/show.jinja", &view).await
}

async fn view(
    office: &Office,
    visitor: &Visitor,
    id: ShareId,
    typed: Typed,
    errors: Vec<Wrong>,
    chosen: &str,
) -> Result<View, Problem> {
    let page = office.share(&visitor.actor, visitor.moment, id).await?;
    let Share { about, organisation: _, words, told, ended, status, .. } = page.line.share.clone();
    let own = visitor.actor.organisation.as_ref() == Some(&page.line.of);
    let chosen = if chosen.is_empty() { status.declared.key() } else { chosen };
    let choice = |one: Declared| Choosable::new(one.key(), one.label(), chosen);
    Ok(View {
        id: id.to_string(),
        row: Row::from(&page.line),
        whole: (own || visitor.sees_the_region()).then(|| address(about)),
        aside: page.aside,
        said: words,
        told: told.map(day_words),
        ended,
        may_tell: page.may_tell,
        may_end: page.may_end,
        revision: page.line.revision,
        today: visitor.moment.today.to_string(),
        statuses: STATUSES.into_iter().map(choice).collect(),
        history: page.history.iter().map(Past::from).collect(),
        rule: office.standing_rule().await?.words(),
        typed,
        errors,
    })
}

/// What is said to whoever wrote second.
const CHANGED: &str = "Someone told something of this share while you had it open. What they told \
    is below. Send yours too, if it still holds";

/// `POST /shares/{id}`: tells how the share stands.
pub(crate) async fn tell(
    State(office): State<Office>,
    Path(id): Path<String>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let (id, seen) = (known(&id)?, fields.revision()?);
    let words = fields.get("words").replace("\r\n", "\n");
    let mut wrong = Vec::new();
    let declared = STATUSES.into_iter().find(|one| one.key() == fields.get("status"));
    let on = fields.get("on").parse::<Date>();
    if on.is_err() {
        wrong.push(Wrong::new("on", "Enter the day of which you speak, like 2026-08-06"));
    }
    if declared.is_none() {
        wrong.push(Wrong::new("status", "Choose where it stands"));
    }
    if words.chars().count() > LONGEST {
        wrong.push(Wrong::new("words", "Say it in 10,000 letters or fewer"));
    }
    if let (Ok(on), Some(declared), true) = (on, declared, wrong.is_empty()) {
        let status = Status { words: declared.label().to_owned(), declared };
        let told = (status, words.as_str(), on);
        let done = office.tell_share(&visitor.actor, visitor.moment, (id, seen), told).await;
        match done.map_err(Problem::from) {
            Ok(()) => return visitor.on_to(&format!("/shares/{id}"), "Told, and kept").await,
            Err(Problem::Changed) => wrong.push(Wrong::new("history", CHANGED)),
            Err(problem) => {
                let field = if words.trim().is_empty() { "words" } else { "on" };
                wrong.push(Wrong::new(field, &problem.on_form()?));
            }
        }
    }
    let (on, reason) = (fields.get("on").to_owned(), String::new());
    let typed = Typed { words, on, reason };
    let view = view(&office, &visitor, id, typed, wrong, fields.get("status")).await?;
    visitor.refused(render::Section::Actions, "share/show.jinja", &view).await
}

/// `POST /shares/{id}/end`: nothing is asked of the body any more.
pub(crate) async fn end(
    State(office): State<Office>,
    Path(id): Path<String>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let (id, seen) = (known(&id)?, fields.revision()?);
    let reason = fields.get("reason");
    let done = office.end_share(&visitor.actor, visitor.moment, (id, seen), reason).await;
    let wrong = match done.map_err(Problem::from) {
        Ok(()) => {
            let says = "Nothing is asked of them here any more";
            return visitor.on_to(&format!("/shares/{id}"), says).await;
        }
        Err(Problem::Changed) => Wrong::new("history", CHANGED),
        Err(problem) => Wrong::new("reason", &problem.on_form()?),
    };
    let typed = Typed { reason: reason.to_owned(), ..Typed::default() };
    let view = view(&office, &visitor, id, typed, vec![wrong], "").await?;
    visitor.refused(render::Section::Actions, "share/show.jinja", &view).await
}
