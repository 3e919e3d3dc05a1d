//! One answer of a return: an objective, its progress, who is who, a need or a lesson. Saved by
//! itself, and never over what somebody else wrote meanwhile.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use office::Office;
use office::filling::{Earlier, Filling, Saved, shortened};
use programme::answer::Said;
use programme::id::AnswerId;
use programme::insight::{InsightKind, ProposedInsight};
use programme::objective::{Prevention, ProposedObjective};
use programme::round::RoundKind;
use programme::submission::{ProposedProgress, Step, WhosWho};
use serde::{Deserialize, Serialize};

use crate::forms::sent::{Fields, Sent};
use crate::pages::filling::remarks;
use crate::pages::import::known;
use crate::problem::Problem;
use crate::render::Section;
use crate::views::{Choosable, Wrong};
use crate::visitor::Visitor;

/// What kind of answer an address is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
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

/// One question of the form.
#[derive(Serialize)]
struct Asked {
    /// `line`, `text`, `select`, `radios` or `box`.
    shape: &'static str,
    name: &'static str,
    label: String,
    hint: String,
    value: String,
    items: Vec<Choosable>,
    /// What was said last time, and in which round.
    last: Option<(String, String)>,
}

impl Asked {
    fn new(filling: &Filling, field: &str, name: &'static str, shape: &'static str) -> Self {
        let (label, hint) = filling.questions.ask(field);
        let (label, hint) = (label.to_owned(), hint.to_owned());
        Self { shape, name, label, hint, value: String::new(), items: Vec::new(), last: None }
    }

    fn with(self, value: &str) -> Self {
        Self { value: value.to_owned(), ..self }
    }

