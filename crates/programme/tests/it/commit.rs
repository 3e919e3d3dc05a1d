//! Only what a person settled is kept, where it was meant to go, and each thing knows its origin.

use jiff::civil::date;
use programme::answer::Said;
use programme::commitment::{Commitment, Making, Misfit, Source, commit};
use programme::draft::{Account, Draft, Proposal, settle};
use programme::framework::Framework;
use programme::id::{ImportId, PersonId};
use programme::import::{Import, ImportState, Target};
use programme::logic_model::LogicModel;
use programme::mapping::Mapping;
use programme::objective::{MeasuredBy, Objective, ProposedObjective};
use programme::origin::Origin;
use programme::submission::ProposedReturn;
use uuid::Uuid;

fn import(target: Target) -> Import {
    let objective = |code: Option<&str>, place: &str| ProposedObjective {
        objective: "Halve the gap".to_owned(),
        sub_category: code.map(|code| code.parse().unwrap()),
        place: place.to_owned(),
        ..ProposedObjective::default()
    };
    let objectives =
        vec![objective(Some("B3"), "table 7, row 3"), objective(None, "table 7, row 4")];
    let proposal = Proposal::Return(ProposedReturn { objectives, ..ProposedReturn::default() });
    Import {
        id: ImportId::new(Uuid::from_u128(1)),
        file: "return.docx".to_owned(),
        sha256: "ab".repeat(32),
        kind: "planning_and_review_return".to_owned(),
        target,
        state: ImportState::Ready,
        draft: Draft {
            proposal,
            doubts: Vec::new(),
            account: Account::default(),
            columns: Vec::new(),
        },
        mapping: Mapping::default(),
        mends: Vec::new(),
        decisions: Vec::new(),
        revision: 1,
        received: jiff::Timestamp::UNIX_EPOCH,
    }
}

fn made(import: &Import) -> Result<Commitment, Misfit> {
    made_after(import, &[])
}

fn made_after(import: &Import, earlier: &[Objective]) -> Result<Commitment, Misfit> {
    let text = include_str!("../../../../data/frameworks/gloucestershire-2024.toml");
    let framework = Framework::from_toml(text).unwrap();
    let settled = settle(import.draft.clone(), &[], PersonId::new(Uuid::from_u128(2))).unwrap();
    let mut drawn = 0;
    let draw = || {
        drawn += 1;
        Uuid::from_u128(drawn)
    };
    let received = date(2026, 9, 30);
    let making = Making {
        source: Source::Document(import),
        framework: Some(&framework),
        standing: None,
        returned: None,
        earlier,
        received,
        draw,
    };
    commit(&settled, making)
}

fn to_round() -> Target {
    Target::Round { round: "2026-planning".parse().unwrap(), organisation: "RT1".parse().unwrap() }
}

#[test]
fn an_objective_without_a_sub_category_of_the_framework_is_not_kept() {
    let refused = made(&import(to_round())).unwrap_err();
    assert!(matches!(refused, Misfit::NoSubCategory { number: 2, .. }), "{refused}");
}

#[test]
fn a_return_brought_in_as_a_plan_is_refused_in_words() {
    let plan = "action-plan".parse().unwrap();
    let target = Target::Plan { plan, organisation: "RT1".parse().unwrap() };
    let refused = made(&import(target)).unwrap_err().to_string();
    assert_eq!(refused, "this document is a return to a round, and it was brought in as a plan");
}

#[test]
fn each_objective_knows_the_document_and_the_place_it_came_from() {
    let mut whole = import(to_round());
    let Proposal::Return(proposed) = &mut whole.draft.proposal else { panic!("a return") };
    proposed.objectives.pop();
    let commitment = made(&whole).unwrap();
    let kept = commitment.submission().unwrap();
    assert_eq!(kept.objectives.len(), 1);
    let objective = &kept.objectives[0].noun;
    assert_eq!(objective.submission, kept.submission.noun.id);
    let Origin::Document { import, sha256, place } = &objective.origin else { panic!("typed") };
    assert_eq!((import, place.as_str()), (&whole.id, "table 7, row 3"));
    assert_eq!(*sha256, whole.sha256);
}

#[test]
fn an_objective_that_is_carried_on_keeps_its_measure_and_none_of_anothers() {
    let mut first = import(to_round());
    let Proposal::Return(proposed) = &mut first.draft.proposal else { panic!("a return") };
    proposed.objectives.pop();
    let commitment = made(&first).unwrap();
    let kept = commitment.submission().unwrap();
    let mut earlier: Vec<Objective> = kept.objectives.iter().map(|v| v.noun.clone()).collect();
    let measure = MeasuredBy {
        indicator: "health-checks".parse().unwrap(),
        breakdown: "deprivation".to_owned(),
    };
    earlier[0].measured_by = Some(measure.clone());
    let mut second = first.clone();
    let Proposal::Return(proposed) = &mut second.draft.proposal else { panic!("a return") };
    proposed.objectives[0].carries_on = Some(earlier[0].id);
    let kept = made_after(&second, &earlier).unwrap();
    let carried = &kept.submission().unwrap().objectives[0].noun;
    assert_eq!(carried.promise.carries_on, Some(earlier[0].id));
    assert_eq!(carried.measured_by, Some(measure));
    // Of an objective that was never this body's, nothing is carried on.
    let kept = made_after(&second, &[]).unwrap();
    let other = &kept.submission().unwrap().objectives[0].noun;
    assert_eq!((&other.promise.carries_on, &other.measured_by), (&None, &None));
}

#[test]
fn a_document_that_does_not_ask_who_leads_leaves_the_lead_as_it_stood() {
    let mut whole = import(to_round());
    let Proposal::Return(proposed) = &mut whole.draft.proposal else { panic!("a return") };
    proposed.objectives.pop();
    let mut earlier = made(&whole).unwrap().submission().unwrap().objectives[0].noun.clone();
    earlier.promise.lead = "The lead nurse".to_owned();
    let thought = LogicModel { inputs: "Two nurses".to_owned(), ..LogicModel::default() };
    earlier.promise.logic_model = Some(Box::new(thought));
    let Proposal::Return(proposed) = &mut whole.draft.proposal else { panic!("a return") };
    proposed.objectives[0].carries_on = Some(earlier.id);
    let commitment = made_after(&whole, std::slice::from_ref(&earlier)).unwrap();
    let kept = commitment.submission().unwrap();
    let promise = &kept.objectives[0].noun.promise;
    assert_eq!(promise.lead, "The lead nurse");
    assert_eq!(promise.logic_model, earlier.promise.logic_model);
    // The answers that whoever goes on writing finds say the same.
    let written = kept.answers.iter().find_map(|version| match &version.noun.said {
        Said::Objective(said) => Some(said.lead.as_str()),
        Said::Who(_) | Said::Progress(_) | Said::Insight(_) => None,
    });
    assert_eq!(written, Some("The lead nurse"));
}
