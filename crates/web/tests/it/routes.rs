//! Who may see what: every page and every role, in one file to be read.

use std::fmt::Write as _;

use axum::http::Method;

use crate::browser::{Browser, PEOPLE, links, three_rivers};

/// Every page, with what stands for an id in it: the first link that begins so, on that list,
/// as the programme office sees it.
const ROUTES: [(&str, Option<(&str, &str)>); 119] = [
    ("/", None),
    ("/overview", None),
    ("/imports", None),
    ("/imports/{own}", Some(("/imports", "own"))),
    ("/imports/{own}/original", Some(("/imports", "own"))),
    ("/imports/{other}", Some(("/imports", "other"))),
    ("/imports/{other}/original", Some(("/imports", "other"))),
    ("/imports/{other}/discard", Some(("/imports", "other"))),
    ("/imports/{other}/undo", Some(("/imports", "other"))),
    ("/imports/many", None),
    ("/imports/checks", None),
    ("/exports/actions/xlsx", None),
    ("/exports/imports/csv", None),
    ("/plans/{other}/export/docx", Some(("/plans", "/plans/"))),
    ("/objectives", None),
    ("/objectives/{own}", Some(("/objectives?organisation=RTR", "/objectives/"))),
    ("/objectives/{other}", Some(("/objectives?organisation=TRVA", "/objectives/"))),
    ("/plans", None),
    ("/plans/{other}", Some(("/plans", "/plans/"))),
    ("/actions", None),
    ("/actions/timeline", None),
    ("/actions/forward", None),
    ("/actions/board", None),
    ("/actions/bulk", None),
    ("/recommendations/bulk", None),
    ("/owners", None),
    ("/owners/nobody-of-that-name", None),
    ("/shares", None),
    ("/shares/no-such-share", None),
    ("/plans/{other}/committee", Some(("/plans", "/plans/"))),
    ("/plans/{other}/committee?since=2026-10-01", Some(("/plans", "/plans/"))),
    ("/plans/{other}/committee/csv", Some(("/plans", "/plans/"))),
    ("/exports/owners/csv", None),
    ("/exports/unsure-owners/csv", None),
    ("/quality", None),
    ("/extracts", None),
    ("/releases", None),
    ("/releases/{other}", Some(("/releases", "/releases/"))),
    ("/actions/{other}", Some(("/actions", "/actions/"))),
    ("/risks", None),
    ("/risks/new", None),
    ("/risks/new?plan=action-plan-2026", None),
    ("/risks/{other}", Some(("/risks", "/risks/rsk_"))),
    ("/risks/{other}/edit", Some(("/risks", "/risks/rsk_"))),
    ("/risks/{other}/merge", Some(("/risks", "/risks/rsk_"))),
    ("/plans/action-plan-2026/risks", None),
    ("/communications", None),
    ("/communications/new", None),
    ("/communications/{other}", Some(("/communications", "/communications/com_"))),
    ("/communications/{other}/edit", Some(("/communications", "/communications/com_"))),
    ("/exports/communications/csv", None),
    ("/recommendations", None),
    ("/recommendations/{other}", Some(("/recommendations", "/recommendations/"))),
    ("/requirements", None),
    ("/requirements/urgent-actions-2020", None),
    ("/requirements/urgent-actions-2020/export/csv", None),
    ("/requirements/urgent-actions-2020/map?plan=action-plan-2026", None),
    ("/requirements/no-such-framework", None),
    ("/groups", None),
    ("/groups/homelessness", None),
    ("/correspondences/{other}", Some(("/requirements/urgent-actions-2020", "/correspondences/"))),
    ("/correspondences/new?from=urgent-actions-2020/1", None),
    ("/rounds", None),
    ("/rounds/2026-planning", None),
    ("/rounds/2026-planning/form/RTR", None),
    ("/rounds/2026-planning/form/ALD", None),
    ("/submissions/{other}", Some(("/rounds/2026-planning", "/submissions/"))),
    ("/rounds/new", None),
    ("/rounds/2026-planning/edit", None),
    ("/rounds/2026-planning/guidance", None),
    ("/rounds/2026-planning/guidance/no-such-file", None),
    ("/rounds/2026-planning/questions", None),
    ("/rounds/2026-planning/balance", None),
    ("/rounds/2026-planning/reminders", None),
    ("/rounds/2026-planning/changes?since=2026-10-01", None),
    ("/changes?since=2026-10-01", None),
    ("/reviews", None),
    ("/rounds/2026-planning/close", None),
    ("/rounds/2026-planning/peer-reviews", None),
    ("/submissions", None),
    ("/submissions/{other}/links", Some(("/rounds/2026-planning", "/submissions/"))),
    ("/submissions/{other}/who", Some(("/rounds/2026-planning", "/submissions/"))),
    ("/insights", None),
    ("/insights?theme=none", None),
    ("/peer-reviews", None),
    ("/rules", None),
    ("/answer/no-such-link", None),
    ("/calendar", None),
    ("/calendar/no-such-feed.ics", None),
    ("/tokens", None),
    ("/evidence", None),
    ("/evidence/community-clinic-non-attendance", None),
    ("/evidence/community-clinic-non-attendance/export/csv", None),
    ("/evidence/community-clinic-non-attendance/export/parquet", None),
    ("/api/v1/findings", None),
    ("/api/v1/findings/community-clinic-non-attendance", None),
    ("/api/v1/runs/no-such-run", None),
    ("/api/openapi.json", None),
    ("/areas", None),
    ("/areas/E07999001", None),
    ("/reports", None),
    ("/reports/board?round=2026-planning", None),
    ("/organisations", None),
    ("/organisations/new", None),
    ("/organisations/ALD", None),
    ("/organisations/ALD/edit", None),
    ("/organisations/nowhere/edit", None),
    ("/organisations/RTR/posts", None),
    ("/organisations/ALD/posts", None),
    ("/organisations/ALD/lines", None),
    ("/frameworks", None),
    ("/frameworks/gloucestershire-2024", None),
    ("/frameworks/gloucestershire-2024/copy", None),
    ("/frameworks/gloucestershire-2024/edit", None),
    ("/frameworks/no-such-framework", None),
    ("/journal", None),
    ("/accessibility", None),
    ("/methods", None),
    ("/no-such-page", None),
];

