//! Plain counts of the same records divided in several ways, which tell on one another.
//!
//! Records are counted by site and again by period, and in each by how their place and their ethnic
//! group are recorded. Each count is masked by itself. But all the sites together are all the
//! periods together, so one table may narrow down what the other hides.

use std::collections::{BTreeMap, BTreeSet};

use crate::bounds::{Range, Term, narrow};
use crate::counts::Count;
use crate::mask::mask;
use crate::policy::{Kind, Policy};
use crate::relations::signed;
use crate::released::Released;

/// One count, and the kinds it is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part<'a> {
    /// What was counted.
    pub of: &'a str,
    /// The kinds it is of, such as all that were found: two ways of dividing the same records that
    /// both have a kind have as many of it.
    pub kinds: Vec<&'a str>,
    /// The kinds of which some of it may be, and some not.
    pub in_part: Vec<&'a str>,
    /// How many.
    pub count: u64,
}

/// The records of one site, or of one period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Divided<'a> {
    /// Ways in which they are divided elsewhere, each count masked by itself.
    pub beside: Vec<Vec<Part<'a>>>,
    /// Ways in which they are divided here.
    pub ways: Vec<Vec<Part<'a>>>,
}

/// The counts of each way of one [`Divided`], as they are shown.
pub type Ways = Vec<Vec<Count>>;

/// Lets out tables of the same records: of each the groups into which it divides them, and of each
/// group the ways in which it is divided again. All that is of one kind comes to the same in every
/// table, and all in every way of one group.
///
/// Each count is masked by itself. Then the ways are taken in order, of the first table group by
/// group and of a later one for all its groups together, and one that would narrow down a count that
/// is hidden in it, in one before it or beside it is withheld: all its counts are hidden, 0 too. Only
/// some groups of a later table would not do: which of them are withheld would tell of the others.
/// No total may be shown beside them but the sum of what they show.
///
/// Under a policy of [`Kind::TrueTotals`] or [`Kind::Unprotected`] each is masked by itself, as
/// these rules are.
#[must_use]
pub fn release_divided(tables: &[Vec<Divided<'_>>], policy: &Policy) -> Released<Vec<Vec<Ways>>> {
    let withheld = match policy.kind {
        Kind::TrueTotals | Kind::Unprotected => BTreeSet::new(),
        Kind::MaskedAlone | Kind::Audited => withheld(tables, policy),
    };
    let ways = |(table, (group, divided)): (usize, (usize, &Divided<'_>))| -> Ways {
        let counts = |(way, parts): (usize, &Vec<Part<'_>>)| {
            let is_withheld = withheld.contains(&(table, group, way));
            let count = |part: &Part<'_>| {
                if is_withheld { None } else { mask(part.count, policy) }
            };
            parts.iter().map(|part| Count { of: part.of.to_owned(), count: count(part) }).collect()
        };
        divided.ways.iter().enumerate().map(counts).collect()
    };
    let table = |(at, table): (usize, &Vec<Divided<'_>>)| {
        table.iter().enumerate().map(|group| ways((at, group))).collect()
    };
    Released::new(tables.iter().enumerate().map(table).collect())
}

/// A way by its table, its group and its place there.
type Way = (usize, usize, usize);

/// One way of a group among the ranges: where its counts stand, of what kinds they are.
struct Placed<'a> {
    /// Nothing for one that stands beside.
    way: Option<Way>,
    parts: &'a [Part<'a>],
    from: usize,
    /// Where the pieces stand that are of a kind, of parts that are of it in part.
    pieces: Vec<([&'a str; 1], usize)>,
}

impl Placed<'_> {
    /// All that it comes to, or what of it is of one kind.
    fn terms(&self, kind: Option<&str>, sign: i64) -> impl Iterator<Item = Term> {
        let parts = (self.from..).zip(self.parts).map(|(at, part)| (part.kinds.as_slice(), at));
        let pieces = self.pieces.iter().map(|(kind, at)| (kind.as_slice(), *at));
        let of_kind = parts.chain(pieces).filter(move |(kinds, at)| match kind {
            Some(kind) => kinds.contains(&kind),
            // A piece is in its part.
            None => self.range().contains(at),
        });
        of_kind.map(move |(_, at)| (at, sign))
    }

    fn range(&self) -> std::ops::Range<usize> {
        self.from..self.from + self.parts.len()
    }

    fn kinds(&self) -> BTreeSet<&str> {
        self.parts.iter().flat_map(|part| part.kinds.iter().chain(&part.in_part)).copied().collect()
    }
}

