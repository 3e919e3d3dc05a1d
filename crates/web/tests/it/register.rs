//! The registers of actions and recommendations: filters, order and pages in the address, and what
//! comes of an address that nobody would write.

use axum::http::StatusCode;

use crate::browser::{Browser, between, links, three_rivers};

/// What stands in the chips above the list: the words, and the address of the list without it.
fn chips(page: &str) -> Vec<(String, String)> {
    let Some((_, list)) = page.split_once("aria-label=\"Filters chosen\"") else {
        return Vec::new();
    };
    let list = list.split("</ul>").next().unwrap();
    let chip = |part: &str| {
        let href = part.split('"').next().unwrap().replace("&#x2f;", "/").replace("&amp;", "&");
        let words = between(part, "</span>", "<span").trim().to_owned();
        (words, href)
    };
    list.split("<a href=\"").skip(1).map(chip).collect()
}

fn said(page: &str) -> &str {
    between(page, "<p class=\"nhsuk-body-l\" role=\"status\">", "</p>")
}

#[tokio::test]
async fn each_filter_is_a_chip_that_is_taken_off() {
    let (_boxed, router) = three_rivers().await;
    let mut browser = Browser::of(&router, "programme.office").await;
    for (list, of) in [("/actions", "/actions/act_"), ("/recommendations", "/recommendations/rec_")]
    {
        let page = browser.get(list).await.text();
        let all = links(&page, of).len();
        assert!(all > 0 && chips(&page).is_empty(), "{list}");
        let plan = links(&page, "/plans/")[0].strip_prefix("/plans/").unwrap().to_owned();
        for asked in ["standing=late", "status=in_progress", "q=zzz", "owner=zzz", "sort=due"] {
            let address = format!("{list}?plan={plan}&{asked}&as-at=2026-10-25");
            let narrowed = browser.get(&address).await;
            assert_eq!(narrowed.status, StatusCode::OK, "{address}");
            let page = narrowed.text();
            let found = chips(&page);
            assert_eq!(found.len(), 2, "{address}: {found:?}");
            for (_, href) in &found {
                assert!(href.contains("as-at=2026-10-25"), "{href}");
                let without = browser.get(href).await.text();
                assert_eq!(chips(&without).len(), 1, "{href}");
            }
            assert!(links(&page, of).len() <= all, "{address}");
        }
        let none = browser.get(&format!("{list}?q=zzz")).await.text();
        assert!(said(&none).starts_with("0 "), "{}", said(&none));
    }
}

#[tokio::test]
async fn words_are_found_however_they_are_typed() {
    let (_boxed, router) = three_rivers().await;
    let mut browser = Browser::of(&router, "programme.office").await;
    let page = browser.get("/actions").await.text();
    let (_, row) = page
        .split_once("href=\"/actions/act_")
        .or_else(|| page.split_once("href=\"&#x2f;actions&#x2f;act_"))
        .unwrap();
    let words = between(row, ">", "</a>");
    let word = words.split(' ').find(|word| word.len() > 5 && word.is_ascii()).unwrap();
    let word: String = word.chars().filter(|letter| letter.is_alphabetic()).collect();
    let typed = word.to_uppercase().replace('E', "%C3%89");
    let found = browser.get(&format!("/actions?q={typed}")).await.text();
    assert!(!links(&found, "/actions/act_").is_empty(), "{word} as {typed}");
    // A file of the same list says the same.
    let file = browser.get(&format!("/exports/actions/csv?q={typed}")).await.text();
    assert!(file.to_lowercase().contains(&word.to_lowercase()), "{file}");
    let none = browser.get("/exports/actions/csv?q=zzz").await.text();
    assert!(!none.to_lowercase().contains(&word.to_lowercase()));
}

#[tokio::test]
async fn in_order_of_dates_what_has_none_comes_last() {
    let (_boxed, router) = three_rivers().await;
    let mut browser = Browser::of(&router, "programme.office").await;
    let page = browser.get("/actions?sort=due").await.text();
    assert!(page.contains("aria-sort=\"ascending\""));
    let standings: Vec<bool> =
        page.split("<tr").skip(2).map(|row| row.contains("No date agreed")).collect();
    let first = standings.iter().position(|undated| *undated).unwrap_or(standings.len());
    let open = &standings[first..];
    // What is closed and has no date says that it is closed.
    assert!(open.iter().filter(|undated| **undated).count() * 2 >= open.len(), "{standings:?}");
    let list = browser.get("/actions").await.text();
    let by_due = |address: &String| address.contains("sort=due");
    assert!(links(&list, "/actions?").iter().any(by_due), "a column puts the list in order");
}

