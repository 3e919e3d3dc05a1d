//! Requirements: what is asked of us, what answers it, and what is answered by nothing.

use axum::extract::{Path, State};
use axum::response::Response;
use office::Office;
use office::crosswalk::{
    AnswerLine, By, Called, Counts, CrosswalkPage, NodeLine, Plans, RequirementLine, Requirements,
    Titled,
};
use office::export::Export;
use programme::code::{FrameworkKey, PlanKey};
use programme::correspondence::End;
use programme::crosswalk::{Coverage, Footing, Ground, RULE};
use programme::framework::Wording;
use serde::Serialize;

use crate::forms::as_at::{AsAt, Asked, Control, Keep};
use crate::pages::import::{attachment, known};
use crate::problem::{Problem, encoded};
use crate::render::Section;
use crate::templates::counted;
use crate::views::{Choosable, Link, Standed, When, Wrong, day_words, listed};
use crate::visitor::Visitor;

/// How far something is covered, as a tag.
#[derive(Clone, Copy, Serialize)]
pub(crate) struct Cover {
    key: &'static str,
    text: &'static str,
    colour: &'static str,
}

impl From<Coverage> for Cover {
    fn from(coverage: Coverage) -> Self {
        let colour = match coverage {
            Coverage::Wholly => "green",
            Coverage::Partly => "blue",
            Coverage::Supported => "yellow",
            Coverage::Uncovered => "red",
        };
        Self { key: coverage.key(), text: coverage.label(), colour }
    }
}

/// How well something stands, as a tag.
pub(crate) fn standed(footing: Footing) -> Standed {
    Standed { key: footing.key(), words: footing.label().to_owned() }
}

/// Where an end is.
pub(crate) fn address(end: &End) -> String {
    match end {
        End::Action(id) => format!("/actions/{id}"),
        End::Objective(id) => format!("/objectives/{id}"),
        End::Recommendation(id) => format!("/recommendations/{id}"),
        End::Node(framework, code) => format!("/requirements/{framework}#node-{code}"),
    }
}

/// How many are covered how far, in words: “2 covered, 1 partly covered and 5 not covered”.
pub(crate) fn counts_words(counts: &Counts) -> String {
    let said = Coverage::ALL.into_iter().filter_map(|coverage| {
        let n = counts.count(coverage);
        (n > 0).then(|| format!("{n} {}", coverage.label().to_lowercase()))
    });
    listed(&said.collect::<Vec<_>>())
}

#[derive(Serialize)]
struct List {
    lines: Vec<Line>,
    rule: &'static str,
    plan: Option<Link>,
    plans: Vec<Choosable>,
    /// What is not the whole region's is only the visitor's own.
    whole: bool,
    as_at: Control,
    errors: Vec<Wrong>,
}

#[derive(Serialize)]
struct Line {
    link: String,
    title: String,
    version: String,
    holds: String,
    counts: [(Cover, usize); 4],
    standing: Option<Standed>,
    later: Option<Link>,
}

impl Line {
    fn of(line: RequirementLine, query: &str) -> Self {
        let later = line.later.map(|key| Link::new(key.as_str(), format!("/requirements/{key}")));
        Self {
            link: format!("/requirements/{}{query}", line.key),
            title: line.title,
            version: line.version,
            holds: line.holds,
            counts: Coverage::ALL.map(|one| (one.into(), line.counts.count(one))),
            standing: line.footing.map(standed),
            later,
        }
    }
}

/// `GET /requirements`
pub(crate) async fn list(
    State(office): State<Office>,
    visitor: Visitor,
    asked: Asked,
) -> Result<Response, Problem> {
    let day = AsAt::of(&asked, visitor.moment);
    let (plan, when) = (plan_of(&asked)?, (day.day(), day.past()));
    let found = office.requirements(&visitor.actor, plan.as_ref(), when).await?;
    let Requirements { lines, plan, plans } = found;
    let chosen = plan.as_ref().map(|(key, _)| ("plan", key.as_str()));
    let query = query_of(chosen, &day);
    let keep = plan.iter().map(|(key, _)| Keep { name: "plan", value: key.to_string() });
    let control = day.control("/requirements", keep.collect());
    let view = List {
        lines: lines.into_iter().map(|line| Line::of(line, &query)).collect(),
        plans: choosable(&plans, plan.as_ref()),
        plan: plan.as_ref().map(plan_link),
        rule: RULE,
        whole: visitor.sees_the_region(),
        as_at: control.with_changes("of=correspondence"),
        errors: day.errors(),
    };
    visitor.page_at(Section::Requirements, "requirement/list.jinja", &view, &day).await
}

