//! No e-mail address of anybody: only those at `example.*` and the other names kept for examples.
//!
//! An address in a fixture or a page is one that somebody may one day write to.

use super::Breach;
use super::tree::{Text, Tree};

/// The ends of names that nobody can own (RFC 2606 and 6761).
const RESERVED: &[&str] = &["example", "test", "invalid", "localhost"];

/// Lists of others' packages, which name their authors.
const LOCKS: &[&str] = &["package-lock.json"];

pub(super) fn check(tree: &Tree) -> Vec<Breach> {
    let is_lock = |text: &Text| LOCKS.iter().any(|lock| text.path.ends_with(lock));
    let mut found = Vec::new();
    for text in tree.texts.iter().filter(|text| !is_lock(text)) {
        for (line, words) in text.lines() {
            found.extend(addresses(words).into_iter().map(|address| Breach {
                file: text.path.clone(),
                line,
                says: format!("“{address}” may be somebody's address"),
                mend: "use one at example.org, or at any name that ends in .example".to_owned(),
            }));
        }
    }
    found
}

/// What looks like an address at a name that somebody could own.
fn addresses(words: &str) -> Vec<String> {
    let in_local = |c: char| c.is_ascii_alphanumeric() || "._%+-'".contains(c);
    let in_domain = |c: char| c.is_ascii_alphanumeric() || ".-".contains(c);
    words
        .match_indices('@')
        .filter_map(|(at, _)| {
            let (before, after) = (words.get(..at)?, words.get(at + 1..)?);
            let local = before.get(before.trim_end_matches(in_local).len()..)?;
            let domain = after
                .get(..after.len() - after.trim_start_matches(in_domain).len())?
                .trim_end_matches(['.', '-']);
            (!local.is_empty() && is_owned(domain)).then(|| format!("{local}@{domain}"))
        })
        .collect()
}

/// Could somebody own this name? It ends in a word, and is not kept for examples.
fn is_owned(domain: &str) -> bool {
    let labels: Vec<&str> = domain.split('.').collect();
    let [_, .., last] = labels.as_slice() else { return false };
    let is_name = last.len() >= 2 && last.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_name && !labels.contains(&"example") && !RESERVED.contains(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Addresses are put together here, or this file would have one.
    fn said(local: &str, domain: &str) -> Vec<String> {
        let line = format!("Write to <{local}@{domain}>.");
        check(&Tree::of(&[("a.md", &line)])).into_iter().map(|breach| breach.says).collect()
    }

    #[test]
    fn an_address_that_somebody_may_have_is_named() {
        assert_eq!(
            said("j.bloggs", "trust.nhs.uk"),
            [format!("“j.bloggs{}trust.nhs.uk” may be somebody's address", '@')]
        );
    }

    #[test]
    fn names_kept_for_examples_are_well() {
        for domain in ["example.org", "example.nhs.uk", "trust.example", "mail.trust.test"] {
            assert_eq!(said("j.bloggs", domain), [""; 0]);
        }
    }

    #[test]
    fn what_only_looks_like_one_is_well() {
        for (local, domain) in
            [("sass", "1.2.3"), ("postgres", "127.0.0.1"), ("", "media.screen"), ("a", "b")]
        {
            assert_eq!(said(local, domain), [""; 0]);
        }
    }
}
