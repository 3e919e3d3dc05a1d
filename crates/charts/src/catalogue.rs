//! The kinds of chart there are.

use disclosure::{Count, Published, Released};

use crate::chart::{Chart, Named};
use crate::quadrant::Lines;
use crate::spc::Of;
use crate::{cascade, completeness, equiplot, funnel, gap, pyramid, quadrant, spc, trend};

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

/// Draws what was counted, from the counts of each site.
pub type DrawCounts = fn(&str, &[Named<'_, Vec<Count>>], &str) -> Chart;

/// What a kind of chart is drawn from.
#[derive(Clone, Copy)]
pub enum Draw {
    /// One finding.
    One(fn(&Released<Published>, &str) -> Chart),
    /// Several findings, such as those of one indicator over periods.
    Several(fn(&[Released<Published>], &str) -> Chart),
    /// Several findings with a name of its own for each, such as the steps of a pathway.
    Named(fn(&[Named<'_, Published>], &str) -> Chart),
    /// What was counted, and the counts of each site.
    Counts(DrawCounts),
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
    Kind {
        name: "spc",
        title: "Control chart of the gap",
        says: "The gap over periods within the limits between which it moves by itself, with what is a special cause.",
        draw: Draw::Several(|findings, id| spc(findings, Of::Gap, None, id)),
    },
    Kind {
        name: "funnel",
        title: "Funnel of sites",
        says: "Each site by its size, against the limits within which sites of that size differ by chance.",
        draw: Draw::One(funnel),
    },
    Kind {
        name: "cascade",
        title: "Cascade of steps",
        says: "What is left at each step of those who began a pathway, for the most and the least deprived.",
        draw: Draw::Named(cascade),
    },
    Kind {
        name: "completeness",
        title: "Completeness by site",
        says: "How far a thing such as ethnicity is known, not stated or not known, at each site and at all of them.",
        draw: Draw::Counts(completeness),
    },
    Kind {
        name: "pyramid",
        title: "Population pyramid",
        says: "The people who are counted, men left and women right, by age, as shares of all.",
        draw: Draw::One(pyramid),
    },
    Kind {
        name: "quadrant",
        title: "Performance by inequality",
        says: "Bodies or areas by the value for everyone and the size of the gap, in four quarters.",
        draw: Draw::Named(|bodies, id| quadrant(bodies, Lines::Median, id)),
    },
];
