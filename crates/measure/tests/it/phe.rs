//! The reference's estimates, asked through the door that commands use, where a copy of its
//! answers stands beside this checkout.

use std::collections::BTreeMap;

use csv::StringRecord;
use measure::catalogue::named;
use measure::quantile::First;
use measure::{Cell, Column, Found, Multiplier, Options, Row, Unit};

use crate::acceptance::{reference, say};
use crate::tables::{Table, near};

/// The rows of one case, as a table that measures can be asked of.
fn table(of: &Table, rows: &[&StringRecord], renamed: &[(&str, Column)]) -> measure::Table {
    let column = |heading: &str| {
        let renamed = renamed.iter().find(|(name, _)| *name == heading);
        renamed.map(|(_, column)| *column).or_else(|| Column::headed(heading))
    };
    let mut columns = Vec::new();
    let mut given = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let mut put = Row::new(at + 1);
        for (heading, text) in of.cells(row) {
            if heading == "ageband" {
                text.clone_into(&mut put.subgroup);
            }
            if let Some(column) = column(heading) {
                columns.push(column);
                put.put(column, Cell::of(text));
            }
        }
        given.push(put);
    }
    measure::Table::new(columns, given)
}

fn cases<'a>(of: &'a Table, heading: &str) -> BTreeMap<String, Vec<&'a StringRecord>> {
    let mut cases: BTreeMap<String, Vec<&StringRecord>> = BTreeMap::new();
    for row in &of.rows {
        cases.entry(of.text(row, heading).to_owned()).or_default().push(row);
    }
    cases
}

fn ask(measure: &str, table: &measure::Table, options: &Options) -> Vec<Found> {
    named(measure).unwrap().ask(table, options)
}

/// Holds an answer against the columns of a row of the reference, whose blanks are refusals.
fn hold(of: &str, found: &Found, table: &Table, row: &StringRecord, value: &str) {
    if table.said(row, value).is_none() {
        assert!(found.outcome.is_err(), "{of}: {found:?}, and the reference shows nothing");
        return;
    }
    let measured = found.outcome.as_ref().unwrap_or_else(|refused| panic!("{of}: {refused:?}"));
    near(of, value, measured.value, table.read(row, value));
    let limits = measured.limits.unwrap();
    for (heading, found) in [
        ("lower95", limits.at_95.lower),
        ("upper95", limits.at_95.upper),
        ("lower998", limits.at_998.lower),
        ("upper998", limits.at_998.upper),
    ] {
        if table.said(row, heading).is_some() {
            near(of, heading, found, table.read(row, heading));
        }
    }
}

/// Cases of several rows, each with one answer.
fn hold_cases(
    measure: &str,
    inputs: &str,
    expected: &str,
    case: &str,
    rows_of: &dyn Fn(&Table, &StringRecord) -> bool,
) {
    let (Some(inputs), Some(answers)) = (reference(inputs), reference(expected)) else { return };
    let cases = cases(&inputs, case);
    let rows: Vec<_> = answers.rows.iter().filter(|row| rows_of(&answers, row)).collect();
    for row in &rows {
        let name = answers.text(row, case);
        let found = ask(measure, &table(&inputs, &cases[name], &[]), &Options::default());
        hold(&format!("{measure} {name}"), &found[0], &answers, row, "value");
    }
    assert!(!rows.is_empty());
    say(&format!("{expected}: {} cases of {measure} held", rows.len()));
}

const ALL: &dyn Fn(&Table, &StringRecord) -> bool = &|_, _| true;

#[test]
fn rates_are_those_of_the_reference() {
    let Some(answers) = reference("rate.csv") else { return };
    for row in &answers.rows {
        let multiplier = Multiplier::new(answers.read(row, "multiplier")).ok();
        let options = Options { multiplier, ..Options::default() };
        // The reference's answer stands in the same row under a name that is also a column of ours.
        let found = ask("rate", &table(&answers, &[row], &[]), &options);
        hold(answers.text(row, "case_id"), &found[0], &answers, row, "value");
    }
    say(&format!("rate.csv: {} cases held", answers.rows.len()));
}

