//! Words that a spreadsheet would take for a formula, kept from it by an apostrophe.

use std::borrow::Cow;

/// What a formula may begin with, as it is typed and as it is typed in full width.
const STARTS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// The words with an apostrophe before them, if a spreadsheet could take them for a formula, or
/// if they begin as guarded words do, so that one apostrophe is always one too many.
///
/// A plain number is no formula, and stays one.
pub(super) fn guarded(words: &str) -> Cow<'_, str> {
    if is_risky(words.trim_start_matches('\'')) && !is_number(words) {
        Cow::Owned(format!("'{words}"))
    } else {
        Cow::Borrowed(words)
    }
}

/// The words as they were before an apostrophe was put in front of what looks like a formula;
/// other words are as they are.
///
/// It is for readers of separated values, where nothing else tells that apostrophe from a word.
pub fn unguarded(words: &str) -> &str {
    match words.strip_prefix('\'') {
        Some(rest) if is_risky(rest.trim_start_matches('\'')) && !is_number(words) => rest,
        Some(_) | None => words,
    }
}

fn is_risky(words: &str) -> bool {
    words.starts_with(['\t', '\r']) || words.trim_start().starts_with(STARTS)
}

fn is_number(words: &str) -> bool {
    let digits = words.strip_prefix(['-', '+']).unwrap_or(words);
    digits.contains(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
        && digits.matches('.').count() <= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_be_a_formula_is_guarded_and_numbers_are_not() {
        for words in
            ["=1+1", "+44 20", "-a", "@x", "\tx", "\r=x", " =1", "＝1", "－1-1", "'=1", "-"]
        {
            assert_eq!(guarded(words), format!("'{words}"));
            assert_eq!(unguarded(&guarded(words)), words);
        }
        for words in ["-5", "-3.25", "+7", "a=b", "", "'", "'tis", "1-2"] {
            assert_eq!(guarded(words), words);
            assert_eq!(unguarded(words), words);
        }
    }
}
