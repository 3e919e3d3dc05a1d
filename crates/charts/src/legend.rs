//! What the marks mean, and the marks that every chart shares.

use std::fmt::Write as _;

use disclosure::{Cell, Hidden, Interval, Published, Row};

use crate::number::In;
use crate::svg::{Element, colour, element, hatched, place, stroke, text};
use crate::words::Ranks;

/// How wide every chart is: what fits a small phone, at text of 12.
pub(crate) const WIDTH: f64 = 320.0;

/// The height of one line of text.
pub(crate) const LINE: f64 = 15.0;

/// What a chart draws: how high it is, and its parts.
pub(crate) struct Drawing {
    pub(crate) height: f64,
    pub(crate) parts: Vec<Element>,
}

/// What a chart is drawn from.
pub(crate) struct Plan<'a> {
    pub(crate) published: &'a Published,
    pub(crate) ranks: Ranks,
    pub(crate) id: &'a str,
}

impl Plan<'_> {
    /// The highest number that is shown, and nothing that is hidden.
    pub(crate) fn highest(&self) -> f64 {
        let uppers = self.published.rows.iter().filter_map(|row| match &row.cell {
            Cell::Shown { ninety5, .. } | Cell::Published { ninety5, .. } => Some(ninety5.upper),
            Cell::Hidden { .. } => None,
        });
        uppers.fold(0.0, f64::max)
    }

    /// The fill of the group at this place among the ranked.
    pub(crate) fn fill(&self, at: usize) -> &'static str {
        let step = match self.ranks {
            Ranks::None => return colour::PLAIN,
            Ranks::Fifths | Ranks::LocalFifths => at,
            Ranks::Tenths => at / 2,
        };
        colour::RAMP.get(step).copied().unwrap_or(colour::PLAIN)
    }

    pub(crate) fn hatch(&self) -> String {
        hatched(self.id)
    }
}

/// A bar, with the numbers it shows beside it as data.
pub(crate) fn bar(unit: In, label: &str, value: &Interval, fill: &str) -> Element {
    element("rect")
        .with("class", "chart-bar")
        .with("data-group", label)
        .with("data-value", &unit.value(value.value))
        .with("data-interval", &unit.between(value.lower, value.upper))
        .with("fill", fill)
        .with("stroke", colour::INK)
        .at("stroke-width", 1.0)
}

/// A gap where nothing may be seen; its size says nothing.
pub(crate) fn gap(plan: &Plan<'_>, label: &str, says: &str) -> Element {
    element("rect")
        .with("class", "chart-hidden")
        .with("data-group", label)
        .with("data-value", says)
        .with("fill", &plan.hatch())
        .with("stroke", colour::GREY)
        .with("stroke-dasharray", "3 3")
}

/// A straight piece of a whisker, from one place to another.
pub(crate) type Segment = ((f64, f64), (f64, f64));

/// A whisker through these points, dark within a light edge, so that it stands out on any bar.
pub(crate) fn whisker(segments: &[Segment]) -> Element {
    let mut path = String::new();
    for (from, to) in segments {
        let [x1, y1, x2, y2] = [from.0, from.1, to.0, to.1].map(place);
        let _ = write!(path, "M{x1} {y1}L{x2} {y2}");
    }
    let drawn = |ink: &str, width: f64| {
        element("path").with("d", &path).with("stroke", ink).at("stroke-width", width)
    };
    element("g")
        .with("class", "chart-interval")
        .with("fill", "none")
        .holding(drawn(colour::HALO, 4.0))
        .holding(drawn(colour::INK, 1.5))
}

/// One line for each mark that the chart uses.
pub(crate) fn legend(plan: &Plan<'_>, top: f64, has_line: bool) -> Drawing {
    let mut marks: Vec<(Element, &str)> = Vec::new();
    let mut height = top;
    let mut add = |mark: fn(&Plan<'_>, f64) -> Element, says| {
        marks.push((mark(plan, height), says));
        height += LINE + 1.0;
    };
    let rows = &plan.published.rows;
    if rows.iter().any(|row| matches!(row.cell, Cell::Shown { .. } | Cell::Published { .. })) {
        add(interval_mark, "95% interval");
    }
    if has_line {
        add(line_mark, "fitted line, the slope of the gap");
    }
    let is = |why: Hidden| move |row: &Row| matches!(row.cell, Cell::Hidden { why: of, .. } if of == why);
    let is_there = |why: Hidden| rows.iter().any(is(why));
    let [is_hidden, is_nobody, is_no_rate] =
        [Hidden::ToProtectPeople, Hidden::Nobody, Hidden::NoResidents].map(is_there);
    match (is_hidden, is_nobody, is_no_rate) {
        (true, true, _) => add(hidden_mark, "hidden to protect people, or nobody there"),
        (true, false, true) => add(hidden_mark, "hidden to protect people, or no rate"),
        (true, false, false) => add(hidden_mark, "hidden to protect people"),
        (false, true, _) => add(hidden_mark, "nobody there"),
        (false, false, true) => add(hidden_mark, "no rate: residents not known"),
        (false, false, false) => {}
    }
    let says = |at: usize| top + (LINE + 1.0) * f64::from(u32::try_from(at).unwrap_or(0)) + 4.0;
    let parts = marks
        .into_iter()
        .enumerate()
        .flat_map(|(at, (mark, words))| [mark, text(34.0, says(at), "start", words)])
        .collect();
    Drawing { height, parts }
}

fn interval_mark(_: &Plan<'_>, y: f64) -> Element {
    let cap = |x: f64| ((x, y - 4.0), (x, y + 4.0));
    whisker(&[((8.0, y), (26.0, y)), cap(8.0), cap(26.0)])
}

fn line_mark(_: &Plan<'_>, y: f64) -> Element {
    stroke((6.0, y), (28.0, y), colour::LINE, 2.5)
}

fn hidden_mark(plan: &Plan<'_>, y: f64) -> Element {
    let drawn = element("rect").with("fill", &plan.hatch()).with("stroke", colour::GREY);
    let drawn = drawn.with("stroke-dasharray", "3 3").at("x", 8.0).at("y", y - 6.0);
    drawn.at("width", 18.0).at("height", 12.0)
}
