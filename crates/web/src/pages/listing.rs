//! A long list that can be filtered and put in order, and is shown a hundred at a time.

use office::Office;
use office::register::{Filter, OnPage, Order, Register};
use programme::standing::Stands;
use programme::status::Declared;
use programme::wording::folded;
use serde::Serialize;

use crate::forms::as_at::{AsAt, Asked, Control, Keep};
use crate::pages::view::{Saved, saved};
use crate::problem::{Problem, count, encoded, sentence};
use crate::views::{Choosable, Link, STANDINGS, Wrong, counts_by};
use crate::visitor::Visitor;

/// How many stand on a page.
const PAGE: u64 = 100;

/// How many letters of what was typed are looked at; no name of anything is longer.
const LETTERS: usize = 200;

/// The orders but the one that a list has of itself, with what each is called.
const ORDERS: [(&str, Order, &str); 3] = [
    ("due", Order::Due, "By when"),
    ("organisation", Order::Organisation, "Organisation, then by when"),
    ("told", Order::Told, "Last told of"),
];

/// What an address says of a list: the filter, and the words for it that mean something.
pub(crate) struct Said {
    pub(crate) filter: Filter,
    words: Vec<(&'static str, String)>,
}

impl Said {
    /// Reads the filter. What is none, such as a standing that we do not know, does not narrow the
    /// list, and is not said again.
    pub(crate) fn of(asked: &Asked) -> Self {
        let get = |name: &str| -> String {
            let typed = asked.get(name).map_or("", |value| value.trim());
            typed.chars().filter(|letter| !letter.is_control()).take(LETTERS).collect()
        };
        let looked_for = |name: &str| Some(get(name)).filter(|text| !folded(text).is_empty());
        let key = get("sort");
        let order = ORDERS.iter().find(|(known, ..)| *known == key);
        let filter = Filter {
            organisation: get("organisation"),
            plan: get("plan"),
            stands: Stands::of_key(&get("standing")),
            declared: Declared::of_key(&get("status")),
            owner: looked_for("owner").unwrap_or_default(),
            words: looked_for("q").unwrap_or_default(),
            order: order.map_or(Order::Plan, |(_, order, _)| *order),
        };
        let all = [
            ("q", filter.words.clone()),
            ("standing", filter.stands.map_or("", Stands::key).to_owned()),
            ("status", filter.declared.map_or("", Declared::key).to_owned()),
            ("owner", filter.owner.clone()),
            ("organisation", filter.organisation.clone()),
            ("plan", filter.plan.clone()),
            ("sort", order.map_or("", |(key, ..)| key).to_owned()),
        ];
        let words = all.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        Self { filter, words }
    }

    fn get(&self, name: &str) -> &str {
        self.words.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value)
    }
}

/// What the address asks for.
pub(crate) struct Wanted {
    address: &'static str,
    /// What of it changed, as the address of changes names it.
    changes: &'static str,
    said: Said,
    page: u64,
    size: u64,
}

impl Wanted {
    pub(crate) fn of(asked: &Asked, (address, changes): (&'static str, &'static str)) -> Self {
        let page = asked.get("page").and_then(|page| page.trim().parse().ok()).unwrap_or(1);
        Self { address, changes, said: Said::of(asked), page, size: PAGE }
    }

    /// The same with so many on a page.
    pub(crate) fn with_size(self, size: u64) -> Self {
        Self { size, ..self }
    }

    pub(crate) fn filter(&self) -> &Filter {
        &self.said.filter
    }

    /// What the list is narrowed to, as an address says it after its path.
    pub(crate) fn query(&self, day: &AsAt) -> String {
        self.at_page(1, day).strip_prefix(self.address).unwrap_or_default().to_owned()
    }

    pub(crate) fn on_page(&self) -> OnPage {
        OnPage { page: self.page, size: self.size }
    }

