//! As at: what was true on a day.

use std::time::Instant;

use authority::Act;
use jiff::civil::{Date, date};
use programme::objective::MeasuredBy;
use store::{AsAt, Order, Slice, WhichActions, WhichItems, WhichObjectives};

use crate::bed::Bed;
use crate::region::{
    all, at, keep, noon, of_plan, plan_import, region_may, return_import, settle_in,
};

fn by(breakdown: &str) -> MeasuredBy {
    let indicator = "health-checks".parse().unwrap();
    MeasuredBy { indicator, breakdown: breakdown.to_owned() }
}

pub(super) async fn a_day_shows_the_newest_revision_effective_by_then(bed: &Bed) {
    let store = &bed.store;
    settle_in(store).await;
    let kept = keep(store, &return_import("RRV")).await;
    let id = kept.submission().unwrap().objectives[0].noun.id;
    let permit = region_may(Act::MeasureObjective);
    // The return came on 1 April. The measure was named for June, and then changed for May:
    // told later, and true from an earlier day.
    let told = at("2026-06-02T09:00:00Z");
    let changes = [(1, "deprivation", date(2026, 6, 1)), (2, "ethnicity", date(2026, 5, 1))];
    for (seen, breakdown, day) in changes {
        let measure = Some(by(breakdown));
        store.measure_objective(&permit, told, (id, seen), measure, day).await.unwrap();
    }
    let on = async |day: Date| {
        let which = WhichObjectives::default();
        let found = store.objectives(&all(), &which, AsAt::Day(day)).await.unwrap();
        found
            .into_iter()
            .find(|kept| kept.noun.id == id)
            .map(|kept| (kept.revision, kept.noun.measured_by.map(|by| by.breakdown)))
    };
    assert_eq!(on(date(2026, 3, 31)).await, None);
    assert_eq!(on(date(2026, 4, 1)).await, Some((1, None)));
    assert_eq!(on(date(2026, 4, 30)).await, Some((1, None)));
    assert_eq!(on(date(2026, 5, 1)).await, Some((3, Some("ethnicity".to_owned()))));
    assert_eq!(on(date(2026, 6, 1)).await, Some((3, Some("ethnicity".to_owned()))));

    // A plan speaks from its own day, however late it came in.
    keep(store, &plan_import("old-plan", "RRV", date(2008, 9, 30), 1)).await;
    let before = store.plans(&all(), AsAt::Day(date(2008, 9, 29))).await.unwrap();
    let since = store.plans(&all(), AsAt::Day(date(2008, 9, 30))).await.unwrap();
    assert_eq!((before.len(), since.len()), (0, 1));
    assert_eq!(since[0].recorded, noon());
}

pub(super) async fn a_day_after_all_of_them_is_now(bed: &Bed) {
    let store = &bed.store;
    settle_in(store).await;
    keep(store, &plan_import("one", "RRV", date(2026, 1, 1), 3)).await;
    let kept = keep(store, &plan_import("two", "lantern", date(2026, 2, 1), 2)).await;
    let which = WhichActions::default();
    let now = store.actions(&all(), &which, AsAt::Now).await.unwrap();
    let day = store.actions(&all(), &which, AsAt::Day(date(2026, 12, 31))).await.unwrap();
    assert_eq!((now.len(), &now), (5, &day));
    let which = WhichActions { plan: Some(of_plan(&kept).0.id), organisation: None };
    let now = store.actions(&all(), &which, AsAt::Now).await.unwrap();
    let day = store.actions(&all(), &which, AsAt::Day(date(2026, 12, 31))).await.unwrap();
    assert_eq!((now.len(), &now), (2, &day));
}

