//! Words made comparable: without case, punctuation and other people's typing.

use programme::wording::single;

pub(crate) use programme::wording::{plain, plain_start};

/// White space made single, as a reader sees it; lines are kept.
pub(crate) fn tidy(text: &str) -> String {
    let lines = text.split('\n').map(single);
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// Whether `text` begins with the words of `start`, as whole words.
pub(crate) fn begins(text: &str, start: &str) -> bool {
    let start = plain(start);
    begins_plain(&plain_start(text, start.len() + 1), &start)
}

/// Whether `text` begins with the words of `start`, both plain already.
pub(crate) fn begins_plain(text: &str, start: &str) -> bool {
    text.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// A fingerprint of the plain words (FNV-1a, 64 bits), to know a text without holding it.
pub(crate) fn fingerprint(text: &str) -> String {
    let hash = plain(text).bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
    });
    format!("{hash:016x}")
}

/// Of the words of `part`, the share that `whole` has too, in hundredths.
pub(crate) fn share(part: &str, whole: &str) -> usize {
    let (part, whole) = (plain(part), plain(whole));
    let whole: Vec<&str> = whole.split(' ').collect();
    let part: Vec<&str> = part.split(' ').filter(|word| !word.is_empty()).collect();
    let common = part.iter().filter(|word| whole.contains(word)).count();
    (common * 100).checked_div(part.len()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_does_not_change_what_words_say() {
        assert_eq!(tidy("two\n\n  lines\u{a0} here "), "two\nlines here");
        assert!(begins("Priority\n1 = Low", "priority"));
        assert!(!begins("Dated", "Date"));
        assert!(begins("date: 1 May", "Date") && begins("Date", "Date") && !begins("Dat", "Date"));
        assert_eq!(fingerprint("A plan."), fingerprint("a  PLAN"));
        assert_ne!(fingerprint("A plan"), fingerprint("Another plan"));
        assert_eq!(share("Data quality", "Data collection and quality"), 100);
        assert_eq!(share("", "anything"), 0);
    }
}
