//! Peer reviews: one body reads another's return, and both write.

use axum::extract::{Path, State};
use axum::response::Response;
use office::Office;
use office::finding::Exhibit;
use office::peer_review::{PeerReviewLine, PeerReviewPage};
use programme::peer_review::{Findings, Response as Answer};
use serde::Serialize;

use crate::forms::as_at::{AsAt, Asked, Control};
use crate::forms::sent::Sent;
use crate::pages::evidence::Gap;
use crate::pages::import::known;
use crate::pages::objective::Line as ObjectiveRow;
use crate::problem::Problem;
use crate::render::Section;
use crate::views::{Link, Wrong};
use crate::visitor::Visitor;

#[derive(Serialize)]
struct List {
    lines: Vec<Line>,
    /// The body this person acts for, by name.
    own: Option<String>,
    as_at: Control,
    errors: Vec<Wrong>,
}

#[derive(Serialize)]
struct Line {
    link: String,
    reviewer: String,
    reviewed: String,
    round: String,
    state: &'static str,
}

impl From<PeerReviewLine> for Line {
    fn from(line: PeerReviewLine) -> Self {
        Self {
            link: format!("/peer-reviews/{}", line.review.id),
            reviewer: line.reviewer,
            reviewed: line.reviewed,
            round: line.round,
            state: line.review.state.label(),
        }
    }
}

/// `GET /peer-reviews`
pub(crate) async fn list(
    State(office): State<Office>,
    visitor: Visitor,
    asked: Asked,
) -> Result<Response, Problem> {
    let day = AsAt::of(&asked, visitor.moment);
    let lines = office.peer_reviews(&visitor.actor, day.past()).await?;
    let names = office.organisation_names().await?;
    let own = visitor.actor.organisation.as_ref().and_then(|code| names.get(code)).cloned();
    let view = List {
        lines: lines.into_iter().map(Line::from).collect(),
        own,
        as_at: day.control("/peer-reviews", Vec::new()).with_changes("of=peer-review"),
        errors: day.errors(),
    };
    visitor.page_at(Section::MyWork, "peer_review/list.jinja", &view, &day).await
}

