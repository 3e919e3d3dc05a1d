//! The files that help to answer a round, as they are attached, refused, downloaded and taken out.

use axum::http::{StatusCode, header};

use crate::browser::{Answer, Browser, field, links, three_rivers, token};

const ROUND: &str = "/rounds/2026-planning";
const PAGE: &str = "/rounds/2026-planning/guidance";
const PDF: &[u8] = b"%PDF-1.7\nAsk early, and ask those who are not asked";

/// Attaches a file with the token and the revision that the page of that round holds.
async fn attach(browser: &mut Browser, page: &str, title: &str, file: (&str, &[u8])) -> Answer {
    let shown = browser.get(page).await.text();
    let (token, seen) = (token(&shown), field(&shown, "seen"));
    browser.upload(page, &[("token", &token), ("seen", &seen), ("title", title)], file).await
}

/// The addresses of the files that a page leads to.
fn files(page: &str) -> Vec<String> {
    let mut files = links(page, "/rounds/");
    files.retain(|link| link.contains("/guidance/"));
    files
}

/// What the form of a round sends, with these lines of guidance.
async fn change(browser: &mut Browser, guidance: &str) -> Answer {
    let page = browser.get(&format!("{ROUND}/edit")).await.text();
    let (token, seen) = (token(&page), field(&page, "seen"));
    let mut fields = vec![
        ("token", token.as_str()),
        ("seen", seen.as_str()),
        ("title", "Planning round, autumn 2026"),
        ("kind", "planning"),
        ("framework", "gloucestershire-2024"),
        ("opens", "2026-09-01"),
        ("due", "2026-10-15"),
        ("guidance", guidance),
        ("peer_review", "none"),
    ];
    let asked: Vec<&str> = page.split("id=\"asked-").skip(1).collect();
    let asked = asked.iter().map(|rest| rest.split('"').next().unwrap());
    fields.extend(asked.map(|code| ("asked", code)));
    browser.post(&format!("{ROUND}/edit"), &fields).await
}

