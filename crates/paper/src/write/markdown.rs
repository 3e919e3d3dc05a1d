//! Markdown: a heading, a line for each paragraph, and a pipe table.
//!
//! Marks that would be taken for Markdown or HTML are written by name, as `&#42;`, wherever they
//! would change what is read or fetch something when it is shown. A section is a row with bold
//! words in its first cell.

use super::page::padded;
use super::{Column, Page, Row, Unwritable};

#[expect(clippy::unnecessary_wraps, reason = "every format is written by a function of one shape")]
pub(super) fn write(page: &Page) -> Result<Vec<u8>, Unwritable> {
    let mut blocks = Vec::new();
    if !page.title.is_empty() {
        blocks.push(format!("# {}\n", without_marks_at_ends(&line(&page.title))));
    }
    let lines = page.paragraphs.iter().flat_map(|words| words.split('\n')).map(str::trim);
    for words in lines.filter(|words| !words.is_empty()) {
        blocks.push(format!("{}\n", without_rule(&without_marks_at_ends(&line(words)))));
    }
    if !page.columns.is_empty() {
        blocks.push(table(page));
    }
    Ok(blocks.join("\n").into_bytes())
}

fn table(page: &Page) -> String {
    let blanks = |columns: &[Column]| columns.iter().map(|_| String::new()).collect();
    let line = |line: &Row| {
        let cells: Vec<String> = match line {
            Row::Section(words) if words.is_empty() => blanks(&page.columns),
            Row::Section(words) => {
                let mut cells: Vec<String> = blanks(page.columns.get(1..).unwrap_or_default());
                cells.insert(0, format!("**{}**", cell(words)));
                cells
            }
            Row::Cells(cells) => {
                padded(cells, &page.columns).into_iter().map(|held| cell(&held.words)).collect()
            }
        };
        row(&cells)
    };
    let headings: Vec<String> = page.columns.iter().map(|column| cell(&column.heading)).collect();
    let rule = format!("|{}\n", " --- |".repeat(page.columns.len()));
    [row(&headings), rule].into_iter().chain(page.rows.iter().map(line)).collect()
}

fn row(cells: &[String]) -> String {
    without_rule(&format!("| {} |", cells.join(" | "))) + "\n"
}

/// Words within a cell: a pipe is escaped, and a backslash before one is named, because two
/// backslashes would leave the pipe bare.
fn cell(words: &str) -> String {
    named(words).replace("\\|", "&#92;|").replace('|', "\\|")
}

/// Words on a line of their own, which must not look like a row.
fn line(words: &str) -> String {
    named(words).replace('|', "&#124;")
}

/// The words on one line, with the names of marks that would be obeyed.
fn named(words: &str) -> String {
    let mut named = String::new();
    let mut rest = words;
    while let Some(c) = rest.chars().next() {
        let after = rest.get(c.len_utf8()..).unwrap_or_default();
        match c {
            '\n' => named.push_str("<br>"),
            '<' if after.starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c)) => {
                named.push_str("&lt;");
            }
            '&' if is_name(after) => named.push_str("&amp;"),
            '*' if after.starts_with('*') || named.ends_with("&#42;") => named.push_str("&#42;"),
            // A link or a picture, which would be fetched.
            '(' if named.ends_with(']') => named.push_str("&#40;"),
            c => named.push(c),
        }
        rest = after;
    }
    named
}

/// Whether what follows an ampersand makes it the name of a character.
fn is_name(after: &str) -> bool {
    let name = after.split_once(';').map(|(name, _)| name.strip_prefix('#').unwrap_or(name));
    name.is_some_and(|name| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric()))
}

/// Names the `#` that a line begins or ends with, which would make or end a heading.
fn without_marks_at_ends(line: &str) -> String {
    let line = match line.strip_prefix('#') {
        Some(rest) => format!("&#35;{rest}"),
        None => line.to_owned(),
    };
    match line.strip_suffix('#') {
        Some(rest) => format!("{rest}&#35;"),
        None => line,
    }
}

/// Names what a line is drawn with, if the line would be taken for a rule.
fn without_rule(line: &str) -> String {
    if line.chars().all(|c| "|+-=: \t".contains(c)) {
        line.replace('-', "&#45;").replace('+', "&#43;")
    } else {
        line.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_named_only_where_they_would_be_obeyed() {
        assert_eq!(cell("R&D, <5% and a * b"), "R&D, <5% and a * b");
        assert_eq!(cell("a|b\\|c"), "a\\|b&#92;\\|c");
        assert_eq!(cell("<script>\n&lt; Done**"), "&lt;script><br>&amp;lt; Done&#42;&#42;");
        assert_eq!(cell("![x](http://a.b)"), "![x]&#40;http://a.b)");
        assert_eq!(row(&["-".to_owned(), String::new()]), "| &#45; |  |\n");
        assert_eq!(without_marks_at_ends("# 1 #"), "&#35; 1 &#35;");
    }
}
