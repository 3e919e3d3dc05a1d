//! Cross-walks: coverage by the weakest link, standing by the worst, and nothing dropped.

use std::collections::BTreeMap;

use jiff::civil::date;
use programme::by_when::ByWhen;
use programme::correspondence::{End, How};
use programme::crosswalk::{Coverage, Footing, Ground, Link, Stood, Walk, carried};
use programme::framework::{Framework, Node};
use programme::id::{ActionId, CorrespondenceId, ObjectiveId};
use programme::likeness::Vocabulary;
use programme::standing::Rule;
use programme::status::Declared;
use proptest::prelude::*;
use uuid::Uuid;

fn framework(key: &str, nodes: &str) -> Framework {
    let text = format!(
        "key = \"{key}\"\ntitle = \"{key}\"\nversion = \"1\"\nstatus = \"checked\"\nsource = \"Ours\"\n{nodes}"
    );
    Framework::from_toml(&text).unwrap()
}

/// Requirements 1 to 4; the second holds two more.
fn letter() -> Framework {
    let requirement =
        |code: &str| format!("[[requirement]]\ncode = \"{code}\"\ntitle = \"{code}\"\n");
    let below = |code: &str| {
        format!("[[requirement.requirement]]\ncode = \"{code}\"\ntitle = \"{code}\"\n")
    };
    let deadline = "deadline = { by_when = \"31 December 2026\", body = \"NHSE\" }\n";
    let nodes = [
        requirement("1") + deadline,
        requirement("2") + &below("2a") + &below("2b"),
        requirement("3"),
        requirement("4"),
    ];
    framework("letter", &nodes.concat())
}

fn strategy() -> Framework {
    let priority = |code: &str| format!("[[priority]]\ncode = \"{code}\"\ntitle = \"{code}\"\n");
    framework("strategy", &["a", "b", "c"].map(priority).concat())
}

fn action(number: u128) -> End {
    End::Action(ActionId::new(Uuid::from_u128(number)))
}

fn objective(number: u128) -> End {
    End::Objective(ObjectiveId::new(Uuid::from_u128(number)))
}

fn node(text: &str) -> End {
    text.parse().unwrap()
}

fn said(number: u128) -> CorrespondenceId {
    CorrespondenceId::new(Uuid::from_u128(number))
}

fn link(number: u128, from: End, how: How, to: &str) -> Link {
    let ground = Ground::Said(said(number));
    Link { from, to: node(to), how, ground, rest_of: Vec::new() }
}

fn due(words: &str, declared: Declared) -> Stood {
    let (by_when, day) = (ByWhen::read(words), date(2026, 11, 1));
    let standing = Rule::default().standing(&by_when, declared, None, day);
    Stood::of(standing, declared, by_when.due)
}

fn items(of: &[(End, Stood)]) -> BTreeMap<End, Stood> {
    of.iter().cloned().collect()
}

fn walk(links: Vec<Link>, of: &[(End, Stood)]) -> Walk {
    Walk::of(&[letter(), strategy()], links, items(of))
}

fn open() -> Stood {
    due("30 June 2027", Declared::InProgress)
}

#[test]
fn equal_covers_the_whole_parts_stay_parts_and_what_contributes_never_covers() {
    let links = vec![
        link(1, action(1), How::Equal, "letter/1"),
        link(2, action(2), How::PartOf, "letter/3"),
        link(3, action(3), How::PartOf, "letter/3"),
        link(4, action(4), How::Contributes, "letter/4"),
        link(5, action(5), How::Contributes, "letter/4"),
    ];
    let all: Vec<_> = (1..=5).map(|number| (action(number), open())).collect();
    let walked = walk(links.clone(), &all);
    let of = |code: &str| walked.coverage(&node(&format!("letter/{code}")));
    assert_eq!(of("1"), Coverage::Wholly);
    assert_eq!(of("3"), Coverage::Partly);
    assert_eq!(of("4"), Coverage::Supported);
    assert_eq!(of("2"), Coverage::Uncovered);
    // Somebody says that the two parts are the whole: while both are there, they are.
    let mut together = links;
    together[2].rest_of = vec![said(2)];
    assert_eq!(walk(together.clone(), &all).coverage(&node("letter/3")), Coverage::Wholly);
    let given_up: Vec<_> = all
        .iter()
        .map(|(end, stood)| (end.clone(), if *end == action(2) { Stood::GivenUp } else { *stood }))
        .collect();
    assert_eq!(walk(together, &given_up).coverage(&node("letter/3")), Coverage::Partly);
}

