//! Mapping what is in a plan: a machine proposes by the words that both say, and a person decides.

use axum::extract::{Path, State};
use axum::response::Response;
use office::Office;
use office::correspondence::{Choice, Proposals, Proposed, Wish};
use office::crosswalk::{By, Called};
use programme::code::FrameworkKey;
use serde::Serialize;

use super::link;
use super::mapping::{LONGEST, TOO_LONG, choices, short, shown};
use crate::forms::as_at::Asked;
use crate::forms::sent::{Fields, Sent};
use crate::pages::crosswalk::by_of;
use crate::pages::import::known;
use crate::problem::{Problem, encoded};
use crate::render::Section;
use crate::views::{Choosable, Link, Wrong, listed};
use crate::visitor::Visitor;

/// How many lines stand on one page. What is mapped is no longer there the next time.
const MOST: usize = 100;

#[derive(Serialize)]
struct View {
    key: String,
    title: String,
    /// What is mapped, as the address names it: a plan or another list.
    name: &'static str,
    value: String,
    of: String,
    back: String,
    rows: Vec<Row>,
    proposed: usize,
    more: usize,
    errors: Vec<Wrong>,
}

/// One thing with a node that is proposed, or with all of them to choose from.
#[derive(Serialize)]
struct Row {
    from: Link,
    from_end: String,
    /// The node that is proposed.
    to: Option<String>,
    to_end: String,
    both_say: String,
    nodes: Vec<Choosable>,
    choices: Vec<Choosable>,
    why: String,
}

/// What was chosen and typed of one line.
#[derive(Clone, Copy, Default)]
struct Typed<'a> {
    to: &'a str,
    how: &'a str,
    why: &'a str,
}

/// `GET /requirements/{key}/map?plan=KEY`, or `?list=KEY`
pub(crate) async fn ask(
    State(office): State<Office>,
    visitor: Visitor,
    Path(key): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    let by = by_of(&asked)?;
    let view = view(&office, &visitor, (&known(&key)?, &by), &[], Vec::new()).await?;
    visitor.page(Some(Section::Requirements), "requirement/map.jinja", &view).await
}

/// `POST /requirements/{key}/map`: what was chosen, with what it would do. Nothing is kept yet.
pub(crate) async fn preview(
    State(office): State<Office>,
    Path(key): Path<String>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let key: FrameworkKey = known(&key)?;
    let by = match fields.get("list") {
        "" => By::Plan(known(fields.get("plan"))?),
        list => By::List(known(list)?),
    };
    let typed = typed(&fields);
    let wrong = match wishes(&typed) {
        Ok(wishes) => {
            let done = office.preview_mapping(&visitor.actor, visitor.moment, &wishes).await;
            match done.map_err(Problem::from) {
                Ok(preview) => return shown(&visitor, preview, Vec::new()).await,
                Err(problem) => vec![Wrong::new("how-1", &problem.on_form()?)],
            }
        }
        Err(wrong) => wrong,
    };
    let view = view(&office, &visitor, (&key, &by), &typed, wrong).await?;
    visitor.refused(Section::Requirements, "requirement/map.jinja", &view).await
}

/// What stands in each line of the form: what serves, and what was chosen and typed.
fn typed(fields: &Fields) -> Vec<(&str, Typed<'_>)> {
    let of = |name: &str| fields.all(name);
    let lines = of("from").into_iter().zip(of("to")).zip(of("how")).zip(of("why"));
    lines.map(|(((from, to), how), why)| (from, Typed { to, how, why })).collect()
}

