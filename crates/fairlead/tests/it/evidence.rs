//! Evidence: what an extract must hold, and that nothing is left behind when it does not.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::terminal::{Answer, done, refused};

const INDICATOR: &str =
    include_str!("../../../../data/indicators/community-clinic-non-attendance.toml");

#[test]
fn an_extract_without_its_columns_is_refused_naming_each_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("indicator.toml"), INDICATOR).unwrap();
    fs::write(folder.path().join("extract.csv"), "name,colour\nsomebody,blue\n").unwrap();
    let run = ["evidence", "run", "indicator.toml", "extract.csv", "--output", "results"];
    let words = refused(folder.path(), &run);
    for column in ["lsoa11cd", "event_date", "attended"] {
        assert!(words.contains(column), "{column} is not named: {words}");
    }
    assert!(!words.contains("somebody"), "no content of an extract is ever said: {words}");
    assert!(!folder.path().join("results").exists());
}

#[test]
fn a_file_that_is_no_indicator_is_refused_naming_the_line() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("indicator.toml"), "key = \"x\"\ntitle = 3\n").unwrap();
    fs::write(folder.path().join("extract.csv"), "a\n1\n").unwrap();
    let run = ["evidence", "run", "indicator.toml", "extract.csv", "--output", "results"];
    let words = refused(folder.path(), &run);
    assert!(
        words.contains("indicator.toml is not an indicator") && words.contains("line"),
        "{words}"
    );
}

/// A folder with the command in it, and beside it a program in place of the one that knows clusters.
fn beside(helper: Option<&str>) -> tempfile::TempDir {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    fs::hard_link(env!("CARGO_BIN_EXE_fairlead"), folder.path().join("fairlead")).unwrap();
    if let Some(script) = helper {
        let path = folder.path().join("fairlead-cluster");
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    fs::write(folder.path().join("indicator.toml"), INDICATOR).unwrap();
    folder
}

/// Types a run on a cluster in such a folder.
fn on_a_cluster(folder: &Path) -> Answer {
    let run = ["evidence", "run", "indicator.toml", "extract.csv", "--output", "results"];
    let mut command = Command::new(folder.join("fairlead"));
    command.current_dir(folder).stdin(Stdio::null()).env("PATH", "/usr/bin:/bin");
    command.env_remove("FAIRLEAD_DATA").env_remove("FAIRLEAD_DATABASE");
    command.args(run).args(["--engine", "df://127.0.0.1:50050"]).output().unwrap().into()
}

#[test]
fn a_run_on_a_cluster_is_noted_and_handed_to_the_program_beside() {
    let folder =
        beside(Some("echo \"$@\" >asked; cat >order; echo step counting; echo released 12"));
    let answer = on_a_cluster(folder.path());
    assert_eq!(answer.data, "12 findings released to results\n", "{}", answer.words);
    assert_eq!(answer.words, "counting\n");
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    assert_eq!(read("asked"), "run --engine df://127.0.0.1:50050\n");
    let order: serde_json::Value = serde_json::from_str(&read("order")).unwrap();
    assert_eq!(order["definition"], INDICATOR);
    assert_eq!(order["extracts"][0], "extract.csv");
    assert!(order["policy"].as_str().unwrap().contains("name = \"local\""));
    let journal = done(folder.path(), &["journal", "verify"]);
    assert!(journal.starts_with("1 "), "one line, of the reading: {journal}");
}

#[test]
fn a_cluster_that_fails_or_is_not_there_is_told_in_words() {
    let folder = beside(Some("cat >order; echo no scheduler answers >&2; exit 1"));
    let answer = on_a_cluster(folder.path());
    assert_eq!(answer.words, "fairlead: no scheduler answers\n");
    assert_eq!(answer.code, Some(1));
    let answer = on_a_cluster(beside(Some("exit 0")).path());
    assert_eq!(answer.words, "fairlead: fairlead-cluster ended before it answered\n");
    let answer = on_a_cluster(beside(None).path());
    assert_eq!(
        answer.words,
        "fairlead: a cluster needs the program fairlead-cluster, beside fairlead or on the PATH: “make cluster” builds it\n"
    );
    let run = ["evidence", "run", "indicator.toml", "extract.csv", "--engine", "spark"];
    let words = refused(folder.path(), &run);
    assert!(words.contains("“spark” is not an engine") && words.contains("df://"), "{words}");
}
