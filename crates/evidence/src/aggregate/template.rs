//! The plain template, and published tables that are typed into it.

use programme::indicator::Unit;

use super::{Figures, Line, Lines, count, interval};
use crate::error::Error;
use crate::table::Table;

const NAMES: [&str; 4] = ["indicator", "period", "breakdown", "group"];
const COUNTS: [&str; 2] = ["numerator", "denominator"];
const VALUES: [&str; 3] = ["value", "lower95", "upper95"];
const WIDE: [&str; 2] = ["lower998", "upper998"];

/// Where columns of those names stand, if all are there.
fn find<const N: usize>(table: &Table, names: [&str; N]) -> Option<[usize; N]> {
    let found = names.map(|name| table.find(&[name]));
    found.iter().all(Option::is_some).then(|| found.map(Option::unwrap_or_default))
}

pub(super) fn is_one(table: &Table) -> bool {
    let has_figures = find(table, COUNTS).is_some() || find(table, VALUES).is_some();
    find(table, NAMES).is_some() && has_figures
}

pub(super) fn read(table: &mut Table, unit: Unit) -> Result<Lines, Error> {
    let [indicator, period, breakdown, group] =
        table.needs(NAMES.each_ref().map(std::slice::from_ref))?;
    let (counts, values, wide) = (find(table, COUNTS), find(table, VALUES), find(table, WIDE));
    let mut lines = Vec::new();
    while let Some(row) = table.next()? {
        let counts = match counts {
            Some([above, whole]) => count(row, above)?.zip(count(row, whole)?),
            None => None,
        };
        let ninety5 = values.map_or(Ok(None), |at| interval(row, at, unit))?;
        let ninety98 = match (values, wide) {
            (Some([value, ..]), Some([lower, upper])) => {
                interval(row, [value, lower, upper], unit)?
            }
            _ => None,
        };
        lines.push(Line {
            key: row.field(indicator).to_owned(),
            period: row.field(period).to_owned(),
            breakdown: row.read(breakdown)?,
            group: row.field(group).to_owned(),
            figures: Figures { counts, ninety5, ninety98 },
            row: row.number(),
        });
    }
    Ok(Lines { lines, unused: std::collections::BTreeMap::new() })
}
