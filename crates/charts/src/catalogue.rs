//! The kinds of chart there are.

use disclosure::{Published, Released};

use crate::gap::{Chart, gap};

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
    pub draw: fn(&Released<Published>, &str) -> Chart,
}

/// Every kind of chart.
pub const CHARTS: &[Kind] = &[Kind {
    name: "gap",
    title: "Gap between groups",
    says: "One bar for each group with its 95% interval, the most deprived first, and the slope through them.",
    draw: gap,
}];
