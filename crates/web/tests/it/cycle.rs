//! The cycle of a round, as its faults meet people: forms sent twice, sessions lost, links ended.

use axum::http::StatusCode;
use jiff::SignedDuration;
use office::Moment;
use office::demo::PASSWORD;
use testkit::moment;
use web::Settings;
use web::headers::Transport;

use crate::browser::{Browser, field, links, three_rivers, token};

/// The first link that begins so.
fn linked(page: &str, begins: &str) -> String {
    links(page, begins).remove(0)
}

fn valued(page: &str, name: &str) -> String {
    field(page, name)
}

/// The return of the programme office's own body, which has not been begun.
async fn own_return(browser: &mut Browser) -> String {
    let round = browser.get("/rounds/2026-planning").await.text();
    let row = round.split("<tr").skip(1).find(|row| row.contains("Integrated Care Board")).unwrap();
    linked(row, "/submissions/")
}

/// The address of the form of a new objective.
async fn new_objective(browser: &mut Browser, own: &str) -> String {
    let to = browser.get(&format!("{own}/objectives/new?theme=B")).await;
    assert_eq!(to.status, StatusCode::SEE_OTHER);
    to.location().split('?').next().unwrap().to_owned()
}

const WORDS: &str = "Fewer missed visits in “Quay” & Mill wards";

#[tokio::test]
async fn an_answer_sent_twice_is_one_answer_and_a_return_sent_twice_is_one_return() {
    let (_boxed, router) = three_rivers().await;
    let mut browser = Browser::of(&router, "programme.office").await;
    let own = own_return(&mut browser).await;
    let form = new_objective(&mut browser, &own).await;
    let page = browser.get(&form).await.text();
    let token = token(&page);
    let fields = [
        ("token", token.as_str()),
        ("seen", ""),
        ("sub_category", "B3"),
        ("objective", WORDS),
        ("prevention", "yes"),
        ("prevention_how", "Earlier contact"),
    ];
    for _ in 0..2 {
        let saved = browser.post(&form, &fields).await;
        assert_eq!((saved.status, saved.location()), (StatusCode::SEE_OTHER, own.as_str()));
    }
    let tasks = browser.get(&own).await.text();
    assert_eq!(tasks.matches("Fewer missed visits in").count(), 1, "{tasks}");
    assert!(tasks.contains("In progress"));
    let again = browser.get(&form).await.text();
    assert!(again.contains("Earlier contact") && again.contains("Worth a thought"));

    // What is missing is said, with where to mend it.
    let check = browser.get(&format!("{own}/check")).await.text();
    let revision = valued(&check, "revision");
    let send = [("token", token.as_str()), ("revision", revision.as_str())];
    let refused = browser.post(&format!("{own}/send"), &send).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("the executive sponsor is missing"));

    let to = browser.get(&format!("{own}/who")).await.location().to_owned();
    let who = browser.get(&to).await.text();
    let seen = valued(&who, "seen");
    let names =
        ["organisation", "executive_sponsor", "lead_officer", "reports_to", "report_author"];
    let mut fields = vec![("token", token.as_str()), ("seen", seen.as_str())];
    fields.extend(names.map(|name| (name, "The director of public health")));
    assert_eq!(browser.post(&to, &fields).await.status, StatusCode::SEE_OTHER);
    let check = browser.get(&format!("{own}/check")).await.text();
    let revision = valued(&check, "revision");
    let send = [("token", token.as_str()), ("revision", revision.as_str())];
    for _ in 0..2 {
        let sent = browser.post(&format!("{own}/send"), &send).await;
        assert_eq!(sent.location(), format!("{own}/sent"), "{}", sent.text());
    }
    assert!(browser.get(&format!("{own}/sent")).await.text().contains("Return sent"));
    assert!(browser.get(&own).await.text().contains("Submitted"));
    let late = browser.post(&form, &fields).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "what was sent takes no answers");
}

