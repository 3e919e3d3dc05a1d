//! The Board report as its page shows it: the very struct that the PDF is set from.

use office::board::Board;
use serde::Serialize;

use crate::forms::as_at::{AsAt, Control, Keep};
use crate::problem::count;
use crate::templates::counted;
use crate::views::{Wrong, day_words};

/// The page.
#[derive(Serialize)]
pub(crate) struct View {
    title: String,
    body: String,
    round: String,
    as_at_words: String,
    can_say: Vec<String>,
    asks: Vec<Ask>,
    cannot_tell: Vec<Untold>,
    came: u64,
    asked: u64,
    missing: Vec<(String, String)>,
    themes: Vec<String>,
    matrix: Vec<Row>,
    totals: Vec<u64>,
    total: u64,
    late: Vec<Promise>,
    ahead: Vec<Window>,
    rule: String,
    exhibits: Vec<Exhibit>,
    unmeasured: Vec<(String, String)>,
    as_at: Control,
    errors: Vec<Wrong>,
}

#[derive(Serialize)]
struct Ask {
    what: String,
    owner: Option<String>,
    by_when: String,
}

#[derive(Serialize)]
struct Untold {
    what: String,
    why: String,
}

/// One body's row of the matrix.
#[derive(Serialize)]
struct Row {
    organisation: String,
    /// Under each theme; none when the body has not returned.
    counts: Option<Vec<u64>>,
    total: u64,
}

#[derive(Serialize)]
struct Promise {
    what: String,
    plan: String,
    owner: Option<String>,
    by_when: String,
    standing: String,
}

/// What falls due within so many days.
#[derive(Serialize)]
struct Window {
    days: u64,
    promises: Vec<Promise>,
}

#[derive(Serialize)]
struct Exhibit {
    objective: String,
    organisation: String,
    sentence: String,
    change: String,
    svg: String,
    caption: String,
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
    method: String,
}

impl View {
    /// The page of a report on a round as at a day.
    pub(crate) fn of(board: Board, round: &str, day: &AsAt) -> Self {
        let missing: Vec<(String, String)> = board
            .returns
            .missing
            .into_iter()
            .map(|body| (body.organisation, late(body.days_late)))
            .collect();
        let is_in = |name: &str| !missing.iter().any(|(absent, _)| absent == name);
        let matrix: Vec<Row> = board
            .matrix
            .rows
            .into_iter()
            .map(|row| Row {
                total: row.counts.iter().sum(),
                counts: is_in(&row.organisation).then_some(row.counts),
                organisation: row.organisation,
            })
            .collect();
        let under = |theme: usize| {
            matrix.iter().filter_map(|row| row.counts.as_ref()?.get(theme)).sum::<u64>()
        };
        let keep = vec![Keep { name: "round", value: round.to_owned() }];
        Self {
            title: board.title,
            body: board.body,
            round: board.round,
            as_at_words: day_words(board.as_at),
            can_say: board.can_say,
            asks: board
                .asks
                .into_iter()
                .map(|ask| Ask { what: ask.what, owner: ask.owner, by_when: ask.by_when })
                .collect(),
            cannot_tell: board
                .cannot_tell
                .into_iter()
                .map(|one| Untold { what: one.what, why: one.why })
                .collect(),
            came: board.returns.received,
            asked: board.returns.received + count(missing.len()),
            missing,
            totals: (0..board.matrix.themes.len()).map(under).collect(),
            total: matrix.iter().map(|row| row.total).sum(),
            themes: board.matrix.themes,
            matrix,
            late: board.late.into_iter().map(Promise::from).collect(),
            ahead: board
                .ahead
                .into_iter()
                .map(|window| Window {
                    days: window.days,
                    promises: window.promises.into_iter().map(Promise::from).collect(),
                })
                .collect(),
            rule: board.rule,
            exhibits: board.exhibits.into_iter().map(Exhibit::from).collect(),
            unmeasured: board
                .unmeasured
                .into_iter()
                .map(|one| (one.organisation, one.objective))
                .collect(),
            as_at: day.control("/reports/board", keep),
            errors: day.errors(),
        }
    }
}

fn late(days: u64) -> String {
    if days == 0 {
        "not yet due".to_owned()
    } else {
        format!("late by {}", counted(days, "day", None))
    }
}

impl From<office::board::Promise> for Promise {
    fn from(promise: office::board::Promise) -> Self {
        let office::board::Promise { what, plan, owner, by_when, standing } = promise;
        Self { what, plan, owner, by_when, standing }
    }
}

impl From<office::board::Exhibit> for Exhibit {
    fn from(exhibit: office::board::Exhibit) -> Self {
        let chart = exhibit.chart;
        Self {
            objective: exhibit.objective,
            organisation: exhibit.organisation,
            sentence: chart.sentence,
            change: exhibit.change,
            svg: chart.svg,
            caption: chart.table.caption,
            columns: chart.table.columns,
            rows: chart.table.rows,
            method: chart.method,
        }
    }
}
