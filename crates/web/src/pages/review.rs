//! The review of an import as its page shows it: questions first, then the
//! document beside what it becomes, each row tied to its twin.

mod becomes;
mod compared;
mod mapping;
mod source;

use office::comparison::Likeness;
use office::review::Review;
use programme::about::{About, Item, NO_DATE, Part, SPLIT};
use programme::draft::{Choice, Doubt, Draft, Mend, Proposal, Severity};
use programme::plan::PlanKind;
use serde::Serialize;

use self::becomes::{Becomes, becomes};
use self::compared::{Compared, compared};
use self::mapping::{Mapping, mapping};
use self::source::{Block, anchor, place, rows, shown, within};

use crate::forms::mends::{AS_READ, OTHER, VALUE, id, typable};
use crate::problem::{Problem, sentence};
use crate::views::{Link, Wrong};

/// The page.
#[derive(Serialize)]
pub(crate) struct View {
    id: String,
    file: String,
    organisation: String,
    kind: String,
    format: String,
    says: String,
    state: &'static str,
    state_words: &'static str,
    revision: i64,
    may_settle: bool,
    became: Option<String>,
    questions: Vec<Question>,
    source: Vec<Block>,
    becomes: Vec<Becomes>,
    account: Account,
    mapping: Mapping,
    compared: Option<Compared>,
    typed: usize,
    like: Option<Like>,
    may_undo: bool,
    errors: Vec<Wrong>,
}

/// The plan it seems to be a newer version of.
#[derive(Serialize)]
struct Like {
    key: String,
    title: String,
    shared: usize,
    of: usize,
}

impl From<&Likeness> for Like {
    fn from(like: &Likeness) -> Self {
        let (key, title) = (like.key.to_string(), like.title.clone());
        Self { key, title, shared: like.shared, of: like.of }
    }
}

/// One doubt as a question.
#[derive(Serialize)]
struct Question {
    id: String,
    name: String,
    about: String,
    must: bool,
    words: String,
    reading: String,
    reason: String,
    place: Link,
    choices: Vec<Answer>,
    other: Option<Typed>,
    error: Option<String>,
}

#[derive(Serialize)]
struct Answer {
    value: String,
    text: String,
    checked: bool,
}

#[derive(Serialize)]
struct Typed {
    value: &'static str,
    label: &'static str,
    hint: &'static str,
    checked: bool,
    text: String,
}

#[derive(Serialize)]
struct Account {
    cells: usize,
    imported: usize,
    extra: usize,
    skipped: Vec<Skipped>,
}

#[derive(Serialize)]
struct Skipped {
    place: Link,
    words: String,
    reason: String,
}

/// The page of an import, with the answers given so far and what is wrong with them.
pub(crate) fn view(
    seen: &Review,
    answers: &[Mend],
    wrong: Vec<(About, Wrong)>,
    became: Option<String>,
) -> View {
    let Review { import, .. } = seen;
    let draft = &import.draft;
    let mut becomes = becomes(&draft.proposal);
    let rows = rows(&seen.source);
    for thing in &mut becomes {
        let home = rows.iter().find(|row| thing.places.iter().any(|place| within(place, row)));
        thing.twin = home.map(|place| Link::new(*place, format!("#{}", anchor(place))));
    }
    let account = Account {
        cells: draft.account.cells,
        imported: draft.account.imported,
        extra: draft.account.extra,
        skipped: draft
            .account
            .skipped
            .iter()
            .map(|skipped| Skipped {
                place: place(&skipped.place, &rows),
                words: skipped.words.clone(),
                reason: skipped.reason.clone(),
            })
            .collect(),
    };
    View {
        id: import.id.to_string(),
        file: import.file.clone(),
        organisation: seen.organisation.clone(),
        kind: sentence(&seen.kind),
        format: seen.format.clone(),
        says: seen.says.clone(),
        state: import.state.key(),
        state_words: import.state.label(),
        revision: import.revision,
        may_settle: seen.may_settle,
        may_undo: seen.may_undo,
        typed: seen.typed,
        like: seen.like.as_ref().map(Like::from),
        mapping: mapping(&draft.columns, &seen.values),
        compared: seen
            .comparison
            .as_ref()
            .map(|all| compared(all, kind_of(&draft.proposal), &import.decisions)),
        became,
        questions: questions(draft, answers, &wrong, &rows),
        source: seen.source.iter().map(|block| shown(block, &becomes)).collect(),
        becomes,
        account,
        errors: wrong.into_iter().map(|(_, wrong)| wrong).collect(),
    }
}

/// What one thing of the proposal is called: "action".
fn kind_of(proposal: &Proposal) -> &'static str {
    match proposal {
        Proposal::Plan(plan) if plan.kind == PlanKind::Audit => "recommendation",
        Proposal::Plan(_) => "action",
        Proposal::Return(_) => "objective",
    }
}

