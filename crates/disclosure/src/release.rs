//! The rule itself.
//!
//! What is shown of a group depends on its own counts and nothing else. Every measure takes the
//! rows as they are shown, never a finding, so that it cannot say more than they do.

use std::collections::BTreeMap;

use measure::{
    Approach, Band, Confidence, Ends, Estimate, Gap, Gradient, Multiplier, NoRelativeGap, Polarity,
    Proportion, Transform, Uncertainty, ValueKind, absolute_gap, absolute_gap_between,
    relative_gap, relative_gap_between, slope, wilson,
};
use programme::finding::{Finding, Subject, Tally, UNKNOWN};
use programme::indicator::{self, ValueType};

use crate::audit;
use crate::mask::mask;
use crate::policy::{Kind, Policy};
use crate::published::{About, Cell, Hidden, Interval, NotShown, Published, Row, Total};
use crate::rate;
use crate::released::Released;

/// How each number of a published finding is worked out, by the names used in files.
pub const METHODS: [(&str, &str); 5] = [
    ("value", "rounded numerator over rounded denominator, Wilson score intervals"),
    (
        "absolute_gap",
        "above 0 where the most deprived are worse off: most deprived minus least where lower is better or neither is, least minus most where higher is better; Newcombe hybrid score interval",
    ),
    (
        "relative_gap",
        "above 1 where the most deprived are worse off, the same way round; log interval of Katz",
    ),
    (
        "sii",
        "least deprived end minus most deprived end of a line through the groups at their population midpoints, weighted by population; limits by inverting the distribution of its ends, normal on the logit scale, or simulated 100,000 times from a published seed where counts are few",
    ),
    ("rii", "least deprived end over most deprived end of the same line, limits likewise"),
];

/// How those numbers are worked out that are worked out otherwise where values are rates.
pub const METHODS_OF_RATES: [(&str, &str); 3] = [
    (
        "value",
        "rounded number of events over the residents, limits by Byar's method, exact below 10 events; standardised: events and residents by five-year age to the European Standard Population 2013, limits by Dobson's method",
    ),
    (
        "absolute_gap",
        "above 0 where the most deprived are worse off: most deprived minus least where lower is better or neither is, least minus most where higher is better; square-and-add interval",
    ),
    (
        "relative_gap",
        "above 1 where the most deprived are worse off, the same way round; log interval from the limits of both",
    ),
];

/// Lets a finding out under a policy.
///
/// A count is masked by itself. A value is hidden if its numerator, its denominator or the
/// difference of the two is small, and then the numerator is hidden too, unless the denominator
/// is hidden already. Gaps and slopes are refused when a group they need is hidden. A released
/// finding is the same whatever the hidden counts were.
///
/// Totals are as the policy's [`Kind`] says. Where it is [`Kind::TrueTotals`], the difference of
/// numerator and denominator hides nothing, which is the official rule and weaker.
///
/// For the findings of one run, which are about the same people, use [`crate::release_together`].
#[must_use]
pub fn release(finding: &Finding, policy: &Policy) -> Released<Published> {
    let published = match policy.kind {
        Kind::MaskedAlone => masked_alone(finding, policy),
        Kind::TrueTotals | Kind::Unprotected => with_total(finding, policy),
        Kind::Audited if finding.subject.value_type.is_rate() => masked_alone(finding, policy),
        Kind::Audited => audit::audited(finding, policy),
    };
    Released::new(published)
}

/// Each row by itself, and no total but the sum of what is shown.
pub(crate) fn masked_alone(finding: &Finding, policy: &Policy) -> Published {
    publish(finding.subject.clone(), policy, rows(finding, policy))
}

/// Each row by itself, and beside more than one the true total by itself.
pub(crate) fn with_total(finding: &Finding, policy: &Policy) -> Published {
    let published = masked_alone(finding, policy);
    let is_divided = finding.tallies.len() > 1;
    Published { total: is_divided.then(|| total(finding, policy)), ..published }
}

fn total(Finding { subject, tallies }: &Finding, policy: &Policy) -> Total {
    let numerator = tallies.iter().map(|tally| tally.numerator).sum();
    let denominator = tallies.iter().map(|tally| tally.denominator).sum();
    let all = Tally { group: String::new(), numerator, denominator };
    cell_of(subject.value_type, &all, policy).counts()
}

/// The rows as they are shown, in the order of the finding.
pub(crate) fn rows(finding: &Finding, policy: &Policy) -> Vec<Row> {
    let of = finding.subject.value_type;
    let row = |tally: &Tally| Row { group: tally.group.clone(), cell: cell_of(of, tally, policy) };
    finding.tallies.iter().map(row).collect()
}

