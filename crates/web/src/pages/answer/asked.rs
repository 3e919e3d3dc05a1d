//! What one answer of a return asks, with what stands there and what was said last time.

use office::filling::{Earlier, Filling, shortened};
use programme::answer::Said;
use programme::insight::{InsightKind, ProposedInsight};
use programme::objective::ProposedObjective;
use programme::submission::{ProposedProgress, WhosWho};
use serde::Serialize;

use super::Kind;
use crate::forms::answer::prevention_how;
use crate::problem::Problem;
use crate::views::Choosable;

/// One question of the form.
#[derive(Serialize)]
pub(super) struct Asked {
    /// `line`, `text`, `select`, `radios` or `box`.
    shape: &'static str,
    name: &'static str,
    label: String,
    hint: String,
    value: String,
    items: Vec<Choosable>,
    /// What was said last time, and in which round.
    last: Option<(String, String)>,
}

impl Asked {
    fn new(filling: &Filling, field: &str, name: &'static str, shape: &'static str) -> Self {
        let (label, hint) = filling.questions.ask(field);
        let (label, hint) = (label.to_owned(), hint.to_owned());
        Self { shape, name, label, hint, value: String::new(), items: Vec::new(), last: None }
    }

    fn with(self, value: &str) -> Self {
        Self { value: value.to_owned(), ..self }
    }

    fn last(self, from: Option<&str>, words: &str) -> Self {
        let words = words.trim();
        let said = from.filter(|_| !words.is_empty());
        Self { last: said.map(|from| (from.to_owned(), words.to_owned())), ..self }
    }
}

pub(super) fn questions(kind: Kind, filling: &Filling, said: &Said) -> Result<Vec<Asked>, Problem> {
    match (kind, said) {
        (Kind::Who, Said::Who(who)) => Ok(of_who(filling, who)),
        (Kind::Objective, Said::Objective(said)) => Ok(of_objective(filling, said)),
        (Kind::Progress, Said::Progress(said)) => Ok(of_progress(filling, said)),
        (Kind::Insight, Said::Insight(said)) => Ok(of_insight(filling, said)),
        (Kind::Who | Kind::Objective | Kind::Progress | Kind::Insight, _) => Err(Problem::NotFound),
    }
}

fn of_who(filling: &Filling, who: &WhosWho) -> Vec<Asked> {
    let line =
        |name: &'static str, value: &str| Asked::new(filling, name, name, "line").with(value);
    vec![
        line("organisation", &who.organisation),
        line("executive_sponsor", &who.executive_sponsor),
        line("lead_officer", &who.lead_officer),
        line("reports_to", &who.reports_to),
        line("report_author", &who.report_author),
    ]
}

fn of_objective(filling: &Filling, said: &ProposedObjective) -> Vec<Asked> {
    let theme = said.stands_under();
    let contributes = theme
        .and_then(|code| filling.framework.theme(code))
        .is_some_and(|theme| theme.node.contribution_only);
    let earlier = said.carries_on.and_then(|id| filling.earlier.get(&id));
    let from = earlier.map(|earlier| earlier.round.as_str());
    let last = |of: fn(&ProposedObjective) -> &str| {
        earlier.map_or("", |earlier: &Earlier| of(&earlier.objective.promise))
    };
    let text = |field: &str, name: &'static str, value: &str| {
        Asked::new(filling, field, name, "text").with(value)
    };
    let outcomes = if contributes { "outcomes_contribution" } else { "outcomes" };
    let choice = match said.prevention.supports {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    };
    vec![
        Asked {
            items: sub_categories(filling, said, theme),
            ..Asked::new(filling, "sub_category", "sub_category", "select")
        },
        text("objective", "objective", &said.objective).last(from, last(|it| &it.objective)),
        text("how", "how", &said.how).last(from, last(|it| &it.how)),
        text("data", "data", &said.data).last(from, last(|it| &it.data)),
        text(outcomes, "outcomes", &said.outcomes).last(from, last(|it| &it.outcomes)),
        Asked {
            items: vec![Choosable::new("yes", "Yes", choice), Choosable::new("no", "No", choice)],
            ..Asked::new(filling, "prevention", "prevention", "radios")
        },
        text("prevention_how", "prevention_how", prevention_how(&said.prevention)),
        Asked::new(filling, "lead", "lead", "line").with(&said.lead),
    ]
}

/// The sub-categories to choose from: those of the theme first.
fn sub_categories(
    filling: &Filling,
    said: &ProposedObjective,
    theme: Option<char>,
) -> Vec<Choosable> {
    let chosen = said.sub_category.as_ref().map_or("", |code| code.as_str());
    let mut items = vec![Choosable::new("", "Choose a sub-category", chosen)];
    let mut themes: Vec<_> = filling.framework.themes().collect();
    themes.sort_by_key(|one| Some(one.code) != theme);
    for theme in themes {
        items.extend(theme.sub_categories().map(|node| {
            Choosable::new(node.code.as_str(), format!("{} {}", node.code, node.title()), chosen)
        }));
    }
    items
}

