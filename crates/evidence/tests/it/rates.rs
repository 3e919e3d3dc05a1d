//! Rates for those who live in a place, against an independent working from the same files.

use std::collections::BTreeMap;

use disclosure::{Cell, Hidden, Policy, Published, Released};
use evidence::reference::add;
use evidence::{Error, Outcome, Request, Step, run, synthetic};
use measure::standardised::{AgeBand, EUROPEAN_2013, dsr};
use measure::{Confidence, rate};
use programme::indicator::{People, ValueType};

use crate::build::{TODAY, Workplace, local};

const SEED: u64 = 7;
const AREAS: u32 = 120;

const MISSED: &str = r#"
key = "missed-visits"
title = "Clinic visits that were missed"
unit = "per-1000"
polarity = "lower-is-better"
source = "Golden records"
period = "financial-year"
numerator = "attended = 0"
breakdowns = ["deprivation", "sex", "age", "area", "ethnicity", "deprivation+sex"]
standardise = "none"
policy = "local"
[residents]
of = "E54999001"
[columns]
place = "lsoa11cd"
ethnicity = "ethnic_category"
sex = "sex"
age = "age"
date = "event_date"
[editions]
deprivation = "imd-invented"
population = "population-lsoa26-2025"
ethnicity = "ethnicity-census-2026"
"#;

fn unprotected() -> Policy {
    Policy::from_toml(include_str!("../../../../data/disclosure/internal-none.toml")).unwrap()
}

/// The tables of the invented region as they were written, by their kinds.
struct Region {
    place: Workplace,
    tables: BTreeMap<&'static str, Vec<BTreeMap<String, String>>>,
}

fn lines(text: &[u8]) -> Vec<BTreeMap<String, String>> {
    let mut rows = csv::Reader::from_reader(text);
    let header = rows.headers().unwrap().clone();
    let line = |row: csv::StringRecord| {
        header
            .iter()
            .zip(row.iter())
            .map(|(name, field)| (name.to_owned(), field.to_owned()))
            .collect()
    };
    rows.records().map(|row| line(row.unwrap())).collect()
}

impl Region {
    fn new(visits: u32) -> Self {
        type Write = fn(u64, u32, &mut Vec<u8>) -> std::io::Result<()>;
        let place = Workplace::new();
        let kept: [(&str, Write); 4] = [
            ("imd-invented", synthetic::areas),
            ("areas", synthetic::larger),
            ("population", synthetic::residents),
            ("ethnicity", synthetic::groups),
        ];
        let mut tables = BTreeMap::new();
        for (kind, write) in kept {
            let mut text = Vec::new();
            write(SEED, AREAS, &mut text).unwrap();
            add(&place.references(), kind, &place.file(kind, &text), TODAY).unwrap();
            tables.insert(kind, lines(&text));
        }
        let mut text = Vec::new();
        synthetic::extract(SEED, visits, AREAS, &mut text).unwrap();
        place.file("visits.csv", &text);
        tables.insert("visits", lines(&text));
        Self { place, tables }
    }

    fn run(&self, definition: &str, policy: &Policy) -> Result<Outcome, Error> {
        let definition = &definition.replace("\"local\"", &format!("\"{}\"", policy.name));
        let extracts = &[self.place.path("visits.csv")];
        let (references, output) = (&self.place.references(), &self.place.path("out"));
        let request =
            Request { definition, policy, extracts, references, output, threads: 2, today: TODAY };
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().unwrap();
        runtime.block_on(run(&request, &|_: Step| {}))
    }

    /// The fifth of each area of the board, worked out anew.
    fn fifths(&self) -> BTreeMap<&str, u32> {
        let within = self.tables["areas"].iter().filter(|line| line["icb26cd"] == "E54999001");
        let within: Vec<&str> = within.map(|line| line["lsoa26cd"].as_str()).collect();
        let fifth =
            |line: &BTreeMap<String, String>| line["decile"].parse::<u32>().unwrap().div_ceil(2);
        let all =
            self.tables["imd-invented"].iter().map(|line| (line["area"].as_str(), fifth(line)));
        all.filter(|(area, _)| within.contains(area)).collect()
    }