#[derive(Serialize)]
struct View {
    id: String,
    line: Line,
    round: Link,
    revision: i64,
    objectives: Vec<ObjectiveRow>,
    progress: Vec<(String, Vec<(&'static str, String)>)>,
    said: Vec<(&'static str, String)>,
    evidence: Vec<Gap>,
    written: Vec<(&'static str, String)>,
    may_write: bool,
    may_answer: bool,
    strengths: String,
    stretch: String,
    questions: String,
    answer: String,
    agreed: String,
    /// The plan in which what was agreed stands as actions, for who may see it.
    plan: Option<String>,
    learning: String,
    as_at: Control,
    errors: Vec<Wrong>,
}

/// `GET /peer-reviews/{id}`
pub(crate) async fn show(
    State(office): State<Office>,
    visitor: Visitor,
    Path(id): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    let day = AsAt::of(&asked, visitor.moment);
    let page = office.peer_review(&visitor.actor, known(&id)?, day.past()).await?;
    let view = view(id, page, &day, day.errors());
    visitor.page_at(Section::MyWork, "peer_review/show.jinja", &view, &day).await
}

fn view(id: String, page: PeerReviewPage, day: &AsAt, errors: Vec<Wrong>) -> View {
    let review = page.line.review.clone();
    let progress = page.of.submission.reviews.iter().flat_map(|review| &review.rows).map(|row| {
        let parts = vec![
            ("Progress", row.progress.clone()),
            ("Outputs", row.outputs.clone()),
            ("Outcomes", row.outcomes.clone()),
            ("Next six months", row.next.clone()),
        ];
        (row.objective.clone(), parts)
    });
    let said = page.of.insights.iter().map(|one| (one.said.kind.label(), one.said.words.clone()));
    let written = [
        ("What is strong", &review.strengths),
        ("What could stretch", &review.stretch),
        ("Questions", &review.questions),
        ("Answer", &review.answer),
        ("Agreed", &review.agreed),
        ("What others may learn", &review.learning),
    ];
    let written = written.into_iter().filter(|(_, words)| !words.is_empty());
    View {
        as_at: day.control(&format!("/peer-reviews/{id}"), Vec::new()),
        id,
        round: Link::new(&page.line.round, format!("/rounds/{}", review.round)),
        revision: page.revision,
        progress: progress.collect(),
        said: said.collect(),
        evidence: page.evidence.iter().map(|exhibit: &Exhibit| Gap::from(exhibit)).collect(),
        written: written.map(|(label, words)| (label, words.clone())).collect(),
        may_write: page.may_write,
        may_answer: page.may_answer,
        strengths: review.strengths,
        stretch: review.stretch,
        questions: review.questions,
        answer: review.answer,
        agreed: review.agreed,
        plan: page.plan.map(|key| format!("/plans/{key}")),
        learning: review.learning,
        objectives: page.of.objectives.into_iter().map(ObjectiveRow::from).collect(),
        errors,
        line: Line::from(page.line),
    }
}

/// `POST /peer-reviews/{id}`: what the reviewer wrote goes to the body reviewed.
pub(crate) async fn write(
    State(office): State<Office>,
    Path(id): Path<String>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let known = known(&id)?;
    let seen = (known, fields.revision()?);
    let get = |name: &str| fields.get(name).to_owned();
    let findings = Findings {
        strengths: get("strengths"),
        stretch: get("stretch"),
        questions: get("questions"),
    };
    let done =
        office.write_peer_review(&visitor.actor, visitor.moment, seen, findings.clone()).await;
    let Err(error) = done else {
        let says = "Your review was sent to the organisation you reviewed";
        return visitor.on_to(&format!("/peer-reviews/{id}"), says).await;
    };
    let again = again(&office, &visitor, id, ("strengths", error)).await?;
    let Findings { strengths, stretch, questions } = findings;
    let shown = View { strengths, stretch, questions, ..again };
    visitor.refused(Section::MyWork, "peer_review/show.jinja", &shown).await
}

/// `POST /peer-reviews/{id}/answer`: what the body reviewed says to it.
pub(crate) async fn answer(
    State(office): State<Office>,
    Path(id): Path<String>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let known = known(&id)?;
    let seen = (known, fields.revision()?);
    let get = |name: &str| fields.get(name).to_owned();
    let response =
        Answer { answer: get("answer"), agreed: get("agreed"), learning: get("learning") };
    let done =
        office.answer_peer_review(&visitor.actor, visitor.moment, seen, response.clone()).await;
    let Err(error) = done else {
        let says = "Your answer is saved. What others may learn stands in the learning library";
        return visitor.on_to(&format!("/peer-reviews/{id}"), says).await;
    };
    let again = again(&office, &visitor, id, ("answer", error)).await?;
    let Answer { answer, agreed, learning } = response;
    let shown = View { answer, agreed, learning, ..again };
    visitor.refused(Section::MyWork, "peer_review/show.jinja", &shown).await
}

/// The page once more, with why what was sent was not taken. Where someone of the same body wrote
/// first, what they wrote stands above what was typed.
async fn again(
    office: &Office,
    visitor: &Visitor,
    id: String,
    (field, error): (&str, office::Error),
) -> Result<View, Problem> {
    let problem = Problem::from(error);
    let says = if matches!(problem, Problem::Changed) {
        "Someone of your organisation wrote this while you had it open. Theirs is shown above"
            .to_owned()
    } else {
        problem.on_form()?
    };
    let page = office.peer_review(&visitor.actor, known(&id)?, None).await?;
    let day = AsAt::of(&Asked::default(), visitor.moment);
    Ok(view(id, page, &day, vec![Wrong::new(field, &says)]))
}
