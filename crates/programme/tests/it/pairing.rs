//! Who reviews whom: nobody themselves, everybody as much, and no repeat while there is a way
//! without one.

use std::collections::{BTreeMap, BTreeSet};

use programme::code::OrganisationCode;
use programme::pairing::{Bounds, NotPaired, Pairing, propose};
use programme::peer_review::Size;
use proptest::prelude::*;

type Pairs = BTreeSet<(OrganisationCode, OrganisationCode)>;

fn body(number: usize) -> OrganisationCode {
    format!("body-{number:03}").parse().unwrap()
}

fn bodies(many: usize) -> Vec<OrganisationCode> {
    (0..many).map(body).collect()
}

fn pairs(of: &[(usize, usize)]) -> Pairs {
    of.iter().map(|&(one, other)| (body(one), body(other))).collect()
}

fn proposed(
    many: usize,
    size: Size,
    met: &Pairs,
    apart: &Pairs,
) -> Result<Vec<Pairing>, NotPaired> {
    propose(&bodies(many), size, Bounds { met, apart })
}

fn repeats(pairings: &[Pairing], met: &Pairs) -> usize {
    let done = |one: &&Pairing| met.contains(&(one.reviewer.clone(), one.reviewed.clone()));
    pairings.iter().filter(done).count()
}

#[track_caller]
fn check(many: usize, size: Size, met: &[(usize, usize)], expected: &[(usize, usize)]) {
    let found = proposed(many, size, &pairs(met), &Pairs::new()).unwrap();
    let found: Pairs = found.into_iter().map(|one| (one.reviewer, one.reviewed)).collect();
    assert_eq!(found, pairs(expected));
}

#[test]
fn the_first_round_is_one_ring() {
    check(2, Size::Pairs, &[], &[(0, 1), (1, 0)]);
    check(3, Size::Pairs, &[], &[(0, 1), (1, 2), (2, 0)]);
    check(4, Size::Pairs, &[], &[(0, 1), (1, 2), (2, 3), (3, 0)]);
    check(3, Size::Trios, &[], &[(0, 1), (0, 2), (1, 0), (1, 2), (2, 0), (2, 1)]);
    check(4, Size::Trios, &[], &[(0, 1), (0, 2), (1, 2), (1, 3), (2, 3), (2, 0), (3, 0), (3, 1)]);
}

#[test]
fn who_has_met_does_not_meet_again_while_others_have_not() {
    check(3, Size::Pairs, &[(0, 1), (1, 2), (2, 0)], &[(0, 2), (2, 1), (1, 0)]);
    // To turn an earlier review round is worse than a new pair, and better than a repeat.
    let round = pairs(&[(0, 1), (1, 2), (2, 3), (3, 0)]);
    let next = proposed(4, Size::Pairs, &round, &Pairs::new()).unwrap();
    assert!(next.iter().all(|one| !round.contains(&(one.reviewed.clone(), one.reviewer.clone()))));
}

#[test]
fn too_few_bodies_and_bodies_kept_apart_are_refused_in_words() {
    let none = Pairs::new();
    let refused = proposed(1, Size::Pairs, &none, &none).unwrap_err();
    assert_eq!(refused, NotPaired::TooFew { bodies: 1, reviews: 1 });
    let refused = proposed(2, Size::Trios, &none, &none).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "2 bodies are too few for each to review 2 others, like 3 for 2"
    );
    let twice = [body(1), body(1)];
    let bounds = Bounds { met: &none, apart: &none };
    assert!(matches!(propose(&twice, Size::Pairs, bounds), Err(NotPaired::TooFew { .. })));
    let apart = pairs(&[(0, 1), (2, 0)]);
    let refused = proposed(3, Size::Pairs, &none, &apart).unwrap_err();
    assert!(refused.to_string().contains("body-0"), "{refused}");
}

#[test]
fn two_hundred_bodies_that_have_met_often_are_paired_at_once() {
    // Nine of ten have met, so that there is much to look for and little to find.
    let often = |one: usize, other: usize| !(one * 7 + other * 13 + one * other).is_multiple_of(10);
    let all = (0..200).flat_map(|one| (0..200).map(move |other| (one, other)));
    let met: Vec<(usize, usize)> = all.filter(|&(one, other)| often(one, other)).collect();
    let met = pairs(&met);
    for size in [Size::Pairs, Size::Trios] {
        let found = proposed(200, size, &met, &Pairs::new()).unwrap();
        assert_eq!(found.len(), 200 * size.reviews());
    }
}

fn any_size() -> impl Strategy<Value = Size> {
    prop_oneof![Just(Size::Pairs), Just(Size::Trios)]
}

