//! Look-ups come in whole or not at all.

use std::fmt::Write as _;
use std::fs;

use evidence::reference::{add, list};

use crate::build::{TODAY, Workplace, shared};

fn refused(kind: &str, text: &str) -> String {
    let place = Workplace::new();
    let file = place.file("look-up.csv", text);
    add(&place.references(), kind, &file, TODAY).unwrap_err().to_string()
}

#[test]
fn an_invented_look_up_is_kept_with_what_it_is() {
    let place = Workplace::of_region(3, 25);
    let kept = list(&place.references()).unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!((kept[0].edition.as_str(), kept[0].rows), ("imd-invented", 25));
    assert_eq!(kept[0].added, TODAY);
    assert!(kept[0].note.starts_with("invented areas"));
    assert!(
        place.read("reference/imd-invented/areas.csv").starts_with("area,decile,rank\nE01900001,")
    );
    assert!(list(&place.path("nowhere")).unwrap().is_empty());
}

#[test]
fn what_is_not_a_complete_look_up_is_refused_by_name() {
    let says = refused("imd-2015", "a,b\n");
    assert_eq!(
        says,
        "“imd-2015” is not a kind of look-up that can be kept: there are imd-2019, imd-2025, imd-invented, postcodes, areas, lsoa-change, population, ethnicity, ods"
    );
    let says = refused("imd-2019", "lsoa21cd,imd25_decile\nE01000001,3\n");
    assert!(says.ends_with("it has no column lsoa11cd and no column imd19_decile"), "{says}");
    let says = refused("imd-2025", "lsoa21cd,imd25_decile\nE01000001,3\n");
    assert!(says.ends_with("it has 1 areas and not 33755"), "{says}");
    let says = refused("imd-invented", "area,decile\nE01900001,11\n");
    assert!(says.contains("in row 1, “11” is not a deprivation decile"), "{says}");
    let says = refused("imd-invented", "area,decile\nE01900001,1\nE01900001,2\n");
    assert!(says.ends_with("row 2 has the area E01900001 a second time"), "{says}");
    let says = refused("imd-invented", "area,decile\nGL1 1AA,1\n");
    assert!(says.contains("in row 1, “GL1 1AA” is not an LSOA code"), "{says}");
    assert!(refused("imd-invented", "area,decile\n").ends_with("it has no areas"));
    let says = refused("imd-invented", "area,decile,rank\nE01900001,1,0\n");
    assert!(says.contains("in row 1, “0” is not a rank"), "{says}");
    let says = refused("imd-invented", "area,decile,rank\nE01900001,1,2\n");
    assert!(says.ends_with("E01900001 has the rank 2, and there are 1 areas"), "{says}");
    let says = refused("imd-invented", "area,decile,rank\nE01900001,2,1\nE01900002,1,2\n");
    assert!(
        says.ends_with("E01900002 has the rank 2 in decile 1, and rank 1 is in decile 2"),
        "{says}"
    );
    assert!(refused("imd-invented", "").ends_with("it has no header"));
    let says = refused("imd-invented", "area,decile\nE01900001,1,9\n");
    assert!(says.ends_with("row 1 is not a row of 2 fields in UTF-8"), "{says}");
}

#[test]
fn the_publishers_own_headings_are_known() {
    let says = refused(
        "imd-2019",
        "LSOA code (2011),LSOA name (2011),Index of Multiple Deprivation (IMD) Rank,Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)\nE01000001,City,1,9\n",
    );
    assert!(says.ends_with("it has 1 areas and not 32844"), "{says}");
}

