//! Telling one step of many actions or recommendations at once: choose, preview, confirm.

use axum::extract::State;
use axum::response::Response;
use jiff::civil::Date;
use office::Office;
use office::bulk::{BulkItem, BulkLine, BulkTelling, MOST, differences};
use programme::update::About;
use serde::Serialize;

use crate::forms::as_at::{AsAt, Asked};
use crate::forms::sent::{Fields, Sent};
use crate::pages::action::Row as ActionRow;
use crate::pages::import::known;
use crate::pages::listing::Wanted;
use crate::pages::recommendation::Row as RecommendationRow;
use crate::pages::update::{LONGEST, OPEN, address, step};
use crate::problem::Problem;
use crate::render::Section;
use crate::views::{Choosable, Link, Standed, When, Wrong};
use crate::visitor::Visitor;

/// Which of the two lists.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    Actions,
    Recommendations,
}

impl Of {
    fn list(self) -> &'static str {
        match self {
            Self::Actions => "/actions",
            Self::Recommendations => "/recommendations",
        }
    }

    fn one(self) -> &'static str {
        match self {
            Self::Actions => "action",
            Self::Recommendations => "recommendation",
        }
    }

    fn section(self) -> Section {
        match self {
            Self::Actions => Section::Actions,
            Self::Recommendations => Section::Recommendations,
        }
    }

    fn about(self, id: &str) -> Result<About, Problem> {
        match self {
            Self::Actions => Ok(About::Action(known(id)?)),
            Self::Recommendations => Ok(About::Recommendation(known(id)?)),
        }
    }
}

/// The steps that can be told of many at once, each with what it is called.
const STEPS: [(&str, &str); 9] = [
    ("progress", "Tell how they are going"),
    ("ask-date", "Ask for a new date"),
    ("agree-date", "Agree the new dates that are asked for"),
    ("refuse-date", "Do not agree the new dates that are asked for"),
    ("ask-completion", "Say that they are complete"),
    ("verify", "Say that I have seen that they are complete"),
    ("name-owner", "Say who owns them"),
    ("supersede", "Close them as superseded"),
    ("not-adopt", "Close them as considered and not adopted"),
];

/// One thing that can be chosen.
#[derive(Serialize)]
struct Choice {
    id: String,
    link: Link,
    owner: String,
    by_when: When,
    status: String,
    standing: Standed,
    chosen: bool,
}

#[derive(Serialize)]
struct Choose {
    list: &'static str,
    one: &'static str,
    /// What the list is narrowed to, as an address says it.
    query: String,
    found: u64,
    rows: Vec<Choice>,
    steps: Vec<Choosable>,
    statuses: Vec<Choosable>,
    today: String,
    typed: Typed,
    errors: Vec<Wrong>,
}

/// What was typed into the form.
#[derive(Default, Serialize)]
struct Typed {
    step: String,
    status: String,
    by_when: String,
    owner: String,
    words: String,
    on: String,
}

impl Typed {
    fn of(fields: &Fields) -> Self {
        let get = |name: &str| fields.get(name).to_owned();
        Self {
            step: get("step"),
            status: get("status"),
            by_when: get("by_when"),
            owner: get("owner"),
            words: fields.get("words").replace("\r\n", "\n"),
            on: get("on"),
        }
    }
}

/// `GET /actions/bulk`
pub(crate) async fn actions(
    State(office): State<Office>,
    visitor: Visitor,
    asked: Asked,
) -> Result<Response, Problem> {
    let view = choose(&office, &visitor, Of::Actions, &asked, &Fields::default()).await?;
    visitor.page(Some(Section::Actions), "bulk/choose.jinja", &view).await
}

/// `GET /recommendations/bulk`
pub(crate) async fn recommendations(
    State(office): State<Office>,
    visitor: Visitor,
    asked: Asked,
) -> Result<Response, Problem> {
    let view = choose(&office, &visitor, Of::Recommendations, &asked, &Fields::default()).await?;
    visitor.page(Some(Section::Recommendations), "bulk/choose.jinja", &view).await
}