    fn last(self, from: Option<&str>, words: &str) -> Self {
        let words = words.trim();
        let said = from.filter(|_| !words.is_empty());
        Self { last: said.map(|from| (from.to_owned(), words.to_owned())), ..self }
    }
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

fn insight_kind(key: &str) -> InsightKind {
    InsightKind::ALL.into_iter().find(|kind| kind.key() == key).unwrap_or_default()
}

/// The answer that the fields of a form make, on what stood there before.
fn typed(kind: Kind, filling: &Filling, before: Option<&Said>, fields: &Fields) -> Said {
    let get = |name: &str| fields.get(name).replace("\r\n", "\n");
    match kind {
        Kind::Who => Said::Who(WhosWho {
            organisation: get("organisation"),
            executive_sponsor: get("executive_sponsor"),
            lead_officer: get("lead_officer"),
            reports_to: get("reports_to"),
            report_author: get("report_author"),
        }),
        Kind::Objective => {
            let standing = match before {
                Some(Said::Objective(said)) => said.clone(),
                Some(Said::Who(_) | Said::Progress(_) | Said::Insight(_)) | None => {
                    let new = filling.round.kind == RoundKind::Review;
                    ProposedObjective { new, ..ProposedObjective::default() }
                }
            };
            let code = get("sub_category").parse().ok();
            let node = code.as_ref().and_then(|code| filling.framework.sub_category(code));
            let words = node.as_ref().map(|node| format!("{} {}", node.code, node.title()));
            Said::Objective(ProposedObjective {
                theme: node
                    .as_ref()
                    .map(|node| node.code.theme())
                    .or_else(|| get("theme").chars().next()),
                sub_category: node.map(|node| node.code.clone()),
                sub_category_words: words.unwrap_or_default(),
                objective: get("objective"),
                how: get("how"),
                data: get("data"),
                outcomes: get("outcomes"),
                prevention: prevention(&get("prevention"), &get("prevention_how")),
                ..standing
            })
        }
        Kind::Progress => {
            let standing = match before {
                Some(Said::Progress(said)) => said.clone(),
                Some(Said::Who(_) | Said::Objective(_) | Said::Insight(_)) | None => {
                    ProposedProgress::default()
                }
            };
            Said::Progress(ProposedProgress {
                progress: get("progress"),
                outputs: get("outputs"),
                outcomes: get("outcomes"),
                next: get("next"),
                ..standing
            })
        }
        Kind::Insight => Said::Insight(ProposedInsight {
            identity: None,
            kind: insight_kind(&get("kind")),
            words: get("words"),
            theme: get("theme").chars().next(),
            about: get("about").parse().ok(),
            to_the_board: get("to_the_board") == "yes",
            shared: get("shared") == "yes",
        }),
    }
}

/// The answer on prevention, in the words that a document would have had.
fn prevention(choice: &str, how: &str) -> Prevention {
    let words = match (choice, how) {
        ("yes", "") => "Yes".to_owned(),
        ("yes", how) => format!("Yes: {how}"),
        ("no", "") => "No".to_owned(),
        ("no", how) => format!("No: {how}"),
        (_, how) => how.to_owned(),
    };
    Prevention::read(&words)
}

/// What stands beside yes or no.
fn prevention_how(said: &Prevention) -> &str {
    let words = said.words.trim();
    if said.supports.is_none() {
        return words;
    }
    let rest = words.trim_start_matches(char::is_alphanumeric);
    rest.trim_start_matches(|c: char| !c.is_alphanumeric())
}

/// What must be mended before an answer can be saved. A draft may be blank in most.
fn wrong(said: &Said) -> Vec<Wrong> {
    match said {
        Said::Objective(said) if said.objective.is_empty() => {
            vec![Wrong::new("objective", "Enter what the objective is")]
        }
        Said::Insight(said) if said.words.is_empty() => {
            vec![Wrong::new("words", "Enter what you would like to say")]
        }
        Said::Who(_) | Said::Objective(_) | Said::Progress(_) | Said::Insight(_) => Vec::new(),
    }
}

fn questions(kind: Kind, filling: &Filling, said: &Said) -> Result<Vec<Asked>, Problem> {
    match (kind, said) {
        (Kind::Who, Said::Who(who)) => Ok(of_who(filling, who)),
        (Kind::Objective, Said::Objective(said)) => Ok(of_objective(filling, said)),
        (Kind::Progress, Said::Progress(said)) => Ok(of_progress(filling, said)),
        (Kind::Insight, Said::Insight(said)) => Ok(of_insight(filling, said)),
        (Kind::Who | Kind::Objective | Kind::Progress | Kind::Insight, _) => Err(Problem::NotFound),
    }
}

fn of_who(filling: &Filling, who: &WhosWho) -> Vec<Asked> {
    let line =
        |name: &'static str, value: &str| Asked::new(filling, name, name, "line").with(value);
    vec![
        line("organisation", &who.organisation),
        line("executive_sponsor", &who.executive_sponsor),
        line("lead_officer", &who.lead_officer),
        line("reports_to", &who.reports_to),
        line("report_author", &who.report_author),
    ]
}

fn of_objective(filling: &Filling, said: &ProposedObjective) -> Vec<Asked> {
    let theme = said.sub_category.as_ref().map(programme::code::SubCategory::theme).or(said.theme);
    let contributes = theme
        .and_then(|code| filling.framework.theme(code))
        .is_some_and(|theme| theme.node.contribution_only);
    let earlier = said.carries_on.and_then(|id| filling.earlier.get(&id));
    let from = earlier.map(|earlier| earlier.round.as_str());
    let last = |of: fn(&ProposedObjective) -> &str| {
        earlier.map_or("", |earlier: &Earlier| of(&earlier.objective.promise))
    };
    let text = |field: &str, name: &'static str, value: &str| {
        Asked::new(filling, field, name, "text").with(value)
    };
    let outcomes = if contributes { "outcomes_contribution" } else { "outcomes" };
    let choice = match said.prevention.supports {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    };
    vec![
        Asked {
            items: sub_categories(filling, said, theme),
            ..Asked::new(filling, "sub_category", "sub_category", "select")
        },
        text("objective", "objective", &said.objective).last(from, last(|it| &it.objective)),
        text("how", "how", &said.how).last(from, last(|it| &it.how)),
        text("data", "data", &said.data).last(from, last(|it| &it.data)),
        text(outcomes, "outcomes", &said.outcomes).last(from, last(|it| &it.outcomes)),
        Asked {
            items: vec![Choosable::new("yes", "Yes", choice), Choosable::new("no", "No", choice)],
            ..Asked::new(filling, "prevention", "prevention", "radios")
        },
        text("prevention_how", "prevention_how", prevention_how(&said.prevention)),
    ]
}

/// The sub-categories to choose from: those of the theme first.
fn sub_categories(
    filling: &Filling,
    said: &ProposedObjective,
    theme: Option<char>,
) -> Vec<Choosable> {
    let chosen = said.sub_category.as_ref().map_or("", |code| code.as_str());
    let mut items = vec![Choosable::new("", "Choose a sub-category", chosen)];
    let mut themes: Vec<_> = filling.framework.themes().collect();
    themes.sort_by_key(|one| Some(one.code) != theme);
    for theme in themes {
        items.extend(theme.sub_categories().map(|node| {
            Choosable::new(node.code.as_str(), format!("{} {}", node.code, node.title()), chosen)
        }));
    }
    items
}

