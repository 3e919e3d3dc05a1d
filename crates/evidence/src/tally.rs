//! Every finding from one cube: what the scan counted, summed by period and breakdown.

use std::collections::{BTreeMap, BTreeSet};

use population::{AgeBand, EthnicGroup, QuinaryBand, Quintile, Sex};
use programme::code::IndicatorKey;
use programme::finding::{Finding, Provenance, Subject, Tally, UNKNOWN};
use programme::indicator::{Breakdown, Counting as Asked, Dimension, Indicator, Stage, ValueType};

use crate::areas::Placed;
use crate::enrich::Coded;
use crate::period;
use crate::residents::Denominators;
use crate::scan::Counted;

/// The joint of the parts of a crossing's group.
pub(crate) const JOINT: &str = " | ";

/// The findings of one indicator, or of one step of a cascade.
pub(crate) struct Counting {
    /// The key and the title of its findings.
    pub(crate) key: IndicatorKey,
    pub(crate) title: String,
    /// Which of the numerators is its own; of the first step, and of a rate, all who count are.
    pub(crate) numerator: Option<usize>,
}

/// What is counted of an indicator: itself, or each of its steps.
pub(crate) fn countings(indicator: &Indicator) -> Vec<Counting> {
    let numerator = match &indicator.counting {
        Asked::Ratio { .. } | Asked::Cascade(_) => Some(0),
        Asked::Rate { .. } => None,
    };
    let whole = Counting { key: indicator.key.clone(), title: indicator.title.clone(), numerator };
    if indicator.stages().is_empty() {
        return vec![whole];
    }
    let step = |(at, stage): (usize, &Stage)| Counting {
        key: indicator.key_of(stage).unwrap_or_else(|| whole.key.clone()),
        title: indicator.title_of(stage),
        numerator: at.checked_sub(1),
    };
    indicator.stages().iter().enumerate().map(step).collect()
}

/// The findings of every period and breakdown: everyone first, then as the indicator asks. Of a rate
/// that is standardised they are the crude ones by age from which it is worked out.
pub(crate) fn tally(
    indicator: &Indicator,
    counting: &Counting,
    provenance: &Provenance,
    counted: &[Counted],
    residents: &Denominators,
) -> Vec<Finding> {
    let value_type = indicator.value_type();
    let breakdowns = breakdowns(indicator);
    let counts = || counted.iter().filter(|group| group.counts);
    let live = || breakdowns.iter().flat_map(|breakdown| residents.of(breakdown));
    let listed = Listed::of(counts().filter(|group| !is_nowhere(value_type, group)).chain(live()));
    let mut periods: BTreeMap<i32, Vec<&Counted>> = BTreeMap::new();
    for group in counts() {
        periods.entry(group.period).or_default().push(group);
    }
    let mut findings = Vec::new();
    for (number, groups) in periods {
        for breakdown in &breakdowns {
            findings.push(Finding {
                subject: Subject {
                    indicator: counting.key.clone(),
                    title: counting.title.clone(),
                    value_type: match value_type {
                        ValueType::Proportion => ValueType::Proportion,
                        ValueType::CrudeRate | ValueType::StandardisedRate => ValueType::CrudeRate,
                    },
                    unit: indicator.unit,
                    polarity: indicator.polarity,
                    period: period::words(indicator.period, number),
                    breakdown: breakdown.clone(),
                    provenance: provenance.clone(),
                },
                tallies: {
                    let sums = if value_type.is_rate() {
                        rates(breakdown, &groups, residents.of(breakdown))
                    } else {
                        sums(breakdown, counting, &groups)
                    };
                    tallies(breakdown, &listed, &sums)
                },
            });
        }
    }
    findings
}

/// The breakdowns that are counted.
fn breakdowns(indicator: &Indicator) -> Vec<Breakdown> {
    let asked = indicator.breakdowns.iter().filter(|asked| !asked.0.is_empty()).cloned();
    if indicator.value_type() != ValueType::StandardisedRate {
        return [Breakdown(Vec::new())].into_iter().chain(asked).collect();
    }
    let by_age = |Breakdown(dimensions): Breakdown| {
        Breakdown([dimensions.as_slice(), &[Dimension::QuinaryAge]].concat())
    };
    let by_age: Vec<Breakdown> = asked.map(by_age).collect();
    if by_age.is_empty() { vec![Breakdown(vec![Dimension::QuinaryAge])] } else { by_age }
}

