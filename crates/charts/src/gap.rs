//! A gap: one bar for each group, the slope over them, and what may be said of it.

use disclosure::{Cell, Hidden, Interval, NotShown, Published, Released, Row};
use programme::indicator::Polarity;

use crate::chart::{Chart, picture, shown};
use crate::legend::Plan;
use crate::number::{self, In};
use crate::table::Table;
use crate::words::{self, HIDDEN, NOT_PUBLISHED, Ranks, SUPPRESSED, WHY_HIDDEN, absence};
use crate::{bars, columns};

/// Draws a released finding.
///
/// `id` begins every id within the picture; give each chart of a page its own.
pub fn gap(finding: &Released<Published>, id: &str) -> Chart {
    let published = finding.get();
    let ranks = Ranks::of(published);
    let id = crate::svg::id(id);
    let sentence = sentence(published, ranks);
    let plan = Plan { published, ranks, id: &id };
    let svg = svg(&plan, &sentence);
    Chart { svg, table: table(published, ranks), sentence, method: method(published, ranks) }
}

fn svg(plan: &Plan<'_>, sentence: &str) -> String {
    let stands = plan.ranks != Ranks::None && plan.published.rows.len() <= columns::MOST;
    let drawing = if stands { columns::draw(plan) } else { bars::draw(plan) };
    picture(plan.id, sentence, &spoken(plan.published, plan.ranks), drawing)
}

/// Every group in words, for those who do not see the picture.
fn spoken(published: &Published, ranks: Ranks) -> String {
    let unit = In::unit_of(published);
    let group = |row: &Row| {
        let label = ranks.label(&row.group);
        match &row.cell {
            Cell::Shown { ninety5: Interval { value, lower, upper }, .. }
            | Cell::Published { ninety5: Interval { value, lower, upper }, .. } => {
                let limits = unit.between(*lower, *upper);
                format!("{label}: {}, 95% interval {limits}", unit.value(*value))
            }
            Cell::Hidden { why: Hidden::ToProtectPeople, .. } => format!("{label}: {SUPPRESSED}"),
            Cell::Hidden { why: Hidden::Nobody, .. } => format!("{label}: nobody"),
            Cell::Hidden { why: Hidden::NoResidents, .. } => {
                format!("{label}: no rate, as who lives there is not known")
            }
        }
    };
    let groups: Vec<String> = published.rows.iter().map(group).collect();
    let groups = if groups.is_empty() { "no groups".to_owned() } else { groups.join("; ") };
    format!("Bar chart of {} groups. {groups}.", published.rows.len())
}

fn table(published: &Published, ranks: Ranks) -> Table {
    let or_hidden = |count: Option<u64>| count.map_or(HIDDEN.to_owned(), number::count);
    let unit = In::unit_of(published);
    let row = |Row { group, cell }: &Row| {
        let label = ranks.label(group);
        match cell {
            Cell::Shown {
                numerator,
                denominator,
                ninety5: Interval { value, lower, upper },
                ..
            } => vec![
                label,
                unit.cell(*value),
                unit.between(*lower, *upper),
                number::count(*numerator),
                number::count(*denominator),
            ],
            Cell::Published { ninety5: Interval { value, lower, upper }, .. } => vec![
                label,
                unit.cell(*value),
                unit.between(*lower, *upper),
                NOT_PUBLISHED.to_owned(),
                NOT_PUBLISHED.to_owned(),
            ],
            Cell::Hidden { numerator, denominator, why } => vec![
                label,
                absence(*why).to_owned(),
                absence(*why).to_owned(),
                or_hidden(*numerator),
                or_hidden(*denominator),
            ],
        }
    };
    let subject = &published.subject;
    let [number, of] =
        if subject.value_type.is_rate() { ["Events", "Residents"] } else { ["Number", "Out of"] };
    Table {
        caption: format!("{}, {}", subject.title, words::period(&subject.period)),
        columns: [ranks.heading(), &unit.heading(), "95% interval", number, of]
            .map(str::to_owned)
            .to_vec(),
        rows: published.rows.iter().map(row).collect(),
    }
}

/// The two ends, the most deprived first, whether shown or not.
pub(crate) fn end_cells(published: &Published) -> Option<(&Cell, &Cell)> {
    let mut known: Vec<(u8, &Cell)> = published
        .rows
        .iter()
        .filter_map(|row| Some((words::rank(&row.group)?, &row.cell)))
        .collect();
    known.sort_by_key(|&(rank, _)| rank);
    match known[..] {
        [(_, most), .., (_, least)] => Some((most, least)),
        _ => None,
    }
}

/// The values of the two ends, the most deprived first, when both are shown.
pub(crate) fn ends(published: &Published) -> Option<(&Interval, &Interval)> {
    let (most, least) = end_cells(published)?;
    Some((shown(most)?, shown(least)?))
}

