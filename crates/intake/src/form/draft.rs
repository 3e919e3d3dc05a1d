//! A return, drafted from a filled form, with what is doubtful in it.

use programme::about::{Item, Part as Of};
use programme::framework::Framework;
use programme::mapping::Mapping;
use programme::objective::{Prevention, ProposedObjective};
use programme::submission::{ProposedProgress, ProposedReturn, ProposedReview, WhosWho};

use super::{Answer, Filled, FilledPart, FilledRow, Pair};
use crate::Field;
use crate::doubts::{Asked, Doubts};
use crate::forms::{Form, Part, starts};
use crate::said;
use crate::sub_category::{How, Matched, choices, find};
use crate::words::{plain, share};

/// How many of its words a row of progress shares with the objective it is about, in hundredths.
const ABOUT_THE_SAME: usize = 50;

/// Why the second row of an objective is looked at.
const COPIED: &str = "its row was copied from one above, so which objective it carries on is open";

/// Whether anybody has answered anything.
pub(crate) fn is_answered(filled: &Filled) -> bool {
    let answered = |part: &FilledPart| part.answers.values().any(|answer| !answer.words.is_empty());
    filled.parts.iter().any(|part| !part.rows.is_empty() || answered(part))
}

/// The return that a filled form proposes, with how each sub-category was known.
pub(crate) fn draft(
    filled: &Filled,
    pair: Pair<'_>,
    framework: &Framework,
    mapping: &Mapping,
    doubts: &mut Doubts,
) -> (ProposedReturn, Vec<&'static str>) {
    let mut made = ProposedReturn::default();
    let mut matches = Vec::new();
    // A review that comes without its planning part is still the form's second.
    let first = if filled.parts.iter().any(|part| part.part == Part::Planning) { 1_u8 } else { 2 };
    for (part, round) in filled.parts.iter().zip(first..) {
        look_at_examples(part, doubts);
        match part.part {
            Part::Planning => {
                made.who = who(part);
                for row in &part.rows {
                    let number = made.objectives.len() + 1;
                    let (objective, how) = objective(row, number, framework, mapping, doubts);
                    made.objectives.push(objective);
                    matches.push(how);
                }
            }
            Part::Review => {
                let before = made.reviews.iter().map(|review| review.rows.len()).sum();
                let review = review(part, round, before, pair.review, &made.objectives, doubts);
                let narrative =
                    [&review.challenges_risks, &review.support_needs, &review.lessons_learned];
                let author = &review.report_author;
                let said = narrative.into_iter().chain([author]).any(|words| !words.is_empty());
                if said || !review.rows.is_empty() {
                    made.reviews.push(review);
                }
            }
        }
    }
    for Answer { words, place } in &filled.overwritten {
        let reason =
            "it showed what was said last time, and says something else now; it was left out"
                .to_owned();
        let (place, words) = (place.to_string(), words.clone());
        doubts.look_at_document(Asked { place, words, reason, ..Asked::default() });
    }
    if made.who.organisation.is_empty() {
        let reason = "the form does not say which organisation it is for".to_owned();
        let asked = Asked { place: "the document".to_owned(), reason, ..Asked::default() };
        doubts.look(Item::Document, 1, Of::Organisation, asked);
    }
    (made, matches)
}

fn who(part: &FilledPart) -> WhosWho {
    WhosWho {
        organisation: part.answer(Field::Organisation),
        executive_sponsor: part.answer(Field::ExecutiveSponsor),
        lead_officer: part.answer(Field::LeadOfficer),
        reports_to: part.answer(Field::ReportsTo),
        report_author: part.answer(Field::ReportAuthor),
    }
}

fn objective(
    row: &FilledRow,
    number: usize,
    framework: &Framework,
    mapping: &Mapping,
    doubts: &mut Doubts,
) -> (ProposedObjective, &'static str) {
    let words = row.words(Field::SubCategory);
    let matched = matched(row.theme, &words, framework, mapping);
    let prevention = Prevention::read(&row.words(Field::Prevention));
    if !matched.how.is_sure() {
        let node = matched.code.as_ref().and_then(|code| framework.sub_category(code));
        let asked = Asked {
            place: row.place_of(Field::SubCategory),
            words: words.clone(),
            reading: node.map_or("no sub-category".to_owned(), |node| {
                format!("{} {}", node.code, node.title())
            }),
            alternatives: choices(framework, row.theme, matched.code.as_ref()),
            reason: matched.how.words().to_owned(),
        };
        doubts.must(Item::Objective, number, Of::SubCategory, asked);
    }
    let mut look = |field: Field, of: Of, words: &str, reason: &str| {
        let (place, words) = (row.place_of(field), words.to_owned());
        let asked = Asked { place, words, reason: reason.to_owned(), ..Asked::default() };
        doubts.look(Item::Objective, number, of, asked);
    };
    if prevention.supports.is_none() && !prevention.words.is_empty() {
        look(
            Field::Prevention,
            Of::Prevention,
            &prevention.words,
            "the answer begins with neither yes nor no",
        );
    }
    if row.words(Field::Objective).is_empty() {
        look(Field::Objective, Of::Words, "", "the row says nothing of its objective");
    }
    if row.theme.is_none() {
        look(Field::Objective, Of::Group, "", "it stands under no theme");
    }
    if row.is_copied() {
        look(Field::Objective, Of::Words, &row.words(Field::Objective), COPIED);
    }
    let objective = ProposedObjective {
        theme: row.theme,
        sub_category_words: words,
        sub_category: matched.code,
        objective: row.words(Field::Objective),
        how: row.words(Field::How),
        data: row.words(Field::Data),
        outcomes: row.words(Field::Outcomes),
        prevention,
        lead: String::new(),
        new: row.highlighted,
        identity: None,
        logic_model: None,
        carries_on: row.objective(),
        extra: row.extra.clone(),
        place: row.place.to_string(),
    };
    (objective, matched.how.words())
}

