//! The table of crates in ARCHITECTURE.md: who may use whom.

use super::tree::Text;

/// Where the table is.
pub(super) const PATH: &str = "ARCHITECTURE.md";

/// One row of the table.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) line: usize,
    pub(super) name: String,
    /// Which of our crates it may use.
    pub(super) ours: Vec<String>,
    /// What it alone may use of others' crates; `arrow*` is every name that begins so.
    pub(super) fenced: Vec<String>,
}

impl Row {
    /// Is this crate of others among those that the row keeps to itself?
    pub(super) fn fences(&self, name: &str) -> bool {
        self.fenced.iter().any(|fence| match fence.strip_suffix('*') {
            Some(start) => name.starts_with(start),
            None => name == fence,
        })
    }
}

/// The rows of the first table with a column `crate`, one that begins `may use` and one that
/// begins `alone may use`; none if there is no such table.
pub(super) fn read(text: &Text) -> Vec<Row> {
    let mut columns = None;
    let mut rows = Vec::new();
    for (line, words) in text.lines() {
        let cells = cells(words);
        match columns {
            None => columns = header(&cells),
            Some(_) if cells.is_empty() => break,
            Some((name, ours, fenced)) => {
                let cell = |at: usize| cells.get(at).map_or_else(Vec::new, |cell| names(cell));
                if let Some(name) = cell(name).into_iter().next() {
                    rows.push(Row { line, name, ours: cell(ours), fenced: cell(fenced) });
                }
            }
        }
    }
    rows
}

fn header(cells: &[&str]) -> Option<(usize, usize, usize)> {
    let at = |start: &str| cells.iter().position(|cell| cell.to_lowercase().starts_with(start));
    Some((at("crate")?, at("may use")?, at("alone may use")?))
}

fn cells(line: &str) -> Vec<&str> {
    let Some(inside) = line.trim().strip_prefix('|') else { return Vec::new() };
    inside.strip_suffix('|').unwrap_or(inside).split('|').map(str::trim).collect()
}

/// The names in a cell: words between commas or spaces, with or without back-ticks. A dash is none.
fn names(cell: &str) -> Vec<String> {
    cell.split([',', ' '])
        .map(|name| name.trim_matches('`'))
        .filter(|name| name.starts_with(|first: char| first.is_ascii_alphanumeric()))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_from_a_table_among_prose() {
        let words = "# Map\n\n| crate | one line | may use (ours) | alone may use (theirs) |\n|---|---|---|---|\n\
                     | `measure` | sums | – | `statrs` |\n| `store` | keep | measure, `paper` | `sea-orm*` |\n\nMore.\n";
        let rows = read(&Text { path: PATH.into(), words: words.into() });
        let [measure, store] = rows.as_slice() else { panic!("{rows:?}") };
        assert_eq!((measure.name.as_str(), measure.line), ("measure", 5));
        assert!(
            measure.ours.is_empty() && measure.fences("statrs") && !measure.fences("statrs-more")
        );
        assert_eq!(store.ours, ["measure", "paper"]);
        assert!(store.fences("sea-orm-migration") && !store.fences("sqlx"));
    }
}
