//! The styles of an OpenDocument spreadsheet: colours, hidden sheets, and what dates show.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::build::Stop;
use crate::part::{Attributes, Told, tell};
use crate::{Limits, Shown};

/// The most styles that one is taken to be based on in turn.
const MOST_PARENTS: usize = 10;
/// The most letters that the name of a colour has.
const LONGEST_COLOUR: usize = 60;

/// All styles by their names.
#[derive(Default)]
pub(super) struct Styles {
    cells: BTreeMap<String, Style>,
    hidden_sheets: BTreeMap<String, bool>,
    dates: BTreeMap<Rc<str>, Shown>,
}

/// What one style says.
#[derive(Clone, Debug, Default)]
struct Style {
    parent: Option<String>,
    data: Option<Rc<str>>,
    fill: Option<Rc<str>>,
    struck: Option<bool>,
}

/// How a cell looks.
#[derive(Clone, Debug, Default)]
pub(super) struct Look {
    pub(super) fill: Option<Rc<str>>,
    pub(super) struck: bool,
    /// The name of how its value is shown.
    pub(super) format: Option<Rc<str>>,
    /// How much of a date it shows.
    pub(super) shown: Option<Shown>,
}

/// The style that is open while they are read.
enum Open {
    Cell(String, Style),
    Sheet(String),
    Date(String, Shown),
}

impl Styles {
    /// Takes in the styles of one part.
    pub(super) fn read(&mut self, xml: &str, limits: &Limits) -> Result<(), Stop> {
        let mut open: Option<Open> = None;
        let mut met = 0_usize;
        tell(xml, limits, |told| {
            match told {
                Told::Start { name, attributes, .. } => {
                    if let Some(opened) = opened(&name, &attributes) {
                        met += 1;
                        open = Some(opened);
                    } else if let Some(open) = &mut open {
                        self.look(open, &name, &attributes);
                    }
                }
                Told::End { name, .. } if name == "style" || name == "date-style" => {
                    self.close(open.take());
                }
                Told::End { .. } | Told::Text(_) => {}
            }
            if met > limits.parts {
                return Err(Stop::Unsafe(format!("it holds more than {} styles", limits.parts)));
            }
            Ok(())
        })
    }

    fn look(&mut self, open: &mut Open, name: &str, attributes: &Attributes<'_>) {
        match (open, name) {
            (Open::Cell(_, style), "table-cell-properties") => {
                let colour = attributes.get("background-color");
                let colour = colour.filter(|c| c != "transparent" && c.len() <= LONGEST_COLOUR);
                style.fill = colour.map(|colour| Rc::from(colour.trim_start_matches('#')));
            }
            (Open::Cell(_, style), "text-properties") => {
                let line = attributes.get("text-line-through-style");
                style.struck = line.map(|line| line != "none");
            }
            (Open::Sheet(sheet), "table-properties") => {
                let hidden = attributes.get("display").is_some_and(|display| display == "false");
                self.hidden_sheets.insert(sheet.clone(), hidden);
            }
            (Open::Date(_, shown), "day") => *shown = Shown::Day,
            (Open::Date(_, shown), "month") => *shown = (*shown).max(Shown::Month),
            (Open::Cell(..) | Open::Sheet(_) | Open::Date(..), _) => {}
        }
    }

    fn close(&mut self, open: Option<Open>) {
        match open {
            Some(Open::Cell(name, style)) => {
                self.cells.insert(name, style);
            }
            Some(Open::Date(name, shown)) => {
                self.dates.insert(Rc::from(name), shown);
            }
            Some(Open::Sheet(_)) | None => {}
        }
    }

    /// Whether the sheet of that style is hidden.
    pub(super) fn hides_sheet(&self, style: &str) -> bool {
        self.hidden_sheets.get(style).copied().unwrap_or(false)
    }

    /// How a cell of that style looks.
    pub(super) fn look_of(&self, style: &str) -> Look {
        let (mut look, mut struck) = (Look::default(), None);
        let mut next = self.cells.get(style);
        for _ in 0..MOST_PARENTS {
            let Some(style) = next else { break };
            look.fill = look.fill.or_else(|| style.fill.clone());
            look.format = look.format.or_else(|| style.data.clone());
            struck = struck.or(style.struck);
            next = style.parent.as_ref().and_then(|parent| self.cells.get(parent));
        }
        look.struck = struck.unwrap_or(false);
        look.shown = look.format.as_ref().and_then(|format| self.dates.get(format)).copied();
        look
    }
}

fn opened(name: &str, attributes: &Attributes<'_>) -> Option<Open> {
    let own = || attributes.get("name").unwrap_or_default();
    match (name, attributes.get("family").as_deref()) {
        ("style", Some("table-cell")) => {
            let (parent, data) = (
                attributes.get("parent-style-name"),
                attributes.get("data-style-name").map(Rc::from),
            );
            Some(Open::Cell(own(), Style { parent, data, ..Style::default() }))
        }
        ("style", Some("table")) => Some(Open::Sheet(own())),
        ("date-style", _) => Some(Open::Date(own(), Shown::Year)),
        _ => None,
    }
}
