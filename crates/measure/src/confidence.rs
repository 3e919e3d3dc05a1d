//! The two levels of confidence at which the field shows its limits.

use std::fmt;
use std::str::FromStr;

/// How sure the limits of an estimate are.
///
/// ```
/// # use measure::Confidence;
/// assert_eq!(format!("{:.6}", Confidence::Ninety5.z()), "1.959964");
/// assert_eq!(format!("{:.6}", Confidence::Ninety98.z()), "3.090232");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// 95%: what is printed beside an estimate.
    #[default]
    Ninety5,
    /// 99.8%: three standard errors either side, for when many estimates are looked over at once.
    Ninety98,
}

/// Text that was offered as a level of confidence and is not one we use.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{text}” is not a level of confidence, like 95 or 99.8")]
pub struct NotAConfidence {
    text: String,
}

impl Confidence {
    /// Both levels, the narrower limits first.
    pub const BOTH: [Self; 2] = [Self::Ninety5, Self::Ninety98];

    /// The normal deviate: Φ⁻¹(0.975) for 95%, Φ⁻¹(0.999) for 99.8%.
    pub fn z(self) -> f64 {
        match self {
            Self::Ninety5 => 1.959_963_984_540_054,
            Self::Ninety98 => 3.090_232_306_167_813_5,
        }
    }

    /// The share that lies beyond either limit.
    pub(crate) fn tail(self) -> f64 {
        match self {
            Self::Ninety5 => 0.025,
            Self::Ninety98 => 0.001,
        }
    }

    /// The level in words, "95%" or "99.8%".
    pub fn label(self) -> &'static str {
        match self {
            Self::Ninety5 => "95%",
            Self::Ninety98 => "99.8%",
        }
    }

    /// How many in a thousand lie beyond either limit.
    pub(crate) fn tail_per_mille(self) -> usize {
        match self {
            Self::Ninety5 => 25,
            Self::Ninety98 => 1,
        }
    }
}

impl FromStr for Confidence {
    type Err = NotAConfidence;

    fn from_str(text: &str) -> Result<Self, NotAConfidence> {
        match text.trim().trim_end_matches('%') {
            "95" => Ok(Self::Ninety5),
            "99.8" => Ok(Self::Ninety98),
            _ => Err(NotAConfidence { text: text.to_owned() }),
        }
    }
}

impl fmt::Display for Confidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.label())
    }
}

/// The same thing at both levels, for tables that print both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AtBoth<T> {
    /// With 95% limits.
    pub at_95: T,
    /// With 99.8% limits.
    pub at_998: T,
}

impl<T> AtBoth<T> {
    /// Asks for something once at each level.
    pub fn of(mut ask: impl FnMut(Confidence) -> T) -> Self {
        Self { at_95: ask(Confidence::Ninety5), at_998: ask(Confidence::Ninety98) }
    }

    /// Makes another thing of each.
    pub fn map<U>(self, mut make: impl FnMut(T) -> U) -> AtBoth<U> {
        AtBoth { at_95: make(self.at_95), at_998: make(self.at_998) }
    }

    /// That of one level.
    pub fn at(self, confidence: Confidence) -> T {
        match confidence {
            Confidence::Ninety5 => self.at_95,
            Confidence::Ninety98 => self.at_998,
        }
    }
}

impl<T, E> AtBoth<Result<T, E>> {
    /// Both, or the first that was refused.
    pub(crate) fn transposed(self) -> Result<AtBoth<T>, E> {
        Ok(AtBoth { at_95: self.at_95?, at_998: self.at_998? })
    }
}

#[cfg(test)]
mod tests {
    use super::Confidence;

    #[test]
    fn the_deviates_are_those_of_the_printed_tables() {
        for level in Confidence::BOTH {
            assert!((level.z() - crate::distribution::normal(level.tail())).abs() < 1e-13);
        }
    }

    #[test]
    fn a_level_is_read_as_it_is_written() {
        for level in Confidence::BOTH {
            assert_eq!(level.label().parse(), Ok(level));
        }
        assert_eq!(" 95 ".parse(), Ok(Confidence::Ninety5));
        let refused = "0.95".parse::<Confidence>().map_err(|error| error.to_string());
        let says = "“0.95” is not a level of confidence, like 95 or 99.8";
        assert_eq!(refused, Err(says.to_owned()));
    }
}
