//! The form of a review: progress on each objective, and what stands beside all of them.

use paper::write::document::{AnswerRow, Block, FormCell, FormRow, FormTable, Look, Turn};

use super::form::{
    LAST_TIME, answer, author as asked_author, by_theme, due, heading, held, paragraph, said,
    sub_heading, theme_heading, who,
};
use super::own;
use super::prefill::{Carried, Prefill};
use crate::Field;

/// The mark of an objective that was added since the last round; `data/forms` knows it.
pub(crate) const NEW: &str = "New:";

/// The columns: the heading that `data/forms` knows, and the share of the width.
const COLUMNS: [(&str, u16); 5] = [
    ("Objective", 24),
    ("Progress", 22),
    ("Outputs", 18),
    ("Outcomes", 18),
    ("Next six months", 18),
];
/// The questions that the columns after the first ask.
const ASKED: [&str; 4] = ["progress", "outputs", "progress_outcomes", "next"];
/// How many rows there are to type in where nothing is carried on.
const ROWS_TO_FILL_IN: usize = 3;

pub(super) fn blocks(prefill: &Prefill) -> Vec<Block> {
    let last = prefill.review.clone().unwrap_or_default();
    let author = [&last.report_author, &prefill.who.report_author];
    let author = author.into_iter().find(|words| !words.is_empty()).map_or("", String::as_str);
    let author = asked_author(prefill, author);
    let caption = "Who is who in your organisation".to_owned();
    let mut blocks = vec![
        sub_heading("Who is who"),
        Block::Answers { caption, rows: who(prefill) },
        heading("Your return: progress"),
        due(prefill),
        paragraph(concat!(
            "How to fill this in: beside each objective, write what was done, what came of it and what comes next. ",
            "A grey row that begins “Last time” shows what you told us before; it is there to read, and what is ",
            "written in it is not taken as an answer. An objective marked “New:” was added since the last round."
        )),
        Block::Answers { caption: "Who wrote this report".to_owned(), rows: vec![author] },
        Block::Turn(Turn::Landscape),
    ];
    let [_, columns @ ..] = COLUMNS.map(|(name, _)| name);
    let asked: Vec<_> = ASKED.into_iter().zip(columns).collect();
    blocks.extend(own::columns(prefill, &asked));
    let nothing = prefill.objectives.is_empty();
    if nothing {
        blocks.push(Block::Table(table("Progress, one objective in each row", &[])));
    }
    for (letter, carried) in by_theme(prefill) {
        if carried.is_empty() {
            continue;
        }
        blocks.push(theme_heading(prefill, letter));
        let caption = letter.map_or("Progress under no theme".to_owned(), |letter| {
            format!("Progress under theme {letter}, one objective in each row")
        });
        blocks.push(Block::Table(table(&caption, &carried)));
    }
    blocks.push(Block::Turn(Turn::Portrait));
    blocks.push(sub_heading("Across all of your objectives"));
    blocks.extend(own::alone(prefill, "insight"));
    let asked = [
        (
            Field::ChallengesRisks,
            "Challenges and risks",
            "What stands in the way",
            &last.challenges_risks,
        ),
        (
            Field::SupportNeeds,
            "Support needs",
            "What you ask of others, or of the Board",
            &last.support_needs,
        ),
        (Field::LessonsLearned, "Lessons learned", "What may help others", &last.lessons_learned),
    ];
    let mut rows = Vec::new();
    for (field, label, hint, before) in asked {
        rows.push(answer(field, label, hint, "", 6));
        if !before.trim().is_empty() {
            rows.push(AnswerRow {
                label: LAST_TIME.to_owned(),
                hint: String::new(),
                answer: said(label, before),
                lines: 1,
            });
        }
    }
    let caption = "Challenges, support needs and lessons".to_owned();
    blocks.push(Block::Answers { caption, rows });
    blocks
}

fn table(caption: &str, carried: &[&Carried]) -> FormTable {
    let mut rows = Vec::new();
    for carried in carried {
        let mark = if carried.new { NEW } else { "" };
        let objective = held(carried, Field::Objective, "Objective", &carried.promise.objective);
        let objective = FormCell { mark: mark.to_owned(), ..objective };
        rows.push(FormRow { cells: vec![objective], lines: 5, ..FormRow::default() });
        rows.extend(carried.last.as_ref().map(|last| FormRow {
            cells: vec![
                LAST_TIME.into(),
                said("Progress", &last.progress),
                said("Outputs", &last.outputs),
                said("Outcomes", &last.outcomes),
                said("Next six months", &last.next),
            ],
            look: Look::Aside,
            lines: 1,
        }));
    }
    if rows.is_empty() {
        let blank = FormRow { lines: 5, ..FormRow::default() };
        rows.extend(std::iter::repeat_n(blank, ROWS_TO_FILL_IN));
    }
    let columns = COLUMNS.iter().map(|(heading, share)| ((*heading).to_owned(), *share)).collect();
    FormTable { caption: caption.to_owned(), columns, rows }
}
