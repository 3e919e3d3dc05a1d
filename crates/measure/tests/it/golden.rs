//! Every measure against the figures of an independent implementation; see golden/SOURCE.md.

use std::path::{Path, PathBuf};

use measure::{
    Approach, AtBoth, Band, CHARTS, Ends, Estimate, Gradient, LimitsBy, MEASURES, Multiplier,
    Polarity, Proportion, Slope, Transform, Uncertainty, ValueKind, absolute_gap, relative_gap,
    slope_at_both, wilson,
};

use crate::control_chart;
use crate::tabled::hold_tabled;
use crate::tables::{Limits, Table, hold};

fn path(measure: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/{measure}.csv"))
}

fn proportion(table: &Table, row: &csv::StringRecord, x: &str, n: &str) -> Proportion {
    Proportion::new(table.read(row, x), table.read(row, n)).unwrap()
}

fn ends(table: &Table, row: &csv::StringRecord) -> Ends {
    Ends {
        most_deprived: proportion(table, row, "most_x", "most_n"),
        least_deprived: proportion(table, row, "least_x", "least_n"),
    }
}

fn gradient(table: &Table, row: &csv::StringRecord) -> Gradient {
    let kind = match table.text(row, "kind") {
        "plain" => ValueKind::Plain,
        "rate" => ValueKind::Rate,
        "proportion" => ValueKind::Proportion,
        other => panic!("no kind {other}"),
    };
    let transform = match table.text(row, "scale") {
        "none" => Transform::None,
        "log" => Transform::Log,
        "logit" => Transform::Logit,
        other => panic!("no scale {other}"),
    };
    let populations = table.list(row, "populations").into_iter();
    let values = populations.zip(table.list(row, "values")).zip(table.list(row, "errors"));
    let bands: Vec<Band> = values
        .map(|((population, value), error)| Band {
            population,
            value,
            uncertainty: Uncertainty::StandardError(error),
        })
        .collect();
    Gradient::most_deprived_first(kind, transform, &bands).unwrap()
}

fn slopes(table: &Table, row: &csv::StringRecord) -> (AtBoth<Slope>, Limits) {
    let multiplier = Multiplier::new(table.read(row, "multiplier")).unwrap();
    let found = slope_at_both(&gradient(table, row), multiplier, Approach::Computed);
    let closed = found.at_95.limits == LimitsBy::ClosedForm;
    let limits = if closed { Limits::Exact } else { Limits::Simulated };
    assert_eq!(limits == Limits::Exact, table.text(row, "limits") == "exact");
    (found, limits)
}

/// Holds one measure against its table, and says how many rows were held.
fn hold_measure(name: &str) -> usize {
    if name == "control-chart" {
        return control_chart::golden::hold();
    }
    let table = Table::open(&path(name));
    for row in &table.rows {
        let (found, limits): (AtBoth<Estimate>, Limits) = match name {
            "proportion" => {
                let p = proportion(&table, row, "x", "n");
                (AtBoth::of(|confidence| wilson(p, confidence)), Limits::Exact)
            }
            "gap-absolute" => {
                let ends = ends(&table, row);
                (
                    AtBoth::of(|confidence| {
                        absolute_gap(ends, Polarity::LowerIsBetter, confidence).estimate
                    }),
                    Limits::Exact,
                )
            }
            "gap-relative" => {
                let ends = ends(&table, row);
                let gap = |confidence| {
                    relative_gap(ends, Polarity::LowerIsBetter, confidence).unwrap().estimate
                };
                (AtBoth::of(gap), Limits::Exact)
            }
            "sii" => {
                let (found, limits) = slopes(&table, row);
                (AtBoth { at_95: found.at_95.sii, at_998: found.at_998.sii }, limits)
            }
            "rii" => {
                let (found, limits) = slopes(&table, row);
                let rii = |slope: Slope| slope.rii.unwrap();
                (AtBoth { at_95: rii(found.at_95), at_998: rii(found.at_998) }, limits)
            }
            _ => return hold_tabled(&table, name),
        };
        let of = format!("{name} {row:?}");
        hold(&of, found, table.estimates(row, "value", ""), limits);
    }
    table.rows.len()
}

#[test]
fn every_measure_has_a_golden_table() {
    let source = include_str!("../golden/SOURCE.md");
    let names = MEASURES.iter().map(|of| of.name).chain(CHARTS.iter().map(|of| of.name));
    for name in names {
        assert!(hold_measure(name) >= 5, "{name} has too few rows");
        assert!(source.contains(&format!("`{name}.csv`")), "{name}");
    }
}

#[test]
fn every_measure_is_told_in_one_sentence() {
    let mut names: Vec<&str> = MEASURES.iter().map(|measure| measure.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), MEASURES.len());
    for measure in MEASURES {
        assert!(!measure.title.is_empty() && measure.says.ends_with('.'), "{}", measure.name);
    }
}
