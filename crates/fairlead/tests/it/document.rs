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

#[test]
fn a_plan_goes_out_and_comes_back_as_the_version_it_is() {
    let folder = with_region();
    let plan = of_region("action-plan.md");
    let import = ["import", &plan, "--organisation", "QTR", "--plan", "our-plan", "--confirm"];
    done(folder.path(), &import);
    for name in ["out.docx", "out.xlsx", "out.csv", "out.md"] {
        let said = done(folder.path(), &["export", "plan", "our-plan", "--output", name]);
        assert_eq!(said, format!("written to {name}\n"));
        let json = done(folder.path(), &["read", name, "--json"]);
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(json["actions"].as_array().unwrap().len(), 14, "{name}");
    }
    let again = ["import", "out.md", "--organisation", "QTR", "--plan", "our-plan", "--confirm"];
    let said = done(folder.path(), &again);
    assert!(said.contains("0 actions added and 0 changed in the plan our-plan"), "{said}");
    done(folder.path(), &["export", "list", "actions", "--output", "actions.csv"]);
    let csv = fs::read_to_string(folder.path().join("actions.csv")).unwrap();
    assert!(csv.contains("Three Rivers Integrated Care Board"), "{csv}");
    for (wrong, says) in [
        (["export", "plan", "none", "--output", "x.md"], "there is no such thing"),
        (["export", "plan", "our-plan", "--output", "x"], "does not say its format"),
        (
            ["export", "plan", "our-plan", "--output", "x.pdf"],
            "“pdf” is not a format; there is docx",
        ),
        (["export", "list", "cats", "--output", "x.md"], "“cats” is not a list; there is actions,"),
    ] {
        let words = refused(folder.path(), &wrong);
        assert!(words.contains(says), "{words}");
    }
    assert!(!folder.path().join("x.md").exists(), "a refusal writes nothing");
}

#[test]
fn a_form_is_sent_for_who_is_asked_and_knows_what_was_promised() {
    let folder = with_region();
    let document = of_region("returns/three-rivers-county.docx");
    done(folder.path(), &["import", &document, "--organisation", "TRCC", "--confirm"]);
    let form = ["form", "2026-planning", "--organisation", "TRCC", "--output", "form.docx"];
    done(folder.path(), &form);
    let once = fs::read(folder.path().join("form.docx")).unwrap();
    done(folder.path(), &form);
    assert!(
        once == fs::read(folder.path().join("form.docx")).unwrap(),
        "the same form, the same bytes"
    );
    let read = |name: &str| -> serde_json::Value {
        serde_json::from_str(&done(folder.path(), &["read", name, "--json"])).unwrap()
    };
    let words = |json: &serde_json::Value| {
        let objectives = json["returns"][0]["objectives"].as_array().unwrap().clone();
        let mut words: Vec<String> =
            objectives.iter().map(|one| one["objective"].to_string()).collect();
        words.sort();
        words
    };
    let came = read(&document);
    assert_eq!(words(&read("form.docx")), words(&came));
    let wrong = ["form", "2026-planning", "--organisation", "XXX", "--output", "x.docx"];
    assert!(refused(folder.path(), &wrong).contains("XXX is not asked in the round"));
    let wrong = ["form", "2026-planning", "--organisation", "TRCC", "--output", "x.pdf"];
    assert!(refused(folder.path(), &wrong).contains("is not a name for a Word document"));
}

#[test]
fn a_folder_of_returns_is_taken_one_by_one() {
    let folder = with_region();
    let returns = of_region("returns");
    let said = done(folder.path(), &["import", &returns, "--round", "2026-planning", "--confirm"]);
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines.len(), fs::read_dir(&returns).unwrap().count());
    assert!(lines.iter().all(|line| line.split('\t').count() == 4), "{said}");
    assert!(lines.iter().any(|line| line.contains("confirmed: ")), "{said}");
    let again = typed(folder.path(), &["import", &returns, "--round", "2026-planning"]);
    assert_eq!(again.code, Some(1));
    assert!(again.words.contains("were not taken"), "{}", again.words);
    fs::create_dir(folder.path().join("nothing")).unwrap();
    assert!(refused(folder.path(), &["import", "nothing"]).contains("“nothing” holds no file"));
}
