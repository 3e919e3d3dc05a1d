//! The form itself, as a blank one shows it: what it asks, of whom, and by when.

use jiff::civil::Date;
use programme::code::SubCategory;
use programme::framework::Framework;
use programme::objective::Prevention;

use super::{Filled, FilledRow, appendix, rounds};
use crate::Field;
use crate::forms::Part;
use crate::sub_category::find;

/// A planning and review form that nobody has filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Template {
    /// The labels that are asked once, by field and words.
    pub header_fields: Vec<(Field, String)>,
    /// The columns of the objectives, by field and words.
    pub objective_columns: Vec<(Field, String)>,
    /// The columns of the reviews, in words.
    pub review_columns: Vec<String>,
    /// The boxes of the reviews, by field and words.
    pub narrative_fields: Vec<(Field, String)>,
    /// The rounds it asks for, in order.
    pub rounds: Vec<AskedRound>,
    /// The themes, each with what the form shows under it.
    pub themes: Vec<TemplateTheme>,
}

/// One round that a form asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedRound {
    /// Whether it asks for objectives or for progress.
    pub kind: &'static str,
    /// Its title, as written.
    pub title: String,
    /// Its window: as written, the first day and the last.
    pub window: Option<(String, Date, Date)>,
    /// By when: as written, and the day.
    pub due: Option<(String, Date)>,
}

/// One theme of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateTheme {
    /// Its letter.
    pub code: char,
    /// Its title, as the form writes it.
    pub title: String,
    /// The sub-categories that the form's appendix lists, with the framework's titles.
    pub sub_categories: Vec<(SubCategory, String)>,
    /// The worked example.
    pub worked_example: Option<WorkedExample>,
}

/// An example that a form gives, which is nobody's objective.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkedExample {
    /// The sub-category, as written.
    pub sub_category_words: String,
    /// The sub-category it is.
    pub sub_category: Option<SubCategory>,
    /// The objective.
    pub objective: String,
    /// How.
    pub how: String,
    /// With which data.
    pub data: String,
    /// With which outcomes.
    pub outcomes: String,
    /// Whether it supports prevention.
    pub prevention: Prevention,
}

/// The form that a document is a copy of.
pub(crate) fn template(filled: &Filled, framework: &Framework) -> Template {
    let planning = filled.parts.iter().find(|part| part.part == Part::Planning);
    let review = filled.parts.iter().find(|part| part.part == Part::Review);
    let listed = appendix::sub_categories(&filled.appendix, framework);
    let headings = |part: Option<&super::FilledPart>| {
        let columns = part.and_then(|part| part.columns.clone()).unwrap_or_default();
        columns.columns.into_iter().map(|heading| (heading.field, first_line(&heading.words)))
    };
    let known = |(field, words): (Option<Field>, String)| field.map(|field| (field, words));
    let themes = planning.map(|part| part.themes.clone()).unwrap_or_default();
    Template {
        header_fields: planning.map(|part| part.labels.clone()).unwrap_or_default(),
        objective_columns: headings(planning).filter_map(known).collect(),
        review_columns: headings(review).map(|(_, words)| words).collect(),
        narrative_fields: review.map(|part| part.labels.clone()).unwrap_or_default(),
        rounds: filled.parts.iter().map(asked_round).collect(),
        themes: themes
            .into_iter()
            .map(|(code, title)| TemplateTheme {
                code,
                title,
                sub_categories: titled(
                    framework,
                    listed.iter().filter(|(listed, _)| listed.theme() == code),
                ),
                worked_example: planning
                    .and_then(|part| part.examples.iter().find(|row| row.theme == Some(code)))
                    .map(|row| worked_example(row, framework)),
            })
            .collect(),
    }
}

/// The listed codes with the framework's own titles, free of the listing's broken lines.
fn titled<'a>(
    framework: &Framework,
    listed: impl Iterator<Item = &'a (SubCategory, String)>,
) -> Vec<(SubCategory, String)> {
    let title = |(code, words): &(SubCategory, String)| {
        let title = framework.sub_category(code).map_or(words.as_str(), |node| node.title());
        (code.clone(), title.to_owned())
    };
    listed.map(title).collect()
}

fn asked_round(part: &super::FilledPart) -> AskedRound {
    let kind = match part.part {
        Part::Planning => "self_assessment_and_objectives",
        Part::Review => "progress_and_peer_review",
    };
    let (title, due) = (part.title.clone(), part.due.clone());
    AskedRound { kind, window: rounds::window(&title), title, due }
}

fn worked_example(row: &FilledRow, framework: &Framework) -> WorkedExample {
    let sub_category_words = row.words(Field::SubCategory);
    WorkedExample {
        sub_category: find(framework, row.theme, &sub_category_words).code,
        sub_category_words,
        objective: row.words(Field::Objective),
        how: row.words(Field::How),
        data: row.words(Field::Data),
        outcomes: row.words(Field::Outcomes),
        prevention: Prevention::read(&row.words(Field::Prevention)),
    }
}

fn first_line(words: &str) -> String {
    words.lines().next().unwrap_or_default().to_owned()
}
