//! A control chart of released values, with the icons of Making Data Count.

mod told;

use disclosure::{Published, Released};
use measure::control_chart::{Point, Remark, Segment, Settings, Target, Variation};
use measure::{Polarity, control_chart};
use programme::indicator::{self, Unit};

use crate::chart::{Chart, chart, everyone, made_of, refused, shown};
use crate::key::Key;
use crate::legend::{Drawing, LINE, WIDTH};
use crate::mark::Labels;
use crate::number::In;
use crate::plot::{Plot, line};
use crate::scale::Span;
use crate::series::{Moment, Series, series};
use crate::svg::{Element, colour, stroke};
use crate::table::Table;
use crate::trend::{breaks, unbroken, when};
use crate::words::{self, HIDDEN, Ranks, WHY_HIDDEN};

use told::{assurance_words, cause_words, icons, told, variation_words};

const KIND: &str = "Control chart";

/// What a control chart is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of<'a> {
    /// The absolute gap, above 0 where the most deprived are worse off, so that lower is better.
    Gap,
    /// Everyone: the sum of what is shown, in periods in which nothing is hidden.
    Everyone,
    /// One group, by its name in the finding.
    Group(&'a str),
}

/// Draws released values over periods, judged by [`measure::control_chart()`].
///
/// Values and `target` are parts of 1. A point with a special cause is told by its shape, which
/// points up or down, and by a letter: I for improvement, C for concern, N for neither. Limits are
/// those of the measure, called trial limits when they come from fewer than 12 points; a lower
/// limit below 0 is drawn at 0 for a share, and stays below 0 in the table. The rules need every
/// period and one process: where a period is hidden or missing, or the edition or the definition
/// changed, the points are drawn without limits and the sentence says why. `id` begins every id
/// within the picture; give each chart of a page its own.
pub fn spc(
    findings: &[Released<Published>],
    of: Of<'_>,
    target: Option<Target>,
    id: &str,
) -> Chart {
    of_series(series(findings), of, target, id)
}

/// The same of findings in order, or why they are in none.
pub(crate) fn of_series(
    series: Result<Series<'_>, String>,
    of: Of<'_>,
    target: Option<Target>,
    id: &str,
) -> Chart {
    let id = crate::svg::id(id);
    let empty = || table(&[], None);
    let series = match series {
        Ok(series) => series,
        Err(why) => return refused(&id, KIND, &why, empty()),
    };
    let Some(last) = series.moments.last().map(|of| of.published) else {
        return refused(&id, KIND, "no finding is given", empty());
    };
    let values: Vec<Reading<'_>> = series.moments.iter().map(|at| Reading::of(at, of)).collect();
    if values.iter().all(|value| value.number.is_none()) {
        return refused(&id, KIND, "no period has a value that may be shown", table(&values, None));
    }
    let settings = Settings { polarity: polarity(of, last), target, ..Settings::default() };
    let judged = judged(&series, &values, settings);
    let unit = Number::of(last, of);
    let picture = Picture { series: &series, values: &values, unit, target };
    let drawing = picture.draw(judged.as_ref().ok().map(|(segment, _)| segment));
    let what = format!("{}, {}", last.subject.title.trim_end_matches('.'), what(of, last));
    let sentence = match &judged {
        Ok((segment, _)) => found(&what, segment, &values, unit, target),
        Err(why) => format!("{what}: no limits are drawn and nothing is judged, because {why}."),
    };
    let mut method = made_of(&last.subject);
    if let Ok((_, by)) = &judged {
        method.push(format!("Control chart: {by}"));
        method.push("The rules are those of Making Data Count".to_owned());
    }
    method.push(format!("Released under the policy {}", last.policy));
    let segment = judged.as_ref().ok().map(|(segment, _)| segment);
    chart(&id, KIND, drawing, (sentence, method), table(&values, segment))
}

/// How a number is printed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Number {
    Value(In),
    Difference(In),
}

impl Number {
    fn of(published: &Published, of: Of<'_>) -> Self {
        let unit = In::unit_of(published);
        if of == Of::Gap { Self::Difference(unit) } else { Self::Value(unit) }
    }

