//! Tables that somebody else counted: the same findings, let out by the same policy.
//!
//! A table is known by its header. Where every line has its counts they pass as a run's own counts
//! do. Where some have values and limits alone, the whole table passes as already published, and
//! says so.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use disclosure::{
    Before, Interval, Policy, Published, Released, release_cascade, release_published,
    release_together,
};
use programme::finding::{Finding, Provenance, Subject, Tally, UNKNOWN};
use programme::indicator::{Breakdown, Dimension, Indicator, Unit, ValueType};

use crate::error::Error;
use crate::period;
use crate::table::{Row, Table, What};
use crate::tally::{Counting, JOINT, Listed, countings, groups, names};

mod fingertips;
mod template;

/// The kinds of table that are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// `indicator,period,breakdown,group` with counts, or with values and limits.
    Template,
    /// A download of Fingertips, of 26 or 27 columns.
    Fingertips,
}

/// One line of a table, in the words of a finding.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    /// The key of the indicator, or of one of its steps.
    key: String,
    period: String,
    breakdown: Breakdown,
    group: String,
    figures: Figures,
    row: u64,
}

/// What a line says of its group; each nothing where the source does not say it.
#[derive(Clone, Debug, Default, PartialEq)]
struct Figures {
    counts: Option<(u64, u64)>,
    ninety5: Option<Interval>,
    ninety98: Option<Interval>,
}

/// The lines of a table, and what of it was not used, in words.
struct Lines {
    lines: Vec<Line>,
    unused: BTreeMap<String, u64>,
}

/// What a table gave.
pub(crate) struct Aggregate {
    pub(crate) released: Vec<Released<Published>>,
    /// Whether values passed as already published.
    pub(crate) is_published: bool,
    /// What of the table was not used, in a sentence; empty if all was.
    pub(crate) unused: String,
}

/// Whether a file is a table that is known, by its header.
pub(crate) fn recognised(path: &Path) -> Option<Form> {
    // What cannot be opened is told of by whoever reads it as an extract.
    let table = Table::open(path, What::Aggregate).ok()?;
    if fingertips::is_one(&table) {
        Some(Form::Fingertips)
    } else if template::is_one(&table) {
        Some(Form::Template)
    } else {
        None
    }
}

/// Whether what is run is a table; several, or one among extracts, are refused.
pub(crate) fn only(paths: &[PathBuf]) -> Result<Option<(&PathBuf, Form)>, Error> {
    let known: Vec<_> = paths.iter().filter_map(|path| Some((path, recognised(path)?))).collect();
    match (known.as_slice(), paths) {
        ([], _) => Ok(None),
        ([one], [_]) => Ok(Some(*one)),
        ([(path, _), ..], _) => Err(Table::open(path, What::Aggregate)?
            .refuse("it is run by itself, and not beside other files")),
    }
}

