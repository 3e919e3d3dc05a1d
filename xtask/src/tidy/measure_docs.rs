//! Every measure says its formula, how to read it, what it is for, an example and its source.
//!
//! A measure is whatever in `crates/measure` has a doc comment with any of the headings but
//! `# Example`, which any item may have: it must have all five.

use super::Breach;
use super::tree::Tree;

const FOLDER: &str = "crates/measure/src/";
const HEADINGS: &[&str] = &["Formula", "Interpretation", "Applies to", "Example", "Reference"];

pub(super) fn check(tree: &Tree) -> Vec<Breach> {
    let mut found = Vec::new();
    for text in tree.ending(".rs").filter(|text| text.path.starts_with(FOLDER)) {
        let (mut doc, mut from) = (Vec::new(), 1);
        for (line, words) in text.lines() {
            let words = words.trim();
            if let Some(said) = words.strip_prefix("///").or_else(|| words.strip_prefix("//!")) {
                if doc.is_empty() {
                    from = line;
                }
                doc.push(said.trim());
            } else if !words.starts_with("#[") && !doc.is_empty() {
                if let Some(says) = lacking(&doc) {
                    let mend = "say each under its own heading: the reader must be able to judge the number".to_owned();
                    found.push(Breach { file: text.path.clone(), line: from, says, mend });
                }
                doc.clear();
            }
        }
    }
    found
}

/// What a measure's doc lacks; nothing if it is whole, or not a measure's.
fn lacking(doc: &[&str]) -> Option<String> {
    let has = |heading: &&&str| doc.iter().any(|line| line.strip_prefix("# ") == Some(heading));
    let lacks: Vec<String> = HEADINGS
        .iter()
        .filter(|heading| !has(heading))
        .map(|heading| format!("`# {heading}`"))
        .collect();
    // An example alone is no claim to be a measure.
    let claims =
        HEADINGS.iter().filter(|heading| **heading != "Example").any(|heading| has(&heading));
    (claims && !lacks.is_empty()).then(|| format!("this measure's doc lacks {}", lacks.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_measure_without_its_formula_is_named() {
        let whole = "//! Sums.\n\n/// A.\n/// # Formula\n/// # Interpretation\n/// # Applies to\n/// # Example\n/// # Reference\n#[must_use]\npub fn a() {}\n";
        let part = "//! Sums.\n\n/// B.\n///\n/// # Example\n/// # Reference\npub fn b() {}\n/// A plain helper.\n/// # Example\nfn c() {}\n";
        let tree = Tree::of(&[
            ("crates/measure/src/a.rs", whole),
            ("crates/measure/src/b.rs", part),
            ("crates/web/src/b.rs", part),
        ]);
        let found = check(&tree);
        let [breach] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!((breach.file.as_str(), breach.line), ("crates/measure/src/b.rs", 3));
        assert_eq!(
            breach.says,
            "this measure's doc lacks `# Formula`, `# Interpretation`, `# Applies to`"
        );
    }
}
