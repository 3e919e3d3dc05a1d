//! Local quintiles: the small areas of one place, ranked among themselves.
//!
//! They are never the national ones: the most deprived fifth of a well-off place may be in none of
//! the nation's. So they have a dimension, a column and words of their own.

use std::collections::BTreeMap;

use measure::quantile::{First, NotQuantiles, Ties, quantiles};
use population::{Quintile, Rank};

/// The place that is every area of a look-up of an invented region.
pub(crate) const ALL: &str = "all";

/// The local quintile of each small area of a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Local {
    of: BTreeMap<u32, Quintile>,
    /// The place and how many areas it has, as is told with every result.
    pub(crate) words: String,
}

impl Local {
    /// Fifths of areas, not of people, by [`measure::quantile::quantiles`]: areas that share a rank
    /// are in one fifth.
    pub(crate) fn new(
        place: &str,
        ranked: &BTreeMap<u32, Rank>,
        lies_in: impl Fn(u32) -> bool,
    ) -> Result<Self, NotQuantiles> {
        let within: Vec<(u32, Rank)> = ranked
            .iter()
            .filter(|(area, _)| lies_in(**area))
            .map(|(&area, &rank)| (area, rank))
            .collect();
        let ranks: Vec<f64> = within.iter().map(|(_, rank)| f64::from(rank.number())).collect();
        let fifths = quantiles(&ranks, 5, First::Lowest, Ties::Min)?;
        let fifth = |(&(area, _), fifth): (&(u32, Rank), u32)| {
            Some((area, Quintile::new(u8::try_from(fifth).ok()?).ok()?))
        };
        let of: BTreeMap<u32, Quintile> = within.iter().zip(fifths).filter_map(fifth).collect();
        let words = format!("{place}, {} areas", of.len());
        Ok(Self { of, words })
    }

    /// The quintile of a small area, if it lies in the place.
    pub(crate) fn quintile(&self, area: u32) -> Option<Quintile> {
        self.of.get(&area).copied()
    }
}
