//! What several tables about the same people say together.
//!
//! Each table is safe by itself. But the groups of every table add up to the same people, and
//! those of a crossing to the groups of what it crosses, so one table may narrow down what
//! another hides.

use std::collections::BTreeMap;

use programme::finding::Subject;
use programme::indicator::{Breakdown, Dimension, ValueType};

use crate::bounds::{Range, Term, narrow};
use crate::policy::Policy;
use crate::published::{Cell, Row};

/// A masked table, with what divides it.
#[derive(Clone, Copy)]
pub(crate) struct Table<'a> {
    pub(crate) value_type: ValueType,
    pub(crate) breakdown: &'a Breakdown,
    pub(crate) rows: &'a [Row],
}

impl<'a> Table<'a> {
    /// What stands under a subject.
    pub(crate) fn of(subject: &'a Subject, rows: &'a [Row]) -> Self {
        Self { value_type: subject.value_type, breakdown: &subject.breakdown, rows }
    }
}

/// The joint of the parts of a crossing's group.
pub(crate) const JOINT: &str = " | ";

/// Where the three counts of one row stand among the ranges.
#[derive(Clone, Copy)]
struct Place {
    above: usize,
    whole: usize,
    rest: usize,
}

/// Whether the tables, put together, rule out a value that one of them leaves to a hidden count.
pub(crate) fn tell_more(tables: &[Table<'_>], policy: &Policy) -> bool {
    let mut ranges = Vec::new();
    let mut sums = Vec::new();
    let mut places: Vec<Vec<Place>> = Vec::new();
    for table in tables {
        let place = |row: &Row| {
            let at = ranges.len();
            let place = Place { above: at, whole: at + 1, rest: at + 2 };
            ranges.extend(known_of(table.value_type, &row.cell, policy));
            sums.push(vec![(place.above, 1), (place.rest, 1), (place.whole, -1)]);
            place
        };
        places.push(table.rows.iter().map(place).collect());
    }
    for (second, later) in tables.iter().enumerate() {
        for (first, earlier) in tables.iter().enumerate().take(second) {
            let pair = [(earlier, places.get(first)), (later, places.get(second))];
            let common: Vec<Dimension> = earlier
                .breakdown
                .0
                .iter()
                .copied()
                .filter(|dimension| later.breakdown.0.contains(dimension))
                .collect();
            sums.extend(equal_sums(&pair, &common));
            if !common.is_empty() {
                sums.extend(equal_sums(&pair, &[]));
            }
        }
    }
    narrow(&mut ranges, &sums);
    let small = Range::new(signed(policy.lowest_hidden), signed(policy.highest_hidden));
    let open = |at: usize| ranges.get(at).is_some_and(|range| range.holds(small));
    let rows = tables.iter().zip(&places).flat_map(|(table, places)| {
        table.rows.iter().zip(places).map(move |(row, place)| (table, row, place))
    });
    rows.into_iter().any(|(table, row, place)| match row.cell {
        Cell::Shown { .. } | Cell::Published { .. } => false,
        Cell::Hidden { numerator, .. } if table.value_type.is_rate() => {
            numerator.is_none() && !open(place.above)
        }
        Cell::Hidden { numerator, denominator, .. } => match (numerator, denominator) {
            (Some(_), Some(_)) => false,
            (Some(_), None) => !open(place.whole),
            (None, None) => !open(place.above) || !open(place.whole),
            (None, Some(_)) => !open(place.above) && !open(place.rest),
        },
    })
}

/// For every group of what two tables have in common: the sum in one is the sum in the other.
fn equal_sums(
    pair: &[(&Table<'_>, Option<&Vec<Place>>); 2],
    common: &[Dimension],
) -> Vec<Vec<Term>> {
    let mut sums: BTreeMap<Vec<String>, [Vec<Term>; 3]> = BTreeMap::new();
    for ((table, places), sign) in pair.iter().zip([1, -1]) {
        for (row, place) in table.rows.iter().zip(places.iter().copied().flatten()) {
            let sum = sums.entry(parts(table.breakdown, &row.group, common)).or_default();
            for (terms, at) in sum.iter_mut().zip([place.above, place.whole, place.rest]) {
                terms.push((at, sign));
            }
        }
    }
    sums.into_values().flatten().collect()
}

/// The parts of a group's name that belong to some dimensions.
pub(crate) fn parts(breakdown: &Breakdown, group: &str, of: &[Dimension]) -> Vec<String> {
    let named: BTreeMap<Dimension, &str> =
        breakdown.0.iter().copied().zip(group.split(JOINT)).collect();
    of.iter()
        .map(|dimension| named.get(dimension).copied().unwrap_or_default().to_owned())
        .collect()
}

/// What a row says of its numerator, denominator and remainder to someone who knows the rule. Of a
/// rate only the events are of interest: who lives there is published, and is no sum of them and others.
pub(crate) fn known_of(value_type: ValueType, cell: &Cell, policy: &Policy) -> [Range; 3] {
    let small = Range::new(signed(policy.lowest_hidden), signed(policy.highest_hidden));
    let from = |shown: u64| policy.around(shown);
    if value_type.is_rate() {
        let any = Range::new(0, signed(u64::MAX));
        return [cell.counts().numerator.map_or(small, from), any, any];
    }
    let (above, whole) = match *cell {
        Cell::Shown { numerator, denominator, .. } => (Some(numerator), Some(denominator)),
        Cell::Published { .. } => (None, None),
        Cell::Hidden { numerator, denominator, .. } => (numerator, denominator),
    };
    let whole = whole.map_or(small, from);
    match (above, cell) {
        (Some(above), _) => {
            let above = from(above);
            let rest = Range::new((whole.least - above.most).max(0), whole.most - above.least);
            [above, whole, rest]
        }
        (None, Cell::Hidden { denominator: Some(_), .. }) => {
            // One of the two is small, and neither is 0.
            let part = Range::new(1, whole.most - 1);
            [part, whole, part]
        }
        (None, _) => [small, whole, Range::new(0, whole.most)],
    }
}

pub(crate) fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX / 1_000_000)
}

impl Policy {
    /// What a count may be that is shown as this.
    pub(crate) fn around(&self, shown: u64) -> Range {
        let half = signed(self.base) / 2;
        let shown = signed(shown);
        match shown {
            0 => Range::new(0, 0),
            _ => Range::new((shown - half).max(signed(self.highest_hidden) + 1), shown + half),
        }
    }
}
