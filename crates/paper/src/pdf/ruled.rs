//! Tables that are drawn with rules: where the rules meet, and which cells they part.

use super::paint::{Fill, Page};
use crate::layout::{Area, Found, FoundCell, Line, Rule, Way, Word, lines};

/// How far apart two strokes may lie and be one rule, or two ends and meet.
const NEAR: f64 = 3.0;
/// The most rules on a page that can be tables; more is a picture.
const MOST_RULES: usize = 1_500;
/// The most squares a table may have.
const MOST_SQUARES: usize = 10_000;
/// The longest that a number of a row may be, and the fewest rows that they count.
const LONGEST_COUNT: usize = 8;
const FEWEST_COUNTS: usize = 3;
/// The most fills on a page that may colour cells.
const MOST_FILLS: usize = 500;

/// The ruled tables of a page, and the words that stand in none of them.
pub(crate) fn tables(page: &Page) -> (Vec<Found>, Vec<Word>) {
    let mut grids: Vec<Grid> =
        groups(&merged(&page.rules)).iter().filter_map(|group| Grid::of(group)).collect();
    // Of two that lie over each other, the larger is the table.
    grids.sort_by(|a, b| {
        (b.area.width() * b.area.height()).total_cmp(&(a.area.width() * a.area.height()))
    });
    let mut apart: Vec<Grid> = Vec::new();
    for grid in grids {
        let middle = (
            f64::midpoint(grid.area.left, grid.area.right),
            f64::midpoint(grid.area.top, grid.area.bottom),
        );
        if !apart.iter().any(|held| held.area.holds(middle.0, middle.1)) {
            apart.push(grid);
        }
    }
    let mut inside: Vec<Vec<Word>> = vec![Vec::new(); apart.len()];
    let mut outside = Vec::new();
    for word in &page.words {
        let home = apart.iter().position(|grid| grid.area.holds(word.middle(), word.height()));
        match home.and_then(|home| inside.get_mut(home)) {
            Some(words) => words.push(word.clone()),
            None => outside.push(word.clone()),
        }
    }
    let mut found = Vec::new();
    for (grid, words) in apart.iter().zip(inside) {
        if words.is_empty() {
            continue;
        }
        found.push(grid.table(&words, &page.fills));
    }
    (found, outside)
}

/// Strokes that lie on one line and touch, each run as one.
fn merged(rules: &[Rule]) -> Vec<Rule> {
    let mut made: Vec<Rule> = Vec::new();
    for way in [Way::Along, Way::Down] {
        let mut same: Vec<Rule> = rules.iter().filter(|rule| rule.way == way).copied().collect();
        same.sort_by(|a, b| a.at.total_cmp(&b.at));
        // Those within reach of the first of a band lie on one line.
        let mut rest = same.as_mut_slice();
        while let Some(first) = rest.first() {
            let at = first.at;
            let end = rest.iter().position(|rule| rule.at - at > NEAR / 2.0).unwrap_or(rest.len());
            let (band, after) = rest.split_at_mut(end);
            band.sort_by(|a, b| a.from.total_cmp(&b.from));
            let mut open: Option<Rule> = None;
            for rule in band.iter() {
                match &mut open {
                    Some(held) if rule.from <= held.to + NEAR => held.to = held.to.max(rule.to),
                    _ => made.extend(open.replace(*rule)),
                }
            }
            made.extend(open);
            rest = after;
        }
    }
    made
}

/// The rules that meet each other, directly or through others.
fn groups(rules: &[Rule]) -> Vec<Vec<Rule>> {
    if rules.len() > MOST_RULES {
        return Vec::new();
    }
    let mut left: Vec<Rule> = rules.to_vec();
    let mut groups = Vec::new();
    while let Some(first) = left.pop() {
        let mut group = Vec::new();
        let mut open = vec![first];
        while let Some(rule) = open.pop() {
            let (met, apart): (Vec<Rule>, Vec<Rule>) =
                left.into_iter().partition(|other| meet(&rule, other));
            open.extend(met);
            left = apart;
            group.push(rule);
        }
        groups.push(group);
    }
    groups
}

