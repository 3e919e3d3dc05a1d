//! The change of a table's gap, from its first period to its last.

use super::{Change, change};
use crate::periods::by_period;
use crate::reported::reported;
use crate::{
    AtBoth, Confidence, Ends, Estimate, Found, Measure, Measured, Options, Periods, Refusal, Row,
    Table,
};

pub(crate) const MEASURE: Measure = Measure {
    name: "change",
    title: "Change of a gap",
    says: "How much wider or narrower the absolute gap is in the last period than in the first, and which end that came from.",
    takes: "period, order; numerator, denominator; or value with se, or lower, upper",
    documented: "change::change",
    find: |table, options| Found::whole(find(table, options)),
};

fn find(table: &Table, options: &Options) -> Result<Measured, Refusal> {
    let periods = by_period(table)?;
    let [earlier, .., later] = periods.as_slice() else {
        let there = counted(periods.len());
        return Err(Refusal::new(format!("a change needs at least 2 periods, and {there}")));
    };
    let both = Periods { earlier, later }.try_map(|period| ends_of(period, options))?;
    let AtBoth { at_95, at_998 } = AtBoth::of(|at| between_ends(both, options, at)).transposed()?;
    let estimates = AtBoth { at_95: at_95.absolute, at_998: at_998.absolute };
    let says = format!("{}; {}", at_95.words(), at_95.contributions_in_words());
    let method = "later gap minus earlier gap, square-and-add interval";
    Ok(Measured::between(estimates, method, 4.0).saying(says))
}

/// How many there are, of what is too few.
pub(crate) fn counted(count: usize) -> &'static str {
    if count == 0 { "there is none" } else { "there is 1" }
}

/// The change between two pairs of ends.
pub(crate) fn between_ends(
    both: Periods<Ends<AtBoth<Estimate>>>,
    options: &Options,
    confidence: Confidence,
) -> Result<Change, Refusal> {
    let at = |ends: Ends<AtBoth<Estimate>>| Ends {
        most_deprived: ends.most_deprived.at(confidence),
        least_deprived: ends.least_deprived.at(confidence),
    };
    Ok(change(both.map(at), options.polarity, confidence)?)
}

/// The estimates at the ends of a table's order.
pub(crate) fn ends_of(table: &Table, options: &Options) -> Result<Ends<AtBoth<Estimate>>, Refusal> {
    let estimates = |row: &Row| {
        let found = reported(row, options)?;
        AtBoth::of(|confidence| found.estimate(row, confidence)).transposed()
    };
    match table.in_order()?.as_slice() {
        [most_deprived, .., least_deprived] => Ok(Ends {
            most_deprived: estimates(most_deprived)?,
            least_deprived: estimates(least_deprived)?,
        }),
        rows => {
            let period = table.rows().first().map_or("", |row| row.period.as_str());
            Err(Refusal::new(format!(
                "the period “{period}” has {} group, and a gap needs at least 2",
                rows.len()
            )))
        }
    }
}
