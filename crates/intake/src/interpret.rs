//! From a paper to a reading: which form it is, and what that form's reader makes of it.

use paper::{Cell, Paper, Remark, Severity};
use programme::draft::{Account, Proposal};
use programme::framework::Framework;
use programme::mapping::Mapping;

use crate::columns::{By, Columns, Known, Shown};
use crate::doubts::{Asked, Doubts};
use crate::form::{self, Pair};
use crate::forms::{Form, FormKind, Forms};
use crate::ledger::{FormWords, Ledger, NOT_RECOGNISED};
use crate::plan;
use crate::reading::{Document, Reading, Recognition};
use crate::sheet::{Item, is_on_hidden_sheet, items};
use crate::unknown::unknown;
use crate::{Confidence, Field, Kind};

/// Recognises a document and drafts what it says; a document that is not recognised is
/// accounted for, and nothing of it is imported.
///
/// What a person said of a column or of words stands before what we think, and the words stay as
/// they were written. The same paper, forms, framework and mapping always give the same reading.
pub fn interpret(
    paper: &Paper,
    remarks: &[Remark],
    forms: &Forms,
    framework: &Framework,
    mapping: &Mapping,
) -> Reading {
    let pair = Pair::of(forms);
    let ends_cell = |words: &str| pair.is_some_and(|pair| pair.stands_alone(words));
    let items = items(paper, &ends_cell);
    let mut reading = if let Some(pair) = pair.filter(|pair| pair.knows(&items)) {
        planning_and_review(paper, remarks, &items, pair, framework, mapping)
    } else {
        match best_table(&items, forms, mapping) {
            Some(best) => table(paper, remarks, &items, &best, forms, mapping),
            None => unknown(paper, remarks, &items, forms, mapping),
        }
    };
    reading.remarks = remarks.to_vec();
    reading
}

/// The form that knows most of a heading row, that row's columns, and what the cells show.
struct Best<'a> {
    form: &'a Form,
    columns: Columns,
    shown: Shown,
}

/// The table form that knows most of a heading row. Where a person's word alone makes it one, a
/// plan of actions asks for less than an audit does, and is preferred.
fn best_table<'a>(items: &[Item], forms: &'a Forms, mapping: &Mapping) -> Option<Best<'a>> {
    let mut best: Option<Best<'_>> = None;
    for form in forms.tables() {
        let shown = plan::shown(items, form, mapping);
        let known = Known { form, mapping, shown: Some(&shown) };
        let rank = |columns: &Columns| {
            let by_person = columns.heading(Field::Words).is_some_and(|it| it.by == By::Person);
            (columns.known(), usize::from(by_person && form.kind == FormKind::ActionPlan))
        };
        let rows = items.iter().filter_map(|item| match item {
            Item::Row { cells, .. } => Columns::read(cells, known),
            Item::Paragraph(_) | Item::Loose(_) => None,
        });
        // Of rows that know as many, the first.
        let most = rows.reduce(|held, row| if rank(&row) > rank(&held) { row } else { held });
        let Some(columns) = most else { continue };
        if best.as_ref().is_none_or(|held| rank(&columns) > (held.columns.known(), 0)) {
            best = Some(Best { form, columns, shown });
        }
    }
    best
}

fn table(
    paper: &Paper,
    remarks: &[Remark],
    items: &[Item],
    Best { form, columns, shown }: &Best<'_>,
    forms: &Forms,
    mapping: &Mapping,
) -> Reading {
    let (mut ledger, mut doubts) = (Ledger::of(paper), Doubts::default());
    let (document, made, rows) =
        plan::read(items, Known { form, mapping, shown: Some(shown) }, &mut ledger, &mut doubts);
    let (known, all) = (columns.known(), columns.columns.len());
    let confidence = match known {
        _ if known == all && known >= 4 => Confidence::Sure,
        3.. => Confidence::Likely,
        _ => Confidence::PleaseCheck,
    };
    let log =
        forms.of_kind(FormKind::BoardActionLog).find(|log| is_log(log, &document, items, &rows));
    let (kind, form) = match (form.kind, log) {
        (FormKind::AuditRecommendations, _) => (Kind::AuditRecommendations, *form),
        (_, Some(log)) => (Kind::BoardActionLog, log),
        (_, None) => (Kind::ActionPlan, *form),
    };
    let because = format!("{known} of its {all} columns are those of “{}”", form.title);
    let columns = rows.told();
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
        columns,
        joined: rows.records.iter().zip(1..).filter_map(split).collect(),
        proposal: Some(Proposal::Plan(made)),
        matches: Vec::new(),
        template: None,
        account,
        doubts: doubts.sorted(),
        remarks: Vec::new(),
    }
}

/// Whether a plan of actions is a board's log: its title says so, or a paragraph before it, or a
/// column that names the meeting.
fn is_log(log: &Form, document: &Document, items: &[Item], rows: &plan::Rows) -> bool {
    let marked = rows.tables.iter().flat_map(|table| &table.columns);
    let titled = items.iter().any(|item| match item {
        Item::Paragraph(piece) => log.is_titled(&piece.text),
        Item::Loose(_) | Item::Row { .. } => false,
    });
    titled || log.is_titled(&document.title) || marked.into_iter().any(|it| log.marks(&it.words))
}

fn planning_and_review(
    paper: &Paper,
    remarks: &[Remark],
    items: &[Item],
    pair: Pair<'_>,
    framework: &Framework,
    mapping: &Mapping,
) -> Reading {
    let (mut ledger, mut doubts) = (Ledger::of(paper), Doubts::default());
    let met = pair.met(items);
    let filled = form::read(items, pair, mapping, &mut ledger);
    let answered = form::draft::is_answered(&filled);
    let because =
        format!("{met} of its headings, labels and columns are those of “{}”", pair.planning.title);
    let confidence = if met >= 8 { Confidence::Sure } else { Confidence::Likely };
    let (proposal, matches) = if answered {
        let (made, matches) = form::draft::draft(&filled, pair, framework, mapping, &mut doubts);
        (Some(Proposal::Return(made)), matches)
    } else {
        (None, Vec::new())
    };
    let account = ledger.close(if answered { FormWords::Skipped } else { FormWords::Imported });
    // Words that belong to no question may be answers whose place in the form was lost.
    look_at_strays(&account, &mut doubts);
    if answered {
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
pub(crate) fn look_at_comments<'a>(cells: impl Iterator<Item = &'a Cell>, doubts: &mut Doubts) {
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
pub(crate) fn look_at_remarks(remarks: &[Remark], doubts: &mut Doubts) {
    for remark in remarks.iter().filter(|remark| remark.severity == Severity::Look) {
        let (place, reason) = (remark.place.to_string(), remark.says.clone());
        let reading = remark.hint.clone().unwrap_or_default();
        doubts.look_at_document(Asked { place, reading, reason, ..Asked::default() });
    }
}
