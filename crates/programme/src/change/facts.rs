//! What each noun says, as facts in people's words: the one list by which two versions of it are
//! compared.

use jiff::civil::Date;

use super::Thing;
use crate::code::OrganisationCode;
use crate::communication::{Communication, Reached};
use crate::comparison::Promise;
use crate::correspondence::{Correspondence, State};
use crate::field::Field;
use crate::guidance::Guidance;
use crate::insight::Insight;
use crate::objective::Objective;
use crate::organisation::Organisation;
use crate::peer_review::PeerReview;
use crate::plan::Plan;
use crate::risk::{Impact, Likelihood, Risk, RiskState};
use crate::round::Round;
use crate::submission::{ProposedReview, Submission};
use crate::update::Course;

/// The fact whose words are identities of actions, which a page calls by their words.
pub const ACTIONS: &str = "Actions that it threatens";

type Fact = (String, String);
type Name<'a> = &'a dyn Fn(&OrganisationCode) -> String;

impl Thing {
    /// What it says, each fact by its name; bodies are called by theirs.
    pub(super) fn facts(&self, name: Name<'_>) -> Vec<Fact> {
        match self {
            Self::Round(round) => of_round(round, name),
            Self::Submission(submission) => of_submission(submission),
            Self::Objective(objective) => of_objective(objective),
            Self::Insight(insight) => of_insight(insight),
            Self::PeerReview(review) => of_peer_review(review),
            Self::Plan(plan) => of_plan(plan, name),
            Self::Recommendation(recommendation) => {
                of_promise(&recommendation.said, &recommendation.course)
            }
            Self::Action(action) => of_promise(&action.said, &action.course),
            Self::Risk(risk) => of_risk(risk),
            Self::Communication(communication) => of_communication(communication),
            Self::Correspondence(one) => of_correspondence(one),
            Self::Organisation(body) => of_organisation(body, name),
        }
    }
}

fn fact(name: &str, words: impl Into<String>) -> Fact {
    (name.to_owned(), words.into())
}

fn on(name: &str, day: Option<Date>) -> Fact {
    fact(name, day.map_or_else(String::new, |day| day.strftime("%-d %B %Y").to_string()))
}

fn yes(name: &str, is: bool) -> Fact {
    fact(name, if is { "Yes" } else { "No" })
}

fn names<'a>(of: impl Iterator<Item = &'a OrganisationCode>, name: Name<'_>) -> String {
    of.map(name).collect::<Vec<_>>().join("; ")
}

fn of_round(round: &Round, name: Name<'_>) -> Vec<Fact> {
    let guidance = round.guidance.iter().map(Guidance::title).collect::<Vec<_>>();
    vec![
        fact("State", round.state.label()),
        fact("Title", &*round.title),
        fact("Kind", round.kind.label()),
        fact("Framework", round.framework.as_str()),
        on("Opens", Some(round.opens)),
        on("Due", Some(round.due)),
        fact("Who is asked", names(round.asked.iter(), name)),
        fact("Guidance", guidance.join("; ")),
        fact("Mailbox", &*round.mailbox),
        fact("Why it was closed", &*round.closed_because),
    ]
}

fn of_submission(submission: &Submission) -> Vec<Fact> {
    let who = &submission.who;
    let mut facts = vec![
        fact("State", submission.state.label()),
        on("Came in", submission.received),
        fact("What the programme office wrote", &*submission.because),
        on("Signed off", submission.signed_off.map(|one| one.on)),
        fact(Field::ExecutiveSponsor.label(), &*who.executive_sponsor),
        fact(Field::LeadOfficer.label(), &*who.lead_officer),
        fact(Field::ReportsTo.label(), &*who.reports_to),
        fact(Field::ReportAuthor.label(), &*who.report_author),
    ];
    facts.extend(submission.reviews.iter().flat_map(of_review));
    facts
}

fn of_review(review: &ProposedReview) -> Vec<Fact> {
    let rows = review.rows.iter().flat_map(|row| {
        let parts = [
            (Field::Progress, &row.progress),
            (Field::Outputs, &row.outputs),
            (Field::Outcomes, &row.outcomes),
            (Field::Next, &row.next),
        ];
        parts.map(|(field, words)| {
            (format!("{} on “{}”", field.label(), row.objective), words.clone())
        })
    });
    rows.collect()
}