/// A sheet of mid-year estimates as it is saved from the workbook: titles above the header, its own
/// headings, and the year in nothing but its name.
#[test]
fn residents_are_read_from_what_was_a_sheet_of_a_workbook() {
    let ages = |letter: char| (0..=90).map(move |age| format!("{letter}{age}"));
    let columns: Vec<String> =
        ["LAD 2026 Code", "LAD 2026 Name", "LSOA 2026 Code", "LSOA 2026 Name", "Total"]
            .map(str::to_owned)
            .into_iter()
            .chain(ages('F'))
            .chain(ages('M'))
            .collect();
    let padding = ",".repeat(columns.len() - 1);
    let row = |area: &str| {
        let counts: Vec<String> = (0..182).map(|at| (at % 7).to_string()).collect();
        format!("E06900001,Alderbrook,{area},Alderbrook 001A,\"1,474\",{}\n", counts.join(","))
    };
    let header = columns.join(",");
    let sheet = |title: &str| {
        format!("{title}{padding}\n{padding}\n{header}\n{}{}", row("E01900001"), row("E01900002"))
    };
    let place = Workplace::new();
    let kept = |name: &str, title: &str| {
        let file = place.file(name, sheet(title));
        add(&place.references(), "population", &file, TODAY).unwrap()
    };
    let titled = kept("estimates-Mid-2025 LSOA 2026.csv", "Invented estimates");
    assert_eq!((titled.edition.as_str(), titled.rows), ("population-lsoa26-2025", 2 * 182));
    let same = kept("estimates.csv", "Invented estimates of mid-2025");
    assert_eq!((same.edition, same.sha256), (titled.edition, titled.sha256));
    // Where two years are said, none is taken.
    let both = kept("mid2025.csv", "Invented estimates of mid-2025 and mid 2024");
    assert_eq!(both.edition, "population-lsoa26");
}

#[test]
fn both_published_look_ups_load() {
    for (kind, file, rows) in [
        ("imd-2019", "reference/imd2019_lsoa11.csv.gz", 32_844),
        ("imd-2025", "reference/imd2025_lsoa21.csv.gz", 33_755),
    ] {
        let Some(file) = shared(file) else { return };
        let place = Workplace::new();
        let kept = add(&place.references(), kind, &file, TODAY).unwrap();
        assert_eq!((kept.edition.as_str(), kept.rows), (kind, rows));
        assert_eq!(list(&place.references()).unwrap(), [kept]);
        let areas = place.read(&format!("reference/{kind}/areas.csv"));
        let tenth = |decile: u32| {
            let is_in = |line: &&str| line.split(',').nth(1) == Some(&decile.to_string());
            areas.lines().filter(is_in).count()
        };
        let tenths: Vec<usize> = (1..=10).map(tenth).collect();
        assert!(tenths.iter().all(|&areas| areas.abs_diff(rows / 10) <= 1), "{tenths:?}");
    }
}

#[test]
fn a_look_up_that_was_changed_is_not_opened() {
    let place = Workplace::of_region(3, 25);
    let path = place.path("reference/imd-invented/areas.csv");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replacen(",1\n", ",2\n", 1)).unwrap();
    let extract = place.file("e.csv", crate::failures::GOOD);
    let says = place.run(crate::build::CLINIC, &[extract]).unwrap_err().to_string();
    assert_eq!(
        says,
        "the kept look-up “imd-invented” is not what was added: add it again with “fairlead reference add imd-invented FILE”"
    );
}

#[test]
fn every_published_look_up_is_kept_under_the_edition_its_headings_say() {
    for (kind, file, edition, rows) in [
        ("areas", "lookup_lsoa21_sicbl24_icb24.csv.gz", "areas-lsoa21-sicbl24-icb24", 33_755),
        (
            "areas",
            "lookup_lsoa11_sicbl22_icb22_lad22.csv.gz",
            "areas-lsoa11-lad22-sicbl22-icb22",
            32_844,
        ),
        ("areas", "lookup_lad24_rgn24.csv", "areas-lad24-rgn24", 296),
        ("areas", "lookup_lad23_utla23.csv", "areas-lad23-utla23", 318),
        ("areas", "imd2025_lsoa21.csv.gz", "areas-lsoa21-lad24", 33_755),
        ("lsoa-change", "lookup_lsoa11_lsoa21.csv.gz", "lsoa-change-2011-2021", 33_855),
        ("population", "imd2019_lsoa11.csv.gz", "population-lsoa11-mid2020", 32_844),
        ("population", "imd2025_lsoa21.csv.gz", "population-lsoa21-census2021", 33_755),
        ("ethnicity", "census2021_ethnic5_lsoa21.csv.gz", "ethnicity-census-2021", 33_755),
        ("postcodes", "onspd_shaped_sample.csv", "postcodes-2023-05", 207),
        ("postcodes", "postcode_lsoa21_sample.csv.gz", "postcodes-undated", 5_000),
    ] {
        let Some(file) = shared(&format!("reference/{file}")) else { return };
        let place = Workplace::new();
        let kept = add(&place.references(), kind, &file, TODAY).unwrap();
        assert_eq!((kept.edition.as_str(), kept.rows), (edition, rows));
        assert_eq!(list(&place.references()).unwrap(), [kept]);
    }
}

