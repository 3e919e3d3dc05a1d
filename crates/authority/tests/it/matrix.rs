//! The whole of who may do what, as a text a non-programmer can read.

use std::fmt::Write;

use authority::policy::{Reach, Shelf, reach, view};
use authority::{Act, Actor, Refusal, permit};
use programme::id::PersonId;
use programme::person::Role;

fn mark(reach: Reach) -> &'static str {
    match reach {
        Reach::Nothing => "-",
        Reach::OwnBody => "own body",
        Reach::Everything => "all",
    }
}

fn row(title: &str, marks: impl Iterator<Item = &'static str>) -> String {
    let mut line = format!("{title:<22}");
    for mark in marks {
        write!(line, "{mark:<19}").unwrap();
    }
    line.trim_end().to_owned() + "\n"
}

#[test]
#[expect(clippy::disallowed_methods, reason = "golden files are written anew only when asked for")]
fn who_may_do_what_is_as_printed() {
    let mut matrix = row("", Role::ALL.into_iter().map(Role::label));
    matrix += "\nMay do\n";
    for act in Act::ALL {
        matrix += &row(act.key(), Role::ALL.into_iter().map(|role| mark(reach(role, act))));
    }
    matrix += "\nMay see\n";
    for shelf in Shelf::ALL {
        matrix += &row(shelf.key(), Role::ALL.into_iter().map(|role| mark(view(role, shelf))));
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/matrix.txt");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(path, &matrix).unwrap();
    }
    let agreed = std::fs::read_to_string(path).unwrap();
    assert!(matrix == agreed, "the matrix has changed; read this and run `make golden`:\n{matrix}");
}

fn lead_of(code: &str) -> Actor {
    Actor {
        person: PersonId::new(uuid::Uuid::from_u128(1)),
        name: "A lead".to_owned(),
        role: Role::OrganisationLead,
        organisation: Some(code.parse().unwrap()),
    }
}

#[test]
fn another_organisations_import_looks_like_no_import() {
    let lead = lead_of("RT1");
    let theirs = "RT2".parse().unwrap();
    assert_eq!(permit(&lead, Act::SettleImport, Some(&theirs)), Err(Refusal::NotYours));
    let ours = "RT1".parse().unwrap();
    assert!(permit(&lead, Act::SettleImport, Some(&ours)).is_ok());
    assert_eq!(permit(&lead, Act::SettleImport, None), Err(Refusal::NotYours));
}

#[test]
fn a_refusal_says_whom_to_ask() {
    let refusal = permit(&lead_of("RT1"), Act::KeepRound, None).unwrap_err();
    assert_eq!(refusal.to_string(), "Organisation lead may not do this; ask the programme office");
}
