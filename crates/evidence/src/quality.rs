//! How well the records say where people live and which ethnic group they are of.
//!
//! Every count is masked by itself, by site where the extract has sites, and again by period; what
//! would tell on a hidden count of the other, or of the findings of the same run, is withheld. The
//! figures for everyone are sums of what the sites show. So no hidden count can be taken from a total.

use std::collections::BTreeMap;

use disclosure::{
    ALREADY_PUBLISHED, Count, Divided, Part as Counts, Policy, Released, Ways, release_counts,
    release_divided,
};
use programme::finding::{Finding, UNKNOWN};
use programme::indicator::PeriodKind;
use serde::{Deserialize, Serialize};

use crate::areas::Placed;
use crate::enrich::Coded;
use crate::period;
use crate::scan::{Agreement, Counted};
use crate::tally::site;

#[cfg(test)]
mod attacker;
mod beside;

use beside::beside;

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
    /// Each period, in the order of time; none in a run that was kept before periods were told.
    #[serde(default)]
    pub periods: Vec<InPeriod>,
    /// Whether the records of one person agree, where the indicator asks for it.
    #[serde(default)]
    pub consistency: Option<Consistency>,
    /// The counts behind it as they were let out: of each site, and of each period. It is kept sealed
    /// and apart, and is not there in a run that was kept before it was.
    #[serde(skip)]
    pub released: Option<Released<Vec<Vec<Ways>>>>,
}

/// Released counts, under the name of the site or the period that they are of.
pub type Named = (String, Released<Vec<Count>>);

impl Quality {
    /// How the place is recorded at each site, or in all records where they have no site, and in each
    /// period, in the order of time. Nothing where that was not kept.
    pub fn place(&self) -> [Vec<Named>; 2] {
        self.way(0)
    }

    /// How the ethnic group is recorded, likewise. Nothing where that is not reported, or was not kept.
    pub fn ethnicity(&self) -> [Vec<Named>; 2] {
        self.way(1)
    }

    /// The counts of one of the ways in which [`ways`] divides the records.
    fn way(&self, at: usize) -> [Vec<Named>; 2] {
        let sites =
            if self.sites.is_empty() { std::slice::from_ref(&self.overall) } else { &self.sites };
        let names = [
            sites.iter().map(|of| of.site.clone()).collect(),
            self.periods.iter().map(|of| of.period.clone()).collect::<Vec<_>>(),
        ];
        let tables = self.released.clone().map(Released::each).unwrap_or_default();
        let mut tables = tables.into_iter();
        let own = |ways: Released<Ways>| ways.each().into_iter().nth(at);
        names.map(|names| {
            let ways = tables.next().map(Released::each).unwrap_or_default();
            let counts = ways.into_iter().map(own);
            names.into_iter().zip(counts).filter_map(|(name, of)| Some((name, of?))).collect()
        })
    }
}

/// Whether the records of one person agree: of people with two records or more that count and say
/// a known ethnic category.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Consistency {
    /// People by whether all their records say the same.
    pub people: Vec<Count>,
    /// Percentage of whom they do.
    pub agree: Option<f64>,
}

/// The quality of one period's rows, of all sites together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InPeriod {
    /// The period, as findings name it: `2024-03`.
    pub period: String,
    /// Its counts: of places whether they were found, and of what is not known of ethnicity no more.
    #[serde(flatten)]
    pub part: Part,
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
    /// The known by whether their category says which group it is, or “other”; empty in a run that
    /// was kept before that was told.
    #[serde(default)]
    pub known: Vec<Count>,
    /// Percentage with one of the sixteen categories: what can be used.
    pub ethnicity_known: Option<f64>,
    /// Percentage with one of the sixteen, or Z, which is a valid code.
    pub ethnicity_valid: Option<f64>,
    /// Percentage with Z: asked and not stated.
    pub ethnicity_not_stated: Option<f64>,
    /// Percentage with 99, nothing, or no code.
    pub ethnicity_not_known: Option<f64>,
    /// Percentage of the known whose category says “other”: C, G, L, P or S.
    #[serde(default)]
    pub ethnicity_other: Option<f64>,
}

