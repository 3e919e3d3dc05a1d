//! Every framework that is shipped reads and keeps what it was published with; and whatever a text
//! holds, it is a framework, or its faults are told with a line that the text has.

use std::fmt::Write as _;
use std::path::Path;

use programme::code::FrameworkKey;
use programme::framework::{Framework, Kind, Wording, as_next_version};
use proptest::prelude::*;

const GLOUCESTERSHIRE: &str = include_str!("../../../../data/frameworks/gloucestershire-2024.toml");

/// The shipped frameworks by their file's name, with their text.
fn shipped() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/frameworks");
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<(String, String)> = paths
        .map(|path| {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (name, std::fs::read_to_string(path).unwrap())
        })
        .collect();
    found.sort();
    found
}

fn faults(text: &str) -> Vec<String> {
    let wrong = Framework::from_toml(text).unwrap_err();
    wrong.faults().map(ToString::to_string).collect()
}

#[test]
fn every_framework_file_reads() {
    let shipped = shipped();
    let frameworks: Vec<Framework> = shipped
        .iter()
        .map(|(name, text)| {
            let framework = Framework::from_toml(text).unwrap_or_else(|e| panic!("{name}: {e}"));
            assert_eq!(framework.key.as_str(), name, "a file is called as its key");
            framework
        })
        .collect();
    for framework in &frameworks {
        let is_there = |key: &FrameworkKey| frameworks.iter().any(|one| one.key == *key);
        assert!(framework.supersedes.as_ref().is_none_or(is_there), "{}", framework.key);
        let unsure = framework.wording == Wording::ToCheck;
        assert!(!unsure || framework.note.contains("checked"), "{} says why", framework.key);
    }
    assert_eq!(frameworks.iter().filter(|framework| framework.is_for_planning()).count(), 1);
}

/// What is published never changes: a code or a title that does is another version, with a key of
/// its own. Guidance, examples and aliases may be mended.
#[test]
#[expect(clippy::disallowed_methods, reason = "golden files are written anew only when asked for")]
fn a_shipped_framework_keeps_the_codes_and_titles_it_was_published_with() {
    let mut identity = String::new();
    for (_, text) in shipped() {
        let framework = Framework::from_toml(&text).unwrap();
        writeln!(identity, "{} {}: {}", framework.key, framework.version, framework.holds())
            .unwrap();
        for (depth, node) in framework.outline() {
            let (kind, code, title) = (node.kind.word(), &node.code, &node.title);
            writeln!(identity, "{:1$}{kind} {code}: {title}", "", 2 * (depth + 1)).unwrap();
        }
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/frameworks.txt");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(path, &identity).unwrap();
    }
    assert_eq!(identity, std::fs::read_to_string(path).unwrap());
}

#[test]
fn gloucestershire_has_three_themes_and_fourteen_sub_categories() {
    let framework = Framework::from_toml(GLOUCESTERSHIRE).unwrap();
    let counts: Vec<(char, usize)> =
        framework.themes().map(|theme| (theme.code, theme.sub_categories().count())).collect();
    assert_eq!(counts, [('A', 5), ('B', 4), ('C', 5)]);
    assert_eq!(framework.holds(), "3 themes and 14 sub-categories");
    assert!(framework.sub_category(&"B3".parse().unwrap()).is_some());
    assert!(framework.sub_category(&"B5".parse().unwrap()).is_none());
    assert!(framework.theme('A').unwrap().node.contribution_only);
    assert_eq!(framework.enablers[0].examples.len(), 3);
    let examples = &framework.theme('A').unwrap().node.examples;
    assert!(examples.contains(&"Friendship Café core funding".to_owned()));
}

#[test]
fn nodes_of_several_kinds_stand_in_the_order_of_the_file() {
    let text = shipped().into_iter().find(|(name, _)| name == "core20plus5-adults").unwrap().1;
    let framework = Framework::from_toml(&text).unwrap();
    let kinds: Vec<Kind> = framework.nodes.iter().map(|node| node.kind).collect();
    assert_eq!(kinds[..3], [Kind::Group, Kind::Group, Kind::Priority]);
    assert_eq!(framework.holds(), "8 groups and 5 priorities");
    assert!(!framework.is_for_planning());
}

/// Fourteen lines in which everything is right.
const SMALL: &str = r#"key = "vale-2026"
title = "Vale"
version = "1"
status = "checked"
source = "ours"
link = "https://vale.example.org/framework"
[[theme]]
code = "A"
title = "Together"
[[theme.sub_category]]
code = "A1"
title = "Listening"
deadline = { by_when = "31/12/2026", body = "NHSE" }
"#;

