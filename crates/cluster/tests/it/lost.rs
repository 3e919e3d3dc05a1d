//! Machines are lost: the answer is the right one, or there is none and it is said why.

use std::fs;
use std::path::PathBuf;

use evidence::synthetic;

use crate::harness::{CLINIC, Cluster, Workplace, until};

/// A workplace with an extract that two executors need some seconds for.
fn large() -> (Workplace, PathBuf) {
    let place = Workplace::of_region(7, 60);
    let mut text = Vec::new();
    synthetic::extract(7, 20_000, 60, &mut text).unwrap();
    let after_header = text.iter().position(|&byte| byte == b'\n').unwrap() + 1;
    let rows = text.split_off(after_header);
    for _ in 0..40 {
        text.extend_from_slice(&rows);
    }
    let file = place.file("visits.csv", text);
    (place, file)
}

#[test]
fn an_executor_that_is_killed_costs_no_part_of_the_answer() {
    without_one_executor(Cluster::kill_executor);
}

#[test]
fn an_executor_that_hangs_costs_no_part_of_the_answer() {
    without_one_executor(|cluster| cluster.stop_executor());
}

#[test]
fn an_executor_that_comes_back_too_late_adds_nothing_twice() {
    without_one_executor(|cluster| {
        cluster.stop_executor();
        cluster.continue_executor();
    });
}

/// One of two executors is lost while they count.
fn without_one_executor(lose: impl Fn(&mut Cluster)) {
    let (place, file) = large();
    let extracts = [file];
    place.here("here", CLINIC, &extracts).unwrap();
    let mut cluster = Cluster::start(&[place.data(), place.data()]);
    let mut run = place.begin(&cluster.engine(), "there", CLINIC, &extracts);
    until("a part is counted", || cluster.has_counted_a_part() || run.has_ended());
    assert!(!run.has_ended(), "the run ended before an executor could be lost");
    lose(&mut cluster);
    match run.end() {
        Ok(()) => assert!(place.answers("here") == place.answers("there")),
        Err(words) => {
            assert!(words.contains("one of its machines was lost"), "{words}");
            assert!(!place.path("there").exists());
        }
    }
}

#[test]
fn without_an_executor_or_a_scheduler_the_run_ends_in_words_and_leaves_nothing() {
    let (place, file) = large();
    let extracts = [file];
    let mut cluster = Cluster::start(&[place.data()]);
    let engine = cluster.engine();
    let run = place.begin(&engine, "there", CLINIC, &extracts);
    until("a part is counted", || cluster.has_counted_a_part());
    cluster.kill_executor();
    let words = run.end().unwrap_err();
    assert!(words.contains("has no executor") || words.contains("machines was lost"), "{words}");

    let run = place.begin(&engine, "there", CLINIC, &extracts);
    cluster.kill_scheduler();
    let words = run.end().unwrap_err();
    assert_eq!(words.trim(), format!("no scheduler answers at {engine}"));

    let words = place.begin(&engine, "there", CLINIC, &extracts).end().unwrap_err();
    assert_eq!(words.trim(), format!("no scheduler answers at {engine}"));
    assert!(!place.path("there").exists());
    assert!(fs::metadata(&extracts[0]).is_ok());
}