#[test]
fn a_chain_is_as_strong_as_its_weakest_link_and_stands_as_the_worst_of_it() {
    let links = vec![
        link(1, node("strategy/a"), How::Equal, "letter/1"),
        link(2, action(1), How::Contributes, "strategy/a"),
        link(3, node("strategy/b"), How::PartOf, "letter/3"),
        link(4, action(2), How::Equal, "strategy/b"),
        link(5, action(3), How::Equal, "strategy/b"),
        link(6, objective(1), How::PartOf, "letter/4"),
        Link { to: objective(1), ..link(7, action(2), How::PartOf, "letter/4") },
    ];
    let late = due("30 September 2026", Declared::Delayed);
    let of = [
        (action(1), open()),
        (action(2), late),
        (action(3), open()),
        (objective(1), Stood::objective()),
    ];
    let walked = walk(links, &of);
    let told = |code: &str| {
        let end = node(&format!("letter/{code}"));
        (walked.coverage(&end), walked.footing(&end))
    };
    assert_eq!(told("1"), (Coverage::Supported, Some(Footing::OnCourse)));
    assert_eq!(told("3"), (Coverage::Partly, Some(Footing::Late)));
    assert_eq!(told("4"), (Coverage::Partly, Some(Footing::Late)), "it stands as its action does");
    // What equals serves both ways, and a circle covers nothing of itself.
    assert_eq!(walked.due(&objective(1)), Some(date(2026, 9, 30)));
    let circle = vec![
        link(1, node("strategy/a"), How::Equal, "letter/1"),
        link(2, node("letter/1"), How::PartOf, "strategy/b"),
        link(3, node("strategy/b"), How::PartOf, "letter/1"),
    ];
    let nothing = walk(circle.clone(), &[]);
    assert!(nothing.told(&letter()).iter().all(|told| told.coverage == Coverage::Uncovered));
    let mut begun = circle;
    begun.push(link(4, action(1), How::Equal, "letter/1"));
    let walked = walk(begun, &[(action(1), open())]);
    assert_eq!(walked.coverage(&node("strategy/a")), Coverage::Wholly);
    assert_eq!(walked.coverage(&node("strategy/b")), Coverage::Partly);
    assert_eq!(walked.coverage(&node("letter/1")), Coverage::Wholly);
}

#[test]
fn a_node_is_covered_by_what_stands_below_it() {
    let of = [(action(1), open())];
    let one = vec![link(1, action(1), How::Equal, "letter/2a")];
    assert_eq!(walk(one.clone(), &of).coverage(&node("letter/2")), Coverage::Partly);
    let mut both = one;
    both.push(link(2, action(1), How::Equal, "letter/2b"));
    assert_eq!(walk(both, &of).coverage(&node("letter/2")), Coverage::Wholly);
}

#[test]
fn what_supports_does_not_speak_for_what_is_covered() {
    let late = due("30 September 2026", Declared::Delayed);
    let links = vec![
        link(1, action(1), How::Equal, "letter/1"),
        link(2, action(2), How::Contributes, "letter/1"),
    ];
    let walked = walk(links, &[(action(1), open()), (action(2), late)]);
    assert_eq!(walked.footing(&node("letter/1")), Some(Footing::OnCourse));
}

#[test]
fn gaps_show_on_both_sides() {
    let mut links = vec![
        link(1, action(1), How::Equal, "strategy/a"),
        link(2, node("strategy/a"), How::Contributes, "letter/1"),
        link(3, action(3), How::Equal, "strategy/b"),
    ];
    links.push(Link { to: objective(1), ..link(4, action(2), How::PartOf, "letter/4") });
    links.push(link(5, objective(1), How::PartOf, "letter/4"));
    let of: Vec<_> = (1..=3).map(|number| (action(number), open())).collect();
    let walked = walk(links, &of);
    let answering = walked.answering(&letter());
    // Through a node of another framework, and through an objective.
    assert!(answering.contains(&action(1)) && answering.contains(&action(2)));
    assert!(!answering.contains(&action(3)));
}

#[test]
fn one_list_is_held_against_another_as_if_it_were_done() {
    let links = vec![
        link(1, node("letter/1"), How::Equal, "strategy/a"),
        link(2, node("letter/3"), How::PartOf, "strategy/b"),
    ];
    let letter = letter();
    let end = |node: &Node| End::Node(letter.key.clone(), node.code.clone());
    let listed = letter.outline().into_iter().map(|(_, node)| end(node));
    let done = listed.map(|end| (end, Stood::objective())).collect();
    let walked = Walk::of(&[letter.clone(), strategy()], links, done);
    let of = |code: &str| walked.coverage(&node(&format!("strategy/{code}")));
    assert_eq!((of("a"), of("b")), (Coverage::Wholly, Coverage::Partly));
    assert_eq!(of("c"), Coverage::Uncovered);
    let answering = walked.answering(&strategy());
    assert!(answering.contains(&node("letter/3")) && !answering.contains(&node("letter/4")));
}

#[test]
fn a_newer_version_keeps_what_was_mapped_to_the_one_before() {
    let later = framework(
        "letter-2",
        "[[requirement]]\ncode = \"1\"\ntitle = \"1\"\n[[requirement]]\ncode = \"3\"\ntitle = \"Another\"\n",
    );
    let mut links = carried(&letter(), &later);
    assert_eq!(links.len(), 1, "what has another title is another thing");
    links.push(link(1, action(1), How::PartOf, "letter/1"));
    let walked = Walk::of(&[letter(), later], links, items(&[(action(1), open())]));
    assert_eq!(walked.coverage(&node("letter-2/1")), Coverage::Partly);
    assert_eq!(walked.coverage(&node("letter-2/3")), Coverage::Uncovered);
}