#[test]
fn a_look_up_of_another_kind_or_edition_is_refused() {
    let check = |kind: &str, text: &str, says: &str| {
        let refused = refused(kind, text);
        assert!(refused.ends_with(says), "{kind}: {refused}");
    };
    check("areas", "area,decile\n", "it has no column with the codes of areas, like lsoa21cd");
    check("areas", "lad24cd,lad24nm\n", "it has areas of one level, and not those they lie in");
    check(
        "areas",
        "lsoa11cd,chgind,lsoa21cd,lad22cd\n",
        "it has lsoa11 and lsoa21, which are of one level: changes of areas are added as lsoa-change",
    );
    let lads = "lad24cd,rgn24cd,rgn24nm\nE06000001,E12000001,North East\n";
    check("areas", lads, "it has 1 areas of England and not 296");
    check("areas", &lads.replace("E12", "E54"), "in row 1, E54000001 is not of the level rgn24");
    let twice = format!("{lads}E06000001,E12000001,North East\n");
    check("areas", &twice, "row 2 has the area E06000001 a second time");
    let renamed = format!("{lads}E06000002,E12000001,North\n");
    check("areas", &renamed, "in row 2, E12000001 is “North”, and “North East” before");
    let change = "lsoa11cd,chgind,lsoa21cd\nE01000001,U,E01000001\n";
    check("lsoa-change", change, "it has 1 areas of 2011 and not 32844");
    let says = "E01000001 to E01000001 is there a second time";
    check("lsoa-change", &format!("{change}E01000001,U,E01000001\n"), says);
    check("lsoa-change", &change.replace(",U,", ",Q,"), "like U, S, M or X");
    check("lsoa-change", "lsoa11cd,lsoa21cd\n", "it has no column chgind");
    let ethnicity = "lsoa21cd,total,white,mixed,asian,black,other\nE01000001,9,5,1,1,1,1\n";
    check("ethnicity", ethnicity, "it has 1 areas of England and not 33755");
    let says = "in row 1, the groups of E01000001 are 9 and not its 10";
    check("ethnicity", &ethnicity.replace(",9,", ",10,"), says);
    check("ethnicity", &ethnicity.replace(",9,", ",-9,"), "“-9” is not a count, like 1474");
    check(
        "population",
        "lsoa21cd,name\n",
        "it has no column population and no column f0 and no column m0",
    );
    let both = "lad24cd,sex,age,population\nE06000001,F,0-4,10\nE06000001,2,0-4,11\n";
    check("population", both, "row 2 has the area E06000001 a second time");
    let two = "lad24cd,year,population\nE06000001,2022,10\nE06000002,2023,11\n";
    check("population", two, "in row 2, “2023” is another year than “2022”");
}

