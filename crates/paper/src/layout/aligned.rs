//! Tables that are drawn with nothing but white: words that stand under each other.

use std::collections::BTreeMap;

use super::flow;
use super::geometry::Area;
use super::grid::{Found, FoundCell};
use super::rule::{Rule, Way};
use super::word::{Line, Word, lines};

/// The white that parts two columns, in sizes of the font.
const RIVER: f64 = 1.3;
/// Lines further apart than this, in sizes, are not of one table.
const FARTHEST: f64 = 4.0;
/// How many lines of one cell may follow each other without any in another.
const MOST_ALONE: usize = 8;
/// How many lines from the first on may each be tried as the first of a table.
const MOST_TRIES: usize = 40;
/// How many lines all those tries may look at.
const MOST_TRIED: usize = 200_000;
/// The most cells that a table may have.
const MOST_CELLS: usize = 1_000_000;
/// How far words of one column may begin or end apart.
const STRAY: f64 = 2.5;

/// The tables in these words, and the lines that stand in none.
pub(crate) fn tables(words: &[Word], rules: &[Rule]) -> (Vec<Found>, Vec<Line>) {
    let lines: Vec<Cut> = lines(words).into_iter().map(Cut::of).collect();
    let (mut found, mut outside) = (Vec::new(), Vec::new());
    let mut rest = lines.as_slice();
    let mut tries = 0;
    while !rest.is_empty() {
        let region = region(rest);
        let found_here = table(region, rules);
        let used = found_here.as_ref().map(|(_, used)| *used);
        // What is no table from here may be one a little further on, but not for ever.
        tries = if used.is_none() && region.len() > 1 { tries + 1 } else { 0 };
        let weary = tries > MOST_TRIES || tries * region.len() > MOST_TRIED;
        let passed = if weary { region.len().max(1) } else { 1 };
        if used.is_none() {
            outside.extend(rest.iter().take(passed).map(|cut| cut.line.clone()));
        }
        found.extend(found_here.map(|(table, _)| table));
        rest = rest.get(used.unwrap_or(passed)..).unwrap_or_default();
    }
    (found, outside)
}

/// A line, and the pieces that wide white cuts it into.
struct Cut {
    line: Line,
    pieces: Vec<Line>,
}

impl Cut {
    fn of(line: Line) -> Self {
        let mut pieces: Vec<Line> = Vec::new();
        // Where the last piece ends, kept so that a long one is not gone over for each word.
        let mut right = 0.0_f64;
        for word in &line.words {
            match pieces.last_mut() {
                Some(piece) if word.left - right <= word.size * RIVER => {
                    right = right.max(word.right);
                    piece.words.push(word.clone());
                }
                _ => {
                    right = word.right.max(0.0);
                    pieces.push(Line { words: vec![word.clone()] });
                }
            }
        }
        Self { line, pieces }
    }

    /// The line with its pieces parted where a full cell left no white before the next one.
    fn parted(&self, columns: &[Column]) -> Self {
        let mut pieces = Vec::new();
        for piece in &self.pieces {
            let (first, count) = spanned(piece, columns);
            let begins = |word: &Word| {
                let near = word.size * 0.6;
                let at = columns.partition_point(|column| column.left <= word.left - near);
                let at = at.max(first + 1);
                let column = columns.get(at).filter(|_| at < first + count);
                column.is_some_and(|column| (column.left - word.left).abs() < near)
            };
            let mut open: Vec<Word> = Vec::new();
            for word in &piece.words {
                if self.is_cut() && !open.is_empty() && begins(word) {
                    pieces.push(Line { words: std::mem::take(&mut open) });
                }
                open.push(word.clone());
            }
            pieces.push(Line { words: open });
        }
        Self { line: self.line.clone(), pieces }
    }

    fn is_cut(&self) -> bool {
        self.pieces.len() >= 2
    }
}

/// The lines from the first on that could be one table.
fn region(lines: &[Cut]) -> &[Cut] {
    if !lines.first().is_some_and(Cut::is_cut) {
        return &[];
    }
    let (mut end, mut alone) = (1, 0);
    for (at, pair) in lines.windows(2).enumerate() {
        let [before, line] = pair else { break };
        let far = line.line.base() - before.line.base() > line.line.size() * FARTHEST;
        alone = if line.is_cut() { 0 } else { alone + 1 };
        if far || alone > MOST_ALONE {
            break;
        }
        end = at + 2;
    }
    lines.get(..end).unwrap_or_default()
}

