//! The ledger of releases: what was let out about whom, and what one release more would tell.
//!
//! Two releases whose people are the same, nested or overlapping can be taken from one another. The
//! ledger holds what each showed and how far a reader could narrow every count down from it alone.

mod counted;
mod joined;
mod judged;
mod naming;
mod places;
mod population;
mod ranked;
mod regions;
mod system;

use std::collections::{BTreeMap, BTreeSet};

use programme::indicator::{Dimension, ValueType};
use serde::{Deserialize, Serialize};

use crate::bounds::{Range, narrow};
use crate::policy::{Kind, Policy};
use crate::published::{Cell, Published, Row, Total};
use crate::relations::{known_of, signed};
use crate::released::Released;

pub use counted::{Condition, Counted, End, Values};
pub use judged::judge;
pub(crate) use judged::of_the_same_records;
pub use population::{Axis, Population};

use joined::Basis;

/// One release, as the ledger keeps it.
///
/// Its bounds are confidential: they hold no true count, but more than a page may say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The release, by the name that people know it by.
    pub release: String,
    /// The indicator.
    pub indicator: String,
    /// The period, as it was published.
    pub period: String,
    /// Whom it counts.
    pub population: Population,
    /// The tables as they were published, but for those that tell nothing of their own: withheld
    /// whole, or a sum of what another shows.
    pub tables: Vec<Table>,
    /// The policy and its version.
    pub policy: String,
    /// Hash of what the counts were worked out from.
    pub input: String,
    /// Which records it counts, where they are known: not those of a table that was counted
    /// elsewhere, nor of what was kept before the ledger was told of it.
    #[serde(default)]
    pub counted: Option<Counted>,
    /// Counts up to this are hidden.
    pub highest_hidden: u64,
}

/// A table as it was published, with what can be told of its counts from it alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// What divides it: `deprivation`.
    pub breakdown: String,
    /// The edition of each look-up that made its groups. Groups of one name under two editions are
    /// not the same people.
    pub editions: BTreeMap<String, String>,
    /// Its groups.
    pub groups: Vec<Group>,
    /// The true total, if it was shown.
    pub total: Option<Group>,
}

/// One group of a table in the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// The groups that it stands for: itself, unless an audit put several together.
    pub parts: Vec<String>,
    /// What was shown of it.
    pub shown: Total,
    /// The numerator is within these. Confidential.
    pub numerator: Bound,
    /// The denominator is within these. Confidential.
    pub denominator: Bound,
    /// The difference of the two is within these. Confidential.
    pub rest: Bound,
}

/// The least and the most that a count can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bound {
    /// The least.
    pub least: i64,
    /// The most.
    pub most: i64,
}

/// Whether a release may join those of before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It tells nothing more.
    Clear,
    /// It would tell a hidden count, or how few people are left over, unless somebody lets it out.
    Blocked(Block),
}

/// Why a release is blocked; no number of people is in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// The releases it would be taken from, by name.
    pub against: Vec<String>,
    /// The groups of which it would tell something.
    pub groups: Vec<String>,
    /// Why, in a sentence.
    pub why: String,
}

/// Who lets a blocked release out, and for what reason. Neither is empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written")]
pub struct Approval {
    approver: String,
    reason: String,
}

/// An approval that lacks a name or a reason.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a blocked release is let out by somebody with a name and for a reason, like “A. Patel” and “the difference is of organisations, not of people”"
)]
pub struct NotAnApproval;

/// An approval as it is written down.
#[derive(Deserialize)]
struct Written {
    approver: String,
    reason: String,
}

/// A blocked release that somebody let out all the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetOut {
    /// Why it was blocked.
    pub block: Block,
    /// Who let it out, and why.
    pub approval: Approval,
}

impl Approval {
    /// An approval by somebody with a name, for a reason.
    ///
    /// # Errors
    ///
    /// If one of them says nothing.
    pub fn new(approver: &str, reason: &str) -> Result<Self, NotAnApproval> {
        let (approver, reason) = (approver.trim().to_owned(), reason.trim().to_owned());
        if approver.is_empty() || reason.is_empty() {
            Err(NotAnApproval)
        } else {
            Ok(Self { approver, reason })
        }
    }

    /// Who.
    pub fn approver(&self) -> &str {
        &self.approver
    }

    /// Why.
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

impl TryFrom<Written> for Approval {
    type Error = NotAnApproval;

