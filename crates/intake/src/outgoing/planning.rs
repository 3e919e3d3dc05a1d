//! The form of a planning round: who is who, and the objectives of each theme.

use paper::write::document::{Asks, Block, Control, FormCell, FormRow, FormTable, Lock, Turn};
use programme::framework::Theme;

use super::form::{
    author, by_theme, due, heading, held, paragraph, sub_heading, theme_heading, who,
};
use super::own;
use super::prefill::{Carried, Prefill};
use crate::Field;
use crate::tag;

/// What a blank sub-category shows; `data/forms` knows it for no answer.
const CHOOSE: &str = "Choose a sub-category";
/// How many rows each theme has to type in.
const ROWS_TO_FILL_IN: usize = 3;

/// The columns: the field, the heading that `data/forms` knows, and the share of the width.
const COLUMNS: [(Field, &str, u16); 6] = [
    (Field::SubCategory, "Sub-category", 14),
    (Field::Objective, "Your objective", 20),
    (Field::How, "How you will do it", 20),
    (Field::Data, "How you will use data", 16),
    (Field::Outcomes, "Outcomes you want", 16),
    (Field::Prevention, "Does it help prevention?", 14),
];

pub(super) fn blocks(prefill: &Prefill) -> Vec<Block> {
    let mut rows = who(prefill);
    rows.push(author(prefill, &prefill.who.report_author));
    let mut blocks = vec![
        heading("Your return: objectives"),
        due(prefill),
        paragraph(concat!(
            "How to fill this in: what you told us before is here already. Change what has changed, and add an ",
            "objective in a blank row of its theme. Boxes grow as you type, and you may add rows. Leave blank ",
            "what you cannot answer yet."
        )),
        sub_heading("Who is who"),
        Block::Answers { caption: "Who is who in your organisation".to_owned(), rows },
        Block::Turn(Turn::Landscape),
    ];
    let mut asked = COLUMNS.map(|(field, name, _)| (field.key(), name)).to_vec();
    asked.extend(named(Field::Prevention).map(|name| ("prevention_how", name)));
    blocks.extend(own::columns(prefill, &asked));
    for (letter, carried) in by_theme(prefill) {
        let theme = letter.and_then(|letter| prefill.framework.theme(letter));
        if theme.is_none() && carried.is_empty() {
            continue;
        }
        blocks.push(theme_heading(prefill, letter));
        if let Some(theme) = theme.filter(|theme| !theme.node.guidance.is_empty()) {
            blocks.push(paragraph(format!("About this theme: {}", theme.node.guidance)));
        }
        if theme.is_some_and(|theme| theme.node.contribution_only) {
            let outcomes = named(Field::Outcomes).map(|name| ("outcomes_contribution", name));
            blocks.extend(own::columns(prefill, outcomes.as_slice()));
        }
        blocks.push(Block::Table(table(letter, theme, &carried)));
    }
    blocks
}

/// The name of the column that holds a field.
fn named(field: Field) -> Option<&'static str> {
    COLUMNS.iter().find(|(held, ..)| *held == field).map(|(_, name, _)| *name)
}

fn table(letter: Option<char>, theme: Option<Theme<'_>>, carried: &[&Carried]) -> FormTable {
    let mut extra: Vec<&str> = Vec::new();
    for (heading, _) in carried.iter().flat_map(|carried| &carried.promise.extra) {
        if !extra.contains(&heading.as_str()) {
            extra.push(heading);
        }
    }
    let ours = COLUMNS.iter().map(|(_, heading, share)| ((*heading).to_owned(), *share));
    let theirs = extra.iter().map(|heading| ((*heading).to_owned(), 12));
    let filled = carried.iter().map(|carried| row(carried, theme, &extra));
    let blank = FormRow {
        cells: vec![sub_category(Field::SubCategory.key().to_owned(), theme, "")],
        lines: 4,
        ..FormRow::default()
    };
    let to_fill_in = std::iter::repeat_n(blank, ROWS_TO_FILL_IN);
    let caption = letter.map_or("Objectives under no theme".to_owned(), |letter| {
        format!("Objectives under theme {letter}, one in each row")
    });
    FormTable {
        caption,
        columns: ours.chain(theirs).collect(),
        rows: filled.chain(to_fill_in).collect(),
    }
}

fn row(carried: &Carried, theme: Option<Theme<'_>>, extra: &[&str]) -> FormRow {
    let promise = &carried.promise;
    let words = [
        &promise.sub_category_words,
        &promise.objective,
        &promise.how,
        &promise.data,
        &promise.outcomes,
        &promise.prevention.words,
    ];
    let mut cells = Vec::new();
    for ((field, heading, _), words) in COLUMNS.into_iter().zip(words) {
        cells.push(if field == Field::SubCategory {
            sub_category(tag::of(field, carried.id), theme, words)
        } else {
            held(carried, field, heading, words)
        });
    }
    for heading in extra {
        let words = promise.extra.iter().find(|(held, _)| held == heading);
        cells.push(words.map_or("", |(_, words)| words.as_str()).into());
    }
    FormRow { cells, lines: 4, ..FormRow::default() }
}

/// The cell to choose a sub-category in: those of the theme, or people's own words.
fn sub_category(tag: String, theme: Option<Theme<'_>>, words: &str) -> FormCell {
    let listed = theme.into_iter().flat_map(Theme::sub_categories);
    let listed: Vec<String> =
        listed.map(|node| format!("{} {}", node.code, node.title())).collect();
    // A list offers one line.
    let is_listed = !listed.is_empty() && !words.contains('\n');
    let asks = if is_listed { Asks::Choice(listed) } else { Asks::Words };
    let control = Control {
        tag,
        title: "Sub-category".to_owned(),
        prompt: CHOOSE.to_owned(),
        asks,
        lock: Lock::Open,
    };
    FormCell { words: words.to_owned(), control: Some(control), ..FormCell::default() }
}
