//! Every invariant that ARCHITECTURE.md promises is held by a test that exists.
//!
//! A promise is a paragraph or list item with `**Invariant**` in it, and ends with the paths of its
//! tests in parentheses and back-ticks, `crate::module::claim` each. The claim must be a test in
//! that crate's folder; its module is for the reader.

use super::Breach;
use super::code_map;
use super::tree::Tree;

const MARK: &str = "**Invariant**";

pub(super) fn check(tree: &Tree) -> Vec<Breach> {
    let Some(map) = tree.at(code_map::PATH) else { return Vec::new() };
    let mut found = Vec::new();
    for (line, promise) in promises(&map.words) {
        let tests = named_tests(&promise);
        if tests.is_empty() {
            found.push(Breach {
                file: map.path.clone(),
                line,
                says: "this invariant names no test".to_owned(),
                mend: "end it with (`crate::path::test_name`)".to_owned(),
            });
        }
        found.extend(tests.iter().filter(|path| !exists(tree, path)).map(|path| Breach {
            file: map.path.clone(),
            line,
            says: format!("no test `{path}` holds this invariant"),
            mend: "write the test, or mend the name".to_owned(),
        }));
    }
    found
}

/// Each paragraph or list item with the mark in it, and the line on which it begins.
fn promises(words: &str) -> Vec<(usize, String)> {
    let mut paragraphs: Vec<(usize, String)> = Vec::new();
    let mut open = false;
    for (before, line) in words.lines().enumerate() {
        let line = line.trim();
        let begins = line.starts_with("- ")
            || line.starts_with("* ")
            || line.starts_with('|')
            || line.starts_with(MARK);
        match paragraphs.last_mut() {
            Some((_, paragraph)) if open && !begins && !line.is_empty() => {
                paragraph.push(' ');
                paragraph.push_str(line);
            }
            _ if line.is_empty() => open = false,
            _ => {
                open = true;
                paragraphs.push((before + 1, line.to_owned()));
            }
        }
    }
    paragraphs.retain(|(_, paragraph)| paragraph.contains(MARK));
    paragraphs
}

/// The paths in the last parentheses that open with a back-tick.
fn named_tests(promise: &str) -> Vec<String> {
    let Some((_, rest)) = promise.rsplit_once("(`") else { return Vec::new() };
    let inside = rest.split_once(')').map_or(rest, |(inside, _)| inside);
    inside.split('`').filter(|piece| piece.contains("::")).map(str::to_owned).collect()
}

/// Is there a function of that name, with an attribute that makes it a test, in that crate?
fn exists(tree: &Tree, path: &str) -> bool {
    let (Some((of, _)), Some((_, name))) = (path.split_once("::"), path.rsplit_once("::")) else {
        return false;
    };
    let (crates, own) = (format!("crates/{of}/"), format!("{of}/"));
    let opening = format!("fn {name}(");
    tree.ending(".rs")
        .filter(|text| text.path.starts_with(&crates) || text.path.starts_with(&own))
        .any(|text| is_test(&text.words, &opening))
}

fn is_test(words: &str, opening: &str) -> bool {
    let lines: Vec<&str> = words.lines().map(str::trim).collect();
    let mut from_here_up = lines.iter().rev();
    while let Some(line) = from_here_up.next() {
        let above = from_here_up
            .clone()
            .take_while(|line| line.starts_with("#[") || line.starts_with("///"));
        if line.contains(opening)
            && above.into_iter().any(|line| line.starts_with("#[") && line.contains("test"))
        {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invariant_is_held_by_a_test_of_its_crate() {
        let code = "//! Sums.\n#[test]\nfn limits_hold() {}\nfn helper() {}\n";
        let map = "- **Invariant** limits contain\n  the value (`sums::tests::limits_hold`).\n\
                   - **Invariant** no test at all (see `helper`).\n\
                   - **Invariant** not a test (`sums::helper`, `sums::gone`)\n\n\
                   **Invariant** in another crate (`other::limits_hold`)\n";
        let tree = Tree::of(&[("ARCHITECTURE.md", map), ("crates/sums/src/lib.rs", code)]);
        let said: Vec<String> =
            check(&tree).iter().map(|breach| format!("{} {}", breach.line, breach.says)).collect();
        assert_eq!(
            said,
            [
                "3 this invariant names no test",
                "4 no test `sums::helper` holds this invariant",
                "4 no test `sums::gone` holds this invariant",
                "6 no test `other::limits_hold` holds this invariant",
            ]
        );
    }
}
