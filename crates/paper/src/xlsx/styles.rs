//! How cells look: the number format, the colour, and whether words are struck through.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::number_format::NumberFormat;
use crate::Limits;
use crate::build::Stop;
use crate::package::Package;
use crate::part::{Attributes, Told, tell};

const PART: &str = "xl/styles.xml";

/// The looks that cells point at by number.
#[derive(Debug, Default)]
pub(super) struct Styles {
    looks: Vec<Look>,
    plain: Look,
}

/// How a cell looks.
#[derive(Clone, Debug)]
pub(super) struct Look {
    pub(super) format: Rc<NumberFormat>,
    pub(super) fill: Option<Rc<str>>,
    pub(super) struck: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self { format: Rc::new(NumberFormat::built_in(0)), fill: None, struck: false }
    }
}

impl Styles {
    /// The look of that number; a number that is not there is no look at all.
    pub(super) fn look(&self, number: Option<usize>) -> &Look {
        number.or(Some(0)).and_then(|number| self.looks.get(number)).unwrap_or(&self.plain)
    }
}

/// What is open while the styles are read.
#[derive(Default)]
struct Reader {
    formats: BTreeMap<u32, Rc<NumberFormat>>,
    fills: Vec<Option<Rc<str>>>,
    struck: Vec<bool>,
    looks: Vec<Look>,
    solid: bool,
    /// The list that is open, such as "cellXfs".
    list: String,
}

pub(super) fn read(package: &mut Package<'_>, limits: &Limits) -> Result<Styles, Stop> {
    let Some(xml) = package.part(PART)? else { return Ok(Styles::default()) };
    let mut reader = Reader::default();
    tell(&xml, limits, |told| {
        match told {
            Told::Start { name, attributes, .. } => reader.start(&name, &attributes),
            Told::End { name, .. } if name == reader.list => reader.list.clear(),
            Told::End { .. } | Told::Text(_) => {}
        }
        if reader.count() > limits.parts {
            return Err(Stop::Unsafe(format!("it holds more than {} styles", limits.parts)));
        }
        Ok(())
    })?;
    Ok(Styles { looks: reader.looks, plain: Look::default() })
}

/// The most letters that the name of a colour has.
const LONGEST_COLOUR: usize = 60;

impl Reader {
    /// How many styles of all kinds were met.
    fn count(&self) -> usize {
        self.formats.len() + self.fills.len() + self.struck.len() + self.looks.len()
    }

    fn start(&mut self, name: &str, attributes: &Attributes<'_>) {
        let number = |key: &str| attributes.get(key).and_then(|value| value.parse::<usize>().ok());
        match (self.list.as_str(), name) {
            ("", "numFmts" | "fonts" | "fills" | "cellXfs" | "cellStyleXfs" | "dxfs") => {
                name.clone_into(&mut self.list);
            }
            ("numFmts", "numFmt") => {
                if let Some(id) = number("numFmtId").and_then(|id| u32::try_from(id).ok()) {
                    let code = attributes.get("formatCode").unwrap_or_default();
                    self.formats.insert(id, Rc::new(NumberFormat::new(&code)));
                }
            }
            ("fonts", "font") => self.struck.push(false),
            ("fonts", "strike") => {
                let off = attributes.get("val").is_some_and(|val| val == "0" || val == "false");
                if let Some(struck) = self.struck.last_mut() {
                    *struck = !off;
                }
            }
            ("fills", "fill") => self.fills.push(None),
            ("fills", "patternFill") => {
                let kind = attributes.get("patternType");
                self.solid = kind.is_some_and(|kind| kind != "none");
            }
            ("fills", "fgColor") if self.solid => {
                if let Some(fill) = self.fills.last_mut() {
                    *fill = colour(attributes)
                        .filter(|fill| fill.len() <= LONGEST_COLOUR)
                        .map(Rc::from);
                }
            }
            ("cellXfs", "xf") => self.look(attributes),
            _ => {}
        }
    }

    fn look(&mut self, attributes: &Attributes<'_>) {
        let number = |key: &str| attributes.get(key).and_then(|value| value.parse::<usize>().ok());
        let id = number("numFmtId").and_then(|id| u32::try_from(id).ok()).unwrap_or(0);
        let built_in = || Rc::new(NumberFormat::built_in(id));
        let format = Rc::clone(self.formats.entry(id).or_insert_with(built_in));
        let fill = number("fillId").and_then(|at| self.fills.get(at)).cloned().flatten();
        let struck = number("fontId").and_then(|at| self.struck.get(at)).copied().unwrap_or(false);
        self.looks.push(Look { format, fill, struck });
    }
}

/// A colour as it was written: "D9E1F2" without its opacity, or where its theme or Excel's
/// own list has it.
fn colour(attributes: &Attributes<'_>) -> Option<String> {
    if let Some(rgb) = attributes.get("rgb") {
        let opaque = rgb.get(2..).filter(|_| rgb.len() == 8);
        return Some(opaque.unwrap_or(&rgb).to_owned());
    }
    let tint = attributes.get("tint").map_or(String::new(), |tint| format!(", tint {tint}"));
    let theme = attributes.get("theme").map(|theme| format!("theme {theme}{tint}"));
    theme.or_else(|| {
        let own = attributes.get("indexed").filter(|own| own != "64");
        own.map(|own| format!("indexed {own}"))
    })
}
