//! Every rule is raised by one example and not by another that is nearly the same.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use programme::action::{OutsideDeadline, ProposedAction};
use programme::by_when::ByWhen;
use programme::framework::Framework;
use programme::lint::{Context, RULES, Remark, Subject, actions, objective, recommendations, rule};
use programme::objective::{MeasuredBy, ProposedObjective};
use programme::priority::Priority;
use programme::recommendation::{Agreed, ProposedRecommendation};
use programme::responsibility::Responsibility;
use programme::status::Status;
use programme::submission::WhosWho;
use proptest::prelude::*;

const AS_AT: Date = date(2026, 9, 1);

fn framework() -> Framework {
    let text = include_str!("../../../../data/frameworks/gloucestershire-2024.toml");
    Framework::from_toml(text).unwrap()
}

/// An objective to which there is nothing to say, under theme B, with a lead and a measure.
fn sound() -> ProposedObjective {
    ProposedObjective {
        objective: "Help more carers in Barton to a health check".to_owned(),
        outcomes: "Uptake from 40% to 60% by March 2028".to_owned(),
        ..ProposedObjective::default()
    }
}

fn seen(promise: &ProposedObjective, code: char, lead: &str, measured: &str) -> Vec<Remark> {
    let who = WhosWho { lead_officer: lead.to_owned(), ..WhosWho::default() };
    let measure = measured.parse().ok();
    let measured_by =
        measure.map(|indicator| MeasuredBy { indicator, breakdown: "deprivation".to_owned() });
    let framework = framework();
    let theme = framework.theme(code).unwrap();
    objective(promise, Context { theme: Some(theme), who: &who, measured_by: measured_by.as_ref() })
}

fn of(promise: &ProposedObjective) -> Vec<Remark> {
    seen(promise, 'B', "A lead", "health-checks")
}

fn with_outcomes(outcomes: &str) -> Vec<Remark> {
    of(&ProposedObjective { outcomes: outcomes.to_owned(), ..sound() })
}

fn with_objective(words: &str) -> Vec<Remark> {
    of(&ProposedObjective { objective: words.to_owned(), ..sound() })
}

/// An action to which there is nothing to say.
fn action(by_when: &str, status: &str) -> ProposedAction {
    ProposedAction {
        words: "Ask every practice for its list".to_owned(),
        by_when: ByWhen::read(by_when),
        responsibility: Responsibility::read("Head of primary care"),
        status: Status::read(status),
        ..ProposedAction::default()
    }
}

fn with_deadline(by_when: &str, deadline: &str) -> ProposedAction {
    let by_others = ByWhen::read(deadline);
    let outside = OutsideDeadline { body: "Region".to_owned(), by_when: by_others };
    ProposedAction { outside_deadlines: vec![outside], ..action(by_when, "In progress") }
}

fn first(list: &[ProposedAction]) -> Vec<Remark> {
    actions(list, AS_AT).swap_remove(0)
}

/// A recommendation to which there is nothing to say.
fn recommendation(priority: &str, by_when: &str, agreed: &str) -> ProposedRecommendation {
    ProposedRecommendation {
        words: "Agree one plan".to_owned(),
        by_when: ByWhen::read(by_when),
        responsibility: Responsibility::read("Chief executives"),
        priority: Priority::read(priority, "1 = Low 2 = Med 3 = High"),
        agreed: Agreed::read(agreed),
        ..ProposedRecommendation::default()
    }
}

fn asked(recommendation: ProposedRecommendation) -> Vec<Remark> {
    recommendations(&[recommendation], AS_AT).swap_remove(0)
}