fn of_objective(objective: &Objective) -> Vec<Fact> {
    let promise = &objective.promise;
    let measure = objective.measured_by.as_ref();
    let measure = measure.map(|by| format!("{} by {}", by.indicator, by.breakdown));
    let aims = objective.aims.iter().map(|one| one.aim.words.as_str()).collect::<Vec<_>>();
    let sub_category = promise.sub_category.as_ref().map(ToString::to_string);
    let mut facts = vec![
        fact(Field::Objective.label(), &*promise.objective),
        fact(
            Field::SubCategory.label(),
            sub_category.unwrap_or_else(|| promise.sub_category_words.clone()),
        ),
        fact("Who leads", &*promise.lead),
        fact(Field::How.label(), &*promise.how),
        fact(Field::Data.label(), &*promise.data),
        fact(Field::Outcomes.label(), &*promise.outcomes),
        fact(Field::Prevention.label(), &*promise.prevention.words),
        fact("Measured by", measure.unwrap_or_default()),
        fact("Confirmed targets", aims.join("; ")),
    ];
    facts.extend(promise.extra.iter().cloned());
    facts
}

fn of_insight(insight: &Insight) -> Vec<Fact> {
    let codes = insight.codes.iter().map(crate::code::CodeKey::as_str).collect::<Vec<_>>();
    vec![
        fact("Words", &*insight.said.words),
        fact("Kind", insight.said.kind.label()),
        yes("Flagged to the Board", insight.said.to_the_board),
        yes("Others may read it", insight.said.shared),
        fact("Codes", codes.join("; ")),
        fact("Answer", insight.reply.as_ref().map_or("", |reply| &reply.words)),
    ]
}

fn of_peer_review(review: &PeerReview) -> Vec<Fact> {
    vec![
        fact("State", review.state.label()),
        fact("What is strong", &*review.strengths),
        fact("What could stretch", &*review.stretch),
        fact("Questions", &*review.questions),
        fact("Answer", &*review.answer),
        fact("Agreed", &*review.agreed),
        fact("What others may learn", &*review.learning),
    ]
}

fn of_plan(plan: &Plan, name: Name<'_>) -> Vec<Fact> {
    vec![
        fact("Title", &*plan.title),
        fact("Whose it is", name(&plan.organisation)),
        on("The day it speaks of", Some(plan.as_of)),
        yes("A working version", plan.working),
    ]
}

fn of_promise(said: &impl Promise, course: &Course) -> Vec<Fact> {
    let parts = said.parts().into_iter().map(|(field, words)| fact(field.label(), words));
    let mut facts: Vec<Fact> = parts.collect();
    facts.push(fact(Field::ByWhen.label(), &*said.by_when().words));
    let asked = course.asked.as_ref().map_or("", |asked| &asked.by_when.words);
    facts.push(fact("New date asked for", asked));
    facts.extend(said.extra().iter().cloned());
    facts
}

fn of_risk(risk: &Risk) -> Vec<Fact> {
    let words = risk.every_wording().map(|wording| wording.words.as_str()).collect::<Vec<_>>();
    let actions = risk.every_action().iter().map(ToString::to_string).collect::<Vec<_>>();
    let because = match &risk.state {
        RiskState::Closed { because } => because,
        RiskState::Open | RiskState::Merged { .. } => "",
    };
    vec![
        fact("Words", words.join("; ")),
        fact("State", risk.state.label()),
        fact("Why it is closed", because),
        fact("Likelihood", risk.assessment.likelihood.map_or("", Likelihood::label)),
        fact("Impact", risk.assessment.impact.map_or("", Impact::label)),
        fact("What is done about it", &*risk.mitigation),
        fact("Owner", &*risk.owner.words),
        fact(ACTIONS, actions.join("; ")),
    ]
}

fn of_communication(of: &Communication) -> Vec<Fact> {
    let said = &of.said;
    let cited = |one: &crate::communication::Cited| {
        format!("{} by {} in {}", one.indicator, one.breakdown, one.period)
    };
    let findings: Vec<String> = said.findings.iter().map(cited).collect();
    vec![
        fact("Wave", said.wave.words()),
        fact("Audience", &*said.audience),
        fact("Message", &*said.message),
        fact("Product", &*said.product),
        fact("Channel", &*said.channel),
        fact(Field::ByWhen.label(), &*said.by_when.words),
        fact("Findings", findings.join("; ")),
        fact("State", of.stage.label()),
        fact("Reach", of.reach.map_or_else(String::new, Reached::words)),
    ]
}

fn of_correspondence(one: &Correspondence) -> Vec<Fact> {
    let because = match &one.state {
        State::Standing => "",
        State::Withdrawn { because } => because,
    };
    vec![
        fact("What it is", one.how.label()),
        yes("With it the whole is there", !one.rest_of.is_empty()),
        fact("Why", &*one.why),
        yes("It stands", one.stands()),
        fact("Why it was withdrawn", because),
    ]
}

fn of_organisation(body: &Organisation, name: Name<'_>) -> Vec<Fact> {
    let members = names(body.members.iter().map(|member| &member.organisation), name);
    vec![
        fact("Name", &*body.name),
        fact("Class", body.class.label()),
        on("Opened", body.opened),
        on("Closed", body.closed),
        fact("Who follows it", names(body.successors.iter(), name)),
        fact("Members", members),
    ]
}
