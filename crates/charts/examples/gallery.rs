//! Draws every kind of chart from invented findings into a page, to be looked at.
//!
//! `cargo run -p charts --example gallery -- gallery.html`

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;

use charts::Chart;
use disclosure::{Policy, Published, Released, release};
use programme::finding::{Finding, Provenance, Subject, Tally};
use programme::indicator::{Polarity, Unit};

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
        Ok(vec![
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