/// Each rule with an example that raises it and one that does not.
#[expect(clippy::too_many_lines, reason = "a table, with one entry to a rule")]
fn examples() -> Vec<(&'static str, Vec<Remark>, Vec<Remark>)> {
    let long = "Offer health checks at food banks and mosques in Barton so that carers who never see \
                a nurse are met there";
    let owner = |words| ProposedAction {
        responsibility: Responsibility::read(words),
        ..action("March 2027", "In progress")
    };
    let noted = |note: &str, status| ProposedAction {
        notes: note.to_owned(),
        ..action("March 2027", status)
    };
    let worded = |words: &str| ProposedAction {
        words: words.to_owned(),
        ..action("March 2027", "In progress")
    };
    let plan = |year: &str| {
        ["March ", "May ", "June ", "July 2027"].map(|month| {
            let is_first = month == "March ";
            let year = if is_first { year } else { "2027" };
            let words =
                if month.ends_with(' ') { format!("{month}{year}") } else { month.to_owned() };
            action(&words, "In progress")
        })
    };
    vec![
        ("no-number", with_outcomes("More carers are well"), with_outcomes("80% by 2028")),
        (
            "recording-without-number",
            with_outcomes("Ethnicity recorded as the guidance asks"),
            with_outcomes("Ethnicity recorded for 95% of carers by 2028"),
        ),
        (
            "objective-no-date",
            with_outcomes("From 40% to 60%"),
            with_outcomes("To 60% within 2 years"),
        ),
        (
            "no-baseline",
            seen(
                &ProposedObjective { outcomes: "80% by 2028".to_owned(), ..sound() },
                'B',
                "A lead",
                "",
            ),
            of(&sound()),
        ),
        (
            "objective-no-owner",
            seen(&sound(), 'B', "TBC", "x"),
            seen(&sound(), 'B', "The lead nurse", "x"),
        ),
        (
            "no-population",
            with_objective("Improve access to checks"),
            with_objective("Improve access in Barton"),
        ),
        (
            "target-of-zero",
            with_outcomes("Cut the gap to 0 by 2028"),
            with_outcomes("Cut the gap to 1% by 2028"),
        ),
        ("no-measure", seen(&sound(), 'B', "A lead", ""), of(&sound())),
        (
            "several-in-one",
            with_objective(&format!("{long}, as well as train staff in plain words")),
            with_objective(long),
        ),
        (
            "high-without-date",
            asked(recommendation("3", "", "Y")),
            asked(recommendation("3", "March 2027", "Y")),
        ),
        ("no-date", first(&[action("Ongoing", "In progress")]), first(&[action("", "Complete")])),
        ("no-owner", first(&[owner("")]), first(&[owner("DPH")])),
        (
            "refused-without-reason",
            asked(recommendation("1", "March 2027", "N")),
            asked(ProposedRecommendation {
                response: "Done elsewhere".to_owned(),
                ..recommendation("1", "March 2027", "N")
            }),
        ),
        ("unsure-owner", first(&[owner("DPH?")]), first(&[owner("DPH")])),
        (
            "past-due",
            first(&[action("30/7/26", "Delayed")]),
            first(&[action("30/7/26", "Complete")]),
        ),
        (
            "note-contradicts-status",
            first(&[noted("Two pages written, refining them", "Complete")]),
            first(&[noted("Two pages written and sent", "Complete")]),
        ),
        (
            "after-outside-deadline",
            first(&[with_deadline("May 2027", "March 2027")]),
            first(&[with_deadline("January 2027", "March 2027")]),
        ),
        (
            "check-the-year",
            first(&[with_deadline("31 October 2026", "31 December 2027")]),
            first(&[with_deadline("31 December 2026", "31 March 2027")]),
        ),
        ("check-the-year", first(&plan("2072")), first(&plan("2027"))),
        (
            "cut-short",
            first(&[worded("Look at those who use the clinic B")]),
            first(&[worded("Offer tests for hepatitis B")]),
        ),
    ]
}

fn keys(remarks: &[Remark]) -> BTreeSet<&str> {
    remarks.iter().map(|remark| remark.rule).collect()
}

