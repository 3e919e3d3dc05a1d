//! Answers as JSON, as CSV, and as a table a person can read.

use std::collections::BTreeSet;

use measure::{Confidence, Estimate, Measured};
use serde_json::{Map, Value, json};

use super::{Answer, Answers};
use crate::sheet::{Cell, written};

/// At which levels limits are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Levels {
    /// 95% alone.
    Ninety5,
    /// 99.8% alone.
    Ninety98,
    /// Both.
    #[default]
    Both,
}

impl Levels {
    fn of(self, measured: Option<&Measured>, confidence: Confidence) -> Option<Estimate> {
        let shown = match self {
            Self::Both => true,
            Self::Ninety5 => confidence == Confidence::Ninety5,
            Self::Ninety98 => confidence == Confidence::Ninety98,
        };
        measured.filter(|_| shown)?.estimate(confidence)
    }
}

/// The numbers of an answer by the names they go by.
fn numbers(answer: &Answer, levels: Levels) -> [(&'static str, Option<f64>); 6] {
    let measured = answer.outcome.as_ref().ok();
    let [at_95, at_998] = Confidence::BOTH.map(|level| levels.of(measured, level));
    [
        ("value", measured.map(|found| found.value)),
        ("lower95", at_95.map(|limits| limits.lower)),
        ("upper95", at_95.map(|limits| limits.upper)),
        ("lower998", at_998.map(|limits| limits.lower)),
        ("upper998", at_998.map(|limits| limits.upper)),
        ("se", measured.and_then(|found| found.standard_error)),
    ]
}

fn named(headings: &[String], cells: &[String]) -> Value {
    let pairs = headings.iter().cloned().zip(cells.iter().cloned().map(Value::String));
    Value::Object(pairs.collect::<Map<String, Value>>())
}

/// A list with an object an answer. What is refused has a reason, and no number.
pub fn as_json(answers: &Answers, levels: Levels) -> Value {
    let object = |answer: &Answer| {
        let mut object = Map::new();
        object.insert("group".to_owned(), named(&answers.group, &answer.group));
        if let Some(row) = answer.row {
            object.insert("row".to_owned(), json!(row));
            object.insert("carried".to_owned(), named(&answers.carried, &answer.carried));
        }
        object.insert("measure".to_owned(), json!(answer.measure.name));
        for (name, number) in numbers(answer, levels) {
            object.insert(name.to_owned(), json!(number));
        }
        let measured = answer.outcome.as_ref().ok();
        let refused = answer.outcome.as_ref().err().map(measure::Refusal::reason);
        object.insert("method".to_owned(), json!(measured.map(|found| found.method.as_ref())));
        object.insert("n".to_owned(), json!(measured.map(|found| found.n)));
        object.insert("says".to_owned(), json!(measured.and_then(|found| found.says.as_deref())));
        object.insert("refused".to_owned(), json!(refused));
        Value::Object(object)
    };
    Value::Array(answers.answers.iter().map(object).collect())
}

/// The same as CSV, a row an answer.
pub fn as_csv(answers: &Answers, levels: Levels) -> String {
    let mut headings: Vec<&str> = answers.group.iter().map(String::as_str).collect();
    headings.push("row");
    headings.extend(answers.carried.iter().map(String::as_str));
    headings.extend(["measure", "value", "lower95", "upper95", "lower998", "upper998", "se"]);
    headings.extend(["method", "n", "says", "refused"]);
    let words = |text: Option<&str>| text.map_or(Cell::Blank, Cell::words);
    let rows = answers.answers.iter().map(|answer| {
        let mut cells: Vec<Cell> = answer.group.iter().map(Cell::words).collect();
        cells.push(answer.row.map_or(Cell::Blank, |row| Cell::words(row.to_string())));
        let carried = answers.carried.iter().enumerate();
        cells.extend(carried.map(|(at, _)| words(answer.carried.get(at).map(String::as_str))));
        cells.push(Cell::words(answer.measure.name));
        cells.extend(numbers(answer, levels).map(|(_, number)| Cell::from(number)));
        let measured = answer.outcome.as_ref().ok();
        cells.push(words(measured.map(|found| found.method.as_ref())));
        cells.push(Cell::from(measured.map(|found| found.n)));
        cells.push(words(measured.and_then(|found| found.says.as_deref())));
        cells.push(words(answer.outcome.as_ref().err().map(measure::Refusal::reason)));
        cells
    });
    written(&headings, rows)
}

/// The same for a person at a terminal: what was found in columns, then what was not, and why.
pub fn as_table(answers: &Answers, levels: Levels) -> String {
    let mut found: Vec<Vec<String>> = Vec::new();
    let mut refused: BTreeSet<(usize, String, String)> = BTreeSet::new();
    for (at, answer) in answers.answers.iter().enumerate() {
        let about = about(answers, answer);
        match &answer.outcome {
            Ok(measured) => found.push(line(&about, answer, measured, levels)),
            Err(why) => {
                let who = if about.is_empty() { String::new() } else { format!(" of {about}") };
                let name = format!("{}{who}", answer.measure.name);
                refused.insert((at, name, why.reason().to_owned()));
            }
        }
    }
    let mut text = String::new();
    if !found.is_empty() {
        let titles = ["", "measure", "value", "95% limits", "99.8% limits", "n", "says"];
        found.insert(0, titles.map(str::to_owned).to_vec());
        text.push_str(&aligned(&found));
    }
    if !refused.is_empty() {
        text.push_str(if text.is_empty() { "Not worked out:\n" } else { "\nNot worked out:\n" });
        for (_, name, why) in refused {
            text.push_str(&format!("  {name}: {why}\n"));
        }
    }
    text
}

/// What an answer is about, in words: its group, and its row or the subgroup in it.
fn about(answers: &Answers, answer: &Answer) -> String {
    let mut about: Vec<String> = answer.group.clone();
    if let Some(row) = answer.row {
        let subgroup = answers.carried.iter().position(|heading| heading == "subgroup");
        let name = subgroup.and_then(|at| answer.carried.get(at)).filter(|name| !name.is_empty());
        about.push(name.cloned().unwrap_or_else(|| format!("row {row}")));
    }
    about.join(", ")
}

fn line(about: &str, answer: &Answer, measured: &Measured, levels: Levels) -> Vec<String> {
    let limits = |level| {
        levels
            .of(Some(measured), level)
            .map_or_else(String::new, |Estimate { lower, upper, .. }| {
                format!("{} to {}", shown(lower), shown(upper))
            })
    };
    let says = measured.says.clone().unwrap_or_default();
    vec![
        about.to_owned(),
        answer.measure.name.to_owned(),
        shown(measured.value),
        limits(Confidence::Ninety5),
        limits(Confidence::Ninety98),
        shown(measured.n),
        says,
    ]
}

/// A number to about five figures; whole ones whole.
fn shown(number: f64) -> String {
    let size = number.abs();
    if number.fract() == 0.0 && size < 1e15 {
        format!("{number:.0}")
    } else if size >= 1_000.0 {
        format!("{number:.1}")
    } else if size >= 10.0 {
        format!("{number:.2}")
    } else if size >= 0.01 {
        format!("{number:.4}")
    } else {
        format!("{number:.3e}")
    }
}

/// Rows with each column as wide as its widest cell.
fn aligned(rows: &[Vec<String>]) -> String {
    let columns = rows.first().map_or(0, Vec::len);
    let wide = |at: usize| {
        rows.iter()
            .filter_map(|row| row.get(at))
            .map(|cell| cell.chars().count())
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(wide).collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths).filter(|(_, width)| **width > 0) {
            line.push_str(&format!("{cell:<width$}  "));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
