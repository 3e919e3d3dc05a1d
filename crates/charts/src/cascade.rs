//! A cascade: what is left, at each step of a pathway, of those who began it, at both ends.

use disclosure::{Cell, Interval, Published};
use measure::{Confidence, Ends, Estimate, Polarity, Proportion, absolute_gap, wilson};
use programme::indicator::Unit;

use crate::chart::{Chart, Named, chart, heading, refused};
use crate::gap::end_cells;
use crate::key::Key;
use crate::legend::{Drawing, LINE, WIDTH};
use crate::number::{self, In};
use crate::plot::Plot;
use crate::scale::Span;
use crate::svg::{Element, colour, element, hatched, text};
use crate::table::Table;
use crate::words::{self, HIDDEN, Ranks, WHY_HIDDEN};

const KIND: &str = "Cascade of steps";

/// Whatever the unit of an indicator, its steps are drawn in per cent of the first.
const SHARE: In = In(Unit::Percent);

/// The height of a bar.
const THICK: f64 = 16.0;

/// Draws what is left of those who began a pathway, for the most and the least deprived.
///
/// A step is a title and a finding by deprivation whose numerator counts those who reached it; all
/// are of one period. Each bar is that number as a share of the first step's, with its 95% Wilson
/// interval; a step that counts more than the one before it is not of the same people, and then
/// nothing is drawn. A hidden step has no bar and nothing is said to be lost at it. `id` begins
/// every id within the picture; give each chart of a page its own.
pub fn cascade(steps: &[Named<'_, Published>], id: &str) -> Chart {
    let id = crate::svg::id(id);
    let (Some((_, first)), Some((_, last))) = (steps.first(), steps.last()) else {
        return refused(&id, KIND, "no step is given", table(&[]));
    };
    let (first, last) = (first.get(), last.get());
    let reached = reached(steps);
    if let Some(why) = not_a_cascade(steps, first, &reached) {
        return refused(&id, KIND, &why, table(&[]));
    }
    let noun = Ranks::of(first).noun();
    let drawing = draw(&reached, &id);
    let mut method = vec![words::period(&first.subject.period)];
    method.push(format!("Number at a step over the number at the first, {}, both as rounded, with 95% Wilson intervals; the difference between the ends by the hybrid score interval of Newcombe", first_title(steps)));
    method.push(format!("Released under the policy {}", last.policy));
    chart(
        &id,
        KIND,
        drawing,
        (sentence(&reached, noun, &last.subject.period), method),
        table(&reached),
    )
}

fn first_title(steps: &[Named<'_, Published>]) -> String {
    steps.first().map_or(String::new(), |(title, _)| format!("“{title}”"))
}

/// How many of one end reached a step, and what share of those at the first.
#[derive(Clone)]
struct Left {
    number: u64,
    of: Proportion,
    share: Interval,
}

/// One step at both ends, the most deprived first; nothing where it is hidden.
struct Step<'a> {
    title: &'a str,
    numbers: [Option<u64>; 2],
    ends: [Option<Left>; 2],
}

const ENDS: [&str; 2] = ["most deprived", "least deprived"];

fn reached<'a>(steps: &[Named<'a, Published>]) -> Vec<Step<'a>> {
    let number = |published: &Published| {
        let count = |cell: &Cell| match cell {
            Cell::Shown { numerator, .. } => Some(*numerator),
            Cell::Hidden { numerator, .. } => *numerator,
            Cell::Published { .. } => None,
        };
        let (most, least) =
            end_cells(published).map_or((None, None), |(a, b)| (count(a), count(b)));
        [most, least]
    };
    let begun = steps.first().map_or([None, None], |(_, first)| number(first.get()));
    let step = |(title, finding): &Named<'a, Published>| {
        let here = number(finding.get());
        let [most, least] = [(here[0], begun[0]), (here[1], begun[1])];
        let left = |(number, whole): (Option<u64>, Option<u64>)| {
            let number = number?;
            let of = Proportion::new(number, whole?).ok()?;
            Some(Left { number, of, share: wilson(of, Confidence::Ninety5).into() })
        };
        Step { title, numbers: here, ends: [left(most), left(least)] }
    };
    steps.iter().map(step).collect()
}

