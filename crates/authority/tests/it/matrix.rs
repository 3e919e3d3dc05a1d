//! The whole of who may do what, as a text a non-programmer can read.

use std::fmt::Write;

use authority::policy::{Reach, Shelf, reach, view};
use authority::sight::Extent;
use authority::{Act, Actor, Refusal, permit, sight, sight_of_history, sight_of_reviewed};
use programme::id::{By, LinkId, PeerReviewId, PersonId, SubmissionId};
use programme::link::Link;
use programme::organisation::{Class, Organisation};
use programme::peer_review::{PeerReview, PeerReviewState};
use programme::person::Role;

fn mark(reach: Reach) -> &'static str {
    match reach {
        Reach::Nothing => "-",
        Reach::OneSubmission => "one return",
        Reach::Oneself => "oneself",
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
        by: By::Person(PersonId::new(uuid::Uuid::from_u128(1))),
        name: "A lead".to_owned(),
        role: Role::OrganisationLead,
        organisation: Some(code.parse().unwrap()),
        submission: None,
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

fn submission(number: u128) -> SubmissionId {
    SubmissionId::new(uuid::Uuid::from_u128(number))
}

#[test]
fn the_bearer_of_a_link_sees_one_return_and_writes_in_no_other() {
    let link = Link {
        id: LinkId::new(uuid::Uuid::from_u128(9)),
        submission: submission(4),
        round: "2026-planning".parse().unwrap(),
        organisation: "RT1".parse().unwrap(),
        sent_to: "the manager of a charity".to_owned(),
        expires: "2026-12-01T09:00:00Z".parse().unwrap(),
        revoked: false,
    };
    let bearer = Actor::from(&link);
    assert_eq!(sight(&bearer, Shelf::Answers).extent(), Extent::Submission(submission(4)));
    assert_eq!(sight(&bearer, Shelf::Imports).extent(), Extent::Nothing);
    let body = "RT1".parse().unwrap();
    let permit = permit(&bearer, Act::AnswerSubmission, Some(&body)).unwrap();
    assert!(permit.opens(submission(4)) && !permit.opens(submission(5)));
    assert_eq!(permit.by(), By::Link(link.id));
}

#[test]
fn a_reviewer_sees_the_return_reviewed_and_nothing_else_of_its_body() {
    let review = PeerReview {
        id: PeerReviewId::new(uuid::Uuid::from_u128(7)),
        round: "2026-review".parse().unwrap(),
        reviewer: "RT1".parse().unwrap(),
        reviewed: "RT2".parse().unwrap(),
        submission: submission(4),
        state: PeerReviewState::Proposed,
        strengths: String::new(),
        stretch: String::new(),
        questions: String::new(),
        answer: String::new(),
        agreed: String::new(),
        learning: String::new(),
    };
    let seen = |code| sight_of_reviewed(&lead_of(code), &review);
    assert_eq!(seen("RT1").extent(), Extent::Submission(submission(4)));
    assert_eq!(seen("RT2").extent(), Extent::Nothing);
    let analyst = Actor { role: Role::Analyst, ..lead_of("RT1") };
    assert_eq!(sight_of_reviewed(&analyst, &review).extent(), Extent::Nothing);
}

#[test]
fn history_follows_a_body_and_never_runs_before_it() {
    let body = |code: &str, successors: &[&str]| Organisation {
        successors: successors.iter().map(|code| code.parse().unwrap()).collect(),
        ..Organisation::new(code.parse().unwrap(), code, Class::Trust)
    };
    let bodies = [body("PCT", &["CCG"]), body("CCG", &["ICB"]), body("ICB", &[]), body("RT1", &[])];
    let seen = |actor: &Actor, shelf| -> Vec<String> {
        let sight = sight_of_history(actor, shelf, &bodies);
        if let Extent::Bodies(codes) = sight.extent() {
            codes.iter().map(ToString::to_string).collect()
        } else {
            vec![format!("{:?}", sight.extent())]
        }
    };
    assert_eq!(seen(&lead_of("ICB"), Shelf::Promises), ["CCG", "ICB", "PCT"]);
    assert_eq!(
        seen(&lead_of("CCG"), Shelf::Promises),
        ["CCG", "PCT"],
        "what follows is not theirs"
    );
    assert_eq!(seen(&lead_of("RT1"), Shelf::Promises), ["RT1"]);
    assert_eq!(seen(&lead_of("ICB"), Shelf::Journal), ["Nothing"]);
    let analyst = Actor { role: Role::Analyst, ..lead_of("ICB") };
    assert_eq!(seen(&analyst, Shelf::Promises), ["Everything"]);
    let circle = [body("ICB", &["CCG"]), body("CCG", &["ICB"])];
    let own = sight_of_history(&lead_of("ICB"), Shelf::Promises, &circle);
    assert!(matches!(own.extent(), Extent::Bodies(codes) if codes.len() == 1));
}
