//! Correspondences: kept all or none, one for two ends, seen with the thing that serves, withdrawn
//! and never deleted.

use authority::Act;
use authority::policy::Shelf;
use jiff::civil::date;
use programme::action::Action;
use programme::change::Kind;
use programme::correspondence::{Correspondence, End, How, State};
use programme::id::{ActionId, CorrespondenceId};
use programme::origin::Origin;
use store::{AsAt, Error, Store, Verdict};

use crate::bed::Bed;
use crate::region::{
    all, at, body, draw, keep, lead, may, noon, of_plan, plan_import, region_may, sees, settle_in,
};

fn line(from: End, to: &str, how: How) -> Correspondence {
    let ours = from.is_ours();
    Correspondence {
        id: CorrespondenceId::new(draw()),
        from,
        to: to.parse().unwrap(),
        how,
        rest_of: Vec::new(),
        why: "The letter asks for it by name".to_owned(),
        organisation: ours.then(|| body("RRV")),
        state: State::Standing,
        origin: Origin::Typed,
    }
}

async fn an_action(store: &Store) -> Action {
    settle_in(store).await;
    let kept = keep(store, &plan_import("one", "RRV", date(2026, 1, 1), 1)).await;
    of_plan(&kept).2[0].clone()
}

fn ours(act: Act) -> authority::Permit {
    may(&lead("RRV"), act, Some("RRV"))
}

async fn ways(store: &Store, as_at: AsAt) -> Vec<(How, bool)> {
    let kept = store.correspondences(&all(), as_at).await.unwrap();
    kept.into_iter().map(|kept| (kept.noun.how, kept.noun.stands())).collect()
}

pub(super) async fn it_is_kept_changed_and_withdrawn_and_stays_told(bed: &Bed) {
    let store = &bed.store;
    let action = an_action(store).await;
    let first = line(End::Action(action.id), "letter/1", How::PartOf);
    let own = ours(Act::WriteCorrespondence);
    let (may_day, june) = (at("2026-05-01T12:00:00Z"), at("2026-06-01T12:00:00Z"));
    store.keep_correspondences(&own, noon(), &[(first.clone(), None)]).await.unwrap();
    let stronger = Correspondence { how: How::Equal, ..first.clone() };
    store.keep_correspondences(&own, may_day, &[(stronger.clone(), Some(1))]).await.unwrap();
    let stale = store.keep_correspondences(&own, may_day, &[(first.clone(), Some(1))]).await;
    assert!(matches!(stale, Err(Error::Changed { seen: 1, newest: 2, .. })), "{stale:?}");
    let gone = stronger.withdrawn("The clinic closed").unwrap();
    store.keep_correspondences(&own, june, &[(gone, Some(2))]).await.unwrap();
    assert_eq!(ways(store, AsAt::Now).await, [(How::Equal, false)]);
    assert_eq!(ways(store, AsAt::Day(date(2026, 5, 31))).await, [(How::Equal, true)]);
    assert_eq!(ways(store, AsAt::Day(date(2026, 4, 30))).await, [(How::PartOf, true)]);
    assert_eq!(ways(store, AsAt::Day(date(2026, 3, 31))).await, []);
    // It can be said again, under its own name alone.
    let anew = Correspondence { id: CorrespondenceId::new(draw()), ..first.clone() };
    let taken = store.keep_correspondences(&own, june, &[(anew, None)]).await;
    assert!(matches!(taken, Err(Error::AlreadyKept { .. })), "{taken:?}");
    store.keep_correspondences(&own, june, &[(first.clone(), Some(3))]).await.unwrap();
    let one = store.correspondence(&all(), first.id, AsAt::Now).await.unwrap();
    assert_eq!((one.revision, one.noun.stands()), (4, true));
    let days = (date(2026, 3, 1), date(2026, 12, 1));
    let told = store.changes(&all(), Kind::Correspondence, days).await.unwrap();
    assert_eq!(told.len(), 1);
    assert!(matches!(store.verify_journal().await.unwrap(), Verdict::Whole { .. }));
}

