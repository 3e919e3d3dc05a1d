//! Documents: read, held, settled, and refused in words.

use std::fs;
use std::path::Path;

use crate::terminal::{done, of_region, refused, typed};

fn journal(folder: &Path) -> String {
    done(folder, &["journal", "verify"])
}

fn with_region() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    done(folder.path(), &["region", "add", &of_region("region.toml")]);
    folder
}

#[test]
fn what_is_no_document_is_refused_in_words_that_name_it_and_say_what_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let bad: [(&str, &[u8]); 4] = [
        ("empty.docx", b""),
        ("broken.docx", b"PK\x03\x04 this was a zip once"),
        ("noise.bin", &[0, 159, 146, 150, 0, 0, 1, 2]),
        ("book.xlsx", b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"),
    ];
    for (name, bytes) in bad {
        fs::write(folder.path().join(name), bytes).unwrap();
        let words = refused(folder.path(), &["read", name, "--json"]);
        assert!(words.contains(&format!("“{name}”")), "{words}");
    }
    let words = refused(folder.path(), &["read", "missing.docx"]);
    assert!(words.contains("“missing.docx” cannot be opened"), "{words}");
}

#[test]
fn the_same_document_reads_as_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let plan = of_region("action-plan.md");
    let once = done(folder.path(), &["read", &plan, "--json", "--as-at", "2026-11-21"]);
    assert_eq!(once, done(folder.path(), &["read", &plan, "--json", "--as-at", "2026-11-21"]));
    let json: serde_json::Value = serde_json::from_str(&once).unwrap();
    assert_eq!(json["kind"], "action_plan");
}

#[test]
fn a_return_without_doubts_is_settled_once_and_only_once() {
    let folder = with_region();
    let document = of_region("returns/three-rivers-county.docx");
    let import =
        ["import", &document, "--organisation", "TRCC", "--round", "2026-planning", "--confirm"];
    let said = done(folder.path(), &import);
    assert!(said.contains("confirmed") && said.contains("objectives kept"), "{said}");
    let before = journal(folder.path());
    let words = refused(folder.path(), &import);
    assert!(words.contains("brought in before") || words.contains("kept already"), "{words}");
    assert_eq!(journal(folder.path()), before, "a refusal stores nothing");
}

#[test]
fn what_a_document_is_for_can_be_left_to_its_kind() {
    let folder = with_region();
    let document = of_region("returns/three-rivers-county.docx");
    let said = done(folder.path(), &["import", &document, "--organisation", "TRCC", "--confirm"]);
    assert!(said.contains("kept in the return to 2026-planning"), "{said}");
    let plan = of_region("action-plan.md");
    let said = done(folder.path(), &["import", &plan, "--organisation", "QTR", "--confirm"]);
    assert!(said.contains("14 actions kept in the plan action-plan"), "{said}");
}

#[test]
fn a_document_with_an_open_doubt_is_held_and_not_settled() {
    let folder = with_region();
    let plan = of_region("audit-plan.txt");
    let import = ["import", &plan, "--organisation", "QTR", "--plan", "audit-2026", "--confirm"];
    let answer = typed(folder.path(), &import);
    assert_eq!(answer.code, Some(1), "{}", answer.words);
    assert!(answer.words.contains("is held and not confirmed"), "{}", answer.words);
}

#[test]
fn names_nobody_knows_are_refused_with_the_names_there_are() {
    let folder = with_region();
    let plan = of_region("action-plan.md");
    let words = refused(folder.path(), &["import", &plan, "--organisation", "XXX", "--plan", "p"]);
    assert!(words.contains("“XXX” is not an organisation here; there is ALD,"), "{words}");
    let round = ["import", &plan, "--organisation", "QTR", "--round", "1999"];
    let words = refused(folder.path(), &round);
    assert!(words.contains("“1999” is not a round; there is 2026-planning"), "{words}");
}
