//! My work: many returns to read are one line, and one is a line of its own.

use axum::http::StatusCode;

use crate::browser::{Browser, between, field, links, three_rivers, token};

const MANY: &str = "/submissions?round=2026-planning&state=submitted";

#[tokio::test]
async fn many_returns_to_read_are_one_line_and_the_last_is_a_line_of_its_own() {
    let (_boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    let work = office.get("/").await.text();
    let waiting = between(&work, "Waiting for you</caption>", "</table>");
    assert!(waiting.contains("6 returns to read in “"), "{waiting}");
    assert!(
        waiting.contains("Waiting since 2 October 2026") && waiting.contains("6 organisations"),
        "{waiting}"
    );
    assert!(!waiting.contains("Read the return of"), "{waiting}");
    assert_eq!(links(waiting, "/submissions"), [MANY]);

    let page = office.get(MANY).await.text();
    let table = between(&page, "<tbody", "</tbody>");
    let mut made = links(table, "/submissions/");
    assert_eq!(made.len(), 6, "{page}");
    let chips = between(&page, "app-chips", "</ul>");
    let rest = ["/submissions?round=2026-planning", "/submissions?state=submitted"];
    assert_eq!(links(chips, "/submissions"), rest);
    let every = office.get("/submissions").await.text();
    assert!(links(&every, "/submissions/").len() > 6, "{every}");
    let none = office.get("/submissions?round=2026-planning&state=reopened").await.text();
    assert!(none.contains("No returns here") && none.contains("0 returns"), "{none}");
    // What is no round and no state narrows nothing.
    let odd = office.get("/submissions?round=nowhere&state=%22%3E").await.text();
    assert_eq!(links(&odd, "/submissions/").len(), links(&every, "/submissions/").len());

    let last = made.pop().unwrap();
    for one in &made {
        let page = office.get(one).await.text();
        let (token, revision) = (token(&page), field(&page, "revision"));
        let fields =
            [("token", token.as_str()), ("revision", revision.as_str()), ("reason", "Say by when")];
        let sent_back = office.post(&format!("{one}/step/ask-changes"), &fields).await;
        assert_eq!(sent_back.status, StatusCode::SEE_OTHER, "{}", sent_back.text());
    }
    let work = office.get("/").await.text();
    let waiting = between(&work, "Waiting for you</caption>", "</table>");
    assert!(waiting.contains("Read the return of") && !waiting.contains(" to read in"));
    assert_eq!(links(waiting, "/submissions"), [last]);
}
