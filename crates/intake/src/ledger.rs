//! The account of a document: every cell is entered once, and leaves once.

use paper::{Block, Paper, Place};
use programme::draft::{Account, Skipped};

use crate::sheet::is_on_hidden_sheet;

/// A cell of a table, or a paragraph outside any: what the account counts.
pub(crate) type Unit = usize;

/// Why a unit that nobody claimed is left out.
pub(crate) const NOT_RECOGNISED: &str = "not recognised";

/// Why a cell of a hidden sheet is left out, whatever it says.
const ON_HIDDEN: &str = "on a hidden sheet";

/// Every unit of a document, and where it went; one of no document, where only the reading matters.
#[derive(Default)]
pub(crate) struct Ledger {
    entries: Vec<Entry>,
}

struct Entry {
    place: Place,
    words: String,
    fate: Option<Fate>,
}

/// Where a unit went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    Imported,
    Extra,
    /// The form's own words: imported with a template, left out of a return.
    Form,
    /// A worked example of the form: imported with a template, never with a return.
    Example,
    Skipped(&'static str),
}

impl Ledger {
    /// Enters every unit of the document, in reading order.
    pub(crate) fn of(paper: &Paper) -> Self {
        let mut entries = Vec::new();
        for block in &paper.blocks {
            match block {
                Block::Heading { paragraph, level: _ } | Block::Paragraph(paragraph) => {
                    entries.push(Entry {
                        place: paragraph.place,
                        words: paragraph.text(),
                        fate: None,
                    });
                }
                Block::Table(table) => {
                    for cell in table.rows.iter().flat_map(|row| &row.cells) {
                        let fate = is_on_hidden_sheet(cell).then_some(Fate::Skipped(ON_HIDDEN));
                        entries.push(Entry { place: cell.place, words: cell.text(), fate });
                    }
                }
            }
        }
        Self { entries }
    }

    /// Says where a unit went; what was said first stands.
    pub(crate) fn goes(&mut self, unit: Unit, fate: Fate) {
        if let Some(entry) = self.entries.get_mut(unit) {
            entry.fate.get_or_insert(fate);
        }
    }

    /// Says where several units went.
    pub(crate) fn all_go(&mut self, units: &[Unit], fate: &Fate) {
        for unit in units {
            self.goes(*unit, fate.clone());
        }
    }

    /// The account: whatever nobody claimed is left out, and says so.
    pub(crate) fn close(self, form_words: FormWords) -> Account {
        let mut account = Account { cells: self.entries.len(), ..Account::default() };
        for Entry { place, words, fate } in self.entries {
            let reason = match (fate, form_words) {
                (Some(Fate::Imported), _)
                | (Some(Fate::Form | Fate::Example), FormWords::Imported) => {
                    account.imported += 1;
                    continue;
                }
                (Some(Fate::Extra), _) => {
                    account.extra += 1;
                    continue;
                }
                (Some(Fate::Form), FormWords::Skipped) => "the form's own words",
                (Some(Fate::Example), FormWords::Skipped) => "worked example",
                (Some(Fate::Skipped(reason)), _) => reason,
                (None, _) if words.trim().is_empty() => "blank",
                (None, _) => NOT_RECOGNISED,
            };
            let (place, reason) = (place.to_string(), reason.to_owned());
            account.skipped.push(Skipped { place, words: words.trim().to_owned(), reason });
        }
        account
    }
}

/// What the account makes of a form's own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FormWords {
    Imported,
    Skipped,
}
