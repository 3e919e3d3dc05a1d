//! One organisation: what it is, who leads it, to whom it reports, and whom it follows.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::response::Response;
use jiff::civil::Date;
use office::Office;
use office::governance::Body;
use programme::code::{OrganisationCode, RoundKey};
use programme::organisation::Organisation;
use programme::partnership::Member;
use programme::plan::Plan;
use programme::post::{Held, Post};
use programme::reporting::{Below, Branch, ReportingLine, ReportsTo};
use programme::submission::Submission;
use programme::term::Term;
use serde::Serialize;

use super::{Names, Twig, link, name, twig};
use crate::forms::as_at::{AsAt, Asked, Control};
use crate::pages::import::known;
use crate::problem::Problem;
use crate::render::Section;
use crate::views::{Link, Wrong, day_words};
use crate::visitor::Visitor;

type Titles = BTreeMap<RoundKey, String>;

#[derive(Serialize)]
struct Show {
    code: String,
    name: String,
    class: &'static str,
    facts: Vec<(&'static str, String)>,
    members: Vec<Dated>,
    partnerships: Vec<Link>,
    predecessors: Vec<Dated>,
    successors: Vec<Dated>,
    /// Who stands for it on the day, if it is closed.
    stands: Vec<Link>,
    is_closed: bool,
    held: Vec<PostLine>,
    invited: Vec<PostLine>,
    before: Vec<PostLine>,
    lines: Vec<Line>,
    above: Vec<Twig>,
    beneath: Vec<Twig>,
    plans: Vec<Past>,
    returns: Vec<Past>,
    may_keep_posts: bool,
    may_keep_lines: bool,
    /// Where what is told of it is changed, for those who may.
    change: Option<String>,
    as_at: Control,
    errors: Vec<Wrong>,
}

#[derive(Serialize)]
struct Dated {
    link: Link,
    days: String,
}

#[derive(Serialize)]
struct PostLine {
    kind: &'static str,
    name: String,
    job_title: String,
    email: Option<String>,
    days: String,
    /// Whose it was, where that is a body that this one follows.
    of: Option<String>,
    change: Option<String>,
}

#[derive(Serialize)]
struct Line {
    to: String,
    how_often: String,
    days: String,
    change: Option<String>,
}

#[derive(Serialize)]
struct Past {
    text: String,
    href: String,
    of: Option<String>,
}

/// `GET /organisations/{code}`
pub(crate) async fn show(
    State(office): State<Office>,
    visitor: Visitor,
    Path(code): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    let day = AsAt::of(&asked, visitor.moment);
    let code: OrganisationCode = known(&code)?;
    let body = office.body(&visitor.actor, &code, day.day(), day.past()).await?;
    let rounds = office.rounds().await?;
    let titles = rounds.into_iter().map(|round| (round.key, round.title)).collect();
    let view = shown(&body, &titles, &day);
    if day.is_wrong() {
        return visitor.refused(Section::Overview, "organisation/show.jinja", &view).await;
    }
    visitor.page(None, "organisation/show.jinja", &view).await
}

fn shown(body: &Body, rounds: &Titles, day: &AsAt) -> Show {
    let [held, invited, before] = posts(body, day.day());
    let (lines, plans, returns) = (lines(body), plans(body), returns(body, rounds));
    let Body { organisation, names, .. } = body;
    let code = &organisation.code;
    let link = |body: &Organisation| link(names, &body.code);
    let dated = |body: &Organisation| Dated { link: link(body), days: open_words(body) };
    let member = |member: &Member| Dated {
        link: super::link(names, &member.organisation),
        days: term_words(member.term),
    };
    let text = |code: Option<String>| code.unwrap_or_default();
    Show {
        facts: vec![
            ("Kind", organisation.class.label().to_owned()),
            ("Code here", code.to_string()),
            ("ODS code", text(organisation.ods.as_ref().map(ToString::to_string))),
            ("ONS code", text(organisation.ons.as_ref().map(ToString::to_string))),
            ("Opened", text(organisation.opened.map(day_words))),
            ("Closed", text(organisation.closed.map(day_words))),
        ],
        members: organisation.members.iter().map(member).collect(),
        partnerships: body.partnerships.iter().map(link).collect(),
        predecessors: body.predecessors.iter().map(dated).collect(),
        successors: body.successors.iter().map(dated).collect(),
        stands: body.today.iter().map(|code| super::link(names, code)).collect(),
        is_closed: organisation.has_closed(day.day()),
        held,
        invited,
        before,
        lines,
        above: twigs(&body.above, names),
        beneath: twigs(&body.beneath, names),
        plans,
        returns,
        may_keep_posts: body.may_keep_posts,
        may_keep_lines: body.may_keep_lines,
        change: body.may_change.then(|| format!("/organisations/{code}/edit")),
        as_at: day
            .control(&format!("/organisations/{code}"), Vec::new())
            .with_changes(&format!("organisation={code}")),
        errors: day.errors(),
        code: code.to_string(),
        class: organisation.class.label(),
        name: organisation.name.clone(),
    }
}

/// Its posts: those that are held on the day, the invitations that wait, and the rest, among them
/// those of the bodies that it follows.
fn posts(body: &Body, day: Date) -> [Vec<PostLine>; 3] {
    let code = &body.organisation.code;
    let mut sorted: Vec<&Post> = body.posts.iter().map(|(post, _)| post).collect();
    sorted.sort_by_key(|post| (post.kind, post.held.since(), post.id));
    let own = |post: &Post| post.organisation == *code;
    let (held, rest): (Vec<&Post>, Vec<&Post>) =
        sorted.into_iter().partition(|post| own(post) && post.is_held(day));
    let (invited, mut before): (Vec<&Post>, Vec<&Post>) =
        rest.into_iter().partition(|post| own(post) && post.is_invited(day));
    before.sort_by_key(|post| Reverse(post.held.since()));
    let line = |post: &Post| PostLine {
        kind: post.kind.label(),
        name: post.name.as_str().to_owned(),
        job_title: post.job_title.clone(),
        email: post.email.as_ref().map(|email| email.as_str().to_owned()),
        days: held_words(post.held),
        of: (!own(post)).then(|| name(&body.names, &post.organisation)),
        change: (body.may_keep_posts && own(post))
            .then(|| format!("/organisations/{code}/posts?post={}", post.id)),
    };
    [held, invited, before].map(|posts| posts.into_iter().map(line).collect())
}

fn lines(body: &Body) -> Vec<Line> {
    let code = &body.organisation.code;
    let line = |line: &ReportingLine| Line {
        to: match &line.reports_to {
            ReportsTo::Organisation(code) => name(&body.names, code),
            ReportsTo::Forum(forum) => forum.as_str().to_owned(),
        },
        how_often: line.how_often.clone(),
        days: term_words(line.term),
        change: body
            .may_keep_lines
            .then(|| format!("/organisations/{code}/lines?line={}", line.id)),
    };
    body.lines.iter().map(|(one, _)| line(one)).collect()
}

fn plans(body: &Body) -> Vec<Past> {
    let plan = |plan: &Plan| {
        let href = format!("/plans/{}", plan.key);
        past(body, &plan.organisation, plan.title.clone(), href)
    };
    body.plans.iter().map(plan).collect()
}

fn returns(body: &Body, rounds: &Titles) -> Vec<Past> {
    let made = |made: &Submission| {
        let title = rounds.get(&made.round).cloned().unwrap_or_else(|| made.round.to_string());
        past(body, &made.organisation, title, format!("/submissions/{}", made.id))
    };
    body.returns.iter().map(made).collect()
}

/// Something that was promised. What a body that is gone left opens for the one that follows it.
fn past(body: &Body, of: &OrganisationCode, text: String, href: String) -> Past {
    let own = *of == body.organisation.code;
    Past { text, href, of: (!own).then(|| name(&body.names, of)) }
}

fn twigs(branch: &Branch, names: &Names) -> Vec<Twig> {
    match &branch.below {
        Below::Branches(below) => below.iter().map(|one| twig(one, names)).collect(),
        Below::ShownBefore | Below::Circle => Vec::new(),
    }
}

fn open_words(body: &Organisation) -> String {
    match (body.opened, body.closed) {
        (Some(opened), Some(closed)) => format!("{} to {}", day_words(opened), day_words(closed)),
        (Some(opened), None) => format!("since {}", day_words(opened)),
        (None, Some(closed)) => format!("until {}", day_words(closed)),
        (None, None) => String::new(),
    }
}

fn held_words(held: Held) -> String {
    match held {
        Held::For(term) => term_words(term),
        Held::Invited(term) => match term.to() {
            None => format!("invited on {}", day_words(term.from())),
            Some(last) => {
                format!("invited on {}, until {}", day_words(term.from()), day_words(last))
            }
        },
    }
}

pub(super) fn term_words(term: Term) -> String {
    let from = term.from();
    match term.to() {
        None => format!("since {}", day_words(from)),
        Some(last) => format!("{} to {}", day_words(from), day_words(last)),
    }
}
