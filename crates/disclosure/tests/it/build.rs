//! Findings as these tests need them.

use disclosure::Policy;
use programme::finding::{Finding, Provenance, Subject, Tally};
use programme::indicator::{Polarity, Unit, ValueType};

/// The policy that is used when nothing else is asked for.
pub(crate) fn local() -> Policy {
    Policy::from_toml(include_str!("../../../../data/disclosure/local.toml")).unwrap()
}

/// The official rule.
pub(crate) fn hes() -> Policy {
    Policy::from_toml(include_str!("../../../../data/disclosure/nhse-hes-2018.toml")).unwrap()
}

/// True totals where they are safe.
pub(crate) fn audited() -> Policy {
    Policy::from_toml(include_str!("../../../../data/disclosure/audited.toml")).unwrap()
}

/// Nothing hidden.
pub(crate) fn unprotected() -> Policy {
    Policy::from_toml(include_str!("../../../../data/disclosure/internal-none.toml")).unwrap()
}

/// The crude rates of groups, each with its events and its residents.
pub(crate) fn rates(breakdown: &str, groups: &[(&str, u64, u64)]) -> Finding {
    let mut rates = finding(breakdown, groups);
    rates.subject.value_type = ValueType::CrudeRate;
    rates.subject.unit = Unit::Per100000;
    rates
}

/// A finding of groups, each with a numerator and a denominator.
pub(crate) fn finding(breakdown: &str, groups: &[(&str, u64, u64)]) -> Finding {
    let tally = |&(group, numerator, denominator): &(&str, u64, u64)| Tally {
        group: group.to_owned(),
        numerator,
        denominator,
    };
    Finding {
        subject: Subject {
            indicator: "missed-visits".parse().unwrap(),
            title: "Visits that were missed".to_owned(),
            value_type: ValueType::Proportion,
            unit: Unit::Percent,
            polarity: Polarity::LowerIsBetter,
            period: "2024/25".to_owned(),
            breakdown: breakdown.parse().unwrap(),
            provenance: Provenance::default(),
        },
        tallies: groups.iter().map(tally).collect(),
    }
}
