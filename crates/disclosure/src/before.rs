//! Findings that their source had published, as values with limits and without counts.
//!
//! There is nothing left to hide in them: whoever published them has decided. They pass the gate
//! as they are, under a policy that says so, and what rests on counts is not worked out.

use std::collections::BTreeMap;

use measure::{Estimate, difference};
use programme::finding::{Subject, UNKNOWN};
use programme::indicator::Polarity;

use crate::published::{Cell, Hidden, Interval, NotShown, Published, Row};
use crate::released::Released;

/// What stands for a policy where the source had published.
pub const ALREADY_PUBLISHED: &str = "already published";

/// A value as it was published, of one group.
#[derive(Clone, Debug, PartialEq)]
pub struct Before {
    /// The group, as a finding names it.
    pub group: String,
    /// The value with its 95% limits, as a proportion of 1; nothing where the source hid it.
    pub ninety5: Option<Interval>,
    /// The value with its 99.8% limits, if they were published too.
    pub ninety98: Option<Interval>,
}

/// Lets out what a source had published: each value as it is, and the gap between the ends.
///
/// Every number is rounded to nine decimals. Relative gaps and slopes need the counts, and are
/// refused.
#[must_use]
pub fn release_published(subject: Subject, values: Vec<Before>) -> Released<Published> {
    let cell = |value: Before| match value.ninety5 {
        Some(ninety5) => {
            Cell::Published { ninety5: plain(ninety5), ninety98: value.ninety98.map(plain) }
        }
        None => Cell::Hidden { numerator: None, denominator: None, why: Hidden::ToProtectPeople },
    };
    let row = |value: Before| Row { group: value.group.clone(), cell: cell(value) };
    let rows: Vec<Row> = values.into_iter().map(row).collect();
    let refused = || NotShown::Undefined("its source published no counts".to_owned());
    let is_ordered = subject.breakdown.has_order();
    let needs_counts = || if is_ordered { refused() } else { NotShown::NotForThisBreakdown };
    Released::new(Published {
        policy: ALREADY_PUBLISHED.to_owned(),
        about: None,
        total: None,
        audit: None,
        merged: BTreeMap::new(),
        limit: None,
        watermark: None,
        absolute_gap: if is_ordered {
            gap(&rows, subject.polarity)
        } else {
            Err(NotShown::NotForThisBreakdown)
        },
        relative_gap: Err(needs_counts()),
        sii: Err(needs_counts()),
        rii: Err(needs_counts()),
        line: None,
        subject,
        rows,
    })
}

fn plain(Interval { value, lower, upper }: Interval) -> Interval {
    Interval::rounded(Estimate { value, lower, upper })
}

/// The difference of the two ends, above 0 where the most deprived are worse off.
fn gap(rows: &[Row], polarity: Polarity) -> Result<Interval, NotShown> {
    let numbered = rows.iter().filter(|row| row.group != UNKNOWN);
    let mut ordered: Vec<(u8, &Cell)> =
        numbered.filter_map(|row| Some((row.group.parse().ok()?, &row.cell))).collect();
    ordered.sort_by_key(|(number, _)| *number);
    let [(_, most), .., (_, least)] = ordered.as_slice() else {
        return Err(NotShown::NotForThisBreakdown);
    };
    let [most, least] = [most, least].map(|cell| match cell {
        Cell::Published { ninety5: Interval { value, lower, upper }, .. }
        | Cell::Shown { ninety5: Interval { value, lower, upper }, .. } => {
            Ok(Estimate { value: *value, lower: *lower, upper: *upper })
        }
        Cell::Hidden { .. } => Err(NotShown::GroupHidden),
    });
    let (most, least) = (most?, least?);
    let found = match polarity {
        Polarity::HigherIsBetter => difference(least, most),
        Polarity::LowerIsBetter | Polarity::Neutral => difference(most, least),
    };
    Ok(Interval::rounded(found))
}
