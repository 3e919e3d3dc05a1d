//! Signing in and out, and what a form needs to be taken.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use office::demo::PASSWORD;

use crate::browser::{Browser, three_rivers, token};

#[tokio::test]
async fn who_signs_in_gets_a_session_of_their_own_and_loses_it_on_signing_out() {
    let (_boxed, router) = three_rivers().await;
    let mut browser = Browser::new(&router);
    let sent_away = browser.get("/plans?as-at=2026-10-01").await;
    assert_eq!(sent_away.status, StatusCode::SEE_OTHER);
    assert_eq!(sent_away.location(), "/sign-in?next=/plans%3Fas-at%3D2026-10-01");

    let wrong = browser.sign_in("programme.office", "not the password").await;
    let unknown = browser.sign_in("nobody.at.all", PASSWORD).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(unknown.status, wrong.status);
    let says = "The name or the password is not right";
    assert!(wrong.text().contains(says) && unknown.text().contains(says));
    assert!(wrong.text().contains("<title>Error: Sign in"));

    let answer = browser.sign_in("programme.office", PASSWORD).await;
    let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap().to_owned();
    assert!(cookie.starts_with("fairlead=") && cookie.contains("HttpOnly"), "{cookie}");
    assert!(cookie.contains("SameSite=Lax") && cookie.contains("Path=/"), "{cookie}");
    let home = browser.get("/").await;
    assert_eq!(home.status, StatusCode::OK);
    assert!(home.text().contains("Marian Thistlewood"));

    let unsent = browser.post("/sign-out", &[]).await;
    assert_eq!(unsent.status, StatusCode::FORBIDDEN);
    let token = token(&home.text());
    let left = browser.post("/sign-out", &[("token", &token)]).await;
    assert_eq!((left.status, left.location()), (StatusCode::SEE_OTHER, "/sign-in"));
    // The session has ended in the store too: the old cookie opens nothing.
    let value = cookie.split(';').next().unwrap();
    let again = Request::get("/").header(header::COOKIE, value).body(Body::empty()).unwrap();
    let again = Browser::new(&router).send(again).await;
    assert_eq!((again.status, again.location()), (StatusCode::SEE_OTHER, "/sign-in"));
}

#[tokio::test]
async fn a_form_without_the_token_or_from_elsewhere_changes_nothing() {
    let (_boxed, router) = three_rivers().await;
    let mut browser = Browser::of(&router, "programme.office").await;
    let page = browser.get("/reports").await.text();
    let good = token(&page);
    let forms: [&[(&str, &str)]; 3] = [
        &[("round", "2026-planning")],
        &[("round", "2026-planning"), ("token", "")],
        &[("round", "2026-planning"), ("token", "AAAAAAAAAAAAAAAAAAAAAA")],
    ];
    for form in forms {
        assert_eq!(browser.post("/reports", form).await.status, StatusCode::FORBIDDEN);
    }
    for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://elsewhere.example")]
    {
        let request = Request::post("/reports")
            .header(header::HOST, "fairlead.example")
            .header(name, value)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(format!("round=2026-planning&token={good}")))
            .unwrap();
        let answer = browser.send(request).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{name}");
        assert!(answer.text().contains("This form came from another site"));
    }
    let sign_in = [("name", "programme.office"), ("password", PASSWORD), ("token", &good)];
    let planted = Browser::new(&router).post("/sign-in", &sign_in).await;
    assert_eq!(planted.status, StatusCode::FORBIDDEN, "a sign-in form is our own page's too");
    assert!(browser.get("/reports").await.text().contains("No report has been issued"));
}

#[tokio::test]
async fn the_eleventh_wrong_password_waits() {
    let (_boxed, router) = three_rivers().await;
    let mut browser = Browser::new(&router);
    for _ in 0..10 {
        let answer = browser.sign_in("sponsor", "a wrong password").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let answer = browser.sign_in("sponsor", PASSWORD).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(answer.text().contains("Wait 15 minutes"));
    assert_eq!(browser.sign_in("lead", PASSWORD).await.status, StatusCode::SEE_OTHER);
}