/// What answers a node, as a line of a list.
#[derive(Serialize)]
pub(crate) struct Answered {
    link: String,
    words: String,
    of: String,
    is_there: bool,
    /// What it is to what is asked, or how else we know.
    how: String,
    why: String,
    covers: Cover,
    nothing: bool,
    standing: Option<Standed>,
    by_when: Option<When>,
    due: Option<String>,
    /// The deadlines it is held against: in words, and whether it is after it.
    slacks: Vec<(String, bool)>,
    /// Where the correspondence is.
    line: Option<String>,
}

impl From<&AnswerLine> for Answered {
    fn from(line: &AnswerLine) -> Self {
        let how = match line.ground {
            Ground::Said(_) if line.completes => "Part of it, and with the others the whole",
            Ground::Said(_) => line.how.label(),
            Ground::Place => "Stands under it",
            Ground::Version => "The same in another version",
        };
        let slack = |(body, day, slack): &(String, _, programme::crosswalk::Slack)| {
            let whose = if body.trim().is_empty() { "set by others" } else { body.as_str() };
            (format!("{} ({whose}, {})", slack.words(), day_words(*day)), slack.is_after())
        };
        let by_when = line.thing.as_ref().and_then(|thing| thing.by_when.as_ref());
        Self {
            link: address(&line.from.end),
            words: line.from.words.clone(),
            of: line.from.of.clone(),
            is_there: line.from.is_there,
            how: how.to_owned(),
            why: line.why.clone(),
            covers: line.covers.into(),
            nothing: line.covers == Coverage::Uncovered,
            standing: line.footing.map(standed),
            by_when: by_when.map(|(by_when, _)| When::from(by_when)),
            due: line.due.map(day_words),
            slacks: line.slacks.iter().map(slack).collect(),
            line: match line.ground {
                Ground::Said(id) => Some(format!("/correspondences/{id}")),
                Ground::Place | Ground::Version => None,
            },
        }
    }
}

/// One node of a cross-walk.
#[derive(Serialize)]
pub(crate) struct NodeRow {
    id: String,
    end: String,
    depth: usize,
    pub(crate) title: String,
    pub(crate) guidance: String,
    coverage: Cover,
    pub(crate) uncovered: bool,
    standing: Option<Standed>,
    deadline: Option<(When, String)>,
    answers: Vec<Answered>,
    /// How many more answer it than are listed.
    more: usize,
    /// How many answer it.
    all: usize,
}

/// How many answers to one line are listed, the strongest.
const STRONGEST: usize = 50;

impl From<&NodeLine> for NodeRow {
    fn from(line: &NodeLine) -> Self {
        let deadline = line.deadline.as_ref();
        Self {
            id: format!("node-{}", line.code),
            end: line.end.to_string(),
            depth: line.depth,
            title: line.title.clone(),
            guidance: line.guidance.clone(),
            coverage: line.coverage.into(),
            uncovered: line.coverage == Coverage::Uncovered,
            standing: line.footing.map(standed),
            deadline: deadline.map(|one| (When::from(&one.by_when), one.body.clone())),
            answers: line.answers.iter().take(STRONGEST).map(Answered::from).collect(),
            more: line.answers.len().saturating_sub(STRONGEST),
            all: line.answers.len(),
        }
    }
}

/// How many things that answer nothing are listed.
const MOST: usize = 100;

#[derive(Serialize)]
struct View {
    key: String,
    title: String,
    to_check: bool,
    says: String,
    nodes: Vec<NodeRow>,
    unanswering: Vec<(Link, String)>,
    more: usize,
    things: usize,
    plan: Option<Link>,
    plans: Vec<Choosable>,
    /// The list that is held against it, as if it were done.
    list: Option<Link>,
    lists: Vec<Choosable>,
    map: Option<String>,
    /// What this person may map, by key: things of theirs, or nodes.
    may: Vec<&'static str>,
    groups: bool,
    query: String,
    rule: &'static str,
    whole: bool,
    as_at: Control,
    errors: Vec<Wrong>,
}

/// What an address says of the plan or list that was chosen and the day, to hand it on.
fn query_of(chosen: Option<(&str, &str)>, day: &AsAt) -> String {
    let chosen = chosen.map(|(name, key)| format!("{name}={}", encoded(key)));
    let said: Vec<String> =
        chosen.into_iter().chain(day.past().map(|day| format!("as-at={day}"))).collect();
    if said.is_empty() { String::new() } else { format!("?{}", said.join("&")) }
}

/// A plan by its title, or by its key where it has none.
fn plan_link((key, title): &Titled) -> Link {
    let text = if title.trim().is_empty() { key.as_str() } else { title.as_str() };
    Link::new(text, format!("/plans/{key}"))
}