/// Reads a table and lets out its findings.
pub(crate) fn release(
    path: &Path,
    form: Form,
    indicator: &Indicator,
    provenance: &Provenance,
    policy: &Policy,
) -> Result<Aggregate, Error> {
    let mut table = Table::open(path, What::Aggregate)?;
    let Lines { lines, unused } = match form {
        Form::Template => template::read(&mut table, indicator.unit)?,
        Form::Fingertips => fingertips::read(&mut table, indicator)?,
    };
    let refuse = |(row, says): (u64, String)| table.refuse_row(row, says);
    if lines.is_empty() {
        return Err(table.refuse("it has no lines that can be used"));
    }
    let countings = countings(indicator);
    let keys: BTreeSet<&str> = countings.iter().map(|counting| counting.key.as_str()).collect();
    let mut seen = BTreeSet::new();
    for line in &lines {
        check(line, indicator, &keys).map_err(|says| refuse((line.row, says)))?;
        let Line { key, period, breakdown, group, row, .. } = line;
        if !seen.insert((key, period, breakdown, group)) {
            return Err(refuse((*row, format!("the group {group} is there a second time"))));
        }
    }
    let is_published = lines.iter().any(|line| line.figures.counts.is_none());
    if !is_published && indicator.value_type() == ValueType::StandardisedRate {
        return Err(table.refuse(
            "its counts are not by age, so no rate can be standardised: give values with limits as their source published them",
        ));
    }
    let mut steps = Vec::new();
    for counting in &countings {
        steps.push(tables(&lines, counting, indicator).map_err(|says| table.refuse(says))?);
    }
    let subject = |counting: &Counting, one: &Divided<'_>| {
        let mut provenance = provenance.clone();
        if is_published {
            provenance.source += ": already published by its source";
        }
        Subject {
            indicator: counting.key.clone(),
            title: counting.title.clone(),
            value_type: indicator.value_type(),
            unit: indicator.unit,
            polarity: indicator.polarity,
            period: one.period.to_owned(),
            breakdown: one.breakdown.clone(),
            provenance,
        }
    };
    let released = if is_published {
        let step = |(counting, tables): (&Counting, &Vec<Divided<'_>>)| -> Vec<_> {
            let one = |one: &Divided<'_>| release_published(subject(counting, one), one.values());
            tables.iter().map(one).collect()
        };
        countings.iter().zip(&steps).flat_map(step).collect()
    } else {
        let step = |(counting, tables): (&Counting, &Vec<Divided<'_>>)| -> Vec<Finding> {
            let one = |one: &Divided<'_>| Finding {
                subject: subject(counting, one),
                tallies: one.tallies(),
            };
            tables.iter().map(one).collect()
        };
        let findings: Vec<Vec<Finding>> = countings.iter().zip(&steps).map(step).collect();
        match findings.as_slice() {
            [findings] if indicator.value_type().is_rate() => release_together(findings, policy),
            [findings] => release_alike(complete(findings.clone()), policy),
            steps => {
                check_cascade(steps).map_err(|says| table.refuse(says))?;
                release_cascade(steps, policy)
            }
        }
    };
    let unused = unused.iter().map(|(what, rows)| format!("{rows} of {what}"));
    let unused = unused.collect::<Vec<_>>().join(", ");
    Ok(Aggregate { released, is_published, unused })
}

/// What is wrong with a line, if anything is.
fn check(line: &Line, indicator: &Indicator, keys: &BTreeSet<&str>) -> Result<(), String> {
    let Line { key, period, breakdown, group, figures, .. } = line;
    if !keys.contains(key.as_str()) {
        let known: Vec<&str> = keys.iter().copied().collect();
        return Err(format!("the indicator “{key}” is not {}", known.join(" or ")));
    }
    if !period::is_one(indicator.period, period) {
        let good = period::words(indicator.period, period::number(indicator.period, "2024-04-01"));
        return Err(format!("“{period}” is not a period of the indicator, like {good}"));
    }
    let parts: Vec<&str> = group.split(JOINT).collect();
    let is_one = |(dimension, part): (&Dimension, &&str)| {
        let known = groups(*dimension, &Listed::default());
        // Of these three there is no list beforehand.
        let is_free = matches!(dimension, Dimension::Site | Dimension::Area | Dimension::Icb);
        if is_free { !part.trim().is_empty() } else { known.iter().any(|one| one == part) }
    };
    let is_known = match breakdown.0.as_slice() {
        [] => group == "all",
        dimensions => parts.len() == dimensions.len() && dimensions.iter().zip(&parts).all(is_one),
    };
    if !is_known {
        return Err(format!("“{group}” is not a group of the breakdown {breakdown}"));
    }
    let is_rate = indicator.value_type().is_rate();
    let is_within = |all: &Interval| {
        let is_in_order = 0.0 <= all.lower && all.lower <= all.value && all.value <= all.upper;
        is_in_order && (is_rate || all.upper <= 1.0)
    };
    match figures {
        Figures { counts: Some((above, whole)), .. } if above > whole && !is_rate => {
            Err("the numerator is more than the denominator".to_owned())
        }
        Figures { ninety5, ninety98, .. }
            if ![ninety5, ninety98].into_iter().flatten().all(is_within) =>
        {
            Err("the value is not between its limits, or they are not between 0 and 100".to_owned())
        }
        Figures { .. } => Ok(()),
    }
}

/// The lines of one period and breakdown, in the order in which groups are shown.
struct Divided<'a> {
    period: &'a str,
    breakdown: &'a Breakdown,
    lines: Vec<&'a Line>,
}

