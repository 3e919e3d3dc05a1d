//! Upright bars for groups in order, the most deprived first, with the fitted line drawn over.

use std::fmt::Write as _;

use disclosure::{Cell, Published};

use crate::legend::{Drawing, LINE, Plan, WIDTH, bar, gap, legend, whisker};
use crate::number::In;
use crate::scale::Scale;
use crate::svg::{Element, as_f64, colour, element, place, stroke, text};
use crate::words::{absence, is_unknown};

const LEFT: f64 = 40.0;
const RIGHT: f64 = WIDTH - 8.0;
const TOP: f64 = 28.0;
const BASE: f64 = 198.0;

/// How far those whose group is not known stand from the others.
const APART: f64 = 12.0;

/// The most groups whose labels fit side by side.
pub(crate) const MOST: usize = 6;

/// Where each group stands from left to right.
struct Places {
    slot: f64,
    ranked: usize,
}

impl Places {
    fn of(published: &Published) -> Self {
        let unknown = published.rows.iter().filter(|row| is_unknown(&row.group)).count();
        let apart = if unknown == 0 { 0.0 } else { APART };
        let slot = (RIGHT - LEFT - apart) / as_f64(published.rows.len().max(1));
        Self { slot, ranked: published.rows.len() - unknown }
    }

    /// The left edge of the group at this place.
    fn left(&self, at: usize) -> f64 {
        LEFT + self.slot * as_f64(at) + if at >= self.ranked { APART } else { 0.0 }
    }
}

/// Draws the groups.
pub(crate) fn draw(plan: &Plan<'_>) -> Drawing {
    let published = plan.published;
    let line = published.line.filter(|line| line.0.is_finite() && line.1.is_finite());
    let line_top = line.map_or(0.0, |line| line.0.max(line.1));
    let unit = In::unit_of(published);
    let scale = Scale::reaching(plan.highest().max(line_top), unit);
    let up = |share: f64| BASE - (BASE - TOP) * share / scale.end();
    let places = Places::of(published);

    let mut parts = axis(unit, &scale, up);
    let mut over = Vec::new();
    for (at, row) in published.rows.iter().enumerate() {
        let (left, label) = (places.left(at), plan.ranks.label(&row.group));
        let (x, width, middle) = (left + 4.0, places.slot - 8.0, left + places.slot / 2.0);
        let says = match &row.cell {
            Cell::Shown { ninety5: value, .. } | Cell::Published { ninety5: value, .. } => {
                let fill = if is_unknown(&row.group) { colour::UNKNOWN } else { plan.fill(at) };
                let top = up(value.value);
                let drawn =
                    bar(unit, &label, value, fill).at("x", x).at("y", top).at("width", width);
                parts.push(drawn.at("height", BASE - top));
                let (low, high) = (up(value.lower), up(value.upper));
                let cap = |y: f64| ((middle - 5.0, y), (middle + 5.0, y));
                over.push(whisker(&[((middle, low), (middle, high)), cap(low), cap(high)]));
                unit.cell(value.value)
            }
            Cell::Hidden { why, .. } => {
                let drawn = gap(plan, &label, absence(*why)).at("x", x).at("y", TOP + 20.0);
                parts.push(drawn.at("width", width).at("height", BASE - TOP - 20.0));
                absence(*why).to_owned()
            }
        };
        over.push(text(middle, BASE + LINE, "middle", &says).with("font-weight", "bold"));
        over.push(group(plan, &row.group, middle));
    }
    parts.push(stroke((LEFT, BASE), (RIGHT, BASE), colour::INK, 1.5));
    if let Some(line) = line {
        parts.extend(fitted(plan, &places, line, up));
    }
    parts.extend(over);
    let legend = legend(plan, BASE + LINE * 5.0 - 2.0, line.is_some());
    parts.extend(legend.parts);
    Drawing { height: legend.height, parts }
}

fn axis(unit: In, scale: &Scale, up: impl Fn(f64) -> f64) -> Vec<Element> {
    let mut parts = vec![text(4.0, 14.0, "start", &unit.heading())];
    for tick in scale.ticks() {
        let y = up(tick.value);
        parts.push(stroke((LEFT, y), (RIGHT, y), colour::FAINT, 1.0));
        parts.push(text(LEFT - 6.0, y + 4.0, "end", &tick.says).with("class", "chart-tick"));
    }
    parts
}

/// The label under a bar, its meaning on lines of its own so that neighbours do not touch.
fn group(plan: &Plan<'_>, group: &str, middle: f64) -> Element {
    let label = element("text").with("text-anchor", "middle");
    let line = |at: f64, says: &str| {
        element("tspan").at("x", middle).at("y", BASE + LINE * (2.0 + at)).says(says)
    };
    match plan.ranks.meaning(group).and_then(|meaning| meaning.split_once(' ')) {
        Some((first, second)) => label
            .holding(line(0.0, &format!("{group} ")))
            .holding(line(1.0, &format!("({first} ")))
            .holding(line(2.0, &format!("{second})"))),
        None => label.holding(line(0.0, &plan.ranks.label(group))),
    }
}

/// The fitted line. It is straight over the population, from the first person to the last, and
/// bars are equally wide, so between the edges of the bars it follows each group's own share.
fn fitted(
    plan: &Plan<'_>,
    places: &Places,
    line: (f64, f64),
    up: impl Fn(f64) -> f64,
) -> Vec<Element> {
    let shares = shares(plan.published, places.ranked);
    let mut path = String::new();
    for (at, share) in shares.iter().enumerate() {
        let x = LEFT + places.slot * as_f64(at);
        let command = if at == 0 { 'M' } else { 'L' };
        let y = up(line.0 + (line.1 - line.0) * share);
        let _ = write!(path, "{command}{} {}", place(x), place(y));
    }
    let window = format!("{}-window", plan.id);
    let drawn = |ink: &str, width: f64| {
        let path = element("path").with("d", &path).with("stroke", ink).at("stroke-width", width);
        path.with("fill", "none")
    };
    let clip = element("clipPath").with("id", &window).holding(
        element("rect").at("x", LEFT).at("y", 0.0).at("width", RIGHT - LEFT).at("height", BASE),
    );
    let shown = element("g")
        .with("class", "chart-line")
        .with("data-from", &In::unit_of(plan.published).value(line.0))
        .with("data-to", &In::unit_of(plan.published).value(line.1))
        .with("clip-path", &format!("url(#{window})"))
        .holding(drawn(colour::HALO, 5.0))
        .holding(drawn(colour::LINE, 2.5));
    vec![clip, shown]
}

/// How much of the population lies before each edge of the ranked bars, from 0 to 1.
fn shares(published: &Published, ranked: usize) -> Vec<f64> {
    let sizes: Option<Vec<u64>> = published
        .rows
        .iter()
        .take(ranked)
        .map(|row| match row.cell {
            Cell::Shown { denominator, .. } => Some(denominator),
            Cell::Published { .. } => None,
            Cell::Hidden { denominator, .. } => denominator,
        })
        .collect();
    let sizes = sizes.filter(|sizes| sizes.iter().any(|&size| size > 0));
    let sizes = sizes.unwrap_or_else(|| vec![1; ranked]);
    let sizes: Vec<f64> =
        sizes.iter().map(|&size| f64::from(u32::try_from(size).unwrap_or(u32::MAX))).collect();
    let whole: f64 = sizes.iter().sum();
    let mut before = 0.0;
    let mut shares = vec![0.0];
    for size in sizes {
        before += size;
        shares.push(before / whole);
    }
    shares
}