/// The table in a region, and how many of its lines it takes.
fn table(region: &[Cut], rules: &[Rule]) -> Option<(Found, usize)> {
    let columns = columns(region)?;
    if columns.len().saturating_mul(region.len()) > MOST_CELLS {
        return None;
    }
    let (first, last) = (columns.first()?, columns.last()?);
    let used = used(region, first);
    let region = region.get(..used)?;
    if region.iter().filter(|line| line.is_cut()).count() < 3 || !is_aligned(region, &columns) {
        return None;
    }
    let region: Vec<Cut> = region.iter().map(|line| line.parted(&columns)).collect();
    let region = region.as_slice();
    let rights: Vec<f64> = columns.iter().map(|column| column.right).collect();
    let starts = starts(region, &columns, rules);
    let mut rows: Vec<Vec<FoundCell>> = Vec::new();
    for (line, starts) in region.iter().zip(starts) {
        let spans = line.pieces.iter().any(|piece| spanned(piece, &columns).1 > 1);
        if starts || spans || rows.last().is_none_or(|row| row.len() != columns.len()) {
            rows.push(if spans { Vec::new() } else { blank_row(&columns) });
        }
        let Some(row) = rows.last_mut() else { continue };
        for piece in &line.pieces {
            let (column, count) = spanned(piece, &columns);
            if spans {
                span(row, piece, column, count, &rights);
            } else if let Some(cell) = row.get_mut(column) {
                cell.words.extend(piece.words.iter().cloned());
            }
        }
    }
    let (top, bottom) = (region.first()?, region.last()?);
    let area = Area {
        left: first.left,
        right: last.right,
        top: top.line.base() - top.line.size(),
        bottom: bottom.line.base(),
    };
    let mut edges: Vec<f64> = columns.iter().map(|column| column.left).collect();
    edges.push(last.right);
    Some((Found { area, edges, stray: 12.0, rows }, used))
}

/// Puts a piece that may cover several columns into a row; where it overlaps the one before it
/// joins that.
fn span(row: &mut Vec<FoundCell>, piece: &Line, column: usize, columns: usize, rights: &[f64]) {
    let end = column + columns;
    let right = rights.get(end - 1).copied().unwrap_or(piece.right());
    let words = piece.words.iter().cloned();
    match row.last_mut() {
        Some(before) if before.column + before.columns > column => {
            before.columns = before.columns.max(end - before.column);
            before.right = before.right.max(right);
            before.words.extend(words);
        }
        _ => {
            let (left, words) = (piece.left(), words.collect());
            row.push(FoundCell { column, columns, rows: 1, left, right, words, fill: None });
        }
    }
}

fn blank_row(columns: &[Column]) -> Vec<FoundCell> {
    let cell = |(column, &Column { left, right }): (usize, &Column)| FoundCell {
        column,
        columns: 1,
        rows: 1,
        left,
        right,
        words: Vec::new(),
        fill: None,
    };
    columns.iter().enumerate().map(cell).collect()
}

/// From where to where the words of a column stand.
#[derive(Clone, Copy, Debug)]
struct Column {
    left: f64,
    right: f64,
}

/// The columns that the cut lines of a region agree on.
fn columns(region: &[Cut]) -> Option<Vec<Column>> {
    let cut = |least: usize| region.iter().filter(move |line| line.pieces.len() >= least);
    let all = merged(cut(2));
    // The most pieces that two lines and more are cut into.
    let most = (2..=64).take_while(|&least| cut(least).count() >= 2).last()?;
    let strict = merged(cut(most));
    let made = if all.len() >= most { all } else { strict };
    (made.len() >= 2).then_some(made)
}

fn merged<'a>(lines: impl Iterator<Item = &'a Cut>) -> Vec<Column> {
    let mut spans: Vec<Column> = lines
        .flat_map(|line| &line.pieces)
        .map(|piece| Column { left: piece.left(), right: piece.right() })
        .collect();
    spans.sort_by(|a, b| a.left.total_cmp(&b.left));
    let mut made: Vec<Column> = Vec::new();
    for span in spans {
        match made.last_mut() {
            Some(open) if span.left <= open.right => open.right = open.right.max(span.right),
            _ => made.push(span),
        }
    }
    made
}