#[tokio::test]
async fn whoever_writes_second_sees_both_versions() {
    let (_boxed, router) = three_rivers().await;
    let mut first = Browser::of(&router, "programme.office").await;
    let mut second = Browser::of(&router, "programme.office").await;
    let own = own_return(&mut first).await;
    let form = new_objective(&mut first, &own).await;
    let (one, other) =
        (token(&first.get(&own).await.text()), token(&second.get(&own).await.text()));
    let said = |token: &str, seen: &str, words: &str| {
        let pairs =
            [("token", token), ("seen", seen), ("sub_category", "B3"), ("objective", words)];
        pairs.map(|(name, value)| (name.to_owned(), value.to_owned()))
    };
    let pairs = |said: &[(String, String)]| -> Vec<(String, String)> { said.to_vec() };
    let post = async |browser: &mut Browser, fields: Vec<(String, String)>| {
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        browser.post(&form, &fields).await
    };
    post(&mut first, pairs(&said(&one, "", "Theirs"))).await;
    let conflict = post(&mut second, pairs(&said(&other, "", "Mine"))).await;
    assert_eq!(conflict.status, StatusCode::CONFLICT);
    let page = conflict.text();
    assert!(
        page.contains("Theirs") && page.contains("Mine") && page.contains("Save mine over theirs")
    );
    assert!(first.get(&form).await.text().contains("Theirs"), "nothing was overwritten");
    let seen = valued(&page, "seen");
    let saved = post(&mut second, pairs(&said(&other, &seen, "Mine"))).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    assert!(first.get(&form).await.text().contains("Mine"));
}

