//! Organisations: who takes part, who leads what in each, and which lack somebody.

mod keep;
mod show;

use std::collections::BTreeMap;

use authority::{Act, permit};
use axum::extract::State;
use axum::response::Response;
use office::Office;
use office::governance::Governance;
use programme::code::OrganisationCode;
use programme::organisation::Organisation;
use programme::post::{Post, PostKind, holders};
use programme::reporting::{Below, Branch, Node};
use serde::Serialize;

use crate::forms::as_at::{AsAt, Asked, Control};
use crate::problem::Problem;
use crate::render::Section;
use crate::views::{Link, Wrong, day_words, listed};
use crate::visitor::Visitor;

pub(crate) use keep::{add, change, edit, new};
pub(crate) use show::show;

type Names = BTreeMap<OrganisationCode, String>;

#[derive(Serialize)]
struct List {
    /// “8 of 9 have a lead”.
    says: String,
    /// The bodies that lack one.
    without_lead: Vec<Link>,
    /// What is lacking besides, a sentence for each post, with the bodies.
    besides: Vec<Lack>,
    organisations: Vec<Line>,
    closed: Vec<Gone>,
    reporting: Vec<Twig>,
    /// Where another is added, for those who may.
    add: Option<&'static str>,
    day: String,
    as_at: Control,
    errors: Vec<Wrong>,
}

#[derive(Serialize)]
struct Lack {
    says: String,
    bodies: Vec<Link>,
}

#[derive(Serialize)]
struct Line {
    link: Link,
    class: &'static str,
    code: String,
    lead: String,
    sponsor: String,
    group: String,
}

#[derive(Serialize)]
struct Gone {
    link: Link,
    class: &'static str,
    closed: String,
    stands: Vec<Link>,
}

/// A place in the lists of who reports to whom.
#[derive(Serialize)]
struct Twig {
    text: String,
    href: Option<String>,
    how_often: String,
    note: &'static str,
    below: Vec<Twig>,
}

/// `GET /organisations`
pub(crate) async fn list(
    State(office): State<Office>,
    visitor: Visitor,
    asked: Asked,
) -> Result<Response, Problem> {
    let day = AsAt::of(&asked, visitor.moment);
    let found = office.governance(&visitor.actor, day.day(), day.past()).await?;
    let may_add = permit(&visitor.actor, Act::KeepOrganisation, None).is_ok();
    let add = may_add.then_some("/organisations/new");
    let view = List { add, ..listing(&found, &day) };
    if day.is_wrong() {
        return visitor.refused(Section::Overview, "organisation/list.jinja", &view).await;
    }
    visitor.page(None, "organisation/list.jinja", &view).await
}

fn listing(found: &Governance, day: &AsAt) -> List {
    let Governance { lacking, open, closed, posts, forest, names } = found;
    let links = |codes: &[OrganisationCode]| codes.iter().map(|code| link(names, code)).collect();
    let besides = PostKind::ALL.into_iter().filter(|kind| *kind != PostKind::Lead);
    let besides =
        besides.map(|kind| Lack { says: lacking.says(kind), bodies: links(lacking.of(kind)) });
    let line = |body: &Organisation| {
        let held = |kind| {
            let found = holders(posts, &body.code, kind, day.day());
            listed(&found.into_iter().map(|post| post.name.as_str().to_owned()).collect::<Vec<_>>())
        };
        let group = held(PostKind::WorkingGroupMember);
        let invites = |post: &Post| post.organisation == body.code && post.is_invited(day.day());
        let invited = posts.iter().any(invites);
        Line {
            link: link(names, &body.code),
            class: body.class.label(),
            code: body.code.to_string(),
            lead: held(PostKind::Lead),
            sponsor: held(PostKind::ExecutiveSponsor),
            group: if group.is_empty() && invited { "Invited".to_owned() } else { group },
        }
    };
    let gone = closed.iter().map(|(body, stands)| Gone {
        link: link(names, &body.code),
        class: body.class.label(),
        closed: body.closed.map_or_else(String::new, day_words),
        stands: stands.iter().map(|code| link(names, code)).collect(),
    });
    List {
        says: lacking.says(PostKind::Lead),
        without_lead: links(lacking.of(PostKind::Lead)),
        besides: besides.collect(),
        organisations: open.iter().map(line).collect(),
        closed: gone.collect(),
        reporting: forest.iter().map(|branch| twig(branch, names)).collect(),
        add: None,
        day: day_words(day.day()),
        as_at: day.control("/organisations", Vec::new()).with_changes("of=organisation"),
        errors: day.errors(),
    }
}

fn name(names: &Names, code: &OrganisationCode) -> String {
    names.get(code).cloned().unwrap_or_else(|| code.to_string())
}

fn link(names: &Names, code: &OrganisationCode) -> Link {
    Link::new(name(names, code), format!("/organisations/{code}"))
}

fn twig(branch: &Branch, names: &Names) -> Twig {
    let (text, href) = match &branch.node {
        Node::Organisation(code) => (name(names, code), Some(format!("/organisations/{code}"))),
        Node::Forum { of, forum } => (format!("{}, of {}", forum.as_str(), name(names, of)), None),
    };
    let (note, below): (&str, Vec<Twig>) = match &branch.below {
        Below::Branches(below) => ("", below.iter().map(|one| twig(one, names)).collect()),
        Below::ShownBefore => ("shown above with what belongs to it", Vec::new()),
        Below::Circle => ("which closes a circle", Vec::new()),
    };
    Twig { text, href, how_often: branch.how_often.clone(), note, below }
}
