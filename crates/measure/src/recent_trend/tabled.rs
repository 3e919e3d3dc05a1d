//! The recent trend of a table's rows, each of which is a period.

use super::{NoTrend, POINTS, recent_trend, recent_trend_of_proportions};
use crate::proportion::as_f64;
use crate::reported::{Reported, reported};
use crate::table::{Cell, Column};
use crate::{
    Confidence, Estimate, Found, Measure, Measured, Options, Proportion, Refusal, Row, Table,
    ValueKind, proportion,
};

pub(crate) const MEASURE: Measure = Measure {
    name: "recent-trend",
    title: "Recent trend",
    says: "Whether the last five periods rise or fall, and whether that is better or worse; the number is chi-squared, told above 9.55.",
    takes: "rows in the order of their periods; numerator, denominator; or value with se, or lower, upper",
    documented: "recent_trend::recent_trend",
    find: |table, options| Found::whole(find(table, options)),
};

fn find(table: &Table, options: &Options) -> Result<Measured, Refusal> {
    let rows = table.rows();
    if rows.iter().any(|row| *row.cell(Column::Order) != Cell::Blank) {
        let words = "these rows are groups in an order, and a trend takes a row a period";
        return Err(Refusal::new(words));
    }
    let from = rows.len().checked_sub(POINTS).ok_or(NoTrend::TooFew { points: rows.len() })?;
    let last: Vec<(&Row, Reported)> = rows
        .iter()
        .skip(from)
        .map(|row| Ok((row, reported(row, options).map_err(|why| cannot(&why))?)))
        .collect::<Result<_, Refusal>>()?;
    let (trend, method) = if let Some(counted) = proportions(&last)? {
        (recent_trend_of_proportions(&counted)?, "Cochran-Armitage test of the last 5 points")
    } else {
        let estimate = |(row, found): &(&Row, Reported)| found.estimate(row, Confidence::Ninety5);
        let points: Vec<Estimate> = last
            .iter()
            .map(estimate)
            .collect::<Result<_, Refusal>>()
            .map_err(|why| cannot(&why))?;
        (recent_trend(&points)?, "weighted regression on the last 5 points")
    };
    let label = trend.label(options.polarity);
    Ok(Measured::new(trend.chi_squared, method, as_f64(5)).saying(label))
}

fn cannot(why: &Refusal) -> Refusal {
    Refusal::new(format!("Cannot be calculated: {}", why.reason()))
}

/// The counts of every point, if every point has them.
fn proportions(last: &[(&Row, Reported)]) -> Result<Option<Vec<Proportion>>, Refusal> {
    let counted = |(row, found): &(&Row, Reported)| {
        let counted = found.counts().is_some() && found.kind == ValueKind::Proportion;
        if counted { proportion::of(row).map(Some) } else { Ok(None) }
    };
    last.iter().map(counted).collect()
}