fn cell_of(value_type: ValueType, tally: &Tally, policy: &Policy) -> Cell {
    if value_type.is_rate() { rate::cell(tally, policy) } else { cell(tally, policy) }
}

/// A published finding from rows that are already masked.
pub(crate) fn publish(subject: Subject, policy: &Policy, rows: Vec<Row>) -> Published {
    let polarity = polarity(subject.polarity);
    let ordered = in_order(&subject, &rows);
    let gaps = ordered.as_deref().map_err(Clone::clone).and_then(|ordered| {
        if subject.value_type.is_rate() {
            ends(ordered, estimate).map(|ends| gaps_of_rates(ends, polarity))
        } else {
            ends(ordered, proportion).map(|ends| gaps_of_proportions(ends, polarity))
        }
    });
    let absolute_gap = gaps.clone().map(|(absolute, _)| Interval::rounded(absolute.estimate));
    let relative_gap = gaps.and_then(|(_, relative)| {
        relative
            .map(|gap| Interval::rounded(gap.estimate))
            .map_err(|error| NotShown::Undefined(error.to_string()))
    });
    let slope = ordered.and_then(|ordered| fitted(subject.value_type, &ordered));
    Published {
        policy: policy.title(),
        about: about(&rows),
        total: None,
        audit: None,
        merged: BTreeMap::new(),
        limit: Some(policy.limit.clone()),
        watermark: policy.watermark.clone(),
        absolute_gap,
        relative_gap,
        line: slope.as_ref().ok().map(|slope| slope.line),
        rii: slope.as_ref().map_err(Clone::clone).and_then(|slope| slope.rii.clone()),
        sii: slope.map(|slope| slope.sii),
        subject,
        rows,
    }
}

fn polarity(of: indicator::Polarity) -> Polarity {
    match of {
        indicator::Polarity::HigherIsBetter => Polarity::HigherIsBetter,
        indicator::Polarity::LowerIsBetter => Polarity::LowerIsBetter,
        indicator::Polarity::Neutral => Polarity::Neutral,
    }
}

pub(crate) fn cell(tally: &Tally, policy: &Policy) -> Cell {
    let Tally { numerator, denominator, .. } = *tally;
    if denominator == 0 {
        let none = Some(0);
        return Cell::Hidden { numerator: none, denominator: none, why: Hidden::Nobody };
    }
    let [above, whole] = [numerator, denominator].map(|count| mask(count, policy));
    let rest = match policy.kind {
        Kind::TrueTotals => Some(0),
        Kind::MaskedAlone | Kind::Audited | Kind::Unprotected => {
            mask(denominator.saturating_sub(numerator), policy)
        }
    };
    if let (Some(above), Some(whole), Some(_)) = (above, whole, rest)
        && whole >= policy.smallest_denominator
        && let Some(cell) = shown(ValueType::Proportion, above, whole)
    {
        return cell;
    }
    // Beside a denominator that is shown, the numerator would give a small remainder away.
    let remainder_would_show = whole.is_some() && rest.is_none();
    Cell::Hidden {
        numerator: if remainder_would_show { None } else { above },
        denominator: whole,
        why: Hidden::ToProtectPeople,
    }
}

/// A value with its limits, from rounded counts.
pub(crate) fn shown(of: ValueType, numerator: u64, denominator: u64) -> Option<Cell> {
    if of.is_rate() {
        return rate::shown(numerator, denominator);
    }
    let proportion = Proportion::new(numerator, denominator).ok()?;
    let limits = |confidence| Interval::rounded(wilson(proportion, confidence));
    Some(Cell::Shown {
        numerator,
        denominator,
        ninety5: limits(Confidence::Ninety5),
        ninety98: limits(Confidence::Ninety98),
    })
}

/// The sum of the groups whose value is shown.
pub(crate) fn about(rows: &[Row]) -> Option<About> {
    let mut sum = None;
    for row in rows {
        if let Cell::Shown { numerator, denominator, .. } = row.cell {
            let About { numerator: above, denominator: whole } =
                sum.unwrap_or(About { numerator: 0, denominator: 0 });
            sum = Some(About { numerator: above + numerator, denominator: whole + denominator });
        }
    }
    sum
}

/// A group of an ordered breakdown, as it is shown.
type Ordered<'a> = (u8, &'a Cell);

/// The known groups, the most deprived first. Only quintiles by themselves have an order.
fn in_order<'a>(subject: &Subject, rows: &'a [Row]) -> Result<Vec<Ordered<'a>>, NotShown> {
    if !subject.breakdown.has_order() {
        return Err(NotShown::NotForThisBreakdown);
    }
    let known = rows.iter().filter(|row| row.group != UNKNOWN);
    let numbered = known.map(|row| Some((row.group.parse().ok()?, &row.cell)));
    let mut ordered: Vec<Ordered<'a>> =
        numbered.collect::<Option<_>>().ok_or(NotShown::NotForThisBreakdown)?;
    ordered.sort_by_key(|&(number, _)| number);
    if ordered.len() < 2 { Err(NotShown::NotForThisBreakdown) } else { Ok(ordered) }
}

