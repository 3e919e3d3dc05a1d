//! Updates of actions and recommendations: how it goes, a new date, and what is complete.

pub(crate) mod file;

use axum::extract::{Path, State};
use axum::response::Response;
use jiff::civil::Date;
use office::Office;
use office::update::{Telling, UpdateLine};
use programme::by_when::ByWhen;
use programme::file::endings;
use programme::occurrence::{RULE, occurrences};
use programme::responsibility::{Hint, Responsibility};
use programme::status::{Declared, Status};
use programme::update::{About, Course, Evidence, EvidencePage, Step};
use serde::Serialize;

use crate::forms::as_at::{AsAt, Asked};
use crate::forms::sent::{Fields, Sent};
use crate::pages::guidance::kind;
use crate::pages::import::known;
use crate::pages::{action, recommendation};
use crate::problem::Problem;
use crate::views::{Choosable, Link, When, Wrong, day_words, instant_words};
use crate::visitor::Visitor;

/// What stands on the page of a thing about its updates.
#[derive(Serialize)]
pub(crate) struct Section {
    /// Where an update is sent.
    address: String,
    /// Where a file is attached.
    files: String,
    /// The identity of the update that comes next.
    next: String,
    revision: i64,
    today: String,
    /// The steps that this person may tell now, by their keys.
    may: Vec<&'static str>,
    /// The date first agreed, where another took its place.
    first: Option<When>,
    asked: Option<NewDate>,
    /// Who says that it is complete.
    completed_by: Option<String>,
    statuses: Vec<Choosable>,
    /// The endings of the files that are taken.
    endings: String,
    lines: Vec<Line>,
    /// Who was first written to own it, where somebody else was named since.
    first_owner: Option<String>,
    /// Whether its owner is not certain, or nobody is named.
    unsure: bool,
    /// What speaks for somebody as its owner.
    hints: Vec<Hinted>,
    /// The last occurrences of what comes round again, each with its standing.
    occurrences: Vec<(String, String)>,
    rule: &'static str,
    typed: Typed,
}

/// What speaks for somebody as the owner of a thing.
#[derive(Serialize)]
pub(crate) struct Hinted {
    owner: String,
    /// The sentence that names them; none where they own others of its section.
    sentence: Option<String>,
    beside: usize,
}

impl From<Hint> for Hinted {
    fn from(Hint { owner, sentence, beside }: Hint) -> Self {
        Self { owner, sentence, beside }
    }
}

/// The thing that updates are about, as its page has found it.
pub(crate) struct Subject<'a> {
    pub(crate) about: About,
    pub(crate) course: &'a Course,
    pub(crate) by_when: &'a ByWhen,
    pub(crate) owner: &'a Responsibility,
    /// The key of its plan.
    pub(crate) plan: &'a str,
}

/// A new date that is asked for.
#[derive(Serialize)]
struct NewDate {
    by_when: When,
    reason: String,
    by: String,
}

#[derive(Serialize)]
struct Line {
    step: &'static str,
    /// The status that was told, or the date that was asked for.
    says: String,
    words: String,
    evidence: Vec<Link>,
    on: String,
    by: String,
    recorded: String,
}

/// What was typed into the form that was refused.
#[derive(Clone, Default, Serialize)]
pub(crate) struct Typed {
    step: String,
    words: String,
    on: String,
    by_when: String,
    owner: String,
    title: String,
    /// What an attached file is.
    file_title: String,
    link: String,
    status: String,
}

impl Typed {
    fn of(fields: &Fields) -> Self {
        let get = |name: &str| fields.get(name).to_owned();
        Self {
            step: get("step"),
            words: fields.get("words").replace("\r\n", "\n"),
            on: get("on"),
            by_when: get("by_when"),
            owner: get("owner"),
            title: get("evidence_title"),
            file_title: get("title"),
            link: get("evidence_link"),
            status: get("status"),
        }
    }
}

