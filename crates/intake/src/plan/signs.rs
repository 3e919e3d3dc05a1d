//! Signs that words were cut, doubled or run together. They raise questions and change nothing.

/// Words that no sentence ends with.
const JOINING: [&str; 12] =
    ["and", "or", "of", "the", "to", "for", "with", "in", "by", "from", "a", "an"];

/// Words after which a capital does not begin anything new.
const LEADING: [&str; 20] = [
    "and", "or", "of", "the", "to", "for", "with", "in", "by", "from", "a", "an", "at", "on",
    "into", "across", "within", "under", "per", "via",
];

/// The reference that words begin with, such as "R1" or "2)", and the words after it.
pub(crate) fn reference(words: &str) -> Option<(&str, &str)> {
    let (first, rest) = words.trim().split_once(char::is_whitespace)?;
    let mark = first.trim_end_matches(['.', ')', ':']);
    let letters = mark.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = mark.len() - letters.len();
    let numbered = letters.is_empty() && mark.len() < first.len();
    let lettered =
        (1..=3).contains(&letters.len()) && letters.chars().all(|c| c.is_ascii_uppercase());
    ((1..=3).contains(&digits) && (numbered || lettered)).then_some((mark, rest.trim()))
}

/// The label once, if the words are a label that stands twice.
pub(crate) fn undoubled(words: &str) -> Option<String> {
    let words: Vec<&str> = words.split_whitespace().collect();
    let (first, second) = words.split_at_checked(words.len() / 2)?;
    (first == second && !first.is_empty()).then(|| first.join(" "))
}

/// Why the words look cut short, if they do.
pub(crate) fn cut_short(words: &str) -> Option<String> {
    let (before, last) = words.trim().rsplit_once(char::is_whitespace)?;
    let single = last.len() == 1 && last.chars().all(|c| c.is_ascii_uppercase());
    let counted = before.ends_with(|c: char| c.is_ascii_digit()) || ends_with_name(before);
    if single && !counted {
        return Some(format!("it ends in a stray “{last}”, so it may be cut short"));
    }
    let joins = JOINING.contains(&last) || last.ends_with(',');
    joins.then(|| format!("it ends in “{last}”, so it may be cut short"))
}

/// Whether the last word is one that a letter names, as in "Theme A" or "Group B".
fn ends_with_name(words: &str) -> bool {
    words
        .rsplit(char::is_whitespace)
        .next()
        .is_some_and(|word| word.starts_with(char::is_uppercase))
}

/// The two halves of words that look like two things run together: a capital in the middle
/// of a sentence, with enough words on each side.
pub(crate) fn two_in_one(words: &str) -> Option<(String, String)> {
    let list: Vec<&str> = words.split_whitespace().collect();
    let is_small = |word: &str| word.chars().all(char::is_lowercase);
    let is_capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase)
            && !letters.as_str().is_empty()
            && is_small(letters.as_str())
    };
    let begins = |window: &[&str]| match *window {
        [before, first, second, third] => {
            let stops = is_small(before) && !LEADING.contains(&before);
            let opens = is_capital(first) && !LEADING.contains(&first.to_lowercase().as_str());
            // "Restoration and Recovery Groups" is a name; "Amend and publicise" is not.
            let is_name = LEADING.contains(&second) && is_capital(third);
            stops && opens && is_small(second) && !is_name
        }
        _ => false,
    };
    let at = list.windows(4).position(begins)? + 1;
    let (first, second) = list.split_at_checked(at)?;
    (first.len() >= 3 && second.len() >= 3).then(|| (first.join(" "), second.join(" ")))
}

/// The things that words list, where they are nothing but a list: a line each with a bullet or a
/// number, or numbers that run on.
pub(crate) fn listed(words: &str) -> Vec<String> {
    let lines: Vec<&str> = words.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let items: Option<Vec<String>> =
        lines.iter().map(|line| unmarked(line).map(str::to_owned)).collect();
    match items.filter(|items| items.len() >= 2) {
        Some(items) => items,
        None => numbered(words),
    }
}

