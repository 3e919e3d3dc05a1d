//! What the document becomes, thing by thing, in its own words and our reading.

use programme::action::ProposedAction;
use programme::draft::Proposal;
use programme::objective::ProposedObjective;
use programme::recommendation::ProposedRecommendation;
use programme::submission::{ProposedProgress, ProposedReturn, WhosWho};
use serde::Serialize;

use crate::problem::sentence;
use crate::views::{Link, When};

/// One thing the document becomes.
#[derive(Serialize)]
pub(super) struct Becomes {
    pub(super) id: String,
    pub(super) title: String,
    parts: Vec<Said>,
    pub(super) twin: Option<Link>,
    #[serde(skip)]
    pub(super) places: Vec<String>,
}

#[derive(Serialize)]
pub(super) struct Said {
    label: &'static str,
    words: String,
    reading: Option<String>,
}

pub(super) fn becomes(proposal: &Proposal) -> Vec<Becomes> {
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