const MATCHED: &str = "matched";
const NOT_MATCHED: &str = "not matched";
const KNOWN: &str = "known (A to S)";
const SPECIFIC: &str = "known, a category that says which";
const OTHER: &str = "known, an “other” category (C, G, L, P, S)";
const NOT_STATED: &str = "not stated (Z)";
/// How ethnicity may not be known, as reported.
const NOT_KNOWN: [(Coded, &str); 3] =
    [(Coded::NotKnown, "not known (99)"), (Coded::Blank, "blank"), (Coded::NotACode, "not a code")];
/// The same in one.
const NOT_KNOWN_AT_ALL: &str = "not known (99, blank or no code)";

/// By what the quality is reported, as the indicator's columns allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reported {
    pub(crate) ethnicity: bool,
    pub(crate) sites: bool,
    pub(crate) period: PeriodKind,
}

/// The quality of the rows that count, as it may be seen beside the findings of the same rows.
pub(crate) fn quality(
    counted: &[Counted],
    reported: Reported,
    findings: &[Finding],
    policy: &Policy,
) -> Quality {
    let mut by_site: BTreeMap<String, Vec<&Counted>> = BTreeMap::new();
    let mut by_period: BTreeMap<i32, Vec<&Counted>> = BTreeMap::new();
    for group in counted.iter().filter(|group| group.counts) {
        let site = if reported.sites { site(&group.site) } else { "all".to_owned() };
        by_site.entry(site).or_default().push(group);
        by_period.entry(group.period).or_default().push(group);
    }
    let of_site = |groups: &Vec<&'_ Counted>| Divided {
        beside: Vec::new(),
        ways: ways(groups, reported, Detail::Reasons),
    };
    let of_period = |(&number, groups): (&i32, &Vec<&'_ Counted>)| Divided {
        beside: beside(findings, &period::words(reported.period, number)),
        ways: ways(groups, reported, Detail::Kinds),
    };
    let tables =
        [by_site.values().map(of_site).collect(), by_period.iter().map(of_period).collect()];
    let released = release_divided(&tables, policy);
    let [sites, periods] = [0, 1].map(|at| released.get().get(at).cloned().unwrap_or_default());
    let all: Vec<Vec<Count>> =
        (0..2).map(|way| sum(sites.iter().filter_map(|of| of.get(way)))).collect();
    let sites: Vec<Part> =
        by_site.into_keys().zip(sites).map(|(site, ways)| rated(site, ways)).collect();
    let in_period = |(number, ways)| InPeriod {
        period: period::words(reported.period, number),
        part: rated("all".to_owned(), ways),
    };
    Quality {
        policy: policy.title(),
        says: "Rows that satisfy the denominator. Each count is rounded, or hidden (null) when it is small or would tell a small one; percentages and the figures for all sites are worked out from the counts shown.".to_owned(),
        overall: rated("all".to_owned(), all),
        sites: if reported.sites { sites } else { Vec::new() },
        periods: by_period.into_keys().zip(periods).map(in_period).collect(),
        consistency: None,
        released: Some(released),
    }
}

/// Whether the records of one person agree, as it may be seen.
pub(crate) fn consistency(Agreement { agree, differ }: Agreement, policy: &Policy) -> Consistency {
    const AGREE: &str = "one category in all their records";
    let counts = [(AGREE, agree), ("more than one category", differ)];
    let people = release_counts(&counts, policy).get().clone();
    let is_hidden = people.iter().any(|count| count.count.is_none());
    Consistency { agree: if is_hidden { None } else { percentage(&people, &[AGREE]) }, people }
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
    let overall = rated("all".to_owned(), Vec::new());
    Quality {
        policy,
        says,
        overall,
        sites: Vec::new(),
        periods: Vec::new(),
        consistency: None,
        released: None,
    }
}

/// How finely rows are divided.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Detail {
    /// By every reason for which something is not known.
    Reasons,
    /// By what is known and what is not: where rows are few, their reasons would all be hidden.
    Kinds,
}

