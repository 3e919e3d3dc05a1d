//! Organisations follow each other, and answer together: nobody follows themselves, and nobody is
//! counted twice.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use programme::code::OrganisationCode;
use programme::organisation::{Class, NotThisBody, Organisation, fits};
use programme::partnership::{Member, Part, partnerships_of, parts_of};
use programme::succession::{Lineage, lineage, today_of};
use programme::term::Term;
use proptest::prelude::*;

fn code(text: &str) -> OrganisationCode {
    text.parse().unwrap()
}

fn codes(text: &str) -> Vec<OrganisationCode> {
    text.split_whitespace().map(code).collect()
}

/// A body that is followed by others.
fn body(own: &str, successors: &str) -> Organisation {
    let new = Organisation::new(code(own), own, Class::Trust);
    Organisation { successors: codes(successors), ..new }
}

fn closed(on: Date, body: Organisation) -> Organisation {
    Organisation { closed: Some(on), ..body }
}

fn partnership(own: &str, members: &str) -> Organisation {
    let member = |organisation| Member { organisation, term: Term::since(date(2024, 4, 1)) };
    let members = codes(members).into_iter().map(member).collect();
    Organisation { members, ..Organisation::new(code(own), own, Class::Partnership) }
}

/// Two trusts became one group, which became half of a board; the other half had another past.
fn history() -> Vec<Organisation> {
    vec![
        closed(date(2013, 3, 31), body("PCT-north", "CCG")),
        closed(date(2013, 3, 31), body("PCT-south", "CCG")),
        closed(date(2022, 6, 30), body("CCG", "ICB-east ICB-west")),
        body("ICB-east", ""),
        closed(date(2026, 3, 31), body("ICB-west", "ICB-new")),
        Organisation { opened: Some(date(2026, 4, 1)), ..body("ICB-new", "") },
        closed(date(2012, 1, 1), body("LSP", "")),
    ]
}

#[test]
fn a_lineage_goes_back_and_on_the_nearest_first() {
    let found = lineage(&history(), &code("CCG")).unwrap();
    let expected = Lineage {
        predecessors: codes("PCT-north PCT-south"),
        successors: codes("ICB-east ICB-west ICB-new"),
    };
    assert_eq!(found, expected);
    let back = lineage(&history(), &code("ICB-new")).unwrap().predecessors;
    assert_eq!(back, codes("ICB-west CCG PCT-north PCT-south"));
    assert_eq!(lineage(&history(), &code("LSP")).unwrap(), Lineage::default());
}

#[test]
fn who_stands_for_a_closed_body_are_its_living_successors() {
    let stands =
        |whose, day| today_of(&history(), &code(whose), day).into_iter().collect::<Vec<_>>();
    assert_eq!(stands("PCT-north", date(2010, 1, 1)), codes("PCT-north"));
    assert_eq!(stands("PCT-north", date(2013, 3, 31)), codes("PCT-north"));
    assert_eq!(stands("PCT-north", date(2013, 4, 1)), codes("CCG"));
    assert_eq!(stands("PCT-north", date(2024, 1, 1)), codes("ICB-east ICB-west"));
    assert_eq!(stands("PCT-north", date(2026, 4, 1)), codes("ICB-east ICB-new"));
    assert_eq!(stands("ICB-new", date(2025, 1, 1)), [], "it is not there yet");
    assert_eq!(stands("LSP", date(2024, 1, 1)), [], "nobody followed it");
}

#[test]
fn bodies_that_do_not_hold_together_are_refused_in_words() {
    let others = history();
    let refused = |body: &Organisation| fits(body, &others).unwrap_err().to_string();
    let circle = Organisation { successors: codes("PCT-north"), ..body("ICB-east", "") };
    assert!(refused(&circle).ends_with("would follow itself, by way of those that follow it"));
    assert_eq!(fits(&body("new", "new"), &others), Err(NotThisBody::FollowsItself(code("new"))));
    assert_eq!(
        refused(&body("new", "nobody")),
        "new names nobody, which is not an organisation here; add nobody first"
    );
    let backwards = Organisation { opened: Some(date(2024, 1, 1)), ..body("new", "") };
    assert_eq!(
        refused(&closed(date(2023, 1, 1), backwards)),
        "new closes on 2023-01-01, before it opens on 2024-01-01"
    );
    let trust = Organisation { class: Class::Trust, ..partnership("new", "CCG") };
    assert_eq!(refused(&trust), "new is not a partnership, and so it has no members");
    let around = [partnership("one", "two")];
    assert_eq!(
        fits(&partnership("two", "one"), &around),
        Err(NotThisBody::MemberOfItself(code("two")))
    );
    assert_eq!(fits(&partnership("new", "CCG LSP"), &others), Ok(()));
}

#[track_caller]
fn check(asked: &str, day: Date, expected: &[(&str, bool, &str)]) {
    let bodies = [
        body("RT1", ""),
        body("RT2", ""),
        body("RT3", ""),
        partnership("homeless", "RT1 RT2"),
        partnership("travel", "RT2"),
        partnership("all", "homeless travel RT3"),
        partnership("empty", ""),
    ];
    let expected: Vec<Part> = expected
        .iter()
        .map(|&(own, itself, through)| {
            let through = codes(through).into_iter().collect();
            Part { body: code(own), itself, through }
        })
        .collect();
    assert_eq!(parts_of(&bodies, &codes(asked), day), expected);
}

