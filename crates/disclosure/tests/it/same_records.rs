//! Two indicators over the same records do not give away together what each hides.

use std::collections::{BTreeMap, BTreeSet};

use disclosure::ledger::{
    Axis, Block, Condition, Counted, End, Entry, Population, Values, Verdict, judge,
};
use disclosure::{Total, release_cascade, release_together};
use programme::finding::Finding;
use proptest::prelude::*;

use crate::build::{finding, local, rates};

/// Something that a record may say, and what it must.
fn condition(what: &str, is: Values) -> Condition {
    Condition { what: what.to_owned(), is }
}

pub(crate) fn is_one(what: &str, value: &str) -> Condition {
    condition(what, Values::OneOf(BTreeSet::from([value.to_owned()])))
}

fn above(what: &str, value: &str) -> Condition {
    condition(what, Values::AtLeast(End { value: value.to_owned(), is_within: false }))
}

/// What is asked: those of whom the first are true, and of them those of whom the others are too.
pub(crate) fn asked(denominator: &[Condition], numerator: &[Condition]) -> Counted {
    Counted {
        records: "sha256 of the extract".to_owned(),
        denominator: denominator.iter().cloned().collect(),
        numerator: numerator.iter().cloned().collect(),
        ..Counted::default()
    }
}

/// What one indicator lets out of the records of a month.
pub(crate) fn entry(indicator: &str, counted: &Counted, findings: &[Finding]) -> Entry {
    let parts = BTreeMap::from([(Axis::Time, BTreeSet::from(["2026-03".to_owned()]))]);
    let whom = Population { words: "those asked".to_owned(), parts };
    let tables = release_together(findings, &local());
    let entry = Entry::new(indicator, whom, &tables, &local(), indicator).unwrap();
    Entry { indicator: indicator.to_owned(), counted: Some(counted.clone()), ..entry }
}

pub(crate) fn block(earlier: &[Entry], new: &Entry) -> Option<Block> {
    match judge(earlier, new) {
        Verdict::Clear => None,
        Verdict::Blocked(block) => {
            assert!(!block.why.chars().any(|c| c.is_ascii_digit()), "{}", block.why);
            Some(block)
        }
    }
}

/// A numerator and its denominator; of a rate its events twice.
type Counts = (u64, u64);

/// Two questions, and how the counts of each follow from what is true.
pub(crate) struct Pair {
    pub(crate) questions: [Counted; 2],
    /// Of three counts the numerator and the denominator of each; nothing if they cannot be.
    pub(crate) shown: fn([u64; 3]) -> Option<[Counts; 2]>,
    /// Of three counts one that lies between those of the two.
    pub(crate) between: fn([u64; 3]) -> u64,
}

/// What is true of one group, by what is shown of it: each count that may be a secret.
#[derive(Default)]
struct Class {
    is_blocked: bool,
    /// Whether every member of it is among those listed.
    is_complete: bool,
    secrets: Vec<[u64; 7]>,
}

impl Class {
    /// The fewest values that are left to a count which may be small.
    fn fewest(&self) -> Option<usize> {
        let values = |at: usize| -> BTreeSet<u64> {
            self.secrets.iter().map(|secrets| secrets[at]).collect()
        };
        let may_be_small = |values: &BTreeSet<u64>| values.range(1..=7).next().is_some();
        (0..7).map(values).filter(may_be_small).map(|values| values.len()).min()
    }
}

fn shown(entry: &Entry) -> Vec<Total> {
    entry.tables.iter().flat_map(|table| &table.groups).map(|group| group.shown).collect()
}

