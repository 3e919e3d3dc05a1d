//! A framework is copied, broken, mended, looked at and published, and a round uses it.

use axum::http::StatusCode;
use programme::round::Round;
use testkit::moment;

use crate::browser::{Answer, Browser, field, three_rivers, token};

const DRAFT: &str = "/frameworks/vale-2027/edit";

/// The text that a page's form holds.
pub(crate) fn typed(page: &str) -> String {
    let from = page.split("<textarea").nth(1).and_then(|rest| rest.split_once('>'));
    let text = from.unwrap().1.split("</textarea>").next().unwrap();
    plain(text)
}

fn plain(text: &str) -> String {
    [
        ("&quot;", "\""),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&#x27;", "'"),
        ("&#x2f;", "/"),
        ("&amp;", "&"),
    ]
    .into_iter()
    .fold(text.to_owned(), |text, (code, letter)| text.replace(code, letter))
}

/// Sends the form of a page as a browser does, with its lines ended as browsers end them.
async fn send(browser: &mut Browser, page: &str, text: &str, act: &str) -> Answer {
    let (token, revision) = (token(page), field(page, "revision"));
    let text = text.replace('\n', "\r\n");
    let form = [("token", &*token), ("revision", &*revision), ("text", &*text), ("act", act)];
    browser.post(DRAFT, &form).await
}

async fn begin(browser: &mut Browser) -> Answer {
    let ask = browser.get("/frameworks/gloucestershire-2024/copy").await.text();
    let form = [("token", &*token(&ask)), ("key", "vale-2027")];
    browser.post("/frameworks/gloucestershire-2024/copy", &form).await
}