    fn says(self, number: f64) -> String {
        match self {
            Self::Value(unit) => unit.value(number),
            Self::Difference(unit) => unit.difference(number),
        }
    }

    /// Where a number is drawn: a value stays between 0 and 1.
    fn drawn(self, number: f64) -> f64 {
        match self {
            Self::Value(unit) => unit.scaled(number.clamp(0.0, 1.0)),
            Self::Difference(unit) => unit.scaled(number),
        }
    }

    fn heading(self) -> String {
        match self {
            Self::Difference(In(Unit::Percent)) => "Percentage points".to_owned(),
            Self::Value(unit) | Self::Difference(unit) => unit.heading(),
        }
    }
}

/// What one period says, where it may be shown.
struct Reading<'a> {
    moment: &'a Moment<'a>,
    number: Option<f64>,
    unit: Number,
}

impl<'a> Reading<'a> {
    fn of(moment: &'a Moment<'a>, of: Of<'_>) -> Self {
        let published = moment.published;
        let number = match of {
            Of::Gap => published.absolute_gap.as_ref().ok().map(|gap| gap.value),
            Of::Everyone => everyone(published).map(|found| found.value),
            Of::Group(name) => published
                .rows
                .iter()
                .find(|row| row.group == name)
                .and_then(|row| shown(&row.cell).map(|found| found.value)),
        };
        Self { moment, number, unit: Number::of(published, of) }
    }

    fn period(&self) -> String {
        words::period(&self.moment.published.subject.period)
    }
}

fn polarity(of: Of<'_>, last: &Published) -> Polarity {
    match (of, last.subject.polarity) {
        (_, indicator::Polarity::Neutral) => Polarity::Neutral,
        (Of::Gap, _) => Polarity::LowerIsBetter,
        (_, indicator::Polarity::LowerIsBetter) => Polarity::LowerIsBetter,
        (_, indicator::Polarity::HigherIsBetter) => Polarity::HigherIsBetter,
    }
}

fn what(of: Of<'_>, last: &Published) -> String {
    match of {
        Of::Gap => "gap between most and least deprived".to_owned(),
        Of::Everyone => "everyone".to_owned(),
        Of::Group(name) => match words::rank(name) {
            Some(_) => format!("group {}", Ranks::of(last).label(name)),
            None => Ranks::of(last).label(name),
        },
    }
}

/// The chart of the measure, or why the rules do not hold here.
fn judged(
    series: &Series<'_>,
    values: &[Reading<'_>],
    settings: Settings,
) -> Result<(Segment, String), String> {
    if let Some(hidden) = values.iter().find(|value| value.number.is_none()) {
        return Err(format!(
            "the rules need every period and that of {} may not be shown: its value, or one it needs, is hidden {WHY_HIDDEN} or nobody was there",
            hidden.period()
        ));
    }
    if series.missing > 0 {
        return Err(format!(
            "the rules need every period and there is no finding of {} of them",
            series.missing
        ));
    }
    if let Some(words) = series.moments.iter().find_map(|of| of.break_here.as_deref()) {
        return Err(format!("this is not one process: {words}"));
    }
    let numbers: Vec<f64> = values.iter().filter_map(|value| value.number).collect();
    let series = measure::Series::new(&numbers, &[]).map_err(|error| error.to_string())?;
    let chart = control_chart(&series, settings);
    let method = chart.method.trim_end_matches('.').to_owned();
    let segment = chart.segments.into_iter().next_back().ok_or("there are no points")?;
    Ok((segment, method))
}

fn found(
    what: &str,
    segment: &Segment,
    values: &[Reading<'_>],
    unit: Number,
    target: Option<Target>,
) -> String {
    let (Some(point), Some(last)) = (segment.points.last(), values.last()) else {
        return format!("{what}: there are no points.");
    };
    let variation = match point.variation {
        Variation::CommonCause => "it varies no more than it does by itself".to_owned(),
        Variation::Improvement(_) => {
            format!("a special cause and an improvement: {}", cause_words(point.cause))
        }
        Variation::Concern(_) => {
            format!("a special cause and a concern: {}", cause_words(point.cause))
        }
        Variation::Neutral(_) => format!("a special cause: {}", cause_words(point.cause)),
    };
    let mut says = format!("{what}: {} in {}, {variation}.", unit.says(point.value), last.period());
    if let (Some(assurance), Some(target)) = (segment.assurance, target) {
        let (_, _, words) = assurance_words(assurance, &unit.says(target.value()));
        says = format!("{says} It {words}.");
    }
    match segment.remark {
        None => says,
        Some(remark @ Remark::TrialLimits { .. }) => format!("{says} These are {remark}."),
        Some(remark @ (Remark::OnePoint | Remark::NoRangeLeft)) => {
            format!("{says} There are {remark}.")
        }
    }
}

/// What is drawn, but for the judgement.
struct Picture<'a> {
    series: &'a Series<'a>,
    values: &'a [Reading<'a>],
    unit: Number,
    target: Option<Target>,
}

