//! Numbers for what divides people and for the groups that it makes, so that sums over them are
//! looked up quickly.

use std::collections::{BTreeMap, BTreeSet};

use programme::indicator::{Breakdown, Dimension};

use crate::ledger::{Entry, Table};

/// A way to divide people: what divides them, and which editions and columns made the groups.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Scheme {
    pub(crate) breakdown: String,
    made_from: BTreeMap<&'static str, (Editions, Option<String>)>,
}

/// The editions of the look-ups that a dimension is made from.
type Editions = BTreeMap<String, String>;

/// A group of a scheme, both by number.
pub(crate) type Group = (usize, usize);

/// The schemes and groups of several releases.
pub(crate) struct Naming {
    pub(crate) schemes: Vec<Scheme>,
    pub(crate) groups: Vec<String>,
}

/// A release with the numbers of what its tables are of.
pub(crate) struct Numbered<'a> {
    pub(crate) entry: &'a Entry,
    /// Of each table the scheme, and of each of its groups those that it stands for.
    pub(crate) tables: Vec<(usize, Vec<Vec<usize>>)>,
}

/// The editions on which the groups of a dimension hang, by key.
fn look_ups(dimension: Dimension) -> &'static [&'static str] {
    match dimension {
        Dimension::Deprivation => &["deprivation", "postcodes", "lsoa_change"],
        Dimension::LocalDeprivation => {
            &["deprivation", "local_deprivation", "postcodes", "lsoa_change"]
        }
        Dimension::Area => &["deprivation", "area", "postcodes", "lsoa_change"],
        Dimension::Icb => &["deprivation", "icb", "postcodes", "lsoa_change"],
        Dimension::Site => &["ods"],
        Dimension::Ethnicity | Dimension::Sex | Dimension::Age | Dimension::QuinaryAge => &[],
    }
}

impl Scheme {
    fn of(entry: &Entry, table: &Table, has_columns: bool) -> Self {
        let dimensions = table.breakdown.parse().map_or_else(|_| Vec::new(), |Breakdown(of)| of);
        let columns = entry.counted.as_ref().filter(|_| has_columns).map(|one| &one.columns);
        let made_from = dimensions.into_iter().map(|dimension| {
            let key = dimension.key();
            let edition = |&of: &&str| Some((of.to_owned(), table.editions.get(of)?.clone()));
            let editions = look_ups(dimension).iter().filter_map(edition);
            (key, (editions.collect(), columns.and_then(|columns| columns.get(key).cloned())))
        });
        Self { breakdown: table.breakdown.clone(), made_from: made_from.collect() }
    }

    /// Whether each group of this is a sum of groups of another: a crossing of the same.
    pub(crate) fn is_within(&self, crossing: &Self) -> bool {
        !self.made_from.is_empty()
            && self.made_from.len() < crossing.made_from.len()
            && self.made_from.iter().all(|(of, made)| crossing.made_from.get(of) == Some(made))
    }
}

/// Numbers what several releases are of. Columns are compared where `has_columns`.
pub(crate) fn numbered<'a>(
    entries: &[&'a Entry],
    has_columns: bool,
) -> (Naming, Vec<Numbered<'a>>) {
    let mut schemes: BTreeMap<Scheme, usize> = BTreeMap::new();
    let mut groups: BTreeMap<&str, usize> = BTreeMap::new();
    let mut numbered = Vec::new();
    for &entry in entries {
        let mut tables = Vec::new();
        for table in &entry.tables {
            let next = schemes.len();
            let scheme = *schemes.entry(Scheme::of(entry, table, has_columns)).or_insert(next);
            let mut number = |part: &'a String| {
                let next = groups.len();
                *groups.entry(part).or_insert(next)
            };
            let parts = table.groups.iter();
            let parts = parts.map(|group| group.parts.iter().map(&mut number).collect());
            tables.push((scheme, parts.collect()));
        }
        numbered.push(Numbered { entry, tables });
    }
    let schemes = in_order(schemes);
    let groups = in_order(groups).into_iter().map(str::to_owned).collect();
    (Naming { schemes, groups }, numbered)
}

fn in_order<Name>(numbers: BTreeMap<Name, usize>) -> Vec<Name> {
    let mut names: Vec<(Name, usize)> = numbers.into_iter().collect();
    names.sort_by_key(|&(_, number)| number);
    names.into_iter().map(|(name, _)| name).collect()
}

impl Naming {
    pub(crate) fn scheme(&self, number: usize) -> Option<&Scheme> {
        self.schemes.get(number)
    }

    pub(crate) fn group(&self, number: usize) -> &str {
        self.groups.get(number).map_or("", String::as_str)
    }

    /// The number of a group by its name.
    pub(crate) fn is_named(&self, number: usize, names: &BTreeSet<&String>) -> bool {
        self.groups.get(number).is_some_and(|group| names.contains(group))
    }
}
