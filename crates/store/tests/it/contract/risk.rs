//! Risks: every wording stays, whoever merges what, and each body writes its own.

use authority::Act;
use authority::policy::Shelf;
use jiff::civil::date;
use programme::change::Kind;
use programme::id::{ActionId, RiskId};
use programme::risk::{Risk, RiskState, Whose, Wording, WordingFrom};
use store::{AsAt, Error, Store};

use super::cycle::{is_whole, own};
use crate::bed::Bed;
use crate::region::{
    all, at, body, draw, keep, lead, noon, of_plan, plan_import, region_may, sees, settle_in,
};

/// Two actions of a plan of a body.
async fn actions(store: &Store, key: &str, code: &str) -> Vec<ActionId> {
    let kept = keep(store, &plan_import(key, code, date(2026, 1, 1), 2)).await;
    of_plan(&kept).2.iter().map(|action| action.id).collect()
}

fn risk(code: &str, words: &str, action: ActionId) -> Risk {
    let wording = Wording { words: words.to_owned(), from: WordingFrom::Action(action) };
    Risk::new(RiskId::new(draw()), body(code), vec![wording])
}

pub(super) async fn a_risk_keeps_every_wording_whatever_it_is_merged_with(bed: &Bed) {
    let store = &bed.store;
    settle_in(store).await;
    let of = actions(store, "one", "RRV").await;
    let (one, other) = (risk("RRV", "Late figures", of[0]), risk("RRV", "Figures late", of[1]));
    let permit = own("RRV", Act::WriteRisk);
    let new = [(None, one.clone()), (None, other.clone())];
    store.write_risks(&permit, noon(), &new, None).await.unwrap();
    let twice = store.write_risks(&permit, noon(), &new, None).await;
    assert!(matches!(twice, Err(Error::AlreadyKept { .. })), "{twice:?}");

    let (on, gone) = one.clone().merged(other.clone(), Whose::Ours).unwrap();
    let (june, july) = (at("2026-06-01T12:00:00Z"), at("2026-07-01T12:00:00Z"));
    let both = [(Some(1), on.clone()), (Some(1), gone.clone())];
    store.write_risks(&permit, june, &both, Some("One thing")).await.unwrap();
    let again = store.write_risks(&permit, june, &both, Some("One thing")).await;
    assert!(matches!(again, Err(Error::Changed { .. })), "{again:?}");
    let found = store.risk(&all(), one.id, AsAt::Now).await.unwrap().noun;
    assert_eq!((found.every_wording().count(), found.every_action().len()), (2, 2));
    let led = store.risk(&all(), other.id, AsAt::Now).await.unwrap().noun;
    assert_eq!(led.state, RiskState::Merged { into: one.id });

    let (on, back) = on.taken_apart(gone, "Two after all").unwrap();
    let both = [(Some(2), on.clone()), (Some(2), back.clone())];
    store.write_risks(&permit, july, &both, Some("Two after all")).await.unwrap();
    let now = store.risks(&all(), None, AsAt::Now).await.unwrap();
    let now: Vec<Risk> = now.into_iter().map(|kept| kept.noun).collect();
    assert_eq!(now, [one.clone(), other.clone()]);

    // Each day shows what stood on it.
    let counts = |day| async move {
        let found = store.risks(&all(), Some(&body("RRV")), AsAt::Day(day)).await.unwrap();
        let open = found.iter().filter(|kept| kept.noun.state == RiskState::Open);
        (found.len(), open.count())
    };
    assert_eq!(counts(date(2026, 3, 31)).await, (0, 0));
    assert_eq!(counts(date(2026, 5, 1)).await, (2, 2));
    assert_eq!(counts(date(2026, 6, 15)).await, (2, 1));
    assert_eq!(counts(date(2026, 7, 2)).await, (2, 2));
    let before = store.risk(&all(), one.id, AsAt::Day(date(2026, 3, 31))).await;
    assert!(matches!(before, Err(Error::NotFound)), "{before:?}");
    let days = (date(2026, 5, 1), date(2026, 6, 15));
    let told = store.changes(&all(), Kind::Risk, days).await.unwrap();
    assert_eq!(told.len(), 2);
    assert!(told.iter().all(|change| change.reason.as_deref() == Some("One thing")));
    let history = store.history(&all(), &one.id.to_string()).await.unwrap();
    let reasons: Vec<_> = history.iter().map(|past| past.reason.as_deref()).collect();
    assert_eq!(reasons, [None, Some("One thing"), Some("Two after all")]);
    is_whole(store).await;
}