/// What a refused confirmation says, doubt by doubt.
///
/// # Errors
///
/// The problem itself, if it is not about the answers.
pub(crate) fn refusals(
    draft: &Draft<Proposal>,
    problem: Problem,
) -> Result<Vec<(About, Wrong)>, Problem> {
    if let Problem::Doubtful(open) = problem {
        let asks = |doubt: &Doubt| {
            let says = format!("Answer the question about {}", about(doubt.about));
            (doubt.about, Wrong::new(&id(draft, doubt.about), &says))
        };
        return Ok(open.iter().map(asks).collect());
    }
    Ok(vec![about_it_all("confirm", &problem.on_form()?)])
}

/// What is wrong with the document as a whole, told at a field of the page.
pub(crate) fn about_it_all(field: &str, says: &str) -> (About, Wrong) {
    let whole = About { item: Item::Document, number: 0, part: Part::Words };
    (whole, Wrong::new(field, says))
}

fn questions(
    draft: &Draft<Proposal>,
    answers: &[Mend],
    wrong: &[(About, Wrong)],
    rows: &[&str],
) -> Vec<Question> {
    let mut questions: Vec<Question> = Vec::new();
    for doubt in &draft.doubts {
        let name = doubt.about.to_string();
        if questions.iter().any(|question| question.name == name) {
            continue;
        }
        let given = answers.iter().find(|mend| mend.about == doubt.about).map(|mend| &mend.choice);
        questions.push(Question {
            id: id(draft, doubt.about),
            about: sentence(&about(doubt.about)),
            must: doubt.severity == Severity::MustMend,
            words: doubt.words.clone(),
            reading: doubt.reading.clone(),
            reason: sentence(&doubt.reason),
            place: place(&doubt.place, rows),
            choices: choices(doubt, given),
            other: other(doubt, given),
            error: wrong.iter().find(|(a, _)| *a == doubt.about).map(|(_, w)| w.text.clone()),
            name,
        });
    }
    questions.sort_by_key(|question| !question.must);
    questions
}

fn choices(doubt: &Doubt, given: Option<&Choice>) -> Vec<Answer> {
    let may_split = doubt.alternatives.iter().any(|other| other.value.contains(SPLIT));
    let reading = if may_split {
        "Keep it in one row".to_owned()
    } else if doubt.reading.trim().is_empty() {
        "Leave it as it is".to_owned()
    } else {
        format!("{}, as we read it", sentence(&doubt.reading))
    };
    let mut choices = vec![Answer {
        value: AS_READ.to_owned(),
        text: reading,
        checked: given == Some(&Choice::AsRead),
    }];
    let offered = |value: &str| given == Some(&Choice::Value(value.to_owned()));
    choices.extend(doubt.alternatives.iter().map(|other| Answer {
        value: format!("{VALUE}{}", other.value),
        text: sentence(&other.says),
        checked: offered(&other.value),
    }));
    let may_be_none = doubt.about.part == Part::ByWhen
        && !doubt.alternatives.iter().any(|other| other.value == NO_DATE);
    if may_be_none {
        choices.push(Answer {
            value: format!("{VALUE}{NO_DATE}"),
            text: "No date is meant".to_owned(),
            checked: offered(NO_DATE),
        });
    }
    choices
}

fn other(doubt: &Doubt, given: Option<&Choice>) -> Option<Typed> {
    let (label, hint) = typable(doubt.about.part)?;
    let listed =
        |value: &str| doubt.alternatives.iter().any(|a| a.value == value) || value == NO_DATE;
    let text = match given {
        Some(Choice::Value(value)) if !listed(value) => value.clone(),
        Some(Choice::Value(_) | Choice::AsRead) | None => String::new(),
    };
    Some(Typed { value: OTHER, label, hint, checked: !text.is_empty(), text })
}

/// What a doubt is about, in words.
pub(crate) fn about(About { item, number, part }: About) -> String {
    let part = match part {
        Part::ByWhen => "by when",
        Part::Responsibility => "who is responsible",
        Part::Status => "the status",
        Part::Priority => "the priority",
        Part::SubCategory => "the sub-category",
        Part::Words => "the words",
        Part::Notes => "the notes",
        Part::Risks => "the risks",
        Part::Group => "the group it is in",
        Part::Agreed => "whether it was agreed",
        Part::Prevention => "prevention",
        Part::Organisation => "the organisation",
    };
    match item {
        Item::Document => format!("the document: {part}"),
        Item::Recommendation => format!("recommendation {number}: {part}"),
        Item::Action => format!("action {number}: {part}"),
        Item::Objective => format!("objective {number}: {part}"),
        Item::Progress => format!("progress report {number}: {part}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_found_in_its_own_row_only() {
        assert!(within("table 4, row 2", "table 4, row 2"));
        assert!(within("table 4, row 2, column 3", "table 4, row 2"));
        assert!(!within("table 4, row 21", "table 4, row 2"));
        assert_eq!(anchor("table 4, row 2"), "at-table-4-row-2");
    }
}
