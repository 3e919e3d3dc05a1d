//! What the rules look at: our own text files, and what depends on what.

use std::fs;
use std::path::Path;

use super::packages::{self, Package};

/// Our own files and packages, read once.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// In the order of their paths.
    pub(super) texts: Vec<Text>,
    /// In the order of their names.
    pub(super) packages: Vec<Package>,
}

/// One text file.
#[derive(Debug)]
pub(super) struct Text {
    /// From the root, with `/` between its parts.
    pub(super) path: String,
    pub(super) words: String,
}

/// Folders that hold what was built, installed or written by a run, and not by us.
const NOT_OURS: &[&str] =
    &["target", "node_modules", "dist", "fairlead-data", "pictures", "results"];

/// The kinds of file that people write here. Anything else is passed over.
const KINDS: &[&str] = &[
    "css", "csv", "html", "jinja", "js", "json", "md", "mjs", "rs", "scss", "sh", "sql", "svg",
    "toml", "txt", "typ", "yaml", "yml",
];

impl Tree {
    pub(super) fn read(root: &Path) -> Result<Self, String> {
        let mut texts = Vec::new();
        gather(root, "", &mut texts)?;
        texts.sort_by(|one, other| one.path.cmp(&other.path));
        Ok(Self { texts, packages: packages::read(root)? })
    }

    /// The files whose paths end so.
    pub(super) fn ending<'a>(&'a self, end: &'a str) -> impl Iterator<Item = &'a Text> {
        self.texts.iter().filter(move |text| text.path.ends_with(end))
    }

    /// The file at this path.
    pub(super) fn at(&self, path: &str) -> Option<&Text> {
        self.texts.iter().find(|text| text.path == path)
    }
}

impl Text {
    /// The lines, counted from 1.
    pub(super) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.words.lines().enumerate().map(|(before, line)| (before + 1, line))
    }
}

fn gather(folder: &Path, inside: &str, texts: &mut Vec<Text>) -> Result<(), String> {
    let amiss = |error: std::io::Error| format!("cannot read {}: {error}", folder.display());
    for entry in fs::read_dir(folder).map_err(amiss)? {
        let entry = entry.map_err(amiss)?;
        let kind = entry.file_type().map_err(amiss)?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        if name.starts_with('.') || NOT_OURS.contains(&name.as_str()) {
            continue;
        }
        let path = if inside.is_empty() { name } else { format!("{inside}/{name}") };
        if kind.is_dir() {
            gather(&entry.path(), &path, texts)?;
        } else if kind.is_file() && KINDS.iter().any(|kind| is_a(&path, kind)) {
            // A file of an old encoding may be a fixture: it is for the tests that read it.
            if let Ok(words) = fs::read_to_string(entry.path()) {
                texts.push(Text { path, words });
            }
        }
    }
    Ok(())
}

fn is_a(path: &str, kind: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, end)| end == kind)
}

#[cfg(test)]
impl Tree {
    /// A tree of these files alone, for a rule's own test.
    pub(super) fn of(texts: &[(&str, &str)]) -> Self {
        let texts = texts
            .iter()
            .map(|&(path, words)| Text { path: path.into(), words: words.into() })
            .collect();
        Self { texts, packages: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_tree_has_our_files_and_no_built_ones() {
        let tree = Tree::read(&crate::root()).unwrap();
        assert!(tree.at("xtask/src/tidy/tree.rs").is_some());
        assert!(tree.texts.iter().all(|text| !text.path.contains("node_modules/")));
        assert!(tree.packages.iter().any(|package| package.name == "xtask"));
    }
}