/// Every class whose counts are up to a most.
fn classes(pair: &Pair) -> Vec<Class> {
    const MOST: u64 = 32;
    let table = |counted: &Counted, (n, d): Counts| match counted.residents_of {
        Some(_) => [rates("deprivation", &[("1", n, 1_000)])],
        None => [finding("deprivation", &[("1", n, d)])],
    };
    let mut classes: BTreeMap<String, Class> = BTreeMap::new();
    for index in 0..(MOST + 1).pow(3) {
        let counts @ [d, one, other] = [0, 1, 2].map(|at| index / (MOST + 1).pow(at) % (MOST + 1));
        if one > d || other > d {
            continue;
        }
        let Some([first, second]) = (pair.shown)(counts) else { continue };
        let [one, other] = &pair.questions;
        let entries = [
            entry("first", one, &table(one, first)),
            entry("second", other, &table(other, second)),
        ];
        let class = classes.entry(format!("{:?}", entries.each_ref().map(shown))).or_default();
        if class.secrets.is_empty() {
            let [first, second] = entries;
            let reach = |entry: &Entry, total: &Total| {
                let is_rate = entry.counted.as_ref().is_some_and(|of| of.residents_of.is_some());
                let most = if is_rate { total.numerator } else { total.denominator };
                most.unwrap_or(0) + 2
            };
            let is_complete =
                |entry: &Entry| shown(entry).iter().all(|total| reach(entry, total) <= MOST);
            class.is_complete = is_complete(&first) && is_complete(&second);
            class.is_blocked = block(&[first], &second).is_some();
        }
        let [(a, of_a), (b, of_b)] = [first, second];
        class.secrets.push([a, of_a, of_a - a, b, of_b, of_b - b, (pair.between)(counts)]);
    }
    classes.into_values().filter(|class| class.is_complete).collect()
}

/// Of what the ledger lets out three values are left to every count that may be small. Gives how
/// many it blocks, and how many of these leave fewer.
pub(crate) fn check(pair: &Pair) -> (usize, usize) {
    let classes = classes(pair);
    let (blocked, clear): (Vec<&Class>, Vec<&Class>) =
        classes.iter().partition(|class| class.is_blocked);
    for class in &clear {
        assert!(class.fewest().is_none_or(|fewest| fewest >= 3), "{:?}", class.secrets);
    }
    assert!(clear.len() > 20, "{}", clear.len());
    let tells = |class: &&&Class| class.fewest().is_some_and(|fewest| fewest < 3);
    (blocked.len(), blocked.iter().filter(tells).count())
}

#[test]
fn what_is_asked_of_the_same_people_by_itself_tells_nothing_of_the_other() {
    let unrelated = Pair {
        questions: [asked(&[], &[is_one("seen", "1")]), asked(&[], &[is_one("called", "1")])],
        shown: |[d, a, b]| Some([(a, d), (b, d)]),
        between: |_| 0,
    };
    assert_eq!(check(&unrelated), (0, 0));
}

#[test]
fn those_who_came_and_those_who_did_not_tell_nothing_of_each_other() {
    let questions = || [asked(&[], &[is_one("came", "1")]), asked(&[], &[is_one("came", "0")])];
    let all_said = Pair {
        questions: questions(),
        shown: |[d, a, b]| (b == 0).then_some([(a, d), (d - a, d)]),
        between: |_| 0,
    };
    assert_eq!(check(&all_said), (0, 0));
    let some_unsaid = Pair {
        questions: questions(),
        shown: |[d, a, b]| (a + b <= d).then_some([(a, d), (b, d)]),
        between: |_| 0,
    };
    // Where all were said to have come or not, these would be told.
    assert_eq!(check(&some_unsaid).1, 0);
}

#[test]
fn those_between_two_waits_keep_three_values() {
    let waits = Pair {
        questions: [asked(&[], &[above("weeks", "18")]), asked(&[], &[above("weeks", "52")])],
        shown: |[d, a, b]| (b <= a).then_some([(a, d), (b, d)]),
        between: |[_, a, b]| a - b,
    };
    let (blocked, tells) = check(&waits);
    assert!(tells > 0 && blocked <= 8, "{tells} of {blocked}");
}

