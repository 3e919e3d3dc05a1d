//! Mapping: what one thing is to another is chosen, looked at with what it would do, and then kept.

use axum::extract::State;
use axum::response::Response;
use office::Office;
use office::correspondence::{Becomes, Choice, Preview, PreviewLine, Targets, Wish};
use programme::code::FrameworkKey;
use programme::correspondence::End;
use programme::crosswalk::Coverage;
use serde::Serialize;

use super::{choice_words, link};
use crate::forms::as_at::Asked;
use crate::forms::sent::{Fields, Sent};
use crate::pages::crosswalk::{Cover, address};
use crate::pages::import::known;
use crate::problem::Problem;
use crate::render::Section;
use crate::views::{Choosable, Link, Wrong, instant_words};
use crate::visitor::Visitor;

/// How many letters a reason may have.
pub(super) const LONGEST: usize = 2000;

/// What is said of one that has more.
pub(super) const TOO_LONG: &str = "Say it in 2,000 letters or fewer";

/// What is said of a way that we do not know.
const NO_CHOICE: &str = "Choose what the one is to the other";

/// What is said where nothing was chosen.
const NOWHERE: &str = "Choose what it serves";

/// What one thing can be to another, to choose from.
pub(super) fn choices(chosen: &str) -> Vec<Choosable> {
    Choice::ALL.into_iter().map(|(_, key, words)| Choosable::new(key, words, chosen)).collect()
}

/// The lists that hold what can be served besides frameworks.
const OBJECTIVES: &str = "objectives";
const RECOMMENDATIONS: &str = "recommendations";

#[derive(Serialize)]
struct View {
    from: Link,
    from_of: String,
    from_end: String,
    /// The lists to choose from, until one is chosen.
    lists: Vec<Choosable>,
    list: String,
    list_title: String,
    ends: Vec<Choosable>,
    choices: Vec<Choosable>,
    why: String,
    errors: Vec<Wrong>,
}

/// What was chosen and typed.
#[derive(Clone, Default)]
struct Typed {
    list: String,
    to: String,
    how: String,
    why: String,
}

/// `GET /correspondences/new?from=END`: what a thing is to be mapped to, first the list and then
/// the line of it.
pub(crate) async fn new(
    State(office): State<Office>,
    visitor: Visitor,
    asked: Asked,
) -> Result<Response, Problem> {
    let get = |name: &str| asked.get(name).map_or("", |value| value.trim()).to_owned();
    let from: End = known(&get("from"))?;
    let typed = Typed { list: get("in"), to: get("to"), ..Typed::default() };
    let view = view(&office, &visitor, &from, typed, Vec::new()).await?;
    visitor.page(Some(Section::Requirements), "correspondence/new.jinja", &view).await
}

/// `POST /correspondences/new`: what was chosen, with what it would do. Nothing is kept yet.
pub(crate) async fn preview(
    State(office): State<Office>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let from: End = fields.get("from").parse().map_err(|_| Problem::NotFound)?;
    let wrong = match wished(&fields) {
        Ok(wish) => {
            let wishes = [wish];
            let done = office.preview_mapping(&visitor.actor, visitor.moment, &wishes).await;
            match done.map_err(Problem::from) {
                Ok(preview) => return shown(&visitor, preview, Vec::new()).await,
                Err(problem) => vec![Wrong::new("how", &problem.on_form()?)],
            }
        }
        Err(wrong) => wrong,
    };
    let get = |name: &str| fields.get(name).to_owned();
    let to = get("to");
    let list = match to.parse() {
        _ if !get("in").is_empty() => get("in"),
        Ok(End::Node(framework, _)) => framework.to_string(),
        Ok(End::Objective(_)) => OBJECTIVES.to_owned(),
        Ok(End::Recommendation(_)) => RECOMMENDATIONS.to_owned(),
        Ok(End::Action(_)) | Err(_) => String::new(),
    };
    let typed = Typed { list, to, how: get("how"), why: fields.get("why").replace("\r\n", "\n") };
    let view = view(&office, &visitor, &from, typed, wrong).await?;
    visitor.refused(Section::Requirements, "correspondence/new.jinja", &view).await
}

