//! What every kind of chart promises, whatever it draws.

use charts::catalogue::Draw;
use charts::{CHARTS, Chart};
use disclosure::{Cell, Count, Published, Released, release_counts};
use proptest::prelude::*;

use crate::alternative::{contrast, inside, tags};
use crate::given::{ETHNICITY, FAINT, SMALL, STEEP, finding, policy, subject};
use crate::picture::attribute;

type Groups = Vec<(String, u64, u64)>;

/// A finding of this period and breakdown over groups with names of their own.
pub(crate) fn of(
    period: &str,
    breakdown: &str,
    groups: &[(&str, u64, u64)],
) -> Released<Published> {
    let mut about = subject(breakdown);
    period.clone_into(&mut about.period);
    finding(about, groups)
}

/// Years by deprivation, of which the third is hidden at one end.
pub(crate) fn years() -> Vec<Released<Published>> {
    let year = |(at, period): (u64, &&str)| {
        let mut groups = STEEP;
        groups[0].1 -= 60 * at;
        if at == 2 {
            groups[0].1 = 4;
        }
        of(period, "deprivation", &groups)
    };
    (0..).zip(&["2020", "2021", "2022", "2023", "2024"]).map(year).collect()
}

/// Months of which the first nine are alike, and the others lower by so many.
pub(crate) fn months(count: u64, lower: u64) -> Vec<Released<Published>> {
    let month = |at: u64| {
        let mut groups = STEEP;
        groups[0].1 = groups[0].1 + at * 7 % 5 * 10 - if at > 8 { lower * 5 } else { 0 };
        of(&format!("{}-{:02}", 2023 + at / 12, at % 12 + 1), "deprivation", &groups)
    };
    (0..count).map(month).collect()
}

/// Steps of a pathway: at each fewer, and more of the most deprived are lost.
pub(crate) fn steps() -> Vec<Released<Published>> {
    let step = |(title, most, least): (&str, u64, u64)| {
        let mut about = subject("deprivation");
        title.clone_into(&mut about.title);
        finding(about, &[("1", most, 3_000), ("3", 900, 2_000), ("5", least, 3_000)])
    };
    let given = [("Referred", 2_000, 1_500), ("Attended", 1_200, 1_350), ("Completed", 1_000, 600)];
    given.map(step).to_vec()
}

pub(crate) fn bodies() -> Vec<Released<Published>> {
    let body = |(title, most, least): (&str, u64, u64)| {
        let mut groups = STEEP;
        (groups[0].1, groups[4].1) = (most, least);
        let mut about = subject("deprivation");
        title.clone_into(&mut about.title);
        finding(about, &groups)
    };
    let given =
        [("Worst", 2_400, 700), ("Middle", 1_200, 550), ("Best", 500, 380), ("Hidden", 3, 600)];
    given.map(body).to_vec()
}

pub(crate) const SITES: [(&str, u64, u64); 5] = [
    ("Far off", 90, 420),
    ("Large", 240, 2_400),
    ("Small", 26, 260),
    ("Hidden", 3, 90),
    ("unknown", 30, 300),
];

pub(crate) const PEOPLE: [(&str, u64, u64); 6] = [
    ("Male | 0-9", 60, 600),
    ("Male | 10-19", 60, 400),
    ("Female | 0-9", 60, 500),
    ("Female | 10-19", 1, 5),
    ("Female | unknown", 10, 70),
    ("unknown | 0-9", 10, 90),
];

/// A finding of which everything has a long name, with and without a place to break it.
fn long(breakdown: &str) -> Released<Published> {
    let mut about = subject(breakdown);
    about.title = format!("{} {}", "did not attend ".repeat(9), "x".repeat(90));
    let name = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch Health Centre";
    let groups = [(name, 900, 1_200_000), ("1", 500, 9_000), ("5", 100, 4_000)];
    finding(about, &groups)
}

/// What each kind is drawn from here, by its name.
fn drawn(kind: &str, findings: &[Released<Published>]) -> Vec<Chart> {
    let kind = CHARTS.iter().find(|known| known.name == kind).unwrap();
    match kind.draw {
        Draw::One(draw) => findings.iter().map(|finding| draw(finding, "k")).collect(),
        Draw::Several(draw) => vec![draw(findings, "k")],
        Draw::Named(draw) => {
            let name = |of: &Released<Published>| of.get().subject.title.clone();
            let names: Vec<String> = findings.iter().map(name).collect();
            let named: Vec<_> = names.iter().map(String::as_str).zip(findings).collect();
            vec![draw(&named, "k")]
        }
        Draw::Counts(draw) => {
            let counts: Vec<_> = findings.iter().flat_map(counts).collect();
            let named: Vec<_> = counts.iter().map(|(name, of)| (name.as_str(), of)).collect();
            vec![draw("Ethnicity", &named, "k")]
        }
    }
}