fn not_a_cascade(
    steps: &[Named<'_, Published>],
    first: &Published,
    reached: &[Step<'_>],
) -> Option<String> {
    let subject = &first.subject;
    let same = |(_, of): &Named<'_, Published>| {
        let of = of.get();
        of.subject.period == subject.period
            && of.subject.breakdown == subject.breakdown
            && words::ranking(&of.subject) == words::ranking(subject)
    };
    if Ranks::of(first) == Ranks::None {
        return Some("these groups have no order from most to least".to_owned());
    }
    if !steps.iter().all(same) {
        return Some("the steps are of different periods or groups".to_owned());
    }
    if reached.first().is_some_and(|step| step.ends.iter().all(Option::is_none)) {
        return Some(format!(
            "both ends of the first step are hidden {WHY_HIDDEN}, or nobody is in them"
        ));
    }
    let mut before: [Option<u64>; 2] = [None, None];
    for step in reached {
        for (before, &now) in before.iter_mut().zip(&step.numbers) {
            if now > *before && before.is_some() {
                return Some(format!(
                    "“{}” counts more than the step before it, so they are not the same people",
                    step.title
                ));
            }
            *before = now.or(*before);
        }
    }
    None
}

fn draw(reached: &[Step<'_>], id: &str) -> Drawing {
    let mut plot = Plot {
        left: 96.0,
        right: WIDTH - 60.0,
        top: 0.0,
        base: 0.0,
        across: Span::holding(0.0, 100.0, 2),
        up: Span::exactly(0.0, 1.0),
    };
    let mut parts = Vec::new();
    let mut y = 0.0;
    for step in reached {
        let head = heading(step.title, y);
        parts.extend(head.parts);
        y = head.height + 4.0;
        for (at, (end, left)) in ENDS.into_iter().zip(&step.ends).enumerate() {
            parts.push(text(plot.left - 6.0, y + THICK / 2.0 + 4.0, "end", end));
            parts.extend(bar(&plot, step.title, end, left.as_ref(), at, y, id));
            y += THICK + 3.0;
        }
        y += 5.0;
    }
    plot.base = y;
    parts.extend(plot.foot("Per cent of those at the first step", 0.0));
    let mut key = Key::from(y + LINE * 3.0 + 4.0);
    key.mark(|y| crate::legend::whisker(&[((8.0, y), (26.0, y))]), "95% interval");
    let hidden = reached.iter().any(|step| step.ends.iter().any(Option::is_none));
    if hidden {
        let patch = |y: f64| {
            let patch = element("rect").at("x", 8.0).at("y", y - 6.0).at("width", 18.0);
            patch.at("height", 12.0).with("fill", &hatched(id)).with("stroke", colour::GREY)
        };
        key.mark(patch, "hidden to protect people, or nobody there");
    }
    let key = key.done();
    parts.extend(key.parts);
    Drawing { height: key.height, parts }
}

fn bar(
    plot: &Plot,
    step: &str,
    end: &str,
    left: Option<&Left>,
    at: usize,
    y: f64,
    id: &str,
) -> Vec<Element> {
    let drawn = element("rect").with("data-step", step).with("data-group", end);
    let drawn = drawn.at("x", plot.left).at("y", y).at("height", THICK);
    let middle = y + THICK / 2.0;
    let Some(Left { share, .. }) = left else {
        let drawn = drawn.with("class", "chart-hidden").with("data-value", HIDDEN);
        let drawn = drawn.at("width", plot.right - plot.left).with("fill", &hatched(id));
        let drawn = drawn.with("stroke", colour::GREY).with("stroke-dasharray", "3 3");
        return vec![drawn, text(WIDTH - 4.0, middle + 4.0, "end", HIDDEN)];
    };
    let fill = if at == 0 { colour::RAMP[0] } else { colour::RAMP[4] };
    let value = number::percent(share.value);
    let (low, high) = (plot.x(share.lower * 100.0), plot.x(share.upper * 100.0));
    vec![
        drawn
            .with("class", "chart-bar")
            .with("data-value", &value)
            .with("data-interval", &SHARE.between(share.lower, share.upper))
            .at("width", plot.x(share.value * 100.0) - plot.left)
            .with("fill", fill)
            .with("stroke", colour::INK),
        crate::legend::whisker(&[((low, middle), (high, middle))]),
        text(WIDTH - 4.0, middle + 4.0, "end", &value).with("font-weight", "bold"),
    ]
}

/// The step at which one end loses most of those who began, with how much.
fn most_lost<'a>(reached: &'a [Step<'_>], end: usize) -> Option<(&'a str, &'a str, f64)> {
    let share = |step: &Step<'_>| Some(step.ends.get(end)?.as_ref()?.share.value);
    let lost = |two: &'a [Step<'_>]| match two {
        [before, after] => Some((before.title, after.title, share(before)? - share(after)?)),
        _ => None,
    };
    let all = reached.windows(2).filter_map(lost).filter(|(_, _, lost)| *lost > 0.0);
    all.fold(None, |most: Option<(&str, &str, f64)>, next| match most {
        Some(most) if most.2 >= next.2 => Some(most),
        Some(_) | None => Some(next),
    })
}

fn sentence(reached: &[Step<'_>], noun: &str, period: &str) -> String {
    let mut says = Vec::new();
    if let (Some(first), Some(last)) =
        (reached.first(), reached.last().filter(|_| reached.len() > 1))
    {
        says.push(ends_at_last(first.title, last, noun, period));
    }
    for (at, end) in ENDS.into_iter().enumerate() {
        says.extend(most_lost(reached, at).map(|(before, after, lost)| {
            format!(
                "Of the {end} {noun} most are lost between “{before}” and “{after}”: {}.",
                SHARE.difference(lost)
            )
        }));
    }
    let hidden = reached.iter().filter(|step| step.ends.iter().any(Option::is_none)).count();
    if hidden > 0 {
        says.push(format!("{hidden} of {} steps are hidden at one end or both, {WHY_HIDDEN} or because nobody is there.", reached.len()));
    }
    if says.is_empty() {
        says.push("There is one step only, so nothing is lost between steps.".to_owned());
    }
    says.join(" ")
}

fn ends_at_last(first: &str, last: &Step<'_>, noun: &str, period: &str) -> String {
    let period = words::period(period);
    let [Some(most), Some(least)] = &last.ends else {
        return format!(
            "In {period} we cannot compare the ends at “{}”, where one is hidden.",
            last.title
        );
    };
    let ends = Ends { most_deprived: most.of, least_deprived: least.of };
    let gap = absolute_gap(ends, Polarity::Neutral, Confidence::Ninety5).estimate;
    let Estimate { value, lower, upper } = gap;
    let told = if lower <= 0.0 && upper >= 0.0 {
        format!(
            "; we cannot tell the two apart yet (a difference of {}, 95% interval {})",
            SHARE.difference(value),
            SHARE.between(lower, upper)
        )
    } else {
        let (more, low, high) =
            if value > 0.0 { ("more", lower, upper) } else { ("fewer", -upper, -lower) };
        format!(
            ", {} {more} of the most deprived (95% interval {})",
            SHARE.difference(value.abs()),
            SHARE.between(low, high)
        )
    };
    format!(
        "In {period}, of those at “{first}”, {} in the most deprived {noun} and {} in the least reached “{}”{told}.",
        number::percent(most.share.value),
        number::percent(least.share.value),
        last.title,
    )
}

fn table(reached: &[Step<'_>]) -> Table {
    let mut before: [Option<f64>; 2] = [None, None];
    let mut rows = Vec::new();
    for (at, step) in reached.iter().enumerate() {
        for ((end, left), before) in ENDS.into_iter().zip(&step.ends).zip(&mut before) {
            let now = left.as_ref().map(|left| left.share.value);
            let lost = match (at, *before, now) {
                (0, _, _) => "first step".to_owned(),
                (_, Some(before), Some(now)) => SHARE.bare(before - now),
                (_, _, _) => "not told".to_owned(),
            };
            *before = now;
            let mut row = vec![step.title.to_owned(), end.to_owned()];
            row.extend(match left {
                Some(Left { number, share, .. }) => [
                    number::percent(share.value),
                    SHARE.between(share.lower, share.upper),
                    number::count(*number),
                ],
                None => [HIDDEN, HIDDEN, HIDDEN].map(str::to_owned),
            });
            row.push(lost);
            rows.push(row);
        }
    }
    Table {
        caption: "What is left at each step, most and least deprived".to_owned(),
        columns: [
            "Step",
            "Group",
            "Per cent of the first step",
            "95% interval",
            "Number",
            "Points lost since the step before",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows,
    }
}
