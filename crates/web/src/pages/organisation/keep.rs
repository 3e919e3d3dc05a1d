//! The form in which the programme office adds an organisation, or changes what is told of one:
//! what it is, whom it follows, and who is in it.

use std::collections::BTreeSet;

use authority::{Act, permit};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use office::Office;
use office::organisation::{BodyPart, BodySaved, BodyStanding, BodyTold};
use programme::code::OrganisationCode;
use programme::organisation::{Class, Organisation};
use programme::partnership::Member;
use serde::Serialize;

use super::show::term_words;
use super::{Names, name};
use crate::forms::organisation::{Filled, List, Row as Typed, Told};
use crate::forms::sent::{Fields, Sent};
use crate::pages::import::known;
use crate::problem::Problem;
use crate::views::{Choosable, Theirs, Wrong, day_words, listed};
use crate::visitor::Visitor;

const TEMPLATE: &str = "organisation/edit.jinja";

#[derive(Serialize)]
struct Form {
    /// The code of the body that is changed; none for a new one.
    of: Option<String>,
    /// What it is called as it stands.
    organisation: String,
    revision: Option<i64>,
    /// Whom it followed as it was seen.
    followed: Vec<String>,
    filled: Filled,
    is_partnership: bool,
    classes: Vec<Choosable>,
    follows: Vec<Row>,
    successors: Vec<Row>,
    members: Vec<Row>,
    /// What somebody else saved since this form was opened.
    theirs: Option<Theirs>,
    errors: Vec<Wrong>,
}

/// A row of a list of bodies: filled in, or the last one, which waits to be.
#[derive(Serialize)]
struct Row {
    number: usize,
    choices: Vec<Choosable>,
    from: String,
    to: String,
}

/// What a form is about: the body as it stood when it was seen, or none for a new one.
enum About<'a> {
    New,
    Seen { standing: &'a BodyStanding, revision: i64, followed: Vec<String> },
}

impl<'a> About<'a> {
    /// As it stands now.
    fn now(standing: &'a BodyStanding) -> Self {
        let followed = standing.follows.iter().map(ToString::to_string).collect();
        Self::Seen { standing, revision: standing.revision, followed }
    }
}

/// `GET /organisations/new`
pub(crate) async fn new(
    State(office): State<Office>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    permit(&visitor.actor, Act::KeepOrganisation, None).map_err(office::Error::from)?;
    let bodies = office.organisations().await?;
    let view = form(&bodies, About::New, Filled::default(), Vec::new());
    visitor.page(None, TEMPLATE, &view).await
}

/// `POST /organisations`: adds it; sent twice, it is added once.
pub(crate) async fn add(
    State(office): State<Office>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    permit(&visitor.actor, Act::KeepOrganisation, None).map_err(office::Error::from)?;
    let asked = Filled::of(&fields);
    // A new body is told by itself; whom it follows and who is in it, once it is there.
    let (follows, successors, members) = (Vec::new(), Vec::new(), Vec::new());
    let filled = Filled { follows, successors, members, ..asked };
    let wrong = match filled.told(None) {
        Err(wrong) => wrong,
        Ok(Told { organisation, .. }) => {
            match office.add_body(&visitor.actor, visitor.moment, &organisation).await? {
                BodySaved::Kept => {
                    let to = format!("/organisations/{}/edit", organisation.code);
                    let says = "The organisation is added. Say whom it follows and who is in it, if \
                        there is anything to say";
                    return visitor.on_to(&to, says).await;
                }
                BodySaved::Wrong { part, named, says } => {
                    vec![wrong(&filled, part, named.as_ref(), &says)]
                }
                BodySaved::Theirs { .. } => return Err(Problem::Changed),
            }
        }
    };
    let view = form(&office.organisations().await?, About::New, filled, wrong);
    visitor.refused(None, TEMPLATE, &view).await
}

/// `GET /organisations/{code}/edit`
pub(crate) async fn edit(
    State(office): State<Office>,
    visitor: Visitor,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    let standing = office.body_to_change(&visitor.actor, &known(&code)?).await?;
    let bodies = office.organisations().await?;
    let filled = Filled::standing(&standing.organisation, &standing.follows);
    let view = form(&bodies, About::now(&standing), filled, Vec::new());
    visitor.page(None, TEMPLATE, &view).await
}

/// `POST /organisations/{code}/edit`: saves it, or goes on with another row. Sent twice, it is
/// saved once; where somebody else saved first, both versions are shown.
pub(crate) async fn change(
    State(office): State<Office>,
    Path(code): Path<String>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let standing = office.body_to_change(&visitor.actor, &known(&code)?).await?;
    let revision = fields.revision()?;
    let filled = Filled { code: code.clone(), ..Filled::of(&fields) };
    let followed: Vec<String> = fields.all("followed").into_iter().map(str::to_owned).collect();
    let bodies = office.organisations().await?;
    let seen = About::Seen { standing: &standing, revision, followed };
    if fields.get("act") == "more" {
        let view = form(&bodies, seen, filled, Vec::new());
        return visitor.page(None, TEMPLATE, &view).await;
    }
    let Told { organisation, follows } = match filled.told(Some(&standing.organisation)) {
        Ok(told) => told,
        Err(wrong) => {
            return visitor.refused(None, TEMPLATE, &form(&bodies, seen, filled, wrong)).await;
        }
    };
    let told = BodyTold { organisation, follows, seen: revision, followed: followed_in(&fields) };
    match office.change_body(&visitor.actor, visitor.moment, &told).await? {
        BodySaved::Kept => {
            visitor.on_to(&format!("/organisations/{code}"), "The organisation is saved").await
        }
        BodySaved::Wrong { part, named, says } => {
            let wrong = vec![wrong(&filled, part, named.as_ref(), &says)];
            visitor.refused(None, TEMPLATE, &form(&bodies, seen, filled, wrong)).await
        }
        BodySaved::Theirs { standing, by } => {
            let says = format!("{by} changed this while you had it open. Choose what to keep");
            let rows = told_rows(&standing, &bodies);
            let errors = vec![Wrong::new("name", &says)];
            let view = form(&bodies, About::now(&standing), filled, errors);
            let view = Form { theirs: Some(Theirs { by, rows }), ..view };
            let mut page = visitor.refused(None, TEMPLATE, &view).await?;
            *page.status_mut() = StatusCode::CONFLICT;
            Ok(page)
        }
    }
}

