//! Any table of counts, protected under a policy: cells and the margins that are their sums.

use std::collections::BTreeMap;

use programme::finding::Tally;
use programme::indicator::ValueType;
use serde::{Serialize, Serializer};

use crate::audit;
use crate::policy::{Kind, Policy};
use crate::published::{Cell, Hidden, Total};
use crate::release::{cell, shown};
use crate::released::Released;

/// The margin of all cells, where no other is declared.
pub const TOTAL: &str = "total";

/// What a hidden number is shown as.
pub const HIDDEN: &str = "*";

/// A table of exact counts about people none of whom is in two cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// What the table is of, by column: empty where there is only one table.
    pub group: BTreeMap<String, String>,
    /// Its cells.
    pub cells: Vec<Given>,
    /// Its margins; where none is declared, the total of all cells.
    pub margins: Vec<Margin>,
}

/// The exact counts of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// Its name.
    pub cell: String,
    /// How many; above the line, if there is a denominator.
    pub numerator: u64,
    /// Out of how many: of every cell of a table, or of none.
    pub denominator: Option<u64>,
}

/// A sum of cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Margin {
    /// Its name.
    pub name: String,
    /// The names of its cells.
    pub cells: Vec<String>,
}

/// Counts that are not a table.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotATable {
    /// More are above the line than below it.
    #[error("cell “{cell}” counts more above the line than below it")]
    MoreThanAll {
        /// The cell.
        cell: String,
    },
    /// Some cells have a denominator and some have none.
    #[error("cell “{cell}” has no denominator, where others have one")]
    NoDenominator {
        /// The cell.
        cell: String,
    },
    /// A margin is of a cell that there is not.
    #[error("margin “{margin}” is of a cell “{cell}”, which is not in the table")]
    NoSuchCell {
        /// The margin.
        margin: String,
        /// The cell.
        cell: String,
    },
}

/// A number as it is shown: `*` where it is hidden, as files and the command line write it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shown<T> {
    /// As it is shown.
    As(T),
    /// Hidden, for whatever reason.
    Hidden,
}

impl<T: Serialize> Serialize for Shown<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::As(number) => number.serialize(serializer),
            Self::Hidden => serializer.serialize_str(HIDDEN),
        }
    }
}

/// One cell or one margin of a protected table. As JSON: `group`, `cell` or `margin`, `numerator`,
/// and with a denominator `denominator` and `value`; the value is null where nobody is in it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Line {
    /// What the table is of, by column.
    pub group: BTreeMap<String, String>,
    /// Whether it is a cell or a margin, with its name.
    #[serde(flatten)]
    pub what: What,
    /// How many.
    pub numerator: Shown<u64>,
    /// Out of how many, if there were denominators.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub denominator: Option<Shown<u64>>,
    /// The one over the other, worked out from what is shown; none within where nobody is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Shown<Option<f64>>>,
}

/// A cell or a margin, by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// A cell.
    Cell(String),
    /// A margin.
    Margin(String),
}

/// A protected table.
#[derive(Clone, Debug, PartialEq)]
pub struct Protected {
    /// Its cells in order, then its margins.
    pub lines: Vec<Line>,
    /// Sentences to print beside it: a watermark first, what an audit changed, the policy's limit.
    pub notes: Vec<String>,
}

/// Protects a table under a policy: one line per cell, then one per margin.
///
/// Each cell is masked as [`crate::release()`] masks a group. Margins are the sums of what is shown
/// of their cells; the true sum masked by itself where the policy has true totals; and under an
/// audit the true total of all, if it is the only margin and safe. An audit of any table cannot put
/// cells together, since it does not know their order. Tables are judged each by itself.
///
/// ```
/// # use disclosure::{Policy, table::{Counts, Given, protect_table}};
/// # let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/disclosure/local.toml"));
/// let local = Policy::from_toml(text)?;
/// let given = |cell: &str, numerator| Given { cell: cell.to_owned(), numerator, denominator: None };
/// let counts = Counts { cells: vec![given("a", 3), given("b", 12)], ..Counts::default() };
/// let json = serde_json::to_string(&protect_table(&counts, &local)?.get().lines)?;
/// assert_eq!(
///     json,
///     r#"[{"group":{},"cell":"a","numerator":"*"},{"group":{},"cell":"b","numerator":10},{"group":{},"margin":"total","numerator":10}]"#
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// If it is not a table: more above the line than below it, a denominator for some cells and not
/// for others, or a margin of a cell that there is not.
pub fn protect_table(counts: &Counts, policy: &Policy) -> Result<Released<Protected>, NotATable> {
    check(counts)?;
    let cells: Vec<Cell> = counts.cells.iter().map(|given| cell(&tally([given]), policy)).collect();
    let of_all = [Margin {
        name: TOTAL.to_owned(),
        cells: counts.cells.iter().map(|given| given.cell.clone()).collect(),
    }];
    let margins = if counts.margins.is_empty() { of_all.as_slice() } else { &counts.margins };
    let is_true = match policy.kind {
        Kind::TrueTotals | Kind::Unprotected => true,
        Kind::MaskedAlone => false,
        Kind::Audited => {
            let is_one = matches!(margins, [margin] if has_all(margin, counts));
            audit::hides_nothing(&cells) || (is_one && audit::is_safe(&cells, policy))
        }
    };
    let mut lines: Vec<Line> = counts
        .cells
        .iter()
        .zip(&cells)
        .map(|(given, shown)| line(counts, What::Cell(given.cell.clone()), shown))
        .collect();
    for margin in margins {
        let all = counts.cells.iter().zip(&cells);
        let (given, masked): (Vec<_>, Vec<_>) =
            all.filter(|(given, _)| margin.cells.contains(&given.cell)).unzip();
        let shown = if is_true { cell(&tally(given), policy) } else { sum_of_shown(masked) };
        lines.push(line(counts, What::Margin(margin.name.clone()), &shown));
    }
    let fallen_back = policy.kind == Kind::Audited && !is_true;
    let notes = policy.watermark.iter().cloned();
    let notes = notes.chain(fallen_back.then(|| audit::FALLEN_BACK.to_owned()));
    let notes = notes.chain([policy.limit.clone()]).collect();
    Ok(Released::new(Protected { lines, notes }))
}

