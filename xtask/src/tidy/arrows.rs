//! The arrows: what each manifest needs is what ARCHITECTURE.md lets it need.
//!
//! Our own crates may be used as the table's row says. A crate of others that a row keeps to itself
//! is used in that row's crate alone, for tests too. `testkit` stands above the crates it helps, so
//! those near the top alone may use it, and only in tests.

use super::Breach;
use super::code_map::{self, Row};
use super::packages::{Need, Package};
use super::tree::{Text, Tree};

/// Whose tests may use `testkit`; lower crates build their own few values.
const TESTKIT_FOR: &[&str] = &["office", "web", "fairlead"];

pub(super) fn check(tree: &Tree) -> Vec<Breach> {
    let rows = tree.at(code_map::PATH).map(code_map::read).unwrap_or_default();
    let mut found = Vec::new();
    for package in &tree.packages {
        match rows.iter().find(|row| row.name == package.name) {
            Some(row) => found.extend(
                package.needs.iter().filter_map(|need| judge(tree, &rows, package, row, need)),
            ),
            None => found.push(Breach {
                file: package.manifest.clone(),
                line: 1,
                says: format!("`{}` is not in the code map", package.name),
                mend: format!(
                    "add its row to the table in {}, with what it may use",
                    code_map::PATH
                ),
            }),
        }
    }
    found.extend(rows.iter().filter(|row| !is_ours(tree, &row.name)).map(|row| Breach {
        file: code_map::PATH.to_owned(),
        line: row.line,
        says: format!("the code map has `{}`, and the workspace has not", row.name),
        mend: "take the row out, or mend the name".to_owned(),
    }));
    found
}

fn judge(tree: &Tree, rows: &[Row], package: &Package, row: &Row, need: &Need) -> Option<Breach> {
    let (says, mend) = if need.name == "testkit" {
        if need.for_tests && TESTKIT_FOR.contains(&package.name.as_str()) {
            return None;
        }
        (
            format!("`{}` may not use `testkit`", package.name),
            format!(
                "build the few values here: only the tests of {} use it",
                TESTKIT_FOR.join(", ")
            ),
        )
    } else if is_ours(tree, &need.name) {
        if row.ours.contains(&need.name) {
            return None;
        }
        (
            format!(
                "`{}` may not use `{}`: the code map has no such arrow",
                package.name, need.name
            ),
            format!(
                "arrows go down only; take it out, or decide for it and add it to line {} of {} in the same commit",
                row.line,
                code_map::PATH
            ),
        )
    } else {
        let owners: Vec<&str> =
            rows.iter().filter(|row| row.fences(&need.name)).map(|row| row.name.as_str()).collect();
        if owners.is_empty() || owners.contains(&package.name.as_str()) {
            return None;
        }
        (
            format!(
                "`{}` may not use `{}`: `{}` alone may",
                package.name,
                need.name,
                owners.join("`, `")
            ),
            format!(
                "ask `{}` for what you need, or change the fence in {}",
                owners.join("` or `"),
                code_map::PATH
            ),
        )
    };
    Some(Breach { file: package.manifest.clone(), line: line_of(tree, package, need), says, mend })
}

fn is_ours(tree: &Tree, name: &str) -> bool {
    tree.packages.iter().any(|package| package.name == name)
}

/// The line of the manifest that has this need; 1 if it cannot be found.
fn line_of(tree: &Tree, package: &Package, need: &Need) -> usize {
    let names_it = |line: &str| {
        let rest = line.trim_start().strip_prefix(need.name.as_str());
        rest.is_some_and(|rest| rest.starts_with(['.', ' ', '=']))
    };
    let in_manifest =
        |manifest: &Text| manifest.lines().find(|(_, words)| names_it(words)).map(|(line, _)| line);
    tree.at(&package.manifest).and_then(in_manifest).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAP: &str = "| crate | may use (ours) | alone may use (theirs) |\n|---|---|---|\n\
                       | low | – | zip |\n| high | low | – |\n| testkit | low | – |\n";

    /// What is said of `high` when its manifest needs this, in tests only or always.
    fn said_of(needs: &str, for_tests: bool) -> Vec<String> {
        let mut tree = Tree::of(&[
            ("ARCHITECTURE.md", MAP),
            ("high/Cargo.toml", "[package]\nzip.workspace = true\n"),
        ]);
        let needs = vec![Need { name: needs.into(), for_tests }];
        let package = |name: &str, needs| Package {
            name: name.into(),
            manifest: format!("{name}/Cargo.toml"),
            needs,
        };
        tree.packages =
            vec![package("high", needs), package("low", vec![]), package("testkit", vec![])];
        check(&tree)
            .iter()
            .map(|breach| format!("{}:{}: {}", breach.file, breach.line, breach.says))
            .collect()
    }

    #[test]
    fn a_listed_arrow_and_an_unfenced_crate_are_well() {
        assert_eq!(said_of("low", false), [""; 0]);
        assert_eq!(said_of("serde", false), [""; 0]);
    }

    #[test]
    fn a_fenced_crate_is_used_in_its_own_place_alone() {
        let words = ["high/Cargo.toml:2: `high` may not use `zip`: `low` alone may"];
        assert_eq!(said_of("zip", false), words);
        assert_eq!(said_of("zip", true), words);
    }

    #[test]
    fn testkit_is_for_the_top_alone() {
        assert_eq!(said_of("testkit", true), ["high/Cargo.toml:1: `high` may not use `testkit`"]);
    }

    #[test]
    fn an_unlisted_arrow_is_a_breach() {
        let mut tree = Tree::of(&[("ARCHITECTURE.md", MAP)]);
        let package =
            |name: &str, needs| Package { name: name.into(), manifest: "Cargo.toml".into(), needs };
        let up = vec![Need { name: "high".into(), for_tests: true }];
        tree.packages =
            vec![package("high", vec![]), package("low", up), package("testkit", vec![])];
        let said: Vec<String> = check(&tree).into_iter().map(|breach| breach.says).collect();
        assert_eq!(said, ["`low` may not use `high`: the code map has no such arrow"]);
    }

    #[test]
    fn the_map_and_the_workspace_have_the_same_crates() {
        let mut tree = Tree::of(&[("ARCHITECTURE.md", MAP)]);
        tree.packages = ["high", "low", "new"]
            .map(|name| Package { name: name.into(), ..Package::default() })
            .into();
        let said: Vec<String> = check(&tree).into_iter().map(|breach| breach.says).collect();
        assert_eq!(
            said,
            [
                "`new` is not in the code map",
                "the code map has `testkit`, and the workspace has not"
            ]
        );
    }
}