    /// Missed visits of 2024/25 and residents, by fifth and five years of age.
    fn by_fifth_and_age(&self) -> BTreeMap<(u32, usize), (u64, u64)> {
        let fifths = self.fifths();
        let mut counts: BTreeMap<(u32, usize), (u64, u64)> = BTreeMap::new();
        for visit in &self.tables["visits"] {
            let Some(fifth) = fifths.get(visit["lsoa11cd"].as_str()) else { continue };
            let is_one = visit["attended"] == "0" && visit["event_date"].as_str() < "2025-04-01";
            if let (true, Ok(age)) = (is_one, visit["age"].parse::<usize>()) {
                counts.entry((*fifth, (age / 5).min(18))).or_default().0 += 1;
            }
        }
        for line in &self.tables["population"] {
            let Some(fifth) = fifths.get(line["lsoa26cd"].as_str()) else { continue };
            for (name, count) in line {
                let Some(age) = name.strip_prefix(['f', 'm']) else { continue };
                let age: usize = age.parse().unwrap();
                let count: u64 = count.parse().unwrap();
                counts.entry((*fifth, (age / 5).min(18))).or_default().1 += count;
            }
        }
        counts
    }
}

fn of<'a>(outcome: &'a Outcome, breakdown: &str) -> &'a Published {
    let is_it = |one: &&Published| {
        one.subject.period == "2024/25" && one.subject.breakdown.to_string() == breakdown
    };
    outcome.released.iter().map(Released::get).find(is_it).unwrap()
}

fn shown(cell: &Cell) -> (u64, u64, [f64; 3]) {
    match cell {
        Cell::Shown { numerator, denominator, ninety5, .. } => {
            (*numerator, *denominator, [ninety5.value, ninety5.lower, ninety5.upper])
        }
        other @ (Cell::Published { .. } | Cell::Hidden { .. }) => panic!("{other:?}"),
    }
}

fn is_near(one: [f64; 3], other: [f64; 3]) -> bool {
    one.iter().zip(other).all(|(one, other)| (one - other).abs() < 1e-8)
}

fn as_f64(count: u64) -> f64 {
    f64::from(u32::try_from(count).unwrap())
}

#[test]
fn a_rate_is_of_events_for_all_who_live_there() {
    let region = Region::new(40_000);
    let outcome = region.run(MISSED, &unprotected()).unwrap();
    let counts = region.by_fifth_and_age();
    let by_fifth = of(&outcome, "deprivation");
    assert_eq!(by_fifth.subject.value_type, ValueType::CrudeRate);
    assert_eq!(by_fifth.subject.provenance.people, Some(People::Resident));
    let place = &by_fifth.subject.provenance.editions["residents"];
    assert!(place.starts_with("NHS Three Rivers Integrated Care Board (E54999001), "), "{place}");
    for fifth in 1..=5 {
        let parts = counts.iter().filter(|((of, _), _)| *of == fifth);
        let (events, residents) = parts.fold((0, 0), |sum, (_, of)| (sum.0 + of.0, sum.1 + of.1));
        let row = &by_fifth.rows[usize::try_from(fifth).unwrap() - 1];
        let found = rate(events, as_f64(residents), Confidence::Ninety5).unwrap();
        let (numerator, denominator, values) = shown(&row.cell);
        assert_eq!(denominator, residents);
        // Whose age cannot be read is in no age, but is in the fifth.
        assert!(numerator >= events && numerator - events < 40, "{numerator} and {events}");
        assert!((values[0] - found.value).abs() < 0.002);
    }
    // However people are divided, all who live there are in the groups, and so are all events.
    let total = |published: &Published| {
        let counts = published.rows.iter().map(|row| row.cell.counts());
        counts.fold((0, 0), |sum, of| {
            (sum.0 + of.numerator.unwrap(), sum.1 + of.denominator.unwrap())
        })
    };
    let all = total(by_fifth);
    for breakdown in ["sex", "age", "area", "deprivation+sex"] {
        assert_eq!(total(of(&outcome, breakdown)), all, "{breakdown}");
    }
    // The census counts the same people, in this region.
    assert_eq!(total(of(&outcome, "ethnicity")), all);
    let districts: Vec<&str> =
        of(&outcome, "area").rows.iter().map(|row| row.group.as_str()).collect();
    assert_eq!(
        districts,
        ["Alderbrook", "Marlhope", "Osierfield", "Tarnwick", "Wyburn", "unknown"]
    );
    let nowhere = &by_fifth.rows[5].cell;
    assert!(
        matches!(
            nowhere,
            Cell::Hidden { why: Hidden::NoResidents, numerator: Some(1..), denominator: Some(0) }
        ),
        "{nowhere:?}"
    );
}

