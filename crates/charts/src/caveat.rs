//! What whoever reads a gap should know of it, each printed by its own rule.

use disclosure::{Cell, Hidden, Published, Released, Row, Total};
use measure::{Confidence, Ends, Estimate, Proportion, absolute_gap};
use programme::indicator::{Dimension, People, ValueType};
use programme::period::Period;

use crate::change::polarity;
use crate::gap::{ends, hidden};
use crate::number::{self, In};
use crate::words;
use crate::words::{is_unknown, rank};

/// An edition of deprivation is called old for a period that ends so many years after it, or more.
const OLD: i16 = 4;

/// What is said where people of the areas of 2011 are counted in those of 2021.
const CHANGED: &str = "The records name areas of 2011. They were taken to the areas of 2021 where these are the same or were put together; those who live in an area that was split are in no group.";

/// At so small a share of people without a group, nothing is said of them.
const FEW: f64 = 0.005;

/// What should be known of a released finding, in the order in which it matters.
///
/// Each sentence is there by a rule: invented areas; local quintiles, and of which place; an old edition of deprivation; which census drew
/// the areas; whether those registered or those resident are counted, and of a rate by which look-up; how
/// many have no group, and what the gap would be were they all at one end or the other; what is hidden. All of it rests on
/// what is shown.
pub fn caveats(finding: &Released<Published>) -> Vec<String> {
    let published = finding.get();
    let mut says: Vec<String> = published.watermark.iter().cloned().collect();
    let breakdown = &published.subject.breakdown;
    if breakdown.is_local() {
        says.push(local(published));
    }
    if breakdown.is_by_deprivation() {
        says.extend(edition(published));
    }
    if published.subject.value_type.is_rate() {
        says.extend(residents(published));
        says.extend(of_nobody_known(published));
    } else {
        says.extend(published.subject.provenance.people.map(|people| counted(people).to_owned()));
        says.extend(without_a_group(published));
    }
    if published.rows.iter().any(is_hidden) {
        says.push(format!("{}.", hidden(published)));
    }
    says.extend(published.merged.iter().map(|(name, of)| {
        format!("“{name}” stands for {}, which were put together.", of.join(" and "))
    }));
    says.extend(published.total.map(total));
    let of_policy = published.audit.iter().chain(&published.limit);
    says.extend(of_policy.map(|said| format!("{}.", said.trim_end_matches('.'))));
    says
}

/// The true total as the policy lets it out.
fn total(Total { numerator, denominator }: Total) -> String {
    let said = |count: Option<u64>| count.map_or(words::HIDDEN.to_owned(), number::count);
    let (numerator, denominator) = (said(numerator), said(denominator));
    format!(
        "The total is {numerator} out of {denominator}, protected by itself: the groups need not add up to it."
    )
}

/// The year in which an edition was published, and of the census that drew its areas.
fn years(edition: &str) -> Option<(i16, u16)> {
    match edition {
        "imd-2019" => Some((2019, 2011)),
        "imd-2025" => Some((2025, 2021)),
        _ => None,
    }
}

fn edition(published: &Published) -> Vec<String> {
    let Some(key) = published.subject.provenance.editions.get("deprivation") else {
        return vec!["Which edition of deprivation ranks the areas is not stated.".to_owned()];
    };
    let mut says = Vec::new();
    if published.subject.provenance.editions.contains_key("lsoa_change") {
        says.push(CHANGED.to_owned());
    }
    let Some((year, census)) = years(key) else {
        return vec![format!("Deprivation is that of {}.", words::edition(key))];
    };
    says.push(format!(
        "Areas are those of the {census} census, ranked by the Index of Multiple Deprivation {year}: it is areas that are ranked, and not people."
    ));
    let ended = published.subject.period.parse::<Period>().ok().map(|period| period.last.year());
    if let Some(age) = ended.map(|ended| ended - year).filter(|age| *age >= OLD) {
        says.push(format!(
            "The ranks are {age} years older than the period: an area may have changed since."
        ));
    }
    says
}

/// Of which place local quintiles are, and that they are not the nation's.
fn local(published: &Published) -> String {
    let [_, place] = words::ranking(&published.subject);
    let place = place.unwrap_or("a place that is not stated");
    format!(
        "These are local fifths: the areas of {place}, ranked among themselves, as many areas in each. They are not the national fifths, and are not to be compared with them. Those who live elsewhere are in none."
    )
}

