//! A long list that can be filtered and is shown a hundred at a time.

use std::collections::BTreeSet;

use programme::standing::{RULE, Standing};
use serde::Serialize;

use crate::forms::as_at::{AsAt, Asked, Control, Keep};
use crate::problem::{encoded, sentence};
use crate::views::{Choosable, Link, STANDINGS, Wrong, counts};

/// How many stand on a page.
const PAGE: usize = 100;

/// What the address asks for.
pub(crate) struct Wanted {
    address: &'static str,
    /// What of it changed, as the address of changes names it.
    changes: &'static str,
    standing: String,
    organisation: String,
    page: usize,
}

impl Wanted {
    pub(crate) fn of(asked: &Asked, (address, changes): (&'static str, &'static str)) -> Self {
        let get = |name: &str| asked.get(name).map_or("", |value| value.trim()).to_owned();
        let page = get("page").parse().unwrap_or(1).max(1);
        Self {
            address,
            changes,
            standing: get("standing"),
            organisation: get("organisation"),
            page,
        }
    }

    /// The address of this list with another choice.
    fn to(&self, standing: &str, organisation: &str, page: usize, day: &AsAt) -> String {
        let number = if page > 1 { page.to_string() } else { String::new() };
        let at = day.past().map_or_else(String::new, |day| day.to_string());
        let all = [
            ("standing", standing),
            ("organisation", organisation),
            ("page", &number),
            ("as-at", &at),
        ];
        let said: Vec<String> = all
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={}", encoded(value)))
            .collect();
        if said.is_empty() {
            self.address.to_owned()
        } else {
            format!("{}?{}", self.address, said.join("&"))
        }
    }
}

/// A page of a list, but for its rows.
#[derive(Serialize)]
pub(crate) struct Listing {
    address: &'static str,
    all: usize,
    found: usize,
    first: usize,
    last: usize,
    counts: String,
    standings: Vec<Choosable>,
    organisations: Vec<Choosable>,
    chips: Vec<Link>,
    previous: Option<String>,
    next: Option<String>,
    /// What the list is narrowed to, as an address says it.
    query: String,
    rule: &'static str,
    as_at: Control,
    errors: Vec<Wrong>,
}

/// A page of a list.
#[derive(Serialize)]
pub(crate) struct Listed<R> {
    #[serde(flatten)]
    listing: Listing,
    rows: Vec<R>,
}

impl Listing {
    /// The page asked for, and which of the things stand on it.
    pub(crate) fn of<'a>(
        each: impl Iterator<Item = (Standing, &'a str)> + Clone,
        wanted: &Wanted,
        day: &AsAt,
    ) -> (Self, BTreeSet<usize>) {
        let fits = |(standing, body): &(Standing, &str)| {
            (wanted.standing.is_empty() || standing.key() == wanted.standing)
                && (wanted.organisation.is_empty() || *body == wanted.organisation)
        };
        let found: Vec<usize> =
            each.clone().enumerate().filter(|(_, thing)| fits(thing)).map(|(at, _)| at).collect();
        let before = ((wanted.page - 1) * PAGE).min(found.len());
        let kept: BTreeSet<usize> = found.iter().skip(before).take(PAGE).copied().collect();
        let bodies: BTreeSet<&str> = each.clone().map(|(_, body)| body).collect();
        let (standing, body) = (&*wanted.standing, &*wanted.organisation);
        let page = |number| wanted.to(standing, body, number, day);
        let listing = Self {
            address: wanted.address,
            all: each.clone().count(),
            found: found.len(),
            first: before + 1,
            last: before + kept.len(),
            counts: counts(&each.map(|(standing, _)| standing).collect::<Vec<_>>()),
            standings: core::iter::once(Choosable::new("", "Any", standing))
                .chain(
                    STANDINGS
                        .iter()
                        .map(|(key, words)| Choosable::new(*key, sentence(words), standing)),
                )
                .collect(),
            organisations: core::iter::once(Choosable::new("", "Every organisation", body))
                .chain(bodies.into_iter().map(|name| Choosable::new(name, name, body)))
                .collect(),
            chips: chips(wanted, day),
            previous: (wanted.page > 1).then(|| page(wanted.page - 1)),
            next: (before + kept.len() < found.len()).then(|| page(wanted.page + 1)),
            query: page(1).strip_prefix(wanted.address).unwrap_or_default().to_owned(),
            rule: RULE,
            as_at: day.control(wanted.address, keep(wanted)).with_changes(wanted.changes),
            errors: day.errors(),
        };
        (listing, kept)
    }

    /// The page with its rows.
    pub(crate) fn with<R>(self, rows: Vec<R>) -> Listed<R> {
        Listed { listing: self, rows }
    }
}

fn chips(wanted: &Wanted, day: &AsAt) -> Vec<Link> {
    let mut chips = Vec::new();
    if let Some((_, words)) = STANDINGS.iter().find(|(key, _)| *key == wanted.standing) {
        chips.push(Link::new(sentence(words), wanted.to("", &wanted.organisation, 1, day)));
    }
    if !wanted.organisation.is_empty() {
        chips.push(Link::new(&*wanted.organisation, wanted.to(&wanted.standing, "", 1, day)));
    }
    chips
}

fn keep(wanted: &Wanted) -> Vec<Keep> {
    let both = [("standing", &wanted.standing), ("organisation", &wanted.organisation)];
    let chosen = both.into_iter().filter(|(_, value)| !value.is_empty());
    chosen.map(|(name, value)| Keep { name, value: value.clone() }).collect()
}