/// The two ways in which rows are divided: by how their place and how their ethnic group is recorded.
fn ways(groups: &[&Counted], reported: Reported, detail: Detail) -> Vec<Vec<Counts<'static>>> {
    let rows = |is: &dyn Fn(&Counted) -> bool| -> u64 {
        groups.iter().filter(|group| is(group)).map(|group| group.whole).sum()
    };
    let count = |of, kinds: &[&'static str], is: &dyn Fn(&Counted) -> bool| Counts {
        of,
        kinds: kinds.to_vec(),
        in_part: Vec::new(),
        count: rows(is),
    };
    let is_found = |group: &Counted| Placed::numbered(group.place).quintile().is_some();
    let place = match detail {
        Detail::Reasons => {
            let named = |(at, name): (usize, &'static str)| {
                let kind = place_kind(at < Placed::FOUND);
                count(name, &[kind], &|group| Placed::numbered(group.place).name() == name)
            };
            Placed::names().into_iter().enumerate().map(named).collect()
        }
        Detail::Kinds => vec![
            count(MATCHED, &[place_kind(true)], &is_found),
            count(NOT_MATCHED, &[place_kind(false)], &|group| !is_found(group)),
        ],
    };
    if !reported.ethnicity {
        return vec![place];
    }
    let coded = |group: &Counted| Coded::numbered(group.ethnicity);
    let [known, unknown] = [true, false].map(ethnicity_kind);
    let mut ethnicity = vec![
        count(SPECIFIC, &[known, SPECIFIC], &|group| matches!(coded(group), Coded::Known(_))),
        count(OTHER, &[known, OTHER], &|group| matches!(coded(group), Coded::Other(_))),
        count(NOT_STATED, &[unknown, NOT_STATED], &|group| coded(group) == Coded::NotStated),
    ];
    let kinds = [unknown, NOT_KNOWN_AT_ALL];
    match detail {
        Detail::Reasons => ethnicity
            .extend(NOT_KNOWN.map(|(way, name)| count(name, &kinds, &|group| coded(group) == way))),
        Detail::Kinds => ethnicity.push(count(NOT_KNOWN_AT_ALL, &kinds, &|group| {
            NOT_KNOWN.iter().any(|(way, _)| coded(group) == *way)
        })),
    }
    vec![place, ethnicity]
}

fn place_kind(is_found: bool) -> &'static str {
    if is_found { MATCHED } else { NOT_MATCHED }
}

fn ethnicity_kind(is_known: bool) -> &'static str {
    if is_known { KNOWN } else { UNKNOWN }
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

/// Counts with their percentages, from those of each way.
fn rated(site: String, ways: Vec<Vec<Count>>) -> Part {
    let mut ways = ways.into_iter();
    let (place, mut known) = (ways.next().unwrap_or_default(), ways.next().unwrap_or_default());
    let mut ethnicity = known.split_off(known.len().min(2));
    if !known.is_empty() {
        let shown = known.iter().filter_map(|count| count.count);
        let count = shown.reduce(|one, other| one + other);
        ethnicity.insert(0, Count { of: KNOWN.to_owned(), count });
    }
    let not_known: Vec<&str> =
        NOT_KNOWN.iter().map(|&(_, name)| name).chain([NOT_KNOWN_AT_ALL]).collect();
    let is_hidden = |count: &Count| count.count.is_none();
    let is_told = !known.iter().any(is_hidden);
    Part {
        site,
        place_matched: percentage(&place, Placed::names().get(..Placed::FOUND).unwrap_or_default()),
        ethnicity_known: percentage(&ethnicity, &[KNOWN]),
        ethnicity_valid: percentage(&ethnicity, &[KNOWN, NOT_STATED]),
        ethnicity_not_stated: percentage(&ethnicity, &[NOT_STATED]),
        ethnicity_not_known: percentage(&ethnicity, &not_known),
        ethnicity_other: if is_told { percentage(&known, &[OTHER]) } else { None },
        place,
        ethnicity,
        known,
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