pub(super) async fn ten_thousand_actions_with_ten_revisions_are_one_quick_query(bed: &Bed) {
    let store = &bed.store;
    settle_in(store).await;
    let kept = keep(store, &plan_import("big", "RRV", date(2026, 1, 1), 1)).await;
    let (plan, action) = {
        let (plan, _, actions) = of_plan(&kept);
        (plan.id.to_string(), actions[0].id.to_string())
    };
    // Past the door, for speed of making: copies of one action, with a line of the journal each.
    let stranger = bed.stranger().await;
    let numbers =
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)";
    let padded =
        if stranger.is_postgres() { "lpad(i::text, 12, '0')" } else { "printf('%012d', i)" };
    let id = format!("'act_00000000-0000-7000-8000-' || {padded}");
    stranger
        .does(&format!(
            "{numbers} INSERT INTO action SELECT {id}, plan, organisation, 1 + i, 10, effective, recorded, person, REPLACE(body, '{action}', {id}) FROM action, n WHERE id = '{action}'"
        ))
        .await;
    for revision in 1..=10_i64 {
        let line = format!("{} + i", revision * 10_000);
        let hash = |salt: &str| {
            format!("substr('{salt}' || CAST({line} AS TEXT) || '-{}', 1, 64)", "0".repeat(64))
        };
        stranger
            .does(&format!(
                "{numbers} INSERT INTO journal SELECT {line}, instant, person, NULL, act, subject, NULL, NULL, NULL, NULL, {}, {} FROM journal, n WHERE sequence = 1",
                hash("p"), hash("h")
            ))
            .await;
        let day = date(2026, 1, 1).saturating_add(jiff::Span::new().days(revision));
        stranger
            .does(&format!(
                "{numbers} INSERT INTO revision SELECT {id}, {revision}, kind, organisation, '{day}', recorded, person, REPLACE(body, '{action}', {id}), {line} FROM revision, n WHERE subject = '{action}'"
            ))
            .await;
    }
    lists_of(bed, &id).await;
    let which = WhichActions { plan: Some(plan.parse().unwrap()), organisation: None };
    let day = AsAt::Day(date(2026, 1, 6));
    let mut best = f64::INFINITY;
    for _ in 0..3 {
        let began = Instant::now();
        let found = store.actions(&all(), &which, day).await.unwrap();
        best = best.min(began.elapsed().as_secs_f64());
        assert_eq!(found.len(), 10_001);
        assert!(found.iter().skip(1).all(|kept| kept.revision == 5));
    }
    println!("10,001 actions as at a day, of 100,001 revisions: {best:.3} s");
    // An unoptimised build on a busy machine; a plan that scans bodies takes far longer.
    assert!(best < 5.0, "{best:.3} s");
}

/// A page of a hundred, what is counted beside it, and a search, of those ten thousand.
async fn lists_of(bed: &Bed, id: &str) {
    let stranger = bed.stranger().await;
    let numbers =
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)";
    let first = |revision: i64| format!("{} + i", revision * 10_000);
    stranger
        .does(&format!(
            "{numbers} INSERT INTO item_text SELECT {}, '| ward ' || CAST(i AS TEXT) || ' |', 'do the thing that is number ' || CAST(i AS TEXT) || ' for ward and clinic' FROM n",
            first(1)
        ))
        .await;
    for revision in 1..=10_i64 {
        let on = |days| date(2026, 1, 1).saturating_add(jiff::Span::new().days(days)).to_string();
        let until = if revision == 10 { "open".to_owned() } else { on(revision + 1) };
        stranger
            .does(&format!(
                "{numbers} INSERT INTO item_version (line, subject, kind, plan, organisation, position, effective, until, due_by, open_by, declared, told, text) SELECT {}, {id}, kind, plan, organisation, 1 + i, '{}', '{until}', '2026-01-15', '2026-01-15', declared, told, {} FROM item_version, n WHERE position = 1 AND kind = 'action'",
                first(revision), on(revision), first(1)
            ))
            .await;
    }
    stranger.does("ANALYZE").await;
    let store = &bed.store;
    let slice = Slice { order: Order::Due, skip: 300, most: Some(100) };
    for (as_at, day) in
        [(AsAt::Now, date(2026, 1, 20)), (AsAt::Day(date(2026, 1, 6)), date(2026, 1, 6))]
    {
        let which = WhichItems::default();
        let found = WhichItems { words: "Ward CLÍNIC 77".to_owned(), ..which.clone() };
        let mut best = [f64::INFINITY; 3];
        for _ in 0..5 {
            let began = Instant::now();
            let page = store.listed_actions(&all(), &which, (as_at, day), slice).await.unwrap();
            best[0] = best[0].min(began.elapsed().as_secs_f64());
            assert_eq!(page.len(), 100);
            let began = Instant::now();
            let tally = store.tally_actions(&all(), &which, (as_at, day)).await.unwrap();
            best[1] = best[1].min(began.elapsed().as_secs_f64());
            assert_eq!(tally[0].counts.values().sum::<u64>(), 10_001);
            let began = Instant::now();
            let page = store.listed_actions(&all(), &found, (as_at, day), slice).await.unwrap();
            best[2] = best[2].min(began.elapsed().as_secs_f64());
            assert_eq!(page.len(), 0);
        }
        println!("{as_at:?}: a page, its counts and a search: {best:.4?} s");
        assert!(best.iter().all(|took| *took < 1.0), "{best:?}");
    }
}
