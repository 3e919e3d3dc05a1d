//! A return: who sent it, and what it promises.

use axum::extract::{Path, State};
use axum::response::Response;
use office::Office;
use programme::submission::ProposedReview;
use serde::Serialize;

use crate::pages::action::source;
use crate::pages::import::known;
use crate::pages::objective::Line as ObjectiveRow;
use crate::problem::Problem;
use crate::render::Section;
use crate::views::{Link, day_words};
use crate::visitor::Visitor;

#[derive(Serialize)]
struct View {
    organisation: String,
    round: Link,
    state: &'static str,
    received: String,
    who: Vec<(&'static str, String)>,
    objectives: Vec<ObjectiveRow>,
    reviews: Vec<Review>,
    source: Option<Link>,
}

#[derive(Serialize)]
struct Review {
    number: u8,
    rows: Vec<Progress>,
    words: Vec<(&'static str, String)>,
}

#[derive(Serialize)]
struct Progress {
    objective: String,
    parts: Vec<(&'static str, String)>,
}

/// `GET /submissions/{id}`
pub(crate) async fn show(
    State(office): State<Office>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let page = office.submission(&visitor.actor, known(&id)?).await?;
    let made = page.submission;
    let view = View {
        organisation: page.organisation,
        round: Link::new(page.round_title, format!("/rounds/{}", made.round)),
        state: made.state.label(),
        received: day_words(made.received),
        who: vec![
            ("Organisation, as written", made.who.organisation),
            ("Executive sponsor", made.who.executive_sponsor),
            ("Lead officer", made.who.lead_officer),
            ("Reports to", made.who.reports_to),
            ("Report author", made.who.report_author),
        ],
        objectives: page.objectives.into_iter().map(ObjectiveRow::from).collect(),
        reviews: made.reviews.into_iter().map(Review::from).collect(),
        source: source(&made.origin),
    };
    visitor.page(Some(Section::Objectives), "submission/show.jinja", &view).await
}

impl From<ProposedReview> for Review {
    fn from(review: ProposedReview) -> Self {
        let row = |row: programme::submission::ProposedProgress| Progress {
            objective: row.objective,
            parts: vec![
                ("Progress", row.progress),
                ("Outputs", row.outputs),
                ("Outcomes", row.outcomes),
                ("Next", row.next),
            ],
        };
        Self {
            number: review.round,
            rows: review.rows.into_iter().map(row).collect(),
            words: vec![
                ("Challenges and risks", review.challenges_risks),
                ("Support needed", review.support_needs),
                ("Lessons learned", review.lessons_learned),
            ],
        }
    }
}
