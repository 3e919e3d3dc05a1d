//! What a document with a plan says of itself: its title, the day it speaks of, the body audited.

use paper::Place;
use programme::by_when::{ByWhen, Found, dates_in};

use super::Rows;
use crate::Field;
use crate::forms::{Form, starts};
use crate::ledger::{Fate, Ledger};
use crate::reading::Document;
use crate::sheet::{Item, Piece};
use crate::words::tidy;

/// What the paragraphs around the tables say of the document.
pub(super) fn document(items: &[Item], rows: &Rows, form: &Form, ledger: &mut Ledger) -> Document {
    let mut document = Document::default();
    let paragraphs = items.iter().filter_map(|item| match item {
        Item::Paragraph(piece) | Item::Loose(piece) => Some(piece),
        Item::Row { .. } => None,
    });
    let home = rows.place.and_then(Place::sheet_number);
    let is_group = |piece: &&Piece| rows.groups.iter().any(|group| group.units == piece.units);
    let paragraphs = paragraphs.filter(|piece| !is_group(piece));
    let mut around: Vec<&Piece> = rows.above.iter().chain(paragraphs).collect();
    // The words above the plan itself come before those of other sheets.
    around.sort_by_key(|piece| piece.place.sheet_number() != home);
    let mut names = Vec::new();
    for piece in around {
        let text = tidy(&piece.text);
        if piece.place.is_whole_sheet() {
            names.push(piece);
        } else if let Some(Field::AuditedBody) = form.label(&text) {
            let value =
                text.split_once(':').map_or("", |(_, value)| value).trim_matches(['_', '.', ' ']);
            if value.is_empty() {
                ledger.all_go(&piece.units, &Fate::Skipped("a blank to fill in"));
                document.body_left_blank = Some((piece.place, text));
            } else {
                ledger.all_go(&piece.units, &Fate::Imported);
                document.audited_body = Some(value.to_owned());
            }
        } else if starts(&text, &form.as_of) && document.as_of.words.is_empty() {
            ledger.all_go(&piece.units, &Fate::Imported);
            document.as_of = as_of(&text);
        } else if document.title.is_empty() && !text.is_empty() {
            ledger.all_go(&piece.units, &Fate::Imported);
            document.working =
                form.working.iter().any(|word| starts(&text, std::slice::from_ref(word)));
            document.title = text;
        } else {
            ledger.all_go(&piece.units, &Fate::Skipped("words around the table"));
        }
    }
    for name in names {
        if document.title.is_empty() && name.place.sheet_number() == home {
            ledger.all_go(&name.units, &Fate::Imported);
            document.title = tidy(&name.text);
        } else {
            ledger.all_go(&name.units, &Fate::Skipped("the name of a sheet"));
        }
    }
    if document.as_of.words.is_empty() {
        document.as_of.why_none = Some("the document bears no date".to_owned());
    }
    document
}

fn as_of(text: &str) -> ByWhen {
    match dates_in(text).into_iter().next() {
        Some(Found { due, .. }) => {
            ByWhen { words: text.to_owned(), due: Some(due), ..ByWhen::default() }
        }
        None => ByWhen::read(text),
    }
}
