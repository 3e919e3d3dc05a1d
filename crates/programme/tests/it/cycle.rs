//! The cycle of a return: how it moves, and what it becomes each time that it is sent.

use std::fmt::Write;

use jiff::civil::{Date, date};
use programme::answer::{Answer, ReviewNumber, Said, assembled};
use programme::commitment::{Making, Misfit, OfReturn, Returned, Source, Withdrawn, commit};
use programme::draft::{Account, Draft, Proposal, settle};
use programme::framework::Framework;
use programme::id::{AnswerId, PersonId, SubmissionId};
use programme::insight::{InsightKind, ProposedInsight, itemised};
use programme::objective::{Objective, ProposedObjective};
use programme::origin::Origin;
use programme::round::{NotThisRound, Round, RoundKind, RoundState, SignOffRule};
use programme::submission::{
    ProposedProgress, ProposedReview, Step, Submission, SubmissionState, WhosWho,
};
use uuid::Uuid;

#[test]
#[expect(clippy::disallowed_methods, reason = "golden files are written anew only when asked for")]
fn a_return_moves_as_is_printed() {
    let mut moves = format!("{:<16}", "");
    for step in Step::ALL {
        write!(moves, "{:<16}", step.done()).unwrap();
    }
    moves = moves.trim_end().to_owned() + "\n";
    for state in SubmissionState::ALL {
        let mut line = format!("{:<16}", state.label());
        for step in Step::ALL {
            let to = state.after(step).map_or("-", SubmissionState::label);
            write!(line, "{to:<16}").unwrap();
        }
        moves += &(line.trim_end().to_owned() + "\n");
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/moves.txt");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(path, &moves).unwrap();
    }
    let agreed = std::fs::read_to_string(path).unwrap();
    assert!(moves == agreed, "the moves have changed; read this and run `make golden`:\n{moves}");
}

#[test]
fn a_move_that_is_not_one_says_where_the_return_stands() {
    let refused = SubmissionState::Accepted.after(Step::Submit).unwrap_err();
    assert_eq!(refused.to_string(), "this return is accepted, and so it cannot be sent now");
}

fn round() -> Round {
    Round {
        key: "2026-planning".parse().unwrap(),
        title: "Planning".to_owned(),
        kind: RoundKind::Planning,
        framework: "gloucestershire-2024".parse().unwrap(),
        opens: date(2026, 9, 1),
        due: date(2026, 10, 15),
        asked: vec!["RT1".parse().unwrap()],
        state: RoundState::Draft,
        guidance: Vec::new(),
        mailbox: String::new(),
        sign_off: SignOffRule::NotNeeded,
        peer_review: None,
        reminders: vec![-7, 3],
        questions: Vec::new(),
        closed_because: String::new(),
    }
}

#[test]
fn a_round_opens_once_and_closes_over_unseen_returns_only_with_a_reason() {
    let open = round().open().unwrap();
    assert_eq!(open.clone().open(), Err(NotThisRound::Already { is: "Open" }));
    assert_eq!(open.clone().close(2, " "), Err(NotThisRound::Unseen { unseen: 2 }));
    let closed = open.close(2, "They asked to wait for their board").unwrap();
    assert_eq!(closed.state, RoundState::Closed);
    assert_eq!(closed.close(0, ""), Err(NotThisRound::Already { is: "Closed" }));
    let nobody = Round { asked: Vec::new(), ..round() };
    assert_eq!(nobody.open(), Err(NotThisRound::AsksNobody));
    let backwards = Round { due: date(2026, 8, 1), ..round() };
    assert!(matches!(backwards.open(), Err(NotThisRound::DueBeforeItOpens { .. })));
}

#[test]
fn late_is_by_days_and_reminders_come_on_their_days() {
    let open = round().open().unwrap();
    let late = |day: Date| open.days_late(day);
    assert_eq!(
        (late(date(2026, 10, 15)), late(date(2026, 10, 16)), late(date(2026, 9, 1))),
        (0, 1, 0)
    );
    let on = |day: Date| open.reminds_on(day);
    assert!(on(date(2026, 10, 8)) && on(date(2026, 10, 18)) && !on(date(2026, 10, 15)));
    assert!(!round().reminds_on(date(2026, 10, 8)), "nobody is reminded of a draft");
}

#[test]
fn boxes_become_items_and_lose_nothing_but_the_mark() {
    let review = ProposedReview {
        support_needs: "• Help with linking records\n\n- A place on the estates group".to_owned(),
        lessons_learned: "Ask people first".to_owned(),
        ..ProposedReview::default()
    };
    let items = itemised(&review);
    let said: Vec<_> = items.iter().map(|one| (one.kind, one.words.as_str())).collect();
    let expected = [
        (InsightKind::SupportNeed, "Help with linking records"),
        (InsightKind::SupportNeed, "A place on the estates group"),
        (InsightKind::Lesson, "Ask people first"),
    ];
    assert_eq!(said, expected);
}

fn standing(state: SubmissionState) -> Submission {
    Submission {
        id: SubmissionId::new(Uuid::from_u128(1)),
        round: "2026-planning".parse().unwrap(),
        organisation: "RT1".parse().unwrap(),
        state,
        who: WhosWho::default(),
        reviews: Vec::new(),
        received: None,
        because: String::new(),
        signed_off: None,
        origin: Origin::Typed,
    }
}

fn answer(number: u128, said: Said) -> Answer {
    Answer {
        id: AnswerId::new(Uuid::from_u128(number)),
        submission: SubmissionId::new(Uuid::from_u128(1)),
        organisation: "RT1".parse().unwrap(),
        position: u16::try_from(number).unwrap(),
        said,
    }
}