/// `POST /correspondences`: what was looked at is kept, every line of it or none.
pub(crate) async fn keep(
    State(office): State<Office>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let wishes = looked_at(&fields).ok_or(Problem::Stale)?;
    let (actor, moment) = (&visitor.actor, visitor.moment);
    match office.map(actor, moment, &wishes).await.map_err(Problem::from) {
        Ok(written) => {
            let says = match written {
                0 => "It stood so already, and nothing was written".to_owned(),
                1 => "One line is mapped".to_owned(),
                several => format!("{several} lines are mapped"),
            };
            visitor.on_to(&back(&wishes), says).await
        }
        Err(Problem::Changed) => {
            let now = office.preview_mapping(actor, moment, &wishes).await?;
            shown(&visitor, now, vec![Wrong::new("lines", CHANGED)]).await
        }
        Err(problem) => {
            let wrong = Wrong::new("lines", &problem.on_form()?);
            let now = office.preview_mapping(actor, moment, &wishes).await?;
            shown(&visitor, now, vec![wrong]).await
        }
    }
}

/// What is said to whoever wrote second.
const CHANGED: &str = "Someone mapped one of these while you looked at it. Each line stands below \
    as it is now. Confirm yours if it still holds";

/// Where it goes on once something is mapped.
fn back(wishes: &[Wish]) -> String {
    let node = |end: &End| end.framework().map(|key| format!("/requirements/{key}"));
    match wishes {
        [one] if one.from.is_ours() => format!("{}#serves", address(&one.from)),
        [one, ..] => node(&one.to).unwrap_or_else(|| address(&one.to)),
        [] => "/requirements".to_owned(),
    }
}

async fn view(
    office: &Office,
    visitor: &Visitor,
    from: &End,
    typed: Typed,
    errors: Vec<Wrong>,
) -> Result<View, Problem> {
    let is_ours = |list: &str| [OBJECTIVES, RECOMMENDATIONS, ""].contains(&list);
    let key: Option<FrameworkKey> = match typed.list.as_str() {
        list if is_ours(list) => None,
        list => Some(known(list)?),
    };
    let (actor, moment) = (&visitor.actor, visitor.moment);
    let targets = office.mapping_targets(actor, moment, (from, key.as_ref())).await?;
    let lists = lists(&targets, &typed.list);
    let chosen = lists.iter().find(|list| list.value == typed.list);
    let list_title = chosen.map_or_else(String::new, |list| list.text.clone());
    let Targets { from: called, objectives, recommendations, nodes, .. } = targets;
    let ours = match typed.list.as_str() {
        OBJECTIVES => objectives,
        RECOMMENDATIONS => recommendations,
        _ => Vec::new(),
    };
    let ours = ours.into_iter().map(|one| {
        Choosable::new(
            one.end.to_string(),
            format!("{} ({})", short(&one.words), one.of),
            &typed.to,
        )
    });
    let nodes = nodes.into_iter().map(|(depth, one)| {
        let words = format!("{}{}", "– ".repeat(depth), one.words);
        Choosable::new(one.end.to_string(), words, &typed.to)
    });
    let first = Choosable::new("", "Choose one", &typed.to);
    Ok(View {
        from: link(&called),
        from_of: called.of.clone(),
        from_end: from.to_string(),
        lists,
        list: typed.list,
        list_title,
        ends: core::iter::once(first).chain(nodes).chain(ours).collect(),
        choices: choices(&typed.how),
        why: typed.why,
        errors,
    })
}

fn lists(targets: &Targets, chosen: &str) -> Vec<Choosable> {
    let frameworks = targets.frameworks.iter();
    let mut lists: Vec<Choosable> =
        frameworks.map(|(key, title)| Choosable::new(key.as_str(), title, chosen)).collect();
    if !targets.objectives.is_empty() {
        lists.push(Choosable::new(OBJECTIVES, "Objectives of returns", chosen));
    }
    if !targets.recommendations.is_empty() {
        lists.push(Choosable::new(RECOMMENDATIONS, "Recommendations of audits", chosen));
    }
    lists
}

/// Words short enough for a line to choose.
pub(super) fn short(words: &str) -> String {
    const LETTERS: usize = 90;
    if words.chars().count() <= LETTERS {
        return words.to_owned();
    }
    let mut short: String = words.chars().take(LETTERS).collect();
    short.push('…');
    short
}

