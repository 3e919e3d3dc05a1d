//! No tab and no space at a line's end in our code, strings and comments too, where the formatter
//! does not reach.

use super::Breach;
use super::tree::Tree;

pub(super) fn check(tree: &Tree) -> Vec<Breach> {
    let mut found = Vec::new();
    for text in tree.ending(".rs") {
        for (line, words) in text.lines() {
            let (says, mend) = if words.contains('\t') {
                ("a tab", "indent with spaces; in a string, write \\t")
            } else if words.ends_with(' ') {
                ("a space at the line's end", "take it out; in a string, write \\x20")
            } else {
                continue;
            };
            found.push(Breach {
                file: text.path.clone(),
                line,
                says: says.to_owned(),
                mend: mend.to_owned(),
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tabs_and_spaces_at_the_end_are_named() {
        let tree = Tree::of(&[
            ("a.rs", "fn a() {\n\tb();\n    c();\x20\n}\n"),
            ("b.md", "two spaces  \n"),
        ]);
        let said: Vec<(usize, String)> =
            check(&tree).into_iter().map(|breach| (breach.line, breach.says)).collect();
        assert_eq!(said, [(2, "a tab".to_owned()), (3, "a space at the line's end".to_owned())]);
    }
}
