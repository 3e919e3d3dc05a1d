//! What the programme office does with a framework: it is copied, changed, looked at and published.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use office::Office;
use office::drafting::tidied;
use office::framework::{FrameworkPage, KeptHere, Lifecycle};
use programme::code::FrameworkKey;
use programme::framework::Fault;
use serde::Serialize;

use crate::forms::sent::Sent;
use crate::pages::framework::{Told, address, said};
use crate::pages::import::known;
use crate::problem::Problem;
use crate::views::{Wrong, instant_words};
use crate::visitor::Visitor;

/// How many lines are shown before and after one with a fault.
const AROUND: usize = 2;

#[derive(Serialize)]
struct Copy {
    from: String,
    title: String,
    key: String,
    errors: Vec<Wrong>,
}

/// `GET /frameworks/{key}/copy`: under which key?
pub(crate) async fn ask_copy(
    State(office): State<Office>,
    visitor: Visitor,
    Path(from): Path<String>,
) -> Result<Response, Problem> {
    let page = office.framework_page(&visitor.actor, &known(&from)?).await?;
    if !page.may_keep {
        return Ok(Redirect::to(&address(&from)).into_response());
    }
    let view = Copy { title: title(&page, &from), from, key: String::new(), errors: Vec::new() };
    visitor.page(None, "framework/copy.jinja", &view).await
}

/// `POST /frameworks/{key}/copy`: begins a draft; sent twice, it is begun once.
pub(crate) async fn copy(
    State(office): State<Office>,
    Path(from): Path<String>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let (actor, known_from) = (&visitor.actor, known(&from)?);
    let typed = fields.get("key");
    let wrong = match typed.parse::<FrameworkKey>() {
        Ok(key) => match office.copy_framework(actor, visitor.moment, &known_from, &key).await {
            Ok(()) => {
                let says = "Here is the draft. It is a copy that takes the place of the one it was \
                    copied from; change what is to be otherwise";
                return visitor.on_to(&format!("{}/edit", address(typed)), says).await;
            }
            Err(error) => Problem::from(error).on_form()?,
        },
        Err(error) => error.to_string(),
    };
    let page = office.framework_page(actor, &known_from).await?;
    let errors = vec![Wrong::new("key", &wrong)];
    let view = Copy { title: title(&page, &from), from, key: typed.to_owned(), errors };
    visitor.refused(None, "framework/copy.jinja", &view).await
}

fn title(page: &FrameworkPage, key: &str) -> String {
    page.reading.as_ref().map_or_else(|_| key.to_owned(), |framework| framework.title.clone())
}

#[derive(Serialize)]
struct Edit {
    key: String,
    text: String,
    revision: i64,
    excerpts: Vec<Excerpt>,
    /// What somebody else saved since this form was opened.
    theirs: Option<Theirs>,
    errors: Vec<Wrong>,
}

/// A line with a fault, between those round it.
#[derive(Serialize)]
struct Excerpt {
    line: usize,
    lines: Vec<Numbered>,
}

#[derive(Serialize)]
struct Numbered {
    number: usize,
    text: String,
    wrong: bool,
}

#[derive(Serialize)]
struct Theirs {
    text: String,
    by: String,
    at: String,
}

impl Edit {
    fn new(key: String, text: &str, revision: i64, faults: &[Fault]) -> Self {
        let wrong = |fault: &Fault| Wrong::new("text", &said(fault));
        Self {
            key,
            text: text.to_owned(),
            revision,
            excerpts: faults.iter().map(|fault| excerpt(text, fault)).collect(),
            theirs: None,
            errors: faults.iter().map(wrong).collect(),
        }
    }
}

fn excerpt(text: &str, fault: &Fault) -> Excerpt {
    let near = |number: &usize| number.abs_diff(fault.line) <= AROUND;
    let lines = (1..).zip(text.lines()).filter(|(number, _)| near(number));
    let numbered = |(number, text): (usize, &str)| Numbered {
        number,
        text: text.to_owned(),
        wrong: number == fault.line,
    };
    Excerpt { line: fault.line, lines: lines.map(numbered).collect() }
}