#[test]
fn words_that_both_say_propose_a_node_and_those_said_everywhere_do_not() {
    let text = std::fs::read_to_string("../../data/frameworks/urgent-actions-2020.toml").unwrap();
    let urgent = Framework::from_toml(&text).unwrap();
    let vocabulary = Vocabulary::of(&urgent);
    let of = |words: &str| {
        let found = vocabulary.proposals(words);
        found.into_iter().map(|one| (one.node.code.to_string(), one.both_say)).collect::<Vec<_>>()
    };
    let ethnicity = of("Bring recording of ethnic category in community clinics up to 95%");
    assert!(ethnicity.iter().any(|(code, _)| code == "7" || code == "2"), "{ethnicity:?}");
    assert_eq!(of("Health inequalities action for local people and services"), []);
    assert_eq!(of(""), []);
}

fn ways() -> impl Strategy<Value = How> {
    prop_oneof![Just(How::Equal), Just(How::PartOf), Just(How::Contributes)]
}

/// Some node of either framework.
fn nodes() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "letter/1",
        "letter/2",
        "letter/2a",
        "letter/2b",
        "letter/3",
        "letter/4",
        "strategy/a",
        "strategy/b",
        "strategy/c",
    ])
}

fn links() -> impl Strategy<Value = Vec<Link>> {
    let from = prop_oneof![
        (1..6_u128).prop_map(action),
        (1..3_u128).prop_map(objective),
        nodes().prop_map(node),
    ];
    let rest = prop::collection::vec(0..12_u128, 0..3);
    let one = (from, ways(), nodes(), rest);
    prop::collection::vec(one, 0..12).prop_map(|each| {
        let numbered = (0_u128..).zip(each);
        let links = numbered.map(|(number, (from, how, to, rest))| Link {
            rest_of: rest.into_iter().map(said).collect(),
            ..link(number, from, how, to)
        });
        links.filter(|link| link.from.framework() != link.to.framework()).collect()
    })
}

fn stoods() -> impl Strategy<Value = BTreeMap<End, Stood>> {
    let stood = prop_oneof![
        Just(open()),
        Just(due("30 September 2026", Declared::Delayed)),
        Just(due("", Declared::InProgress)),
        Just(Stood::GivenUp),
    ];
    prop::collection::vec(stood, 4).prop_map(|each| {
        let mut all: BTreeMap<End, Stood> = (1_u128..).map(action).zip(each).collect();
        all.insert(objective(1), Stood::objective());
        all
    })
}

fn ours() -> [Framework; 2] {
    [letter(), strategy()]
}

proptest! {
    #[test]
    fn one_more_correspondence_never_lowers_a_coverage(links in links(), more in links(), items in stoods()) {
        let before = Walk::of(&ours(), links.clone(), items.clone());
        // Those that come later are other ones.
        let more = (100_u128..).zip(more).map(|(number, link)| {
            Link { ground: Ground::Said(said(number)), ..link }
        });
        let after = Walk::of(&ours(), links.into_iter().chain(more).collect(), items);
        for framework in ours() {
            for told in before.told(&framework) {
                prop_assert!(after.coverage(&told.end) >= told.coverage, "{}", told.end);
            }
        }
    }

    #[test]
    fn no_answer_is_stronger_than_a_link_of_its_chain(links in links(), items in stoods()) {
        let walk = Walk::of(&ours(), links, items.clone());
        for framework in ours() {
            for told in walk.told(&framework) {
                for answer in &told.answers {
                    prop_assert!(answer.covers <= answer.link.how.strength());
                    prop_assert!(answer.covers <= walk.coverage(&answer.link.from));
                    prop_assert!(answer.covers <= told.coverage);
                    let gone = answer.link.from.is_ours()
                        && !matches!(items.get(&answer.link.from), Some(Stood::Promised { .. }));
                    prop_assert!(!gone || answer.covers == Coverage::Uncovered);
                }
            }
        }
    }

    #[test]
    fn every_node_is_told_once_and_no_link_is_dropped(links in links(), items in stoods()) {
        let walk = Walk::of(&ours(), links.clone(), items);
        for framework in ours() {
            let told = walk.told(&framework);
            prop_assert_eq!(told.len(), framework.outline().len());
            for one in &told {
                let mut expected: Vec<&End> = links.iter().filter(|link| link.to == one.end)
                    .map(|link| &link.from).collect();
                let equal = |link: &&Link| link.from == one.end && link.how == How::Equal;
                expected.extend(links.iter().filter(equal).map(|link| &link.to));
                let mut found: Vec<&End> = one.answers.iter().map(|answer| &answer.link.from).collect();
                expected.sort();
                found.sort();
                prop_assert_eq!(found, expected);
                prop_assert_eq!(one.footing.is_some(), one.coverage > Coverage::Uncovered);
            }
        }
    }
}
