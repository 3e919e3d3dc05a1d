//! Indicators beside one another, by how many have the better outcome and how wide the gap is.

use disclosure::{Interval, Published};
use programme::indicator::{Polarity, Unit};

use super::{Body, Judged, KIND, Lines, Placing, Words, cross, draw, not_placed, placed, table};
use super::{at_lines, sentence};
use crate::chart::{Chart, Named, chart, refused};
use crate::number::In;
use crate::words;

const INDICATORS: Words = Words {
    one: "Indicator",
    value: "Better outcome",
    under: "With the better outcome",
    of: "with the better outcome",
};

/// Draws indicators by how many of everyone have the better outcome, and by the size of the gap
/// between the ends; each by its own finding, which is by deprivation.
///
/// Where lower is better, those have the better outcome whom the indicator does not count: so 12%
/// who missed a visit stand at 88%, and the size of the gap is the same. The lines are at the medians
/// of those shown, which says how indicators lie to one another and not whether any is good. All are
/// drawn in per cent, whatever their units. An indicator of which neither direction is better has no
/// place, and is in neither picture nor table; nor is one by local quintiles, which are not the
/// nation's; nor is a rate, which is no share of people. Findings may be of different periods and editions, and their names are to say which.
/// `id` begins every id within the picture.
pub fn indicators(findings: &[Named<'_, Published>], id: &str) -> Chart {
    let id = crate::svg::id(id);
    let placing = Placing {
        lines: Lines::Median,
        polarity: Polarity::HigherIsBetter,
        words: INDICATORS,
        unit: In(Unit::Percent),
    };
    let fits = |(_, of): &&Named<'_, Published>| {
        let subject = &of.get().subject;
        subject.polarity != Polarity::Neutral
            && !subject.value_type.is_rate()
            && subject.breakdown.has_order()
            && !subject.breakdown.is_local()
    };
    let fitting: Vec<Named<'_, Published>> = findings.iter().filter(fits).copied().collect();
    let (placed, hidden) = placed(&fitting);
    let better: Vec<Body<'_>> = placed.into_iter().map(|body| better(body, &fitting)).collect();
    let cross = cross(&better, placing.lines);
    let judged: Vec<Judged<'_>> = better.into_iter().map(|body| Judged::of(body, cross)).collect();
    let table = table(&judged, &hidden, placing);
    let Some((_, first)) = fitting.first().filter(|_| !judged.is_empty()) else {
        return refused(&id, KIND, "no indicator has a value and a gap that may be shown", table);
    };
    let drawing = draw(&judged, &hidden, cross, placing);
    let first = first.get();
    let mut method = vec![
        "Each indicator by its newest finding by national deprivation quintile. The better outcome is that which the indicator counts, or where lower is better that which it does not, worked out from the rounded counts shown, with 95% Wilson intervals".to_owned(),
        "Gap by the hybrid score interval of Newcombe, without its sign".to_owned(),
        format!("Lines at {}: how they lie to one another, and not whether any is good", at_lines(placing, cross)),
    ];
    if fitting
        .iter()
        .any(|(_, of)| words::ranking(&of.get().subject) != words::ranking(&first.subject))
    {
        method.push(
            "Deprivation is of different editions, so they are not all of the same areas"
                .to_owned(),
        );
    }
    method.push(format!("Released under the policy {}", first.policy));
    let mut says = sentence("Indicators beside one another", &judged, placing);
    if !hidden.is_empty() {
        says = format!("{says} {}", not_placed(&hidden));
    }
    chart(&id, KIND, drawing, (says, method), table)
}

/// The same with the share of those who have the better outcome.
fn better<'a>(body: Body<'a>, findings: &[Named<'_, Published>]) -> Body<'a> {
    let of = findings.iter().find(|(name, _)| *name == body.name);
    match of.map(|(_, of)| of.get().subject.polarity) {
        Some(Polarity::LowerIsBetter) => {
            let Interval { value, lower, upper } = body.everyone;
            let everyone = Interval { value: 1.0 - value, lower: 1.0 - upper, upper: 1.0 - lower };
            Body { everyone, ..body }
        }
        Some(Polarity::HigherIsBetter | Polarity::Neutral) | None => body,
    }
}