/// The proportion of one group, if it is shown.
fn proportion(group: &Ordered<'_>) -> Result<Proportion, NotShown> {
    let (numerator, denominator, _) = of_group(group)?;
    Proportion::new(numerator, denominator).map_err(|error| NotShown::Undefined(error.to_string()))
}

/// The rate of one group, if it is shown.
fn estimate(group: &Ordered<'_>) -> Result<Estimate, NotShown> {
    let (_, _, &Interval { value, lower, upper }) = of_group(group)?;
    Ok(Estimate { value, lower, upper })
}

/// What is shown of one group: its counts, and its value with 95% limits.
fn of_group<'a>(&(number, cell): &Ordered<'a>) -> Result<(u64, u64, &'a Interval), NotShown> {
    match cell {
        Cell::Shown { numerator, denominator, ninety5, .. } => {
            Ok((*numerator, *denominator, ninety5))
        }
        Cell::Published { .. } | Cell::Hidden { why: Hidden::ToProtectPeople, .. } => {
            Err(NotShown::GroupHidden)
        }
        Cell::Hidden { why: Hidden::Nobody, .. } => {
            Err(NotShown::Undefined(format!("nobody is in group {number}")))
        }
        Cell::Hidden { why: Hidden::NoResidents, .. } => {
            Err(NotShown::Undefined(format!("who lives in group {number} is not known by age")))
        }
    }
}

fn ends<T>(
    ordered: &[Ordered<'_>],
    of: impl Fn(&Ordered<'_>) -> Result<T, NotShown>,
) -> Result<Ends<T>, NotShown> {
    match ordered {
        [most, .., least] => Ok(Ends { most_deprived: of(most)?, least_deprived: of(least)? }),
        _ => Err(NotShown::NotForThisBreakdown),
    }
}

/// The absolute gap, and the relative one or why there is none.
type Gaps = (Gap, Result<Gap, NoRelativeGap>);

fn gaps_of_proportions(ends: Ends, polarity: Polarity) -> Gaps {
    let confidence = Confidence::Ninety5;
    (absolute_gap(ends, polarity, confidence), relative_gap(ends, polarity, confidence))
}

fn gaps_of_rates(ends: Ends<Estimate>, polarity: Polarity) -> Gaps {
    let confidence = Confidence::Ninety5;
    let relative = relative_gap_between(ends, polarity, confidence);
    (absolute_gap_between(ends, polarity, confidence), relative)
}

/// What the line through the groups says.
struct Fitted {
    sii: Interval,
    rii: Result<Interval, NotShown>,
    line: (f64, f64),
}

fn fitted(of: ValueType, ordered: &[Ordered<'_>]) -> Result<Fitted, NotShown> {
    let bands: Vec<Band> = ordered.iter().map(|group| band(of, group)).collect::<Result<_, _>>()?;
    let undefined = |error: &dyn std::error::Error| NotShown::Undefined(error.to_string());
    let kind = if of.is_rate() { ValueKind::Rate } else { ValueKind::Proportion };
    let gradient = Gradient::most_deprived_first(kind, Transform::None, &bands)
        .map_err(|error| undefined(&error))?;
    let found = slope(&gradient, Multiplier::ONE, Approach::Computed, Confidence::Ninety5);
    Ok(Fitted {
        sii: Interval::rounded(found.sii),
        rii: found.rii.map(Interval::rounded).map_err(|error| undefined(&error)),
        line: (rounded(found.fitted_at(0.0)), rounded(found.fitted_at(1.0))),
    })
}

fn band(of: ValueType, group: &Ordered<'_>) -> Result<Band, NotShown> {
    let (_, people, _) = of_group(group)?;
    let Estimate { value, lower, upper } = if of.is_rate() {
        estimate(group)?
    } else {
        wilson(proportion(group)?, Confidence::Ninety5)
    };
    Ok(Band {
        population: rate::people(people),
        value,
        uncertainty: Uncertainty::Limits { lower, upper },
    })
}

impl Interval {
    /// To nine decimals, so that the sealed form opens to the very same numbers.
    pub(crate) fn rounded(Estimate { value, lower, upper }: Estimate) -> Self {
        Self { value: rounded(value), lower: rounded(lower), upper: rounded(upper) }
    }
}

fn rounded(number: f64) -> f64 {
    // Adding 0 turns −0 into 0.
    (number * 1e9).round() / 1e9 + 0.0
}
