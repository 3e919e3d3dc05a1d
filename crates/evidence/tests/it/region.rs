//! The invented region, from its seed to the files a run leaves.

use std::fs;

use disclosure::{Cell, Published};
use evidence::reference::{add, areas, residents};
use evidence::{read_kept, synthetic};
use programme::indicator::People;

use crate::build::{CLINIC, TODAY, Workplace, local};

fn region(rows: u32) -> (Workplace, std::path::PathBuf) {
    let place = Workplace::of_region(7, 400);
    let mut text = Vec::new();
    synthetic::extract(7, rows, 400, &mut text).unwrap();
    let extract = place.file("visits with a space.csv", text);
    (place, extract)
}

fn of<'a>(
    released: &'a [disclosure::Released<Published>],
    period: &str,
    breakdown: &str,
) -> &'a Published {
    let is = |one: &&Published| {
        one.subject.period == period && one.subject.breakdown.to_string() == breakdown
    };
    released.iter().map(disclosure::Released::get).find(is).unwrap()
}

#[test]
fn the_planted_gap_is_found_and_narrows() {
    let (place, extract) = region(120_000);
    let outcome = place.run(CLINIC, &[extract]).unwrap();
    let [before, after] =
        ["2024/25", "2025/26"].map(|period| of(&outcome.released, period, "deprivation"));
    let [wide, narrow] = [before, after].map(|found| found.absolute_gap.clone().unwrap());
    assert!((wide.value - 0.076).abs() < 0.012, "{wide:?}");
    assert!(narrow.value < wide.value && narrow.lower > 0.03, "{narrow:?}");
    assert!(before.sii.as_ref().unwrap().upper < 0.0);
    let unmatched = before.rows.last().unwrap();
    assert_eq!(unmatched.group, "unknown");
    assert!(matches!(unmatched.cell, Cell::Shown { denominator: 300..=700, .. }), "{unmatched:?}");
    let quality = &outcome.quality.overall;
    assert!(quality.place_matched.is_some_and(|percent| (98.5..99.4).contains(&percent)));
    assert!(quality.ethnicity_known.is_some_and(|percent| (90.0..94.0).contains(&percent)));
}

#[test]
fn which_people_are_counted_goes_with_every_finding_where_the_indicator_says_it() {
    let (place, extract) = region(5_000);
    let definition = format!("people = \"resident\"\n{CLINIC}");
    let outcome = place.run_into("said", &definition, std::slice::from_ref(&extract)).unwrap();
    let all = read_kept(&place.path("said")).unwrap().released;
    assert_eq!(all, outcome.released);
    assert!(!all.is_empty());
    let is_said = |one: &disclosure::Released<Published>| {
        one.get().subject.provenance.people == Some(People::Resident)
    };
    assert!(all.iter().all(is_said));
    let unsaid = place.run_into("unsaid", CLINIC, std::slice::from_ref(&extract)).unwrap();
    assert!(unsaid.released.iter().all(|one| one.get().subject.provenance.people.is_none()));
    // What a finding was sealed with before is what it is sealed with now.
    assert!(!place.read("unsaid/sealed.jsonl").contains("\"people\""));
    let wrong = definition.replace("resident", "everyone");
    let says = place.run_into("wrong", &wrong, &[extract]).unwrap_err();
    let why = std::error::Error::source(&says).unwrap().to_string();
    assert!(why.contains("unknown variant `everyone`, expected `registered` or `resident`"));
}

#[test]
fn everything_that_was_released_is_written_and_reads_back() {
    let (place, extract) = region(30_000);
    let outcome = place.run(CLINIC, &[extract]).unwrap();
    let table = place.read("out/released.csv");
    let head = "indicator,period,breakdown,group,numerator,denominator,value,lower95,upper95,lower998,upper998,note";
    assert_eq!(table.lines().next(), Some(head));
    // Two years of everyone, 6 fifths, 6 groups, 4 sexes, 11 bands and 36 crossings.
    assert_eq!(table.lines().count(), 1 + 2 * (1 + 6 + 6 + 4 + 11 + 36));
    assert!(table.lines().skip(1).all(|line| line.ends_with("invented areas")));
    assert!(table.contains(",2024/25,deprivation,1,"));
    let kept = read_kept(&place.path("out")).unwrap();
    assert_eq!(kept.released, outcome.released);
    assert_eq!(kept.record, outcome.record);
    let gaps: serde_json::Value = serde_json::from_str(&place.read("out/gaps.json")).unwrap();
    assert_eq!(gaps["note"], "invented areas");
    let results = gaps["results"].as_array().unwrap();
    assert_eq!(results.len(), 12);
    let later = results
        .iter()
        .find(|result| result["period"] == "2025/26" && result["breakdown"] == "deprivation")
        .unwrap();
    assert!(later["absolute_gap"]["value"].as_f64().unwrap() > 3.0);
    assert_eq!(later["moved"]["since"], "2024/25");
    assert_eq!(later["moved"]["groups"].as_array().unwrap().len(), 6);
}

