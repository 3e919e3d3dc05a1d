//! An answer of a return as its form sends it.

use office::filling::Filling;
use programme::answer::Said;
use programme::insight::{InsightKind, ProposedInsight};
use programme::objective::{Prevention, ProposedObjective};
use programme::round::RoundKind;
use programme::submission::{ProposedProgress, WhosWho};

use crate::forms::sent::Fields;
use crate::pages::answer::Kind;
use crate::views::Wrong;

/// The answer that the fields of a form make, on what stood there before.
pub(crate) fn typed(kind: Kind, filling: &Filling, before: Option<&Said>, fields: &Fields) -> Said {
    let get = |name: &str| fields.get(name).replace("\r\n", "\n");
    match kind {
        Kind::Who => Said::Who(WhosWho {
            organisation: get("organisation"),
            executive_sponsor: get("executive_sponsor"),
            lead_officer: get("lead_officer"),
            reports_to: get("reports_to"),
            report_author: get("report_author"),
        }),
        Kind::Objective => {
            let standing = match before {
                Some(Said::Objective(said)) => said.clone(),
                Some(Said::Who(_) | Said::Progress(_) | Said::Insight(_)) | None => {
                    let new = filling.round.kind == RoundKind::Review;
                    ProposedObjective { new, ..ProposedObjective::default() }
                }
            };
            let code = get("sub_category").parse().ok();
            let node = code.as_ref().and_then(|code| filling.framework.sub_category(code));
            let words = node.as_ref().map(|node| format!("{} {}", node.code, node.title()));
            Said::Objective(ProposedObjective {
                theme: node
                    .as_ref()
                    .map(|node| node.code.theme())
                    .or_else(|| get("theme").chars().next()),
                sub_category: node.map(|node| node.code.clone()),
                sub_category_words: words.unwrap_or_default(),
                objective: get("objective"),
                how: get("how"),
                data: get("data"),
                outcomes: get("outcomes"),
                prevention: prevention(&get("prevention"), &get("prevention_how")),
                lead: get("lead"),
                ..standing
            })
        }
        Kind::Progress => {
            let standing = match before {
                Some(Said::Progress(said)) => said.clone(),
                Some(Said::Who(_) | Said::Objective(_) | Said::Insight(_)) | None => {
                    ProposedProgress::default()
                }
            };
            Said::Progress(ProposedProgress {
                progress: get("progress"),
                outputs: get("outputs"),
                outcomes: get("outcomes"),
                next: get("next"),
                ..standing
            })
        }
        Kind::Insight => Said::Insight(ProposedInsight {
            identity: None,
            kind: insight_kind(&get("kind")),
            words: get("words"),
            theme: get("theme").chars().next(),
            about: get("about").parse().ok(),
            to_the_board: get("to_the_board") == "yes",
            shared: get("shared") == "yes",
        }),
    }
}

/// The answer on prevention, in the words that a document would have had.
fn prevention(choice: &str, how: &str) -> Prevention {
    let words = match (choice, how) {
        ("yes", "") => "Yes".to_owned(),
        ("yes", how) => format!("Yes: {how}"),
        ("no", "") => "No".to_owned(),
        ("no", how) => format!("No: {how}"),
        (_, how) => how.to_owned(),
    };
    Prevention::read(&words)
}

/// What stands beside yes or no.
pub(crate) fn prevention_how(said: &Prevention) -> &str {
    let words = said.words.trim();
    if said.supports.is_none() {
        return words;
    }
    let rest = words.trim_start_matches(char::is_alphanumeric);
    rest.trim_start_matches(|c: char| !c.is_alphanumeric())
}

/// What must be mended before an answer can be saved. A draft may be blank in most.
pub(crate) fn wrong(said: &Said) -> Vec<Wrong> {
    match said {
        Said::Objective(said) if said.objective.is_empty() => {
            vec![Wrong::new("objective", "Enter what the objective is")]
        }
        Said::Insight(said) if said.words.is_empty() => {
            vec![Wrong::new("words", "Enter what you would like to say")]
        }
        Said::Who(_) | Said::Objective(_) | Said::Progress(_) | Said::Insight(_) => Vec::new(),
    }
}

/// The kind of that key, or the one that an item is unless somebody says otherwise.
pub(crate) fn insight_kind(key: &str) -> InsightKind {
    InsightKind::ALL.into_iter().find(|kind| kind.key() == key).unwrap_or_default()
}
