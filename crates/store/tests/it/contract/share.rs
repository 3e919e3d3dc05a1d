//! Shares of bodies, the views that people save, and the rule of standing.

use authority::Act;
use jiff::civil::{Date, date};
use programme::action::Action;
use programme::id::{By, ShareId, UpdateId, ViewId};
use programme::person::Role;
use programme::share::Share;
use programme::standing::Rule;
use programme::status::Status;
use programme::update::{About, NotNow, Step, Update};
use programme::view::SavedView;
use store::{AsAt, Error, SharedItem, Store, Verdict};

use crate::bed::Bed;
use crate::region::{
    at, body, draw, keep, lead, may, noon, of_plan, plan_import, region_may, sees, settle_in,
    someone,
};

async fn an_action(store: &Store) -> Action {
    settle_in(store).await;
    let kept = keep(store, &plan_import("one", "RRV", date(2026, 1, 1), 1)).await;
    of_plan(&kept).2[0].clone()
}

fn share(of: &Action, who: &str) -> Share {
    let about = (About::Action(of.id), of.plan);
    Share::asked(ShareId::new(draw()), about, body(who), "Voluntary bodies")
}

fn update(of: &Action, step: Step, on: Date) -> Update {
    Update {
        id: UpdateId::new(draw()),
        about: About::Action(of.id),
        plan: of.plan,
        organisation: body("RRV"),
        on,
        step,
        words: "So it is".to_owned(),
        evidence: Vec::new(),
    }
}

pub(super) async fn each_body_answers_for_its_own_and_the_whole_waits_for_all(bed: &Bed) {
    let store = &bed.store;
    let action = an_action(store).await;
    let about = About::Action(action.id);
    let asks = may(&lead("RRV"), Act::AskShare, Some("RRV"));
    let (lantern, board) = (share(&action, "lantern"), share(&action, "QRV"));
    let both = [lantern.clone(), board.clone()];
    store.ask_shares(&asks, noon(), &body("RRV"), &both).await.unwrap();
    // Asked twice, each is asked once.
    let again = [share(&action, "lantern")];
    store.ask_shares(&asks, noon(), &body("RRV"), &again).await.unwrap();
    let kept = store.shares_of(about, AsAt::Now).await.unwrap();
    let bodies: Vec<_> = kept.iter().map(|kept| kept.noun.organisation.to_string()).collect();
    assert_eq!(bodies, ["QRV", "lantern"]);

    // Whoever answers reads the whole, of which they see nothing else.
    let sight = sees(&lead("lantern"), authority::policy::Shelf::Promises);
    let own = store.shares(&sight, AsAt::Now).await.unwrap();
    assert_eq!(own.iter().map(|kept| &kept.noun).collect::<Vec<_>>(), [&lantern]);
    assert!(matches!(store.action(&sight, action.id).await, Err(Error::NotFound)));
    let SharedItem::Action(whole) = store.shared(&own[0]).await.unwrap().item else { panic!() };
    assert_eq!(*whole, action);

    let now = at("2026-11-01T12:00:00Z");
    let done = update(&action, Step::AskCompletion, date(2026, 11, 1));
    store.tell(&may(&lead("RRV"), Act::TellUpdate, Some("RRV")), now, 1, &done).await.unwrap();
    let auditor = may(&someone(Role::Auditor, None), Act::VerifyCompletion, Some("RRV"));
    let verify = update(&action, Step::Verify, date(2026, 11, 1));
    let waits = store.tell(&auditor, now, 2, &verify).await;
    let Err(Error::NotTold(NotNow::SharesOpen(says))) = waits else { panic!("{waits:?}") };
    assert!(says.starts_with("2 organisations"), "{says}");

    let day = date(2026, 10, 1);
    let complete = Status::read("Complete");
    let told = lantern.clone().telling(complete, "All of it", (day, date(2026, 11, 1))).unwrap();
    let tells = may(&lead("lantern"), Act::TellShare, Some("lantern"));
    store.tell_share(&tells, now, 1, (&told, day)).await.unwrap();
    let one = store.tell(&auditor, now, 2, &verify).await;
    assert!(matches!(one, Err(Error::NotTold(NotNow::SharesOpen(_)))), "{one:?}");
    let end = (&board, "It was merged");
    store.end_share(&asks, now, (&body("RRV"), 1), end).await.unwrap();
    store.tell(&auditor, now, 2, &verify).await.unwrap();

    // Each day shows what was true on it.
    let before = store.shares_of(about, AsAt::Day(date(2026, 9, 30))).await.unwrap();
    let open = before.iter().filter(|kept| kept.noun.is_open()).count();
    assert_eq!((before.len(), open), (2, 2));
    let then = store.shares_of(about, AsAt::Day(day)).await.unwrap();
    assert_eq!(then.iter().filter(|kept| kept.noun.is_open()).count(), 1);
    // Of whom nothing is asked any more may be asked again.
    store.ask_shares(&asks, now, &body("RRV"), &[share(&action, "QRV")]).await.unwrap();
    let kept = store.shares_of(about, AsAt::Now).await.unwrap();
    assert_eq!((kept[0].noun.id, kept[0].noun.is_open()), (board.id, true));
    assert!(matches!(store.verify_journal().await.unwrap(), Verdict::Whole { .. }));
}

