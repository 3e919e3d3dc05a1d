//! Postcodes, in the one spelling by which they can be looked up.

use std::fmt;
use std::str::FromStr;

/// A United Kingdom postcode in capitals with one space, such as `GL1 1AA`.
///
/// Holding one proves its shape; only a directory knows whether it is in use. The health
/// service's stand-ins for people without a usual address have that shape too, and
/// [`Postcode::pseudo`] tells them apart. It is small and is copied: millions are read in a run.
///
/// ```
/// # use population::{NotAPostcode, Postcode};
/// let home: Postcode = "gl1  1aa".parse()?;
/// assert_eq!(home.to_string(), "GL1 1AA");
/// assert_eq!((home.outward(), home.inward()), ("GL1", "1AA"));
/// # Ok::<(), NotAPostcode>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Postcode {
    /// The half before the space, filled up with zeros.
    outward: [u8; 4],
    inward: [u8; 4],
}

/// A stand-in for a postcode, which leads to no place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pseudo {
    /// `ZZ99 3VZ`: the person has no fixed abode.
    NoFixedAbode,
    /// Any other `ZZ99`: the address is not known, or is in another country.
    Other,
}

/// Text that was offered as a postcode and is not one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{text}” is not a postcode, like GL1 1AA")]
pub struct NotAPostcode {
    text: String,
}

impl Postcode {
    /// How many districts [`Postcode::district`] can number.
    pub const DISTRICTS: usize = 37 * 37 * 37 * 37;
    /// How many units [`Postcode::unit`] can number in a district.
    pub const UNITS: usize = 10 * 26 * 26;

    /// Reads a postcode however it is spaced and in whatever case, or answers that it is none.
    /// Nothing is kept of the text, so that a scan of millions may ask.
    pub fn read(text: &str) -> Option<Self> {
        let mut written = [0_u8; 7];
        let mut length = 0;
        for byte in text.bytes().filter(|byte| !byte.is_ascii_whitespace()) {
            *written.get_mut(length)? = byte.to_ascii_uppercase();
            length += 1;
        }
        let (before, last) = written.get(..length)?.split_last_chunk::<3>()?;
        let mut outward = [0; 4];
        outward.get_mut(..before.len())?.copy_from_slice(before);
        let [digit, one, other] = *last;
        (is_outward(before) && kinds(last) == *b"9AA\0")
            .then_some(Self { outward, inward: [b' ', digit, one, other] })
    }

    /// The half before the space: the postal district, `GL1` of `GL1 1AA`.
    pub fn outward(&self) -> &str {
        // The door let in ASCII only, so there is always text here.
        str::from_utf8(&self.outward).unwrap_or_default().trim_end_matches('\0')
    }

    /// The half after the space, `1AA` of `GL1 1AA`.
    pub fn inward(&self) -> &str {
        str::from_utf8(&self.inward).unwrap_or_default().trim_start()
    }

    /// The number of the district, below [`Postcode::DISTRICTS`]; every district has its own.
    pub fn district(&self) -> usize {
        self.outward.iter().fold(0, |number, &byte| {
            let digit = match byte {
                b'0'..=b'9' => byte - b'0' + 1,
                b'A'..=b'Z' => byte - b'A' + 11,
                _ => 0,
            };
            number * 37 + usize::from(digit)
        })
    }

    /// The number of the unit in its district, below [`Postcode::UNITS`].
    pub fn unit(&self) -> usize {
        let [_, digit, one, other] = self.inward.map(usize::from);
        let letter = |byte: usize| byte.saturating_sub(usize::from(b'A'));
        (digit.saturating_sub(usize::from(b'0')) * 26 + letter(one)) * 26 + letter(other)
    }

    /// What this stands for if it stands for no place: `ZZ99` codes are given to people with no
    /// fixed abode, or whose address is not known. They match no area, and are counted as such.
    pub fn pseudo(&self) -> Option<Pseudo> {
        match (&self.outward, &self.inward) {
            (b"ZZ99", b" 3VZ") => Some(Pseudo::NoFixedAbode),
            (b"ZZ99", _) => Some(Pseudo::Other),
            _ => None,
        }
    }
}

impl FromStr for Postcode {
    type Err = NotAPostcode;