fn sentence(published: &Published, ranks: Ranks) -> String {
    let title = published.subject.title.trim_end_matches('.');
    let noun = ranks.noun();
    let gap = match &published.absolute_gap {
        Ok(gap) => most_less_least(gap, published.subject.polarity),
        Err(why) => {
            return format!("{title}: no gap is worked out, because {}.", words::reason(why));
        }
    };
    let Interval { value, lower, upper } = gap;
    let unit = In::unit_of(published);
    let limits = unit.between(lower, upper);
    let Some((most, least)) = ends(published) else {
        return format!("{title}: the gap is {} (95% interval {limits}).", unit.difference(value));
    };
    let (most, least) = (unit.value(most.value), unit.value(least.value));
    if lower <= 0.0 && upper >= 0.0 {
        return format!(
            "{title}: {most} in the most deprived {noun} and {least} in the least deprived {noun}; \
             we cannot tell the two apart yet (a difference of {}, 95% interval {limits}).",
            unit.difference(value),
        );
    }
    let size = unit.difference(value.abs());
    let (side, limits) =
        if value > 0.0 { ("more", limits) } else { ("less", unit.between(-upper, -lower)) };
    format!(
        "{title}: {most} in the most deprived {noun}, {size} {side} than in the least deprived \
         {noun} (95% interval {limits}).{}",
        judgement(published.subject.polarity, value),
    )
}

/// A gap says who is worse off; a sentence that names both ends says which is the higher.
fn most_less_least(gap: &Interval, polarity: Polarity) -> Interval {
    let Interval { value, lower, upper } = *gap;
    match polarity {
        Polarity::HigherIsBetter => Interval { value: -value, lower: -upper, upper: -lower },
        Polarity::LowerIsBetter | Polarity::Neutral => Interval { value, lower, upper },
    }
}

/// What the direction means for people, where the indicator says which is better.
fn judgement(polarity: Polarity, most_less_least: f64) -> &'static str {
    match (polarity, most_less_least > 0.0) {
        (Polarity::Neutral, _) => "",
        (Polarity::LowerIsBetter, true) => " Lower is better, so the most deprived are worse off.",
        (Polarity::HigherIsBetter, false) => {
            " Higher is better, so the most deprived are worse off."
        }
        (Polarity::LowerIsBetter, false) => {
            " Lower is better, so the least deprived are worse off."
        }
        (Polarity::HigherIsBetter, true) => {
            " Higher is better, so the least deprived are worse off."
        }
    }
}

fn method(published: &Published, ranks: Ranks) -> String {
    let subject = &published.subject;
    let mut says = vec![format!("{}, {}", subject.title, words::period(&subject.period))];
    let source = subject.provenance.source.trim().trim_end_matches('.');
    says.push(if source.is_empty() {
        "Source not stated".to_owned()
    } else {
        format!("Source: {source}")
    });
    if let Some(together) = ranks.together() {
        let by = words::ranked_by(subject);
        says.push(format!("{together} of deprivation, {by}; 1 is the most deprived"));
    }
    says.push(format!("{} {}", In::unit_of(published).heading(), words::worked_out(subject)));
    if ranks != Ranks::None {
        says.extend(measures(published));
    }
    says.push(hidden(published));
    says.push(format!("Released under the policy {}", published.policy));
    says.join(". ") + "."
}

fn measures(published: &Published) -> Vec<String> {
    let Published { absolute_gap, relative_gap, sii, rii, .. } = published;
    if let (Err(why), Err(of_line)) = (absolute_gap, sii)
        && why == of_line
    {
        let why = words::reason(why);
        return vec![format!("Gap, ratio, SII and RII are not shown, because {why}")];
    }
    let (first, second) = match published.subject.polarity {
        Polarity::HigherIsBetter => ("least deprived", "most deprived"),
        Polarity::LowerIsBetter | Polarity::Neutral => ("most deprived", "least deprived"),
    };
    let unit = In::unit_of(published);
    let in_unit = |found: &Interval| with_limits(unit, found);
    let mut says = vec![
        measure(&format!("Gap, {first} minus {second}"), absolute_gap, in_unit),
        measure(&format!("Ratio, {first} over {second}"), relative_gap, as_ratio),
        measure(
            "Slope index of inequality (SII), least deprived end of the line minus most",
            sii,
            in_unit,
        ),
        measure("Relative index of inequality (RII), least deprived end over most", rii, as_ratio),
    ];
    if sii.is_ok() {
        says.push("SII and RII by population-weighted regression on midpoint rank".to_owned());
    }
    says
}

fn measure(
    name: &str,
    found: &Result<Interval, NotShown>,
    printed: impl Fn(&Interval) -> String,
) -> String {
    match found {
        Ok(found) => format!("{name}: {}", printed(found)),
        Err(why) => format!("{name}: not shown, because {}", words::reason(why)),
    }
}

fn with_limits(unit: In, Interval { value, lower, upper }: &Interval) -> String {
    format!("{} (95% interval {})", unit.difference(*value), unit.between(*lower, *upper))
}

fn as_ratio(Interval { value, lower, upper }: &Interval) -> String {
    let [value, lower, upper] = [*value, *lower, *upper].map(number::ratio);
    format!("{value} (95% interval {lower} to {upper})")
}

/// How many groups are hidden, and why.
pub(crate) fn hidden(published: &Published) -> String {
    // Of those who live nobody knows where no rate is known, and how many they are may be hidden too.
    let hidden = |row: &&Row| {
        matches!(
            row.cell,
            Cell::Hidden { why: Hidden::ToProtectPeople, .. }
                | Cell::Hidden { why: Hidden::NoResidents, numerator: None, .. }
        )
    };
    let (count, all) = (published.rows.iter().filter(hidden).count(), published.rows.len());
    match count {
        0 => "No group is hidden".to_owned(),
        1 => format!("1 of {all} groups is hidden {WHY_HIDDEN}"),
        _ => format!("{count} of {all} groups are hidden {WHY_HIDDEN}"),
    }
}
