//! Draws every kind of chart from invented findings into a page, to be looked at.
//!
//! `cargo run -p charts --example gallery -- gallery.html`

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;

use charts::Chart;
use charts::quadrant::Lines;
use charts::spc::Of;
use disclosure::{Count, Policy, Published, Released, release, release_counts};
use measure::control_chart::Target;
use programme::finding::{Finding, Provenance, Subject, Tally};
use programme::indicator::{Polarity, Unit, ValueType};

fn main() -> Result<(), Box<dyn Error>> {
    let to = std::env::args().nth(1).ok_or("name the page to write")?;
    let gallery =
        Gallery { policy: Policy::from_toml(include_str!("../../../data/disclosure/local.toml"))? };
    let mut page =
        "<!doctype html><meta charset=utf-8><style>body{background:#f0f4f5;font:16px Arial;\
        display:flex;flex-wrap:wrap;gap:24px}figure{width:320px;margin:0}svg{width:320px}\
        figcaption{font-size:12px}</style>"
            .to_owned();
    for Chart { svg, sentence, method, .. } in gallery.all()? {
        let _ = write!(
            page,
            "<figure>{svg}<figcaption><p>{sentence}</p><p>{method}</p></figcaption></figure>"
        );
    }
    std::fs::write(to, page)?;
    Ok(())
}

struct Gallery {
    policy: Policy,
}

type Drawn = Result<Vec<Chart>, Box<dyn Error>>;

impl Gallery {
    fn all(&self) -> Drawn {
        let years = [
            ("2021", "imd-2019", 1_420, 660),
            ("2022", "imd-2019", 1_390, 610),
            ("2023", "imd-2025", 1_210, 540),
            ("2024", "imd-2025", 5, 560),
            ("2025", "imd-2025", 1_020, 570),
            ("2026", "imd-2025", 900, 580),
        ];
        let years: Result<Vec<_>, _> = years.map(|year| self.year(year)).into_iter().collect();
        let years = years?;
        let ethnicity = self.finding("2024-03", "ethnicity", &ETHNICITY)?;
        let months = self.months(14)?;
        let few = self.months(8)?;
        let target = Some(Target::new(0.04)?);
        let sites = self.finding("2024-03", "site", &SITES)?;
        let steps: Result<Vec<_>, _> = STEPS
            .iter()
            .map(|(title, most, least)| {
                let groups = [("1", *most, 2_400), ("3", 900, 2_000), ("5", *least, 1_900)];
                Ok::<_, Box<dyn Error>>((*title, self.finding("2024", "deprivation", &groups)?))
            })
            .collect();
        let steps = steps?;
        let steps: Vec<(&str, &Released<Published>)> =
            steps.iter().map(|(title, of)| (*title, of)).collect();
        let people = self.finding("2024", "sex+age", &people())?;
        let bodies: Result<Vec<_>, _> = BODIES
            .iter()
            .map(|(name, most, least)| {
                Ok::<_, Box<dyn Error>>((*name, self.year(("2024", "imd-2025", *most, *least))?))
            })
            .collect();
        let bodies = bodies?;
        let bodies: Vec<(&str, &Released<Published>)> =
            bodies.iter().map(|(name, of)| (*name, of)).collect();
        let counts = CODED.map(|(site, [known, not_stated, not_known])| {
            let counts =
                [("known (A to S)", known), ("not stated (Z)", not_stated), ("blank", not_known)];
            (site, release_counts(&counts, &self.policy))
        });
        let counts: Vec<(&str, &Released<Vec<Count>>)> =
            counts.iter().map(|(site, of)| (*site, of)).collect();
        Ok(vec![
            charts::completeness("Ethnicity", &counts, "completeness"),
            charts::pyramid(&people, "pyramid"),
            charts::quadrant(&bodies, Lines::Median, "quadrant"),
            charts::quadrant(&bodies, Lines::At { everyone: 0.085, gap: 0.03 }, "benchmark"),
            charts::spc(&months, Of::Gap, target, "gap"),
            charts::spc(&few, Of::Group("1"), None, "few"),
            charts::spc(&years, Of::Gap, None, "refused"),
            charts::funnel(&sites, "funnel"),
            charts::cascade(&steps, "cascade"),
            charts::equiplot(&years, "years"),
            charts::equiplot(&[ethnicity], "ethnicity"),
            charts::trend(&years, "trend"),
            charts::trend(&[], "none"),
        ])
    }

    fn year(
        &self,
        (period, edition, most, least): (&str, &str, u64, u64),
    ) -> Result<Released<Published>, Box<dyn Error>> {
        let groups = [
            ("1", most, 10_000),
            ("2", 905, 9_000),
            ("3", 780, 8_500),
            ("4", 610, 8_000),
            ("5", least, 7_700),
            ("unknown", 45, 400),
        ];
        let mut subject = subject(period, "deprivation")?;
        subject.provenance.editions.insert("deprivation".to_owned(), edition.to_owned());
        Ok(self.release(subject, &groups))
    }