/// What one form asks for; or what must be mended in it.
fn wished(fields: &Fields) -> Result<Wish, Vec<Wrong>> {
    let mut wrong = Vec::new();
    let (from, to) = (fields.get("from").parse(), fields.get("to").parse());
    if to.is_err() {
        wrong.push(Wrong::new("to", NOWHERE));
    }
    let choice = Choice::of_key(fields.get("how"));
    if choice.is_none() {
        wrong.push(Wrong::new("how", NO_CHOICE));
    }
    let why = fields.get("why").replace("\r\n", "\n");
    if why.chars().count() > LONGEST {
        wrong.push(Wrong::new("why", TOO_LONG));
    }
    match (from, to, choice) {
        (Ok(from), Ok(to), Some(choice)) if wrong.is_empty() => {
            Ok(Wish { from, to, choice, why, seen: None })
        }
        _ => Err(wrong),
    }
}

/// What was looked at, line by line; none if it is no form of ours.
fn looked_at(fields: &Fields) -> Option<Vec<Wish>> {
    let of = |name: &str| fields.all(name);
    let ends = of("from").into_iter().zip(of("to"));
    let said = of("how").into_iter().zip(of("why")).zip(of("seen"));
    let lines = ends.zip(said).map(|((from, to), ((how, why), seen))| {
        let seen = if seen.is_empty() { None } else { Some(seen.parse().ok()?) };
        let why: String = why.replace("\r\n", "\n").chars().take(LONGEST).collect();
        let choice = Choice::of_key(how)?;
        Some(Wish { from: from.parse().ok()?, to: to.parse().ok()?, choice, why, seen })
    });
    lines.collect()
}

#[derive(Serialize)]
struct Looked {
    lines: Vec<Row>,
    becomes: Vec<Became>,
    nothing: bool,
    back: String,
    errors: Vec<Wrong>,
}

#[derive(Serialize)]
struct Row {
    from: Link,
    from_of: String,
    from_end: String,
    to: Link,
    to_of: String,
    to_end: String,
    key: &'static str,
    how: &'static str,
    why: String,
    seen: String,
    /// What stands now, and who said so.
    now: Option<(String, String)>,
    same: bool,
}

/// What becomes of a framework: each coverage with how many there are before and after.
#[derive(Serialize)]
struct Became {
    title: String,
    link: String,
    counts: Vec<(Cover, usize, usize)>,
    nodes: Vec<(String, Cover, Cover)>,
}

impl From<PreviewLine> for Row {
    fn from(PreviewLine { wish, from, to, now, same }: PreviewLine) -> Self {
        let now = now.map(|stands| {
            let how = if stands.is_withdrawn { "Withdrawn" } else { choice_words(stands.choice) };
            (how.to_owned(), format!("{}, {}", stands.by, instant_words(stands.at)))
        });
        Self {
            from: link(&from),
            from_of: from.of,
            from_end: wish.from.to_string(),
            to: link(&to),
            to_of: to.of,
            to_end: wish.to.to_string(),
            key: wish.choice.key(),
            how: choice_words(wish.choice),
            why: wish.why,
            seen: wish.seen.map_or_else(String::new, |seen| seen.to_string()),
            now,
            same,
        }
    }
}

impl From<Becomes> for Became {
    fn from(Becomes { key, title, before, after, nodes }: Becomes) -> Self {
        let count = |one: Coverage| (one.into(), before.count(one), after.count(one));
        Self {
            link: format!("/requirements/{key}"),
            title,
            counts: Coverage::ALL.into_iter().map(count).collect(),
            nodes: nodes
                .into_iter()
                .map(|(title, before, after)| (title, before.into(), after.into()))
                .collect(),
        }
    }
}

/// The page on which a mapping is looked at before it is kept.
pub(super) async fn shown(
    visitor: &Visitor,
    preview: Preview,
    errors: Vec<Wrong>,
) -> Result<Response, Problem> {
    let wishes: Vec<Wish> = preview.lines.iter().map(|line| line.wish.clone()).collect();
    let is_refused = !errors.is_empty();
    let view = Looked {
        nothing: preview.lines.iter().all(|line| line.same),
        back: back(&wishes),
        lines: preview.lines.into_iter().map(Row::from).collect(),
        becomes: preview.becomes.into_iter().map(Became::from).collect(),
        errors,
    };
    let template = "correspondence/preview.jinja";
    if is_refused {
        return visitor.refused(Section::Requirements, template, &view).await;
    }
    visitor.page(Some(Section::Requirements), template, &view).await
}
