//! The slope and relative indices of a table's groups.

use super::{Multiplier, Slope, slope_at_both};
use crate::reported::reported;
use crate::{AtBoth, Band, Found, Gradient, Measure, Measured, Options, Refusal, Table, ValueKind};

pub(crate) const SII: Measure = Measure {
    name: "sii",
    title: "Slope index of inequality",
    says: "How far the value rises from the most deprived person to the least, along a line through every group; below 0 it is higher in the most deprived.",
    takes: "order; numerator, denominator; or value, population with se, or lower, upper",
    documented: "slope::slope",
    find: |table, options| Found::whole(sii(table, options)),
};

pub(crate) const RII: Measure = Measure {
    name: "rii",
    title: "Relative index of inequality",
    says: "How many times the value of the most deprived person that of the least is, along the same line; below 1 it is higher in the most deprived.",
    takes: "order; numerator, denominator; or value, population with se, or lower, upper",
    documented: "slope::slope",
    find: |table, options| Found::whole(rii(table, options)),
};

fn sii(table: &Table, options: &Options) -> Result<Measured, Refusal> {
    let (slope, groups) = fitted(table, options)?;
    let found = AtBoth { at_95: slope.at_95.sii, at_998: slope.at_998.sii };
    let turned = options.multiplier.is_some_and(|multiplier| multiplier < 0.0);
    let higher = if turned { "most" } else { "least" };
    let lower = if turned { "least" } else { "most" };
    let says = match found.at_95.value {
        0.0 => "the same from the most to the least deprived".to_owned(),
        value if value > 0.0 => format!("higher in the {higher} deprived by {value:.4}"),
        value => format!("higher in the {lower} deprived by {:.4}", -value),
    };
    Ok(Measured::between(found, slope.at_95.method, groups).saying(says))
}

fn rii(table: &Table, options: &Options) -> Result<Measured, Refusal> {
    let (slope, groups) = fitted(table, options)?;
    let method = slope.at_95.method.clone();
    let found = AtBoth { at_95: slope.at_95.rii, at_998: slope.at_998.rii }.transposed()?;
    Ok(Measured::between(found, method, groups))
}

/// The line through the groups of a table, whose order must run from 1 without a gap.
fn fitted(table: &Table, options: &Options) -> Result<(AtBoth<Slope>, f64), Refusal> {
    let rows = table.in_order()?;
    let mut bands: Vec<Band> = Vec::with_capacity(rows.len());
    let mut whole = 1.0;
    let (mut expected, mut kind) = (1.0, ValueKind::Plain);
    for row in rows {
        let order = row.needs(crate::Column::Order)?;
        if order.total_cmp(&expected).is_ne() {
            return Err(Refusal::new(format!(
                "group {expected} is missing: the order must run from 1, the most disadvantaged, without a gap"
            )));
        }
        expected += 1.0;
        let found = reported(row, options)?;
        (kind, whole) = (found.kind, found.whole_of_kind());
        bands.push(found.band(row)?);
    }
    let gradient = Gradient::most_deprived_first(kind, options.transform, &bands)?;
    let multiplier = Multiplier::new(options.multiplier.unwrap_or(1.0) * whole)?;
    Ok((slope_at_both(&gradient, multiplier, options.simulation), expected - 1.0))
}