#[test]
fn means_are_those_of_the_reference() {
    hold_cases("mean", "mean_inputs.csv", "mean_expected.csv", "group", ALL);
}

#[test]
fn directly_standardised_rates_are_those_of_the_reference() {
    hold_cases("dsr", "dsr_inputs.csv", "dsr_expected.csv", "case_id", ALL);
    let (inputs, expected) = ("dsr_nonindependent_inputs.csv", "dsr_nonindependent_expected.csv");
    hold_cases("dsr-nonindependent", inputs, expected, "case_id", ALL);
}

#[test]
fn indirectly_standardised_rates_and_ratios_are_those_of_the_reference() {
    for (measure, name) in [("isr", "isr_per_100000"), ("smr", "smr_ratio_x100")] {
        let named = move |table: &Table, row: &StringRecord| table.text(row, "measure") == name;
        hold_cases(measure, "isr_inputs.csv", "isr_expected.csv", "case_id", &named);
    }
}

#[test]
fn life_expectancies_are_those_of_the_reference() {
    let inputs = reference("life_expectancy_inputs.csv");
    let (Some(inputs), Some(answers)) = (inputs, reference("life_expectancy_expected.csv")) else {
        return;
    };
    let expected = cases(&answers, "case_id");
    for (case, rows) in cases(&inputs, "case_id") {
        let found = ask("life-expectancy", &table(&inputs, &rows, &[]), &Options::default());
        let by_age: BTreeMap<u32, &&StringRecord> =
            expected[&case].iter().map(|row| (answers.read(row, "startage"), row)).collect();
        for (at, row) in rows.iter().enumerate() {
            let age: u32 = inputs.read(row, "startage");
            let own = found.iter().find(|found| found.row.is_none_or(|number| number == at + 1));
            let of = format!("{case} at {age}");
            hold(&of, own.unwrap(), &answers, by_age[&age], "life_expectancy");
        }
    }
    say(&format!("life_expectancy_expected.csv: {} ages held", answers.rows.len()));
}

#[test]
fn quantiles_are_those_of_the_reference() {
    let Some(all) = reference("quantile.csv") else { return };
    let mut held = 0;
    for (headings, quantiles, expected) in [
        (&["indicator"][..], 10, "decile_by_indicator"),
        (&["indicator"], 5, "quintile_by_indicator"),
        (&["indicator", "parent_code"], 4, "quartile_by_indicator_parent"),
    ] {
        let mut groups: BTreeMap<String, Vec<&StringRecord>> = BTreeMap::new();
        for row in &all.rows {
            let key: Vec<&str> = headings.iter().map(|heading| all.text(row, heading)).collect();
            groups.entry(key.join("|")).or_default().push(row);
        }
        for (group, rows) in groups {
            let invert = all.text(rows[0], "invert") == "TRUE";
            let first = if invert { First::Highest } else { First::Lowest };
            let options = Options { quantiles: Some(quantiles), first, ..Options::default() };
            let found = ask("quantile", &table(&all, &rows, &[]), &options);
            for (at, row) in rows.iter().enumerate() {
                let own =
                    found.iter().find(|found| found.row.is_none_or(|number| number == at + 1));
                let found = own.unwrap().outcome.as_ref().ok().map(|found| found.value);
                let expected: Option<f64> = all.said(row, expected).and_then(|q| q.parse().ok());
                assert_eq!(found, expected, "{group} {}", all.text(row, "row_id"));
                held += 1;
            }
        }
    }
    say(&format!("quantile.csv: {held} assignments held"));
}

#[test]
fn funnels_mark_what_the_reference_marks() {
    let counts = [("count", Column::Numerator), ("pop", Column::Denominator)];
    let ratio = [("obs", Column::Numerator), ("expected", Column::Denominator)];
    for (measure, file, renamed) in [
        ("funnel-proportion", "funnel_proportion_significance.csv", &[][..]),
        ("funnel-ratio", "funnel_ratio_significance.csv", &ratio),
        ("funnel-rate", "funnel_rate_significance.csv", &counts),
    ] {
        let Some(answers) = reference(file) else { return };
        let rows: Vec<&StringRecord> = answers.rows.iter().collect();
        let found = ask(measure, &table(&answers, &rows, renamed), &Options::default());
        for (found, row) in found.iter().zip(&rows) {
            let says = found.outcome.as_ref().unwrap().says.as_deref();
            assert_eq!(says, Some(answers.text(row, "significance")), "{file} {row:?}");
        }
        say(&format!("{file}: {} marks held", rows.len()));
    }
}