/// The things of a list to choose from, a hundred at most, with what was chosen and typed.
async fn choose(
    office: &Office,
    visitor: &Visitor,
    of: Of,
    asked: &Asked,
    fields: &Fields,
) -> Result<Choose, Problem> {
    let wanted = Wanted::of(asked, (of.list(), ""));
    let (today, actor) = (visitor.moment.today, &visitor.actor);
    let when = (today, None);
    let (found, mut rows) = match of {
        Of::Actions => {
            let page = office.actions_register(actor, wanted.filter(), when, wanted.on_page());
            let page = page.await?;
            let row = |line| action(ActionRow::from(line));
            (page.found, page.lines.iter().map(row).collect::<Vec<_>>())
        }
        Of::Recommendations => {
            let filter = wanted.filter();
            let page = office.recommendations_register(actor, filter, when, wanted.on_page());
            let page = page.await?;
            let row = |line| recommendation(RecommendationRow::from(line));
            (page.found, page.lines.iter().map(row).collect::<Vec<_>>())
        }
    };
    let chosen = fields.all("item");
    for row in &mut rows {
        row.chosen = chosen.contains(&row.id.as_str());
    }
    let typed = Typed::of(fields);
    let steps = STEPS.iter().map(|(key, words)| Choosable::new(*key, *words, &typed.step));
    let first = Choosable::new("", "The same as before", &typed.status);
    let each = OPEN.iter().map(|one| Choosable::new(one.key(), one.label(), &typed.status));
    Ok(Choose {
        list: of.list(),
        one: of.one(),
        query: wanted.query(&AsAt::of(asked, visitor.moment)),
        found,
        rows,
        steps: steps.collect(),
        statuses: core::iter::once(first).chain(each).collect(),
        today: today.to_string(),
        typed,
        errors: Vec::new(),
    })
}

fn action(row: ActionRow) -> Choice {
    let ActionRow { link, reference, words, owner, by_when, status, standing, .. } = row;
    choice((link, reference, words), (owner, by_when, status, standing))
}

fn recommendation(row: RecommendationRow) -> Choice {
    let RecommendationRow { link, reference, words, owner, by_when, status, standing, .. } = row;
    choice((link, reference, words), (owner, by_when, status, standing))
}

fn choice(
    (link, reference, words): (String, String, String),
    (owner, by_when, status, standing): (String, When, String, Standed),
) -> Choice {
    let id = link.rsplit('/').next().unwrap_or_default().to_owned();
    let text = format!("{reference} {words}").trim().to_owned();
    let link = Link::new(if text.is_empty() { "No words".to_owned() } else { text }, link);
    Choice { id, link, owner, by_when, status, standing, chosen: false }
}

/// What is to be told, or what must be mended.
fn telling(fields: &Fields) -> Result<BulkTelling, Vec<Wrong>> {
    let mut wrong = Vec::new();
    let known = STEPS.iter().any(|(key, _)| *key == fields.get("step"));
    let step = step(fields).filter(|_| known);
    if step.is_none() {
        wrong.push(Wrong::new("step", "Choose what you want to tell"));
    }
    let words = fields.get("words").replace("\r\n", "\n");
    if words.is_empty() && step.as_ref().is_some_and(programme::update::Step::needs_words) {
        wrong.push(Wrong::new("words", "Say it in a few words"));
    }
    if words.chars().count() > LONGEST {
        wrong.push(Wrong::new("words", "Say it in 10,000 letters or fewer"));
    }
    let on = fields.get("on").parse::<Date>();
    if on.is_err() {
        wrong.push(Wrong::new("on", "Enter the day of which you speak, like 2026-08-06"));
    }
    match (step, on) {
        (Some(step), Ok(on)) if wrong.is_empty() => Ok(BulkTelling { step, words, on }),
        _ => Err(wrong),
    }
}

#[derive(Serialize)]
struct Preview {
    list: &'static str,
    one: &'static str,
    query: String,
    says: &'static str,
    can: Vec<Line>,
    cannot: Vec<Line>,
    typed: Typed,
    errors: Vec<Wrong>,
}

