//! A record's place may be a postcode.

use std::fmt::Write as _;

use evidence::reference::add;
use evidence::{Error, Outcome};

use crate::build::{CLINIC, TODAY, Workplace, shared};

const HEADER: &str = "pcds,dointr,doterm,ctry,lsoa11,lsoa21\n";
/// A directory of the invented region.
const DIRECTORY: &str = "GL1 1AA,198001,,E92000001,E01900001,E01900001
GL1 1AB,198001,,E92000001,E01900002,E01900002
GL1 1AC,198001,199606,E92000001,E01900002,E01900002
AB1 0DR,198001,199606,S92000003,S01006513,
JE2 4WD,198001,,L93000001,L99999999,L99999999
GL1 1AD,202505,,E92000001,,
";

fn directory(place: &Workplace, text: &str) -> Result<String, Error> {
    let file = place.file("directory.csv", format!("{HEADER}{text}"));
    Ok(add(&place.references(), "postcodes", &file, TODAY)?.edition)
}

fn definition() -> String {
    CLINIC.replace("\"lsoa11cd\"", "\"postcode\"")
}

/// An extract in which each place is there that many times.
fn extract(places: &[(&str, usize)]) -> String {
    let mut text =
        "pseudo_id,postcode,ethnic_category,sex,age,event_date,pathway,attended\n".to_owned();
    for (place, times) in places {
        for time in 0..*times {
            writeln!(text, "P1,{place},A,1,34,2024-05-01,CLINIC,{}", time % 2).unwrap();
        }
    }
    text
}

fn shown(outcome: &Outcome) -> Vec<(String, Option<u64>)> {
    let place = &outcome.quality.overall.place;
    place.iter().map(|count| (count.of.clone(), count.count)).collect()
}

#[test]
fn every_postcode_is_found_or_counted_under_the_reason_why_not() {
    let place = Workplace::of_region(1, 10);
    assert_eq!(directory(&place, DIRECTORY).unwrap(), "postcodes-2025-05");
    let text = extract(&[
        ("GL1 1AA", 100),
        ("gl11ab", 100),
        ("E01900003", 100),
        ("GL1 1AC", 20),
        ("", 25),
        ("unknown", 30),
        ("ZZ99 3VZ", 35),
        ("ZZ99 3WZ", 40),
        ("AB1 0DR", 20),
        ("JE2 4WD", 15),
        ("W01000001", 10),
        ("GL1 1AD", 20),
        ("GL1 1AE", 30),
    ]);
    let file = place.file("visits.csv", text);
    let outcome = place.run(&definition(), &[file]).unwrap();
    let expected = [
        ("matched", Some(300)),
        ("matched by a postcode that has ended", Some(20)),
        ("blank", Some(25)),
        ("not an LSOA code or a postcode", Some(30)),
        ("no fixed abode (ZZ99 3VZ)", Some(35)),
        ("no known address (other ZZ99)", Some(40)),
        ("not in England", Some(45)),
        ("not in the look-up", Some(50)),
        ("an area of another census", Some(0)),
        ("an area of 2011 that was split", Some(0)),
        ("a postcode, and no directory is kept", Some(0)),
    ];
    assert_eq!(shown(&outcome), expected.map(|(name, count)| (name.to_owned(), count)));
    assert_eq!(outcome.record.editions["postcodes"].edition, "postcodes-2025-05");
    let unmatched: Vec<Option<u64>> =
        outcome.record.rows_unmatched.iter().map(|count| count.count).collect();
    assert_eq!(unmatched, expected[2..].iter().map(|(_, count)| *count).collect::<Vec<_>>());
    let provenance = &outcome.released[0].get().subject.provenance;
    assert_eq!(provenance.editions["postcodes"], "postcodes-2025-05");
}

