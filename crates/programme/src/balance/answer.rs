//! The framework's three questions, each answered in words with the figures behind them.

use super::prompt::percent;
use super::{Shown, ThemeCount, Weighed, empty, mainly, theme_of};
use crate::framework::Framework;

/// One of the framework's questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Question {
    /// Is there an objective in each theme, or are they mainly in one?
    EachTheme,
    /// Is progress tracked, with outputs, outcomes and learning?
    Tracked,
    /// Is there stretch?
    Stretch,
}

impl Question {
    /// The question as a page asks it.
    pub fn words(self) -> &'static str {
        match self {
            Self::EachTheme => {
                "Is there at least one objective in each theme, or are they mainly in one?"
            }
            Self::Tracked => "Is progress tracked, with outputs, outcomes and learning?",
            Self::Stretch => "Is there stretch?",
        }
    }
}

/// The short answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Yes.
    Yes,
    /// In part.
    InPart,
    /// Not yet.
    NotYet,
    /// There is nothing of which it could be asked.
    NothingToAsk,
}

impl Verdict {
    /// The words a page shows.
    pub fn label(self) -> &'static str {
        match self {
            Self::Yes => "Yes",
            Self::InPart => "In part",
            Self::NotYet => "Not yet",
            Self::NothingToAsk => "No objectives yet",
        }
    }
}

/// So many of so many, and what they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// What is counted: "followed by a measure".
    pub what: String,
    /// How many.
    pub count: usize,
    /// Of how many.
    pub of: usize,
}

/// The answer to one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The question.
    pub question: Question,
    /// The short answer.
    pub verdict: Verdict,
    /// The answer in words.
    pub says: String,
    /// The figures behind it.
    pub figures: Vec<Counted>,
}

const NONE_YET: &str = "There are no objectives yet.";

fn under_each(themes: &[ThemeCount], objectives: usize) -> Vec<Counted> {
    let under = |theme: &ThemeCount| Counted {
        what: format!("under theme {}, {}", theme.code, theme.title),
        count: theme.objectives,
        of: objectives,
    };
    themes.iter().map(under).collect()
}

pub(super) fn each_theme(themes: &[ThemeCount], objectives: usize) -> Answer {
    let (question, figures) = (Question::EachTheme, under_each(themes, objectives));
    if objectives == 0 {
        return nothing(question, figures);
    }
    let mut says = match empty(themes).as_slice() {
        [] => "There is at least one objective in each theme.".to_owned(),
        missing => {
            let codes: Vec<String> = missing.iter().map(|theme| theme.code.to_string()).collect();
            format!("There is no objective under {}.", listed("theme", &codes))
        }
    };
    let most = mainly(themes, objectives);
    if let Some(theme) = most {
        says = format!(
            "{says} They are mainly in theme {}: {} of {objectives}.",
            theme.code, theme.objectives
        );
    }
    let verdict = match (empty(themes).is_empty(), most.is_none()) {
        (true, true) => Verdict::Yes,
        (true, false) => Verdict::InPart,
        (false, _) => Verdict::NotYet,
    };
    Answer { question, verdict, says, figures }
}