/// The plans to choose from.
fn choosable(plans: &Plans, chosen: Option<&Titled>) -> Vec<Choosable> {
    let chosen = chosen.map_or("", |(key, _)| key.as_str());
    let every = Choosable::new("", "Everything", chosen);
    let each = plans.iter().map(|(key, title)| {
        let link = plan_link(&(key.clone(), title.clone()));
        Choosable::new(key.as_str(), link.text, chosen)
    });
    core::iter::once(every).chain(each).collect()
}

/// The plan that is asked for, if one is.
pub(crate) fn plan_of(asked: &Asked) -> Result<Option<PlanKey>, Problem> {
    match asked.get("plan").map_or("", |plan| plan.trim()) {
        "" => Ok(None),
        plan => known(plan).map(Some),
    }
}

/// By what a list is held to be answered: a plan, another list, or everything.
pub(crate) fn by_of(asked: &Asked) -> Result<By, Problem> {
    match asked.get("list").map_or("", |list| list.trim()) {
        "" => Ok(plan_of(asked)?.map_or(By::Everything, By::Plan)),
        list => known(list).map(By::List),
    }
}

/// `GET /requirements/{key}`
pub(crate) async fn show(
    State(office): State<Office>,
    visitor: Visitor,
    Path(key): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    let day = AsAt::of(&asked, visitor.moment);
    let (key, by): (FrameworkKey, _) = (known(&key)?, by_of(&asked)?);
    let when = (day.day(), day.past());
    let page = office.crosswalk(&visitor.actor, (&key, &by), when).await?;
    let view = view(&page, &visitor, &day);
    visitor.page_at(Section::Requirements, "requirement/show.jinja", &view, &day).await
}

fn view(page: &CrosswalkPage, visitor: &Visitor, day: &AsAt) -> View {
    let key = page.framework.key.to_string();
    let all = page.unanswering.len();
    let answers_nothing =
        |one: &Called| (Link::new(&*one.words, address(&one.end)), one.of.clone());
    let plan = page.plan.as_ref().map(|(key, _)| ("plan", key.as_str()));
    let list = page.list.as_ref().map(|(key, _)| ("list", key.as_str()));
    let chosen = list.or(plan);
    let keep = chosen.map(|(name, key)| Keep { name, value: key.to_owned() });
    let may_map = if list.is_some() { page.may_map_nodes } else { page.may_map };
    let map = chosen.filter(|_| may_map);
    let of_list = list.map_or("", |(_, key)| key);
    let none = Choosable::new("", "None", of_list);
    let lists = page.lists.iter();
    let lists = lists.map(|(key, title)| Choosable::new(key.as_str(), title, of_list));
    let nodes = u64::try_from(page.nodes.len()).unwrap_or(u64::MAX);
    View {
        map: map.map(|(name, of)| format!("/requirements/{key}/map?{name}={}", encoded(of))),
        list: page
            .list
            .as_ref()
            .map(|(key, title)| Link::new(title, format!("/requirements/{key}"))),
        lists: core::iter::once(none).chain(lists).collect(),
        says: format!(
            "{}: {}",
            counted(nodes, "thing is asked", Some("things are asked")),
            counts_words(&page.counts)
        ),
        title: page.framework.title.clone(),
        to_check: page.framework.wording == Wording::ToCheck,
        nodes: page.nodes.iter().map(NodeRow::from).collect(),
        unanswering: page.unanswering.iter().take(MOST).map(answers_nothing).collect(),
        more: all.saturating_sub(MOST),
        things: page.things,
        plan: page.plan.as_ref().map(plan_link),
        plans: choosable(&page.plans, page.plan.as_ref()),
        may: [("things", page.may_map), ("nodes", page.may_map_nodes)]
            .into_iter()
            .filter_map(|(key, may)| may.then_some(key))
            .collect(),
        groups: page.nodes.iter().any(|node| node.kind == programme::framework::Kind::Group),
        query: query_of(chosen, day),
        rule: RULE,
        whole: visitor.sees_the_region(),
        as_at: day.control(&format!("/requirements/{key}"), keep.into_iter().collect()),
        errors: day.errors(),
        key,
    }
}

/// `GET /requirements/{key}/export/{format}`: the cross-walk as a file.
pub(crate) async fn export(
    State(office): State<Office>,
    visitor: Visitor,
    Path((key, format)): Path<(String, String)>,
    asked: Asked,
) -> Result<Response, Problem> {
    let at = AsAt::of(&asked, visitor.moment).past();
    let (key, by): (FrameworkKey, _) = (known(&key)?, by_of(&asked)?);
    let of = (&key, &by);
    let file = office.export_crosswalk(&visitor.actor, visitor.moment, of, at, &format).await?;
    let Export { name, media_type, bytes } = file;
    Ok(attachment(&name, media_type, bytes))
}
