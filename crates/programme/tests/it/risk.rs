//! Risks: what is merged keeps everything, once, and comes apart again.

use std::collections::BTreeSet;

use programme::action::{Action, ProposedAction};
use programme::id::{ActionId, PlanId, RiskId};
use programme::origin::Origin;
use programme::risk::{
    Assessment, Impact, Likelihood, NotNow, Risk, RiskState, Whose, Wording, WordingFrom, Written,
    parts, proposed,
};
use programme::update::Course;
use programme::wording::plain;
use proptest::prelude::*;
use uuid::Uuid;

fn action(number: usize) -> ActionId {
    ActionId::new(Uuid::from_u128(u128::try_from(number).unwrap()))
}

fn id(number: usize) -> RiskId {
    RiskId::new(Uuid::from_u128(u128::try_from(number).unwrap()))
}

/// A risk with one wording, of one action.
fn risk(number: usize) -> Risk {
    let words = format!("What may happen, number {number}");
    let from = WordingFrom::Action(action(number));
    Risk::new(id(number), "RRV".parse().unwrap(), vec![Wording { words, from }])
}

fn assessed() -> Assessment {
    Assessment { likelihood: Some(Likelihood::Likely), impact: Some(Impact::Major) }
}

#[test]
fn two_wordings_of_one_risk_are_both_kept_and_come_apart() {
    let (one, other) = (risk(1), Risk { assessment: assessed(), ..risk(2) });
    let (on, gone) = one.clone().merged(other.clone(), Whose::Theirs).unwrap();
    let words: Vec<_> = on.every_wording().map(|wording| wording.words.as_str()).collect();
    assert_eq!(words, ["What may happen, number 1", "What may happen, number 2"]);
    assert_eq!(on.every_action(), BTreeSet::from([action(1), action(2)]));
    assert_eq!((on.assessment, &gone.state), (assessed(), &RiskState::Merged { into: on.id }));
    let twice = on.clone().merged(gone.clone(), Whose::Ours);
    assert_eq!(twice, Err(NotNow::NotOpen("Merged into another")));
    assert_eq!(one.clone().merged(one.clone(), Whose::Ours), Err(NotNow::Itself));
    let elsewhere = Risk { organisation: "lantern".parse().unwrap(), ..risk(3) };
    assert_eq!(one.clone().merged(elsewhere, Whose::Ours), Err(NotNow::OfTwoBodies));
    assert_eq!(on.clone().taken_apart(gone.clone(), " "), Err(NotNow::NoReason));
    assert_eq!(one.clone().taken_apart(risk(3), "No"), Err(NotNow::NotMerged));
    let (on, again) = on.taken_apart(gone, "They are two after all").unwrap();
    assert_eq!((on.wordings, on.actions, on.absorbed), (one.wordings, one.actions, vec![]));
    assert_eq!(again, other);
}

#[test]
fn a_risk_is_closed_and_opened_for_a_reason() {
    assert_eq!(risk(1).closed(" "), Err(NotNow::NoReason));
    let closed = risk(1).closed("The lift was built").unwrap();
    assert_eq!(closed.clone().closed("Again"), Err(NotNow::NotOpen("Closed")));
    assert_eq!(closed.clone().written(Written::default()), Err(NotNow::NotOpen("Closed")));
    assert_eq!(closed.clone().reopened(""), Err(NotNow::NoReason));
    assert_eq!(closed.reopened("It broke").unwrap(), risk(1));
    assert_eq!(risk(1).reopened("It broke"), Err(NotNow::NotClosed));
}

#[test]
fn other_words_come_first_and_those_that_stood_stay() {
    let words = "Said more plainly".to_owned();
    let written = risk(1).written(Written { words, ..Written::default() }).unwrap();
    let said: Vec<_> = written.wordings.iter().map(|one| (&*one.words, one.from)).collect();
    let stood = ("What may happen, number 1", WordingFrom::Action(action(1)));
    assert_eq!(said, [("Said more plainly", WordingFrom::Typed), stood]);
    let silent = Risk::new(id(1), "RRV".parse().unwrap(), Vec::new());
    assert_eq!(silent.written(Written::default()), Err(NotNow::NoWords));
}

