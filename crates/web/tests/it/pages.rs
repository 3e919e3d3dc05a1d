//! Every page of the example region, as everyone sees it: what a machine can tell of its HTML.

use std::collections::BTreeMap;

use axum::http::StatusCode;

use crate::browser::{Browser, between, links, three_rivers};

/// Where every kind of thing is listed, and how the addresses of its own pages begin.
const LISTS: [(&str, &str); 18] = [
    ("/owners", "/owners/"),
    ("/plans/audit-2026/committee", "/recommendations/"),
    ("/imports", "/imports/"),
    ("/objectives", "/objectives/"),
    ("/plans", "/plans/"),
    ("/actions", "/actions/"),
    ("/recommendations", "/recommendations/"),
    ("/risks?state=all", "/risks/"),
    ("/communications", "/communications/"),
    ("/rounds", "/rounds/"),
    ("/rounds/2026-planning", "/submissions/"),
    ("/evidence", "/evidence/"),
    ("/organisations", "/organisations/"),
    ("/frameworks", "/frameworks/"),
    ("/requirements", "/requirements/"),
    ("/requirements/urgent-actions-2020", "/correspondences/cor"),
    ("/groups", "/groups/"),
    ("/areas", "/areas/"),
];

/// The pages that stand alone.
const ALONE: [&str; 38] = [
    "/",
    "/calendar",
    "/overview",
    "/reports",
    "/reports/board?round=2026-planning",
    "/organisations/RTR/posts",
    "/organisations/RTR/lines",
    "/organisations/RTR/edit",
    "/organisations/TRHP/edit",
    "/insights",
    "/submissions",
    "/submissions?round=2026-planning&state=submitted",
    "/journal",
    "/accessibility",
    "/methods",
    "/plans?as-at=2026-10-20",
    "/actions/timeline",
    "/actions/timeline?standing=closed",
    "/actions/forward",
    "/actions/board",
    "/actions/bulk",
    "/actions/bulk?standing=late",
    "/recommendations/bulk",
    "/owners",
    "/shares",
    "/rules",
    "/risks?level=not-assessed",
    "/risks?as-at=2026-11-12",
    "/risks?plan=action-plan-2026&state=all",
    "/plans/action-plan-2026/risks",
    "/communications?as-at=2026-11-01",
    "/requirements/urgent-actions-2020?plan=action-plan-2026",
    "/requirements/urgent-actions-2020/map?plan=action-plan-2026",
    "/correspondences/new?from=urgent-actions-2020/1",
    "/correspondences/new?from=urgent-actions-2020/1&in=inclusion-health-groups",
    "/groups?as-at=2026-10-20",
    "/requirements/marmot?list=urgent-actions-2020",
    "/requirements/marmot/map?list=urgent-actions-2020",
];

async fn every_page(browser: &mut Browser) -> Vec<String> {
    let mut pages: Vec<String> = ALONE.map(str::to_owned).into();
    for (list, beginning) in LISTS {
        let page = browser.get(list).await.text();
        let found = links(&page, beginning);
        assert!(!found.is_empty(), "nothing under {beginning} on {list}");
        pages.push(list.to_owned());
        pages.extend(found);
    }
    pages.sort();
    pages.dedup();
    pages
}

/// How many cells of the page's tables say nothing, but for the name of their column.
fn empty_cells(page: &str) -> usize {
    let cells = page.split("<td").chain(page.split("<th ")).skip(1);
    let of = |cell: &str| {
        let (_, inside) = cell.split_once('>')?;
        let inside = inside.split("</td>").next()?.split("</th>").next()?;
        let inside = inside
            .split_once("aria-hidden=\"true\">")
            .map_or(inside, |(_, rest)| rest.split_once("</span>").map_or(rest, |(_, rest)| rest));
        let words = inside.split('<').enumerate().map(|(at, part)| match at {
            0 => part,
            _ => part.split_once('>').map_or("", |(_, words)| words),
        });
        Some(words.collect::<String>().trim().is_empty())
    };
    cells
        .filter(|cell| cell.starts_with([' ', '>', 'c', 's', 'r']))
        .filter(|cell| of(cell) == Some(true))
        .count()
}

