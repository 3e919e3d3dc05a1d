//! Words made comparable: what typing, formats and capitals do to them tells no two things apart.

use std::collections::BTreeSet;

/// The words with one space between.
pub fn single(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words in lower case, letters and digits only, one space between.
pub fn plain(words: &str) -> String {
    plain_start(words, usize::MAX)
}

/// The same, but not much further than so many bytes: whether a long answer begins as a question
/// does, its beginning says.
pub fn plain_start(text: &str, most: usize) -> String {
    let mut words = String::with_capacity(text.len().min(most));
    let mut parted = false;
    for letter in text.chars() {
        if words.len() >= most {
            break;
        }
        if !letter.is_alphanumeric() {
            parted = !words.is_empty();
            continue;
        }
        if std::mem::take(&mut parted) {
            words.push(' ');
        }
        if letter.is_ascii() {
            words.push(letter.to_ascii_lowercase());
        } else {
            words.extend(letter.to_lowercase());
        }
    }
    words
}

/// The words plain, and without the marks that letters bear: "Café" and "cafe" are the same.
pub fn folded(words: &str) -> String {
    let is_combining = |letter: &char| ('\u{300}'..='\u{36f}').contains(letter);
    plain(&words.chars().filter(|letter| !is_combining(letter)).map(bare).collect::<String>())
}

/// The letter without its mark, for the letters of western Europe that bear one.
fn bare(letter: char) -> char {
    const MARKED: [(&str, char); 11] = [
        ("àáâãäåāÀÁÂÃÄÅĀ", 'a'),
        ("çćčÇĆČ", 'c'),
        ("èéêëēęÈÉÊËĒĘ", 'e'),
        ("ìíîïīÌÍÎÏĪ", 'i'),
        ("ñńÑŃ", 'n'),
        ("òóôõöøōÒÓÔÕÖØŌ", 'o'),
        ("śšŚŠ", 's'),
        ("ùúûüūÙÚÛÜŪ", 'u'),
        ("ŵŴ", 'w'),
        ("ýÿŷÝŸŶ", 'y'),
        ("žźżŽŹŻ", 'z'),
    ];
    let found = MARKED.iter().find(|(marked, _)| marked.contains(letter));
    found.map_or(letter, |(_, bare)| *bare)
}

/// Whether the words of `part` stand in `whole` one after the other, both plain or folded already.
pub fn holds(whole: &str, part: &str) -> bool {
    let mut ends = whole.match_indices(part).map(|(start, found)| {
        let before = whole.get(..start).unwrap_or_default();
        let after = whole.get(start + found.len()..).unwrap_or_default();
        (before.is_empty() || before.ends_with(' ')) && (after.is_empty() || after.starts_with(' '))
    });
    !part.is_empty() && ends.any(|whole_words| whole_words)
}

/// Whether words are the same but for white space, which no two formats keep alike.
pub fn alike(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
}

/// Whether words are the same but for white space and capitals.
pub fn alike_but_for_capitals(one: &str, other: &str) -> bool {
    let words = |text: &str| text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    words(one) == words(other)
}

/// The different words of a text, without case and punctuation.
pub fn different(words: &str) -> BTreeSet<String> {
    let words = plain(words);
    words.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// How alike two texts are, in hundredths: the Dice coefficient of their sets of words,
/// 2 |A ∩ B| / (|A| + |B|). What says nothing is like nothing.
pub fn likeness(one: &str, other: &str) -> usize {
    let (one, other) = (different(one), different(other));
    let common = one.intersection(&other).count();
    (200 * common).checked_div(one.len() + other.len()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_does_not_change_what_words_say() {
        assert_eq!(single("  two\n\nlines\u{a0}here "), "two lines here");
        assert_eq!(plain("  Page\u{a0}No. "), "page no");
        assert_eq!(plain_start("Priority of all", 8), "priority");
        assert_eq!(folded("Caf\u{e9}, cafe\u{301} and Ŵyn"), "cafe cafe and wyn");
        assert!(holds("low uptake here", "uptake") && holds("uptake", "uptake"));
        assert!(!holds("low uptakes", "uptake") && !holds("uptakes uptake2", "uptake"));
        assert!(holds("uptakes uptake", "uptake") && !holds("uptake", ""));
        assert_eq!(likeness("Timely data not available", "Data not timely"), 85);
        assert_eq!((likeness("one", "other"), likeness("", "")), (0, 0));
        assert!(alike("By  when", "By\nwhen") && !alike("By when", "by when"));
        assert!(alike_but_for_capitals("By  WHEN", "by\nwhen"));
    }
}
