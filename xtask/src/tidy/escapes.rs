//! No way round a check that leaves no reason: no test switched off or expected to panic, no lint
//! allowed for good, nothing put off without the number of the decision that put it off.

use super::Breach;
use super::tree::Tree;

/// An attribute that may not be, and what to do instead.
const ATTRIBUTES: &[(&str, &str)] = &[
    ("ignore", "make the test run, or delete it"),
    ("should_panic", "return a refusal and assert on it: a panic means we are wrong"),
    ("allow(", "use #[expect(lint, reason = \"…\")], which says when it is no longer needed"),
];

/// Words that put work off, spelt so that this file does not.
const PUT_OFF: &[&str] = &[concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X")];

pub(super) fn check(tree: &Tree) -> Vec<Breach> {
    let mut found = Vec::new();
    for text in tree.ending(".rs") {
        for (line, words) in text.lines() {
            if let Some((says, mend)) = escape(words.trim()) {
                found.push(Breach { file: text.path.clone(), line, says, mend });
            }
        }
    }
    found
}

fn escape(words: &str) -> Option<(String, String)> {
    if let Some(attribute) = words.strip_prefix("#[").or_else(|| words.strip_prefix("#![")) {
        let has =
            |name: &str| attribute.starts_with(name) || attribute.contains(&format!(", {name}"));
        let (name, mend) = ATTRIBUTES.iter().find(|(name, _)| has(name))?;
        return Some((
            format!("`#[{}]` is not for this house", name.trim_end_matches('(')),
            (*mend).to_owned(),
        ));
    }
    let (_, comment) = words.split_once("//")?;
    if comment.trim_start_matches(['/', '!']).trim() == "```ignore" {
        return Some((
            "this example is never run".to_owned(),
            "make it run, or say `text`".to_owned(),
        ));
    }
    let word = PUT_OFF.iter().find(|word| is_put_off(comment, word))?;
    Some((
        format!("{word} without the number of a decision"),
        format!("do it, or write the decision down and say {word}(0007)"),
    ))
}

/// Does the comment have the word, and no decision's number in parentheses behind it?
fn is_put_off(comment: &str, word: &str) -> bool {
    comment.match_indices(word).any(|(at, _)| {
        let (before, after) = (comment.get(..at), comment.get(at + word.len()..));
        let alone = !before.is_some_and(|before| before.ends_with(char::is_alphanumeric))
            && !after.is_some_and(|after| after.starts_with(char::is_alphanumeric));
        let number = after.and_then(|after| after.strip_prefix('(')?.split_once(')'));
        alone
            && !number.is_some_and(|(number, _)| {
                number.len() == 4 && number.bytes().all(|byte| byte.is_ascii_digit())
            })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is said of one line.
    fn said(line: &str) -> Option<String> {
        let tree = Tree::of(&[("a.rs", line)]);
        check(&tree).into_iter().next().map(|breach| breach.says)
    }

    #[test]
    fn a_way_round_is_named() {
        assert_eq!(
            said("    #[ignore = \"slow\"]").as_deref(),
            Some("`#[ignore]` is not for this house")
        );
        assert_eq!(
            said("#[should_panic]").as_deref(),
            Some("`#[should_panic]` is not for this house")
        );
        assert_eq!(
            said("#![allow(dead_code)]").as_deref(),
            Some("`#[allow]` is not for this house")
        );
        assert_eq!(
            said("#[cfg_attr(test, allow(dead_code))]").as_deref(),
            Some("`#[allow]` is not for this house")
        );
        assert_eq!(said("/// ```ignore").as_deref(), Some("this example is never run"));
    }

    #[test]
    fn work_put_off_has_a_decision() {
        let put_off = PUT_OFF[0];
        assert_eq!(
            said(&format!("let a = 1; // {put_off}: more")).unwrap(),
            format!("{put_off} without the number of a decision")
        );
        assert!(said(&format!("// {put_off}(later) more")).is_some());
        assert_eq!(said(&format!("// {put_off}(0012): more")), None);
    }

    #[test]
    fn plain_lines_are_well() {
        assert_eq!(said("#[expect(clippy::panic, reason = \"a test\")]"), None);
        assert_eq!(said("let ignored = \"#[ignore]\"; // we ignore what is blank"), None);
        assert_eq!(said("#[derive(Debug)]"), None);
    }
}
