//! The same plan in a newer document: what is paired, what is kept, and that nothing goes.

use programme::action::ProposedAction;
use programme::by_when::ByWhen;
use programme::comparison::{How, Line, Verdict, compare};
use programme::field::Field;
use programme::status::{Declared, Status};
use proptest::prelude::*;

const ASKED: [Field; 4] = [Field::Reference, Field::Group, Field::Words, Field::ByWhen];

fn action(reference: &str, words: &str, by_when: &str) -> ProposedAction {
    ProposedAction {
        reference: reference.to_owned(),
        words: words.to_owned(),
        by_when: ByWhen::read(by_when),
        ..ProposedAction::default()
    }
}

fn told(lines: &[Line<ProposedAction>]) -> Vec<(Verdict, Option<usize>, Option<usize>)> {
    lines.iter().map(|line| (line.verdict, line.kept, line.proposed)).collect()
}

#[test]
fn each_is_new_changed_slipped_unchanged_or_missing() {
    let kept = [
        action("1", "Offer evening clinics in both towns", "30/9/20"),
        action("2", "Publish the method for all to see", "30/9/20"),
        action("3", "Write to every practice", "Sept 20"),
        action("4", "Train the front desk", "30/9/20"),
    ];
    let newer = [
        action("1", "Offer evening clinics in both towns", "30 September 2020"),
        action("2", "Publish the method for everyone to see", "30/9/20"),
        action("3", "Write to every practice", "Dec 20"),
        action("9", "Ask those who never came", ""),
    ];
    let lines = compare(&kept, &newer, &ASKED, &[]);
    let expected = [
        (Verdict::Unchanged, Some(0), Some(0)),
        (Verdict::Changed, Some(1), Some(1)),
        (Verdict::Slipped, Some(2), Some(2)),
        (Verdict::New, None, Some(3)),
        (Verdict::Missing, Some(3), None),
    ];
    assert_eq!(told(&lines), expected);
    assert_eq!(lines[1].how, Some(How::Reference));
    assert_eq!(lines[1].differences.len(), 1);
    assert_eq!(
        (&*lines[2].differences[0].before, &*lines[2].differences[0].after),
        ("Sept 20", "Dec 20")
    );
}

#[test]
fn a_list_that_was_numbered_anew_is_known_by_its_words() {
    let kept = [action("1", "Write it down", ""), action("2", "Read it out", "")];
    let newer = [
        action("1", "Ask first what people want", ""),
        action("2", "Write it down", ""),
        action("3", "Read it out", ""),
    ];
    let lines = compare(&kept, &newer, &ASKED, &[]);
    let pairs: Vec<_> = lines.iter().map(|line| line.kept).collect();
    assert_eq!(pairs, [None, Some(0), Some(1)]);
}

#[test]
fn words_are_alike_where_references_are_missing_and_a_person_can_say_otherwise() {
    let kept = [action("", "Review the way money is shared among the four districts", "")];
    let newer = [action("", "Review how money is shared among the districts", "")];
    let lines = compare(&kept, &newer, &ASKED, &[]);
    assert!(matches!(lines[0].how, Some(How::Likeness(50..))), "{:?}", lines[0].how);
    let apart = compare(&kept, &newer, &ASKED, &[0]);
    assert_eq!(told(&apart), [(Verdict::New, None, Some(0)), (Verdict::Missing, Some(0), None)]);
}

#[test]
fn what_the_newer_document_has_no_column_for_stays() {
    let mut before = action("1", "Write it down", "30/9/20");
    before.status = Status::read("In progress");
    before.notes = "Half is done".to_owned();
    before.extra = vec![("Cost".to_owned(), "£5".to_owned())];
    let newer = action("1", "Write it down", "30/9/20");
    let lines = compare(&[before.clone()], std::slice::from_ref(&newer), &ASKED, &[]);
    assert_eq!(told(&lines), [(Verdict::Unchanged, Some(0), Some(0))]);
    assert_eq!(lines[0].said.status.declared, Declared::InProgress);
    assert_eq!((&lines[0].said.notes, &lines[0].said.extra), (&before.notes, &before.extra));
    // With such a column a blank cell is what it says now.
    let asked = [&ASKED as &[Field], &[Field::Status]].concat();
    let lines = compare(&[before], &[newer], &asked, &[]);
    assert_eq!(lines[0].verdict, Verdict::Changed);
    assert_eq!(lines[0].said.status.declared, Declared::NotReported);
}

#[test]
fn a_long_plan_that_was_reworded_throughout_is_paired_row_by_row() {
    let row = |number: usize, verb: &str| {
        let words =
            format!("{verb} the clinic in ward {number} with the partners of area {number}");
        action("", &words, "")
    };
    let kept: Vec<_> = (0..600).map(|number| row(number, "Open")).collect();
    let newer: Vec<_> = (0..600).map(|number| row(number, "Close")).collect();
    let lines = compare(&kept, &newer, &ASKED, &[]);
    assert!(lines.iter().all(|line| line.kept == line.proposed));
    assert!(lines.iter().all(|line| matches!(line.how, Some(How::Likeness(80..)))));
}

fn list() -> impl Strategy<Value = Vec<ProposedAction>> {
    const WORDS: [&str; 6] = ["write", "ask", "every", "practice", "again", "towns"];
    let words = prop::collection::vec(prop::sample::select(WORDS.as_slice()), 0..5);
    let one = (prop::sample::select(["", "1", "2", "3"].as_slice()), words)
        .prop_map(|(reference, words)| action(reference, &words.join(" "), ""));
    prop::collection::vec(one, 0..12)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Every kept one and every proposed one stands in exactly one line.
    #[test]
    fn nothing_is_lost_or_told_twice(
        kept in list(),
        newer in list(),
        apart in prop::collection::vec(0..12_usize, 0..4),
    ) {
        let lines = compare(&kept, &newer, &ASKED, &apart);
        let mut of_kept: Vec<usize> = lines.iter().filter_map(|line| line.kept).collect();
        let mut of_newer: Vec<usize> = lines.iter().filter_map(|line| line.proposed).collect();
        of_kept.sort_unstable();
        of_newer.sort_unstable();
        prop_assert_eq!(of_kept, (0..kept.len()).collect::<Vec<_>>());
        prop_assert_eq!(of_newer, (0..newer.len()).collect::<Vec<_>>());
        for line in &lines {
            prop_assert_eq!(line.verdict == Verdict::New, line.kept.is_none());
            prop_assert_eq!(line.verdict == Verdict::Missing, line.proposed.is_none());
        }
    }

    /// The same document once more changes nothing.
    #[test]
    fn the_same_again_is_unchanged(kept in list()) {
        let lines = compare(&kept, &kept, &ASKED, &[]);
        let worded = |line: &&Line<ProposedAction>| !line.said.words.is_empty();
        prop_assert!(lines.iter().filter(worded).all(|line| line.verdict == Verdict::Unchanged));
    }
}
