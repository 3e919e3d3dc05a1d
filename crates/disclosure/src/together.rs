//! The findings of one run, which are about the same people and so tell on one another.

use std::collections::BTreeMap;

use programme::finding::Finding;
use programme::indicator::Breakdown;

use crate::audit;
use crate::policy::{Kind, Policy};
use crate::published::{About, Cell, Hidden, Published, Row};
use crate::relations::{Table, tell_more};
use crate::release::{about, masked_alone, publish, release, rows, shown};
use crate::released::Released;

/// Lets out the findings of one run, in the order they are given.
///
/// Each table is masked by itself. Then, for one period, the tables are taken in order, and one
/// that would narrow down a count hidden in itself or in an earlier table is withheld whole. The
/// figure for everyone (the breakdown `all`) is the sum of the groups shown by another breakdown,
/// since a true total would give back what its parts hide; it stands by itself only when nothing
/// else was asked for.
///
/// Under a policy of [`Kind::TrueTotals`] or [`Kind::Unprotected`] each is let out by itself, as
/// these rules are. Under [`Kind::Audited`] a finding that is divided in only one way is audited;
/// where there are several ways and anything is hidden in them, all fall back to the above.
#[must_use]
pub fn release_together(findings: &[Finding], policy: &Policy) -> Vec<Released<Published>> {
    match policy.kind {
        Kind::TrueTotals | Kind::Unprotected => {
            findings.iter().map(|finding| release(finding, policy)).collect()
        }
        Kind::MaskedAlone | Kind::Audited => by_period(findings, policy),
    }
}

fn by_period(findings: &[Finding], policy: &Policy) -> Vec<Released<Published>> {
    let mut about_the_same: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    for (at, Finding { subject, .. }) in findings.iter().enumerate() {
        let key = (subject.indicator.as_str(), subject.period.as_str());
        about_the_same.entry(key).or_default().push(at);
    }
    let mut released: BTreeMap<usize, Published> = BTreeMap::new();
    for places in about_the_same.into_values() {
        let together = places.iter().filter_map(|&at| Some((at, findings.get(at)?)));
        let (all, divided): (Vec<_>, Vec<_>) =
            together.partition(|(_, finding)| finding.subject.breakdown.0.is_empty());
        let audited = match policy.kind {
            Kind::Audited => audit::family(&divided, policy),
            Kind::MaskedAlone | Kind::TrueTotals | Kind::Unprotected => None,
        };
        let has_true_totals = audited.is_some();
        let mut shown = audited.unwrap_or_else(|| release_divided(&divided, policy));
        for (at, finding) in all {
            let published = if has_true_totals {
                masked_alone(finding, policy)
            } else {
                everyone(finding, &shown, policy)
            };
            released.insert(at, published);
        }
        if policy.kind == Kind::Audited && !has_true_totals {
            shown.values_mut().for_each(audit::say_fallen_back);
        }
        released.extend(shown);
    }
    released.into_values().map(Released::new).collect()
}

/// The divided tables of one period, by their place.
fn release_divided(findings: &[(usize, &Finding)], policy: &Policy) -> BTreeMap<usize, Published> {
    let mut kept: Vec<(&Breakdown, Vec<Row>)> = Vec::new();
    let mut released = BTreeMap::new();
    for &(at, finding) in findings {
        let breakdown = &finding.subject.breakdown;
        kept.push((breakdown, rows(finding, policy)));
        let tables: Vec<Table<'_>> =
            kept.iter().map(|(breakdown, rows)| Table { breakdown, rows }).collect();
        let told = tables.len() > 1 && tell_more(&tables, policy);
        let rows = match kept.last() {
            Some((_, rows)) if !told => rows.clone(),
            _ => {
                kept.pop();
                withheld(finding)
            }
        };
        released.insert(at, publish(finding.subject.clone(), policy, rows));
    }
    released
}

/// Every row hidden in the same way, whatever was in it.
fn withheld(finding: &Finding) -> Vec<Row> {
    let why = Hidden::ToProtectPeople;
    let hidden = Cell::Hidden { numerator: None, denominator: None, why };
    let row = |group: &String| Row { group: group.clone(), cell: hidden.clone() };
    finding.tallies.iter().map(|tally| row(&tally.group)).collect()
}

/// Everyone, as the sum of what another table shows: of the first that hides nothing, or else of
/// the one whose shown groups hold most people.
fn everyone(finding: &Finding, divided: &BTreeMap<usize, Published>, policy: &Policy) -> Published {
    if divided.is_empty() {
        return masked_alone(finding, policy);
    }
    let hides_nothing = |published: &&Published| {
        published
            .rows
            .iter()
            .all(|row| !matches!(row.cell, Cell::Hidden { why: Hidden::ToProtectPeople, .. }))
    };
    let whole = divided.values().find(hides_nothing).and_then(|table| about(&table.rows));
    let sum = whole.or_else(|| {
        let sums = divided.values().filter_map(|table| about(&table.rows));
        sums.max_by_key(|about| about.denominator)
    });
    let cell = sum.and_then(|About { numerator, denominator }| shown(numerator, denominator));
    let rows = match cell {
        Some(cell) => {
            let group = |tally: &programme::finding::Tally| tally.group.clone();
            finding
                .tallies
                .iter()
                .map(|tally| Row { group: group(tally), cell: cell.clone() })
                .collect()
        }
        None => withheld(finding),
    };
    publish(finding.subject.clone(), policy, rows)
}