/// Counts of what is known, from those of a finding's groups whose numbers are known.
fn counts(finding: &Released<Published>) -> Vec<(String, Released<Vec<Count>>)> {
    let count = |of: &Option<u64>| of.unwrap_or(3);
    let row = |row: &disclosure::Row| {
        let (known, whole) = match &row.cell {
            Cell::Shown { numerator, denominator, .. } => (*numerator, *denominator),
            Cell::Hidden { numerator, denominator, .. } => (count(numerator), count(denominator)),
            Cell::Published { .. } => (0, 0),
        };
        let given = [("known (A to S)", known), ("not stated (Z)", whole / 9), ("blank", 2)];
        (row.group.clone(), release_counts(&given, &policy()))
    };
    finding.get().rows.iter().map(row).collect()
}

fn all() -> Vec<(&'static str, Chart)> {
    let sets = [
        years(),
        vec![finding(subject("ethnicity"), &ETHNICITY)],
        vec![of("2024", "site", &SITES)],
        vec![of("2024", "sex+age", &PEOPLE)],
        steps(),
        bodies(),
        months(14, 90),
        months(8, 0),
        ["ethnicity", "site"].map(long).to_vec(),
        vec![long("deprivation")],
        vec![finding(subject("deprivation"), &SMALL), finding(subject("deprivation"), &FAINT)],
        vec![finding(subject("deprivation"), &[])],
        vec![],
    ];
    let of = |kind: &'static str| {
        sets.iter().flat_map(move |set| drawn(kind, set)).map(move |chart| (kind, chart))
    };
    CHARTS.iter().flat_map(|kind| of(kind.name)).collect()
}

/// So that no law here holds of a kind only because nothing of it is drawn.
#[test]
fn every_kind_has_a_name_of_its_own_and_is_drawn_here() {
    let all = all();
    let mut names: Vec<&str> = CHARTS.iter().map(|kind| kind.name).collect();
    for name in &names {
        let marks = ["chart-bar", "chart-point"];
        let has_marks = |(kind, chart): &(&str, Chart)| {
            kind == name && marks.iter().any(|mark| chart.svg.contains(mark))
        };
        assert!(all.iter().any(has_marks), "{name}");
    }
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), 9);
}

#[test]
fn every_picture_is_named_by_its_finding_and_says_every_cell_of_its_table() {
    for (kind, chart) in all() {
        assert!(chart.svg.contains("role=\"img\""), "{kind}");
        let unescaped = inside(&chart.svg, "<title", "</title>").replace("&amp;", "&");
        assert_eq!(unescaped, chart.sentence);
        let said = inside(&chart.svg, "<desc", "</desc>").replace("&amp;", "&");
        // What a screen reader hears of a gap is a law of its own, in `alternative`.
        let cells = chart.table.rows.iter().flatten().filter(|_| kind != "gap");
        for cell in cells {
            let cell = if cell == "hidden" { "suppressed" } else { cell };
            assert!(said.contains(cell), "{kind}: {cell} is not in {said}");
        }
        assert!(
            !said.contains(": hidden") && !chart.sentence.is_empty() && !chart.method.is_empty()
        );
        assert!(chart.table.rows.iter().all(|row| row.len() == chart.table.columns.len()));
        assert!(chart.table.rows.iter().flatten().all(|cell| !cell.is_empty()), "{kind}");
    }
}

#[test]
fn every_mark_stands_out_from_the_page_and_all_text_is_of_readable_size() {
    let mut marks = 0;
    for (kind, chart) in all() {
        assert!(chart.svg.contains("font-size=\"12\"") && chart.svg.contains("viewBox=\"0 0 320 "));
        assert_eq!(chart.svg.matches("font-size").count(), 1, "{kind}");
        assert!(!chart.svg.contains("transform") && !tags(&chart.svg).contains("style"));
        let marked = |tag: &&str| {
            attribute(tag, "class").is_some_and(|of| of != "chart" && of != "chart-tick")
        };
        for tag in chart.svg.split('<').filter(marked).filter(|tag| !tag.starts_with("g ")) {
            let colours = [attribute(tag, "stroke"), attribute(tag, "fill")];
            let stands_out =
                |colour: &&str| colour.starts_with('#') && contrast(colour, "#f0f4f5") >= 3.0;
            assert!(colours.iter().flatten().any(stands_out), "{kind}: {tag}");
            marks += 1;
        }
    }
    assert!(marks > 50, "{marks}");
}

