//! A timeline: a bar for each thing, from its beginning to the last day on which it would be kept, over the months.

use programme::standing::Stands;

use crate::svg::{Element, colour, element, picture, stroke, text};

/// What a timeline shows. Places in time are days since its left edge.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    /// What it shows, in words.
    pub title: String,
    /// How many days there are from edge to edge.
    pub days: f64,
    /// The day on which the standings hold.
    pub today: f64,
    /// Where each month begins, with its name where there is room for it.
    pub months: Vec<(f64, String)>,
    /// What is shown, from above.
    pub bars: Vec<Bar>,
}

/// One thing on a timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// What it is, short enough to stand beside it.
    pub label: String,
    /// Where it begins.
    pub from: f64,
    /// Where it is due; nowhere, if no date was agreed.
    pub until: Option<f64>,
    /// How it stands.
    pub stands: Stands,
}

const WIDTH: f64 = 720.0;
const LABELS: f64 = 250.0;
const PLOT: f64 = 440.0;
const ROW: f64 = 16.0;
const HEAD: f64 = 40.0;

/// The letter that tells a standing without colour, and its words.
fn mark(stands: Stands) -> (&'static str, &'static str) {
    match stands {
        Stands::Late => ("×", "late"),
        Stands::DueSoon => ("!", "due soon"),
        Stands::OnCourse => (">", "on course"),
        Stands::NoDateAgreed => ("?", "no date agreed"),
        Stands::Closed => ("✓", "closed"),
    }
}

fn fill(stands: Stands) -> &'static str {
    match stands {
        Stands::Late => "#d5281b",
        Stands::DueSoon => "#ffeb3b",
        Stands::OnCourse => colour::PLAIN,
        Stands::NoDateAgreed => colour::HALO,
        Stands::Closed => colour::FAINT,
    }
}

/// Draws a timeline. Everything in it is in the table beside it too.
///
/// `id` begins every id within the picture; give each chart of a page its own.
pub fn timeline(of: &Timeline, id: &str) -> String {
    let id = crate::svg::id(id);
    let rows = f64::from(u32::try_from(of.bars.len()).unwrap_or(u32::MAX));
    let bottom = HEAD + rows * ROW;
    let height = bottom + 24.0;
    let months = of.months.iter().flat_map(|(at, name)| {
        let x = place(of, *at);
        [
            stroke((x, HEAD - 4.0), (x, bottom), colour::FAINT, 1.0),
            text(x + 2.0, HEAD - 8.0, "start", name),
        ]
    });
    let now = place(of, of.today);
    let today = [
        stroke((now, HEAD - 4.0), (now, bottom), colour::INK, 1.5).with("stroke-dasharray", "4 3"),
        text(now, bottom + 14.0, "middle", "the day shown"),
    ];
    let bars = of.bars.iter().enumerate().flat_map(|(at, bar)| {
        let top = HEAD + ROW * f64::from(u32::try_from(at).unwrap_or(u32::MAX));
        drawn(of, bar, top)
    });
    let says = "A bar for each, from its beginning to its date. The table tells the same.";
    picture(&id, (WIDTH, height), 11.0, (&of.title, says))
        .holding_all(legend())
        .holding_all(months)
        .holding_all(today)
        .holding_all(bars)
        .done()
}

/// Where a day is, within the edges.
fn place(of: &Timeline, day: f64) -> f64 {
    let share = if of.days > 0.0 { day / of.days } else { 0.0 };
    LABELS + PLOT * share.clamp(0.0, 1.0)
}

fn drawn(of: &Timeline, bar: &Bar, top: f64) -> [Element; 3] {
    let from = place(of, bar.from);
    let until = place(of, bar.until.unwrap_or(of.days));
    let (left, right) = (from.min(until), from.max(until));
    let (letter, words) = mark(bar.stands);
    let drawn = element("rect")
        .with("class", "chart-bar")
        .with("data-group", &bar.label)
        .with("data-value", words)
        .at("x", left)
        .at("y", top + 3.0)
        .at("width", (right - left).max(2.0))
        .at("height", ROW - 6.0)
        .with("fill", fill(bar.stands))
        .with("stroke", colour::INK)
        .at("stroke-width", 1.0);
    let drawn = if bar.until.is_none() { drawn.with("stroke-dasharray", "3 3") } else { drawn };
    [
        text(LABELS - 6.0, top + 12.0, "end", &bar.label),
        drawn,
        text(right + 4.0, top + 12.0, "start", letter),
    ]
}

/// One mark for each way to stand.
fn legend() -> Vec<Element> {
    let mut left = 4.0;
    let mut parts = Vec::new();
    for stands in Stands::ALL {
        let (letter, words) = mark(stands);
        let says = format!("{letter} {words}");
        parts.push(
            element("rect")
                .at("x", left)
                .at("y", 3.0)
                .at("width", 14.0)
                .at("height", 10.0)
                .with("fill", fill(stands))
                .with("stroke", colour::INK),
        );
        parts.push(text(left + 18.0, 12.0, "start", &says));
        let letters = u32::try_from(says.chars().count()).unwrap_or(u32::MAX);
        left += 36.0 + 6.0 * f64::from(letters);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bar_stays_within_the_edges_and_bears_its_letter() {
        let bar = |from, until, stands| Bar { label: "A <b>".to_owned(), from, until, stands };
        let bars = vec![
            bar(-900.0, Some(5000.0), Stands::OnCourse),
            bar(20.0, Some(10.0), Stands::Late),
            bar(0.0, None, Stands::NoDateAgreed),
        ];
        let months = vec![(0.0, "January 2026".to_owned())];
        let title = "Three actions".to_owned();
        let drawn = timeline(&Timeline { title, days: 60.0, today: 30.0, months, bars }, "all");
        assert_eq!(drawn.matches("chart-bar").count(), 3);
        assert!(drawn.contains("x=\"250\"") && drawn.contains("width=\"440\""), "{drawn}");
        assert!(drawn.contains("data-value=\"late\"") && drawn.contains(">×<"));
        assert!(!drawn.contains("<b>") && !drawn.contains("style"));
    }
}
