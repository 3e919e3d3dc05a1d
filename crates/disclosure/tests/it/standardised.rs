//! Rates that are standardised for age: what is shown, and what it tells someone who knows the rule.

use std::collections::{BTreeMap, BTreeSet};

use disclosure::{CountsOfAge, GroupByAge, Hidden, Policy, Rate, release_standardised};
use measure::Confidence;
use measure::standardised::{AgeBand, EUROPEAN_2013, dsr};
use proptest::prelude::*;

use crate::build::{finding, hes, local, unprotected};

/// A group with 100 events among some 10,000 people of each age.
fn usual() -> GroupByAge {
    let ages = std::array::from_fn(|at| CountsOfAge {
        events: 100,
        people: 10_000 + 710 * u64::try_from(at).unwrap(),
    });
    GroupByAge { group: "1".to_owned(), ages }
}

fn with(events: &[(usize, u64)]) -> GroupByAge {
    let mut group = usual();
    for &(at, count) in events {
        group.ages[at].events = count;
    }
    group
}

/// What is shown, as it is kept.
fn sealed(group: GroupByAge, policy: &Policy) -> String {
    let subject = finding("deprivation", &[]).subject;
    let released = release_standardised(&subject, &[group], policy);
    released.seal().unwrap().as_str().to_owned()
}

fn rate(group: GroupByAge, policy: &Policy) -> Rate {
    let subject = finding("deprivation", &[]).subject;
    release_standardised(&subject, &[group], policy).get().rows[0].rate.clone()
}

#[test]
fn the_european_standard_is_of_a_hundred_thousand() {
    assert!((EUROPEAN_2013.iter().sum::<f64>() - 100_000.0).abs() < 1e-9);
}

#[test]
fn where_nothing_is_protected_the_rate_is_that_of_the_measure() {
    let group = with(&[(0, 3), (7, 251), (18, 12)]);
    let bands: Vec<AgeBand> = group
        .ages
        .iter()
        .zip(EUROPEAN_2013)
        .map(|(age, w)| AgeBand::new(age.events, f64::from(u32::try_from(age.people).unwrap()), w))
        .collect();
    let expected = dsr(&bands).unwrap();
    let Rate::Shown { about_events, ninety5, ninety98 } = rate(group, &unprotected()) else {
        panic!("it is hidden");
    };
    assert_eq!(about_events, expected.events());
    for (shown, confidence) in [(ninety5, Confidence::Ninety5), (ninety98, Confidence::Ninety98)] {
        let expected = expected.estimate(confidence);
        assert!((shown.value - expected.value).abs() < 1e-9);
        assert!((shown.lower - expected.lower).abs() < 1e-9);
        assert!((shown.upper - expected.upper).abs() < 1e-9);
    }
}

