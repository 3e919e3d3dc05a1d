//! What is told of an action: as it goes, a new date, and complete, and whatever goes wrong in it.

use axum::http::StatusCode;

use crate::browser::{Browser, field, links, three_rivers, token};

/// The first action of the body of the lead of the example region that is not closed.
async fn an_action(browser: &mut Browser) -> String {
    let list = browser.get("/actions?standing=late").await.text();
    let late = links(&list, "/actions/act_");
    let other = browser.get("/actions?standing=on_course").await.text();
    late.into_iter().chain(links(&other, "/actions/act_")).next().expect("an open action")
}

/// Sends one step with what the form of it carries.
async fn tell(
    browser: &mut Browser,
    page: &str,
    step: &str,
    fields: &[(&str, &str)],
) -> (StatusCode, String) {
    let shown = browser.get(page).await.text();
    send(browser, page, (&shown, step), fields).await
}

/// Sends one step from a page that was opened before.
async fn send(
    browser: &mut Browser,
    page: &str,
    (shown, step): (&str, &str),
    fields: &[(&str, &str)],
) -> (StatusCode, String) {
    let (token, update) = (token(shown), field(shown, "update"));
    let revision = field(shown, "revision");
    let mut all = vec![
        ("token", token.as_str()),
        ("update", update.as_str()),
        ("revision", revision.as_str()),
        ("step", step),
    ];
    all.extend(fields.iter().copied());
    if !fields.iter().any(|(name, _)| *name == "on") {
        all.push(("on", "2026-11-10"));
    }
    let answer = browser.post(&format!("{page}/updates"), &all).await;
    (answer.status, answer.text())
}

#[tokio::test]
async fn a_new_date_is_asked_agreed_by_another_and_the_first_stays() {
    let (_boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    let page = an_action(&mut office).await;
    let before = office.get(&page).await.text();
    assert!(before.contains("Ask for a new date") && !before.contains("Agree the new date"));
    let (status, refused) =
        tell(&mut office, &page, "ask-date", &[("by_when", "soon"), ("words", "It moved")]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.contains("href=\"#by_when\"") && refused.contains("It moved"), "{refused}");
    let date = [("by_when", "30 June 2027"), ("words", "")];
    let (status, refused) = tell(&mut office, &page, "ask-date", &date).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.contains("href=\"#words\"") && refused.contains("30 June 2027"));
    let date = [("by_when", "30 June 2027"), ("words", "The clinic moves")];
    let (status, _) = tell(&mut office, &page, "ask-date", &date).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let asked = office.get(&page).await.text();
    assert!(asked.contains("A new date is asked for: 30 June 2027"));
    assert!(!asked.contains("Agree the new date"), "whoever asked does not answer");
    let (status, refused) = tell(&mut office, &page, "agree-date", &[]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.contains("omebody else must"), "{refused}");
    // Nothing moves until somebody else agrees; neither may a stranger to the body.
    assert!(!asked.contains("First agreed"));
    let list = office.get("/changes?since=2026-11-09&of=action").await.text();
    assert!(list.contains("New date asked for"), "{list}");
}