#[test]
fn a_numerator_that_is_hidden_is_not_shown_as_another_denominator() {
    let seen = is_one("seen", "1");
    let steps = Pair {
        questions: [
            asked(&[], std::slice::from_ref(&seen)),
            asked(&[seen], &[is_one("quit", "1")]),
        ],
        shown: |[d, a, b]| (b <= a).then_some([(a, d), (b, a)]),
        between: |[d, _, b]| d - b,
    };
    let (blocked, tells) = check(&steps);
    assert!(tells > 10, "{tells} of {blocked}");
}

#[test]
fn a_denominator_within_another_keeps_three_values() {
    let old = condition("age", Values::AtLeast(End { value: "65".to_owned(), is_within: true }));
    let all = Pair {
        questions: [asked(&[old], &[is_one("seen", "1")]), asked(&[], &[is_one("quit", "1")])],
        shown: |[d, a, b]| (b == 0).then_some([(0, a), (0, d)]),
        between: |[d, a, _]| d - a,
    };
    assert_eq!(check(&all).1, 0);
}

/// By ethnic category, and by sex, from the four counts of a crossing.
fn crossed([a, b, c, d]: [u64; 4]) -> [Finding; 2] {
    [
        finding("ethnicity", &[("1", 0, a + b), ("2", 0, c + d)]),
        finding("sex", &[("Female", 0, a + c), ("Male", 0, b + d)]),
    ]
}

#[test]
fn equal_denominators_divided_in_two_ways_keep_three_values() {
    let [one, other] = ["seen", "called"].map(|of| asked(&[], &[is_one(of, "1")]));
    let mut classes: BTreeMap<String, (bool, bool, Vec<[u64; 4]>)> = BTreeMap::new();
    let base = 13_u64;
    for index in 0..base.pow(4) {
        let counts = [0, 1, 2, 3].map(|at| index / base.pow(at) % base);
        let [first, second] = crossed(counts).map(|finding| [finding]);
        let [first, second] = [entry("first", &one, &first), entry("second", &other, &second)];
        let both = [shown(&first), shown(&second)];
        let class = classes.entry(format!("{both:?}")).or_insert_with(|| {
            let is_small = |totals: &Vec<Total>| {
                let most = |total: &Total| total.denominator.unwrap_or(0) <= 10;
                !totals.is_empty() && totals.iter().all(most)
            };
            (block(&[first], &second).is_some(), both.iter().any(is_small), Vec::new())
        });
        class.2.push([
            counts[0] + counts[1],
            counts[2] + counts[3],
            counts[0] + counts[2],
            counts[1] + counts[3],
        ]);
    }
    let fewest = |secrets: &[[u64; 4]]| {
        let values = |at: usize| secrets.iter().map(|counts| counts[at]).collect::<BTreeSet<u64>>();
        let small = (0..4).map(values).filter(|values| values.range(1..=7).next().is_some());
        small.map(|values| values.len()).min().unwrap_or(usize::MAX)
    };
    let mut told = 0;
    for (is_blocked, is_complete, secrets) in classes.values() {
        let fewest = fewest(secrets);
        assert!(*is_blocked || !is_complete || fewest >= 3, "{secrets:?}");
        told += usize::from(*is_blocked && *is_complete && fewest < 3);
    }
    assert!(told > 0);
}

