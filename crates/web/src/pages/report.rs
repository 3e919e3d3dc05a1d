//! Reports: what the Board reads, composed, issued and filed.

use authority::{Act, permit};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use office::Office;
use office::board::ReportLine;
use programme::code::RoundKey;
use serde::Serialize;

use crate::forms::as_at::{AsAt, Asked};
use crate::forms::sent::Sent;
use crate::pages::board::View as Board;
use crate::pages::import::{attachment, known};
use crate::problem::{Problem, encoded};
use crate::render::Section;
use crate::views::{Choosable, Wrong, instant_words};
use crate::visitor::Visitor;

#[derive(Serialize)]
struct List {
    reports: Vec<Line>,
    rounds: Vec<Choosable>,
    may_issue: bool,
    whole: bool,
    today: String,
    as_at: String,
    errors: Vec<Wrong>,
}

#[derive(Serialize)]
struct Line {
    link: String,
    title: String,
    issued: String,
    by: String,
    fingerprint: String,
}

impl From<ReportLine> for Line {
    fn from(line: ReportLine) -> Self {
        Self {
            link: format!("/reports/{}", line.id),
            title: line.title,
            issued: instant_words(line.issued),
            by: line.by,
            fingerprint: line.sha256.chars().take(12).collect(),
        }
    }
}

/// `GET /reports`
pub(crate) async fn list(
    State(office): State<Office>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    let view = listed(&office, &visitor, ("", ""), Vec::new()).await?;
    visitor.page(Some(Section::Reports), "report/list.jinja", &view).await
}

async fn listed(
    office: &Office,
    visitor: &Visitor,
    (round, as_at): (&str, &str),
    errors: Vec<Wrong>,
) -> Result<List, Problem> {
    let reports = office.reports(&visitor.actor).await?;
    let rounds = office.rounds().await?;
    let today = visitor.moment.today.to_string();
    Ok(List {
        reports: reports.into_iter().map(Line::from).collect(),
        rounds: rounds
            .into_iter()
            .map(|r| Choosable::new(r.key.as_str(), r.title, round))
            .collect(),
        whole: visitor.sees_the_region(),
        may_issue: permit(&visitor.actor, Act::IssueReport, None).is_ok(),
        as_at: if as_at.is_empty() { today.clone() } else { as_at.to_owned() },
        today,
        errors,
    })
}

/// `POST /reports`: issues the Board report and files it.
pub(crate) async fn issue(
    State(office): State<Office>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let (round, text) = (fields.get("round"), fields.get("as-at"));
    let mut asked = std::collections::BTreeMap::new();
    asked.insert("as-at".to_owned(), text.to_owned());
    let day = AsAt::of(&axum::extract::Query(asked), visitor.moment);
    let mut wrong = day.errors();
    match round.parse::<RoundKey>() {
        Ok(key) if wrong.is_empty() => {
            let issued = office.issue_board(&visitor.actor, visitor.moment, &key, day.past()).await;
            match issued {
                Ok(_) => {
                    let says = "The Board report is issued and filed. Download it below";
                    return visitor.on_to("/reports", says).await;
                }
                Err(error) => wrong.push(Wrong::new("round", &Problem::from(error).on_form()?)),
            }
        }
        Ok(_) => {}
        Err(_) => wrong.insert(0, Wrong::new("round", "Choose the round it is about")),
    }
    let view = listed(&office, &visitor, (round, text), wrong).await?;
    visitor.refused(Section::Reports, "report/list.jinja", &view).await
}

/// `GET /reports/board?round=&as-at=`: the same report as a page.
pub(crate) async fn board(
    State(office): State<Office>,
    visitor: Visitor,
    asked: Asked,
) -> Result<Response, Problem> {
    if !visitor.sees_the_region() {
        return Err(Problem::NotFound);
    }
    let day = AsAt::of(&asked, visitor.moment);
    let Some(round) = asked.get("round").filter(|round| !round.is_empty()) else {
        let newest = office.rounds().await?.into_iter().next().ok_or(Problem::NotFound)?;
        let to = format!("/reports/board?round={}", encoded(newest.key.as_str()));
        return Ok(Redirect::to(&to).into_response());
    };
    let board = office.board(&visitor.actor, visitor.moment, &known(round)?, day.past()).await?;
    let view = Board::of(board, round, &day);
    visitor.page_at(Section::Reports, "report/board.jinja", &view, &day).await
}

/// `GET /reports/{id}`: the PDF as it was issued.
pub(crate) async fn download(
    State(office): State<Office>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let (file, bytes) = office.report(&visitor.actor, known(&id)?).await?;
    Ok(attachment(&file, "application/pdf", bytes))
}
