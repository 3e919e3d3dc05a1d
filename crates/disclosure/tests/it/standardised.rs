//! Rates that are standardised for age: what is shown, and what it tells someone who knows the rule.

use std::collections::{BTreeMap, BTreeSet};

use disclosure::{Cell, Hidden, Policy, Published, Released, release_standardised};
use measure::Confidence;
use measure::standardised::{AgeBand, EUROPEAN_2013, dsr};
use programme::finding::Finding;
use programme::indicator::ValueType;
use proptest::prelude::*;

use crate::build::{local, rates, unprotected};

/// The events and the residents of each age.
type Ages = [(u64, u64); 19];

/// 100 events among some 10,000 people of each age.
fn usual() -> Ages {
    std::array::from_fn(|at| (100, 10_000 + 710 * u64::try_from(at).unwrap()))
}

fn with(events: &[(usize, u64)]) -> Ages {
    let mut ages = usual();
    for &(at, count) in events {
        ages[at].0 = count;
    }
    ages
}

fn age(at: usize) -> String {
    if at == 18 { "90+".to_owned() } else { format!("{}-{}", at * 5, at * 5 + 4) }
}

/// Crude rates by age of some groups, and of those of whom the age is not known.
fn by_age(of: &str, groups: &[(&str, Ages)]) -> Finding {
    let mut rows: Vec<(String, u64, u64)> = Vec::new();
    for (name, ages) in groups {
        for (at, (events, people)) in ages.iter().enumerate() {
            rows.push((format!("{name} | {}", age(at)), *events, *people));
        }
        rows.push((format!("{name} | unknown"), 30, 0));
    }
    let rows: Vec<(&str, u64, u64)> =
        rows.iter().map(|(name, events, people)| (name.as_str(), *events, *people)).collect();
    rates(&format!("{of}+quinary_age"), &rows)
}

fn released(ages: &Ages, policy: &Policy) -> Vec<Released<Published>> {
    release_standardised(&[by_age("deprivation", &[("1", *ages)])], policy)
}

/// All that is shown, as it is kept.
fn sealed(released: &[Released<Published>]) -> String {
    released.iter().map(|one| one.seal().unwrap().as_str().to_owned()).collect()
}

/// The rate of the one group.
fn rate(ages: &Ages, policy: &Policy) -> Cell {
    let released = released(ages, policy);
    let [all, of_groups, by_age] = [0, 1, 2].map(|at| released[at].get());
    let types = [all, of_groups, by_age].map(|one| one.subject.value_type);
    let [standardised, crude] = [ValueType::StandardisedRate, ValueType::CrudeRate];
    assert_eq!(types, [standardised, standardised, crude]);
    assert_eq!(of_groups.subject.breakdown.to_string(), "deprivation");
    assert_eq!(all.rows[0].cell, of_groups.rows[0].cell, "everyone is in the one group");
    of_groups.rows[0].cell.clone()
}

#[test]
fn the_european_standard_is_of_a_hundred_thousand() {
    assert!((EUROPEAN_2013.iter().sum::<f64>() - 100_000.0).abs() < 1e-9);
}

#[test]
fn where_nothing_is_protected_the_rate_is_that_of_the_measure() {
    let ages = with(&[(0, 3), (7, 251), (18, 12)]);
    let bands: Vec<AgeBand> = ages
        .iter()
        .zip(EUROPEAN_2013)
        .map(|((events, people), w)| {
            AgeBand::new(*events, f64::from(u32::try_from(*people).unwrap()), w)
        })
        .collect();
    let expected = dsr(&bands).unwrap();
    let Cell::Shown { numerator, denominator, ninety5, ninety98 } = rate(&ages, &unprotected())
    else {
        panic!("it is hidden");
    };
    assert_eq!(numerator, expected.events());
    assert_eq!(denominator, ages.iter().map(|(_, people)| people).sum::<u64>());
    for (shown, confidence) in [(ninety5, Confidence::Ninety5), (ninety98, Confidence::Ninety98)] {
        let expected = expected.estimate(confidence);
        assert!((shown.value - expected.value).abs() < 1e-9);
        assert!((shown.lower - expected.lower).abs() < 1e-9);
        assert!((shown.upper - expected.upper).abs() < 1e-9);
    }
}

