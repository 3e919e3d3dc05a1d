//! The steps of a cascade do not give away together what each hides, those lost between them too.

use std::collections::{BTreeMap, BTreeSet};

use disclosure::{Cell, release_cascade};
use programme::finding::Finding;
use proptest::prelude::*;

use crate::build::{finding, local};

/// A cascade of one group: who begins, who is at the second step, and who at the third.
fn cascade([begin, second, third]: [u64; 3]) -> Vec<Vec<Finding>> {
    [begin, second, third].map(|at| vec![finding("deprivation", &[("1", at, begin)])]).to_vec()
}

#[test]
fn someone_who_knows_the_rule_never_has_fewer_than_three_values_for_a_small_count() {
    let mut classes: BTreeMap<Vec<String>, Vec<[u64; 3]>> = BTreeMap::new();
    for begin in 0..=42 {
        for second in 0..=begin {
            for third in 0..=second {
                let counts = [begin, second, third];
                let released = release_cascade(&cascade(counts), &local());
                let shown = released.iter().map(|one| format!("{:?}", one.get().rows)).collect();
                classes.entry(shown).or_default().push(counts);
            }
        }
    }
    let is_complete = |members: &&Vec<[u64; 3]>| members.iter().all(|[begin, ..]| *begin <= 37);
    let mut secrets = 0;
    for members in classes.values().filter(is_complete) {
        let of: [fn(&[u64; 3]) -> u64; 6] = [
            |[begin, _, _]| *begin,
            |[_, second, _]| *second,
            |[_, _, third]| *third,
            |[begin, second, _]| begin - second,
            |[_, second, third]| second - third,
            |[begin, _, third]| begin - third,
        ];
        for count in of {
            let values: BTreeSet<u64> = members.iter().map(count).collect();
            if values.iter().any(|value| (1..=7).contains(value)) {
                assert!(values.len() >= 3, "{members:?}: {values:?}");
                secrets += 1;
            }
        }
    }
    assert!(secrets > 50, "{secrets}");
}

#[test]
fn few_that_are_lost_hide_the_step_and_all_after_it() {
    let shown = |counts| -> Vec<Option<u64>> {
        let released = release_cascade(&cascade(counts), &local());
        let numerator = |cell: &Cell| match *cell {
            Cell::Shown { numerator, .. } => Some(numerator),
            Cell::Published { .. } => None,
            Cell::Hidden { numerator, .. } => numerator,
        };
        released.iter().map(|one| numerator(&one.get().rows[0].cell)).collect()
    };
    assert_eq!(shown([200, 120, 60]), [Some(200), Some(120), Some(60)]);
    assert_eq!(shown([200, 120, 117]), [Some(200), Some(120), None]);
    assert_eq!(shown([200, 197, 60]), [Some(200), None, None]);
    assert_eq!(shown([200, 200, 200]), [Some(200), Some(200), Some(200)]);
    assert_eq!(shown([200, 5, 0]), [Some(200), None, None]);
}

#[test]
fn what_is_withheld_at_one_step_is_withheld_at_all() {
    // The second table gives the first away at the third step only.
    let step = |one: u64, other: u64, female: u64| {
        vec![
            finding("deprivation", &[("1", one, 100), ("2", other, 100)]),
            finding("sex", &[("Female", female, 100), ("Male", one + other - female, 100)]),
        ]
    };
    let steps = [step(100, 100, 100), step(60, 60, 60), step(4, 40, 22)];
    let released = release_cascade(&steps, &local());
    let withheld: Vec<bool> = released
        .iter()
        .map(|one| {
            let rows = &one.get().rows;
            rows.iter().all(|row| matches!(row.cell, Cell::Hidden { denominator: None, .. }))
        })
        .collect();
    assert_eq!(withheld, [false, true, false, true, false, true]);
}

proptest! {
    #[test]
    fn what_is_shown_never_grows_along_a_cascade(
        begin in 0..400_u64,
        parts in prop::collection::vec(0..=100_u64, 1..4),
    ) {
        let mut counts = vec![begin];
        for part in parts {
            counts.push(counts[counts.len() - 1] * part / 100);
        }
        let steps: Vec<Vec<Finding>> = counts
            .iter()
            .map(|&at| vec![finding("deprivation", &[("1", at, begin)])])
            .collect();
        let released = release_cascade(&steps, &local());
        prop_assert_eq!(released.len(), counts.len());
        let mut least = u64::MAX;
        let mut is_hidden = false;
        for one in &released {
            match one.get().rows[0].cell {
                Cell::Shown { numerator, .. } => {
                    prop_assert!(!is_hidden && numerator <= least);
                    least = numerator;
                }
                Cell::Published { .. } | Cell::Hidden { .. } => is_hidden = true,
            }
        }
    }
}
