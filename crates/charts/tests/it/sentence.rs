//! The sentence and the method line: plain words, no stronger than the interval.

use charts::gap;
use insta::assert_snapshot;
use programme::indicator::Polarity;

use crate::given::{ETHNICITY, FAINT, SMALL, STEEP, finding, subject};

fn sentence(breakdown: &str, groups: &[(&str, u64, u64)]) -> String {
    gap(&finding(subject(breakdown), groups), "a").sentence
}

#[test]
fn a_plain_gap_is_said_with_its_interval_and_what_it_means() {
    assert_snapshot!(sentence("deprivation", &STEEP), @"Did not attend the first session: 12.1% in the most deprived fifth, 5.1 points more than in the least deprived fifth (95% interval 4.2 to 5.9). Lower is better, so the most deprived are worse off.");
}

#[test]
fn a_gap_whose_interval_covers_nothing_is_not_called_a_gap() {
    let words = sentence("deprivation", &FAINT);
    assert_snapshot!(words, @"Did not attend the first session: 11.1% in the most deprived fifth and 8.3% in the least deprived fifth; we cannot tell the two apart yet (a difference of 2.8 points, 95% interval −3.5 to 9.1).");
    for strong in [" more", " less", "worse off"] {
        assert!(!words.contains(strong), "{words}");
    }
}

#[test]
fn a_gap_that_may_not_be_shown_says_why() {
    assert_snapshot!(sentence("deprivation", &SMALL), @"Did not attend the first session: no gap is worked out, because a group it needs is hidden to protect people (a count of 1 to 7, or a number that would reveal one).");
    assert_snapshot!(sentence("ethnicity", &ETHNICITY), @"Did not attend the first session: no gap is worked out, because these groups have no order from most to least.");
    assert_snapshot!(sentence("deprivation", &[]), @"Did not attend the first session: no gap is worked out, because these groups have no order from most to least.");
    assert_snapshot!(sentence("deprivation", &[("1", 50, 500), ("2", 0, 0)]), @"Did not attend the first session: no gap is worked out, because nobody is in group 2.");
}

#[test]
fn local_fifths_are_never_called_national() {
    let mut about = subject("local_deprivation");
    let place = "NHS Three Rivers (E54000099), 40 areas".to_owned();
    about.provenance.editions.insert("local_deprivation".to_owned(), place);
    about.provenance.editions.insert("deprivation".to_owned(), "imd-2025".to_owned());
    let chart = gap(&finding(about.clone(), &STEEP), "a");
    assert_snapshot!(chart.sentence, @"Did not attend the first session: 12.1% in the most deprived local fifth, 5.1 points more than in the least deprived local fifth (95% interval 4.2 to 5.9). Lower is better, so the most deprived are worse off.");
    assert!(chart.method.contains("Local quintiles of deprivation, Index of Multiple Deprivation 2025, of the areas of NHS Three Rivers (E54000099), 40 areas, among themselves; 1 is the most deprived."), "{}", chart.method);
    let caveats = charts::caveats(&finding(about, &STEEP));
    assert_snapshot!(caveats[0], @"These are local fifths: the areas of NHS Three Rivers (E54000099), 40 areas, ranked among themselves, as many areas in each. They are not the national fifths, and are not to be compared with them. Those who live elsewhere are in none.");
    assert_eq!(chart.table.columns[0], "Local fifth");
    for words in [chart.svg, chart.sentence, chart.method, chart.table.columns.join(" ")] {
        assert!(!words.contains("ational"), "{words}");
    }
}

#[test]
fn whether_higher_is_better_is_for_the_indicator_to_say() {
    let ends = |polarity| {
        let mut about = subject("deprivation");
        about.title = "Attended the first session".to_owned();
        about.polarity = polarity;
        gap(&finding(about, &[("1", 500, 1_000), ("5", 800, 1_000)]), "a").sentence
    };
    assert_snapshot!(ends(Polarity::HigherIsBetter), @"Attended the first session: 50.0% in the most deprived fifth, 30.0 points less than in the least deprived fifth (95% interval 26.0 to 33.9). Higher is better, so the most deprived are worse off.");
    assert!(ends(Polarity::LowerIsBetter).ends_with("so the least deprived are worse off."));
    let neutral = ends(Polarity::Neutral);
    assert!(neutral.ends_with("(95% interval 26.0 to 33.9)."), "{neutral}");
}

#[test]
fn the_method_line_names_everything_that_was_done() {
    let steep = gap(&finding(subject("deprivation"), &STEEP), "a").method;
    assert_snapshot!(steep, @"Did not attend the first session, March 2024. Source: Appointments of three invented clinics. National quintiles of deprivation, invented areas, for demonstration; 1 is the most deprived. Per cent worked out from the rounded counts shown, with 95% Wilson intervals. Gap, most deprived minus least deprived: 5.1 points (95% interval 4.2 to 5.9). Ratio, most deprived over least deprived: 1.73 (95% interval 1.57 to 1.90). Slope index of inequality (SII), least deprived end of the line minus most: −6.4 points (95% interval −7.4 to −5.5). Relative index of inequality (RII), least deprived end over most: 0.49 (95% interval 0.43 to 0.55). SII and RII by population-weighted regression on midpoint rank. No group is hidden. Released under the policy local 1.");
    let small = gap(&finding(subject("deprivation"), &SMALL), "a").method;
    assert_snapshot!(small, @"Did not attend the first session, March 2024. Source: Appointments of three invented clinics. National quintiles of deprivation, invented areas, for demonstration; 1 is the most deprived. Per cent worked out from the rounded counts shown, with 95% Wilson intervals. Gap, ratio, SII and RII are not shown, because a group it needs is hidden to protect people (a count of 1 to 7, or a number that would reveal one). 2 of 6 groups are hidden to protect people (a count of 1 to 7, or a number that would reveal one). Released under the policy local 1.");
}
