//! The names of a sheet and of its columns, as a place says them.

use std::fmt;

/// The bytes of a name that are kept; Excel's own names are at most 31 letters.
const KEPT: usize = 48;

/// The name of a sheet, short enough that a place can be copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct SheetName {
    bytes: [u8; KEPT],
    length: u8,
    cut: bool,
}

impl SheetName {
    pub(super) fn new(name: &str) -> Self {
        let mut bytes = [0; KEPT];
        let mut length = 0_u8;
        let mut cut = false;
        for letter in name.chars() {
            let from = usize::from(length);
            let space = bytes.get_mut(from..from + letter.len_utf8());
            let Some(space) = space.filter(|_| !cut) else {
                cut = true;
                continue;
            };
            letter.encode_utf8(space);
            length = length.saturating_add(u8::try_from(letter.len_utf8()).unwrap_or(0));
        }
        Self { bytes, length, cut }
    }

    /// Says the name; a name that was cut says the sheet's number too, so that no two are alike.
    pub(super) fn say(&self, number: u32, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = self.bytes.get(..usize::from(self.length)).unwrap_or_default();
        let name = String::from_utf8_lossy(bytes);
        if self.cut {
            write!(f, "sheet {number} “{name}…”")
        } else {
            write!(f, "sheet “{name}”")
        }
    }
}

/// A column as its letters: A for 1, AA for 27.
pub(super) struct Column(pub(super) u32);

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(before) = self.0.checked_sub(1) else { return Ok(()) };
        Self(before / 26).fmt(f)?;
        let letter = u8::try_from(before % 26).unwrap_or(0) + b'A';
        write!(f, "{}", char::from(letter))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Place;

    #[test]
    fn a_name_that_is_too_long_is_cut_between_letters_and_numbered() {
        let says = Place::sheet(3, &"é".repeat(40)).to_string();
        assert_eq!(says, format!("sheet 3 “{}…”", "é".repeat(24)));
        assert_eq!(Place::sheet(1, "").to_string(), "sheet “”");
    }

    #[test]
    fn columns_are_named_as_a_workbook_names_them() {
        let named = [1, 26, 27, 52, 53, 702, 703, 16_384].map(|column| Column(column).to_string());
        assert_eq!(named, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD"]);
    }
}