#[tokio::test]
async fn complete_is_said_by_one_and_seen_by_another() {
    let (_boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    let page = an_action(&mut office).await;
    let proof = [
        ("words", "Two evening sessions a week"),
        ("evidence_title", "The rota"),
        ("evidence_link", "https://intranet.example.org/rota"),
    ];
    let (status, _) = tell(&mut office, &page, "ask-completion", &proof).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let mut auditor = Browser::of(&router, "auditor").await;
    let seen = auditor.get(&page).await.text();
    assert!(seen.contains("says that it is complete"), "{seen}");
    assert!(seen.contains("href=\"https://intranet.example.org/rota\""));
    assert!(!seen.contains("Tell how it is going"), "an auditor tells nothing of it");
    let (status, refused) = tell(&mut auditor, &page, "not-verified", &[("words", "")]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.contains("href=\"#words\""));
    let (status, _) = tell(&mut auditor, &page, "verify", &[("words", "Saw it")]).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let done = auditor.get(&page).await.text();
    assert!(done.contains("Seen to be complete") && done.contains("closed"), "{done}");
    let (status, refused) = tell(&mut office, &page, "progress", &[("words", "More")]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.contains("open it again first"), "{refused}");
    let (status, _) = tell(&mut office, &page, "reopen", &[("words", "It lapsed")]).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    // On the day before, nothing was told; and a day that is past takes no step.
    let then = office.get(&format!("{page}?as-at=2026-11-09")).await.text();
    assert!(then.contains("Nothing has been told of it") && !then.contains("Ask for a new date"));
}

#[tokio::test]
async fn a_form_sent_twice_tells_once_and_the_second_of_two_sees_the_first() {
    let (_boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    let page = an_action(&mut office).await;
    let shown = office.get(&page).await.text();
    let words = "Fewer “missed” visits <b>now</b> & then";
    let fields = [("words", words), ("status", "delayed")];
    for _ in 0..2 {
        let (status, _) = send(&mut office, &page, (&shown, "progress"), &fields).await;
        assert_eq!(status, StatusCode::SEE_OTHER);
    }
    let told = office.get(&page).await.text();
    assert_eq!(told.matches("Progress told: Delayed").count(), 1, "{told}");
    assert!(!told.contains("<b>now</b>"), "words are never obeyed");
    let (newest, first) = (told.find("Revision 2,"), told.find("Revision 1,"));
    assert!(newest < first && newest.is_some(), "the newest revision stands first");

    let mut other = Browser::of(&router, "programme.office").await;
    let theirs = other.get(&page).await.text();
    tell(&mut office, &page, "progress", &[("words", "First of two")]).await;
    let (status, shown) =
        send(&mut other, &page, (&theirs, "progress"), &[("words", "Second of two")]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(shown.contains("First of two") && shown.contains("Second of two"), "{shown}");
    let (status, _) =
        send(&mut other, &page, (&shown, "progress"), &[("words", "Second of two")]).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "sent again from the page that shows both");

    for (name, value, says) in [
        ("on", "yesterday", "Enter the day of which you speak"),
        ("on", "2099-01-01", "today or a day in the past"),
        ("evidence_link", "javascript:alert(1)", "Enter the whole address of a page"),
        ("words", "", "ay it in a few words"),
    ] {
        let fields = [(name, value), ("words", "Something")];
        let (status, refused) = tell(&mut office, &page, "progress", &fields).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{name} {value}");
        assert!(refused.contains(says), "{name} {value}: {refused}");
    }
    let (status, _) = tell(&mut office, &page, "conjure", &[("words", "x")]).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let long = "x".repeat(10_001);
    let (status, _) = tell(&mut office, &page, "progress", &[("words", &long)]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn nobody_tells_of_what_is_not_theirs() {
    let (_boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    let page = an_action(&mut office).await;
    let shown = office.get(&page).await.text();
    for (who, expected) in [
        ("lead", StatusCode::NOT_FOUND),
        ("analyst", StatusCode::FORBIDDEN),
        ("board", StatusCode::FORBIDDEN),
        ("administrator", StatusCode::NOT_FOUND),
    ] {
        let mut browser = Browser::of(&router, who).await;
        let own = token(&browser.get("/").await.text());
        let (update, revision) = (field(&shown, "update"), field(&shown, "revision"));
        let fields = [
            ("token", own.as_str()),
            ("update", update.as_str()),
            ("revision", revision.as_str()),
            ("step", "progress"),
            ("on", "2026-11-10"),
            ("words", "Not mine"),
        ];
        let answer = browser.post(&format!("{page}/updates"), &fields).await;
        assert_eq!(answer.status, expected, "{who}");
    }
    assert!(office.get(&page).await.text().contains("Nothing has been told of it"));
}

#[tokio::test]
async fn a_file_shows_how_it_goes_and_is_handed_to_those_alone_who_see_the_thing() {
    let (_boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    let page = an_action(&mut office).await;
    let shown = office.get(&page).await.text();
    let (token, update) = (token(&shown), field(&shown, "update"));
    let revision = field(&shown, "revision");
    let fields = |title: &'static str, words: &'static str| {
        [
            ("token", token.clone()),
            ("update", update.clone()),
            ("revision", revision.clone()),
            ("step", "progress".to_owned()),
            ("on", "2026-11-10".to_owned()),
            ("title", title.to_owned()),
            ("words", words.to_owned()),
        ]
    };
    let evidence = format!("{page}/evidence");
    let (bytes, big) = (b"Nine of twelve wards".to_vec(), vec![b'x'; 21 * 1024 * 1024]);
    for (title, words, file, content, says) in [
        ("", "Nine wards", "a.txt", bytes.as_slice(), "href=\"#title\""),
        ("Rota", "", "a.txt", bytes.as_slice(), "href=\"#words\""),
        ("Rota", "Nine wards", "", b"".as_slice(), "href=\"#file\""),
        ("Rota", "Nine wards", "a.pdf", b"MZ".as_slice(), "does not hold what its name says"),
        ("Rota", "Nine wards", "a.exe", b"MZ".as_slice(), "is not a file"),
        ("Rota", "Nine wards", "a.txt", big.as_slice(), "smaller than 20 MB"),
    ] {
        let fields = fields(title, words);
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let answer = office.upload(&evidence, &fields, (file, content)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{title} {file}");
        let page = answer.text();
        assert!(page.contains(says), "{says}: {page}");
    }
    let all = fields("The <rota>", "Nine wards");
    let all: Vec<_> = all.iter().map(|(name, value)| (*name, value.as_str())).collect();
    for _ in 0..2 {
        let done = office.upload(&evidence, &all, ("rota.txt", &bytes)).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    }
    let shown = office.get(&page).await.text();
    assert_eq!(shown.matches("The &lt;rota&gt; (").count(), 1, "told once: {shown}");
    let link = links(&shown, &format!("{evidence}/")).remove(0);
    let file = office.get(&link).await;
    assert_eq!((file.status, file.bytes), (StatusCode::OK, bytes));
    let kind = file.headers.get("content-disposition").unwrap().to_str().unwrap();
    assert!(kind.starts_with("attachment") && kind.contains("rota.txt"), "{kind}");
    let none = format!("{evidence}/{}", "0".repeat(64));
    assert_eq!(office.get(&none).await.status, StatusCode::NOT_FOUND);
    let mut other = Browser::of(&router, "voluntary.lead").await;
    assert_eq!(other.get(&link).await.status, StatusCode::NOT_FOUND);
}
