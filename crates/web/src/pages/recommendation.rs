//! Recommendations: what audits and reviews asked for, and how it stands.

use axum::extract::{Path, State};
use axum::response::Response;
use office::Office;
use office::plan::RecommendationLine;
use programme::correspondence::End;
use programme::id::RecommendationId;
use programme::update::About;
use serde::Serialize;

use crate::forms::as_at::{AsAt, Asked, Control};
use crate::pages::action::source;
use crate::pages::correspondence;
use crate::pages::import::known;
use crate::pages::listing::{Listing, Wanted};
use crate::pages::share;
use crate::pages::update::{self, Typed};
use crate::problem::{Problem, sentence};
use crate::render::Section;
use crate::views::{Link, Past, Standed, When, Wrong};
use crate::visitor::Visitor;

/// One recommendation in a list.
#[derive(Serialize)]
pub(crate) struct Row {
    pub(crate) link: String,
    pub(crate) reference: String,
    pub(crate) words: String,
    priority: String,
    level: Option<String>,
    pub(crate) owner: String,
    uncertain: bool,
    pub(crate) by_when: When,
    pub(crate) status: String,
    pub(crate) standing: Standed,
    organisation: String,
    plan: Link,
}

impl From<&RecommendationLine> for Row {
    fn from(line: &RecommendationLine) -> Self {
        let said = &line.recommendation.said;
        let level = said.priority.level.map(|level| sentence(level.key()));
        Self {
            link: format!("/recommendations/{}", line.recommendation.id),
            reference: said.reference.clone(),
            words: said.words.clone(),
            level: level.filter(|level| !level.eq_ignore_ascii_case(said.priority.words.trim())),
            priority: said.priority.words.clone(),
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

/// `GET /recommendations`
pub(crate) async fn list(
    State(office): State<Office>,
    visitor: Visitor,
    asked: Asked,
) -> Result<Response, Problem> {
    let day = AsAt::of(&asked, visitor.moment);
    let wanted = Wanted::of(&asked, ("/recommendations", "of=recommendation"));
    let (when, page) = ((day.day(), day.past()), wanted.on_page());
    let register =
        office.recommendations_register(&visitor.actor, wanted.filter(), when, page).await?;
    let rows: Vec<Row> = register.lines.iter().map(Row::from).collect();
    let view = Listing::of(&register, &wanted, &day).with(rows);
    let view = view.with_views(&office, &visitor).await?;
    visitor.page_at(Section::Recommendations, "recommendation/list.jinja", &view, &day).await
}

#[derive(Serialize)]
struct View {
    row: Row,
    page: String,
    section: String,
    scale: String,
    agreed: String,
    response: String,
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

/// `GET /recommendations/{id}`
pub(crate) async fn show(
    State(office): State<Office>,
    visitor: Visitor,
    Path(id): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    let day = AsAt::of(&asked, visitor.moment);
    let told = (&day, Typed::default());
    let view = view(&office, &visitor, known(&id)?, told, day.errors()).await?;
    visitor.page_at(Section::Recommendations, "recommendation/show.jinja", &view, &day).await
}

/// The page once more, with what was typed into a form of it and why it was not taken.
pub(crate) async fn again(
    office: &Office,
    visitor: &Visitor,
    id: RecommendationId,
    told: (&AsAt, Typed),
    wrong: Vec<Wrong>,
) -> Result<Response, Problem> {
    let view = view(office, visitor, id, told, wrong).await?;
    visitor.refused(Section::Recommendations, "recommendation/show.jinja", &view).await
}

async fn view(
    office: &Office,
    visitor: &Visitor,
    id: RecommendationId,
    (day, typed): (&AsAt, Typed),
    errors: Vec<Wrong>,
) -> Result<View, Problem> {
    let (line, history) = office.recommendation(&visitor.actor, id, day.day(), day.past()).await?;
    let said = &line.recommendation.said;
    let about = About::Recommendation(id);
    let plan = line.plan_key.as_str();
    let (course, by_when, owner) =
        (&line.recommendation.course, &said.by_when, &said.responsibility);
    let subject = update::Subject { about, course, by_when, owner, plan };
    let updates = update::section(office, visitor, subject, (day, typed)).await?;
    Ok(View {
        row: Row::from(&line),
        page: said.page.clone(),
        section: said.section.clone(),
        scale: said.priority.scale.clone(),
        agreed: said.agreed.words.clone(),
        response: said.response.clone(),
        extra: said.extra.clone(),
        source: source(office, visitor, &line.recommendation.origin).await?,
        history: history.iter().map(Past::from).collect(),
        rule: office.standing_rule().await?.words(),
        updates,
        shares: share::section(office, visitor, (about, owner), day).await?,
        served: correspondence::section(office, visitor, End::Recommendation(id), day).await?,
        as_at: day.control(&format!("/recommendations/{id}"), Vec::new()),
        errors,
    })
}
