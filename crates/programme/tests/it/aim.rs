//! What holds of the aims of any text: they stand in it, in order, and no figure is invented.

use programme::aim::{ProposedAim, Target, aims};
use programme::by_when::Due;
use proptest::prelude::*;

/// Words that outcomes are made of, in any order.
fn outcomes() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        prop::sample::select(vec![
            "to",
            "by",
            "halve",
            "the",
            "gap",
            "reduce",
            "raise",
            "uptake",
            "between",
            "and",
            "zero",
            "0",
            "20%",
            "75 %",
            "per cent",
            "1,250",
            "12.5",
            "2028",
            "March 2027",
            "31/3/27",
            ".",
            "\n",
            "-",
            "£",
            "a third",
            "at least",
            "percentage points",
            "from",
            "most deprived",
            "%",
            ",",
            "’",
            "é",
            "from 45% to",
            "weeks",
        ])
        .prop_map(str::to_owned),
        "[0-9]{1,5}",
        ".{0,6}",
    ];
    prop::collection::vec(word, 0..24).prop_map(|words| words.join(" "))
}

fn figure(aim: &ProposedAim) -> Option<String> {
    match aim.reading.target() {
        Target::To { value, .. } | Target::ByPercent(value) | Target::ByPoints(value) => {
            Some(value.to_string())
        }
        Target::ByOneIn(_) => None,
    }
}

proptest! {
    #[test]
    fn aims_stand_in_the_text_in_order_and_invent_no_figure(text in outcomes()) {
        let mut free = 0;
        for aim in aims(&text) {
            prop_assert!(aim.start >= free && aim.start < aim.end);
            prop_assert_eq!(text.get(aim.start..aim.end), Some(aim.words.as_str()));
            free = aim.end;
            if let Some(figure) = figure(&aim) {
                let said = aim.words.replace(',', "").to_lowercase();
                let is_word = figure == "0" && (said.contains("zero") || said.contains("nil"));
                prop_assert!(is_word || said.contains(&figure), "{} in {}", figure, aim.words);
            }
            if let Some(by_when) = aim.reading.by_when() {
                prop_assert!(text.contains(&by_when.words) && by_when.due.is_some());
            }
        }
    }

    #[test]
    fn any_text_is_answered(text in "\\PC{0,200}") {
        let _ = aims(&text);
    }

    #[test]
    fn a_level_with_its_date_is_read_to_the_last_digit(
        whole in 1..100u32, tenth in 1..10u32, year in 2025..2060u32,
    ) {
        let found = aims(&format!("Uptake of {whole}.{tenth}% by {year}"));
        prop_assert_eq!(found.len(), 1);
        prop_assert_eq!(figure(&found[0]), Some(format!("{whole}.{tenth}")));
        let due = found[0].reading.by_when().and_then(|by_when| by_when.due);
        prop_assert_eq!(due.map(Due::value), Some(year.to_string()));
    }
}

#[test]
fn an_aim_is_kept_and_read_again() {
    for aim in aims("Narrow the gap between men and women to 0 by June 2028; raise uptake to 80%") {
        let kept = serde_json::to_string(&aim).unwrap();
        assert_eq!(serde_json::from_str::<ProposedAim>(&kept).unwrap(), aim);
    }
}
