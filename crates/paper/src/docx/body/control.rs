//! The content controls that are open: Word's fields to type into, around a cell's words, a whole
//! cell or a whole row.

use crate::{Place, Remark};

/// The content controls that are open, outermost first, and what they asked for.
#[derive(Default)]
pub(crate) struct Controls {
    open: Vec<Control>,
    /// The first thing that a control still asks for, and where.
    first: Option<(Place, String)>,
    /// How many more controls still ask.
    more: usize,
}

struct Control {
    /// How many tables were open when it began, and whether a row of the innermost was.
    tables: usize,
    in_row: bool,
    tag: Option<String>,
    /// It shows what to type into it, which is no answer.
    asks: bool,
    /// Words of that were met.
    prompted: bool,
}

impl Controls {
    pub(crate) fn start(&mut self, tables: usize, in_row: bool) {
        self.open.push(Control { tables, in_row, tag: None, asks: false, prompted: false });
    }

    pub(crate) fn end(&mut self) {
        self.open.pop();
    }

    /// The innermost has that tag.
    pub(crate) fn tag(&mut self, tag: String) {
        if let Some(control) = self.open.last_mut() {
            control.tag = Some(tag).filter(|tag| !tag.trim().is_empty());
        }
    }

    /// The innermost shows only what to type into it.
    pub(crate) fn ask(&mut self) {
        if let Some(control) = self.open.last_mut() {
            control.asks = true;
        }
    }

    /// The tag of the innermost, whose content begins.
    pub(crate) fn begun(&self) -> Option<String> {
        self.open.last().and_then(|control| control.tag.clone())
    }

    /// The tag of what is drawn around a cell of the innermost of so many tables: the cell's own,
    /// or that of its row if it is the row's first.
    pub(crate) fn around(&self, tables: usize, is_first: bool) -> Option<String> {
        let here = || self.open.iter().rev().filter(|control| control.tables == tables);
        let of_cell = here().filter(|control| control.in_row).find_map(|c| c.tag.clone());
        let of_row = || here().filter(|control| !control.in_row).find_map(|c| c.tag.clone());
        of_cell.or_else(|| is_first.then(of_row).flatten())
    }

    /// Takes words that a control shows where an answer should stand, if it does so.
    pub(crate) fn takes(&mut self, words: &str, place: Place) -> bool {
        let Some(control) = self.open.iter_mut().find(|control| control.asks) else {
            return false;
        };
        let goes_on = std::mem::replace(&mut control.prompted, true);
        match &mut self.first {
            Some((_, held)) if goes_on && self.more == 0 => held.push_str(words),
            Some(_) if goes_on => {}
            Some(_) => self.more += 1,
            None => self.first = Some((place, words.to_owned())),
        }
        true
    }

    /// What the controls still ask for, in one remark.
    pub(crate) fn remark(self) -> Option<Remark> {
        let (place, words) = self.first?;
        let says = match self.more {
            0 => format!("“{words}” is what a form control asks for, not an answer."),
            more => format!(
                "“{words}” is what a form control asks for, not an answer; {more} more are as they were given out."
            ),
        };
        Some(Remark::note(place, says))
    }
}