#[test]
fn a_risk_is_split_into_its_own_words_and_no_others() {
    let words = "Rooms are small No lift".to_owned();
    let from = WordingFrom::Action(action(1));
    let whole = Risk::new(id(1), "RRV".parse().unwrap(), vec![Wording { words, from }]);
    let said = |parts: &[&str]| -> Vec<(RiskId, String)> {
        (1..).zip(parts).map(|(number, part)| (id(number), (*part).to_owned())).collect()
    };
    for wrong in [&["Rooms are small"][..], &["Rooms", "No lift"], &["Rooms are small No lift", ""]]
    {
        let refused = whole.clone().split(&said(wrong));
        assert!(matches!(refused, Err(NotNow::OtherWords(_))), "{wrong:?}");
    }
    let (on, new) = whole.split(&said(&["Rooms are small", "No lift"])).unwrap();
    assert_eq!(on.words(), "Rooms are small");
    let [second] = &new[..] else { panic!("{new:?}") };
    assert_eq!((second.words(), second.every_action()), ("No lift", on.every_action()));
}

#[test]
fn what_cells_say_is_proposed_with_what_is_alike_and_what_is_kept() {
    let cells = [
        "Figures do not come in time",
        "",
        "Staff cannot be spared on wards Little interest from partners",
        "Figures come not in good time",
        "None",
    ];
    let of = |(number, risks): (usize, &&str)| Action {
        id: action(number),
        plan: PlanId::new(Uuid::from_u128(1)),
        position: 1,
        said: ProposedAction { risks: (*risks).to_owned(), ..ProposedAction::default() },
        course: Course::default(),
        origin: Origin::Typed,
    };
    let actions: Vec<Action> = cells.iter().enumerate().map(of).collect();
    let words = "Little interest from partners".to_owned();
    let from = WordingFrom::Action(action(2));
    let kept = Risk::new(id(9), "RRV".parse().unwrap(), vec![Wording { words, from }]);
    let found = proposed(&actions, &[kept]);
    assert_eq!(found.blank, 2);
    let told: Vec<Vec<_>> = found
        .cells
        .iter()
        .map(|cell| cell.parts.iter().map(|part| (&*part.words, part.kept)).collect())
        .collect();
    assert_eq!(
        told,
        [
            vec![("Figures do not come in time", None)],
            vec![
                ("Staff cannot be spared on wards", None),
                ("Little interest from partners", Some(id(9))),
            ],
            vec![("Figures come not in good time", None)],
        ]
    );
    let alike: Vec<_> =
        found.alike.iter().map(|pair| (pair.one, pair.other, pair.likeness)).collect();
    assert_eq!(alike, [((0, 0), (2, 0), 83)]);
}

proptest! {
    /// However risks are merged and taken apart, the open ones hold every wording and every action
    /// once, and each that was merged leads to one that holds what it says.
    #[test]
    fn no_wording_and_no_action_is_ever_lost(steps in prop::collection::vec((0..6_usize, 0..6_usize, any::<bool>()), 0..40)) {
        let mut all: Vec<Risk> = (0..6).map(risk).collect();
        for (one, other, apart) in steps {
            let (on, off) = (all[one].clone(), all[other].clone());
            let done = if apart { on.taken_apart(off, "Two") } else { on.merged(off, Whose::Ours) };
            if let Ok((on, off)) = done {
                all[one] = on;
                all[other] = off;
            }
        }
        let open = all.iter().filter(|risk| risk.state == RiskState::Open);
        let (mut words, mut actions) = (Vec::new(), Vec::new());
        for risk in open {
            words.extend(risk.every_wording().map(|wording| wording.words.clone()));
            actions.extend(risk.every_action());
        }
        words.sort();
        actions.sort();
        prop_assert_eq!(words, (0..6).map(|n| risk(n).words().to_owned()).collect::<Vec<_>>());
        prop_assert_eq!(actions, (0..6).map(action).collect::<Vec<_>>());
        for gone in &all {
            if let RiskState::Merged { into } = gone.state {
                let on = all.iter().find(|risk| risk.id == into).unwrap();
                let held: Vec<_> = on.every_wording().collect();
                prop_assert!(gone.every_wording().all(|wording| held.contains(&wording)));
            }
        }
    }

    /// Whatever stands in a cell, what is proposed of it is its words, in their order.
    #[test]
    fn parts_are_the_words_of_the_cell(words in "([A-Za-z]{1,9}[ ;,.\n]{1,2}){0,20}") {
        prop_assert_eq!(plain(&parts(&words).join(" ")), plain(&words));
    }

    #[test]
    fn any_text_has_parts(words in "\\PC{0,200}") {
        prop_assert!(parts(&words).iter().all(|part| !plain(part).is_empty()));
    }
}
