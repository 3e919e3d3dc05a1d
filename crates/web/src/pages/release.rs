//! Releases: what runs let out, what is blocked, and the answer to it.

use axum::extract::{Path, State};
use axum::response::Response;
use office::Office;
use office::release::{Answered, Made, ReleaseLine, ReleaseState, RunLine};
use programme::id::{ReleaseId, RunId};
use serde::Serialize;

use crate::forms::as_at::{AsAt, Asked, Control, Keep};
use crate::forms::sent::Sent;
use crate::pages::import::known;
use crate::problem::Problem;
use crate::render::Section;
use crate::views::{Link, Wrong, day_words};
use crate::visitor::Visitor;

#[derive(Serialize)]
struct List {
    rows: Vec<Row>,
    blocked: usize,
    /// Whether only what is blocked is listed.
    only_blocked: bool,
    as_at: Control,
    errors: Vec<Wrong>,
}

/// One run.
#[derive(Serialize)]
struct Row {
    link: String,
    title: String,
    kept: String,
    periods: String,
    standing: String,
    blocked: usize,
}

impl From<&RunLine> for Row {
    fn from(line: &RunLine) -> Self {
        let parts = [(line.out, "out"), (line.blocked, "blocked"), (line.refused, "refused")];
        let parts = parts.iter().filter(|(many, _)| *many > 0);
        let standing: Vec<String> = parts.map(|(many, what)| format!("{many} {what}")).collect();
        Self {
            link: address(line.run),
            title: line.title.clone(),
            kept: day_words(line.kept),
            periods: line.periods.join(" to "),
            standing: standing.join(", "),
            blocked: line.blocked,
        }
    }
}

fn address(run: RunId) -> String {
    format!("/releases/{run}")
}

/// How a run was made.
#[derive(Serialize)]
struct Making {
    source: String,
    policy: String,
    extracts: Vec<(String, String)>,
    editions: Vec<(String, String)>,
    rows: Option<u64>,
    unmatched: Vec<(String, Option<u64>)>,
    seconds: Vec<(String, String)>,
    /// All steps together.
    took: String,
}

impl From<Made> for Making {
    fn from(made: Made) -> Self {
        let all: f64 = made.seconds.iter().map(|(_, seconds)| seconds).sum();
        let shown = |(step, seconds): (String, f64)| (step, format!("{seconds:.3}"));
        Self {
            source: made.source,
            policy: made.policy,
            extracts: made.extracts,
            editions: made.editions,
            rows: made.rows,
            unmatched: made.unmatched,
            seconds: made.seconds.into_iter().map(shown).collect(),
            took: format!("{all:.3}"),
        }
    }
}

#[derive(Serialize)]
struct Extracts {
    runs: Vec<(Row, Making)>,
}

/// `GET /extracts`: what each run was worked out from.
pub(crate) async fn extracts(
    State(office): State<Office>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    let lines = office.releases(&visitor.actor, None).await?;
    let run = |line: RunLine| (Row::from(&line), Making::from(line.made));
    let view = Extracts { runs: lines.into_iter().map(run).collect() };
    visitor.page(Some(Section::Evidence), "release/extracts.jinja", &view).await
}

/// `GET /releases?state=blocked`
pub(crate) async fn list(
    State(office): State<Office>,
    visitor: Visitor,
    asked: Asked,
) -> Result<Response, Problem> {
    let only_blocked = asked.get("state").is_some_and(|state| state == "blocked");
    let day = AsAt::of(&asked, visitor.moment);
    let lines = office.releases(&visitor.actor, day.past()).await?;
    let rows = lines.iter().filter(|line| !only_blocked || line.blocked > 0);
    let view = List {
        rows: rows.map(Row::from).collect(),
        blocked: lines.iter().filter(|line| line.blocked > 0).count(),
        only_blocked,
        as_at: day.control(
            "/releases",
            only_blocked
                .then(|| Keep { name: "state", value: "blocked".to_owned() })
                .into_iter()
                .collect(),
        ),
        errors: day.errors(),
    };
    visitor.page_at(Section::Evidence, "release/list.jinja", &view, &day).await
}

#[derive(Serialize)]
struct View {
    link: String,
    row: Row,
    indicator: String,
    made: Making,
    held: Vec<Shown>,
    out: Vec<Shown>,
    /// What is blocked, each with the revision that is seen.
    seen: Vec<String>,
    may_answer: bool,
    answer: String,
    reason: String,
    errors: Vec<Wrong>,
}

/// One release.
#[derive(Serialize)]
struct Shown {
    indicator: String,
    period: String,
    state: &'static str,
    key: &'static str,
    why: String,
    groups: Vec<String>,
    against: Vec<Link>,
    reason: String,
    answered: Option<String>,
}