#[test]
fn what_one_withholds_is_not_shown_by_another() {
    let [one, other] = ["seen", "called"].map(|of| asked(&[], &[is_one(of, "1")]));
    // 1 hidden beside 8 and 8, and of both sexes 17: 15 to 17 less 16 is 1.
    let first =
        entry("first", &one, &[finding("ethnicity", &[("1", 0, 1), ("2", 0, 8), ("3", 0, 8)])]);
    let by_sex = [finding("sex", &[("Female", 0, 17), ("Male", 0, 0)])];
    let found = block(std::slice::from_ref(&first), &entry("second", &other, &by_sex)).unwrap();
    assert_eq!((found.against, found.groups), (vec!["first".to_owned()], vec!["1".to_owned()]));
    assert!(found.why.contains("of the same records"), "{}", found.why);
    // Of other records, and of those of which nothing is said, nothing is known.
    let elsewhere = Counted { records: "sha256 of another".to_owned(), ..other.clone() };
    let unsaid = Entry { counted: None, ..entry("second", &other, &by_sex) };
    for new in [entry("second", &elsewhere, &by_sex), unsaid] {
        assert_eq!(block(std::slice::from_ref(&first), &new), None);
    }
    // Nor of those who are asked otherwise.
    let others = asked(&[is_one("here", "1")], &[is_one("called", "1")]);
    assert_eq!(block(&[first], &entry("second", &others, &by_sex)), None);
}

#[test]
fn a_column_of_another_name_makes_other_groups() {
    let by = |column: &str| Counted {
        columns: BTreeMap::from([("sex".to_owned(), column.to_owned())]),
        ..asked(&[], &[is_one(column, "1")])
    };
    let few = [finding("sex", &[("Female", 0, 3), ("Male", 0, 90)])];
    let groups = [
        ("Female | Hill", 0, 1),
        ("Female | Quay", 0, 2),
        ("Male | Hill", 0, 40),
        ("Male | Quay", 0, 50),
    ];
    let sites = [finding("sex+site", &groups)];
    let first = entry("first", &by("sex"), &few);
    let again = entry("second", &by("sex"), &sites);
    assert_eq!(
        block(std::slice::from_ref(&first), &again).unwrap().groups.first().unwrap(),
        "Female"
    );
    assert_eq!(block(&[first], &entry("second", &by("gender"), &sites)), None);
}

/// Of a part of the people how many were asked, were seen, and stopped.
type Steps = (u64, u64, u64);

/// What is blocked of a cascade's own steps, as they are let out, of people in four parts.
fn blocked_of_a_cascade(counts: [Steps; 4]) -> Option<Block> {
    let step = |at: usize| {
        let of = |(all, some, few): Steps| {
            let some = some.min(all);
            ([all, some, few.min(some)][at], all)
        };
        let [(a, of_a), (b, of_b), (c, of_c), (d, of_d)] = counts.map(of);
        vec![
            finding("deprivation", &[("1", a + b, of_a + of_b), ("2", c + d, of_c + of_d)]),
            finding("sex", &[("Female", a + c, of_a + of_c), ("Male", b + d, of_b + of_d)]),
        ]
    };
    let released = release_cascade(&[step(0), step(1), step(2)], &local());
    let conditions = [is_one("seen", "1"), is_one("quit", "1")];
    let mut earlier: Vec<Entry> = Vec::new();
    for (at, tables) in released.chunks(2).enumerate() {
        let name = format!("step {at}");
        let whom = entry("step", &Counted::default(), &step(0)).population;
        let kept = Entry::new(&name, whom, tables, &local(), "cascade").unwrap();
        let counted = Counted { follows_others: at > 0, ..asked(&[], &conditions[..at]) };
        let kept = Entry { indicator: name, counted: Some(counted), ..kept };
        let found = block(&earlier, &kept);
        if found.is_some() {
            return found;
        }
        earlier.push(kept);
    }
    None
}

#[test]
fn a_cascade_that_would_tell_of_itself_withholds_a_table() {
    // Of 58 men 4 stopped. By the steps before and by deprivation, 3 to 7 would be left of 1 to 7.
    let counts = [(23, 15, 15), (57, 57, 3), (56, 48, 48), (1, 1, 1)];
    assert_eq!(blocked_of_a_cascade(counts), None);
}

proptest! {
    #[test]
    fn a_cascade_tells_nothing_of_itself(
        counts in prop::array::uniform4((0..60_u64, 0..60_u64, 0..60_u64)),
    ) {
        prop_assert_eq!(blocked_of_a_cascade(counts), None);
    }
}
