//! Reports of our own invention, and the means to read a PDF back.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::process::{Command, Stdio};

use charts::{Chart, change, gap};
use disclosure::{Policy, Published, Released, release};
use jiff::civil::date;
use programme::finding::{Finding, Provenance, Subject, Tally};
use programme::indicator::{Polarity, Unit, ValueType};
use reports::board::{
    Ask, Board, CannotTell, Exhibit, Matrix, MatrixRow, Missing, Promise, Returns, Unmeasured,
    Window,
};

/// A finding by deprivation, let out under the policy that the project ships.
fn finding(period: &str, counts: &[(u64, u64)]) -> Released<Published> {
    let policy = include_str!("../../../../data/disclosure/local.toml");
    let subject = Subject {
        indicator: "first-session-missed".parse().unwrap(),
        title: "Did not attend the first session".to_owned(),
        value_type: ValueType::Proportion,
        unit: Unit::Percent,
        polarity: Polarity::LowerIsBetter,
        period: period.to_owned(),
        breakdown: "deprivation".parse().unwrap(),
        provenance: Provenance {
            source: "Appointments of three invented clinics".to_owned(),
            editions: BTreeMap::from([("deprivation".to_owned(), "imd-invented".to_owned())]),
            ..Provenance::default()
        },
    };
    let names = ["1", "2", "3", "4", "5", "unknown"];
    let tally = |(group, &(numerator, denominator)): (&&str, &(u64, u64))| Tally {
        group: (*group).to_owned(),
        numerator,
        denominator,
    };
    let tallies = names.iter().zip(counts).map(tally).collect();
    release(&Finding { subject, tallies }, &Policy::from_toml(policy).unwrap())
}

/// A plain gap and its change.
pub(crate) fn steep() -> (Chart, String) {
    let before = finding(
        "2023-03",
        &[(1_900, 10_000), (1_210, 9_000), (940, 8_500), (700, 8_000), (545, 7_700)],
    );
    let after = finding(
        "2024-03",
        &[(1_210, 10_000), (905, 9_000), (780, 8_500), (610, 8_000), (540, 7_700), (45, 400)],
    );
    (gap(&after, "steep"), change(&before, &after))
}

/// A gap of which a part is hidden.
pub(crate) fn hidden() -> Chart {
    gap(
        &finding("2024-03", &[(120, 900), (3, 400), (60, 700), (50, 800), (4, 600), (0, 0)]),
        "hidden",
    )
}

fn owned(words: &str) -> String {
    words.to_owned()
}

fn promise(what: &str, owner: Option<&str>, by_when: &str, standing: &str) -> Promise {
    Promise {
        what: owned(what),
        plan: owned("Three Rivers action plan"),
        owner: owner.map(owned),
        by_when: owned(by_when),
        standing: owned(standing),
    }
}

/// What is late in it.
fn late() -> Vec<Promise> {
    vec![
        promise(
            "Interpreters are booked with the appointment",
            None,
            "by August, then twice a year",
            "late by 112 days",
        ),
        promise(
            "Every site records ethnic category at first contact",
            Some("Director?"),
            "30/9/26",
            "late by 51 days",
        ),
        promise(
            "Transport offered with every first session",
            Some("Head of access"),
            "October 2026",
            "late by 20 days",
        ),
    ]
}

/// What comes next in it.
fn ahead() -> Vec<Window> {
    vec![
        Window {
            days: 30,
            promises: vec![promise(
                "Audit of letters at reading age 9",
                Some("Communications"),
                "mid December",
                "due in 25 days",
            )],
        },
        Window { days: 60, promises: vec![] },
        Window {
            days: 90,
            promises: vec![promise(
                "Review of evening clinics",
                Some("Operations"),
                "end of January",
                "due in 72 days",
            )],
        },
    ]
}

