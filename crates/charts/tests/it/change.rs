//! A change of a gap is told only when its interval says so, and from which end it came.

use charts::change;
use disclosure::{Published, Released};
use insta::assert_snapshot;
use programme::indicator::Polarity;

use crate::given::{SMALL, finding, subject};

fn ends(period: &str, most: (u64, u64), least: (u64, u64)) -> Released<Published> {
    let mut about = subject("deprivation");
    period.clone_into(&mut about.period);
    let middle = |group| (group, 1_000, 10_000);
    let groups =
        [("1", most.0, most.1), middle("2"), middle("3"), middle("4"), ("5", least.0, least.1)];
    finding(about, &groups)
}

fn between(before: [(u64, u64); 2], after: [(u64, u64); 2]) -> String {
    let [most, least] = before;
    let before = ends("2023-03", most, least);
    let [most, least] = after;
    change(&before, &ends("2024-03", most, least))
}

#[test]
fn a_gap_that_narrowed_because_the_most_deprived_gained() {
    let words = between([(2_000, 10_000), (700, 10_000)], [(1_400, 10_000), (700, 10_000)]);
    assert_snapshot!(words, @"Since March 2023 the gap has narrowed by 6.0 points, from 13.0 to 7.0 points, and we can tell (95% interval of the change 4.7 to 7.3). The most deprived fifth fell from 20.0% to 14.0%, and we can tell. The least deprived fifth was 7.0% both times.");
}

#[test]
fn a_gap_that_narrowed_because_the_least_deprived_lost_is_levelling_down() {
    let words = between([(2_000, 10_000), (700, 10_000)], [(2_000, 10_000), (1_400, 10_000)]);
    assert_snapshot!(words, @"Since March 2023 the gap has narrowed by 7.0 points, from 13.0 to 6.0 points, and we can tell (95% interval of the change 5.6 to 8.4). The most deprived fifth was 20.0% both times. The least deprived fifth rose from 7.0% to 14.0%, and we can tell. Warning, levelling down: the gap narrowed because the least deprived fifth got worse, and we cannot say that the most deprived fifth got better.");
}

#[test]
fn a_difference_and_a_ratio_that_went_apart_are_both_said() {
    let words = between([(4_000, 10_000), (2_000, 10_000)], [(1_500, 10_000), (500, 10_000)]);
    assert!(words.contains("the gap has narrowed by 10.0 points"), "{words}");
    let apart = "But the absolute gap narrowed while the relative gap widened.";
    assert!(words.ends_with(apart), "{words}");
}

#[test]
fn a_gap_that_widened() {
    let words = between([(1_400, 10_000), (700, 10_000)], [(2_000, 10_000), (700, 10_000)]);
    assert!(
        words.starts_with(
            "Since March 2023 the gap has widened by 6.0 points, from 7.0 to 13.0 points"
        ),
        "{words}"
    );
    assert!(!words.contains("levelling down"));
}

#[test]
fn a_gap_that_turned_round_is_neither_narrower_nor_wider() {
    let words = between([(2_000, 10_000), (700, 10_000)], [(700, 10_000), (2_000, 10_000)]);
    assert!(
        words.starts_with("Since March 2023 the gap has turned round, from 13.0 to −13.0 points"),
        "{words}"
    );
    for word in ["narrowed", "widened"] {
        assert!(!words.contains(word), "{words}");
    }
}

#[test]
fn a_gap_that_opens_from_none_has_widened() {
    for most in [(2_000, 10_000), (500, 10_000)] {
        let words = between([(1_200, 10_000), (1_200, 10_000)], [most, (1_200, 10_000)]);
        assert!(words.starts_with("Since March 2023 the gap has widened by"), "{words}");
    }
}