impl Picture<'_> {
    fn draw(&self, segment: Option<&Segment>) -> Drawing {
        let said = self.target.map(|target| self.unit.says(target.value()));
        let none = Drawing { height: 0.0, parts: Vec::new() };
        let icons = segment.map_or(none, |segment| icons(segment, said.as_deref()));
        let mut parts = icons.parts;
        let limits = segment.and_then(|segment| segment.limits);
        let drawn = |number: f64| self.unit.drawn(number);
        let lines = limits.map(|limits| [drawn(limits.lower), drawn(limits.upper)]);
        let target = self.target.map(|target| drawn(target.value()));
        let values = self.values.iter().filter_map(|value| value.number.map(drawn));
        let numbers: Vec<f64> = values.chain(lines.into_iter().flatten()).chain(target).collect();
        let low = numbers.iter().copied().fold(f64::INFINITY, f64::min);
        let high = numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let slots = self.series.moments.last().map_or(1.0, |of| of.slot.max(1.0));
        let top = icons.height + 24.0;
        let plot = Plot {
            left: 40.0,
            right: WIDTH - 22.0,
            top,
            base: top + 170.0,
            across: Span::exactly(0.0, slots),
            up: Span::holding(low, high, 5),
        };
        parts.extend(plot.side(&self.unit.heading(), 0.0));
        parts.push(stroke((plot.left, plot.base), (WIDTH - 8.0, plot.base), colour::INK, 1.5));
        parts.extend(breaks(&plot, self.series));
        let mut key = Key::from(plot.base + LINE * 2.0 + 10.0);
        for level in self.levels(segment) {
            let across = |left: f64, right: f64, y: f64| level.line.drawn(left, right, y);
            let y = plot.y(drawn(level.value));
            parts.push(
                across(plot.left, WIDTH - 8.0, y).with("data-value", &self.unit.says(level.value)),
            );
            key.mark(
                |y| across(6.0, 28.0, y),
                &format!("{} {}", level.says, self.unit.says(level.value)),
            );
        }
        parts.extend(self.points(&plot, segment, &mut key));
        parts.extend(when(&plot, &self.series.moments));
        if segment.is_none() {
            key.says("No limits: see the words with this chart.");
        }
        let key = key.done();
        parts.extend(key.parts);
        Drawing { height: key.height, parts }
    }

    fn levels(&self, segment: Option<&Segment>) -> Vec<Level> {
        let mut levels = Vec::new();
        if let Some(segment) = segment {
            levels.push(Level { value: segment.mean, says: "mean", line: Line::Mean });
            if let Some(limits) = segment.limits {
                let trial = segment.points.len() < FEWEST;
                let (upper, lower) = if trial {
                    ("upper trial limit", "lower trial limit")
                } else {
                    ("upper process limit", "lower process limit")
                };
                levels.push(Level { value: limits.upper, says: upper, line: Line::Limit });
                levels.push(Level { value: limits.lower, says: lower, line: Line::Limit });
            }
        }
        let target =
            self.target.map(|of| Level { value: of.value(), says: "target", line: Line::Target });
        levels.extend(target);
        levels
    }

    fn points(&self, plot: &Plot, segment: Option<&Segment>, key: &mut Key) -> Vec<Element> {
        let judged = |at: usize| segment.and_then(|segment| segment.points.get(at));
        let place = |value: &Reading<'_>| {
            Some(plot.at((value.moment.slot, self.unit.drawn(value.number?))))
        };
        let named = |of: &Moment<'_>| {
            self.values
                .iter()
                .find(|value| value.moment.slot.total_cmp(&of.slot).is_eq())
                .and_then(place)
        };
        let mut parts = vec![line(&unbroken(self.series, named), colour::GREY, 1.5)];
        let places: Vec<(f64, f64)> = self.values.iter().filter_map(place).collect();
        let mut labels = Labels::around(&places, (plot.left - 8.0, 0.0, WIDTH, plot.base));
        let mut over = Vec::new();
        let mut used: Vec<Variation> = Vec::new();
        let mut before = None;
        for (at, value) in self.values.iter().enumerate() {
            let variation =
                judged(at).map_or(Variation::CommonCause, |point: &Point| point.variation);
            let (shape, fill, letter) = told(variation);
            let (Some(place), Some(number)) = (place(value), value.number) else { continue };
            parts.push(
                shape
                    .drawn(place, 4.0, fill)
                    .with("data-period", &value.period())
                    .with("data-value", &self.unit.says(number)),
            );
            // One letter at the beginning of each stretch: a run of seven needs no seven letters.
            if before != Some(variation) {
                over.extend(letter.map(|letter| labels.label(place, letter)));
            }
            before = Some(variation);
            if segment.is_some() && !used.contains(&variation) {
                used.push(variation);
                let says = letter.map_or(String::new(), |letter| format!("{letter}: "));
                let says = format!("{says}{}", variation_words(variation));
                key.mark(|y| shape.drawn((17.0, y), 4.0, fill), &says);
            }
        }
        parts.extend(over);
        parts
    }
}