#[test]
fn every_rule_is_raised_by_one_example_and_not_by_another() {
    let examples = examples();
    for (key, raised, not) in &examples {
        assert!(keys(raised).contains(key), "{key} is not among {raised:?}");
        assert!(!keys(not).contains(key), "{key} is among {not:?}");
    }
    let tried: BTreeSet<&str> = examples.iter().map(|(key, ..)| *key).collect();
    assert_eq!(tried, RULES.iter().map(|rule| rule.key).collect());
}

#[test]
fn every_rule_has_a_key_of_its_own_a_title_and_two_sentences_why() {
    let keys: BTreeSet<&str> = RULES.iter().map(|rule| rule.key).collect();
    assert_eq!(keys.len(), RULES.len());
    for one in RULES {
        assert_eq!(rule(one.key).map(|found| found.title), Some(one.title));
        assert!(!one.title.is_empty() && !one.about.is_empty(), "{}", one.key);
        assert_eq!(one.why.matches(". ").count() + 1, 2, "{}: {}", one.key, one.why);
        assert!(one.why.ends_with('.') && !one.why.contains("  "), "{}", one.key);
    }
    assert!(rule("no-such-rule").is_none());
}

#[test]
fn there_is_nothing_to_say_where_all_is_said() {
    assert_eq!(of(&sound()), []);
    assert_eq!(of(&ProposedObjective::default()), [], "a blank row is no objective");
    assert_eq!(first(&[action("March 2027", "In progress")]), []);
    assert_eq!(asked(recommendation("3", "March 2027", "Y")), []);
    assert_eq!(actions(&[], AS_AT), Vec::<Vec<Remark>>::new());
}

#[test]
fn no_outcome_is_demanded_of_what_only_contributes() {
    let promise = ProposedObjective {
        objective: "Build up the network of carers' groups in Barton by 2028".to_owned(),
        ..ProposedObjective::default()
    };
    assert_eq!(seen(&promise, 'A', "A lead", ""), []);
    let demanded = seen(&promise, 'B', "A lead", "");
    assert_eq!(keys(&demanded), BTreeSet::from(["no-number", "no-baseline"]));
}

#[test]
fn a_remark_asks_in_the_writers_own_words() {
    let says = |remarks: Vec<Remark>| remarks.into_iter().next().map(|one| (one.says, one.words));
    assert_eq!(
        says(first(&[action("30/7/26", "Delayed")])).unwrap().0,
        "“30/7/26” has passed, late by 33 days: is it done, or what is the new date?"
    );
    assert_eq!(
        says(with_outcomes("More carers are well")).unwrap(),
        (
            "No number yet: how will the Board know it worked?".to_owned(),
            "More carers are well".to_owned()
        )
    );
    let high = asked(recommendation("3", "Weekly", "Y"));
    assert!(says(high).unwrap().0.starts_with("High priority: “Weekly” says how often"));
}

#[test]
fn what_comes_round_again_is_not_late_after_its_first_date() {
    let again = action("March 2026 then 6 monthly", "In progress");
    assert!(!keys(&first(&[again])).contains("past-due"));
}

proptest! {
    #[test]
    fn any_words_are_answered_by_rules_about_them(words in "\\PC{0,80}", more in "\\PC{0,80}", code in 0..3usize) {
        let code = ['A', 'B', 'C'][code];
        let promise = ProposedObjective { objective: words.clone(), outcomes: more.clone(), ..sound() };
        for remark in seen(&promise, code, &more, "") {
            let found = rule(remark.rule).unwrap();
            prop_assert!(found.about.contains(&Subject::Objective) && found.weight == remark.weight);
        }
        let action = ProposedAction {
            words: words.clone(),
            notes: more.clone(),
            ..action(&words, "Complete")
        };
        for remark in actions(&[action.clone(), action], AS_AT).concat() {
            prop_assert!(rule(remark.rule).unwrap().about.contains(&Subject::Action));
        }
        let recommendation = ProposedRecommendation { words: more, ..recommendation("3", &words, "N") };
        for remark in asked(recommendation) {
            prop_assert!(rule(remark.rule).unwrap().about.contains(&Subject::Recommendation));
        }
    }
}