#[test]
fn a_standardised_rate_is_that_of_the_measure_over_the_events_by_age() {
    let region = Region::new(60_000);
    let definition = MISSED
        .replace("\"none\"", "\"esp2013\"")
        .replace("\"sex\", \"age\", \"area\", \"ethnicity\", ", "");
    let exact = region.run(&definition, &unprotected()).unwrap();
    let counts = region.by_fifth_and_age();
    let bands = |of: &dyn Fn(usize) -> (u64, u64)| -> Vec<AgeBand> {
        let band = |(age, standard)| {
            let (events, residents) = of(age);
            AgeBand::new(events, as_f64(residents), standard)
        };
        (0..).zip(EUROPEAN_2013).map(band).collect()
    };
    let found = of(&exact, "deprivation");
    assert_eq!(found.subject.value_type, ValueType::StandardisedRate);
    for (row, fifth) in found.rows.iter().zip(1..=5) {
        let expected = dsr(&bands(&|age| counts[&(fifth, age)])).unwrap();
        let estimate = expected.estimate(Confidence::Ninety5);
        let (events, _, values) = shown(&row.cell);
        assert_eq!(events, expected.events());
        assert!(is_near(values, [estimate.value, estimate.lower, estimate.upper]), "{values:?}");
    }
    assert!(found.absolute_gap.is_ok() && found.relative_gap.is_ok() && found.sii.is_ok());
    // Under the policy, whoever has the file can work the rate out again from the counts in it.
    let local = region.run(&definition, &local()).unwrap();
    let by_age = of(&local, "deprivation+quinary_age");
    assert_eq!(by_age.subject.value_type, ValueType::CrudeRate);
    let mut is_any_shown = false;
    for (row, fifth) in of(&local, "deprivation").rows.iter().zip(1..=5) {
        let Cell::Shown { ninety5, numerator, .. } = &row.cell else { continue };
        is_any_shown = true;
        let again = bands(&|age| {
            let cell = &by_age.rows[(fifth - 1) * 20 + age].cell;
            let counts = cell.counts();
            (counts.numerator.unwrap_or(4), counts.denominator.unwrap())
        });
        let again = dsr(&again).unwrap();
        let estimate = again.estimate(Confidence::Ninety5);
        assert_eq!(*numerator, again.events());
        let values = [ninety5.value, ninety5.lower, ninety5.upper];
        assert!(is_near(values, [estimate.value, estimate.lower, estimate.upper]), "{values:?}");
    }
    assert!(is_any_shown);
    let table = region.place.read("out/released.csv");
    assert!(table.contains("age-standardised (European Standard Population 2013)"));
    assert!(table.contains(",2024/25,deprivation+quinary_age,1 | 0-4,"));
    let quality = &local.quality.overall;
    assert!(quality.place_matched.is_some_and(|percent| percent > 97.0), "{quality:?}");
}

