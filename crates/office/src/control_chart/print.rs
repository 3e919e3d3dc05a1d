//! Charts as the two tables of the field's own package: points, and a summary of each segment.

use measure::control_chart::{Point, Segment};
use serde_json::{Map, Value, json};

use super::Charted;
use crate::sheet::{Cell, written};

const POINTS: [&str; 13] = [
    "series_id",
    "date",
    "value",
    "rebase_group",
    "mean",
    "lpl",
    "upl",
    "outside_limits",
    "relative_to_mean",
    "close_to_limits",
    "special_cause_type",
    "special_cause_flag",
    "point_type",
];

const SUMMARY: [&str; 14] = [
    "series_id",
    "rebase_group",
    "n",
    "mean",
    "lpl",
    "upl",
    "common_cause",
    "special_cause_improvement",
    "special_cause_concern",
    "variation_type",
    "assurance_type",
    "remark",
    "method",
    "refused",
];

fn point(charted: &Charted, date: &str, segment: &Segment, point: &Point) -> [Value; 13] {
    let limits = segment.limits;
    [
        json!(charted.series),
        json!(date),
        json!(point.value),
        json!(segment.number),
        json!(segment.mean),
        json!(limits.map(|limits| limits.lower)),
        json!(limits.map(|limits| limits.upper)),
        json!(point.outside_limits()),
        json!(point.side.to_string().parse::<i8>().unwrap_or(0)),
        json!(point.close_to_limits()),
        json!(point.cause.to_string()),
        json!(point.cause.is_special()),
        json!(point.variation.to_string()),
    ]
}

fn summary(charted: &Charted, segment: &Segment, method: &str) -> [Value; 14] {
    let limits = segment.limits;
    [
        json!(charted.series),
        // A series that was not to be re-based has one segment, and no number for it.
        if charted.rebased { json!(segment.number) } else { Value::Null },
        json!(segment.n()),
        json!(segment.mean),
        json!(limits.map(|limits| limits.lower)),
        json!(limits.map(|limits| limits.upper)),
        json!(segment.common_cause),
        json!(segment.improvement),
        json!(segment.concern),
        json!(segment.variation.to_string()),
        json!(segment.assurance.map(|assurance| assurance.to_string())),
        json!(segment.remark.map(|remark| remark.to_string())),
        json!(method),
        Value::Null,
    ]
}

fn points(charted: &Charted) -> Vec<[Value; 13]> {
    let Ok(chart) = &charted.chart else { return Vec::new() };
    let all = chart.segments.iter().flat_map(|of| of.points.iter().map(move |point| (of, point)));
    all.zip(&charted.dates).map(|((of, at), date)| point(charted, date, of, at)).collect()
}

fn summaries(charted: &Charted) -> Vec<[Value; 14]> {
    match &charted.chart {
        Ok(chart) => chart.segments.iter().map(|of| summary(charted, of, &chart.method)).collect(),
        Err(why) => {
            let mut row = [const { Value::Null }; 14];
            if let [series, .., refused] = &mut row {
                (*series, *refused) = (json!(charted.series), json!(why));
            }
            vec![row]
        }
    }
}

/// `{"points": [...], "summary": [...]}`; a series that is refused has a reason in the summary.
pub fn as_json(charts: &[Charted]) -> Value {
    fn objects<const N: usize>(names: [&str; N], rows: Vec<[Value; N]>) -> Vec<Value> {
        let object = |row: [Value; N]| {
            let pairs = names.iter().map(|name| (*name).to_owned()).zip(row);
            Value::Object(pairs.collect::<Map<String, Value>>())
        };
        rows.into_iter().map(object).collect()
    }
    json!({
        "points": objects(POINTS, charts.iter().flat_map(points).collect()),
        "summary": objects(SUMMARY, charts.iter().flat_map(summaries).collect()),
    })
}

/// Both tables as CSV, with an empty line between them.
pub fn as_csv(charts: &[Charted]) -> String {
    let cell = |value: Value| match value {
        Value::Null => Cell::Blank,
        Value::Bool(flag) => Cell::words(if flag { "TRUE" } else { "FALSE" }),
        Value::Number(number) => Cell::from(number.as_f64()),
        Value::String(words) => Cell::Words(words),
        Value::Array(_) | Value::Object(_) => Cell::Blank,
    };
    let rows = charts.iter().flat_map(points).map(|row| row.map(cell).into_iter().collect());
    let points = written(&POINTS, rows);
    let rows = charts.iter().flat_map(summaries).map(|row| row.map(cell).into_iter().collect());
    format!("{points}\n{}", written(&SUMMARY, rows))
}
