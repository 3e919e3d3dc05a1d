//! Communications: what is told to whom, wave by wave, and each with what it cites.

pub(crate) mod keep;

use axum::extract::{Path, State};
use axum::response::Response;
use office::Office;
use office::communication::{CommunicationLine, CommunicationPage, by_wave};
use programme::communication::{Reached, Stage};
use programme::id::CommunicationId;
use serde::Serialize;

use crate::forms::as_at::{AsAt, Asked, Control};
use crate::pages::evidence::Gap;
use crate::pages::import::known;
use crate::problem::Problem;
use crate::render::Section;
use crate::views::{Choosable, Link, Standed, Was, When, Wrong, counts};
use crate::visitor::Visitor;

#[derive(Serialize)]
struct List {
    waves: Vec<(String, Vec<Row>)>,
    count: usize,
    counts: String,
    may: bool,
    rule: String,
    query: String,
    as_at: Control,
    errors: Vec<Wrong>,
}

/// A communication in a list.
#[derive(Serialize)]
struct Row {
    link: String,
    wave: String,
    audience: String,
    message: String,
    product: String,
    channel: String,
    by_when: When,
    stage: &'static str,
    standing: Standed,
    reach: String,
    organisation: String,
    plan: Option<Link>,
}

impl From<&CommunicationLine> for Row {
    fn from(line: &CommunicationLine) -> Self {
        let (told, said) = (&line.communication, &line.communication.said);
        let plan = line.plan.as_ref();
        Self {
            link: format!("/communications/{}", told.id),
            wave: said.wave.words(),
            audience: said.audience.clone(),
            message: said.message.clone(),
            product: said.product.clone(),
            channel: said.channel.clone(),
            by_when: When::from(&said.by_when),
            stage: told.stage.label(),
            standing: line.standing.into(),
            reach: told.reach.map_or_else(String::new, Reached::words),
            organisation: line.organisation.clone(),
            plan: plan.map(|(key, title)| Link::new(title, format!("/plans/{key}"))),
        }
    }
}

/// `GET /communications`
pub(crate) async fn list(
    State(office): State<Office>,
    visitor: Visitor,
    asked: Asked,
) -> Result<Response, Problem> {
    let day = AsAt::of(&asked, visitor.moment);
    let lines = office.communications(&visitor.actor, (day.day(), day.past())).await?;
    let standings: Vec<_> = lines.iter().map(|line| line.standing).collect();
    let wave = |(wave, lines): (programme::communication::Wave, Vec<CommunicationLine>)| {
        (wave.words(), lines.iter().map(Row::from).collect())
    };
    let own = visitor.actor.organisation.as_ref();
    let view = List {
        count: lines.len(),
        counts: counts(&standings),
        waves: by_wave(lines).into_iter().map(wave).collect(),
        may: own.is_some_and(|body| Office::may_write_communication(&visitor.actor, body)),
        rule: office.standing_rule().await?.words(),
        query: day.said('?'),
        as_at: day.control("/communications", Vec::new()).with_changes("of=communication"),
        errors: day.errors(),
    };
    visitor.page_at(Section::Communications, "communication/list.jinja", &view, &day).await
}

#[derive(Serialize)]
struct View {
    id: String,
    row: Row,
    revision: i64,
    /// The action that it carries out.
    action: Option<Link>,
    /// Whether there are figures among the writer's own words.
    figures: bool,
    gaps: Vec<Gap>,
    may: bool,
    stages: Vec<Choosable>,
    typed: Typed,
    history: Vec<Was>,
    as_at: Control,
    errors: Vec<Wrong>,
}

/// What is in the boxes of reach.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Typed {
    pub(crate) stage: String,
    pub(crate) reached: String,
    pub(crate) asked: String,
}

/// `GET /communications/{id}`
pub(crate) async fn show(
    State(office): State<Office>,
    visitor: Visitor,
    Path(id): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    let day = AsAt::of(&asked, visitor.moment);
    let id = known(&id)?;
    let page = office.communication(&visitor.actor, id, (day.day(), day.past())).await?;
    let view = view(&page, &day, None, day.errors());
    visitor.page_at(Section::Communications, "communication/show.jinja", &view, &day).await
}

/// The page once more, with what was typed into its form and why it was not taken.
pub(crate) async fn again(
    office: &Office,
    visitor: &Visitor,
    id: CommunicationId,
    typed: Typed,
    wrong: Vec<Wrong>,
) -> Result<Response, Problem> {
    let day = AsAt::of(&Asked::default(), visitor.moment);
    let page = office.communication(&visitor.actor, id, (day.day(), None)).await?;
    let view = view(&page, &day, Some(typed), wrong);
    visitor.refused(Section::Communications, "communication/show.jinja", &view).await
}

fn view(page: &CommunicationPage, day: &AsAt, typed: Option<Typed>, errors: Vec<Wrong>) -> View {
    let told = &page.line.communication;
    let standing = || {
        let count = |of: fn(Reached) -> u32| {
            told.reach.map_or_else(String::new, |reach| of(reach).to_string())
        };
        let stage = told.stage.key().to_owned();
        Typed { stage, reached: count(Reached::reached), asked: count(Reached::asked) }
    };
    let typed = typed.unwrap_or_else(standing);
    let texts = [&told.said.message, &told.said.product];
    let stage = |one: Stage| Choosable::new(one.key(), one.label(), &typed.stage);
    View {
        id: told.id.to_string(),
        figures: texts.iter().any(|text| text.contains(|c: char| c.is_ascii_digit())),
        revision: page.revision,
        action: page
            .action
            .as_ref()
            .map(|action| Link::new(&*action.words, format!("/actions/{}", action.id))),
        gaps: page.exhibits.iter().map(Gap::from).collect(),
        may: page.may,
        stages: Stage::ALL.into_iter().map(stage).collect(),
        history: page.history.iter().cloned().map(Was::from).collect(),
        as_at: day.control(&format!("/communications/{}", told.id), Vec::new()),
        row: Row::from(&page.line),
        typed,
        errors,
    }
}
