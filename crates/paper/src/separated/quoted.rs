//! What stands in quotation marks, made quiet while a file is asked how it is separated.

use super::SEPARATORS;

/// The words with a letter for each separator, line end and doubled mark that stands within
/// quotation marks, so that only what separates is counted.
///
/// A mark opens where a value could begin, in a line's first place or after a separator, and
/// closes where one could end. One that is never closed so is a word.
pub(super) fn without_quoted_marks(words: &str) -> String {
    let mut quiet = String::with_capacity(words.len());
    let mut rest = words;
    let mut at_start = true;
    while let Some(next) = rest.chars().next() {
        if at_start
            && next == '"'
            && let Some((inside, after)) = rest.get(1..).and_then(split_at_close)
        {
            quiet.push('"');
            quiet.extend(inside.chars().map(|c| if is_mark(c) { 'x' } else { c }));
            quiet.push('"');
            rest = after;
            at_start = false;
            continue;
        }
        quiet.push(next);
        at_start = next == '\n' || SEPARATORS.contains(&next);
        rest = rest.get(next.len_utf8()..).unwrap_or_default();
    }
    quiet
}

fn is_mark(c: char) -> bool {
    c == '"' || c == '\n' || c == ' ' || SEPARATORS.contains(&c)
}

/// What stands before the closing mark, and what after it; two marks are one of the words.
fn split_at_close(marked: &str) -> Option<(&str, &str)> {
    let mut from = 0;
    loop {
        let at = from + marked.get(from..)?.find('"')?;
        let after = marked.get(at + 1..)?;
        if !after.starts_with('"') {
            let ends = after.is_empty() || after.starts_with('\n') || after.starts_with(SEPARATORS);
            return ends.then_some((marked.get(..at)?, after));
        }
        from = at + 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_marks_separates_nothing() {
        let quiet = |words: &str| without_quoted_marks(words);
        assert_eq!(quiet("a,\"b;c\"\"|\nd\",e\n"), "a,\"bxcxxxxd\",e\n");
        assert_eq!(quiet("\"a|b\"|c"), "\"axb\"|c");
        assert_eq!(quiet("5\" pipe,\"never closed|\n"), "5\" pipe,\"never closed|\n");
        assert_eq!(quiet("\"\n| a | \"b |"), "\"\n| a | \"b |");
        assert_eq!(quiet("é,\"ü|ö\""), "é,\"üxö\"");
    }
}