/// Whether an event is of somebody of whom it is not known where they live, so that they are in no
/// group of residents.
fn is_nowhere(value_type: ValueType, group: &Counted) -> bool {
    value_type.is_rate() && Placed::numbered(group.place).quintile().is_none()
}

/// Numerator and denominator of each group.
type Sums = BTreeMap<String, (u64, u64)>;

fn sums(breakdown: &Breakdown, counting: &Counting, counted: &[&Counted]) -> Sums {
    let mut sums = Sums::new();
    for group in counted {
        let sum = sums.entry(name(breakdown, group)).or_default();
        let above = counting.numerator.map(|at| group.above.get(at).copied().unwrap_or(0));
        sum.0 += above.unwrap_or(group.whole);
        sum.1 += group.whole;
    }
    sums
}

/// The events and the residents of each group. An event of somebody who lives nobody knows where is
/// in the group that is not known, and is nobody's among all.
fn rates(breakdown: &Breakdown, counted: &[&Counted], residents: &[Counted]) -> Sums {
    let mut sums = Sums::new();
    let unknown = joined(&vec![UNKNOWN.to_owned(); breakdown.0.len()]);
    for group in counted {
        let is_nowhere = is_nowhere(ValueType::CrudeRate, group);
        if is_nowhere && breakdown.0.is_empty() {
            continue;
        }
        let name = if is_nowhere { unknown.clone() } else { name(breakdown, group) };
        sums.entry(name).or_default().0 += group.whole;
    }
    for group in residents {
        sums.entry(name(breakdown, group)).or_default().1 += group.whole;
    }
    sums
}

fn tallies(breakdown: &Breakdown, listed: &Listed, sums: &Sums) -> Vec<Tally> {
    let tally = |group: String| {
        let (numerator, denominator) = sums.get(&group).copied().unwrap_or_default();
        Tally { group, numerator, denominator }
    };
    names(breakdown, listed).into_iter().map(tally).collect()
}

/// The names of which there is no list beforehand: those that occur, in the order of letters.
#[derive(Clone, Debug, Default)]
pub(crate) struct Listed {
    pub(crate) sites: BTreeSet<String>,
    pub(crate) areas: BTreeSet<String>,
    pub(crate) icbs: BTreeSet<String>,
}

impl Listed {
    fn of<'a>(counted: impl Iterator<Item = &'a Counted>) -> Self {
        let mut listed = Self::default();
        for group in counted {
            let names = [&group.site, &group.area, &group.icb];
            let lists = [&mut listed.sites, &mut listed.areas, &mut listed.icbs];
            for (list, name) in lists.into_iter().zip(names) {
                let name = site(name);
                if name != UNKNOWN {
                    list.insert(name);
                }
            }
        }
        listed
    }
}

/// Every group of a breakdown, in the order in which it is shown.
pub(crate) fn names(Breakdown(dimensions): &Breakdown, listed: &Listed) -> Vec<String> {
    let mut names = vec![Vec::new()];
    for &dimension in dimensions {
        let groups = groups(dimension, listed);
        let with = |before: &Vec<String>| -> Vec<Vec<String>> {
            groups
                .iter()
                .map(|group| [before.as_slice(), std::slice::from_ref(group)].concat())
                .collect()
        };
        names = names.iter().flat_map(with).collect();
    }
    names.iter().map(|parts| joined(parts)).collect()
}

fn joined(parts: &[String]) -> String {
    if parts.is_empty() { "all".to_owned() } else { parts.join(JOINT) }
}

