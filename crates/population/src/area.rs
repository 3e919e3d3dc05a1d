//! Areas of every level, and the headings by which the Office for National Statistics names them.

use std::fmt;
use std::str::FromStr;

/// A nine-character code of the Office for National Statistics, such as `E54000029`.
///
/// Holding one proves its shape, and no more: which level it is of is asked of
/// [`Level::may_hold`].
///
/// ```
/// # use population::{AreaCode, Level, NotAnAreaCode};
/// let area: AreaCode = "E54000029".parse()?;
/// assert!(Level::Icb.may_hold(area) && !Level::Lad.may_hold(area));
/// # Ok::<(), NotAnAreaCode>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AreaCode([u8; 9]);

/// Text that was offered as the code of an area and is not one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{text}” is not the code of an area, like E06000001")]
pub struct NotAnAreaCode {
    text: String,
}

/// How large an area is, from the smallest to the largest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// A Lower layer Super Output Area.
    Lsoa,
    /// A Middle layer Super Output Area.
    Msoa,
    /// An electoral ward.
    Ward,
    /// A local authority district.
    Lad,
    /// An upper-tier local authority: the county where there is one.
    Utla,
    /// A sub-location of an integrated care board.
    SubIcb,
    /// An integrated care board.
    Icb,
    /// A region.
    Region,
    /// A country.
    Country,
}

impl Level {
    /// Every level, the smallest first.
    pub const ALL: [Self; 9] = [
        Self::Lsoa,
        Self::Msoa,
        Self::Ward,
        Self::Lad,
        Self::Utla,
        Self::SubIcb,
        Self::Icb,
        Self::Region,
        Self::Country,
    ];

    /// The letters with which the headings of its columns begin.
    pub fn key(self) -> &'static str {
        match self {
            Self::Lsoa => "lsoa",
            Self::Msoa => "msoa",
            Self::Ward => "wd",
            Self::Lad => "lad",
            Self::Utla => "utla",
            Self::SubIcb => "sicbl",
            Self::Icb => "icb",
            Self::Region => "rgn",
            Self::Country => "ctry",
        }
    }

    /// Whether a code can be of this level. Of the codes of England each level has its own
    /// beginnings; those of other countries are let be.
    pub fn may_hold(self, AreaCode(code): AreaCode) -> bool {
        let [country, tens, ones, ..] = code;
        if country != b'E' {
            return true;
        }
        let beginnings: &[&[u8; 2]] = match self {
            Self::Lsoa => &[b"01"],
            Self::Msoa => &[b"02"],
            Self::Ward => &[b"05"],
            Self::Lad => &[b"06", b"07", b"08", b"09"],
            Self::Utla => &[b"06", b"08", b"09", b"10"],
            Self::SubIcb => &[b"38"],
            Self::Icb => &[b"54"],
            Self::Region => &[b"12"],
            Self::Country => &[b"92"],
        };
        beginnings.contains(&&[tens, ones])
    }
}

/// What a column of a look-up holds, by its heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heading {
    /// The level of the areas.
    pub level: Level,
    /// The year in which they were as they are here, of this century: 24 for 2024.
    pub year: u8,
    /// What of them it holds.
    pub holds: Holds,
}

/// What of an area a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// The nine-character code.
    Code,
    /// The code by which the health service knows it.
    NhsCode,
    /// The name.
    Name,
}

impl Heading {
    /// Reads a heading such as `LSOA21CD`, `icb24cdh`, `lad24nm` or, as workbooks have it, `LSOA 2021
    /// Code`; nothing if it is another.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_lowercase();
        if let [level, year, holds] = *text.split_whitespace().collect::<Vec<_>>() {
            let level = Level::ALL.into_iter().find(|of| of.key() == level)?;
            let holds = match holds {
                "code" => Holds::Code,
                "name" => Holds::Name,
                _ => return None,
            };
            let year = year.strip_prefix("20").filter(|year| year.len() == 2)?;
            return Some(Self { level, year: year.parse().ok()?, holds });
        }
        let (stem, year) = text.split_at_checked(text.find(|c: char| c.is_ascii_digit())?)?;
        let level = Level::ALL.into_iter().find(|level| level.key() == stem)?;
        let (year, holds) = year.split_at_checked(2)?;
        let holds = match holds {
            "cd" => Holds::Code,
            "cdh" => Holds::NhsCode,
            "nm" => Holds::Name,
            _ => return None,
        };
        Some(Self { level, year: year.parse().ok()?, holds })
    }

    /// The level and its year, by which editions are named: `lsoa21`.
    pub fn key(self) -> String {
        format!("{}{:02}", self.level.key(), self.year)
    }
}

impl AreaCode {
    /// The nine characters of the code.
    pub fn as_str(&self) -> &str {
        // The door let in ASCII only, so there is always text here.
        str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl FromStr for AreaCode {
    type Err = NotAnAreaCode;

    fn from_str(text: &str) -> Result<Self, NotAnAreaCode> {
        match <[u8; 9]>::try_from(text.trim().as_bytes()) {
            Ok(code @ [b'A'..=b'Z', digits @ ..]) if digits.iter().all(u8::is_ascii_digit) => {
                Ok(Self(code))
            }
            _ => Err(NotAnAreaCode { text: text.to_owned() }),
        }
    }
}

impl fmt::Display for AreaCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for AreaCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AreaCode({self})")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{AreaCode, Heading, Level};

    #[test]
    fn a_heading_says_what_its_column_holds() {
        let check = |text: &str, says: Option<&str>| {
            let read = Heading::read(text);
            let words = read.map(|heading| format!("{} {:?}", heading.key(), heading.holds));
            assert_eq!(words.as_deref(), says, "{text}");
        };
        check("LSOA21CD", Some("lsoa21 Code"));
        check(" sicbl24cdh", Some("sicbl24 NhsCode"));
        check("RGN24NM", Some("rgn24 Name"));
        check("lad09cd", Some("lad09 Code"));
        check("LSOA 2021 Code", Some("lsoa21 Code"));
        check("LAD 2023 Name", Some("lad23 Name"));
        for text in [
            "",
            "lsoa",
            "lsoa21",
            "cal24cd",
            "lad24nmw",
            "21cd",
            "ObjectId",
            "lad2é",
            "lsoa 21 code",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn a_code_of_england_is_of_the_levels_that_begin_so() {
        let levels = |code: &str| -> Vec<&str> {
            let code = code.parse().unwrap();
            Level::ALL.into_iter().filter(|level| level.may_hold(code)).map(Level::key).collect()
        };
        assert_eq!(levels("E01000001"), ["lsoa"]);
        assert_eq!(levels("E06000001"), ["lad", "utla"]);
        assert_eq!(levels("E10000013"), ["utla"]);
        assert_eq!(levels("E54000043"), ["icb"]);
        assert_eq!(levels("W06000001").len(), Level::ALL.len());
    }

    #[test]
    fn what_is_not_an_area_code_is_named_beside_a_good_one() {
        for text in ["", "E0600000", "E060000010", "e06000001", "E0600000X", "QMF"] {
            let refused = text.parse::<AreaCode>().map_err(|error| error.to_string());
            let says = format!("“{text}” is not the code of an area, like E06000001");
            assert_eq!(refused, Err(says));
        }
    }

    proptest! {
        #[test]
        fn a_code_is_written_as_it_was_read(code in "[EWSNKJL][0-9]{8}", any in ".{0,10}") {
            prop_assert_eq!(code.parse::<AreaCode>().map(|area| area.to_string()), Ok(code));
            let _ = Heading::read(&any);
        }
    }
}