#[test]
fn funnel_limits_of_proportions_are_those_of_the_reference() {
    use measure::funnel::{Around, proportion_limits, sizes};
    let Some(answers) = reference("funnel_proportion_limits.csv") else { return };
    let mut drawn = Vec::new();
    for row in &answers.rows {
        let people: u32 = answers.read(row, "Population");
        let size = f64::from(people);
        let average = answers.read::<f64>(row, "baseline") / 100.0;
        drawn.push(people);
        for (name, confidence) in
            [("2s", measure::Confidence::Ninety5), ("3s", measure::Confidence::Ninety98)]
        {
            let limits = proportion_limits(average, size, Around::Average, confidence).unwrap();
            let of = format!("{name} of {size}");
            near(
                &of,
                "lower",
                limits.lower * 100.0,
                answers.read(row, &format!("lower_{name}_limit")),
            );
            near(
                &of,
                "upper",
                limits.upper * 100.0,
                answers.read(row, &format!("upper_{name}_limit")),
            );
        }
    }
    assert_eq!(drawn, sizes(drawn[0], drawn[99]));
    say(&format!("funnel_proportion_limits.csv: {} sizes held", drawn.len()));
}

#[test]
fn funnel_limits_of_events_are_those_of_the_reference() {
    use measure::funnel::{expected_at, sizes};
    // A rate's expected events are so many years of its people at the average.
    const YEARS: f64 = 3.0;
    for (file, events) in
        [("funnel_ratio_limits.csv", "Observed_events"), ("funnel_rate_limits.csv", "Events")]
    {
        let Some(answers) = reference(file) else { return };
        let mut drawn = Vec::new();
        for row in &answers.rows {
            let observed: u32 = answers.read(row, events);
            drawn.push(observed);
            for (name, confidence) in
                [("2s", measure::Confidence::Ninety5), ("3s", measure::Confidence::Ninety98)]
            {
                let at = expected_at(observed, confidence).unwrap();
                for (side, expected) in [("lower", at.lower), ("upper", at.upper)] {
                    let of = format!("{file} {name} of {observed}");
                    let limit: f64 = answers.read(row, &format!("{side}_{name}_limit"));
                    if events == "Events" {
                        let average = answers.read::<f64>(row, "baseline") / 1e5;
                        let people = answers.read(row, &format!("{side}_{name}_population_1_year"));
                        near(&of, side, expected / average / YEARS, people);
                        near(&of, side, f64::from(observed) / expected * average * 1e5, limit);
                    } else {
                        near(
                            &of,
                            side,
                            expected,
                            answers.read(row, &format!("{side}_{name}_exp_events")),
                        );
                        near(&of, side, f64::from(observed) / expected * 100.0, limit);
                    }
                }
            }
        }
        assert_eq!(drawn, sizes(drawn[0], drawn[99]));
        say(&format!("{file}: {} numbers of events held", drawn.len()));
    }
}

#[test]
fn units_scale_what_they_should() {
    let row = Row::new(1).with(Column::Numerator, 65.0).with(Column::Denominator, 100.0);
    let table = measure::Table::new(vec![Column::Numerator, Column::Denominator], vec![row]);
    let value = |measure, unit| {
        let options = Options { unit, ..Options::default() };
        ask(measure, &table, &options)[0].outcome.as_ref().unwrap().value
    };
    near("proportion", "unsaid", value("proportion", Unit::Unsaid), 0.65);
    near("proportion", "percent", value("proportion", Unit::Percent), 65.0);
    near("rate", "unsaid", value("rate", Unit::Unsaid), 65_000.0);
    near("rate", "per 1,000", value("rate", Unit::Per1000), 650.0);
}
