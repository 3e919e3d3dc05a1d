//! One answer of a return: an objective, its progress, who is who, a need or a lesson. Saved by
//! itself, and never over what somebody else wrote meanwhile.

mod asked;

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use office::Office;
use office::filling::{Filling, Saved};
use programme::answer::Said;
use programme::id::AnswerId;
use programme::insight::ProposedInsight;
use programme::objective::ProposedObjective;
use programme::round::RoundKind;
use programme::submission::{Step, WhosWho};
use serde::{Deserialize, Serialize};

use asked::{Asked, questions};

pub(crate) use asked::said_rows;

use crate::forms::answer::{insight_kind, typed, wrong};
use crate::forms::sent::Sent;
use crate::pages::filling::remarks;
use crate::pages::import::known;
use crate::problem::Problem;
use crate::render::Section;
use crate::views::Wrong;
use crate::visitor::Visitor;

/// What kind of answer an address is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Who,
    Objective,
    Progress,
    Insight,
}

impl Kind {
    fn of(part: &str) -> Result<Self, Problem> {
        match part {
            "who" => Ok(Self::Who),
            "objectives" => Ok(Self::Objective),
            "progress" => Ok(Self::Progress),
            "insights" => Ok(Self::Insight),
            _ => Err(Problem::NotFound),
        }
    }

    fn part(self) -> &'static str {
        match self {
            Self::Who => "who",
            Self::Objective => "objectives",
            Self::Progress => "progress",
            Self::Insight => "insights",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Who => "Who is who",
            Self::Objective => "Objective",
            Self::Progress => "Progress",
            Self::Insight => "Something to say",
        }
    }
}

#[derive(Serialize)]
struct View {
    id: String,
    title: String,
    organisation: String,
    says: String,
    action: String,
    seen: Option<i64>,
    questions: Vec<Asked>,
    remarks: Vec<String>,
    remove: Option<String>,
    /// The logic model behind an objective, which may help to write it.
    logic: Option<String>,
    /// The same answer as somebody else wrote it since.
    theirs: Option<Theirs>,
    errors: Vec<Wrong>,
}

#[derive(Serialize)]
struct Theirs {
    by: String,
    rows: Vec<(String, String)>,
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Hint {
    #[serde(default)]
    theme: String,
    #[serde(default)]
    kind: String,
}

/// `GET /submissions/{id}/who`: who is who, which is one answer.
pub(crate) async fn who(
    State(office): State<Office>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let filling = office.filling(&visitor.actor, known(&id)?).await?;
    let standing = filling.who();
    let answer = standing.map_or_else(|| office.new_answer(), |(answer, ..)| answer);
    Ok(Redirect::to(&format!("/submissions/{id}/who/{answer}")).into_response())
}

/// `GET /submissions/{id}/{part}/{answer}`: one answer; a new one is given its identity first, so
/// that its form sent twice is one answer.
pub(crate) async fn show(
    State(office): State<Office>,
    visitor: Visitor,
    Path((id, part, answer)): Path<(String, String, String)>,
    Query(hint): Query<Hint>,
) -> Result<Response, Problem> {
    let kind = Kind::of(&part)?;
    let filling = office.filling(&visitor.actor, known(&id)?).await?;
    if !filling.may.take(Step::Answer) {
        return Ok(Redirect::to(&format!("/submissions/{id}")).into_response());
    }
    if answer == "new" {
        let new = office.new_answer();
        let query = match kind {
            Kind::Objective => format!("?theme={}", crate::problem::encoded(&hint.theme)),
            Kind::Insight => format!("?kind={}", crate::problem::encoded(&hint.kind)),
            Kind::Who | Kind::Progress => return Err(Problem::NotFound),
        };
        return Ok(Redirect::to(&format!("/submissions/{id}/{part}/{new}{query}")).into_response());
    }
    let answer: AnswerId = known(&answer)?;
    let standing = filling.answer(answer);
    let said = match standing {
        Some((standing, _)) => standing.said.clone(),
        None => blank(kind, &filling, &hint)?,
    };
    let seen = standing.map(|(_, revision)| *revision);
    let page = Page { kind, id: &id, answer, seen };
    let view = page.view(&filling, &said, None, Vec::new())?;
    visitor.page(Some(Section::MyWork), "filling/answer.jinja", &view).await
}

/// `POST /submissions/{id}/{part}/{answer}`: saves it, or shows what somebody else wrote since.
pub(crate) async fn save(
    State(office): State<Office>,
    Path((id, part, answer)): Path<(String, String, String)>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let kind = Kind::of(&part)?;
    let (submission, answer) = (known(&id)?, known(&answer)?);
    let seen = fields.seen()?;
    let filling = office.filling(&visitor.actor, submission).await?;
    let before = filling.answer(answer).map(|(standing, _)| &standing.said);
    let said = typed(kind, &filling, before, &fields);
    let page = Page { kind, id: &id, answer, seen };
    let wrong = wrong(&said);
    if !wrong.is_empty() {
        let view = page.view(&filling, &said, None, wrong)?;
        return visitor.refused(Section::MyWork, "filling/answer.jinja", &view).await;
    }
    let place = (submission, answer, seen);
    let saved = office.save_answer(&visitor.actor, visitor.moment, place, said.clone()).await;
    let theirs = match saved {
        Ok(Saved::Kept) => {
            let says = format!("{} saved", page.kind.title());
            return visitor.on_to(&format!("/submissions/{id}"), says).await;
        }
        Ok(Saved::Theirs { answer, revision, by }) => (answer, revision, by),
        // What was typed stays, as an answer of its own.
        Err(office::Error::NotFound) => {
            let page = Page { answer: office.new_answer(), seen: None, ..page };
            let says = "This was taken out of the return while you had it open. Save it to put it in again";
            let wrong = vec![Wrong::new(page.first_field(), says)];
            let view = page.view(&filling, &said, None, wrong)?;
            return visitor.refused(Section::MyWork, "filling/answer.jinja", &view).await;
        }
        Err(error) => {
            let says = Problem::from(error).on_form()?;
            let first = page.first_field();
            let view = page.view(&filling, &said, None, vec![Wrong::new(first, &says)])?;
            return visitor.refused(Section::MyWork, "filling/answer.jinja", &view).await;
        }
    };
    let (answer, revision, by) = theirs;
    let rows = said_rows(&filling, &answer.said);
    let says = format!("{by} changed this while you had it open. Choose which words to keep");
    let page = Page { seen: Some(revision), ..page };
    let wrong = vec![Wrong::new(page.first_field(), &says)];
    let view = page.view(&filling, &said, Some(Theirs { by, rows }), wrong)?;
    let mut shown = visitor.refused(Section::MyWork, "filling/answer.jinja", &view).await?;
    *shown.status_mut() = axum::http::StatusCode::CONFLICT;
    Ok(shown)
}

/// `POST /submissions/{id}/{part}/{answer}/remove`: takes it out of the return.
pub(crate) async fn remove(
    State(office): State<Office>,
    Path((id, part, answer)): Path<(String, String, String)>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    Kind::of(&part)?;
    let (submission, answer) = (known(&id)?, known(&answer)?);
    let seen = fields.seen()?.ok_or(Problem::Stale)?;
    let place = (submission, answer, seen);
    office.remove_answer(&visitor.actor, visitor.moment, place).await?;
    visitor.on_to(&format!("/submissions/{id}"), "It was taken out of the return").await
}

struct Page<'a> {
    kind: Kind,
    id: &'a str,
    answer: AnswerId,
    seen: Option<i64>,
}

