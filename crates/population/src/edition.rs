//! Editions of the index of deprivation, and the areas each was drawn on.

use std::fmt;
use std::str::FromStr;

/// An edition of the English Index of Multiple Deprivation.
///
/// An area's decile means nothing without the edition it comes from, and an edition covers the
/// areas of one census only: joining it to codes of another is a mistake, not a missing value.
///
/// ```
/// # use population::{DeprivationEdition, LsoaVintage, NotADeprivationEdition};
/// let edition: DeprivationEdition = "imd-2025".parse()?;
/// assert_eq!(edition.vintage(), LsoaVintage::Census2021);
/// assert_eq!(edition.areas(), 33_755);
/// # Ok::<(), NotADeprivationEdition>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DeprivationEdition {
    /// Published in 2019, on the areas of the 2011 census.
    Imd2019,
    /// Published in 2025, on the areas of the 2021 census.
    Imd2025,
}

/// The census that drew a set of Lower layer Super Output Areas.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LsoaVintage {
    /// The areas of the 2011 census.
    Census2011,
    /// The areas of the 2021 census.
    Census2021,
}

/// Text that was offered as an edition of deprivation and is not one we know.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{text}” is not an edition of deprivation, like imd-2019 or imd-2025")]
pub struct NotADeprivationEdition {
    text: String,
}

impl DeprivationEdition {
    /// Every edition we know, the oldest first.
    pub const ALL: [Self; 2] = [Self::Imd2019, Self::Imd2025];

    /// The name by which files and commands speak of it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Imd2019 => "imd-2019",
            Self::Imd2025 => "imd-2025",
        }
    }

    /// The name by which people speak of it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Imd2019 => "Index of Multiple Deprivation 2019",
            Self::Imd2025 => "Index of Multiple Deprivation 2025",
        }
    }

    /// The areas it was drawn on.
    pub fn vintage(self) -> LsoaVintage {
        match self {
            Self::Imd2019 => LsoaVintage::Census2011,
            Self::Imd2025 => LsoaVintage::Census2021,
        }
    }

    /// How many areas a complete copy of it holds.
    pub fn areas(self) -> u32 {
        match self {
            Self::Imd2019 => 32_844,
            Self::Imd2025 => 33_755,
        }
    }
}

impl LsoaVintage {
    /// The year of the census.
    pub fn year(self) -> u16 {
        match self {
            Self::Census2011 => 2011,
            Self::Census2021 => 2021,
        }
    }
}

impl FromStr for DeprivationEdition {
    type Err = NotADeprivationEdition;

    fn from_str(text: &str) -> Result<Self, NotADeprivationEdition> {
        let key = text.trim();
        Self::ALL
            .into_iter()
            .find(|edition| edition.key() == key)
            .ok_or_else(|| NotADeprivationEdition { text: text.to_owned() })
    }
}

impl fmt::Display for DeprivationEdition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.key())
    }
}

impl fmt::Display for LsoaVintage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.year().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::DeprivationEdition;

    #[test]
    fn an_edition_knows_its_areas() {
        let known: Vec<String> = DeprivationEdition::ALL
            .into_iter()
            .map(|edition| format!("{edition} {} {}", edition.vintage(), edition.areas()))
            .collect();
        assert_eq!(known, ["imd-2019 2011 32844", "imd-2025 2021 33755"]);
    }

    #[test]
    fn an_edition_is_found_by_its_key_alone() {
        for edition in DeprivationEdition::ALL {
            assert_eq!(edition.key().parse(), Ok(edition));
        }
        for text in ["", "imd", "imd-2015", "IMD 2019", "2019"] {
            let refused = text.parse::<DeprivationEdition>().map_err(|error| error.to_string());
            let says =
                format!("“{text}” is not an edition of deprivation, like imd-2019 or imd-2025");
            assert_eq!(refused, Err(says));
        }
    }
}
