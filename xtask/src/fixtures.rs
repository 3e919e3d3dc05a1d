//! The Word documents of the demonstration region, made from words that a reviewer can read.
//!
//! A `.docx` cannot be reviewed line by line, so what its senders say is kept in `returns.toml`
//! and `cargo xtask fixtures` makes the documents of it. They are kept too, because they are what
//! the programme reads; a test of this module fails while they are not what the words give.

use std::fs;
use std::path::{Path, PathBuf};

mod document;
mod package;
mod words;

use words::{Return, Words};

/// The region's folder, from the root.
const REGION: &str = "data/demo/three-rivers";

/// Writes every document, and says which.
///
/// # Errors
///
/// If the words do not read, or a document cannot be written.
pub(crate) fn write(root: &Path) -> Result<String, String> {
    let mut said = Vec::new();
    for (path, bytes) in made(root)? {
        fs::write(&path, &bytes).map_err(|error| amiss("write", &path, &error))?;
        said.push(format!("{}: {} bytes", path.display(), bytes.len()));
    }
    Ok(said.join("\n"))
}

/// Each document's path and bytes, in the order of the words.
fn made(root: &Path) -> Result<Vec<(PathBuf, Vec<u8>)>, String> {
    let folder = root.join(REGION);
    let words = read(&folder)?;
    let document = |sent: &Return| {
        let path = folder.join("returns").join(&sent.file);
        Ok((path, document::docx(&words.form, sent)?))
    };
    words.returns.iter().map(document).collect()
}

fn read(folder: &Path) -> Result<Words, String> {
    let path = folder.join("returns.toml");
    let text = fs::read_to_string(&path).map_err(|error| amiss("read", &path, &error))?;
    toml::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))
}

fn amiss(verb: &str, path: &Path, error: &std::io::Error) -> String {
    format!("cannot {verb} {}: {error}", path.display())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use toml::{Table, Value};

    use super::*;

    fn region() -> Table {
        let path = crate::root().join(REGION).join("region.toml");
        toml::from_str(&fs::read_to_string(path).unwrap()).unwrap()
    }

    fn list<'a>(table: &'a Table, key: &str) -> Vec<&'a Table> {
        table[key].as_array().unwrap().iter().map(|value| value.as_table().unwrap()).collect()
    }

    fn said<'a>(table: &'a Table, key: &str) -> &'a str {
        table.get(key).and_then(Value::as_str).unwrap_or_else(|| panic!("no {key} in {table}"))
    }

    #[test]
    fn the_documents_kept_are_what_the_words_give() {
        for (path, bytes) in made(&crate::root()).unwrap() {
            let kept = fs::read(&path).unwrap_or_default();
            assert!(kept == bytes, "{}: run `cargo xtask fixtures`", path.display());
        }
    }

    #[test]
    fn no_return_is_kept_that_nobody_wrote() {
        let root = crate::root();
        let kept: BTreeSet<PathBuf> = fs::read_dir(root.join(REGION).join("returns"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        let made: BTreeSet<PathBuf> =
            made(&root).unwrap().into_iter().map(|(path, _)| path).collect();
        assert_eq!(kept, made);
    }

    #[test]
    fn every_document_of_the_region_is_there_and_for_someone_it_knows() {
        let (region, folder) = (region(), crate::root().join(REGION));
        let codes: BTreeSet<&str> =
            list(&region, "organisation").iter().map(|one| said(one, "code")).collect();
        let sign_ins: BTreeSet<&str> =
            list(&region, "person").iter().map(|one| said(one, "sign_in")).collect();
        assert_eq!((codes.len(), sign_ins.len()), (10, 10));
        for person in list(&region, "person") {
            assert!(
                person.get("organisation").is_none_or(|at| codes.contains(at.as_str().unwrap()))
            );
        }
        let mut named = BTreeSet::new();
        for document in list(&region, "document") {
            assert!(folder.join(said(document, "file")).is_file(), "{document}");
            assert!(codes.contains(said(document, "organisation")), "{document}");
            let confirmed = document.get("confirmed_by").map(|by| by.as_str().unwrap());
            assert_eq!(said(document, "state") == "settled", confirmed.is_some(), "{document}");
            assert!(confirmed.is_none_or(|by| sign_ins.contains(by)), "{document}");
            assert!(named.insert(said(document, "file")), "{document}");
        }
        assert_eq!(named.len(), 9);
    }

    #[test]
    fn a_measured_objective_is_one_that_somebody_sent() {
        let (region, words) = (region(), read(&crate::root().join(REGION)).unwrap());
        for measured in list(&region, "measured_by") {
            let document = said(measured, "document");
            let sent = words.returns.iter().find(|sent| document.ends_with(&sent.file));
            let number = usize::try_from(measured["objective"].as_integer().unwrap()).unwrap();
            let objective = &sent.unwrap().objectives[number - 1];
            assert!(objective.answers.objective.contains("missed"), "{measured}");
        }
    }
}
