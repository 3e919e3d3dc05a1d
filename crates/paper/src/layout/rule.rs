//! Straight strokes that part cells.

use super::geometry::{Area, Point};

/// The thickest stroke that is a rule and not a patch of colour.
const THICKEST_RULE: f64 = 2.5;
/// The shortest stroke that could part two cells.
const SHORTEST_RULE: f64 = 4.0;

/// A straight stroke along the page or down it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Rule {
    pub(crate) way: Way,
    /// How far down it lies if it goes along, and how far along if it goes down.
    pub(crate) at: f64,
    pub(crate) from: f64,
    pub(crate) to: f64,
}

/// Which way a rule goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    Along,
    Down,
}

impl Rule {
    /// The rule from one point to another, if it goes along or down.
    pub(crate) fn between(one: Point, other: Point) -> Option<Self> {
        let area = Area::around(&[one, other]);
        Self::thin(area)
    }

    /// The rule that a thin box is.
    pub(crate) fn thin(area: Area) -> Option<Self> {
        let (width, height) = (area.width(), area.height());
        let finite = width.is_finite() && height.is_finite();
        if finite && height <= THICKEST_RULE && width >= SHORTEST_RULE {
            let at = f64::midpoint(area.top, area.bottom);
            Some(Self { way: Way::Along, at, from: area.left, to: area.right })
        } else if finite && width <= THICKEST_RULE && height >= SHORTEST_RULE {
            let at = f64::midpoint(area.left, area.right);
            Some(Self { way: Way::Down, at, from: area.top, to: area.bottom })
        } else {
            None
        }
    }
}
