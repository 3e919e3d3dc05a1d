//! Risks: the register with its matrix, and each with what it threatens.

pub(crate) mod keep;
pub(crate) mod merge;
pub(crate) mod propose;

use axum::extract::{Path, State};
use axum::response::Response;
use office::Office;
use office::risk::{RiskFilter, RiskLine, RiskPage, Risks, WordingLine};
use programme::id::RiskId;
use programme::risk::{Impact, Level, Likelihood, RULE, Risk, RiskState};
use serde::Serialize;

use crate::forms::as_at::{AsAt, Asked, Control, Keep};
use crate::pages::action::Row as ActionRow;
use crate::pages::import::known;
use crate::problem::{Problem, encoded};
use crate::render::Section;
use crate::views::{Choosable, Link, Was, Wrong};
use crate::visitor::Visitor;

/// The filters there are, as the address names them.
const FILTERS: [&str; 7] =
    ["words", "level", "likelihood", "impact", "organisation", "plan", "state"];
/// Those that the form does not ask for: they are chosen in the matrix.
const IN_MATRIX: [&str; 2] = ["likelihood", "impact"];

/// How many letters of what was typed are looked at.
const LETTERS: usize = 200;

#[derive(Serialize)]
struct List {
    lines: Vec<Line>,
    all: usize,
    /// How many stand at each level, in words.
    counts: String,
    matrix: Matrix,
    words: String,
    levels: Vec<Choosable>,
    states: Vec<Choosable>,
    organisations: Vec<Choosable>,
    plans: Vec<Choosable>,
    /// The filters chosen, each with the address without it.
    chips: Vec<Link>,
    /// The filters chosen that the form does not ask for.
    kept: Vec<Keep>,
    /// What the list is narrowed to, as an address says it.
    query: String,
    may: bool,
    rule: &'static str,
    as_at: Control,
    errors: Vec<Wrong>,
}

/// The five by five, the most likely first, and what is not in it.
#[derive(Serialize)]
struct Matrix {
    impacts: Vec<&'static str>,
    rows: Vec<(String, Vec<Place>)>,
    not_assessed: usize,
    not_assessed_link: String,
}

#[derive(Serialize)]
struct Place {
    count: usize,
    level: &'static str,
    words: &'static str,
    link: String,
    current: bool,
}

/// A risk in a list.
#[derive(Serialize)]
pub(crate) struct Line {
    link: String,
    words: String,
    /// How many other wordings it has.
    others: usize,
    level: &'static str,
    level_words: &'static str,
    score: Option<u8>,
    likelihood: &'static str,
    impact: &'static str,
    owner: String,
    uncertain: bool,
    mitigation: String,
    actions: usize,
    state: &'static str,
    state_words: &'static str,
    organisation: String,
    plan: Option<Link>,
}

impl Line {
    fn new(risk: &Risk, organisation: String, plan: Option<Link>) -> Self {
        let level = risk.assessment.level();
        Self {
            link: format!("/risks/{}", risk.id),
            words: risk.words().to_owned(),
            others: risk.every_wording().count().saturating_sub(1),
            level: level.key(),
            level_words: level.label(),
            score: risk.assessment.score(),
            likelihood: risk.assessment.likelihood.map_or("", Likelihood::label),
            impact: risk.assessment.impact.map_or("", Impact::label),
            owner: risk.owner.words.clone(),
            uncertain: risk.owner.uncertain,
            mitigation: risk.mitigation.clone(),
            actions: risk.every_action().len(),
            state: risk.state.key(),
            state_words: risk.state.label(),
            organisation,
            plan,
        }
    }

    /// A risk as another page lists it.
    pub(crate) fn alone(risk: &Risk) -> Self {
        Self::new(risk, String::new(), None)
    }
}