/// Whom it followed as it was seen. What is no code was never seen.
fn followed_in(fields: &Fields) -> BTreeSet<OrganisationCode> {
    fields.all("followed").into_iter().filter_map(|code| code.parse().ok()).collect()
}

/// What is wrong, at the field where it can be put right.
fn wrong(filled: &Filled, part: BodyPart, named: Option<&OrganisationCode>, says: &str) -> Wrong {
    let row = |list: List| format!("{}-{}", list.field(), filled.row_of(list, named));
    let field = match part {
        BodyPart::Code => "code".to_owned(),
        BodyPart::Closed => "closed".to_owned(),
        BodyPart::Follows => row(List::Follows),
        BodyPart::Successors => row(List::Successors),
        // Where there are no rows of members, what kind it is can be put right.
        BodyPart::Members if !filled.is_partnership() => "class".to_owned(),
        BodyPart::Members => row(List::Members),
    };
    Wrong::new(&field, says)
}

fn form(bodies: &[Organisation], about: About<'_>, filled: Filled, errors: Vec<Wrong>) -> Form {
    let own = match &about {
        About::New => None,
        About::Seen { standing, .. } => Some(&standing.organisation),
    };
    let class = |class: Class| Choosable::new(class.key(), class.label(), &filled.class);
    let mut classes = vec![Choosable::new("", "Choose a kind", &filled.class)];
    classes.extend(Class::ALL.into_iter().map(class));
    let blank = |code: &str| Typed { body: code.to_owned(), ..Typed::default() };
    let rows = |typed: Vec<Typed>| -> Vec<Row> {
        let all = typed.into_iter().chain([Typed::default()]);
        let row = |(number, Typed { body, from, to }): (usize, Typed)| {
            let choices = choices(bodies, own.map(|own| &own.code), &body);
            Row { number, choices, from, to }
        };
        (1..).zip(all).map(row).collect()
    };
    let members = rows(filled.members.clone());
    Form {
        organisation: own.map_or_else(String::new, |own| own.name.clone()),
        of: own.map(|own| own.code.to_string()),
        is_partnership: filled.is_partnership() || members.len() > 1,
        classes,
        follows: rows(filled.follows.iter().map(|code| blank(code)).collect()),
        successors: rows(filled.successors.iter().map(|code| blank(code)).collect()),
        members,
        revision: match &about {
            About::New => None,
            About::Seen { revision, .. } => Some(*revision),
        },
        followed: match about {
            About::New => Vec::new(),
            About::Seen { followed, .. } => followed,
        },
        filled,
        theirs: None,
        errors,
    }
}

/// The bodies to choose from, but for the body itself. What was typed is among them whatever it is.
fn choices(
    bodies: &[Organisation],
    own: Option<&OrganisationCode>,
    chosen: &str,
) -> Vec<Choosable> {
    let mut choices = vec![Choosable::new("", "Nobody", chosen)];
    let others =
        bodies.iter().filter(|body| Some(&body.code) != own || body.code.as_str() == chosen);
    let choice = |body: &Organisation| {
        Choosable::new(body.code.as_str(), format!("{} ({})", body.name, body.code), chosen)
    };
    choices.extend(others.map(choice));
    if !choices.iter().any(|one| one.selected) {
        choices.push(Choosable::new(chosen, format!("{chosen}, which is not known here"), chosen));
    }
    choices
}

/// What is told of a body, as rows to be read.
fn told_rows(standing: &BodyStanding, bodies: &[Organisation]) -> Vec<(&'static str, String)> {
    let names: Names = bodies.iter().map(|body| (body.code.clone(), body.name.clone())).collect();
    let BodyStanding { organisation, follows, .. } = standing;
    let all = |codes: &mut dyn Iterator<Item = &OrganisationCode>| {
        listed(&codes.map(|code| name(&names, code)).collect::<Vec<_>>())
    };
    let member = |member: &Member| {
        format!("{}, {}", name(&names, &member.organisation), term_words(member.term))
    };
    let members: Vec<String> = organisation.members.iter().map(member).collect();
    vec![
        ("Name", organisation.name.clone()),
        ("Kind", organisation.class.label().to_owned()),
        ("Opened", organisation.opened.map_or_else(String::new, day_words)),
        ("Closed", organisation.closed.map_or_else(String::new, day_words)),
        ("Follows", all(&mut follows.iter())),
        ("Followed by", all(&mut organisation.successors.iter())),
        ("In it", members.join("; ")),
    ]
}