impl Page<'_> {
    fn first_field(&self) -> &'static str {
        match self.kind {
            Kind::Who => "organisation",
            Kind::Objective => "sub_category",
            Kind::Progress => "progress",
            Kind::Insight => "words",
        }
    }

    fn view(
        &self,
        filling: &Filling,
        said: &Said,
        theirs: Option<Theirs>,
        errors: Vec<Wrong>,
    ) -> Result<View, Problem> {
        let Self { kind, id, answer, seen } = *self;
        let action = format!("/submissions/{id}/{}/{answer}", kind.part());
        let removable = match said {
            Said::Objective(_) | Said::Insight(_) => seen.is_some(),
            Said::Who(_) | Said::Progress(_) => false,
        };
        let standing = filling.answer(answer);
        let remarks = standing.map_or_else(Vec::new, |(answer, _)| remarks(filling, answer));
        Ok(View {
            id: id.to_owned(),
            title: kind.title().to_owned(),
            organisation: filling.organisation.clone(),
            says: says(filling, said),
            seen,
            questions: questions(kind, filling, said)?,
            remarks: remarks.into_iter().map(|remark| remark.says).collect(),
            logic: matches!(said, Said::Objective(_))
                .then(|| format!("/submissions/{id}/logic/{answer}")),
            remove: removable.then(|| format!("{action}/remove")),
            action,
            theirs,
            errors,
        })
    }
}

/// What a page says before its questions: which objective its progress is of.
fn says(filling: &Filling, said: &Said) -> String {
    match said {
        Said::Progress(row) => row.objective.clone(),
        Said::Objective(said) => {
            let earlier = said.carries_on.and_then(|id| filling.earlier.get(&id));
            earlier.map_or_else(String::new, |earlier| {
                format!("It carries on what was promised in “{}”.", earlier.round)
            })
        }
        Said::Who(_) | Said::Insight(_) => String::new(),
    }
}

fn blank(kind: Kind, filling: &Filling, hint: &Hint) -> Result<Said, Problem> {
    match kind {
        Kind::Who => Ok(Said::Who(WhosWho {
            organisation: filling.organisation.clone(),
            ..WhosWho::default()
        })),
        Kind::Objective => Ok(Said::Objective(ProposedObjective {
            theme: hint.theme.chars().next(),
            new: filling.round.kind == RoundKind::Review,
            ..ProposedObjective::default()
        })),
        Kind::Insight => Ok(Said::Insight(ProposedInsight {
            kind: insight_kind(&hint.kind),
            ..ProposedInsight::default()
        })),
        Kind::Progress => Err(Problem::NotFound),
    }
}