#[tokio::test]
async fn an_address_that_nobody_would_write_is_answered() {
    let (_boxed, router) = three_rivers().await;
    let mut browser = Browser::of(&router, "lead").await;
    let long = "q".repeat(10_000);
    for asked in [
        "page=0",
        "page=-1",
        "page=1000000000000000000",
        "page=99999999999999999999999",
        "sort=nothing",
        "sort=due&sort=told",
        "standing=nothing",
        "status=nothing",
        "plan=no-such-plan",
        "plan=%00",
        "organisation=Nowhere",
        "organisation=%00%27",
        &format!("q={long}"),
        &format!("owner={long}"),
        "q=%25",
        "q=_",
        "q=%00",
        "q=%27%22%3B%20DROP%20TABLE%20action%3B--",
        "owner=%25%5F%00%27",
        "q=%3Cscript%3Ealert(1)%3C/script%3E",
        "q=%EF%BF%BD%F0%9F%98%80",
    ] {
        for list in ["/actions", "/recommendations"] {
            let answer = browser.get(&format!("{list}?{asked}")).await;
            let shown: String = asked.chars().take(40).collect();
            assert_eq!(answer.status, StatusCode::OK, "{list} {shown}");
            let page = answer.text();
            assert!(!page.contains("<script>alert") && page.len() < 200_000, "{list} {shown}");
            for (words, href) in chips(&page) {
                let status = browser.get(&href).await.status;
                assert_eq!(status, StatusCode::OK, "{words}: {href}");
            }
            let file = browser.get(&format!("/exports{list}/csv?{asked}")).await;
            assert_eq!(file.status, StatusCode::OK, "{list} {shown}");
        }
    }
    for wrong in ["yesterday", "2026-02-30", "9999-12-31", "-009999-01-01", "%00"] {
        let refused = browser.get(&format!("/actions?q=a&as-at={wrong}")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    let before_time = browser.get("/actions?sort=told&as-at=0001-01-01").await;
    assert_eq!(before_time.status, StatusCode::OK);
}

#[tokio::test]
async fn the_picture_of_the_months_shows_what_its_table_says() {
    let (_boxed, router) = three_rivers().await;
    let mut browser = Browser::of(&router, "programme.office").await;
    for asked in ["", "?standing=late", "?sort=due", "?as-at=2026-10-25", "?page=9"] {
        let page = browser.get(&format!("/actions/timeline{asked}")).await.text();
        let bars = page.matches("class=\"chart-bar\"").count();
        assert_eq!(bars, links(&page, "/actions/act_").len(), "{asked}");
        assert!(bars == 0 || page.contains("role=\"img\""), "{asked}");
        let list = browser.get(&format!("/actions{asked}")).await.text();
        assert_eq!(links(&list, "/actions/act_").len(), bars, "{asked}");
    }
}

#[tokio::test]
async fn what_will_be_late_grows_with_the_days_and_leads_to_its_owner() {
    let (_boxed, router) = three_rivers().await;
    let mut browser = Browser::of(&router, "programme.office").await;
    let page = browser.get("/actions/forward").await.text();
    let total = between(&page, "In all ", ". What two");
    let counts: Vec<u64> = total
        .replace(" and ", ", ")
        .split(", ")
        .map(|count| count.replace(',', "").parse().unwrap())
        .collect();
    assert!(counts.len() == 4 && counts.is_sorted(), "{counts:?}");
    let late = browser.get("/actions?standing=late").await.text();
    assert_eq!(said(&late).split(' ').next().unwrap(), counts[0].to_string());
    for owner in links(&page, "/actions?owner=") {
        let list = browser.get(&owner.replace("&amp;", "&")).await.text();
        assert!(!links(&list, "/actions/act_").is_empty(), "{owner}");
    }
    let none = browser.get("/actions/forward?plan=no-such-plan").await.text();
    assert!(none.contains("Nothing will be late by then"));
}
