//! Every chart of our own table, worked out by other means; see golden/SOURCE.md.

use std::path::Path;

use measure::control_chart::{
    Baseline, ControlChart, Point, RunLength, Segment, Series, Settings, Target, Zone,
    control_chart,
};

use super::{hold_limits, maybe};
use crate::tables::{Table, near};

/// As our own table writes what follows one another: "4 Common Cause; 1 Above UCL".
fn in_turn(items: impl IntoIterator<Item = String>) -> String {
    let items: Vec<String> = items.into_iter().collect();
    let turns = items.chunk_by(|one, next| one == next);
    turns.map(|same| format!("{} {}", same.len(), same[0])).collect::<Vec<_>>().join("; ")
}

fn zone(point: &Point) -> &'static str {
    match point.zone {
        Some(Zone::Inner) => "inner",
        Some(Zone::Near) => "near",
        Some(Zone::Outside) => "outside",
        None => "none",
    }
}

/// Holds our own table, and says how many rows were held.
pub(crate) fn hold() -> usize {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/control-chart.csv");
    let table = Table::open(&path);
    for row in &table.rows {
        let of = table.text(row, "case");
        let starts = table.text(row, "rebased_at").split_whitespace();
        let rebased_at: Vec<usize> = starts.map(|at| at.parse().expect("an index")).collect();
        let settings = Settings {
            polarity: table.read(row, "polarity"),
            target: maybe(&table, row, "target")
                .map(|target| Target::new(target.parse().expect("a number")).unwrap()),
            screening: table.read(row, "screening"),
            baseline: maybe(&table, row, "baseline")
                .map_or(Baseline::ALL, |points| Baseline::first(points.parse().unwrap()).unwrap()),
            run_length: RunLength::new(table.read(row, "run_length")).unwrap(),
        };
        let series = Series::new(&table.list(row, "values"), &rebased_at).unwrap();
        let ControlChart { segments, .. } = control_chart(&series, settings);
        let same = |heading: &str, found: String| {
            assert_eq!(found, table.text(row, heading), "{of}: {heading}");
        };
        let each = |told: &dyn Fn(&Segment) -> String| {
            segments.iter().map(told).collect::<Vec<_>>().join(" ")
        };
        let all = |told: &dyn Fn(&Point) -> String| {
            in_turn(segments.iter().flat_map(|segment| segment.points.iter().map(told)))
        };
        let cells = |heading: &str| -> Vec<Option<String>> {
            let cells = table.text(row, heading).split(' ');
            cells.map(|cell| (cell != "none").then(|| cell.to_owned())).collect()
        };
        assert_eq!(cells("mean").len(), segments.len(), "{of}");
        for (at, segment) in segments.iter().enumerate() {
            let cell = |heading: &str| cells(heading)[at].clone();
            near(of, "mean", segment.mean, cell("mean").unwrap().parse().unwrap());
            hold_limits(of, segment.limits, cell("lower").as_deref(), cell("upper").as_deref());
        }
        same("sides", all(&|point| point.side.to_string()));
        same("zones", all(&|point| zone(point).to_owned()));
        same("causes", all(&|point| point.cause.to_string()));
        same("point_types", all(&|point| point.variation.to_string()));
        same("common_cause", each(&|segment| segment.common_cause.to_string()));
        same("improvement", each(&|segment| segment.improvement.to_string()));
        same("concern", each(&|segment| segment.concern.to_string()));
        same("variation_types", each(&|segment| segment.variation.to_string()));
        let assurance = segments.last().and_then(|segment| segment.assurance);
        same("assurance", assurance.map_or(String::new(), |assurance| assurance.to_string()));
    }
    table.rows.len()
}

#[test]
fn charts_are_those_of_an_independent_calculation() {
    assert!(hold() >= 5);
    assert!(include_str!("../../golden/SOURCE.md").contains("`control-chart.csv`"));
}
