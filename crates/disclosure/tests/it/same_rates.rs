//! A rate for those who live in a place does not give away, beside others of the same records, what they
//! hide or who lives elsewhere.

use disclosure::ledger::{Condition, Counted};

use crate::build::{finding, rates};
use crate::same_records::{Pair, asked, block, check, entry, is_one};

/// The events of those who live in a place: the records of which these are true.
fn events(of: &str, conditions: &[Condition]) -> Counted {
    Counted { residents_of: Some(of.to_owned()), ..asked(conditions, &[]) }
}

#[test]
fn those_who_live_elsewhere_keep_three_values_beside_a_rate() {
    // Whoever came, of everywhere; and of them those who live in the place.
    let all = Pair {
        questions: [asked(&[], &[is_one("seen", "1")]), events("E54000001", &[])],
        shown: |[d, a, b]| (b == 0).then_some([(0, d), (a, a)]),
        between: |[d, a, _]| d - a,
    };
    // That few live elsewhere would be told, and how many not.
    assert_eq!(check(&all), (6, 0));
    let above = Pair {
        questions: [
            asked(&[], &[is_one("seen", "1")]),
            events("E54000001", &[is_one("seen", "1")]),
        ],
        shown: |[d, a, b]| (b <= a).then_some([(a, d), (b, b)]),
        between: |[_, a, b]| a - b,
    };
    let (blocked, tells) = check(&above);
    assert!(tells > 0, "{tells} of {blocked}");
}

#[test]
fn a_rate_of_all_who_are_in_the_records_tells_nothing_of_them() {
    let missed = is_one("came", "0");
    let same = Pair {
        questions: [asked(&[], std::slice::from_ref(&missed)), events("E54000001", &[missed])],
        shown: |[d, a, b]| (b == 0).then_some([(a, d), (a, a)]),
        between: |_| 0,
    };
    let (blocked, tells) = check(&same);
    assert!(tells > 0, "{tells} of {blocked}");
    let urgent = is_one("urgent", "1");
    let within = Pair {
        questions: [
            asked(&[], std::slice::from_ref(&urgent)),
            events("E54000001", &[urgent, is_one("came", "0")]),
        ],
        shown: |[d, a, b]| (b <= a).then_some([(a, d), (b, b)]),
        between: |[_, a, b]| a - b,
    };
    let (blocked, tells) = check(&within);
    assert!(tells > 0, "{tells} of {blocked}");
}

#[test]
fn nobody_of_a_district_of_the_place_lives_elsewhere() {
    let missed = is_one("came", "0");
    let all = [
        finding("deprivation", &[("1", 200, 362)]),
        finding("area", &[("Hill", 40, 42), ("Moor", 100, 200), ("Quay", 60, 120)]),
    ];
    let first = entry("first", &asked(&[], std::slice::from_ref(&missed)), &all);
    let by_area = |hill| {
        [
            rates("deprivation", &[("1", hill + 60, 1_000)]),
            rates("area", &[("Hill", hill, 500), ("Quay", 60, 500)]),
        ]
    };
    let rate = |hill| {
        let of_board = events("E54000001", std::slice::from_ref(&missed));
        block(std::slice::from_ref(&first), &entry("second", &of_board, &by_area(hill)))
    };
    // Of 42 visits to Hill the few that were kept were hidden.
    assert_eq!(rate(40).unwrap().groups, ["Hill"]);
    // Where the numbers say that some of Hill live elsewhere, many do.
    assert_eq!(rate(15), None);
}

#[test]
fn one_place_may_lie_within_another() {
    let of = |place: &str, count: u64| {
        let table = [rates("deprivation", &[("1", count, 1_000)])];
        entry(place, &events(place, &[is_one("came", "0")]), &table)
    };
    let board = of("E54000001", 20);
    let few = block(std::slice::from_ref(&board), &of("E07000001", 17)).unwrap();
    assert!(few.why.contains("how few people are left"), "{}", few.why);
    assert_eq!(block(std::slice::from_ref(&board), &of("E07000001", 60)), None);
    // The same again tells nothing more.
    assert_eq!(block(std::slice::from_ref(&board), &board), None);
}
