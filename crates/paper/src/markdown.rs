//! Markdown: headings, lists and pipe tables, each line where it stands.
//!
//! A line is a paragraph of its own, because plans are pasted with hard returns and a
//! line's number is the place a person can find again.

mod inline;
mod pipes;

use crate::build::{Sheet, Stop, nth, plain, plain_cell};
use crate::{Block, Limits, Place, Remark, Row, Table, decode};

pub(crate) fn sniff(bytes: &[u8]) -> bool {
    decode::is_text(bytes) && {
        let (words, _) = decode::words(bytes);
        let lines: Vec<&str> = words.split('\n').collect();
        has_table(&lines) || lines.iter().any(|line| heading(line).is_some())
    }
}

/// Whether there is a table between pipes.
pub(crate) fn has_table(lines: &[&str]) -> bool {
    let is_table = |pair: &[&str]| match pair {
        [first, second] => {
            pipes::is_rule(second) && pipes::is_row(first)
                || pipes::is_fenced_row(first) && pipes::is_fenced_row(second)
        }
        _ => false,
    };
    lines.windows(2).any(is_table)
}

/// Whether the first words are a heading, and a table is somewhere below it.
pub(crate) fn has_table_under_a_heading<'a>(lines: impl Iterator<Item = &'a str>) -> bool {
    let lines: Vec<&str> = lines.skip_while(|line| line.trim().is_empty()).collect();
    lines.first().is_some_and(|first| heading(first).is_some()) && has_table(&lines)
}

pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Sheet, Stop> {
    let (words, remarks) = decode::words(bytes);
    let mut sheet = Sheet::with(remarks);
    let lines: Vec<&str> = words.split('\n').collect();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let after = pipes::table_end(&lines, at);
        if after > at {
            let table = table(&lines, at, after, &mut sheet, limits)?;
            sheet.blocks.push(Block::Table(table));
            at = after;
        } else {
            if !line.trim().is_empty() {
                sheet.part(limits)?;
                let block = line_block(line, Place::line(nth(at)), &mut sheet.remarks);
                sheet.blocks.push(block);
            }
            at += 1;
        }
    }
    Ok(sheet)
}

fn line_block(line: &str, place: Place, remarks: &mut Vec<Remark>) -> Block {
    if let Some((level, words)) = heading(line) {
        let words = inline::plain_words(words, place, remarks);
        return Block::Heading { level, paragraph: plain(place, &words) };
    }
    let mut paragraph = plain(place, &inline::plain_words(line, place, remarks));
    paragraph.list = is_list_item(line);
    Block::Paragraph(paragraph)
}

/// The level and words of a heading such as `## Theme A`.
fn heading(line: &str) -> Option<(u8, &str)> {
    let words = line.trim_start_matches('#');
    let level =
        u8::try_from(line.len() - words.len()).ok().filter(|level| (1..=6).contains(level))?;
    words.starts_with(' ').then(|| (level, words.trim().trim_end_matches('#').trim_end()))
}

fn is_list_item(line: &str) -> bool {
    let line = line.trim_start();
    let numbered = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let bullet = ["- ", "* ", "+ "].iter().any(|mark| line.starts_with(mark));
    bullet
        || (numbered.len() < line.len()
            && (numbered.starts_with(". ") || numbered.starts_with(") ")))
}

/// The table in the lines from `start` up to `after`: rules are told, not kept as rows.
fn table(
    lines: &[&str],
    start: usize,
    after: usize,
    sheet: &mut Sheet,
    limits: &Limits,
) -> Result<Table, Stop> {
    let mut table = Table { place: Place::line(nth(start)), rows: Vec::new() };
    for (at, line) in lines.iter().enumerate().take(after).skip(start) {
        let place = Place::line(nth(at));
        sheet.part(limits)?;
        if pipes::is_rule(line) {
            if let [only] = table.rows.as_mut_slice() {
                only.header = true;
            }
            sheet.remarks.push(Remark::note(place, "A rule between rows was read as a rule."));
            continue;
        }
        let mut cells = Vec::new();
        for (index, text) in pipes::cells(line).iter().enumerate() {
            sheet.part(limits)?;
            let words = inline::plain_words(text, place, &mut sheet.remarks);
            cells.push(plain_cell(Place::line(nth(at)), nth(index), &words));
        }
        table.rows.push(Row { place, header: false, cells });
    }
    Ok(table)
}