impl From<&ReleaseLine> for Shown {
    fn from(line: &ReleaseLine) -> Self {
        let block = line.state.block();
        let (state, reason) = match &line.state {
            ReleaseState::LetOut => ("Let out", ""),
            ReleaseState::Blocked(_) => ("Blocked: it waits for an answer", ""),
            ReleaseState::Approved(out) => ("Let out by approval", out.approval.reason()),
            ReleaseState::Refused { reason, .. } => ("Refused", reason.as_str()),
        };
        let against = line.against.iter().map(|(words, run)| Link::new(words, address(*run)));
        Self {
            indicator: line.indicator.clone(),
            period: line.period.clone(),
            state,
            key: line.state.key(),
            why: block.map(|block| block.why.clone()).unwrap_or_default(),
            groups: line.groups.clone(),
            against: against.collect(),
            reason: reason.to_owned(),
            answered: line.answered.as_ref().map(|(by, on)| format!("{by}, {}", day_words(*on))),
        }
    }
}

async fn view(office: &Office, visitor: &Visitor, run: RunId) -> Result<View, Problem> {
    let page = office.release(&visitor.actor, run).await?;
    let is_blocked = |line: &&ReleaseLine| matches!(line.state, ReleaseState::Blocked(_));
    let (held, out): (Vec<&ReleaseLine>, Vec<&ReleaseLine>) =
        page.releases.iter().partition(|line| line.state.block().is_some());
    let blocked = page.releases.iter().filter(is_blocked);
    Ok(View {
        link: address(run),
        row: Row::from(&page.line),
        indicator: page.releases.first().map(|one| one.indicator.clone()).unwrap_or_default(),
        made: Making::from(page.line.made),
        held: held.into_iter().map(Shown::from).collect(),
        out: out.into_iter().map(Shown::from).collect(),
        seen: blocked.map(|line| format!("{} {}", line.id, line.revision)).collect(),
        may_answer: page.may_answer,
        answer: String::new(),
        reason: String::new(),
        errors: Vec::new(),
    })
}

/// `GET /releases/{run}`
pub(crate) async fn show(
    State(office): State<Office>,
    visitor: Visitor,
    Path(run): Path<String>,
) -> Result<Response, Problem> {
    let view = view(&office, &visitor, known(&run)?).await?;
    visitor.page(Some(Section::Evidence), "release/show.jinja", &view).await
}

/// What is said to whoever answered second.
const CHANGED: &str = "Someone answered while you had this open. What stands now is below";

/// `POST /releases/{run}`: answers what is blocked.
pub(crate) async fn answer(
    State(office): State<Office>,
    Path(run): Path<String>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let run: RunId = known(&run)?;
    let seen: Option<Vec<(ReleaseId, i64)>> = fields.all("seen").into_iter().map(pair).collect();
    let seen = seen.ok_or(Problem::NotFound)?;
    let answered = match fields.get("answer") {
        "let-out" => Some(Answered::LetOut),
        "refuse" => Some(Answered::Refused),
        _ => None,
    };
    let reason = fields.get("reason");
    let mut wrong = Vec::new();
    if answered.is_none() {
        wrong.push(Wrong::new("answer", "Choose whether it is let out"));
    }
    if reason.trim().is_empty() {
        wrong.push(Wrong::new("reason", "Say why, since the reason is kept in the journal"));
    }
    if let (Some(answered), true) = (answered, wrong.is_empty()) {
        let (actor, moment) = (&visitor.actor, visitor.moment);
        let done = office.answer_releases(actor, moment, (run, &seen), (answered, reason)).await;
        match done.map_err(Problem::from) {
            Ok(()) => {
                let says = match answered {
                    Answered::LetOut => "Let out: its findings are seen from now on",
                    Answered::Refused => "Refused: its findings stay held",
                };
                return visitor.on_to(&address(run), says).await;
            }
            Err(Problem::Changed) => wrong.push(Wrong::new("releases", CHANGED)),
            Err(problem) => wrong.push(Wrong::new("reason", &problem.on_form()?)),
        }
    }
    let view = View {
        answer: fields.get("answer").to_owned(),
        reason: reason.to_owned(),
        errors: wrong,
        ..view(&office, &visitor, run).await?
    };
    visitor.refused(Section::Evidence, "release/show.jinja", &view).await
}

/// A release and the revision that was seen of it.
fn pair(text: &str) -> Option<(ReleaseId, i64)> {
    let (id, revision) = text.split_once(' ')?;
    Some((id.parse().ok()?, revision.parse().ok()?))
}
