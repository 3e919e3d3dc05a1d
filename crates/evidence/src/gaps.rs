//! Gaps, slopes and what moved, as `gaps.json` tells them: all from findings already released.

use disclosure::{Cell, Hidden, Interval, NotShown, Published, Released};
use measure::{Confidence, Estimate, Proportion, difference, wilson};
use programme::indicator::{Polarity, Unit, ValueType};

use crate::run::methods;
use serde::Serialize;
use std::collections::BTreeMap;

/// The content of `gaps.json`.
#[derive(Serialize)]
pub(crate) struct Gaps<'a> {
    indicator: &'a str,
    title: &'a str,
    unit: Unit,
    polarity: Polarity,
    direction: &'static str,
    methods: BTreeMap<String, String>,
    editions: &'a BTreeMap<String, String>,
    note: Option<&'static str>,
    results: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Finding<'a> {
    period: &'a str,
    breakdown: String,
    policy: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    watermark: Option<&'a str>,
    groups: Vec<Group<'a>>,
    #[serde(flatten)]
    measures: Measures,
    moved: Option<Moved<'a>>,
}

/// What is worked out of all groups of a finding: the sum of those shown, both gaps and both indices,
/// each with its limits or why it is not shown.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Measures {
    about: Option<disclosure::About>,
    absolute_gap: Shown,
    relative_gap: Shown,
    sii: Shown,
    rii: Shown,
}

#[derive(Serialize)]
struct Group<'a> {
    group: &'a str,
    #[serde(flatten)]
    value: Value,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Value {
    Shown {
        value: f64,
        lower95: f64,
        upper95: f64,
        #[serde(skip_serializing_if = "Option::is_none")]
        lower998: Option<f64>,
        #[serde(skip_serializing_if = "Option::is_none")]
        upper998: Option<f64>,
    },
    Hidden {
        hidden: Hidden,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
enum Shown {
    Measure { value: f64, lower95: f64, upper95: f64 },
    Not { not_shown: String },
}

#[derive(Serialize)]
struct Moved<'a> {
    since: &'a str,
    groups: Vec<Move<'a>>,
    /// By how much the absolute gap changed.
    absolute_gap: Option<Change>,
}

#[derive(Serialize)]
struct Move<'a> {
    group: &'a str,
    #[serde(flatten)]
    change: Change,
}

#[derive(Serialize)]
struct Change {
    #[serde(rename = "change")]
    value: f64,
    lower95: f64,
    upper95: f64,
    says: &'static str,
}

/// What is said of each result that rests on areas that do not exist.
pub(crate) const INVENTED: &str = "invented areas";

/// A proportion in the unit of the indicator, to seven decimals.
pub(crate) fn in_unit(unit: Unit, value: f64) -> f64 {
    (value * unit.base() * 1e7).round() / 1e7 + 0.0
}

/// The gaps of one run; none if nothing was released.
pub(crate) fn gaps(released: &[Released<Published>]) -> Option<Gaps<'_>> {
    let subject = &released.first()?.get().subject;
    let editions = &subject.provenance.editions;
    let is_invented = editions.values().any(|edition| edition == crate::reference::INVENTED);
    Some(Gaps {
        indicator: subject.indicator.as_str(),
        title: &subject.title,
        unit: subject.unit,
        polarity: subject.polarity,
        direction: "gaps are above 0, ratios above 1, where the most deprived are worse off (or higher, where neither direction is better); SII and RII least deprived against most, so that an SII below 0 is higher in the most deprived",
        methods: methods(subject.value_type),
        editions,
        note: is_invented.then_some(INVENTED),
        results: released.iter().map(|one| result(one.get(), released)).collect(),
    })
}

fn result<'a>(published: &'a Published, all: &'a [Released<Published>]) -> Finding<'a> {
    let subject = &published.subject;
    let unit = subject.unit;
    let earlier = all.iter().map(Released::get).rfind(|other| {
        other.subject.breakdown == subject.breakdown && other.subject.period < subject.period
    });
    Finding {
        period: &subject.period,
        breakdown: subject.breakdown.to_string(),
        policy: &published.policy,
        watermark: published.watermark.as_deref(),
        groups: published.rows.iter().map(|row| group(&row.group, &row.cell, unit)).collect(),
        measures: of_all(published),
        moved: earlier.map(|earlier| moved(earlier, published)),
    }
}

