//! Ages in the five-year bands by which rates are standardised.

use std::fmt;

use crate::age::AgeBand;

/// A five-year band of ages: `0-4`, `5-9` and so on to `85-89`, then `90+`, and unknown, which comes
/// last.
///
/// ```
/// # use population::QuinaryBand;
/// assert_eq!(QuinaryBand::of(47).to_string(), "45-49");
/// assert_eq!(QuinaryBand::of(104).to_string(), "90+");
/// assert_eq!(QuinaryBand::read(""), QuinaryBand::UNKNOWN);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QuinaryBand(u8);

/// The number of the open band, of those aged 90 and over.
const OPEN: u8 = 18;

impl QuinaryBand {
    /// The band of those whose age is not known.
    pub const UNKNOWN: Self = Self(OPEN + 1);

    /// The band of someone of that age in whole years.
    pub fn of(age: u8) -> Self {
        Self((age / 5).min(OPEN))
    }

    /// Reads an age in whole years as records hold it; every field has an answer.
    pub fn read(field: &str) -> Self {
        field.trim().parse().map_or(Self::UNKNOWN, Self::of)
    }

    /// The band in which all of a range of ages are, both ends among them; no end is open.
    pub fn holding(from: u8, to: Option<u8>) -> Option<Self> {
        let (band, last) = (Self::of(from), to.map_or(Self(OPEN), Self::of));
        (band == last).then_some(band)
    }

    /// Every band, the youngest first and unknown last.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..=Self::UNKNOWN.0).map(Self)
    }

    /// Its number, the youngest being 0.
    pub fn number(self) -> u8 {
        self.0
    }

    /// The band of that number; unknown if there is none.
    pub fn numbered(number: u8) -> Self {
        Self(number.min(Self::UNKNOWN.0))
    }

    /// The ten-year band in which it is.
    pub fn ten_years(self) -> AgeBand {
        if self == Self::UNKNOWN { AgeBand::UNKNOWN } else { AgeBand::of(self.0 * 5) }
    }
}

impl fmt::Display for QuinaryBand {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            number if number > OPEN => formatter.write_str("unknown"),
            OPEN => write!(formatter, "{}+", OPEN * 5),
            number => write!(formatter, "{}-{}", number * 5, number * 5 + 4),
        }
    }
}

impl fmt::Debug for QuinaryBand {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "QuinaryBand({self})")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::QuinaryBand;
    use crate::AgeBand;

    #[test]
    fn the_bands_are_five_years_wide_until_ninety() {
        let bands: Vec<String> = QuinaryBand::all().map(|band| band.to_string()).collect();
        assert_eq!(bands.len(), 20);
        let ends = [bands.first(), bands.get(1), bands.get(17), bands.get(18), bands.last()];
        assert_eq!(ends.map(Option::unwrap), ["0-4", "5-9", "85-89", "90+", "unknown"]);
    }

    #[test]
    fn a_range_of_ages_is_in_a_band_or_in_none() {
        let holding = |from, to| QuinaryBand::holding(from, to).map(|band| band.to_string());
        assert_eq!(holding(15, Some(17)).as_deref(), Some("15-19"));
        assert_eq!(holding(90, None).as_deref(), Some("90+"));
        assert_eq!(holding(95, Some(99)).as_deref(), Some("90+"));
        assert_eq!(holding(85, None), None);
        assert_eq!(holding(0, Some(9)), None);
    }

    proptest! {
        #[test]
        fn its_ten_years_are_those_of_the_age(age in 0..=130_u8) {
            let band = QuinaryBand::of(age);
            prop_assert_eq!(band.ten_years(), AgeBand::of(age));
            prop_assert_eq!(QuinaryBand::numbered(band.number()), band);
            prop_assert!(band < QuinaryBand::UNKNOWN);
        }
    }
}
