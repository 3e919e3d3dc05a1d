//! Word documents: the words of `word/document.xml`, straight from the XML.

mod body;
mod notes;
mod package;
mod part;

use crate::build::{Sheet, Stop};
use crate::{Limits, Place, Remark};
use package::Package;

const MAIN: &str = "word/document.xml";

pub(crate) use package::is_zip;

/// Whether this is a zip whose directory names the main part of a Word document.
pub(crate) fn sniff(bytes: &[u8]) -> bool {
    is_zip(bytes) && holds(bytes, MAIN.as_bytes())
}

/// What a zip that is not a Word document is, in words.
pub(crate) fn other_package(bytes: &[u8]) -> &'static str {
    if holds(bytes, b"xl/workbook") {
        "an Excel workbook (.xlsx)"
    } else if holds(bytes, b"ppt/presentation") {
        "a presentation (.pptx)"
    } else if holds(bytes, b"opendocument") {
        "an OpenDocument file"
    } else {
        "a packed folder (.zip)"
    }
}

fn holds(bytes: &[u8], name: &[u8]) -> bool {
    bytes.windows(name.len()).any(|window| window == name)
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
