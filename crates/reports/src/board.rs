//! The paper for a Board, as a plain struct and as a PDF.

use charts::Chart;
use jiff::civil::Date;

use crate::{Error, typeset};

/// Everything a Board report says. All words are ready to be read; all counts are whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Board {
    /// Its title.
    pub title: String,
    /// The body that reports.
    pub body: String,
    /// The title of the round.
    pub round: String,
    /// The day whose state it tells.
    pub as_at: Date,
    /// The day it was made.
    pub issued: Date,
    /// What we can say, strongest first.
    pub can_say: Vec<String>,
    /// What we ask of the Board.
    pub asks: Vec<Ask>,
    /// What we cannot tell, and why.
    pub cannot_tell: Vec<CannotTell>,
    /// The returns of the round.
    pub returns: Returns,
    /// How many objectives each organisation has under each theme.
    pub matrix: Matrix,
    /// What is late, worst first.
    pub late: Vec<Promise>,
    /// What falls due next, nearest first; each promise in one window only.
    pub ahead: Vec<Window>,
    /// The gaps, worst first.
    pub exhibits: Vec<Exhibit>,
    /// The objectives that no measure will judge.
    pub unmeasured: Vec<Unmeasured>,
    /// The rule by which promises stand.
    pub rule: String,
}

/// Something the Board is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// What is asked.
    pub what: String,
    /// Who is to answer, if anybody is named.
    pub owner: Option<String>,
    /// By when, in the words people used; empty if they used none.
    pub by_when: String,
}

/// Something we cannot tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CannotTell {
    /// What.
    pub what: String,
    /// Why.
    pub why: String,
}

/// The returns of a round.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Returns {
    /// How many are in.
    pub received: u64,
    /// Those that are not.
    pub missing: Vec<Missing>,
}

/// A return that is not in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Whose it is.
    pub organisation: String,
    /// How many days late it is; 0 when it is not due yet.
    pub days_late: u64,
}

/// Counts of objectives, organisation by theme.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matrix {
    /// The themes, in the framework's order.
    pub themes: Vec<String>,
    /// The organisations, in the order they are shown.
    pub rows: Vec<MatrixRow>,
}

/// The counts of one organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatrixRow {
    /// Its name.
    pub organisation: String,
    /// Its objectives under each theme, in the order of the themes; empty when it has not returned.
    pub counts: Vec<u64>,
}

/// Something promised, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    /// What was promised.
    pub what: String,
    /// The plan it is part of, and whose.
    pub plan: String,
    /// Who answers for it, if anybody is named.
    pub owner: Option<String>,
    /// By when, in the words people used; empty if they used none.
    pub by_when: String,
    /// Where it stands: "late by 4 days".
    pub standing: String,
}

/// What falls due within so many days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// How many days ahead it reaches.
    pub days: u64,
    /// What falls due in it.
    pub promises: Vec<Promise>,
}

/// A gap that an objective claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exhibit {
    /// The objective, in its own words.
    pub objective: String,
    /// Whose it is.
    pub organisation: String,
    /// The picture, its table and its sentence.
    pub chart: Chart,
    /// What may be said of the change since the earlier period; empty if there is none to compare.
    pub change: String,
}

/// An objective that no measure will judge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmeasured {
    /// The objective, in its own words.
    pub objective: String,
    /// Whose it is.
    pub organisation: String,
}

/// The report as a tagged PDF that keeps to PDF/UA-1.
///
/// The same struct gives the same bytes. Letters that the typefaces do not have are shown as � and
/// counted on the last page.
///
/// # Errors
///
/// If the typesetter refuses; no words in the struct can make it.
pub fn pdf(board: &Board) -> Result<Vec<u8>, Error> {
    typeset::pdf(include_str!("board.typ"), |letters| crate::values::board(board, letters))
}
