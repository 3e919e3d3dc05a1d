//! The answer of a cluster is that of one machine, to the last digit.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use datafusion::dataframe::DataFrameWriteOptions;
use datafusion::prelude::{CsvReadOptions, SessionContext};
use evidence::synthetic;

use crate::harness::{CLINIC, Cluster, Workplace, until};

/// Runs an indicator here and there, and holds the two answers side by side.
fn compare(
    place: &Workplace,
    cluster: &Cluster,
    name: &str,
    definition: &str,
    extracts: &[PathBuf],
) {
    let (here, there) = (format!("here-{name}"), format!("there-{name}"));
    let outcomes =
        (place.here(&here, definition, extracts), place.on(cluster, &there, definition, extracts));
    assert_eq!(outcomes, (Ok(()), Ok(())), "{name}");
    for ((file, one), (_, other)) in place.answers(&here).into_iter().zip(place.answers(&there)) {
        assert!(one == other, "{name}: {file} is not the same");
    }
    assert_eq!(place.record(&here), place.record(&there), "{name}");
}

fn visits(seed: u64, rows: u32, areas: u32) -> Vec<u8> {
    let mut text = Vec::new();
    synthetic::extract(seed, rows, areas, &mut text).unwrap();
    text
}

fn parquet(place: &Workplace, from: &Path, name: &str) -> PathBuf {
    let path = place.path(name);
    let write = async {
        let context = SessionContext::new();
        let records =
            context.read_csv(from.to_str().unwrap(), CsvReadOptions::new()).await.unwrap();
        let options = DataFrameWriteOptions::new().with_single_file_output(true);
        records.write_parquet(path.to_str().unwrap(), options, None).await.unwrap();
    };
    tokio::runtime::Runtime::new().unwrap().block_on(write);
    path
}

/// Every indicator that ships, its look-ups and its place replaced by those of the invented region.
fn indicators() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/indicators");
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let key = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let text = fs::read_to_string(&path).unwrap();
        let lines = text.lines().map(|line| match line.split_once(" = ") {
            Some(("deprivation", _)) => "deprivation = \"imd-invented\"",
            Some(("population", _)) => "population = \"population-lsoa26-2025\"",
            Some(("of", _)) => "of = \"E54999001\"",
            _ => line,
        });
        all.push((key, lines.collect::<Vec<_>>().join("\n")));
    }
    all.sort();
    assert!(all.len() > 20);
    all
}

/// What rates for those who live in a place need besides.
const LOOK_UPS: [(&str, fn(u64, u32, &mut Vec<u8>) -> std::io::Result<()>); 2] =
    [("areas", synthetic::larger), ("population", synthetic::residents)];

#[test]
fn every_answer_is_that_of_one_machine() {
    let place = Workplace::of_region(7, 60);
    let cluster = Cluster::start(&[place.data(), place.data()]);

    let first = place.file("a visit's file.csv", visits(7, 30_000, 60));
    let second = place.file("more.csv", visits(8, 9_000, 60));
    let packed = parquet(&place, &first, "visits.parquet");
    compare(&place, &cluster, "csv", CLINIC, std::slice::from_ref(&first));
    compare(&place, &cluster, "files", CLINIC, &[first.clone(), second.clone()]);
    compare(&place, &cluster, "parquet", CLINIC, std::slice::from_ref(&packed));
    compare(&place, &cluster, "mixed", CLINIC, &[packed, second]);

    let directory = "pcds,dointr,doterm,ctry,lsoa11,lsoa21\n\
        GL1 1AA,198001,,E92000001,E01900001,E01900001\n\
        GL1 1AC,198001,199606,E92000001,E01900002,E01900002\n";
    place.add("postcodes", &place.file("directory.csv", directory));
    // A directory that no record asks is not one that the run used.
    let places = ["E01900003", "E01900004", ""];
    compare(&place, &cluster, "no-postcodes", CLINIC, &[of_places(&place, "codes.csv", &places)]);
    let places = ["GL1 1AA", "gl11ac", "E01900003", "GL9 9ZZ", "ZZ99 3VZ", "", "nowhere"];
    compare(&place, &cluster, "postcodes", CLINIC, &[of_places(&place, "postcodes.csv", &places)]);

    // Local quintiles travel as the place whose areas they are of.
    let line = |rank: u32| format!("E01{:06},{},{rank}\n", 900_000 + rank, rank.div_ceil(6));
    let ranked = format!("area,decile,rank\n{}", (1..=60).map(line).collect::<String>());
    place.add("imd-invented", &place.file("ranked.csv", ranked));
    let local = CLINIC.replace("\"deprivation\", ", "\"local_deprivation\", ");
    let local = local + "local_deprivation = \"all\"\n";
    compare(&place, &cluster, "local", &local, std::slice::from_ref(&first));

    for (kind, write) in LOOK_UPS {
        let mut text = Vec::new();
        write(7, 60, &mut text).unwrap();
        place.add(kind, &place.file(kind, &text));
    }
    for (key, definition) in indicators() {
        let indicator = programme::indicator::Indicator::from_toml(&definition).unwrap();
        let mut extract = Vec::new();
        synthetic::contract(&indicator, 5, 6_000, 60, &mut extract).unwrap();
        let extract = place.file(&format!("{key}.csv"), extract);
        compare(&place, &cluster, &key, &definition, &[extract]);
    }

    assert!(cluster.is_closed_to_others());
    until("what was counted is removed", || !cluster.has_counted_a_part());
}

