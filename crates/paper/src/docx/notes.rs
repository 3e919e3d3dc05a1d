//! Words that stand beside the document: comments, footnotes, headers and footers.

use std::collections::BTreeMap;

use crate::Limits;
use crate::build::Stop;
use crate::package::Package;
use crate::part::{Owner, Told, tell};

/// Comments and footnotes by the kind and number that refer to them.
pub(crate) type Notes = BTreeMap<(&'static str, String), String>;

/// The parts that hold notes: the part, its elements, and their name for people.
const PARTS: [(&str, &str, &str); 3] = [
    ("word/comments.xml", "comment", "comment"),
    ("word/footnotes.xml", "footnote", "footnote"),
    ("word/endnotes.xml", "endnote", "endnote"),
];

/// All comments and notes, to be told where the document refers to them.
pub(crate) fn read(package: &mut Package<'_>, limits: &Limits) -> Result<Notes, Stop> {
    let mut notes = Notes::new();
    for (part, element, kind) in PARTS {
        let Some(xml) = package.part(part)? else { continue };
        let mut open: Option<(String, String)> = None;
        tell(&xml, limits, |told| {
            match told {
                Told::Start { owner: Owner::Word, name, attributes } if name == element => {
                    open = attributes.get("id").map(|id| (id, String::new()));
                }
                Told::End { owner: Owner::Word, name } if name == element => {
                    if let Some((id, words)) = open.take() {
                        notes.insert(
                            (kind, id),
                            words.split_whitespace().collect::<Vec<_>>().join(" "),
                        );
                    }
                }
                Told::End { owner: Owner::Word, name } if name == "p" => {
                    if let Some((_, words)) = &mut open {
                        words.push(' ');
                    }
                }
                Told::Text(text) => {
                    if let Some((_, words)) = &mut open {
                        words.push_str(&text);
                    }
                }
                Told::Start { .. } | Told::End { .. } => {}
            }
            Ok(())
        })?;
    }
    Ok(notes)
}

/// What headers and footers say, each wording once, with its name for people.
pub(crate) fn margins(
    package: &mut Package<'_>,
    limits: &Limits,
) -> Result<Vec<(&'static str, String)>, Stop> {
    let mut names: Vec<(&'static str, String)> = Vec::new();
    for name in package.names() {
        for (start, words) in [("word/header", "page header"), ("word/footer", "page footer")] {
            if name.starts_with(start) {
                names.push((words, name.clone()));
            }
        }
    }
    let mut margins = Vec::new();
    for (words, name) in names {
        let Some(xml) = package.part(&name)? else { continue };
        let mut said = String::new();
        tell(&xml, limits, |told| {
            if let Told::Text(text) = told {
                said.push_str(&text);
                said.push(' ');
            }
            Ok(())
        })?;
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        if !said.is_empty() && !margins.contains(&(words, said.clone())) {
            margins.push((words, said));
        }
    }
    Ok(margins)
}