impl From<UpdateLine> for Line {
    fn from(line: UpdateLine) -> Self {
        let UpdateLine { update, by, recorded } = line;
        let says = match &update.step {
            Step::Progress(status) => status.words.trim().to_owned(),
            Step::AskDate(by_when) => by_when.words.trim().to_owned(),
            Step::AgreeDate
            | Step::RefuseDate
            | Step::AskCompletion
            | Step::Verify
            | Step::NotVerified
            | Step::Supersede
            | Step::NotAdopt
            | Step::Reopen => String::new(),
            Step::NameOwner(owner) => owner.words.trim().to_owned(),
        };
        let of = address(update.about);
        let evidence = |one: Evidence| match one {
            Evidence::Page(page) => Link::new(page.title, page.link.as_str()),
            Evidence::File(file) => {
                let words = format!("{} ({})", file.title, kind(&file));
                Link::new(words, format!("{of}/evidence/{}", file.sha256))
            }
        };
        Self {
            step: update.step.label(),
            says,
            words: update.words,
            evidence: update.evidence.into_iter().map(evidence).collect(),
            on: day_words(update.on),
            by,
            recorded: instant_words(recorded),
        }
    }
}

/// The statuses that can be told as progress, in the order of the work.
pub(crate) const OPEN: [Declared; 4] =
    [Declared::NotStarted, Declared::InProgress, Declared::Delayed, Declared::Paused];

/// How many hints are shown, the strongest.
const HINTS: usize = 5;

/// How many occurrences are shown, the newest.
const OCCURRENCES: usize = 6;

/// What the page of a thing shows of its updates, with what was typed into a form of it.
pub(crate) async fn section(
    office: &Office,
    visitor: &Visitor,
    Subject { about, course, by_when, owner, plan }: Subject<'_>,
    (day, typed): (&AsAt, Typed),
) -> Result<Section, Problem> {
    let (actor, moment) = (&visitor.actor, visitor.moment);
    let updates = office.updates(actor, moment, about, (course, day.past())).await?;
    let first = Choosable::new("", "The same as before", &typed.status);
    let each = OPEN.iter().map(|one| Choosable::new(one.key(), one.label(), &typed.status));
    let asked = course.asked.as_ref().map(|asked| NewDate {
        by_when: When::from(&asked.by_when),
        reason: asked.reason.clone(),
        by: updates.asked_by.clone().unwrap_or_default(),
    });
    let rule = office.standing_rule().await?;
    let told: Vec<Date> = updates.lines.iter().map(|line| line.update.on).collect();
    let occurrences = occurrences(by_when, &told, (rule, day.day()), OCCURRENCES);
    let occurrences = occurrences.into_iter();
    let occurrences = occurrences.map(|one| (one.due.words(), one.standing.words()));
    let unsure = owner.uncertain || owner.is_missing();
    let names = unsure && updates.may.contains(&"name-owner");
    let hints = if names {
        office.owner_hints(actor, about, (plan, moment.today)).await?
    } else {
        Vec::new()
    };
    Ok(Section {
        first_owner: course.owner.as_ref().map(|owner| owner.words.trim().to_owned()),
        unsure,
        hints: hints.into_iter().take(HINTS).map(Hinted::from).collect(),
        occurrences: occurrences.collect(),
        rule: RULE,
        address: format!("{}/updates", address(about)),
        files: format!("{}/evidence", address(about)),
        next: updates.next.to_string(),
        revision: updates.revision,
        today: moment.today.to_string(),
        may: updates.may,
        first: course.first.as_ref().map(When::from),
        asked,
        completed_by: updates.completed_by,
        statuses: core::iter::once(first).chain(each).collect(),
        endings: endings(),
        lines: updates.lines.into_iter().map(Line::from).collect(),
        typed,
    })
}

/// Where a thing is.
pub(crate) fn address(about: About) -> String {
    match about {
        About::Action(id) => format!("/actions/{id}"),
        About::Recommendation(id) => format!("/recommendations/{id}"),
    }
}

/// `POST /actions/{id}/updates`
pub(crate) async fn of_action(
    State(office): State<Office>,
    Path(id): Path<String>,
    sent: Sent,
) -> Result<Response, Problem> {
    tell(&office, About::Action(known(&id)?), sent).await
}

/// `POST /recommendations/{id}/updates`
pub(crate) async fn of_recommendation(
    State(office): State<Office>,
    Path(id): Path<String>,
    sent: Sent,
) -> Result<Response, Problem> {
    tell(&office, About::Recommendation(known(&id)?), sent).await
}

