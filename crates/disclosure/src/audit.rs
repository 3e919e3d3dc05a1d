//! Whether a true total may stand beside counts that were masked one by one.
//!
//! Whoever knows the rule also knows what it would have done with every other table. So what is
//! done never depends on the counts themselves, but only on what the mask shows of them: of all
//! tables that are masked alike, all are let out with their true total, or all with the same
//! groups put together, or all without. What was decided then says no more than the masked table.
//! For each total that such a table may have, every hidden count must keep several values.

mod merge;
mod possible;

use std::collections::BTreeMap;

use programme::finding::{Finding, Tally};

use crate::policy::Policy;
use crate::published::{Cell, Hidden, Published};
use crate::release::{cell, masked_alone, rows, with_total};

use merge::{Grouping, as_they_are, coarser};
use possible::Possible;

/// What a table says that has no true total.
pub(crate) const FALLEN_BACK: &str =
    "No true total is shown, as it could tell a hidden count; totals are sums of what is shown";

/// One finding with its true total, if that is safe; else with groups put together, if it then
/// is; else with no total.
pub(crate) fn audited(finding: &Finding, policy: &Policy) -> Published {
    safely(finding, policy).unwrap_or_else(|| {
        let mut published = masked_alone(finding, policy);
        if finding.tallies.len() > 1 {
            say_fallen_back(&mut published);
        }
        published
    })
}

/// The tables of one period with their true totals, if these are safe.
pub(crate) fn family(
    findings: &[(usize, &Finding)],
    policy: &Policy,
) -> Option<BTreeMap<usize, Published>> {
    if let [(at, finding)] = *findings {
        return Some(BTreeMap::from([(at, safely(finding, policy)?)]));
    }
    let cells = findings.iter().flat_map(|(_, finding)| rows(finding, policy));
    let cells: Vec<Cell> = cells.map(|row| row.cell).collect();
    let with_total = |&(at, finding): &(usize, &Finding)| (at, with_total(finding, policy));
    hides_nothing(&cells).then(|| findings.iter().map(with_total).collect())
}

/// Says of a table that it has no true total, and why.
pub(crate) fn say_fallen_back(published: &mut Published) {
    published.audit = Some(FALLEN_BACK.to_owned());
}

/// Whether nothing is hidden to protect people.
pub(crate) fn hides_nothing<'a>(cells: impl IntoIterator<Item = &'a Cell>) -> bool {
    !cells.into_iter().any(|cell| matches!(cell, Cell::Hidden { why: Hidden::ToProtectPeople, .. }))
}

/// Whether the true total of these cells, masked as they are, may stand beside them.
pub(crate) fn is_safe(cells: &[Cell], policy: &Policy) -> bool {
    let rows: Vec<Possible> = cells.iter().map(|cell| Possible::of(cell, policy)).collect();
    let alone = |at| Grouping { name: String::new(), parts: vec![at] };
    let grouping: Vec<Grouping> = (0..rows.len()).map(alone).collect();
    possible::judge(&grouping, &rows, policy).is_safe
}

/// The finding with its true total, as it is or with groups put together.
fn safely(finding: &Finding, policy: &Policy) -> Option<Published> {
    let masked = masked_alone(finding, policy);
    let tables: Vec<Possible> =
        masked.rows.iter().map(|row| Possible::of(&row.cell, policy)).collect();
    let mut grouping = as_they_are(finding);
    loop {
        let judged = possible::judge(&grouping, &tables, policy);
        if judged.is_safe {
            let together = put_together(finding, &grouping);
            let merged = merged(finding, &grouping);
            let audit = (!merged.is_empty()).then(|| sentence(&merged));
            return Some(Published { audit, merged, ..with_total(&together, policy) });
        }
        grouping = coarser(&finding.subject.breakdown, &grouping, &judged.may_hide, &tables)?;
    }
}

fn put_together(finding: &Finding, grouping: &[Grouping]) -> Finding {
    let tally = |group: &Grouping| {
        let of = || group.parts.iter().filter_map(|&at| finding.tallies.get(at));
        Tally {
            group: group.name.clone(),
            numerator: of().map(|tally| tally.numerator).sum(),
            denominator: of().map(|tally| tally.denominator).sum(),
        }
    };
    Finding { subject: finding.subject.clone(), tallies: grouping.iter().map(tally).collect() }
}

/// The names of the groups that stand as one, under its name.
fn merged(finding: &Finding, grouping: &[Grouping]) -> BTreeMap<String, Vec<String>> {
    let name = |&at: &usize| finding.tallies.get(at).map(|tally| tally.group.clone());
    let several = grouping.iter().filter(|group| group.parts.len() > 1);
    several
        .map(|group| (group.name.clone(), group.parts.iter().filter_map(name).collect()))
        .collect()
}

fn sentence(merged: &BTreeMap<String, Vec<String>>) -> String {
    let of = |(name, parts): (&String, &Vec<String>)| format!("“{name}” is {}", parts.join(", "));
    let together: Vec<String> = merged.iter().map(of).collect();
    format!(
        "Groups are put together, as apart the true total could tell a hidden count: {}",
        together.join("; ")
    )
}

/// What is shown of counts.
fn shown(numerator: u64, denominator: u64, policy: &Policy) -> Cell {
    cell(&Tally { group: String::new(), numerator, denominator }, policy)
}
