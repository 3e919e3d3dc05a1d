//! The plans beside the project go out in every format and come back as they were, wherever they
//! are there.

use intake::outgoing::{Carried, PlanItems, PlanWords, Prefill, form, plan_page};
use jiff::civil::date;
use paper::write::FORMATS;
use programme::by_when::ByWhen;
use programme::draft::Proposal;
use programme::id::ObjectiveId;
use programme::objective::ProposedObjective;
use programme::plan::{PlanKind, ProposedPlan};
use programme::round::{Round, RoundKind, RoundState, SignOffRule};
use uuid::Uuid;

use crate::support::{framework, paper, reading, reading_of, root};

const PLANS: [&str; 8] = [
    "essex-audit-action-plan.txt",
    "essex-audit-action-plan.docx",
    "essex-audit-action-plan.pdf",
    "essex-audit-tracker.xlsx",
    "cambridgeshire-peterborough-action-plan.md",
    "cambridgeshire-peterborough-action-plan.docx",
    "cambridgeshire-peterborough-action-plan.pdf",
    "cambridgeshire-peterborough-action-plan.xlsx",
];

/// What a plan says of its items, whatever the format: without places, and a date that reads as
/// one by its value, since a workbook shows it in its own way.
fn facts(proposal: Option<&Proposal>) -> ProposedPlan {
    let Some(Proposal::Plan(plan)) = proposal else { panic!("a plan") };
    let mut plan = plan.clone();
    (plan.title, plan.as_of, plan.working) = (String::new(), ByWhen::default(), false);
    let value = |by_when: &mut ByWhen| {
        if by_when.due.is_some() {
            by_when.words = String::new();
            by_when.doubt = None;
            by_when.inferred = false;
        }
    };
    for said in &mut plan.actions {
        said.places = Vec::new();
        value(&mut said.by_when);
    }
    for said in &mut plan.recommendations {
        said.places = Vec::new();
        value(&mut said.by_when);
    }
    plan
}

#[test]
fn the_plans_beside_the_project_go_out_and_come_back() {
    let seeds = root("../shared/seeds");
    if !seeds.exists() {
        eprintln!("no ../shared here: nothing to send out");
        return;
    }
    for name in PLANS {
        let came = reading(&seeds.join(name));
        let Some(Proposal::Plan(plan)) = &came.proposal else { panic!("{name} is a plan") };
        let items = match plan.kind {
            PlanKind::ActionPlan => PlanItems::Actions(&plan.actions),
            PlanKind::Audit => PlanItems::Recommendations(&plan.recommendations),
        };
        let words = PlanWords { title: &plan.title, as_of: &plan.as_of.words, items };
        let page = plan_page(&words, &came.columns);
        for format in FORMATS {
            let bytes = format.write(&page).unwrap();
            let (paper, remarks) = paper(&bytes);
            let back = reading_of(&paper, &remarks);
            let (said, was) = (facts(back.proposal.as_ref()), facts(came.proposal.as_ref()));
            assert_eq!(said, was, "{name} as {}", format.name);
            assert!(back.account.adds_up());
        }
    }
}

#[test]
fn the_return_beside_the_project_is_carried_on_word_for_word() {
    let seed = root("../shared/seeds/gloucestershire-return-severnbank-2024.docx");
    if !seed.exists() {
        eprintln!("no ../shared here: nothing to carry on");
        return;
    }
    let came = reading(&seed);
    let Some(Proposal::Return(made)) = &came.proposal else { panic!("a return") };
    let id = |number: u128| ObjectiveId::new(Uuid::from_u128(number));
    let objectives = made.objectives.iter().zip(1..).map(|(promise, number)| Carried {
        id: id(number),
        promise: promise.clone(),
        last: None,
        new: false,
    });
    let sent = form(&Prefill {
        round: Round {
            key: "2026-planning".parse().unwrap(),
            title: "Planning".to_owned(),
            kind: RoundKind::Planning,
            framework: framework().key.clone(),
            opens: date(2026, 1, 5),
            due: date(2026, 2, 27),
            asked: Vec::new(),
            state: RoundState::Open,
            guidance: Vec::new(),
            mailbox: String::new(),
            sign_off: SignOffRule::NotNeeded,
            peer_review: None,
            reminders: Vec::new(),
            questions: Vec::new(),
            closed_because: String::new(),
        },
        framework: framework().clone(),
        organisation: made.who.organisation.clone(),
        who: made.who.clone(),
        objectives: objectives.collect(),
        review: None,
    });
    let (paper, remarks) = paper(&sent.unwrap());
    let back = reading_of(&paper, &remarks);
    let Some(Proposal::Return(back)) = &back.proposal else { panic!("a return") };
    assert_eq!(back.who, made.who);
    let plain = |objective: &ProposedObjective| ProposedObjective {
        carries_on: None,
        place: String::new(),
        new: false,
        ..objective.clone()
    };
    let by_words = |objectives: &[ProposedObjective]| {
        let mut all: Vec<_> = objectives.iter().map(plain).collect();
        all.sort_by(|one, other| one.objective.cmp(&other.objective));
        all
    };
    assert_eq!(by_words(&back.objectives), by_words(&made.objectives));
    assert!(back.objectives.iter().all(|objective| objective.carries_on.is_some()));
}