/// The events and the residents of a band of the reference, and its standard population.
type Band = ((u64, u64), f64);

/// The lines of a file of the reference, where it lies; none where it is not there.
fn reference(name: &str) -> Vec<Vec<String>> {
    let path = format!("{}/../../../shared/golden/phe/{name}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let cells = |line: &str| line.split(',').map(str::to_owned).collect();
    text.lines().skip(1).map(cells).collect()
}

#[test]
fn rates_are_those_of_the_reference_and_masked_ones_hold_them_within_their_limits() {
    let mut inputs: BTreeMap<String, Vec<Band>> = BTreeMap::new();
    for line in reference("dsr_inputs.csv") {
        let counts = (line[2].parse().unwrap(), line[3].parse().unwrap());
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
        let ages: Ages = std::array::from_fn(|at| bands[at].0);
        if let Cell::Shown { ninety5, .. } = rate(&ages, &unprotected()) {
            let shown = [ninety5.value, ninety5.lower, ninety5.upper];
            for (shown, expected) in shown.into_iter().zip([value, lower, upper]) {
                assert!((shown - expected / multiplier).abs() < 1e-9, "{}", line[0]);
            }
            held += 1;
        }
        if let Cell::Shown { ninety5, .. } = rate(&ages, &local()) {
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
    let mut classes: BTreeMap<String, [BTreeSet<u64>; 3]> = BTreeMap::new();
    for (a, b, c) in triples(14) {
        let shown = sealed(&released(&with(&[(0, a), (9, b), (18, c)]), &local()));
        let class = classes.entry(shown).or_default();
        for (seen, count) in class.iter_mut().zip([a, b, c]) {
            seen.insert(count);
        }
    }
    for (shown, class) in &classes {
        for seen in class {
            let is_small = seen.iter().any(|count| (1..=7).contains(count));
            assert!(!is_small || (1..=7).all(|count| seen.contains(&count)), "{shown}: {seen:?}");
        }
    }
    // Each of three counts is 0, hidden, 10 or 15.
    assert_eq!(classes.len(), 64);
}

fn triples(most: u64) -> impl Iterator<Item = (u64, u64, u64)> {
    (0..=most).flat_map(move |a| (0..=most).flat_map(move |b| (0..=most).map(move |c| (a, b, c))))
}

/// Two ways to divide the same events, of which four counts of one age are not known to the attacker.
#[test]
fn two_ways_to_divide_the_same_events_leave_three_values_to_each_hidden_count() {
    let mut classes: BTreeMap<String, (bool, BTreeMap<usize, BTreeSet<u64>>)> = BTreeMap::new();
    let counts = |index: u64| [0, 1, 2, 3].map(|at: u32| index / 9_u64.pow(at) % 9);
    for [a, b, c, d] in (0..9_u64.pow(4)).map(counts) {
        let parts = [a + b, c + d, a + c, b + d];
        let ages = parts.map(|events| with(&[(0, events)]));
        let [one, two, women, men] = ages;
        let findings = [
            by_age("deprivation", &[("1", one), ("2", two)]),
            by_age("sex", &[("Female", women), ("Male", men)]),
        ];
        let released = release_standardised(&findings, &local());
        let tables = released.iter().map(Released::get);
        let tables: Vec<&Published> =
            tables.filter(|one| one.subject.value_type == ValueType::CrudeRate).collect();
        let cells = [(0, 0), (0, 20), (1, 0), (1, 20)];
        let shown = cells.map(|(table, row)| tables[table].rows[row].cell.counts().numerator);
        let (is_whole, values) = classes.entry(sealed(&released)).or_default();
        // Counts to 8 make sums to 16, and what is shown as 10 is at most 12: all are listed.
        *is_whole = shown.iter().all(|shown| shown.unwrap_or(0) <= 5);
        for (at, (shown, count)) in shown.into_iter().zip(parts).enumerate() {
            if shown.is_none() {
                values.entry(at).or_default().insert(count);
            }
        }
    }
    let whole = classes.values().filter(|(is_whole, _)| *is_whole);
    let fewest = whole.flat_map(|(_, values)| values.values().map(BTreeSet::len)).min();
    assert!(fewest.is_some_and(|fewest| fewest >= 3), "{fewest:?} of {} classes", classes.len());
}

#[test]
fn what_cannot_be_shown_is_hidden_without_a_number() {
    let people = usual().iter().map(|(_, people)| people).sum();
    let hidden = |denominator, why| Cell::Hidden { numerator: None, denominator, why };
    let protected = hidden(Some(people), Hidden::ToProtectPeople);
    let of_each = |events| with(&(0..19).map(|at| (at, events)).collect::<Vec<_>>());
    // Every count is small: between 19 and 133 events, which no 95% limits hold.
    assert_eq!(rate(&of_each(4), &local()), protected);
    // One event of each age is enough where nothing is protected; nine in all are not.
    assert!(matches!(rate(&of_each(1), &unprotected()), Cell::Shown { .. }));
    let nine: Vec<(usize, u64)> = (0..19).map(|at| (at, u64::from(at < 9))).collect();
    assert_eq!(rate(&with(&nine), &unprotected()), protected);
    let mut empty = usual();
    let there = people - empty[3].1;
    empty[3] = (0, 0);
    assert_eq!(rate(&empty, &local()), hidden(Some(there), Hidden::NoResidents));
    let nobody = [(0, 0); 19];
    assert_eq!(rate(&nobody, &local()), hidden(Some(0), Hidden::NoResidents));
}

#[test]
fn everyone_is_those_whose_group_is_known() {
    let finding = by_age("deprivation", &[("1", usual()), ("unknown", [(50, 0); 19])]);
    let released = release_standardised(&[finding], &local());
    let [all, of_groups] = [0, 1].map(|at| released[at].get());
    assert_eq!(all.rows[0].cell, of_groups.rows[0].cell);
    let why = |cell: &Cell| match cell {
        Cell::Hidden { why, .. } => Some(*why),
        Cell::Shown { .. } | Cell::Published { .. } => None,
    };
    assert_eq!(why(&of_groups.rows[1].cell), Some(Hidden::NoResidents));
}

fn ages_of(counts: &[(u64, u64)]) -> Ages {
    std::array::from_fn(|at| counts[at])
}

proptest! {
    /// The masks are all that a release depends on, so no more can be known than they say.
    #[test]
    fn two_tables_with_the_same_masks_are_shown_in_the_same_way(
        ages in prop::collection::vec((0..200_u64, 300..9_000_u64), 19),
        moved in prop::collection::vec(0..400_usize, 19),
    ) {
        let policy = local();
        let twin = |count: u64, by: usize| {
            let alike: Vec<u64> = (count.saturating_sub(7)..=count + 7)
                .filter(|other| disclosure::mask(*other, &policy) == disclosure::mask(count, &policy))
                .collect();
            alike[by % alike.len()]
        };
        let one = ages_of(&ages);
        let other: Ages = std::array::from_fn(|at| (twin(ages[at].0, moved[at]), ages[at].1));
        prop_assert_eq!(sealed(&released(&one, &policy)), sealed(&released(&other, &policy)));
    }

    #[test]
    fn a_rate_that_is_shown_holds_the_true_one_within_its_limits_and_rests_on_ten_events(
        ages in prop::collection::vec((0..200_u64, 300..9_000_u64), 19),
    ) {
        let ages = ages_of(&ages);
        if let Cell::Shown { numerator, ninety5, .. } = rate(&ages, &local()) {
            let Cell::Shown { ninety5: truth, .. } = rate(&ages, &unprotected()) else {
                panic!("the rate is shown under a rule and hidden under none");
            };
            prop_assert!(numerator >= 10);
            prop_assert!(ninety5.lower <= truth.value + 1e-9 && truth.value <= ninety5.upper + 1e-9);
        }
    }
}
