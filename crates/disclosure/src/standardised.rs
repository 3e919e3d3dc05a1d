//! Directly standardised rates, worked out from counts by age as the policy would show them.
//!
//! A rate to many decimals is a sum that few tables have, and its limits tell how many events there
//! were. So neither is worked out from a true count: everything here is a function of what the mask
//! shows of each count by itself, and tells no more than the masked table would.
//!
//! No run asks for them yet: an indicator that says `standardise = "esp2013"` is refused.

use measure::Confidence;
use measure::standardised::{AgeBand, EUROPEAN_2013, NotStandardised, Standardised, dsr};
use programme::finding::Subject;
use serde::{Deserialize, Serialize};

use crate::mask::mask;
use crate::policy::Policy;
use crate::published::{Hidden, Interval};
use crate::released::Released;

/// The exact counts of one group by age. Never shown, never stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupByAge {
    /// The group: "1" … "5", "White" …, "unknown".
    pub group: String,
    /// Ages 0 to 4, 5 to 9, … 85 to 89, and 90 and over.
    pub ages: [CountsOfAge; EUROPEAN_2013.len()],
}

/// The exact counts of one age band of a group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CountsOfAge {
    /// Its events, at most one of each person.
    pub events: u64,
    /// Its people.
    pub people: u64,
}

/// Directly standardised rates of some groups, as they may be seen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StandardisedRates {
    /// What was measured, over what.
    pub subject: Subject,
    /// The policy it was released under, and its version: `local 1`.
    pub policy: String,
    /// What the policy does not do: a sentence to print beside the rates.
    pub limit: String,
    /// What must stand on whatever shows this, since nothing in it is protected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub watermark: Option<String>,
    /// The groups, in the order in which they were given.
    pub rows: Vec<RateOfGroup>,
}

/// One group of some standardised rates.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RateOfGroup {
    /// The group.
    pub group: String,
    /// What is shown of it.
    pub rate: Rate,
}

/// What is shown of the rate of one group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rate {
    /// The rate a head, with its limits.
    Shown {
        /// About how many events there were: the sum of the counts that the rate is worked out from.
        about_events: u64,
        /// The rate with its 95% limits.
        ninety5: Interval,
        /// The rate with its 99.8% limits.
        ninety98: Interval,
    },
    /// The rate is hidden, and so is every count.
    Hidden(Hidden),
}

/// Lets out the rates of some groups, each standardised to the European Standard Population 2013.
///
/// Of each age band the events and the people are masked, and a hidden count of events is taken to
/// be the middle of those that are hidden: 4 of 1 to 7. The rate and Dobson's limits
/// ([`measure::standardised::dsr`]) are worked out from these. A rate is hidden
///
/// - if a band has nobody, or so few people that their count is hidden or below the policy's
///   smallest denominator;
/// - if in a band those without an event may be so few that their count would be hidden;
/// - if there may be fewer than 10 events;
/// - if what the masks leave open, every count at its least or at its most, reaches beyond the 95%
///   limits: then the rate would say more of the mask than of the people.
///
/// Each of these is judged by what the masks show, so a hidden rate tells no more than they do.
/// No row depends on another.
///
/// It holds for these rates by themselves. Counts of the same events by the same groups, by age or
/// without, are not let out beside them.
#[must_use]
pub fn release_standardised(
    subject: &Subject,
    groups: &[GroupByAge],
    policy: &Policy,
) -> Released<StandardisedRates> {
    let row = |of: &GroupByAge| RateOfGroup { group: of.group.clone(), rate: rate(of, policy) };
    Released::new(StandardisedRates {
        subject: subject.clone(),
        policy: policy.title(),
        limit: policy.limit.clone(),
        watermark: policy.watermark.clone(),
        rows: groups.iter().map(row).collect(),
    })
}

fn rate(of: &GroupByAge, policy: &Policy) -> Rate {
    let nobody = CountsOfAge::default();
    if of.ages.iter().all(|age| *age == nobody) {
        return Rate::Hidden(Hidden::Nobody);
    }
    worked_out(of, policy).unwrap_or(Rate::Hidden(Hidden::ToProtectPeople))
}

/// The rate, if it may be shown.
fn worked_out(of: &GroupByAge, policy: &Policy) -> Option<Rate> {
    let ages: Vec<(Open, Open)> =
        of.ages.iter().map(|age| may_be_used(*age, policy)).collect::<Option<_>>()?;
    let taken = standardised(&ages, |open| open.taken, |open| open.taken).ok()?;
    let least = standardised(&ages, |open| open.least, |open| open.most).ok()?;
    let most = standardised(&ages, |open| open.most, |open| open.least).ok()?;
    let ninety5 = taken.estimate(Confidence::Ninety5);
    let [least, most] = [least, most].map(|end| end.estimate(Confidence::Ninety5).value);
    let is_of_the_people = ninety5.lower <= least && most <= ninety5.upper;
    is_of_the_people.then(|| Rate::Shown {
        about_events: taken.events(),
        ninety5: Interval::rounded(ninety5),
        ninety98: Interval::rounded(taken.estimate(Confidence::Ninety98)),
    })
}

/// The events and people of a band, if a rate may rest on them.
fn may_be_used(age: CountsOfAge, policy: &Policy) -> Option<(Open, Open)> {
    let shown = mask(age.people, policy)?;
    let (events, people) = (Open::of(age.events, policy), Open::of(age.people, policy));
    let fewest_without = people.least.checked_sub(events.most)?;
    let is_enough = shown > 0 && shown >= policy.smallest_denominator;
    (is_enough && fewest_without > policy.highest_hidden).then_some((events, people))
}

fn standardised(
    ages: &[(Open, Open)],
    events: fn(&Open) -> u64,
    people: fn(&Open) -> u64,
) -> Result<Standardised, NotStandardised> {
    let bands: Vec<AgeBand> = ages
        .iter()
        .zip(EUROPEAN_2013)
        .map(|((above, whole), standard)| {
            let people = f64::from(u32::try_from(people(whole)).unwrap_or(u32::MAX));
            AgeBand::new(events(above), people, standard)
        })
        .collect();
    dsr(&bands)
}

/// What the mask leaves open of one count, and what is taken for it.
#[derive(Clone, Copy)]
struct Open {
    least: u64,
    taken: u64,
    most: u64,
}

impl Open {
    fn of(count: u64, policy: &Policy) -> Self {
        let Policy { lowest_hidden, highest_hidden, base, .. } = *policy;
        match mask(count, policy) {
            None => {
                let taken = lowest_hidden.midpoint(highest_hidden);
                Self { least: lowest_hidden, taken, most: highest_hidden }
            }
            Some(0) => Self { least: 0, taken: 0, most: 0 },
            Some(shown) => {
                let below = base.max(1) / 2;
                let above = base.max(1).saturating_sub(1).saturating_sub(below);
                Self {
                    least: shown.saturating_sub(below).max(highest_hidden.saturating_add(1)),
                    taken: shown,
                    most: shown.saturating_add(above),
                }
            }
        }
    }
}