fn of_progress(filling: &Filling, said: &ProposedProgress) -> Vec<Asked> {
    let earlier = said.about.and_then(|id| filling.earlier.get(&id));
    let last = earlier.and_then(|earlier| earlier.last.as_ref());
    let from = last.map(|(round, _)| round.as_str());
    let was = |of: fn(&ProposedProgress) -> &str| last.map_or("", |(_, row)| of(row));
    let text = |field: &str, name: &'static str, value: &str| {
        Asked::new(filling, field, name, "text").with(value)
    };
    vec![
        text("progress", "progress", &said.progress).last(from, was(|row| &row.progress)),
        text("outputs", "outputs", &said.outputs).last(from, was(|row| &row.outputs)),
        text("progress_outcomes", "outcomes", &said.outcomes).last(from, was(|row| &row.outcomes)),
        text("next", "next", &said.next).last(from, was(|row| &row.next)),
    ]
}

fn of_insight(filling: &Filling, said: &ProposedInsight) -> Vec<Asked> {
    let asked = |name: &'static str, shape: &'static str, label: &str| Asked {
        shape,
        name,
        label: label.to_owned(),
        hint: String::new(),
        value: String::new(),
        items: Vec::new(),
        last: None,
    };
    let kinds = InsightKind::ALL
        .into_iter()
        .map(|kind| Choosable::new(kind.key(), kind.label(), said.kind.key()));
    let theme = said.theme.map(String::from).unwrap_or_default();
    let mut themes = vec![Choosable::new("", "No theme, or several", &theme)];
    themes.extend(
        filling
            .framework
            .themes()
            .map(|one| Choosable::new(one.code, format!("{} {}", one.code, one.title()), &theme)),
    );
    let about = said.about.map(|id| id.to_string()).unwrap_or_default();
    let mut objectives = vec![Choosable::new("", "None of them", &about)];
    objectives.extend(filling.answers.iter().filter_map(|(answer, _)| match &answer.said {
        Said::Objective(one) => {
            let id = answer.objective().to_string();
            Some(Choosable::new(id, shortened(&one.objective), &about))
        }
        Said::Progress(row) => {
            let id = row.about?.to_string();
            Some(Choosable::new(id, shortened(&row.objective), &about))
        }
        Said::Who(_) | Said::Insight(_) => None,
    }));
    let tick = |on: bool| if on { "yes" } else { "" };
    vec![
        Asked { items: kinds.collect(), ..asked("kind", "radios", "What is it?") },
        Asked::new(filling, "insight", "words", "text").with(&said.words),
        Asked { items: themes, ..asked("theme", "select", "Which theme is it about?") },
        Asked { items: objectives, ..asked("about", "select", "Which objective is it about?") },
        Asked {
            items: vec![Choosable::new("yes", "Tell the Board", tick(said.to_the_board))],
            ..asked("to_the_board", "box", "Should the Board be told?")
        },
        Asked {
            items: vec![Choosable::new(
                "yes",
                "Other organisations may read it, with our name",
                tick(said.shared),
            )],
            ..asked("shared", "box", "May others learn from it?")
        },
    ]
}

/// An answer in words, question by question, as the check of all answers shows it.
pub(crate) fn said_rows(filling: &Filling, said: &Said) -> Vec<(String, String)> {
    let row =
        |field: &str, words: &str| (filling.questions.ask(field).0.to_owned(), words.to_owned());
    match said {
        Said::Who(who) => vec![
            row("organisation", &who.organisation),
            row("executive_sponsor", &who.executive_sponsor),
            row("lead_officer", &who.lead_officer),
            row("reports_to", &who.reports_to),
            row("report_author", &who.report_author),
        ],
        Said::Objective(said) => vec![
            row("sub_category", &said.sub_category_words),
            row("objective", &said.objective),
            row("how", &said.how),
            row("data", &said.data),
            row("outcomes", &said.outcomes),
            row("prevention", &said.prevention.words),
            row("lead", &said.lead),
        ],
        Said::Progress(said) => vec![
            ("Objective".to_owned(), said.objective.clone()),
            row("progress", &said.progress),
            row("outputs", &said.outputs),
            row("progress_outcomes", &said.outcomes),
            row("next", &said.next),
        ],
        Said::Insight(said) => vec![
            (said.kind.label().to_owned(), said.words.clone()),
            ("For the Board".to_owned(), yes(said.to_the_board)),
            ("Others may read it".to_owned(), yes(said.shared)),
        ],
    }
}

fn yes(on: bool) -> String {
    if on { "Yes".to_owned() } else { "No".to_owned() }
}
