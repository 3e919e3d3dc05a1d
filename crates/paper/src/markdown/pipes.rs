//! Pipe tables: which lines are rows, and where a row is cut.

/// Whether a line is a rule such as `|---|:--:|` or `+---+---+`, which has at least one crossing.
pub(crate) fn is_rule(line: &str) -> bool {
    let line = line.trim();
    let drawn = line.contains('-') || line.contains("+=");
    line.contains(['|', '+']) && drawn && line.chars().all(|c| "|+-=: \t".contains(c))
}

/// Whether a line could be a row: it has a pipe that is not escaped.
pub(crate) fn is_row(line: &str) -> bool {
    pipes(line).next().is_some()
}

/// Whether a line is a row between pipes, which needs no rule to be known.
pub(crate) fn is_fenced_row(line: &str) -> bool {
    line.trim_start().starts_with('|') && pipes(line).nth(1).is_some()
}

/// Where the table that begins at `start` ends: the line after its last, or `start` if
/// none begins there.
pub(crate) fn table_end(lines: &[&str], start: usize) -> usize {
    let ruled = lines.get(start + 1).is_some_and(|line| is_rule(line));
    let fenced = lines.get(start).is_some_and(|line| is_fenced_row(line) || is_rule(line))
        && lines.get(start + 1).is_some_and(|line| is_fenced_row(line) || is_rule(line));
    let is_part = |line: &str| {
        if ruled {
            is_row(line) || is_rule(line)
        } else {
            is_fenced_row(line) || fenced && is_rule(line)
        }
    };
    let length = lines.iter().skip(start).take_while(|line| is_part(line)).count();
    start + length
}

/// The cells of a row, trimmed, with `\|` read as a pipe.
pub(crate) fn cells(line: &str) -> Vec<String> {
    let line = line.trim();
    let mut cells = Vec::new();
    let mut from = 0;
    for at in pipes(line).chain([line.len()]) {
        cells.push(line.get(from..at).unwrap_or_default().trim().replace("\\|", "|"));
        from = at + 1;
    }
    if line.starts_with('|') {
        cells.remove(0);
    }
    if cells.len() > 1 && cells.last().is_some_and(String::is_empty) && line.ends_with('|') {
        cells.pop();
    }
    cells
}

/// Where the pipes stand that are not escaped.
fn pipes(line: &str) -> impl Iterator<Item = usize> {
    let mut escaped = false;
    line.char_indices().filter_map(move |(at, c)| {
        let cuts = c == '|' && !escaped;
        escaped = c == '\\' && !escaped;
        cuts.then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_cut_at_its_pipes_and_only_there() {
        assert_eq!(cells("| a | b |"), ["a", "b"]);
        assert_eq!(cells("| | | |"), ["", "", ""]);
        assert_eq!(cells("a | b"), ["a", "b"]);
        assert_eq!(cells(r"| yes \| no | b"), ["yes | no", "b"]);
        assert_eq!(cells("|"), [""]);
    }

    #[test]
    fn a_rule_is_not_a_row_of_blanks() {
        assert!(is_rule("|--|:--:|"));
        assert!(is_rule("--|--"));
        assert!(!is_rule("| | |"));
        assert!(!is_rule("-----"));
    }
}
