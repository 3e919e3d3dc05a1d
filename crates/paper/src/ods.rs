//! OpenDocument spreadsheets, as LibreOffice writes them: cells from `content.xml`.
//!
//! A cell says what it shows in words, so only how much of a date is shown needs its style.

mod content;
mod style;

use crate::build::{Sheet, Stop};
use crate::package::{Package, holds, is_zip, names};
use crate::{Limits, Place, Remark};

const CONTENT: &str = "content.xml";
const MANIFEST: &str = "META-INF/manifest.xml";

pub(crate) fn sniff(bytes: &[u8]) -> bool {
    is_zip(bytes) && holds(bytes, b"opendocument.spreadsheet") && names(bytes, CONTENT)
}

pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Sheet, Stop> {
    let mut package = Package::open(bytes, limits)?;
    let manifest = package.part(MANIFEST)?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(Stop::Unsafe("part of it is locked with a password".to_owned()));
    }
    let content = package.part(CONTENT)?;
    let content = content.ok_or_else(|| Stop::Damaged(format!("it has no {CONTENT}")))?;
    let mut read = Sheet::with(package.remarks());
    if package.names().iter().any(|name| name.starts_with("Basic/")) {
        read.remarks.push(Remark::note(Place::DOCUMENT, "It holds macros; they were not run."));
    }
    let mut styles = style::Styles::default();
    if let Some(common) = package.part("styles.xml")? {
        styles.read(&common, limits)?;
    }
    styles.read(&content, limits)?;
    for grid in content::read(&content, &styles, limits, &mut read)? {
        grid.finish(&mut read, limits)?;
    }
    Ok(read)
}