#[test]
fn the_same_request_leaves_the_same_bytes_but_for_the_seconds() {
    let (place, extract) = region(20_000);
    let mut zipped = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut zipped, &fs::read(&extract).unwrap()).unwrap();
    let first = place.run_into("first", CLINIC, std::slice::from_ref(&extract)).unwrap();
    let second = place.run_into("second", CLINIC, &[extract]).unwrap();
    for name in [
        "released.csv",
        "released.parquet",
        "gaps.json",
        "quality.json",
        "sealed.jsonl",
        "sealed-quality.json",
    ] {
        let bytes = |folder: &str| fs::read(place.path(folder).join(name)).unwrap();
        assert_eq!(bytes("first"), bytes("second"), "{name}");
    }
    assert_eq!(first.record.files, second.record.files);
    // Compressed, and under another name, it says the same but for the name and hash.
    let gz = place.file("visits.data", zipped.finish().unwrap());
    place.run_into("third", CLINIC, &[gz]).unwrap();
    assert_eq!(place.read("first/released.csv"), place.read("third/released.csv"));
    assert_eq!(place.read("first/quality.json"), place.read("third/quality.json"));
}

#[test]
fn several_extracts_are_counted_together() {
    let (place, extract) = region(10_000);
    let text = fs::read_to_string(&extract).unwrap();
    let (header, records) = text.split_once('\n').unwrap();
    let half = records.match_indices('\n').nth(4_999).unwrap().0 + 1;
    let (first, second) = records.split_at(half);
    let one = place.file("1.csv", format!("{header}\n{first}"));
    let two = place.file("2.csv", format!("\u{feff}{header}\r\n{}", second.replace('\n', "\r\n")));
    place.run_into("whole", CLINIC, &[extract]).unwrap();
    place.run_into("parts", CLINIC, &[one, two]).unwrap();
    assert_eq!(place.read("whole/released.csv"), place.read("parts/released.csv"));
}

#[test]
fn parquet_is_read_as_csv_is_and_holds_the_same_rows() {
    use datafusion::arrow::array::ArrayRef;
    use datafusion::arrow::datatypes::DataType;
    use datafusion::arrow::util::display::array_value_to_string;
    use datafusion::prelude::{CsvReadOptions, ParquetReadOptions, SessionContext};
    let (place, extract) = region(10_000);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let read = |path: std::path::PathBuf| async move {
        let context = SessionContext::new();
        let records = context
            .read_parquet(path.to_str().unwrap(), ParquetReadOptions::default())
            .await
            .unwrap();
        let mut rows: Vec<Vec<String>> = Vec::new();
        for batch in records.collect().await.unwrap() {
            let cell = |at, column: &ArrayRef| array_value_to_string(column, at).unwrap();
            let row = |at| batch.columns().iter().map(|column| cell(at, column)).collect();
            rows.extend((0..batch.num_rows()).map(row));
        }
        rows
    };
    let plain = place.file("visits.csv", fs::read(&extract).unwrap());
    runtime.block_on(async {
        let context = SessionContext::new();
        let records =
            context.read_csv(plain.to_str().unwrap(), CsvReadOptions::new()).await.unwrap();
        let fields = records.schema().fields().clone();
        assert!(fields.iter().any(|of| *of.data_type() == DataType::Date32), "{fields:?}");
    });
    let parquet = place.parquet(&plain, "visits.parquet");
    place.run_into("csv", CLINIC, &[extract]).unwrap();
    place.run_into("parquet", CLINIC, &[parquet]).unwrap();
    assert_eq!(place.read("csv/released.csv"), place.read("parquet/released.csv"));
    let rows = runtime.block_on(read(place.path("csv/released.parquet")));
    let csv = place.read("csv/released.csv");
    let mut csv = csv::Reader::from_reader(csv.as_bytes());
    let csv: Vec<csv::StringRecord> = csv.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), csv.len());
    let is_number = |cell: &str, held: &str| {
        cell.parse::<f64>().is_ok_and(|number| {
            held.parse::<f64>().is_ok_and(|held| held.total_cmp(&number).is_eq())
        })
    };
    for (row, csv) in rows.iter().zip(&csv) {
        for (held, cell) in row.iter().zip(csv) {
            let hides = cell == "*" && held.is_empty();
            assert!(hides || held == cell || is_number(cell, held), "{held} of {cell} in {csv:?}");
        }
    }
    assert!(csv.iter().any(|row| row.iter().any(|cell| cell == "*")), "something is hidden");
}

