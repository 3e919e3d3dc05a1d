//! The columns of each list, with how wide they are drawn.

use paper::write::{Column, Kind};
use programme::status::Declared;

fn columns(of: &[(&str, u16)]) -> Vec<Column> {
    let one = |(heading, width): &(&str, u16)| Column {
        heading: (*heading).to_owned(),
        width: *width,
        kind: match *heading {
            "Due" | "As at" | "Came in" | "Deadline" => Kind::Date,
            "Status said" => Kind::Text,
            "Status read" => Kind::Choice(Declared::ALL.map(|one| one.label().to_owned()).to_vec()),
            _ => Kind::Text,
        },
    };
    of.iter().map(one).collect()
}

pub(super) fn actions() -> Vec<Column> {
    columns(&[
        ("Organisation", 20),
        ("Plan", 20),
        ("Reference", 8),
        ("Group", 18),
        ("Action", 40),
        ("By when", 12),
        ("Due", 11),
        ("Responsibility", 16),
        ("Status said", 12),
        ("Status read", 12),
        ("Standing", 14),
        ("Risks", 24),
        ("Notes", 30),
    ])
}

pub(super) fn recommendations() -> Vec<Column> {
    columns(&[
        ("Organisation", 20),
        ("Plan", 20),
        ("Reference", 8),
        ("Page", 6),
        ("Section", 18),
        ("Recommendation", 40),
        ("Priority", 8),
        ("Responsibility", 16),
        ("Agreed", 8),
        ("Response", 30),
        ("By when", 12),
        ("Due", 11),
        ("Status said", 12),
        ("Standing", 14),
    ])
}

pub(super) fn risks() -> Vec<Column> {
    columns(&[
        ("Organisation", 20),
        ("Plan", 20),
        ("Risk", 40),
        ("Likelihood", 12),
        ("Impact", 12),
        ("Score", 8),
        ("Level", 12),
        ("What is done about it", 30),
        ("Owner", 16),
        ("Actions", 8),
        ("State", 12),
    ])
}

pub(super) fn communications() -> Vec<Column> {
    columns(&[
        ("Wave", 6),
        ("Organisation", 20),
        ("Audience", 20),
        ("Message", 40),
        ("Product", 16),
        ("Channel", 16),
        ("By when", 12),
        ("Due", 11),
        ("State", 12),
        ("Standing", 14),
        ("Briefed", 8),
        ("Of", 8),
    ])
}

pub(super) fn owners() -> Vec<Column> {
    columns(&[
        ("Owner", 30),
        ("Late", 8),
        ("Due soon", 8),
        ("On course", 8),
        ("No date agreed", 8),
        ("Closed", 8),
    ])
}

pub(super) fn unsure() -> Vec<Column> {
    columns(&[
        ("What", 40),
        ("Organisation", 20),
        ("Written", 16),
        ("What speaks for somebody", 40),
    ])
}

pub(super) fn committee() -> Vec<Column> {
    columns(&[
        ("Table", 14),
        ("What", 40),
        ("Owner", 16),
        ("By when", 12),
        ("Due", 11),
        ("First agreed", 12),
        ("Status said", 12),
        ("Standing", 14),
        ("Why a new date", 30),
        ("Asked by", 16),
        ("Answer", 12),
    ])
}

pub(super) fn crosswalk() -> Vec<Column> {
    columns(&[
        ("Code", 8),
        ("Asked", 30),
        ("Coverage", 12),
        ("Standing", 12),
        ("Deadline", 11),
        ("What answers it", 36),
        ("Whose", 18),
        ("What it is to it", 12),
        ("What it covers", 12),
        ("How it stands", 12),
        ("Due", 11),
        ("Days to the deadline", 16),
        ("Why", 30),
    ])
}

pub(super) fn plans() -> Vec<Column> {
    columns(&[
        ("Key", 18),
        ("Title", 40),
        ("Kind", 16),
        ("Organisation", 24),
        ("As at", 11),
        ("Things in it", 8),
        ("Open", 6),
        ("Late", 6),
    ])
}

pub(super) fn objectives() -> Vec<Column> {
    columns(&[
        ("Round", 16),
        ("Organisation", 24),
        ("Theme", 6),
        ("Sub-category", 24),
        ("Objective", 50),
        ("New", 6),
        ("Measured by", 24),
    ])
}

pub(super) fn rounds() -> Vec<Column> {
    columns(&[
        ("Round", 24),
        ("Due", 11),
        ("Organisation", 30),
        ("Came in", 11),
        ("Days late", 8),
        ("Objectives", 10),
    ])
}

pub(super) fn imports() -> Vec<Column> {
    columns(&[
        ("Document", 40),
        ("Organisation", 24),
        ("What it is", 24),
        ("State", 16),
        ("Questions open", 10),
        ("Brought in", 22),
    ])
}

pub(super) fn organisations() -> Vec<Column> {
    columns(&[("Code", 10), ("Name", 40), ("Class", 24)])
}

pub(super) fn indicators() -> Vec<Column> {
    columns(&[
        ("Key", 24),
        ("Indicator", 36),
        ("Newest period", 12),
        ("What it says", 60),
        ("Objectives judged by it", 10),
    ])
}

pub(super) fn reports() -> Vec<Column> {
    columns(&[("Report", 40), ("Issued", 22), ("By", 20), ("SHA-256", 66)])
}

pub(super) fn journal() -> Vec<Column> {
    columns(&[("Line", 8), ("When", 24), ("By", 20), ("Did", 18), ("To", 40), ("Why", 40)])
}

/// The columns of a finding: those of its table, between what it is of and what must be said of it.
pub(super) fn finding(of: &[String]) -> Vec<Column> {
    let of = of.iter().map(|heading| (heading.as_str(), 14));
    let before = [("Period", 12), ("Breakdown", 16)];
    let after = [("How it was made", 60), ("What to know before you use it", 60)];
    columns(&before.into_iter().chain(of).chain(after).collect::<Vec<_>>())
}
