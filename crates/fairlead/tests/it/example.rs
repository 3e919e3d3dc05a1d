//! The example region: loaded whole, replaced only where it was, and sound when it is killed.

use std::fs;
use std::process::Stdio;
use std::time::Duration;

use crate::terminal::{done, fairlead, refused, typed};

#[test]
fn the_example_region_loads_and_its_board_report_is_a_pdf() {
    let folder = tempfile::tempdir().unwrap();
    let loaded = typed(folder.path(), &["demo", "--no-serve", "--rows", "20000"]);
    assert_eq!(loaded.code, Some(0), "{}", loaded.words);
    let people = loaded.words.lines().filter(|line| line.starts_with("  ")).count();
    assert_eq!(people, 10, "one line for each person: {}", loaded.words);
    let data = ["--data", "fairlead-data"];
    let report = ["report", "board", "--round", "2026-planning", "--output", "board.pdf"];
    done(folder.path(), &[&report[..], &data[..]].concat());
    assert!(fs::read(folder.path().join("board.pdf")).unwrap().starts_with(b"%PDF-"));
    let listed = done(folder.path(), &[&["evidence", "list"][..], &data[..]].concat());
    assert!(listed.starts_with("community-clinic-non-attendance\t2025/26\t"), "{listed}");
    done(folder.path(), &[&["journal", "verify"][..], &data[..]].concat());
}

#[test]
fn a_folder_with_something_else_in_it_is_never_replaced() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("mine")).unwrap();
    fs::write(folder.path().join("mine/letter.txt"), "keep me").unwrap();
    let words = refused(folder.path(), &["demo", "--no-serve", "--data", "mine"]);
    assert!(words.contains("holds something that is not an example region"), "{words}");
    assert_eq!(fs::read_to_string(folder.path().join("mine/letter.txt")).unwrap(), "keep me");
}

#[test]
fn killed_half_way_the_journal_still_holds() {
    for after in [150, 400, 900, 1600, 2500] {
        let folder = tempfile::tempdir().unwrap();
        let mut child = fairlead()
            .current_dir(folder.path())
            .args(["demo", "--no-serve", "--rows", "20000"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(after));
        child.kill().unwrap();
        child.wait().unwrap();
        done(folder.path(), &["journal", "verify", "--data", "fairlead-data"]);
    }
}
