//! A trend: both ends of a gap over periods, with the gap between them.

use disclosure::{Interval, Published, Released};
use programme::indicator::Unit;

use crate::change::change_between;
use crate::chart::{Chart, chart, heading, made_of, refused, shown};
use crate::gap::{end_cells, ends};
use crate::key::Key;
use crate::legend::{Drawing, LINE, WIDTH};
use crate::mark::Shape;
use crate::number::{self, In};
use crate::plot::{Plot, line};
use crate::scale::Span;
use crate::series::{Moment, Series, series};
use crate::svg::{Element, colour, element, hatched, place, stroke};
use crate::table::Table;
use crate::words::{self, HIDDEN, Ranks};

const KIND: &str = "Trend of both ends and the gap";

/// Draws both ends of a gap over periods, from the earliest to the latest.
///
/// The ends are lines with a mark and a 95% interval at each period, and the gap between them is
/// hatched. The absolute and the relative gap are both in the table, for they may go opposite
/// ways. A period that is hidden or missing breaks the lines, and so does a change of the edition
/// of deprivation or of the definition, which is drawn and said: nothing is compared across it.
/// Of the periods after the last break the sentence says what [`crate::change()`] says of the first
/// and the last that are shown, levelling down included. `id` begins every id within the picture.
pub fn trend(findings: &[Released<Published>], id: &str) -> Chart {
    let id = crate::svg::id(id);
    let series = match series(findings) {
        Ok(series) => series,
        Err(why) => return refused(&id, KIND, &why, table(&[])),
    };
    let table = table(&series.moments);
    let ranked = series.moments.iter().all(|of| Ranks::of(of.published) != Ranks::None);
    let Some(last) = series.moments.last().filter(|_| ranked) else {
        return refused(&id, KIND, "these groups have no order from most to least", table);
    };
    let sentence = sentence(&series, last.published);
    let drawing = draw(&series, last.published, &id);
    let mut method = made_of(&last.published.subject);
    let [gap, ratio] = words::of_gaps(&last.published.subject);
    method.push(format!(
        "Gap by {gap}, ratio by {ratio}; a gap above 0 and a ratio above 1 where the most deprived are worse off"
    ));
    method.extend(series.moments.iter().filter_map(|of| of.break_here.as_deref()).map(|words| {
        format!("The lines break: {words}, so what is before is not compared with what is after")
    }));
    method.push(format!("Released under the policy {}", last.published.policy));
    chart(&id, KIND, drawing, (sentence, method), table)
}

/// The moments since the last break.
fn since_the_break<'a, 'b>(series: &'a Series<'b>) -> &'a [Moment<'b>] {
    let at = series.moments.iter().rposition(|of| of.break_here.is_some()).unwrap_or(0);
    series.moments.get(at..).unwrap_or_default()
}

fn sentence(series: &Series<'_>, last: &Published) -> String {
    let title = last.subject.title.trim_end_matches('.');
    let told = |of: &&Moment<'_>| of.published.absolute_gap.is_ok();
    let after = since_the_break(series);
    let hidden = series.moments.iter().filter(|of| !told(of)).count();
    let mut says = match (after.iter().find(told), after.iter().rfind(told)) {
        (Some(first), Some(last))
            if first.published.subject.period != last.published.subject.period =>
        {
            let until = words::period(&last.published.subject.period);
            format!("{title}, up to {until}: {}", change_between(first.published, last.published))
        }
        (Some(only), _) => format!(
            "{title}: there is a gap to show in one period only, {}, so no change can be told.",
            words::period(&only.published.subject.period)
        ),
        (None, _) => format!("{title}: no period has a gap that may be shown."),
    };
    if hidden > 0 {
        let have = if hidden == 1 { "has" } else { "have" };
        says = format!(
            "{says} {hidden} of {} periods {have} no gap that may be shown.",
            series.moments.len()
        );
    }
    if let Some(words) = after.first().and_then(|of| of.break_here.as_deref()) {
        says = format!("{says} Earlier periods are not compared, because {words}.");
    }
    says
}

fn draw(series: &Series<'_>, last: &Published, id: &str) -> Drawing {
    let all = series.moments.iter().filter_map(|of| end_cells(of.published));
    let cells = all.flat_map(|(most, least)| [most, least]).filter_map(shown);
    let unit = In::unit_of(last);
    let highest = cells.map(|found| unit.scaled(found.upper)).fold(0.0, f64::max);
    let head = heading("Gap, most against least deprived", 0.0);
    let mut parts = head.parts;
    let mut key = Key::from(head.height + 8.0);
    for of in ends_of(series) {
        key.says(&gap_line(of));
    }
    let said = key.done();
    parts.extend(said.parts);
    let slots = series.moments.last().map_or(1.0, |of| of.slot.max(1.0));
    let plot = Plot {
        left: 40.0,
        right: WIDTH - 22.0,
        top: said.height + 18.0,
        base: said.height + 188.0,
        across: Span::exactly(0.0, slots),
        up: Span::holding(0.0, highest.max(0.01), 5),
    };
    parts.extend(plot.side(&unit.heading(), 0.0));
    parts.push(stroke((plot.left, plot.base), (WIDTH - 8.0, plot.base), colour::INK, 1.5));
    parts.extend(between(&plot, series, id));
    parts.extend(breaks(&plot, series));
    for end in End::BOTH {
        parts.extend(end.drawn(&plot, series));
    }
    parts.extend(when(&plot, &series.moments));
    let key = legend(series, last, plot.base + LINE * 2.0 + 10.0, id);
    parts.extend(key.parts);
    Drawing { height: key.height, parts }
}

