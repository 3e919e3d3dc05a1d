//! Tokens of programs: made and ended on a page, good for reading what the API tells, and for nothing else.

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use jiff::ToSpan as _;
use office::Moment;
use office::demo::PASSWORD;
use office::region::desk;
use office::token::NewToken;
use programme::person::Role;
use testkit::{Boxed, moment};

use crate::browser::{Answer, Browser, between, field, three_rivers, token};

const FINDINGS: &str = "/api/v1/findings";

/// Makes a token on the page, and gives back what is shown once.
async fn made(browser: &mut Browser, name: &str, days: &str) -> String {
    let page = browser.get("/tokens").await.text();
    let (sent, new) = (token(&page), field(&page, "new"));
    let fields = [("token", sent.as_str()), ("new", &new), ("name", name), ("days", days)];
    let answer = browser.post("/tokens", &fields).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    between(&answer.text(), "id=\"made\">", "</p>").to_owned()
}

/// What a program is told that brings something as its authorisation.
async fn brought(browser: &mut Browser, method: Method, address: &str, brings: &str) -> Answer {
    let request =
        Request::builder().method(method).uri(address).header(header::AUTHORIZATION, brings);
    browser.send(request.body(Body::empty()).unwrap()).await
}

async fn read(router: &Router, address: &str, secret: &str) -> Answer {
    brought(&mut Browser::new(router), Method::GET, address, &format!("Bearer {secret}")).await
}

/// That a program is refused, in the words that every refused token gets.
fn is_refused(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{}", answer.text());
    assert_eq!(answer.headers[header::WWW_AUTHENTICATE], "Bearer");
    assert_eq!(answer.headers[header::CONTENT_TYPE], "application/problem+json");
    let said: serde_json::Value = serde_json::from_slice(&answer.bytes).unwrap();
    assert_eq!(said["title"], "This token opens nothing");
    assert_eq!(said["detail"].as_str().unwrap().split(',').next().unwrap(), "It is unknown");
}

#[tokio::test]
async fn a_token_is_made_seen_once_used_by_a_program_and_ended() {
    let (_boxed, router) = three_rivers().await;
    let mut analyst = Browser::of(&router, "analyst").await;
    assert!(analyst.get("/").await.text().contains("href=\"/tokens\""));
    assert!(analyst.get("/tokens").await.text().contains("You have no token yet"));
    let secret = made(&mut analyst, "Monthly table", "366").await;
    assert!(secret.starts_with("fairlead_") && secret.len() > 50, "{secret}");
    let page = analyst.get("/tokens").await.text();
    assert!(
        page.contains("Monthly table") && page.contains("Never") && !page.contains(&secret),
        "{page}"
    );
    assert!(page.contains("21 November 2026") && page.contains("22 November 2027"), "{page}");

    let told = read(&router, FINDINGS, &secret).await;
    assert_eq!(told.status, StatusCode::OK, "{}", told.text());
    assert!(!told.headers.contains_key(header::SET_COOKIE), "no session begins");
    assert_eq!(told.headers[header::CACHE_CONTROL], "no-store");
    assert_eq!(told.text(), analyst.get(FINDINGS).await.text(), "it is what the person is told");
    let small = format!("bearer {secret}");
    let told = brought(&mut Browser::new(&router), Method::GET, FINDINGS, &small).await;
    assert_eq!(told.status, StatusCode::OK);
    let page = analyst.get("/tokens").await.text();
    assert!(!page.contains("Never"), "{page}");

    // Another sees none of it, and ends none of it.
    let mut lead = Browser::of(&router, "lead").await;
    let theirs = lead.get("/tokens").await.text();
    assert!(!theirs.contains("Monthly table"), "{theirs}");
    let id = between(&page, "action=\"/tokens/", "/revoke").to_owned();
    let revoke = format!("/tokens/{id}/revoke");
    let not_theirs = lead.post(&revoke, &[("token", &token(&theirs))]).await;
    assert_eq!(not_theirs.status, StatusCode::NOT_FOUND);
    assert_eq!(read(&router, FINDINGS, &secret).await.status, StatusCode::OK);

    let ended = analyst.post(&revoke, &[("token", &token(&page))]).await;
    assert_eq!((ended.status, ended.location()), (StatusCode::SEE_OTHER, "/tokens"));
    is_refused(&read(&router, FINDINGS, &secret).await);
    assert!(!analyst.get("/tokens").await.text().contains("Monthly table"));
    let mut administrator = Browser::of(&router, "administrator").await;
    assert_eq!(administrator.get("/tokens").await.status, StatusCode::FORBIDDEN);
    assert!(!administrator.get("/").await.text().contains("href=\"/tokens\""));
}

#[tokio::test]
async fn a_token_that_is_asked_for_wrongly_or_twice_is_not_made() {
    let (_boxed, router) = three_rivers().await;
    let mut analyst = Browser::of(&router, "analyst").await;
    let page = analyst.get("/tokens").await.text();
    let (sent, new) = (token(&page), field(&page, "new"));
    let long = "x".repeat(101);
    for (name, days, says) in [
        ("", "9", "A token has a name of up to 100 characters"),
        (long.as_str(), "9", "A token has a name of up to 100 characters"),
        ("script", "0", "A token lasts for 1 to 366 days"),
        ("script", "367", "A token lasts for 1 to 366 days"),
        ("script", "a year", "A token lasts for 1 to 366 days"),
    ] {
        let fields = [("token", sent.as_str()), ("new", &new), ("name", name), ("days", days)];
        let answer = analyst.post("/tokens", &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name} {days}");
        let page = answer.text();
        assert!(page.contains(says) && !page.contains("id=\"made\""), "{page}");
    }
    assert!(analyst.get("/tokens").await.text().contains("You have no token yet"));
    let fields = [("token", sent.as_str()), ("new", &new), ("name", "script"), ("days", "1")];
    assert_eq!(analyst.post("/tokens", &fields).await.status, StatusCode::OK);
    let twice = analyst.post("/tokens", &fields).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(twice.text().contains("was made already"), "{}", twice.text());
}

