//! How a newer document compares with the plan as it is kept.

use office::comparison::{ComparedLine, Comparison};
use programme::comparison::{Decision, Difference, Verdict};
use serde::Serialize;

use crate::forms::decisions::value;
use crate::problem::sentence;
use crate::views::{Link, day_words};

/// The comparison.
#[derive(Serialize)]
pub(super) struct Compared {
    title: String,
    as_of: String,
    /// How many there are of each verdict, in words.
    says: String,
    groups: Vec<Group>,
}

/// The lines of one verdict.
#[derive(Serialize)]
struct Group {
    key: &'static str,
    label: &'static str,
    lines: Vec<Compare>,
    open: bool,
}

#[derive(Serialize)]
struct Compare {
    id: String,
    reference: String,
    words: String,
    how: Option<String>,
    differences: Vec<Differs>,
    row: Option<Link>,
    decision: Option<Decide>,
    closed: bool,
}

#[derive(Serialize)]
struct Differs {
    part: String,
    before: String,
    after: String,
}

#[derive(Serialize)]
struct Decide {
    value: String,
    text: &'static str,
    checked: bool,
}

/// The comparison as the page shows it, with what a person `decided`; `kind` names a row on the
/// other side: "action".
pub(super) fn compared(comparison: &Comparison, kind: &str, decided: &[Decision]) -> Compared {
    let counted = |(verdict, count): &(Verdict, usize)| {
        (*count > 0).then(|| format!("{count} {}", verdict.label().to_lowercase()))
    };
    let counts: Vec<String> = comparison.counts.iter().filter_map(counted).collect();
    let group = |(verdict, count): &(Verdict, usize)| {
        let lines = comparison.lines.iter().enumerate();
        let lines = lines.filter(|(_, line)| line.verdict == *verdict);
        (*count > 0).then(|| Group {
            key: verdict.key(),
            label: verdict.label(),
            lines: lines.map(|(at, line)| shown(at + 1, line, kind, decided)).collect(),
            open: *verdict != Verdict::Unchanged,
        })
    };
    Compared {
        title: comparison.title.clone(),
        as_of: day_words(comparison.as_of),
        says: counts.join(", "),
        groups: comparison.counts.iter().filter_map(group).collect(),
    }
}

fn shown(at: usize, line: &ComparedLine, kind: &str, decided: &[Decision]) -> Compare {
    let differs = |one: &Difference| Differs {
        part: one.part.clone(),
        before: one.before.clone(),
        after: one.after.clone(),
    };
    let text = match line.verdict {
        Verdict::Missing => "Close it: it is no longer part of the plan",
        Verdict::New => "Another one than the one it is like: keep both",
        Verdict::Changed | Verdict::Slipped | Verdict::Unchanged => {
            "It is another one: add it as new, and leave the older one as it is"
        }
    };
    Compare {
        id: format!("line-{at}"),
        reference: line.reference.clone(),
        words: line.words.clone(),
        how: line.how.map(|how| sentence(&how.says())),
        differences: line.differences.iter().map(differs).collect(),
        row: line.number.map(|number| {
            Link::new(format!("{} {number}", sentence(kind)), format!("#{kind}-{number}"))
        }),
        decision: line.decision.as_ref().map(|decision| Decide {
            value: value(decision),
            text,
            checked: decided.contains(decision),
        }),
        closed: line.closed,
    }
}
