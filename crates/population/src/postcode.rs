//! Postcodes, in the one spelling by which they can be looked up.

use std::fmt;
use std::str::FromStr;

/// A United Kingdom postcode in capitals with one space, such as `GL1 1AA`.
///
/// Holding one proves its shape; only a directory knows whether it is in use. The health
/// service's stand-ins for people without a usual address have that shape too, and
/// [`Postcode::is_pseudo`] tells them apart.
///
/// ```
/// # use population::{NotAPostcode, Postcode};
/// let home: Postcode = "gl1  1aa".parse()?;
/// assert_eq!(home.as_str(), "GL1 1AA");
/// assert_eq!((home.outward(), home.inward()), ("GL1", "1AA"));
/// # Ok::<(), NotAPostcode>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Postcode(String);

/// Text that was offered as a postcode and is not one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{text}” is not a postcode, like GL1 1AA")]
pub struct NotAPostcode {
    text: String,
}

impl Postcode {
    /// The whole postcode, as it is written on an envelope.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The half before the space: the postal district, `GL1` of `GL1 1AA`.
    pub fn outward(&self) -> &str {
        self.halves().0
    }

    /// The half after the space, `1AA` of `GL1 1AA`.
    pub fn inward(&self) -> &str {
        self.halves().1
    }

    /// Whether this stands for no place: `ZZ99` codes are given to people with no fixed abode, or
    /// whose address is not known. They match no area, and are counted as such.
    pub fn is_pseudo(&self) -> bool {
        self.outward() == "ZZ99"
    }

    fn halves(&self) -> (&str, &str) {
        self.0.split_once(' ').unwrap_or((&self.0, ""))
    }
}

impl FromStr for Postcode {
    type Err = NotAPostcode;

    fn from_str(text: &str) -> Result<Self, NotAPostcode> {
        let refuse = || NotAPostcode { text: text.to_owned() };
        let written: String =
            text.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect();
        let at = written.len().checked_sub(3).ok_or_else(refuse)?;
        match written.split_at_checked(at) {
            Some((outward, inward)) if is_outward(outward) && is_inward(inward) => {
                Ok(Self(format!("{outward} {inward}")))
            }
            _ => Err(refuse()),
        }
    }
}

/// The six shapes of a postal district, and the one that is older than the rule.
fn is_outward(text: &str) -> bool {
    let shape: String = text.chars().map(kind).collect();
    matches!(shape.as_str(), "A9" | "A99" | "AA9" | "AA99" | "A9A" | "AA9A") || text == "GIR"
}

fn is_inward(text: &str) -> bool {
    text.chars().map(kind).eq("9AA".chars())
}

fn kind(character: char) -> char {
    match character {
        'A'..='Z' => 'A',
        '0'..='9' => '9',
        _ => '?',
    }
}

impl fmt::Display for Postcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Postcode;

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
        assert_eq!("ZZ993VZ".parse::<Postcode>().map(|found| found.is_pseudo()), Ok(true));
        assert_eq!("GL1 1AA".parse::<Postcode>().map(|found| found.is_pseudo()), Ok(false));
    }

    proptest! {
        #[test]
        fn spacing_and_case_make_no_difference(text in "[A-Z]{1,2}[0-9]{1,2} [0-9][A-Z]{2}") {
            let plain = text.parse::<Postcode>();
            prop_assert_eq!(plain.as_ref().map(Postcode::as_str), Ok(text.as_str()));
            prop_assert_eq!(&text.replace(' ', "").to_lowercase().parse::<Postcode>(), &plain);
        }

        #[test]
        fn no_text_is_too_strange_to_be_refused(text in ".{0,12}") {
            if let Ok(read) = text.parse::<Postcode>() {
                prop_assert_eq!(read.as_str().parse::<Postcode>(), Ok(read.clone()));
            }
        }
    }
}
