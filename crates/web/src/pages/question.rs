//! The questions of a round in its own words.

use authority::Act;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use office::Office;
use office::opening::Preparing;
use programme::code::RoundKey;
use programme::question::{LONGEST_HINT, LONGEST_QUESTION, Question, must_fit};
use programme::round::Round;
use serde::Serialize;

use crate::forms::sent::{Fields, Sent};
use crate::pages::import::known;
use crate::pages::prepare::must;
use crate::problem::Problem;
use crate::render::Section;
use crate::views::Wrong;
use crate::visitor::Visitor;

#[derive(Serialize)]
struct View {
    key: String,
    round: String,
    seen: i64,
    /// Whether the round is closed, so that nothing changes any more.
    closed: bool,
    groups: Vec<Group>,
    longest_question: usize,
    longest_hint: usize,
    errors: Vec<Wrong>,
}

#[derive(Serialize)]
struct Group {
    title: &'static str,
    questions: Vec<Asked>,
}

/// A question, with its standard words and those of the round.
#[derive(Serialize)]
struct Asked {
    field: String,
    asks: String,
    hint: String,
    boxes: [Words; 2],
}

/// A box for words of the round's own.
#[derive(Serialize)]
struct Words {
    name: String,
    label: &'static str,
    value: String,
    /// What is kept, where somebody else has kept something other than was typed.
    kept: Option<String>,
}

/// Under which heading the question of a field stands.
fn group(field: &str) -> &'static str {
    match field {
        "organisation" | "executive_sponsor" | "lead_officer" | "reports_to" | "report_author" => {
            "Who is who"
        }
        "progress" | "outputs" | "progress_outcomes" | "next" => {
            "The progress of each objective, in a review"
        }
        "insight" => "What stands in the way, what would help, what was learned",
        _ => "Each objective",
    }
}

/// The name of the box for a question's own words, and of that for its hint.
fn names(field: &str) -> [String; 2] {
    ["asks", "hint"].map(|what| format!("{what}-{field}"))
}

/// What was typed, or what is kept.
#[derive(Clone, Copy)]
enum Shown<'a> {
    Kept,
    Typed(&'a [Question]),
    /// It was typed, and somebody else changed the round meanwhile.
    Beside(&'a [Question]),
}

fn view(
    office: &Office,
    Preparing { round, seen }: Preparing,
    shown: Shown<'_>,
    errors: Vec<Wrong>,
) -> Result<View, Problem> {
    let mut groups: Vec<Group> = Vec::new();
    for standard in office.standard_questions()?.questions {
        let title = group(&standard.field);
        let asked = asked(standard, &round, shown);
        match groups.last_mut().filter(|last| last.title == title) {
            Some(last) => last.questions.push(asked),
            None => groups.push(Group { title, questions: vec![asked] }),
        }
    }
    Ok(View {
        key: round.key.to_string(),
        closed: round.must_change().is_err(),
        round: round.title,
        seen: seen.unwrap_or(1),
        groups,
        longest_question: LONGEST_QUESTION,
        longest_hint: LONGEST_HINT,
        errors,
    })
}

fn asked(standard: Question, round: &Round, shown: Shown<'_>) -> Asked {
    let of = |all: &[Question]| {
        let own = all.iter().find(|one| one.field == standard.field);
        own.map_or_else(Default::default, |own| [own.asks.clone(), own.hint.clone()])
    };
    let kept = of(&round.questions);
    let (values, beside) = match shown {
        Shown::Kept => (kept.clone(), false),
        Shown::Typed(typed) => (of(typed), false),
        Shown::Beside(typed) => (of(typed), true),
    };
    let [asks, hint] = names(&standard.field);
    let [asks_value, hint_value] = values;
    let [asks_kept, hint_kept] = kept;
    let made = |name, label, value: String, kept: String| {
        let kept = (beside && value != kept).then_some(kept);
        Words { name, label, value, kept }
    };
    let boxes = [
        made(asks, "In this round’s words", asks_value, asks_kept),
        made(hint, "Its hint in this round’s words", hint_value, hint_kept),
    ];
    Asked { field: standard.field, asks: standard.asks, hint: standard.hint, boxes }
}

/// `GET /rounds/{key}/questions`
pub(crate) async fn show(
    State(office): State<Office>,
    visitor: Visitor,
    Path(key): Path<String>,
) -> Result<Response, Problem> {
    must(&visitor, Act::KeepRound)?;
    let round = office.round_to_change(&known(&key)?).await?;
    let view = view(&office, round, Shown::Kept, Vec::new())?;
    visitor.page(Some(Section::Rounds), "round/questions.jinja", &view).await
}

/// `POST /rounds/{key}/questions`: saves them, or shows what somebody else has kept since.
pub(crate) async fn save(
    State(office): State<Office>,
    Path(key): Path<String>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    must(&visitor, Act::KeepRound)?;
    let round: RoundKey = known(&key)?;
    let seen = fields.seen()?.ok_or(Problem::Stale)?;
    let typed = typed(&office, &fields)?;
    let mut wrong = too_long(&typed);
    let mut shown = Shown::Typed(&typed);
    if wrong.is_empty() {
        let place = (&round, seen);
        match office.reword(&visitor.actor, visitor.moment, place, &typed).await {
            Ok(()) => {
                return visitor.on_to(&format!("/rounds/{key}"), "The questions are saved").await;
            }
            Err(office::Error::Changed) => {
                shown = Shown::Beside(&typed);
                let says = "Someone changed this round while you had it open. Look at what is kept beside yours, and save again to keep yours";
                wrong.push(Wrong::new("questions", says));
            }
            Err(error) => {
                wrong.push(Wrong::new("questions", &Problem::from(error).on_form()?));
            }
        }
    }
    let conflict = matches!(shown, Shown::Beside(_));
    let view = view(&office, office.round_to_change(&round).await?, shown, wrong)?;
    let mut page = visitor.refused(Section::Rounds, "round/questions.jinja", &view).await?;
    if conflict {
        *page.status_mut() = StatusCode::CONFLICT;
    }
    Ok(page)
}

fn typed(office: &Office, fields: &Fields) -> Result<Vec<Question>, Problem> {
    let own = |standard: Question| {
        let [asks, hint] = names(&standard.field);
        Question::own(&standard, fields.get(&asks), fields.get(&hint))
    };
    Ok(office.standard_questions()?.questions.into_iter().map(own).collect())
}

fn too_long(typed: &[Question]) -> Vec<Wrong> {
    let mut wrong = Vec::new();
    for question in typed {
        let [asks, hint] = names(&question.field);
        let told = [
            (asks, "The question", must_fit(&question.asks, LONGEST_QUESTION)),
            (hint, "The hint", must_fit(&question.hint, LONGEST_HINT)),
        ];
        for (name, what, fits) in told {
            if let Err(error) = fits {
                let says = format!(
                    "{what} must have {} letters or fewer; it has {}",
                    error.most, error.letters
                );
                wrong.push(Wrong::new(&name, &says));
            }
        }
    }
    wrong
}