#[test]
fn a_gap_against_the_most_deprived_is_above_nothing_where_higher_is_better() {
    let at = |period: &str, most| {
        let mut about = subject("deprivation");
        period.clone_into(&mut about.period);
        about.polarity = Polarity::HigherIsBetter;
        finding(about, &[("1", most, 10_000), ("5", 8_000, 10_000)])
    };
    let words = change(&at("2023-03", 6_000), &at("2024-03", 7_000));
    assert_snapshot!(words, @"Since March 2023 the gap has narrowed by 10.0 points, from 20.0 to 10.0 points, and we can tell (95% interval of the change 8.3 to 11.7). The most deprived fifth rose from 60.0% to 70.0%, and we can tell. The least deprived fifth was 80.0% both times.");
}

#[test]
fn a_gap_that_closed_past_nothing_from_the_wrong_end_is_levelling_down_too() {
    let words = between([(2_000, 10_000), (700, 10_000)], [(2_000, 10_000), (2_010, 10_000)]);
    assert_snapshot!(words, @"Since March 2023 the difference between the ends has moved, but we cannot tell whether the gap has turned round, from 13.0 to −0.1 points, and we can tell that it moved (95% interval of the change −14.5 to −11.7). The most deprived fifth was 20.0% both times. The least deprived fifth rose from 7.0% to 20.1%, and we can tell. Warning, levelling down: the gap closed because the least deprived fifth got worse, and we cannot say that the most deprived fifth got better.");
}

#[test]
fn a_change_within_its_interval_is_not_told() {
    let words = between([(100, 500), (40, 500)], [(95, 500), (40, 500)]);
    assert_snapshot!(words, @"Since March 2023 the gap went from 12.0 to 11.0 points; we cannot tell yet whether it has changed (difference −1.0 points, 95% interval −7.0 to 5.0). The most deprived fifth went from 20.0% to 19.0%; we cannot tell whether it moved. The least deprived fifth was 8.0% both times.");
    for word in ["narrowed", "widened", "levelling", "rose", "fell"] {
        assert!(!words.contains(word), "{words}");
    }
}

#[test]
fn what_cannot_be_compared_is_not_compared() {
    let plain = || ends("2024-03", (1_400, 10_000), (700, 10_000));
    let hidden = finding(subject("deprivation"), &SMALL);
    let mut about = subject("deprivation");
    about.period = "2023-03".to_owned();
    about.provenance.editions.insert("deprivation".to_owned(), "imd-2019".to_owned());
    let edition = finding(about.clone(), &[("1", 50, 500), ("5", 40, 500)]);
    about.indicator = "second-session-missed".parse().unwrap();
    let other = finding(about, &[("1", 50, 500), ("5", 40, 500)]);
    let early = ends("2023-03", (1_400, 10_000), (700, 10_000));
    let local = |period: &str, place: &str| {
        let mut about = subject("local_deprivation");
        period.clone_into(&mut about.period);
        about.provenance.editions.insert("local_deprivation".to_owned(), place.to_owned());
        finding(about, &[("1", 50, 500), ("5", 40, 500)])
    };
    assert_snapshot!(change(&early, &local("2024-03", "Here")), @"The two cannot be compared: they are different breakdowns.");
    assert_snapshot!(change(&local("2023-03", "Here"), &local("2024-03", "There")), @"The two cannot be compared: they are local fifths of different places, so the groups are not the same areas.");
    assert!(
        change(&local("2023-03", "Here"), &local("2024-03", "Here")).starts_with("Since March")
    );
    assert_snapshot!(change(&early, &hidden), @"We cannot say how the gap changed since March 2023: in the later period none is worked out, because a group it needs is hidden to protect people (a count of 1 to 7, or a number that would reveal one).");
    assert_snapshot!(change(&edition, &plain()), @"The two cannot be compared: deprivation was taken from different editions, so the groups are not the same areas.");
    assert_snapshot!(change(&other, &plain()), @"The two cannot be compared: they are different indicators.");
    assert_snapshot!(change(&plain(), &plain()), @"The two cannot be compared: they are of the same period.");
}
