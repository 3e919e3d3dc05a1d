//! Word documents: the words of `word/document.xml`, straight from the XML.

mod body;
mod notes;

use crate::build::{Sheet, Stop};
use crate::package::{Package, is_zip, names};
use crate::{Limits, Place, Remark};

const MAIN: &str = "word/document.xml";

/// Whether this is a zip whose directory names the main part of a Word document.
pub(crate) fn sniff(bytes: &[u8]) -> bool {
    is_zip(bytes) && names(bytes, MAIN)
}

pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Sheet, Stop> {
    let mut package = Package::open(bytes, limits)?;
    let main = package.part(MAIN)?.ok_or_else(|| Stop::Damaged(format!("it has no {MAIN}")))?;
    let mut sheet = Sheet::with(package.remarks());
    let notes = notes::read(&mut package, limits)?;
    body::read(&main, &notes, limits, &mut sheet)?;
    for (part, words) in notes::margins(&mut package, limits)? {
        let says = format!("The {part} says “{words}”; it was not read as part of the document.");
        sheet.remarks.push(Remark::note(Place::DOCUMENT, says));
    }
    Ok(sheet)
}
