//! Objectives: what was promised, what was done, is the gap closing?

use axum::extract::{Path, State};
use axum::response::Response;
use charts::Judged;
use office::Office;
use office::objective::{ObjectiveFilter, ObjectiveLine, ObjectivePage, Reviewed};
use programme::aim::{self, ProposedAim};
use programme::correspondence::End;
use programme::framework::Framework;
use programme::id::ObjectiveId;
use serde::Serialize;

use crate::forms::as_at::{AsAt, Asked, Control, Keep};
use crate::forms::measure::{BREAKDOWNS, measured_by};
use crate::forms::sent::Sent;
use crate::pages::action::Row as ActionRow;
use crate::pages::correspondence;
use crate::pages::evidence::Gap;
use crate::pages::import::known;
use crate::pages::logic_model;
use crate::pages::paging::Paging;
use crate::problem::{Problem, encoded, sentence};
use crate::render::Section;
use crate::views::{Choosable, Link, Past, When, Wrong, day_words};
use crate::visitor::Visitor;

/// One objective in a list.
#[derive(Serialize)]
pub(crate) struct Line {
    link: String,
    organisation: String,
    sub_category: String,
    words: String,
    measured: bool,
    new: bool,
}

impl From<ObjectiveLine> for Line {
    fn from(line: ObjectiveLine) -> Self {
        Self {
            link: format!("/objectives/{}", line.id),
            organisation: line.organisation,
            sub_category: line.sub_category,
            words: line.words,
            measured: line.measured_by.is_some(),
            new: line.new,
        }
    }
}

#[derive(Serialize)]
struct List {
    objectives: Vec<Line>,
    #[serde(flatten)]
    paging: Paging,
    measured: usize,
    organisations: Vec<Choosable>,
    themes: Vec<Choosable>,
    chips: Vec<Link>,
    /// What the list is narrowed to, as an address says it.
    query: String,
    as_at: Control,
    errors: Vec<Wrong>,
}

/// `GET /objectives`
pub(crate) async fn list(
    State(office): State<Office>,
    visitor: Visitor,
    asked: Asked,
) -> Result<Response, Problem> {
    let day = AsAt::of(&asked, visitor.moment);
    let get = |name: &str| asked.get(name).map_or("", |value| value.trim());
    let (body, theme) = (get("organisation"), get("theme"));
    let filter = ObjectiveFilter { organisation: body.parse().ok(), theme: theme.chars().next() };
    let every = office.objectives(&visitor.actor, &ObjectiveFilter::default(), day.past()).await?;
    let shown = office.objectives(&visitor.actor, &filter, day.past()).await?;
    let narrowed = query(body, theme, &day);
    let to = |number: usize| {
        let begins = if narrowed.is_empty() { "?" } else { "&" };
        format!("/objectives{narrowed}{begins}page={number}")
    };
    let measured = shown.iter().filter(|line| line.measured_by.is_some()).count();
    let (paging, shown) = Paging::of(shown, &asked, to);
    let view = List {
        paging,
        measured,
        organisations: bodies(&every, body),
        themes: themes(&office.frameworks().await?, theme),
        chips: chips(&every, &filter),
        query: narrowed.clone(),
        as_at: day.control("/objectives", keep(body, theme)).with_changes("of=objective"),
        errors: day.errors(),
        objectives: shown.into_iter().map(Line::from).collect(),
    };
    visitor.page_at(Section::Objectives, "objective/list.jinja", &view, &day).await
}

fn query(body: &str, theme: &str, day: &AsAt) -> String {
    let at = day.past().map_or_else(String::new, |day| day.to_string());
    let said = [("organisation", body), ("theme", theme), ("as-at", &at)];
    let said = said.into_iter().filter(|(_, value)| !value.is_empty());
    let said: Vec<String> =
        said.map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    if said.is_empty() { String::new() } else { format!("?{}", said.join("&")) }
}

fn bodies(every: &[ObjectiveLine], chosen: &str) -> Vec<Choosable> {
    let mut bodies: Vec<(&str, &str)> =
        every.iter().map(|line| (line.organisation.as_str(), line.code.as_str())).collect();
    bodies.sort_unstable();
    bodies.dedup();
    let first = Choosable::new("", "Every organisation", chosen);
    let rest = bodies.into_iter().map(|(name, code)| Choosable::new(code, name, chosen));
    core::iter::once(first).chain(rest).collect()
}

fn themes(frameworks: &[Framework], chosen: &str) -> Vec<Choosable> {
    let mut all = vec![Choosable::new("", "Every theme", chosen)];
    for theme in frameworks.iter().flat_map(Framework::themes) {
        let code = theme.code.to_string();
        if !all.iter().any(|known| known.value == code) {
            all.push(Choosable::new(&*code, format!("{code} {}", theme.title()), chosen));
        }
    }
    all
}

