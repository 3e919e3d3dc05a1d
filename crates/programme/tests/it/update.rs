//! How an action or a recommendation moves by what is told of it.

use jiff::civil::{Date, date};
use programme::by_when::ByWhen;
use programme::id::PersonId;
use programme::responsibility::Responsibility;
use programme::status::{Declared, Status};
use programme::update::{Course, NotNow, Stand, Step};
use proptest::prelude::*;
use uuid::Uuid;

const TODAY: Date = date(2026, 11, 1);

fn person(number: u128) -> PersonId {
    PersonId::new(Uuid::from_u128(number))
}

fn stand() -> Stand {
    Stand {
        status: Status::read("To be started"),
        by_when: ByWhen::read("30 September 2026"),
        owner: Responsibility::read("DsPH?"),
        course: Course::default(),
    }
}

fn told(stand: Stand, step: &Step, who: u128, words: &str) -> Result<Stand, NotNow> {
    stand.after(step, (person(who), words), (date(2026, 10, 20), TODAY))
}

#[test]
fn a_date_moves_only_when_somebody_else_agrees_and_the_first_stays() {
    let ask = Step::AskDate(ByWhen::read("30 June 2027"));
    let asked = told(stand(), &ask, 1, "The clinic moves").unwrap();
    assert_eq!(asked.by_when, stand().by_when, "asking moves nothing");
    assert_eq!(told(asked.clone(), &Step::AgreeDate, 1, ""), Err(NotNow::Oneself));
    assert_eq!(told(asked.clone(), &ask, 1, "Again"), Err(NotNow::AskedAlready));
    let agreed = told(asked.clone(), &Step::AgreeDate, 2, "").unwrap();
    assert_eq!(agreed.by_when.words, "30 June 2027");
    let again = told(agreed, &Step::AskDate(ByWhen::read("June 2028")), 1, "Once more").unwrap();
    let again = told(again, &Step::AgreeDate, 2, "").unwrap();
    assert_eq!(again.course.first, Some(stand().by_when), "the first date, and not the second");
    let refused = told(asked, &Step::RefuseDate, 2, "It was moved twice").unwrap();
    assert_eq!((refused.by_when, refused.course.asked), (stand().by_when, None));
    let soon = Step::AskDate(ByWhen::read("soon"));
    assert_eq!(told(stand(), &soon, 1, "x"), Err(NotNow::NoDate("soon".to_owned())));
}

#[test]
fn complete_is_asked_and_seen_by_somebody_else() {
    let asked = told(stand(), &Step::AskCompletion, 1, "").unwrap();
    assert_eq!(asked.status.declared, Declared::AwaitingConfirmation);
    assert_eq!(told(asked.clone(), &Step::Verify, 1, ""), Err(NotNow::Oneself));
    let seen = told(asked.clone(), &Step::Verify, 2, "").unwrap();
    assert_eq!(seen.status.declared, Declared::Complete);
    let not = told(asked, &Step::NotVerified, 2, "No minutes").unwrap();
    assert_eq!((not.status.declared, not.course.completion), (Declared::InProgress, None));
    assert_eq!(told(not, &Step::Verify, 2, ""), Err(NotNow::NotComplete));
    let on = Step::Progress(Status::read("Completed"));
    assert_eq!(told(stand(), &on, 1, "Done"), Err(NotNow::ClosesInPassing));
    assert_eq!(told(seen.clone(), &Step::AskCompletion, 1, ""), Err(NotNow::Closed));
    let open = told(seen, &Step::Reopen, 2, "It lapsed").unwrap();
    assert_eq!(open.status.declared, Declared::InProgress);
    assert_eq!(told(open, &Step::Reopen, 2, "x"), Err(NotNow::NotClosed));
}

#[test]
fn progress_keeps_the_word_that_people_used_and_speaks_of_no_day_to_come() {
    let step = Step::Progress(Status::read("On track – nine in post"));
    let moved = told(stand(), &step, 1, "Nine in post").unwrap();
    assert_eq!(moved.status, Status::read("On track – nine in post"));
    assert_eq!(moved.course.told, Some(date(2026, 10, 20)));
    let silent = Step::Progress(Status::default());
    assert_eq!(told(moved.clone(), &silent, 1, "More").unwrap().status, moved.status);
    assert_eq!(told(stand(), &step, 1, "  "), Err(NotNow::Blank));
    let ahead = stand().after(&step, (person(1), "x"), (date(2026, 11, 2), TODAY));
    assert_eq!(ahead, Err(NotNow::Ahead));
}

#[test]
fn an_owner_is_named_without_a_doubt_and_who_was_written_first_stays() {
    let name = |words: &str| Step::NameOwner(Responsibility::read(words));
    for nobody in ["", "DPH?", " / "] {
        assert_eq!(told(stand(), &name(nobody), 1, ""), Err(NotNow::NobodyNamed), "{nobody}");
    }
    let named = told(stand(), &name("DPH"), 1, "").unwrap();
    assert_eq!((named.owner.words.as_str(), named.owner.uncertain), ("DPH", false));
    assert_eq!(named.course.told, None, "who owns it is no news of how it goes");
    let again = told(named, &name("Head of Care"), 2, "They moved").unwrap();
    assert_eq!(again.course.owner, Some(stand().owner));
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        Just(Step::Progress(Status::read("In progress"))),
        Just(Step::Progress(Status::read("Delayed"))),
        Just(Step::AskDate(ByWhen::read("1 May 2027"))),
        Just(Step::AskDate(ByWhen::read("1 May 2028"))),
        Just(Step::AgreeDate),
        Just(Step::RefuseDate),
        Just(Step::AskCompletion),
        Just(Step::Verify),
        Just(Step::NotVerified),
        Just(Step::Supersede),
        Just(Step::NotAdopt),
        Just(Step::Reopen),
        Just(Step::NameOwner(Responsibility::read("DPH"))),
        Just(Step::NameOwner(Responsibility::read("Head of Care"))),
    ]
}

proptest! {
    /// Whatever is told in whatever order: neither the first date nor the first owner is lost, nobody answers what they
    /// asked, and nothing is complete that another did not see.
    #[test]
    fn however_it_goes_the_first_date_is_known_and_two_people_close_it(
        steps in prop::collection::vec((any_step(), 1_u128..3), 1..24)
    ) {
        let mut now = stand();
        let mut asked = None;
        for (step, who) in steps {
            let before = now.clone();
            let Ok(after) = told(before.clone(), &step, who, "Because") else { continue };
            if step == Step::AskCompletion {
                asked = Some(who);
            }
            if after.status.declared == Declared::Complete {
                prop_assert!(asked.is_some_and(|one| one != who));
            }
            if after.by_when != before.by_when {
                prop_assert_eq!(&step, &Step::AgreeDate);
            }
            let first = after.course.first.as_ref().unwrap_or(&after.by_when);
            prop_assert_eq!(first, &stand().by_when);
            prop_assert_eq!(after.course.owner.as_ref().unwrap_or(&after.owner), &stand().owner);
            now = after;
        }
    }
}
