//! From a paper to a reading: which form it is, and what that form's reader makes of it.

use paper::{Cell, Paper, Place, Remark, Severity};
use programme::draft::{Account, Proposal};
use programme::framework::Framework;

use crate::columns::Columns;
use crate::doubts::{Asked, Doubts};
use crate::form::{self, Pair};
use crate::forms::{Form, FormKind, Forms};
use crate::ledger::{FormWords, Ledger, NOT_RECOGNISED};
use crate::plan;
use crate::reading::{Document, Reading, Recognition};
use crate::sheet::{Item, is_on_hidden_sheet, items};
use crate::words::tidy;
use crate::{Column, Confidence, Kind};

/// Recognises a document and drafts what it says; a document that is not recognised is
/// accounted for, and nothing of it is imported.
///
/// The same paper, forms and framework always give the same reading.
pub fn interpret(
    paper: &Paper,
    remarks: &[Remark],
    forms: &Forms,
    framework: &Framework,
) -> Reading {
    let pair = Pair::of(forms);
    let ends_cell = |words: &str| pair.is_some_and(|pair| pair.stands_alone(words));
    let items = items(paper, &ends_cell);
    let mut reading = if let Some(pair) = pair.filter(|pair| pair.knows(&items)) {
        planning_and_review(paper, remarks, &items, pair, framework)
    } else {
        match best_table(&items, forms) {
            Some((form, columns)) => table(paper, remarks, &items, form, &columns),
            None => unknown(paper, remarks, &items, forms),
        }
    };
    reading.remarks = remarks.to_vec();
    reading
}

/// The table form that knows most of a heading row, and that row's columns.
fn best_table<'a>(items: &[Item], forms: &'a Forms) -> Option<(&'a Form, Columns)> {
    let mut best: Option<(&Form, Columns)> = None;
    for form in forms.tables() {
        for item in items {
            let Item::Row { cells, .. } = item else { continue };
            let Some(columns) = Columns::read(cells, form) else { continue };
            if best.as_ref().is_none_or(|(_, held)| columns.known() > held.known()) {
                best = Some((form, columns));
            }
        }
    }
    best
}

fn table(
    paper: &Paper,
    remarks: &[Remark],
    items: &[Item],
    form: &Form,
    columns: &Columns,
) -> Reading {
    let (mut ledger, mut doubts) = (Ledger::of(paper), Doubts::default());
    let (document, made, rows) = plan::read(items, form, &mut ledger, &mut doubts);
    let (known, all) = (columns.known(), columns.columns.len());
    let confidence = match known {
        _ if known == all && known >= 4 => Confidence::Sure,
        3.. => Confidence::Likely,
        _ => Confidence::PleaseCheck,
    };
    let kind = match form.kind {
        FormKind::AuditRecommendations => Kind::AuditRecommendations,
        FormKind::ActionPlan | FormKind::PlanningAndReview => Kind::ActionPlan,
    };
    let because = format!("{known} of its {all} columns are those of “{}”", form.title);
    let columns = columns.columns.iter().map(|heading| Column {
        heading: heading.words.clone(),
        field: heading.field,
        confidence: if heading.field.is_some() {
            Confidence::Sure
        } else {
            Confidence::PleaseCheck
        },
        because: if heading.field.is_some() { "its heading" } else { "no form we know has it" }
            .to_owned(),
        samples: Vec::new(),
    });
    let account = ledger.close(FormWords::Skipped);
    look_at_strays(&account, &mut doubts);
    look_at_comments(paper.cells().filter(|cell| is_on_hidden_sheet(cell)), &mut doubts);
    look_at_remarks(remarks, &mut doubts);
    let split =
        |(record, number): (&plan::Record, usize)| (record.places.len() > 1).then_some(number);
    Reading {
        kind,
        recognition: Recognition { form: Some(form.key.clone()), confidence, because },
        format: paper.format,
        document,
        columns: columns.collect(),
        joined: rows.records.iter().zip(1..).filter_map(split).collect(),
        proposal: Some(Proposal::Plan(made)),
        matches: Vec::new(),
        template: None,
        account,
        doubts: doubts.sorted(),
        remarks: Vec::new(),
    }
}

