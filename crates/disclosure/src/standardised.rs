//! Directly standardised rates, worked out from the events by age that are let out beside them.
//!
//! A rate to many decimals is a sum that few tables have, and its limits tell how many events there
//! were. So neither is worked out from a true count: the events by five-year age are let out first,
//! each masked, and a rate is a function of what these show. It tells nothing that they do not, and
//! anybody can work it out again from them.

use std::collections::BTreeMap;

use measure::Confidence;
use measure::standardised::{AgeBand, EUROPEAN_2013, NotStandardised, Standardised, dsr};
use programme::finding::{Finding, Subject, UNKNOWN};
use programme::indicator::{Breakdown, Dimension, ValueType};

use crate::policy::Policy;
use crate::published::{Cell, Hidden, Interval, Published, Row};
use crate::rate::people;
use crate::relations::JOINT;
use crate::release::publish;
use crate::released::Released;
use crate::together::release_together;

/// Lets out the rates of one run, each standardised to the European Standard Population 2013, and
/// after those of a period the events by age that they are worked out from.
///
/// The findings are crude rates; each divides people by five-year age, last, and whatever else. They
/// are let out as [`release_together`] does. From each comes a standardised rate of every other group,
/// and one of everyone from the first that is not withheld.
///
/// A hidden count of events is taken to be the middle of those that are hidden: 4 of 1 to 7. The rate
/// and Dobson's limits ([`measure::standardised::dsr`]) are worked out from these. A rate is hidden
///
/// - if there may be fewer than 10 events;
/// - if what the masks leave open reaches beyond the 95% limits: every hidden count at its least or at
///   its most, and besides three standard errors of the rounding of the others. Then the rate would
///   say more of the mask than of the people.
///
/// There is none where nobody of some age lives. Those whose age is not known are in no rate.
#[must_use]
pub fn release_standardised(findings: &[Finding], policy: &Policy) -> Vec<Released<Published>> {
    let by_age = release_together(findings, policy);
    let mut periods: BTreeMap<&str, Vec<&Published>> = BTreeMap::new();
    for one in by_age.iter().map(Released::get) {
        periods.entry(&one.subject.period).or_default().push(one);
    }
    let mut released = Vec::new();
    for by_age in periods.into_values() {
        let of_groups: Vec<Published> =
            by_age.iter().map(|one| of_each_group(one, policy)).collect();
        let first = by_age.iter().find(|one| !is_withheld(one)).or(by_age.first());
        let is_said = of_groups.iter().any(|one| one.subject.breakdown.0.is_empty());
        released.extend(first.filter(|_| !is_said).map(|one| of_everyone(one, policy)));
        released.extend(of_groups);
        released.extend(by_age.into_iter().cloned());
    }
    released.into_iter().map(Released::new).collect()
}

/// The counts of one group by age, as they are shown.
type Ages<'a> = BTreeMap<&'a str, &'a Cell>;

/// The counts of each group by age, in the order in which groups are shown.
fn groups(by_age: &Published) -> Vec<(&str, Ages<'_>)> {
    let mut groups: Vec<(&str, Ages<'_>)> = Vec::new();
    for Row { group, cell } in &by_age.rows {
        let (name, age) = group.rsplit_once(JOINT).unwrap_or(("all", group));
        match groups.last_mut() {
            Some((last, ages)) if *last == name => {
                ages.insert(age, cell);
            }
            _ => groups.push((name, Ages::from([(age, cell)]))),
        }
    }
    groups
}

fn of_each_group(by_age: &Published, policy: &Policy) -> Published {
    let mut dimensions = by_age.subject.breakdown.0.clone();
    dimensions.retain(|dimension| *dimension != Dimension::QuinaryAge);
    let row = |(name, ages): (&str, Ages<'_>)| {
        let cell = standardised(opened([&ages].into_iter(), policy));
        Row { group: name.to_owned(), cell }
    };
    let rows = groups(by_age).into_iter().map(row).collect();
    publish(subject(by_age, Breakdown(dimensions)), policy, rows)
}

/// Everyone whose group is known.
fn of_everyone(by_age: &Published, policy: &Policy) -> Published {
    let groups = groups(by_age);
    let is_known = |name: &str| !name.split(JOINT).any(|part| part == UNKNOWN);
    let known = groups.iter().filter(|(name, _)| is_known(name)).map(|(_, ages)| ages);
    let cell = standardised(opened(known, policy));
    let rows = vec![Row { group: "all".to_owned(), cell }];
    publish(subject(by_age, Breakdown(Vec::new())), policy, rows)
}

fn subject(by_age: &Published, breakdown: Breakdown) -> Subject {
    let value_type = ValueType::StandardisedRate;
    let title = format!("{}, age-standardised", by_age.subject.title);
    Subject { title, breakdown, value_type, ..by_age.subject.clone() }
}

fn is_withheld(one: &Published) -> bool {
    let is_hidden = |row: &Row| {
        matches!(row.cell, Cell::Hidden { why: Hidden::ToProtectPeople, denominator: None, .. })
    };
    one.rows.iter().all(is_hidden)
}

/// The events and the residents of each age, of some groups together; nothing where a table is withheld.
fn opened<'a>(
    groups: impl Iterator<Item = &'a Ages<'a>>,
    policy: &Policy,
) -> Option<Vec<(Open, u64)>> {
    let mut all = vec![(Open::default(), 0); EUROPEAN_2013.len()];
    for ages in groups {
        let known = ages.iter().filter_map(|(age, cell)| Some((youngest(age)?, *cell)));
        let known: BTreeMap<u32, &Cell> = known.collect();
        for ((open, residents), (_, cell)) in all.iter_mut().zip(known) {
            let (events, there) = Open::of(cell, policy)?;
            *open = open.and(events);
            *residents += there;
        }
    }
    Some(all)
}

