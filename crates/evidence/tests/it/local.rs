//! Local quintiles: areas of one place ranked among themselves, and never the national ones.

use std::collections::BTreeMap;
use std::path::Path;

use disclosure::ledger::{Verdict, judge};
use evidence::reference::add;
use evidence::{LEDGER_FILE, Ledger};

use crate::build::{CLINIC, TODAY, Workplace, shared};
use crate::look_ups::{groups, visits};

/// The board of Gloucestershire, by its code.
const PLACE: &str = "E54000043";

fn definition(breakdowns: &str) -> String {
    let asked = CLINIC.replace("imd-invented", "imd-2025").replace("breakdowns = [", breakdowns);
    format!("{asked}local_deprivation = \"{PLACE}\"\n")
}

fn lines(file: &Path) -> Vec<Vec<String>> {
    let file = std::fs::File::open(file).unwrap();
    let mut rows = csv::Reader::from_reader(flate2::read::MultiGzDecoder::new(file));
    rows.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// By an independent working of the field's formula: the areas of the place with their fifths.
fn expected(ranks: &Path, boards: &Path) -> BTreeMap<String, u32> {
    let ranks: BTreeMap<String, u32> =
        lines(ranks).into_iter().map(|line| (line[0].clone(), line[5].parse().unwrap())).collect();
    let mut within: Vec<(u32, String)> = lines(boards)
        .into_iter()
        .filter(|line| line[4] == PLACE)
        .map(|line| (ranks[&line[0]], line[0].clone()))
        .collect();
    within.sort();
    // ⌊(k + 1) − ⌈((N + 1) − rank) / (N / k)⌉⌋, and 1 where that is 0.
    let all = within.len();
    let fifth = |at: usize| u32::try_from(6 - ((all - at) * 5).div_ceil(all)).unwrap().max(1);
    within.into_iter().enumerate().map(|(at, (_, area))| (area, fifth(at))).collect()
}

#[test]
fn the_areas_of_a_place_are_ranked_among_themselves() {
    let Some(ranks) = shared("reference/imd2025_lsoa21.csv.gz") else { return };
    let Some(boards) = shared("reference/lookup_lsoa21_sicbl24_icb24.csv.gz") else { return };
    let place = Workplace::new();
    add(&place.references(), "imd-2025", &ranks, TODAY).unwrap();
    let fifths = expected(&ranks, &boards);
    // Ten times the number of its fifth in each area, and some who live elsewhere or nowhere.
    let mut rows: Vec<(&str, &str, usize)> = fifths
        .iter()
        .map(|(area, fifth)| (area.as_str(), "X", 10 * usize::try_from(*fifth).unwrap()))
        .collect();
    rows.extend([("E01000001", "X", 50), ("", "X", 20)]);
    let extract = place.file("visits.csv", visits(&rows));
    let local =
        definition("breakdowns = [\"local_deprivation\", ").replace("\"deprivation\", ", "");
    let local = local.replace("\"deprivation+ethnicity\"", "\"local_deprivation+sex\"");
    let says = place.run(&local, std::slice::from_ref(&extract)).unwrap_err().to_string();
    assert_eq!(
        says,
        "no look-up of areas that is kept says which lsoa21 areas lie in “E54000043”, like E54000029: add one that does with “fairlead reference add areas FILE”"
    );
    add(&place.references(), "areas", &boards, TODAY).unwrap();
    let outcome = place.run(&local, std::slice::from_ref(&extract)).unwrap();
    let shown: Vec<String> = (1..=5_u32)
        .map(|of| {
            let areas = fifths.values().filter(|fifth| **fifth == of).count();
            format!("{of} {}", areas * 10 * usize::try_from(of).unwrap())
        })
        .chain(["unknown 70".to_owned()])
        .collect();
    assert_eq!(groups(&outcome, "local_deprivation"), shown);
    let one = outcome.released.iter().map(disclosure::Released::get);
    let one = one.into_iter().find(|one| one.subject.breakdown.is_local()).unwrap();
    assert!(one.absolute_gap.is_ok() && one.sii.is_ok());
    let areas = fifths.len();
    assert_eq!(
        one.subject.provenance.editions["local_deprivation"],
        format!("NHS Gloucestershire Integrated Care Board (E54000043), {areas} areas")
    );
    assert_eq!(outcome.record.editions["local_deprivation"].edition, "areas-lsoa21-sicbl24-icb24");
    assert!(place.read("out/released.csv").contains("local_deprivation+sex"));
    // Who lives in England is found, though in no fifth of the place.
    assert_eq!(outcome.quality.overall.place[0].count, Some(shown_sum(&fifths) + 50));
}

fn shown_sum(fifths: &BTreeMap<String, u32>) -> u64 {
    fifths.values().map(|fifth| u64::from(*fifth) * 10).sum()
}

#[test]
fn a_look_up_that_was_added_without_ranks_says_how_to_add_it_again() {
    let place = Workplace::new();
    let unranked = place.file("unranked.csv", "area,decile\nE01900001,1\nE01900003,2\n");
    add(&place.references(), "imd-invented", &unranked, TODAY).unwrap();
    let extract =
        place.file("visits.csv", visits(&[("E01900001", "X", 90), ("E01900003", "X", 40)]));
    let local = CLINIC.replace("\"deprivation\", ", "\"local_deprivation\", ");
    let run = |text: &str| place.run(text, std::slice::from_ref(&extract));
    assert_eq!(
        run(&local).unwrap_err().to_string(),
        "the indicator asks for local deprivation, but its [editions] do not say of which place, by its code, like local_deprivation = \"E54000029\""
    );
    let local = local + "local_deprivation = \"all\"\n";
    assert_eq!(
        run(&local).unwrap_err().to_string(),
        "the kept look-up “imd-invented” has no ranks, and local quintiles need them: add it again from a file with the column rank, with “fairlead reference add imd-invented FILE”"
    );
    let ranked = |areas: u32| {
        let line = |rank: u32| format!("E0190000{rank},{},{rank}\n", rank.div_ceil(areas / 3));
        format!("area,decile,rank\n{}", (1..=areas).map(line).collect::<String>())
    };
    let file = |text: &str| place.file("ranked.csv", text);
    add(&place.references(), "imd-invented", &file(&ranked(4)), TODAY).unwrap();
    assert_eq!(
        run(&local).unwrap_err().to_string(),
        "the areas of “all” make no local quintiles: 4 values cannot be put into 5 quantiles: there must be as many at least"
    );
    add(&place.references(), "imd-invented", &file(&ranked(9)), TODAY).unwrap();
    let outcome = run(&local).unwrap();
    assert_eq!(groups(&outcome, "local_deprivation")[0], "1 90");
    assert_eq!(groups(&outcome, "local_deprivation")[1], "2 40");
}

#[test]
fn national_and_local_quintiles_of_one_run_are_held() {
    let Some(ranks) = shared("reference/imd2025_lsoa21.csv.gz") else { return };
    let Some(boards) = shared("reference/lookup_lsoa21_sicbl24_icb24.csv.gz") else { return };
    let place = Workplace::new();
    add(&place.references(), "imd-2025", &ranks, TODAY).unwrap();
    add(&place.references(), "areas", &boards, TODAY).unwrap();
    let fifths = expected(&ranks, &boards);
    let rows: Vec<(&str, &str, usize)> =
        fifths.keys().map(|area| (area.as_str(), "X", 12)).collect();
    let extract = place.file("visits.csv", visits(&rows));
    let entry = |breakdowns: &str| {
        let definition = definition(breakdowns);
        place.run(&definition, std::slice::from_ref(&extract)).unwrap();
        let ledger: Ledger =
            serde_json::from_str(&place.read(&format!("out/{LEDGER_FILE}"))).unwrap();
        ledger.entries.into_iter().next().unwrap()
    };
    let national = entry("breakdowns = [");
    assert_eq!(judge(&[], &national), Verdict::Clear);
    let Verdict::Blocked(block) = judge(&[], &entry("breakdowns = [\"local_deprivation\", "))
    else {
        panic!("national and local quintiles of the same people are out")
    };
    assert!(block.why.starts_with("Local quintiles would stand beside other quintiles"));
    let says =
        place.run(&definition("breakdowns = [\"deprivation+local_deprivation\", "), &[extract]);
    assert!(format!("{:?}", says.unwrap_err()).contains("is not a breakdown"));
}