/// Arial at 12 is less than 6.5 wide on average; a line of text that starts and ends in the picture
/// by that measure is not cut off at 320 pixels.
#[test]
fn no_text_runs_over_the_edge() {
    for (kind, chart) in all() {
        for tag in chart.svg.split("<text").skip(1).filter(|tag| !tag.contains("<tspan")) {
            let Some((_, says)) = tag.split('<').next().unwrap().split_once('>') else { continue };
            let x: f64 = attribute(tag, "x").unwrap().parse().unwrap();
            let wide = 6.5 * f64::from(u32::try_from(says.trim().chars().count()).unwrap());
            let (left, right) = match attribute(tag, "text-anchor").unwrap() {
                "start" => (x, x + wide),
                "end" => (x - wide, x),
                _ => (x - wide / 2.0, x + wide / 2.0),
            };
            assert!(left >= -4.0 && right <= 324.0, "{kind}: {says}");
        }
    }
}

#[test]
fn nothing_to_draw_is_said_and_leaves_no_mark() {
    for kind in CHARTS.iter().filter(|kind| !matches!(kind.draw, Draw::One(_))) {
        for chart in drawn(kind.name, &[]) {
            assert!(chart.sentence.contains("nothing is drawn, because"), "{}", chart.sentence);
            assert!(!chart.svg.contains("class=\"chart-"), "{}", chart.svg);
            assert!(chart.table.rows.is_empty());
        }
    }
}

#[test]
fn the_table_holds_what_is_plotted() {
    let read = |tag: &str, name: &str| attribute(tag, name).unwrap().to_owned();
    let points = |svg: &str, names: [&str; 4]| -> Vec<Vec<String>> {
        let points = svg.split('<').filter(|tag| tag.contains("chart-point"));
        let points = points.filter(|tag| attribute(tag, "data-value").is_some());
        points.map(|tag| names.iter().map(|name| read(tag, name)).collect()).collect()
    };
    let equiplot = charts::equiplot(&years(), "e");
    let shown = equiplot.table.rows.iter().filter(|row| row[2] != "hidden").cloned();
    let names = ["data-row", "data-group", "data-value", "data-interval"];
    assert_eq!(points(&equiplot.svg, names), shown.collect::<Vec<_>>());

    let trend = charts::trend(&years(), "t");
    let names = ["data-period", "data-group", "data-value", "data-interval"];
    let end = |group: &str, at: usize| {
        let rows = trend.table.rows.iter().filter(move |row| row[at] != "hidden");
        let cell = move |row: &Vec<String>| {
            vec![row[0].clone(), group.to_owned(), row[at].clone(), row[at + 1].clone()]
        };
        rows.map(cell).collect::<Vec<_>>()
    };
    let ends = [end("most deprived", 1), end("least deprived", 3)].concat();
    assert_eq!(points(&trend.svg, names), ends);
    assert_eq!(ends.len(), 9);
}

#[test]
fn a_trend_breaks_where_a_period_is_hidden_or_deprivation_is_another() {
    let mut about = subject("deprivation");
    "2025".clone_into(&mut about.period);
    about.provenance.editions.insert("deprivation".to_owned(), "imd-2025".to_owned());
    let mut findings = years();
    findings.push(finding(about, &STEEP));
    findings.reverse();
    let trend = charts::trend(&findings, "t");
    let lines: Vec<&str> = trend.svg.split('<').filter(|tag| tag.contains("chart-line")).collect();
    let pieces = |tag: &str| attribute(tag, "d").unwrap().matches('M').count();
    assert_eq!((pieces(lines[0]), pieces(lines[1])), (3, 2));
    assert!(trend.svg.contains("chart-break"));
    assert!(trend.sentence.contains("not compared, because from 2025 deprivation is that of"));
    let rows: Vec<&str> = trend.table.rows.iter().map(|row| row[0].as_str()).collect();
    assert_eq!(rows, ["2020", "2021", "2022", "2023", "2024", "2025"]);
}

#[test]
fn a_trend_says_levelling_down() {
    let mut later = STEEP;
    later[4].1 = 900;
    let trend =
        charts::trend(&[of("2023", "deprivation", &STEEP), of("2024", "deprivation", &later)], "t");
    assert!(trend.sentence.contains("Warning, levelling down"), "{}", trend.sentence);
}

