//! Every finding from one cube: what the scan counted, summed by period and breakdown.

use std::collections::{BTreeMap, BTreeSet};

use population::{AgeBand, EthnicGroup, Quintile, Sex};
use programme::finding::{Finding, Provenance, Subject, Tally, UNKNOWN};
use programme::indicator::{Breakdown, Dimension, Indicator};

use crate::areas::Placed;
use crate::enrich::Coded;
use crate::period;
use crate::scan::Counted;

/// The joint of the parts of a crossing's group.
const JOINT: &str = " | ";

/// The findings of every period and breakdown: everyone first, then as the indicator asks.
pub(crate) fn tally(
    indicator: &Indicator,
    provenance: &Provenance,
    counted: &[Counted],
) -> Vec<Finding> {
    let mut breakdowns = vec![Breakdown(Vec::new())];
    breakdowns.extend(indicator.breakdowns.iter().filter(|asked| !asked.0.is_empty()).cloned());
    let counts = || counted.iter().filter(|group| group.counts);
    let sites: BTreeSet<String> =
        counts().map(|group| site(&group.site)).filter(|site| site != UNKNOWN).collect();
    let mut periods: BTreeMap<i32, Vec<&Counted>> = BTreeMap::new();
    for group in counts() {
        periods.entry(group.period).or_default().push(group);
    }
    let mut findings = Vec::new();
    for (number, groups) in periods {
        for breakdown in &breakdowns {
            findings.push(Finding {
                subject: Subject {
                    indicator: indicator.key.clone(),
                    title: indicator.title.clone(),
                    unit: indicator.unit,
                    polarity: indicator.polarity,
                    period: period::words(indicator.period, number),
                    breakdown: breakdown.clone(),
                    provenance: provenance.clone(),
                },
                tallies: tallies(breakdown, &sites, &groups),
            });
        }
    }
    findings
}

fn tallies(breakdown: &Breakdown, sites: &BTreeSet<String>, counted: &[&Counted]) -> Vec<Tally> {
    let mut sums: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    for group in counted {
        let sum = sums.entry(name(breakdown, group)).or_default();
        sum.0 += group.above;
        sum.1 += group.whole;
    }
    let tally = |group: String| {
        let (numerator, denominator) = sums.get(&group).copied().unwrap_or_default();
        Tally { group, numerator, denominator }
    };
    names(breakdown, sites).into_iter().map(tally).collect()
}

/// Every group of a breakdown, in the order in which it is shown.
fn names(Breakdown(dimensions): &Breakdown, sites: &BTreeSet<String>) -> Vec<String> {
    let mut names = vec![Vec::new()];
    for &dimension in dimensions {
        let groups = groups(dimension, sites);
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

fn groups(dimension: Dimension, sites: &BTreeSet<String>) -> Vec<String> {
    let mut groups: Vec<String> = match dimension {
        Dimension::Deprivation => Quintile::all().map(|quintile| quintile.to_string()).collect(),
        Dimension::Ethnicity => EthnicGroup::ALL.map(ethnicity).to_vec(),
        Dimension::Sex => Sex::ALL.map(sex).to_vec(),
        Dimension::Age => AgeBand::all().map(|band| band.to_string()).collect(),
        Dimension::Site => sites.iter().cloned().collect(),
    };
    groups.retain(|group| group != UNKNOWN);
    groups.push(UNKNOWN.to_owned());
    groups
}

/// The group of a breakdown that records belong to.
fn name(Breakdown(dimensions): &Breakdown, group: &Counted) -> String {
    let part = |dimension: &Dimension| match dimension {
        Dimension::Deprivation => match Placed::numbered(group.place) {
            Placed::Matched(quintile) => quintile.to_string(),
            Placed::Blank
            | Placed::NotAnArea
            | Placed::Wales
            | Placed::NotInLookup
            | Placed::OtherCensus => UNKNOWN.to_owned(),
        },
        Dimension::Ethnicity => match Coded::numbered(group.ethnicity) {
            Coded::Known(known) => ethnicity(known),
            Coded::NotStated | Coded::NotKnown | Coded::Blank | Coded::NotACode => {
                UNKNOWN.to_owned()
            }
        },
        Dimension::Sex => {
            sex(Sex::ALL.get(usize::from(group.sex)).copied().unwrap_or(Sex::Unknown))
        }
        Dimension::Age => {
            let band = AgeBand::all().nth(usize::from(group.age));
            band.unwrap_or(AgeBand::UNKNOWN).to_string()
        }
        Dimension::Site => site(&group.site),
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
    use super::{names, site};
    use std::collections::BTreeSet;

    #[test]
    fn every_group_is_listed_in_its_order_with_unknown_last() {
        let sites = BTreeSet::from(["North".to_owned(), "East".to_owned()]);
        let check = |breakdown: &str, listed: &str| {
            assert_eq!(names(&breakdown.parse().unwrap(), &sites).join(","), listed);
        };
        check("all", "all");
        check("deprivation", "1,2,3,4,5,unknown");
        check("ethnicity", "White,Mixed,Asian,Black,Other,unknown");
        check("sex", "Male,Female,Indeterminate,unknown");
        check("site", "East,North,unknown");
        check("age", "0-9,10-19,20-29,30-39,40-49,50-59,60-69,70-79,80-89,90+,unknown");
        let crossing = names(&"site+sex".parse().unwrap(), &sites);
        assert_eq!(crossing.len(), 12);
        assert_eq!(crossing.first().unwrap(), "East | Male");
        assert_eq!(crossing.last().unwrap(), "unknown | unknown");
        assert_eq!(site(" A | B "), "A / B");
    }
}