/// What is worked out of all groups of a finding, in its unit.
pub fn measures(released: &Released<Published>) -> Measures {
    of_all(released.get())
}

fn of_all(published: &Published) -> Measures {
    let scaled = |value: f64| in_unit(published.subject.unit, value);
    Measures {
        about: published.about,
        absolute_gap: shown(&published.absolute_gap, scaled),
        relative_gap: shown(&published.relative_gap, |value| value),
        sii: shown(&published.sii, scaled),
        rii: shown(&published.rii, |value| value),
    }
}

fn group<'a>(group: &'a str, cell: &Cell, unit: Unit) -> Group<'a> {
    let shown = |ninety5: &Interval, ninety98: Option<&Interval>| Value::Shown {
        value: in_unit(unit, ninety5.value),
        lower95: in_unit(unit, ninety5.lower),
        upper95: in_unit(unit, ninety5.upper),
        lower998: ninety98.map(|wide| in_unit(unit, wide.lower)),
        upper998: ninety98.map(|wide| in_unit(unit, wide.upper)),
    };
    let value = match cell {
        Cell::Shown { ninety5, ninety98, .. } => shown(ninety5, Some(ninety98)),
        Cell::Published { ninety5, ninety98 } => shown(ninety5, ninety98.as_ref()),
        Cell::Hidden { why, .. } => Value::Hidden { hidden: *why },
    };
    Group { group, value }
}

fn shown(measure: &Result<Interval, NotShown>, scaled: impl Fn(f64) -> f64) -> Shown {
    match measure {
        Ok(Interval { value, lower, upper }) => Shown::Measure {
            value: scaled(*value),
            lower95: scaled(*lower),
            upper95: scaled(*upper),
        },
        Err(NotShown::GroupHidden) => {
            Shown::Not { not_shown: "a group it needs is hidden".to_owned() }
        }
        Err(NotShown::NotForThisBreakdown) => {
            Shown::Not { not_shown: "this breakdown has no order from most to least".to_owned() }
        }
        Err(NotShown::Undefined(why)) => Shown::Not { not_shown: why.clone() },
    }
}

/// How each group, and the gap, changed since the period before.
fn moved<'a>(earlier: &'a Published, later: &'a Published) -> Moved<'a> {
    let unit = later.subject.unit;
    let mut groups = Vec::new();
    for row in &later.rows {
        let before = earlier.rows.iter().find(|before| before.group == row.group);
        let of = |row: &disclosure::Row| estimate(later.subject.value_type, &row.cell);
        let both = before.and_then(of).zip(of(row));
        if let Some((was, is)) = both {
            let found = difference(is, was);
            let change = change(unit, found.value, found.lower, found.upper);
            groups.push(Move { group: &row.group, change });
        }
    }
    let gaps = earlier.absolute_gap.as_ref().ok().zip(later.absolute_gap.as_ref().ok());
    let absolute_gap = gaps.map(|(was, is)| {
        let of = |Interval { value, lower, upper }: &Interval| Estimate {
            value: *value,
            lower: *lower,
            upper: *upper,
        };
        let found = difference(of(is), of(was));
        change(unit, found.value, found.lower, found.upper)
    });
    Moved { since: &earlier.subject.period, groups, absolute_gap }
}

fn estimate(of: ValueType, cell: &Cell) -> Option<Estimate> {
    match *cell {
        Cell::Shown { ninety5: Interval { value, lower, upper }, .. } if of.is_rate() => {
            Some(Estimate { value, lower, upper })
        }
        Cell::Shown { numerator, denominator, .. } => {
            let proportion = Proportion::new(numerator, denominator).ok()?;
            Some(wilson(proportion, Confidence::Ninety5))
        }
        Cell::Published { ninety5: Interval { value, lower, upper }, .. } => {
            Some(Estimate { value, lower, upper })
        }
        Cell::Hidden { .. } => None,
    }
}

fn change(unit: Unit, value: f64, lower: f64, upper: f64) -> Change {
    let says = if lower > 0.0 {
        "rose"
    } else if upper < 0.0 {
        "fell"
    } else {
        "cannot tell yet"
    };
    Change {
        value: in_unit(unit, value),
        lower95: in_unit(unit, lower),
        upper95: in_unit(unit, upper),
        says,
    }
}
