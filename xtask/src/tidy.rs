//! The rules of the house that a compiler does not know, one file each.
//!
//! Each rule looks at the whole tree and answers with what is amiss: the file, the line, what is
//! wrong and how to mend it. [`breaches`] asks them all, and a test of this module fails while any
//! has something to say.

use std::fmt;
use std::path::Path;

mod addresses;
mod arrows;
mod code_map;
mod decisions;
mod escapes;
mod invariants;
mod measure_docs;
mod module_docs;
mod packages;
mod spacing;
mod tree;

use tree::Tree;

/// One thing that is not as the house has it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Breach {
    /// The file's path from the root, with `/` between its parts.
    file: String,
    /// Counted from 1.
    line: usize,
    says: String,
    mend: String,
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, says, mend } = self;
        write!(f, "{file}:{line}: {says}\n    {mend}")
    }
}

/// Every rule, in the order in which they are worth mending.
const RULES: &[fn(&Tree) -> Vec<Breach>] = &[
    arrows::check,
    module_docs::check,
    invariants::check,
    measure_docs::check,
    escapes::check,
    decisions::check,
    addresses::check,
    spacing::check,
];

/// All that is amiss in the tree at `root`.
///
/// # Errors
///
/// If the tree cannot be read, or cargo cannot say what depends on what.
pub(crate) fn breaches(root: &Path) -> Result<Vec<Breach>, String> {
    let tree = Tree::read(root)?;
    Ok(RULES.iter().flat_map(|rule| rule(&tree)).collect())
}

/// The breaches one below the other, and how many there are.
pub(crate) fn listed(found: &[Breach]) -> String {
    let mut words: Vec<String> = found.iter().map(Breach::to_string).collect();
    words.push(format!("{} to mend", found.len()));
    words.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_house_is_tidy() {
        let found = breaches(&crate::root()).unwrap();
        assert!(found.is_empty(), "\n{}", listed(&found));
    }

    #[test]
    fn a_breach_names_its_place_and_its_mend() {
        let breach =
            Breach { file: "a.rs".into(), line: 3, says: "odd".into(), mend: "even it".into() };
        assert_eq!(listed(&[breach]), "a.rs:3: odd\n    even it\n1 to mend");
    }
}
