//! The reference's own answers, where a copy of them stands beside this checkout.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::PathBuf;

use measure::{
    Approach, AtBoth, Band, Gradient, LimitsBy, Multiplier, Proportion, Simulation, Transform,
    Uncertainty, ValueKind, slope_at_both, wilson,
};

use crate::tables::{Limits, Table, hold, near};

/// A table of the reference, or nothing where there is no copy.
pub(crate) fn reference(name: &str) -> Option<Table> {
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/golden/phe").join(name);
    if path.is_file() {
        return Some(Table::open(&path));
    }
    say(&format!("{name} was not there: nothing was held against it"));
    None
}

/// Says how much was held, even of a test that passes.
pub(crate) fn say(words: &str) {
    writeln!(std::io::stderr(), "{words}").expect("a line on standard error");
}

#[test]
fn proportions_are_those_of_the_reference() {
    let Some(table) = reference("proportion.csv") else { return };
    for row in &table.rows {
        let proportion = Proportion::new(table.read(row, "x"), table.read(row, "n")).unwrap();
        let found = AtBoth::of(|confidence| wilson(proportion, confidence));
        let of = table.text(row, "case_id");
        hold(of, found, table.estimates(row, "value", ""), Limits::Exact);
        let percent = found.at_95.times(100.0);
        near(of, "percent", percent.value, table.read(row, "value_pct"));
        near(of, "percent", percent.lower, table.read(row, "lower95_pct"));
        near(of, "percent", percent.upper, table.read(row, "upper95_pct"));
    }
    assert!(!table.rows.is_empty());
    say(&format!("proportion.csv: {} cases held", table.rows.len()));
}

/// A gradient of the reference's inputs, whose rows need not be in order.
struct Case {
    kind: ValueKind,
    transform: Transform,
    multiplier: f64,
    bands: BTreeMap<u32, Band>,
}

fn cases(table: &Table) -> BTreeMap<(String, String), Case> {
    let mut cases = BTreeMap::new();
    for row in &table.rows {
        let key = (table.text(row, "block").to_owned(), table.text(row, "group_id").to_owned());
        let kind = match table.text(row, "value_type") {
            "0" => ValueKind::Plain,
            "1" => ValueKind::Rate,
            "2" => ValueKind::Proportion,
            other => panic!("no value type {other}"),
        };
        let transform = match (table.text(row, "transform"), kind) {
            ("FALSE", _) => Transform::None,
            ("TRUE", ValueKind::Rate) => Transform::Log,
            ("TRUE", ValueKind::Proportion) => Transform::Logit,
            other => panic!("no transform {other:?}"),
        };
        let uncertainty = match table.text(row, "basis") {
            "se" => Uncertainty::StandardError(table.read(row, "se")),
            "cl" => Uncertainty::Limits {
                lower: table.read(row, "lower_cl"),
                upper: table.read(row, "upper_cl"),
            },
            other => panic!("no basis {other}"),
        };
        let population = table.read(row, "population");
        let band = Band { population, value: table.read(row, "value"), uncertainty };
        let multiplier = table.read(row, "multiplier");
        let new = || Case { kind, transform, multiplier, bands: BTreeMap::new() };
        cases.entry(key).or_insert_with(new).bands.insert(table.read(row, "quantile"), band);
    }
    cases
}

#[test]
fn slope_and_relative_indices_are_those_of_the_reference() {
    let (Some(inputs), Some(expected)) =
        (reference("sii_inputs.csv"), reference("sii_expected.csv"))
    else {
        return;
    };
    let cases = cases(&inputs);
    let (mut exact, mut inverted) = (0, 0);
    for row in &expected.rows {
        let key =
            (expected.text(row, "block").to_owned(), expected.text(row, "group_id").to_owned());
        let case = cases.get(&key).expect("inputs for every answer");
        let bands: Vec<Band> = case.bands.values().copied().collect();
        let gradient = Gradient::most_deprived_first(case.kind, case.transform, &bands).unwrap();
        let multiplier = Multiplier::new(case.multiplier).unwrap();
        let of = format!("{key:?}");
        let approaches =
            [Approach::Computed, Approach::Simulated(Simulation::default())].map(|approach| {
                let AtBoth { at_95, at_998 } = slope_at_both(&gradient, multiplier, approach);
                // The reference multiplies the intercept, but only where it has transformed values.
                let unit = match case.transform {
                    Transform::None => 1.0,
                    Transform::Log | Transform::Logit => case.multiplier.abs(),
                };
                near(
                    &of,
                    "intercept",
                    at_95.fitted_at(0.0) * unit,
                    expected.read(row, "intercept"),
                );
                // Its limits are always simulated, and so never nearer than chance allows.
                let sii = AtBoth { at_95: at_95.sii, at_998: at_998.sii };
                hold(&of, sii, expected.estimates(row, "sii", "sii_"), Limits::Simulated);
                let rii = AtBoth { at_95: at_95.rii.unwrap(), at_998: at_998.rii.unwrap() };
                hold(&of, rii, expected.estimates(row, "rii", "rii_"), Limits::Simulated);
                at_95.limits
            });
        let [computed, drawn] = approaches;
        exact += usize::from(computed == LimitsBy::ClosedForm);
        inverted += usize::from(computed == LimitsBy::Inversion);
        assert_eq!(computed == LimitsBy::ClosedForm, drawn == LimitsBy::ClosedForm, "{of}");
    }
    assert_eq!(cases.len(), expected.rows.len());
    say(&format!(
        "sii_expected.csv: {} cases held, {exact} by closed form, {inverted} by inversion and drawn too",
        cases.len()
    ));
}