/// The sub-category that a person said the words mean, or else the one we find. What was said of
/// a bare "3" under one theme is not what a "3" under another means.
fn matched(theme: Option<char>, words: &str, framework: &Framework, mapping: &Mapping) -> Matched {
    let found = find(framework, theme, words);
    match said::sub_category(words, mapping, framework) {
        Some(said) if !found.how.is_sure() || theme.is_none_or(|theme| said.theme() == theme) => {
            Matched { code: Some(said), how: How::Said }
        }
        Some(_) | None => found,
    }
}

/// How often a row of progress may be held against an objective: no return has 500 of both, and
/// what is beyond is asked about as what is about none.
const MOST_COMPARED: usize = 250_000;

fn review(
    part: &FilledPart,
    round: u8,
    before: usize,
    form: &Form,
    objectives: &[ProposedObjective],
    doubts: &mut Doubts,
) -> ProposedReview {
    let mut rows = Vec::new();
    let compared = MOST_COMPARED / part.rows.len().max(1);
    let objectives = objectives.get(..compared).unwrap_or(objectives);
    for (row, number) in part.rows.iter().zip(before + 1..) {
        let words = row.words(Field::Objective);
        // A row that bears a tag of ours is marked by us, in colour.
        let new = row.highlighted || row.tagged.is_none() && starts(&words, &form.new);
        if row.is_copied() {
            let (place, words) = (row.place_of(Field::Objective), words.clone());
            let asked = Asked { place, words, reason: COPIED.to_owned(), ..Asked::default() };
            doubts.look(Item::Progress, number, Of::Words, asked);
        }
        match about(&words, objectives) {
            // A tag is surer than any likeness of words.
            _ if row.objective().is_some() => {}
            Some((_, true)) => {}
            Some((at, false)) if !new => {
                let reading = objectives.get(at).map(|objective| objective.objective.clone());
                let reason = format!("it is worded otherwise than objective {}", at + 1);
                let (place, reading) =
                    (row.place_of(Field::Objective), reading.unwrap_or_default());
                let asked =
                    Asked { place, words: words.clone(), reading, reason, ..Asked::default() };
                doubts.look(Item::Progress, number, Of::Words, asked);
            }
            Some(_) | None if new => {}
            Some(_) | None => {
                let reason = "it is about no objective of this document, and is not marked as new"
                    .to_owned();
                let place = row.place_of(Field::Objective);
                let asked = Asked { place, words: words.clone(), reason, ..Asked::default() };
                doubts.look(Item::Progress, number, Of::Words, asked);
            }
        }
        rows.push(ProposedProgress {
            theme: row.theme,
            objective: words,
            progress: row.words(Field::Progress),
            outputs: row.words(Field::Outputs),
            outcomes: row.words(Field::Outcomes),
            next: row.words(Field::Next),
            new,
            about: row.objective(),
            place: row.place.to_string(),
        });
    }
    ProposedReview {
        round,
        report_author: part.answer(Field::ReportAuthor),
        rows,
        challenges_risks: part.answer(Field::ChallengesRisks),
        support_needs: part.answer(Field::SupportNeeds),
        lessons_learned: part.answer(Field::LessonsLearned),
    }
}

/// The objective that a row of progress is about, by its words, and whether they are the same.
pub(crate) fn about(words: &str, objectives: &[ProposedObjective]) -> Option<(usize, bool)> {
    let same = objectives.iter().position(|objective| plain(&objective.objective) == plain(words));
    if let Some(same) = same {
        return Some((same, true));
    }
    let likeness = |objective: &ProposedObjective| share(words, &objective.objective);
    let (at, best) =
        objectives.iter().enumerate().max_by_key(|(at, o)| (likeness(o), usize::MAX - at))?;
    (likeness(best) >= ABOUT_THE_SAME).then_some((at, false))
}

/// Asks about examples that somebody may have turned into an answer.
///
/// Where several are marked and none is one we know, the form has examples of its own.
fn look_at_examples(part: &FilledPart, doubts: &mut Doubts) {
    let form_of_its_own = part.examples.len() > 1 && part.examples.iter().all(|row| row.changed);
    for row in &part.examples {
        let reason = match (row.unmarked, row.changed) {
            (true, _) => "it is the form's example without its mark; it was left out",
            (false, true) if form_of_its_own => continue,
            (false, true) => {
                "it is marked as an example, and is not the form's own; it was left out"
            }
            (false, false) => continue,
        };
        let (place, words) = (row.place.to_string(), row.words(Field::Objective));
        let asked = Asked { place, words, reason: reason.to_owned(), ..Asked::default() };
        doubts.look_at_document(asked);
    }
}
