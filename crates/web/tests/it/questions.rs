//! The questions of a round in its own words: typed, saved, asked on pages and in the Word form.

use axum::http::StatusCode;

use crate::browser::{Answer, Browser, field, links, three_rivers, token};

const ROUND: &str = "/rounds/2026-planning";
const PAGE: &str = "/rounds/2026-planning/questions";
const WORDS: &str = "What will change for unpaid carers in “Quay” & Mill?";

/// Saves these boxes with the token and the revision of the page, all others blank.
async fn save(browser: &mut Browser, boxes: &[(&str, &str)]) -> Answer {
    let page = browser.get(PAGE).await.text();
    let (token, seen) = (token(&page), field(&page, "seen"));
    let mut fields = vec![("token", token.as_str()), ("seen", seen.as_str())];
    fields.extend(boxes);
    browser.post(PAGE, &fields).await
}

/// What a box of the page holds.
fn held(page: &str, name: &str) -> String {
    let (_, from) = page.split_once(&format!("name=\"{name}\"")).unwrap();
    let (_, from) = from.split_once('>').unwrap();
    from.split_once("</textarea>").unwrap().0.to_owned()
}

async fn own_return(browser: &mut Browser) -> String {
    let round = browser.get(ROUND).await.text();
    let row = round.split("<tr").skip(1).find(|row| row.contains("Integrated Care Board")).unwrap();
    links(row, "/submissions/").remove(0)
}

#[tokio::test]
async fn a_round_asks_what_was_typed_and_the_standard_words_where_nothing_was() {
    let (_boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    for page in [ROUND, "/rounds/2026-planning/edit"] {
        assert!(office.get(page).await.text().contains(&format!("href=\"{PAGE}\"")), "{page}");
    }
    let page = office.get(PAGE).await.text();
    for standard in ["What is your objective?", "What progress has there been?"] {
        assert!(page.contains(standard), "{standard}");
    }
    assert_eq!(page.matches("<textarea").count(), 19 * 2);
    let boxes = [
        ("asks-objective", WORDS),
        ("hint-how", "  Steps,\r\n each with a day "),
        ("asks-data", "How will you use data to plan it and to see whether it works?"),
        ("asks-lead_officer", "Who answers our questions?"),
    ];
    let (seen, token) = (field(&page, "seen"), token(&page));
    let mut fields = vec![("token", token.as_str()), ("seen", seen.as_str())];
    fields.extend(boxes);
    for _ in 0..2 {
        let saved = office.post(PAGE, &fields).await;
        assert_eq!(
            (saved.status, saved.location()),
            (StatusCode::SEE_OTHER, ROUND),
            "{}",
            saved.text()
        );
    }
    let page = office.get(PAGE).await.text();
    assert_eq!(field(&page, "seen").parse::<i64>().unwrap(), seen.parse::<i64>().unwrap() + 1);
    assert_eq!(held(&page, "asks-objective"), WORDS.replace('&', "&amp;"));
    assert_eq!(held(&page, "hint-how"), "Steps, each with a day");
    assert_eq!(held(&page, "asks-data"), "", "the standard words are not the round’s own");

    // It is what a page of the return asks.
    let own = own_return(&mut office).await;
    let to = office.get(&format!("{own}/objectives/new?theme=B")).await.location().to_owned();
    let asked = office.get(&to).await.text();
    for words in [
        &*WORDS.replace('&', "&amp;"),
        "What will be different, for whom, and by when.",
        "How will you achieve it?",
        "Steps, each with a day",
    ] {
        assert!(asked.contains(words), "{words}: {asked}");
    }
    assert!(!asked.contains("What is your objective?"), "{asked}");

    // The Word form asks it too, and is read when it comes back.
    let form = office.get("/rounds/2026-planning/form/QTR").await.bytes;
    let fields = [
        ("token", token.as_str()),
        ("organisation", "QTR"),
        ("purpose", "round"),
        ("round", "2026-planning"),
    ];
    let came = office.upload("/imports", &fields, ("return.docx", &form)).await;
    assert_eq!(came.status, StatusCode::SEE_OTHER, "{}", came.text());
    let review = office.get(came.location()).await.text();
    assert!(review.contains("This round asks under “Your objective”"), "{review}");
    assert!(review.contains("Who answers our questions? Name, job title"), "{review}");

    // Nobody else puts them.
    let lead = Browser::of(&router, "lead").await.get(PAGE).await;
    assert_eq!(lead.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn what_is_too_long_stale_or_for_a_closed_round_is_not_saved_and_not_lost() {
    let (_boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    let before = office.get(PAGE).await.text();
    let (long, hint) = ("ä".repeat(151), "ö".repeat(201));
    let boxes =
        [("asks-next", long.as_str()), ("hint-next", &hint), ("asks-how", "By what means?")];
    let refused = save(&mut office, &boxes).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = refused.text();
    for (name, says) in [
        ("asks-next", "The question must have 150 letters or fewer; it has 151"),
        ("hint-next", "The hint must have 200 letters or fewer; it has 201"),
    ] {
        assert!(page.contains(says) && page.contains(&format!("href=\"#{name}\"")), "{page}");
        assert!(page.contains(&format!("id=\"{name}-error\"")), "{page}");
    }
    assert_eq!(
        (held(&page, "asks-next"), held(&page, "asks-how")),
        (long, "By what means?".into())
    );
    assert_eq!(held(&office.get(PAGE).await.text(), "asks-how"), "");

    // Somebody else saves meanwhile: theirs stands beside what was typed, and nothing is lost.
    assert_eq!(save(&mut office, &[("asks-how", "Theirs")]).await.status, StatusCode::SEE_OTHER);
    let (token, seen) = (token(&before), field(&before, "seen"));
    let mine = [("token", token.as_str()), ("seen", seen.as_str()), ("asks-how", "Mine")];
    let refused = office.post(PAGE, &mine).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    let page = refused.text();
    assert!(page.contains("Someone changed this round") && page.contains("Kept now: Theirs"));
    assert_eq!(held(&page, "asks-how"), "Mine");
    assert_eq!(held(&office.get(PAGE).await.text(), "asks-how"), "Theirs");
    let again = [("token", token.as_str()), ("seen", &field(&page, "seen")), ("asks-how", "Mine")];
    assert_eq!(office.post(PAGE, &again).await.status, StatusCode::SEE_OTHER);

    let page = office.get(PAGE).await.text();
    let close = [("token", token.as_str()), ("revision", &field(&page, "seen")), ("because", "x")];
    assert_eq!(office.post(&format!("{ROUND}/close"), &close).await.status, StatusCode::SEE_OTHER);
    let closed = office.get(PAGE).await.text();
    assert!(closed.contains("do not change any more") && closed.contains("Mine"), "{closed}");
    assert!(!closed.contains("<textarea"), "{closed}");
    let late = [("token", token.as_str()), ("seen", "9"), ("asks-how", "Late")];
    let refused = office.post(PAGE, &late).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("is closed and does not change any more"));
    let mut lead = Browser::of(&router, "lead").await;
    let theirs = crate::browser::token(&lead.get("/imports").await.text());
    let refused = lead.post(PAGE, &[("token", &theirs), ("seen", "9")]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}