#[tokio::test]
async fn what_was_taken_out_meanwhile_keeps_what_was_typed_and_long_words_are_refused_in_words() {
    let (_boxed, router) = three_rivers().await;
    let mut browser = Browser::of(&router, "programme.office").await;
    let own = own_return(&mut browser).await;
    let form = new_objective(&mut browser, &own).await;
    let token = token(&browser.get(&form).await.text());
    let fields =
        [("token", token.as_str()), ("seen", ""), ("sub_category", "B3"), ("objective", WORDS)];
    browser.post(&form, &fields).await;
    let remove = [("token", token.as_str()), ("seen", "1")];
    for _ in 0..2 {
        let removed = browser.post(&format!("{form}/remove"), &remove).await;
        assert_eq!(removed.status, StatusCode::SEE_OTHER, "taken out twice, it is out");
    }
    for seen in ["1", ""] {
        let fields = [
            ("token", token.as_str()),
            ("seen", seen),
            ("sub_category", "B3"),
            ("objective", WORDS),
        ];
        let page = browser.post(&form, &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = page.text();
        assert!(page.contains("was taken out of the return") && page.contains("&amp; Mill wards"));
        assert!(!page.contains(&format!("action=\"{form}\"")), "its form is of a new answer");
    }
    let long = "x".repeat(3_000_000);
    let fields = [("token", token.as_str()), ("seen", ""), ("objective", &long)];
    let refused = browser.post(&form, &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("longer than 2 MB"));
}

#[tokio::test]
async fn a_lost_session_gives_back_what_was_typed() {
    let (_boxed, router) = three_rivers().await;
    let mut browser = Browser::of(&router, "programme.office").await;
    let own = own_return(&mut browser).await;
    let form = new_objective(&mut browser, &own).await;
    let stale = token(&browser.get(&form).await.text());
    let fields =
        [("token", stale.as_str()), ("seen", ""), ("sub_category", "B3"), ("objective", WORDS)];
    let mut signed_out = Browser::new(&router);
    let page = signed_out.post(&form, &fields).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    let page = page.text();
    assert!(page.contains("You were signed out while you were writing"));
    let typed = valued(&page, "typed").replace("&amp;", "&");
    let (next, ask) = (valued(&page, "next"), token(&page));
    assert_eq!(next, form);
    let wrong = [
        ("token", ask.as_str()),
        ("name", "programme.office"),
        ("password", "not it"),
        ("next", next.as_str()),
        ("typed", typed.as_str()),
    ];
    let page = signed_out.post("/sign-in", &wrong).await.text();
    assert_eq!(
        valued(&page, "typed").replace("&amp;", "&"),
        typed,
        "a wrong password loses nothing"
    );
    let ask = token(&page);
    let right = [
        ("token", ask.as_str()),
        ("name", "programme.office"),
        ("password", PASSWORD),
        ("next", next.as_str()),
        ("typed", typed.as_str()),
    ];
    let page = signed_out.post("/sign-in", &right).await.text();
    assert!(page.contains("Fewer missed visits in “Quay” &amp; Mill wards"), "{page}");
    let fresh = token(&page);
    let again =
        [("token", fresh.as_str()), ("seen", ""), ("sub_category", "B3"), ("objective", WORDS)];
    assert_eq!(signed_out.post(&form, &again).await.status, StatusCode::SEE_OTHER);
    assert!(signed_out.get(&own).await.text().contains("Fewer missed visits"));
    // The same form, still open where somebody signed in anew.
    let page = signed_out.post(&form, &fields).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(page.text().contains("Here is what you typed"));
}

fn in_three_weeks() -> Moment {
    let now = moment().now.checked_add(SignedDuration::from_hours(24 * 21)).unwrap();
    Moment { now, today: moment().today.checked_add(jiff::Span::new().days(21)).unwrap() }
}

#[tokio::test]
async fn a_link_opens_one_return_and_says_when_it_has_ended() {
    let (boxed, router) = three_rivers().await;
    let mut browser = Browser::of(&router, "programme.office").await;
    let own = own_return(&mut browser).await;
    let of_own = format!("{own}/links");
    let page = browser.get(&of_own).await.text();
    let (token, link) = (token(&page), valued(&page, "link"));
    let fields = [
        ("token", token.as_str()),
        ("link", link.as_str()),
        ("sent_to", "the manager of the day centre"),
        ("days", "14"),
    ];
    let made = browser.post(&of_own, &fields).await.text();
    let address = linked(&made, "/answer/");
    let twice = browser.post(&of_own, &fields).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        twice.text().contains("this link was made already")
            || twice.text().contains("This link was made already")
    );

    let mut bearer = Browser::new(&router);
    assert_eq!(bearer.get(&address).await.location(), own);
    let tasks = bearer.get(&own).await.text();
    assert!(tasks.contains("Who is who") && !tasks.contains("Recommendations"));
    for elsewhere in ["/journal", "/organisations/QTR/posts/new", &format!("{own}/links")] {
        assert_ne!(bearer.get(elsewhere).await.status, StatusCode::OK, "{elsewhere}");
    }
    assert_eq!(bearer.get("/").await.location(), own);
    let round = browser.get("/rounds/2026-planning").await.text();
    let row = round.split("<tr").skip(1).find(|row| row.contains("Homeless")).unwrap();
    let other = linked(row, "/submissions/");
    assert_eq!(bearer.get(&other).await.status, StatusCode::NOT_FOUND);
    assert_eq!(Browser::new(&router).get("/answer/nothing").await.status, StatusCode::NOT_FOUND);

    // What the bearer wrote is in the journal under that link.
    let form = new_objective(&mut bearer, &own).await;
    let theirs = crate::browser::token(&bearer.get(&form).await.text());
    let said = [("token", theirs.as_str()), ("seen", ""), ("objective", WORDS)];
    assert_eq!(bearer.post(&form, &said).await.status, StatusCode::SEE_OTHER);
    let journal = browser.get("/journal").await.text();
    assert!(journal.contains("the link sent to the manager of the day centre"));

    let settings = Settings { transport: Transport::Plain, clock: in_three_weeks };
    let later = web::router(boxed.office.clone(), settings);
    let expired = Browser::new(&later).get(&address).await;
    assert_eq!(expired.status, StatusCode::GONE);
    assert!(expired.text().contains("This link has expired"));
    assert!(expired.text().contains("Ask the programme office"));
    let revoke = format!("{of_own}/{link}/revoke");
    assert_eq!(browser.post(&revoke, &[("token", &token)]).await.status, StatusCode::SEE_OTHER);
    assert_ne!(bearer.get(&own).await.status, StatusCode::OK, "it ends for who is in, too");
    let ended = Browser::new(&router).get(&address).await;
    assert_eq!(ended.status, StatusCode::GONE);
    assert!(ended.text().contains("This link was ended"));
}