#[tokio::test]
async fn a_file_is_attached_once_downloaded_by_all_and_taken_out() {
    let (_boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    let shown = office.get(PAGE).await.text();
    let (token, seen) = (token(&shown), field(&shown, "seen"));
    let fields = [("token", token.as_str()), ("seen", &seen), ("title", "Guidance for leads")];
    let name = "C:\\Users\\ann\\Leads “2026” \t é.pdf";
    for _ in 0..2 {
        let sent = office.upload(PAGE, &fields, (name, PDF)).await;
        assert_eq!(
            (sent.status, sent.location()),
            (StatusCode::SEE_OTHER, PAGE),
            "{}",
            sent.text()
        );
    }
    let page = office.get(PAGE).await.text();
    assert!(page.contains("“Guidance for leads” is attached"), "{page}");
    let [file] = &files(&page)[..] else { panic!("not once: {page}") };

    let mut lead = Browser::of(&router, "lead").await;
    let round = lead.get(ROUND).await.text();
    assert!(round.contains("Guidance for leads (PDF, 1 KB)"), "{round}");
    assert_eq!(&files(&round), std::slice::from_ref(file));
    for person in ["lead", "board", "auditor", "administrator"] {
        let mut browser = Browser::of(&router, person).await;
        let came = browser.get(file).await;
        assert_eq!((came.status, came.bytes.as_slice()), (StatusCode::OK, PDF), "{person}");
        let said = |name| came.headers[name].to_str().unwrap();
        assert_eq!(said(header::CONTENT_TYPE), "application/pdf");
        assert_eq!(said(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
        assert_eq!(
            said(header::CONTENT_DISPOSITION),
            "attachment; filename=\"Leads _2026_ _.pdf\"; \
             filename*=UTF-8''Leads%20%E2%80%9C2026%E2%80%9D%20%C3%A9.pdf"
        );
    }
    let stranger = Browser::new(&router).get(file).await;
    assert!(stranger.location().starts_with("/sign-in"), "{}", stranger.location());

    // Changing the round on its form leaves its files, and its files leave what was typed there.
    let changed = change(&mut office, "User guide https://example.org/guide").await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.text());
    let round = lead.get(ROUND).await.text();
    assert!(round.contains("https://example.org/guide") && files(&round).len() == 1, "{round}");
    let another = attach(&mut office, PAGE, "Dates", ("dates.csv", b"what,when\n")).await;
    assert_eq!(another.status, StatusCode::SEE_OTHER);
    let round = lead.get(ROUND).await.text();
    assert!(round.contains("https://example.org/guide") && files(&round).len() == 2, "{round}");

    let page = office.get(PAGE).await.text();
    let fields = [("token", token.as_str()), ("seen", &field(&page, "seen"))];
    for _ in 0..2 {
        let out = office.post(&format!("{file}/remove"), &fields).await;
        assert_eq!((out.status, out.location()), (StatusCode::SEE_OTHER, PAGE));
    }
    assert_eq!(lead.get(file).await.status, StatusCode::NOT_FOUND);
    assert_eq!(files(&lead.get(ROUND).await.text()).len(), 1);
    let journal = office.get("/journal").await.text();
    assert!(journal.contains("2026-planning"), "{journal}");
}

#[tokio::test]
async fn what_cannot_be_attached_is_said_at_its_box_and_attaches_nothing() {
    let (_boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    let taken = "pdf, docx, xlsx, pptx, odt, ods, odp, txt, csv, png or jpg";
    let large = [b"%PDF-1.7 ".as_slice(), &vec![b' '; 21 * 1024 * 1024]].concat();
    for (title, name, bytes, says) in [
        ("Guide", "", b"".as_slice(), "Choose the file to attach"),
        ("Guide", "guide.pdf", b"", "“guide.pdf” is empty"),
        ("", "guide.pdf", PDF, "Enter a title, like Guidance for leads"),
        ("Guide", "guide.pdf", &large, "The file must be smaller than 20 MB"),
        ("Guide", "guide.exe", b"MZ", taken),
        ("Guide", "../..", PDF, taken),
        ("Guide", "guide.pdf\u{202e}.exe", PDF, taken),
        ("Guide", "guide.svg", b"<svg/>", taken),
        (
            "Guide",
            "guide.pdf",
            b"MZ a program",
            "“guide.pdf” does not hold what its name says (PDF)",
        ),
        ("Guide", "guide.docx", b"PK\x03\x04 word/ vbaProject.bin", "“guide.docx” holds macros"),
        (&"x".repeat(151), "guide.pdf", PDF, "Give it a title of up to 150 letters"),
    ] {
        let refused = attach(&mut office, PAGE, title, (name, bytes)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{says}");
        let page = refused.text();
        assert!(page.contains(says) && page.contains("<title>Error: "), "{says}: {page}");
    }
    let shown = office.get(PAGE).await.text();
    assert!(shown.contains("No files are attached"), "{shown}");

    // The same bytes under another title are not there twice.
    attach(&mut office, PAGE, "Guide", ("guide.pdf", PDF)).await;
    let refused = attach(&mut office, PAGE, "Another", ("another.pdf", PDF)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("This file is there already, as “Guide”"));

    // Whoever saw the round before somebody changed it attaches nothing, and is told.
    let token = token(&shown);
    let stale = [("token", token.as_str()), ("seen", &field(&shown, "seen")), ("title", "Dates")];
    let refused = office.upload(PAGE, &stale, ("dates.txt", b"1 May")).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    let forged = office.upload(PAGE, &[("title", "Dates")], ("dates.txt", b"1 May")).await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN);
    let page = office.get(PAGE).await.text();
    let [file] = &files(&page)[..] else { panic!("not one: {page}") };

    // Nobody else attaches or takes out.
    let mut lead = Browser::of(&router, "lead").await;
    assert_eq!(lead.get(PAGE).await.status, StatusCode::FORBIDDEN);
    let theirs = crate::browser::token(&lead.get("/imports").await.text());
    let fields = [("token", theirs.as_str()), ("seen", "2"), ("title", "Dates")];
    let refused = lead.upload(PAGE, &fields, ("dates.txt", b"1 May")).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let refused = lead.post(&format!("{file}/remove"), &fields).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(lead.get(file).await.status, StatusCode::OK);
    // What is kept under another hash, such as somebody's return, is not guidance.
    let other = format!("{PAGE}/{}", "0".repeat(64));
    assert_eq!(office.get(&other).await.status, StatusCode::NOT_FOUND);

    // Closed, it does not change; what is there can still be read.
    let fields = [("token", token.as_str()), ("revision", &field(&page, "seen")), ("because", "x")];
    assert_eq!(office.post(&format!("{ROUND}/close"), &fields).await.status, StatusCode::SEE_OTHER);
    let closed = office.get(PAGE).await.text();
    assert!(closed.contains("does not change any more") && !closed.contains("Attach the file"));
    let fields = [("token", token.as_str()), ("seen", "4"), ("title", "Dates")];
    let refused = office.upload(PAGE, &fields, ("dates.txt", b"1 May")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("is closed and does not change any more"));
    let changed = change(&mut office, "").await;
    assert_eq!(changed.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(lead.get(file).await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_bearer_of_a_link_has_the_files_of_their_round_and_of_no_other() {
    let (_boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    attach(&mut office, PAGE, "Guide", ("guide.pdf", PDF)).await;
    let token = token(&office.get(PAGE).await.text());
    let fields = [
        ("token", token.as_str()),
        ("seen", ""),
        ("key", "2027-planning"),
        ("title", "Another round"),
        ("kind", "planning"),
        ("framework", "gloucestershire-2024"),
        ("opens", "2027-09-01"),
        ("due", "2027-10-15"),
        ("asked", "QTR"),
    ];
    let made = office.post("/rounds", &fields).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text());
    let other = "/rounds/2027-planning/guidance";
    let sent = attach(&mut office, other, "Theirs", ("theirs.pdf", b"%PDF-1.4 other")).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    let [theirs] = &files(&office.get(other).await.text())[..] else { panic!("not one") };

    let round = office.get(ROUND).await.text();
    let row = round.split("<tr").skip(1).find(|row| row.contains("Integrated Care Board"));
    let own = links(row.unwrap(), "/submissions/").remove(0);
    let page = office.get(&format!("{own}/links")).await.text();
    let fields = [
        ("token", token.as_str()),
        ("link", &field(&page, "link")),
        ("sent_to", "the manager"),
        ("days", "14"),
    ];
    let made = office.post(&format!("{own}/links"), &fields).await.text();
    let mut bearer = Browser::new(&router);
    bearer.get(&links(&made, "/answer/").remove(0)).await;
    let tasks = bearer.get(&own).await.text();
    assert!(tasks.contains("Guide (PDF, 1 KB)"), "{tasks}");
    let [file] = &files(&tasks)[..] else { panic!("not one: {tasks}") };
    let came = bearer.get(file).await;
    assert_eq!((came.status, came.bytes.as_slice()), (StatusCode::OK, PDF));
    assert_eq!(office.get(theirs).await.status, StatusCode::OK);
    assert_eq!(bearer.get(theirs).await.status, StatusCode::NOT_FOUND);
    assert_eq!(bearer.get(PAGE).await.status, StatusCode::FORBIDDEN);
}
