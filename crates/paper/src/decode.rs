//! From bytes to words, when nobody says which way they were written.

use std::borrow::Cow;

use crate::{Place, Remark};

/// What bytes 0x80 to 0x9F mean in Windows-1252; the five it leaves open stay control characters.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// Whether there are no words at all in `bytes`: none, or only a mark and white space.
pub(crate) fn is_blank(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes)
        .is_ok_and(|words| words.chars().all(|c| c.is_whitespace() || c == '\u{feff}'))
}

/// Whether `bytes` could be words in some way of writing.
pub(crate) fn is_text(bytes: &[u8]) -> bool {
    let (words, _) = words(bytes);
    let odd = words.chars().filter(|c| c.is_control() && !"\t\n\r\u{b}\u{c}".contains(*c)).count();
    !words.contains('\0') && odd * 100 <= words.chars().count()
}

/// The words in `bytes`, with a line feed after each line, and what was strange about them.
pub(crate) fn words(bytes: &[u8]) -> (String, Vec<Remark>) {
    let mut remarks = Vec::new();
    let words = match bytes {
        [0xFF, 0xFE, rest @ ..] => {
            remarks.push(Remark::note(Place::DOCUMENT, "The text is written in UTF-16."));
            Cow::Owned(utf_16(rest, u16::from_le_bytes))
        }
        [0xFE, 0xFF, rest @ ..] => {
            remarks.push(Remark::note(Place::DOCUMENT, "The text is written in UTF-16."));
            Cow::Owned(utf_16(rest, u16::from_be_bytes))
        }
        _ => {
            if let Ok(words) = std::str::from_utf8(bytes) {
                Cow::Borrowed(words.trim_start_matches('\u{feff}'))
            } else {
                remarks.push(Remark::look(
                    Place::DOCUMENT,
                    "The text is not UTF-8, and was read as Windows-1252.",
                    "Look at accents, dashes and quotation marks",
                ));
                Cow::Owned(bytes.iter().map(|&byte| windows_1252(byte)).collect())
            }
        }
    };
    if words.contains('\u{fffd}') {
        remarks.push(Remark::look(
            Place::DOCUMENT,
            "Some characters were already lost (�).",
            "Compare with the original",
        ));
    }
    (words.replace("\r\n", "\n").replace('\r', "\n"), remarks)
}

fn utf_16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks(2).map(|pair| match *pair {
        [first, second] => unit([first, second]),
        _ => 0xFFFD,
    });
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

fn windows_1252(byte: u8) -> char {
    let special = byte.checked_sub(0x80).and_then(|at| WINDOWS_1252.get(usize::from(at)));
    special.copied().unwrap_or(char::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_survive_the_ways_of_writing() {
        let read = |bytes: &[u8]| words(bytes).0;
        assert_eq!(read("\u{feff}Café\r\nTea".as_bytes()), "Café\nTea");
        assert_eq!(read(b"Caf\xE9 \x96 \x80\xA05"), "Café – €\u{a0}5");
        assert_eq!(read(b"\xFF\xFEH\0i\0"), "Hi");
        assert_eq!(read(b"\xFE\xFF\0H\0i"), "Hi");
    }

    #[test]
    fn bytes_of_a_picture_are_not_words() {
        assert!(!is_text(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"));
        assert!(is_text("Ref\tAction\n".as_bytes()));
    }
}
