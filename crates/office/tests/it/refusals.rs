//! What is refused, and that a refusal stores nothing.

use office::Error;
use office::import::Upload;
use office::objective::ObjectiveFilter;
use programme::commitment::Answers;
use programme::import::{ImportState, Target};
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
