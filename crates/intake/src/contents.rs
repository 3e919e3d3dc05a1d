//! What the cells of a column show, whatever its heading says.

use programme::by_when::{ByWhen, Due};
use programme::status::{Declared, Status};

use crate::Field;
use crate::words::tidy;

/// How many of a column's filled cells must agree, in hundredths, and the fewest that are enough.
const MOST: usize = 70;
const FEWEST: usize = 3;

/// The mean length in letters from which cells are paragraphs.
const PARAGRAPH: usize = 60;

/// The most words that name who is to act.
const LONGEST_NAME: usize = 6;

/// Words that stand in the name of a post or of a body.
const POSTS: [&str; 20] = [
    "director",
    "directors",
    "manager",
    "managers",
    "lead",
    "leads",
    "head",
    "officer",
    "officers",
    "chair",
    "team",
    "teams",
    "ceo",
    "dph",
    "chief",
    "coordinator",
    "consultant",
    "nurse",
    "council",
    "trust",
];

/// Short words in capitals that name nobody.
const NOBODY: [&str; 14] = [
    "RAG", "TBC", "TBA", "NA", "YES", "NO", "LOW", "MED", "HIGH", "RED", "NEW", "NIL", "PDF", "XX",
];

/// The filled cells of a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Contents {
    cells: Vec<String>,
    /// How many of them a workbook holds as days.
    days: usize,
}

impl Contents {
    /// Adds what a cell says, if it says anything, and whether it holds it as a day.
    pub(crate) fn add(&mut self, words: &str, is_day: bool) {
        if !words.trim().is_empty() {
            self.cells.push(tidy(words).replace('\n', " "));
            self.days += usize::from(is_day);
        }
    }

    /// Goes on with the last cell, which a page end cut.
    pub(crate) fn go_on(&mut self, words: &str) {
        if let Some(last) = self.cells.last_mut().filter(|_| !words.trim().is_empty()) {
            last.push(' ');
            last.push_str(&tidy(words).replace('\n', " "));
        }
    }

    /// What its cells say, in order.
    pub(crate) fn cells(&self) -> impl Iterator<Item = &str> {
        self.cells.iter().map(String::as_str)
    }

    /// What the cells ask to be taken for, where nearly all of them agree.
    pub(crate) fn looks_like(&self) -> Option<Field> {
        let fields = [Field::ByWhen, Field::Status, Field::Responsibility];
        fields.into_iter().find(|field| self.most(*field, MOST) && self.cells.len() >= FEWEST)
    }

    /// Whether the cells agree with part of a heading that asks for the field: half of them do.
    pub(crate) fn agree_with(&self, field: Field) -> bool {
        self.cells.len() >= 2 && self.most(field, 50)
    }

    /// Whether no cell of several is one for the field.
    pub(crate) fn never(&self, field: Field) -> bool {
        self.cells.len() >= FEWEST && self.count(field) == 0
    }

    /// Whether the cells of several are running words, few of which begin with a status.
    pub(crate) fn are_paragraphs(&self) -> bool {
        let letters: usize = self.cells.iter().map(|cell| cell.chars().count()).sum();
        let long = letters > PARAGRAPH * self.cells.len();
        self.cells.len() >= FEWEST && long && !self.most(Field::Status, 50)
    }

    fn most(&self, field: Field, share: usize) -> bool {
        !self.cells.is_empty() && self.count(field) * 100 >= share * self.cells.len()
    }

    /// How many cells could stand in the column of the field.
    fn count(&self, field: Field) -> usize {
        let fit = |fits: fn(&str) -> bool| self.cells().filter(|cell| fits(cell)).count();
        if field == Field::ByWhen {
            fit(is_date).max(self.days)
        } else if field == Field::Status {
            fit(is_status)
        } else if field == Field::Responsibility {
            fit(is_owner)
        } else {
            self.cells.len()
        }
    }
}

/// A day, a month or a quarter, and nothing that is doubtful about it.
fn is_date(cell: &str) -> bool {
    let read = ByWhen::read(cell);
    matches!(read.due, Some(Due::Day(_) | Due::Month(_) | Due::Quarter(_))) && read.doubt.is_none()
}

fn is_status(cell: &str) -> bool {
    Status::read(cell).declared != Declared::NotReported
}

/// Initials, or a short name with the word of a post in it.
fn is_owner(cell: &str) -> bool {
    let named = cell.split_whitespace().count() <= LONGEST_NAME
        && crate::words::plain(cell).split(' ').any(|word| POSTS.contains(&word));
    let parties = cell.split(['/', ',', ';', '&', '+', ' ']).map(str::trim);
    let mut parties = parties.filter(|party| !party.is_empty()).peekable();
    let is_initials = |party: &str| {
        let party = party.trim_end_matches('?');
        (2..=4).contains(&party.len())
            && party.chars().all(|c| c.is_ascii_uppercase())
            && !NOBODY.contains(&party)
    };
    named || parties.peek().is_some() && parties.all(is_initials)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(cells: &[&str]) -> Contents {
        let mut contents = Contents::default();
        for cell in cells {
            contents.add(cell, false);
        }
        contents
    }

    #[test]
    fn cells_show_what_they_are_when_nearly_all_agree() {
        assert_eq!(of(&["30/9/20", "Sept 20", "1.6.21"]).looks_like(), Some(Field::ByWhen));
        assert_eq!(of(&["Done", "On hold", "", "Ongoing"]).looks_like(), Some(Field::Status));
        assert_eq!(of(&["DH/MW", "KR", "AB, CD"]).looks_like(), Some(Field::Responsibility));
        assert_eq!(
            of(&["Head of Care", "DPH", "Lead nurse"]).looks_like(),
            Some(Field::Responsibility)
        );
    }

    #[test]
    fn where_it_is_doubtful_they_show_nothing() {
        assert_eq!(of(&["30/9/20", "Sept 20"]).looks_like(), None);
        assert_eq!(of(&["30/9/20", "soon", "1.6.21"]).looks_like(), None);
        assert_eq!(of(&["RED", "RED", "TBC"]).looks_like(), None);
        assert_eq!(of(&["2024", "2025", "2026"]).looks_like(), None);
        assert_eq!(of(&["45.16", "44.2", "30.5"]).looks_like(), None);
        assert_eq!(of(&["Northtown", "Southtown", "Weston"]).looks_like(), None);
    }
}
