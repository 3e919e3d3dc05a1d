//! Marks inside a line: taken off, and told, so that only words are left.

use crate::{Place, Remark};

/// The tags people's converters leave in tables; any other `<` is a word, as in "<5%".
const TAGS: [&str; 22] = [
    "u", "b", "i", "em", "strong", "s", "sup", "sub", "span", "p", "div", "font", "mark", "a",
    "small", "ins", "del", "code", "center", "ul", "ol", "li",
];

/// Character names that a word processor writes out.
const NAMES: [(&str, char); 6] = [
    ("&nbsp;", '\u{a0}'),
    ("&lt;", '<'),
    ("&gt;", '>'),
    ("&quot;", '"'),
    ("&ndash;", '–'),
    ("&amp;", '&'),
];

/// The words of `line` without tags, bold marks and character names; `<br>` is a line's end.
pub(crate) fn plain_words(line: &str, place: Place, remarks: &mut Vec<Remark>) -> String {
    let mut words = String::new();
    let mut taken: Vec<&str> = Vec::new();
    let mut rest = line;
    while let Some(at) = rest.find('<') {
        let (before, tagged) = rest.split_at(at);
        words.push_str(before);
        if let Some((name, length)) = tag(tagged) {
            if name.eq_ignore_ascii_case("br") {
                words.push('\n');
            } else {
                taken.push(name);
            }
            rest = tagged.get(length..).unwrap_or_default();
        } else {
            words.push('<');
            rest = tagged.get(1..).unwrap_or_default();
        }
    }
    words.push_str(rest);
    if let Some(name) = taken.first() {
        let remark = Remark::note(place, format!("Marks such as <{name}> were taken off."));
        if remarks.last() != Some(&remark) {
            remarks.push(remark);
        }
    }
    named(&without_bold(&words))
}

/// The longest that a tag may be, so that the end of one that never ends is not looked for in a
/// whole line, again and again.
const LONGEST_TAG: usize = 4_096;

/// The name and length of a tag we know at the start of `text`.
fn tag(text: &str) -> Option<(&str, usize)> {
    let named = text.get(1..)?.trim_start_matches('/');
    let rest = named.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let name = named.strip_suffix(rest).filter(|_| rest.starts_with([' ', '/', '>']))?;
    if !TAGS.iter().chain(&["br"]).any(|tag| name.eq_ignore_ascii_case(tag)) {
        return None;
    }
    let start = text.len() - rest.len();
    let length = rest.bytes().take(LONGEST_TAG).position(|byte| byte == b'>')?;
    Some((name, start + length + 1))
}

/// The words with each character name read once: what a name makes is not read again.
fn named(words: &str) -> String {
    let mut read = String::new();
    let mut rest = words;
    while let Some((before, name)) = rest.find('&').and_then(|at| rest.split_at_checked(at)) {
        read.push_str(before);
        if let Some((character, length)) = character(name) {
            read.push(character);
            rest = name.get(length..).unwrap_or_default();
        } else {
            read.push('&');
            rest = name.get(1..).unwrap_or_default();
        }
    }
    read.push_str(rest);
    read
}

/// The character that is named at the start of `text`, by word or by number, and how long its
/// name is.
fn character(text: &str) -> Option<(char, usize)> {
    if let Some((name, character)) = NAMES.iter().find(|(name, _)| text.starts_with(name)) {
        return Some((*character, name.len()));
    }
    let digits = text.strip_prefix("&#")?;
    let digits = digits.get(..digits.bytes().take(8).position(|byte| byte == b';')?)?;
    let is_number = (1..=7).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    let number = digits.parse().ok().filter(|_| is_number)?;
    let character = char::from_u32(number).filter(|c| !c.is_control())?;
    Some((character, digits.len() + "&#;".len()))
}

/// Takes off `**` where it stands in pairs; a single one is a footnote's mark, as in "Ongoing**".
fn without_bold(words: &str) -> String {
    let marks = words.matches("**").count();
    if marks >= 2 && marks.is_multiple_of(2) { words.replace("**", "") } else { words.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_and_words_stay() {
        let read = |line: &str| plain_words(line, Place::DOCUMENT, &mut Vec::new());
        assert_eq!(read("<u>By when</u>"), "By when");
        assert_eq!(read("below <5% and >2%"), "below <5% and >2%");
        assert_eq!(read("one<br/>two"), "one\ntwo");
        assert_eq!(read("**Done**"), "Done");
        assert_eq!(read("Ongoing**"), "Ongoing**");
        assert_eq!(read("R&amp;D &lt;b"), "R&D <b");
        assert_eq!(read("Name: _____"), "Name: _____");
        assert_eq!(read("Done&#42;&#42; and late&#42;&#42;"), "Done** and late**");
        assert_eq!(read("&#39;&amp;lt;&#124; &#x41; &#0; &#; R&D;"), "'&lt;| &#x41; &#0; &#; R&D;");
    }
}
