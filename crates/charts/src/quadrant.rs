//! A quadrant: how well bodies do for everyone, by how wide the gap between their ends is.

use disclosure::{Interval, Published};
use programme::indicator::{Polarity, Unit};

use crate::chart::{Chart, Named, chart, everyone_known, made_of, refused};
use crate::key::Key;
use crate::legend::{Drawing, LINE, WIDTH};
use crate::mark::{Labels, Shape, letter};
use crate::number::{self, In};
use crate::plot::Plot;
use crate::scale::Span;
use crate::svg::{Element, colour, stroke, text};
use crate::table::Table;
use crate::words::{self, HIDDEN, Ranks, WHY_HIDDEN};

mod indicators;

pub use indicators::indicators;

const KIND: &str = "Performance by inequality";

/// What is placed, in the words of its picture.
#[derive(Clone, Copy)]
struct Words {
    /// The head of the column of names.
    one: &'static str,
    /// The head of the column of values, and what stands under them.
    value: &'static str,
    under: &'static str,
    /// What the value of a line is of.
    of: &'static str,
}

const BODIES: Words =
    Words { one: "Body", value: "Everyone", under: "Everyone", of: "for everyone" };

/// How bodies are placed: where the lines are, which direction is good, and in what words.
#[derive(Clone, Copy)]
struct Placing {
    lines: Lines,
    polarity: Polarity,
    words: Words,
    unit: In,
}

/// Where the lines are that make the quarters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Lines {
    /// At the median of the bodies shown, both ways.
    Median,
    /// At a benchmark: a value for everyone and the size of a gap, both as parts of 1.
    At {
        /// The value for everyone.
        everyone: f64,
        /// The size of the gap.
        gap: f64,
    },
}

/// Draws bodies or areas by the value for everyone and the size of the gap between their ends.
///
/// Each finding is by deprivation, and all are of one indicator and period. The size of a gap has
/// no sign, and a lower limit below 0 is drawn at 0; the table says who is worse off. A body is told to be in a quarter, with a dark mark,
/// only if neither of its 95% intervals covers a line. A body of which a group is hidden has no
/// place and is named under the picture; those whose group is not known are left out where they are
/// hidden. `id` begins every id within the picture; give each chart
/// of a page its own.
pub fn quadrant(bodies: &[Named<'_, Published>], lines: Lines, id: &str) -> Chart {
    let id = crate::svg::id(id);
    let Some((_, first)) = bodies.first() else {
        let unit = In(Unit::Percent);
        let placing = Placing { lines, polarity: Polarity::Neutral, words: BODIES, unit };
        return refused(&id, KIND, "no finding is given", table(&[], &[], placing));
    };
    let first = first.get();
    let unit = In::unit_of(first);
    let placing = Placing { lines, polarity: first.subject.polarity, words: BODIES, unit };
    let (placed, hidden) = placed(bodies);
    let same = |(_, of): &Named<'_, Published>| {
        let (one, other) = (&first.subject, &of.get().subject);
        one.indicator == other.indicator
            && one.unit == other.unit
            && one.period == other.period
            && one.breakdown == other.breakdown
            && one.provenance.definition == other.provenance.definition
            && words::ranking(one) == words::ranking(other)
    };
    let cross = cross(&placed, lines);
    let judged: Vec<Judged<'_>> = placed.into_iter().map(|body| Judged::of(body, cross)).collect();
    let table = table(&judged, &hidden, placing);
    if !bodies.iter().all(same) {
        return refused(&id, KIND, "they are of different indicators, periods or groups", table);
    }
    if Ranks::of(first) == Ranks::None {
        return refused(&id, KIND, "these groups have no order from most to least", table);
    }
    if judged.is_empty() {
        return refused(&id, KIND, "no body has a value and a gap that may be shown", table);
    }
    let drawing = draw(&judged, &hidden, cross, placing);
    let mut method = made_of(&first.subject);
    let [gap, _] = words::of_gaps(&first.subject);
    method.push(format!("Gap by {gap}, without its sign"));
    method.push(format!("Lines at {}", at_lines(placing, cross)));
    method.push(format!("Released under the policy {}", first.policy));
    let subject = &first.subject;
    let head =
        format!("{}, {}", subject.title.trim_end_matches('.'), words::period(&subject.period));
    let mut says = sentence(&head, &judged, placing);
    if !hidden.is_empty() {
        says = format!("{says} {}", not_placed(&hidden));
    }
    chart(&id, KIND, drawing, (says, method), table)
}