#[test]
fn a_member_asked_itself_and_through_a_partnership_is_two_returns_and_one_body() {
    let day = date(2026, 4, 1);
    check("RT1", day, &[("RT1", true, "")]);
    check("RT1 homeless", day, &[("RT1", true, "homeless"), ("RT2", false, "homeless")]);
    check("homeless travel", day, &[("RT1", false, "homeless"), ("RT2", false, "homeless travel")]);
    check("RT1 RT1", day, &[("RT1", true, "")]);
    check("all", day, &[("RT1", false, "all"), ("RT2", false, "all"), ("RT3", false, "all")]);
    // A partnership in which nobody is, or of which we know nothing, is not nobody.
    check("empty", day, &[("empty", true, "")]);
    check("homeless", date(2024, 3, 31), &[("homeless", true, "")]);
    check("stranger", day, &[("stranger", true, "")]);
}

#[test]
fn a_body_is_in_the_partnerships_of_the_day() {
    let bodies = [body("RT1", ""), partnership("homeless", "RT1"), partnership("travel", "RT2")];
    let on = |day| partnerships_of(&bodies, &code("RT1"), day).len();
    assert_eq!((on(date(2024, 3, 31)), on(date(2024, 4, 1))), (0, 1));
}

fn number(at: usize) -> OrganisationCode {
    code(&format!("body-{at:02}"))
}

/// Bodies of which each is followed by some that come after it in number, so that there is no circle.
fn a_past(many: usize) -> impl Strategy<Value = Vec<Organisation>> {
    let years = prop::option::of(2000..2030_i16);
    let body = (prop::collection::btree_set(0..many, 0..3), years);
    prop::collection::vec(body, many).prop_map(|bodies| {
        let one = |(at, (after, last)): (usize, (BTreeSet<usize>, Option<i16>))| Organisation {
            successors: after.into_iter().filter(|other| *other > at).map(number).collect(),
            closed: last.map(|year| date(year, 3, 31)),
            ..Organisation::new(number(at), "", Class::Trust)
        };
        bodies.into_iter().enumerate().map(one).collect()
    })
}

/// Partnerships of each other and of bodies, circles among them.
fn a_region() -> impl Strategy<Value = Vec<Organisation>> {
    let members = prop::collection::btree_set(0..12_usize, 0..5);
    prop::collection::vec(members, 6).prop_map(|partnerships| {
        let member = |at| Member { organisation: number(at), term: Term::since(date(2024, 4, 1)) };
        let of = |(at, members): (usize, BTreeSet<usize>)| Organisation {
            members: members.into_iter().map(member).collect(),
            ..Organisation::new(number(at), "", Class::Partnership)
        };
        let bodies = (6..12).map(|at| Organisation::new(number(at), "", Class::Trust));
        partnerships.into_iter().enumerate().map(of).chain(bodies).collect()
    })
}

proptest! {
    #[test]
    fn who_follows_is_followed(bodies in a_past(9)) {
        for body in &bodies {
            let found = lineage(&bodies, &body.code).unwrap();
            for later in &found.successors {
                let back = lineage(&bodies, later).unwrap().predecessors;
                prop_assert!(back.contains(&body.code));
            }
            let all: BTreeSet<_> = found.successors.iter().chain(&found.predecessors).collect();
            prop_assert_eq!(all.len(), found.successors.len() + found.predecessors.len());
            prop_assert!(!all.contains(&body.code));
            // Whoever stands between two stands before the further one.
            for (place, later) in found.successors.iter().enumerate() {
                let next = &bodies.iter().find(|one| one.code == *later).unwrap().successors;
                prop_assert!(found.successors[..place].iter().all(|one| !next.contains(one)));
            }
        }
    }

    #[test]
    fn a_body_never_follows_itself(bodies in a_past(9), from in 0..9_usize) {
        let first = &bodies[from].code;
        for later in lineage(&bodies, first).unwrap().successors {
            let last = bodies.iter().find(|one| one.code == later).unwrap();
            let mut successors = last.successors.clone();
            successors.push(first.clone());
            let around = Organisation { successors, ..last.clone() };
            prop_assert!(matches!(fits(&around, &bodies), Err(NotThisBody::FollowsItself(_))));
        }
    }

    #[test]
    fn only_the_living_stand_for_a_body(bodies in a_past(9), year in 2000..2032_i16) {
        let day = date(year, 1, 1);
        for body in &bodies {
            let found = today_of(&bodies, &body.code, day);
            let line = lineage(&bodies, &body.code).unwrap().successors;
            for one in &found {
                prop_assert!(*one == body.code || line.contains(one));
                prop_assert!(bodies.iter().any(|other| other.code == *one && other.is_open(day)));
            }
            let itself = BTreeSet::from([body.code.clone()]);
            prop_assert_eq!(body.is_open(day), found == itself);
        }
    }

    #[test]
    fn every_body_counts_once_and_nobody_asked_is_lost(
        bodies in a_region(), asked in prop::collection::vec(0..14_usize, 0..10), turn in 0..10_usize,
    ) {
        let day = date(2026, 4, 1);
        let asked: Vec<OrganisationCode> = asked.into_iter().map(number).collect();
        let parts = parts_of(&bodies, &asked, day);
        let once: BTreeSet<_> = parts.iter().map(|part| &part.body).collect();
        prop_assert_eq!(once.len(), parts.len());
        for one in &asked {
            let speaks = |part: &&Part| (part.itself && part.body == *one) || part.through.contains(one);
            prop_assert!(parts.iter().any(|part| speaks(&part)), "{one} is counted nowhere");
        }
        for part in &parts {
            prop_assert_eq!(part.itself, asked.contains(&part.body) && !part.through.contains(&part.body));
            prop_assert!(part.through.iter().all(|one| asked.contains(one)));
            prop_assert!(part.itself || !part.through.is_empty());
        }
        let mut turned = asked.clone();
        turned.rotate_left(turn % asked.len().max(1));
        turned.extend(asked.first().cloned());
        prop_assert_eq!(parts_of(&bodies, &turned, day), parts);
    }
}