    /// The address of this list on another page.
    fn at_page(&self, page: u64, day: &AsAt) -> String {
        let page = (page > 1).then(|| ("page", page.to_string()));
        let words = self.said.words.iter().cloned().chain(page);
        address(self.address, words, day)
    }

    /// The address of the list of actions that stand one way, narrowed as this one is.
    pub(crate) fn list_of(&self, standing: &'static str, day: &AsAt) -> String {
        let others = self.said.words.iter().filter(|(known, _)| *known != "standing").cloned();
        address("/actions", others.chain([("standing", standing.to_owned())]), day)
    }

    /// The address of this list with another choice of one thing, or none.
    fn with(&self, name: &'static str, value: &str, day: &AsAt) -> String {
        let others = self.said.words.iter().filter(|(known, _)| *known != name).cloned();
        let chosen = (!value.is_empty()).then(|| (name, value.to_owned()));
        address(self.address, others.chain(chosen), day)
    }
}

fn address(
    beginning: &str,
    words: impl Iterator<Item = (&'static str, String)>,
    day: &AsAt,
) -> String {
    let day = day.past().map(|day| ("as-at", day.to_string()));
    let said: Vec<String> =
        words.chain(day).map(|(name, value)| format!("{name}={}", encoded(&value))).collect();
    if said.is_empty() { beginning.to_owned() } else { format!("{beginning}?{}", said.join("&")) }
}

/// A page of a list, but for its rows.
#[derive(Serialize)]
pub(crate) struct Listing {
    address: &'static str,
    all: u64,
    found: u64,
    first: u64,
    last: u64,
    /// How many stand how, unless one standing was chosen.
    counts: String,
    choices: Choices,
    typed: Typed,
    sorts: Sorts,
    chips: Vec<Link>,
    previous: Option<String>,
    next: Option<String>,
    /// What the list is narrowed to, as an address says it.
    query: String,
    rule: String,
    as_at: Control,
    errors: Vec<Wrong>,
}

/// What can be chosen.
#[derive(Serialize)]
struct Choices {
    standings: Vec<Choosable>,
    organisations: Vec<Choosable>,
    plans: Vec<Choosable>,
    statuses: Vec<Choosable>,
    orders: Vec<Choosable>,
}

/// What is typed.
#[derive(Serialize)]
struct Typed {
    q: String,
    owner: String,
}

/// The columns by which the list is put in order.
#[derive(Serialize)]
struct Sorts {
    plan: Sort,
    due: Sort,
}

#[derive(Serialize)]
struct Sort {
    href: String,
    current: bool,
}

/// A page of a list.
#[derive(Serialize)]
pub(crate) struct Listed<R> {
    #[serde(flatten)]
    listing: Listing,
    rows: Vec<R>,
    /// The views of it that the visitor saved.
    saved: Option<Saved>,
}

impl<R> Listed<R> {
    /// The same with the views of it that the visitor saved.
    pub(crate) async fn with_views(
        self,
        office: &Office,
        visitor: &Visitor,
    ) -> Result<Self, Problem> {
        let query = self.listing.query.trim_start_matches('?');
        let saved = saved(office, visitor, (self.listing.address, query)).await?;
        Ok(Self { saved, ..self })
    }
}

impl Listing {
    /// The page of a register, as it was asked for.
    pub(crate) fn of<L>(register: &Register<L>, wanted: &Wanted, day: &AsAt) -> Self {
        let Register { lines, all, found, counts, page, before, .. } = register;
        let last = before + count(lines.len());
        let counted = |key: &str| {
            let stands = Stands::of_key(key);
            stands.and_then(|stands| counts.get(&stands)).copied().unwrap_or(0)
        };
        let said = &wanted.said;
        let narrowed = said.filter.stands.is_some();
        Self {
            address: wanted.address,
            all: *all,
            found: *found,
            first: before + 1,
            last,
            counts: if narrowed { String::new() } else { counts_by(counted) },
            choices: choices(register, said),
            typed: Typed { q: said.filter.words.clone(), owner: said.filter.owner.clone() },
            sorts: Sorts {
                plan: Sort {
                    href: wanted.with("sort", "", day),
                    current: said.filter.order == Order::Plan,
                },
                due: Sort {
                    href: wanted.with("sort", "due", day),
                    current: said.filter.order == Order::Due,
                },
            },
            chips: chips(register, wanted, day),
            previous: (*page > 1).then(|| wanted.at_page(page - 1, day)),
            next: (last < *found).then(|| wanted.at_page(page + 1, day)),
            query: wanted.query(day),
            rule: register.rule.words(),
            as_at: day.control(wanted.address, keep(said)).with_changes(wanted.changes),
            errors: day.errors(),
        }
    }

    /// The page with its rows.
    pub(crate) fn with<R>(self, rows: Vec<R>) -> Listed<R> {
        Listed { listing: self, rows, saved: None }
    }
}

fn choices<L>(register: &Register<L>, said: &Said) -> Choices {
    let any = |words: &str, name: &str| Choosable::new("", words, said.get(name));
    let with = |first: Choosable, others: Vec<Choosable>| {
        core::iter::once(first).chain(others).collect::<Vec<_>>()
    };
    let standing =
        |(key, words): &(&str, &str)| Choosable::new(*key, sentence(words), said.get("standing"));
    let body = |name: &String| Choosable::new(name, name, said.get("organisation"));
    let plan = |(key, title): (&_, &String)| {
        let key = format!("{key}");
        let title = if title.trim().is_empty() { &key } else { title };
        Choosable::new(&*key, title, said.get("plan"))
    };
    let status = |one: Declared| Choosable::new(one.key(), one.label(), said.get("status"));
    let order =
        |(key, _, words): &(&str, Order, &str)| Choosable::new(*key, *words, said.get("sort"));
    Choices {
        standings: with(any("Any", "standing"), STANDINGS.iter().map(standing).collect()),
        organisations: with(
            any("Every organisation", "organisation"),
            register.organisations.iter().map(body).collect(),
        ),
        plans: with(any("Every plan", "plan"), register.plans.iter().map(plan).collect()),
        statuses: with(any("Any", "status"), Declared::ALL.into_iter().map(status).collect()),
        orders: with(any("Plan by plan", "sort"), ORDERS.iter().map(order).collect()),
    }
}

/// What is chosen, each with the address of the list without it.
fn chips<L>(register: &Register<L>, wanted: &Wanted, day: &AsAt) -> Vec<Link> {
    let said = wanted.said.words.iter();
    let chip = |(name, value): &(&'static str, String)| {
        Link::new(chip(register, name, value), wanted.with(name, "", day))
    };
    said.map(chip).collect()
}

/// One choice in words.
fn chip<L>(register: &Register<L>, name: &str, value: &str) -> String {
    match name {
        "q" => format!("“{value}”"),
        "standing" => {
            let known = STANDINGS.iter().find(|(key, _)| *key == value);
            known.map_or_else(|| value.to_owned(), |(_, words)| sentence(words))
        }
        "status" => {
            let said = Declared::of_key(value).map_or(value, |declared| declared.label());
            format!("Said: {said}")
        }
        "owner" => format!("Owner: {value}"),
        "plan" => {
            let known = register.plans.iter().find(|(key, _)| key.as_str() == value);
            let title = known.map(|(_, title)| title.as_str());
            title.filter(|title| !title.trim().is_empty()).unwrap_or(value).to_owned()
        }
        "sort" => {
            let known = ORDERS.iter().find(|(key, ..)| *key == value);
            format!("Order: {}", known.map_or(value, |(_, _, words)| words))
        }
        _ => value.to_owned(),
    }
}

fn keep(said: &Said) -> Vec<Keep> {
    said.words.iter().map(|(name, value)| Keep { name, value: value.clone() }).collect()
}