#[test]
fn organisations_are_read_from_each_report_that_is_published_of_them() {
    let add = |text: &str| {
        let place = Workplace::new();
        let file = place.file("look-up.csv", text);
        let kept = add(&place.references(), "ods", &file, TODAY);
        kept.map(|kept| {
            (
                kept.edition.clone(),
                place.read(&format!("reference/{}/organisations.csv", kept.edition)),
            )
        })
        .map_err(|error| error.to_string())
    };
    let ours = "code,name,opened,closed,successor,succeeded\nRAA,\"Old, Trust\",20000401,2010-03-31,RBB,20100401\nRBB,New Trust,20100401,,,\n";
    let (edition, kept) = add(ours).unwrap();
    assert_eq!(edition, "ods-2010-04-01");
    assert_eq!(
        kept,
        "code,name,opened,closed,successor,succeeded\nRAA,\"Old, Trust\",2000-04-01,2010-03-31,,\nRBB,New Trust,2010-04-01,,,\nRAA,,,,RBB,2010-04-01\n"
    );
    let report = |code: &str, opened: &str| {
        format!("{code},A Practice,Y60,QMF,a,b,c,d,e,GL1 1AA,{opened},,A,B{}\n", ",".repeat(13))
    };
    let (edition, kept) =
        add(&(report("A81001", "19740401") + &report("A81002", "19740501"))).unwrap();
    assert_eq!(edition, "ods-1974-05-01");
    assert!(kept.contains("A81001,A Practice,1974-04-01,,,\n"), "{kept}");
    let (edition, kept) = add("5AA,07G,R,20130401,1\n5AB,07G,R,20130401,1\n").unwrap();
    assert_eq!(edition, "ods-successors-2013-04-01");
    assert!(kept.ends_with("5AA,,,,07G,2013-04-01\n5AB,,,,07G,2013-04-01\n"), "{kept}");
    let check = |text: &str, says: &str| {
        let refused = add(text).unwrap_err();
        assert!(refused.ends_with(says), "{refused}");
    };
    check("a,b\n1,2\n", "it has no column code");
    check(&ours.replace("RBB,New", "RAA,New"), "RAA is there a second time");
    check(&ours.replace("20000401", "soon"), "in row 1, “soon” is not a day, like 2020-04-01");
    check(&ours.replace(",,,\n", ",,RAA,20110401\n"), "RAA follows itself");
    check("code,name\n", "it has no organisations");
}

#[test]
fn a_compressed_look_up_that_was_cut_short_is_named() {
    use std::io::Write;
    let mut zipped = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    zipped.write_all(b"area,decile\n").unwrap();
    for number in 0..50_000 {
        writeln!(zipped, "E01{number:06},{}", number % 10 + 1).unwrap();
    }
    let whole = zipped.finish().unwrap();
    for length in [20, whole.len() / 2, whole.len() - 4] {
        let place = Workplace::new();
        let file = place.file("areas.csv.gz", &whole[..length]);
        let says = add(&place.references(), "imd-invented", &file, TODAY).unwrap_err().to_string();
        let expected = "“areas.csv.gz” is compressed and ends before it is complete: copy it again";
        assert_eq!(says, expected);
        assert!(list(&place.references()).unwrap().is_empty());
    }
}

/// An extract of visits, in which each place and site is there that many times.
pub(crate) fn visits(rows: &[(&str, &str, usize)]) -> String {
    let mut text =
        "pseudo_id,lsoa11cd,provider,ethnic_category,sex,age,event_date,pathway,attended\n"
            .to_owned();
    for (place, site, times) in rows {
        for time in 0..*times {
            writeln!(text, "P1,{place},{site},A,1,34,2024-05-01,CLINIC,{}", time % 2).unwrap();
        }
    }
    text
}

pub(crate) fn groups(outcome: &evidence::Outcome, breakdown: &str) -> Vec<String> {
    let one = outcome.released.iter().map(disclosure::Released::get);
    let mut found = one.filter(|one| one.subject.breakdown.to_string() == breakdown);
    let row = |row: &disclosure::Row| match row.cell {
        disclosure::Cell::Shown { denominator, .. } => format!("{} {denominator}", row.group),
        disclosure::Cell::Published { .. } | disclosure::Cell::Hidden { .. } => row.group.clone(),
    };
    found.next().unwrap().rows.iter().map(row).collect()
}

