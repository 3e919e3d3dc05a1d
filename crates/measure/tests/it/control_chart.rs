//! The control chart against the reference's own charts, where a copy of them stands beside this
//! checkout; then against an independent calculation, and what it keeps and refuses.

mod doors;
pub(crate) mod golden;
mod laws;

use std::collections::BTreeMap;
use std::fmt::Display;
use std::io::Write as _;
use std::path::PathBuf;

use csv::StringRecord;
use measure::Polarity;
use measure::control_chart::{
    Baseline, ControlChart, Limits, RunLength, Screening, Segment, Series, Settings, Target,
    control_chart,
};

use crate::tables::{Table, near};

/// A table of the reference, or nothing where there is no copy.
fn reference(name: &str) -> Option<Table> {
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/golden/spc").join(name);
    if path.is_file() {
        return Some(Table::open(&path));
    }
    say(&format!("{name} was not there: nothing was held against it"));
    None
}

/// Says how much was held, even of a test that passes.
fn say(words: &str) {
    writeln!(std::io::stderr(), "{words}").expect("a line on standard error");
}

/// A cell that may be empty.
fn maybe<'a>(table: &Table, row: &'a StringRecord, heading: &str) -> Option<&'a str> {
    Some(table.text(row, heading)).filter(|text| !text.is_empty())
}

/// As the reference prints what is true, false or not known.
fn flag(known: Option<bool>) -> &'static str {
    match known {
        Some(true) => "TRUE",
        Some(false) => "FALSE",
        None => "",
    }
}

fn hold_limits(of: &str, found: Option<Limits>, lower: Option<&str>, upper: Option<&str>) {
    for (name, found, table) in
        [("lpl", found.map(|at| at.lower), lower), ("upl", found.map(|at| at.upper), upper)]
    {
        match (found, table) {
            (Some(found), Some(table)) => near(of, name, found, table.parse().expect("a number")),
            (None, None) => {}
            other => panic!("{of}: {name} {other:?}"),
        }
    }
}

/// The rows of one series, in the order of the table.
fn by_series(table: &Table) -> BTreeMap<&str, Vec<&StringRecord>> {
    let mut found: BTreeMap<&str, Vec<&StringRecord>> = BTreeMap::new();
    for row in &table.rows {
        found.entry(table.text(row, "series_id")).or_default().push(row);
    }
    found
}

fn reference_settings(table: &Table, row: &StringRecord) -> Settings {
    let number = |heading| maybe(table, row, heading).map(|text| text.parse().expect("a number"));
    Settings {
        polarity: match table.text(row, "improvement_direction") {
            "increase" => Polarity::HigherIsBetter,
            "decrease" => Polarity::LowerIsBetter,
            "neutral" => Polarity::Neutral,
            other => panic!("no direction {other}"),
        },
        target: number("target").map(|target| Target::new(target).unwrap()),
        screening: match table.text(row, "screen_outliers") {
            "TRUE" => Screening::Screened,
            "FALSE" => Screening::Excel,
            other => panic!("no screening {other}"),
        },
        baseline: maybe(table, row, "fix_after_n_points")
            .map_or(Baseline::ALL, |points| Baseline::first(points.parse().unwrap()).unwrap()),
        run_length: RunLength::default(),
    }
}

#[test]
fn charts_are_those_of_the_reference() {
    let (Some(all), Some(points), Some(summary)) = (
        reference("series.csv"),
        reference("points_expected.csv"),
        reference("summary_expected.csv"),
    ) else {
        return;
    };
    let (points_of, summary_of) = (by_series(&points), by_series(&summary));
    for row in &all.rows {
        let of = all.text(row, "series_id");
        let rows = &points_of[of];
        let values: Vec<f64> = rows.iter().map(|row| points.read(row, "value")).collect();
        // A re-base starts a segment with the point of its date, where there is one.
        let rebases: Vec<&str> = all.text(row, "rebase_dates").split([' ', ';']).collect();
        let rebased = |row: &StringRecord| rebases.contains(&points.text(row, "date"));
        let rebased_at: Vec<usize> =
            rows.iter().enumerate().filter(|(_, row)| rebased(row)).map(|(at, _)| at).collect();
        let series = Series::new(&values, &rebased_at).unwrap();
        let chart = control_chart(&series, reference_settings(&all, row));
        hold_points(of, &chart, &points, rows);
        hold_summary(of, &chart, &summary, &summary_of[of]);
    }
    assert_eq!((points_of.len(), summary_of.len()), (all.rows.len(), all.rows.len()));
    let (all, points, summary) = (all.rows.len(), points.rows.len(), summary.rows.len());
    say(&format!("spc: {all} series held, {points} points and {summary} rows of summary"));
}

fn hold_points(of: &str, chart: &ControlChart, table: &Table, rows: &[&StringRecord]) {
    let found = chart.segments.iter().flat_map(|own| own.points.iter().map(move |at| (own, at)));
    let mut held = 0;
    for ((segment, point), row) in found.zip(rows) {
        let of = format!("{of} {}", table.text(row, "date"));
        let same = |heading: &str, found: &dyn Display| {
            assert_eq!(found.to_string(), table.text(row, heading), "{of}: {heading}");
        };
        near(&of, "mean", segment.mean, table.read(row, "mean"));
        hold_limits(&of, segment.limits, maybe(table, row, "lpl"), maybe(table, row, "upl"));
        same("rebase_group", &segment.number);
        same("outside_limits", &flag(point.outside_limits()));
        same("relative_to_mean", &point.side);
        same("close_to_limits", &flag(point.close_to_limits()));
        same("special_cause_type", &point.cause);
        same("special_cause_flag", &flag(Some(point.cause.is_special())));
        same("point_type", &point.variation);
        held += 1;
    }
    let points: usize = chart.segments.iter().map(Segment::n).sum();
    assert_eq!((held, points), (rows.len(), rows.len()), "{of}");
}

fn hold_summary(of: &str, chart: &ControlChart, table: &Table, rows: &[&StringRecord]) {
    assert_eq!(chart.segments.len(), rows.len(), "{of}");
    for (segment, row) in chart.segments.iter().zip(rows) {
        let same = |heading: &str, found: &dyn Display| {
            assert_eq!(found.to_string(), table.text(row, heading), "{of}: {heading}");
        };
        // The reference leaves the group out where no re-base was asked for.
        if let Some(group) = maybe(table, row, "rebase_group") {
            assert_eq!(segment.number.to_string(), group, "{of}");
        }
        near(of, "mean", segment.mean, table.read(row, "mean"));
        hold_limits(of, segment.limits, maybe(table, row, "lpl"), maybe(table, row, "upl"));
        same("n", &segment.n());
        same("common_cause", &segment.common_cause);
        same("special_cause_improvement", &segment.improvement);
        same("special_cause_concern", &segment.concern);
        same("variation_type", &segment.variation);
        same("assurance_type", &segment.assurance.map_or("", |assurance| assurance.name()));
    }
}
