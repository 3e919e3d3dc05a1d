//! Golden tables in the columns that people have, through the door that commands use.
//!
//! A table holds cases, told apart by `case`: the columns a measure takes, `subgroup`, `period`,
//! `options` (such as `unit=percent polarity=lower-is-better`), and what is expected, whose
//! headings begin with `=`: `=value`, `=lower95`, `=upper95`, `=lower998`, `=upper998`, `=se`. A
//! measure of the whole case is expected on its first row. Where `=value` is blank and `=refused`
//! is not, the refusal must have those words in it; and what is said must have those of `=says`.

use measure::catalogue::named;
use measure::{Approach, Cell, Column, Found, Measured, Multiplier, Options, Row, Simulation};

use crate::tables::{Table, near};

/// Holds every case of a table, and says how many numbers and refusals were held.
pub(crate) fn hold_tabled(table: &Table, name: &str) -> usize {
    let measure = named(name).unwrap_or_else(|| panic!("no measure {name}"));
    let mut held = 0;
    let mut from = 0;
    while let Some(first) = table.rows.get(from) {
        let case = table.text(first, "case");
        let rows: Vec<_> =
            table.rows[from..].iter().take_while(|row| table.text(row, "case") == case).collect();
        let options = options(table.said(first, "options").unwrap_or_default());
        let columns = table.cells(first).filter_map(|(heading, _)| Column::headed(heading));
        let given: Vec<Row> =
            rows.iter().enumerate().map(|(at, row)| given(table, row, at + 1)).collect();
        let found = measure.ask(&measure::Table::new(columns.collect(), given), &options);
        for (at, row) in rows.iter().enumerate() {
            if table.said(row, "=value").is_none() && table.said(row, "=refused").is_none() {
                continue;
            }
            let of = format!("{name} {case}, row {}", at + 1);
            let answers = |found: &&Found| found.row.map_or(at == 0, |number| number == at + 1);
            let found = found.iter().find(answers).unwrap_or_else(|| panic!("{of}: no answer"));
            expect(table, row, found, &of);
            held += 1;
        }
        from += rows.len();
    }
    held
}

fn given(table: &Table, row: &csv::StringRecord, number: usize) -> Row {
    let mut given = Row::new(number);
    for (heading, text) in table.cells(row) {
        match heading {
            "subgroup" => text.clone_into(&mut given.subgroup),
            "period" => text.clone_into(&mut given.period),
            _ => {
                if let Some(column) = Column::headed(heading) {
                    given.put(column, Cell::of(text));
                }
            }
        }
    }
    given
}

fn expect(table: &Table, row: &csv::StringRecord, found: &Found, of: &str) {
    let measured: &Measured = match (&found.outcome, table.said(row, "=refused")) {
        (Err(refused), Some(words)) => {
            assert!(refused.reason().contains(words), "{of}: {refused:?}, not “{words}”");
            return;
        }
        (Ok(measured), None) => measured,
        (found, expected) => panic!("{of}: {found:?}, but expected {expected:?}"),
    };
    if let Some(words) = table.said(row, "=says") {
        let says = measured.says.as_deref().unwrap_or_default();
        assert!(says.contains(words), "{of}: “{says}”, not “{words}”");
    }
    let limits = measured.limits;
    let simulated = table.said(row, "=limits") == Some("simulated");
    for (heading, found) in [
        ("=value", Some(measured.value)),
        ("=se", measured.standard_error),
        ("=lower95", limits.map(|limits| limits.at_95.lower)),
        ("=upper95", limits.map(|limits| limits.at_95.upper)),
        ("=lower998", limits.map(|limits| limits.at_998.lower)),
        ("=upper998", limits.map(|limits| limits.at_998.upper)),
    ] {
        let Some(expected) = table.said(row, heading) else { continue };
        let expected: f64 = expected.parse().unwrap();
        let found = found.unwrap_or_else(|| panic!("{of}: no {heading}"));
        if simulated && heading != "=value" && heading != "=se" {
            let limits = limits.unwrap_or_else(|| panic!("{of}: no limits"));
            let (limits, part) =
                if heading.ends_with("998") { (limits.at_998, 0.02) } else { (limits.at_95, 0.01) };
            let allowed = part * (limits.upper - limits.lower);
            assert!((found - expected).abs() <= allowed, "{of}: {heading} {found} {expected}");
        } else {
            near(of, heading, found, expected);
        }
    }
}

/// Options as one line: `unit=percent polarity=lower-is-better`.
pub(crate) fn options(line: &str) -> Options {
    let mut options = Options::default();
    for option in line.split_whitespace() {
        let (name, value) = option.split_once('=').expect("name=value");
        match name {
            "unit" => options.unit = value.parse().unwrap(),
            "polarity" => options.polarity = value.parse().unwrap(),
            "reference" => options.reference = Some(value.to_owned()),
            "multiplier" => options.multiplier = Multiplier::new(value.parse().unwrap()).ok(),
            "benchmark" => options.benchmark = Some(value.parse().unwrap()),
            "quantiles" => options.quantiles = Some(value.parse().unwrap()),
            "invert" => options.first = measure::quantile::First::Highest,
            "power" => options.power = value.parse().unwrap(),
            "comparer" => options.comparer = value.parse().unwrap(),
            "due" => options.due = Some(value.parse().unwrap()),
            "shape" => options.shape = value.parse().unwrap(),
            "tolerance" => options.tolerance = value.parse().unwrap(),
            "seed" => {
                let seed = value.parse().unwrap();
                options.approach = Approach::Simulated(Simulation::new(100_000, seed).unwrap());
            }
            other => panic!("no option {other}"),
        }
    }
    options
}
