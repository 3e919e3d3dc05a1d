//! Statistics and control charts of a table, as somebody types them.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::terminal::{done, refused};

const QUINTILES: &str = "area,subgroup,order,numerator,denominator
North,1 (most deprived),1,182,1003
North,2,2,150,1048
North,3,3,121,961
North,4,4,97,1012
North,5 (least deprived),5,83,988
South,1 (most deprived),1,3,0
South,2,2,15,104
South,3,3,12,96
South,4,4,9,101
South,5 (least deprived),5,8,98
";

fn folder(file: &str, text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(file), text).unwrap();
    folder
}

fn json(folder: &Path, arguments: &[&str]) -> Vec<Value> {
    let text = done(folder, &[arguments, &["--json"]].concat());
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn every_answer_has_the_same_names_and_a_refusal_has_a_reason() {
    let folder = folder("q.csv", QUINTILES);
    let asked = ["measure", "q.csv", "--measure", "proportion,gap-absolute,sii", "--group", "area"];
    let answers = json(folder.path(), &[&asked[..], &["--unit", "percent", "--adverse"]].concat());
    assert_eq!(answers.len(), 2 * (5 + 1 + 1));
    let names = [
        "group", "measure", "value", "lower95", "upper95", "lower998", "upper998", "se", "method",
        "n", "refused",
    ];
    for answer in &answers {
        assert!(names.iter().all(|name| answer.get(name).is_some()), "{answer}");
        assert_ne!(answer["value"].is_null(), answer["refused"].is_null(), "{answer}");
    }
    assert_eq!(answers[0]["group"]["area"], "North");
    assert_eq!((&answers[0]["row"], &answers[0]["measure"]), (&1.into(), &"proportion".into()));
    assert_eq!(answers[0]["carried"]["subgroup"], "1 (most deprived)");
    let gap = &answers[5];
    assert_eq!(gap["says"], "higher in the most deprived");
    assert!(
        (gap["value"].as_f64().unwrap() - 100.0 * (182.0 / 1003.0 - 83.0 / 988.0)).abs() < 1e-9
    );
    let nobody = &answers[7];
    assert_eq!(nobody["refused"], "3 of 0 is not a proportion, like 3 of 10");
    assert_eq!(answers[13]["refused"], nobody["refused"], "and so no slope either");
}

#[test]
fn a_table_for_a_person_and_one_for_a_program_say_the_same() {
    let folder = folder("q.csv", QUINTILES);
    let asked = ["measure", "q.csv", "--measure", "rii", "--group", "area", "--confidence", "95"];
    let csv = done(folder.path(), &asked);
    let heading = "area,row,subgroup,measure,value,lower95,upper95,lower998,upper998,se,method,n,says,refused";
    assert!(csv.starts_with(heading), "{csv}");
    let person = done(folder.path(), &[&asked[..], &["--readable"]].concat());
    assert!(person.contains("times as high in the most deprived"), "{person}");
    assert!(person.contains("Not worked out\n  3 of 0 is not a proportion"), "{person}");
    let value: f64 = csv.lines().nth(1).unwrap().split(',').nth(4).unwrap().parse().unwrap();
    assert!(person.contains(&format!("{value:.4}")), "{person}");
}

#[test]
fn all_is_every_measure_and_none_is_left_blank() {
    let folder = folder("q.csv", QUINTILES);
    let answers = json(
        folder.path(),
        &["measure", "q.csv", "--measure", "all", "--adverse", "--group", "area"],
    );
    let list = done(folder.path(), &["measure", "--list"]);
    let names: Vec<&str> = list.lines().filter(|line| !line.starts_with(' ')).collect();
    assert!(names.len() > 40, "{names:?}");
    for name in names {
        assert!(answers.iter().any(|answer| answer["measure"] == *name), "{name}");
    }
    for answer in &answers {
        assert_ne!(answer["value"].is_null(), answer["refused"].is_null(), "{answer}");
    }
}

#[test]
fn a_seed_is_named_with_what_chance_may_have_done() {
    let folder = folder("q.csv", &QUINTILES.replace("South,1 (most deprived),1,3,0\n", ""));
    let asked = ["measure", "q.csv", "--measure", "sii", "--group", "area"];
    let computed = json(folder.path(), &asked);
    let drawn = json(folder.path(), &[&asked[..], &["--seed", "7"]].concat());
    let method = |answers: &[Value]| answers[0]["method"].as_str().unwrap().to_owned();
    assert!(method(&computed).contains("by inverting"), "{}", method(&computed));
    let drawn_method = method(&drawn);
    assert!(drawn_method.contains("from seed 7, with a Monte Carlo error"), "{drawn_method}");
    assert_eq!(drawn, json(folder.path(), &[&asked[..], &["--seed", "7"]].concat()));
    assert_eq!(
        drawn[1]["refused"],
        "group 1 is missing: the order must run from 1, the most disadvantaged, without a gap"
    );
}

#[test]
fn what_cannot_be_asked_is_refused_in_words() {
    let folder = folder("q.csv", QUINTILES);
    fs::write(folder.path().join("empty.csv"), "").unwrap();
    fs::write(folder.path().join("ragged.csv"), "numerator,denominator\n1,2\n3\n").unwrap();
    fs::write(folder.path().join("twice.csv"), "x,numerator,n\n1,1,2\n").unwrap();
    for (arguments, says) in [
        (&["q.csv", "--measure", "mode"][..], "“mode” is not a measure, like dsr"),
        (
            &["q.csv", "--measure", "sii", "--group", "ward"],
            "no column is headed “ward”; there are area",
        ),
        (&["q.csv", "--measure", "sii", "--unit", "%"], "“%” is not a unit, like percent"),
        (
            &["q.csv", "--measure", "sii", "--confidence", "0.95"],
            "not a level of confidence, like 95",
        ),
        (&["empty.csv", "--measure", "sii"], "the file is empty"),
        (&["ragged.csv", "--measure", "sii"], "row 2 has 1 cells, and there are 2 headings"),
        (&["twice.csv", "--measure", "rate"], "the columns “x” and “numerator” are the same to us"),
        (&["nowhere.csv", "--measure", "rate"], "“nowhere.csv” cannot be opened"),
    ] {
        let words = refused(folder.path(), &[&["measure"], arguments].concat());
        assert!(words.contains(says), "{says}: {words}");
    }
}

const SERIES: &str = "series_id,date,value,improvement_direction,target,rebase_dates,fix_after_n_points,screen_outliers
waits,2024-03-01,7,decrease,9,,,
waits,2024-01-01,5,decrease,9,,,
waits,2024-02-01,6,decrease,9,,,
twice,2024-01-01,5,,,,,
twice,2024-01-01,6,,,,,
re-based,2024-01-01,5,increase,,2024-03-01,,TRUE
re-based,2024-02-01,6,,,,,
re-based,2024-03-01,9,,,,,
re-based,2024-04-01,8,,,,,
";

#[test]
fn series_are_charted_in_the_order_of_their_days_and_an_odd_one_alone_is_refused() {
    let folder = folder("s.csv", SERIES);
    let text = done(folder.path(), &["spc", "s.csv", "--json"]);
    let found: Value = serde_json::from_str(&text).unwrap();
    let points = found["points"].as_array().unwrap();
    let dates: Vec<&str> = points.iter().map(|point| point["date"].as_str().unwrap()).collect();
    assert_eq!(dates[..3], ["2024-01-01", "2024-02-01", "2024-03-01"]);
    assert_eq!((points[0]["value"].as_f64(), points[0]["mean"].as_f64()), (Some(5.0), Some(6.0)));
    let summary = found["summary"].as_array().unwrap();
    assert_eq!(summary.len(), 4, "one of waits, one refusal, two of re-based");
    assert!(summary[0]["rebase_group"].is_null() && summary[0]["upl"].as_f64().unwrap() > 8.6);
    assert_eq!(summary[0]["assurance_type"], "consistent_pass");
    assert!(summary[0]["remark"].as_str().unwrap().contains("trial"));
    assert_eq!(
        summary[1]["refused"],
        "two points have the date 2024-01-01: a series has one a day"
    );
    assert_eq!((&summary[2]["rebase_group"], &summary[3]["rebase_group"]), (&0.into(), &1.into()));
    let csv = done(folder.path(), &["spc", "s.csv"]);
    assert!(csv.starts_with("series_id,date,value,rebase_group,mean,lpl,upl,"), "{csv}");
    let words = refused(folder.path(), &["spc", "nowhere.csv"]);
    assert!(words.contains("cannot be opened"), "{words}");
}

#[test]
fn a_table_is_protected_under_a_policy_and_no_bad_row_is_quoted() {
    let table =
        "year,cell,numerator,denominator\n2024,a,3,40\n2024,b,12,40\n2025,a,20,40\n2025,b,22,45\n";
    let folder = folder("t.csv", table);
    let text = done(folder.path(), &["protect", "t.csv", "--group", "year", "--json"]);
    let lines: Value = serde_json::from_str(&text).unwrap();
    let lines = lines.as_array().unwrap();
    assert_eq!(lines.len(), 6, "two cells and a margin of each year");
    assert_eq!((&lines[0]["group"]["year"], &lines[0]["cell"]), (&"2024".into(), &"a".into()));
    assert_eq!((&lines[0]["numerator"], &lines[0]["value"]), (&"*".into(), &"*".into()));
    assert_eq!((&lines[1]["numerator"], &lines[1]["value"]), (&10.into(), &0.25.into()));
    assert_eq!((&lines[5]["margin"], &lines[5]["numerator"]), (&"total".into(), &40.into()));
    let official = ["protect", "t.csv", "--group", "year", "--policy", "nhse-hes-2018"];
    let csv = done(folder.path(), &official);
    assert!(
        csv.starts_with("year,cell,margin,numerator,denominator,value\n2024,a,,*,40,*\n"),
        "{csv}"
    );
    assert!(csv.contains("2024,,total,15,80,"), "the true total of 15, rounded by itself: {csv}");
    let words = refused(folder.path(), &["protect", "t.csv", "--policy", "mine"]);
    assert!(words.contains("“mine” is not a disclosure policy"), "{words}");
    fs::write(folder.path().join("t.csv"), "cell,numerator\na,secret\n").unwrap();
    let words = refused(folder.path(), &["protect", "t.csv"]);
    assert!(words.contains("row 1 holds no whole number") && !words.contains("secret"), "{words}");
}