/// The youngest of an age band; nothing where the age is not known.
fn youngest(age: &str) -> Option<u32> {
    let digits: String = age.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// The rate of some ages, if it may be shown.
fn standardised(ages: Option<Vec<(Open, u64)>>) -> Cell {
    let hidden = |denominator, why| Cell::Hidden { numerator: None, denominator, why };
    let Some(ages) = ages else { return hidden(None, Hidden::ToProtectPeople) };
    let residents = ages.iter().map(|(_, residents)| residents).sum();
    if ages.iter().any(|(_, residents)| *residents == 0) {
        return hidden(Some(residents), Hidden::NoResidents);
    }
    worked_out(&ages, residents).unwrap_or_else(|| hidden(Some(residents), Hidden::ToProtectPeople))
}

fn worked_out(ages: &[(Open, u64)], residents: u64) -> Option<Cell> {
    let taken = rate(ages, |open| open.taken).ok()?;
    // There must be enough events however few the masks leave.
    rate(ages, |open| open.least).ok()?;
    let ninety5 = taken.estimate(Confidence::Ninety5);
    let error = of_rounding(ages);
    let [below, above] = [of_hidden(ages, |open| open.below), of_hidden(ages, |open| open.above)];
    let is_of_the_people = below + error <= ninety5.value - ninety5.lower
        && above + error <= ninety5.upper - ninety5.value;
    is_of_the_people.then(|| Cell::Shown {
        numerator: taken.events(),
        denominator: residents,
        ninety5: Interval::rounded(ninety5),
        ninety98: Interval::rounded(taken.estimate(Confidence::Ninety98)),
    })
}

fn rate(ages: &[(Open, u64)], events: fn(&Open) -> u64) -> Result<Standardised, NotStandardised> {
    let band = |((open, residents), standard): (&(Open, u64), f64)| {
        AgeBand::new(events(open), people(*residents), standard)
    };
    let bands: Vec<AgeBand> = ages.iter().zip(EUROPEAN_2013).map(band).collect();
    dsr(&bands)
}

/// What one event of each age adds to the rate.
fn weights(ages: &[(Open, u64)]) -> impl Iterator<Item = (f64, &Open)> {
    let whole: f64 = EUROPEAN_2013.iter().sum();
    let all = ages.iter().zip(EUROPEAN_2013);
    all.map(move |((open, residents), standard)| (standard / whole / people(*residents), open))
}

/// By how much hidden counts, all of them together, may move the rate.
fn of_hidden(ages: &[(Open, u64)], by: fn(&Open) -> u64) -> f64 {
    weights(ages).map(|(weight, open)| weight * people(by(open))).sum()
}

/// By how much the rounding of counts may move the rate: three standard errors, each number that is
/// rounded to what is shown being as likely as another.
fn of_rounding(ages: &[(Open, u64)]) -> f64 {
    let variance: f64 = weights(ages).map(|(weight, open)| weight * weight * open.variance).sum();
    3.0 * variance.sqrt()
}

/// What a count of events may be by what is shown of it, and what is taken for it.
#[derive(Clone, Copy, Default)]
struct Open {
    least: u64,
    taken: u64,
    /// How much less, and more, it may be for what is hidden.
    below: u64,
    above: u64,
    /// The variance of what it may be for what is rounded.
    variance: f64,
}

impl Open {
    /// The events and the residents of a cell; nothing of one that is withheld.
    fn of(cell: &Cell, policy: &Policy) -> Option<(Self, u64)> {
        let Policy { lowest_hidden, highest_hidden, base, .. } = *policy;
        let counts = cell.counts();
        let residents = counts.denominator?;
        let open = match counts.numerator {
            None => {
                let taken = lowest_hidden.midpoint(highest_hidden);
                let below = taken.saturating_sub(lowest_hidden);
                let above = highest_hidden.saturating_sub(taken);
                Self { least: lowest_hidden, taken, below, above, variance: 0.0 }
            }
            Some(0) => Self::default(),
            Some(taken) => {
                let base = base.max(1);
                let least = taken.saturating_sub(base / 2).max(highest_hidden.saturating_add(1));
                let variance = (people(base).powi(2) - 1.0) / 12.0;
                Self { least, taken, variance, ..Self::default() }
            }
        };
        Some((open, residents))
    }

    fn and(self, other: Self) -> Self {
        Self {
            least: self.least.saturating_add(other.least),
            taken: self.taken.saturating_add(other.taken),
            below: self.below.saturating_add(other.below),
            above: self.above.saturating_add(other.above),
            variance: self.variance + other.variance,
        }
    }
}