fn any_pairs(many: usize, most: usize) -> impl Strategy<Value = Pairs> {
    let pair = (0..many, 0..many);
    prop::collection::btree_set(pair, 0..most)
        .prop_map(|set| pairs(&set.into_iter().collect::<Vec<_>>()))
}

/// The fewest repeats of any way, by trying them all, if there is a way.
fn fewest(many: usize, each: usize, met: &Pairs, apart: &Pairs) -> Option<usize> {
    fn ways(many: usize, each: usize) -> Vec<Vec<usize>> {
        let sets = (0..1_usize << many).filter(|set| set.count_ones() as usize == each);
        sets.map(|set| (0..many).filter(|taker| set >> taker & 1 == 1).collect()).collect()
    }
    fn rest(
        giver: usize,
        left: &[usize],
        choices: &[Vec<usize>],
        cost: &dyn Fn(usize, usize) -> Option<usize>,
    ) -> Option<usize> {
        if giver == left.len() {
            return Some(0);
        }
        let tried = choices.iter().filter_map(|takers| {
            let mut left = left.to_vec();
            let mut own = 0;
            for &taker in takers {
                own += cost(giver, taker)?;
                left[taker] = left[taker].checked_sub(1)?;
            }
            Some(own + rest(giver + 1, &left, choices, cost)?)
        });
        tried.min()
    }
    let cost = |one: usize, other: usize| {
        let (one, other) = (body(one), body(other));
        let is_apart = apart.contains(&(one.clone(), other.clone()))
            || apart.contains(&(other.clone(), one.clone()));
        (one != other && !is_apart).then(|| usize::from(met.contains(&(one, other))))
    };
    rest(0, &vec![each; many], &ways(many, each), &cost)
}

proptest! {
    #[test]
    fn nobody_reviews_themselves_and_everybody_as_much(
        many in 3..40usize, size in any_size(), met in any_pairs(40, 300),
    ) {
        let found = proposed(many, size, &met, &Pairs::new()).unwrap();
        prop_assert_eq!(found.len(), many * size.reviews());
        let mut loads: BTreeMap<_, (usize, usize)> = BTreeMap::new();
        for one in &found {
            prop_assert_ne!(&one.reviewer, &one.reviewed);
            loads.entry(&one.reviewer).or_default().0 += 1;
            loads.entry(&one.reviewed).or_default().1 += 1;
        }
        prop_assert_eq!(found.iter().collect::<BTreeSet<_>>().len(), found.len());
        prop_assert_eq!(loads.len(), many);
        prop_assert!(loads.values().all(|&load| load == (size.reviews(), size.reviews())));
    }

    #[test]
    fn the_order_in_which_bodies_are_named_changes_nothing(
        many in 3..20usize, size in any_size(), met in any_pairs(20, 60), turn in 0..20usize,
    ) {
        let none = Pairs::new();
        let bounds = Bounds { met: &met, apart: &none };
        let mut turned = bodies(many);
        turned.rotate_left(turn % many);
        turned.push(turned[0].clone());
        prop_assert_eq!(propose(&turned, size, bounds), propose(&bodies(many), size, bounds));
    }

    #[test]
    fn no_way_has_fewer_repeats_than_the_one_proposed(
        many in 3..6usize, size in any_size(), met in any_pairs(6, 24), apart in any_pairs(6, 4),
    ) {
        let found = proposed(many, size, &met, &apart);
        let fewest = fewest(many, size.reviews(), &met, &apart);
        prop_assert_eq!(found.as_ref().ok().map(|found| repeats(found, &met)), fewest);
        for one in found.iter().flatten() {
            let pair = (one.reviewer.clone(), one.reviewed.clone());
            let turned = (pair.1.clone(), pair.0.clone());
            prop_assert!(!apart.contains(&pair) && !apart.contains(&turned));
        }
    }

    #[test]
    fn over_the_rounds_everybody_meets_everybody_before_anybody_meets_again(
        many in 3..12usize, size in any_size(),
    ) {
        let mut met = Pairs::new();
        for _ in 0..(many - 1) / size.reviews() {
            let found = proposed(many, size, &met, &Pairs::new()).unwrap();
            prop_assert_eq!(repeats(&found, &met), 0);
            met.extend(found.into_iter().map(|one| (one.reviewer, one.reviewed)));
        }
        let left = many * (many - 1) - met.len();
        let found = proposed(many, size, &met, &Pairs::new()).unwrap();
        prop_assert_eq!(found.len() - repeats(&found, &met), left.min(found.len()));
    }
}