    fn months(&self, count: u64) -> Result<Vec<Released<Published>>, Box<dyn Error>> {
        let month = |at: u64| {
            let step = if at > 8 { 250 } else { 0 };
            let most = 1_300 + at * 77 % 60 - step;
            let period = format!("{}-{:02}", 2024 + at / 12, at % 12 + 1);
            self.year((&period, "imd-2025", most, 560 + at * 31 % 20))
        };
        (0..count).map(month).collect()
    }

    fn finding(
        &self,
        period: &str,
        breakdown: &str,
        groups: &[(&str, u64, u64)],
    ) -> Result<Released<Published>, Box<dyn Error>> {
        Ok(self.release(subject(period, breakdown)?, groups))
    }

    fn release(&self, subject: Subject, groups: &[(&str, u64, u64)]) -> Released<Published> {
        let tally = |&(group, numerator, denominator): &(&str, u64, u64)| Tally {
            group: group.to_owned(),
            numerator,
            denominator,
        };
        release(&Finding { subject, tallies: groups.iter().map(tally).collect() }, &self.policy)
    }
}

fn subject(period: &str, breakdown: &str) -> Result<Subject, Box<dyn Error>> {
    Ok(Subject {
        indicator: "first-session-missed".parse()?,
        title: "Did not attend the first session".to_owned(),
        value_type: ValueType::Proportion,
        unit: Unit::Percent,
        polarity: Polarity::LowerIsBetter,
        period: period.to_owned(),
        breakdown: breakdown.parse()?,
        provenance: Provenance {
            source: "Appointments of invented clinics".to_owned(),
            editions: BTreeMap::new(),
            ..Provenance::default()
        },
    })
}

const ETHNICITY: [(&str, u64, u64); 7] = [
    ("Asian, Asian British", 300, 2_400),
    ("Black, Black British, Caribbean or African", 210, 1_500),
    ("Mixed or multiple ethnic groups", 5, 300),
    ("White", 2_600, 30_000),
    ("Other ethnic group", 40, 380),
    ("not stated", 90, 700),
    ("unknown", 150, 900),
];

const SITES: [(&str, u64, u64); 10] = [
    ("Harbour", 90, 420),
    ("Riverside Health Centre", 230, 2_400),
    ("St Mary’s", 140, 1_500),
    ("Northgate", 30, 260),
    ("Old Mill Surgery and Community Hub, Upper Town", 95, 1_700),
    ("Park", 66, 610),
    ("Quayside", 5, 90),
    ("Station Road", 48, 500),
    ("The Elms", 160, 1_480),
    ("unknown", 20, 150),
];

const STEPS: [(&str, u64, u64); 4] = [
    ("Referred", 2_300, 1_800),
    ("Booked", 2_050, 1_700),
    ("Attended the first session", 1_400, 1_450),
    ("Completed", 5, 1_200),
];

const BODIES: [(&str, u64, u64); 7] = [
    ("Gloucester", 1_420, 560),
    ("Cheltenham", 1_010, 440),
    ("Forest of Dean", 1_250, 640),
    ("Stroud and the Berkeley Vale", 700, 450),
    ("Cotswold", 640, 590),
    ("Tewkesbury", 900, 700),
    ("Severnside", 3, 700),
];

const CODED: [(&str, [u64; 3]); 4] = [
    ("Harbour", [320, 60, 40]),
    ("Riverside Health Centre", [2_100, 90, 210]),
    ("Old Mill Surgery and Community Hub, Upper Town", [1_450, 5, 245]),
    ("unknown", [30, 20, 10]),
];

fn people() -> Vec<(&'static str, u64, u64)> {
    let of = |sex: [&'static str; 10], counts: [u64; 10]| {
        sex.into_iter().zip(counts).map(|(group, count)| (group, count / 10, count))
    };
    let men = of(
        [
            "Male | 0-9",
            "Male | 10-19",
            "Male | 20-29",
            "Male | 30-39",
            "Male | 40-49",
            "Male | 50-59",
            "Male | 60-69",
            "Male | 70-79",
            "Male | 80-89",
            "Male | 90+",
        ],
        [640, 610, 720, 810, 790, 860, 700, 480, 190, 5],
    );
    let women = of(
        [
            "Female | 0-9",
            "Female | 10-19",
            "Female | 20-29",
            "Female | 30-39",
            "Female | 40-49",
            "Female | 50-59",
            "Female | 60-69",
            "Female | 70-79",
            "Female | 80-89",
            "Female | 90+",
        ],
        [610, 590, 760, 870, 850, 900, 750, 560, 300, 90],
    );
    men.chain(women).chain([("Female | unknown", 3, 40), ("unknown | unknown", 1, 20)]).collect()
}
