//! A planted extract, in which every number that must not be seen can be told by its looks.

use std::fmt::Write;
use std::fs;

use disclosure::ledger::Bound;
use evidence::{LEDGER_FILE, Ledger};

use crate::build::Workplace;

const SITES: &str = r#"
key = "missed-by-site"
title = "Visits that were missed"
unit = "percent"
polarity = "lower-is-better"
source = "Planted"
period = "year"
denominator = "kind = 'X'"
numerator = "came = 0"
breakdowns = ["deprivation", "site", "sex", "deprivation+sex", "ethnicity"]
policy = "local"
[columns]
person = "person"
place = "area"
ethnicity = "eth"
sex = "sex"
site = "site"
date = "day"
[editions]
deprivation = "imd-invented"
"#;

/// Records of which every secret has a name: people, areas, and odd counts that no rounding gives.
fn planted() -> String {
    let mut text = String::from("person,area,eth,sex,site,day,kind,came\n");
    let mut number = 0;
    let mut plant = |count: u32, missed: u32, area: &str, rest: &str| {
        for at in 0..count {
            number += 1;
            let came = u8::from(at >= missed);
            writeln!(text, "SECRET{number:05},{area},{rest},X,{came}").unwrap();
        }
    };
    plant(3_333, 447, "E01900001", "A,2,North,2024-03-02");
    plant(2_221, 333, "E01900004", "J,1,North,2024-03-03");
    plant(1_117, 113, "E01900006", "B,2,South,2024-03-04");
    plant(1_113, 97, "E01900008", "99,1,South,2024-03-05");
    plant(997, 63, "E01900010", "Z,2,South,2024-03-06");
    // Three people at a third site, two whose place is not known, one of a rare group.
    plant(3, 1, "E01900010", "M,1,Tiny,2024-03-07");
    plant(2, 2, "GL1 1AA", "A,2,North,2024-03-08");
    plant(1, 0, "E01900001", "R,9,North,2024-03-09");
    text
}

#[test]
fn no_record_and_no_exact_or_small_count_is_in_any_file() {
    let place = Workplace::new();
    let look_up: String = (1..=10)
        .fold("area,decile\n".to_owned(), |text, at| format!("{text}E019000{at:02},{at}\n"));
    let file = place.file("areas.csv", look_up);
    evidence::reference::add(&place.references(), "imd-invented", &file, crate::build::TODAY)
        .unwrap();
    let extract = place.file("planted.csv", planted());
    let outcome = place.run(SITES, &[extract]).unwrap();
    let secrets = [
        "SECRET", "E019", "GL1", "2024-03", "3333", "3334", "2221", "1117", "1113", "997", "447",
        "333", "113", "449", "1000.", "8787",
    ];
    let mut files = 0;
    for entry in fs::read_dir(place.path("out")).unwrap() {
        let path = entry.unwrap().path();
        let text = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
        // Hashes hold any digits.
        let text: String =
            text.lines().filter(|line| !is_hash(line)).collect::<Vec<_>>().join("\n");
        let text = if path.ends_with("sealed.jsonl") { without_hashes(&text) } else { text };
        if path.ends_with(LEDGER_FILE) {
            bounds_tell_no_count(&path);
            files += 1;
            continue;
        }
        for secret in secrets {
            let found = whole(&text, secret);
            assert!(!found, "{secret} in {}", path.display());
        }
        files += 1;
    }
    assert_eq!(files, 8);
    // The counts of how records are kept are those of the quality, and open as they were let out.
    let kept = evidence::read_kept(&place.path("out")).unwrap().quality;
    let [sites, periods] = kept.ethnicity();
    let names = |of: &[evidence::quality::Named]| of.iter().map(|of| of.0.clone()).collect();
    let (of_sites, of_periods): (Vec<String>, Vec<String>) = (names(&sites), names(&periods));
    assert_eq!(of_sites, kept.sites.iter().map(|of| of.site.clone()).collect::<Vec<_>>());
    assert_eq!(of_periods, kept.periods.iter().map(|of| of.period.clone()).collect::<Vec<_>>());
    let parts = kept.sites.iter().chain(kept.periods.iter().map(|of| &of.part));
    for ((name, counts), part) in sites.iter().chain(&periods).zip(parts) {
        let (known, others) = counts.get().split_at(2);
        assert_eq!((known, others), (&part.known[..], &part.ethnicity[1..]), "{name}");
        for count in counts.get().iter().filter_map(|count| count.count) {
            assert!(count == 0 || (count > 7 && count % 5 == 0), "{count} of {name}");
        }
    }
    // No count anywhere is small: neither in the table nor among the qualities.
    let table = place.read("out/released.csv");
    for line in table.lines().skip(1) {
        for field in line.split(',').skip(4).take(2) {
            assert!(
                field == "*" || field.parse::<u64>().is_ok_and(|n| n == 0 || (n > 7 && n % 5 == 0)),
                "{line}"
            );
        }
    }
    let tiny = outcome.quality.sites.iter().find(|part| part.site == "Tiny").unwrap();
    assert!(
        tiny.place.iter().chain(&tiny.ethnicity).all(|count| count.count.is_none_or(|n| n == 0))
    );
    assert!(table.contains("site,Tiny,*,*,*,*,*,*,*,hidden to protect people ("));
    let everyone = table.lines().find(|line| line.contains(",all,all,")).unwrap();
    assert!(everyone.contains("about"), "{everyone}");
}

/// The ledger says between which numbers a count is. No record is in it, and where a bound is the
/// count itself, as an edge of what rounds alike, nothing says so.
fn bounds_tell_no_count(path: &std::path::Path) {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.starts_with("{\n  \"confidential\": \"This file says"), "{text}");
    for secret in ["SECRET", "E019", "GL1", "2024-03"] {
        assert!(!text.contains(secret), "{secret}");
    }
    let ledger: Ledger = serde_json::from_str(&text).unwrap();
    let groups = ledger.entries.iter().flat_map(|entry| &entry.tables);
    let mut bounds = 0;
    for group in groups.flat_map(|table| &table.groups) {
        for Bound { least, most } in [group.numerator, group.denominator, group.rest] {
            assert!(most == 0 || least + 4 <= most, "{group:?}");
            bounds += 1;
        }
    }
    assert!(bounds > 0);
}

fn is_hash(line: &str) -> bool {
    line.split('"')
        .any(|part| part.len() == 64 && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn without_hashes(text: &str) -> String {
    let is_hash =
        |part: &&str| part.len() == 64 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    text.split('"').filter(|part| !is_hash(part)).collect::<Vec<_>>().join("\"")
}

/// Whether some text is there as a whole number, or at all if it is not one.
fn whole(text: &str, secret: &str) -> bool {
    let is_number = secret.bytes().all(|byte| byte.is_ascii_digit());
    text.match_indices(secret).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + secret.len()..].chars().next();
        let joins = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || c == '.');
        !is_number || !(joins(before) || joins(after))
    })
}
