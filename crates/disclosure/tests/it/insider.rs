//! What an organisation that contributed to a count finds by taking its own away.

use disclosure::insider::{Contribution, insider};
use disclosure::{Cell, Total};
use proptest::prelude::*;

use crate::build::{hes, local, unprotected};

fn given(parts: &[(&str, u64, u64)]) -> Vec<Contribution> {
    let of = |&(organisation, numerator, denominator): &(&str, u64, u64)| Contribution {
        organisation: organisation.to_owned(),
        numerator,
        denominator,
    };
    parts.iter().map(of).collect()
}

fn is_hidden(cell: &Cell) -> bool {
    cell.counts() == Total { numerator: None, denominator: None }
}

#[test]
fn two_contributors_would_find_each_other() {
    let two = given(&[("Trust", 20, 60), ("Council", 30, 70), ("Charity", 0, 0)]);
    assert!(is_hidden(insider(&two, &local()).get()));
    assert!(is_hidden(insider(&two, &hes()).get()), "so they would under the official rule");
    assert!(!is_hidden(insider(&two, &unprotected()).get()));
    // One organisation in two lines is one.
    let twice = given(&[("Trust", 20, 60), ("Council", 30, 70), ("Trust", 20, 60)]);
    assert!(is_hidden(insider(&twice, &local()).get()));
}

#[test]
fn the_largest_contributor_would_be_left_with_few() {
    let large = given(&[("Trust", 200, 600), ("Council", 2, 40), ("Charity", 1, 30)]);
    assert!(is_hidden(insider(&large, &local()).get()));
    let even = given(&[("Trust", 200, 600), ("Council", 12, 40), ("Charity", 11, 30)]);
    assert_eq!(insider(&even, &local()).get().counts().denominator, Some(670));
}

proptest! {
    #[test]
    fn nobody_who_contributed_is_left_with_a_small_count(
        parts in prop::collection::vec((0..40_u64, 0..60_u64), 0..6),
    ) {
        let names = ["A", "B", "C", "D", "E", "F"];
        let parts: Vec<_> =
            names.iter().zip(&parts).map(|(name, &(n, rest))| (*name, n, n + rest)).collect();
        let cell = insider(&given(&parts), &local()).get().clone();
        if let Cell::Shown { .. } = cell {
            for &(own, ..) in parts.iter().filter(|(_, _, d)| *d > 0) {
                let others = parts.iter().filter(|(name, ..)| *name != own);
                let (n, d) = others.fold((0, 0), |(n, d), part| (n + part.1, d + part.2));
                prop_assert!([n, d, d - n].iter().all(|count| !(1..=7).contains(count)));
            }
        }
    }
}
