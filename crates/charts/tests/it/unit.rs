//! A value is told in its unit wherever it is told, and what is drawn does not change with it.

use charts::quadrant::Lines;
use charts::spc::Of;
use charts::{Chart, caveats, change, equiplot, funnel, gap, judged, quadrant, spc, trend};
use disclosure::{Published, Released};
use jiff::civil::date;
use measure::trajectory::Course;
use programme::aim::{ConfirmedAim, aims};
use programme::indicator::Unit;

use crate::given::{STEEP, finding, subject};

/// The same counts in a unit.
fn of(unit: Unit, period: &str, breakdown: &str, fewer: u64) -> Released<Published> {
    let mut about = subject(breakdown);
    about.unit = unit;
    period.clone_into(&mut about.period);
    let mut groups = STEEP;
    groups[0].1 -= fewer;
    finding(about, &groups)
}

/// Every kind of chart that tells values, of the same counts.
fn charts(unit: Unit) -> Vec<Chart> {
    let years = [("2020", 0), ("2021", 100), ("2022", 200)]
        .map(|(year, fewer)| of(unit, year, "deprivation", fewer));
    let sites = of(unit, "2022", "site", 0);
    let bodies = [("One", &years[0]), ("Other", &years[2])];
    vec![
        gap(&years[0], "a"),
        gap(&of(unit, "2022", "ethnicity", 0), "b"),
        trend(&years, "c"),
        equiplot(&years, "d"),
        spc(&years, Of::Gap, None, "e"),
        spc(&years, Of::Group("1"), None, "f"),
        funnel(&sites, "g"),
        quadrant(&bodies, Lines::Median, "h"),
    ]
}

/// Whether words tell a difference in points: points of a control chart are counted without decimals.
fn tells_points(words: &str) -> bool {
    let before = words.split(" points").collect::<Vec<_>>();
    let told = before.iter().rev().skip(1).filter_map(|text| text.rsplit(' ').next());
    told.into_iter()
        .any(|number| number.contains('.') && number.ends_with(|c: char| c.is_ascii_digit()))
}

#[test]
fn what_is_not_per_cent_is_nowhere_told_in_per_cent_or_points() {
    for chart in charts(Unit::Per1000) {
        let told = [&chart.svg, &chart.sentence, &chart.method].map(String::as_str);
        let cells = chart.table.columns.iter().chain(chart.table.rows.iter().flatten());
        for words in told.into_iter().chain(cells.map(String::as_str)) {
            let plain = words.replace("95%", "").replace("99.8%", "");
            assert!(!plain.contains('%') && !plain.contains("er cent"), "{words}");
            assert!(!tells_points(words), "{words}");
        }
        assert!(chart.svg.contains("er 1,000"), "{}", chart.sentence);
    }
    let two = [
        of(Unit::Per1000, "2020", "deprivation", 0),
        of(Unit::Per1000, "2021", "deprivation", 500),
    ];
    let says = change(&two[0], &two[1]);
    assert!(says.contains("from 121.0 per 1,000 to 71.0 per 1,000"), "{says}");
    assert!(says.contains("from 50.9 to 0.9 per 1,000") && !tells_points(&says), "{says}");
    assert!(tells_points("5.1 points") && !tells_points("from 3 points"));
    for words in caveats(&two[0]) {
        assert!(!tells_points(&words), "{words}");
    }
}

#[test]
fn what_is_drawn_is_the_same_in_every_unit() {
    let shapes = |chart: &Chart| -> Vec<String> {
        let tags = chart.svg.split('<').filter(|tag| tag.starts_with("rect class=\"chart-bar\""));
        tags.map(|tag| tag.split("height").nth(1).unwrap_or_default().to_owned()).collect()
    };
    let percent = gap(&of(Unit::Percent, "2022", "deprivation", 0), "a");
    assert!(!shapes(&percent).is_empty());
    for unit in [Unit::Per10000, Unit::Per100000] {
        let other = gap(&of(unit, "2022", "deprivation", 0), "a");
        assert_eq!(shapes(&other), shapes(&percent), "the axis ends at the same part of 1");
        let parts = |chart: &Chart| chart.table.rows.iter().map(|row| row[3..].to_vec()).collect();
        let [of_it, of_percent]: [Vec<_>; 2] = [parts(&other), parts(&percent)];
        assert_eq!(of_it, of_percent, "counts have no unit");
    }
}

#[test]
fn a_target_is_held_against_values_of_its_own_unit_alone() {
    let found = [
        of(Unit::Per1000, "2022", "deprivation", 0),
        of(Unit::Per1000, "2024", "deprivation", 450),
    ];
    let says = |words: &str| {
        let aim = ConfirmedAim {
            aim: aims(words).remove(0),
            baseline: String::new(),
            on: date(2023, 5, 1),
        };
        judged(&found, &aim, date(2023, 5, 1))
    };
    let held = says("Bring the gap down to 20 per 1,000 by December 2024");
    assert_eq!(held.course, Some(Course::Met), "{}", held.says);
    assert!(held.says.contains("20.0 per 1,000") && !held.says.contains("points"), "{}", held.says);
    for words in
        ["Bring the gap down to 3 percentage points", "narrow the gap by 4 percentage points"]
    {
        let other = says(words);
        assert_eq!(other.course, None, "{}", other.says);
        assert!(other.says.contains("its values are per 1,000"), "{}", other.says);
    }
    assert_eq!(says("Halve the gap by December 2026").course, Some(Course::Met));
}
