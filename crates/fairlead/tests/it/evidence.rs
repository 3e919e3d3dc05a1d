//! Evidence: what an extract must hold, and that nothing is left behind when it does not.

use std::fs;

use crate::terminal::refused;

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