pub(crate) fn groups(dimension: Dimension, listed: &Listed) -> Vec<String> {
    let mut groups: Vec<String> = match dimension {
        Dimension::Deprivation | Dimension::LocalDeprivation => {
            Quintile::all().map(|quintile| quintile.to_string()).collect()
        }
        Dimension::Ethnicity => EthnicGroup::ALL.map(ethnicity).to_vec(),
        Dimension::Sex => Sex::ALL.map(sex).to_vec(),
        Dimension::Age => AgeBand::all().map(|band| band.to_string()).collect(),
        Dimension::QuinaryAge => QuinaryBand::all().map(|band| band.to_string()).collect(),
        Dimension::Site => listed.sites.iter().cloned().collect(),
        Dimension::Area => listed.areas.iter().cloned().collect(),
        Dimension::Icb => listed.icbs.iter().cloned().collect(),
    };
    groups.retain(|group| group != UNKNOWN);
    groups.push(UNKNOWN.to_owned());
    groups
}

/// The group of a breakdown that records belong to.
fn name(Breakdown(dimensions): &Breakdown, group: &Counted) -> String {
    let part = |dimension: &Dimension| match dimension {
        Dimension::Deprivation => {
            let quintile = Placed::numbered(group.place).quintile();
            quintile.map_or_else(|| UNKNOWN.to_owned(), |quintile| quintile.to_string())
        }
        Dimension::LocalDeprivation => {
            let quintile = Quintile::new(group.local);
            quintile.map_or_else(|_| UNKNOWN.to_owned(), |quintile| quintile.to_string())
        }
        Dimension::Ethnicity => match Coded::numbered(group.ethnicity) {
            Coded::Known(known) | Coded::Other(known) => ethnicity(known),
            Coded::NotStated | Coded::NotKnown | Coded::Blank | Coded::NotACode => {
                UNKNOWN.to_owned()
            }
        },
        Dimension::Sex => {
            sex(Sex::ALL.get(usize::from(group.sex)).copied().unwrap_or(Sex::Unknown))
        }
        Dimension::Age => QuinaryBand::numbered(group.age).ten_years().to_string(),
        Dimension::QuinaryAge => QuinaryBand::numbered(group.age).to_string(),
        Dimension::Site => site(&group.site),
        Dimension::Area => site(&group.area),
        Dimension::Icb => site(&group.icb),
    };
    joined(&dimensions.iter().map(part).collect::<Vec<_>>())
}

fn ethnicity(group: EthnicGroup) -> String {
    if group == EthnicGroup::Unknown { UNKNOWN.to_owned() } else { group.to_string() }
}

fn sex(sex: Sex) -> String {
    if sex == Sex::Unknown { UNKNOWN.to_owned() } else { sex.to_string() }
}

/// A site by its name, in which nothing looks like the joint of a crossing.
pub(crate) fn site(name: &str) -> String {
    let name = name.trim().replace('|', "/");
    if name.is_empty() { UNKNOWN.to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::{Listed, names, site};
    use std::collections::BTreeSet;

    #[test]
    fn every_group_is_listed_in_its_order_with_unknown_last() {
        let set = |names: [&str; 2]| BTreeSet::from(names.map(str::to_owned));
        let (sites, areas) = (set(["North", "East"]), set(["Stroud", "Cotswold"]));
        let there = Listed { sites, areas, ..Listed::default() };
        let check = |breakdown: &str, listed: &str| {
            assert_eq!(names(&breakdown.parse().unwrap(), &there).join(","), listed);
        };
        check("all", "all");
        check("deprivation", "1,2,3,4,5,unknown");
        check("local_deprivation", "1,2,3,4,5,unknown");
        check("ethnicity", "White,Mixed,Asian,Black,Other,unknown");
        check("sex", "Male,Female,Indeterminate,unknown");
        check("site", "East,North,unknown");
        check("area", "Cotswold,Stroud,unknown");
        check("icb", "unknown");
        check("age", "0-9,10-19,20-29,30-39,40-49,50-59,60-69,70-79,80-89,90+,unknown");
        let crossing = names(&"site+sex".parse().unwrap(), &there);
        assert_eq!(crossing.len(), 12);
        assert_eq!(crossing.first().unwrap(), "East | Male");
        assert_eq!(crossing.last().unwrap(), "unknown | unknown");
        assert_eq!(site(" A | B "), "A / B");
    }
}
