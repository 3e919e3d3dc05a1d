//! The findings of one run, which are about the same people and so tell on one another.

use std::collections::{BTreeMap, BTreeSet};

use programme::finding::{Finding, Subject};

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
    if is_let_out_alone(policy) {
        return findings.iter().map(|finding| release(finding, policy)).collect();
    }
    let masked = findings.iter().map(|finding| rows(finding, policy)).collect();
    let (released, _) = together(findings, masked, &BTreeSet::new(), (policy, policy.kind));
    released.into_values().map(Released::new).collect()
}

/// Whether under a policy each finding is let out by itself, whatever the others say.
pub(crate) fn is_let_out_alone(policy: &Policy) -> bool {
    match policy.kind {
        Kind::TrueTotals | Kind::Unprotected => true,
        Kind::MaskedAlone | Kind::Audited => false,
    }
}

/// The findings of one run from their masked rows, by their place, and which of them told more
/// than they may. Those that are told of beforehand are withheld too.
pub(crate) fn together(
    findings: &[Finding],
    masked: Vec<Vec<Row>>,
    told: &BTreeSet<usize>,
    (policy, kind): (&Policy, Kind),
) -> (BTreeMap<usize, Published>, BTreeSet<usize>) {
    let mut about_the_same: BTreeMap<(&str, &str), Vec<Masked<'_>>> = BTreeMap::new();
    for (at, (finding, rows)) in findings.iter().zip(masked).enumerate() {
        let Finding { subject, .. } = finding;
        let key = (subject.indicator.as_str(), subject.period.as_str());
        about_the_same.entry(key).or_default().push(Masked { at, finding, rows });
    }
    let mut released: BTreeMap<usize, Published> = BTreeMap::new();
    let mut told = told.clone();
    for masked in about_the_same.into_values() {
        let is_all = |one: &Masked<'_>| one.finding.subject.breakdown.0.is_empty();
        let (all, divided): (Vec<_>, Vec<_>) = masked.into_iter().partition(is_all);
        let is_of_rates = divided.iter().any(|one| one.finding.subject.value_type.is_rate());
        let audited = match kind {
            Kind::Audited if !is_of_rates => {
                let pairs: Vec<_> = divided.iter().map(|one| (one.at, one.finding)).collect();
                audit::family(&pairs, policy)
            }
            Kind::MaskedAlone | Kind::TrueTotals | Kind::Unprotected | Kind::Audited => None,
        };
        let has_true_totals = audited.is_some();
        let mut shown = audited.unwrap_or_else(|| release_divided(divided, &mut told, policy));
        for Masked { at, finding, rows } in all {
            let published = if has_true_totals {
                masked_alone(finding, policy)
            } else {
                everyone(finding, rows, &shown, policy)
            };
            released.insert(at, published);
        }
        if kind == Kind::Audited && !has_true_totals {
            shown.values_mut().for_each(audit::say_fallen_back);
        }
        released.extend(shown);
    }
    (released, told)
}

/// A finding, its place among those of the run, and its rows masked each by itself.
struct Masked<'a> {
    at: usize,
    finding: &'a Finding,
    rows: Vec<Row>,
}

/// The divided tables of one period, by their place.
fn release_divided(
    findings: Vec<Masked<'_>>,
    told: &mut BTreeSet<usize>,
    policy: &Policy,
) -> BTreeMap<usize, Published> {
    let mut kept: Vec<(&Subject, Vec<Row>)> = Vec::new();
    let mut released = BTreeMap::new();
    for Masked { at, finding, rows } in findings {
        kept.push((&finding.subject, rows));
        let tables: Vec<Table<'_>> =
            kept.iter().map(|(subject, rows)| Table::of(subject, rows)).collect();
        if told.contains(&at) || (tables.len() > 1 && tell_more(&tables, policy)) {
            told.insert(at);
        }
        let rows = match kept.last() {
            Some((_, rows)) if !told.contains(&at) => rows.clone(),
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
fn everyone(
    finding: &Finding,
    rows: Vec<Row>,
    divided: &BTreeMap<usize, Published>,
    policy: &Policy,
) -> Published {
    if divided.is_empty() {
        return publish(finding.subject.clone(), policy, rows);
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
    let of = finding.subject.value_type;
    let cell = sum.and_then(|About { numerator, denominator }| shown(of, numerator, denominator));
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
