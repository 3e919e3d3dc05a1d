//! A large region is set in reasonable time, with its table heads on every page.

use std::time::Instant;

use reports::board::{MatrixRow, pdf};

use crate::given::{board, run_together, words};

#[test]
fn sixty_organisations_and_two_hundred_late_rows() {
    let mut large = board();
    let row = |at: u64| MatrixRow {
        organisation: format!("Organisation {at} of the region, NHS Foundation Trust"),
        counts: vec![at % 4, at % 3, at % 5],
    };
    large.matrix.rows = (1..=60).map(row).collect();
    let late = large.late.clone();
    large.late = late.iter().cycle().take(200).cloned().collect();
    let started = Instant::now();
    let made = pdf(&large).unwrap();
    println!(
        "60 organisations and 200 late rows: {:.2} s, {} bytes",
        started.elapsed().as_secs_f64(),
        made.len()
    );
    let Some(text) = words(&made, "-layout") else { return };
    let pages = text.matches('\u{c}').count();
    assert!(pages > 8, "{pages}");
    assert!(text.contains(&format!("Page {pages} of {pages}")));
    let heads =
        text.lines().filter(|line| line.contains("What") && line.contains("Standing")).count();
    assert!(heads >= 7, "the head of a long table is on every page: {heads}");
    let whole = run_together(&made).unwrap_or_default();
    assert_eq!(whole.matches("oftheregion,").count(), 60);
    let first = text.split('\u{c}').next().unwrap();
    assert!(
        first.contains("how many of 60 organisations have any")
            && !first.contains("Organisation 7")
    );
}
