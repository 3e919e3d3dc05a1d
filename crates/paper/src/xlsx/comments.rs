//! What people wrote beside cells: notes, and threads of comments.

use std::collections::BTreeMap;

use super::strings::plain;
use super::workbook::relations;
use crate::Limits;
use crate::build::Stop;
use crate::package::Package;
use crate::part::{Told, tell};
use crate::reference;

/// Words beside a cell.
pub(super) struct Beside {
    pub(super) at: (u32, u32),
    pub(super) words: String,
}

/// How the note begins that Excel writes for programs that do not know threads.
const STAND_IN: &str = "[Threaded comment]";

/// The comments of the sheet in that part, in the order of their cells.
pub(super) fn read(
    package: &mut Package<'_>,
    of: &str,
    limits: &Limits,
) -> Result<Vec<Beside>, Stop> {
    let mut beside: BTreeMap<(u32, u32), Vec<String>> = BTreeMap::new();
    let related = relations(package, of, limits)?;
    for (kind, element) in [("threadedComment", "threadedComment"), ("comments", "comment")] {
        for part in related.values().filter(|part| part.kind == kind) {
            let Some(xml) = package.part(&part.target)? else { continue };
            gather(&xml, element, limits, &mut beside)?;
        }
    }
    let mut all = Vec::new();
    for (at, mut said) in beside {
        if said.iter().any(|words| !words.starts_with(STAND_IN)) {
            said.retain(|words| !words.starts_with(STAND_IN));
        }
        all.extend(said.into_iter().map(|words| Beside { at, words }));
    }
    Ok(all)
}

fn gather(
    xml: &str,
    element: &str,
    limits: &Limits,
    beside: &mut BTreeMap<(u32, u32), Vec<String>>,
) -> Result<(), Stop> {
    let mut open: Option<((u32, u32), String)> = None;
    let mut in_text = false;
    let mut met = 0_usize;
    tell(xml, limits, |told| {
        match told {
            Told::Start { name, attributes, .. } if name == element => {
                let at = attributes.get("ref").and_then(|reference| reference::cell(&reference));
                open = at.map(|at| (at, String::new()));
            }
            Told::Start { name, .. } if name == "text" => in_text = true,
            Told::Start { .. } => {}
            Told::End { name, .. } if name == element => {
                met += 1;
                if met > limits.parts {
                    return Err(Stop::Unsafe(format!(
                        "it holds more than {} comments",
                        limits.parts
                    )));
                }
                if let Some((at, words)) = open.take() {
                    let words = plain(&words).split_whitespace().collect::<Vec<_>>().join(" ");
                    let held = beside.entry(at).or_default();
                    if !words.is_empty() && held.last() != Some(&words) {
                        held.push(words);
                    }
                }
            }
            Told::End { name, .. } if name == "text" => in_text = false,
            Told::End { .. } => {}
            Told::Text(text) => {
                if let Some((_, words)) = open.as_mut().filter(|_| in_text) {
                    words.push_str(&text);
                }
            }
        }
        Ok(())
    })
}
