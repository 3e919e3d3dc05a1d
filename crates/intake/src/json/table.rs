//! Recommendations and actions as data.

use programme::action::ProposedAction;
use programme::by_when::Due;
use programme::plan::ProposedPlan;
use programme::priority::Level;
use programme::recommendation::{Agreement, ProposedRecommendation};
use serde_json::{Value, json};

use super::{extra, or_null, when};
use crate::Reading;

/// The recommendations and the actions of a plan.
pub(super) fn rows(plan: &ProposedPlan, reading: &Reading) -> (Vec<Value>, Vec<Value>) {
    let joined = |number: usize| reading.joined.binary_search(&number).is_ok();
    let recommendations = plan.recommendations.iter().zip(1..);
    let actions = plan.actions.iter().zip(1..);
    (
        recommendations.map(|(said, number)| recommendation(said, joined(number))).collect(),
        actions.map(|(said, number)| action(said, number, joined(number))).collect(),
    )
}

fn recommendation(said: &ProposedRecommendation, joined: bool) -> Value {
    let page =
        said.page.parse::<u32>().map_or_else(|_| json!(or_null(&said.page)), |page| json!(page));
    let agreed = match said.agreed.answer {
        Some(Agreement::Yes) => json!(true),
        Some(Agreement::No) => json!(false),
        Some(Agreement::Partly) => json!("partly"),
        None => Value::Null,
    };
    json!({
        "ref": or_null(&said.reference),
        "page": page,
        "section": or_null(&said.section),
        "text": said.words,
        "priority_raw": said.priority.words,
        "priority": said.priority.level.map(Level::key),
        "priority_scale": or_null(&said.priority.scale),
        "responsibility_raw": said.responsibility.words,
        "responsibility_parts": said.responsibility.parties,
        "responsibility_uncertain": said.responsibility.uncertain,
        "agreed_raw": said.agreed.words,
        "agreed": agreed,
        "comments": or_null(&said.response),
        "date": when(&said.by_when),
        "status_raw": or_null(&said.status.words),
        "status": said.status.declared.key(),
        "joined_across_page_break": joined,
        "extra": extra(&said.extra),
        "places": said.places,
    })
}

fn action(said: &ProposedAction, number: usize, joined: bool) -> Value {
    let outside: Vec<Value> = said
        .outside_deadlines
        .iter()
        .map(|deadline| {
            let due = deadline.by_when.due;
            json!({
                "body": deadline.body,
                "raw": deadline.by_when.words,
                "value": due.map(Due::value),
                "precision": due.map(Due::precision),
            })
        })
        .collect();
    json!({
        "n": number,
        "ref": or_null(&said.reference),
        "objective_group": or_null(&said.group),
        "action": said.words,
        "by_when": when(&said.by_when),
        "responsibility_raw": or_null(&said.responsibility.words),
        "responsibility_parts": said.responsibility.parties,
        "risks": or_null(&said.risks),
        "notes": or_null(&said.notes),
        "status_raw": or_null(&said.status.words),
        "status": said.status.declared.key(),
        "external_deadlines": outside,
        "joined_across_page_break": joined,
        "extra": extra(&said.extra),
        "places": said.places,
    })
}