fn of_progress(filling: &Filling, said: &ProposedProgress) -> Vec<Asked> {
    let earlier = said.about.and_then(|id| filling.earlier.get(&id));
    let last = earlier.and_then(|earlier| earlier.last.as_ref());
    let from = last.map(|(round, _)| round.as_str());
    let was = |of: fn(&ProposedProgress) -> &str| last.map_or("", |(_, row)| of(row));
    let text = |field: &str, name: &'static str, value: &str| {
        Asked::new(filling, field, name, "text").with(value)
    };
    vec![
        text("progress", "progress", &said.progress).last(from, was(|row| &row.progress)),
        text("outputs", "outputs", &said.outputs).last(from, was(|row| &row.outputs)),
        text("progress_outcomes", "outcomes", &said.outcomes).last(from, was(|row| &row.outcomes)),
        text("next", "next", &said.next).last(from, was(|row| &row.next)),
    ]
}

fn of_insight(filling: &Filling, said: &ProposedInsight) -> Vec<Asked> {
    let asked = |name: &'static str, shape: &'static str, label: &str| Asked {
        shape,
        name,
        label: label.to_owned(),
        hint: String::new(),
        value: String::new(),
        items: Vec::new(),
        last: None,
    };
    let kinds = InsightKind::ALL
        .into_iter()
        .map(|kind| Choosable::new(kind.key(), kind.label(), said.kind.key()));
    let theme = said.theme.map(String::from).unwrap_or_default();
    let mut themes = vec![Choosable::new("", "No theme, or several", &theme)];
    themes.extend(
        filling
            .framework
            .themes()
            .map(|one| Choosable::new(one.code, format!("{} {}", one.code, one.title()), &theme)),
    );
    let about = said.about.map(|id| id.to_string()).unwrap_or_default();
    let mut objectives = vec![Choosable::new("", "None of them", &about)];
    objectives.extend(filling.answers.iter().filter_map(|(answer, _)| match &answer.said {
        Said::Objective(one) => {
            let id = answer.objective().to_string();
            Some(Choosable::new(id, shortened(&one.objective), &about))
        }
        Said::Progress(row) => {
            let id = row.about?.to_string();
            Some(Choosable::new(id, shortened(&row.objective), &about))
        }
        Said::Who(_) | Said::Insight(_) => None,
    }));
    let tick = |on: bool| if on { "yes" } else { "" };
    vec![
        Asked { items: kinds.collect(), ..asked("kind", "radios", "What is it?") },
        Asked::new(filling, "insight", "words", "text").with(&said.words),
        Asked { items: themes, ..asked("theme", "select", "Which theme is it about?") },
        Asked { items: objectives, ..asked("about", "select", "Which objective is it about?") },
        Asked {
            items: vec![Choosable::new("yes", "Tell the Board", tick(said.to_the_board))],
            ..asked("to_the_board", "box", "Should the Board be told?")
        },
        Asked {
            items: vec![Choosable::new(
                "yes",
                "Other organisations may read it, with our name",
                tick(said.shared),
            )],
            ..asked("shared", "box", "May others learn from it?")
        },
    ]
}

/// An answer in words, question by question, as the check of all answers shows it.
pub(crate) fn said_rows(filling: &Filling, said: &Said) -> Vec<(String, String)> {
    let row =
        |field: &str, words: &str| (filling.questions.ask(field).0.to_owned(), words.to_owned());
    match said {
        Said::Who(who) => vec![
            row("organisation", &who.organisation),
            row("executive_sponsor", &who.executive_sponsor),
            row("lead_officer", &who.lead_officer),
            row("reports_to", &who.reports_to),
            row("report_author", &who.report_author),
        ],
        Said::Objective(said) => vec![
            row("sub_category", &said.sub_category_words),
            row("objective", &said.objective),
            row("how", &said.how),
            row("data", &said.data),
            row("outcomes", &said.outcomes),
            row("prevention", &said.prevention.words),
        ],
        Said::Progress(said) => vec![
            ("Objective".to_owned(), said.objective.clone()),
            row("progress", &said.progress),
            row("outputs", &said.outputs),
            row("progress_outcomes", &said.outcomes),
            row("next", &said.next),
        ],
        Said::Insight(said) => vec![
            (said.kind.label().to_owned(), said.words.clone()),
            ("For the Board".to_owned(), yes(said.to_the_board)),
            ("Others may read it".to_owned(), yes(said.shared)),
        ],
    }
}

fn yes(on: bool) -> String {
    if on { "Yes".to_owned() } else { "No".to_owned() }
}
