//! The answers of the World Health Organization's own software, where a copy of them stands beside
//! this checkout.
//!
//! Three of its habits are allowed for, and told in its README: it scales PAF, MLD and TI but not
//! their errors, whose limits are then no use; the error of an SII is on a scale of 1; and IDISU
//! was asked without populations.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write as _;
use std::path::PathBuf;

use flate2::read::GzDecoder;
use measure::catalogue::named;
use measure::{Cell, Column, Confidence, Found, Measured, Options, Polarity, Row, Unit};

use crate::tables::Table;

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/golden/healthequal").join(name)
}

/// A table of the reference, or nothing where there is no copy.
fn reference(name: &str) -> Option<Table> {
    let path = path(name);
    if !path.is_file() {
        say(&format!("{name} was not there: nothing was held against it"));
        return None;
    }
    let packed = path.extension().is_some_and(|extension| extension == "gz");
    Some(if packed {
        Table::read_from(GzDecoder::new(File::open(path).unwrap()))
    } else {
        Table::open(&path)
    })
}

/// Says how much was held, even of a test that passes.
fn say(words: &str) {
    writeln!(std::io::stderr(), "{words}").expect("a line on standard error");
}

/// Our names for theirs.
fn ours(name: &str) -> String {
    match name {
        "parisk" => "par".to_owned(),
        "covar" => "cov".to_owned(),
        "sii" | "rii" => format!("{name}-logit"),
        name => name.replace('_', "-"),
    }
}

/// One case of their inputs, as a table and what is said of it.
struct Case {
    columns: Vec<Column>,
    rows: Vec<Row>,
    options: Options,
}

fn cases(inputs: &Table) -> BTreeMap<String, Case> {
    let mut cases: BTreeMap<String, Case> = BTreeMap::new();
    for row in &inputs.rows {
        let unit = match inputs.text(row, "indicator_scale") {
            "100" => Unit::Percent,
            "1" => Unit::Years,
            other => panic!("no scale {other}"),
        };
        let polarity = match inputs.text(row, "favourable_indicator") {
            "1" => Polarity::HigherIsBetter,
            "0" => Polarity::LowerIsBetter,
            other => panic!("no polarity {other}"),
        };
        let case = cases.entry(inputs.text(row, "case_id").to_owned()).or_insert_with(|| Case {
            columns: inputs.cells(row).filter_map(|(name, _)| Column::headed(name)).collect(),
            rows: Vec::new(),
            options: Options { unit, polarity, ..Options::default() },
        });
        let mut given = given(inputs, row, case.rows.len() + 1);
        inputs.text(row, "subgroup").clone_into(&mut given.subgroup);
        if inputs.said(row, "reference_subgroup") == Some("1") {
            case.options.reference = Some(given.subgroup.clone());
        }
        case.rows.push(given);
    }
    cases
}

fn given(table: &Table, row: &csv::StringRecord, number: usize) -> Row {
    let mut given = Row::new(number);
    for (heading, text) in table.cells(row) {
        if let Some(column) = Column::headed(heading) {
            given.put(column, Cell::of(text));
        }
    }
    given
}

fn asked(name: &str, table: &measure::Table, options: &Options) -> Measured {
    let found = named(name).unwrap_or_else(|| panic!("no measure {name}")).ask(table, options);
    let [Found { row: None, outcome }] = found.as_slice() else { panic!("{name}: {found:?}") };
    outcome.clone().unwrap_or_else(|refused| panic!("{name}: {refused:?}"))
}

/// To a part of the figure, or of something else where that is wider.
fn close(of: &str, name: &str, found: f64, expected: f64, allowed: f64) {
    let off = (found - expected).abs();
    assert!(off <= allowed, "{of}: {name} {found}, not {expected}: off by {off}");
}