/// A token that was made on a day in the past.
async fn made_before(boxed: &Boxed, person: &str, days_ago: i64, days: i64, secret: &str) {
    let now = moment().now.checked_sub((24 * days_ago).hours()).unwrap();
    let today = moment().today.checked_sub(days_ago.days()).unwrap();
    let actor = boxed.person(person).await.unwrap();
    let id = boxed.office.new_token();
    let new = NewToken { id, name: "script".into(), days, secret: secret.into() };
    boxed.office.make_token(&actor, Moment { now, today }, new).await.unwrap();
}

#[tokio::test]
async fn whatever_is_wrong_with_a_token_the_refusal_is_the_same() {
    let (boxed, router) = three_rivers().await;
    made_before(&boxed, "lead", 10, 11, "good").await;
    made_before(&boxed, "lead", 10, 10, "over").await;
    made_before(&boxed, "sponsor", 10, 30, "of the disabled").await;
    assert_eq!(read(&router, FINDINGS, "good").await.status, StatusCode::OK);
    assert_eq!(read(&router, FINDINGS, "of the disabled").await.status, StatusCode::OK);
    let administrator = desk(Role::Administrator);
    boxed.office.disable_person(&administrator, moment(), "sponsor").await.unwrap();
    let unknown = read(&router, FINDINGS, "unknown").await;
    for secret in ["over", "of the disabled", "", "Good", "good more", "GOOD"] {
        let answer = read(&router, FINDINGS, secret).await;
        is_refused(&answer);
        assert_eq!(answer.text(), unknown.text(), "{secret}");
    }
    let no_text = Request::get(FINDINGS).header(header::AUTHORIZATION, &b"Bearer \xff"[..]);
    is_refused(&Browser::new(&router).send(no_text.body(Body::empty()).unwrap()).await);

    // Who brings a token is asked for that, whoever else they are.
    let mut lead = Browser::of(&router, "lead").await;
    is_refused(&brought(&mut lead, Method::GET, FINDINGS, "Bearer unknown").await);
    let other_way = brought(&mut lead, Method::GET, FINDINGS, "Basic Zm9vOmJhcg==").await;
    assert_eq!(other_way.status, StatusCode::OK, "another way is no token");
    let nobody = Browser::new(&router).get(FINDINGS).await;
    assert_eq!(nobody.headers[header::WWW_AUTHENTICATE], "Bearer");
}

#[tokio::test]
async fn the_eleventh_try_with_a_wrong_token_waits_and_keeps_nobody_else_out() {
    let (boxed, router) = three_rivers().await;
    made_before(&boxed, "lead", 1, 9, "good").await;
    for _ in 0..10 {
        is_refused(&read(&router, FINDINGS, "wrong").await);
    }
    let answer = read(&router, FINDINGS, "wrong").await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(answer.text().contains("Wait 15 minutes"), "{}", answer.text());
    is_refused(&read(&router, FINDINGS, "another").await);
    for at in 0..400 {
        read(&router, FINDINGS, &format!("guess-{at}")).await;
    }
    assert_eq!(read(&router, FINDINGS, "guess").await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(read(&router, FINDINGS, "good").await.status, StatusCode::OK);
    let signed_in = Browser::new(&router).sign_in("lead", PASSWORD).await;
    assert_eq!(signed_in.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_token_reads_what_programs_are_told_and_nothing_else() {
    let (boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    let secret = made(&mut office, "script", "9").await;
    let bearer = format!("Bearer {secret}");
    let lines = async || {
        let auditor = boxed.person("auditor").await.unwrap();
        boxed.office.journal(&auditor, None).await.unwrap().len()
    };
    let before = lines().await;
    for page in ["/", "/tokens", "/journal", "/evidence", "/reports", "/imports", "/organisations"]
    {
        let answer = brought(&mut Browser::new(&router), Method::GET, page, &bearer).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{page}");
        assert!(answer.location().starts_with("/sign-in"), "{page}");
    }
    for form in ["/tokens", "/reports", "/calendar", "/organisations", "/sign-out", "/views"] {
        let answer = brought(&mut Browser::new(&router), Method::POST, form, &bearer).await;
        assert!(!answer.status.is_success(), "{form} {}", answer.status);
        assert!(!answer.location().starts_with(form), "{form}");
    }
    for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
        let answer = brought(&mut Browser::new(&router), method.clone(), FINDINGS, &bearer).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method}");
    }
    assert_eq!(lines().await, before, "nothing was written");
    let description: serde_json::Value = serde_json::from_str(&web::openapi().unwrap()).unwrap();
    for (address, ways) in description["paths"].as_object().unwrap() {
        let indicator = "community-clinic-non-attendance";
        let run = {
            let told = read(&router, &format!("{FINDINGS}/{indicator}"), &secret).await;
            let told: serde_json::Value = serde_json::from_slice(&told.bytes).unwrap();
            told["findings"][0]["run"].as_str().unwrap().to_owned()
        };
        let asked = address.replace("{indicator}", indicator).replace("{run}", &run);
        assert_eq!(read(&router, &asked, &secret).await.status, StatusCode::OK, "{ways}");
    }
}