    fn try_from(Written { approver, reason }: Written) -> Result<Self, NotAnApproval> {
        Self::new(&approver, &reason)
    }
}

impl Block {
    /// Lets the release out all the same.
    #[must_use]
    pub fn let_out(self, approval: Approval) -> LetOut {
        LetOut { block: self, approval }
    }
}

impl Entry {
    /// What the ledger keeps of the tables of one release, which are of one indicator and period.
    ///
    /// `policy` is the one under which they were let out. Without a table there is no entry.
    pub fn new(
        release: &str,
        population: Population,
        tables: &[Released<Published>],
        policy: &Policy,
        input: &str,
    ) -> Option<Self> {
        let subject = &tables.first()?.get().subject;
        Some(Self {
            release: release.to_owned(),
            indicator: subject.indicator.to_string(),
            period: subject.period.clone(),
            population,
            tables: telling(tables, policy).map(|table| Table::of(table, policy)).collect(),
            policy: policy.title(),
            input: input.to_owned(),
            counted: None,
            highest_hidden: policy.highest_hidden,
        })
    }
}

/// The tables that tell something of their own. A standardised rate tells what the events by age do,
/// which are let out beside it.
fn telling<'a>(
    tables: &'a [Released<Published>],
    policy: &Policy,
) -> impl Iterator<Item = &'a Published> {
    let all = || {
        let all = tables.iter().map(Released::get);
        all.filter(|table| table.subject.value_type != ValueType::StandardisedRate)
    };
    let is_divided = |table: &&Published| !table.subject.breakdown.0.is_empty();
    let everyone_is_a_sum = match policy.kind {
        Kind::MaskedAlone => all().any(|table| is_divided(&table)),
        Kind::Audited => all().any(|table| is_divided(&table) && table.total.is_none()),
        Kind::TrueTotals | Kind::Unprotected => false,
    };
    let nothing = Total { numerator: None, denominator: None };
    all().filter(move |table| {
        let is_withheld = table.rows.iter().all(|row| row.cell.counts() == nothing);
        !is_withheld && (is_divided(table) || !everyone_is_a_sum)
    })
}

impl Table {
    fn of(published: &Published, policy: &Policy) -> Self {
        let groups: Vec<Group> =
            published.rows.iter().map(|row| Group::of(row, published, policy)).collect();
        let total = published.total.map(|shown| Group::total(shown, policy));
        let subject = &published.subject;
        let mut editions = subject.provenance.editions.clone();
        if !subject.breakdown.is_local() {
            // The place that was ranked by itself makes no group of any other table.
            editions.remove(Dimension::LocalDeprivation.key());
        }
        Self { breakdown: subject.breakdown.to_string(), editions, groups, total }
    }
}

impl Group {
    fn of(row: &Row, Published { subject, merged, .. }: &Published, policy: &Policy) -> Self {
        let mut ranges = known_of(subject.value_type, &row.cell, policy);
        let [_, _, rest] = &mut ranges;
        if let Cell::Shown { .. } = row.cell
            && policy.kind != Kind::TrueTotals
            && !subject.value_type.is_rate()
            && rest.least > 0
        {
            // A small difference would have hidden it.
            rest.least = rest.least.max(signed(policy.highest_hidden) + 1);
        }
        let group = Self::within(&row.group, row.cell.counts(), ranges, policy);
        let parts = merged.get(&row.group).cloned().unwrap_or(group.parts);
        Self { parts, ..group }
    }

    fn total(shown: Total, policy: &Policy) -> Self {
        let most = signed(u64::MAX);
        let of =
            |count: Option<u64>| count.map_or(Range::new(0, most), |count| policy.around(count));
        let ranges = [of(shown.numerator), of(shown.denominator), Range::new(0, most)];
        Self::within("everyone", shown, ranges, policy)
    }

    fn within(name: &str, shown: Total, ranges: [Range; 3], policy: &Policy) -> Self {
        let [mut above, mut whole, mut rest] = ranges;
        if policy.kind == Kind::TrueTotals && shown.numerator.is_none() {
            // Under the official rule only a small numerator is hidden.
            above = Range::new(1, signed(policy.highest_hidden));
            rest = Range::new(0, whole.most);
        }
        let mut ranges = [above, whole, rest];
        narrow(&mut ranges, &[vec![(0, 1), (2, 1), (1, -1)]]);
        [above, whole, rest] = ranges;
        let bound = |range: Range| Bound { least: range.least, most: range.most };
        Self {
            name: name.to_owned(),
            parts: vec![name.to_owned()],
            shown,
            numerator: bound(above),
            denominator: bound(whole),
            rest: bound(rest),
        }
    }
}

/// Whether a new release, taken together with earlier ones, would tell a hidden count of any of
/// them, or that somebody, but few, are left over when one is taken from the other.
///
/// Only releases of the same indicator whose people meet are put together. What is judged is what
/// was shown and nothing else, so the verdict says no more of people than a reader could find.
/// Ranges are narrowed sum by sum, which may find less than somebody who solves all sums at once.
/// Of groups under two editions only the totals are compared, not the areas that moved.
///
/// "Few" is: a count that would itself be hidden, as near as a reader could tell it.
#[must_use]
pub fn differencing(earlier: &[Entry], new: &Entry) -> Verdict {
    let met: Vec<&Entry> = earlier
        .iter()
        .filter(|entry| entry.indicator == new.indicator && entry.population.meets(&new.population))
        .collect();
    let block = joined_block(&met, new, Basis::OneIndicator, "");
    block.map_or(Verdict::Clear, Verdict::Blocked)
}

/// The block of a release that tells something together with those of before, all of which it
/// meets.
fn joined_block(met: &[&Entry], new: &Entry, basis: Basis, before: &str) -> Option<Block> {
    let told = joined::told(met, new, basis);
    if told.is_empty() {
        return None;
    }
    let tells = |entry: &&Entry| !joined::told(&[*entry], new, basis).is_empty();
    let alone: Vec<&Entry> = met.iter().copied().filter(tells).collect();
    let against = if alone.is_empty() { met } else { &alone };
    let groups: BTreeSet<String> = told.iter().map(|told| told.group.clone()).collect();
    Some(Block {
        against: against.iter().map(|entry| entry.release.clone()).collect(),
        groups: groups.into_iter().collect(),
        why: joined::sentence(&told, before),
    })
}