/// What telling it would do to one thing.
#[derive(Serialize)]
struct Line {
    link: Link,
    /// What the form sends on: the thing, the revision seen and the identity of the update.
    item: String,
    differences: Vec<(&'static str, String, String)>,
    why_not: String,
}

impl From<BulkLine> for Line {
    fn from(line: BulkLine) -> Self {
        let item = format!("{} {} {}", line.about.subject(), line.revision, line.update);
        let link = Link::new(line.what, address(line.about));
        match line.after {
            Ok(after) => {
                let differences = differences(&line.before, &after);
                Self { link, item, differences, why_not: String::new() }
            }
            Err(why_not) => Self { link, item, differences: Vec::new(), why_not },
        }
    }
}

/// `POST /actions/bulk`: what it would do.
pub(crate) async fn preview_actions(
    State(office): State<Office>,
    asked: Asked,
    sent: Sent,
) -> Result<Response, Problem> {
    preview(&office, Of::Actions, &asked, sent).await
}

/// `POST /recommendations/bulk`: what it would do.
pub(crate) async fn preview_recommendations(
    State(office): State<Office>,
    asked: Asked,
    sent: Sent,
) -> Result<Response, Problem> {
    preview(&office, Of::Recommendations, &asked, sent).await
}

async fn preview(
    office: &Office,
    of: Of,
    asked: &Asked,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let chosen: Result<Vec<About>, Problem> =
        fields.all("item").into_iter().take(MOST).map(|id| of.about(id)).collect();
    let chosen = chosen?;
    let told = telling(&fields);
    let mut wrong = told.as_ref().err().cloned().unwrap_or_default();
    if chosen.is_empty() {
        wrong.insert(0, Wrong::new("items", "Choose at least one"));
    }
    let telling = match told {
        Ok(telling) if wrong.is_empty() => telling,
        _ => {
            let view = choose(office, &visitor, of, asked, &fields).await?;
            let view = Choose { errors: wrong, ..view };
            return visitor.refused(of.section(), "bulk/choose.jinja", &view).await;
        }
    };
    let view = previewed(office, &visitor, (of, asked), (&chosen, &telling), &fields).await?;
    visitor.page(Some(of.section()), "bulk/preview.jinja", &view).await
}

async fn previewed(
    office: &Office,
    visitor: &Visitor,
    (of, asked): (Of, &Asked),
    (chosen, telling): (&[About], &BulkTelling),
    fields: &Fields,
) -> Result<Preview, Problem> {
    let lines = office.preview_bulk(&visitor.actor, visitor.moment, chosen, telling).await?;
    let (can, cannot): (Vec<BulkLine>, Vec<BulkLine>) =
        lines.into_iter().partition(|line| line.after.is_ok());
    Ok(Preview {
        list: of.list(),
        one: of.one(),
        query: Wanted::of(asked, (of.list(), "")).query(&AsAt::of(asked, visitor.moment)),
        says: telling.step.label(),
        can: can.into_iter().map(Line::from).collect(),
        cannot: cannot.into_iter().map(Line::from).collect(),
        typed: Typed::of(fields),
        errors: Vec::new(),
    })
}

/// `POST /actions/bulk/confirm`
pub(crate) async fn confirm_actions(
    State(office): State<Office>,
    asked: Asked,
    sent: Sent,
) -> Result<Response, Problem> {
    confirm(&office, Of::Actions, &asked, sent).await
}

/// `POST /recommendations/bulk/confirm`
pub(crate) async fn confirm_recommendations(
    State(office): State<Office>,
    asked: Asked,
    sent: Sent,
) -> Result<Response, Problem> {
    confirm(&office, Of::Recommendations, &asked, sent).await
}

async fn confirm(
    office: &Office,
    of: Of,
    asked: &Asked,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let items: Result<Vec<BulkItem>, Problem> =
        fields.all("item").into_iter().take(MOST).map(|text| item(of, text)).collect();
    let items = items?;
    let telling = telling(&fields).map_err(|_| Problem::Stale)?;
    let done = office.tell_bulk(&visitor.actor, visitor.moment, &items, &telling).await;
    let says = match done.map_err(Problem::from) {
        Ok(()) => {
            let query = Wanted::of(asked, (of.list(), "")).query(&AsAt::of(asked, visitor.moment));
            let many = match items.len() {
                1 => format!("1 {}", of.one()),
                many => format!("{many} {}s", of.one()),
            };
            let says = format!("{} of {many}, and kept", telling.step.label());
            return visitor.on_to(&format!("{}{query}", of.list()), says).await;
        }
        Err(Problem::Changed) => {
            "Somebody told something of one of these meanwhile, so nothing was \
            told of any. Below is how they stand now"
                .to_owned()
        }
        Err(problem) => format!("Nothing was told of any: {}", problem.on_form()?),
    };
    let chosen: Vec<About> = items.iter().map(|item| item.about).collect();
    let view = previewed(office, &visitor, (of, asked), (&chosen, &telling), &fields).await?;
    let view = Preview { errors: vec![Wrong::new("preview", &says)], ..view };
    visitor.refused(of.section(), "bulk/preview.jinja", &view).await
}

/// One thing as the preview sends it on.
fn item(of: Of, text: &str) -> Result<BulkItem, Problem> {
    let mut parts = text.split(' ');
    let mut next = || parts.next().unwrap_or_default();
    let about = of.about(next())?;
    let seen = next().parse().map_err(|_| Problem::Stale)?;
    let update = next().parse().map_err(|_| Problem::Stale)?;
    Ok(BulkItem { about, seen, update })
}
