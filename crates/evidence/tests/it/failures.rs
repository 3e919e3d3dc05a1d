//! What stops a run is named, tells how to mend it, and quotes no record.

use std::io::Write;

use evidence::Error;

use crate::build::{CLINIC, Workplace};

pub(crate) const GOOD: &str =
    "pseudo_id,lsoa11cd,ethnic_category,sex,age,event_date,pathway,attended
P1,E01900001,A,1,34,2024-05-01,CLINIC,1
P2,E01900002,B,2,35,2024-05-02,CLINIC,0
";

fn says_of(definition: &str, extract: impl AsRef<[u8]>) -> String {
    let place = Workplace::of_region(1, 10);
    let file = place.file("visits.csv", extract);
    let error = place.run(definition, &[file]).unwrap_err();
    assert!(!place.path("out").exists(), "something was written");
    let mut says = error.to_string();
    let mut source = std::error::Error::source(&error);
    while let Some(cause) = source {
        says.extend([": ", &cause.to_string()]);
        source = cause.source();
    }
    says
}

fn says(extract: impl AsRef<[u8]>) -> String {
    says_of(CLINIC, extract)
}

#[test]
fn a_good_extract_runs() {
    let place = Workplace::of_region(1, 10);
    let file = place.file("visits.csv", GOOD);
    assert!(place.run(CLINIC, &[file]).is_ok());
}

#[test]
fn every_missing_column_is_listed_at_once() {
    let text = GOOD.replace("lsoa11cd", "area").replace("attended", "came").replace("age", "years");
    let expected = "“visits.csv” lacks “age”, “attended”, “lsoa11cd”: the indicator needs each by exactly that name";
    assert_eq!(says(text), expected);
}

#[test]
fn a_header_with_a_name_twice_is_refused() {
    let text = GOOD.replace("pathway,attended", "pathway,attended,age").replace(",1\n", ",1,34\n");
    assert_eq!(says(text), "“visits.csv” has more than one column named “age”: leave one of each");
}

#[test]
fn an_extract_without_records_is_refused() {
    let header = GOOD.lines().next().unwrap();
    for text in ["", header, &format!("{header}\n")] {
        assert!(!says(text).is_empty());
    }
    assert_eq!(says(format!("{header}\n")), "“visits.csv” has no records under its header");
    assert_eq!(says(""), "“visits.csv” has no records under its header");
}

#[test]
fn dates_that_cannot_be_read_are_counted_and_their_rows_named() {
    let text = GOOD.replace("2024-05-02", "Tuesday");
    let expected = "1 rows have no date in “event_date” that can be read, like 2024-03-31; the first are rows 2";
    assert_eq!(says(text), expected);
}

#[test]
fn a_compressed_extract_that_was_cut_short_is_named() {
    let mut zipped = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    zipped.write_all(GOOD.as_bytes()).unwrap();
    for row in 0..200_000 {
        writeln!(zipped, "P{row},E01900001,A,1,{},2024-05-01,CLINIC,1", row % 90).unwrap();
    }
    let whole = zipped.finish().unwrap();
    let expected = "“visits.csv” is compressed and ends before it is complete: copy it again";
    assert_eq!(says(&whole[..40]), expected);
    assert_eq!(says(&whole[..whole.len() / 2]), expected);
    assert_eq!(says(&whole[..whole.len() - 4]), expected);
}

#[test]
fn a_ragged_row_is_named_by_its_number() {
    let long = format!("{GOOD}P3,E01900001,A,1,34,2024-05-01,CLINIC,1,secret-extra\n");
    assert_eq!(
        says(long),
        "row 3 of “visits.csv” is not a row of 8 fields in UTF-8, as its header is"
    );
    let mut bytes = GOOD.as_bytes().to_vec();
    bytes.extend(b"P3,E01900001,A,1,34,2024-05-01,CL\xffNIC,1\n");
    assert_eq!(
        says(bytes),
        "row 3 of “visits.csv” is not a row of 8 fields in UTF-8, as its header is"
    );
}

#[test]
fn an_expression_that_fails_on_a_row_quotes_nothing_of_it() {
    let definition = CLINIC.replace("attended = 0", "cast(pseudo_id as int) = 0");
    let says = says_of(&definition, GOOD);
    assert!(!says.contains("P1") && !says.contains("P2"), "{says}");
    assert!(says.starts_with("the engine could not count the extract"), "{says}");
}

#[test]
fn what_the_indicator_may_not_ask_is_refused() {
    let check = |from: &str, to: &str, expected: &str| {
        let definition = CLINIC.replace(from, to);
        assert_ne!(definition, CLINIC, "{from}");
        let says = says_of(&definition, GOOD);
        assert!(says.contains(expected), "{says}");
    };
    check("attended = 0", "attended", "it is not true or false for a row");
    check("attended = 0", "came = 0", "lacks “came”");
    check("attended = 0", "attended = 0; select 1", "something follows it");
    check("attended = 0", "exists (select 1)", "is not allowed");
    check("standardise = \"none\"", "standardise = \"esp2013\"", "only rates are standardised");
    check("policy = \"local\"", "policy = \"none\"", "the policy “none”, but “local” was given");
    check("\"sex\", \"age\"", "\"site\"", "do not say which column is site");
    check("imd-invented", "imd-2019", "add it with “fairlead reference add imd-2019 FILE”");
    check("polarity", "polarities", "this is not an indicator file");
    check("'CLINIC'", "'NONE'", "no row of the extract counts");
}

#[test]
fn places_that_lead_nowhere_are_an_error_and_never_a_silent_unknown() {
    let says = says(GOOD.replace("E0190000", "E0100000"));
    assert!(
        says.starts_with("most records have a place that imd-invented does not hold"),
        "{says}"
    );
}

#[test]
fn a_folder_with_other_files_is_left_alone() {
    let place = Workplace::of_region(1, 10);
    let file = place.file("visits.csv", GOOD);
    std::fs::create_dir(place.path("out")).unwrap();
    place.file("out/letter.txt", "kept");
    let refused = place.run(CLINIC, std::slice::from_ref(&file));
    assert!(matches!(refused, Err(Error::Occupied { .. })), "{refused:?}");
    assert_eq!(place.read("out/letter.txt"), "kept");
    // An empty folder is taken, and so is that of an earlier run.
    std::fs::create_dir(place.path("new")).unwrap();
    for _ in 0..2 {
        place.run_into("new", CLINIC, std::slice::from_ref(&file)).unwrap();
    }
}

#[test]
fn a_run_that_was_changed_is_not_read_back() {
    let place = Workplace::of_region(1, 10);
    let file = place.file("visits.csv", GOOD);
    place.run(CLINIC, &[file]).unwrap();
    let sealed = place.read("out/sealed.jsonl");
    place.file("out/sealed.jsonl", sealed.replacen("local 1", "local 2", 1));
    let says = evidence::read_kept(&place.path("out")).unwrap_err().to_string();
    assert!(says.ends_with("is not a complete, unchanged run: sealed.jsonl was changed"), "{says}");
    let says = evidence::read_kept(&place.path("nowhere")).unwrap_err().to_string();
    assert!(says.ends_with("it has no run.json"), "{says}");
}
