//! What a run tells the ledger of releases: an entry for each indicator and period.
//!
//! Entries hold bounds of hidden counts. Whoever knows the rule can work the same out from what was
//! let out, and no true count is in them; but they say it plainly, so they go into a file by
//! themselves, which says that it is confidential.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use disclosure::ledger::{Axis, Condition, Counted, Entry, Population};
use disclosure::{Policy, Published, Released};
use programme::indicator::{ColumnType, Counting, Dimension, Indicator, Residents};
use serde::{Deserialize, Serialize};

use crate::condition::conditions;
use crate::extract::{column, sha256};
use crate::period;
use crate::tally::countings;

/// The file in the output folder.
pub const FILE: &str = "ledger.confidential.json";

/// What the file begins with.
const CONFIDENTIAL: &str = "This file says how far hidden counts could be narrowed down. It is for the ledger of releases alone: do not send it on, and do not publish it";

/// The content of the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ledger {
    /// The words it begins with.
    pub confidential: String,
    /// An entry for each indicator and period, in their order.
    pub entries: Vec<Entry>,
}

impl Ledger {
    /// What the ledger is told of what was let out of one run of records.
    pub(crate) fn of_records(
        indicator: &Indicator,
        extracts: &BTreeMap<String, String>,
        released: &[Released<Published>],
        policy: &Policy,
    ) -> Self {
        let mut ledger = Self::of(indicator, extracts, released, policy);
        for entry in &mut ledger.entries {
            entry.counted = counted(indicator, &entry.indicator, extracts);
        }
        ledger
    }

    /// What it is told of a table that was counted elsewhere: of which records nobody knows.
    pub(crate) fn of(
        indicator: &Indicator,
        extracts: &BTreeMap<String, String>,
        released: &[Released<Published>],
        policy: &Policy,
    ) -> Self {
        let tables = by_period(released);
        let input = input(indicator, extracts);
        let entry = |((key, period), tables): (&(String, String), &Vec<_>)| {
            let parts = BTreeMap::from([(Axis::Time, period::months(period))]);
            let population = Population { words: words(indicator, key), parts };
            Entry::new(&format!("{key} {period}"), population, tables, policy, &input)
        };
        let entries = tables.iter().filter_map(entry).collect();
        Self { confidential: CONFIDENTIAL.to_owned(), entries }
    }

    /// Whether it tells of everything that was let out under a policy, and of nothing else.
    pub fn tells_of(&self, released: &[Released<Published>], policy: &Policy) -> bool {
        let tables = by_period(released);
        let same = |entry: &Entry, tables: &[Released<Published>]| {
            let (whom, input) = (entry.population.clone(), &entry.input);
            let counted = entry.counted.clone();
            let again = Entry::new(&entry.release, whom, tables, policy, input);
            again.is_some_and(|again| Entry { counted, ..again } == *entry)
        };
        let told = |entry: &Entry| {
            let key = (entry.indicator.clone(), entry.period.clone());
            tables.get(&key).is_some_and(|tables| same(entry, tables))
        };
        self.entries.len() == tables.len() && self.entries.iter().all(told)
    }
}

/// What was let out, by indicator and period.
fn by_period(
    released: &[Released<Published>],
) -> BTreeMap<(String, String), Vec<Released<Published>>> {
    let mut tables: BTreeMap<(String, String), Vec<Released<Published>>> = BTreeMap::new();
    for one in released {
        let subject = &one.get().subject;
        let key = (subject.indicator.to_string(), subject.period.clone());
        tables.entry(key).or_default().push(one.clone());
    }
    tables
}

/// Whom a count is of, in the words of the indicator.
fn words(indicator: &Indicator, key: &str) -> String {
    match &indicator.counting {
        Counting::Ratio { denominator, numerator } => {
            format!("of those with {denominator}: those with {numerator}")
        }
        Counting::Rate { events, residents } => {
            let all = [residents.sex.clone(), residents.ages.map(|ages| format!("aged {ages}"))];
            let limits: Vec<String> = all.into_iter().flatten().collect();
            let of = &residents.of;
            format!("of those who live in {of} ({}): {events}", limits.join(", "))
        }
        Counting::Cascade(stages) => {
            let keys: Vec<String> =
                countings(indicator).iter().map(|counting| counting.key.to_string()).collect();
            let upto = keys.iter().position(|one| one == key).map_or(stages.len(), |at| at + 1);
            let steps: Vec<&str> =
                stages.iter().take(upto).map(|stage| stage.condition.as_str()).collect();
            let first = steps.first().copied().unwrap_or_default();
            format!("of those with {first}: those with {}", steps.join(", and "))
        }
    }
}

