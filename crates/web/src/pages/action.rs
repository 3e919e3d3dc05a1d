//! Actions: what is to be done, by whom, by when, and how it stands.

use axum::extract::{Path, State};
use axum::response::Response;
use office::Office;
use office::plan::ActionLine;
use programme::action::OutsideDeadline;
use programme::by_when::ByWhen;
use programme::communication::proposed;
use programme::correspondence::End;
use programme::id::ActionId;
use programme::origin::Origin;
use programme::update::About;
use serde::Serialize;

use crate::forms::as_at::{AsAt, Asked, Control};
use crate::pages::correspondence;
use crate::pages::import::known;
use crate::pages::listing::{Listing, Wanted};
use crate::pages::risk::Line as Risk;
use crate::pages::share;
use crate::pages::update::{self, Typed};
use crate::problem::Problem;
use crate::render::Section;
use crate::templates::counted;
use crate::views::{Link, Past, Standed, When, Wrong};
use crate::visitor::Visitor;

/// One action in a list.
#[derive(Serialize)]
pub(crate) struct Row {
    pub(crate) link: String,
    pub(crate) reference: String,
    pub(crate) words: String,
    pub(crate) owner: String,
    uncertain: bool,
    pub(crate) by_when: When,
    pub(crate) status: String,
    pub(crate) standing: Standed,
    organisation: String,
    plan: Link,
}

impl From<&ActionLine> for Row {
    fn from(line: &ActionLine) -> Self {
        let said = &line.action.said;
        Self {
            link: format!("/actions/{}", line.action.id),
            reference: said.reference.clone(),
            words: said.words.clone(),
            owner: said.responsibility.words.clone(),
            uncertain: said.responsibility.uncertain,
            by_when: When::from(&said.by_when),
            status: said.status.words.clone(),
            standing: line.standing.into(),
            organisation: line.organisation.clone(),
            plan: Link::new(&*line.plan_title, format!("/plans/{}", line.plan_key)),
        }
    }
}

/// `GET /actions`
pub(crate) async fn list(
    State(office): State<Office>,
    visitor: Visitor,
    asked: Asked,
) -> Result<Response, Problem> {
    let day = AsAt::of(&asked, visitor.moment);
    let wanted = Wanted::of(&asked, ("/actions", "of=action"));
    let (when, page) = ((day.day(), day.past()), wanted.on_page());
    let register = office.actions_register(&visitor.actor, wanted.filter(), when, page).await?;
    let rows: Vec<Row> = register.lines.iter().map(Row::from).collect();
    let view = Listing::of(&register, &wanted, &day).with(rows);
    let view = view.with_views(&office, &visitor).await?;
    visitor.page_at(Section::Actions, "action/list.jinja", &view, &day).await
}

#[derive(Serialize)]
struct View {
    row: Row,
    group: String,
    risks: String,
    /// The risks that are kept of it.
    kept: Vec<Risk>,
    /// Where another is added, for those who may.
    add: Option<String>,
    /// Where the wave of communications that it promises is planned, for those who may.
    tell: Option<String>,
    notes: String,
    outside: Vec<Outside>,
    extra: Vec<(String, String)>,
    source: Option<Link>,
    history: Vec<Past>,
    rule: String,
    updates: update::Section,
    shares: share::Section,
    served: correspondence::Section,
    as_at: Control,
    errors: Vec<Wrong>,
}

/// A deadline that somebody else set.
#[derive(Serialize)]
struct Outside {
    body: String,
    by_when: When,
    /// How far one's own date is from it, in words; nothing where either is none.
    slack: Option<String>,
    /// One's own date is after it.
    after: bool,
}

impl Outside {
    fn of(deadline: &OutsideDeadline, own: &ByWhen) -> Self {
        let slack = deadline.slack(own);
        let words = |days: i32| match days {
            0 => "The date here is the same day".to_owned(),
            ..0 => format!(
                "The date here is {} after it",
                counted(u64::from(days.unsigned_abs()), "day", None)
            ),
            _ => format!(
                "The date here is {} before it",
                counted(u64::from(days.unsigned_abs()), "day", None)
            ),
        };
        Self {
            body: deadline.body.clone(),
            by_when: When::from(&deadline.by_when),
            slack: slack.map(words),
            after: slack.is_some_and(|days| days < 0),
        }
    }
}

/// `GET /actions/{id}`
pub(crate) async fn show(
    State(office): State<Office>,
    visitor: Visitor,
    Path(id): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    let day = AsAt::of(&asked, visitor.moment);
    let told = (&day, Typed::default());
    let view = view(&office, &visitor, known(&id)?, told, day.errors()).await?;
    visitor.page_at(Section::Actions, "action/show.jinja", &view, &day).await
}

/// The page once more, with what was typed into a form of it and why it was not taken.
pub(crate) async fn again(
    office: &Office,
    visitor: &Visitor,
    id: ActionId,
    told: (&AsAt, Typed),
    wrong: Vec<Wrong>,
) -> Result<Response, Problem> {
    let view = view(office, visitor, id, told, wrong).await?;
    visitor.refused(Section::Actions, "action/show.jinja", &view).await
}

async fn view(
    office: &Office,
    visitor: &Visitor,
    id: ActionId,
    (day, typed): (&AsAt, Typed),
    errors: Vec<Wrong>,
) -> Result<View, Problem> {
    let (line, history) = office.action(&visitor.actor, id, day.day(), day.past()).await?;
    let said = &line.action.said;
    let about = About::Action(id);
    let plan = line.plan_key.as_str();
    let (course, by_when, owner) = (&line.action.course, &said.by_when, &said.responsibility);
    let subject = update::Subject { about, course, by_when, owner, plan };
    // None of these asks for what another found, so they are asked together.
    let asked = Box::pin(async {
        tokio::try_join!(
            async { Ok(office.risks_to(&visitor.actor, (id, &line.plan_key), day.past()).await?) },
            async { Ok(office.standing_rule().await?.words()) },
            source(office, visitor, &line.action.origin),
            update::section(office, visitor, subject, (day, typed)),
            share::section(office, visitor, (about, owner), day),
            correspondence::section(office, visitor, End::Action(id), day),
        )
    });
    let ((kept, may_add), rule, source, updates, shares, served) = asked.await?;
    Ok(View {
        kept: kept.iter().map(Risk::alone).collect(),
        tell: (may_add && proposed(said).is_some())
            .then(|| format!("/communications/new?action={id}")),
        add: may_add.then(|| format!("/risks/new?plan={}&action={id}", line.plan_key)),
        row: Row::from(&line),
        group: said.group.clone(),
        risks: said.risks.clone(),
        notes: said.notes.clone(),
        outside: said.outside_deadlines.iter().map(|one| Outside::of(one, &said.by_when)).collect(),
        extra: said.extra.clone(),
        source,
        history: history.iter().map(Past::from).collect(),
        rule,
        updates,
        shares,
        served,
        as_at: day.control(&format!("/actions/{id}"), Vec::new()),
        errors,
    })
}

/// Where a thing came from: a link to the document's review for those who may see it, and its place
/// in that document for everybody else.
pub(crate) async fn source(
    office: &Office,
    visitor: &Visitor,
    origin: &Origin,
) -> Result<Option<Link>, Problem> {
    match origin {
        Origin::Document { place, .. } => {
            let words = if place.is_empty() { "the document" } else { place };
            let seen = office.source(&visitor.actor, origin).await?;
            let to = seen.map_or_else(String::new, |(import, ..)| format!("/imports/{import}"));
            Ok(Some(Link::new(words, to)))
        }
        Origin::Typed | Origin::Link { .. } => Ok(None),
    }
}
