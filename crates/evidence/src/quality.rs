//! How well the records say where people live and which ethnic group they are of.
//!
//! Every count is masked by itself, by site where the extract has sites, and the figures for
//! everyone are sums of what the sites show. So no hidden count can be taken from a total.

use std::collections::BTreeMap;

use disclosure::{ALREADY_PUBLISHED, Count, Policy, release_counts};
use serde::{Deserialize, Serialize};

use crate::areas::Placed;
use crate::enrich::Coded;
use crate::scan::Counted;
use crate::tally::site;

/// The quality of the rows that count.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quality {
    /// The policy under which the counts were released.
    pub policy: String,
    /// What the counts are of, and how the percentages are made, in words.
    pub says: String,
    /// All sites together.
    pub overall: Part,
    /// Each site, if the indicator says which column is the site.
    pub sites: Vec<Part>,
}

/// The quality of one site's rows, or of all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// The site, or `all`.
    pub site: String,
    /// Rows by whether their place was found in the look-up, and why not.
    pub place: Vec<Count>,
    /// Percentage of rows whose place was found.
    pub place_matched: Option<f64>,
    /// Rows by how ethnicity is recorded; empty if the indicator has no such column.
    pub ethnicity: Vec<Count>,
    /// Percentage with one of the sixteen categories: what can be used.
    pub ethnicity_known: Option<f64>,
    /// Percentage with one of the sixteen, or Z, which is a valid code.
    pub ethnicity_valid: Option<f64>,
    /// Percentage with Z: asked and not stated.
    pub ethnicity_not_stated: Option<f64>,
    /// Percentage with 99, nothing, or no code.
    pub ethnicity_not_known: Option<f64>,
}

const KNOWN: &str = "known (A to S)";
const NOT_STATED: &str = "not stated (Z)";
/// How ethnicity may not be known, as reported.
const NOT_KNOWN: [(Coded, &str); 3] =
    [(Coded::NotKnown, "not known (99)"), (Coded::Blank, "blank"), (Coded::NotACode, "not a code")];

/// Whether the quality is reported by site and on ethnicity, as the indicator's columns allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reported {
    pub(crate) ethnicity: bool,
    pub(crate) sites: bool,
}

/// The quality of the rows that count, as it may be seen.
pub(crate) fn quality(counted: &[Counted], reported: Reported, policy: &Policy) -> Quality {
    let mut by_site: BTreeMap<String, Vec<&Counted>> = BTreeMap::new();
    for group in counted.iter().filter(|group| group.counts) {
        let site = if reported.sites { site(&group.site) } else { "all".to_owned() };
        by_site.entry(site).or_default().push(group);
    }
    let parts: Vec<Part> =
        by_site.into_iter().map(|(site, groups)| part(site, &groups, reported, policy)).collect();
    let sum = |of: fn(&Part) -> &Vec<Count>| sum(parts.iter().map(of));
    let overall = rated("all".to_owned(), sum(|part| &part.place), sum(|part| &part.ethnicity));
    Quality {
        policy: policy.title(),
        says: "Rows that satisfy the denominator. Each count is rounded, or hidden (null) when it is small; percentages and the figures for all sites are worked out from the counts shown.".to_owned(),
        overall,
        sites: if reported.sites { parts } else { Vec::new() },
    }
}

/// The quality of a table that somebody else counted, of which the records are not known.
pub(crate) fn of_table(is_published: bool, unused: &str, policy: &Policy) -> Quality {
    let mut says =
        "A table that was counted elsewhere: what the records behind it say is not known."
            .to_owned();
    if is_published {
        says += " Its values are shown as their source published them.";
    }
    if !unused.is_empty() {
        says.extend([" Rows that were not used: ", unused, "."]);
    }
    let policy = if is_published { ALREADY_PUBLISHED.to_owned() } else { policy.title() };
    let overall = rated("all".to_owned(), Vec::new(), Vec::new());
    Quality { policy, says, overall, sites: Vec::new() }
}

fn part(site: String, groups: &[&Counted], reported: Reported, policy: &Policy) -> Part {
    let rows = |is: &dyn Fn(&Counted) -> bool| -> u64 {
        groups.iter().filter(|group| is(group)).map(|group| group.whole).sum()
    };
    let placed = |name| rows(&|group| Placed::numbered(group.place).name() == name);
    let place = Placed::names().map(|name| (name, placed(name)));
    let mut ethnicity = Vec::new();
    if reported.ethnicity {
        let coded = |group: &Counted| Coded::numbered(group.ethnicity);
        ethnicity.push((KNOWN, rows(&|group| matches!(coded(group), Coded::Known(_)))));
        ethnicity.push((NOT_STATED, rows(&|group| coded(group) == Coded::NotStated)));
        for (way, name) in NOT_KNOWN {
            ethnicity.push((name, rows(&|group| coded(group) == way)));
        }
    }
    let shown = |counts: &[(&str, u64)]| release_counts(counts, policy).get().clone();
    rated(site, shown(&place), shown(&ethnicity))
}

/// The sums of what is shown; hidden only where every part is.
fn sum<'a>(parts: impl Iterator<Item = &'a Vec<Count>>) -> Vec<Count> {
    let mut sums: Vec<Count> = Vec::new();
    for part in parts {
        if sums.is_empty() {
            sums.clone_from(part);
            continue;
        }
        for (sum, Count { count, .. }) in sums.iter_mut().zip(part) {
            sum.count = match (sum.count, *count) {
                (Some(one), Some(other)) => Some(one + other),
                (one, other) => one.or(other),
            };
        }
    }
    sums
}

fn rated(site: String, place: Vec<Count>, ethnicity: Vec<Count>) -> Part {
    let not_known = NOT_KNOWN.map(|(_, name)| name);
    Part {
        site,
        place_matched: percentage(&place, Placed::names().get(..Placed::FOUND).unwrap_or_default()),
        ethnicity_known: percentage(&ethnicity, &[KNOWN]),
        ethnicity_valid: percentage(&ethnicity, &[KNOWN, NOT_STATED]),
        ethnicity_not_stated: percentage(&ethnicity, &[NOT_STATED]),
        ethnicity_not_known: percentage(&ethnicity, &not_known),
        place,
        ethnicity,
    }
}

/// The percentage that some counts are of all that are shown, to one decimal.
fn percentage(counts: &[Count], of: &[&str]) -> Option<f64> {
    let is_asked = |count: &&Count| of.contains(&count.of.as_str());
    let shown = |counts: &mut dyn Iterator<Item = &Count>| -> u64 {
        counts.filter_map(|count| count.count).sum()
    };
    if counts.iter().filter(is_asked).all(|count| count.count.is_none()) {
        return None;
    }
    let whole = shown(&mut counts.iter());
    let part = shown(&mut counts.iter().filter(is_asked));
    let per_mille = (part * 2_000 + whole).checked_div(2 * whole)?;
    Some(f64::from(u32::try_from(per_mille).ok()?) / 10.0)
}