/// How many lines the table takes: up to the last cut one, and what goes on in a cell of it.
fn used(region: &[Cut], first: &Column) -> usize {
    let last = region.iter().rposition(Cut::is_cut).map_or(0, |last| last + 1);
    let tail = region.iter().skip(last.saturating_sub(1)).zip(region.iter().skip(last));
    let goes_on = |(before, line): &(&Cut, &Cut)| {
        let near = line.line.base() - before.line.base() <= line.line.size() * 1.5;
        let later = line.line.left() > first.right;
        near && (later
            || (line.line.right() <= first.right && line.line.left() >= first.left - STRAY))
    };
    last + tail.take_while(goes_on).count()
}

/// Whether the words stand under each other: most pieces of a column begin or end alike.
fn is_aligned(region: &[Cut], columns: &[Column]) -> bool {
    let mut alike = vec![[0_usize; 3]; columns.len()];
    for piece in region.iter().filter(|line| line.is_cut()).flat_map(|line| &line.pieces) {
        let (number, count) = spanned(piece, columns);
        let (Some(column), Some([all, begin, end])) = (columns.get(number), alike.get_mut(number))
        else {
            continue;
        };
        if count == 1 {
            *all += 1;
            *begin += usize::from((piece.left() - column.left).abs() <= STRAY);
            *end += usize::from((piece.right() - column.right).abs() <= STRAY);
        }
    }
    let all: usize = alike.iter().map(|[all, ..]| all).sum();
    let most: usize = alike.iter().map(|[_, begin, end]| begin.max(end)).sum();
    all > 0 && most * 10 >= all * 7
}

/// The first column a piece stands in, and how many it covers.
fn spanned(piece: &Line, columns: &[Column]) -> (usize, usize) {
    let first = columns.partition_point(|column| column.right <= piece.left());
    let end = columns.partition_point(|column| column.left < piece.right());
    if first < end {
        return (first, end - first);
    }
    // It stands in the white before the next column, to which it is near, or not.
    let nearest = columns.partition_point(|column| column.left <= piece.left() + STRAY);
    (nearest.max(1) - 1, 1)
}

/// For each line, whether a row begins with it.
fn starts(region: &[Cut], columns: &[Column], rules: &[Rule]) -> Vec<bool> {
    let ruled: Vec<bool> = region.windows(2).map(|pair| is_ruled(pair, columns, rules)).collect();
    if ruled.iter().filter(|ruled| **ruled).count() >= 3 {
        return std::iter::once(true).chain(ruled).collect();
    }
    let gap = |pair: &[Cut]| match pair {
        [before, line] => line.line.base() - before.line.base(),
        _ => 0.0,
    };
    let gaps: Vec<f64> = region.windows(2).map(gap).collect();
    let least = gaps.iter().copied().fold(f64::INFINITY, f64::min);
    let roomy = gaps.iter().filter(|gap| **gap > least * 1.2).count();
    // Where rows stand further apart than the lines inside them, that says it all.
    let two_gaps = roomy >= 2 && gaps.len() - roomy >= 1;
    let mut starts = vec![true];
    for ((pair, gap), ruled) in region.windows(2).zip(gaps).zip(ruled) {
        let [before, line] = pair else { continue };
        let anew = if two_gaps { gap > least * 1.2 } else { !is_rest(before, line, columns) };
        starts.push(anew || ruled);
    }
    starts
}

/// Whether a rule lies between two lines and goes along most of the table.
fn is_ruled(pair: &[Cut], columns: &[Column], rules: &[Rule]) -> bool {
    let ([before, line], Some(first), Some(last)) = (pair, columns.first(), columns.last()) else {
        return false;
    };
    let between = |rule: &&Rule| {
        rule.way == Way::Along
            && rule.at > before.line.base()
            && rule.at < line.line.base() - line.line.size() * 0.3
            && (rule.to.min(last.right) - rule.from.max(first.left)) * 2.0 > last.right - first.left
    };
    rules.iter().take(1_000).any(|rule| between(&rule))
}

/// Whether a line only goes on with the cells of the line before.
fn is_rest(before: &Cut, line: &Cut, columns: &[Column]) -> bool {
    let mut held: BTreeMap<usize, &Line> = BTreeMap::new();
    for above in &before.pieces {
        held.entry(spanned(above, columns).0).or_insert(above);
    }
    line.pieces.iter().all(|piece| {
        let (number, _) = spanned(piece, columns);
        let above = held.get(&number);
        let small = piece.text().starts_with(|c: char| c.is_lowercase() || "(&".contains(c));
        let right = columns.get(number).map_or(0.0, |column| column.right);
        (small || number > 0) && above.is_some_and(|above| flow::goes_on(above, piece, right))
    })
}
