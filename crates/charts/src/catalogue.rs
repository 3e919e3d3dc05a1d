//! The kinds of chart there are.

use disclosure::{Published, Released};

use crate::chart::Chart;
use crate::{equiplot, gap, trend};

/// One kind of chart, as a page or a picker lists it.
#[derive(Clone, Copy)]
pub struct Kind {
    /// The name by which files and addresses speak of it.
    pub name: &'static str,
    /// The name by which people speak of it.
    pub title: &'static str,
    /// What it shows, in one plain sentence.
    pub says: &'static str,
    /// Draws one, with its own id for what is in it.
    pub draw: Draw,
}

/// What a kind of chart is drawn from.
#[derive(Clone, Copy)]
pub enum Draw {
    /// One finding.
    One(fn(&Released<Published>, &str) -> Chart),
    /// Several findings, such as those of one indicator over periods.
    Several(fn(&[Released<Published>], &str) -> Chart),
}

/// Every kind of chart.
pub const CHARTS: &[Kind] = &[
    Kind {
        name: "gap",
        title: "Gap between groups",
        says: "One bar for each group with its 95% interval, the most deprived first, and the slope through them.",
        draw: Draw::One(gap),
    },
    Kind {
        name: "equiplot",
        title: "Equiplot",
        says: "A row for each period or indicator, a mark for each group, and a line from the least to the greatest.",
        draw: Draw::Several(equiplot),
    },
    Kind {
        name: "trend",
        title: "Trend of both ends and the gap",
        says: "The most and the least deprived over periods, with the gap between them as a difference and as a ratio.",
        draw: Draw::Several(trend),
    },
];
