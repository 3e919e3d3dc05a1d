//! The review of an import as its page shows it: questions first, then the
//! document beside what it becomes, each row tied to its twin.

use office::review::{Fate, Review, SourceBlock, SourceRow};
use programme::about::{About, Item, NO_DATE, Part};
use programme::action::ProposedAction;
use programme::draft::{Choice, Doubt, Draft, Mend, Proposal, Severity};
use programme::import::ImportState;
use programme::objective::ProposedObjective;
use programme::recommendation::ProposedRecommendation;
use programme::submission::{ProposedProgress, ProposedReturn, WhosWho};
use serde::Serialize;

use crate::forms::mends::{AS_READ, OTHER, VALUE, id, typable};
use crate::problem::{Problem, sentence};
use crate::views::{Link, When, Wrong};

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
    errors: Vec<Wrong>,
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

/// A part of the document as it looks.
#[derive(Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
enum Block {
    Words { id: String, text: String, heading: bool, skipped: Option<String>, twin: Option<Link> },
    Table { caption: String, columns: u32, rows: Vec<Row> },
}

#[derive(Serialize)]
struct Row {
    id: String,
    header: bool,
    cells: Vec<Cell>,
    skipped: Option<String>,
    twin: Option<Link>,
}

#[derive(Serialize)]
struct Cell {
    text: String,
    columns: u32,
    skipped: bool,
}

/// One thing the document becomes.
#[derive(Serialize)]
struct Becomes {
    id: String,
    title: String,
    parts: Vec<Said>,
    twin: Option<Link>,
    #[serde(skip)]
    places: Vec<String>,
}

