//! Every decision is one dated page: context, options, decision, consequences.

use super::Breach;
use super::tree::{Text, Tree};

const FOLDER: &str = "docs/decisions/";
const HEADINGS: &[&str] = &["Context", "Options", "Decision", "Consequences"];

pub(super) fn check(tree: &Tree) -> Vec<Breach> {
    tree.ending(".md")
        .filter(|text| text.path.strip_prefix(FOLDER).is_some_and(is_numbered))
        .flat_map(|text| lacking(text).into_iter().map(|says| breach(text, says)))
        .collect()
}

fn breach(text: &Text, says: String) -> Breach {
    let mend = format!("a decision is dated, and has {}", HEADINGS.join(", "));
    Breach { file: text.path.clone(), line: 1, says, mend }
}

/// Is this the name of a decision, like `0001-three-gates.md`? Others in the folder are prose.
fn is_numbered(name: &str) -> bool {
    name.split_once('-').is_some_and(|(number, _)| {
        number.len() == 4 && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

fn lacking(text: &Text) -> Vec<String> {
    let opens = |heading: &str| {
        text.lines().any(|(_, line)| {
            line.trim_start_matches(['#', '*', ' ']).starts_with(heading)
                && line.starts_with(['#', '*'])
        })
    };
    let mut lacks: Vec<String> = HEADINGS
        .iter()
        .filter(|heading| !opens(heading))
        .map(|heading| format!("no heading {heading}"))
        .collect();
    if !text.words.split(|other: char| !other.is_ascii_digit() && other != '-').any(is_date) {
        lacks.push("no date, like 2026-11-21".to_owned());
    }
    lacks
}

fn is_date(word: &str) -> bool {
    let parts: Vec<&str> = word.split('-').collect();
    matches!(parts.as_slice(), [year, month, day] if year.len() == 4 && month.len() == 2 && day.len() == 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decision_without_its_options_or_date_is_named() {
        let whole =
            "# 1 Gates\n\n2026-11-21\n\n## Context\n## Options\n## Decision\n## Consequences\n";
        let part = "# 2 Doors\n\nIn 2026.\n\n## Context\nOptions were none.\n## Decision\n## Consequences\n";
        let tree = Tree::of(&[
            ("docs/decisions/0001-gates.md", whole),
            ("docs/decisions/0002-doors.md", part),
            ("docs/decisions/README.md", "A list."),
        ]);
        let said: Vec<String> =
            check(&tree).iter().map(|breach| format!("{} {}", breach.file, breach.says)).collect();
        assert_eq!(
            said,
            [
                "docs/decisions/0002-doors.md no heading Options",
                "docs/decisions/0002-doors.md no date, like 2026-11-21"
            ]
        );
    }
}
