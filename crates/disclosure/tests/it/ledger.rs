//! What a release tells once it is taken from one that was let out before.

use disclosure::ledger::{
    Approval, Axis, Entry, NotAnApproval, Population, Verdict, differencing, judge,
};
use disclosure::{Policy, release, release_together};
use programme::finding::Finding;
use proptest::prelude::*;

use crate::build::{audited, finding, hes, local};

type Groups<'a> = &'a [(&'a str, u64, u64)];

/// Whom an entry counts: on each axis the parts that are in.
fn people(parts: &[(Axis, &[&str])]) -> Population {
    let of = |&(axis, parts): &(Axis, &[&str])| {
        (axis, parts.iter().map(|&part| part.to_owned()).collect())
    };
    Population { words: "people who were asked".to_owned(), parts: parts.iter().map(of).collect() }
}

fn entry_of(name: &str, whom: &[(Axis, &[&str])], finding: &Finding, policy: &Policy) -> Entry {
    let tables = [release(finding, policy)];
    Entry::new(name, people(whom), &tables, policy, "sha256 of the extract").unwrap()
}

/// A release of one table under the local policy.
fn entry(name: &str, whom: &[(Axis, &[&str])], breakdown: &str, groups: Groups<'_>) -> Entry {
    entry_of(name, whom, &finding(breakdown, groups), &local())
}

fn with_edition(edition: &str, groups: Groups<'_>) -> Finding {
    let mut finding = finding("deprivation", groups);
    let editions = &mut finding.subject.provenance.editions;
    editions.insert("deprivation".to_owned(), edition.to_owned());
    finding
}

/// The releases against which it is blocked, and the groups; nothing if it is clear.
type Found = (Vec<String>, Vec<String>);

fn blocked(earlier: &[Entry], new: &Entry) -> Found {
    match differencing(earlier, new) {
        Verdict::Clear => Found::default(),
        Verdict::Blocked(block) => {
            assert!(!block.why.chars().any(|c| c.is_ascii_digit()), "{}", block.why);
            assert!(!block.against.is_empty() && !block.groups.is_empty());
            (block.against, block.groups)
        }
    }
}

fn by(against: &[&str], groups: &[&str]) -> Found {
    let own = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
    (own(against), own(groups))
}

fn clear() -> Found {
    Found::default()
}

#[test]
fn the_board_without_the_sum_of_its_local_authorities() {
    let place =
        |name: &'static str, n| entry(name, &[(Axis::Place, &[name])], "all", &[("all", 0, n)]);
    let (north, south, west) = (place("north", 102), place("south", 67), place("west", 5));
    let all = ["north", "south", "west"];
    let board = |n| entry("board", &[(Axis::Place, &all)], "all", &[("all", 0, n)]);
    // About 175 less about 165 cannot be 1, 2 or 3: the hidden authority is told.
    let earlier = [north.clone(), south.clone(), west];
    assert_eq!(blocked(&earlier, &board(174)), by(&["north", "south", "west"], &["all"]));
    // With a few less in the others it may be any of them.
    let fewer = [place("north", 100), place("south", 65), earlier[2].clone()];
    assert_eq!(blocked(&fewer, &board(170)), clear());
    // And where the third never was published, it is what is left.
    assert_eq!(blocked(&[north, south], &board(174)), clear());
    let most = entry("most", &[(Axis::Place, &["north", "south"])], "all", &[("all", 0, 161)]);
    assert_eq!(blocked(&[most], &board(165)), by(&["most"], &["all", "everyone"]));
}

#[test]
fn the_year_to_a_month_without_the_year_to_the_month_before() {
    let months = ["04", "05", "06"];
    let to = |name, upto: usize, n| {
        entry(name, &[(Axis::Time, &months[..upto])], "sex", &[("Female", 0, n), ("Male", 0, 300)])
    };
    let may = to("to May", 2, 100);
    assert_eq!(
        blocked(std::slice::from_ref(&may), &to("to June", 3, 104)),
        by(&["to May"], &["Female", "everyone"])
    );
    assert_eq!(blocked(&[may], &to("to June", 3, 140)), clear());
}

#[test]
fn adults_without_those_of_65_and_over() {
    let old = entry("65 and over", &[(Axis::Age, &["65+"])], "site", &[("Quay", 0, 31)]);
    let adults =
        |n| entry("18 and over", &[(Axis::Age, &["18-64", "65+"])], "site", &[("Quay", 0, n)]);
    assert_eq!(
        blocked(std::slice::from_ref(&old), &adults(36)),
        by(&["65 and over"], &["Quay", "everyone"])
    );
    assert_eq!(blocked(&[old], &adults(70)), clear());
}

#[test]
fn all_without_women() {
    let all = entry("all", &[], "all", &[("all", 0, 52)]);
    let women = |n| entry("women", &[(Axis::Sex, &["Female"])], "all", &[("all", 0, n)]);
    assert_eq!(blocked(std::slice::from_ref(&all), &women(46)), by(&["all"], &["all", "everyone"]));
    assert_eq!(blocked(&[all], &women(20)), clear());
}

#[test]
fn one_period_by_the_quintiles_of_2019_and_of_2025() {
    let old = |first| with_edition("imd-2019", &[("1", 0, first), ("2", 0, 10), ("3", 0, 10)]);
    let new = |last| with_edition("imd-2025", &[("1", 0, 8), ("2", 0, 0), ("3", 0, last)]);
    let then = |first| [entry_of("by 2019", &[], &old(first), &local())];
    let now = |last| entry_of("by 2025", &[], &new(last), &local());
    // About 10 and 20 are at least 26, of which the others of 2019 leave at least 2.
    assert_eq!(blocked(&then(6), &now(18)), by(&["by 2019"], &["1"]));
    assert_eq!(blocked(&then(3), &now(15)), clear());
    let many = with_edition("imd-2019", &[("1", 0, 90), ("2", 0, 80), ("3", 0, 70)]);
    let other = with_edition("imd-2025", &[("1", 0, 81), ("2", 0, 77), ("3", 0, 82)]);
    let many = entry_of("by 2019", &[], &many, &local());
    assert_eq!(blocked(&[many], &entry_of("by 2025", &[], &other, &local())), clear());
}

#[test]
fn local_and_national_quintiles_of_the_same_data() {
    let national = with_edition("imd-2019 national", &[("1", 0, 104), ("2", 0, 6)]);
    let fifths = with_edition("imd-2019 local", &[("1", 0, 60), ("2", 0, 53)]);
    let national = entry_of("national", &[], &national, &local());
    let fifths = entry_of("local", &[], &fifths, &local());
    assert_eq!(blocked(&[national], &fifths), by(&["national"], &["2"]));
}

#[test]
fn before_and_after_a_late_refresh_of_the_data() {
    let whom = |arrived: &'static [&'static str]| [(Axis::Arrived, arrived)];
    let before = entry("in June", &whom(&["June"]), "sex", &[("Female", 0, 50), ("Male", 0, 80)]);
    let after =
        |n| entry("in July", &whom(&["June", "July"]), "sex", &[("Female", 0, n), ("Male", 0, 80)]);
    assert_eq!(
        blocked(std::slice::from_ref(&before), &after(54)),
        by(&["in June"], &["Female", "everyone"])
    );
    assert_eq!(blocked(&[before], &after(50)), clear(), "nothing came");
}

#[test]
fn what_an_organisation_sees_beside_what_the_system_sees() {
    let system = entry("system", &[(Axis::Body, &["Trust", "Council"])], "all", &[("all", 4, 60)]);
    let own = |n| entry("Trust", &[(Axis::Body, &["Trust"])], "all", &[("all", 0, n)]);
    assert_eq!(
        blocked(std::slice::from_ref(&system), &own(55)),
        by(&["system"], &["all", "everyone"])
    );
    assert_eq!(blocked(&[system], &own(30)), clear());
}

#[test]
fn only_releases_of_the_same_indicator_whose_people_meet_are_put_together() {
    let women = entry("women", &[(Axis::Sex, &["Female"])], "all", &[("all", 0, 46)]);
    let men = entry("men", &[(Axis::Sex, &["Male"])], "all", &[("all", 0, 52)]);
    assert_eq!(blocked(std::slice::from_ref(&men), &women), clear());
    let mut other = entry("all", &[], "all", &[("all", 0, 52)]);
    assert_ne!(blocked(std::slice::from_ref(&other), &women), clear());
    "other-indicator".clone_into(&mut other.indicator);
    assert_eq!(blocked(&[other], &women), clear());
}

#[test]
fn a_sum_of_what_is_shown_and_a_table_withheld_whole_tell_nothing() {
    let family = [
        finding("all", &[("all", 0, 17)]),
        finding("ethnicity", &[("1", 0, 1), ("2", 0, 8), ("3", 0, 8)]),
        finding("sex", &[("Female", 0, 17), ("Male", 0, 0)]),
    ];
    let tables = release_together(&family, &local());
    let kept = Entry::new("family", people(&[]), &tables, &local(), "hash").unwrap();
    let breakdowns: Vec<&str> = kept.tables.iter().map(|table| table.breakdown.as_str()).collect();
    assert_eq!(breakdowns, ["ethnicity"]);
    // The same once more tells nothing that it had not told.
    assert_eq!(blocked(std::slice::from_ref(&kept), &kept), clear());
}

#[test]
fn a_true_total_of_the_official_rule_is_known_too() {
    let groups = [("1", 0, 4), ("2", 0, 61)];
    let national = entry_of("official", &[], &finding("deprivation", &groups), &hes());
    assert_eq!(national.tables[0].total.as_ref().unwrap().shown.denominator, Some(65));
    let sum = entry("all", &[], "all", &[("all", 0, 65)]);
    assert_eq!(blocked(&[national], &sum), clear(), "it was told already");
}

#[test]
fn a_blocked_release_is_let_out_only_by_somebody_with_a_name_and_for_a_reason() {
    let all = entry("all", &[], "all", &[("all", 0, 52)]);
    let women = entry("women", &[(Axis::Sex, &["Female"])], "all", &[("all", 0, 46)]);
    let Verdict::Blocked(block) = differencing(&[all], &women) else { panic!() };
    assert_eq!(Approval::new("", "agreed"), Err(NotAnApproval));
    assert_eq!(Approval::new("A. Patel", "  "), Err(NotAnApproval));
    let approval = Approval::new(" A. Patel ", "agreed with the data owner").unwrap();
    let out = block.clone().let_out(approval);
    assert_eq!((out.approval.approver(), &out.block), ("A. Patel", &block));
    assert_eq!(out.approval.reason(), "agreed with the data owner");
}

#[test]
fn groups_put_together_are_the_sum_of_those_that_stood_alone() {
    let fifths = |first| finding("deprivation", &[("1", 0, first), ("2", 0, 8), ("3", 0, 52)]);
    let alone = |first| [entry_of("local", &[], &fifths(first), &local())];
    let together = |first| entry_of("audited", &[], &fifths(first), &audited());
    assert_eq!(together(1).tables[0].groups[0].parts, ["1", "2"]);
    // About 10 together leave at most 4 of those hidden beside about 10.
    assert_eq!(blocked(&alone(1), &together(1)), by(&["local"], &["1"]));
}

#[test]
fn those_whom_one_table_divides_and_another_release_picks_out() {
    let by_sex =
        entry("by sex", &[], "sex", &[("Female", 0, 6), ("Male", 0, 90), ("unknown", 0, 0)]);
    let women = |groups| entry("women", &[(Axis::Sex, &["Female"])], "site", groups);
    let sites = women(&[("Quay", 0, 3), ("Hill", 0, 3)]);
    // Two who are hidden are 2 to 14, and so the women of the first may be 2 to 7, but not 1.
    assert_eq!(blocked(std::slice::from_ref(&by_sex), &sites).0, ["by sex"]);
    let quay = women(&[("Quay", 0, 6), ("Hill", 0, 0)]);
    assert_eq!(blocked(&[by_sex], &quay), clear());
}

#[test]
fn a_crossing_that_comes_later_is_the_sum_of_what_it_crosses() {
    let fifths = entry("fifths", &[], "deprivation", &[("1", 0, 18), ("2", 0, 90)]);
    let crossed = |few, many| {
        let groups = [
            ("1 | Female", 0, few),
            ("1 | Male", 0, many),
            ("2 | Female", 0, 40),
            ("2 | Male", 0, 50),
        ];
        entry("crossed", &[], "deprivation+sex", &groups)
    };
    // About 20 less about 10 leave at least 6.
    assert_eq!(
        blocked(std::slice::from_ref(&fifths), &crossed(7, 11)),
        by(&["fifths"], &["1 | Female"])
    );
    assert_eq!(blocked(&[fifths], &crossed(9, 9)), clear());
}

#[test]
fn what_was_told_before_does_not_block_what_comes_after() {
    let all = entry("all", &[], "all", &[("all", 0, 52)]);
    let women = entry("women", &[(Axis::Sex, &["Female"])], "all", &[("all", 0, 46)]);
    assert_ne!(blocked(std::slice::from_ref(&all), &women), clear());
    // Somebody let it out all the same; the old, of whom there are many, tell nothing more.
    let old = entry("old", &[(Axis::Age, &["65+"])], "all", &[("all", 0, 30)]);
    assert_eq!(blocked(&[all, women], &old), clear());
}

#[test]
fn a_year_of_months_by_many_groups_is_judged_at_once() {
    let months: Vec<String> = (1..=24).map(|month| format!("month {month}")).collect();
    let months: Vec<&str> = months.iter().map(String::as_str).collect();
    let names: Vec<String> = (1..=12).map(|group| format!("site {group}")).collect();
    let groups = |n: u64| names.iter().map(|name| (name.as_str(), n, 5 * n)).collect::<Vec<_>>();
    let to = |upto: usize| {
        let many = groups(20 * u64::try_from(upto).unwrap());
        entry(months[upto - 1], &[(Axis::Time, &months[..upto])], "site", &many)
    };
    let earlier: Vec<Entry> = (1..24).map(to).collect();
    assert_eq!(blocked(&earlier, &to(24)), clear());
}

/// A release of one month by sex, worked out from an input.
fn of(input: &str, women: u64, men: u64) -> Entry {
    let whom: [(Axis, &[&str]); 1] = [(Axis::Time, &["03/2026"])];
    let mut entry = entry(input, &whom, "sex", &[("Female", 0, women), ("Male", 0, men)]);
    input.clone_into(&mut entry.input);
    entry
}

fn judged(earlier: &[Entry], new: &Entry) -> Found {
    match judge(earlier, new) {
        Verdict::Clear => clear(),
        Verdict::Blocked(block) => (block.against, block.groups),
    }
}

#[test]
fn a_later_run_is_judged_whichever_of_the_two_holds_the_other() {
    let june = [of("June", 100, 300)];
    assert_eq!(judged(&june, &of("July", 104, 300)), by(&["June"], &["Female", "everyone"]));
    assert_eq!(judged(&june, &of("July", 96, 300)), by(&["June"], &["Female", "everyone"]));
    assert_eq!(judged(&june, &of("July", 160, 390)), clear(), "many came");
    assert_eq!(judged(&june, &of("one trust of it", 40, 120)), clear());
    assert_eq!(judged(&june, &of("all but a few", 100, 295)), by(&["June"], &["Male", "everyone"]));
    // Some came and some went: by few, or by so many that nobody is told of.
    assert_eq!(judged(&june, &of("recoded", 160, 240)), clear());
    assert_eq!(judged(&june, &of("July", 104, 294)), by(&["June"], &["Female", "Male"]));
}

#[test]
fn what_shows_the_same_again_is_clear() {
    for (women, men) in [(100, 300), (3, 300), (0, 12)] {
        let june = of("June", women, men);
        for input in ["June", "June once more"] {
            assert_eq!(judged(std::slice::from_ref(&june), &of(input, women, men)), clear());
        }
    }
}

#[test]
fn what_was_let_out_of_one_input_hides_nothing_of_another() {
    // What contradicts each other among those of before does not make all that follows clear.
    let before = [of("June", 100, 300), of("July", 104, 294)];
    let found = judged(&before, &of("August", 104, 300));
    assert_eq!(found.0, ["July", "June"]);
    assert_eq!(judged(&before, &of("another month's", 500, 900)), clear());
}

#[test]
fn month_after_month_is_clear() {
    let months: Vec<String> = (1..=12).map(|month| format!("{month:02}/2026")).collect();
    let mut earlier = Vec::new();
    for (at, month) in months.iter().enumerate() {
        let whom: [(Axis, &[&str]); 1] = [(Axis::Time, &[month])];
        let few = u64::try_from(at).unwrap();
        let groups = [("1", few, 90 + few), ("2", 3 * few, 200), ("3", 5, 31)];
        let mut new = entry(month, &whom, "deprivation", &groups);
        month.clone_into(&mut new.input);
        assert_eq!(judged(&earlier, &new), clear(), "{month}");
        earlier.push(new);
    }
}

proptest! {
    #[test]
    fn the_same_numbers_are_clear_and_a_verdict_does_not_hang_on_the_order_of_groups(
        counts in prop::collection::vec(0..40u64, 2),
        later in prop::collection::vec(0..40u64, 2),
    ) {
        let one = of("one", counts[0], counts[1]);
        prop_assert_eq!(judged(std::slice::from_ref(&one), &of("two", counts[0], counts[1])), clear());
        let forth = judged(std::slice::from_ref(&one), &of("two", later[0], later[1]));
        let back = judged(&[of("one", counts[1], counts[0])], &of("two", later[1], later[0]));
        prop_assert_eq!(forth.0, back.0);
    }
}

#[test]
fn national_and_local_quintiles_of_the_same_people_wait_for_somebody_who_answers() {
    const FIFTHS: [(&str, u64, u64); 3] = [("1", 20, 90), ("2", 30, 85), ("unknown", 10, 40)];
    let by = |breakdown: &str, place: &str| {
        let mut finding = finding(breakdown, &FIFTHS);
        let editions = &mut finding.subject.provenance.editions;
        editions.insert("deprivation".to_owned(), "imd-2025".to_owned());
        editions.insert("local_deprivation".to_owned(), place.to_owned());
        finding
    };
    let month = |month: &str, findings: &[Finding]| {
        let tables = release_together(findings, &local());
        Entry::new(month, people(&[(Axis::Time, &[month])]), &tables, &local(), "hash").unwrap()
    };
    let held = |earlier: &[Entry], new: &Entry| match judge(earlier, new) {
        Verdict::Clear => Vec::new(),
        Verdict::Blocked(block) => {
            assert!(block.why.starts_with("Local quintiles would stand beside"), "{}", block.why);
            assert_eq!(block.groups, ["1", "2", "unknown"]);
            block.against
        }
    };
    let national = month("2024-03", &[by("deprivation", "here")]);
    let of = |place| month("2024-03", &[by("local_deprivation", place)]);
    let both = month("2024-03", &[by("deprivation", "here"), by("local_deprivation", "here")]);
    assert_eq!(held(&[], &national), [""; 0]);
    assert_eq!(held(&[], &of("here")), [""; 0]);
    assert_eq!(held(&[], &both), ["2024-03"], "beside each other in one run");
    // One after the other, whichever comes first.
    assert_eq!(held(std::slice::from_ref(&national), &of("here")), ["2024-03"]);
    assert_eq!(held(&[of("here")], &national), ["2024-03"]);
    let crossed = month("2024-03", &[by("local_deprivation+sex", "here")]);
    assert_eq!(held(&[crossed], &national), ["2024-03"]);
    assert_eq!(held(&[of("here")], &of("a part of here")), ["2024-03"]);
    // Where nothing is said of what ranked them they are no less different.
    let unsaid = |by: &str| month("2024-03", &[finding(by, &FIFTHS)]);
    assert_eq!(held(&[unsaid("deprivation")], &unsaid("local_deprivation")), ["2024-03"]);
    // Under another key the same records are the same people, and others need not be.
    let other = Entry { indicator: "under-another-key".to_owned(), ..national.clone() };
    assert_eq!(held(std::slice::from_ref(&other), &of("here")), ["2024-03"]);
    let other = Entry { input: "other records".to_owned(), ..other };
    assert_eq!(held(&[other], &of("here")), [""; 0]);
    // The same again, other people, and national fifths whatever place is named beside them.
    assert_eq!(held(&[of("here")], &of("here")), [""; 0]);
    assert_eq!(held(std::slice::from_ref(&both), &both), [""; 0]);
    assert_eq!(held(&[of("here")], &month("2024-04", &[by("deprivation", "here")])), [""; 0]);
    assert_eq!(national, month("2024-03", &[by("deprivation", "elsewhere")]));
}
