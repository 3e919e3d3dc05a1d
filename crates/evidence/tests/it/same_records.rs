//! Two indicators over one extract: the ledger knows which counts are of the same records.

use disclosure::ledger::{Condition, Counted, End, Entry, Values, Verdict, judge};
use evidence::{LEDGER_FILE, Ledger, synthetic};

use crate::build::{CLINIC, Workplace};

/// What a run of an indicator over an extract tells the ledger.
fn told(place: &Workplace, seed: u64, key: &str, denominator: &str, numerator: &str) -> Vec<Entry> {
    let asked = CLINIC
        .replace("\"pathway = 'CLINIC'\"", &format!("\"{denominator}\""))
        .replace("\"attended = 0\"", &format!("\"{numerator}\""));
    told_of(place, seed, key, &asked)
}

fn told_of(place: &Workplace, seed: u64, key: &str, asked: &str) -> Vec<Entry> {
    let mut records = Vec::new();
    synthetic::extract(seed, 4_000, 25, &mut records).unwrap();
    let extract = place.file("visits.csv", records);
    let asked = asked.replace("community-clinic-non-attendance", key);
    let output = format!("{key}-{seed}");
    place.run_into(&output, &asked, &[extract]).unwrap();
    let ledger: Ledger =
        serde_json::from_str(&place.read(&format!("{output}/{LEDGER_FILE}"))).unwrap();
    ledger.entries
}

fn blocked(earlier: &[Entry], new: &[Entry]) -> usize {
    let is_blocked = |entry: &&Entry| match judge(earlier, entry) {
        Verdict::Clear => false,
        Verdict::Blocked(block) => {
            assert!(block.why.contains("of the same records"), "{}", block.why);
            assert!(block.against.iter().all(|release| release.starts_with("missed ")));
            true
        }
    };
    new.iter().filter(is_blocked).count()
}

#[test]
fn a_second_indicator_of_the_same_records_is_judged_with_the_first() {
    let place = Workplace::of_region(3, 25);
    let told = |seed, key, whole, above| told(&place, seed, key, whole, above);
    let clinic = "pathway = 'CLINIC'";
    let missed = told(3, "missed", clinic, "attended = 0");
    assert!(!missed.is_empty());
    // In other words the same is counted, and it tells nothing.
    let again = told(3, "again", "(pathway)='CLINIC'", "not (attended <> 0)");
    for (one, other) in missed.iter().zip(&again) {
        assert_eq!(one.counted, other.counted);
    }
    assert_eq!(blocked(&missed, &again), 0);
    // Of those who came the number is shown; less all, it is that of the few who did not.
    let came = format!("{clinic} and attended = 1");
    let kept = told(3, "kept", &came, "age >= 65");
    assert!(blocked(&missed, &kept) > 0);
    // Of other records nothing is known.
    assert_eq!(blocked(&missed, &told(4, "kept", &came, "age >= 65")), 0);
}

#[test]
fn a_rate_is_judged_with_what_counts_everybody_of_the_same_records() {
    let place = Workplace::of_residents(3, 25);
    let rate = |key: &str, limits: &str| {
        let residents = format!("[residents]\nof = \"E54999001\"\n{limits}\n[columns]");
        let asked = CLINIC
            .replace("denominator = \"pathway = 'CLINIC'\"\n", "")
            .replace("\"attended = 0\"", "\"pathway = 'CLINIC' and attended = 0\"")
            .replace(", \"ethnicity\"", "")
            .replace(", \"deprivation+ethnicity\"", "")
            .replace("\"percent\"", "\"per-1000\"")
            .replace("[columns]", &residents);
        told_of(&place, 3, key, &(asked + "\npopulation = \"population-lsoa26-2025\"\n"))
    };
    let missed = told(&place, 3, "missed", "pathway = 'CLINIC'", "attended = 0");
    // Of few areas in the board and as few elsewhere, taken from each other.
    let of_board = rate("of-board", "");
    assert!(!of_board.is_empty());
    assert!(blocked(&missed, &of_board) > 0);
    // A rate says which records it counts as an expression would.
    let of_the_young = rate("of-the-young", "ages = \"0-17\"");
    let Some(Counted { denominator, residents_of, .. }) = &of_the_young[0].counted else {
        panic!("it says nothing of its records");
    };
    assert_eq!(residents_of.as_deref(), Some("E54999001"));
    let young = Condition {
        what: "\"age\" whole number".to_owned(),
        is: Values::AtMost(End { value: "17".to_owned(), is_within: true }),
    };
    assert!(denominator.contains(&young), "{denominator:?}");
    assert_eq!(denominator.len(), 4);
}
