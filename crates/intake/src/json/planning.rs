//! Returns and templates as data.

use programme::by_when::{Due, dates_in};
use programme::objective::ProposedObjective;
use programme::status::{Declared, Status};
use programme::submission::{ProposedProgress, ProposedReturn, ProposedReview};
use serde_json::{Value, json};

use super::{extra, or_null};
use crate::form::draft::about;
use crate::form::people::{self, Person};
use crate::form::template::{AskedRound, Template, TemplateTheme, WorkedExample};
use crate::{Field, Reading};

/// A return: who, the objectives, and the reviews.
pub(super) fn submission(made: &ProposedReturn, reading: &Reading) -> Value {
    let objectives: Vec<Value> = made
        .objectives
        .iter()
        .enumerate()
        .map(|(at, said)| objective(said, reading.matches.get(at).copied()))
        .collect();
    let reviews: Vec<Value> =
        made.reviews.iter().map(|said| review(said, &made.objectives)).collect();
    json!({
        "header_raw": {
            "organisation": or_null(&made.who.organisation),
            "executive_sponsor": or_null(&made.who.executive_sponsor),
            "lead_officer": or_null(&made.who.lead_officer),
            "reports_to": or_null(&made.who.reports_to),
            "report_author": or_null(&made.who.report_author),
        },
        "header_parts": {
            "organisations_suggested": people::organisations(&made.who.organisation),
            "executive_sponsor": person(&made.who.executive_sponsor),
            "lead_officer": person(&made.who.lead_officer),
            "report_author": person(&made.who.report_author),
        },
        "objectives": objectives,
        "reviews": reviews,
    })
}

fn person(words: &str) -> Option<Value> {
    let Person { name, job_title, email } = people::person(words)?;
    Some(json!({ "name": name, "job_title": or_null(&job_title), "email": or_null(&email) }))
}

/// The dates that an objective's words name.
fn dates(said: &ProposedObjective) -> Vec<Value> {
    let found = [&said.objective, &said.how].into_iter().flat_map(|words| dates_in(words));
    let value = |words: String, due: Due| json!({ "raw": words, "value": due.value(), "precision": due.precision() });
    found.map(|date| value(date.words, date.due)).collect()
}

fn objective(said: &ProposedObjective, how: Option<&str>) -> Value {
    json!({
        "theme": said.theme.map(String::from),
        "sub_category_raw": said.sub_category_words,
        "sub_category": said.sub_category.as_ref().map(ToString::to_string),
        "match": how,
        "objective": said.objective,
        "how": said.how,
        "data": said.data,
        "outcomes": said.outcomes,
        "prevention_raw": said.prevention.words,
        "supports_prevention": said.prevention.supports,
        "new": said.new,
        "dates": dates(said),
        "extra": extra(&said.extra),
        "place": said.place,
    })
}

fn review(said: &ProposedReview, objectives: &[ProposedObjective]) -> Value {
    let rows: Vec<Value> = said.rows.iter().map(|row| progress(row, objectives)).collect();
    json!({
        "round": said.round,
        "author_raw": or_null(&said.report_author),
        "rows": rows,
        "narrative": {
            "challenges_risks": or_null(&said.challenges_risks),
            "support_needs": or_null(&said.support_needs),
            "lessons_learned": or_null(&said.lessons_learned),
        },
    })
}

fn progress(said: &ProposedProgress, objectives: &[ProposedObjective]) -> Value {
    let matched = about(&said.objective, objectives).filter(|(_, same)| *same || !said.new);
    let how = match matched {
        _ if said.about.is_some() => "the identifier of the form that was sent",
        Some((_, true)) => "exact",
        Some((_, false)) => "reworded: needs confirming",
        None if said.new => "new",
        None => "none: needs choosing",
    };
    json!({
        "theme": said.theme.map(String::from),
        "objective": said.objective,
        "objective_number": matched.map(|(at, _)| at + 1),
        "match": how,
        "progress": said.progress,
        "outputs": said.outputs,
        "outcomes": said.outcomes,
        "next": said.next,
        "status_suggested": suggested(&said.progress),
        "new": said.new,
        "place": said.place,
    })
}

/// The status that the first words of progress suggest, if they do.
fn suggested(progress: &str) -> Option<&'static str> {
    let declared = Status::read(progress).declared;
    (declared != Declared::NotReported).then(|| declared.key())
}

/// A blank form: what it asks, of whom, and by when.
pub(super) fn template(template: &Template) -> Value {
    let asks = |list: &[(Field, String)]| -> Vec<Value> {
        list.iter().map(|(field, label)| json!({ "key": field.key(), "label": label })).collect()
    };
    let rounds: Vec<Value> =
        template.rounds.iter().zip(1..).map(|(asked, n)| round(asked, n)).collect();
    json!({
        "header_fields": asks(&template.header_fields),
        "objective_columns": asks(&template.objective_columns),
        "review_columns": template.review_columns,
        "narrative_fields": asks(&narrative(template)),
        "rounds": rounds,
        "themes": template.themes.iter().map(theme).collect::<Vec<Value>>(),
    })
}

/// The boxes of a review, without the author, who is asked for in every part.
fn narrative(template: &Template) -> Vec<(Field, String)> {
    template
        .narrative_fields
        .iter()
        .filter(|(field, _)| *field != Field::ReportAuthor)
        .cloned()
        .collect()
}

fn round(asked: &AskedRound, number: usize) -> Value {
    let window = asked.window.as_ref();
    json!({
        "n": number,
        "kind": asked.kind,
        "title": asked.title,
        "window_raw": window.map(|(words, ..)| words),
        "window_start": window.map(|(_, start, _)| start.to_string()),
        "window_end": window.map(|(.., end)| end.to_string()),
        "due_raw": asked.due.as_ref().map(|(words, _)| words),
        "due": asked.due.as_ref().map(|(_, day)| day.to_string()),
    })
}

fn theme(theme: &TemplateTheme) -> Value {
    let sub_categories: Vec<Value> = theme
        .sub_categories
        .iter()
        .map(|(code, title)| json!({ "code": code.to_string(), "title": title }))
        .collect();
    json!({
        "code": theme.code.to_string(),
        "title": theme.title,
        "sub_categories": sub_categories,
        "worked_example": theme.worked_example.as_ref().map(example),
    })
}

fn example(example: &WorkedExample) -> Value {
    json!({
        "sub_category_raw": example.sub_category_words,
        "sub_category": example.sub_category.as_ref().map(ToString::to_string),
        "objective": example.objective,
        "how": example.how,
        "data": example.data,
        "outcomes": example.outcomes,
        "prevention": example.prevention.words,
        "supports_prevention": example.prevention.supports,
        "is_example_not_a_return": true,
    })
}
