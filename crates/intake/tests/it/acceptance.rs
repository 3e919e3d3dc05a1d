//! The plans beside the project read as their answer sheets say, wherever both are there.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{printed, reading, root};

/// The documents, and the sheet of facts for each.
const PAIRS: [(&str, &str); 8] = [
    ("seeds/essex-audit-action-plan.txt", "golden/seeds/expected-essex.json"),
    (
        "seeds/cambridgeshire-peterborough-action-plan.md",
        "golden/seeds/expected-cambridgeshire.json",
    ),
    (
        "seeds/gloucestershire-planning-review-template.txt",
        "golden/seeds/expected-gloucestershire.json",
    ),
    (
        "seeds/gloucestershire-return-severnbank-2024.docx",
        "seeds/gloucestershire-return-severnbank-2024.expected.json",
    ),
    (
        "seeds/gloucestershire-return-severnbank-2025-review.docx",
        "seeds/gloucestershire-return-severnbank-2025-review.expected.json",
    ),
    (
        "seeds/gloucestershire-template-blank.docx",
        "seeds/gloucestershire-template-blank.expected.json",
    ),
    (
        "seeds/cambridgeshire-peterborough-action-plan.docx",
        "seeds/cambridgeshire-peterborough-action-plan.docx.expected.json",
    ),
    ("seeds/essex-audit-action-plan.docx", "seeds/essex-audit-action-plan.docx.expected.json"),
];

fn held(shared: &Path, document: &str, facts: &str, folder: &Path) -> String {
    let read = printed(&reading(&shared.join(document)), document);
    let actual: PathBuf = folder.join(document.replace('/', "-")).with_extension("read.json");
    std::fs::write(&actual, read).unwrap();
    let mut check = Command::new("python3");
    check.arg(shared.join("check/readings.py")).arg(shared.join(facts)).arg(&actual);
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
    for (document, facts) in PAIRS {
        let said = held(&shared, document, facts, folder);
        assert!(said.trim_end().ends_with(" facts, 0 wrong"), "{document}\n{said}");
    }
}
