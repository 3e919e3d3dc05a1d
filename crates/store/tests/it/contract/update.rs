//! Updates: what is told of an action is added, moves it, and is told apart by its day.

use authority::Act;
use jiff::civil::{Date, date};
use programme::action::Action;
use programme::attachment::AttachedFile;
use programme::by_when::ByWhen;
use programme::id::UpdateId;
use programme::person::Role;
use programme::status::{Declared, Status};
use programme::update::{About, Evidence, NotNow, Step, Update};
use store::{AsAt, Error, Store, Verdict, WhichActions};

use crate::bed::Bed;
use crate::region::{
    all, at, body, draw, hash, keep, lead, may, of_plan, plan_import, region_may, sees, settle_in,
    someone,
};

fn update(of: &Action, step: Step, words: &str, on: Date) -> Update {
    Update {
        id: UpdateId::new(draw()),
        about: About::Action(of.id),
        plan: of.plan,
        organisation: body("RRV"),
        on,
        step,
        words: words.to_owned(),
        evidence: Vec::new(),
    }
}

async fn an_action(store: &Store) -> Action {
    settle_in(store).await;
    let kept = keep(store, &plan_import("one", "RRV", date(2026, 1, 1), 1)).await;
    of_plan(&kept).2[0].clone()
}

async fn now(store: &Store) -> (i64, Action) {
    on(store, AsAt::Now).await
}

async fn on(store: &Store, as_at: AsAt) -> (i64, Action) {
    let which = WhichActions::default();
    let kept = store.actions(&all(), &which, as_at).await.unwrap().remove(0);
    (kept.revision, kept.noun)
}

pub(super) async fn what_is_told_of_an_action_moves_it_and_stays(bed: &Bed) {
    let store = &bed.store;
    let action = an_action(store).await;
    let first = action.said.by_when.clone();
    let own = may(&lead("RRV"), Act::TellUpdate, Some("RRV"));
    let noon = at("2026-11-01T12:00:00Z");
    let said = Step::Progress(Status::read("Well under way"));
    let progress = update(&action, said, "Two wards asked", date(2026, 10, 20));
    assert_eq!(store.tell(&own, noon, 1, &progress).await.unwrap(), 2);
    let twice = store.tell(&own, noon, 1, &progress).await;
    assert!(matches!(twice, Err(Error::AlreadyKept { .. })), "{twice:?}");
    let other = update(&action, Step::AskCompletion, "", date(2026, 10, 20));
    let stale = store.tell(&own, noon, 1, &other).await;
    assert!(matches!(stale, Err(Error::Changed { seen: 1, newest: 2, .. })), "{stale:?}");

    let ask = Step::AskDate(ByWhen::read("30 June 2027"));
    let asked = update(&action, ask, "The clinic moves", date(2026, 11, 1));
    store.tell(&own, noon, 2, &asked).await.unwrap();
    let agree = update(&action, Step::AgreeDate, "", date(2026, 11, 1));
    let wrong = store.tell(&own, noon, 3, &agree).await;
    assert!(matches!(wrong, Err(Error::WrongPermit { .. })), "{wrong:?}");
    store.tell(&region_may(Act::AnswerDate), noon, 3, &agree).await.unwrap();
    let (revision, moved) = now(store).await;
    assert_eq!((revision, moved.said.by_when.words.as_str()), (4, "30 June 2027"));
    assert_eq!(moved.course.first, Some(first.clone()));

    let done = update(&action, Step::AskCompletion, "", date(2026, 11, 1));
    store.tell(&own, noon, 4, &done).await.unwrap();
    let auditor = may(&someone(Role::Auditor, None), Act::VerifyCompletion, Some("RRV"));
    let seen = update(&action, Step::Verify, "Saw the rota", date(2026, 11, 1));
    store.tell(&auditor, noon, 5, &seen).await.unwrap();
    assert_eq!(now(store).await.1.said.status.declared, Declared::Complete);
    let late = update(&action, Step::AskCompletion, "", date(2026, 11, 1));
    let closed = store.tell(&own, noon, 6, &late).await;
    assert!(matches!(closed, Err(Error::NotTold(NotNow::Closed))), "{closed:?}");

    // Each day shows what was true on it: the update of 20 October, and no date that came later.
    let (_, then) = on(store, AsAt::Day(date(2026, 10, 25))).await;
    assert_eq!((then.said.status.words.as_str(), &then.said.by_when), ("Well under way", &first));
    let (_, before) = on(store, AsAt::Day(date(2026, 10, 19))).await;
    assert_eq!(before.said, action.said);
    let about = About::Action(action.id);
    let told = store.updates(&all(), about, AsAt::Now).await.unwrap();
    let words: Vec<_> = told.iter().map(|kept| kept.noun.step.key()).collect();
    assert_eq!(words.len(), 5);
    assert_eq!(words.last(), Some(&"progress"));
    let then = store.updates(&all(), about, AsAt::Day(date(2026, 10, 25))).await.unwrap();
    assert_eq!(then.len(), 1);
    assert!(matches!(store.verify_journal().await.unwrap(), Verdict::Whole { .. }));
}