/// Outcomes are asked only of objectives under themes whose effect can be told apart.
pub(super) fn tracked(framework: &Framework, objectives: &[&Weighed]) -> Answer {
    let contributes = |one: &Weighed| {
        theme_of(one)
            .and_then(|code| framework.theme(code))
            .is_some_and(|theme| theme.node.contribution_only)
    };
    let asked: Vec<&&Weighed> = objectives.iter().filter(|one| !contributes(one)).collect();
    let count = |what: &str, shown: Shown| Counted {
        what: what.to_owned(),
        count: objectives.iter().filter(|one| one.shown.contains(&shown)).count(),
        of: objectives.len(),
    };
    let of_asked = |what: &str, shown: Shown| Counted {
        what: what.to_owned(),
        count: asked.iter().filter(|one| one.shown.contains(&shown)).count(),
        of: asked.len(),
    };
    let figures = vec![
        of_asked("followed by a measure", Shown::Measure),
        of_asked("with the outcomes sought set out", Shown::OutcomesSought),
        count("with progress told", Shown::Progress),
        count("with outputs told", Shown::Outputs),
        of_asked("with outcomes told", Shown::Outcomes),
        count("with learning told", Shown::Learning),
    ];
    if objectives.is_empty() {
        return nothing(Question::Tracked, figures);
    }
    let asked_of: Vec<&Counted> = figures.iter().filter(|figure| figure.of > 0).collect();
    let verdict = if asked_of.iter().all(|figure| figure.count == figure.of) {
        Verdict::Yes
    } else if asked_of.iter().all(|figure| figure.count == 0) {
        Verdict::NotYet
    } else {
        Verdict::InPart
    };
    let told: Vec<String> = asked_of
        .iter()
        .map(|figure| format!("{} of {} {}", figure.count, figure.of, figure.what))
        .collect();
    let mut says = format!("Of {}: {}.", so_many(objectives.len()), told.join("; "));
    if asked.len() < objectives.len() {
        says.push_str(
            " A measure and outcomes are not asked of themes whose effect is a contribution.",
        );
    }
    Answer { question: Question::Tracked, verdict, says, figures }
}

pub(super) fn stretch(themes: &[ThemeCount], objectives: usize) -> Answer {
    let sub_categories = || themes.iter().flat_map(|theme| &theme.sub_categories);
    let (worked_on, all) =
        (sub_categories().filter(|node| node.objectives > 0).count(), sub_categories().count());
    let with_one = themes.len() - empty(themes).len();
    let counted = |what: &str, count, of| Counted { what: what.to_owned(), count, of };
    let mut figures = vec![
        counted("themes with an objective", with_one, themes.len()),
        counted("sub-categories with an objective", worked_on, all),
    ];
    if objectives == 0 {
        return nothing(Question::Stretch, figures);
    }
    let mut says = format!(
        "There is work in {with_one} of {} themes and {worked_on} of {all} sub-categories.",
        themes.len()
    );
    let fullest = themes.iter().map(|theme| theme.objectives).max().unwrap_or(0);
    figures.push(counted("in the fullest theme", fullest, objectives));
    let verdict = match (with_one == themes.len(), mainly(themes, objectives)) {
        (true, None) => Verdict::Yes,
        (true, Some(_)) => Verdict::InPart,
        (false, _) => Verdict::NotYet,
    };
    match verdict {
        Verdict::Yes => says.push_str(" No theme holds more than half of it."),
        Verdict::InPart | Verdict::NotYet | Verdict::NothingToAsk => {
            let least = themes.iter().map(|theme| theme.objectives).min().unwrap_or(0);
            let room = themes.iter().filter(|theme| theme.objectives == least);
            let codes: Vec<String> = room.map(|theme| theme.code.to_string()).collect();
            says = format!(
                "{says} The fullest theme holds {}%; there is most room in {}.",
                percent(fullest, objectives),
                listed("theme", &codes)
            );
        }
    }
    Answer { question: Question::Stretch, verdict, says, figures }
}

fn nothing(question: Question, figures: Vec<Counted>) -> Answer {
    let (verdict, says) = (Verdict::NothingToAsk, NONE_YET.to_owned());
    Answer { question, verdict, says, figures }
}

fn so_many(objectives: usize) -> String {
    if objectives == 1 { "1 objective".to_owned() } else { format!("{objectives} objectives") }
}

/// "theme A", "themes A and C", "themes A, B and C".
fn listed(noun: &str, codes: &[String]) -> String {
    match codes {
        [] => format!("no {noun}"),
        [one] => format!("{noun} {one}"),
        [first @ .., last] => format!("{noun}s {} and {last}", first.join(", ")),
    }
}
