//! What the findings of a run say of the same records as its quality does.

use disclosure::Part as Counts;
use programme::finding::{Finding, Tally, UNKNOWN};
use programme::indicator::{Breakdown, Dimension};

use super::{MATCHED, NOT_MATCHED, ethnicity_kind, place_kind};
use crate::tally::JOINT;

/// How the findings of one period divide its rows, of each group the kinds it is of.
pub(super) fn beside<'a>(findings: &'a [Finding], period: &str) -> Vec<Vec<Counts<'a>>> {
    let divided = findings.iter().filter(|finding| {
        finding.subject.period == period && !finding.subject.breakdown.0.is_empty()
    });
    let parts = |finding: &'a Finding| {
        let Breakdown(dimensions) = &finding.subject.breakdown;
        let part = |tally: &'a Tally| {
            let kind = |(dimension, name): (&Dimension, &str)| match dimension {
                // Whoever reads them takes it that a place that leads to a fifth leads to a district too.
                Dimension::Deprivation | Dimension::Area | Dimension::Icb => {
                    Some(place_kind(name != UNKNOWN))
                }
                Dimension::LocalDeprivation => (name != UNKNOWN).then_some(MATCHED),
                Dimension::Ethnicity => Some(ethnicity_kind(name != UNKNOWN)),
                Dimension::Sex | Dimension::Age | Dimension::QuinaryAge | Dimension::Site => None,
            };
            let kinds = dimensions.iter().zip(tally.group.split(JOINT)).filter_map(kind);
            // Who is in no local quintile may live elsewhere, and then is found.
            let is_elsewhere = |(dimension, name): (&Dimension, &str)| {
                *dimension == Dimension::LocalDeprivation && name == UNKNOWN
            };
            let of = tally.group.as_str();
            if finding.subject.value_type.is_rate() {
                let (kinds, in_part) = kinds_of_events(dimensions, of);
                return Counts { of, kinds, in_part, count: tally.numerator };
            }
            let in_part = if dimensions.iter().zip(tally.group.split(JOINT)).any(is_elsewhere) {
                vec![MATCHED, NOT_MATCHED]
            } else {
                Vec::new()
            };
            let (kinds, count) = (kinds.collect(), tally.denominator);
            Counts { of, kinds, in_part, count }
        };
        finding.tallies.iter().map(part).collect()
    };
    divided.map(parts).collect()
}

/// The kinds that all events of a group of a rate are of, and those that some may be of. Who lives nobody
/// knows where is in no group that is known, whatever else is known of them.
fn kinds_of_events(
    dimensions: &[Dimension],
    group: &str,
) -> (Vec<&'static str>, Vec<&'static str>) {
    let parts = || dimensions.iter().zip(group.split(JOINT));
    let is_named = |of: Dimension| {
        parts().find(|(dimension, _)| **dimension == of).map(|(_, name)| name != UNKNOWN)
    };
    let is_nowhere = parts().all(|(_, name)| name == UNKNOWN);
    let (place, ethnicity) = (is_named(Dimension::Deprivation), is_named(Dimension::Ethnicity));
    let (mut kinds, mut in_part) = (Vec::new(), Vec::new());
    kinds.extend(place.map(place_kind));
    if let Some(is_known) = ethnicity {
        if is_nowhere {
            in_part.extend([true, false].map(ethnicity_kind));
        } else {
            kinds.push(ethnicity_kind(is_known));
        }
        match place {
            None if is_nowhere => in_part.extend([MATCHED, NOT_MATCHED]),
            None => kinds.push(MATCHED),
            Some(_) => {}
        }
    }
    (kinds, in_part)
}
