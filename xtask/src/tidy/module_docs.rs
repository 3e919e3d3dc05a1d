//! Every module opens with `//!`: what it owns and why.

use super::Breach;
use super::tree::Tree;

pub(super) fn check(tree: &Tree) -> Vec<Breach> {
    let opens =
        |words: &str| words.starts_with("//!") || words.starts_with("#![doc = include_str!(");
    tree.ending(".rs")
        .filter(|text| !opens(&text.words))
        .map(|text| Breach {
            file: text.path.clone(),
            line: 1,
            says: "this module does not open with `//!`".to_owned(),
            mend: "say in its first line what it owns and why".to_owned(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_without_a_word_about_itself_is_named() {
        let tree = Tree::of(&[
            ("a.rs", "//! Sums.\n"),
            ("b.rs", "use a;\n"),
            ("c.rs", ""),
            ("d.md", "prose"),
        ]);
        let files: Vec<String> = check(&tree).into_iter().map(|breach| breach.file).collect();
        assert_eq!(files, ["b.rs", "c.rs"]);
    }
}
