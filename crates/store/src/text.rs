//! Days, instants and hashes as the columns hold them, and the way back through their doors.

use std::fmt::Write;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use sha2::{Digest, Sha256};

use crate::error::Error;

/// An instant in thirty characters, whose order as text is their order in time.
pub(crate) fn instant(at: Timestamp) -> String {
    format!("{at:.9}")
}

/// The day of an instant. The journal keeps UTC, so this does too.
pub(crate) fn day(at: Timestamp) -> Date {
    at.to_zoned(TimeZone::UTC).date()
}

/// Reads a column through the door of its type.
pub(crate) fn read<T: FromStr>(text: &str, table: &'static str, id: &str) -> Result<T, Error> {
    text.parse().map_err(|_| Error::Corrupt { table, id: id.to_owned() })
}

/// Reads a column that may be empty through the door of its type.
pub(crate) fn read_if_any<T: FromStr>(
    text: Option<&str>,
    table: &'static str,
    id: &str,
) -> Result<Option<T>, Error> {
    text.map(|text| read(text, table, id)).transpose()
}

/// SHA-256 in hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a `String` does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_sort_as_text_and_read_back_whole() {
        let whole: Timestamp = "2026-04-01T09:00:00Z".parse().unwrap();
        let later: Timestamp = "2026-04-01T09:00:00.000000001Z".parse().unwrap();
        assert_eq!(instant(whole), "2026-04-01T09:00:00.000000000Z");
        assert!(instant(whole) < instant(later));
        assert_eq!(instant(later).parse::<Timestamp>().unwrap(), later);
    }

    #[test]
    fn a_hash_is_the_published_one() {
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(sha256(b"abc"), abc);
    }
}