/// What is wrong with a page.
fn faults(page: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let count = |what: &str| page.matches(what).count();
    let mut must = |holds: bool, what: &str| {
        if !holds {
            faults.push(what.to_owned());
        }
    };
    must(page.starts_with("<!DOCTYPE html>"), "no doctype");
    must(count("<h1") == 1, "not one h1");
    must(count("<main") == 1 && page.contains("href=\"#maincontent\""), "no way past the header");
    must(page.contains("<html lang=\"en-GB\">"), "no language");
    must(count("<table") == count("<caption"), "a table without a caption");
    must(!page.contains(" style=\"") && !page.contains("<style"), "a style of its own");
    must(!page.contains("javascript:") && count("<script") == 1, "a script of its own");
    must(empty_cells(page) == 0, "an empty cell");
    must(
        !page.contains("Some(") && !page.contains("{{") && !page.contains("undefined"),
        "a machine's word",
    );
    for attribute in ["href", "src", "action", "formaction"] {
        let ours = |value: &str| {
            value.starts_with('/') && !value.starts_with("//") || value.starts_with('#')
        };
        for value in page.split(&format!(" {attribute}=\"")).skip(1) {
            let (value, rest) = value.split_once('"').unwrap_or_default();
            let value = value.replace("&#x2f;", "/");
            // A link may lead to the source of a framework, and does not say where it came from.
            let is_source = attribute == "href"
                && value.starts_with("https://")
                && rest.starts_with(" rel=\"noreferrer\"");
            must(ours(&value) || is_source, &format!("{attribute} leads to {value}"));
        }
    }
    let mut ids: Vec<&str> =
        page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    ids.sort_unstable();
    let twice = ids.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0]);
    must(twice.is_none(), &format!("the id {} stands twice", twice.unwrap_or_default()));
    let forms = page.matches("method=\"post\"").count();
    must(count("name=\"token\"") >= forms, "a form without a token");
    faults
}

#[tokio::test]
async fn every_page_is_sound_and_has_a_title_of_its_own() {
    let (_boxed, router) = three_rivers().await;
    let mut browser = Browser::of(&router, "programme.office").await;
    let mut titles: BTreeMap<String, String> = BTreeMap::new();
    let pages = every_page(&mut browser).await;
    assert!(pages.len() > 40, "only {} pages", pages.len());
    for address in pages {
        let answer = browser.get(&address).await;
        assert_eq!(answer.status, StatusCode::OK, "{address}: {}", answer.text());
        let page = answer.text();
        assert_eq!(faults(&page), Vec::<String>::new(), "{address}");
        let title = between(&page, "<title>", "</title>").to_owned();
        let path = address.split('?').next().unwrap().to_owned();
        if let Some(other) = titles.insert(title.clone(), path.clone()) {
            assert_eq!(other, path, "both are called {title}");
        }
    }
    let refused = browser.get("/no-such-page").await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    assert_eq!(faults(&refused.text()), Vec::<String>::new());
}

#[tokio::test]
async fn a_day_that_is_none_is_said_at_its_field() {
    let (_boxed, router) = three_rivers().await;
    let mut browser = Browser::of(&router, "board").await;
    for address in ["/plans", "/actions", "/objectives", "/rounds/2026-planning"] {
        for day in ["yesterday", "2026-02-30", "2030-01-01"] {
            let answer = browser.get(&format!("{address}?as-at={day}")).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{address} {day}");
            let page = answer.text();
            assert!(page.contains("There is a problem") && page.contains("href=\"#as-at\""));
            assert_eq!(faults(&page), Vec::<String>::new());
        }
        let then = browser.get(&format!("{address}?as-at=2026-01-01")).await;
        assert_eq!(then.status, StatusCode::OK);
        assert!(then.text().contains("Shown as at 1 January 2026"));
    }
    let plans = browser.get("/plans?as-at=2026-01-01").await.text();
    assert!(plans.contains("No plans here"), "nothing was kept by then");
}

#[tokio::test]
async fn a_program_is_told_of_a_problem_in_json() {
    use axum::body::Body;
    use axum::http::{Request, header};
    let (_boxed, router) = three_rivers().await;
    let mut browser = Browser::of(&router, "board").await;
    let asked = Request::get("/plans/none").header(header::ACCEPT, "application/json");
    let answer = browser.send(asked.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(answer.headers[header::CONTENT_TYPE], "application/problem+json");
    assert!(answer.text().contains("\"title\":\"Page not found\""));
}
