//! However a plan is laid out, it says the same.

use std::path::Path;

use intake::Reading;
use programme::action::ProposedAction;
use programme::by_when::Due;
use programme::draft::Proposal;

use crate::support::{documents, reading, root};

/// What an action says, without the places it says it at.
fn said(action: &ProposedAction) -> String {
    let ProposedAction { reference, group, words, responsibility, by_when, status, notes, .. } =
        action;
    let (owner, due) = (&responsibility.words, by_when.due.map(Due::value));
    let (status, when) = (&status.words, &by_when.words);
    format!("{reference} | {group} | {words} | {owner} | {when} {due:?} | {status} | {notes}")
}

fn plan(reading: &Reading, path: &Path) -> Vec<String> {
    let Some(Proposal::Plan(plan)) = &reading.proposal else {
        panic!("{}: no plan", path.display())
    };
    let mut facts = vec![plan.title.clone(), plan.as_of.words.clone()];
    facts.extend(plan.actions.iter().map(said));
    facts
}

#[test]
fn one_plan_in_ten_layouts_says_the_same() {
    let layouts = documents(&root("fixtures/one-plan"));
    assert!(layouts.len() >= 10, "the layouts are gone");
    let (mut first, mut formats) = (Vec::new(), Vec::new());
    for path in layouts {
        let reading = reading(&path);
        let facts = plan(&reading, &path);
        if first.is_empty() {
            first.clone_from(&facts);
        }
        assert_eq!(facts, first, "{}", path.display());
        assert!(reading.account.adds_up() && reading.joined.is_empty(), "{}", path.display());
        formats.push(reading.format);
    }
    assert_eq!(first.len(), 2 + 5);
    formats.sort_unstable();
    formats.dedup();
    assert_eq!(formats, ["csv", "html", "markdown", "pdf", "text"]);
}