#[test]
fn each_fault_names_its_line_and_the_word() {
    let framework = Framework::from_toml(SMALL).unwrap();
    let (_, node) = framework.outline()[1];
    let deadline = node.deadline.as_ref().unwrap();
    assert_eq!((deadline.body.as_str(), deadline.by_when.words.as_str()), ("NHSE", "31/12/2026"));

    let told = |old: &str, new: &str| {
        assert!(SMALL.contains(old), "{old}");
        faults(&SMALL.replace(old, new)).join("\n")
    };
    let check = |old: &str, new: &str, line: usize, word: &str| {
        let told = told(old, new);
        assert!(told.starts_with(&format!("line {line}: ")) && told.contains(word), "{told}");
    };
    check("title = \"Vale\"", "titel = \"Vale\"", 2, "“titel”");
    check("title = \"Vale\"", "title = Vale", 2, "Vale");
    check("title = \"Vale\"", "title = \"Vale", 2, "Vale");
    check("title = \"Vale\"", "title = \" \"", 2, "title");
    check("version = \"1\"", "version = 1", 3, "1");
    check("\"checked\"", "\"done\"", 4, "“done”");
    check("https://", "javascript:", 6, "“javascript:vale.example.org/framework”");
    check("[[theme]]", "[[thema]]", 7, "“thema”");
    check("code = \"A\"\n", "code = \"AB\"\n", 8, "“AB”");
    check("\"A1\"", "\"B1\"", 11, "B1 stands under theme A");
    check("\"A1\"", "\"A 1\"", 11, "“A 1”");
    check("\"A1\"", "\"A\"", 11, "“A” stands twice, first on line 8");
    check("31/12/2026", "soon", 13, "“soon”");
    check("[[theme.sub_category]]", "[[theme.group]]", 11, "group A1 is misplaced");
    check("key = \"vale-2026\"", "key = \"vale 2026\"", 1, "“vale 2026”");
    check("title = \"Together\"\n", "", 7, "“title”");
    let none = SMALL.split("[[theme.").next().unwrap();
    assert_eq!(
        faults(none),
        ["line 8: theme “A” has no sub-category, like [[theme.sub_category]]"]
    );
    // All that is wrong is told at once.
    let several = SMALL.replace("\"A1\"", "\"B1\"").replace("\"Vale\"", "\"\"");
    assert_eq!(faults(&several).len(), 2);
    assert_eq!(faults("").len(), 1);
}

#[test]
fn a_copy_takes_the_place_of_what_it_was_copied_from_and_keeps_all_else() {
    let key = "vale-2027".parse().unwrap();
    let next = as_next_version(SMALL, &key).unwrap();
    assert_eq!(next.lines().next().unwrap(), "key = \"vale-2027\"");
    let read = Framework::from_toml(&next).unwrap();
    assert_eq!(read.supersedes.unwrap().as_str(), "vale-2026");
    let after = as_next_version(&next, &"vale-2028".parse().unwrap()).unwrap();
    assert_eq!(after.matches("supersedes").count(), 1);
    assert_eq!(
        after.replace("2028", "X").replace("2027", "Y"),
        next.replace("2027", "X").replace("2026", "Y").replace("31/12/Y", "31/12/2026")
    );
    for (name, text) in shipped() {
        let copy = Framework::from_toml(&as_next_version(&text, &key).unwrap()).unwrap();
        let first = Framework::from_toml(&text).unwrap();
        assert_eq!(copy.nodes, first.nodes, "{name}");
        assert_eq!(copy.supersedes, Some(first.key));
    }
}

/// A shipped file after somebody's hand slipped: lines cut, doubled, swapped, and a letter put in.
fn slipped() -> impl Strategy<Value = String> {
    let which = any::<prop::sample::Index>();
    let slips = prop::collection::vec((0..4u8, which, any::<prop::sample::Index>()), 1..6);
    (any::<prop::sample::Index>(), slips, any::<char>()).prop_map(|(which, slips, letter)| {
        let shipped = shipped();
        let mut lines: Vec<String> = which.get(&shipped).1.lines().map(str::to_owned).collect();
        for (how, one, other) in slips {
            if lines.is_empty() {
                break;
            }
            let (at, to) = (one.index(lines.len()), other.index(lines.len()));
            match how {
                0 => drop(lines.remove(at)),
                1 => lines.insert(to, lines[at].clone()),
                2 => lines.swap(at, to),
                _ => {
                    let places: Vec<usize> = lines[at].char_indices().map(|(at, _)| at).collect();
                    let place = if places.is_empty() { 0 } else { *other.get(&places) };
                    lines[at].insert(place, letter);
                }
            }
        }
        lines.join("\n")
    })
}

proptest! {
    #[test]
    fn any_text_is_a_framework_or_its_faults_are_on_lines_it_has(text in slipped()) {
        match Framework::from_toml(&text) {
            Ok(framework) => {
                let mut codes: Vec<_> =
                    framework.outline().into_iter().map(|(_, node)| node.code.clone()).collect();
                let all = codes.len();
                codes.sort();
                codes.dedup();
                prop_assert_eq!(codes.len(), all, "a code stands twice");
                for node in framework.sub_categories() {
                    let theme = framework.theme(node.code.theme()).unwrap();
                    prop_assert!(theme.sub_categories().any(|one| one.code == node.code));
                }
                let key = "another".parse().unwrap();
                let next = Framework::from_toml(&as_next_version(&text, &key).unwrap()).unwrap();
                prop_assert_eq!(next.nodes, framework.nodes);
            }
            Err(wrong) => {
                let last = text.lines().count().max(1);
                for fault in wrong.faults() {
                    prop_assert!((1..=last).contains(&fault.line), "{} of {}", fault, last);
                    prop_assert!(!fault.says.trim().is_empty());
                }
            }
        }
    }

    #[test]
    fn words_that_are_no_framework_at_all_are_answered(text in "\\PC*|[\\[\\]=\"a-z\n{}.#é]*") {
        let last = text.lines().count().max(1);
        if let Err(wrong) = Framework::from_toml(&text) {
            prop_assert!(wrong.faults().all(|fault| (1..=last).contains(&fault.line)));
        }
    }
}
