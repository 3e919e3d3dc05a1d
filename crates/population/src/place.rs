//! Where a record says someone lives, before any look-up is asked.

use crate::lsoa::LsoaCode;
use crate::postcode::Postcode;

/// A record's place: an area or a postcode, or one of the ways of being neither.
///
/// ```
/// # use population::Place;
/// assert!(matches!(Place::read("gl1 1aa"), Place::Postcode(_)));
/// assert!(matches!(Place::read("E01022349"), Place::Lsoa(_)));
/// assert_eq!(Place::read("S01006513"), Place::NotEnglish);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Nothing was recorded.
    Blank,
    /// An area of England.
    Lsoa(LsoaCode),
    /// A small area of Wales, Scotland or Northern Ireland: each has a scale of its own.
    NotEnglish,
    /// A postcode.
    Postcode(Postcode),
    /// Something that is neither.
    NotAPlace,
}

impl Place {
    /// Reads the field as records hold it; every field has an answer.
    pub fn read(field: &str) -> Self {
        let field = field.trim();
        match field.as_bytes() {
            [] => Self::Blank,
            [b'E', b'0', b'1', ..] if field.len() == 9 => {
                field.parse().map_or(Self::NotAPlace, Self::Lsoa)
            }
            // W01…, S01… and N20…, or the older 95… of Northern Ireland.
            [b'W' | b'S' | b'N', digits @ ..]
                if digits.len() == 8 && digits.iter().all(u8::is_ascii_digit) =>
            {
                Self::NotEnglish
            }
            [b'9', b'5', b'A'..=b'Z', b'A'..=b'Z', ..] => Self::NotEnglish,
            _ => Postcode::read(field).map_or(Self::NotAPlace, Self::Postcode),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Place;

    #[test]
    fn a_field_is_an_area_a_postcode_or_says_which_way_it_is_neither() {
        let check = |field: &str, read: &str| {
            assert_eq!(format!("{:?}", Place::read(field)), read, "{field}");
        };
        check("  ", "Blank");
        check(" E01022349 ", "Lsoa(LsoaCode(E01022349))");
        check("E0102234X", "NotAPlace");
        check("W01000001", "NotEnglish");
        check("S01006513", "NotEnglish");
        check("N20000001", "NotEnglish");
        check("95AA01S1", "NotEnglish");
        check("E1 1AA", "Postcode(Postcode(E1 1AA))");
        check("N201AA", "Postcode(Postcode(N20 1AA))");
        check("zz993vz", "Postcode(Postcode(ZZ99 3VZ))");
        check("unknown", "NotAPlace");
    }

    proptest! {
        #[test]
        fn every_postcode_and_every_area_is_itself(
            postcode in "[A-Z]{1,2}[0-9]{1,2} [0-9][A-Z]{2}",
            area in "E01[0-9]{6}",
            any in ".{0,12}",
        ) {
            prop_assert_eq!(Place::read(&postcode), Place::Postcode(postcode.parse().unwrap()));
            prop_assert_eq!(Place::read(&area), Place::Lsoa(area.parse().unwrap()));
            prop_assert_eq!(Place::read(&any) == Place::Blank, any.trim().is_empty());
        }
    }
}
