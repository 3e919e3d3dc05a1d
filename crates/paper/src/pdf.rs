//! PDF: words by where they are drawn, and tables by the rules and the white between them.
//!
//! A PDF holds no table and no paragraph, only letters and strokes at places. A page is
//! therefore drawn, not read: `draw` says which letters, strokes and fills land where,
//! `ruled` finds tables by their rules and [`layout`](crate::layout) by their white, and
//! `pages` puts the pages together. Nothing in the file is executed or followed.

mod cmap;
mod draw;
mod font;
mod open;
mod pages;
mod paint;
mod ruled;
mod running;
mod state;

use crate::build::{Sheet, Stop};
use crate::{Limits, Place, Remark};

/// How far into a file its mark may stand, behind what a mail system put before it.
const MARK_WITHIN: usize = 1024;

pub(crate) fn sniff(bytes: &[u8]) -> bool {
    let start = bytes.get(..MARK_WITHIN.min(bytes.len())).unwrap_or_default();
    bytes.starts_with(b"%PDF") || start.windows(7).any(|window| window == b"%PDF-1.")
}

pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Sheet, Stop> {
    let document = open::open(bytes, limits)?;
    let mut sheet = Sheet::with(open::remarks(&document));
    let mut drawn = Vec::new();
    let mut purse = draw::Purse::new(limits);
    for page in open::pages(&document, limits)? {
        drawn.push(draw::page(&document, page, &mut purse)?);
    }
    let silent = drawn.iter().filter(|page| page.words.is_empty()).count();
    if silent == drawn.len() {
        sheet.remarks.push(Remark::look(
            Place::DOCUMENT,
            "It is a scan or a picture: there are no words in it that could be read.",
            "Send the document it was printed from, or one that went through text recognition",
        ));
        return Ok(sheet);
    }
    if purse.unknown > 0 {
        let says = format!("{} letters say nothing of what they mean (�).", purse.unknown);
        sheet.remarks.push(Remark::look(Place::DOCUMENT, says, "Compare with the original"));
    }
    pages::put_together(&drawn, limits, &mut sheet)?;
    Ok(sheet)
}