#[test]
fn only_those_of_the_ages_and_the_sex_are_counted_on_either_side() {
    let region = Region::new(40_000);
    let definition = MISSED
        .replace("[columns]", "ages = \"20-64\"\nsex = \"Female\"\n[columns]")
        .replace(", \"sex\", \"age\", \"area\", \"ethnicity\", \"deprivation+sex\"", ", \"age\"");
    let outcome = region.run(&definition, &unprotected()).unwrap();
    let fifths = region.fifths();
    let is_asked = |age: &str| age.parse::<u32>().is_ok_and(|age| (20..=64).contains(&age));
    let events = region.tables["visits"].iter().filter(|visit| {
        fifths.contains_key(visit["lsoa11cd"].as_str())
            && visit["attended"] == "0"
            && visit["sex"] == "2"
            && visit["event_date"].as_str() < "2025-04-01"
            && is_asked(&visit["age"])
    });
    let residents: u64 = region.tables["population"]
        .iter()
        .filter(|line| fifths.contains_key(line["lsoa26cd"].as_str()))
        .flat_map(|line| line.iter())
        .filter(|(name, _)| name.strip_prefix('f').is_some_and(is_asked))
        .map(|(_, count)| count.parse::<u64>().unwrap())
        .sum();
    let (numerator, denominator, _) = shown(&of(&outcome, "all").rows[0].cell);
    assert_eq!((numerator, denominator), (u64::try_from(events.count()).unwrap(), residents));
    let ages: Vec<(&str, u64)> = of(&outcome, "age")
        .rows
        .iter()
        .map(|row| (row.group.as_str(), row.cell.counts().denominator.unwrap()))
        .filter(|(_, residents)| *residents > 0)
        .collect();
    assert_eq!(
        ages.iter().map(|(age, _)| *age).collect::<Vec<_>>(),
        ["20-29", "30-39", "40-49", "50-59", "60-69"]
    );
}

#[test]
fn what_no_denominator_is_known_of_is_refused_with_the_mend() {
    let region = Region::new(500);
    let check = |from: &str, to: &str, says: &str| {
        let definition = MISSED.replace(from, to);
        assert_ne!(definition, MISSED);
        let refused = region.run(&definition, &local()).unwrap_err();
        let why = std::error::Error::source(&refused).map(ToString::to_string);
        let said = format!("{refused}: {}", why.unwrap_or_default());
        assert!(said.contains(says), "{said}");
    };
    check(
        "\"deprivation+sex\"",
        "\"site\"",
        "residents cannot be divided by site: nobody lives at a site",
    );
    check(
        "\"deprivation+sex\"",
        "\"ethnicity+sex\"",
        "ethnic groups are counted by area, and not by age or sex",
    );
    check("\"none\"", "\"esp2013\"", "a rate that is standardised for age is of all ages");
    check("\"none\"", "\"who\"", "unknown variant `who`, expected `none` or `esp2013`");
    check("standardise", "denominator = \"true\"\nstandardise", "or [residents] and a numerator");
    check(
        "standardise = \"none\"",
        "people = \"registered\"",
        "those who live in a place are residents",
    );
    check("E54999001", "E54000099", "says which lsoa areas lie in “E54000099”");
    check(
        "population = \"population-lsoa26-2025\"",
        "",
        "do not say which look-up counts them, like population",
    );
    check(
        "population-lsoa26-2025",
        "population-lsoa21-2025",
        "no look-up “population-lsoa21-2025” is kept",
    );
    check("population-lsoa26-2025", "ethnicity-census-2026", "is not a kind of look-up");
    check("[columns]", "sex = \"either\"\n[columns]", "look-ups count Female and Male");
    check(
        "[columns]",
        "ages = \"adults\"\n[columns]",
        "“adults” is not a range of ages, like 0-17 or 65+",
    );
    check("age = \"age\"\n", "", "its [columns] do not say which column is age");
}

