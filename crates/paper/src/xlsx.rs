//! Excel workbooks, with or without macros, straight from their XML.
//!
//! A library that gives the values of cells loses what plans say beside them: that a date
//! shows only its month, which cells are merged, what is coloured, noted or hidden. docs/decisions
//! 0006 says why the parts are read here. No formula is worked out and no macro is run.

mod comments;
mod number_format;
mod sheet;
mod strings;
mod styles;
mod validation;
mod workbook;

use crate::build::{Sheet, Stop};
use crate::package::{Package, is_zip, names};
use crate::{Limits, Place, Remark};
use sheet::Known;
use workbook::Listed;

pub(crate) fn sniff(bytes: &[u8]) -> bool {
    is_zip(bytes) && names(bytes, workbook::MAIN)
}

pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Sheet, Stop> {
    let mut package = Package::open(bytes, limits)?;
    let workbook = workbook::read(&mut package, limits)?;
    let mut read = Sheet::with(package.remarks());
    if package.names().iter().any(|name| name.starts_with("xl/drawings/drawing")) {
        let says = "It holds drawings or charts; words in them were not read.";
        read.remarks.push(Remark::note(Place::DOCUMENT, says));
    }
    let styles = styles::read(&mut package, limits)?;
    let strings = strings::read(&mut package, limits)?;
    let known = Known { epoch: workbook.epoch, styles: &styles, strings: &strings, limits };
    let mut lists = Vec::new();
    let mut grids = Vec::new();
    for Listed { number, name, hidden, part } in &workbook.sheets {
        let xml = match part {
            Some(part) => package.part(part)?,
            None => None,
        };
        let Some(xml) = xml else {
            let says = format!("The sheet “{name}” is no sheet of cells, and was not read.");
            read.remarks.push(Remark::note(Place::sheet(*number, name), says));
            continue;
        };
        let (mut grid, asked) = sheet::read(&xml, (*number, name, *hidden), &known, &mut read)?;
        for beside in comments::read(&mut package, part.as_deref().unwrap_or_default(), limits)? {
            grid.comment(beside.at, beside.words, &mut read, limits)?;
        }
        lists.extend(asked);
        grids.push(grid);
    }
    validation::tell(&lists, &grids, &mut read);
    for grid in grids {
        grid.finish(&mut read, limits)?;
    }
    Ok(read)
}