/// The import of the lead's own body, or of another.
async fn import(browser: &mut Browser, own: bool) -> String {
    let page = browser.get("/imports").await.text();
    for link in links(&page, "/imports/imp_") {
        let review = browser.get(&link).await.text();
        if review.contains("Three Rivers Hospitals NHS Foundation Trust. ") == own {
            return link;
        }
    }
    panic!("no such import in {page}");
}

async fn filled(office: &mut Browser, route: &str, from: Option<(&str, &str)>) -> String {
    let Some((list, what)) = from else { return route.to_owned() };
    let link = match what {
        "own" => import(office, true).await,
        "other" => import(office, false).await,
        beginning => {
            let page = office.get(list).await.text();
            links(&page, beginning).into_iter().find(|l| !l.contains('?')).expect("a link")
        }
    };
    let rest = route.split_once('}').map_or("", |(_, rest)| rest);
    format!("{link}{rest}")
}

#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "golden files are written anew only when asked for")]
async fn who_may_see_what() {
    let (_boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    let mut table = format!("{:<44}", "GET");
    for person in PEOPLE {
        write!(table, " {person:>16}").unwrap();
    }
    writeln!(table, " {:>9}", "nobody").unwrap();
    let mut browsers = Vec::new();
    for person in PEOPLE {
        browsers.push(Browser::of(&router, person).await);
    }
    browsers.push(Browser::new(&router));
    for (route, from) in ROUTES {
        let address = filled(&mut office, route, from).await;
        write!(table, "{route:<44}").unwrap();
        for (at, browser) in browsers.iter_mut().enumerate() {
            let status = browser.ask(Method::GET, &address).await.as_u16();
            let width = if at < PEOPLE.len() { 16 } else { 9 };
            write!(table, " {status:>width$}").unwrap();
        }
        table.push('\n');
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/routes.txt");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(path, &table).unwrap();
    }
    let agreed = std::fs::read_to_string(path).unwrap();
    assert!(
        table == agreed,
        "who may see what has changed; read this and run `make golden`:\n{table}"
    );
}