/// A draft of the visitor's to change; of another framework there is nothing to edit.
async fn draft(
    office: &Office,
    visitor: &Visitor,
    key: &str,
) -> Result<Option<(FrameworkPage, KeptHere)>, Problem> {
    let mut page = office.framework_page(&visitor.actor, &known(key)?).await?;
    let kept = page.kept.take().filter(|_| page.lifecycle == Lifecycle::Draft);
    Ok(kept.map(|kept| (page, kept)))
}

/// `GET /frameworks/{key}/edit`
pub(crate) async fn edit(
    State(office): State<Office>,
    visitor: Visitor,
    Path(key): Path<String>,
) -> Result<Response, Problem> {
    let Some((page, kept)) = draft(&office, &visitor, &key).await? else {
        return Ok(Redirect::to(&address(&key)).into_response());
    };
    let faults = page.reading.err().unwrap_or_default();
    let view = Edit::new(key, &page.text, kept.revision, &faults);
    visitor.page(None, "framework/edit.jinja", &view).await
}

/// `POST /frameworks/{key}/edit`: saves, shows or publishes what was typed, or goes on with it.
/// Nothing that was typed is lost.
pub(crate) async fn write(
    State(office): State<Office>,
    Path(key): Path<String>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let (known, revision) = (known(&key)?, fields.revision()?);
    let text = tidied(fields.whole("text"));
    let (actor, moment) = (&visitor.actor, visitor.moment);
    let done = match fields.get("act") {
        "preview" => return preview(&office, &visitor, key, (text, revision)).await,
        "publish" => office.publish_framework(actor, moment, &known, revision, &text).await,
        "edit" => {
            let faults = office.preview_framework(actor, &known, &text).await?.err();
            let view = Edit::new(key, &text, revision, &faults.unwrap_or_default());
            return visitor.page(None, "framework/edit.jinja", &view).await;
        }
        _ => office.save_framework(actor, moment, &known, revision, &text).await,
    };
    match done {
        Ok(()) => {}
        Err(office::Error::Changed) => return changed(&office, &visitor, key, &text).await,
        Err(office::Error::Faulty(faults)) => {
            let view = Edit::new(key, &text, revision, &faults);
            return visitor.refused(None, "framework/edit.jinja", &view).await;
        }
        Err(error) => return Err(error.into()),
    }
    match draft(&office, &visitor, &key).await? {
        None => {
            let says = "It is published. From now on it never changes, and a round can use it";
            visitor.on_to(&address(&key), says).await
        }
        Some((page, _)) => {
            let says = match page.reading {
                Ok(_) => "The draft is saved, and it reads",
                Err(_) => "The draft is saved as it is. It does not read yet",
            };
            visitor.on_to(&format!("{}/edit", address(&key)), says).await
        }
    }
}

#[derive(Serialize)]
struct Preview {
    key: String,
    text: String,
    revision: i64,
    framework: Told,
}

/// What the text would be; nothing is written.
async fn preview(
    office: &Office,
    visitor: &Visitor,
    key: String,
    (text, revision): (String, i64),
) -> Result<Response, Problem> {
    match office.preview_framework(&visitor.actor, &known(&key)?, &text).await? {
        Ok(framework) => {
            let view = Preview { key, text, revision, framework: Told::from(&framework) };
            visitor.page(None, "framework/preview.jinja", &view).await
        }
        Err(faults) => {
            let view = Edit::new(key, &text, revision, &faults);
            visitor.refused(None, "framework/edit.jinja", &view).await
        }
    }
}

/// Both versions, when somebody else saved since the form was opened: nothing of either is lost.
async fn changed(
    office: &Office,
    visitor: &Visitor,
    key: String,
    text: &str,
) -> Result<Response, Problem> {
    let Some((page, kept)) = draft(office, visitor, &key).await? else {
        return Err(Problem::Changed);
    };
    let theirs = Theirs { text: page.text, by: kept.by, at: instant_words(kept.at) };
    let wrong = format!("{} saved this draft while you had it open", theirs.by);
    let errors = vec![Wrong::new("text", &wrong)];
    let view = Edit { theirs: Some(theirs), errors, ..Edit::new(key, text, kept.revision, &[]) };
    let mut page = visitor.page(None, "framework/edit.jinja", &view).await?;
    *page.status_mut() = StatusCode::CONFLICT;
    Ok(page)
}
