//! The words that a file can carry.

/// The words as every format carries them.
///
/// - Every way to end a line is a line feed.
/// - Control characters, marks of byte order and what Unicode says is no character are taken
///   off, because neither XML nor a spreadsheet can hold them; a tab stays.
/// - White space at the ends, hard spaces and blank lines too, is taken off, because no reader
///   keeps it. Between words and at the ends of inner lines it stays.
pub fn carried(words: &str) -> String {
    // Most words have none of these, and a list has tens of thousands of cells.
    if words.bytes().all(|byte| matches!(byte, b'\n' | b'\t' | b' '..=b'~')) {
        return words.trim().to_owned();
    }
    let words = words.replace("\r\n", "\n");
    let kept = words.chars().filter_map(|c| match c {
        '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\n' | '\t' => Some(c),
        '\u{feff}' => None,
        c if c.is_control() || u32::from(c) & 0xFFFE == 0xFFFE => None,
        c if ('\u{fdd0}'..='\u{fdef}').contains(&c) => None,
        c => Some(c),
    });
    kept.collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_are_one_and_what_is_no_word_goes() {
        assert_eq!(
            carried("one\r\ntwo\rthree\u{b}four\u{2028}five"),
            "one\ntwo\nthree\nfour\nfive"
        );
        assert_eq!(carried("a\u{0}b\u{7}c\u{feff}d\u{ffff}e\u{1fffe}f\u{90}"), "abcdef");
        assert_eq!(carried("\u{a0}\n a\tb\u{a0} c \n d \u{a0}\n"), "a\tb\u{a0} c \n d");
        assert_eq!(carried(" \u{a0} "), "");
    }
}
