//! A Board report as the values its template shows. Words stay words: none is ever read as markup.

use charts::{Table, number};
use jiff::civil::Date;
use typst::foundations::{Bytes, Datetime, Dict, IntoValue, Value, dict};

use crate::Error;
use crate::board::{
    Ask, Board, CannotTell, Exhibit, Matrix, MatrixRow, Missing, Promise, Returns, Unmeasured,
    Window,
};
use crate::letters::Letters;

/// What stands where no owner is named.
const NOT_NAMED: &str = "not named";

/// What stands where nobody said by when.
const NO_DATE: &str = "no date agreed";

/// What stands where an organisation has no objective under a theme.
const NONE_YET: &str = "none yet";

/// What stands where an organisation has not returned.
const NOT_IN: &str = "not in";

pub(crate) fn board(board: &Board, letters: &Letters<'_>) -> Result<Dict, Error> {
    let Board {
        title,
        body,
        round,
        as_at,
        issued,
        can_say,
        asks,
        cannot_tell,
        returns,
        matrix,
        late,
        ahead,
        exhibits,
        unmeasured,
        rule,
    } = board;
    let set = |words: &str| letters.text(words).into_value();
    let mut values = dict! {
        "title" => set(title),
        "body" => set(body),
        "round" => set(round),
        "as-at" => day(*as_at),
        "issued" => day(*issued),
        "date" => datetime(*issued)?,
        "can-say" => all(can_say, |words| set(words)),
        "asks" => all(asks, |ask| ask_row(ask, &set)),
        "cannot-tell" => all(cannot_tell, |CannotTell { what, why }| dict! {
            "what" => set(what), "why" => set(why),
        }.into_value()),
        "returns" => returned(returns, &set),
        "matrix" => matrix_of(matrix, &set),
        "late" => all(late, |promise| promise_row(promise, &set)),
        "ahead" => all(ahead, |Window { days, promises }| dict! {
            "days" => number::count(*days),
            "promises" => all(promises, |promise| promise_row(promise, &set)),
        }.into_value()),
        "exhibits" => all(exhibits, |exhibit| exhibited(exhibit, &set)),
        "unmeasured" => all(unmeasured, |Unmeasured { objective, organisation }| {
            vec![set(objective), set(organisation)].into_value()
        }),
        "rule" => set(rule),
    };
    values.insert("replaced".into(), number::count(letters.replaced()).into_value());
    Ok(values)
}

fn all<T>(list: &[T], value: impl FnMut(&T) -> Value) -> Value {
    list.iter().map(value).collect::<Vec<Value>>().into_value()
}

fn ask_row(Ask { what, owner, by_when }: &Ask, set: &impl Fn(&str) -> Value) -> Value {
    vec![set(what), named(owner.as_deref(), set), when(by_when, set)].into_value()
}

fn promise_row(promise: &Promise, set: &impl Fn(&str) -> Value) -> Value {
    let Promise { what, plan, owner, by_when, standing } = promise;
    vec![set(what), set(plan), named(owner.as_deref(), set), when(by_when, set), set(standing)]
        .into_value()
}

fn named(owner: Option<&str>, set: &impl Fn(&str) -> Value) -> Value {
    set(owner.filter(|owner| !owner.trim().is_empty()).unwrap_or(NOT_NAMED))
}

fn when(words: &str, set: &impl Fn(&str) -> Value) -> Value {
    set(if words.trim().is_empty() { NO_DATE } else { words })
}

fn returned(Returns { received, missing }: &Returns, set: &impl Fn(&str) -> Value) -> Value {
    let expected = received.saturating_add(u64::try_from(missing.len()).unwrap_or(u64::MAX));
    let row = |Missing { organisation, days_late }: &Missing| {
        let late = match days_late {
            0 => "not due yet".to_owned(),
            1 => "late by 1 day".to_owned(),
            days => format!("late by {} days", number::count(*days)),
        };
        vec![set(organisation), late.into_value()].into_value()
    };
    dict! {
        "received" => number::count(*received),
        "expected" => number::count(expected),
        "missing" => all(missing, row),
    }
    .into_value()
}

fn matrix_of(Matrix { themes, rows }: &Matrix, set: &impl Fn(&str) -> Value) -> Value {
    let count = |number: u64| {
        if number == 0 { NONE_YET.to_owned() } else { number::count(number) }
    };
    let of = |row: &MatrixRow, theme: usize| row.counts.get(theme).copied().unwrap_or(0);
    let themes_at = || 0..themes.len();
    let row = |row: &MatrixRow| {
        let shown = |number: u64| {
            if row.counts.is_empty() { NOT_IN.to_owned() } else { count(number) }
        };
        let total = themes_at().map(|theme| of(row, theme)).sum();
        let mut cells = vec![set(&row.organisation)];
        cells.extend(themes_at().map(|theme| shown(of(row, theme)).into_value()));
        cells.push(shown(total).into_value());
        cells.into_value()
    };
    let total = |theme| rows.iter().map(|row| of(row, theme)).sum::<u64>();
    let mut totals: Vec<Value> =
        themes_at().map(|theme| count(total(theme)).into_value()).collect();
    totals.push(count(themes_at().map(total).sum()).into_value());
    let summary = |theme: usize| {
        let with = rows.iter().filter(|row| of(row, theme) > 0).count();
        let whole = |number: usize| number::count(u64::try_from(number).unwrap_or(u64::MAX));
        let name = themes.get(theme).map_or("", String::as_str);
        vec![
            set(name),
            count(total(theme)).into_value(),
            whole(with).into_value(),
            whole(rows.len() - with).into_value(),
        ]
        .into_value()
    };
    dict! {
        "themes" => all(themes, |theme| set(theme)),
        "rows" => all(rows, row),
        "totals" => totals.into_value(),
        "summary" => themes_at().map(summary).collect::<Vec<Value>>().into_value(),
    }
    .into_value()
}

fn exhibited(exhibit: &Exhibit, set: &impl Fn(&str) -> Value) -> Value {
    let Exhibit { objective, organisation, chart, change } = exhibit;
    let Table { caption, columns, rows } = &chart.table;
    dict! {
        "objective" => set(objective),
        "organisation" => set(organisation),
        "svg" => Bytes::from_string(chart.svg.clone()),
        "sentence" => set(&chart.sentence),
        "change" => set(change),
        "caption" => set(caption),
        "columns" => all(columns, |column| set(column)),
        "rows" => all(rows, |row| all(row, |cell| set(cell))),
        "method" => set(&chart.method),
    }
    .into_value()
}

/// A day in words: "21 November 2026".
fn day(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

fn datetime(date: Date) -> Result<Datetime, Error> {
    let part = |number: i8| u8::try_from(number).ok();
    part(date.month())
        .zip(part(date.day()))
        .and_then(|(month, day)| Datetime::from_ymd(i32::from(date.year()), month, day))
        .ok_or(Error::Date { date })
}
