//! Every command says what it is for, and shows an example.

use crate::terminal::{done, typed};

const COMMANDS: [&[&str]; 26] = [
    &["demo"],
    &["serve"],
    &["read"],
    &["measure"],
    &["spc"],
    &["protect"],
    &["import"],
    &["export", "plan"],
    &["export", "list"],
    &["form"],
    &["reference", "add"],
    &["reference", "list"],
    &["evidence", "run"],
    &["evidence", "keep"],
    &["evidence", "releases"],
    &["evidence", "list"],
    &["report"],
    &["digest"],
    &["journal", "verify"],
    &["openapi"],
    &["migrate"],
    &["region", "add"],
    &["user", "add"],
    &["user", "email"],
    &["user", "list"],
    &["user", "disable"],
];

#[test]
fn every_command_has_help_with_an_example() {
    let folder = tempfile::tempdir().unwrap();
    for command in COMMANDS {
        let help = done(folder.path(), &[command, &["--help"]].concat());
        let example = format!("fairlead {}", command.join(" "));
        assert!(help.contains("Example") && help.contains(&example), "{command:?}: {help}");
    }
}

#[test]
fn a_word_that_is_no_command_is_a_matter_of_usage() {
    let folder = tempfile::tempdir().unwrap();
    for wrong in [
        &["measur"] as &[&str],
        &["read"],
        &["import"],
        &["report", "board"],
        &["measure", "x.csv"],
    ] {
        assert_eq!(typed(folder.path(), wrong).code, Some(2), "{wrong:?}");
    }
    assert!(folder.path().read_dir().unwrap().next().is_none(), "usage leaves nothing behind");
}

#[test]
fn the_api_is_described_without_an_office() {
    let folder = tempfile::tempdir().unwrap();
    let printed = done(folder.path(), &["openapi"]);
    let kept = concat!(env!("CARGO_MANIFEST_DIR"), "/../web/openapi.json");
    assert_eq!(printed, std::fs::read_to_string(kept).unwrap());
    assert!(folder.path().read_dir().unwrap().next().is_none(), "it leaves nothing behind");
}