#[tokio::test]
async fn a_framework_is_copied_mended_published_and_never_changes_again() {
    let (boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    let mut lead = Browser::of(&router, "lead").await;
    assert!(office.get("/").await.text().contains("href=\"/frameworks\""));

    // A key that is none, or taken, is said at its field; a copy asked for twice is begun once.
    let ask = office.get("/frameworks/gloucestershire-2024/copy").await.text();
    for (key, says) in [("vale 2027", "is not the key of a framework"), ("marmot", "already")] {
        let form = [("token", &*token(&ask)), ("key", key)];
        let refused = office.post("/frameworks/gloucestershire-2024/copy", &form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = refused.text();
        assert!(page.contains(says) && page.contains("href=\"#key\""), "{page}");
    }
    for _ in 0..2 {
        let begun = begin(&mut office).await;
        assert_eq!((begun.status, begun.location()), (StatusCode::SEE_OTHER, DRAFT));
    }
    let draft = office.get(DRAFT).await.text();
    let text = typed(&draft);
    assert!(
        text.contains("key = \"vale-2027\"\nsupersedes = \"gloucestershire-2024\"\n"),
        "{text}"
    );
    assert_eq!(lead.get("/frameworks/vale-2027").await.status, StatusCode::NOT_FOUND);
    assert!(!lead.get("/frameworks").await.text().contains("vale-2027"));

    // Broken, it is kept as it was typed, and its fault names the line and the word.
    let broken = text.replace("title = \"Data analysis\"", "titel = \"Data <analysis>\"");
    let line = broken.lines().position(|line| line.starts_with("titel")).unwrap() + 1;
    let saved = send(&mut office, &draft, &broken, "save").await;
    assert_eq!((saved.status, saved.location()), (StatusCode::SEE_OTHER, DRAFT));
    let again = office.get(DRAFT).await.text();
    assert_eq!(typed(&again), broken);
    assert!(again.contains("There is a problem") && again.contains("href=\"#text\""));
    let says = format!("Line {line}: unknown word “titel”");
    assert_eq!(again.matches(&says).count(), 2, "in the summary and at the field");
    assert!(again.contains("<mark>titel = "), "{again}");
    for act in ["preview", "publish"] {
        let refused = send(&mut office, &again, &broken, act).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{act}");
        let page = refused.text();
        assert!(page.contains(&says) && typed(&page) == broken, "{act}: {page}");
    }
    // Two things that are wrong are both said; another key is wrong too.
    let other = text.replace("\"vale-2027\"", "\"vale-2028\"").replace("\"C2\"", "\"C1\"");
    let page = send(&mut office, &again, &other, "preview").await.text();
    assert!(page.contains("Line 3: the key is “vale-2028”"), "{page}");
    assert!(page.contains("“C1” stands twice"), "{page}");

    // Somebody else's form of before is stale: both versions are shown, and nothing is lost.
    let stale = send(
        &mut office,
        &draft,
        &text.replace("version = \"2024\"", "version = \"mine\""),
        "save",
    )
    .await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    let both = stale.text();
    assert!(
        typed(&both).contains("version = \"mine\"") && both.contains("id=\"theirs\""),
        "{both}"
    );
    assert_eq!(typed(&office.get(DRAFT).await.text()), broken);

    // Mended, it is looked at, which writes nothing, and then published once.
    let mended = text.replace("\"Data analysis\"", "\"Data analysis & insight\"");
    let preview = send(&mut office, &again, &mended, "preview").await;
    assert_eq!(preview.status, StatusCode::OK);
    let preview = preview.text();
    assert!(preview.contains("It can never be changed after you publish it"));
    assert!(preview.contains("Data analysis &amp; insight"));
    assert_eq!(plain(&field(&preview, "text")).replace("\r\n", "\n"), mended);
    assert_eq!(typed(&office.get(DRAFT).await.text()), broken);
    let back = send(&mut office, &preview, &mended, "edit").await.text();
    assert_eq!(typed(&back), mended);
    for _ in 0..2 {
        let published = send(&mut office, &preview, &mended, "publish").await;
        assert_eq!(published.status, StatusCode::SEE_OTHER, "{}", published.text());
        assert_eq!(published.location(), "/frameworks/vale-2027");
    }

    // From then on everybody sees it, nobody changes it, and it takes the place of the other.
    let page = lead.get("/frameworks/vale-2027").await.text();
    assert!(page.contains("3 themes and 14 sub-categories") && !page.contains("/edit"), "{page}");
    let changed = send(&mut office, &preview, &text, "save").await;
    assert_eq!(changed.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(changed.text().contains("never changes"));
    assert_eq!(office.get(DRAFT).await.location(), "/frameworks/vale-2027");
    let earlier = lead.get("/frameworks/gloucestershire-2024").await.text();
    assert!(earlier.contains("Superseded") && earlier.contains("href=\"/frameworks/vale-2027\""));

    // A round can use it; what lists no themes it cannot.
    let programme = boxed.person("programme.office").await.unwrap();
    let first = boxed.office.rounds().await.unwrap().remove(0);
    let key = "2028-planning".parse().unwrap();
    let round = Round { key, framework: "vale-2027".parse().unwrap(), ..first };
    boxed.office.keep_round(&programme, moment(), &round).await.unwrap();
    let page = lead.get("/frameworks/vale-2027").await.text();
    assert!(page.contains("href=\"/rounds/2028-planning\""), "{page}");
    for (framework, says) in [("marmot", "has no themes"), ("vale-2099", "is not a framework here")]
    {
        let round = Round { framework: framework.parse().unwrap(), ..round.clone() };
        let refused = boxed.office.keep_round(&programme, moment(), &round).await.unwrap_err();
        assert!(refused.to_string().contains(says), "{refused}");
    }
    boxed.office.verify_journal().await.unwrap();
}

#[tokio::test]
async fn who_may_not_keep_frameworks_writes_nothing() {
    let (boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    begin(&mut office).await;
    for person in ["lead", "auditor", "administrator"] {
        let mut other = Browser::of(&router, person).await;
        let copy = other.get("/frameworks/gloucestershire-2024/copy").await;
        assert_eq!(copy.location(), "/frameworks/gloucestershire-2024", "{person}");
        let token = token(&other.get("/").await.text());
        let form = [("token", &*token), ("key", "mine")];
        let refused = other.post("/frameworks/gloucestershire-2024/copy", &form).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{person}");
        for act in ["save", "preview", "publish", "edit"] {
            let form = [("token", &*token), ("revision", "1"), ("text", ""), ("act", act)];
            let refused = other.post(DRAFT, &form).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{person} {act}");
        }
    }
    let programme = boxed.person("programme.office").await.unwrap();
    let page =
        boxed.office.framework_page(&programme, &"vale-2027".parse().unwrap()).await.unwrap();
    assert_eq!(page.kept.unwrap().revision, 1);
}
