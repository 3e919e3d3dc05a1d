//! Rates for those who live in a place. Who lives there is published, so only events are masked.

use measure::{Confidence, rate};
use programme::finding::Tally;

use crate::mask::mask;
use crate::policy::Policy;
use crate::published::{Cell, Hidden, Interval};

/// What is shown of the events and the residents of one group.
pub(crate) fn cell(tally: &Tally, policy: &Policy) -> Cell {
    let Tally { numerator, denominator, .. } = *tally;
    let events = mask(numerator, policy);
    let residents = Some(denominator);
    let shown = events.and_then(|events| shown(events, denominator));
    shown.unwrap_or(if denominator == 0 {
        Cell::Hidden { numerator: events, denominator: residents, why: Hidden::NoResidents }
    } else {
        Cell::Hidden { numerator: None, denominator: residents, why: Hidden::ToProtectPeople }
    })
}

/// The crude rate a head with its limits, from events as they are shown; nothing where nobody lives.
pub(crate) fn shown(events: u64, residents: u64) -> Option<Cell> {
    let limits = |confidence| rate(events, people(residents), confidence).map(Interval::rounded);
    Some(Cell::Shown {
        numerator: events,
        denominator: residents,
        ninety5: limits(Confidence::Ninety5).ok()?,
        ninety98: limits(Confidence::Ninety98).ok()?,
    })
}

/// A number of people as the measures take it.
pub(crate) fn people(count: u64) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