/// A report such as a Board would see.
pub(crate) fn board() -> Board {
    let (chart, change) = steep();
    let row = |name: &str, counts: [u64; 3]| MatrixRow {
        organisation: owned(name),
        counts: counts.to_vec(),
    };
    Board {
        title: owned("Health inequalities: report to the Board"),
        body: owned("Three Rivers Partnership"),
        round: owned("2026 to 2027, second review"),
        as_at: date(2026, 11, 20),
        issued: date(2026, 11, 21),
        can_say: vec![
            owned(
                "The gap in missed first sessions between the most and the least deprived fifth is 5.1 points (95% interval 4.2 to 5.9), and has narrowed since March 2023.",
            ),
            owned(
                "41 of 44 promised actions with a date are on course or closed; 3 are late, one of them by 112 days.",
            ),
            owned("5 of 7 organisations have returned their second review."),
        ],
        asks: vec![
            Ask {
                what: owned("Agree that reminders are sent in the language a person chose"),
                owner: Some(owned("Medical director")),
                by_when: owned("before Christmas"),
            },
            Ask {
                what: owned("Name a lead for inclusion health at Northfield Trust"),
                owner: None,
                by_when: String::new(),
            },
        ],
        cannot_tell: vec![
            CannotTell {
                what: owned("Whether the gap in blood-pressure checks has changed"),
                why: owned("the difference lies within its interval (−1.2 to 2.4 points)"),
            },
            CannotTell {
                what: owned("Uptake among people of no fixed abode"),
                why: owned("records do not say who they are"),
            },
        ],
        returns: Returns {
            received: 5,
            missing: vec![
                Missing { organisation: owned("Northfield NHS Trust"), days_late: 12 },
                Missing { organisation: owned("Riverside Council"), days_late: 1 },
            ],
        },
        matrix: Matrix {
            themes: vec![
                owned("A. Build the foundations"),
                owned("B. Targeted action"),
                owned("C. Equity in mainstream care"),
            ],
            rows: vec![
                row("Three Rivers Integrated Care Board", [3, 2, 4]),
                row("Northfield NHS Trust", [0, 2, 1]),
                row("Riverside Council", [1, 0, 0]),
                row("Hilltop Community Health", [2, 1, 3]),
                row("Vale Voluntary Alliance", [1, 4, 0]),
            ],
        },
        late: late(),
        ahead: ahead(),
        exhibits: vec![
            Exhibit {
                objective: owned("Halve the gap in missed first sessions by March 2027"),
                organisation: owned("Three Rivers Integrated Care Board"),
                chart,
                change,
            },
            Exhibit {
                objective: owned("Reach people in the most deprived areas with evening sessions"),
                organisation: owned("Hilltop Community Health"),
                chart: hidden(),
                change: String::new(),
            },
        ],
        unmeasured: vec![Unmeasured {
            objective: owned("Work with communities to understand what matters to them"),
            organisation: owned("Vale Voluntary Alliance"),
        }],
        rule: programme::standing::Rule::default().words(),
    }
}

/// A region with nothing to show.
pub(crate) fn empty() -> Board {
    Board {
        title: String::new(),
        body: String::new(),
        round: String::new(),
        as_at: date(2026, 4, 1),
        issued: date(2026, 4, 1),
        can_say: vec![],
        asks: vec![],
        cannot_tell: vec![],
        returns: Returns::default(),
        matrix: Matrix::default(),
        late: vec![],
        ahead: vec![],
        exhibits: vec![],
        unmeasured: vec![],
        rule: programme::standing::Rule::default().words(),
    }
}

/// The words of a PDF, as a reader would copy them, or nothing where `pdftotext` is not installed.
pub(crate) fn words(pdf: &[u8], layout: &str) -> Option<String> {
    let mut child = Command::new("pdftotext")
        .args([layout, "-enc", "UTF-8", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .inspect_err(|_| eprintln!("pdftotext is not here, so the words of the PDF were not read"))
        .ok()?;
    let mut stdin = child.stdin.take().unwrap();
    let bytes = pdf.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&bytes));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    Some(String::from_utf8(output.stdout).unwrap())
}

/// The words of a PDF without their spaces and line ends, to look for something that was broken.
pub(crate) fn run_together(pdf: &[u8]) -> Option<String> {
    let unseen = |each: &char| !each.is_whitespace() && *each != '\u{200b}' && *each != '\u{ad}';
    Some(words(pdf, "-raw")?.chars().filter(unseen).collect())
}
