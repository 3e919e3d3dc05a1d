//! A target is held against what was measured by its limits, and never by the value alone.

use charts::{caveats, judged};
use disclosure::{Published, Released};
use insta::assert_snapshot;
use jiff::civil::date;
use measure::trajectory::Course;
use programme::aim::{ConfirmedAim, aims};
use programme::indicator::{People, Polarity};

use crate::given::{FAINT, SMALL, STEEP, finding, subject};

fn gap(period: &str, most: u64, least: u64) -> Released<Published> {
    let mut about = subject("deprivation");
    period.clone_into(&mut about.period);
    let middle = |group| (group, 1_000, 10_000);
    let groups = [("1", most, 10_000), middle("2"), middle("3"), middle("4"), ("5", least, 10_000)];
    finding(about, &groups)
}

fn everyone(period: &str, missed: u64) -> Released<Published> {
    let mut about = subject("all");
    period.clone_into(&mut about.period);
    finding(about, &[("all", missed, 10_000)])
}

fn aim(words: &str) -> ConfirmedAim {
    let aim = aims(words).remove(0);
    ConfirmedAim { aim, baseline: String::new(), on: date(2023, 5, 1) }
}

fn says(found: &[Released<Published>], words: &str) -> (Option<Course>, String) {
    let judged = judged(found, &aim(words), date(2023, 5, 1));
    (judged.course, judged.says)
}

#[test]
fn a_gap_is_met_on_course_or_off_it_by_its_limits() {
    let was = gap("2022/23", 2_000, 700);
    let check = |most, least| {
        says(&[was.clone(), gap("2024/25", most, least)], "Halve the gap by March 2027")
    };
    let (course, words) = check(1_200, 700);
    assert_eq!(course, Some(Course::Met));
    assert_snapshot!(words, @"On a straight way from 13.0 points in 2022/23 to 6.5 points by 31 March 2027, 9.7 points was due by the end of 2024/25. It was 5.0 points (95% interval 4.2 to 5.8): met.");
    assert_eq!(check(1_400, 700).0, Some(Course::OnCourse));
    assert_eq!(check(1_650, 700).0, Some(Course::CannotTell));
    assert_eq!(check(1_900, 700).0, Some(Course::OffCourse));
    assert_eq!(check(2_400, 700).0, Some(Course::Worse));
    // The gap closed because the better-off end got worse: that is neither met nor on course.
    assert_eq!(check(2_000, 1_600).0, Some(Course::LevelledDown));
    assert_eq!(check(700, 1_900).0, Some(Course::TurnedRound));
}

#[test]
fn a_level_goes_the_way_that_is_better() {
    let found = [everyone("2022/23", 1_500), everyone("2023/24", 1_000)];
    let (course, words) = says(&found, "Missed first sessions down by 20% by March 2025");
    assert_eq!(course, Some(Course::Met));
    assert_snapshot!(words, @"On a straight way from 15.0% in 2022/23 to 12.0% by 31 March 2025, 13.5% was due by the end of 2023/24. It was 10.0% (95% interval 9.4 to 10.6): met.");
    let (course, words) = says(&found, "Reach 8% by March 2024");
    assert_eq!(course, Some(Course::OffCourse), "{words}");
    let (course, _) = says(&found, "Reach 8%");
    assert_eq!(course, Some(Course::OffCourse));
}

#[test]
fn where_nothing_may_be_said_it_says_why() {
    let was = gap("2022/23", 2_000, 700);
    let none = |found: &[Released<Published>], words: &str| {
        let (course, says) = says(found, words);
        assert_eq!(course, None, "{says}");
        says
    };
    assert_snapshot!(none(&[], "Halve the gap"), @"Nothing has been released to hold it against.");
    assert_snapshot!(none(std::slice::from_ref(&was), "Halve the gap"), @"Nothing newer than 2022/23, where things stood, has been released.");
    let mut hidden = subject("deprivation");
    "2023/24".clone_into(&mut hidden.period);
    let hidden = finding(hidden, &SMALL);
    assert_snapshot!(none(&[was.clone(), hidden], "Halve the gap"), @"Nothing can be said of it: in 2023/24 no gap is worked out, because a group it needs is hidden to protect people (a count of 1 to 7, or a number that would reveal one).");
    let mut other = subject("deprivation");
    "2023/24".clone_into(&mut other.period);
    other.provenance.editions.insert("deprivation".to_owned(), "imd-2025".to_owned());
    assert_snapshot!(none(&[was.clone(), finding(other, &STEEP)], "Halve the gap"), @"It cannot be held against where things stood in 2022/23: deprivation was taken from different editions, so the groups are not the same areas.");
    assert_snapshot!(none(&[was, gap("2023/24", 1_800, 700)], "Reduce the gap to 5 days"), @"Nothing can be said of it: its target is in days, and its values are per cent.");
}

