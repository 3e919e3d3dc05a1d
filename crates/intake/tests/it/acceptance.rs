//! The plans beside the project read as their answer sheets say, wherever both are there.

use std::path::{Path, PathBuf};
use std::process::Command;

use intake::Reading;
use programme::action::ProposedAction;
use programme::draft::Proposal;
use programme::plan::ProposedPlan;
use serde_json::Value;

use crate::support::{printed, reading, root};

/// How facts are held: to the letter; in workbooks, whose dates are no words, dates by their value
/// alone; in PDFs, which break words, whatever the white space.
const WORDS: &[&str] = &[];
const VALUES: &[&str] = &["--values"];
const LOOSE: &[&str] = &["--loose"];

/// The documents, the sheet of facts for each, and how they are held.
const PAIRS: [(&str, &str, &[&str]); 12] = [
    ("seeds/essex-audit-action-plan.txt", "golden/seeds/expected-essex.json", WORDS),
    (
        "seeds/cambridgeshire-peterborough-action-plan.md",
        "golden/seeds/expected-cambridgeshire.json",
        WORDS,
    ),
    (
        "seeds/gloucestershire-planning-review-template.txt",
        "golden/seeds/expected-gloucestershire.json",
        WORDS,
    ),
    (
        "seeds/gloucestershire-return-severnbank-2024.docx",
        "seeds/gloucestershire-return-severnbank-2024.expected.json",
        WORDS,
    ),
    (
        "seeds/gloucestershire-return-severnbank-2025-review.docx",
        "seeds/gloucestershire-return-severnbank-2025-review.expected.json",
        WORDS,
    ),
    (
        "seeds/gloucestershire-template-blank.docx",
        "seeds/gloucestershire-template-blank.expected.json",
        WORDS,
    ),
    (
        "seeds/cambridgeshire-peterborough-action-plan.docx",
        "seeds/cambridgeshire-peterborough-action-plan.docx.expected.json",
        WORDS,
    ),
    (
        "seeds/essex-audit-action-plan.docx",
        "seeds/essex-audit-action-plan.docx.expected.json",
        WORDS,
    ),
    ("seeds/essex-audit-action-plan.pdf", "golden/seeds/expected-essex.json", LOOSE),
    (
        "seeds/cambridgeshire-peterborough-action-plan.pdf",
        "golden/seeds/expected-cambridgeshire.json",
        LOOSE,
    ),
    (
        "seeds/cambridgeshire-peterborough-action-plan.xlsx",
        "golden/seeds/expected-cambridgeshire.json",
        VALUES,
    ),
    ("seeds/essex-audit-tracker.xlsx", "golden/seeds/expected-essex.json", VALUES),
];

fn held(shared: &Path, document: &str, facts: &str, flags: &[&str], folder: &Path) -> String {
    let read = printed(&reading(&shared.join(document)), document);
    let actual: PathBuf = folder.join(document.replace('/', "-")).with_added_extension("read.json");
    std::fs::write(&actual, read).unwrap();
    let mut check = Command::new("python3");
    check.arg(shared.join("check/readings.py")).arg(shared.join(facts)).arg(&actual).args(flags);
    let said = check.output().unwrap();
    format!("{}{}", String::from_utf8_lossy(&said.stdout), String::from_utf8_lossy(&said.stderr))
}

#[test]
fn the_plans_beside_the_project_are_read_without_a_wrong_fact() {
    let shared = root("../shared");
    if !shared.join("check/readings.py").exists() {
        eprintln!("no ../shared here: nothing to hold the reading against");
        return;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    for (document, facts, flags) in PAIRS {
        let said = held(&shared, document, facts, flags, folder);
        assert!(said.trim_end().ends_with(" facts, 0 wrong"), "{document}\n{said}");
    }
}

/// The more that is known of a PDF, from the sheet beside it, with what was read of it.
fn beside(name: &str) -> Option<(Value, Reading)> {
    let shared = root("../shared");
    let sheet = std::fs::read_to_string(shared.join(format!("seeds/{name}.expected.json"))).ok()?;
    Some((serde_json::from_str(&sheet).unwrap(), reading(&shared.join("seeds").join(name))))
}

fn plan(reading: &Reading) -> &ProposedPlan {
    let Some(Proposal::Plan(plan)) = &reading.proposal else { panic!("it is a plan") };
    plan
}

#[test]
fn rows_that_a_page_end_split_are_joined_and_said_to_be_so() {
    let Some((sheet, reading)) = beside("essex-audit-action-plan.pdf") else { return };
    let plan = plan(&reading);
    let joined: Vec<&str> = reading
        .joined
        .iter()
        .map(|number| plan.recommendations[number - 1].reference.as_str())
        .collect();
    assert_eq!(sheet["rows_split_over_a_page_end"], serde_json::json!(joined));
    let about: Vec<String> = reading.doubts.iter().map(|doubt| doubt.about.to_string()).collect();
    // The date that was cut in two, and the two that the sheet names.
    for flagged in
        ["recommendation-3.by-when", "recommendation-7.by-when", "recommendation-9.responsibility"]
    {
        assert!(about.iter().any(|about| about == flagged), "{flagged}: {about:?}");
    }
    let counts = &sheet["counts"];
    let dated = plan.recommendations.iter().filter(|said| said.by_when.due.is_some()).count();
    assert_eq!(counts["recommendations"], plan.recommendations.len());
    assert_eq!(
        (&counts["with_date"], &counts["without_date"]),
        (&dated.into(), &(9 - dated).into())
    );
    let headings = |page: u64| {
        let on_page = format!("page {page}, ");
        let skipped = reading.account.skipped.iter();
        skipped
            .filter(|skipped| {
                skipped.reason == "repeated heading" && skipped.place.starts_with(&on_page)
            })
            .count()
    };
    for page in sheet["header_repeated_on_pages"].as_array().unwrap() {
        assert_eq!(headings(page.as_u64().unwrap()), 7, "page {page}");
    }
}

#[test]
fn a_table_over_two_pages_keeps_its_groups_and_counts() {
    let Some((sheet, reading)) = beside("cambridgeshire-peterborough-action-plan.pdf") else {
        return;
    };
    let (counts, actions) = (&sheet["counts"], &plan(&reading).actions);
    let mut groups: Vec<&str> = actions.iter().map(|said| said.group.as_str()).collect();
    groups.dedup();
    let count = |holds: &dyn Fn(&ProposedAction) -> bool| {
        Value::from(actions.iter().filter(|said| holds(said)).count())
    };
    assert_eq!(
        (&counts["actions"], &counts["groups"]),
        (&actions.len().into(), &groups.len().into())
    );
    assert_eq!(counts["with_risks"], count(&|said| !said.risks.is_empty()));
    assert_eq!(counts["with_notes"], count(&|said| !said.notes.is_empty()));
    assert_eq!(counts["with_by_when"], count(&|said| said.by_when.due.is_some()));
    for (words, expected) in counts["by_status_raw"].as_object().unwrap() {
        assert_eq!(*expected, count(&|said| said.status.words == *words), "{words}");
    }
}
