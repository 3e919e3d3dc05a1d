//! A codebook reads or says why not, and suggests only what the words bear out.

use std::error::Error;

use programme::codebook::Codebook;
use programme::insight::InsightKind;
use proptest::prelude::*;

const INSIGHTS: &str = include_str!("../../../../data/codebooks/insights.toml");

fn suggested(words: &str, kind: InsightKind) -> Vec<(String, Vec<String>)> {
    let codebook = Codebook::from_toml(INSIGHTS).unwrap();
    let told = codebook.suggest(words, kind).into_iter().map(|suggestion| {
        let cues = suggestion.cues.iter().map(|cue| (*cue).to_owned()).collect();
        (suggestion.code.key.to_string(), cues)
    });
    told.collect()
}

#[track_caller]
fn check(words: &str, kind: InsightKind, expected: &[(&str, &[&str])]) {
    let found = suggested(words, kind);
    let found: Vec<(&str, Vec<&str>)> = found
        .iter()
        .map(|(key, cues)| (key.as_str(), cues.iter().map(String::as_str).collect()))
        .collect();
    let expected: Vec<(&str, Vec<&str>)> =
        expected.iter().map(|(key, cues)| (*key, cues.to_vec())).collect();
    assert_eq!(found, expected, "{words}");
}

#[test]
fn codes_are_suggested_by_whole_words_with_the_cues_that_did_it() {
    check(
        "Two vacancies since May, and no backfill; the grant stops in March",
        InsightKind::Challenge,
        &[("workforce", &["vacancies", "backfill"]), ("funding", &["grant"])],
    );
    check(
        "More INTERPRETERS\nare needed",
        InsightKind::SupportNeed,
        &[("language", &["interpreters"])],
    );
    check("Easy-read letters", InsightKind::Lesson, &[("language", &["easy read"])]);
    check("Long waiting lists", InsightKind::Risk, &[("demand", &["waiting lists"])]);
    check("Granted leave to remain", InsightKind::Risk, &[]);
    check("", InsightKind::Risk, &[]);
}

#[test]
fn a_code_is_suggested_only_for_what_it_fits() {
    let words = "Long waits for a first visit";
    check(words, InsightKind::Challenge, &[("demand", &["waits"])]);
    check(words, InsightKind::SupportNeed, &[]);
}

#[test]
fn codes_with_as_many_cues_stand_in_the_order_of_the_codebook() {
    check(
        "Travel is dear, and the budget is small",
        InsightKind::Risk,
        &[("funding", &["budget"]), ("transport", &["travel"])],
    );
}

#[test]
fn accents_do_not_hide_a_cue() {
    let codebook = Codebook::from_toml(
        "key = 'k'\ntitle = 't'\nversion = '1'\n[[code]]\nkey = 'c'\ntitle = 't'\nmeans = 'm'\n\
         fits = ['lesson']\ncues = ['Café']\n",
    );
    let codebook = codebook.unwrap();
    for words in ["the cafe", "THE CAFÉ", "the cafe\u{301}"] {
        assert_eq!(codebook.suggest(words, InsightKind::Lesson).len(), 1, "{words}");
    }
}

#[test]
fn the_codebook_of_insights_reads_and_every_kind_has_codes() {
    let codebook = Codebook::from_toml(INSIGHTS).unwrap();
    assert!(codebook.codes.len() >= 16);
    for kind in
        [InsightKind::Risk, InsightKind::Challenge, InsightKind::SupportNeed, InsightKind::Lesson]
    {
        assert!(codebook.codes.iter().any(|code| code.fits.contains(&kind)), "{kind:?}");
    }
    assert!(codebook.codes.iter().all(|code| !code.cues.is_empty() && !code.means.is_empty()));
    assert!(codebook.code(&"data-access".parse().unwrap()).is_some());
    assert!(codebook.code(&"weather".parse().unwrap()).is_none());
}

#[test]
fn a_file_that_does_not_hold_together_is_refused_by_name() {
    let refused = |from: &str, to: &str| {
        let error = Codebook::from_toml(&INSIGHTS.replacen(from, to, 1)).unwrap_err();
        format!("{error} {}", error.source().map(ToString::to_string).unwrap_or_default())
    };
    assert!(refused("\"funding\"", "\"workforce\"").contains("workforce stands twice"));
    assert!(
        refused("fits = [\"risk\", \"challenge\", \"support_need\", \"lesson\"]", "fits = []")
            .contains("code workforce fits nothing")
    );
    assert!(refused("\"capacity\"", "\" - \"").contains("“ - ” of code workforce"));
    assert!(refused("\"workforce\", \"staffing\"", "\"Staffing\", \"staffing\"").contains("once"));
    assert!(refused("means =", "meaning =").contains("line"));
    assert!(refused("\"lesson\"", "\"hope\"").contains("hope"));
}

proptest! {
    #[test]
    fn every_cue_suggests_its_own_code(code in 0..18usize, at in 0..60usize) {
        let codebook = Codebook::from_toml(INSIGHTS).unwrap();
        let code = &codebook.codes[code % codebook.codes.len()];
        let words = format!("There is {} here.", code.cues[at % code.cues.len()].to_uppercase());
        let suggestions = codebook.suggest(&words, code.fits[0]);
        prop_assert!(suggestions.iter().any(|suggestion| suggestion.code == code), "{}", words);
    }

    #[test]
    fn any_words_are_answered_and_most_cues_come_first(words in ".{0,200}") {
        let codebook = Codebook::from_toml(INSIGHTS).unwrap();
        let suggestions = codebook.suggest(&words, InsightKind::Challenge);
        prop_assert!(suggestions.is_sorted_by(|one, next| one.cues.len() >= next.cues.len()));
        prop_assert!(suggestions.iter().all(|suggestion| !suggestion.cues.is_empty()));
    }
}
