//! The findings of a cascade, of which each step is part of the one before.

use std::collections::BTreeSet;

use programme::finding::Finding;

use crate::ledger::{Condition, Counted, Entry, Population, Values, of_the_same_records};
use crate::mask::mask;
use crate::policy::{Kind, Policy};
use crate::published::{Cell, Hidden, Published, Row};
use crate::release::{release, rows};
use crate::released::Released;
use crate::together::{is_let_out_alone, together};

/// Lets out the findings of a cascade: of each step those of every period and breakdown, in one
/// order, and each group of a step part of the same group of the step before.
///
/// Whoever is lost between two steps is a count too. So a group is hidden from the first step at
/// which a count is small, those lost since the step before being one, and stays hidden at every
/// later step; and what is withheld whole at one step is withheld at all. Otherwise each step is
/// let out as [`release_together`](crate::release_together) does. No step is audited: those lost
/// between two of them are in none of its tables. At last the steps of a period are held against
/// each other as releases of the same records are: a table that makes them tell more together is
/// withheld at each of them.
#[must_use]
pub fn release_cascade(steps: &[Vec<Finding>], policy: &Policy) -> Vec<Released<Published>> {
    if is_let_out_alone(policy) {
        return steps.iter().flatten().map(|finding| release(finding, policy)).collect();
    }
    let alone = (policy, Kind::MaskedAlone);
    let mut masked: Vec<Vec<Vec<Row>>> = Vec::new();
    for (at, step) in steps.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| Some((steps.get(at)?, masked.get(at)?)));
        let of = |(at, finding): (usize, &Finding)| {
            let before = before.and_then(|(step, rows)| Some((step.get(at)?, rows.get(at)?)));
            let rows = rows(finding, policy);
            before.map_or_else(
                || rows.clone(),
                |(earlier, shown)| after(earlier, shown, finding, &rows, policy),
            )
        };
        masked.push(step.iter().enumerate().map(of).collect());
    }
    let mut told = BTreeSet::new();
    for (step, masked) in steps.iter().zip(&masked) {
        told.extend(together(step, masked.clone(), &BTreeSet::new(), alone).1);
    }
    let release = |told: &BTreeSet<usize>| -> Vec<Vec<Released<Published>>> {
        let step = |(step, masked): (&Vec<Finding>, &Vec<Vec<Row>>)| {
            let (released, _) = together(step, masked.clone(), told, alone);
            released.into_values().map(Released::new).collect()
        };
        steps.iter().zip(&masked).map(step).collect()
    };
    let more = tell_together(steps, &told, &release, policy);
    told.extend(more);
    release(&told).into_iter().flatten().collect()
}

/// What of the tables, beside those that are withheld, makes the steps of a period tell more together,
/// by their place.
fn tell_together(
    steps: &[Vec<Finding>],
    withheld: &BTreeSet<usize>,
    release: &impl Fn(&BTreeSet<usize>) -> Vec<Vec<Released<Published>>>,
    policy: &Policy,
) -> BTreeSet<usize> {
    let released = release(withheld);
    let findings = || steps.first().into_iter().flatten().enumerate();
    let periods: BTreeSet<&str> =
        findings().map(|(_, finding)| finding.subject.period.as_str()).collect();
    let mut more = BTreeSet::new();
    for period in periods.into_iter().filter(|it| tell_of_each_other(&released, it, policy)) {
        let is_of_it = |finding: &Finding| {
            finding.subject.period == period && !finding.subject.breakdown.0.is_empty()
        };
        let theirs = findings().filter(|(at, finding)| is_of_it(finding) && !withheld.contains(at));
        let theirs: BTreeSet<usize> = theirs.map(|(at, _)| at).collect();
        let mut without: BTreeSet<usize> = withheld.union(&theirs).copied().collect();
        // One by one they join, in their order.
        for at in theirs {
            without.remove(&at);
            if tell_of_each_other(&release(&without), period, policy) {
                without.insert(at);
                more.insert(at);
            }
        }
    }
    more
}

/// Whether the steps of a period tell more together than each by itself.
fn tell_of_each_other(steps: &[Vec<Released<Published>>], period: &str, policy: &Policy) -> bool {
    let entry = |(at, tables): (usize, &Vec<Released<Published>>)| {
        let is_of_it = |table: &&Released<Published>| table.get().subject.period == period;
        let tables: Vec<Released<Published>> = tables.iter().filter(is_of_it).cloned().collect();
        let name = format!("step {at}");
        let entry = Entry::new(&name, Population::default(), &tables, policy, "one cascade")?;
        let is_at = |step: usize| Condition {
            what: format!("step {step}"),
            is: Values::OneOf(BTreeSet::from(["true".to_owned()])),
        };
        let counted = Counted {
            numerator: (1..=at).map(is_at).collect(),
            follows_others: at > 0,
            ..Counted::default()
        };
        Some(Entry { indicator: name, counted: Some(counted), ..entry })
    };
    let entries: Vec<Entry> = steps.iter().enumerate().filter_map(entry).collect();
    let beside = |(at, new): (usize, &Entry)| {
        of_the_same_records(entries.get(..at).unwrap_or_default(), new).is_some()
    };
    entries.iter().enumerate().any(beside)
}

/// The rows of a step, of which those are hidden that were at the step before, or that lost few
/// since.
fn after(
    earlier: &Finding,
    shown: &[Row],
    finding: &Finding,
    rows: &[Row],
    policy: &Policy,
) -> Vec<Row> {
    let tallies = earlier.tallies.iter().zip(&finding.tallies);
    let with = rows.iter().zip(shown).zip(tallies);
    with.map(|((row, before), (was, is))| {
        let lost = mask(was.numerator.saturating_sub(is.numerator), policy);
        let was_hidden = matches!(before.cell, Cell::Hidden { why: Hidden::ToProtectPeople, .. });
        match &row.cell {
            Cell::Hidden { why: Hidden::Nobody | Hidden::NoResidents, .. } => row.clone(),
            Cell::Shown { .. } | Cell::Published { .. } | Cell::Hidden { .. }
                if lost.is_none() || was_hidden =>
            {
                let (denominator, why) = (mask(is.denominator, policy), Hidden::ToProtectPeople);
                let cell = Cell::Hidden { numerator: None, denominator, why };
                Row { group: row.group.clone(), cell }
            }
            Cell::Shown { .. } | Cell::Published { .. } | Cell::Hidden { .. } => row.clone(),
        }
    })
    .collect()
}