fn meet(one: &Rule, other: &Rule) -> bool {
    let on = |rule: &Rule, at: f64| (rule.from - NEAR..=rule.to + NEAR).contains(&at);
    one.way != other.way && on(one, other.at) && on(other, one.at)
}

/// Where the rules of one table lie.
struct Grid {
    area: Area,
    across: Vec<f64>,
    down: Vec<f64>,
    /// Of each edge of a column, the rules that lie on it; and of each edge of a row.
    walls: Vec<Vec<Rule>>,
    floors: Vec<Vec<Rule>>,
}

impl Grid {
    /// The grid of these rules, if they part anything.
    fn of(group: &[Rule]) -> Option<Self> {
        let of_way = |way: Way| group.iter().filter(move |rule| rule.way == way);
        let edges = |way: Way, other: Way| {
            let mut at: Vec<f64> = of_way(way).map(|rule| rule.at).collect();
            // Where no rule closes the side, the ends of the others do.
            at.extend(of_way(other).map(|rule| rule.from).reduce(f64::min));
            at.extend(of_way(other).map(|rule| rule.to).reduce(f64::max));
            clustered(at)
        };
        let (across, down) = (edges(Way::Down, Way::Along), edges(Way::Along, Way::Down));
        let squares = across.len().checked_sub(1)?.checked_mul(down.len().checked_sub(1)?)?;
        if !(2..=MOST_SQUARES).contains(&squares) {
            return None;
        }
        let on = |way: Way, at: &f64| {
            of_way(way).filter(|rule| (rule.at - at).abs() <= NEAR).copied().collect()
        };
        let walls = across.iter().map(|at| on(Way::Down, at)).collect();
        let floors = down.iter().map(|at| on(Way::Along, at)).collect();
        let area = Area {
            left: *across.first()?,
            right: *across.last()?,
            top: *down.first()?,
            bottom: *down.last()?,
        };
        Some(Self { area, across, down, walls, floors })
    }

    /// Whether something parts the square from the one to its right.
    fn has_wall(&self, column: usize, row: usize) -> bool {
        let Some([top, bottom]) = pair(&self.down, row) else { return true };
        let middle = f64::midpoint(top, bottom);
        self.walls.get(column + 1).is_none_or(|rules| crosses(rules, middle))
            || column + 2 >= self.across.len()
    }

    fn has_floor(&self, column: usize, row: usize) -> bool {
        let Some([left, right]) = pair(&self.across, column) else { return true };
        let middle = f64::midpoint(left, right);
        self.floors.get(row + 1).is_none_or(|rules| crosses(rules, middle))
            || row + 2 >= self.down.len()
    }

    /// The table, with each word in the cell it stands in.
    fn table(&self, words: &[Word], fills: &[Fill]) -> Found {
        let (columns, rows) = (self.across.len() - 1, self.down.len() - 1);
        // Of each square, the cell it belongs to.
        let mut owner: Vec<Option<usize>> = vec![None; columns * rows];
        let mut cells: Vec<(usize, usize, FoundCell)> = Vec::new();
        for row in 0..rows {
            for column in 0..columns {
                let free =
                    |column: usize, row: usize| owner.get(row * columns + column) == Some(&None);
                if !free(column, row) {
                    continue;
                }
                let mut wide = 1;
                while column + wide < columns
                    && free(column + wide, row)
                    && !self.has_wall(column + wide - 1, row)
                {
                    wide += 1;
                }
                let mut high = 1;
                while row + high < rows
                    && (column..column + wide)
                        .all(|at| free(at, row + high) && !self.has_floor(at, row + high - 1))
                {
                    high += 1;
                }
                for at in (row..row + high)
                    .flat_map(|row| (column..column + wide).map(move |at| row * columns + at))
                {
                    if let Some(owner) = owner.get_mut(at) {
                        *owner = Some(cells.len());
                    }
                }
                let edge = |at: usize| self.across.get(at).copied().unwrap_or(self.area.right);
                let (left, right) = (edge(column), edge(column + wide));
                let fill = self.fill([left, right], row, row + high, fills);
                let words = Vec::new();
                cells.push((
                    row,
                    high,
                    FoundCell { column, columns: wide, rows: high, left, right, words, fill },
                ));
            }
        }
        for word in words {
            let column =
                self.across.partition_point(|at| *at <= word.middle()).clamp(1, columns) - 1;
            let row = self.down.partition_point(|at| *at <= word.height()).clamp(1, rows) - 1;
            let home = owner.get(row * columns + column).copied().flatten();
            if let Some((_, _, cell)) = home.and_then(|home| cells.get_mut(home)) {
                cell.words.push(word.clone());
            }
        }
        let mut made: Vec<Vec<FoundCell>> = vec![Vec::new(); rows];
        for (row, high, cell) in cells {
            for below in 1..high {
                if let Some(made) = made.get_mut(row + below) {
                    made.push(FoundCell { rows: 0, words: Vec::new(), ..cell.clone() });
                }
            }
            if let Some(made) = made.get_mut(row) {
                made.push(cell);
            }
        }
        for row in &mut made {
            row.sort_by_key(|cell| cell.column);
        }
        let rows = made.into_iter().flat_map(by_first_column).collect();
        Found { area: self.area, edges: self.across.clone(), stray: NEAR + 1.0, rows }
    }

