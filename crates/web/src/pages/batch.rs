//! Many documents at once: what became of each, and the questions of all of them in one list.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use office::Office;
use office::batch::{Confirm, Fate, OneFile, OpenCheck, Outcome, Purpose};
use office::import::Targets;
use programme::draft::Severity;
use serde::Serialize;

use crate::forms::parcel::Parcel;
use crate::forms::sent::Fields;
use crate::pages::review::about;
use crate::problem::{Problem, sentence};
use crate::render::Section;
use crate::views::{Choosable, Link, Wrong};
use crate::visitor::Visitor;

/// The most documents that are taken at once.
const MOST: usize = 200;

#[derive(Serialize)]
struct Ask {
    organisations: Vec<Choosable>,
    rounds: Vec<Choosable>,
    confirm: bool,
    errors: Vec<Wrong>,
}

/// `GET /imports/many`
pub(crate) async fn ask(
    State(office): State<Office>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    let view = asking(&office, &visitor, &Fields::default(), Vec::new()).await?;
    if view.organisations.is_empty() {
        return Ok(Redirect::to("/imports").into_response());
    }
    visitor.page(Some(Section::Imports), "import/many.jinja", &view).await
}

async fn asking(
    office: &Office,
    visitor: &Visitor,
    fields: &Fields,
    errors: Vec<Wrong>,
) -> Result<Ask, Problem> {
    let Targets { organisations, rounds } = office.targets(&visitor.actor).await?;
    let body = |one: programme::organisation::Organisation| {
        Choosable::new(one.code.as_str(), one.name, fields.get("organisation"))
    };
    let round = |one: programme::round::Round| {
        Choosable::new(one.key.as_str(), one.title, fields.get("round"))
    };
    Ok(Ask {
        organisations: organisations.into_iter().map(body).collect(),
        rounds: rounds.into_iter().map(round).collect(),
        confirm: !fields.get("confirm").is_empty(),
        errors,
    })
}

#[derive(Serialize)]
struct Became {
    says: String,
    outcomes: Vec<Line>,
    open: usize,
}

#[derive(Serialize)]
struct Line {
    file: String,
    kind: String,
    organisation: String,
    link: Option<String>,
    says: String,
    state: &'static str,
}

/// `POST /imports/many`: brings them all in, and says what became of each.
pub(crate) async fn receive(
    State(office): State<Office>,
    Parcel { visitor, fields, sheets }: Parcel,
) -> Result<Response, Problem> {
    let wrong = if sheets.is_empty() {
        Some("Choose the files to bring in".to_owned())
    } else if sheets.len() > MOST {
        Some(format!("Choose no more than {MOST} files at once"))
    } else {
        sheets.iter().any(|sheet| sheet.too_large).then(|| {
            "Each file must be smaller than 20 MB, and all of them together than 100 MB".to_owned()
        })
    };
    if let Some(wrong) = wrong {
        let wrong = vec![Wrong::new("files", &wrong)];
        let view = asking(&office, &visitor, &fields, wrong).await?;
        return visitor.refused(Section::Imports, "import/many.jinja", &view).await;
    }
    let files = sheets.into_iter().map(|sheet| OneFile { name: sheet.name, bytes: sheet.bytes });
    let purpose = Purpose {
        organisation: fields.get("organisation").parse().ok(),
        round: fields.get("round").parse().ok(),
        confirm: if fields.get("confirm").is_empty() { Confirm::Hold } else { Confirm::AtOnce },
    };
    let outcomes = office
        .receive_many(&visitor.actor, visitor.moment, files.collect(), &purpose, &|_| {})
        .await?;
    let view = became(&outcomes);
    visitor.page(Some(Section::Imports), "import/became.jinja", &view).await
}

fn became(outcomes: &[Outcome]) -> Became {
    let count = |wanted: &dyn Fn(&Fate) -> bool| {
        outcomes.iter().filter(|outcome| wanted(&outcome.fate)).count()
    };
    let held = count(&|fate| matches!(fate, Fate::Held { .. }));
    let confirmed = count(&|fate| matches!(fate, Fate::Confirmed { .. }));
    let refused = count(&|fate| matches!(fate, Fate::Refused(_)));
    let line = |outcome: &Outcome| {
        let (link, says, state) = match &outcome.fate {
            Fate::Held { id, open: 0 } => {
                (Some(format!("/imports/{id}")), "Ready to confirm".to_owned(), "ready")
            }
            Fate::Held { id, open } => {
                let says = crate::templates::counted(
                    crate::problem::count(*open),
                    "question to answer",
                    Some("questions to answer"),
                );
                (Some(format!("/imports/{id}")), says, "open")
            }
            Fate::Confirmed { id, says } => {
                (Some(format!("/imports/{id}")), sentence(says), "confirmed")
            }
            Fate::Refused(why) => (None, sentence(why), "refused"),
        };
        Line {
            file: outcome.file.clone(),
            kind: sentence(&outcome.kind),
            organisation: outcome.organisation.clone(),
            link,
            says,
            state,
        }
    };
    Became {
        says: format!("{held} held for review, {confirmed} confirmed and {refused} not taken"),
        outcomes: outcomes.iter().map(line).collect(),
        open: outcomes.iter().map(|outcome| open_in(&outcome.fate)).sum(),
    }
}

fn open_in(fate: &Fate) -> usize {
    match fate {
        Fate::Held { open, .. } => *open,
        Fate::Confirmed { .. } | Fate::Refused(_) => 0,
    }
}

#[derive(Serialize)]
struct Checks {
    must: Vec<Check>,
    may: Vec<Check>,
}

#[derive(Serialize)]
struct Check {
    file: String,
    organisation: String,
    question: Link,
    words: String,
    reading: String,
    reason: String,
}

/// `GET /imports/checks`: the questions of all documents that wait.
pub(crate) async fn checks(
    State(office): State<Office>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    let all = office.open_checks(&visitor.actor).await?;
    let shown = |check: &OpenCheck| Check {
        file: check.file.clone(),
        organisation: check.organisation.clone(),
        question: Link::new(
            sentence(&about(check.doubt.about)),
            format!("/imports/{}#doubt-{}", check.import, check.number),
        ),
        words: check.doubt.words.clone(),
        reading: check.doubt.reading.clone(),
        reason: sentence(&check.doubt.reason),
    };
    let is_must = |check: &&OpenCheck| check.doubt.severity == Severity::MustMend;
    let view = Checks {
        must: all.iter().filter(is_must).map(shown).collect(),
        may: all.iter().filter(|check| !is_must(check)).map(shown).collect(),
    };
    visitor.page(Some(Section::Imports), "import/checks.jinja", &view).await
}
