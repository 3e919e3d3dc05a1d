//! Asking measures of a table that somebody has: what the numbers say, stored nowhere.

mod print;

use std::collections::BTreeMap;

use measure::{Column, Found, Measured, Refusal, Row, Table};

pub use measure::catalogue::{MEASURES, named};
pub use measure::quantile::{First, Ties};
pub use measure::{Approach, Measure, Multiplier, Options, Polarity, Simulation, Transform, Unit};

pub use print::{Levels, as_csv, as_json, as_table};

use crate::Error;
use crate::sheet::{Sheet, unknown};

/// What is asked of a table.
pub struct Question {
    /// The measures, in the order of their answers.
    pub measures: Vec<&'static Measure>,
    /// What they are told beside the table.
    pub options: Options,
    /// The columns by which rows belong together; all of them do where there is none.
    pub group: Vec<String>,
}

/// One answer.
pub struct Answer {
    /// The group it is about: what stands in each of the columns asked for.
    pub group: Vec<String>,
    /// The measure.
    pub measure: &'static Measure,
    /// The number of the row it is about, from 1 below the headings, where it is about one.
    pub row: Option<usize>,
    /// What else stands in that row.
    pub carried: Vec<String>,
    /// What was found, or why nothing was.
    pub outcome: Result<Measured, Refusal>,
}

/// Every answer, with what its columns are headed.
pub struct Answers {
    /// The headings of [`Answer::group`].
    pub group: Vec<String>,
    /// The headings of [`Answer::carried`].
    pub carried: Vec<String>,
    /// The answers: by group in the order of the file, by measure, by row.
    pub answers: Vec<Answer>,
}

/// The measures of these names; `all` is every one of them.
///
/// # Errors
///
/// If a name is not that of a measure; those there are say so.
pub fn measures(names: &[String]) -> Result<Vec<&'static Measure>, Error> {
    let mut found: Vec<&'static Measure> = Vec::new();
    for name in names {
        match name.as_str() {
            "all" => found.extend(MEASURES),
            name => found.push(named(name).ok_or_else(|| {
                let names: Vec<&str> = MEASURES.iter().map(|measure| measure.name).collect();
                unknown(format!(
                    "“{name}” is not a measure, like dsr; there are all, {}",
                    names.join(", ")
                ))
            })?),
        }
    }
    Ok(found)
}

/// Asks a question of a table in a text file.
///
/// The groups are worked out side by side on as many threads as the machine has; their answers
/// are in the order of the file all the same.
///
/// # Errors
///
/// If the file is not a table with headings, if two of its columns are the same column of ours, or
/// if one that groups is not there. What a measure cannot use is an answer, and no error.
pub fn ask(bytes: &[u8], question: &Question) -> Result<Answers, Error> {
    let sheet = Sheet::read(bytes)?;
    let Divided { carried, groups } = divided(&sheet, &question.group)?;
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let share = groups.len().div_ceil(threads).max(1);
    let answers = std::thread::scope(|scope| {
        let workers: Vec<_> = groups
            .chunks(share)
            .map(|groups| scope.spawn(move || answers(groups, question)))
            .collect();
        workers.into_iter().filter_map(|worker| worker.join().ok()).flatten().collect::<Vec<_>>()
    });
    Ok(Answers { group: question.group.clone(), carried, answers })
}

/// The rows of one group, with what else stands in them.
struct Group {
    key: Vec<String>,
    table: Table,
    carried: BTreeMap<usize, Vec<String>>,
}

/// The rows of a group that is being gathered, with what else stands in each.
#[derive(Default)]
struct Members {
    rows: Vec<Row>,
    carried: BTreeMap<usize, Vec<String>>,
}

/// A sheet divided into its groups, and the headings of what is carried.
struct Divided {
    carried: Vec<String>,
    groups: Vec<Group>,
}

/// What a column of a sheet is to us.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    Group(usize),
    Subgroup,
    Period,
    Number(Column),
    Carried,
}

fn divided(sheet: &Sheet, group: &[String]) -> Result<Divided, Error> {
    for heading in group {
        sheet.position(heading)?;
    }
    let mut uses: Vec<Use> = Vec::new();
    for heading in &sheet.headings {
        let of = match group.iter().position(|own| own == heading) {
            Some(at) => Use::Group(at),
            None => match heading.to_ascii_lowercase().as_str() {
                "subgroup" | "ageband" => Use::Subgroup,
                "period" => Use::Period,
                _ => Column::headed(heading).map_or(Use::Carried, Use::Number),
            },
        };
        if of != Use::Carried
            && let Some(at) = uses.iter().position(|other| *other == of)
        {
            let first = sheet.headings.get(at).map_or("", String::as_str);
            return Err(unknown(format!(
                "the columns “{first}” and “{heading}” are the same to us: leave one out, or group by it"
            )));
        }
        uses.push(of);
    }
    let columns: Vec<Column> = uses
        .iter()
        .filter_map(|of| match of {
            Use::Number(column) => Some(*column),
            Use::Group(_) | Use::Subgroup | Use::Period | Use::Carried => None,
        })
        .collect();
    let mut order: Vec<Vec<String>> = Vec::new();
    let mut members: BTreeMap<Vec<String>, Members> = BTreeMap::new();
    for (at, cells) in sheet.rows().enumerate() {
        let number = at + 1;
        let mut row = Row::new(number);
        let mut key = vec![String::new(); group.len()];
        let mut carried = Vec::new();
        for (of, text) in uses.iter().zip(cells) {
            match of {
                Use::Group(at) => {
                    if let Some(part) = key.get_mut(*at) {
                        text.clone_into(part);
                    }
                }
                Use::Subgroup => {
                    text.clone_into(&mut row.subgroup);
                    carried.push(text.to_owned());
                }
                Use::Period => {
                    text.clone_into(&mut row.period);
                    carried.push(text.to_owned());
                }
                Use::Number(column) => row.put(*column, measure::Cell::of(text)),
                Use::Carried => carried.push(text.to_owned()),
            }
        }
        if !members.contains_key(&key) {
            order.push(key.clone());
        }
        let group = members.entry(key).or_default();
        group.rows.push(row);
        group.carried.insert(number, carried);
    }
    let is_carried = |of: &Use| matches!(of, Use::Subgroup | Use::Period | Use::Carried);
    let headings = sheet.headings.iter().zip(&uses);
    let carried = headings.filter(|(_, of)| is_carried(of)).map(|(it, _)| it.clone()).collect();
    let groups = order
        .into_iter()
        .filter_map(|key| {
            let Members { rows, carried } = members.remove(&key)?;
            Some(Group { key, table: Table::new(columns.clone(), rows), carried })
        })
        .collect();
    Ok(Divided { carried, groups })
}

fn answers(groups: &[Group], question: &Question) -> Vec<Answer> {
    let mut answers = Vec::new();
    for Group { key, table, carried } in groups {
        for measure in &question.measures {
            for Found { row, outcome } in measure.ask(table, &question.options) {
                let carried = row.and_then(|row| carried.get(&row)).cloned().unwrap_or_default();
                answers.push(Answer { group: key.clone(), measure, row, carried, outcome });
            }
        }
    }
    answers
}
