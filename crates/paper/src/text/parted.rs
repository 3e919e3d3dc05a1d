//! Lines whose cells are parted by a character: a tab, a pipe or a slash.

use super::{Laid, LaidCell};

/// How many blank lines may stand inside a table, as where a page ended.
const BLANK_LINES_INSIDE: usize = 2;
/// How many rules may follow each other inside a table.
const RULES_INSIDE: usize = 4;

/// The table that begins at this line and is parted by a character.
pub(super) fn table(lines: &[&str], start: usize) -> Option<Laid> {
    let run = run(lines, start);
    if is_tabbed(lines, &run) {
        return Some(laid(lines, &run, &|line| line.split('\t').map(str::to_owned).collect()));
    }
    alike(lines, start, &pipes).or_else(|| alike(lines, start, &slashes))
}

/// The line at `start`, with the lines after it that are cut by tabs as it is.
///
/// The first line says how wide they are; a later one may lack tabs at its end, as when an
/// editor trimmed it. Blank lines may stand between.
pub(super) fn run(lines: &[&str], start: usize) -> Vec<usize> {
    let width = lines.get(start).map_or(0, |line| tabs(line));
    let mut run = vec![start];
    let mut blank = 0;
    for (at, line) in lines.iter().enumerate().skip(start + 1) {
        if (1..=width).contains(&tabs(line)) {
            run.push(at);
            blank = 0;
        } else if width > 0 && line.trim().is_empty() && blank < BLANK_LINES_INSIDE {
            blank += 1;
        } else {
            break;
        }
    }
    run
}

/// Two lines and more are a table if tabs stand between words in one of them, and, where
/// there is only one tab to a line, in half of them.
fn is_tabbed(lines: &[&str], run: &[usize]) -> bool {
    let cut = |at: &&usize| {
        let cells = lines.get(**at).map(|line| line.split('\t'));
        cells.is_some_and(|cells| cells.filter(|cell| !cell.trim().is_empty()).count() >= 2)
    };
    let cut = run.iter().filter(cut).count();
    let wide = run.first().and_then(|at| lines.get(*at)).is_some_and(|line| tabs(line) >= 2);
    run.len() >= 2 && cut >= 1 && (wide || cut * 2 >= run.len())
}

fn tabs(line: &str) -> usize {
    line.matches('\t').count()
}

/// The lines from `start` on that a character parts into as many cells, at least three lines
/// of three cells; a rule between them is not one.
fn alike(lines: &[&str], start: usize, cells: &dyn Fn(&str) -> Vec<String>) -> Option<Laid> {
    let width = cells(lines.get(start)?).len();
    if width < 3 {
        return None;
    }
    let mut run = Vec::new();
    let mut end = start;
    let mut rules = 0;
    for (at, line) in lines.iter().enumerate().skip(start) {
        if is_rule(line) {
            rules += 1;
            if rules > RULES_INSIDE {
                break;
            }
            continue;
        }
        let blank = line.trim().is_empty();
        if !blank && cells(line).len() == width {
            run.push(at);
            end = at + 1;
            rules = 0;
        } else if !blank || at - end >= BLANK_LINES_INSIDE {
            break;
        }
    }
    (run.len() >= 3).then(|| laid(lines, &run, cells))
}

fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 3 && line.chars().all(|c| "-=+|_ ".contains(c))
}

/// Cut at pipes. One at the start fences the line in; without it, one at the end stands
/// before a blank cell.
fn pipes(line: &str) -> Vec<String> {
    let line = line.trim();
    let inside = line.strip_prefix('|').map(|rest| rest.strip_suffix('|').unwrap_or(rest));
    inside.unwrap_or(line).split('|').map(|cell| cell.trim().to_owned()).collect()
}

/// Cut at slashes that stand free, which those of a date or a pair of words do not.
fn slashes(line: &str) -> Vec<String> {
    let spaced = format!(" {} ", line.trim());
    let mut cells: Vec<String> = Vec::new();
    let mut rest = spaced.as_str();
    while let Some((cell, after)) = rest.split_once(" /") {
        // The space after one slash may be the one before the next: the cell between is blank.
        if after.starts_with(' ') {
            cells.push(cell.trim().to_owned());
            rest = after;
        } else {
            return Vec::new();
        }
    }
    cells.push(rest.trim().to_owned());
    cells
}

fn laid(lines: &[&str], run: &[usize], cells: &dyn Fn(&str) -> Vec<String>) -> Laid {
    let row = |&line: &usize| {
        let cells = lines.get(line).map(|line| cells(line)).unwrap_or_default();
        let cell = |(column, words)| LaidCell::new(line, column, words);
        cells.into_iter().enumerate().map(cell).collect()
    };
    Laid {
        end: run.last().map_or(0, |last| last + 1),
        rows: run.iter().map(row).collect(),
        remark: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pipe_at_the_end_alone_stands_before_a_blank_cell() {
        assert_eq!(pipes("1 | Write it |"), ["1", "Write it", ""]);
        assert_eq!(pipes("| 1 | Write it |"), ["1", "Write it"]);
    }

    #[test]
    fn free_slashes_cut_and_others_do_not() {
        assert_eq!(slashes("1 / Write it / 1/6/21 / Done"), ["1", "Write it", "1/6/21", "Done"]);
        assert_eq!(slashes("1 / Write it / / Done"), ["1", "Write it", "", "Done"]);
        assert_eq!(slashes("and/or"), ["and/or"]);
        assert_eq!(slashes("see /etc here"), Vec::<String>::new());
    }
}
