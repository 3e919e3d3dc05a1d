//! The golden print, and that a report is a function of its struct.

use reports::board::pdf;

use crate::given::{board, empty, words};

#[test]
fn the_same_report_is_the_same_bytes() {
    assert_eq!(pdf(&board()).unwrap(), pdf(&board()).unwrap());
    let mut other = board();
    other.can_say.pop();
    assert_ne!(pdf(&board()).unwrap(), pdf(&other).unwrap());
}

#[test]
fn the_report_reads_as_agreed() {
    let Some(text) = words(&pdf(&board()).unwrap(), "-layout") else { return };
    insta::assert_snapshot!("board", text);
}

#[test]
fn a_region_with_nothing_to_show_says_so_in_every_part() {
    let Some(text) = words(&pdf(&empty()).unwrap(), "-layout") else { return };
    for says in [
        "Nothing yet: no finding has been released",
        "Nothing: no ask is waiting",
        "Nothing has been recorded that we cannot tell",
        "None yet: no organisation has an objective",
        "No return was asked for",
        "Nothing is late",
        "Nothing falls due",
        "None: no objective has a measured gap",
        "None: every objective has a measure",
    ] {
        assert!(text.contains(says), "{says} is missing from\n{text}");
    }
}

#[test]
fn what_matters_most_is_on_the_first_page() {
    let Some(text) = words(&pdf(&board()).unwrap(), "-layout") else { return };
    let first = text.split('\u{c}').next().unwrap();
    let places: Vec<usize> = [
        "Health inequalities: report to the Board",
        "Three Rivers Partnership",
        "Round: 2026 to 2027, second review",
        "As at 20 November 2026",
        "What we can say",
        "What we ask of the Board",
        "What we cannot tell, and why",
        "Objectives by theme",
        "All organisations",
        "Page 1 of",
    ]
    .iter()
    .map(|words| {
        first.find(words).unwrap_or_else(|| panic!("{words} is not on the first page\n{first}"))
    })
    .collect();
    assert!(places.is_sorted(), "{places:?}");
    assert!(first.contains("none yet") && first.contains("not named"));
}