impl Divided<'_> {
    fn tallies(&self) -> Vec<Tally> {
        let tally = |line: &&Line| {
            let (numerator, denominator) = line.figures.counts.unwrap_or_default();
            Tally { group: line.group.clone(), numerator, denominator }
        };
        self.lines.iter().map(tally).collect()
    }

    fn values(&self) -> Vec<Before> {
        let value = |line: &&Line| Before {
            group: line.group.clone(),
            ninety5: line.figures.ninety5.clone(),
            ninety98: line.figures.ninety98.clone(),
        };
        self.lines.iter().map(value).collect()
    }
}

/// The tables of one step: everyone first, then as the indicator asks, then what else there is.
fn tables<'a>(
    lines: &'a [Line],
    counting: &Counting,
    indicator: &Indicator,
) -> Result<Vec<Divided<'a>>, String> {
    let place = |breakdown: &Breakdown| {
        let asked = indicator.breakdowns.iter().position(|asked| asked == breakdown);
        (!breakdown.0.is_empty(), asked.unwrap_or(usize::MAX))
    };
    let mut tables: BTreeMap<_, Vec<&Line>> = BTreeMap::new();
    for line in lines.iter().filter(|line| line.key == counting.key.as_str()) {
        let key = (&line.period, place(&line.breakdown), &line.breakdown);
        tables.entry(key).or_default().push(line);
    }
    let mut divided = Vec::new();
    for ((period, _, breakdown), lines) in tables {
        let order = names(breakdown, &listed(breakdown, &lines));
        let find = |name: &String| lines.iter().copied().find(|line| line.group == *name);
        let ordered: Vec<&Line> = order.iter().filter_map(find).collect();
        if breakdown.has_order() {
            let missing = order.iter().filter(|name| *name != UNKNOWN);
            if let Some(name) = missing.into_iter().find(|name| find(name).is_none()) {
                return Err(format!("of {period} it has no line for the quintile {name}"));
            }
        }
        divided.push(Divided { period, breakdown, lines: ordered });
    }
    Ok(divided)
}

/// The names of sites and areas that the lines speak of.
fn listed(Breakdown(dimensions): &Breakdown, lines: &[&Line]) -> Listed {
    let mut listed = Listed::default();
    for line in lines {
        for (dimension, part) in dimensions.iter().zip(line.group.split(JOINT)) {
            let list = match dimension {
                Dimension::Site => &mut listed.sites,
                Dimension::Area => &mut listed.areas,
                Dimension::Icb => &mut listed.icbs,
                Dimension::Deprivation
                | Dimension::LocalDeprivation
                | Dimension::Ethnicity
                | Dimension::Sex
                | Dimension::Age
                | Dimension::QuinaryAge => continue,
            };
            if part != UNKNOWN {
                list.insert(part.to_owned());
            }
        }
    }
    listed
}

/// Everyone in a finding: those above the line, and all.
fn total(finding: &Finding) -> (u64, u64) {
    let tallies = finding.tallies.iter();
    tallies.fold((0, 0), |(above, whole), tally| {
        (above.saturating_add(tally.numerator), whole.saturating_add(tally.denominator))
    })
}

/// Adds to each table that has no line for those whose group is not known the rest of everyone, as
/// far as everyone is known from another table of the period: so that all are about the same
/// people, and what they say together can be judged.
fn complete(mut findings: Vec<Finding>) -> Vec<Finding> {
    let mut everyone: BTreeMap<String, (bool, u64, u64)> = BTreeMap::new();
    for finding in &findings {
        let known = everyone.entry(finding.subject.period.clone()).or_default();
        let (above, whole) = total(finding);
        // A table of everyone says who they are; without one, the largest does.
        let is_all = finding.subject.breakdown.0.is_empty();
        if is_all || (!known.0 && whole > known.2) {
            *known = (is_all, above, whole);
        }
    }
    for finding in &mut findings {
        let is_listed = |dimension: &Dimension| {
            matches!(
                dimension,
                Dimension::Deprivation
                    | Dimension::LocalDeprivation
                    | Dimension::Ethnicity
                    | Dimension::Sex
                    | Dimension::Age
                    | Dimension::QuinaryAge
            )
        };
        let has_unknown = finding.tallies.iter().any(|tally| tally.group == UNKNOWN);
        let [dimension] = finding.subject.breakdown.0.as_slice() else { continue };
        let Some((_, all_above, all)) = everyone.get(&finding.subject.period) else { continue };
        let (above, whole) = total(finding);
        let rest = all_above.checked_sub(above).zip(all.checked_sub(whole));
        if let Some((numerator, denominator)) = rest
            && is_listed(dimension)
            && !has_unknown
            && denominator > 0
            && numerator <= denominator
        {
            finding.tallies.push(Tally { group: UNKNOWN.to_owned(), numerator, denominator });
        }
    }
    findings
}