fn objective(number: u128, words: &str) -> Answer {
    let promise = ProposedObjective {
        objective: words.to_owned(),
        sub_category: Some("B3".parse().unwrap()),
        ..ProposedObjective::default()
    };
    answer(number, Said::Objective(promise))
}

fn need(number: u128, words: &str) -> Answer {
    let (kind, words) = (InsightKind::SupportNeed, words.to_owned());
    answer(number, Said::Insight(ProposedInsight { kind, words, ..ProposedInsight::default() }))
}

/// Sends the answers of a return, and says what would be kept.
fn sent(answers: &[Answer], returned: &Returned) -> Result<OfReturn, Misfit> {
    let text = include_str!("../../../../data/frameworks/gloucestershire-2024.toml");
    let framework = Framework::from_toml(text).unwrap();
    let draft = Draft {
        proposal: Proposal::Return(assembled(answers, ReviewNumber(2))),
        doubts: Vec::new(),
        account: Account::default(),
        columns: Vec::new(),
    };
    let settled = settle(draft, &[], PersonId::new(Uuid::from_u128(2))).unwrap();
    let mut drawn = 1000;
    let making = Making {
        source: Source::Answers { submission: &returned.submission.0, origin: &Origin::Typed },
        framework: Some(&framework),
        standing: None,
        returned: Some(returned),
        earlier: &[],
        received: date(2026, 10, 1),
        draw: || {
            drawn += 1;
            Uuid::from_u128(drawn)
        },
    };
    Ok(commit(&settled, making)?.submission().unwrap().clone())
}

fn before(state: SubmissionState) -> Returned {
    Returned {
        submission: (standing(state), 3),
        objectives: Vec::new(),
        insights: Vec::new(),
        answers: Vec::new(),
    }
}

/// The return as it stands once that was kept.
fn after(kept: &OfReturn, state: SubmissionState) -> Returned {
    Returned {
        submission: (Submission { state, ..kept.submission.noun.clone() }, 5),
        objectives: kept.objectives.iter().map(|one| (one.noun.clone(), 1)).collect(),
        insights: kept.insights.iter().map(|one| (one.noun.clone(), 1)).collect(),
        answers: Vec::new(),
    }
}

#[test]
fn sending_makes_objectives_of_answers_under_their_own_identity() {
    let answers = [objective(11, "Fewer missed visits"), need(12, "An analyst")];
    let kept = sent(&answers, &before(SubmissionState::InProgress)).unwrap();
    assert_eq!(kept.submission.seen, Some(3));
    assert_eq!(kept.submission.noun.state, SubmissionState::Submitted);
    assert_eq!(kept.submission.noun.received, Some(date(2026, 10, 1)));
    let promised = &kept.objectives[0].noun;
    assert_eq!((promised.id, promised.position), (answers[0].objective(), 1));
    assert_eq!(kept.insights[0].noun.said.words, "An analyst");
    assert_eq!(kept.submission.noun.reviews[0].support_needs, "An analyst");
}

#[test]
fn what_is_sent_again_is_a_change_with_a_reason_and_what_is_gone_is_withdrawn() {
    let answers =
        [objective(11, "Fewer missed visits"), objective(13, "Shorter waits"), need(12, "Help")];
    let first = sent(&answers, &before(SubmissionState::InProgress)).unwrap();
    let standing = after(&first, SubmissionState::ChangesAsked);
    let again = sent(&[objective(11, "Far fewer missed visits"), need(12, "Help")], &standing);
    let again = again.unwrap();
    assert_eq!(again.objectives.len(), 1, "only what says something else");
    let changed = &again.objectives[0];
    assert_eq!((changed.noun.id, changed.seen), (answers[0].objective(), Some(1)));
    assert_eq!(changed.reason.as_deref(), Some("the return was sent again"));
    assert_eq!(again.withdrawn, [Withdrawn::Objective(answers[1].objective(), 1)]);
    assert!(again.insights.is_empty());
    assert_eq!(again.submission.noun.received, Some(date(2026, 10, 1)), "the first day stays");
}

#[test]
fn a_return_that_was_sent_is_not_sent_again_until_it_is_sent_back() {
    let refused = sent(&[objective(11, "Fewer")], &before(SubmissionState::Accepted)).unwrap_err();
    assert_eq!(refused.to_string(), "this return is accepted, and so it cannot be sent now");
}

#[test]
fn a_return_that_says_nothing_is_not_sent() {
    let who = answer(10, Said::Who(WhosWho::default()));
    let refused = sent(&[who], &before(SubmissionState::InProgress)).unwrap_err();
    assert_eq!(refused, Misfit::Nothing);
}

#[test]
fn progress_is_told_of_an_objective_of_the_body_alone() {
    let row = |about: Option<Uuid>| ProposedProgress {
        objective: "Fewer missed visits".to_owned(),
        progress: "Two clinics moved".to_owned(),
        about: about.map(programme::id::ObjectiveId::new),
        ..ProposedProgress::default()
    };
    let foreign = answer(11, Said::Progress(row(Some(Uuid::from_u128(77)))));
    let kept = sent(&[foreign], &before(SubmissionState::InProgress)).unwrap();
    assert_eq!(kept.submission.noun.reviews[0].rows[0].about, None);
}

/// The objectives of a return, by their words.
fn words(objectives: &[Objective]) -> Vec<&str> {
    objectives.iter().map(|one| one.promise.objective.as_str()).collect()
}

#[test]
fn the_order_of_answers_is_the_order_of_promises() {
    let answers = [objective(11, "One"), objective(12, "Two"), objective(13, "Three")];
    let kept = sent(&answers, &before(SubmissionState::NotStarted)).unwrap();
    let nouns: Vec<Objective> = kept.objectives.into_iter().map(|one| one.noun).collect();
    assert_eq!(words(&nouns), ["One", "Two", "Three"]);
}
