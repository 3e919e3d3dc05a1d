//! What is odd about a sheet, told once for each kind however often it is met.

use std::collections::BTreeMap;

use crate::{Place, Remark, Severity};

/// A kind of oddity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Odd {
    HiddenSheet,
    HiddenRow,
    HiddenColumn,
    Formula,
    NoValue,
    Error,
    NoSuchWords,
    Unshowable,
    Struck,
    Twice,
    Outside,
    Covered,
    Overlap,
}

/// The oddities of a sheet: how often each was met, and where first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Odds {
    met: BTreeMap<Odd, Met>,
}

#[derive(Clone, Debug)]
struct Met {
    first: (u32, u32),
    last: (u32, u32),
    times: usize,
}

impl Odds {
    /// Notes that an oddity was met. Cells of one row or column that come one after another
    /// may be told by that alone, and then count once.
    pub(crate) fn met(&mut self, odd: Odd, at: (u32, u32)) {
        let met = self.met.entry(odd).or_insert(Met { first: at, last: (0, 0), times: 0 });
        if at != met.last || at == (0, 0) {
            met.times += 1;
        }
        met.first = met.first.min(at);
        met.last = at;
    }

    /// A remark for each kind that was met.
    pub(super) fn remarks(&self, sheet: Place) -> Vec<Remark> {
        let remark = |(odd, met): (&Odd, &Met)| {
            let (row, column) = met.first;
            let (severity, says, hint) = odd.words(met.times);
            let hint = (!hint.is_empty()).then(|| hint.to_owned());
            Remark { place: sheet.row(row).column(column), severity, says, hint }
        };
        self.met.iter().map(remark).collect()
    }
}

impl Odd {
    /// Whether someone should look, what was met, and what to do about it.
    fn words(self, times: usize) -> (Severity, String, &'static str) {
        let cells = if times == 1 {
            "This cell".to_owned()
        } else {
            format!("This cell, and {} more of the sheet,", times - 1)
        };
        let one = |one: &'static str, many: &'static str| if times == 1 { one } else { many };
        match self {
            Self::HiddenSheet => (Severity::Note, "The sheet is hidden.".to_owned(), ""),
            Self::HiddenRow => (
                Severity::Look,
                match times {
                    1 => "This row is hidden, and was read all the same.".to_owned(),
                    _ => format!("{times} rows from here on are hidden, and were read all the same."),
                },
                "Show all rows, and delete those that no longer count",
            ),
            Self::HiddenColumn => (
                Severity::Look,
                "One column or more, from this one on, is hidden, and was read all the same.".to_owned(),
                "Show all columns, and delete those that no longer count",
            ),
            Self::Formula => (
                Severity::Note,
                format!("{cells} {} a formula; what it last came to was read.", one("holds", "hold")),
                "",
            ),
            Self::NoValue => (
                Severity::Look,
                format!("{cells} {} a formula, and the file does not say what it came to.", one("holds", "hold")),
                "Open and save the workbook in Excel, which works it out",
            ),
            Self::Error => (
                Severity::Look,
                format!("{cells} {} an error instead of a value.", one("shows", "show")),
                "Mend the formula in the workbook",
            ),
            Self::NoSuchWords => (
                Severity::Look,
                format!("{cells} {} at words that are not in the file.", one("points", "point")),
                "Compare with the original",
            ),
            Self::Unshowable => (
                Severity::Look,
                format!("{cells} {} to be a date, and its number is none; the number was read.", one("claims", "claim")),
                "Compare with the original",
            ),
            Self::Struck => (
                Severity::Look,
                format!("{cells} {} words that are struck through; they were read all the same.", one("holds", "hold")),
                "Delete what no longer counts",
            ),
            Self::Twice => (
                Severity::Look,
                format!("{cells} {} twice in the file; the first was read.", one("stands", "stand")),
                "Open and save the workbook in Excel",
            ),
            Self::Outside => (
                Severity::Look,
                "Cells beyond the edge of any sheet were left out.".to_owned(),
                "Open and save the workbook in Excel",
            ),
            Self::Covered => (
                Severity::Look,
                format!("{cells} {} something that a merged cell covers, and was left out.", one("holds", "hold")),
                "Take the merged cells apart to see it",
            ),
            Self::Overlap => (
                Severity::Look,
                "Cells merged from here lie across others that are merged; the first merge was kept.".to_owned(),
                "Compare with the original",
            ),
        }
    }
}
