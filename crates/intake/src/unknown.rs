//! A document that is of no form we know, or of one of which nothing is imported: it proposes
//! nothing, and its columns are told, so that a person can say what they ask for and have it read
//! again.

use paper::{Paper, Place, Remark};
use programme::mapping::Mapping;

use crate::columns::{Columns, Heading, Known, told};
use crate::contents::Contents;
use crate::doubts::{Asked, Doubts};
use crate::forms::{Form, FormKind, Forms};
use crate::interpret::{look_at_comments, look_at_remarks};
use crate::ledger::{FormWords, Ledger};
use crate::reading::{Document, Reading, Recognition};
use crate::sheet::{Item, Piece};
use crate::words::tidy;
use crate::{Column, Confidence, Kind};

pub(crate) fn unknown(
    paper: &Paper,
    remarks: &[Remark],
    items: &[Item],
    forms: &Forms,
    mapping: &Mapping,
) -> Reading {
    let title = items.iter().find_map(|item| match item {
        Item::Paragraph(piece) if !piece.is_blank() => Some(tidy(&piece.text)),
        Item::Paragraph(_) | Item::Loose(_) | Item::Row { .. } => None,
    });
    let (kind, form, because) = match headed(items, forms) {
        Some((kind, form)) => {
            let because = format!(
                "its headings are those of “{}”, of which nothing is imported for now",
                form.title
            );
            (kind, Some(form.key.clone()), because)
        }
        None => (Kind::Unknown, None, nearest(items, forms)),
    };
    let confidence = if form.is_some() { Confidence::Likely } else { Confidence::PleaseCheck };
    let mut doubts = Doubts::default();
    let asked =
        Asked { place: Place::DOCUMENT.to_string(), reason: because.clone(), ..Asked::default() };
    doubts.look_at_document(asked);
    look_at_comments(paper.cells(), &mut doubts);
    look_at_remarks(remarks, &mut doubts);
    Reading {
        kind,
        recognition: Recognition { form, confidence, because },
        format: paper.format,
        document: Document { title: title.unwrap_or_default(), ..Document::default() },
        columns: candidates(items, forms, mapping),
        proposal: None,
        joined: Vec::new(),
        matches: Vec::new(),
        template: None,
        account: Ledger::of(paper).close(FormWords::Skipped),
        doubts: doubts.sorted(),
        remarks: Vec::new(),
    }
}

/// The form that it is known for by its headings alone, of which nothing is imported.
fn headed<'a>(items: &[Item], forms: &'a Forms) -> Option<(Kind, &'a Form)> {
    let kinds = [
        (FormKind::SelfAssessment, Kind::SelfAssessment),
        (FormKind::LogicModel, Kind::LogicModel),
    ];
    let mut best: Option<(usize, Kind, &Form)> = None;
    for (form_kind, kind) in kinds {
        for form in forms.of_kind(form_kind) {
            let known = items.iter().filter_map(|item| match item {
                Item::Row { cells, .. } => {
                    let filled = cells.iter().filter(|cell| !cell.is_blank());
                    let words: Vec<&str> = filled.map(|cell| cell.text.as_str()).collect();
                    form.heads_row(&words)
                }
                Item::Paragraph(_) | Item::Loose(_) => None,
            });
            let most = known.max().filter(|known| best.is_none_or(|(held, ..)| *known > held));
            best = most.map(|known| (known, kind, form)).or(best);
        }
    }
    best.map(|(_, kind, form)| (kind, form))
}

/// Why it is not known, with the forms that come nearest.
fn nearest(items: &[Item], forms: &Forms) -> String {
    let mut guesses: Vec<(usize, &str)> =
        forms.tables().map(|form| (hits(items, form), form.title.as_str())).collect();
    guesses.sort_by(|a, b| b.cmp(a));
    let said = guesses
        .iter()
        .filter(|(hits, _)| *hits > 0)
        .map(|(hits, title)| format!("“{title}” ({hits} headings)"));
    let said: Vec<String> = said.collect();
    if said.is_empty() {
        "no heading in it is one of a form we know".to_owned()
    } else {
        format!("not enough of a form we know; nearest: {}", said.join(", "))
    }
}

/// The most headings of a form that stand in one row.
fn hits(items: &[Item], form: &Form) -> usize {
    let in_row = |item: &Item| match item {
        Item::Row { cells, .. } => {
            cells.iter().filter(|cell| form.column(&cell.text).is_some()).count()
        }
        Item::Paragraph(_) | Item::Loose(_) => 0,
    };
    items.iter().map(in_row).max().unwrap_or(0)
}

/// The columns of the row that looks most like a heading row, each as the form that knows most
/// of them would take it.
fn candidates(items: &[Item], forms: &Forms, mapping: &Mapping) -> Vec<Column> {
    let Some((heading, below)) = heading_row(items) else { return Vec::new() };
    let as_form = |form| Columns::of_row(heading, Known { form, mapping, shown: None });
    let mut best: Option<Columns> = None;
    for columns in forms.tables().map(as_form) {
        if best.as_ref().is_none_or(|held| columns.known() > held.known()) {
            best = Some(columns);
        }
    }
    let columns = best.map(|best| best.columns).unwrap_or_default();
    let told = |heading: &Heading| {
        let mut contents = Contents::default();
        let cells = below.iter().flat_map(|row| row.iter());
        for cell in cells.filter(|cell| cell.column == heading.column) {
            contents.add(&cell.text, cell.day.is_some());
        }
        let column = told(heading, &contents);
        Column { confidence: Confidence::PleaseCheck, ..column }
    };
    columns.iter().map(told).collect()
}

/// The first row of the largest table that has all of its cells filled, or as many as any row
/// has, and the rows below it.
fn heading_row(items: &[Item]) -> Option<(&[Piece], Vec<&[Piece]>)> {
    let mut largest: Vec<&[Piece]> = Vec::new();
    let mut rows: Vec<&[Piece]> = Vec::new();
    let mut held = None;
    for item in items {
        let Item::Row { cells, table, .. } = item else { continue };
        if held.replace(*table) != Some(*table) {
            rows.clear();
        }
        rows.push(cells);
        if rows.len() > largest.len() {
            largest.clone_from(&rows);
        }
    }
    let filled = |row: &[Piece]| row.iter().filter(|cell| !cell.is_blank()).count();
    let most = largest.iter().map(|row| filled(row)).max().filter(|most| *most >= 2)?;
    let at = largest.iter().position(|row| filled(row) == most)?;
    let (heading, below) = largest.get(at..)?.split_first()?;
    Some((heading, below.to_vec()))
}
