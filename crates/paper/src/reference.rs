//! References such as "C14" and "A5:A6", as workbooks write them.

/// The last row and column that a workbook has.
pub(crate) const LAST_ROW: u32 = 1_048_576;
pub(crate) const LAST_COLUMN: u32 = 16_384;

/// A rectangle of cells, each end included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Range {
    pub(crate) top: u32,
    pub(crate) left: u32,
    pub(crate) bottom: u32,
    pub(crate) right: u32,
}

/// The row and column of a reference such as "C14" or "$C$14"; none outside any workbook.
pub(crate) fn cell(reference: &str) -> Option<(u32, u32)> {
    let plain: String = reference.trim().chars().filter(|c| *c != '$').collect();
    let digits = plain.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let letters = plain.get(..plain.len() - digits.len())?;
    let mut column = 0_u32;
    for letter in letters.bytes() {
        let number = u32::from(letter.to_ascii_uppercase().checked_sub(b'A')?) + 1;
        column = column.checked_mul(26)?.checked_add(number)?;
    }
    let row: u32 = digits.parse().ok()?;
    let inside = (1..=LAST_ROW).contains(&row) && (1..=LAST_COLUMN).contains(&column);
    inside.then_some((row, column))
}

/// The rectangle of a reference such as "A5:A6", or of a single cell.
pub(crate) fn range(reference: &str) -> Option<Range> {
    let (first, last) = reference.split_once(':').unwrap_or((reference, reference));
    let ((top, left), (bottom, right)) = (cell(first)?, cell(last)?);
    Some(Range {
        top: top.min(bottom),
        left: left.min(right),
        bottom: bottom.max(top),
        right: right.max(left),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_and_nonsense_is_not() {
        assert_eq!(cell("C14"), Some((14, 3)));
        assert_eq!(cell("$xfd$1048576"), Some((LAST_ROW, LAST_COLUMN)));
        for none in ["", "C", "14", "C0", "XFE1", "A1048577", "C14D", "ZZZZZZZZZZ1", "C-1", "é1"] {
            assert_eq!(cell(none), None, "{none}");
        }
        let upside_down = range("B9:A5").unwrap();
        assert_eq!(upside_down, Range { top: 5, left: 1, bottom: 9, right: 2 });
        assert_eq!(range("B9:"), None);
    }
}
