//! Whether words look cut short where a cell ended.

/// Words that a letter names.
const LETTERED: [&str; 20] = [
    "hepatitis",
    "vitamin",
    "type",
    "group",
    "part",
    "option",
    "appendix",
    "category",
    "band",
    "grade",
    "class",
    "phase",
    "level",
    "ward",
    "plan",
    "theme",
    "annex",
    "section",
    "schedule",
    "influenza",
];

/// The lone capital letter in which the words end, where nothing before it is named by a letter.
pub(super) fn stray_letter(words: &str) -> Option<&str> {
    let (before, last) = words.trim().rsplit_once(char::is_whitespace)?;
    let is_lone = last.len() == 1 && last.chars().all(|c| c.is_ascii_uppercase());
    let named = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let is_named = named.starts_with(char::is_uppercase)
        || named.ends_with(|c: char| c.is_ascii_digit() || c == '&')
        || LETTERED.iter().any(|word| named.eq_ignore_ascii_case(word));
    (is_lone && !is_named).then_some(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_that_names_nothing_is_stray() {
        assert_eq!(stray_letter("Look at who uses the online clinic B"), Some("B"));
        for words in
            ["", "A", "Offer tests for hepatitis B", "See Appendix C", "Visit Ward D", "An end."]
        {
            assert_eq!(stray_letter(words), None, "{words}");
        }
    }
}