fn counted(people: People) -> &'static str {
    match people {
        People::Registered => {
            "Counted are people registered with a practice here, wherever they live: not the same people as those who live here."
        }
        People::Resident => {
            "Counted are people who live here, wherever they are registered: not the same people as those registered with a practice here."
        }
    }
}

/// Who lives there by which look-up, and what a rate is of.
fn residents(published: &Published) -> Vec<String> {
    let subject = &published.subject;
    let editions = &subject.provenance.editions;
    let is_by_ethnicity = subject.breakdown.0.contains(&Dimension::Ethnicity);
    let by = editions.get(if is_by_ethnicity { "ethnicity" } else { "population" });
    let by = by.map_or("a look-up that is not stated", String::as_str);
    let of = editions.get("residents").map_or("all its areas", String::as_str);
    let mut says = vec![format!(
        "A rate is of events in the period for so many who live in {of}, counted by {by}. Somebody who had several events is in it as often."
    )];
    if subject.value_type == ValueType::StandardisedRate {
        says.push("Rates are standardised for age: they are for comparing groups whose ages differ, and do not say how many events there are.".to_owned());
    }
    says
}

/// The events of those of whom nobody knows where they live or of which group they are.
fn of_nobody_known(published: &Published) -> Option<String> {
    let row = published.rows.iter().find(|row| is_unknown(&row.group))?;
    let events = row.cell.counts().numerator.filter(|events| *events > 0)?;
    Some(format!(
        "{} events are in no rate, as it is not known where those people live or of which group they are.",
        number::count(events)
    ))
}

fn is_hidden(row: &Row) -> bool {
    matches!(row.cell, Cell::Hidden { why: Hidden::ToProtectPeople, .. })
}

/// Those whose group is not known, and what the gap would be were they all at one end.
fn without_a_group(published: &Published) -> Option<String> {
    let counts = |row: &Row| match row.cell {
        Cell::Shown { numerator, denominator, .. } => Some((numerator, denominator)),
        Cell::Published { .. } | Cell::Hidden { .. } => None,
    };
    let row = published.rows.iter().find(|row| is_unknown(&row.group))?;
    let unknown = counts(row)?;
    let all: u64 = published.rows.iter().filter_map(counts).map(|(_, whole)| whole).sum();
    let share = ratio(unknown.1, all)?;
    if share < FEW {
        return None;
    }
    // Whoever lives elsewhere would be in no local fifth, were their area known.
    let is_local = published.subject.breakdown.is_local();
    let why =
        if is_local { "theirs is not known or they live elsewhere" } else { "theirs is not known" };
    let of_whom =
        format!("Of those counted {} are in no group, because {why}", number::percent(share));
    let Some([least, most]) = bounds(published, unknown).filter(|_| !is_local) else {
        return Some(format!("{of_whom}. They are in none of the figures for a group."));
    };
    let unit = In::unit_of(published);
    Some(format!(
        "{of_whom}. Were they all at one end or all at the other, the gap would be {} or {}.",
        unit.bare(least),
        unit.difference(most)
    ))
}

/// The absolute gap if all those whose group is not known were of the most deprived, and if all were
/// of the least: the smaller first.
pub(crate) fn bounds(published: &Published, unknown: (u64, u64)) -> Option<[f64; 2]> {
    published.absolute_gap.as_ref().ok()?;
    let mut known: Vec<(u8, (u64, u64))> = published
        .rows
        .iter()
        .filter_map(|row| match row.cell {
            Cell::Shown { numerator, denominator, .. } => {
                Some((rank(&row.group)?, (numerator, denominator)))
            }
            Cell::Published { .. } | Cell::Hidden { .. } => None,
        })
        .collect();
    known.sort_unstable();
    let ([(_, most), .., (_, least)], Some(_)) = (known.as_slice(), ends(published)) else {
        return None;
    };
    let with = |(above, whole): (u64, u64)| (above + unknown.0, whole + unknown.1);
    let of = |(above, whole): (u64, u64)| Proportion::new(above, whole).ok();
    let gap = |most, least| {
        let ends = Ends { most_deprived: of(most)?, least_deprived: of(least)? };
        let Estimate { value, .. } =
            absolute_gap(ends, polarity(published), Confidence::Ninety5).estimate;
        Some(value)
    };
    let (one, other) = (gap(with(*most), *least)?, gap(*most, with(*least))?);
    Some([one.min(other), one.max(other)])
}

fn ratio(part: u64, whole: u64) -> Option<f64> {
    let proportion = Proportion::new(part, whole).ok()?;
    Some(measure::wilson(proportion, Confidence::Ninety5).value)
}
