//! What is refused, and that a refusal stores nothing.

use office::Error;
use office::import::Upload;
use office::objective::ObjectiveFilter;
use programme::answer::Said;
use programme::commitment::Answers;
use programme::import::{ImportState, Target};
use programme::objective::ProposedObjective;
use programme::round::NotThisRound;
use programme::submission::Step;
use testkit::{Boxed, moment};

fn plan_of(organisation: &str) -> Target {
    Target::Plan { plan: "a-plan".parse().unwrap(), organisation: organisation.parse().unwrap() }
}

const PLAN: &str = "# Our plan\n\n| Objectives | Action | By when | Risks | Notes | Status |\n|---|---|---|---|---|---|\n| Reach | Ask people what keeps them away | 30/4/27 | | | In progress |\n";

fn upload(organisation: &str) -> Upload {
    Upload { file: "plan.md".into(), bytes: PLAN.into(), target: plan_of(organisation) }
}

#[tokio::test]
async fn another_bodys_things_look_like_no_thing() {
    let boxed = Boxed::three_rivers(2_000).await.unwrap();
    let (office, lead) = (&boxed.office, boxed.person("lead").await.unwrap());
    let programme = boxed.person("programme.office").await.unwrap();
    let all = office.imports(&programme).await.unwrap();
    let theirs = all.iter().find(|line| line.state == ImportState::Ready).unwrap();
    assert!(matches!(office.review(&lead, theirs.id).await, Err(Error::NotFound)));
    assert!(matches!(office.original(&lead, theirs.id).await, Err(Error::NotFound)));
    let own = office.objectives(&lead, &ObjectiveFilter::default(), None).await.unwrap();
    assert!(!own.is_empty() && own.iter().all(|line| line.code.as_str() == "RTR"));
    let refused = office.receive(&lead, moment(), upload("WYB")).await;
    assert!(matches!(refused, Err(Error::NotFound)), "bringing in for another body");
}

#[tokio::test]
async fn of_two_who_confirm_at_once_exactly_one_does() {
    let boxed = Boxed::three_rivers(2_000).await.unwrap();
    let (office, programme) = (&boxed.office, boxed.person("programme.office").await.unwrap());
    let id = office.receive(&programme, moment(), upload("QTR")).await.unwrap();
    let confirm = || office.confirm(&programme, moment(), id, 1, Answers::default());
    let (one, other) = tokio::join!(confirm(), confirm());
    assert_eq!(usize::from(one.is_ok()) + usize::from(other.is_ok()), 1, "{one:?} {other:?}");
    let page = office.plan(&programme, &"a-plan".parse().unwrap(), moment().today, None).await;
    assert_eq!(page.unwrap().actions.len(), 1);
    office.verify_journal().await.unwrap();
}

#[tokio::test]
async fn a_stale_write_is_refused_and_a_board_reader_writes_nothing() {
    let boxed = Boxed::three_rivers(2_000).await.unwrap();
    let (office, board) = (&boxed.office, boxed.person("board").await.unwrap());
    let programme = boxed.person("programme.office").await.unwrap();
    let lines = office.objectives(&programme, &ObjectiveFilter::default(), None).await.unwrap();
    let id = lines.first().unwrap().id;
    let stale = office.measure_objective(&programme, moment(), id, 7, None).await;
    assert!(matches!(stale, Err(Error::Changed)), "{stale:?}");
    let refused = office.measure_objective(&board, moment(), id, 1, None).await;
    assert!(matches!(refused, Err(Error::Refused(_))), "{refused:?}");
    let refused = office.receive(&board, moment(), upload("QTR")).await;
    assert!(matches!(refused, Err(Error::Refused(_))), "{refused:?}");
}

#[tokio::test]
async fn a_plan_with_nothing_in_it_and_a_round_that_did_not_ask_are_refused() {
    let boxed = Boxed::three_rivers(2_000).await.unwrap();
    let (office, programme) = (&boxed.office, boxed.person("programme.office").await.unwrap());
    let before = office.imports(&programme).await.unwrap().len();
    let letter = Upload { bytes: b"Dear all,\n\nno plan today.\n".to_vec(), ..upload("QTR") };
    let refused = office.receive(&programme, moment(), letter).await.unwrap_err();
    assert!(refused.to_string().starts_with("“plan.md” holds nothing to keep"), "{refused}");
    let round = "1999-planning".parse().unwrap();
    let target = Target::Round { round, organisation: "QTR".parse().unwrap() };
    let refused = office.receive(&programme, moment(), Upload { target, ..upload("QTR") }).await;
    assert!(refused.unwrap_err().to_string().contains("there is 2026-planning"));
    assert_eq!(office.imports(&programme).await.unwrap().len(), before, "nothing was held");
}

#[tokio::test]
async fn a_round_that_is_closed_takes_no_answer_no_return_and_no_form() {
    let boxed = Boxed::three_rivers(2_000).await.unwrap();
    let (office, programme) = (&boxed.office, boxed.person("programme.office").await.unwrap());
    let key = "2026-planning".parse().unwrap();
    let page = office.round(&programme, &key, moment().today).await.unwrap();
    let of = |code: &str| page.returns.iter().find(|line| line.code.as_str() == code).unwrap();
    let (own, sent) = (of("QTR").submission.unwrap(), of("RTR").submission.unwrap());
    let form = office.form(&programme, &key, &"QTR".parse().unwrap()).await.unwrap();
    let waiting = office.imports(&programme).await.unwrap();
    let waiting = waiting.iter().find(|line| line.state == ImportState::Ready).unwrap().id;
    let revision = office.review(&programme, waiting).await.unwrap().import.revision;

    let said = || Said::Objective(ProposedObjective::default());
    let place = (own, office.new_answer(), None);
    office.save_answer(&programme, moment(), place, said()).await.unwrap();
    let seen = office.round_to_change(&key).await.unwrap().seen.unwrap();
    office.close_round(&programme, moment(), (&key, seen), "the Board meets").await.unwrap();

    let is_closed = |refused: Option<Error>| {
        let named =
            matches!(refused, Some(Error::NotThisRound(NotThisRound::TakesNoAnswers { .. })));
        assert!(named, "{refused:?}");
    };
    let another = (own, office.new_answer(), None);
    is_closed(office.save_answer(&programme, moment(), another, said()).await.err());
    let out = (own, place.1, 1);
    is_closed(office.remove_answer(&programme, moment(), out).await.err());
    is_closed(office.submit(&programme, moment(), (own, 2)).await.err());
    let answers = Answers::default();
    is_closed(office.confirm(&programme, moment(), waiting, revision, answers).await.err());
    let target = Target::Round { round: key.clone(), organisation: "QTR".parse().unwrap() };
    let upload = Upload { file: form.name, bytes: form.bytes, target };
    is_closed(office.receive(&programme, moment(), upload).await.err());
    for step in [Step::AskChanges, Step::Reopen] {
        let judged = office.judge(&programme, moment(), (sent, 1), step, "say more").await;
        let refused = judged.err();
        // What cannot take the step as it stands is told so.
        if !matches!(refused, Some(Error::NotNow { .. })) {
            is_closed(refused);
        }
    }
    let Error::NotThisRound(why) =
        office.save_answer(&programme, moment(), another, said()).await.unwrap_err()
    else {
        panic!("another refusal")
    };
    assert!(why.to_string().ends_with("is closed and takes no more answers"), "{why}");
    assert!(office.targets(&programme).await.unwrap().rounds.iter().all(|round| round.key != key));
}
