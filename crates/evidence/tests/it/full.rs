//! A disk that is full stops a run by name and leaves nothing half written.
//!
//! No test can fill a disk, so a run is started under a limit on the size of files, which a process
//! meets as it meets a full disk: a write that fails half-way.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use evidence::read_kept;

use crate::build::{CLINIC, Workplace, run_in};

/// Names the folder of the run that is to find the disk full.
const FOLDER: &str = "EVIDENCE_TEST_OF_A_FULL_DISK";
/// How many bytes there are in what `ulimit -f` of `sh` counts by.
const BLOCK: u64 = 512;

/// The run under the limit: this very test, in a process of its own. Gives what stopped it.
fn run_with_room_for(place: &Workplace, bytes: u64) -> String {
    let limited = format!("trap '' XFSZ; ulimit -f {}; exec \"$0\" \"$@\"", bytes / BLOCK);
    let output = Command::new("sh")
        .args(["-c", &limited])
        .arg(env::current_exe().unwrap())
        .args(["--exact", "full::a_full_disk_is_told_and_leaves_nothing", "--nocapture"])
        .env(FOLDER, place.path(""))
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{text}{}", String::from_utf8_lossy(&output.stderr));
    text
}

fn run_under_the_limit(folder: &Path) {
    let extracts = [folder.join("visits.csv")];
    let refused =
        run_in(&folder.join("reference"), &folder.join("out"), CLINIC, &extracts).unwrap_err();
    println!("{refused}: {}", std::error::Error::source(&refused).unwrap());
}

fn size(path: &Path) -> u64 {
    fs::metadata(path).unwrap().len()
}

#[expect(clippy::disallowed_methods, reason = "a process is told its part by its environment")]
#[test]
fn a_full_disk_is_told_and_leaves_nothing() {
    if let Some(folder) = env::var_os(FOLDER) {
        return run_under_the_limit(&PathBuf::from(folder));
    }
    let place = Workplace::of_region(3, 20);
    let mut text = Vec::new();
    evidence::synthetic::extract(3, 3_000, 20, &mut text).unwrap();
    let extract = place.file("visits.csv", &text);
    let there = || -> Vec<String> {
        let entries = fs::read_dir(place.path("")).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    };
    let before = there();
    // Not even the first file finds room.
    let says = run_with_room_for(&place, 2 * BLOCK);
    assert!(says.contains("released.csv” could not be written: File too large"), "{says}");
    assert_eq!(there(), before);
    // Of an earlier run every file is kept where the first of the new ones find room, and a later one does not.
    place.run(CLINIC, std::slice::from_ref(&extract)).unwrap();
    let with_results = there();
    let [first, later] = ["out/released.csv", "out/gaps.json"].map(|name| size(&place.path(name)));
    assert!(first + 4 * BLOCK < later, "{first} {later}");
    let says = run_with_room_for(&place, first.midpoint(later));
    assert!(says.contains("gaps.json” could not be written: File too large"), "{says}");
    assert_eq!(there(), with_results);
    assert!(read_kept(&place.path("out")).is_ok());
}