/// Which records an indicator counts, or of a cascade the step of a key.
fn counted(
    indicator: &Indicator,
    key: &str,
    extracts: &BTreeMap<String, String>,
) -> Option<Counted> {
    let of = |text: &str| conditions(text, &indicator.columns.types);
    let (denominator, numerator, at) = match &indicator.counting {
        Counting::Ratio { denominator, numerator } => (of(denominator)?, of(numerator)?, 0),
        Counting::Rate { events, residents } => {
            let mut all = of(events)?;
            all.extend(limits(indicator, residents)?);
            (all, BTreeSet::new(), 0)
        }
        Counting::Cascade(stages) => {
            let mut keys = countings(indicator).into_iter();
            let at = keys.position(|counting| counting.key.as_str() == key)?;
            let (first, others) = stages.split_first()?;
            let steps = others.iter().take(at).map(|stage| of(&stage.condition));
            let steps: Vec<BTreeSet<_>> = steps.collect::<Option<_>>()?;
            (of(&first.condition)?, steps.into_iter().flatten().collect(), at)
        }
    };
    let hashes: BTreeSet<&String> = extracts.values().collect();
    let columns = Dimension::ALL.into_iter().filter_map(|dimension| {
        Some((dimension.key().to_owned(), column(indicator, dimension)?.to_owned()))
    });
    Some(Counted {
        records: sha256(format!("{:?}\n{hashes:?}\n", indicator.columns.date).as_bytes()),
        columns: columns.collect(),
        denominator,
        numerator,
        follows_others: at > 0,
        residents_of: indicator.residents().map(|residents| residents.of.clone()),
    })
}

/// What residents of some ages, or of one sex, must be; as an expression would say it.
fn limits(indicator: &Indicator, residents: &Residents) -> Option<BTreeSet<Condition>> {
    let named = |column: &str| format!("\"{}\"", column.replace('"', "\"\""));
    let mut types = indicator.columns.types.clone();
    let mut limits = Vec::new();
    if let (Some(ages), Some(column)) = (residents.ages, &indicator.columns.age) {
        types.insert(column.clone(), ColumnType::Whole);
        limits.push(format!("{} >= {}", named(column), ages.from()));
        limits.extend(ages.to().map(|to| format!("{} <= {to}", named(column))));
    }
    if let (Some(sex), Some(column)) = (&residents.sex, &indicator.columns.sex) {
        // Its codes are many: this is a condition of its own, and none of another follows from it.
        limits.push(format!("lower({}) = '{}'", named(column), sex.to_lowercase()));
    }
    let read = limits.iter().map(|limit| conditions(limit, &types));
    Some(read.collect::<Option<Vec<_>>>()?.into_iter().flatten().collect())
}

/// SHA-256 of what decides who is counted and in which group: the expressions, the columns and the
/// extracts, whatever their files are called. Two runs of one input count the same people.
fn input(indicator: &Indicator, extracts: &BTreeMap<String, String>) -> String {
    let mut text = match &indicator.counting {
        Counting::Ratio { denominator, numerator } => format!("{denominator}\n{numerator}\n"),
        Counting::Rate { events, residents } => format!("{residents:?}\n{events}\n"),
        Counting::Cascade(stages) => {
            stages.iter().fold(String::new(), |text, stage| text + &stage.condition + "\n")
        }
    };
    let columns = &indicator.columns;
    let hashes: BTreeSet<&String> = extracts.values().collect();
    // Writing into a text does not fail.
    let _ = write!(text, "{columns:?}\n{hashes:?}\n");
    sha256(text.as_bytes())
}
