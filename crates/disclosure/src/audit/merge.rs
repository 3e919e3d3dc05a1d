//! Which groups are put together next, by what the mask shows of them.

use programme::finding::{Finding, UNKNOWN};
use programme::indicator::{Breakdown, Dimension};

use crate::audit::possible::Possible;

/// The group of everybody else, of a breakdown that has no order.
const OTHER: &str = "Other";

/// Rows that are shown as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Grouping {
    /// The name under which they are shown.
    pub(crate) name: String,
    /// Their places in the finding.
    pub(crate) parts: Vec<usize>,
}

/// Every row by itself.
pub(crate) fn as_they_are(finding: &Finding) -> Vec<Grouping> {
    let groups = finding.tallies.iter().enumerate();
    groups.map(|(at, tally)| Grouping { name: tally.group.clone(), parts: vec![at] }).collect()
}

/// The grouping with two groups more put together, if there is a way and two are left.
///
/// Of deprivation and age the first that may hide something goes together with its neighbour. Of
/// ethnic groups those that may hide something go to "Other", and then the smallest that is left.
/// Those whose group is not known are never put to others.
pub(crate) fn coarser(
    breakdown: &Breakdown,
    grouping: &[Grouping],
    may_hide: &[bool],
    rows: &[Possible],
) -> Option<Vec<Grouping>> {
    let mut known: Vec<(usize, &Grouping)> =
        grouping.iter().enumerate().filter(|(_, group)| group.name != UNKNOWN).collect();
    let hides = |at: usize| may_hide.get(at).copied().unwrap_or(true);
    let &[dimension] = breakdown.0.as_slice() else { return None };
    if known.len() < 3 {
        return None;
    }
    match dimension {
        Dimension::Deprivation
        | Dimension::LocalDeprivation
        | Dimension::Age
        | Dimension::QuinaryAge => {
            let order = |name: &str| {
                let digits: String = name.chars().take_while(char::is_ascii_digit).collect();
                digits.parse::<u32>().ok()
            };
            if known.iter().any(|(_, group)| order(&group.name).is_none()) {
                return None;
            }
            known.sort_by_key(|(_, group)| order(&group.name));
            let first = known.iter().position(|&(at, _)| hides(at))?;
            let (one, next) =
                if first + 1 < known.len() { (first, first + 1) } else { (first - 1, first) };
            let (&(one, first), &(next, second)) = (known.get(one)?, known.get(next)?);
            let name = format!("{} and {}", first.name, second.name);
            Some(joined(grouping, &[one, next], &name))
        }
        Dimension::Ethnicity => {
            let smallest = |&(at, group): &(usize, &Grouping)| {
                let least: u64 = group
                    .parts
                    .iter()
                    .filter_map(|&part| rows.get(part))
                    .map(Possible::least)
                    .sum();
                (!hides(at), least, group.name.clone())
            };
            known.sort_by_key(smallest);
            let other = known.iter().position(|(_, group)| group.name == OTHER).unwrap_or(0);
            let (other, _) = known.remove(other);
            let &(next, _) = known.first()?;
            Some(joined(grouping, &[other, next], OTHER))
        }
        Dimension::Sex | Dimension::Site | Dimension::Area | Dimension::Icb => None,
    }
}

/// The grouping in which some stand as one, at the place of the first of them.
fn joined(grouping: &[Grouping], which: &[usize], name: &str) -> Vec<Grouping> {
    let of = || which.iter().filter_map(|&at| grouping.get(at));
    let one = Grouping {
        name: name.to_owned(),
        parts: of().flat_map(|group| group.parts.iter().copied()).collect(),
    };
    let first = which.iter().copied().min();
    let kept = grouping.iter().enumerate().filter_map(|(at, group)| {
        if Some(at) == first {
            Some(one.clone())
        } else if which.contains(&at) {
            None
        } else {
            Some(group.clone())
        }
    });
    kept.collect()
}