#[test]
fn every_answer_is_that_of_the_reference() {
    let (Some(inputs), Some(expected)) = (reference("inputs.csv"), reference("expected.csv"))
    else {
        return;
    };
    let cases = cases(&inputs);
    let (mut exact, mut simulated, mut bare) = (0, 0, 0);
    let mut furthest = 0.0_f64;
    for row in &expected.rows {
        let theirs = expected.text(row, "measure");
        let name = ours(theirs);
        let Case { columns, rows, options } = &cases[expected.text(row, "case_id")];
        let mut rows = rows.clone();
        if name == "idisu" {
            for row in &mut rows {
                row.put(Column::Population, Cell::Blank);
            }
        }
        let found = asked(&name, &measure::Table::new(columns.clone(), rows), options);
        let of = format!("{} {name}", expected.text(row, "case_id"));
        let value: f64 = expected.read(row, "estimate");
        close(&of, "value", found.value, value, 1e-6 * value.abs());

        let scale = match name.as_str() {
            "paf" => 100.0,
            "mld" | "ti" => 1000.0,
            name if name.starts_with("sii") => options.unit.whole(),
            _ => 1.0,
        };
        if expected.said(row, "se").is_some() {
            let error: f64 = expected.read(row, "se");
            let found = found.standard_error.unwrap_or_else(|| panic!("{of}: no error"));
            close(&of, "se", found / scale, error, 1e-6 * error);
        }
        if expected.said(row, "lower95").is_none() {
            assert!(found.limits.is_none(), "{of}: {found:?}");
            bare += 1;
            continue;
        }
        let limits = found.estimate(Confidence::Ninety5).unwrap_or_else(|| panic!("{of}: bare"));
        assert!(limits.covers(value), "{of}: {limits}");
        let (lower, upper): (f64, f64) =
            (expected.read(row, "lower95"), expected.read(row, "upper95"));
        if matches!(name.as_str(), "paf" | "mld" | "ti") {
            exact += 1;
            continue;
        }
        let allowed = if expected.text(row, "note").starts_with("CI simulated") {
            simulated += 1;
            let width = upper - lower;
            let off = (limits.lower - lower).abs().max((limits.upper - upper).abs());
            furthest = furthest.max(off / width);
            0.1 * width
        } else {
            exact += 1;
            1e-6 * lower.abs().max(upper.abs())
        };
        close(&of, "lower", limits.lower, lower, allowed);
        close(&of, "upper", limits.upper, upper, allowed);
    }
    assert_eq!(exact + simulated + bare, expected.rows.len());
    say(&format!(
        "healthequal/expected.csv: {} rows held, {exact} in closed form, {simulated} simulated and within {:.1}% of the width, {bare} without limits",
        expected.rows.len(),
        100.0 * furthest
    ));
}

#[test]
fn people_surveyed_one_by_one_have_the_answers_of_the_reference() {
    let (Some(inputs), Some(expected)) =
        (reference("individual_sba_inputs.csv.gz"), reference("individual_expected.csv"))
    else {
        return;
    };
    let columns =
        vec![Column::Value, Column::Order, Column::Weight, Column::Stratum, Column::Cluster];
    let rows = inputs.rows.iter().enumerate().map(|(at, row)| {
        let mut given = given(&inputs, row, at + 1);
        given.put(Column::Value, Cell::of(inputs.text(row, "sba")));
        given
    });
    let table = measure::Table::new(columns, rows.collect());
    for row in &expected.rows {
        let name = ours(expected.text(row, "measure"));
        let found = asked(&name, &table, &Options::default());
        let limits = found.estimate(Confidence::Ninety5).unwrap();
        for (heading, found) in [
            ("estimate", found.value),
            ("se", found.standard_error.unwrap()),
            ("lower95", limits.lower),
            ("upper95", limits.upper),
            ("n", found.n),
        ] {
            let expected: f64 = expected.read(row, heading);
            close(&name, heading, found, expected, 1e-6 * expected.abs());
        }
    }
    say(&format!("healthequal/individual_expected.csv: {} rows held", expected.rows.len()));
}