/// The filters chosen, each with the address without it.
fn chips(every: &[ObjectiveLine], filter: &ObjectiveFilter) -> Vec<Link> {
    let mut chips = Vec::new();
    if let Some(code) = &filter.organisation {
        let named = every.iter().find(|line| line.code == *code);
        let name = named.map_or_else(|| code.to_string(), |line| line.organisation.clone());
        let rest = filter
            .theme
            .map_or_else(String::new, |theme| format!("?theme={}", encoded(&theme.to_string())));
        chips.push(Link::new(name, format!("/objectives{rest}")));
    }
    if let Some(theme) = filter.theme {
        let rest = filter
            .organisation
            .as_ref()
            .map_or_else(String::new, |code| format!("?organisation={code}"));
        chips.push(Link::new(format!("Theme {theme}"), format!("/objectives{rest}")));
    }
    chips
}

fn keep(organisation: &str, theme: &str) -> Vec<Keep> {
    let both = [("organisation", organisation), ("theme", theme)];
    let chosen = both.into_iter().filter(|(_, value)| !value.is_empty());
    chosen.map(|(name, value)| Keep { name, value: value.to_owned() }).collect()
}

#[derive(Serialize)]
struct View {
    id: String,
    title: String,
    organisation: String,
    round: String,
    round_link: String,
    submission: String,
    theme: String,
    sub_category: String,
    sub_category_words: String,
    objective: String,
    how: String,
    data: String,
    outcomes: String,
    prevention: String,
    lead: String,
    new: bool,
    extra: Vec<(String, String)>,
    /// The logic model behind it, question by question, as far as it is answered.
    logic: Vec<(&'static str, String)>,
    measured_by: Option<Measure>,
    gap: Option<Gap>,
    may_measure: bool,
    targets: Vec<Target>,
    proposed: Vec<Target>,
    indicators: Vec<Choosable>,
    breakdowns: Vec<Choosable>,
    revision: i64,
    actions: Vec<ActionRow>,
    reviews: Vec<Said>,
    carries_on: Option<Link>,
    history: Vec<Past>,
    source: Option<Link>,
    served: correspondence::Section,
    as_at: Control,
    errors: Vec<Wrong>,
}

/// A target, confirmed or read in the words.
#[derive(Serialize)]
struct Target {
    /// Where in the words it begins, by which it is confirmed.
    start: usize,
    words: String,
    reads: String,
    by_when: Option<When>,
    baseline: String,
    /// It is to end at nothing, which no figures show exactly.
    zero: bool,
    stands: Option<Stands>,
}

/// Where a confirmed target stands.
#[derive(Serialize)]
struct Stands {
    course: &'static str,
    says: String,
    beware: Vec<String>,
}

impl From<Judged> for Stands {
    fn from(judged: Judged) -> Self {
        Self { course: judged.verdict(), says: judged.says, beware: judged.beware }
    }
}

impl Target {
    fn new(aim: &ProposedAim, baseline: &str) -> Self {
        let zero = matches!(aim.reading.target(), aim::Target::To { value, .. } if value.is_zero());
        Self {
            start: aim.start,
            words: aim.words.clone(),
            reads: sentence(&aim.reading.to_string()),
            by_when: aim.reading.by_when().map(When::from),
            baseline: baseline.to_owned(),
            zero,
            stands: None,
        }
    }
}

#[derive(Serialize)]
struct Measure {
    indicator: String,
    breakdown: String,
}

/// What one return said of its progress.
#[derive(Serialize)]
struct Said {
    round: String,
    link: String,
    received: String,
    progress: String,
    outputs: String,
    outcomes: String,
    next: String,
}

impl From<Reviewed> for Said {
    fn from(Reviewed { submission, round, received, said }: Reviewed) -> Self {
        Self {
            round,
            link: format!("/submissions/{submission}"),
            received: received.map_or_else(String::new, day_words),
            progress: said.progress,
            outputs: said.outputs,
            outcomes: said.outcomes,
            next: said.next,
        }
    }
}

/// `GET /objectives/{id}`
pub(crate) async fn show(
    State(office): State<Office>,
    visitor: Visitor,
    Path(id): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    let day = AsAt::of(&asked, visitor.moment);
    let id: ObjectiveId = known(&id)?;
    let page = office.objective(&visitor.actor, visitor.moment, id, day.past()).await?;
    let served = correspondence::section(&office, &visitor, End::Objective(id), &day).await?;
    let view = view((page, served), &day, day.errors(), ("", "deprivation"));
    visitor.page_at(Section::Objectives, "objective/show.jinja", &view, &day).await
}

/// `POST /objectives/{id}/measure`: says what shows whether its gap closes.
pub(crate) async fn measure(
    State(office): State<Office>,
    Path(id): Path<String>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let id: ObjectiveId = known(&id)?;
    let (actor, moment) = (&visitor.actor, visitor.moment);
    let wrong = match measured_by(&fields) {
        Ok(measured_by) => {
            let says = if measured_by.is_some() {
                "The measure is named. The gap below is the newest that was released"
            } else {
                "No measure is named any longer"
            };
            let revision = fields.revision()?;
            match office.measure_objective(actor, moment, id, revision, measured_by).await {
                Ok(()) => return visitor.on_to(&format!("/objectives/{id}"), says).await,
                Err(error) => vec![Wrong::new("indicator", &Problem::from(error).on_form()?)],
            }
        }
        Err(wrong) => wrong,
    };
    let page = office.objective(actor, moment, id, None).await?;
    let day = AsAt::of(&Asked::default(), moment);
    let chosen = (fields.get("indicator"), fields.get("breakdown"));
    let served = correspondence::section(&office, &visitor, End::Objective(id), &day).await?;
    let view = view((page, served), &day, wrong, chosen);
    visitor.refused(Section::Objectives, "objective/show.jinja", &view).await
}

/// `POST /objectives/{id}/targets`: what was read in its words is confirmed by a person.
pub(crate) async fn targets(
    State(office): State<Office>,
    Path(id): Path<String>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let id: ObjectiveId = known(&id)?;
    let (actor, moment) = (&visitor.actor, visitor.moment);
    let chosen: Vec<(usize, String)> = fields
        .all("target")
        .into_iter()
        .filter_map(|start| {
            Some((start.parse().ok()?, fields.get(&format!("baseline-{start}")).to_owned()))
        })
        .collect();
    let seen = (id, fields.revision()?);
    let wrong = match office.confirm_aims(actor, moment, seen, &chosen).await {
        Ok(()) => {
            let says = "The targets are confirmed, in the words that set them";
            return visitor.on_to(&format!("/objectives/{id}"), says).await;
        }
        Err(error) => vec![Wrong::new("targets", &Problem::from(error).on_form()?)],
    };
    let page = office.objective(actor, moment, id, None).await?;
    let day = AsAt::of(&Asked::default(), moment);
    let served = correspondence::section(&office, &visitor, End::Objective(id), &day).await?;
    let view = view((page, served), &day, wrong, ("", ""));
    visitor.refused(Section::Objectives, "objective/show.jinja", &view).await
}

fn view(
    (page, served): (ObjectivePage, correspondence::Section),
    day: &AsAt,
    errors: Vec<Wrong>,
    chosen: (&str, &str),
) -> View {
    let promise = page.objective.promise;
    let id = page.objective.id;
    let measured_by = page.objective.measured_by;
    let title_of = |key: &str| {
        let found = page.indicators.iter().find(|(known, _)| known.as_str() == key);
        found.map_or_else(|| key.to_owned(), |(_, title)| title.clone())
    };
    let measured = measured_by
        .map(|by| Measure { indicator: title_of(by.indicator.as_str()), breakdown: by.breakdown });
    let mut judged = page.judged.into_iter().map(Stands::from);
    let targets = page
        .objective
        .aims
        .iter()
        .map(|one| Target { stands: judged.next(), ..Target::new(&one.aim, &one.baseline) });
    let targets: Vec<Target> = targets.collect();
    View {
        targets,
        proposed: page.proposed.iter().map(|aim| Target::new(aim, "")).collect(),
        id: id.to_string(),
        title: format!("{}: {}", page.organisation, page.sub_category),
        organisation: page.organisation,
        round: page.round_title,
        round_link: format!("/rounds/{}", page.objective.round),
        submission: format!("/submissions/{}", page.objective.submission),
        theme: page.theme,
        sub_category: page.sub_category,
        sub_category_words: promise.sub_category_words,
        objective: promise.objective,
        how: promise.how,
        data: promise.data,
        outcomes: promise.outcomes,
        prevention: promise.prevention.words,
        lead: promise.lead,
        new: promise.new,
        extra: promise.extra,
        logic: promise.logic_model.as_deref().map_or_else(Vec::new, logic_model::said),
        measured_by: measured,
        gap: page.exhibit.as_ref().map(Gap::from),
        may_measure: page.may_measure,
        indicators: page
            .indicators
            .iter()
            .map(|(key, title)| Choosable::new(key.as_str(), title, chosen.0))
            .collect(),
        breakdowns: BREAKDOWNS.map(|(key, words)| Choosable::new(key, words, chosen.1)).into(),
        revision: page.revision,
        actions: page.actions.iter().map(ActionRow::from).collect(),
        reviews: page.reviews.into_iter().map(Said::from).collect(),
        carries_on: page
            .carries_on
            .map(|(id, round)| Link::new(round, format!("/objectives/{id}"))),
        history: page.history.iter().map(Past::from).collect(),
        source: page.source.map(|(import, file, place)| {
            Link::new(format!("{file}, {place}"), format!("/imports/{import}"))
        }),
        served,
        as_at: day.control(&format!("/objectives/{id}"), Vec::new()),
        errors,
    }
}