#[test]
fn a_postcode_leads_where_its_area_does() {
    let Some(sample) = shared("reference/postcode_lsoa21_sample.csv.gz") else { return };
    let Some(deprivation) = shared("reference/imd2025_lsoa21.csv.gz") else { return };
    let place = Workplace::new();
    add(&place.references(), "imd-2025", &deprivation, TODAY).unwrap();
    add(&place.references(), "postcodes", &sample, TODAY).unwrap();
    let table = std::fs::File::open(sample).map(flate2::read::GzDecoder::new).unwrap();
    let (mut by_area, mut by_postcode) = (extract(&[]), extract(&[]));
    for (row, record) in csv::Reader::from_reader(table).records().enumerate() {
        let record = record.unwrap();
        let rest = format!("A,{},34,2024-05-01,CLINIC,{}", row % 2 + 1, u8::from(row % 3 == 0));
        writeln!(by_area, "P1,{},{rest}", &record[4]).unwrap();
        writeln!(by_postcode, "P1,{},{rest}", record[0].replace(' ', "")).unwrap();
    }
    let definition = definition().replace("imd-invented", "imd-2025");
    let released = |name: &str, text: &str| {
        let file = place.file(name, text);
        let outcome = place.run_into(&format!("of-{name}"), &definition, &[file]).unwrap();
        assert_eq!(shown(&outcome)[0], ("matched".to_owned(), Some(5_000)));
        place.read(&format!("of-{name}/released.csv"))
    };
    assert_eq!(released("areas", &by_area), released("postcodes", &by_postcode));
}

#[test]
fn postcodes_without_a_directory_of_their_census_are_an_error_with_its_mend() {
    let place = Workplace::of_region(1, 10);
    let file = place.file("visits.csv", extract(&[("GL1 1AA", 20)]));
    let says = |definition: &str| {
        place.run(definition, std::slice::from_ref(&file)).unwrap_err().to_string()
    };
    assert_eq!(
        says(&definition()),
        "“postcode” holds postcodes, and no directory is kept that leads from them to the areas of imd-invented: add the directory of the Office for National Statistics with “fairlead reference add postcodes FILE”"
    );
    let named = |edition: &str| definition() + &format!("postcodes = \"{edition}\"\n");
    assert_eq!(
        says(&named("postcodes-2025-08")),
        "no look-up “postcodes-2025-08” is kept: add it with “fairlead reference add postcodes FILE”"
    );
    directory(&place, DIRECTORY).unwrap();
    let path = place.path("reference/postcodes-2025-05/postcodes.csv");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replace("900001", "900002")).unwrap();
    assert_eq!(
        says(&definition()),
        "the kept look-up “postcodes-2025-05” is not what was added: add it again with “fairlead reference add postcodes FILE”"
    );
}

#[test]
fn a_directory_of_areas_of_another_census_is_an_error_with_its_mend() {
    let Some(deprivation) = shared("reference/imd2019_lsoa11.csv.gz") else { return };
    let place = Workplace::new();
    add(&place.references(), "imd-2019", &deprivation, TODAY).unwrap();
    let text = "pcds,dointr,lsoa21\nGL1 1AA,202505,E01022349\n";
    let file = place.file("directory.csv", text);
    add(&place.references(), "postcodes", &file, TODAY).unwrap();
    let file = place.file("visits.csv", extract(&[("GL1 1AA", 20)]));
    let definition = definition().replace("imd-invented", "imd-2019");
    let refused = |definition: &str| {
        place.run(definition, std::slice::from_ref(&file)).unwrap_err().to_string()
    };
    assert!(refused(&definition).contains("no directory is kept that leads from them"));
    assert_eq!(
        refused(&(definition + "postcodes = \"postcodes-2025-05\"\n")),
        "postcodes-2025-05 leads to no area of the 2011 census: use imd-2025 for this extract, or add a directory with its areas of 2011"
    );
}

#[test]
fn what_is_not_a_directory_of_postcodes_is_refused_by_row() {
    let check = |text: &str, says: &str| {
        let refused = directory(&Workplace::new(), text).unwrap_err().to_string();
        assert!(refused.ends_with(says), "{refused}");
    };
    let one = "GL1 1AA,198001,,E92000001,E01900001,E01900001\n";
    check(
        &format!("{one}{}", one.replace(' ', "")),
        "row 2 has the postcode GL1 1AA a second time",
    );
    check("GL1,198001,,E92000001,,\n", "in row 1, “GL1” is not a postcode, like GL1 1AA");
    check(&one.replace("198001", "198013"), "in row 1, “198013” is not a month, like 202306");
    check("AB1 0DR,198001,,S92000003,,\n", "none of its postcodes is in an area of England");
    check("", "none of its postcodes is in an area of England");
    let place = Workplace::new();
    let file = place.file("directory.csv", "pcds,lat,long\nGL1 1AA,1,2\n");
    let says = add(&place.references(), "postcodes", &file, TODAY).unwrap_err().to_string();
    assert!(says.ends_with("it has no column lsoa11 and no column lsoa21"), "{says}");
}