/// A body with a place.
struct Body<'a> {
    name: &'a str,
    everyone: Interval,
    gap: Interval,
    most_worse_off: bool,
}

fn placed<'a>(bodies: &[Named<'a, Published>]) -> (Vec<Body<'a>>, Vec<&'a str>) {
    let mut hidden = Vec::new();
    let mut placed = Vec::new();
    for (name, of) in bodies {
        let of = of.get();
        match (everyone_known(of), &of.absolute_gap) {
            (Some(everyone), Ok(gap)) => {
                let most_worse_off = gap.value >= 0.0;
                let gap = if most_worse_off {
                    gap.clone()
                } else {
                    Interval { value: -gap.value, lower: -gap.upper, upper: -gap.lower }
                };
                placed.push(Body { name, everyone, gap, most_worse_off });
            }
            (None, _) | (_, Err(_)) => hidden.push(*name),
        }
    }
    (placed, hidden)
}

/// Where the lines cross: a value for everyone, and a gap.
fn cross(placed: &[Body<'_>], lines: Lines) -> (f64, f64) {
    match lines {
        Lines::At { everyone, gap } => (everyone, gap),
        Lines::Median => {
            let median = |of: fn(&Body<'_>) -> f64| {
                let mut all: Vec<f64> = placed.iter().map(of).collect();
                all.sort_by(f64::total_cmp);
                let half = all.len() / 2;
                let upper = all.get(half).copied().unwrap_or(0.0);
                let lower = all.get(half.saturating_sub(1)).copied().unwrap_or(upper);
                if all.len().is_multiple_of(2) { f64::midpoint(lower, upper) } else { upper }
            };
            (median(|body| body.everyone.value), median(|body| body.gap.value))
        }
    }
}

/// The side of a line on which a value is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Lower,
    Higher,
}

/// A body with the quarter in which it is, and whether we can tell.
struct Judged<'a> {
    body: Body<'a>,
    everyone: Side,
    gap: Side,
    told: bool,
}

impl<'a> Judged<'a> {
    fn of(body: Body<'a>, (everyone, gap): (f64, f64)) -> Self {
        let side =
            |of: &Interval, line: f64| if of.value > line { Side::Higher } else { Side::Lower };
        let clear = |of: &Interval, line: f64| of.lower > line || of.upper < line;
        let told = clear(&body.everyone, everyone) && clear(&body.gap, gap);
        Self { everyone: side(&body.everyone, everyone), gap: side(&body.gap, gap), told, body }
    }

    fn words(&self, polarity: Polarity) -> String {
        let quarter = quarter(self.everyone, self.gap, polarity);
        if self.told { quarter } else { format!("{quarter}, but we cannot tell") }
    }

    fn mark(&self, place: (f64, f64)) -> Element {
        if self.told {
            Shape::Diamond.drawn(place, 5.0, colour::INK)
        } else {
            Shape::Circle.drawn(place, 4.5, colour::HALO)
        }
    }
}

/// The name of a quarter: "worse, wider gap".
fn quarter(everyone: Side, gap: Side, polarity: Polarity) -> String {
    format!("{}, {}", performance(everyone, polarity), width(gap))
}

fn performance(side: Side, polarity: Polarity) -> &'static str {
    match (side, polarity) {
        (Side::Lower, Polarity::LowerIsBetter) | (Side::Higher, Polarity::HigherIsBetter) => {
            "better"
        }
        (Side::Higher, Polarity::LowerIsBetter) | (Side::Lower, Polarity::HigherIsBetter) => {
            "worse"
        }
        (Side::Lower, Polarity::Neutral) => "lower",
        (Side::Higher, Polarity::Neutral) => "higher",
    }
}

