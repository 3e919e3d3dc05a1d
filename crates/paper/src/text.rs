//! Plain text: lines, and tables where lines are cut by tabs alike.
//!
//! A Word form that was copied as text has one cell a line, each after a tab. Such lines
//! are left as paragraphs with their tab, for whoever knows the form.

use crate::build::{Sheet, Stop, nth, plain, plain_cell};
use crate::{Block, Limits, Place, Remark, Row, Table, decode};

/// How many blank lines may stand inside a table, as where a page ended.
const BLANK_LINES_INSIDE: usize = 2;

pub(crate) fn sniff(bytes: &[u8]) -> bool {
    decode::is_text(bytes)
}

pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Sheet, Stop> {
    let (words, remarks) = decode::words(bytes);
    let mut sheet = Sheet::with(remarks);
    let lines: Vec<&str> = words.split('\n').collect();
    let mut at = 0;
    while at < lines.len() {
        let run = run_from(&lines, at);
        at = run.last().map_or(at, |last| *last) + 1;
        if is_table(&lines, &run) {
            let table = table(&lines, &run, &mut sheet, limits)?;
            sheet.blocks.push(Block::Table(table));
        } else {
            for line in run {
                paragraph(&lines, line, &mut sheet, limits)?;
            }
        }
    }
    Ok(sheet)
}

/// The line at `start`, with the lines after it that are cut by tabs as it is.
///
/// The first line says how wide they are; a later one may lack tabs at its end, as when an
/// editor trimmed it. Blank lines may stand between.
fn run_from(lines: &[&str], start: usize) -> Vec<usize> {
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
fn is_table(lines: &[&str], run: &[usize]) -> bool {
    let cut = |at: &&usize| {
        let cells = lines.get(**at).map(|line| line.split('\t'));
        cells.is_some_and(|cells| cells.filter(|cell| !cell.trim().is_empty()).count() >= 2)
    };
    let cut = run.iter().filter(cut).count();
    let wide = run.first().and_then(|at| lines.get(*at)).is_some_and(|line| tabs(line) >= 2);
    run.len() >= 2 && cut >= 1 && (wide || cut * 2 >= run.len())
}

fn paragraph(lines: &[&str], at: usize, sheet: &mut Sheet, limits: &Limits) -> Result<(), Stop> {
    let words = lines.get(at).filter(|line| !line.trim().is_empty() || line.contains('\t'));
    if let Some(line) = words {
        sheet.part(limits)?;
        let place = Place::line(nth(at));
        let words = without_bookmarks(line, place, &mut sheet.remarks);
        sheet.blocks.push(Block::Paragraph(plain(place, &words)));
    }
    Ok(())
}

/// Takes off what converters write where a document had a bookmark: `[bookmark: _Hlk1]`.
fn without_bookmarks(line: &str, place: Place, remarks: &mut Vec<Remark>) -> String {
    const MARK: &str = "[bookmark:";
    let mut words = line.to_owned();
    while let Some(start) = words.find(MARK) {
        let Some(length) = words.get(start..).and_then(|rest| rest.find(']')) else { break };
        let end = start.saturating_add(length).saturating_add(1);
        let mark = words.get(start..end).unwrap_or_default().to_owned();
        words.replace_range(start..end, "");
        remarks.push(Remark::note(place, format!("The mark “{mark}” was taken off.")));
    }
    words
}

fn tabs(line: &str) -> usize {
    line.matches('\t').count()
}

fn table(
    lines: &[&str],
    rows: &[usize],
    sheet: &mut Sheet,
    limits: &Limits,
) -> Result<Table, Stop> {
    let place = Place::line(rows.first().map_or(0, |first| nth(*first)));
    let mut table = Table { place, rows: Vec::new() };
    for &at in rows {
        let place = Place::line(nth(at));
        let mut cells = Vec::new();
        for (index, text) in lines.get(at).into_iter().flat_map(|line| line.split('\t')).enumerate()
        {
            sheet.part(limits)?;
            cells.push(plain_cell(place, nth(index), text));
        }
        table.rows.push(Row { place, header: false, cells });
    }
    Ok(table)
}