/// The lines of a file of the reference, where it lies; none where it is not there.
fn reference(name: &str) -> Vec<Vec<String>> {
    let path = format!("{}/../../../shared/golden/phe/{name}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let cells = |line: &str| line.split(',').map(str::to_owned).collect();
    text.lines().skip(1).map(cells).collect()
}

#[test]
fn rates_are_those_of_the_reference_and_masked_ones_hold_them_within_their_limits() {
    let mut inputs: BTreeMap<String, Vec<(CountsOfAge, f64)>> = BTreeMap::new();
    for line in reference("dsr_inputs.csv") {
        let counts =
            CountsOfAge { events: line[2].parse().unwrap(), people: line[3].parse().unwrap() };
        inputs.entry(line[0].clone()).or_default().push((counts, line[4].parse().unwrap()));
    }
    let (mut held, mut masked) = (0, 0);
    for line in reference("dsr_expected.csv") {
        let bands = &inputs[&line[0]];
        if !bands.iter().map(|(_, standard)| *standard).eq(EUROPEAN_2013) {
            continue;
        }
        let [multiplier, value, lower, upper] = [1, 4, 5, 6].map(|at| line[at].parse::<f64>());
        let [multiplier, value, lower, upper] =
            [multiplier, value, lower, upper].map(Result::unwrap);
        let ages = std::array::from_fn(|at| bands[at].0);
        let group = GroupByAge { group: line[0].clone(), ages };
        if let Rate::Shown { ninety5, .. } = rate(group.clone(), &unprotected()) {
            let shown = [ninety5.value, ninety5.lower, ninety5.upper];
            for (shown, expected) in shown.into_iter().zip([value, lower, upper]) {
                assert!((shown - expected / multiplier).abs() < 1e-9, "{}", line[0]);
            }
            held += 1;
        }
        if let Rate::Shown { ninety5, .. } = rate(group, &local()) {
            let value = value / multiplier;
            assert!(ninety5.lower <= value && value <= ninety5.upper, "{}", line[0]);
            masked += 1;
        }
    }
    println!("{held} rates held, {masked} of them shown when masked");
    assert!(inputs.is_empty() || (held > 0 && masked > 0), "{held} held, {masked} masked");
}

#[test]
fn someone_who_knows_the_rule_and_all_but_three_counts_keeps_all_seven_values_of_each() {
    for policy in [local(), hes()] {
        let mut classes: BTreeMap<String, [BTreeSet<u64>; 3]> = BTreeMap::new();
        for (a, b, c) in triples(20) {
            let class =
                classes.entry(sealed(with(&[(0, a), (9, b), (18, c)]), &policy)).or_default();
            for (seen, count) in class.iter_mut().zip([a, b, c]) {
                seen.insert(count);
            }
        }
        for (shown, class) in &classes {
            for seen in class {
                let is_small = seen.iter().any(|count| (1..=7).contains(count));
                assert!(
                    !is_small || (1..=7).all(|count| seen.contains(&count)),
                    "{shown}: {seen:?}"
                );
            }
        }
        // Each of three counts is 0, hidden, 10, 15 or 20, and every rate is shown.
        assert_eq!(classes.len(), 125);
    }
}

fn triples(most: u64) -> impl Iterator<Item = (u64, u64, u64)> {
    (0..=most).flat_map(move |a| (0..=most).flat_map(move |b| (0..=most).map(move |c| (a, b, c))))
}

#[test]
fn events_and_people_of_a_small_band_and_those_without_keep_their_values() {
    let policy = local();
    let mut classes: BTreeMap<String, BTreeSet<(u64, u64)>> = BTreeMap::new();
    for people in 0..=42 {
        for events in 0..=people {
            let mut group = usual();
            group.ages[18] = CountsOfAge { events, people };
            classes.entry(sealed(group, &policy)).or_default().insert((events, people));
        }
    }
    for (shown, class) in &classes {
        let keeps = |of: fn(&(u64, u64)) -> u64| {
            let seen: BTreeSet<u64> = class.iter().map(of).collect();
            let is_small = seen.iter().any(|count| (1..=7).contains(count));
            assert!(!is_small || (1..=7).all(|count| seen.contains(&count)), "{shown}: {seen:?}");
        };
        keeps(|pair| pair.0);
        keeps(|pair| pair.1);
        keeps(|pair| pair.1 - pair.0);
    }
    assert!(classes.len() > 5, "{}", classes.len());
}

#[test]
fn what_cannot_be_shown_is_hidden_without_a_number() {
    let hidden = Rate::Hidden(Hidden::ToProtectPeople);
    let nobody = GroupByAge { ages: Default::default(), ..usual() };
    assert_eq!(rate(nobody, &local()), Rate::Hidden(Hidden::Nobody));
    let of_each = |events| with(&(0..19).map(|at| (at, events)).collect::<Vec<_>>());
    // Every count is small: between 19 and 133 events, which no 95% limits hold.
    assert_eq!(rate(of_each(4), &local()), hidden);
    // One event of each age is enough where nothing is protected; nine in all are not.
    assert!(matches!(rate(of_each(1), &unprotected()), Rate::Shown { .. }));
    let nine: Vec<(usize, u64)> = (0..19).map(|at| (at, u64::from(at < 9))).collect();
    assert_eq!(rate(with(&nine), &unprotected()), hidden);
    let mut empty = usual();
    empty.ages[3] = CountsOfAge { events: 0, people: 0 };
    assert_eq!(rate(empty, &local()), hidden);
    let mut nearly_all = usual();
    nearly_all.ages[3] = CountsOfAge { events: 9_990, people: 10_000 };
    assert_eq!(rate(nearly_all, &local()), hidden);
}

proptest! {
    /// The masks are all that a release depends on, so no more can be known than they say.
    #[test]
    fn two_tables_with_the_same_masks_are_shown_in_the_same_way(
        ages in prop::collection::vec((0..200_u64, 300..9_000_u64), 19),
        moved in prop::collection::vec((0..400_u64, 300..9_000_u64), 19),
    ) {
        let policy = local();
        let group = |of: &dyn Fn(usize) -> (u64, u64)| GroupByAge {
            group: "1".to_owned(),
            ages: std::array::from_fn(|at| {
                let (events, people) = of(at);
                CountsOfAge { events, people }
            }),
        };
        let twin = |count: u64, by: u64| {
            let alike: Vec<u64> = (count.saturating_sub(7)..=count + 7)
                .filter(|other| disclosure::mask(*other, &policy) == disclosure::mask(count, &policy))
                .collect();
            alike[usize::try_from(by).unwrap() % alike.len()]
        };
        let one = group(&|at| ages[at]);
        let other = group(&|at| (twin(ages[at].0, moved[at].0), twin(ages[at].1, moved[at].1)));
        prop_assert_eq!(sealed(one, &policy), sealed(other, &policy));
    }

    #[test]
    fn a_rate_that_is_shown_holds_the_true_one_within_its_limits_and_rests_on_ten_events(
        ages in prop::collection::vec((0..200_u64, 300..9_000_u64), 19),
    ) {
        let group = GroupByAge {
            group: "1".to_owned(),
            ages: std::array::from_fn(|at| CountsOfAge { events: ages[at].0, people: ages[at].1 }),
        };
        let truth = rate(group.clone(), &unprotected());
        if let Rate::Shown { ninety5, .. } = rate(group, &local()) {
            let Rate::Shown { about_events, ninety5: truth, .. } = truth else {
                panic!("the rate is shown under a rule and hidden under none");
            };
            prop_assert!(about_events >= 10);
            prop_assert!(ninety5.lower <= truth.value + 1e-9 && truth.value <= ninety5.upper + 1e-9);
        }
    }
}
