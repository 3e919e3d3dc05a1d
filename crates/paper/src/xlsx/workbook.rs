//! The workbook: which sheets there are, in order, and how it counts days.

use std::collections::BTreeMap;

use crate::Limits;
use crate::build::{Stop, nth};
use crate::day::Epoch;
use crate::package::Package;
use crate::part::{Told, tell};

pub(super) const MAIN: &str = "xl/workbook.xml";

/// What the workbook says of itself.
pub(super) struct Workbook {
    pub(super) epoch: Epoch,
    pub(super) sheets: Vec<Listed>,
}

/// A sheet as the workbook lists it.
pub(super) struct Listed {
    pub(super) number: u32,
    pub(super) name: String,
    pub(super) hidden: bool,
    /// The part it is in, if it is a sheet of cells.
    pub(super) part: Option<String>,
}

pub(super) fn read(package: &mut Package<'_>, limits: &Limits) -> Result<Workbook, Stop> {
    let xml = package.part(MAIN)?.ok_or_else(|| Stop::Damaged(format!("it has no {MAIN}")))?;
    let parts = relations(package, MAIN, limits)?;
    let mut workbook = Workbook { epoch: Epoch::Of1900, sheets: Vec::new() };
    tell(&xml, limits, |told| {
        let Told::Start { name, attributes, .. } = told else { return Ok(()) };
        match name.as_str() {
            "workbookPr"
                if attributes.get("date1904").is_some_and(|is| is == "1" || is == "true") =>
            {
                workbook.epoch = Epoch::Of1904;
            }
            "sheet" => {
                if workbook.sheets.len() >= limits.entries {
                    return Err(Stop::Unsafe(format!(
                        "it lists more than {} sheets",
                        limits.entries
                    )));
                }
                let part = attributes.get("id").and_then(|id| parts.get(&id));
                let part =
                    part.filter(|part| part.kind == "worksheet").map(|part| part.target.clone());
                workbook.sheets.push(Listed {
                    number: nth(workbook.sheets.len()),
                    name: attributes.get("name").unwrap_or_default(),
                    hidden: attributes.get("state").is_some_and(|state| state != "visible"),
                    part,
                });
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(workbook)
}

/// A part that another part points at.
#[derive(Clone, Debug)]
pub(super) struct Related {
    /// The last word of its type, such as "worksheet".
    pub(super) kind: String,
    /// Its name in the package.
    pub(super) target: String,
}

/// The parts that a part points at, by the names it has for them.
pub(super) fn relations(
    package: &mut Package<'_>,
    of: &str,
    limits: &Limits,
) -> Result<BTreeMap<String, Related>, Stop> {
    let (folder, file) = of.rsplit_once('/').unwrap_or(("", of));
    let mut related = BTreeMap::new();
    let Some(xml) = package.part(&format!("{folder}/_rels/{file}.rels"))? else {
        return Ok(related);
    };
    tell(&xml, limits, |told| {
        if let Told::Start { name, attributes, .. } = told
            && name == "Relationship"
            && attributes.get("TargetMode").is_none_or(|mode| mode != "External")
        {
            let kind = attributes.get("Type").unwrap_or_default();
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            let target = resolved(folder, &attributes.get("Target").unwrap_or_default());
            related.insert(attributes.get("Id").unwrap_or_default(), Related { kind, target });
        }
        Ok(())
    })?;
    Ok(related)
}

/// The name in the package of a target, which may be said from the folder of who says it.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_owned();
    }
    let mut parts: Vec<&str> = folder.split('/').collect();
    for part in target.split('/') {
        match part {
            ".." => {
                parts.pop();
            }
            "." => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_names_in_the_package() {
        assert_eq!(resolved("xl/worksheets", "../comments1.xml"), "xl/comments1.xml");
        assert_eq!(resolved("xl", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolved("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolved("xl", "../../../etc/passwd"), "etc/passwd");
    }
}