#[derive(Serialize)]
struct Said {
    label: &'static str,
    words: String,
    reading: Option<String>,
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
        may_settle: seen.may_settle && import.state == ImportState::Ready,
        became,
        questions: questions(draft, answers, &wrong, &rows),
        source: seen.source.iter().map(|block| shown(block, &becomes)).collect(),
        becomes,
        account,
        errors: wrong.into_iter().map(|(_, wrong)| wrong).collect(),
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
    let whole = About { item: Item::Document, number: 0, part: Part::Words };
    Ok(vec![(whole, Wrong::new("confirm", &problem.on_form()?))])
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
    let reading = if doubt.reading.trim().is_empty() {
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
fn about(About { item, number, part }: About) -> String {
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

/// The places of everything in the document that can be pointed at.
fn rows(source: &[SourceBlock]) -> Vec<&str> {
    source.iter().flat_map(places).collect()
}

fn places(block: &SourceBlock) -> Vec<&str> {
    match block {
        SourceBlock::Words { place, text: _, fate: _, heading: _ } => vec![place.as_str()],
        SourceBlock::Table { place: _, rows } => {
            rows.iter().map(|row| row.place.as_str()).collect()
        }
    }
}

/// Whether a place is this row or paragraph, or a part of it.
fn within(place: &str, row: &str) -> bool {
    place.strip_prefix(row).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
}

fn place(place: &str, rows: &[&str]) -> Link {
    let home = rows.iter().find(|row| within(place, row));
    Link::new(place, home.map_or_else(|| "#document".to_owned(), |row| format!("#{}", anchor(row))))
}

fn anchor(place: &str) -> String {
    let words: Vec<&str> =
        place.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    format!("at-{}", words.join("-").to_lowercase())
}

fn shown(block: &SourceBlock, becomes: &[Becomes]) -> Block {
    match block {
        SourceBlock::Words { place, text, fate, heading } => Block::Words {
            id: anchor(place),
            text: text.clone(),
            heading: *heading,
            skipped: reason(fate),
            twin: twin(place, becomes),
        },
        SourceBlock::Table { place, rows } => Block::Table {
            caption: sentence(place),
            columns: rows
                .iter()
                .map(|row| row.cells.iter().map(|cell| cell.columns).sum())
                .max()
                .unwrap_or(1),
            rows: rows.iter().map(|row| shown_row(row, becomes)).collect(),
        },
    }
}

fn shown_row(row: &SourceRow, becomes: &[Becomes]) -> Row {
    let reasons: Vec<String> = row.cells.iter().filter_map(|cell| reason(&cell.fate)).collect();
    let whole = !reasons.is_empty() && reasons.len() == row.cells.len();
    Row {
        id: anchor(&row.place),
        header: row.header,
        cells: row
            .cells
            .iter()
            .map(|cell| Cell {
                text: cell.text.clone(),
                columns: cell.columns,
                skipped: cell.fate != Fate::Kept,
            })
            .collect(),
        skipped: reasons.into_iter().next().filter(|_| whole),
        twin: twin(&row.place, becomes),
    }
}

fn reason(fate: &Fate) -> Option<String> {
    match fate {
        Fate::Kept => None,
        Fate::Skipped(reason) => Some(sentence(reason)),
    }
}

fn twin(place: &str, becomes: &[Becomes]) -> Option<Link> {
    let thing = becomes.iter().find(|thing| thing.places.iter().any(|at| within(at, place)))?;
    Some(Link::new(thing.title.clone(), format!("#{}", thing.id)))
}

fn becomes(proposal: &Proposal) -> Vec<Becomes> {
    match proposal {
        Proposal::Plan(plan) => {
            let recommendations = plan
                .recommendations
                .iter()
                .enumerate()
                .map(|(at, said)| recommendation(at + 1, said));
            let actions = plan.actions.iter().enumerate().map(|(at, said)| action(at + 1, said));
            recommendations.chain(actions).collect()
        }
        Proposal::Return(made) => returned(made),
    }
}

fn returned(made: &ProposedReturn) -> Vec<Becomes> {
    let mut all = vec![who(&made.who)];
    all.extend(made.objectives.iter().enumerate().map(|(at, said)| objective(at + 1, said)));
    let rows = made.reviews.iter().flat_map(|review| &review.rows);
    all.extend(rows.enumerate().map(|(at, said)| progress(at + 1, said)));
    all
}

fn thing(kind: &str, number: usize, places: &[String], parts: Vec<Said>) -> Becomes {
    Becomes {
        id: format!("{kind}-{number}"),
        title: format!("{} {number}", sentence(&kind.replace('-', " "))),
        parts: parts.into_iter().filter(|part| !part.words.trim().is_empty()).collect(),
        twin: None,
        places: places.to_vec(),
    }
}

fn said(label: &'static str, words: &str) -> Said {
    Said { label, words: words.to_owned(), reading: None }
}

fn read(label: &'static str, words: &str, reading: Option<String>) -> Said {
    Said { label, words: words.to_owned(), reading }
}

fn who(who: &WhosWho) -> Becomes {
    let parts = vec![
        said("Organisation", &who.organisation),
        said("Executive sponsor", &who.executive_sponsor),
        said("Lead officer", &who.lead_officer),
        said("Reports to", &who.reports_to),
        said("Report author", &who.report_author),
    ];
    let title = "About the organisation".to_owned();
    Becomes { title, ..thing("about", 1, &[], parts) }
}

fn recommendation(number: usize, said_: &ProposedRecommendation) -> Becomes {
    let when = When::from(&said_.by_when);
    let mut parts = vec![
        said("Reference", &said_.reference),
        said("Section", &said_.section),
        said("Recommendation", &said_.words),
        read(
            "Priority",
            &said_.priority.words,
            said_.priority.level.map(|level| level.key().to_owned()),
        ),
        said("Responsibility", &said_.responsibility.words),
        said("Agreed", &said_.agreed.words),
        said("Response", &said_.response),
        read("By when", &when.words, when.reading),
        status(&said_.status),
    ];
    parts.extend(extra(&said_.extra));
    thing("recommendation", number, &said_.places, parts)
}

fn action(number: usize, said_: &ProposedAction) -> Becomes {
    let when = When::from(&said_.by_when);
    let mut parts = vec![
        said("Reference", &said_.reference),
        said("Group", &said_.group),
        said("Action", &said_.words),
        said("Responsibility", &said_.responsibility.words),
        read("By when", &when.words, when.reading),
        status(&said_.status),
        said("Risks", &said_.risks),
        said("Notes", &said_.notes),
    ];
    parts.extend(extra(&said_.extra));
    thing("action", number, &said_.places, parts)
}

fn objective(number: usize, said_: &ProposedObjective) -> Becomes {
    let code = said_.sub_category.as_ref().map(ToString::to_string);
    let known = code.filter(|code| *code != said_.sub_category_words.trim());
    let mut parts = vec![
        read("Sub-category", &said_.sub_category_words, known),
        said("Objective", &said_.objective),
        said("How", &said_.how),
        said("Data", &said_.data),
        said("Outcomes", &said_.outcomes),
        said("Prevention", &said_.prevention.words),
    ];
    parts.extend(extra(&said_.extra));
    thing("objective", number, core::slice::from_ref(&said_.place), parts)
}

fn progress(number: usize, said_: &ProposedProgress) -> Becomes {
    let parts = vec![
        said("Objective", &said_.objective),
        said("Progress", &said_.progress),
        said("Outputs", &said_.outputs),
        said("Outcomes", &said_.outcomes),
        said("Next", &said_.next),
    ];
    thing("progress-report", number, core::slice::from_ref(&said_.place), parts)
}

fn status(status: &programme::status::Status) -> Said {
    let label = status.declared.label();
    let same = label.eq_ignore_ascii_case(status.words.trim());
    read("Status", &status.words, (!same).then(|| label.to_owned()))
}

/// What has no field of its own is kept as it was written.
fn extra(extra: &[(String, String)]) -> Vec<Said> {
    let words = |(heading, words): &(String, String)| format!("{heading}: {words}");
    extra.iter().map(|pair| said("Also kept", &words(pair))).collect()
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