fn check(counts: &Counts) -> Result<(), NotATable> {
    let is_of_rates = counts.has_denominators();
    for Given { cell, numerator, denominator } in &counts.cells {
        let cell = || cell.clone();
        match denominator {
            Some(denominator) if numerator > denominator => {
                return Err(NotATable::MoreThanAll { cell: cell() });
            }
            None if is_of_rates => return Err(NotATable::NoDenominator { cell: cell() }),
            Some(_) | None => {}
        }
    }
    let is_there = |cell: &String| counts.cells.iter().any(|given| given.cell == *cell);
    for margin in &counts.margins {
        if let Some(cell) = margin.cells.iter().find(|cell| !is_there(cell)) {
            let (margin, cell) = (margin.name.clone(), cell.clone());
            return Err(NotATable::NoSuchCell { margin, cell });
        }
    }
    Ok(())
}

impl Counts {
    fn has_denominators(&self) -> bool {
        self.cells.iter().any(|given| given.denominator.is_some())
    }
}

/// Counts without a denominator are masked as denominators above which nobody stands.
fn tally<'a>(given: impl IntoIterator<Item = &'a Given>) -> Tally {
    let mut tally = Tally { group: String::new(), numerator: 0, denominator: 0 };
    for one in given {
        match one.denominator {
            Some(denominator) => {
                tally.numerator += one.numerator;
                tally.denominator += denominator;
            }
            None => tally.denominator += one.numerator,
        }
    }
    tally
}

fn has_all(margin: &Margin, counts: &Counts) -> bool {
    counts.cells.iter().all(|given| margin.cells.contains(&given.cell))
}

/// The sum of the cells of which nothing is hidden, if there is one.
fn sum_of_shown<'a>(cells: impl IntoIterator<Item = &'a Cell>) -> Cell {
    let mut sum = None;
    for cell in cells {
        if let Total { numerator: Some(above), denominator: Some(whole) } = cell.counts() {
            let (n, d) = sum.unwrap_or((0, 0));
            sum = Some((n + above, d + whole));
        }
    }
    let (numerator, denominator) = sum.unzip();
    sum.and_then(|(above, whole)| shown(ValueType::Proportion, above, whole)).unwrap_or_else(|| {
        let why = if denominator == Some(0) { Hidden::Nobody } else { Hidden::ToProtectPeople };
        Cell::Hidden { numerator, denominator, why }
    })
}

fn line(of: &Counts, what: What, cell: &Cell) -> Line {
    let number = |count: Option<u64>| count.map_or(Shown::Hidden, Shown::As);
    let Total { numerator, denominator } = cell.counts();
    let group = of.group.clone();
    if !of.has_denominators() {
        let numerator = number(denominator);
        return Line { group, what, numerator, denominator: None, value: None };
    }
    let value = match cell {
        Cell::Shown { ninety5, .. } | Cell::Published { ninety5, .. } => {
            Shown::As(Some(ninety5.value))
        }
        Cell::Hidden { why: Hidden::Nobody | Hidden::NoResidents, .. } => Shown::As(None),
        Cell::Hidden { why: Hidden::ToProtectPeople, .. } => Shown::Hidden,
    };
    let (numerator, denominator) = (number(numerator), Some(number(denominator)));
    Line { group, what, numerator, denominator, value: Some(value) }
}
