//! Frameworks: what is the work measured against, and where does that come from?

use axum::extract::{Path, State};
use axum::response::Response;
use office::Office;
use office::framework::{FrameworkLine, FrameworkPage, Lifecycle};
use programme::framework::{Enabler, Fault, Framework, Node, Wording};
use serde::Serialize;

use crate::forms::as_at::{AsAt, Asked, Control};
use crate::pages::import::known;
use crate::problem::{Problem, sentence};
use crate::render::Section;
use crate::views::{Link, Past, Wrong, day_words};
use crate::visitor::Visitor;

/// How long a code may be to stand before its title.
const LETTERS: usize = 3;

#[derive(Serialize)]
struct List {
    frameworks: Vec<Line>,
    as_at: Control,
    errors: Vec<Wrong>,
}

#[derive(Serialize)]
struct Line {
    link: String,
    key: String,
    title: String,
    version: String,
    lifecycle: Tag,
    holds: String,
    source: String,
}

/// Where a framework stands, as a tag.
#[derive(Serialize)]
struct Tag {
    text: &'static str,
    colour: &'static str,
    /// The one that takes its place.
    later: Option<Link>,
}

impl From<Lifecycle> for Tag {
    fn from(lifecycle: Lifecycle) -> Self {
        let (text, colour) = match &lifecycle {
            Lifecycle::Draft => ("Draft", "yellow"),
            Lifecycle::CheckWording => ("Check wording", "orange"),
            Lifecycle::Published => ("Published", "green"),
            Lifecycle::Superseded(_) => ("Superseded", "grey"),
        };
        let later = match lifecycle {
            Lifecycle::Superseded(key) => Some(Link::new(key.as_str(), address(key.as_str()))),
            Lifecycle::Draft | Lifecycle::CheckWording | Lifecycle::Published => None,
        };
        Self { text, colour, later }
    }
}

/// Where the framework of a key is.
pub(super) fn address(key: &str) -> String {
    format!("/frameworks/{key}")
}

/// `GET /frameworks`
pub(crate) async fn list(
    State(office): State<Office>,
    visitor: Visitor,
    asked: Asked,
) -> Result<Response, Problem> {
    let day = AsAt::of(&asked, visitor.moment);
    let line = |line: FrameworkLine| Line {
        link: address(line.key.as_str()),
        key: line.key.to_string(),
        title: line.title,
        version: line.version,
        lifecycle: line.lifecycle.into(),
        holds: sentence(&line.holds),
        source: line.source,
    };
    let lines = office.framework_lines(&visitor.actor, day.past()).await?;
    let view = List {
        frameworks: lines.into_iter().map(line).collect(),
        as_at: day.control("/frameworks", Vec::new()),
        errors: day.errors(),
    };
    if day.is_wrong() {
        return visitor.refused(None::<Section>, "framework/list.jinja", &view).await;
    }
    visitor.page(None, "framework/list.jinja", &view).await
}

#[derive(Serialize)]
struct View {
    key: String,
    title: String,
    lifecycle: Tag,
    /// What it says; none of a draft that does not read.
    framework: Option<Told>,
    faults: Vec<String>,
    rounds: Vec<Link>,
    may_keep: bool,
    history: Vec<Past>,
}

/// `GET /frameworks/{key}`
pub(crate) async fn show(
    State(office): State<Office>,
    visitor: Visitor,
    Path(key): Path<String>,
) -> Result<Response, Problem> {
    let page = office.framework_page(&visitor.actor, &known(&key)?).await?;
    let FrameworkPage { reading, text: _, lifecycle, rounds, may_keep, kept } = page;
    let round = |(key, title)| Link::new(title, format!("/rounds/{key}"));
    let faults = reading.as_ref().err().map(|faults| faults.iter().map(said).collect());
    let framework = reading.ok().map(|framework| Told::from(&framework));
    let view = View {
        title: framework.as_ref().map_or_else(|| key.clone(), |told| told.title.clone()),
        framework,
        faults: faults.unwrap_or_default(),
        key,
        lifecycle: lifecycle.into(),
        rounds: rounds.into_iter().map(round).collect(),
        may_keep,
        history: kept.iter().flat_map(|kept| &kept.history).map(Past::from).collect(),
    };
    visitor.page(None, "framework/show.jinja", &view).await
}

/// A fault, as people are told of it: “Line 12: …”.
pub(super) fn said(fault: &Fault) -> String {
    sentence(&fault.to_string())
}

/// What a framework says, for its page and for a preview.
#[derive(Serialize)]
pub(super) struct Told {
    pub(super) title: String,
    version: String,
    source: String,
    link: Option<String>,
    to_check: bool,
    note: String,
    valid: String,
    supersedes: Option<Link>,
    holds: String,
    enablers: Vec<Stood>,
    nodes: Vec<Stood>,
}

/// A node or an enabler, with what stands below it.
#[derive(Serialize)]
struct Stood {
    kind: &'static str,
    code: String,
    /// Whether people say the code before the title, as in “B3”.
    lettered: bool,
    title: String,
    aliases: Vec<String>,
    guidance: String,
    examples: Vec<String>,
    deadline: Option<String>,
    contribution_only: bool,
    nodes: Vec<Stood>,
}

impl From<&Framework> for Told {
    fn from(framework: &Framework) -> Self {
        let day = |day| day_words(day);
        let valid = match (framework.valid_from.map(day), framework.valid_to.map(day)) {
            (Some(from), Some(to)) => format!("From {from} to {to}"),
            (Some(from), None) => format!("From {from}"),
            (None, Some(to)) => format!("Until {to}"),
            (None, None) => String::new(),
        };
        let earlier = framework.supersedes.as_ref();
        Self {
            title: framework.title.clone(),
            version: framework.version.clone(),
            source: framework.source.clone(),
            link: framework.link.as_ref().map(ToString::to_string),
            to_check: framework.wording == Wording::ToCheck,
            note: framework.note.clone(),
            valid,
            supersedes: earlier.map(|key| Link::new(key.as_str(), address(key.as_str()))),
            holds: framework.holds(),
            enablers: framework.enablers.iter().map(Stood::from).collect(),
            nodes: framework.nodes.iter().map(Stood::from).collect(),
        }
    }
}

impl From<&Enabler> for Stood {
    fn from(enabler: &Enabler) -> Self {
        Self {
            kind: "enabler",
            code: String::new(),
            lettered: false,
            title: enabler.title.clone(),
            aliases: Vec::new(),
            guidance: enabler.guidance.clone(),
            examples: enabler.examples.clone(),
            deadline: None,
            contribution_only: false,
            nodes: Vec::new(),
        }
    }
}

impl From<&Node> for Stood {
    fn from(node: &Node) -> Self {
        let deadline = node.deadline.as_ref();
        let due = |due: programme::by_when::Due| day_words(due.due_by());
        Self {
            kind: node.kind.word(),
            code: node.code.to_string(),
            lettered: node.code.as_str().len() <= LETTERS,
            title: node.title.clone(),
            aliases: node.aliases.clone(),
            guidance: node.guidance.clone(),
            examples: node.examples.clone(),
            deadline: deadline.map(|deadline| {
                let by = deadline.by_when.due.map_or_else(String::new, due);
                format!("{by}, set by {}", deadline.body)
            }),
            contribution_only: node.contribution_only,
            nodes: node.nodes.iter().map(Self::from).collect(),
        }
    }
}
