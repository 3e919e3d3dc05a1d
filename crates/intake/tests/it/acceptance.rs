//! The plans beside the project read as their answer sheets say, wherever both are there.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{printed, reading, root};

/// How dates are held: by their words and value, or in workbooks, whose dates are no words,
/// by their value alone.
const WORDS: &[&str] = &[];
const VALUES: &[&str] = &["--values"];

/// The documents, the sheet of facts for each, and how its dates are held.
const PAIRS: [(&str, &str, &[&str]); 10] = [
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
