//! Whether a note says something else than the status beside it.

use crate::status::Declared;
use crate::wording::plain;

/// Signs that there is more to come.
const UNFINISHED: [&str; 22] = [
    "drafting",
    "refining",
    "proposed",
    "awaiting",
    "pending",
    "restarts",
    "resumes",
    "recommences",
    "reopens",
    "will be",
    "to be",
    "planned",
    "outstanding",
    "not yet",
    "yet to",
    "still to",
    "in development",
    "under way",
    "in progress",
    "underway",
    "ongoing",
    "waiting for",
];
/// Signs that it is further on.
const FURTHER_ON: [&str; 10] = [
    "agreed",
    "approved",
    "done",
    "completed",
    "finished",
    "in place",
    "delivered",
    "signed off",
    "launched",
    "went live",
];
/// Words that turn a sign round, or make it one of something else, when they stand shortly before.
const TURNING_UNFINISHED: [&str; 7] =
    ["as", "no", "not", "nothing", "longer", "originally", "previously"];
const TURNING_FURTHER_ON: [&str; 14] = [
    "not",
    "be",
    "yet",
    "until",
    "once",
    "when",
    "if",
    "partly",
    "partially",
    "nearly",
    "before",
    "awaiting",
    "after",
    "cannot",
];

/// The sign in the note that contradicts the status, if one does.
pub(super) fn contradicts(declared: Declared, note: &str) -> Option<&'static str> {
    let words = plain(note);
    let words: Vec<&str> = words.split(' ').collect();
    match declared {
        Declared::Complete => sign(&words, &UNFINISHED, &TURNING_UNFINISHED, 2),
        Declared::Delayed | Declared::NotStarted | Declared::Paused => {
            sign(&words, &FURTHER_ON, &TURNING_FURTHER_ON, 4)
        }
        Declared::NotReported
        | Declared::Open
        | Declared::InProgress
        | Declared::AwaitingConfirmation
        | Declared::Superseded
        | Declared::ConsideredNotAdopted => None,
    }
}

/// The first sign among the words that none of the turning words stands so near before.
fn sign(
    words: &[&str],
    signs: &[&'static str],
    turning: &[&str],
    near: usize,
) -> Option<&'static str> {
    (0..words.len()).find_map(|at| {
        let is_here = |sign: &&&'static str| {
            sign.split(' ').enumerate().all(|(next, word)| words.get(at + next) == Some(&word))
        };
        let found = signs.iter().find(is_here)?;
        let before = words.get(at.saturating_sub(near)..at).unwrap_or_default();
        (!before.iter().any(|word| turning.contains(word))).then_some(*found)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(declared: Declared, note: &str, expected: Option<&str>) {
        assert_eq!(contradicts(declared, note), expected, "{note}");
    }

    #[test]
    fn what_is_complete_and_goes_on_is_seen() {
        check(Declared::Complete, "One page written, now refining it", Some("refining"));
        check(Declared::Complete, "Board will adopt it when the review restarts", Some("restarts"));
        check(Declared::Complete, "New rota PROPOSED", Some("proposed"));
        check(Declared::Complete, "Awaiting a date", Some("awaiting"));
        check(Declared::Complete, "Went as planned, no longer awaiting the trust", None);
        check(Declared::Complete, "Drafted, tried and shared", None);
        check(Declared::Complete, "", None);
    }

    #[test]
    fn what_is_late_or_not_begun_and_further_on_is_seen() {
        check(Declared::Delayed, "The team agreed to add it", Some("agreed"));
        check(Declared::NotStarted, "Leaflet in place", Some("in place"));
        check(Declared::Delayed, "To be agreed", None);
        check(Declared::Delayed, "It has been agreed at last", Some("agreed"));
        check(Declared::NotStarted, "Forms to complete", None);
        check(Declared::NotStarted, "Once the rota is agreed", None);
        check(Declared::NotStarted, "Not yet done", None);
        check(Declared::InProgress, "First part done", None);
        check(Declared::Delayed, "Strategy has been delayed", None);
    }
}
