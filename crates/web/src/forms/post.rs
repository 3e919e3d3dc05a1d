//! A post as it was filled in: who holds it, and from when.

use jiff::civil::Date;
use office::governance::PostTold;
use programme::code::OrganisationCode;
use programme::post::{Held, Post, PostKind};
use programme::term::Term;
use serde::Serialize;

use crate::forms::sent::Fields;
use crate::views::Wrong;

/// The form as it was filled in, to be shown again.
#[derive(Clone, Default, Serialize)]
pub(crate) struct Filled {
    pub(crate) kind: String,
    name: String,
    job_title: String,
    email: String,
    held: String,
    since: String,
    last: String,
}

impl Filled {
    pub(crate) fn of(fields: &Fields) -> Self {
        let get = |name| fields.get(name).to_owned();
        Self {
            kind: get("kind"),
            name: get("name"),
            job_title: get("job-title"),
            email: get("email"),
            held: get("held"),
            since: get("since"),
            last: get("last"),
        }
    }
}

impl From<&Post> for Filled {
    fn from(post: &Post) -> Self {
        Self {
            kind: post.kind.key().to_owned(),
            name: post.name.as_str().to_owned(),
            job_title: post.job_title.clone(),
            email: post.email.as_ref().map_or("", |email| email.as_str()).to_owned(),
            held: match post.held {
                Held::For(_) => "yes",
                Held::Invited(_) => "invited",
            }
            .to_owned(),
            since: post.held.since().to_string(),
            last: post.held.last().map_or_else(String::new, |day| day.to_string()),
        }
    }
}

/// Reads the form.
///
/// # Errors
///
/// Everything that is missing or cannot be read, each for its field.
pub(crate) fn post(
    filled: &Filled,
    organisation: OrganisationCode,
) -> Result<PostTold, Vec<Wrong>> {
    let mut wrong = Vec::new();
    let kind = PostKind::ALL.into_iter().find(|kind| kind.key() == filled.kind);
    if kind.is_none() {
        wrong.push(Wrong::new("kind", "Choose which post it is"));
    }
    let name = filled.name.parse();
    if name.is_err() {
        wrong.push(Wrong::new("name", "Enter the name of the person, on one line"));
    }
    let email = Some(filled.email.as_str()).filter(|text| !text.is_empty()).map(str::parse);
    let email = email.transpose();
    if email.is_err() {
        wrong.push(Wrong::new("email", "Enter an e-mail address, like alex.morgan@example.org"));
    }
    let held = match filled.held.as_str() {
        "yes" => Some(Held::For as fn(Term) -> Held),
        "invited" => Some(Held::Invited as fn(Term) -> Held),
        _ => None,
    };
    if held.is_none() {
        wrong.push(Wrong::new("held", "Choose whether they hold the post or were invited"));
    }
    let term = term(&filled.since, &filled.last);
    match (kind, name, email, held, term) {
        (Some(kind), Ok(name), Ok(email), Some(held), Ok(term)) => Ok(PostTold {
            organisation,
            kind,
            name,
            job_title: filled.job_title.clone(),
            email,
            held: held(term),
        }),
        (_, _, _, _, term) => {
            wrong.extend(term.err());
            Err(wrong)
        }
    }
}

/// Reads a first day, and a last one if there is one, from the fields `since` and `last`.
pub(crate) fn term(since: &str, last: &str) -> Result<Term, Wrong> {
    let Ok(since) = since.parse::<Date>() else {
        return Err(Wrong::new("since", "Enter the first day, like 2026-04-01"));
    };
    if last.is_empty() {
        return Ok(Term::since(since));
    }
    let last = day("last", last)?;
    Term::since(since)
        .until(last)
        .map_err(|_| Wrong::new("last", "The last day must not be before the first"))
}

/// Reads a last day, for its field.
pub(crate) fn day(field: &str, text: &str) -> Result<Date, Wrong> {
    text.parse().map_err(|_| Wrong::new(field, "Enter the last day, like 2026-03-31"))
}