/// Lets out together the findings of a period that come to the same total, and so are about the
/// same people; a table that comes to another is let out by itself.
fn release_alike(findings: Vec<Finding>, policy: &Policy) -> Vec<Released<Published>> {
    let mut alike: BTreeMap<_, (Vec<usize>, Vec<Finding>)> = BTreeMap::new();
    for (at, finding) in findings.into_iter().enumerate() {
        let key = (finding.subject.period.clone(), total(&finding));
        let (places, findings) = alike.entry(key).or_default();
        places.push(at);
        findings.push(finding);
    }
    let mut released = BTreeMap::new();
    for (places, findings) in alike.into_values() {
        released.extend(places.into_iter().zip(release_together(&findings, policy)));
    }
    released.into_values().collect()
}

/// Refuses steps that are not those of one cascade.
fn check_cascade(steps: &[Vec<Finding>]) -> Result<(), String> {
    let whose = |finding: &Finding| {
        let groups: Vec<(String, u64)> = (finding.tallies.iter())
            .map(|tally| (tally.group.clone(), tally.denominator))
            .collect();
        (finding.subject.period.clone(), finding.subject.breakdown.clone(), groups)
    };
    let falls = |(earlier, later): (&Finding, &Finding)| {
        let mut tallies = earlier.tallies.iter().zip(&later.tallies);
        tallies.all(|(was, is)| is.numerator <= was.numerator)
    };
    let first = steps.first().map(Vec::as_slice).unwrap_or_default();
    let mut everyone: BTreeMap<&str, u64> = BTreeMap::new();
    for finding in first {
        let (_, whole) = total(finding);
        if *everyone.entry(&finding.subject.period).or_insert(whole) != whole {
            return Err("its breakdowns do not come to the same total: add a line for those who are unknown".to_owned());
        }
    }
    for (earlier, later) in steps.iter().zip(steps.iter().skip(1)) {
        if !earlier.iter().map(whose).eq(later.iter().map(whose)) {
            return Err("its steps are not of the same people: each has the periods, groups and denominators of the first".to_owned());
        }
        if !earlier.iter().zip(later).all(falls) {
            return Err("more are at a later step than at the one before".to_owned());
        }
    }
    Ok(())
}

/// A number of a table; nothing where it is blank or hidden.
fn number(row: Row<'_>, at: usize) -> Result<Option<f64>, Error> {
    let text = row.field(at).trim_end_matches('%').replace(',', "");
    if matches!(text.as_str(), "" | "*" | "-" | "[c]" | "[x]") {
        return Ok(None);
    }
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() => Ok(Some(number)),
        Ok(_) | Err(_) => Err(row.refuse(format!("its column {} is not a number", at + 1))),
    }
}

/// A count of a table, which may be written with a decimal point.
fn count(row: Row<'_>, at: usize) -> Result<Option<u64>, Error> {
    let Some(number) = number(row, at)? else { return Ok(None) };
    match format!("{number:.0}").parse::<u64>() {
        Ok(count) if number.fract() == 0.0 => Ok(Some(count)),
        Ok(_) | Err(_) => Err(row.refuse(format!("its column {} is not a count", at + 1))),
    }
}

/// A value with its limits, as they are written in a unit; nothing if any is not there.
fn interval(
    row: Row<'_>,
    [value, lower, upper]: [usize; 3],
    unit: Unit,
) -> Result<Option<Interval>, Error> {
    let part = |at| Ok::<_, Error>(number(row, at)?.map(|number| number / unit.base()));
    let (value, lower, upper) = (part(value)?, part(lower)?, part(upper)?);
    let all = value.zip(lower).zip(upper);
    Ok(all.map(|((value, lower), upper)| Interval { value, lower, upper }))
}