pub(super) async fn nobody_answers_for_another_and_of_two_who_tell_the_second_sees_it(bed: &Bed) {
    let store = &bed.store;
    let action = an_action(store).await;
    let one = share(&action, "lantern");
    let others = may(&lead("lantern"), Act::AskShare, Some("lantern"));
    let asked = store.ask_shares(&others, noon(), &body("RRV"), std::slice::from_ref(&one)).await;
    assert!(matches!(asked, Err(Error::WrongPermit { .. })), "{asked:?}");
    let asked =
        store.ask_shares(&others, noon(), &body("lantern"), std::slice::from_ref(&one)).await;
    assert!(matches!(asked, Err(Error::NotFound)), "{asked:?}");
    let asks = region_may(Act::AskShare);
    store.ask_shares(&asks, noon(), &body("RRV"), std::slice::from_ref(&one)).await.unwrap();

    let day = date(2026, 4, 1);
    let told = one.clone().telling(Status::read("In progress"), "Begun", (day, day)).unwrap();
    let wrong = may(&lead("RRV"), Act::TellShare, Some("RRV"));
    let refused = store.tell_share(&wrong, noon(), 1, (&told, day)).await;
    assert!(matches!(refused, Err(Error::WrongPermit { .. })), "{refused:?}");
    let tells = may(&lead("lantern"), Act::TellShare, Some("lantern"));
    store.tell_share(&tells, noon(), 1, (&told, day)).await.unwrap();
    let second = store.tell_share(&tells, noon(), 1, (&told, day)).await;
    assert!(matches!(second, Err(Error::Changed { seen: 1, newest: 2, .. })), "{second:?}");
}

pub(super) async fn a_view_is_its_owners_and_is_saved_once(bed: &Bed) {
    let store = &bed.store;
    let (sam, kim) = (someone(Role::Auditor, None), someone(Role::BoardReader, None));
    let (By::Person(sam_id), By::Person(kim_id)) = (sam.by, kim.by) else { panic!() };
    let ids = (ViewId::new(draw()), sam_id);
    let view = SavedView::new(ids, "Late", ("/actions", "standing=late")).unwrap();
    let own = may(&sam, Act::KeepView, None);
    store.save_view(&own, noon(), &view).await.unwrap();
    let twice = store.save_view(&own, noon(), &view).await;
    assert!(matches!(twice, Err(Error::AlreadyKept { .. })), "{twice:?}");
    let others = may(&kim, Act::KeepView, None);
    let id = ViewId::new(draw());
    let theirs = store.save_view(&others, noon(), &SavedView { id, ..view.clone() }).await;
    assert!(matches!(theirs, Err(Error::NotFound)), "{theirs:?}");
    assert_eq!(store.saved_views(kim_id, "/actions").await.unwrap(), []);
    assert_eq!(store.saved_views(sam_id, "/recommendations").await.unwrap(), []);
    assert_eq!(store.saved_views(sam_id, "/actions").await.unwrap(), std::slice::from_ref(&view));
    let theirs = store.remove_view(&others, noon(), view.id).await;
    assert!(matches!(theirs, Err(Error::NotFound)), "{theirs:?}");
    store.remove_view(&own, noon(), view.id).await.unwrap();
    store.remove_view(&own, noon(), view.id).await.unwrap();
    assert_eq!(store.saved_views(sam_id, "/actions").await.unwrap(), []);
    assert!(matches!(store.verify_journal().await.unwrap(), Verdict::Whole { .. }));
}

pub(super) async fn the_rule_of_standing_is_set_by_whoever_saw_it_last(bed: &Bed) {
    let store = &bed.store;
    let permit = region_may(Act::KeepStandingRule);
    assert!(store.standing_rule().await.unwrap().is_none());
    let rule = |days| Rule::try_from(days).unwrap();
    store.set_standing_rule(&permit, noon(), None, rule(14)).await.unwrap();
    let stale = store.set_standing_rule(&permit, noon(), None, rule(21)).await;
    assert!(matches!(stale, Err(Error::Changed { .. })), "{stale:?}");
    store.set_standing_rule(&permit, noon(), Some(1), rule(21)).await.unwrap();
    let kept = store.standing_rule().await.unwrap().unwrap();
    assert_eq!((i32::from(kept.noun), kept.revision), (21, 2));
    assert!(matches!(store.verify_journal().await.unwrap(), Verdict::Whole { .. }));
}