#[test]
fn hostile_names_are_only_text() {
    let hostile = "\"><script>alert(1)</script>&";
    let mut about = subject("ethnicity");
    about.title = format!("Title {hostile}");
    let finding = finding(about, &[(hostile, 300, 900), ("White", 200, 900), ("Other", 3, 900)]);
    for kind in CHARTS {
        for chart in drawn(kind.name, std::slice::from_ref(&finding)) {
            assert!(!chart.svg.contains("<script") && !tags(&chart.svg).contains("alert(1)<"));
        }
    }
}

fn size() -> impl Strategy<Value = u64> {
    prop_oneof![Just(0), 1..40_u64, 40..5_000_u64]
}

fn groups(names: &'static [&'static str]) -> impl Strategy<Value = Groups> {
    let group = |name: &&'static str| {
        let name = (*name).to_owned();
        size().prop_flat_map(move |whole| {
            let name = name.clone();
            (0..=whole).prop_map(move |part| (name.clone(), part, whole))
        })
    };
    names.iter().map(group).collect::<Vec<_>>()
}

fn released(period: &str, breakdown: &str, groups: &Groups) -> Released<Published> {
    let groups: Vec<(&str, u64, u64)> =
        groups.iter().map(|(name, a, b)| (name.as_str(), *a, *b)).collect();
    of(period, breakdown, &groups)
}

const FIFTHS: &[&str] = &["1", "2", "3", "4", "5", "unknown"];
const CLINICS: &[&str] = &["East", "North", "Old Mill", "South", "West", "unknown"];
const AGES: &[&str] = &[
    "Male | 0-9",
    "Male | 10-19",
    "Female | 0-9",
    "Female | 10-19",
    "Female | unknown",
    "unknown | 0-9",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Whatever a small count was, every kind of chart is the same to the byte.
    #[test]
    fn no_kind_of_chart_shows_anything_of_a_hidden_count(
        given in [(groups(FIFTHS), groups(FIFTHS)), (groups(CLINICS), groups(CLINICS)), (groups(AGES), groups(AGES))],
        at in 0..6_usize, one in 1..=7_u64, other in 1..=7_u64,
    ) {
        let with = |count: u64| {
            let mut charts = Vec::new();
            for (breakdown, (before, after)) in ["deprivation", "site", "sex+age"].iter().zip(&given) {
                let mut after = after.clone();
                (after[at].1, after[at].2) = (count, 900);
                let findings = [released("2023", breakdown, before), released("2024", breakdown, &after)];
                charts.extend(CHARTS.iter().flat_map(|kind| drawn(kind.name, &findings)));
            }
            let counts = release_counts(&[("known", 900), ("not stated", count), ("blank", 30)], &policy());
            charts.push(charts::completeness("Ethnicity", &[("Site", &counts)], "k"));
            let key = "checks".parse().unwrap();
            let records = charts::Records { indicator: &key, title: "Checks", source: "", policy: "local 1" };
            let periods = [("2023", &counts), ("2024", &counts)];
            charts.push(charts::known_over_time("Ethnicity", records, &periods, "l"));
            charts
        };
        prop_assert_eq!(with(one), with(other));
    }

    #[test]
    fn every_place_in_a_picture_is_a_number_within_it_and_is_so_again(
        given in [(groups(FIFTHS), groups(FIFTHS)), (groups(CLINICS), groups(CLINICS)), (groups(AGES), groups(AGES))],
    ) {
        for (breakdown, (before, after)) in ["deprivation", "site", "sex+age"].iter().zip(&given) {
            let findings = [released("2023", breakdown, before), released("2024", breakdown, after)];
            for kind in CHARTS {
                let charts = drawn(kind.name, &findings);
                prop_assert_eq!(&charts, &drawn(kind.name, &findings));
                for chart in charts {
                    prop_assert!(!chart.svg.contains("NaN") && !chart.svg.contains("inf"));
                    is_within(&chart)?;
                }
            }
        }
    }
}

/// Every place is on the picture, and no piece of it is of less than no size.
fn is_within(chart: &Chart) -> Result<(), TestCaseError> {
    let edges = chart.svg.split("viewBox=\"0 0 320 ").nth(1).unwrap();
    let height: f64 = edges.split('"').next().unwrap().parse().unwrap();
    let across = ["x", "x1", "x2", "cx", "width"].map(|name| (name, 320.0));
    let down = ["y", "y1", "y2", "cy", "height"].map(|name| (name, height));
    for (name, most) in across.into_iter().chain(down) {
        for tag in chart.svg.split('<') {
            let Some(place) = attribute(tag, name) else { continue };
            let place: f64 = place.parse().unwrap();
            prop_assert!((0.0..=most).contains(&place), "{} in {}", tag, height);
        }
    }
    Ok(())
}