/// An extract of visits at places, many times over.
fn of_places(place: &Workplace, name: &str, places: &[&str]) -> PathBuf {
    let mut text =
        "pseudo_id,lsoa11cd,ethnic_category,sex,age,event_date,pathway,attended\n".to_owned();
    for time in 0..1_400 {
        let at = places[time % places.len()];
        writeln!(
            text,
            "P1,{at},A,{},34,2024-05-01,CLINIC,{}",
            time % 2 + 1,
            u8::from(time % 3 > 0)
        )
        .unwrap();
    }
    place.file(name, text)
}

#[test]
fn what_is_wrong_with_an_extract_is_said_as_one_machine_says_it_and_nothing_is_left() {
    let place = Workplace::of_region(7, 60);
    let cluster = Cluster::start(&[place.data()]);
    let refused = |name: &str, definition: &str, extract: PathBuf| {
        let here = place.here("here", definition, std::slice::from_ref(&extract)).unwrap_err();
        let there = place.on(&cluster, "there", definition, &[extract]).unwrap_err();
        assert_eq!(there.trim(), here, "{name}");
        assert!(!place.path("there").exists(), "{name}");
    };
    let header = "pseudo_id,lsoa11cd,ethnic_category,sex,age,event_date,pathway,attended";
    let row = "P1,E01900001,A,1,34,2024-05-01,CLINIC,1";
    let with = |bad: &str| {
        place.file("bad.csv", format!("{header}\n{}{bad}\n", format!("{row}\n").repeat(2_000)))
    };
    refused("fields", CLINIC, with("P2,E01900001,A,1,34,2024-05-01,CLINIC,1,secret"));
    refused("a date", CLINIC, with("P2,E01900001,A,1,34,a secret,CLINIC,1"));
    refused("columns", CLINIC, place.file("bare.csv", "secret\n1\n"));
    let postcodes = with("P2,GL1 1AA,A,1,34,2024-05-01,CLINIC,1");
    let named = format!("{CLINIC}postcodes = \"postcodes-2025-08\"\n");
    refused("a directory that is not kept", &named, postcodes);
    let once = format!("{CLINIC}[quality]\none_row_each = \"pseudo_id\"\n");
    refused("somebody twice", &once, with("a secret,E01900001,A,1,34,2024-05-01,CLINIC,1"));
    assert!(cluster.said().contains("executor at"), "what is said is read");
    assert!(!cluster.said().contains("secret"), "no content of an extract is ever said");
}

#[test]
fn what_cannot_be_read_in_parts_is_refused_in_words() {
    let place = Workplace::of_region(7, 60);
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packed, &visits(7, 100, 60)).unwrap();
    let file = place.file("visits.csv.gz", packed.finish().unwrap());
    let cluster = Cluster::start(&[place.data()]);
    let words = place.on(&cluster, "there", CLINIC, &[file]).unwrap_err();
    assert_eq!(
        words.trim(),
        "“visits.csv.gz” is compressed, so a cluster cannot read it in parts: unpack it, or convert it to Parquet"
    );
}

#[test]
fn a_look_up_with_other_bytes_or_none_is_refused_by_the_executor() {
    let place = Workplace::of_region(7, 60);
    let file = place.file("visits.csv", visits(7, 2_000, 60));
    // The same edition, of another region; and none at all.
    let (other, empty) = (Workplace::of_region(8, 60), tempfile::tempdir().unwrap());
    for (data, says) in [
        (
            other.data(),
            "the look-up “imd-invented” that another machine keeps is not the one of this run",
        ),
        (empty.path(), "no look-up “imd-invented” is kept"),
    ] {
        let cluster = Cluster::start(&[data]);
        let words = place.on(&cluster, "there", CLINIC, std::slice::from_ref(&file)).unwrap_err();
        assert!(words.contains(says), "{words}");
        assert!(!place.path("there").exists());
    }
}