/// The ways that would tell more than they may.
fn withheld(tables: &[Vec<Divided<'_>>], policy: &Policy) -> BTreeSet<Way> {
    let (mut placed, mut from) = (Vec::new(), 0);
    let mut place = |way, parts| {
        placed.push(Placed { way, parts, from, pieces: Vec::new() });
        from += parts.len();
        placed.len() - 1
    };
    let mut groups: Vec<Vec<Vec<usize>>> = Vec::new();
    for (table, divided) in tables.iter().enumerate() {
        let mut of_table = Vec::new();
        for (group, Divided { beside, ways }) in divided.iter().enumerate() {
            let mut of_group: Vec<usize> = beside.iter().map(|parts| place(None, parts)).collect();
            let named = ways.iter().enumerate();
            of_group.extend(named.map(|(way, parts)| place(Some((table, group, way)), parts)));
            of_table.push(of_group);
        }
        groups.push(of_table);
    }
    let mut sums_of_pieces = Vec::new();
    for one in &mut placed {
        for (at, part) in (one.from..).zip(one.parts) {
            for &kind in &part.in_part {
                one.pieces.push(([kind], from));
                // The piece and what is left of the part.
                sums_of_pieces.push(vec![(from, 1), (from + 1, 1), (at, -1)]);
                from += 2;
            }
        }
    }
    let mut sums = sums(&placed, &groups);
    sums.extend(sums_of_pieces);
    // Whatever is not shown yet may be any number of records.
    let mut known = vec![Range::new(0, signed(u64::MAX)); from];
    for one in placed.iter().filter(|one| one.way.is_none()) {
        show(&mut known, one, policy);
    }
    narrow(&mut known, &sums);
    let small = Range::new(signed(policy.lowest_hidden), signed(policy.highest_hidden));
    let is_hidden = |part: &Part<'_>| mask(part.count, policy).is_none();
    let hidden_in = |one: &Placed<'_>| -> Vec<usize> {
        one.range().zip(one.parts).filter(|(_, part)| is_hidden(part)).map(|(at, _)| at).collect()
    };
    // What the tables beside tell of one another already is not told here.
    let mut hidden: Vec<(usize, Range)> = Vec::new();
    for at in placed.iter().filter(|one| one.way.is_none()).flat_map(hidden_in) {
        hidden.extend(known.get(at).map(|&range| (at, range)));
    }
    let mut withheld = BTreeSet::new();
    for unit in units(&placed) {
        let (mut trial, mut watched) = (known.clone(), hidden.clone());
        for one in &unit {
            show(&mut trial, one, policy);
            watched.extend(hidden_in(one).into_iter().map(|at| (at, small)));
        }
        narrow(&mut trial, &sums);
        let is_open = |&(at, was): &(usize, Range)| trial.get(at).is_some_and(|is| is.holds(was));
        if watched.iter().all(is_open) {
            (known, hidden) = (trial, watched);
        } else {
            withheld.extend(unit.iter().filter_map(|one| one.way));
        }
    }
    withheld
}

/// What is let out or withheld together, in order.
fn units<'a, 'b>(placed: &'b [Placed<'a>]) -> Vec<Vec<&'b Placed<'a>>> {
    let mut units: BTreeMap<Way, Vec<&Placed<'_>>> = BTreeMap::new();
    for one in placed {
        let Some((table, group, way)) = one.way else { continue };
        let unit = if table == 0 { (table, group, way) } else { (table, 0, way) };
        units.entry(unit).or_default().push(one);
    }
    units.into_values().collect()
}

/// Takes up what is shown of one way.
fn show(known: &mut [Range], one: &Placed<'_>, policy: &Policy) {
    let small = Range::new(signed(policy.lowest_hidden), signed(policy.highest_hidden));
    for (at, part) in one.range().zip(one.parts) {
        let shown = mask(part.count, policy).map_or(small, |count| policy.around(count));
        if let Some(range) = known.get_mut(at) {
            *range = Range::new(range.least.max(shown.least), range.most.min(shown.most));
        }
    }
}

/// What comes to the same: in one group its ways, and of the tables what is of one kind.
fn sums(placed: &[Placed<'_>], groups: &[Vec<Vec<usize>>]) -> Vec<Vec<Term>> {
    let mut sums = Vec::new();
    for group in groups.iter().flatten() {
        let ways: Vec<&Placed<'_>> = group.iter().filter_map(|&at| placed.get(at)).collect();
        for (second, later) in ways.iter().enumerate().filter(|(_, later)| later.way.is_some()) {
            for earlier in ways.iter().take(second) {
                sums.push(differences(&[earlier], &[later], None));
                let both = earlier.kinds();
                let both = later.kinds().into_iter().filter(|kind| both.contains(kind));
                sums.extend(both.map(|kind| differences(&[earlier], &[later], Some(kind))));
            }
        }
    }
    let tables: Vec<Vec<&Placed<'_>>> = groups
        .iter()
        .map(|table| {
            let all = table.iter().flatten().filter_map(|&at| placed.get(at));
            all.filter(|one| one.way.is_some()).collect()
        })
        .collect();
    for (second, later) in tables.iter().enumerate() {
        for earlier in tables.iter().take(second) {
            let of = |table: &[&Placed<'_>]| -> BTreeSet<String> {
                table.iter().flat_map(|one| one.kinds()).map(str::to_owned).collect()
            };
            for kind in of(earlier).intersection(&of(later)) {
                sums.push(differences(earlier, later, Some(kind)));
            }
        }
    }
    sums
}

/// The counts of one side, less those of the other; all, or those of one kind.
fn differences(one: &[&Placed<'_>], other: &[&Placed<'_>], kind: Option<&str>) -> Vec<Term> {
    let one = one.iter().flat_map(|placed| placed.terms(kind, 1));
    let other = other.iter().flat_map(|placed| placed.terms(kind, -1));
    one.chain(other).collect()
}