async fn tell(
    office: &Office,
    about: About,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let seen = (about, fields.revision()?);
    let wrong = match telling(&fields) {
        Ok(telling) => {
            let says = telling.step.label();
            let done = office.tell(&visitor.actor, visitor.moment, seen, telling).await;
            match done.map_err(Problem::from) {
                Ok(()) => return visitor.on_to(&address(about), format!("{says}, and kept")).await,
                Err(Problem::Changed) => vec![Wrong::new("updates", CHANGED)],
                Err(problem) => vec![Wrong::new(box_of(&fields), &problem.on_form()?)],
            }
        }
        Err(wrong) => wrong?,
    };
    again(office, &visitor, about, Typed::of(&fields), wrong).await
}

/// The page of a thing once more, with what was typed and what must be mended.
async fn again(
    office: &Office,
    visitor: &Visitor,
    about: About,
    typed: Typed,
    wrong: Vec<Wrong>,
) -> Result<Response, Problem> {
    let day = AsAt::of(&Asked::default(), visitor.moment);
    match about {
        About::Action(id) => action::again(office, visitor, id, (&day, typed), wrong).await,
        About::Recommendation(id) => {
            recommendation::again(office, visitor, id, (&day, typed), wrong).await
        }
    }
}

/// Where on the page it stands what has to be mended: the words where none were written, the date
/// where none could be read, and else what was told so far.
fn box_of(fields: &Fields) -> &'static str {
    match step(fields) {
        Some(step) if step.needs_words() && fields.get("words").is_empty() => "words",
        Some(Step::AskDate(asked)) if asked.due.is_none() => "by_when",
        Some(Step::NameOwner(owner)) if owner.uncertain || owner.parties.is_empty() => "owner",
        _ => "updates",
    }
}

/// What is said to whoever wrote second.
const CHANGED: &str = "Someone told something of this while you had it open. What they told is \
    below. Send yours too, if it still holds";

/// What a form tells; or what must be mended in it; or that it is no form of ours.
fn telling(fields: &Fields) -> Result<Telling, Result<Vec<Wrong>, Problem>> {
    let mut wrong = Vec::new();
    let on = fields.get("on").parse::<Date>();
    if on.is_err() {
        wrong.push(Wrong::new("on", "Enter the day of which you speak, like 2026-08-06"));
    }
    let (title, link) = (fields.get("evidence_title"), fields.get("evidence_link"));
    let evidence = match link.parse() {
        _ if link.is_empty() && title.is_empty() => None,
        Ok(link) => {
            let title = if title.is_empty() { fields.get("evidence_link") } else { title };
            Some(Evidence::Page(EvidencePage { title: title.to_owned(), link }))
        }
        Err(_) => {
            let says = "Enter the whole address of a page, like https://www.example.org/minutes";
            wrong.push(Wrong::new("evidence_link", says));
            None
        }
    };
    let words = fields.get("words").replace("\r\n", "\n");
    if words.chars().count() > LONGEST {
        wrong.push(Wrong::new("words", "Say it in 10,000 letters or fewer"));
    }
    let id = fields.get("update").parse().map_err(|_| Err(Problem::Stale))?;
    let step = step(fields).ok_or(Err(Problem::NotFound))?;
    match on {
        Ok(on) if wrong.is_empty() => {
            Ok(Telling { id, on, step, words, evidence: evidence.into_iter().collect() })
        }
        _ => Err(Ok(wrong)),
    }
}

/// How many letters an update may have.
pub(crate) const LONGEST: usize = 10_000;

/// The step that a form tells.
pub(crate) fn step(fields: &Fields) -> Option<Step> {
    match fields.get("step") {
        "progress" => {
            let declared = OPEN.into_iter().find(|one| one.key() == fields.get("status"));
            let status = declared.map_or_else(Status::default, |declared| Status {
                words: declared.label().to_owned(),
                declared,
            });
            Some(Step::Progress(status))
        }
        "ask-date" => Some(Step::AskDate(ByWhen::read(fields.get("by_when")))),
        "agree-date" => Some(Step::AgreeDate),
        "refuse-date" => Some(Step::RefuseDate),
        "ask-completion" => Some(Step::AskCompletion),
        "verify" => Some(Step::Verify),
        "not-verified" => Some(Step::NotVerified),
        "supersede" => Some(Step::Supersede),
        "not-adopt" => Some(Step::NotAdopt),
        "reopen" => Some(Step::Reopen),
        "name-owner" => Some(Step::NameOwner(Responsibility::read(fields.get("owner")))),
        _ => None,
    }
}
