//! The form of a round, filled in with what is known, as a Word document to go on with.

use paper::write::Unwritable;
use paper::write::document::{AnswerRow, Asks, Block, Control, Document, FormCell, Lock};
use programme::framework::Theme;
use programme::round::RoundKind;

use super::prefill::{Carried, Prefill};
use super::{own, planning, review};
use crate::Field;
use crate::tag;

/// What a blank answer shows; `data/forms` knows it for no answer.
pub(super) const TYPE_HERE: &str = "Type your answer here";
/// How a row begins that only shows what was said before; `data/forms` knows it.
pub(super) const LAST_TIME: &str = "Last time";
/// What stands in such a row where nothing was said.
const NOTHING: &str = "Nothing was said";

/// The form of a round as a Word document, for people to fill in and send back.
///
/// A planning round asks for objectives, theme by theme, with those carried on filled in. A review
/// asks for progress on each of them, and shows what was said last time where it is not read as an
/// answer. Read again, an untouched form says what was put into it, word for word, and each
/// objective is known by an identifier that people do not see.
///
/// The same prefill always gives the same bytes.
///
/// # Errors
///
/// If Word cannot hold it.
pub fn form(prefill: &Prefill) -> Result<Vec<u8>, Unwritable> {
    let title = format!("{}: {}", prefill.organisation, prefill.round.title);
    let blocks = match prefill.round.kind {
        RoundKind::Planning => planning::blocks(prefill),
        RoundKind::Review => review::blocks(prefill),
    };
    Document { title, blocks }.docx()
}

pub(super) fn heading(words: impl Into<String>) -> Block {
    Block::Heading { level: 2, words: words.into() }
}

pub(super) fn sub_heading(words: impl Into<String>) -> Block {
    Block::Heading { level: 3, words: words.into() }
}

pub(super) fn paragraph(words: impl Into<String>) -> Block {
    Block::Paragraph { words: words.into() }
}

/// By when, in words that `data/forms` knows.
pub(super) fn due(prefill: &Prefill) -> Block {
    let day = prefill.round.due.strftime("%-d %B %Y");
    paragraph(format!("Please return this form by {day}, to the people who sent it to you."))
}

/// Who is who: the labels that every form asks, with what was answered last.
pub(super) fn who(prefill: &Prefill) -> Vec<AnswerRow> {
    let who = &prefill.who;
    let named = !who.organisation.trim().is_empty();
    let organisation = if named { &who.organisation } else { &prefill.organisation };
    let asked = |field: Field, label, hint, known| {
        answer(field, label, &own::hint(prefill, field.key(), hint), known, 1)
    };
    vec![
        asked(Field::Organisation, "Organisation or partnership", "", organisation),
        asked(
            Field::ExecutiveSponsor,
            "Executive sponsor",
            "Name and job title",
            &who.executive_sponsor,
        ),
        asked(
            Field::LeadOfficer,
            "Lead officer",
            "Name, job title and e-mail address",
            &who.lead_officer,
        ),
        asked(Field::ReportsTo, "Reports to", "The board or committee", &who.reports_to),
    ]
}

/// Who wrote the report, with who is known to have.
pub(super) fn author(prefill: &Prefill, known: &str) -> AnswerRow {
    let field = Field::ReportAuthor;
    let hint = own::hint(prefill, field.key(), "Name, job title and e-mail address");
    answer(field, "Report author", &hint, known, 1)
}

/// A label, with a control to answer in.
pub(super) fn answer(field: Field, label: &str, hint: &str, words: &str, lines: u8) -> AnswerRow {
    let control = Control {
        tag: field.key().to_owned(),
        title: label.to_owned(),
        prompt: TYPE_HERE.to_owned(),
        asks: Asks::Words,
        lock: Lock::Open,
    };
    let answer =
        FormCell { words: words.to_owned(), control: Some(control), ..FormCell::default() };
    AnswerRow { label: label.to_owned(), hint: hint.to_owned(), answer, lines }
}

/// A cell that holds a field of an objective; a plain one to type into where it is blank.
pub(super) fn held(carried: &Carried, field: Field, title: &str, words: &str) -> FormCell {
    let control = Control {
        tag: tag::of(field, carried.id),
        title: title.to_owned(),
        prompt: TYPE_HERE.to_owned(),
        asks: Asks::Words,
        lock: Lock::Open,
    };
    // The objective's own cell keeps its tag even where there is nothing in it yet.
    let is_held = !words.trim().is_empty() || field == Field::Objective;
    let control = is_held.then_some(control);
    FormCell { words: words.to_owned(), control, ..FormCell::default() }
}

/// A cell that shows what was said last time, and is not to be filled in.
pub(super) fn said(title: &str, words: &str) -> FormCell {
    let words = if words.trim().is_empty() { NOTHING } else { words };
    let control = Control {
        tag: tag::of_last(words),
        title: format!("{LAST_TIME}: {title}"),
        prompt: String::new(),
        asks: Asks::Words,
        lock: Lock::Closed,
    };
    FormCell { words: words.to_owned(), control: Some(control), ..FormCell::default() }
}

/// The objectives theme by theme: those under no theme, then each theme of the framework, then
/// themes it does not have; also those that hold none.
pub(super) fn by_theme(prefill: &Prefill) -> Vec<(Option<char>, Vec<&Carried>)> {
    let under = |theme: Option<char>| -> Vec<&Carried> {
        prefill.objectives.iter().filter(|carried| carried.promise.theme == theme).collect()
    };
    let known: Vec<char> = prefill.framework.themes().map(|theme| theme.code).collect();
    let mut others: Vec<char> =
        prefill.objectives.iter().filter_map(|carried| carried.promise.theme).collect();
    others.sort_unstable();
    others.dedup();
    others.retain(|theme| !known.contains(theme));
    let themes = known.into_iter().chain(others).map(Some);
    std::iter::once(None).chain(themes).map(|theme| (theme, under(theme))).collect()
}

/// The heading of a theme, which is known by its letter.
pub(super) fn theme_heading(prefill: &Prefill, theme: Option<char>) -> Block {
    let Some(letter) = theme else { return sub_heading("Under no theme yet") };
    let title = prefill.framework.theme(letter).map(Theme::title);
    heading(title.map_or(format!("Theme {letter}"), |title| format!("Theme {letter} – {title}")))
}
