//! A control chart of how far a thing is known in records, period by period.

use disclosure::{Cell, Count, Hidden, NotShown, Published, Row};
use measure::{Confidence, Proportion, wilson};
use programme::code::IndicatorKey;
use programme::finding::{Provenance, Subject};
use programme::indicator::{Breakdown, Polarity, Unit, ValueType};

use crate::chart::{Chart, Named};
use crate::completeness::{Told, known_of};
use crate::series::in_order;
use crate::spc::{Of, of_series};
use crate::words::WHY_HIDDEN;

/// The records in which a thing is known, or not.
#[derive(Clone, Copy, Debug)]
pub struct Records<'a> {
    /// The indicator that counts them.
    pub indicator: &'a IndicatorKey,
    /// Its title.
    pub title: &'a str,
    /// Where they come from.
    pub source: &'a str,
    /// The policy under which their counts were let out.
    pub policy: &'a str,
}

/// Draws in how many of the records of each period `of`, such as the ethnic group, is known, judged
/// as [`spc`](crate::spc()) judges a share of which more is better.
///
/// A period is its name and its released counts, told apart as [`completeness`](crate::completeness())
/// tells them, and the share is of the counts shown. Where all that is known is hidden there is no
/// point. `id` begins every id within the picture; give each chart of a page its own.
pub fn known_over_time(
    of: &str,
    records: Records<'_>,
    periods: &[Named<'_, Vec<Count>>],
    id: &str,
) -> Chart {
    let known = Told::of(periods.iter().flat_map(|(_, counts)| counts.get())).known();
    let share = |(period, counts): &Named<'_, Vec<Count>>| {
        share((of, known), records, period, counts.get())
    };
    let all: Vec<Published> = periods.iter().map(share).collect();
    let series = in_order(all.iter().collect());
    let mut chart = of_series(series, Of::Group(known), None, id);
    let hidden = [" A count that is hidden ", WHY_HIDDEN, " is in no percentage."];
    chart.method.extend(hidden);
    chart
}

/// What is shown of one period, as a share.
fn share(
    (of, known): (&str, &str),
    records: Records<'_>,
    period: &str,
    counts: &[Count],
) -> Published {
    let shown = known_of(counts).and_then(|(numerator, whole)| {
        let share = Proportion::new(numerator, whole).ok()?;
        let [ninety5, ninety98] = [Confidence::Ninety5, Confidence::Ninety98]
            .map(|confidence| wilson(share, confidence).into());
        Some(Cell::Shown { numerator, denominator: whole, ninety5, ninety98 })
    });
    let hidden = Cell::Hidden { numerator: None, denominator: None, why: Hidden::ToProtectPeople };
    let title = records.title.trim_end_matches('.');
    let not = || Err(NotShown::NotForThisBreakdown);
    Published {
        subject: Subject {
            indicator: records.indicator.clone(),
            title: format!("{of} in the records of “{title}”"),
            value_type: ValueType::Proportion,
            unit: Unit::Percent,
            polarity: Polarity::HigherIsBetter,
            period: period.to_owned(),
            breakdown: Breakdown(Vec::new()),
            provenance: Provenance { source: records.source.to_owned(), ..Provenance::default() },
        },
        policy: records.policy.to_owned(),
        rows: vec![Row { group: known.to_owned(), cell: shown.unwrap_or(hidden) }],
        about: None,
        total: None,
        audit: None,
        merged: std::collections::BTreeMap::new(),
        limit: None,
        watermark: None,
        absolute_gap: not(),
        relative_gap: not(),
        sii: not(),
        rii: not(),
        line: None,
    }
}