/// Keeps a look-up of the invented region, and gives its lines as they were written.
fn told(
    place: &Workplace,
    kind: &str,
    write: fn(u64, u32, &mut Vec<u8>) -> std::io::Result<()>,
) -> Vec<Vec<String>> {
    let mut text = Vec::new();
    write(7, 400, &mut text).unwrap();
    let mut again = Vec::new();
    write(7, 400, &mut again).unwrap();
    assert_eq!(text, again, "the same seed, the same bytes");
    let kept = add(&place.references(), kind, &place.file(kind, &text), TODAY).unwrap();
    assert!(kept.note.starts_with("invented areas"), "{kept:?}");
    let mut rows = csv::Reader::from_reader(text.as_slice());
    rows.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn those_who_live_in_the_invented_areas_are_plausible_and_told_as_invented() {
    let place = Workplace::of_region(7, 400);
    let people = told(&place, "population", synthetic::residents);
    let groups = told(&place, "ethnicity", synthetic::groups);
    let number = |text: &String| text.parse::<u64>().unwrap();
    assert_eq!((people.len(), groups.len()), (400, 400));
    let deprivation = place.read("reference/imd-invented/areas.csv");
    let (mut everyone, mut young, mut not_white) = ([0; 11], [0; 11], [0; 11]);
    for ((people, groups), area) in people.iter().zip(&groups).zip(deprivation.lines().skip(1)) {
        let mut area = area.split(',');
        assert_eq!([&people[0], &groups[0]], [area.next().unwrap(); 2]);
        let decile: usize = area.next().unwrap().parse().unwrap();
        let ages: Vec<u64> = people.iter().skip(2).map(number).collect();
        let all: u64 = ages.iter().sum();
        assert!((800..=3_000).contains(&all), "{all}");
        assert_eq!(number(&groups[1]), all, "the same people by another division");
        everyone[decile] += all;
        young[decile] += ages[..30].iter().chain(&ages[91..121]).sum::<u64>();
        not_white[decile] += all - number(&groups[2]);
    }
    let in_1000 = |of: [u64; 11], decile: usize| of[decile] * 1_000 / everyone[decile];
    assert!(in_1000(young, 1) > in_1000(young, 10) + 80, "{young:?}");
    assert!(in_1000(not_white, 1) > in_1000(not_white, 10) + 150, "{not_white:?}");
}

#[test]
fn the_invented_areas_lie_in_districts_and_boards_whose_residents_are_known() {
    let place = Workplace::of_region(7, 400);
    let policy = local();
    let found = |code: &str| residents(&place.references(), (code, code), &policy).unwrap();
    told(&place, "population", synthetic::residents);
    assert!(found("E54999001").is_none(), "nothing says which areas lie there");
    let lines = told(&place, "areas", synthetic::larger);
    assert_eq!(lines.len(), 400);
    let all = areas(&place.references()).unwrap();
    let board = &all["E54999001"];
    assert_eq!(board.name, "NHS Three Rivers Integrated Care Board");
    let within = all.values().filter(|area| area.lies_in.contains("E54999001"));
    let within: Vec<&str> = within.map(|area| area.code.as_str()).collect();
    let districts = ["E06999001", "E07999001", "E07999002", "E07999003", "E07999004"];
    assert_eq!(within, [&districts[..], &["E10999001"]].concat());
    // A unitary authority is one area, and does not lie in itself.
    let city = &all["E06999001"];
    let own = lines.iter().filter(|line| line[1] == "E06999001").count();
    assert_eq!((city.kind(), city.smallest), ("District", own));
    assert!(!city.lies_in.contains("E06999001"));
    let total = |code: &str| found(code).unwrap().total.get()[0].count.unwrap();
    let sum: u64 = districts.into_iter().map(total).sum();
    assert!(sum.abs_diff(total("E54999001")) < 20, "{sum}");
    let of = found("E07999001").unwrap();
    assert!(of.by_sex_and_age.is_some() && of.note.starts_with("invented areas"), "{of:?}");
}
