//! Settling: all of a commitment, once, or nothing of it.

use authority::Act;
use jiff::civil::date;
use programme::code::{IndicatorKey, SubCategory};
use programme::import::ImportState;
use programme::objective::MeasuredBy;
use store::{
    AsAt, Error, Verdict, WhichActions, WhichObjectives, WhichRecommendations, WhichSubmissions,
};

use crate::bed::Bed;
use crate::region::{
    all, body, commitment, commitment_with, draw, hold, keep, noon, of_plan, office, plan_import,
    region_may, return_import, settle_in,
};

pub(super) async fn what_was_confirmed_is_kept_with_its_revisions_and_lines(bed: &Bed) {
    let store = &bed.store;
    settle_in(store).await;
    let brought = plan_import("vale-plan", "RRV", date(2025, 9, 1), 3);
    let commitment = keep(store, &brought).await;
    let (plan, recommendations, actions) = of_plan(&commitment);

    let found = store.plan_called(&all(), &plan.key).await.unwrap();
    assert_eq!((&found.noun, found.revision, found.by), (&plan, 1, office().by));
    assert_eq!((found.effective, found.recorded), (date(2025, 9, 1), noon()));
    assert_eq!(store.plan(&all(), plan.id).await.unwrap(), found);
    assert_eq!(store.plans(&all(), AsAt::Now).await.unwrap(), [found]);
    let which = WhichActions { plan: Some(plan.id), organisation: Some(body("RRV")) };
    let kept = store.actions(&all(), &which, AsAt::Now).await.unwrap();
    assert_eq!(
        kept.iter().map(|kept| &kept.noun).collect::<Vec<_>>(),
        actions.iter().collect::<Vec<_>>()
    );
    assert_eq!(store.action(&all(), actions[1].id).await.unwrap().noun, actions[1]);
    let which = WhichRecommendations::default();
    let kept = store.recommendations(&all(), &which, AsAt::Now).await.unwrap();
    assert_eq!(kept.into_iter().map(|kept| kept.noun).collect::<Vec<_>>(), recommendations);
    let one = store.recommendation(&all(), recommendations[0].id).await.unwrap();
    assert_eq!(one.noun, recommendations[0]);
    let import = store.import(&all(), brought.0.id).await.unwrap();
    assert_eq!((import.state, import.revision), (ImportState::Settled, 2));

    // Four of the region, one for holding, one for the import, then plan, R1 and three actions.
    let stranger = bed.stranger().await;
    assert_eq!(stranger.counts("journal").await, 4 + 1 + 1 + 1 + 1 + 3);
    assert_eq!(stranger.counts("revision").await, 4 + 1 + 1 + 1 + 1 + 3);
    let verdict = store.verify_journal().await.unwrap();
    assert!(matches!(verdict, Verdict::Whole { lines: 11, .. }), "{verdict:?}");
    let history = store.history(&all(), &actions[0].id.to_string()).await.unwrap();
    assert_eq!(history.len(), 1);
    assert_eq!(history[0].body["said"]["words"], "Do the thing that is number 1, “all of it”");
}

pub(super) async fn objectives_are_filtered_and_in_order(bed: &Bed) {
    let store = &bed.store;
    settle_in(store).await;
    let first = keep(store, &return_import("lantern")).await;
    keep(store, &return_import("RRV")).await;
    let codes = |kept: &[store::Kept<programme::objective::Objective>]| {
        let code = |code: &SubCategory| code.to_string();
        kept.iter()
            .map(|kept| {
                let promise = &kept.noun.promise;
                format!(
                    "{} {}",
                    kept.noun.organisation,
                    promise.sub_category.as_ref().map(code).unwrap()
                )
            })
            .collect::<Vec<_>>()
    };
    let every = store.objectives(&all(), &WhichObjectives::default(), AsAt::Now).await.unwrap();
    let expected = ["RRV A1", "RRV B2", "RRV B1", "lantern A1", "lantern B2", "lantern B1"];
    assert_eq!(codes(&every), expected);
    let which = WhichObjectives {
        organisation: Some(body("lantern")),
        theme: Some('B'),
        round: Some("2026-planning".parse().unwrap()),
        submission: Some(first.submission().unwrap().submission.noun.id),
    };
    let some = store.objectives(&all(), &which, AsAt::Now).await.unwrap();
    assert_eq!(codes(&some), ["lantern B2", "lantern B1"]);
    let other = WhichObjectives { round: Some("2027".parse().unwrap()), ..which };
    assert_eq!(store.objectives(&all(), &other, AsAt::Now).await.unwrap(), []);

    let which = WhichSubmissions { round: None, organisation: Some(body("lantern")) };
    let submissions = store.submissions(&all(), &which, AsAt::Now).await.unwrap();
    assert_eq!(submissions.len(), 1);
    assert_eq!(&submissions[0].noun, &first.submission().unwrap().submission.noun);
    let one = store.submission(&all(), submissions[0].noun.id).await.unwrap();
    assert_eq!(one, submissions[0]);

    let id = some[0].noun.id;
    let indicator: IndicatorKey = "health-checks".parse().unwrap();
    let measured = MeasuredBy { indicator, breakdown: "deprivation".to_owned() };
    let permit = region_may(Act::MeasureObjective);
    let seen = (id, some[0].revision);
    let day = date(2026, 5, 1);
    let revision =
        store.measure_objective(&permit, noon(), seen, Some(measured.clone()), day).await.unwrap();
    let found = store.objective(&all(), id).await.unwrap();
    assert_eq!((found.revision, found.effective, revision), (2, day, 2));
    assert_eq!(found.noun.measured_by, Some(measured));
    assert_eq!(found.noun.promise, some[0].noun.promise);
}

