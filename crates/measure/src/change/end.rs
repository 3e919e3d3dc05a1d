//! How one end moved between two periods, and what that did to the gap.

use crate::{Estimate, Periods, Polarity, difference};

/// One of the two ends of a population.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum End {
    /// The most deprived.
    MostDeprived,
    /// The least deprived.
    LeastDeprived,
}

/// What may be said of how a value moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Moved {
    /// The limits of its change hold 0.
    CannotTell,
    /// It moved the way that is good.
    GotBetter,
    /// It moved the way that is bad.
    GotWorse,
    /// It is higher, and neither direction is better.
    Rose,
    /// It is lower, and neither direction is better.
    Fell,
}

/// The change of one end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EndChange {
    /// Its value in either period.
    pub value: Periods<Estimate>,
    /// The later less the earlier.
    pub change: Estimate,
    /// What that added to the gap: the contributions of both ends sum to the gap's change.
    pub contribution: Estimate,
    /// What may be said of it.
    pub moved: Moved,
}

impl End {
    /// In words: "the most deprived".
    pub fn words(self) -> &'static str {
        match self {
            Self::MostDeprived => "the most deprived",
            Self::LeastDeprived => "the least deprived",
        }
    }

    /// The other end.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::MostDeprived => Self::LeastDeprived,
            Self::LeastDeprived => Self::MostDeprived,
        }
    }

    /// What one more at this end adds to the gap.
    fn sign(self, polarity: Polarity) -> f64 {
        let of_the_most = match polarity {
            Polarity::HigherIsBetter => -1.0,
            Polarity::LowerIsBetter | Polarity::Neutral => 1.0,
        };
        match self {
            Self::MostDeprived => of_the_most,
            Self::LeastDeprived => -of_the_most,
        }
    }
}

impl EndChange {
    pub(super) fn of(value: Periods<Estimate>, end: End, polarity: Polarity) -> Self {
        let change = difference(value.later, value.earlier);
        let contribution = change.times(end.sign(polarity));
        Self { value, change, contribution, moved: Moved::of(change, polarity) }
    }
}

impl Moved {
    /// What a change with limits lets us say.
    pub fn of(change: Estimate, polarity: Polarity) -> Self {
        if change.covers(0.0) {
            return Self::CannotTell;
        }
        let rose = change.value > 0.0;
        match polarity {
            Polarity::Neutral if rose => Self::Rose,
            Polarity::Neutral => Self::Fell,
            Polarity::HigherIsBetter if rose => Self::GotBetter,
            Polarity::LowerIsBetter if !rose => Self::GotBetter,
            Polarity::HigherIsBetter | Polarity::LowerIsBetter => Self::GotWorse,
        }
    }

    /// As the end of a sentence about whoever moved.
    pub(super) fn words(self, end: End) -> String {
        let end = end.words();
        let did = match self {
            Self::CannotTell => return format!("we cannot tell whether {end} moved"),
            Self::GotBetter => "got better",
            Self::GotWorse => "got worse",
            Self::Rose => "rose",
            Self::Fell => "fell",
        };
        format!("{end} {did}, and we can tell")
    }
}
