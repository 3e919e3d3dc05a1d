//! Laws that hold for every finding that the gate lets out.

use charts::{change, gap};
use proptest::prelude::*;

use crate::given::{finding, subject};
use crate::picture::{groups, plotted};

type Groups = Vec<(&'static str, u64, u64)>;

/// A count: often small, sometimes none.
fn size() -> impl Strategy<Value = u64> {
    prop_oneof![Just(0), 1..40_u64, 40..5_000_u64]
}

fn group(name: &'static str) -> impl Strategy<Value = (&'static str, u64, u64)> {
    size().prop_flat_map(move |whole| (0..=whole).prop_map(move |part| (name, part, whole)))
}

fn by_deprivation() -> impl Strategy<Value = Groups> {
    (group("1"), group("2"), group("3"), group("4"), group("5"), group("unknown"))
        .prop_map(|(a, b, c, d, e, f)| vec![a, b, c, d, e, f])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn picture_table_and_words_say_the_same_and_say_it_again(groups_of in by_deprivation()) {
        let released = finding(subject("deprivation"), &groups_of);
        let chart = gap(&released, "a");
        prop_assert_eq!(&chart, &gap(&released, "a"));
        let from_picture: Vec<_> = groups(&chart.svg).into_iter().map(plotted).collect();
        let from_table: Vec<_> = chart.table.rows.iter()
            .map(|row| (row[0].clone(), row[1].clone(), row[2].clone())).collect();
        prop_assert_eq!(from_picture, from_table);
        prop_assert!(!chart.svg.contains("NaN") && !chart.svg.contains("inf"));
        for part in chart.svg.split("height=\"").skip(1).chain(chart.svg.split("width=\"").skip(1)) {
            let number: f64 = part.split('"').next().unwrap().parse().unwrap();
            prop_assert!(number >= 0.0);
        }
        let covers = released.get().absolute_gap.as_ref().is_ok_and(|gap| gap.lower <= 0.0 && gap.upper >= 0.0);
        prop_assert_eq!(covers, chart.sentence.contains("we cannot tell the two apart yet"));
        prop_assert_eq!(released.get().absolute_gap.is_err(), chart.sentence.contains("no gap is worked out"));
    }

    /// Two findings that are shown alike are drawn alike, whatever their small counts were.
    #[test]
    fn nothing_of_a_hidden_count_reaches_the_picture(
        groups_of in by_deprivation(), at in 0..6_usize, one in 1..=7_u64, other in 1..=7_u64,
    ) {
        let with = |count: u64| {
            let mut groups_of = groups_of.clone();
            groups_of[at] = (groups_of[at].0, count, 900);
            gap(&finding(subject("deprivation"), &groups_of), "a")
        };
        let (one, other) = (with(one), with(other));
        prop_assert_eq!(&one, &other);
        prop_assert_eq!(one.table.rows[at][1].as_str(), "hidden");
    }

    #[test]
    fn a_change_is_told_only_when_it_is_certain(before in by_deprivation(), after in by_deprivation()) {
        let mut earlier = subject("deprivation");
        earlier.period = "2023-03".to_owned();
        let words = change(&finding(earlier, &before), &finding(subject("deprivation"), &after));
        let told = ["narrowed by", "widened by", "March 2023 the gap has turned round", "has moved, but"].iter().filter(|word| words.contains(**word)).count();
        let untold = words.contains("cannot tell yet whether it has changed") || words.starts_with("We cannot say");
        prop_assert_eq!(told, usize::from(!untold), "{}", words);
    }
}
