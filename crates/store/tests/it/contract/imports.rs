//! Imports: held, mended, put aside.

use authority::Act;
use jiff::civil::date;
use programme::draft::{Choice, Mend};
use programme::id::ImportId;
use programme::import::{Import, ImportState};
use store::Error;

use crate::bed::Bed;
use crate::region::{
    all, at, commitment, draw, hold, keep, lead, may, noon, plan_import, region_may, return_import,
    settle_in,
};

pub(super) async fn an_import_and_its_original_come_back_byte_for_byte(bed: &Bed) {
    settle_in(&bed.store).await;
    let (import, bytes) = plan_import("vale-plan", "RRV", date(2026, 3, 1), 2);
    let permit = may(&lead("RRV"), Act::HoldImport, Some("RRV"));
    bed.store.hold_import(&permit, noon(), &import, &bytes).await.unwrap();
    assert_eq!(bed.store.import(&all(), import.id).await.unwrap(), import);
    assert_eq!(bed.store.original(&all(), import.id).await.unwrap(), bytes);

    let mend = Mend { about: "action-1.words".parse().unwrap(), choice: Choice::AsRead };
    let permit = may(&lead("RRV"), Act::MendImport, Some("RRV"));
    let mends = std::slice::from_ref(&mend);
    let revision =
        bed.store.mend_import(&permit, noon(), (import.id, 1), mends, &[]).await.unwrap();
    let mended = Import { mends: vec![mend], revision, ..import.clone() };
    assert_eq!((revision, bed.store.import(&all(), import.id).await.unwrap()), (2, mended.clone()));

    let (mut later, bytes) = return_import("lantern");
    later.received = at("2026-04-02T12:00:00Z");
    hold(&bed.store, &(later.clone(), bytes)).await;
    assert_eq!(bed.store.imports(&all()).await.unwrap(), [later, mended]);
}

pub(super) async fn the_same_bytes_are_held_once_for_a_target(bed: &Bed) {
    settle_in(&bed.store).await;
    let permit = region_may(Act::HoldImport);
    let (first, bytes) = plan_import("vale-plan", "RRV", date(2026, 3, 1), 2);
    hold(&bed.store, &(first.clone(), bytes.clone())).await;
    let again = Import { id: ImportId::new(draw()), ..first.clone() };
    let refused = bed.store.hold_import(&permit, noon(), &again, &bytes).await.unwrap_err();
    assert!(matches!(refused, Error::AlreadyHeld { import } if import == first.id), "{refused}");

    // For another plan they are another matter, and once put aside they may come again.
    let (elsewhere, _) = plan_import("other-plan", "RRV", date(2026, 3, 1), 2);
    let elsewhere = Import { sha256: first.sha256.clone(), ..elsewhere };
    bed.store.hold_import(&permit, noon(), &elsewhere, &bytes).await.unwrap();
    let cancel = region_may(Act::CancelImport);
    let reason = "brought in twice";
    bed.store.cancel_import(&cancel, noon(), (first.id, 1), reason).await.unwrap();
    assert_eq!(bed.store.import(&all(), first.id).await.unwrap().state, ImportState::Cancelled);
    bed.store.hold_import(&permit, noon(), &again, &bytes).await.unwrap();
    assert_eq!(bed.stranger().await.counts("document").await, 1);

    let settled = return_import("RRV");
    keep(&bed.store, &settled).await;
    let again = Import { id: ImportId::new(draw()), ..settled.0.clone() };
    let refused = bed.store.hold_import(&permit, noon(), &again, &settled.1).await.unwrap_err();
    assert_eq!(refused.to_string(), format!("this document is held already, as {}", settled.0.id));
}

pub(super) async fn bytes_that_are_not_those_of_the_hash_are_refused(bed: &Bed) {
    settle_in(&bed.store).await;
    let (import, _) = return_import("RRV");
    let permit = region_may(Act::HoldImport);
    let refused = bed.store.hold_import(&permit, noon(), &import, b"others").await;
    assert!(matches!(refused, Err(Error::Misfit { .. })));
    assert_eq!(bed.stranger().await.counts("document").await, 0);
}

pub(super) async fn an_original_that_was_changed_is_not_handed_out(bed: &Bed) {
    settle_in(&bed.store).await;
    let brought = return_import("RRV");
    hold(&bed.store, &brought).await;
    let stranger = bed.stranger().await;
    let other = if stranger.is_postgres() { "'\\x00'::bytea" } else { "x'00'" };
    stranger.does(&format!("UPDATE document SET bytes = {other}")).await;
    let refused = bed.store.original(&all(), brought.0.id).await;
    assert!(matches!(refused, Err(Error::Corrupt { table: "document", .. })));
}

pub(super) async fn a_settled_or_cancelled_import_takes_no_answer(bed: &Bed) {
    settle_in(&bed.store).await;
    let settled = return_import("RRV");
    keep(&bed.store, &settled).await;
    let permit = region_may(Act::MendImport);
    let refused = bed.store.mend_import(&permit, noon(), (settled.0.id, 2), &[], &[]).await;
    assert!(matches!(refused, Err(Error::NotReady { state: "settled" })));

    let cancelled = return_import("lantern");
    hold(&bed.store, &cancelled).await;
    let cancel = region_may(Act::CancelImport);
    bed.store.cancel_import(&cancel, noon(), (cancelled.0.id, 1), "").await.unwrap();
    let refused = bed
        .store
        .settle_import(
            &region_may(Act::SettleImport),
            noon(),
            (cancelled.0.id, 2),
            &commitment(&cancelled.0),
        )
        .await;
    assert!(matches!(refused, Err(Error::NotReady { state: "cancelled" })));
    assert_eq!(bed.stranger().await.counts("submission").await, 1);
}
