//! How well records are kept is told by period, and of each person where that is asked for.

use evidence::Quality;

use crate::build::{CLINIC, Workplace};

fn region() -> (Workplace, std::path::PathBuf) {
    let place = Workplace::of_region(3, 20);
    let mut text = Vec::new();
    evidence::synthetic::extract(3, 12_000, 20, &mut text).unwrap();
    let file = place.file("visits.csv", &text);
    (place, file)
}

#[test]
fn quality_is_told_of_each_period_and_of_each_person() {
    let (place, file) = region();
    let asking = format!("{CLINIC}\n[quality]\nconsistency = true\n");
    let quality = place.run(&asking, std::slice::from_ref(&file)).unwrap().quality;
    let overall = &quality.overall;
    assert!(overall.ethnicity_other.is_some_and(|percent| (4.0..14.0).contains(&percent)));
    assert!(quality.periods.len() > 1);
    for one in &quality.periods {
        let known = one.part.ethnicity_known;
        assert!(known.is_none_or(|percent| (80.0..98.0).contains(&percent)), "{known:?}");
    }
    // Every invented person has one category in all their records.
    let consistency = quality.consistency.unwrap();
    assert!(consistency.people[0].count.is_some_and(|count| count > 500));
    assert_eq!((consistency.people[1].count, consistency.agree), (Some(0), Some(100.0)));
    // Nobody asked: the records are not gone through again.
    assert_eq!(place.run(CLINIC, &[file]).unwrap().quality.consistency, None);
}

#[test]
fn consistency_needs_to_know_who_is_who() {
    let (place, file) = region();
    let asking = format!("{CLINIC}\n[quality]\nconsistency = true\n");
    let lines: Vec<&str> = asking.lines().filter(|line| !line.starts_with("person")).collect();
    let without = lines.join("\n");
    let says = place.run(&without, &[file]).unwrap_err().to_string();
    assert!(says.contains("its [columns] do not say which are person and ethnicity"), "{says}");
}

#[test]
fn the_quality_of_a_run_that_was_kept_before_still_opens() {
    let earlier = r#"{"policy":"local 1","says":"","sites":[],"overall":{"site":"all","place":[],
        "place_matched":null,"ethnicity":[],"ethnicity_known":92.0,"ethnicity_valid":null,
        "ethnicity_not_stated":null,"ethnicity_not_known":null}}"#;
    let quality: Quality = serde_json::from_str(earlier).unwrap();
    assert!(quality.periods.is_empty() && quality.consistency.is_none());
    assert_eq!(quality.overall.ethnicity_other, None);
}
