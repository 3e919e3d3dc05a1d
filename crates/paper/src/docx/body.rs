//! The body of a Word document, from XML to blocks.
//!
//! The walk keeps no picture of the XML: only the tables, paragraphs and runs that are
//! open. A table inside a cell becomes a table of its own after the outer one, because
//! forms are often drawn as tables inside a table for looks.

mod control;
mod grid;
mod paragraph;

use super::notes::Notes;
use crate::build::{Sheet, Stop};
use crate::part::{Attributes, Owner, Told, tell};
use crate::{Block, Limits, Place, Remark, Table};
use control::Controls;
use grid::OpenTable;
use paragraph::OpenParagraph;

/// Reads the main part into `sheet`.
pub(crate) fn read(
    xml: &str,
    notes: &Notes,
    limits: &Limits,
    sheet: &mut Sheet,
) -> Result<(), Stop> {
    let mut walk = Walk {
        notes,
        limits,
        sheet,
        open: Vec::new(),
        silent: None,
        numbers: Numbers::default(),
        tables: Vec::new(),
        inner: Vec::new(),
        paragraphs: Vec::new(),
        highlight: None,
        controls: Controls::default(),
        in_text: false,
    };
    tell(xml, limits, |told| walk.hear(told))?;
    let asked = walk.controls.remark();
    sheet.remarks.extend(asked);
    Ok(())
}

/// What is open where the walk stands.
struct Walk<'a> {
    notes: &'a Notes,
    limits: &'a Limits,
    sheet: &'a mut Sheet,
    /// The names of the elements that are open, outermost first.
    open: Vec<String>,
    silent: Option<Silence>,
    numbers: Numbers,
    tables: Vec<OpenTable>,
    /// Tables that stood inside the outermost one, to follow it.
    inner: Vec<Table>,
    paragraphs: Vec<OpenParagraph>,
    /// The colour the open run is highlighted in.
    highlight: Option<String>,
    controls: Controls,
    in_text: bool,
}

/// Part of the document whose words do not count, and how deep it began.
struct Silence {
    depth: usize,
    /// Whether words in it were taken out by an editor, which is told.
    taken_out: bool,
    words: String,
}

/// How many things of each kind have been met.
#[derive(Default)]
struct Numbers {
    order: u32,
    paragraph: u32,
    table: u32,
}