/// The first and the last of the series, or the only one.
fn ends_of<'a>(series: &'a Series<'_>) -> Vec<&'a Published> {
    match &series.moments[..] {
        [] => Vec::new(),
        [only] => vec![only.published],
        [first, .., last] => vec![first.published, last.published],
    }
}

fn gap_line(of: &Published) -> String {
    let (period, unit) = (words::period(&of.subject.period), In::unit_of(of));
    match (&of.absolute_gap, &of.relative_gap) {
        (Ok(gap), Ok(ratio)) => format!(
            "{period}: {}, ratio {}",
            unit.difference(gap.value),
            number::ratio(ratio.value)
        ),
        (Ok(gap), Err(_)) => format!("{period}: {}, no ratio", unit.difference(gap.value)),
        (Err(_), _) => format!("{period}: no gap that may be shown"),
    }
}

/// One end of a gap.
#[derive(Clone, Copy)]
enum End {
    Most,
    Least,
}

impl End {
    const BOTH: [Self; 2] = [Self::Most, Self::Least];

    fn of(self, published: &Published) -> Option<&Interval> {
        let (most, least) = end_cells(published)?;
        shown(match self {
            Self::Most => most,
            Self::Least => least,
        })
    }

    fn words(self) -> &'static str {
        match self {
            Self::Most => "most deprived",
            Self::Least => "least deprived",
        }
    }

    fn mark(self, place: (f64, f64)) -> Element {
        match self {
            Self::Most => Shape::Circle.drawn(place, 4.5, colour::INK),
            Self::Least => Shape::Square.drawn(place, 4.5, colour::HALO),
        }
    }

    fn line(self, pieces: &[Vec<(f64, f64)>]) -> Element {
        match self {
            Self::Most => line(pieces, colour::INK, 2.5),
            Self::Least => line(pieces, colour::BLUE, 2.5).with("stroke-dasharray", "6 3"),
        }
    }

    fn drawn(self, plot: &Plot, series: &Series<'_>) -> Vec<Element> {
        let place = |of: &Moment<'_>| {
            Some(plot.at((of.slot, In::unit_of(of.published).scaled(self.of(of.published)?.value))))
        };
        let pieces: Vec<Vec<(f64, f64)>> =
            unbroken(series, place).into_iter().map(|piece| piece.into_iter().collect()).collect();
        let mut parts = vec![self.line(&pieces)];
        for of in &series.moments {
            let unit = In::unit_of(of.published);
            let Some(found) = self.of(of.published) else { continue };
            let (x, low) = plot.at((of.slot, unit.scaled(found.lower)));
            let high = plot.y(unit.scaled(found.upper));
            parts.push(stroke((x, low), (x, high), colour::INK, 1.0));
            parts.push(
                self.mark(plot.at((of.slot, unit.scaled(found.value))))
                    .with("data-period", &words::period(&of.published.subject.period))
                    .with("data-group", self.words())
                    .with("data-value", &unit.value(found.value))
                    .with("data-interval", &unit.between(found.lower, found.upper)),
            );
        }
        parts
    }
}

/// What is at each moment, in pieces: a new one after a break, a hidden or a missing period.
pub(crate) fn unbroken<T>(
    series: &Series<'_>,
    at: impl Fn(&Moment<'_>) -> Option<T>,
) -> Vec<Vec<T>> {
    let mut pieces: Vec<Vec<T>> = Vec::new();
    let mut before: Option<f64> = None;
    for of in &series.moments {
        let Some(found) = at(of) else {
            before = None;
            continue;
        };
        let follows = before.is_some_and(|before| of.slot - before < 1.5);
        match pieces.last_mut() {
            Some(piece) if follows && of.break_here.is_none() => piece.push(found),
            Some(_) | None => pieces.push(vec![found]),
        }
        before = Some(of.slot);
    }
    pieces
}

/// The gap, hatched where both ends are shown.
fn between(plot: &Plot, series: &Series<'_>, id: &str) -> Vec<Element> {
    let both = |of: &Moment<'_>| {
        let (most, least) = ends(of.published)?;
        let at =
            |found: &Interval| plot.at((of.slot, In::unit_of(of.published).scaled(found.value)));
        Some((at(most), at(least)))
    };
    let filled = |piece: Vec<((f64, f64), (f64, f64))>| {
        let there = piece.iter().map(|(most, _)| most);
        let back = piece.iter().rev().map(|(_, least)| least);
        let corner = |&(x, y): &(f64, f64)| format!("{},{}", place(x), place(y));
        let corners: Vec<String> = there.chain(back).map(corner).collect();
        element("polygon").with("points", &corners.join(" ")).with("fill", &hatched(id))
    };
    let pieces = unbroken(series, both).into_iter().filter(|piece| piece.len() > 1);
    pieces.map(filled).collect()
}