fn width(gap: Side) -> &'static str {
    match gap {
        Side::Lower => "narrower gap",
        Side::Higher => "wider gap",
    }
}

fn draw(judged: &[Judged<'_>], hidden: &[&str], cross: (f64, f64), placing: Placing) -> Drawing {
    let unit = placing.unit;
    let holding = |of: for<'b> fn(&'b Body<'_>) -> &'b Interval, line: f64| {
        let ends = judged.iter().map(|each| of(&each.body)).flat_map(|of| [of.lower, of.upper]);
        // The size of a gap and a share both begin at 0, where a lower limit is drawn at last.
        let ends: Vec<f64> = ends.chain([line]).map(|end| unit.scaled(end.max(0.0))).collect();
        let low = ends.iter().copied().fold(f64::INFINITY, f64::min);
        let high = ends.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        Span::holding(low, high, 5)
    };
    let plot = Plot {
        left: 40.0,
        right: WIDTH - 16.0,
        top: 40.0,
        base: 256.0,
        across: holding(|body| &body.everyone, cross.0),
        up: holding(|body| &body.gap, cross.1),
    };
    let mut parts = plot.side(&format!("Size of the gap, {}", gap_in(placing.unit)), LINE);
    parts.extend(plot.foot(&format!("{}, {}", placing.words.under, placing.unit.0.words()), LINE));
    let (x, y) = plot.at((unit.scaled(cross.0), unit.scaled(cross.1)));
    parts.push(divide((x, plot.top), (x, plot.base)));
    parts.push(divide((plot.left, y), (plot.right, y)));
    let place =
        |body: &Body<'_>| plot.at((unit.scaled(body.everyone.value), unit.scaled(body.gap.value)));
    let places: Vec<(f64, f64)> = judged.iter().map(|each| place(&each.body)).collect();
    let mut labels = Labels::around(&places, (plot.left, plot.top, WIDTH, plot.base));
    parts.extend(corners(&plot, placing.polarity));
    let mut key = Key::from(plot.base + LINE * 4.0 + 4.0);
    for (each, place) in judged.iter().zip(&places) {
        let Body { everyone, gap, .. } = &each.body;
        let [left, right] = [everyone.lower, everyone.upper].map(|end| plot.x(unit.scaled(end)));
        let [low, high] = [gap.lower, gap.upper].map(|end| plot.y(unit.scaled(end)));
        for (from, to) in [((left, place.1), (right, place.1)), ((place.0, low), (place.0, high))] {
            parts.push(stroke(from, to, colour::GREY, 1.0));
            labels.keep(from, to);
        }
    }
    let mut over = Vec::new();
    for (at, (each, place)) in judged.iter().zip(&places).enumerate() {
        let Body { name, everyone, gap, .. } = &each.body;
        parts.push(
            each.mark(*place)
                .with("data-group", name)
                .with("data-value", &unit.value(everyone.value))
                .with("data-gap", &unit.bare(gap.value)),
        );
        let letter = letter(at);
        over.push(labels.label(*place, &letter));
        key.mark(|y| each.mark((17.0, y)), &format!("{letter}: {name}"));
    }
    parts.extend(over);
    key.mark(|y| divide((6.0, y), (28.0, y)), &at_lines(placing, cross));
    key.says("Dark diamonds: we can tell the quarter. Hollow circles: an interval covers a line.");
    if !hidden.is_empty() {
        key.says(&format!("Not placed, hidden: {}", hidden.join("; ")));
    }
    let key = key.done();
    parts.extend(key.parts);
    Drawing { height: key.height, parts }
}

fn divide(from: (f64, f64), to: (f64, f64)) -> Element {
    let line = stroke(from, to, colour::LINE, 1.5).with("class", "chart-level");
    line.with("stroke-dasharray", "6 3")
}

/// The names of the quarters over and under the field, where no mark is.
fn corners(plot: &Plot, polarity: Polarity) -> Vec<Element> {
    let mut parts = Vec::new();
    for (everyone, x, anchor) in
        [(Side::Lower, plot.left - 20.0, "start"), (Side::Higher, plot.right + 12.0, "end")]
    {
        for (gap, y) in
            [(Side::Higher, plot.top - 7.0), (Side::Lower, plot.base + LINE * 2.0 + 4.0)]
        {
            let says = text(x, y, anchor, &quarter(everyone, gap, polarity));
            parts.push(says.with("font-weight", "bold").with("fill", colour::GREY));
        }
    }
    parts
}

/// What the size of a gap is in.
fn gap_in(unit: In) -> String {
    match unit.0 {
        Unit::Percent => "in points".to_owned(),
        Unit::Per1000 | Unit::Per10000 | Unit::Per100000 => unit.0.words().to_owned(),
    }
}

fn at_lines(placing: Placing, (everyone, gap): (f64, f64)) -> String {
    let what = match placing.lines {
        Lines::Median => "the median of those shown",
        Lines::At { .. } => "the benchmark",
    };
    format!(
        "{what}: {} {}, a gap of {}",
        placing.unit.value(everyone),
        placing.words.of,
        placing.unit.difference(gap)
    )
}

fn sentence(head: &str, judged: &[Judged<'_>], placing: Placing) -> String {
    let line = match placing.lines {
        Lines::Median => "the median",
        Lines::At { .. } => "the benchmark",
    };
    let mut says = format!(
        "{head}: of {} shown",
        number::count(u64::try_from(judged.len()).unwrap_or(u64::MAX))
    );
    let mut told = Vec::new();
    for everyone in [Side::Lower, Side::Higher] {
        for gap in [Side::Higher, Side::Lower] {
            let here =
                judged.iter().filter(|of| of.told && of.everyone == everyone && of.gap == gap);
            let names: Vec<&str> = here.map(|of| of.body.name).collect();
            if !names.is_empty() {
                let quarter = quarter(everyone, gap, placing.polarity);
                told.push(format!("{} ({quarter})", names.join(", ")));
            }
        }
    }
    says = if told.is_empty() {
        format!(
            "{says}, we cannot yet tell of any on which side of {line} it is, both {} and for the gap.",
            placing.words.of
        )
    } else {
        format!("{says}, we can tell where these are against {line}: {}.", told.join("; "))
    };
    let untold = judged.iter().filter(|of| !of.told).count();
    if untold > 0 && !told.is_empty() {
        says = format!("{says} Of {untold} we cannot tell yet.");
    }
    says
}

fn not_placed(hidden: &[&str]) -> String {
    format!(
        "Not placed, because a group is hidden {WHY_HIDDEN} or nobody is in it: {}.",
        hidden.join(", ")
    )
}

fn table(judged: &[Judged<'_>], hidden: &[&str], placing: Placing) -> Table {
    let Placing { polarity, words, unit, .. } = placing;
    let between = |of: &Interval| unit.between(of.lower, of.upper);
    let row = |each: &Judged<'_>| {
        let Body { name, everyone, gap, most_worse_off } = &each.body;
        let worse = match (polarity, most_worse_off) {
            (Polarity::Neutral, true) => "most deprived are higher",
            (Polarity::Neutral, false) => "least deprived are higher",
            (Polarity::LowerIsBetter | Polarity::HigherIsBetter, true) => "most deprived",
            (Polarity::LowerIsBetter | Polarity::HigherIsBetter, false) => "least deprived",
        };
        let worse = if gap.lower <= 0.0 { "we cannot tell" } else { worse };
        vec![
            (*name).to_owned(),
            unit.value(everyone.value),
            between(everyone),
            unit.bare(gap.value),
            between(gap),
            worse.to_owned(),
            each.words(polarity),
        ]
    };
    let nothing = |name: &&str| {
        let mut cells = vec![(*name).to_owned()];
        cells.extend([HIDDEN; 5].map(str::to_owned));
        cells.push("not placed".to_owned());
        cells
    };
    Table {
        caption: format!("{} by the size of the gap", words.value),
        columns: [
            words.one,
            words.value,
            "95% interval",
            &format!("Gap {}", gap_in(unit)),
            "95% interval of gap",
            "Worse off",
            "Quarter",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows: judged.iter().map(row).chain(hidden.iter().map(nothing)).collect(),
    }
}