#[test]
fn a_look_up_that_lacks_an_area_or_an_age_is_refused() {
    let region = Region::new(500);
    let mut short: Vec<&BTreeMap<String, String>> = region.tables["population"].iter().collect();
    let fifths = region.fifths();
    let lost =
        short.iter().position(|line| fifths.contains_key(line["lsoa26cd"].as_str())).unwrap();
    short.remove(lost);
    let of_bands = |lines: &[&BTreeMap<String, String>], bands: &[&str]| {
        let mut text = "lsoa26cd,year,sex,age,count\n".to_owned();
        for line in lines {
            for (sex, band) in
                ["Female", "Male"].iter().flat_map(|sex| bands.iter().map(move |band| (sex, band)))
            {
                text.extend([&line["lsoa26cd"], ",2025,", sex, ",", band, ",50\n"]);
            }
        }
        text
    };
    let fives: Vec<String> =
        (0..18).map(|at| format!("{}-{}", at * 5, at * 5 + 4)).chain(["90+".to_owned()]).collect();
    let fives: Vec<&str> = fives.iter().map(String::as_str).collect();
    let all: Vec<&BTreeMap<String, String>> = region.tables["population"].iter().collect();
    let check = |text: &str, definition: &str, says: &str| {
        let file = region.place.file("population.csv", text);
        add(&region.place.references(), "population", &file, TODAY).unwrap();
        match region.run(definition, &local()) {
            Ok(_) => assert_eq!(says, ""),
            Err(refused) => {
                assert!(!says.is_empty() && refused.to_string().contains(says), "{refused}");
            }
        }
    };
    let areas = fifths.len();
    check(&of_bands(&all, &fives), MISSED, "");
    check(
        &of_bands(&short, &fives),
        MISSED,
        &format!("it does not tell of 1 of the {areas} areas of the place"),
    );
    let children =
        MISSED.replace("[columns]", "ages = \"0-17\"\n[columns]").replace("\"ethnicity\", ", "");
    check(&of_bands(&all, &fives), &children, "it counts those aged 15-19 together");
    check(
        &of_bands(&all, &["0-15", "16-64", "65+"]),
        MISSED,
        "together, and they are not asked for together",
    );
    let everyone = |line: &&BTreeMap<String, String>| format!("{},2025,1000\n", line["lsoa26cd"]);
    let text =
        format!("lsoa26cd,year,population\n{}", all.iter().map(everyone).collect::<String>());
    check(&text, MISSED, "it does not say how many there are of each sex and age");
    let plain = MISSED.replace(", \"sex\", \"age\"", "").replace(", \"deprivation+sex\"", "");
    check(&text, &plain, "");
}

#[test]
fn whoever_lives_elsewhere_is_not_counted_and_so_not_twice() {
    let region = Region::new(400);
    let asking = format!("{MISSED}\n[quality]\none_row_each = \"pseudo_id\"\n");
    let lives_there = |is_there: bool| {
        let of_board = |line: &&BTreeMap<String, String>| line["icb26cd"] == "E54999001";
        let area = region.tables["areas"].iter().find(|line| of_board(line) == is_there);
        area.unwrap()["lsoa26cd"].clone()
    };
    let header = "pseudo_id,lsoa11cd,ethnic_category,sex,age,event_date,pathway,attended";
    let row = |who, area: &str| format!("{who},{area},A,1,34,2024-05-01,CLINIC,0\n");
    let (here, elsewhere) = (lives_there(true), lives_there(false));
    let once = [row("P1", &here), row("P2", &elsewhere), row("P2", &elsewhere)].concat();
    region.place.file("visits.csv", format!("{header}\n{once}"));
    region.run(&asking, &unprotected()).unwrap();
    region.place.file("visits.csv", format!("{header}\n{once}{}", row("P1", &here)));
    let error = region.run(&asking, &unprotected()).unwrap_err().to_string();
    assert!(error.contains("1 rows are a further one; the first are rows 4 of"), "{error}");
}