pub(super) async fn a_plan_key_and_a_return_are_kept_once(bed: &Bed) {
    let store = &bed.store;
    settle_in(store).await;
    let permit = region_may(Act::SettleImport);
    keep(store, &plan_import("vale-plan", "RRV", date(2025, 9, 1), 1)).await;
    let mut second = plan_import("vale-plan", "RRV", date(2025, 10, 1), 1);
    second.1.push(b'!');
    second.0.sha256 = crate::region::hash(&second.1);
    hold(store, &second).await;
    let commitment = commitment(&second.0);
    let refused = store.settle_import(&permit, noon(), (second.0.id, 1), &commitment).await;
    assert_eq!(refused.unwrap_err().to_string(), "a plan called vale-plan is kept already");

    keep(store, &return_import("RRV")).await;
    let mut second = return_import("RRV");
    second.1.push(b'!');
    second.0.sha256 = crate::region::hash(&second.1);
    hold(store, &second).await;
    let commitment = crate::region::commitment(&second.0);
    let refused = store.settle_import(&permit, noon(), (second.0.id, 1), &commitment).await;
    let words = "the return of RRV to 2026-planning is kept already";
    assert_eq!(refused.unwrap_err().to_string(), words);
    let import = store.import(&all(), second.0.id).await.unwrap();
    assert_eq!((import.state, import.revision), (ImportState::Ready, 1));
}

pub(super) async fn half_settled_is_never_seen(bed: &Bed) {
    let store = &bed.store;
    settle_in(store).await;
    keep(store, &plan_import("first-plan", "RRV", date(2025, 9, 1), 1)).await;
    let stranger = bed.stranger().await;
    let tables = ["plan", "recommendation", "action", "revision", "journal"];
    let second = plan_import("second-plan", "RRV", date(2025, 9, 1), 4);
    hold(store, &second).await;
    let mut before = Vec::new();
    for table in tables {
        before.push(stranger.counts(table).await);
    }

    // The last action is given the identity of the first, so the write fails at its very end:
    // plan, recommendation and three actions have gone in by then.
    let mut drawn = Vec::new();
    let repeated = commitment_with(&second.0, || {
        let uuid = if drawn.len() == 5 { drawn[2] } else { draw() };
        drawn.push(uuid);
        uuid
    });
    let permit = region_may(Act::SettleImport);
    let failed = store.settle_import(&permit, noon(), (second.0.id, 1), &repeated).await;
    assert!(matches!(failed, Err(Error::Database(_))), "{failed:?}");
    let mut after = Vec::new();
    for table in tables {
        after.push(stranger.counts(table).await);
    }
    assert_eq!(after, before);
    assert_eq!(store.import(&all(), second.0.id).await.unwrap(), second.0);
    assert!(matches!(store.verify_journal().await.unwrap(), Verdict::Whole { .. }));

    // And nothing is left in the way of doing it right.
    let commitment = commitment(&second.0);
    store.settle_import(&permit, noon(), (second.0.id, 1), &commitment).await.unwrap();
    assert_eq!(stranger.counts("action").await, before[2] + 4);
}

pub(super) async fn a_commitment_of_another_import_is_refused(bed: &Bed) {
    let store = &bed.store;
    settle_in(store).await;
    let (mine, other) = (return_import("RRV"), return_import("lantern"));
    hold(store, &mine).await;
    let permit = region_may(Act::SettleImport);
    let commitment = commitment(&other.0);
    let refused = store.settle_import(&permit, noon(), (mine.0.id, 1), &commitment).await;
    assert!(matches!(refused, Err(Error::Misfit { .. })));
    assert_eq!(store.import(&all(), mine.0.id).await.unwrap().state, ImportState::Ready);
}

pub(super) async fn of_two_who_settle_at_once_exactly_one_wins(bed: &Bed) {
    let store = &bed.store;
    settle_in(store).await;
    for turn in 0..8 {
        let brought = plan_import(&format!("plan-{turn}"), "RRV", date(2025, 9, 1), 3);
        hold(store, &brought).await;
        let id = brought.0.id;
        let both: Vec<_> = (0..2)
            .map(|_| {
                let (store, commitment) = (store.clone(), commitment(&brought.0));
                tokio::spawn(async move {
                    let permit = region_may(Act::SettleImport);
                    store.settle_import(&permit, noon(), (id, 1), &commitment).await
                })
            })
            .collect();
        let mut won = 0;
        for one in both {
            match one.await.unwrap() {
                Ok(()) => won += 1,
                Err(lost) => {
                    assert!(matches!(lost, Error::Changed { seen: 1, newest: 2, .. }), "{lost:?}");
                }
            }
        }
        assert_eq!(won, 1);
        let plan =
            store.plan_called(&all(), &format!("plan-{turn}").parse().unwrap()).await.unwrap();
        let which = WhichActions { plan: Some(plan.noun.id), organisation: None };
        assert_eq!(store.actions(&all(), &which, AsAt::Now).await.unwrap().len(), 3);
    }
    assert!(matches!(store.verify_journal().await.unwrap(), Verdict::Whole { .. }));
}