#[test]
fn records_are_divided_by_the_district_and_the_board_in_which_their_place_lies() {
    let Some(deprivation) = shared("reference/imd2025_lsoa21.csv.gz") else { return };
    let Some(boards) = shared("reference/lookup_lsoa21_sicbl24_icb24.csv.gz") else { return };
    let place = Workplace::new();
    let visits = visits(&[
        ("E01000001", "X", 40),
        ("E01000002", "X", 60),
        ("E01022350", "X", 50),
        ("", "X", 20),
    ]);
    let visits = place.file("visits.csv", visits);
    let definition = crate::build::CLINIC
        .replace("imd-invented", "imd-2025")
        .replace("breakdowns = [", "breakdowns = [\"area\", \"icb\", ");
    add(&place.references(), "imd-2025", &deprivation, TODAY).unwrap();
    let says = place.run(&definition, std::slice::from_ref(&visits)).unwrap_err().to_string();
    assert_eq!(
        says,
        "no look-up “areas-lsoa21-lad” is kept: add it with “fairlead reference add areas FILE”"
    );
    add(&place.references(), "areas", &deprivation, TODAY).unwrap();
    add(&place.references(), "areas", &boards, TODAY).unwrap();
    let outcome = place.run(&definition, &[visits]).unwrap();
    assert_eq!(groups(&outcome, "area")[0], "City of London 100");
    assert_eq!(groups(&outcome, "area").len(), 3);
    assert_eq!(groups(&outcome, "area")[2], "unknown 20");
    assert!(
        groups(&outcome, "icb")
            .contains(&"NHS North East London Integrated Care Board 100".to_owned())
    );
    assert_eq!(outcome.record.editions["area"].edition, "areas-lsoa21-lad24");
    assert_eq!(outcome.record.editions["icb"].edition, "areas-lsoa21-sicbl24-icb24");
}

#[test]
fn residents_of_an_area_are_those_of_its_small_areas() {
    let Some(small) = shared("reference/imd2025_lsoa21.csv.gz") else { return };
    let Some(boards) = shared("reference/lookup_lsoa21_sicbl24_icb24.csv.gz") else { return };
    let place = Workplace::new();
    let of = |code: &str| {
        let policy = crate::build::local();
        let found = evidence::reference::residents(&place.references(), (code, code), &policy);
        found.unwrap().map(|of| (of.edition, of.total.get()[0].count, of.by_sex_and_age.is_some()))
    };
    add(&place.references(), "population", &small, TODAY).unwrap();
    assert_eq!(of("E54000043"), None, "nothing says which areas lie there");
    add(&place.references(), "areas", &small, TODAY).unwrap();
    add(&place.references(), "areas", &boards, TODAY).unwrap();
    let edition = "population-lsoa21-census2021".to_owned();
    // Census 2021: 645,096 in the board of Gloucestershire, 90,824 in the Cotswold district.
    assert_eq!(of("E54000043"), Some((edition.clone(), Some(645_095), false)));
    assert_eq!(of("E07000079"), Some((edition.clone(), Some(90_825), false)));
    assert_eq!(of("E01000001"), Some((edition, Some(1_475), false)));
    assert_eq!(of("E07999999"), None);
    let file = "lad25cd,sex,age,population\nE07000079,M,0-15,10\nE07000079,F,0-15,20\n";
    add(&place.references(), "population", &place.file("ages.csv", file), TODAY).unwrap();
    assert_eq!(of("E07000079").unwrap().0, "population-lsoa21-census2021");
    let file = file.replace("0-15", "0-4");
    add(&place.references(), "population", &place.file("ages.csv", file), TODAY).unwrap();
    assert_eq!(of("E07000079"), Some(("population-lad25".to_owned(), Some(30), true)));
}

