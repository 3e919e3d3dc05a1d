//! The calendar feed: made and ended on a page, read by whoever holds its address, and by nobody else.

use axum::http::{StatusCode, header};

use crate::browser::{Browser, between, field, three_rivers, token};

#[tokio::test]
async fn a_feed_is_made_read_without_signing_in_and_ended() {
    let (_boxed, router) = three_rivers().await;
    let mut lead = Browser::of(&router, "lead").await;
    assert!(lead.get("/").await.text().contains("href=\"/calendar\""));
    let page = lead.get("/calendar").await.text();
    assert!(page.contains("You have no address yet"), "{page}");
    let (sent, feed) = (token(&page), field(&page, "feed"));
    let fields = [("token", sent.as_str()), ("feed", feed.as_str())];
    let made = lead.post("/calendar", &fields).await.text();
    let address = between(&made, "id=\"made\">", "</p>").replace("&#x2f;", "/");
    let at = address.find("/calendar/").unwrap();
    let path = address[at..].to_owned();
    assert!(path.strip_suffix(".ics").is_some_and(|rest| rest.len() > 50), "{path}");

    let mut program = Browser::new(&router);
    let answer = program.get(&path).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.headers[header::CONTENT_TYPE], "text/calendar; charset=utf-8");
    assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store");
    assert!(!answer.headers.contains_key(header::SET_COOKIE));
    let calendar = answer.text();
    assert!(calendar.starts_with("BEGIN:VCALENDAR\r\n"), "{calendar}");
    assert!(calendar.contains("BEGIN:VEVENT\r\n"), "{calendar}");
    assert_eq!(program.get(&path).await.text(), calendar);

    // Sent twice it is made once, and the page never shows it again.
    let twice = lead.post("/calendar", &fields).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", twice.text());
    let page = lead.get("/calendar").await.text();
    assert!(page.contains("You made an address on 21 November 2026") && !page.contains(".ics"));
    let ended = lead.post("/calendar/end", &[("token", &token(&page))]).await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER);
    let wrong = path.replace("/calendar/", "/calendar/x");
    let answers =
        [path.as_str(), wrong.as_str(), "/calendar/none.ics", "/calendar/none", "/calendar/.ics"];
    for address in answers {
        let answer = program.get(address).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
        assert_eq!(answer.text(), "There is nothing at this address\n", "{address}");
    }
    let mut administrator = Browser::of(&router, "administrator").await;
    assert_eq!(administrator.get("/calendar").await.status, StatusCode::FORBIDDEN);
    assert!(!administrator.get("/").await.text().contains("href=\"/calendar\""));
}
