//! How objectives lie over a framework: each counts once, and each counts somewhere.

use std::collections::BTreeSet;

use programme::balance::{Balance, Prompt, Question, Shown, Verdict, Weighed, Whose, balance};
use programme::framework::Framework;
use programme::id::ObjectiveId;
use proptest::prelude::*;
use uuid::Uuid;

fn framework() -> Framework {
    let text = include_str!("../../../../data/frameworks/gloucestershire-2024.toml");
    Framework::from_toml(text).unwrap()
}

fn weighed(number: u128, organisation: &str, sub_category: &str) -> Weighed {
    Weighed {
        id: ObjectiveId::new(Uuid::from_u128(number)),
        organisations: BTreeSet::from([organisation.parse().unwrap()]),
        theme: None,
        sub_category: sub_category.parse().ok(),
        shown: BTreeSet::new(),
    }
}

/// Objectives of one body under these sub-categories.
fn under(sub_categories: &[&str]) -> Vec<Weighed> {
    (1..).zip(sub_categories).map(|(number, code)| weighed(number, "RT1", code)).collect()
}

fn answer(balance: &Balance, question: Question) -> (Verdict, &str) {
    let answer = balance.answers.iter().find(|answer| answer.question == question).unwrap();
    (answer.verdict, answer.says.as_str())
}

#[track_caller]
fn check(sub_categories: &[&str], question: Question, verdict: Verdict, says: &str) {
    let found = balance(&framework(), &under(sub_categories), Whose::All);
    assert_eq!(answer(&found, question), (verdict, says));
}

#[test]
fn each_theme_has_one_or_they_are_mainly_in_one() {
    use Question::EachTheme;
    let each = "There is at least one objective in each theme.";
    check(&[], EachTheme, Verdict::NothingToAsk, "There are no objectives yet.");
    check(&["A1", "B1", "C1"], EachTheme, Verdict::Yes, each);
    check(&["A1", "B1", "B2", "C1"], EachTheme, Verdict::Yes, each);
    check(
        &["A1", "B1", "B2", "B3", "C1"],
        EachTheme,
        Verdict::InPart,
        "There is at least one objective in each theme. They are mainly in theme B: 3 of 5.",
    );
    check(&["B1"], EachTheme, Verdict::NotYet, "There is no objective under themes A and C.");
    check(
        &["A1", "B1", "B2", "B4"],
        EachTheme,
        Verdict::NotYet,
        "There is no objective under theme C. They are mainly in theme B: 3 of 4.",
    );
}

#[test]
fn stretch_says_where_there_is_room() {
    check(
        &["A1", "B1", "C1"],
        Question::Stretch,
        Verdict::Yes,
        "There is work in 3 of 3 themes and 3 of 14 sub-categories. No theme holds more than half of it.",
    );
    check(
        &["A1", "B1", "B1"],
        Question::Stretch,
        Verdict::NotYet,
        "There is work in 2 of 3 themes and 2 of 14 sub-categories. The fullest theme holds 67%; \
         there is most room in theme C.",
    );
}

#[test]
fn outcomes_are_not_asked_of_what_only_contributes() {
    let mut objectives = under(&["A1", "B1"]);
    objectives[0].shown = BTreeSet::from([Shown::Progress, Shown::Outputs, Shown::Learning]);
    let found = balance(&framework(), &objectives, Whose::All);
    let (verdict, says) = answer(&found, Question::Tracked);
    assert_eq!(verdict, Verdict::InPart);
    assert!(says.contains("0 of 1 followed by a measure"), "{says}");
    assert!(says.contains("1 of 2 with progress told"), "{says}");
    assert!(says.ends_with("whose effect is a contribution."), "{says}");
    objectives[1].shown = BTreeSet::from([
        Shown::Measure,
        Shown::OutcomesSought,
        Shown::Progress,
        Shown::Outputs,
        Shown::Outcomes,
        Shown::Learning,
    ]);
    let found = balance(&framework(), &objectives, Whose::All);
    assert_eq!(answer(&found, Question::Tracked).0, Verdict::Yes);
    let found = balance(&framework(), &under(&["B1"]), Whose::All);
    assert_eq!(answer(&found, Question::Tracked).0, Verdict::NotYet);
}

#[test]
fn prompts_name_the_empty_theme_the_share_and_what_nobody_works_on() {
    let found = balance(&framework(), &under(&["B1", "B1", "B2", "C1"]), Whose::All);
    let words: Vec<String> = found.prompts.iter().map(Prompt::words).collect();
    assert!(words[0].starts_with("There is nothing yet under theme A, Contributory activity."));
    assert!(words[1].starts_with("3 of 4 objectives (75%) are under theme B."), "{}", words[1]);
    assert!(words.iter().any(|one| one.starts_with("Nobody in the region works on C2, Data")));
    assert!(!words.iter().any(|one| one.contains("works on B1")));
    let all: Vec<String> = framework().sub_categories().map(|node| node.code.to_string()).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    assert_eq!(balance(&framework(), &under(&all), Whose::All).prompts, []);
}

#[test]
fn one_body_is_weighed_beside_the_region() {
    let region = [weighed(1, "RT1", "B1"), weighed(2, "RT2", "A1")];
    let body = "RT1".parse().unwrap();
    let found = balance(&framework(), &region, Whose::Of(&body));
    assert_eq!((found.objectives, found.themes[0].objectives), (1, 0));
    let a1 = &found.themes[0].sub_categories[0];
    assert_eq!((a1.objectives, a1.in_the_region), (0, 1));
    let is_a1 = |prompt: &Prompt| prompt.words().contains("works on A1");
    assert!(!found.prompts.iter().any(is_a1), "someone in the region does");
}

#[test]
fn a_partnerships_objective_counts_once() {
    let mut twice = [weighed(1, "RT1", "B1"), weighed(1, "RT2", "B1")];
    twice[1].shown.insert(Shown::Progress);
    let found = balance(&framework(), &twice, Whose::All);
    assert_eq!((found.objectives, found.themes[1].objectives), (1, 1));
    for body in ["RT1", "RT2"] {
        let body = body.parse().unwrap();
        assert_eq!(balance(&framework(), &twice, Whose::Of(&body)).objectives, 1);
    }
}

proptest! {
    #[test]
    fn every_objective_is_counted_in_one_place(
        entries in prop::collection::vec((0..20u128, "[A-E][1-9]", prop::option::of(prop::char::range('A', 'E')), 0..3u8), 0..30),
    ) {
        let objectives: Vec<Weighed> = entries
            .into_iter()
            .map(|(number, code, theme, body)| {
                let code = if theme.is_some() { String::new() } else { code };
                Weighed { theme, ..weighed(number, &format!("RT{body}"), &code) }
            })
            .collect();
        let found = balance(&framework(), &objectives, Whose::All);
        let once: BTreeSet<_> = objectives.iter().map(|one| one.id).collect();
        prop_assert_eq!(found.objectives, once.len());
        let placed: usize = found.themes.iter().map(|theme| theme.objectives).sum();
        prop_assert_eq!(placed + found.elsewhere, found.objectives);
        for theme in &found.themes {
            let within: usize = theme.sub_categories.iter().map(|node| node.objectives).sum();
            prop_assert_eq!(within + theme.elsewhere, theme.objectives);
        }
        for answer in &found.answers {
            prop_assert!(answer.figures.iter().all(|figure| figure.count <= figure.of));
        }
    }
}
