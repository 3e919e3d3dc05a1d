//! PDF: words by where they are drawn, and tables by the rules and the white between them.
//!
//! A PDF holds no table and no paragraph, only letters and strokes at places. A page is
//! therefore drawn, not read: `draw` says which letters, strokes and fills land where,
//! `ruled` finds tables by their rules and [`layout`](crate::layout) by their white, and
//! `pages` puts the pages together. Nothing in the file is executed or followed.

mod cmap;
mod draw;
mod font;
mod frame;
mod open;
mod pages;
mod paint;
mod ruled;
mod running;
mod state;

use lopdf::Document;

use crate::build::{Sheet, Stop};
use crate::package::{holds, is_zip};
use crate::{Limits, Place, Remark};

/// How far into a file its mark may stand, behind what a mail system put before it.
const MARK_WITHIN: usize = 1024;

pub(crate) fn sniff(bytes: &[u8]) -> bool {
    let start = bytes.get(..MARK_WITHIN.min(bytes.len())).unwrap_or_default();
    // The words of another document may say the mark too; a PDF has objects.
    let is_behind = || holds(start, b"%PDF-1.") && holds(bytes, b" obj") && !is_zip(bytes);
    bytes.starts_with(b"%PDF") || is_behind()
}

pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Sheet, Stop> {
    let found = open::open(bytes, limits).and_then(|document| draw_all(&document, limits));
    // A list of objects that reads may still point beside them; then a search finds them.
    let is_silent = |found: &Drawn| found.pages.iter().all(|page| page.words.is_empty());
    let found = match found {
        Ok(found) if !is_silent(&found) => found,
        found @ (Ok(_) | Err(Stop::Damaged(_))) => {
            let searched = open::search(bytes, limits);
            let searched = searched.and_then(|document| draw_all(&document, limits));
            match (found, searched) {
                (_, Ok(searched)) if !is_silent(&searched) => searched,
                (found, _) => found?,
            }
        }
        Err(stop) => return Err(stop),
    };
    let Drawn { pages, remarks, unknown } = found;
    let mut sheet = Sheet::with(remarks);
    if pages.iter().all(|page| page.words.is_empty()) {
        sheet.remarks.push(Remark::look(
            Place::DOCUMENT,
            "It is a scan or a picture: there are no words in it that could be read.",
            "Send the document it was printed from, or one that went through text recognition",
        ));
        return Ok(sheet);
    }
    if unknown > 0 {
        let says = format!("{unknown} letters say nothing of what they mean (�).");
        sheet.remarks.push(Remark::look(Place::DOCUMENT, says, "Compare with the original"));
    }
    pages::put_together(&pages, limits, &mut sheet)?;
    Ok(sheet)
}

/// A document once all of it was drawn.
struct Drawn {
    pages: Vec<paint::Page>,
    remarks: Vec<Remark>,
    /// How many letters said nothing of what they mean.
    unknown: usize,
}

fn draw_all(document: &Document, limits: &Limits) -> Result<Drawn, Stop> {
    let mut purse = draw::Purse::new(limits);
    let mut pages = Vec::new();
    for page in open::pages(document, limits)? {
        pages.push(draw::page(document, page, &mut purse)?);
    }
    Ok(Drawn { pages, remarks: open::remarks(document), unknown: purse.unknown })
}