#[test]
fn a_merged_trust_is_counted_with_the_one_that_followed_it() {
    let place = Workplace::of_region(1, 10);
    let ours = "code,name,opened,closed,successor,succeeded\nRAA,Old Trust,20000401,20230331,RBB,20230401\nRBB,New Trust,20100401,,,\nRCC,Trust That Will Be Merged,20100401,,RBB,20260602\n";
    let ours = place.file("ods.csv", ours);
    let kept = add(&place.references(), "ods", &ours, TODAY).unwrap();
    assert_eq!(kept.edition, "ods-2026-06-02");
    let visits = visits(&[
        ("E01900001", "RAA", 40),
        ("E01900002", "RBB", 60),
        ("E01900003", "Clinic", 20),
        ("E01900003", "RCC", 30),
    ]);
    let visits = place.file("visits.csv", visits);
    let definition = crate::build::CLINIC
        .replace("date = ", "site = \"provider\"\ndate = ")
        .replace("breakdowns = [", "breakdowns = [\"site\", ");
    let of = |definition: &str| place.run(definition, std::slice::from_ref(&visits)).unwrap();
    assert_eq!(
        groups(&of(&definition), "site"),
        ["Clinic 20", "RAA 40", "RBB 60", "RCC 30", "unknown"]
    );
    let outcome = of(&(definition + "ods = \"ods-2026-06-02\"\n"));
    // Today is the day before the second takeover.
    assert_eq!(groups(&outcome, "site"), ["Clinic 20", "RBB 100", "RCC 30", "unknown"]);
    assert_eq!(outcome.record.editions["ods"].edition, "ods-2026-06-02");
    assert_eq!(outcome.record.organisations_as_at, Some(TODAY));
    assert_eq!(outcome.quality.sites.len(), 3);
}

#[test]
fn an_extract_of_2011_is_counted_by_the_areas_of_2021_where_these_are_known() {
    let Some(deprivation) = shared("reference/imd2025_lsoa21.csv.gz") else { return };
    let Some(changes) = shared("reference/lookup_lsoa11_lsoa21.csv.gz") else { return };
    let place = Workplace::new();
    add(&place.references(), "imd-2025", &deprivation, TODAY).unwrap();
    // One that is the same, two that were put together, and one that was split.
    let rows = [("E01000001", 40), ("E01000852", 50), ("E01000854", 60), ("E01000010", 20)];
    let rows = rows.map(|(area, times)| (area, "X", times));
    let extract = place.file("visits.csv", visits(&rows));
    let definition = crate::build::CLINIC.replace("imd-invented", "imd-2025");
    let run = |text: &str| place.run(text, std::slice::from_ref(&extract));
    let says = run(&definition).unwrap_err().to_string();
    let mend = "lsoa_change = \"lsoa-change-2011-2021\"";
    assert!(says.contains("use imd-2019 for this extract") && says.contains(mend), "{says}");
    let definition = format!("{definition}{mend}\n");
    let says = run(&definition).unwrap_err().to_string();
    assert!(says.ends_with("add it with “fairlead reference add lsoa-change FILE”"), "{says}");
    add(&place.references(), "lsoa-change", &changes, TODAY).unwrap();
    let outcome = run(&definition).unwrap();
    let kept = place.read("reference/imd-2025/areas.csv");
    let fifth = |area: &str| {
        let line = kept.lines().find(|line| line.starts_with(area)).unwrap();
        line.split(',').nth(1).unwrap().parse::<usize>().unwrap().div_ceil(2)
    };
    let mut expected = [0; 5];
    expected[fifth("E01000001") - 1] += 40;
    expected[fifth("E01035711") - 1] += 110;
    let shown = groups(&outcome, "deprivation");
    for (at, count) in expected.iter().enumerate().filter(|(_, count)| **count > 0) {
        assert_eq!(shown[at], format!("{} {count}", at + 1));
    }
    assert_eq!(shown[5], "unknown 20");
    let split = outcome.quality.overall.place.iter().find(|of| of.of.contains("was split"));
    assert_eq!(split.unwrap().count, Some(20));
    assert_eq!(outcome.record.editions["lsoa_change"].edition, "lsoa-change-2011-2021");
    let editions = &outcome.released[0].get().subject.provenance.editions;
    assert_eq!(editions["lsoa_change"], "lsoa-change-2011-2021", "so that its caveat is printed");
    let says = run(&definition.replace("imd-2025", "imd-2019")).unwrap_err().to_string();
    assert!(says.contains("imd-2019"), "{says}");
}