pub(super) async fn of_several_correspondences_all_are_kept_or_none(bed: &Bed) {
    let store = &bed.store;
    let action = an_action(store).await;
    let own = ours(Act::WriteCorrespondence);
    let good = line(End::Action(action.id), "letter/1", How::PartOf);
    let nowhere = line(End::Action(ActionId::new(draw())), "letter/1", How::PartOf);
    let both = [(good.clone(), None), (nowhere, None)];
    let refused = store.keep_correspondences(&own, noon(), &both).await;
    assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
    assert_eq!(ways(store, AsAt::Now).await, []);
    // Of two who map the same two at once one does.
    let other = Correspondence { id: CorrespondenceId::new(draw()), ..good.clone() };
    let (one, two) = ([(good, None)], [(other, None)]);
    let (one, two) = tokio::join!(
        store.keep_correspondences(&own, noon(), &one),
        store.keep_correspondences(&own, noon(), &two)
    );
    assert_eq!([&one, &two].into_iter().filter(|done| done.is_ok()).count(), 1, "{one:?} {two:?}");
    let refused = if one.is_ok() { two } else { one };
    assert!(matches!(refused, Err(Error::AlreadyKept { .. })), "{refused:?}");
    assert_eq!(ways(store, AsAt::Now).await.len(), 1);
}

pub(super) async fn nobody_maps_or_sees_what_is_not_theirs(bed: &Bed) {
    let store = &bed.store;
    let action = an_action(store).await;
    let foreign = may(&lead("lantern"), Act::WriteCorrespondence, Some("lantern"));
    let theirs = line(End::Action(action.id), "letter/1", How::Equal);
    let refused = store.keep_correspondences(&foreign, noon(), &[(theirs.clone(), None)]).await;
    assert!(matches!(refused, Err(Error::WrongPermit { .. })), "{refused:?}");
    let as_own = Correspondence { organisation: Some(body("lantern")), ..theirs.clone() };
    let refused = store.keep_correspondences(&foreign, noon(), &[(as_own, None)]).await;
    assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
    let between = line("strategy/a".parse().unwrap(), "letter/1", How::Equal);
    let refused = store.keep_correspondences(&foreign, noon(), &[(between.clone(), None)]).await;
    assert!(matches!(refused, Err(Error::WrongPermit { .. })), "{refused:?}");
    let office = region_may(Act::WriteCorrespondence);
    let both = [(theirs.clone(), None), (between.clone(), None)];
    store.keep_correspondences(&office, noon(), &both).await.unwrap();
    let lantern = sees(&lead("lantern"), Shelf::Promises);
    let kept = store.correspondences(&lantern, AsAt::Now).await.unwrap();
    let kept: Vec<_> = kept.into_iter().map(|kept| kept.noun.id).collect();
    assert_eq!(kept, [between.id], "what is between nodes everybody sees");
    let hidden = store.correspondence(&lantern, theirs.id, AsAt::Now).await;
    assert!(matches!(hidden, Err(Error::NotFound)));
    let of = store.correspondences_of(&all(), &theirs.to, AsAt::Now).await.unwrap();
    assert_eq!(of.len(), 2);
    let days = (date(2026, 3, 1), date(2026, 12, 1));
    assert_eq!(store.changes(&lantern, Kind::Correspondence, days).await.unwrap().len(), 1);
    // One that was told the other way round would be a second of the same two.
    let turned = Correspondence {
        id: CorrespondenceId::new(draw()),
        from: between.to.clone(),
        to: between.from.clone(),
        ..between
    };
    let refused = store.keep_correspondences(&office, noon(), &[(turned, None)]).await;
    assert!(matches!(refused, Err(Error::AlreadyKept { .. })), "{refused:?}");
}

pub(super) async fn an_import_whose_things_are_mapped_is_not_taken_back(bed: &Bed) {
    let store = &bed.store;
    settle_in(store).await;
    let brought = plan_import("one", "RRV", date(2026, 1, 1), 1);
    let action = of_plan(&keep(store, &brought).await).2[0].clone();
    let own = ours(Act::WriteCorrespondence);
    let one = line(End::Action(action.id), "letter/1", How::Equal);
    store.keep_correspondences(&own, noon(), &[(one.clone(), None)]).await.unwrap();
    let undo = region_may(Act::UndoImport);
    let refused = store.undo_import(&undo, noon(), (brought.0.id, 2), "A mistake").await;
    assert!(matches!(refused, Err(Error::BuiltOn { .. })), "{refused:?}");
    let gone = one.withdrawn("A mistake").unwrap();
    store.keep_correspondences(&own, noon(), &[(gone, Some(1))]).await.unwrap();
    store.undo_import(&undo, noon(), (brought.0.id, 2), "A mistake").await.unwrap();
    assert!(matches!(store.verify_journal().await.unwrap(), Verdict::Whole { .. }));
}
