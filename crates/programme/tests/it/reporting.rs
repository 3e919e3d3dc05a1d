//! Reporting lines as lists: every line once, and circles shown.

use std::fmt::Write;

use jiff::civil::{Date, date};
use programme::id::ReportingLineId;
use programme::reporting::{
    Below, Branch, Node, ReportingLine, ReportsTo, above, beneath, forest, lines_of,
};
use programme::term::Term;
use proptest::prelude::*;
use uuid::Uuid;

const DAY: Date = date(2026, 4, 1);

fn line(number: u128, who: &str, reports_to: ReportsTo) -> ReportingLine {
    ReportingLine {
        id: ReportingLineId::new(Uuid::from_u128(number)),
        organisation: who.parse().unwrap(),
        reports_to,
        how_often: "every quarter".to_owned(),
        term: Term::since(date(2025, 4, 1)),
    }
}

fn to(code: &str) -> ReportsTo {
    ReportsTo::Organisation(code.parse().unwrap())
}

fn forum(words: &str) -> ReportsTo {
    ReportsTo::Forum(words.parse().unwrap())
}

fn lines(of: &[(&str, ReportsTo)]) -> Vec<ReportingLine> {
    (1..).zip(of).map(|(number, (who, whom))| line(number, who, whom.clone())).collect()
}

/// The lists as text, two spaces in for each.
fn written(branches: &[Branch]) -> String {
    fn write(branch: &Branch, depth: usize, text: &mut String) {
        let name = match &branch.node {
            Node::Organisation(code) => code.to_string(),
            Node::Forum { of, forum } => format!("“{}” of {of}", forum.as_str()),
        };
        let (told, below): (&str, &[Branch]) = match &branch.below {
            Below::Branches(below) => ("", below),
            Below::ShownBefore => (" (shown before)", &[]),
            Below::Circle => (" (a circle)", &[]),
        };
        writeln!(text, "{}{name}{told}", "  ".repeat(depth)).unwrap();
        for one in below {
            write(one, depth + 1, text);
        }
    }
    let mut text = String::new();
    for branch in branches {
        write(branch, 0, &mut text);
    }
    text
}

#[track_caller]
fn check(of: &[(&str, ReportsTo)], expected: &str) {
    assert_eq!(written(&forest(&lines(of), DAY)), expected);
}

#[test]
fn lines_are_lists_within_lists() {
    check(&[], "");
    check(&[("RT1", to("ICB")), ("RT2", to("ICB"))], "ICB\n  RT1\n  RT2\n");
    check(
        &[("RT1", to("ICB")), ("ICB", forum("The Board")), ("RT1", forum("Quality Committee"))],
        "“The Board” of ICB\n  ICB\n    RT1\n“Quality Committee” of RT1\n  RT1\n",
    );
    // The boards of two bodies are two boards.
    check(
        &[("RT1", forum("Board")), ("RT2", forum("Board"))],
        "“Board” of RT1\n  RT1\n“Board” of RT2\n  RT2\n",
    );
    check(
        &[("PCN", to("RT1")), ("RT1", to("ICB")), ("RT1", to("TRCC"))],
        "ICB\n  RT1\n    PCN\nTRCC\n  RT1 (shown before)\n",
    );
}

#[test]
fn a_circle_is_shown_and_not_walked() {
    check(&[("A", to("B")), ("B", to("C")), ("C", to("A"))], "A\n  C\n    B\n      A (a circle)\n");
    check(&[("A", to("A"))], "A\n  A (a circle)\n");
    let around = lines(&[("A", to("B")), ("B", to("A")), ("B", forum("Board"))]);
    let up = above(&around, &"A".parse().unwrap(), DAY);
    assert_eq!(written(&[up]), "A\n  B\n    A (a circle)\n    “Board” of B\n");
    let down = beneath(&around, &"B".parse().unwrap(), DAY);
    assert_eq!(written(&[down]), "B\n  A\n    B (a circle)\n");
}

#[test]
fn only_the_lines_of_the_day_are_drawn() {
    let mut lines = lines(&[("RT1", to("ICB")), ("RT1", forum("Board"))]);
    lines[0].term = lines[0].term.until(date(2026, 3, 31)).unwrap();
    assert_eq!(written(&forest(&lines, date(2026, 3, 31))), "ICB\n  RT1\n“Board” of RT1\n  RT1\n");
    assert_eq!(written(&forest(&lines, DAY)), "“Board” of RT1\n  RT1\n");
    assert_eq!(lines_of(&lines, &"RT1".parse().unwrap(), DAY), [&lines[1]]);
}

#[test]
fn a_line_reads_back_as_it_was_written() {
    for whom in [to("ICB"), forum("Quality Committee")] {
        let one = line(1, "RT1", whom);
        let json = serde_json::to_string(&one).unwrap();
        assert_eq!(serde_json::from_str::<ReportingLine>(&json).unwrap(), one);
    }
    let blank = r#"{"forum":"  "}"#;
    assert!(
        serde_json::from_str::<ReportsTo>(blank).unwrap_err().to_string().contains("like Quality")
    );
}

fn ids(branch: &Branch, found: &mut Vec<ReportingLineId>) {
    found.extend(branch.by);
    if let Below::Branches(below) = &branch.below {
        for one in below {
            ids(one, found);
        }
    }
}

proptest! {
    #[test]
    fn every_line_is_drawn_once(
        said in prop::collection::vec((0..8_u8, 0..8_u8, prop::option::of(2024..2028_i16)), 0..30),
    ) {
        let lines: Vec<ReportingLine> = (1..).zip(&said).map(|(number, &(who, whom, ends))| {
            let whom = if whom == 7 { forum("Board") } else { to(&format!("B{whom}")) };
            let one = line(number, &format!("B{who}"), whom);
            let term = ends.map_or(one.term, |year| Term::since(date(2024, 1, 1)).until(date(year, 1, 1)).unwrap());
            ReportingLine { term, ..one }
        }).collect();
        let mut drawn = Vec::new();
        for root in forest(&lines, DAY) {
            ids(&root, &mut drawn);
        }
        drawn.sort();
        let holding: Vec<_> =
            lines.iter().filter(|line| line.term.holds(DAY)).map(|line| line.id).collect();
        prop_assert_eq!(drawn, holding);
        let mut turned = lines.clone();
        turned.reverse();
        prop_assert_eq!(forest(&turned, DAY), forest(&lines, DAY));
        for who in 0..8 {
            let who = format!("B{who}").parse().unwrap();
            for branch in [above(&lines, &who, DAY), beneath(&lines, &who, DAY)] {
                let mut drawn = Vec::new();
                ids(&branch, &mut drawn);
                let many = drawn.len();
                drawn.sort();
                drawn.dedup();
                prop_assert_eq!(drawn.len(), many);
            }
        }
    }
}