    /// The colour that lies under a cell: the last that was painted under most of it.
    fn fill(
        &self,
        [left, right]: [f64; 2],
        row: usize,
        end: usize,
        fills: &[Fill],
    ) -> Option<String> {
        let (top, bottom) = (*self.down.get(row)?, *self.down.get(end)?);
        let (across, down) = (f64::midpoint(left, right), f64::midpoint(top, bottom));
        let under = |fill: &&Fill| {
            fill.area.holds(across, down)
                && fill.area.width() * 1.5 >= right - left
                && fill.area.height() * 1.5 >= bottom - top
        };
        let fill = fills.iter().rev().take(MOST_FILLS).find(under)?;
        (fill.colour != "FFFFFF").then(|| fill.colour.clone())
    }
}

/// A row of which the first column counts, once for each of the rows that no rule parts; any
/// other row as it is.
fn by_first_column(row: Vec<FoundCell>) -> Vec<Vec<FoundCell>> {
    let counted = |line: &Line| {
        let text = line.text();
        text.len() <= LONGEST_COUNT && text.contains(|c: char| c.is_ascii_digit())
    };
    let plain = row.iter().all(|cell| cell.rows == 1 && cell.columns == 1);
    let starts = row.first().map(|cell| lines(&cell.words)).unwrap_or_default();
    if !plain || row.len() < 2 || starts.len() < FEWEST_COUNTS || !starts.iter().all(counted) {
        return vec![row];
    }
    let begins: Vec<f64> = starts.iter().map(|line| line.base() - line.size() * 0.5).collect();
    let part = |number: usize| {
        let from = begins.get(number).copied().filter(|_| number > 0).unwrap_or(f64::NEG_INFINITY);
        let to = begins.get(number + 1).copied().unwrap_or(f64::INFINITY);
        let inside = |word: &&Word| (from..to).contains(&word.base);
        let cell = |cell: &FoundCell| {
            let words = cell.words.iter().filter(inside).cloned().collect();
            FoundCell { words, ..cell.clone() }
        };
        row.iter().map(cell).collect()
    };
    (0..begins.len()).map(part).collect()
}

fn pair(edges: &[f64], at: usize) -> Option<[f64; 2]> {
    Some([*edges.get(at)?, *edges.get(at + 1)?])
}

fn crosses(rules: &[Rule], at: f64) -> bool {
    rules.iter().any(|rule| (rule.from..=rule.to).contains(&at))
}

/// The places of edges, those that lie together as one.
fn clustered(mut at: Vec<f64>) -> Vec<f64> {
    at.sort_by(f64::total_cmp);
    let mut made: Vec<f64> = Vec::new();
    for at in at {
        if made.last().is_none_or(|last| at - last > NEAR) {
            made.push(at);
        }
    }
    made
}
