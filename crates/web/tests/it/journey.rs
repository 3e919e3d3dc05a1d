//! From a document that waits to a Board report, as people do it, without a script.

use axum::http::{StatusCode, header};

use crate::browser::{Answer, Browser, between, field, links, three_rivers, token};

/// The import that waits for an answer.
async fn waiting(browser: &mut Browser) -> String {
    let page = browser.get("/imports").await.text();
    let row = page
        .split("<tr ")
        .find(|row| row.contains("to answer") || row.contains("Ready to confirm"));
    links(row.expect("one import waits"), "/imports/imp_").remove(0)
}

/// Every question of a review, with the answer that is likeliest to be of use.
fn answers(page: &str) -> Vec<(String, String)> {
    let mut answers: Vec<(String, String)> = Vec::new();
    for input in page.split("<input").skip(1).map(|rest| rest.split('>').next().unwrap_or_default())
    {
        if !input.contains("type=\"radio\"") {
            continue;
        }
        let of = |name: &str| between(input, &format!(" {name}=\""), "\"").to_owned();
        let (name, value) = (of("name"), of("value"));
        match answers.iter_mut().find(|(known, _)| *known == name) {
            // An alternative says more than our own reading, where one is offered.
            Some((_, chosen)) if chosen == "as-read" && value.starts_with("value:") => {
                *chosen = value;
            }
            Some(_) => {}
            None => answers.push((name, value)),
        }
    }
    answers
}