fn planning_and_review(
    paper: &Paper,
    remarks: &[Remark],
    items: &[Item],
    pair: Pair<'_>,
    framework: &Framework,
) -> Reading {
    let (mut ledger, mut doubts) = (Ledger::of(paper), Doubts::default());
    let met = pair.met(items);
    let filled = form::read(items, pair, &mut ledger);
    let answered = form::draft::is_answered(&filled);
    let because =
        format!("{met} of its headings, labels and columns are those of “{}”", pair.planning.title);
    let confidence = if met >= 8 { Confidence::Sure } else { Confidence::Likely };
    let (proposal, matches) = if answered {
        let (made, matches) = form::draft::draft(&filled, pair, framework, &mut doubts);
        (Some(Proposal::Return(made)), matches)
    } else {
        (None, Vec::new())
    };
    let account = ledger.close(if answered { FormWords::Skipped } else { FormWords::Imported });
    if answered {
        look_at_strays(&account, &mut doubts);
        look_at_comments(paper.cells(), &mut doubts);
        look_at_remarks(remarks, &mut doubts);
    }
    Reading {
        kind: if answered { Kind::Return } else { Kind::Template },
        recognition: Recognition { form: Some(pair.planning.key.clone()), confidence, because },
        format: paper.format,
        document: Document { title: filled.title.clone(), ..Document::default() },
        columns: Vec::new(),
        proposal,
        joined: Vec::new(),
        matches,
        template: (!answered).then(|| form::template::template(&filled, framework)),
        account,
        doubts: doubts.sorted(),
        remarks: Vec::new(),
    }
}

/// Words that belong to no question of the form are worth a look.
fn look_at_strays(account: &Account, doubts: &mut Doubts) {
    let is_stray = |reason: &str| reason == NOT_RECOGNISED || reason == plan::STRANGER;
    let strays = account
        .skipped
        .iter()
        .filter(|skipped| is_stray(&skipped.reason) && !skipped.words.is_empty());
    if let Some(first) = strays.clone().next() {
        let reason = match strays.count() {
            1 => "it belongs to no question of the form, and was left out".to_owned(),
            more => format!(
                "{more} cells or paragraphs from here on belong to no question of the form, and were left out"
            ),
        };
        let (place, words) = (first.place.clone(), first.words.clone());
        doubts.look_at_document(Asked { place, words, reason, ..Asked::default() });
    }
}

/// What people wrote beside these cells, none of which is part of an action.
fn look_at_comments<'a>(cells: impl Iterator<Item = &'a Cell>, doubts: &mut Doubts) {
    for cell in cells {
        for comment in cell.facts.iter().flat_map(|facts| &facts.comments) {
            let (place, words) = (cell.place.to_string(), cell.text());
            let reason = format!("a comment here says “{comment}”");
            doubts.look_at_document(Asked { place, words, reason, ..Asked::default() });
        }
    }
}

/// What the reader of the file asked someone to look at is asked here too, since remarks
/// are not kept with a draft and doubts are.
fn look_at_remarks(remarks: &[Remark], doubts: &mut Doubts) {
    for remark in remarks.iter().filter(|remark| remark.severity == Severity::Look) {
        let (place, reason) = (remark.place.to_string(), remark.says.clone());
        let reading = remark.hint.clone().unwrap_or_default();
        doubts.look_at_document(Asked { place, reading, reason, ..Asked::default() });
    }
}

fn unknown(paper: &Paper, remarks: &[Remark], items: &[Item], forms: &Forms) -> Reading {
    let title = items.iter().find_map(|item| match item {
        Item::Paragraph(piece) if !piece.is_blank() => Some(tidy(&piece.text)),
        Item::Paragraph(_) | Item::Loose(_) | Item::Row { .. } => None,
    });
    let mut guesses: Vec<(usize, &str)> =
        forms.tables().map(|form| (hits(items, form), form.title.as_str())).collect();
    guesses.sort_by(|a, b| b.cmp(a));
    let said = guesses
        .iter()
        .filter(|(hits, _)| *hits > 0)
        .map(|(hits, title)| format!("“{title}” ({hits} headings)"));
    let said: Vec<String> = said.collect();
    let because = if said.is_empty() {
        "no heading in it is one of a form we know".to_owned()
    } else {
        format!("not enough of a form we know; nearest: {}", said.join(", "))
    };
    let mut doubts = Doubts::default();
    let asked =
        Asked { place: Place::DOCUMENT.to_string(), reason: because.clone(), ..Asked::default() };
    doubts.look_at_document(asked);
    look_at_comments(paper.cells(), &mut doubts);
    look_at_remarks(remarks, &mut doubts);
    Reading {
        kind: Kind::Unknown,
        recognition: Recognition { form: None, confidence: Confidence::PleaseCheck, because },
        format: paper.format,
        document: Document { title: title.unwrap_or_default(), ..Document::default() },
        columns: Vec::new(),
        proposal: None,
        joined: Vec::new(),
        matches: Vec::new(),
        template: None,
        account: Ledger::of(paper).close(FormWords::Skipped),
        doubts: doubts.sorted(),
        remarks: Vec::new(),
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