impl Walk<'_> {
    fn hear(&mut self, told: Told<'_>) -> Result<(), Stop> {
        match told {
            Told::Start { owner, name, attributes } => {
                if self.silent.is_none() {
                    let taken_out =
                        owner == Owner::Word && matches!(name.as_str(), "del" | "moveFrom");
                    if taken_out || name == "Fallback" {
                        let (depth, words) = (self.open.len(), String::new());
                        self.silent = Some(Silence { depth, taken_out, words });
                    } else {
                        self.start(owner, &name, &attributes)?;
                    }
                }
                self.open.push(name);
            }
            Told::End { owner, name } => {
                self.open.pop();
                match &self.silent {
                    Some(silence) if self.open.len() <= silence.depth => self.end_silence(),
                    Some(_) => {}
                    None => self.end(owner, &name),
                }
            }
            Told::Text(text) => match &mut self.silent {
                Some(silence) => silence.words.push_str(&text),
                None if self.in_text => self.words(&text),
                None => {}
            },
        }
        Ok(())
    }

    fn end_silence(&mut self) {
        if let Some(Silence { taken_out: true, words, depth: _ }) = self.silent.take()
            && !words.trim().is_empty()
        {
            let says =
                format!("“{}” was struck out with tracked changes, and is left out.", words.trim());
            self.sheet.remarks.push(Remark::look(
                self.place(),
                says,
                "Accept or reject the changes in Word",
            ));
        }
        self.silent = None;
    }

    fn start(&mut self, owner: Owner, name: &str, attributes: &Attributes<'_>) -> Result<(), Stop> {
        match (owner, name) {
            (Owner::Word | Owner::Maths, "t") => self.in_text = true,
            (Owner::Word, "tbl") => self.start_table(),
            (Owner::Word, "tr") => {
                self.sheet.part(self.limits)?;
                self.with_table(OpenTable::start_row);
            }
            (Owner::Word, "tc") => {
                self.sheet.part(self.limits)?;
                self.with_table(OpenTable::start_cell);
            }
            (Owner::Word, "p") => {
                self.sheet.part(self.limits)?;
                self.numbers.order += 1;
                self.paragraphs.push(OpenParagraph::new(self.numbers.order));
            }
            (Owner::Word, "r") => self.highlight = None,
            (Owner::Word, "sdt") => {
                let in_row = self.tables.last().is_some_and(OpenTable::in_row);
                self.controls.start(self.tables.len(), in_row);
            }
            (Owner::Word, "tag") if self.inside(&["sdt", "sdtPr"]) => {
                self.controls.tag(attributes.get("val").unwrap_or_default());
            }
            (Owner::Word, "sdtContent") => {
                let tag = self.controls.begun();
                self.with_table(|table| table.tag(tag));
            }
            (Owner::Word, "showingPlcHdr") if is_on(attributes) => self.controls.ask(),
            (Owner::Word, "tab") if self.inside(&["r"]) => self.words("\t"),
            (Owner::Word, "br") if !is_page_break(attributes) => self.words("\n"),
            (Owner::Word, "cr") => self.words("\n"),
            (Owner::Word, "noBreakHyphen") => self.words("\u{2011}"),
            (Owner::Word, "highlight") if self.inside(&["r", "rPr"]) => {
                self.highlight = attributes.get("val").filter(|colour| colour != "none");
            }
            (Owner::Word, "pStyle" | "numPr" | "outlineLvl") => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.style(name, attributes);
                }
            }
            (Owner::Word, "tblHeader" | "gridBefore" | "gridSpan" | "vMerge" | "shd") => {
                let of_cell = self.inside(&["tcPr"]);
                self.with_table(|table| table.look(name, attributes, of_cell));
            }
            (Owner::Word, "commentReference") => self.refer("comment", attributes),
            (Owner::Word, "footnoteReference") => self.refer("footnote", attributes),
            (Owner::Word, "endnoteReference") => self.refer("endnote", attributes),
            (Owner::Other, "docPr") => {
                if let Some(words) =
                    attributes.get("descr").filter(|words| !words.trim().is_empty())
                {
                    let says = format!("A picture here is described as “{}”.", words.trim());
                    self.sheet.remarks.push(Remark::note(self.place(), says));
                }
            }
            (Owner::Word | Owner::Maths | Owner::Other, _) => {}
        }
        Ok(())
    }

    fn end(&mut self, owner: Owner, name: &str) {
        match (owner, name) {
            (Owner::Word | Owner::Maths, "t") => self.in_text = false,
            (Owner::Word, "tbl") => self.end_table(),
            (Owner::Word, "tr") => self.with_table(OpenTable::end_row),
            (Owner::Word, "tc") => {
                let is_first = self.tables.last().is_some_and(OpenTable::at_first_cell);
                let tag = self.controls.around(self.tables.len(), is_first);
                self.with_table(|table| table.tag(tag));
                self.with_table(OpenTable::end_cell);
            }
            (Owner::Word, "p") => self.end_paragraph(),
            (Owner::Word, "r") => self.highlight = None,
            (Owner::Word, "sdt") => self.controls.end(),
            (Owner::Word | Owner::Maths | Owner::Other, _) => {}
        }
    }

    fn start_table(&mut self) {
        self.numbers.order += 1;
        self.numbers.table += 1;
        let place = Place::table(self.numbers.order, self.numbers.table);
        if let Some(cell) = self.cell_place() {
            let says = format!("A table inside this cell is read as {place}.");
            self.sheet.remarks.push(Remark::note(cell, says));
        }
        self.tables.push(OpenTable::new(place));
    }

    fn end_table(&mut self) {
        let Some(table) = self.tables.pop().map(OpenTable::finish) else { return };
        self.inner.push(table);
        if self.tables.is_empty() {
            self.inner.sort_by_key(|table| table.place);
            self.sheet.blocks.extend(self.inner.drain(..).map(Block::Table));
        }
    }

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.paragraphs.pop() else { return };
        if let Some(cell) = self.tables.last_mut().and_then(OpenTable::cell) {
            let place = cell.place;
            cell.paragraphs.push(paragraph.finish(place));
        } else if !paragraph.is_blank() {
            self.numbers.paragraph += 1;
            let mut place = Place::paragraph(paragraph.order, self.numbers.paragraph);
            // A table or box inside the paragraph was met before the paragraph ended.
            if self.sheet.blocks.last().is_some_and(|last| last.place() > place) {
                self.numbers.order += 1;
                place = Place::paragraph(self.numbers.order, self.numbers.paragraph);
            }
            self.sheet.blocks.push(paragraph.block(place));
        }
    }

    fn words(&mut self, text: &str) {
        let place = self.place();
        if self.controls.takes(text, place) {
            return;
        }
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.words(text, self.highlight.as_deref());
        }
    }

    /// Tells a comment or note where the document refers to it.
    fn refer(&mut self, kind: &'static str, attributes: &Attributes<'_>) {
        let words = attributes.get("id").and_then(|id| self.notes.get(&(kind, id)));
        if let Some(words) = words.filter(|words| !words.is_empty()) {
            let says = format!("A {kind} here says “{words}”.");
            let hint = "It is kept as a remark; move it into the document if it belongs there";
            self.sheet.remarks.push(Remark::look(self.place(), says, hint));
        }
    }

    /// Whether the innermost open elements are these.
    fn inside(&self, names: &[&str]) -> bool {
        let at = self.open.len().saturating_sub(names.len());
        self.open.get(at..).is_some_and(|open| open == names)
    }

    fn with_table(&mut self, act: impl FnOnce(&mut OpenTable)) {
        if let Some(table) = self.tables.last_mut() {
            act(table);
        }
    }

    fn cell_place(&self) -> Option<Place> {
        self.tables.last().and_then(OpenTable::cell_place)
    }

    fn place(&self) -> Place {
        let next = self.numbers.paragraph + 1;
        let paragraph = self.paragraphs.last().map(|open| Place::paragraph(open.order, next));
        self.cell_place().or(paragraph).unwrap_or(Place::DOCUMENT)
    }
}

/// Whether a switch such as `<w:tblHeader/>` is on, which it is unless it says otherwise.
fn is_on(attributes: &Attributes<'_>) -> bool {
    !attributes.get("val").is_some_and(|val| matches!(val.as_str(), "0" | "false" | "off"))
}

fn is_page_break(attributes: &Attributes<'_>) -> bool {
    attributes.get("type").is_some_and(|kind| kind == "page" || kind == "column")
}
