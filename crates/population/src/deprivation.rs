//! Deprivation deciles and quintiles, of which 1 is always the most deprived.

use std::fmt;
use std::num::NonZeroU32;
use std::str::FromStr;

/// A tenth of areas by deprivation, from 1, the most deprived, to 10.
///
/// A national decile is the one that was published with its edition. It is never worked out again
/// from ranks: two fair ways of cutting them place a different area at several edges.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decile(u8);

/// A fifth of areas by deprivation, from 1, the most deprived, to 5.
///
/// Quintile 1 of the national index is the "20" of `Core20PLUS5`.
///
/// ```
/// # use population::{Decile, NotADecile, Quintile};
/// let quintile = Quintile::from(Decile::new(2)?);
/// assert_eq!(quintile, Quintile::MOST_DEPRIVED);
/// assert_eq!(quintile.label(), "1 (most deprived)");
/// # Ok::<(), NotADecile>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quintile(u8);

/// The place of an area among all by deprivation, from 1, the most deprived.
///
/// Areas as deprived as one another may share a rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rank(NonZeroU32);

/// What was offered as a rank and is not one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{text}” is not a rank, like 1 (the most deprived of all)")]
pub struct NotARank {
    text: String,
}

/// What was offered as a deprivation decile and is not one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{text}” is not a deprivation decile, like 1 (most deprived) or 10 (least deprived)")]
pub struct NotADecile {
    text: String,
}

/// What was offered as a deprivation quintile and is not one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{text}” is not a deprivation quintile, like 1 (most deprived) or 5 (least deprived)")]
pub struct NotAQuintile {
    text: String,
}

impl Decile {
    /// The most deprived tenth.
    pub const MOST_DEPRIVED: Self = Self(1);
    /// The least deprived tenth.
    pub const LEAST_DEPRIVED: Self = Self(10);

    /// The decile of that number.
    ///
    /// # Errors
    ///
    /// If the number is not between 1 and 10.
    pub fn new(number: u8) -> Result<Self, NotADecile> {
        match number {
            1..=10 => Ok(Self(number)),
            _ => Err(NotADecile { text: number.to_string() }),
        }
    }

    /// All ten, the most deprived first.
    pub fn all() -> impl Iterator<Item = Self> {
        (1..=10).map(Self)
    }

    /// From 1, the most deprived, to 10.
    pub fn number(self) -> u8 {
        self.0
    }

    /// The number, with its meaning at either end: "10 (least deprived)".
    pub fn label(self) -> String {
        label(self.0, 10)
    }
}

impl Quintile {
    /// The most deprived fifth.
    pub const MOST_DEPRIVED: Self = Self(1);
    /// The least deprived fifth.
    pub const LEAST_DEPRIVED: Self = Self(5);

    /// The quintile of that number.
    ///
    /// # Errors
    ///
    /// If the number is not between 1 and 5.
    pub fn new(number: u8) -> Result<Self, NotAQuintile> {
        match number {
            1..=5 => Ok(Self(number)),
            _ => Err(NotAQuintile { text: number.to_string() }),
        }
    }

    /// All five, the most deprived first.
    pub fn all() -> impl Iterator<Item = Self> {
        (1..=5).map(Self)
    }

    /// From 1, the most deprived, to 5.
    pub fn number(self) -> u8 {
        self.0
    }

    /// The number, with its meaning at either end: "1 (most deprived)".
    pub fn label(self) -> String {
        label(self.0, 5)
    }
}

fn label(number: u8, last: u8) -> String {
    match number {
        1 => "1 (most deprived)".to_owned(),
        _ if number == last => format!("{number} (least deprived)"),
        _ => number.to_string(),
    }
}

impl Rank {
    /// From 1, the most deprived.
    pub fn number(self) -> u32 {
        self.0.get()
    }
}

impl FromStr for Rank {
    type Err = NotARank;

    fn from_str(text: &str) -> Result<Self, NotARank> {
        text.trim().parse().map(Self).map_err(|_| NotARank { text: text.to_owned() })
    }
}

impl fmt::Display for Rank {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl From<Decile> for Quintile {
    fn from(Decile(number): Decile) -> Self {
        Self(number.div_ceil(2))
    }
}

impl FromStr for Decile {
    type Err = NotADecile;

    fn from_str(text: &str) -> Result<Self, NotADecile> {
        let refuse = || NotADecile { text: text.to_owned() };
        let number = text.trim().parse().map_err(|_| refuse())?;
        Self::new(number).map_err(|_| refuse())
    }
}

impl FromStr for Quintile {
    type Err = NotAQuintile;

    fn from_str(text: &str) -> Result<Self, NotAQuintile> {
        let refuse = || NotAQuintile { text: text.to_owned() };
        let number = text.trim().parse().map_err(|_| refuse())?;
        Self::new(number).map_err(|_| refuse())
    }
}

impl fmt::Display for Decile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Quintile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::{Decile, Quintile, Rank};

    #[test]
    fn two_deciles_make_a_quintile() {
        let quintiles: Vec<u8> =
            Decile::all().map(|decile| Quintile::from(decile).number()).collect();
        assert_eq!(quintiles, [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
    }

    #[test]
    fn only_the_ends_say_what_they_mean() {
        let labels: Vec<String> = Quintile::all().map(Quintile::label).collect();
        assert_eq!(labels, ["1 (most deprived)", "2", "3", "4", "5 (least deprived)"]);
        assert_eq!(Decile::MOST_DEPRIVED.label(), "1 (most deprived)");
        assert_eq!(Decile::LEAST_DEPRIVED.label(), "10 (least deprived)");
        assert_eq!(Decile::new(5).map(Decile::label), Ok("5".to_owned()));
    }

    #[test]
    fn every_decile_and_quintile_is_written_as_it_was_read() {
        for decile in Decile::all() {
            assert_eq!(decile.to_string().parse(), Ok(decile));
        }
        assert_eq!(" 33755".parse::<Rank>().map(|rank| rank.to_string()), Ok("33755".to_owned()));
        for quintile in Quintile::all() {
            assert_eq!(format!(" {quintile} ").parse(), Ok(quintile));
        }
    }

    #[test]
    fn what_is_out_of_range_is_named_beside_a_good_one() {
        let says = "is not a deprivation decile, like 1 (most deprived) or 10 (least deprived)";
        for text in ["0", "11", "256", "-1", "1.0", "one", ""] {
            let refused = text.parse::<Decile>().map_err(|error| error.to_string());
            assert_eq!(refused, Err(format!("“{text}” {says}")));
        }
        for text in ["0", "-1", "1.5", "first", ""] {
            let refused = text.parse::<Rank>().map_err(|error| error.to_string());
            let says = format!("“{text}” is not a rank, like 1 (the most deprived of all)");
            assert_eq!(refused, Err(says));
        }
        let says = "is not a deprivation quintile, like 1 (most deprived) or 5 (least deprived)";
        for number in [0, 6, 10] {
            let refused = Quintile::new(number).map_err(|error| error.to_string());
            assert_eq!(refused, Err(format!("“{number}” {says}")));
        }
    }
}