async fn send(
    browser: &mut Browser,
    address: &str,
    page: &str,
    more: &[(String, String)],
) -> Answer {
    let (token, revision) = (token(page), field(page, "revision"));
    let mut fields = vec![("token", token.as_str()), ("revision", revision.as_str())];
    fields.extend(more.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    browser.post(address, &fields).await
}

#[tokio::test]
async fn a_document_that_waits_becomes_a_line_the_board_can_question() {
    let (_boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;

    // Given an import that waits with open doubts, confirming it asks for each of them.
    let import = waiting(&mut office).await;
    let review = office.get(&import).await.text();
    assert!(review.contains("Must be answered"), "{review}");
    let refused = send(&mut office, &format!("{import}/confirm"), &review, &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = refused.text();
    assert!(page.contains("Answer the question about") && page.contains("href=\"#doubt-"));

    // When they are saved for later, they are there later.
    let given = answers(&review);
    let saved = send(&mut office, &format!("{import}/mend"), &review, &given).await;
    assert_eq!((saved.status, saved.location()), (StatusCode::SEE_OTHER, "/imports"));
    assert!(office.get("/imports").await.text().contains("are saved"));
    let again = office.get(&import).await.text();
    assert_eq!(again.matches(" checked").count(), given.len(), "every answer is still given");

    // A form of before they were saved is out of date.
    let stale = send(&mut office, &format!("{import}/confirm"), &review, &given).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.text().contains("Someone changed this"));

    // Then it is confirmed once, however often the form is sent.
    let confirmed = send(&mut office, &format!("{import}/confirm"), &again, &given).await;
    assert_eq!(confirmed.status, StatusCode::SEE_OTHER, "{}", confirmed.text());
    let became = confirmed.location().to_owned();
    assert!(became.starts_with("/submissions/sub_"), "{became}");
    let twice = send(&mut office, &format!("{import}/confirm"), &again, &given).await;
    assert_eq!((twice.status, twice.location()), (StatusCode::SEE_OTHER, became.as_str()));
    assert!(office.get(&became).await.text().contains("confirmed already"));

    // An objective of it has no measure until one is named; then it shows the gap.
    let objective = links(&office.get(&became).await.text(), "/objectives/obj_").remove(0);
    let before = office.get(&objective).await.text();
    assert!(before.contains("No measure yet"));
    let unchosen = send(&mut office, &format!("{objective}/measure"), &before, &[]).await;
    assert_eq!(unchosen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unchosen.text().contains("Choose the indicator"));
    let chosen = [
        ("indicator".to_owned(), "community-clinic-non-attendance".to_owned()),
        ("breakdown".to_owned(), "deprivation".to_owned()),
    ];
    let named = send(&mut office, &format!("{objective}/measure"), &before, &chosen).await;
    assert_eq!((named.status, named.location()), (StatusCode::SEE_OTHER, objective.as_str()));
    let after = office.get(&objective).await.text();
    let (says, chart, table) =
        (after.find("nhsuk-body-l"), after.find("<figure"), after.find("<table"));
    assert!(says < chart && chart < table && says.is_some(), "sentence, chart, table");
    assert!(after.contains("role=\"img\""));

    // The Board report is issued as the page shows it, and can be taken away.
    let reports = office.get("/reports").await.text();
    let form = [("token", &*token(&reports)), ("round", "2026-planning"), ("as-at", "2026-11-21")];
    assert_eq!(office.post("/reports", &form).await.status, StatusCode::SEE_OTHER);
    let filed = links(&office.get("/reports").await.text(), "/reports/rep_").remove(0);
    let pdf = office.get(&filed).await;
    assert_eq!(pdf.headers[header::CONTENT_TYPE], "application/pdf");
    assert!(pdf.headers[header::CONTENT_DISPOSITION].to_str().unwrap().starts_with("attachment; "));
    assert!(pdf.bytes.starts_with(b"%PDF-") && pdf.bytes.len() > 10_000);
}

#[tokio::test]
async fn a_document_is_brought_in_or_every_reason_why_not_is_said() {
    let (_boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    let form = token(&office.get("/imports").await.text());
    let nothing = office.upload("/imports", &[("token", &form)], ("", b"")).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = nothing.text();
    for field in ["#file", "#organisation", "#purpose"] {
        assert!(page.contains(&format!("href=\"{field}\"")), "{field}");
    }
    let fields =
        [("token", &*form), ("organisation", "QTR"), ("purpose", "plan"), ("plan", "winter-2026")];
    let large = vec![b'x'; 20 * 1024 * 1024 + 1];
    let refused = office.upload("/imports", &fields, ("large.txt", &large)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("The file must be smaller than 20 MB"));
    let strange = office.upload("/imports", &fields, ("letter.txt", b"Dear all, thank you.")).await;
    assert_eq!(strange.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(strange.text().contains("There is a problem"));

    let plan = "# Winter plan\n\nLast updated 1 November 2026\n\n\
        | Objective | Action | By when | Risks | Notes | Status |\n|---|---|---|---|---|---|\n\
        | Reach people | Ring those who missed two visits | 30/11/26 | None | | In progress |\n";
    let taken = office.upload("/imports", &fields, ("winter.md", plan.as_bytes())).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text());
    let import = taken.location().to_owned();
    let review = office.get(&import).await.text();
    assert!(review.contains("Ring those who missed two visits"));
    let original = office.get(&format!("{import}/original")).await;
    assert_eq!(original.bytes, plan.as_bytes());
    let says = original.headers[header::CONTENT_DISPOSITION].to_str().unwrap();
    assert_eq!(says, "attachment; filename=\"winter.md\"; filename*=UTF-8''winter.md");

    // Discarding is asked first, and cannot be done twice.
    let ask = office.get(&format!("{import}/discard")).await.text();
    assert!(ask.contains("This cannot be undone"));
    let gone = send(&mut office, &format!("{import}/discard"), &ask, &[]).await;
    assert_eq!((gone.status, gone.location()), (StatusCode::SEE_OTHER, "/imports"));
    assert!(office.get(&import).await.text().contains("This document was discarded"));
}

#[tokio::test]
async fn another_bodys_import_is_no_page_and_cannot_be_sent_to() {
    let (_boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    let import = waiting(&mut office).await;
    let review = office.get(&import).await.text();
    let mut lead = Browser::of(&router, "lead").await;
    let own = token(&lead.get("/imports").await.text());
    for address in [import.clone(), format!("{import}/original"), format!("{import}/discard")] {
        assert_eq!(lead.get(&address).await.status, StatusCode::NOT_FOUND, "{address}");
    }
    let revision = field(&review, "revision");
    for act in ["mend", "confirm", "discard"] {
        let form = [("token", own.as_str()), ("revision", revision.as_str())];
        let answer = lead.post(&format!("{import}/{act}"), &form).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{act}");
    }
    let mut auditor = Browser::of(&router, "auditor").await;
    let page = auditor.get(&import).await.text();
    assert!(!page.contains("Confirm and add"), "who only looks has nothing to press");
    let form = [("token", &*token(&page)), ("revision", &*revision)];
    let answer = auditor.post(&format!("{import}/discard"), &form).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.text().contains("ask the programme office"));
}