/// A line across the field where what is measured changed.
pub(crate) fn breaks(plot: &Plot, series: &Series<'_>) -> Vec<Element> {
    let broken = series.moments.iter().filter(|of| of.break_here.is_some());
    let drawn = |of: &Moment<'_>| {
        let x = plot.x(of.slot - 0.5);
        break_mark((x, plot.top), (x, plot.base))
    };
    broken.map(drawn).collect()
}

pub(crate) fn break_mark(from: (f64, f64), to: (f64, f64)) -> Element {
    let line = stroke(from, to, colour::LINE, 2.0).with("class", "chart-break");
    line.with("stroke-dasharray", "2 3")
}

/// The periods along the foot, as many as stand apart.
pub(crate) fn when(plot: &Plot, moments: &[Moment<'_>]) -> Vec<Element> {
    let mut parts = Vec::new();
    let mut ends = 0.0;
    let last = moments.len().saturating_sub(1);
    let right = moments.get(last).map_or(0.0, |of| plot.x(of.slot));
    for (at, of) in moments.iter().enumerate() {
        let x = plot.x(of.slot);
        parts.push(stroke((x, plot.base), (x, plot.base + 4.0), colour::INK, 1.0));
        let fits = x - 30.0 >= ends && (at == last || x + 30.0 <= right - 34.0);
        if at == 0 || fits {
            let says = words::short_period(&of.published.subject.period);
            let says =
                crate::svg::text(x.min(WIDTH - 30.0), plot.base + LINE + 3.0, "middle", &says);
            parts.push(says.with("class", "chart-tick"));
            ends = x + 34.0;
        }
    }
    parts
}

fn legend(series: &Series<'_>, last: &Published, top: f64, id: &str) -> Drawing {
    let noun = Ranks::of(last).noun();
    let mut key = Key::from(top);
    for end in End::BOTH {
        key.mark(
            |y| {
                let line = end.line(&[vec![(4.0, y), (30.0, y)]]);
                element("g").holding(line).holding(end.mark((17.0, y)).with("class", "chart-key"))
            },
            &format!("{} {noun}, 95% interval", end.words()),
        );
    }
    key.mark(
        |y| {
            let patch = element("rect").at("x", 8.0).at("y", y - 6.0).at("width", 18.0);
            patch.at("height", 12.0).with("fill", &hatched(id)).with("stroke", colour::GREY)
        },
        "the gap between them",
    );
    for words in series.moments.iter().filter_map(|of| of.break_here.as_deref()) {
        key.mark(|y| break_mark((17.0, y - 7.0), (17.0, y + 7.0)), words);
    }
    let hidden = series.moments.iter().any(|of| ends(of.published).is_none());
    if hidden || series.missing > 0 {
        key.says("A line stops where a period is hidden or missing.");
    }
    key.done()
}

fn table(moments: &[Moment<'_>]) -> Table {
    let end = |unit: In, found: Option<&Interval>| match found {
        Some(found) => [unit.value(found.value), unit.between(found.lower, found.upper)],
        None => [HIDDEN.to_owned(), HIDDEN.to_owned()],
    };
    let row = |of: &Moment<'_>| {
        let (published, unit) = (of.published, In::unit_of(of.published));
        let mut cells = vec![words::period(&published.subject.period)];
        for each in End::BOTH {
            cells.extend(end(unit, each.of(published)));
        }
        cells.extend(match &published.absolute_gap {
            Ok(gap) => [unit.bare(gap.value), unit.between(gap.lower, gap.upper)],
            Err(_) => ["none shown".to_owned(), "none shown".to_owned()],
        });
        cells.extend(match &published.relative_gap {
            Ok(of) => [
                number::ratio(of.value),
                format!("{} to {}", number::ratio(of.lower), number::ratio(of.upper)),
            ],
            Err(_) => ["none shown".to_owned(), "none shown".to_owned()],
        });
        cells
    };
    let gap = match moments.last().map(|of| In::unit_of(of.published)) {
        Some(In(Unit::Percent)) | None => "Gap in points".to_owned(),
        Some(unit) => format!("Gap {}", unit.0.words()),
    };
    let columns = [
        "Period",
        "Most deprived",
        "95% interval of most",
        "Least deprived",
        "95% interval of least",
        &gap,
        "95% interval of gap",
        "Ratio",
        "95% interval of ratio",
    ];
    let title = moments.last().map_or("", |of| of.published.subject.title.as_str());
    Table {
        caption: format!("{title}: both ends and the gap").trim_start_matches(": ").to_owned(),
        columns: columns.map(str::to_owned).to_vec(),
        rows: moments.iter().map(row).collect(),
    }
}
