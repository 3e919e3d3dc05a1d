//! Who leads what: what is lacking is said first, and posts and lines are kept on pages.

use axum::http::StatusCode;

use crate::browser::{Browser, between, field, links, three_rivers, token};

#[tokio::test]
async fn the_list_says_first_how_many_have_a_lead_and_who_has_none() {
    let (_boxed, router) = three_rivers().await;
    let mut browser = Browser::of(&router, "board").await;
    let page = browser.get("/organisations").await.text();
    assert!(page.contains("8 of 9 have a lead"), "{page}");
    let lacking = between(&page, "Without a lead: ", "</p>");
    assert_eq!(links(lacking, "/organisations/"), ["/organisations/ALD"]);
    let closed = between(&page, "Not there on that day", "</table>");
    assert_eq!(links(closed, "/organisations/"), ["/organisations/QTR", "/organisations/XTR"]);
    // At the end of September Alderbrook still had one.
    let before = browser.get("/organisations?as-at=2026-09-30").await.text();
    assert!(before.contains("9 of 9 have a lead"), "{before}");
    let none = browser.get("/organisations?as-at=tomorrow").await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    let nowhere = browser.get("/organisations/nowhere").await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_body_shows_whom_it_follows_what_it_is_in_and_to_whom_it_reports() {
    let (_boxed, router) = three_rivers().await;
    let mut browser = Browser::of(&router, "analyst").await;
    let board = browser.get("/organisations/QTR").await.text();
    let before = between(&board, "It follows", "</ul>");
    assert_eq!(links(before, "/organisations/"), ["/organisations/XTR"]);
    assert!(board.contains("Barnaby Skell"), "who led the body that it follows");
    let report = between(&board, "To it report", "</table>");
    assert!(report.contains("Wyburn North Primary Care Network"), "{report}");
    let gone = browser.get("/organisations/XTR").await.text();
    let stands = between(&gone, "It has closed.", "</p>");
    assert_eq!(links(stands, "/organisations/"), ["/organisations/QTR"]);
    let partnership = browser.get("/organisations/TRHP").await.text();
    let members = between(&partnership, "In this partnership", "</ul>");
    assert_eq!(links(members, "/organisations/").len(), 4);
    assert!(members.contains("1 April 2023 to 31 March 2025"), "{members}");
    let member = browser.get("/organisations/TRVA").await.text();
    let is_in = between(&member, "It is in ", "</p>");
    assert_eq!(links(is_in, "/organisations/"), ["/organisations/TRHP"]);
}

#[tokio::test]
async fn addresses_are_shown_to_the_office_the_auditor_and_the_body_alone() {
    let (_boxed, router) = three_rivers().await;
    for (who, own, other) in [
        ("programme.office", true, true),
        ("auditor", true, true),
        ("lead", true, false),
        ("sponsor", true, false),
        ("analyst", false, false),
        ("board", false, false),
        ("administrator", false, false),
    ] {
        let mut browser = Browser::of(&router, who).await;
        for (body, name, is_seen) in [("RTR", "Joss Amberley", own), ("RTC", "Dafydd Orme", other)]
        {
            let page = browser.get(&format!("/organisations/{body}")).await.text();
            assert!(page.contains(name), "{who} {body}");
            assert_eq!(page.contains(".example.nhs.uk"), is_seen, "{who} {body}");
        }
    }
}

#[tokio::test]
async fn a_lead_keeps_the_posts_of_their_own_body_and_of_no_other() {
    let (_boxed, router) = three_rivers().await;
    let mut lead = Browser::of(&router, "lead").await;
    let form = lead.get("/organisations/RTR/posts").await.text();
    let token = token(&form);
    let said = [
        ("token", token.as_str()),
        ("kind", "working_group_member"),
        ("name", "Perpetua Hollins"),
        ("job-title", "Analyst"),
        ("email", "perpetua hollins"),
        ("held", "invited"),
        ("since", "2026-11-01"),
        ("last", ""),
    ];
    let refused = lead.post("/organisations/RTR/posts", &said).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = refused.text();
    assert!(page.contains("Enter an e-mail address, like"), "{page}");
    assert!(page.contains("Perpetua Hollins"), "what was typed is lost: {page}");
    let mut mended = said;
    mended[4].1 = "";
    for _ in 0..2 {
        let kept = lead.post("/organisations/RTR/posts", &mended).await;
        assert_eq!((kept.status, kept.location()), (StatusCode::SEE_OTHER, "/organisations/RTR"));
    }
    let page = lead.get("/organisations/RTR").await.text();
    let invited = between(&page, "Invited, and no answer yet", "</table>");
    let times = links(invited, "/organisations/RTR/posts").len();
    assert_eq!(times, 1, "sent twice, it is kept once");
    assert!(invited.contains("Perpetua Hollins") && invited.contains("invited on 1 November 2026"));

    let change = links(invited, "/organisations/RTR/posts").remove(0);
    let form = lead.get(&change).await.text();
    let (id, revision) = (field(&form, "post"), field(&form, "revision"));
    let end = format!("/organisations/RTR/posts/{id}/end");
    let early = [("token", token.as_str()), ("revision", &revision), ("ended", "2026-10-01")];
    let early = lead.post(&end, &early).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    let last = [("token", token.as_str()), ("revision", &revision), ("ended", "2026-11-10")];
    assert_eq!(lead.post(&end, &last).await.status, StatusCode::SEE_OTHER);
    assert_eq!(lead.post(&end, &last).await.status, StatusCode::CONFLICT);
    let page = lead.get("/organisations/RTR").await.text();
    assert!(!page.contains("Invited, and no answer yet"), "{page}");
    assert!(page.contains("invited on 1 November 2026, until 10 November 2026"), "{page}");

    for address in ["/organisations/ALD/posts", "/organisations/ALD/lines"] {
        assert_eq!(lead.get(address).await.status, StatusCode::NOT_FOUND, "{address}");
    }
    let theirs = lead.post("/organisations/ALD/posts", &mended).await;
    assert_eq!(theirs.status, StatusCode::NOT_FOUND);
    let mut board = Browser::of(&router, "board").await;
    let page = board.get("/organisations/RTR").await.text();
    assert!(!page.contains("Change or end"), "{page}");
}

#[tokio::test]
async fn a_reporting_line_is_added_and_ended_on_pages() {
    let (_boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    let form = office.get("/organisations/ALD/lines").await.text();
    let token = token(&form);
    let said = [
        ("token", token.as_str()),
        ("whom", "forum"),
        ("body", ""),
        ("forum", ""),
        ("how-often", "twice a year"),
        ("since", "2026-11-01"),
        ("last", ""),
    ];
    let refused = office.post("/organisations/ALD/lines", &said).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let mut mended = said;
    mended[3].1 = "Overview and Scrutiny Committee";
    for _ in 0..2 {
        let kept = office.post("/organisations/ALD/lines", &mended).await;
        assert_eq!((kept.status, kept.location()), (StatusCode::SEE_OTHER, "/organisations/ALD"));
    }
    let page = office.get("/organisations/ALD").await.text();
    let lines = between(&page, "Its reporting lines", "</table>");
    assert!(lines.contains("Overview and Scrutiny Committee") && lines.contains("twice a year"));
    let to = links(lines, "/organisations/ALD/lines");
    let added = lines.matches("Overview and Scrutiny Committee").count();
    assert!(added > 0 && to.len() == 1, "sent twice, it is kept once: {lines}");
    let change = to[0].clone();
    let form = office.get(&change).await.text();
    let (id, revision) = (field(&form, "line"), field(&form, "revision"));
    let end = format!("/organisations/ALD/lines/{id}/end");
    let last = [("token", token.as_str()), ("revision", &revision), ("ended", "2026-11-10")];
    assert_eq!(office.post(&end, &last).await.status, StatusCode::SEE_OTHER);
    let page = office.get("/organisations/ALD").await.text();
    assert!(page.contains("To whom it reports is not recorded for that day"), "{page}");
    let astray = [mended[0], ("whom", "body"), ("body", "nowhere"), mended[5]];
    let astray = office.post("/organisations/ALD/lines", &astray).await;
    assert_eq!(astray.status, StatusCode::UNPROCESSABLE_ENTITY);
}
