//! The files that help to answer a round: attached, taken out, and downloaded.

use authority::Act;
use axum::extract::{Path, State};
use axum::response::Response;
use office::Office;
use office::guidance::Offered;
use office::opening::Preparing;
use programme::attachment::{AttachedFile, NotAttached};
use programme::code::RoundKey;
use programme::file::endings;
use programme::guidance::Guidance;
use programme::round::Round;
use serde::Serialize;

use crate::forms::parcel::{Parcel, Sheet};
use crate::forms::sent::Sent;
use crate::pages::import::{attachment, known};
use crate::pages::prepare::must;
use crate::problem::Problem;
use crate::render::Section;
use crate::views::{Link, Wrong};
use crate::visitor::Visitor;

#[derive(Serialize)]
struct View {
    key: String,
    round: String,
    seen: i64,
    /// Whether the round is closed, so that nothing changes any more.
    closed: bool,
    files: Vec<File>,
    pages: Vec<Link>,
    /// The endings of the files that are taken.
    endings: String,
    title_typed: String,
    errors: Vec<Wrong>,
}

#[derive(Serialize)]
struct File {
    link: String,
    title: String,
    name: String,
    kind: String,
}

/// What helps to answer a round, as links with their titles; those to files say what they lead to.
pub(crate) fn links(round: &Round) -> Vec<Link> {
    let link = |one: &Guidance| match one {
        Guidance::Page(page) => Link::new(&page.title, &page.link),
        Guidance::File(file) => {
            Link::new(format!("{} ({})", file.title, kind(file)), address(&round.key, file))
        }
    };
    round.guidance.iter().map(link).collect()
}

fn address(round: &RoundKey, file: &AttachedFile) -> String {
    format!("/rounds/{round}/guidance/{}", file.sha256)
}

/// What kind of file it is, and how large.
pub(crate) fn kind(file: &AttachedFile) -> String {
    format!("{}, {}", file.kind().label(), size(file.size))
}

/// So many bytes, in words that people know.
fn size(bytes: u64) -> String {
    let tenths = bytes.div_ceil(100_000);
    if bytes < 999_500 {
        format!("{} KB", bytes.div_ceil(1_000))
    } else {
        format!("{}.{} MB", tenths / 10, tenths % 10)
    }
}

async fn view(
    office: &Office,
    key: &RoundKey,
    title_typed: &str,
    errors: Vec<Wrong>,
) -> Result<View, Problem> {
    let Preparing { round, seen } = office.round_to_change(key).await?;
    let file = |file: &AttachedFile| File {
        link: address(key, file),
        title: file.title.clone(),
        name: file.file.to_string(),
        kind: kind(file),
    };
    let mut pages = links(&round);
    pages.retain(|link| !link.href.starts_with('/'));
    Ok(View {
        key: key.to_string(),
        closed: round.must_change().is_err(),
        files: round.guidance.iter().filter_map(Guidance::file).map(file).collect(),
        pages,
        round: round.title,
        seen: seen.unwrap_or(1),
        endings: endings(),
        title_typed: title_typed.to_owned(),
        errors,
    })
}

/// `GET /rounds/{key}/guidance`
pub(crate) async fn list(
    State(office): State<Office>,
    visitor: Visitor,
    Path(key): Path<String>,
) -> Result<Response, Problem> {
    must(&visitor, Act::KeepRound)?;
    let view = view(&office, &known(&key)?, "", Vec::new()).await?;
    visitor.page(Some(Section::Rounds), "round/guidance.jinja", &view).await
}

/// `POST /rounds/{key}/guidance`: attaches a file; sent twice, it is there once.
pub(crate) async fn attach(
    State(office): State<Office>,
    Path(key): Path<String>,
    Parcel { visitor, fields, sheets }: Parcel,
) -> Result<Response, Problem> {
    must(&visitor, Act::KeepRound)?;
    let round: RoundKey = known(&key)?;
    let title = fields.get("title");
    let sheet = sheets.into_iter().next().unwrap_or_default();
    let mut wrong = missing(title, &sheet);
    if wrong.is_empty() {
        let seen = fields.seen()?.ok_or(Problem::Stale)?;
        let Sheet { name, bytes, .. } = sheet;
        let offered = Offered { title: title.to_owned(), name, bytes };
        let place = (&round, seen);
        match office.attach_guidance(&visitor.actor, visitor.moment, place, offered).await {
            Ok(()) => {
                let says = format!("“{title}” is attached");
                return visitor.on_to(&format!("/rounds/{key}/guidance"), says).await;
            }
            Err(error) => wrong.push(refused(error)?),
        }
    }
    let view = view(&office, &round, title, wrong).await?;
    visitor.refused(Section::Rounds, "round/guidance.jinja", &view).await
}

/// What is missing of a file and its title, before anybody looks into it.
fn missing(title: &str, sheet: &Sheet) -> Vec<Wrong> {
    let mut wrong = Vec::new();
    if sheet.too_large {
        wrong.push(Wrong::new("file", "The file must be smaller than 20 MB"));
        // Of a form that was not heard out the title is not known.
        return wrong;
    }
    if title.is_empty() {
        wrong.push(Wrong::new("title", "Enter a title, like Guidance for leads"));
    }
    if sheet.name.is_empty() {
        wrong.push(Wrong::new("file", "Choose the file to attach"));
    }
    wrong
}

/// What a refusal says, beside the box that it is about.
fn refused(error: office::Error) -> Result<Wrong, Problem> {
    let field = if matches!(error, office::Error::NotAttached(NotAttached::Untitled)) {
        "title"
    } else if matches!(error, office::Error::NotThisRound(_)) {
        // Of a round that is closed there is no form.
        "maincontent"
    } else {
        "file"
    };
    Ok(Wrong::new(field, &Problem::from(error).on_form()?))
}

/// `POST /rounds/{key}/guidance/{file}/remove`: takes it out; sent twice, it is out.
pub(crate) async fn remove(
    State(office): State<Office>,
    Path((key, file)): Path<(String, String)>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let round: RoundKey = known(&key)?;
    let seen = fields.seen()?.ok_or(Problem::Stale)?;
    let place = (&round, seen);
    office.take_guidance_out(&visitor.actor, visitor.moment, place, &file).await?;
    visitor.on_to(&format!("/rounds/{key}/guidance"), "The file is taken out").await
}

/// `GET /rounds/{key}/guidance/{file}`: the file as it was attached, byte for byte.
pub(crate) async fn download(
    State(office): State<Office>,
    visitor: Visitor,
    Path((key, file)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (file, bytes) = office.guidance(&visitor.actor, &known(&key)?, &file).await?;
    Ok(attachment(&file.file.to_string(), file.kind().media_type(), bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_words_that_people_know() {
        let said = [1, 1_000, 240_100, 999_499, 999_500, 1_200_000, 20_971_520].map(size);
        assert_eq!(said, ["1 KB", "1 KB", "241 KB", "1000 KB", "1.0 MB", "1.2 MB", "21.0 MB"]);
    }
}
