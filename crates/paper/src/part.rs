//! One XML part as a run of plain events, with everything dangerous refused on the way.

use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::{NsReader, XmlVersion};

use crate::Limits;
use crate::build::Stop;

/// The namespaces of Word's own elements, as written by Word and as the strict standard has it.
const WORD: [&str; 2] = [
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
];

/// The namespaces of formulas, whose letters are words too.
const MATHS: [&str; 2] = [
    "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "http://purl.oclc.org/ooxml/officeDocument/math",
];

/// What an element belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Owner {
    Word,
    Maths,
    Other,
}

/// What a part tells, one thing at a time.
pub(crate) enum Told<'a> {
    Start { owner: Owner, name: String, attributes: Attributes<'a> },
    End { owner: Owner, name: String },
    Text(String),
}

/// The attributes of one element, asked for by local name.
pub(crate) struct Attributes<'a>(BytesStart<'a>);

impl Attributes<'_> {
    /// The value of the attribute of that local name, whatever its prefix.
    pub(crate) fn get(&self, name: &str) -> Option<String> {
        let found = self.0.attributes().flatten().find(|a| a.key.local_name().as_ref() == name)?;
        Some(
            found
                .normalized_value(XmlVersion::Implicit1_0)
                .map_or_else(|_| found.value.to_string(), std::borrow::Cow::into_owned),
        )
    }

    /// Whether one of the attributes of that local name, of whatever prefix, has this value.
    pub(crate) fn has(&self, name: &str, value: &str) -> bool {
        let mut attributes = self.0.attributes().flatten();
        attributes.any(|a| a.key.local_name().as_ref() == name && a.value == value)
    }
}

/// Reads `xml` from end to end, telling `hear` of every element and every piece of text.
///
/// # Errors
///
/// If it is not well-formed, declares a document type, names an entity, or is nested too deep.
pub(crate) fn tell(
    xml: &str,
    limits: &Limits,
    mut hear: impl FnMut(Told<'_>) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let mut reader = NsReader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    let mut depth = 0_usize;
    loop {
        let (owner, event) = match reader.read_resolved_event() {
            Ok((namespace, event)) => (owner(&namespace), event),
            Err(error) => return Err(Stop::Damaged(format!("its XML ({error})"))),
        };
        match event {
            Event::Start(element) => {
                depth += 1;
                if depth > limits.depth {
                    let what = format!("it is nested more than {} deep", limits.depth);
                    return Err(Stop::Unsafe(what));
                }
                let name = element.local_name().as_ref().to_owned();
                hear(Told::Start { owner, name, attributes: Attributes(element) })?;
            }
            Event::End(element) => {
                depth = depth.saturating_sub(1);
                hear(Told::End { owner, name: element.local_name().as_ref().to_owned() })?;
            }
            Event::Text(text) => hear(Told::Text(text.xml10_content().into_owned()))?,
            Event::CData(text) => hear(Told::Text(text.xml10_content().into_owned()))?,
            Event::GeneralRef(reference) => {
                let character = match reference.resolve_char_ref() {
                    Ok(Some(character)) => Some(character),
                    Ok(None) => named(&reference.xml10_content()),
                    Err(error) => return Err(Stop::Damaged(format!("its XML ({error})"))),
                };
                let Some(character) = character else {
                    return Err(Stop::Unsafe("its XML names an entity".to_owned()));
                };
                hear(Told::Text(character.to_string()))?;
            }
            Event::DocType(_) => {
                return Err(Stop::Unsafe("its XML declares a document type".to_owned()));
            }
            Event::Eof if depth > 0 => {
                return Err(Stop::Damaged("its XML ends too early".to_owned()));
            }
            Event::Eof => return Ok(()),
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

fn owner(namespace: &ResolveResult<'_>) -> Owner {
    match namespace {
        ResolveResult::Bound(Namespace(name)) if WORD.contains(name) => Owner::Word,
        ResolveResult::Bound(Namespace(name)) if MATHS.contains(name) => Owner::Maths,
        ResolveResult::Bound(_) | ResolveResult::Unbound | ResolveResult::Unknown(_) => {
            Owner::Other
        }
    }
}

/// The five characters that every XML has a name for.
fn named(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}
