//! Lying bars, for groups that have no order or are too many to stand side by side.

use disclosure::Cell;

use crate::key::wrapped;
use crate::legend::{Drawing, LINE, Plan, WIDTH, bar, gap, legend, whisker};
use crate::number::In;
use crate::scale::Scale;
use crate::svg::{colour, stroke, text};
use crate::words::{absence, is_unknown};

const LEFT: f64 = 8.0;
const RIGHT: f64 = WIDTH - 58.0;
/// How far those whose group is not known stand from the others.
const APART: f64 = 8.0;

const THICK: f64 = 18.0;

/// How many letters of a label fit on a line at the width of a chart.
const LETTERS: usize = 44;

/// Draws the groups, each label on lines of its own above its bar.
pub(crate) fn draw(plan: &Plan<'_>) -> Drawing {
    let unit = In::unit_of(plan.published);
    let scale = Scale::reaching(plan.highest(), unit);
    let along = |share: f64| LEFT + (RIGHT - LEFT) * share / scale.end();
    let mut parts = Vec::new();
    let mut y = 4.0;
    for (at, row) in plan.published.rows.iter().enumerate() {
        let label = plan.ranks.label(&row.group);
        if is_unknown(&row.group) {
            y += APART;
        }
        for line in wrapped(&label, LETTERS) {
            y += LINE;
            parts.push(text(LEFT, y, "start", &line));
        }
        let (top, middle) = (y + 5.0, y + 5.0 + THICK / 2.0);
        let says = match &row.cell {
            Cell::Shown { ninety5: value, .. } | Cell::Published { ninety5: value, .. } => {
                let fill = if is_unknown(&row.group) { colour::UNKNOWN } else { plan.fill(at) };
                let drawn = bar(unit, &label, value, fill).at("x", LEFT).at("y", top);
                parts.push(drawn.at("width", along(value.value) - LEFT).at("height", THICK));
                let (low, high) = (along(value.lower), along(value.upper));
                let cap = |x: f64| ((x, middle - 5.0), (x, middle + 5.0));
                parts.push(whisker(&[((low, middle), (high, middle)), cap(low), cap(high)]));
                unit.cell(value.value)
            }
            Cell::Hidden { why, .. } => {
                let drawn = gap(plan, &label, absence(*why)).at("x", LEFT).at("y", top);
                parts.push(drawn.at("width", RIGHT - LEFT).at("height", THICK));
                absence(*why).to_owned()
            }
        };
        let says = text(WIDTH - 4.0, middle + 4.0, "end", &says);
        parts.push(says.with("font-weight", "bold"));
        y = top + THICK + 4.0;
    }
    let base = y + 4.0;
    for tick in scale.ticks() {
        let x = along(tick.value);
        parts.push(stroke((x, base), (x, base + 4.0), colour::INK, 1.0));
        let anchor = if tick.value > 0.0 { "middle" } else { "start" };
        parts.push(text(x, base + LINE + 3.0, anchor, &tick.says).with("class", "chart-tick"));
    }
    parts.push(stroke((LEFT, base), (RIGHT, base), colour::INK, 1.5));
    parts.push(text(LEFT, base + LINE * 2.0 + 3.0, "start", &unit.heading()));
    let legend = legend(plan, base + LINE * 3.0 + 4.0, false);
    parts.extend(legend.parts);
    Drawing { height: legend.height, parts }
}