impl From<RiskLine> for Line {
    fn from(line: RiskLine) -> Self {
        let plan = line.plan.map(|(key, title)| Link::new(title, format!("/plans/{key}")));
        Self::new(&line.risk, line.organisation, plan)
    }
}

/// What the address narrows the register to. What is no level or place does not narrow it.
pub(crate) fn filter(asked: &Asked) -> RiskFilter {
    let get = |name: &str| asked.get(name).map_or("", |text| text.trim());
    let number = |name: &str| get(name).parse::<u8>().ok();
    let state = get("state");
    let known = RiskState::KEYS.into_iter().chain(["all"]).any(|key| key == state);
    RiskFilter {
        organisation: get("organisation").parse().ok(),
        plan: get("plan").parse().ok(),
        level: Level::ALL.into_iter().find(|level| level.key() == get("level")),
        likelihood: Likelihood::ALL
            .into_iter()
            .find(|one| Some(one.number()) == number("likelihood")),
        impact: Impact::ALL.into_iter().find(|one| Some(one.number()) == number("impact")),
        state: if known { state.to_owned() } else { String::new() },
        words: get("words").chars().take(LETTERS).collect(),
    }
}

/// What the address asks for.
struct Chosen<'a> {
    said: Vec<(&'static str, String)>,
    day: &'a AsAt,
}

impl<'a> Chosen<'a> {
    fn of(filter: &RiskFilter, day: &'a AsAt) -> Self {
        let text = |value: Option<String>| value.unwrap_or_default();
        let said = vec![
            ("words", filter.words.clone()),
            ("level", text(filter.level.map(|level| level.key().to_owned()))),
            ("likelihood", text(filter.likelihood.map(|one| one.number().to_string()))),
            ("impact", text(filter.impact.map(|one| one.number().to_string()))),
            ("organisation", text(filter.organisation.as_ref().map(ToString::to_string))),
            ("plan", text(filter.plan.as_ref().map(ToString::to_string))),
            ("state", filter.state.clone()),
        ];
        Self { said, day }
    }

    fn get(&self, name: &str) -> &str {
        self.said.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value)
    }

    /// What stands after the question mark, with some filters chosen otherwise.
    fn query(&self, chosen: &[(&str, &str)]) -> String {
        let at = self.day.past().map_or_else(String::new, |day| day.to_string());
        let value = |name: &'static str| {
            let other = chosen.iter().find(|(known, _)| *known == name);
            (
                name,
                other.map_or_else(|| self.get(name).to_owned(), |(_, value)| (*value).to_owned()),
            )
        };
        let all = FILTERS.into_iter().map(value).chain([("as-at", at)]);
        let said: Vec<String> = all
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={}", encoded(&value)))
            .collect();
        if said.is_empty() { String::new() } else { format!("?{}", said.join("&")) }
    }

    fn with(&self, chosen: &[(&str, &str)]) -> String {
        format!("/risks{}", self.query(chosen))
    }

    fn kept(&self, names: &[&'static str]) -> Vec<Keep> {
        let chosen = names.iter().filter(|name| !self.get(name).is_empty());
        chosen.map(|name| Keep { name, value: self.get(name).to_owned() }).collect()
    }

    fn chips(&self, found: &Risks, filter: &RiskFilter) -> Vec<Link> {
        let called = |name: &str| match name {
            "words" => format!("“{}”", filter.words),
            "level" => filter.level.map_or("", Level::label).to_owned(),
            "likelihood" => {
                format!("Likelihood: {}", filter.likelihood.map_or("", Likelihood::label))
            }
            "impact" => format!("Impact: {}", filter.impact.map_or("", Impact::label)),
            "organisation" => {
                let code = filter.organisation.as_ref();
                let named = code.and_then(|code| found.organisations.get(code)).cloned();
                named.unwrap_or_else(|| self.get(name).to_owned())
            }
            "plan" => {
                let named = filter.plan.as_ref().and_then(|key| found.plans.get(key)).cloned();
                named.unwrap_or_else(|| self.get(name).to_owned())
            }
            _ => state_words(self.get(name)).to_owned(),
        };
        let chosen = FILTERS.into_iter().filter(|name| !self.get(name).is_empty());
        chosen.map(|name| Link::new(called(name), self.with(&[(name, "")]))).collect()
    }

    fn matrix(&self, found: &Risks, filter: &RiskFilter) -> Matrix {
        let place = |likelihood: Likelihood, impact: Impact| {
            let both = (Some(likelihood), Some(impact));
            let (one, other) = (likelihood.number().to_string(), impact.number().to_string());
            let level = programme::risk::Assessment { likelihood: both.0, impact: both.1 }.level();
            Place {
                count: found.matrix.get(&(likelihood, impact)).copied().unwrap_or(0),
                level: level.key(),
                words: level.label(),
                link: self.with(&[("level", ""), ("likelihood", &one), ("impact", &other)]),
                current: (filter.likelihood, filter.impact) == both,
            }
        };
        let row = |likelihood: Likelihood| {
            let heading = format!("{} {}", likelihood.number(), likelihood.label());
            (heading, Impact::ALL.into_iter().map(|impact| place(likelihood, impact)).collect())
        };
        let not_assessed = Level::NotAssessed.key();
        Matrix {
            impacts: Impact::ALL.into_iter().map(Impact::label).collect(),
            rows: Likelihood::ALL.into_iter().rev().map(row).collect(),
            not_assessed: found.not_assessed,
            not_assessed_link: self.with(&[
                ("level", not_assessed),
                ("likelihood", ""),
                ("impact", ""),
            ]),
        }
    }
}