    fn from_str(text: &str) -> Result<Self, NotAPostcode> {
        Self::read(text).ok_or_else(|| NotAPostcode { text: text.to_owned() })
    }
}

/// The six shapes of a postal district, and the one that is older than the rule.
fn is_outward(text: &[u8]) -> bool {
    let shapes = [b"A9\0\0", b"A99\0", b"AA9\0", b"AA99", b"A9A\0", b"AA9A"];
    shapes.contains(&&kinds(text)) || text == b"GIR"
}

/// The kinds of up to four characters: letter, digit, anything else, or none.
fn kinds(text: &[u8]) -> [u8; 4] {
    let mut kinds = [0; 4];
    for (kind, byte) in kinds.iter_mut().zip(text) {
        *kind = match byte {
            b'A'..=b'Z' => b'A',
            b'0'..=b'9' => b'9',
            _ => b'?',
        };
    }
    kinds
}

impl fmt::Display for Postcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{} {}", self.outward(), self.inward()))
    }
}

impl fmt::Debug for Postcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Postcode({self})")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Postcode, Pseudo};

    fn check(text: &str, expected: &str) {
        assert_eq!(
            text.parse::<Postcode>().map(|found| found.to_string()),
            Ok(expected.to_owned())
        );
    }

    #[test]
    fn a_postcode_has_one_spelling() {
        check("GL1 1AA", "GL1 1AA");
        check("gl11aa", "GL1 1AA");
        check("  Gl 53 7 aS\t", "GL53 7AS");
        check("W1A 1AA", "W1A 1AA");
        check("m1 1ae", "M1 1AE");
        check("EC1A1BB", "EC1A 1BB");
        check("GIR 0AA", "GIR 0AA");
    }

    #[test]
    fn what_is_not_a_postcode_is_named_beside_a_good_one() {
        for text in [
            "", "GL1", "1AA", "GL1 1A", "GL1 AAA", "GLOS 1AA", "1GL 1AA", "GL1-1AA", "ÉL1 1AA",
            "GL1 1Aé",
        ] {
            let refused = text.parse::<Postcode>().map_err(|error| error.to_string());
            assert_eq!(refused, Err(format!("“{text}” is not a postcode, like GL1 1AA")));
        }
    }

    #[test]
    fn no_fixed_abode_is_well_formed_and_no_place() {
        let pseudo = |text: &str| text.parse::<Postcode>().unwrap().pseudo();
        assert_eq!(pseudo("ZZ993VZ"), Some(Pseudo::NoFixedAbode));
        assert_eq!(pseudo("zz99 3wz"), Some(Pseudo::Other));
        assert_eq!(pseudo("ZZ99 3CZ"), Some(Pseudo::Other));
        assert_eq!(pseudo("GL1 1AA"), None);
    }

    proptest! {
        #[test]
        fn spacing_and_case_make_no_difference(text in "[A-Z]{1,2}[0-9]{1,2} [0-9][A-Z]{2}") {
            let plain = text.parse::<Postcode>();
            prop_assert_eq!(plain.as_ref().map(Postcode::to_string), Ok(text.clone()));
            prop_assert_eq!(&text.replace(' ', "").to_lowercase().parse::<Postcode>(), &plain);
        }

        #[test]
        fn no_text_is_too_strange_to_be_refused(text in ".{0,12}") {
            if let Ok(read) = text.parse::<Postcode>() {
                prop_assert_eq!(read.to_string().parse::<Postcode>(), Ok(read));
            }
        }

        #[test]
        fn two_postcodes_have_one_number_only_if_they_are_one(
            one in "[A-C]{1,2}[0-1]{1,2}[A-B]{0,1} [0-1][A-B]{2}",
            other in "[A-C]{1,2}[0-1]{1,2}[A-B]{0,1} [0-1][A-B]{2}",
        ) {
            if let (Ok(one), Ok(other)) = (one.parse::<Postcode>(), other.parse::<Postcode>()) {
                let number = |of: Postcode| (of.district(), of.unit());
                prop_assert!(one.district() < Postcode::DISTRICTS && one.unit() < Postcode::UNITS);
                prop_assert_eq!(one == other, number(one) == number(other));
                prop_assert_eq!(one.cmp(&other), one.to_string().cmp(&other.to_string()));
            }
        }
    }
}
