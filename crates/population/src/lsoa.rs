//! Lower layer Super Output Areas, the small areas by which deprivation is published.

use std::fmt;
use std::str::FromStr;

/// A Lower layer Super Output Area code, such as `E01022349`.
///
/// Holding one proves its shape, and no more: whether the area exists, and which
/// census drew it, are questions for a lookup, which knows its own edition.
///
/// ```
/// # use population::{LsoaCode, NotAnLsoaCode};
/// let area: LsoaCode = " E01022349 ".parse()?;
/// assert_eq!(area.as_str(), "E01022349");
/// # Ok::<(), NotAnLsoaCode>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LsoaCode([u8; 9]);

/// Text that was offered as an LSOA code and is not one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{text}” is not an LSOA code, like E01022349")]
pub struct NotAnLsoaCode {
    text: String,
}

impl LsoaCode {
    /// What comes before every other code.
    pub(crate) const FIRST: Self = Self(*b"E01000000");

    /// The number from which on areas are invented: no census has numbered so many.
    pub const FIRST_INVENTED: u32 = 900_001;

    /// The nine characters of the code.
    pub fn as_str(&self) -> &str {
        // The door let in ASCII only, so there is always text here.
        str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The number by which English areas are told apart, 22349 of `E01022349`; none for Welsh ones.
    pub fn english(&self) -> Option<u32> {
        let [b'E', _, _, digits @ ..] = self.0 else { return None };
        Some(
            digits
                .iter()
                .fold(0, |number, digit| number * 10 + u32::from(digit.wrapping_sub(b'0'))),
        )
    }

    /// Whether it is of an invented region, and no real place.
    pub fn is_invented(&self) -> bool {
        self.english().is_some_and(|number| number >= Self::FIRST_INVENTED)
    }

    /// The English area of that number, if it has at most six digits.
    pub fn numbered(number: u32) -> Option<Self> {
        format!("E01{number:06}").parse().ok()
    }
}

impl FromStr for LsoaCode {
    type Err = NotAnLsoaCode;

    fn from_str(text: &str) -> Result<Self, NotAnLsoaCode> {
        match <[u8; 9]>::try_from(text.trim().as_bytes()) {
            Ok(code @ [b'E' | b'W', b'0', b'1', digits @ ..])
                if digits.iter().all(u8::is_ascii_digit) =>
            {
                Ok(Self(code))
            }
            _ => Err(NotAnLsoaCode { text: text.to_owned() }),
        }
    }
}

impl fmt::Display for LsoaCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for LsoaCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LsoaCode({self})")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::LsoaCode;

    #[test]
    fn what_is_not_an_lsoa_code_is_named_beside_a_good_one() {
        for text in [
            "",
            "E0102234",
            "E010223490",
            "E02022349",
            "S01022349",
            "e01022349",
            "E01O22349",
            "É0102234",
        ] {
            let refused = text.parse::<LsoaCode>().map_err(|error| error.to_string());
            assert_eq!(refused, Err(format!("“{text}” is not an LSOA code, like E01022349")));
        }
    }

    #[test]
    fn invented_areas_are_numbered_where_no_real_one_is() {
        let is = |code: &str| code.parse::<LsoaCode>().unwrap().is_invented();
        assert!(is("E01900001") && is("E01999999"));
        assert!(!is("E01900000") && !is("E01035762") && !is("W01900001"));
    }

    proptest! {
        #[test]
        fn an_english_area_is_known_by_its_number(number in 0..1_000_000_u32) {
            prop_assert_eq!(LsoaCode::numbered(number).and_then(|area| area.english()), Some(number));
            prop_assert_eq!(format!("W01{number:06}").parse::<LsoaCode>().unwrap().english(), None);
        }

        #[test]
        fn a_code_is_written_as_it_was_read(code in "[EW]01[0-9]{6}") {
            let read = code.parse::<LsoaCode>();
            prop_assert_eq!(read.map(|area| area.to_string()), Ok(code));
        }
    }
}