#[test]
fn what_should_be_known_of_a_target_is_said() {
    let beware = |words| {
        judged(&[gap("2022/23", 720, 700), gap("2023/24", 710, 700)], &aim(words), date(2023, 5, 1))
            .beware
    };
    assert_snapshot!(beware("Reduce the gap to 0 by March 2026").join("\n"), @r#"
The baseline gap cannot be told from none, so there may be none to close.
A change of 0.2 points is asked for, and with as many people again only one of 1.4 points would be told 80% of the time.
A gap of exactly none cannot be shown to be met: give a tolerance, or ask only whether the gap can still be told from none.
The gap could also close because the better-off end gets worse: look at both ends.
"#);
}

#[test]
fn each_caveat_has_its_rule() {
    let with = |edition: &str, period: &str, groups: &[(&str, u64, u64)]| {
        let mut about = subject("deprivation");
        period.clone_into(&mut about.period);
        about.provenance.editions.insert("deprivation".to_owned(), edition.to_owned());
        caveats(&finding(about, groups)).join("\n")
    };
    assert_snapshot!(with("imd-2019", "2024/25", &STEEP), @r#"
Areas are those of the 2011 census, ranked by the Index of Multiple Deprivation 2019: it is areas that are ranked, and not people.
The ranks are 6 years older than the period: an area may have changed since.
Of those counted 0.9% are in no group, because theirs is not known. Were they all at one end or all at the other, the gap would be 4.9 or 5.1 points.
A total is the sum of what is shown, not counting hidden values, so it may be above or below the truth.
"#);
    assert_snapshot!(with("imd-2025", "2024/25", &FAINT), @r#"
Areas are those of the 2021 census, ranked by the Index of Multiple Deprivation 2025: it is areas that are ranked, and not people.
A total is the sum of what is shown, not counting hidden values, so it may be above or below the truth.
"#);
    assert_snapshot!(with("imd-invented", "2024/25", &SMALL), @r#"
Deprivation is that of invented areas, for demonstration.
2 of 6 groups are hidden to protect people (a count of 1 to 7, or a number that would reveal one).
A total is the sum of what is shown, not counting hidden values, so it may be above or below the truth.
"#);
    // A share of half a per cent and less is not worth a sentence.
    let few: Vec<_> = STEEP
        .iter()
        .map(
            |&(group, above, whole)| {
                if group == "unknown" { (group, 10, 100) } else { (group, above, whole) }
            },
        )
        .collect();
    assert!(!with("imd-2025", "2024/25", &few).contains("no group"));
    // Which people are counted is said where the indicator says it, and nowhere else.
    for (people, says) in [
        (Some(People::Registered), "Counted are people registered with a practice here"),
        (Some(People::Resident), "Counted are people who live here"),
    ] {
        let mut about = subject("deprivation");
        about.provenance.people = people;
        assert!(caveats(&finding(about, &STEEP)).join(" ").contains(says));
    }
    assert!(!with("imd-2025", "2024/25", &STEEP).contains("Counted are"));
    let mut changed = subject("deprivation");
    changed.provenance.editions.insert("deprivation".to_owned(), "imd-2025".to_owned());
    changed
        .provenance
        .editions
        .insert("lsoa_change".to_owned(), "lsoa-change-2011-2021".to_owned());
    let says = caveats(&finding(changed, &STEEP)).join(" ");
    assert!(says.contains("those who live in an area that was split are in no group"), "{says}");
    assert!(!with("imd-2025", "2024/25", &STEEP).contains("split"));
    let local = caveats(&finding(subject("local_deprivation"), &STEEP)).join(" ");
    assert!(
        local.contains("because theirs is not known or they live elsewhere. They are in none"),
        "{local}"
    );
    let mut higher = subject("deprivation");
    higher.polarity = Polarity::HigherIsBetter;
    assert!(caveats(&finding(higher, &STEEP)).join(" ").contains("the gap would be"));
}