pub(super) async fn nobody_writes_a_risk_of_another_body_or_to_its_actions(bed: &Bed) {
    let store = &bed.store;
    settle_in(store).await;
    let of = actions(store, "one", "RRV").await;
    let theirs = actions(store, "two", "lantern").await;
    let mine = risk("RRV", "Late figures", of[0]);
    let permit = own("RRV", Act::WriteRisk);
    store.write_risks(&permit, noon(), &[(None, mine.clone())], None).await.unwrap();
    let foreign = own("lantern", Act::WriteRisk);
    let refused = store.write_risks(&foreign, noon(), &[(Some(1), mine.clone())], None).await;
    assert!(matches!(refused, Err(Error::WrongPermit { .. })), "{refused:?}");
    let reaching = Risk { actions: [of[0], theirs[0]].into(), ..mine.clone() };
    let refused = store.write_risks(&permit, noon(), &[(Some(1), reaching.clone())], None).await;
    assert!(matches!(refused, Err(Error::Misfit { .. })), "{refused:?}");
    let office = region_may(Act::WriteRisk);
    let refused = store.write_risks(&office, noon(), &[(Some(1), reaching)], None).await;
    assert!(matches!(refused, Err(Error::Misfit { .. })), "nor does the office: {refused:?}");
    let wrong = region_may(Act::TellUpdate);
    let refused = store.write_risks(&wrong, noon(), &[(Some(1), mine.clone())], None).await;
    assert!(matches!(refused, Err(Error::WrongPermit { .. })), "{refused:?}");
    let sight = sees(&lead("lantern"), Shelf::Promises);
    assert_eq!(store.risks(&sight, None, AsAt::Now).await.unwrap(), []);
    for as_at in [AsAt::Now, AsAt::Day(date(2027, 1, 1))] {
        let hidden = store.risk(&sight, mine.id, as_at).await;
        assert!(matches!(hidden, Err(Error::NotFound)), "{hidden:?}");
    }
    assert_eq!(store.risk(&all(), mine.id, AsAt::Now).await.unwrap().noun, mine);
    // Of several that are written together, one that is refused keeps all of them out.
    let both = [(None, risk("RRV", "No lift", of[1])), (None, risk("RRV", "No room", theirs[1]))];
    store.write_risks(&permit, noon(), &both, None).await.unwrap_err();
    assert_eq!(store.risks(&all(), None, AsAt::Now).await.unwrap().len(), 1);
    is_whole(store).await;
}

pub(super) async fn of_two_who_change_a_risk_at_once_the_second_is_refused(bed: &Bed) {
    let store = &bed.store;
    settle_in(store).await;
    let of = actions(store, "one", "RRV").await;
    let mine = risk("RRV", "Late figures", of[0]);
    let permit = own("RRV", Act::WriteRisk);
    store.write_risks(&permit, noon(), &[(None, mine.clone())], None).await.unwrap();
    let with =
        |mitigation: &str| [(Some(1), Risk { mitigation: mitigation.to_owned(), ..mine.clone() })];
    let (one, other) = (with("Ask earlier"), with("Ask twice"));
    let (first, second) = tokio::join!(
        store.write_risks(&permit, noon(), &one, None),
        store.write_risks(&permit, noon(), &other, None)
    );
    let kept = [&first, &second].into_iter().filter(|done| done.is_ok()).count();
    assert_eq!(kept, 1, "{first:?} {second:?}");
    assert_eq!(store.risk(&all(), mine.id, AsAt::Now).await.unwrap().revision, 2);
    is_whole(store).await;
}

pub(super) async fn what_a_risk_names_is_not_taken_back(bed: &Bed) {
    let store = &bed.store;
    settle_in(store).await;
    let brought = plan_import("one", "RRV", date(2026, 1, 1), 2);
    let kept = keep(store, &brought).await;
    let action = of_plan(&kept).2[0].id;
    let mine = risk("RRV", "Late figures", action);
    let permit = own("RRV", Act::WriteRisk);
    store.write_risks(&permit, noon(), &[(None, mine)], None).await.unwrap();
    let undo = region_may(Act::UndoImport);
    let refused = store.undo_import(&undo, noon(), (brought.0.id, 2), "A mistake").await;
    assert!(matches!(refused, Err(Error::BuiltOn { .. })), "{refused:?}");
    assert_eq!(store.action(&all(), action).await.unwrap().revision, 1);
}
