//! What holds for every finding.

use disclosure::{Cell, Hidden, Published, Sealed, mask, release};
use programme::finding::{Finding, Tally};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::build::{finding, local};

prop_compose! {
    fn parts()(d in prop_oneof![0..12_u64, 0..60_u64, 0..100_000_u64])(
        n in prop_oneof![0..=d, 0..=d.min(9), d.saturating_sub(9)..=d], d in Just(d),
    ) -> (u64, u64) {
        (n, d)
    }
}

fn groups() -> impl Strategy<Value = Vec<(u64, u64)>> {
    prop::collection::vec(parts(), 1..7)
}

/// By ethnic group, which has no slope: that of the deprived has tests of its own.
fn by_ethnicity(parts: &[(u64, u64)]) -> Finding {
    let names = ["White", "Mixed", "Asian", "Black", "Other", "unknown"];
    let groups: Vec<_> = names.iter().zip(parts).map(|(name, &(n, d))| (*name, n, d)).collect();
    finding("ethnicity", &groups)
}

/// Another count that the mask shows in the same way.
fn twin(count: u64, by: u64) -> u64 {
    let policy = local();
    let shown = mask(count, &policy);
    let candidates: Vec<u64> = (count.saturating_sub(8)..=count + 8)
        .filter(|&other| mask(other, &policy) == shown)
        .collect();
    candidates[usize::try_from(by).unwrap() % candidates.len()]
}

proptest! {
    #[test]
    fn no_count_in_what_is_shown_or_kept_is_small(parts in groups()) {
        let released = release(&by_ethnicity(&parts), &local());
        let kept: serde_json::Value = serde_json::from_str(released.seal().unwrap().as_str()).unwrap();
        let mut counts = Vec::new();
        collect(&kept, &mut counts);
        prop_assert!(counts.iter().all(|&n| n == 0 || (n >= 8 && n % 5 == 0)), "{:?}", counts);
        for (row, &(n, d)) in released.get().rows.iter().zip(&parts) {
            let small = |count: u64| (1..=7).contains(&count);
            let shows = matches!(row.cell, Cell::Shown { .. });
            prop_assert_eq!(shows, d != 0 && !small(n) && !small(d) && !small(d - n));
        }
    }

    #[test]
    fn what_is_kept_opens_to_the_same(parts in groups()) {
        let released = release(&by_ethnicity(&parts), &local());
        let sealed = released.seal().unwrap();
        let opened = Sealed::from_store(sealed.as_str().to_owned()).open::<Published>().unwrap();
        prop_assert_eq!(opened.seal().unwrap(), sealed);
        prop_assert_eq!(opened, released);
    }

    #[test]
    fn what_is_shown_is_the_same_whatever_was_rounded_or_hidden(
        parts in groups(), at in any::<Index>(), by in any::<u64>(),
    ) {
        let at = at.index(parts.len());
        let mut others = parts.clone();
        let (n, d) = others[at];
        // Numerator and remainder each exchanged for one that is masked alike.
        let (n, rest) = (twin(n, by), twin(d - n, by / 31));
        prop_assume!(mask(n + rest, &local()) == mask(d, &local()));
        others[at] = (n, n + rest);
        prop_assert_eq!(
            release(&by_ethnicity(&parts), &local()),
            release(&by_ethnicity(&others), &local())
        );
    }

    #[test]
    fn rounding_what_is_shown_again_changes_nothing(parts in groups()) {
        let policy = local();
        let once = release(&by_ethnicity(&parts), &policy);
        let shown = |published: &Published| -> Vec<(u64, u64)> {
            published.rows.iter().map(|row| match row.cell {
                Cell::Shown { numerator, denominator, .. } => (numerator, denominator),
                Cell::Published { .. } | Cell::Hidden { .. } => (0, 0),
            }).collect()
        };
        for (n, d) in shown(once.get()) {
            prop_assert_eq!((mask(n, &policy), mask(d, &policy)), (Some(n), Some(d)));
        }
        let again = release(&by_ethnicity(&shown(once.get())), &policy);
        for (first, second) in once.get().rows.iter().zip(&again.get().rows) {
            if let Cell::Shown { .. } = second.cell {
                prop_assert_eq!(&first.cell, &second.cell);
            }
        }
    }

    #[test]
    fn the_order_of_groups_changes_nothing_but_the_order(
        (parts, shuffled) in groups().prop_flat_map(|parts| {
            let order: Vec<usize> = (0..parts.len()).collect();
            (Just(parts), Just(order).prop_shuffle())
        }),
    ) {
        let straight = by_ethnicity(&parts);
        let turned = Finding {
            subject: straight.subject.clone(),
            tallies: shuffled.iter().map(|&at| straight.tallies[at].clone()).collect::<Vec<Tally>>(),
        };
        let (one, other) = (release(&straight, &local()), release(&turned, &local()));
        for (row, &at) in other.get().rows.iter().zip(&shuffled) {
            prop_assert_eq!(row, &one.get().rows[at]);
        }
        prop_assert_eq!(one.get().about, other.get().about);
    }
}

/// Every number under a name that is a count.
fn collect(value: &serde_json::Value, counts: &mut Vec<u64>) {
    match value {
        serde_json::Value::Object(fields) => {
            for (name, field) in fields {
                if name == "numerator" || name == "denominator" {
                    counts.extend(field.as_u64());
                } else {
                    collect(field, counts);
                }
            }
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| collect(item, counts)),
        serde_json::Value::Null
        | serde_json::Value::Bool(_)
        | serde_json::Value::Number(_)
        | serde_json::Value::String(_) => {}
    }
}

#[test]
fn each_kind_of_row_is_shown_as_agreed() {
    let check = |n, d, shown: (Option<u64>, Option<u64>), why| {
        let released = release(&by_ethnicity(&[(n, d)]), &local());
        let cell = &released.get().rows[0].cell;
        let Cell::Hidden { numerator, denominator, why: said } = *cell else {
            panic!("{n} of {d} is shown: {cell:?}");
        };
        assert_eq!(((numerator, denominator), said), (shown, why), "{n} of {d}");
    };
    check(0, 0, (Some(0), Some(0)), Hidden::Nobody);
    check(0, 5, (Some(0), None), Hidden::ToProtectPeople);
    check(5, 5, (None, None), Hidden::ToProtectPeople);
    check(3, 40, (None, Some(40)), Hidden::ToProtectPeople);
    check(38, 41, (None, Some(40)), Hidden::ToProtectPeople);
    let released = release(&by_ethnicity(&[(12, 41), (0, 9), (8, 8)]), &local());
    let shown: Vec<(u64, u64)> = released
        .get()
        .rows
        .iter()
        .map(|row| match row.cell {
            Cell::Shown { numerator, denominator, .. } => (numerator, denominator),
            Cell::Published { .. } | Cell::Hidden { .. } => panic!("{row:?}"),
        })
        .collect();
    assert_eq!(shown, [(10, 40), (0, 10), (10, 10)]);
    let about = released.get().about.unwrap();
    assert_eq!((about.numerator, about.denominator), (20, 60));
}