fn state_words(key: &str) -> &'static str {
    match key {
        "closed" => "Closed",
        "merged" => "Merged into another",
        "all" => "Open, closed and merged",
        _ => "Open",
    }
}

/// How many stand at each level, in words.
fn counts(lines: &[RiskLine]) -> String {
    let said = Level::ALL.into_iter().filter_map(|level| {
        let of = lines.iter().filter(|line| line.risk.assessment.level() == level).count();
        (of > 0).then(|| format!("{of} {}", level.label().to_lowercase()))
    });
    crate::views::listed(&said.collect::<Vec<_>>())
}

/// `GET /risks`
pub(crate) async fn list(
    State(office): State<Office>,
    visitor: Visitor,
    asked: Asked,
) -> Result<Response, Problem> {
    let day = AsAt::of(&asked, visitor.moment);
    let filter = filter(&asked);
    let chosen = Chosen::of(&filter, &day);
    let found = office.risks(&visitor.actor, &filter, day.past()).await?;
    let choice = |name: &str, any: &str, all: Vec<(String, String)>| {
        let first = Choosable::new("", any, chosen.get(name));
        let each = all.into_iter().map(|(key, words)| Choosable::new(key, words, chosen.get(name)));
        core::iter::once(first).chain(each).collect::<Vec<_>>()
    };
    let levels = Level::ALL.map(|level| (level.key().to_owned(), level.label().to_owned()));
    let states =
        ["closed", "merged", "all"].map(|key| (key.to_owned(), state_words(key).to_owned()));
    let bodies = found.organisations.iter().map(|(code, name)| (code.to_string(), name.clone()));
    let plans = found.plans.iter().map(|(key, title)| (key.to_string(), title.clone()));
    let own = visitor.actor.organisation.as_ref();
    let view = List {
        all: found.all,
        counts: counts(&found.lines),
        matrix: chosen.matrix(&found, &filter),
        words: filter.words.clone(),
        levels: choice("level", "Any", levels.to_vec()),
        states: choice("state", "Open", states.to_vec()),
        organisations: choice("organisation", "Every organisation", bodies.collect()),
        plans: choice("plan", "Every plan", plans.collect()),
        chips: chosen.chips(&found, &filter),
        kept: chosen.kept(&IN_MATRIX),
        query: chosen.query(&[]),
        may: own.is_some_and(|body| Office::may_write_risk(&visitor.actor, body)),
        rule: RULE,
        as_at: day.control("/risks", chosen.kept(&FILTERS)).with_changes("of=risk"),
        errors: day.errors(),
        lines: found.lines.into_iter().map(Line::from).collect(),
    };
    visitor.page_at(Section::Risks, "risk/list.jinja", &view, &day).await
}

