//! As at a day: every list and every thing as it stood, and what changed since.

use axum::http::StatusCode;

use crate::browser::{Browser, links, three_rivers};

/// The lists that take a day.
const LISTS: [&str; 17] = [
    "/rounds",
    "/submissions",
    "/reviews",
    "/objectives",
    "/insights",
    "/peer-reviews",
    "/plans",
    "/actions",
    "/actions/timeline",
    "/actions/forward",
    "/recommendations",
    "/organisations",
    "/frameworks",
    "/changes",
    "/releases",
    "/evidence",
    "/quality",
];

#[tokio::test]
async fn every_list_takes_a_day_and_says_when_it_is_none() {
    let (_boxed, router) = three_rivers().await;
    let mut browser = Browser::of(&router, "programme.office").await;
    for list in LISTS {
        let then = browser.get(&format!("{list}?as-at=2026-10-20")).await;
        assert_eq!(then.status, StatusCode::OK, "{list}");
        assert!(then.text().contains("Shown as at 20 October 2026"), "{list}");
        for wrong in ["2026-02-30", "tomorrow", "9999-12-31"] {
            let refused = browser.get(&format!("{list}?as-at={wrong}")).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{list} {wrong}");
        }
    }
}

#[tokio::test]
async fn a_return_is_shown_as_it_stood_and_takes_no_step_then() {
    let (_boxed, router) = three_rivers().await;
    let mut browser = Browser::of(&router, "programme.office").await;
    let list = browser.get("/submissions").await.text();
    let sent =
        list.split("<tr").skip(1).find(|row| row.contains("Submitted") || row.contains("Accepted"));
    let own = links(sent.unwrap(), "/submissions/").remove(0);
    let now = browser.get(&own).await.text();
    assert!(now.contains("/step/"), "there is something to do with it now");
    let today = browser.get(&format!("{own}?as-at=2026-11-01")).await;
    assert_eq!(today.status, StatusCode::OK);
    assert!(!today.text().contains("/step/"), "nothing is done on a day that is past");
    let before = browser.get(&format!("{own}?as-at=2020-01-01")).await;
    assert_eq!(before.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_changed_is_told_by_kind_and_to_those_who_may_see_it() {
    let (_boxed, router) = three_rivers().await;
    let mut browser = Browser::of(&router, "programme.office").await;
    let all = browser.get("/changes?since=2026-01-01").await;
    assert_eq!(all.status, StatusCode::OK);
    let page = all.text();
    assert!(page.contains("<h2 class=\"nhsuk-heading-m\">Rounds</h2>"), "{page}");
    let actions = browser.get("/changes?since=2026-01-01&of=action").await.text();
    assert!(actions.contains(">Actions</h2>") && !actions.contains(">Rounds</h2>"));
    let plan = browser.get("/changes?since=2026-01-01&plan=action-plan-2026").await.text();
    assert!(plan.contains(">Actions</h2>") && !plan.contains(">Objectives</h2>"));
    let none = browser.get("/changes?since=2026-01-01&plan=no-such-plan").await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
    let later = browser.get("/changes?since=2026-11-01&as-at=2026-10-01").await;
    assert_eq!(later.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(later.text().contains("must be before the day shown"));
    let wrong = browser.get("/changes?since=%3Cb%3E").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!wrong.text().contains("<b>"));

    // Another body's objectives are not among them.
    let mut lead = Browser::of(&router, "lead").await;
    let own = lead.get("/changes?since=2026-01-01&of=objective").await.text();
    let theirs = browser.get("/changes?since=2026-01-01&of=objective").await.text();
    let count = |page: &str| links(page, "/objectives/").len();
    assert!(
        0 < count(&own) && count(&own) < count(&theirs),
        "{} of {}",
        count(&own),
        count(&theirs)
    );

    let old = browser.get("/rounds/2026-planning/changes?since=2026-10-01").await;
    assert_eq!(old.location(), "/changes?round=2026-planning&since=2026-10-01");
}
