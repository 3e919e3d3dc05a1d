//! The slope and relative indices of a table's groups.

use super::{Multiplier, Slope, at_both};
use crate::line::Wanted;
use crate::proportion::as_f64;
use crate::reported::reported;
use crate::table::Column;
use crate::{AtBoth, Band, Found, Gradient, Measure, Measured, Options, Refusal, Table, ValueKind};

const OWN: &str = "order; numerator, denominator; or value, population with se, or lower, upper";

const NATIONAL: &str = "order (the national quantile; --quantiles where not all are there); numerator, denominator; or value, population with se, or lower, upper";

pub(crate) const SII: Measure = Measure {
    name: "sii",
    title: "Slope index of inequality",
    says: "How far the value rises from the most deprived person to the least, along a line through every group; below 0 it is higher in the most deprived.",
    takes: OWN,
    documented: "slope::slope",
    find: |table, options| Found::whole(sii(own(table, options), options)),
};

pub(crate) const RII: Measure = Measure {
    name: "rii",
    title: "Relative index of inequality",
    says: "How many times the value of the most deprived person that of the least is, along the same line; below 1 it is higher in the most deprived.",
    takes: OWN,
    documented: "slope::slope",
    find: |table, options| Found::whole(rii(own(table, options), options)),
};

pub(crate) const SII_NATIONAL: Measure = Measure {
    name: "sii-national",
    title: "Slope index of inequality at national ranks",
    says: "The same between the nation's most and least deprived, wherever this place's people live, so that places can be compared.",
    takes: NATIONAL,
    documented: "slope::slope",
    find: |table, options| Found::whole(sii(national(table, options), options)),
};

pub(crate) const RII_NATIONAL: Measure = Measure {
    name: "rii-national",
    title: "Relative index of inequality at national ranks",
    says: "The same as a ratio between the nation's least and most deprived.",
    takes: NATIONAL,
    documented: "slope::slope",
    find: |table, options| Found::whole(rii(national(table, options), options)),
};

/// A gradient, and what the whole is on the unit its slope is to be told on.
type Given = Result<(Gradient, f64), Refusal>;

fn fitted(given: Given, options: &Options, wanted: Wanted) -> Result<AtBoth<Slope>, Refusal> {
    let (gradient, whole) = given?;
    let multiplier = Multiplier::new(options.multiplied_by(1.0) * whole)?;
    Ok(at_both(&gradient, multiplier, options.approach, wanted))
}

fn sii(given: Given, options: &Options) -> Result<Measured, Refusal> {
    let slope = fitted(given, options, Wanted::Slope)?;
    let found = AtBoth { at_95: slope.at_95.sii, at_998: slope.at_998.sii };
    let turned = options.multiplied_by(1.0) < 0.0;
    let [higher, lower] = if turned { ["most", "least"] } else { ["least", "most"] };
    let says = match found.at_95.value {
        0.0 => "the same from the most to the least deprived".to_owned(),
        value if value > 0.0 => format!("higher in the {higher} deprived by {value:.4}"),
        value => format!("higher in the {lower} deprived by {:.4}", -value),
    };
    let groups = as_f64(slope.at_95.ridits.len() as u64);
    let error = slope.at_95.standard_error;
    let mut measured = Measured::between(found, slope.at_95.method, groups).saying(says);
    measured.standard_error = error;
    Ok(measured)
}

fn rii(given: Given, options: &Options) -> Result<Measured, Refusal> {
    let AtBoth { at_95, at_998 } = fitted(given, options, Wanted::Both)?;
    let groups = as_f64(at_95.ridits.len() as u64);
    let found = AtBoth { at_95: at_95.rii, at_998: at_998.rii }.transposed()?;
    let turned = options.multiplied_by(1.0) < 0.0;
    let [above, below] = if turned { ["most", "least"] } else { ["least", "most"] };
    let (value, times) = (found.at_95.value, found.at_95.value.max(1.0 / found.at_95.value));
    let who = if value >= 1.0 { above } else { below };
    let says = format!("{times:.4} times as high in the {who} deprived");
    Ok(Measured::between(found, at_95.method, groups).saying(says))
}

/// The groups in their order as bands, and what their values are.
struct Groups {
    orders: Vec<u32>,
    bands: Vec<Band>,
    kind: ValueKind,
    whole: f64,
}

fn groups(table: &Table, options: &Options) -> Result<Groups, Refusal> {
    let rows = table.in_order()?;
    let (mut orders, mut bands) = (Vec::new(), Vec::new());
    let mut first: Option<(ValueKind, f64)> = None;
    for row in rows {
        let found = reported(row, options)?;
        let (kind, _) = *first.get_or_insert((found.kind, found.whole_of_kind()));
        if kind != found.kind {
            return Err(Refusal::new(format!(
                "row {} has {} where another has {kind}: give counts for all groups or for none",
                row.number(),
                found.kind
            )));
        }
        orders.push(u32::try_from(row.count(Column::Order)?).unwrap_or(u32::MAX));
        bands.push(found.band(row)?);
    }
    let (kind, whole) = first.ok_or_else(|| Refusal::new("the table has no rows"))?;
    Ok(Groups { orders, bands, kind, whole })
}

impl Groups {
    /// Refuses an order that does not run from 1 without a gap.
    fn without_gap(&self) -> Result<u32, Refusal> {
        let mut last = 0;
        for &order in &self.orders {
            if order != last + 1 {
                return Err(Refusal::new(format!(
                    "group {} is missing: the order must run from 1, the most disadvantaged, without a gap",
                    last + 1
                )));
            }
            last = order;
        }
        Ok(last)
    }
}

fn own(table: &Table, options: &Options) -> Given {
    let groups = groups(table, options)?;
    groups.without_gap()?;
    let Groups { bands, kind, whole, .. } = groups;
    Ok((Gradient::most_deprived_first(kind, options.transform, &bands)?, whole))
}

fn national(table: &Table, options: &Options) -> Given {
    let groups = groups(table, options)?;
    let quantiles = options.quantiles.map_or_else(|| groups.without_gap(), Ok)?;
    let Groups { orders, bands, kind, whole } = groups;
    let bands: Vec<(u32, Band)> = orders.into_iter().zip(bands).collect();
    let gradient = Gradient::at_national_ranks(kind, options.transform, quantiles, &bands)?;
    Ok((gradient, whole))
}