#[derive(Serialize)]
struct View {
    id: String,
    line: Line,
    revision: i64,
    because: String,
    wordings: Vec<Said>,
    actions: Vec<ActionRow>,
    into: Option<Link>,
    absorbed: Vec<Other>,
    alike: Vec<Other>,
    may: bool,
    /// Whether its words look like several risks.
    several: bool,
    history: Vec<Was>,
    typed: Typed,
    rule: &'static str,
    as_at: Control,
    errors: Vec<Wrong>,
}

/// A wording, with where it stands.
#[derive(Serialize)]
struct Said {
    words: String,
    from: Option<Link>,
    typed: bool,
    merged: bool,
}

#[derive(Serialize)]
struct Other {
    id: String,
    words: String,
    likeness: usize,
}

/// What was typed into a form of the page that was refused.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Typed {
    pub(crate) form: String,
    pub(crate) because: String,
}

impl From<WordingLine> for Said {
    fn from(line: WordingLine) -> Self {
        let from = line.action.map(|(id, words)| Link::new(words, format!("/actions/{id}")));
        Self { words: line.words, from, typed: line.typed, merged: line.merged }
    }
}

/// `GET /risks/{id}`
pub(crate) async fn show(
    State(office): State<Office>,
    visitor: Visitor,
    Path(id): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    let day = AsAt::of(&asked, visitor.moment);
    let id: RiskId = known(&id)?;
    let page = office.risk(&visitor.actor, id, day.day(), day.past()).await?;
    let view = view(page, &day, Typed::default(), day.errors());
    visitor.page_at(Section::Risks, "risk/show.jinja", &view, &day).await
}

/// The page once more, with what was typed into a form of it and why it was not taken.
pub(crate) async fn again(
    office: &Office,
    visitor: &Visitor,
    id: RiskId,
    typed: Typed,
    wrong: Vec<Wrong>,
) -> Result<Response, Problem> {
    let day = AsAt::of(&Asked::default(), visitor.moment);
    let page = office.risk(&visitor.actor, id, day.day(), None).await?;
    visitor.refused(Section::Risks, "risk/show.jinja", &view(page, &day, typed, wrong)).await
}

fn view(page: RiskPage, day: &AsAt, typed: Typed, errors: Vec<Wrong>) -> View {
    let risk = &page.line.risk;
    let because = match &risk.state {
        RiskState::Closed { because } => because.clone(),
        RiskState::Open | RiskState::Merged { .. } => String::new(),
    };
    let other = |(id, words, likeness): (RiskId, String, usize)| Other {
        id: id.to_string(),
        words,
        likeness,
    };
    View {
        id: risk.id.to_string(),
        several: programme::risk::parts(risk.words()).len() > 1,
        revision: page.revision,
        because,
        wordings: page.wordings.into_iter().map(Said::from).collect(),
        actions: page.actions.iter().map(ActionRow::from).collect(),
        into: page.into.map(|(id, words)| Link::new(words, format!("/risks/{id}"))),
        absorbed: page.absorbed.into_iter().map(|(id, words)| other((id, words, 0))).collect(),
        alike: page.alike.into_iter().map(other).collect(),
        may: page.may,
        history: page.history.into_iter().map(Was::from).collect(),
        typed,
        rule: RULE,
        as_at: day.control(&format!("/risks/{}", risk.id), Vec::new()),
        errors,
        line: Line::from(page.line),
    }
}