pub(super) async fn a_file_that_shows_it_is_kept_with_the_update_or_not_at_all(bed: &Bed) {
    let store = &bed.store;
    let action = an_action(store).await;
    let about = About::Action(action.id);
    let own = may(&lead("RRV"), Act::TellUpdate, Some("RRV"));
    let now = at("2026-11-01T12:00:00Z");
    let bytes = b"Two wards answered".as_slice();
    let step = Step::Progress(Status::default());
    let mut told = update(&action, step, "See the minutes", date(2026, 10, 20));
    let wrong = AttachedFile::new("Minutes", "minutes.txt", (bytes, "0".repeat(64))).unwrap();
    told.evidence = vec![Evidence::File(wrong.clone())];
    let misfit = store.tell_with(&own, now, (1, &told), bytes).await;
    assert!(matches!(misfit, Err(Error::Misfit { .. })), "{misfit:?}");
    let right = AttachedFile { sha256: hash(bytes), ..wrong };
    told.evidence = vec![Evidence::File(right.clone())];
    let stale = store.tell_with(&own, now, (7, &told), bytes).await;
    assert!(matches!(stale, Err(Error::Changed { .. })), "{stale:?}");
    let kept = format!("SELECT sha256 FROM document WHERE sha256 = '{}'", right.sha256);
    assert_eq!(bed.stranger().await.texts(&kept).await, Vec::<String>::new(), "half kept");
    store.tell_with(&own, now, (1, &told), bytes).await.unwrap();
    let (file, kept) = store.evidence_file(&all(), about, &right.sha256).await.unwrap();
    assert_eq!((file, kept.as_slice()), (right.clone(), bytes));
    let lantern = sees(&lead("lantern"), authority::policy::Shelf::Promises);
    let theirs = store.evidence_file(&lantern, about, &right.sha256).await;
    assert!(matches!(theirs, Err(Error::NotFound)), "{theirs:?}");
    // What an import brought in is kept by its hash too, and shows nothing here.
    let brought = plan_import("two", "RRV", date(2026, 1, 1), 1);
    keep(store, &brought).await;
    let other = store.evidence_file(&all(), about, &brought.0.sha256).await;
    assert!(matches!(other, Err(Error::NotFound)), "{other:?}");
}

pub(super) async fn nobody_tells_of_what_is_not_theirs(bed: &Bed) {
    let store = &bed.store;
    let action = an_action(store).await;
    let noon = at("2026-11-01T12:00:00Z");
    let foreign = may(&lead("lantern"), Act::TellUpdate, Some("lantern"));
    let progress = Step::Progress(Status::read("Begun"));
    let theirs = update(&action, progress, "Begun", date(2026, 10, 1));
    let refused = store.tell(&foreign, noon, 1, &theirs).await;
    assert!(matches!(refused, Err(Error::NotFound | Error::WrongPermit { .. })), "{refused:?}");
    // Told as one's own, of another's action.
    let as_own = Update { organisation: body("lantern"), ..theirs.clone() };
    let refused = store.tell(&foreign, noon, 1, &as_own).await;
    assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
    assert_eq!(now(store).await.0, 1);
    let own = may(&lead("RRV"), Act::TellUpdate, Some("RRV"));
    store.tell(&own, noon, 1, &theirs).await.unwrap();
    let sight = sees(&lead("lantern"), authority::policy::Shelf::Promises);
    assert_eq!(store.updates(&sight, theirs.about, AsAt::Now).await.unwrap(), []);
}

pub(super) async fn of_two_who_tell_at_once_the_second_sees_it(bed: &Bed) {
    let store = &bed.store;
    let action = an_action(store).await;
    let noon = at("2026-11-01T12:00:00Z");
    let own = may(&lead("RRV"), Act::TellUpdate, Some("RRV"));
    let told = |words: &str| {
        update(&action, Step::Progress(Status::read(words)), words, date(2026, 10, 20))
    };
    let (one, other) = (told("Begun"), told("Paused"));
    let (first, second) =
        tokio::join!(store.tell(&own, noon, 1, &one), store.tell(&own, noon, 1, &other));
    let kept = [&first, &second].into_iter().filter(|done| done.is_ok()).count();
    assert_eq!(kept, 1, "{first:?} {second:?}");
    let told = store.updates(&all(), About::Action(action.id), AsAt::Now).await.unwrap();
    assert_eq!(told.len(), 1, "nothing of the one that was refused is kept");
    assert!(matches!(store.verify_journal().await.unwrap(), Verdict::Whole { .. }));
}
