//! Cells on a line each: first the headings, then the cells of one row after another.
//!
//! Nothing parts such a row from the next but a blank line, or the rhythm of its cells: in
//! some column of it all are numbers or dates, again and again.

use super::{Laid, LaidCell};

/// The fewest columns and the most.
const FEWEST: usize = 3;
const MOST: usize = 12;
/// The fewest rows below the headings.
const FEWEST_ROWS: usize = 2;
/// How many rows parted by blank lines may each be tried as the headings of those that follow.
const MOST_TRIES: usize = 8;
/// The longest that a heading may be.
const LONGEST_HEADING: usize = 40;

/// Rows that turned out to be no table: what is none from its first row may be one a little
/// further on, but is not tried for ever.
#[derive(Debug, Default)]
pub(super) struct Tried {
    end: usize,
    times: usize,
}

/// The table whose headings begin at this line.
pub(super) fn table(lines: &[&str], start: usize, tried: &mut Tried) -> Option<Laid> {
    // The headings begin a block of lines.
    let before = start.checked_sub(1).and_then(|before| lines.get(before));
    if before.is_some_and(|before| !before.trim().is_empty()) {
        return None;
    }
    let heads = lines.iter().skip(start).take(MOST).take_while(|line| is_heading(line)).count();
    if heads < FEWEST {
        return None;
    }
    by_blanks(lines, start, tried).or_else(|| by_rhythm(lines, start, heads))
}

/// Rows with a blank line between, all of as many lines.
fn by_blanks(lines: &[&str], start: usize, tried: &mut Tried) -> Option<Laid> {
    if start >= tried.end {
        *tried = Tried::default();
    } else if tried.times > MOST_TRIES {
        return None;
    }
    let block = |from: usize| {
        let lines = lines.iter().skip(from).take(MOST + 1);
        lines.take_while(|line| !line.trim().is_empty() && !line.contains('\t')).count()
    };
    let width = block(start);
    if !(FEWEST..=MOST).contains(&width)
        || !lines.iter().skip(start).take(width).all(|line| is_heading(line))
    {
        return None;
    }
    let mut rows = Vec::new();
    let mut at = start;
    while block(at) == width {
        rows.push(row(lines, at, width));
        at += width + 1;
    }
    let end = (at - 1).min(lines.len());
    *tried = Tried { end, times: tried.times + 1 };
    (rows.len() > FEWEST_ROWS && keeps_time(&rows, 1)).then(|| laid(rows, end))
}

/// Rows without anything between, known by the columns that keep time.
fn by_rhythm(lines: &[&str], start: usize, heads: usize) -> Option<Laid> {
    let is_line = |line: &&&str| !line.trim().is_empty() && !line.contains('\t');
    let length = lines.iter().skip(start).take_while(is_line).count();
    for width in FEWEST..=heads {
        if length % width != 0 || length / width <= FEWEST_ROWS {
            continue;
        }
        let rows: Vec<Vec<LaidCell>> =
            (0..length / width).map(|number| row(lines, start + number * width, width)).collect();
        if keeps_time(&rows, 2) {
            return Some(laid(rows, start + length));
        }
    }
    None
}

fn row(lines: &[&str], start: usize, width: usize) -> Vec<LaidCell> {
    let cell = |column: usize| {
        let words = lines.get(start + column).map(|line| line.trim()).unwrap_or_default();
        LaidCell::new(start + column, column, if words == "-" { "" } else { words })
    };
    (0..width).map(cell).collect()
}

/// Whether in so many columns most of what stands below the heading is a number or a date,
/// and in one of them all of it is.
fn keeps_time(rows: &[Vec<LaidCell>], least: usize) -> bool {
    let width = rows.first().map_or(0, Vec::len);
    let (mut most, mut all) = (0, 0);
    for column in 0..width {
        let below = rows.iter().skip(1).filter_map(|row| row.get(column));
        let filled: Vec<&LaidCell> = below.filter(|cell| !cell.words.is_empty()).collect();
        let counted = filled.iter().filter(|cell| is_counted(&cell.words)).count();
        most += usize::from(counted >= FEWEST_ROWS && counted * 3 >= filled.len() * 2);
        all += usize::from(counted >= FEWEST_ROWS && counted == filled.len());
    }
    most >= least && all >= 1
}

/// Whether words are a number, a reference or a date.
fn is_counted(words: &str) -> bool {
    words.len() <= 20
        && words.split_whitespace().count() <= 3
        && words.chars().any(|c| c.is_ascii_digit())
        && words.starts_with(|c: char| c.is_alphanumeric())
}

/// Whether a line could head a column: short, and neither a sentence nor a number.
fn is_heading(line: &str) -> bool {
    let line = line.trim();
    (1..=LONGEST_HEADING).contains(&line.chars().count())
        && line.starts_with(char::is_uppercase)
        && !line.contains(|c: char| c.is_ascii_digit() || c == '\t')
        && !line.ends_with(['.', ',', ';', ':', '?', '!'])
}

fn laid(rows: Vec<Vec<LaidCell>>, end: usize) -> Laid {
    Laid { end, rows, remark: Some("Lines of a cell each are read as the rows of a table.") }
}