/// Limits from fewer points are trial limits.
const FEWEST: usize = 12;

/// A level across the chart.
struct Level {
    value: f64,
    says: &'static str,
    line: Line,
}

#[derive(Clone, Copy)]
enum Line {
    Mean,
    Limit,
    Target,
}

impl Line {
    fn drawn(self, left: f64, right: f64, y: f64) -> Element {
        let drawn = |ink: &str, width: f64| {
            stroke((left, y), (right, y), ink, width).with("class", "chart-level")
        };
        match self {
            Self::Mean => drawn(colour::INK, 1.5),
            Self::Limit => drawn(colour::GREY, 1.5).with("stroke-dasharray", "5 3"),
            Self::Target => drawn(colour::LINE, 2.0).with("stroke-dasharray", "8 3 2 3"),
        }
    }
}

fn table(values: &[Reading<'_>], segment: Option<&Segment>) -> Table {
    let row = |(at, value): (usize, &Reading<'_>)| {
        let unit = value.unit;
        let number = |number: Option<f64>| number.map_or("none".to_owned(), |of| unit.says(of));
        let limits = segment.and_then(|segment| segment.limits);
        let point = segment.and_then(|segment| segment.points.get(at));
        let cause = point.map_or("not judged".to_owned(), |point| match point.variation {
            Variation::CommonCause => cause_words(point.cause),
            Variation::Improvement(_) => format!("improvement, {}", cause_words(point.cause)),
            Variation::Concern(_) => format!("concern, {}", cause_words(point.cause)),
            Variation::Neutral(_) => cause_words(point.cause),
        });
        vec![
            value.period(),
            value.number.map_or(HIDDEN.to_owned(), |of| unit.says(of)),
            number(segment.map(|segment| segment.mean)),
            number(limits.map(|limits| limits.lower)),
            number(limits.map(|limits| limits.upper)),
            cause,
        ]
    };
    let title = values.last().map_or("", |of| of.moment.published.subject.title.as_str());
    Table {
        caption: format!("{title}: values and limits").trim_start_matches(": ").to_owned(),
        columns: ["Period", "Value", "Mean", "Lower limit", "Upper limit", "Cause"]
            .map(str::to_owned)
            .to_vec(),
        rows: values.iter().enumerate().map(row).collect(),
    }
}
