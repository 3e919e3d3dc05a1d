//! Ages in the ten-year bands in which they are shown.

use std::fmt;
use std::str::FromStr;

/// A band of ages: `0-9`, `10-19` and so on to `80-89`, then `90+`, and unknown, which comes last.
///
/// ```
/// # use population::AgeBand;
/// assert_eq!(AgeBand::of(47).to_string(), "40-49");
/// assert_eq!(AgeBand::of(104).to_string(), "90+");
/// assert_eq!(AgeBand::read(""), AgeBand::UNKNOWN);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AgeBand(u8);

/// The number of the open band, of those aged 90 and over.
const OPEN: u8 = 9;

/// Text that was offered as a band of ages and is not one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{text}” is not a ten-year age band, like 40-49, 90+ or unknown")]
pub struct NotAnAgeBand {
    text: String,
}

impl AgeBand {
    /// The band of those whose age is not known.
    pub const UNKNOWN: Self = Self(OPEN + 1);

    /// The band of someone of that age in whole years.
    pub fn of(age: u8) -> Self {
        Self((age / 10).min(OPEN))
    }

    /// Reads an age in whole years as records hold it; every field has an answer.
    pub fn read(field: &str) -> Self {
        field.trim().parse().map_or(Self::UNKNOWN, Self::of)
    }

    /// The band in which all of an age or of a range of ages are, as tables of residents name them:
    /// `47`, `5-9`, `85 to 89`, `90+`. Nothing of a range that goes over the edge of a band.
    pub fn holding(text: &str) -> Option<Self> {
        let text = text.trim();
        let open = text.strip_suffix('+').or_else(|| text.strip_suffix(" and over"));
        if let Some(from) = open {
            return from.trim().parse().ok().map(Self::of).filter(|band| band.0 == OPEN);
        }
        let (from, to) =
            text.split_once('-').or_else(|| text.split_once(" to ")).unwrap_or((text, text));
        let [from, to] = [from, to].map(|age| age.trim().parse().ok().map(Self::of));
        from.filter(|_| from == to)
    }

    /// Every band, the youngest first and unknown last.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..=OPEN).map(Self).chain([Self::UNKNOWN])
    }

    /// The youngest age in the band, if the band is known.
    pub fn youngest(self) -> Option<u8> {
        (self != Self::UNKNOWN).then_some(self.0 * 10)
    }
}

impl FromStr for AgeBand {
    type Err = NotAnAgeBand;

    /// Reads the words by which a band is shown; ages are for [`AgeBand::read`].
    fn from_str(text: &str) -> Result<Self, NotAnAgeBand> {
        let words = text.trim();
        Self::all()
            .find(|band| band.to_string() == words)
            .ok_or_else(|| NotAnAgeBand { text: text.to_owned() })
    }
}

impl fmt::Display for AgeBand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.youngest() {
            Some(from) if self.0 == OPEN => write!(f, "{from}+"),
            Some(from) => write!(f, "{from}-{}", from + 9),
            None => f.write_str("unknown"),
        }
    }
}

impl fmt::Debug for AgeBand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AgeBand({self})")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::AgeBand;

    #[test]
    fn a_range_of_ages_is_in_a_band_or_in_none() {
        let check = |text: &str, band: Option<&str>| {
            assert_eq!(
                AgeBand::holding(text).map(|band| band.to_string()).as_deref(),
                band,
                "{text}"
            );
        };
        check("47", Some("40-49"));
        check("0-4", Some("0-9"));
        check(" 85 to 89 ", Some("80-89"));
        check("90+", Some("90+"));
        check("95 and over", Some("90+"));
        for text in ["", "85+", "0-15", "all", "-1", "5-", "unknown"] {
            check(text, None);
        }
    }

    #[test]
    fn the_bands_are_ten_years_wide_until_ninety() {
        let bands: Vec<String> = AgeBand::all().map(|band| band.to_string()).collect();
        let shown = "0-9 10-19 20-29 30-39 40-49 50-59 60-69 70-79 80-89 90+ unknown";
        assert_eq!(bands.join(" "), shown);
        for (age, band) in
            [(0, "0-9"), (9, "0-9"), (10, "10-19"), (89, "80-89"), (90, "90+"), (255, "90+")]
        {
            assert_eq!(AgeBand::of(age).to_string(), band);
        }
    }

    #[test]
    fn an_age_that_cannot_be_read_is_unknown() {
        for field in ["", "-1", "forty", "47.5", "999"] {
            assert_eq!(AgeBand::read(field), AgeBand::UNKNOWN, "{field}");
        }
        assert_eq!(AgeBand::read(" 47 "), AgeBand::of(47));
    }

    #[test]
    fn a_band_is_read_as_it_was_written() {
        for band in AgeBand::all() {
            assert_eq!(band.to_string().parse(), Ok(band));
        }
        let refused = "45-54".parse::<AgeBand>().map_err(|error| error.to_string());
        let says = "“45-54” is not a ten-year age band, like 40-49, 90+ or unknown";
        assert_eq!(refused, Err(says.to_owned()));
    }

    proptest! {
        #[test]
        fn an_age_is_in_its_band_and_bands_keep_the_order_of_ages(a in 0..=130_u8, b in 0..=130_u8) {
            let youngest = AgeBand::of(a).youngest();
            prop_assert!(youngest.is_some_and(|from| from <= a && (a < from + 10 || from == 90)));
            prop_assert!(a > b || AgeBand::of(a) <= AgeBand::of(b));
            prop_assert!(AgeBand::of(a) < AgeBand::UNKNOWN);
        }
    }
}