/// The lines of which something is chosen; or what must be mended.
fn wishes(typed: &[(&str, Typed<'_>)]) -> Result<Vec<Wish>, Vec<Wrong>> {
    let (mut wishes, mut wrong) = (Vec::new(), Vec::new());
    for (number, (from, Typed { to, how, why })) in (1..).zip(typed) {
        if how.is_empty() {
            continue;
        }
        let why = why.replace("\r\n", "\n");
        if why.chars().count() > LONGEST {
            wrong.push(Wrong::new(&format!("why-{number}"), TOO_LONG));
        }
        match (from.parse(), to.parse(), Choice::of_key(how)) {
            (Ok(from), Ok(to), Some(choice)) => {
                wishes.push(Wish { from, to, choice, why, seen: None });
            }
            (_, Err(_), _) => {
                wrong.push(Wrong::new(&format!("to-{number}"), "Choose what it serves"));
            }
            (Err(_), Ok(_), _) | (_, Ok(_), None) => {
                let says = "Choose what the one is to the other";
                wrong.push(Wrong::new(&format!("how-{number}"), says));
            }
        }
    }
    if wishes.is_empty() && wrong.is_empty() {
        wrong.push(Wrong::new("how-1", "Choose what at least one of them is"));
    }
    if wrong.is_empty() { Ok(wishes) } else { Err(wrong) }
}

async fn view(
    office: &Office,
    visitor: &Visitor,
    (key, by): (&FrameworkKey, &By),
    typed: &[(&str, Typed<'_>)],
    errors: Vec<Wrong>,
) -> Result<View, Problem> {
    let found = office.proposals(&visitor.actor, visitor.moment, (key, by)).await?;
    let Proposals { framework, of, lines, without, nodes } = found;
    let (name, value) = match by {
        By::Everything => ("plan", String::new()),
        By::Plan(plan) => ("plan", plan.to_string()),
        By::List(list) => ("list", list.to_string()),
    };
    let all = lines.len() + without.len();
    let proposed = lines.into_iter().map(|one| row_of(one, typed));
    let proposed: Vec<Row> = proposed.take(MOST).collect();
    let count = proposed.len();
    let others = without.iter().map(|called| row_without(called, &nodes, typed));
    let rows: Vec<Row> = proposed.into_iter().chain(others).take(MOST).collect();
    Ok(View {
        more: all.saturating_sub(rows.len()),
        back: format!("/requirements/{key}?{name}={}", encoded(&value)),
        key: key.to_string(),
        title: framework.title,
        name,
        value,
        of,
        rows,
        proposed: count,
        errors,
    })
}

fn row_of(Proposed { from, to, both_say }: Proposed, typed: &[(&str, Typed<'_>)]) -> Row {
    let (from_end, to_end) = (from.end.to_string(), to.end.to_string());
    let mut own = typed.iter().filter(|(from, typed)| *from == from_end && typed.to == to_end);
    let said = own.next().map(|(_, typed)| *typed).unwrap_or_default();
    let quoted: Vec<String> = both_say.iter().map(|word| format!("“{word}”")).collect();
    Row {
        from: link(&from),
        from_end,
        to: Some(to.words),
        to_end,
        both_say: listed(&quoted),
        nodes: Vec::new(),
        choices: with_none(said.how),
        why: said.why.to_owned(),
    }
}

fn row_without(called: &Called, nodes: &[(usize, Called)], typed: &[(&str, Typed<'_>)]) -> Row {
    let from_end = called.end.to_string();
    let mut own = typed.iter().filter(|(from, _)| *from == from_end);
    let said = own.next().map(|(_, typed)| *typed).unwrap_or_default();
    let node = |(depth, one): &(usize, Called)| {
        let words = format!("{}{}", "– ".repeat(*depth), short(&one.words));
        Choosable::new(one.end.to_string(), words, said.to)
    };
    let first = Choosable::new("", "Choose one", said.to);
    Row {
        from: link(called),
        from_end,
        to: None,
        to_end: String::new(),
        both_say: String::new(),
        nodes: core::iter::once(first).chain(nodes.iter().map(node)).collect(),
        choices: with_none(said.how),
        why: said.why.to_owned(),
    }
}

fn with_none(chosen: &str) -> Vec<Choosable> {
    let none = Choosable::new("", "Not decided", chosen);
    core::iter::once(none).chain(choices(chosen)).collect()
}