/// A line without its bullet or number, if it has one.
fn unmarked(line: &str) -> Option<&str> {
    let bullet = line.strip_prefix(['•', '-', '–', '*', '·', '▪', 'o']);
    let rest = bullet.or_else(|| {
        let rest = line.trim_start_matches('(').trim_start_matches(|c: char| c.is_ascii_digit());
        rest.strip_prefix(['.', ')'])
            .filter(|_| line.len() - rest.len() <= 3 && rest.len() < line.len())
    });
    rest.filter(|rest| rest.starts_with(char::is_whitespace)).map(str::trim)
}

/// "1) Ask 2) Tell 3) Show", cut before each number, if the numbers run on from 1.
fn numbered(words: &str) -> Vec<String> {
    let mut items: Vec<Vec<&str>> = Vec::new();
    for word in words.split_whitespace() {
        let next = (items.len() + 1).to_string();
        let number = word.trim_start_matches('(').trim_end_matches(['.', ')']);
        if number == next && number.len() < word.len() {
            items.push(Vec::new());
        } else if let Some(item) = items.last_mut() {
            item.push(word);
        } else {
            return Vec::new();
        }
    }
    let is_whole = items.len() >= 2 && items.iter().all(|item| !item.is_empty());
    items.iter().filter(|_| is_whole).map(|item| item.join(" ")).collect()
}

/// Things in one breath: “one”, “two” and “three”.
pub(crate) fn spoken(things: &[String]) -> String {
    let quoted: Vec<String> = things.iter().map(|thing| format!("“{thing}”")).collect();
    match quoted.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        _ => quoted.concat(),
    }
}

/// The first of `signs` that stands in the words as whole words.
pub(crate) fn any_of<'a>(words: &str, signs: &'a [String]) -> Option<&'a str> {
    let words = format!(" {} ", crate::words::plain(words));
    signs
        .iter()
        .map(String::as_str)
        .find(|sign| words.contains(&format!(" {} ", crate::words::plain(sign))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_told_from_words() {
        assert_eq!(reference("R1 Agree an aim"), Some(("R1", "Agree an aim")));
        assert_eq!(reference("2) Write it"), Some(("2", "Write it")));
        assert_eq!(reference("12 Write it"), None);
        assert_eq!(reference("COVID19 plan"), None);
        assert_eq!(reference("Agree an aim"), None);
    }

    #[test]
    fn cut_ends_and_doubles_are_seen() {
        assert!(cut_short("look at outpatients A").is_some());
        assert!(cut_short("work with staff and").is_some());
        assert!(cut_short("objectives under Theme A").is_none());
        assert!(cut_short("as needed.").is_none());
        assert_eq!(undoubled("Care - at home Care - at home"), Some("Care - at home".to_owned()));
        assert_eq!(undoubled("Care at home"), None);
        assert_eq!(undoubled(""), None);
    }

    #[test]
    fn a_list_is_nothing_but_a_list() {
        assert_eq!(listed("• Ask\n• Tell"), ["Ask", "Tell"]);
        assert_eq!(listed("1. Ask all\n2. Tell all"), ["Ask all", "Tell all"]);
        assert_eq!(listed("(1) Ask (2) Tell"), ["Ask", "Tell"]);
        for one in [
            "",
            "Ask 2 people",
            "Ask:\n- riders\n- drivers",
            "1. Ask",
            "2. Ask 3. Tell",
            "over all\nof us",
        ] {
            assert!(listed(one).is_empty(), "{one}");
        }
        assert_eq!(spoken(&["a".to_owned(), "b".to_owned()]), "“a” and “b”");
    }

    #[test]
    fn two_things_in_one_cell_are_seen_and_names_are_not() {
        let (first, second) =
            two_in_one("Review the way money is shared Publish the method for all").unwrap();
        assert_eq!(
            (first.as_str(), second.as_str()),
            ("Review the way money is shared", "Publish the method for all")
        );
        assert_eq!(two_in_one("Work with the Recovery and Planning group on it"), None);
        assert_eq!(
            two_in_one("Inform the local hospital Planning and Recovery Groups of it"),
            None
        );
        assert_eq!(two_in_one("Make it routine practice In all teams we have"), None);
    }
}
