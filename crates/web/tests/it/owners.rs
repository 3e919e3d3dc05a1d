//! Who owns what: an owner that is not certain is named, bodies answer for their shares, and one
//! owner's things stand on one page.

use axum::http::StatusCode;

use crate::browser::{Browser, between, field, links, three_rivers, token};

/// The first thing of which the owner is written with a doubt.
async fn unsure(browser: &mut Browser) -> String {
    let page = browser.get("/owners").await.text();
    let table = between(&page, "The owner is written with a doubt", "</table>").to_owned();
    let all =
        links(&table, "/recommendations/rec_").into_iter().chain(links(&table, "/actions/act_"));
    all.last().expect("an owner with a doubt").split('#').next().unwrap().to_owned()
}

async fn name(browser: &mut Browser, page: &str, owner: &str) -> (StatusCode, String) {
    let shown = browser.get(page).await.text();
    let (token, update) = (token(&shown), field(&shown, "update"));
    let revision = field(&shown, "revision");
    let fields = [
        ("token", token.as_str()),
        ("update", &update),
        ("revision", &revision),
        ("step", "name-owner"),
        ("on", "2026-11-10"),
        ("owner", owner),
    ];
    let answer = browser.post(&format!("{page}/updates"), &fields).await;
    (answer.status, answer.text())
}

#[tokio::test]
async fn an_owner_with_a_doubt_is_listed_with_what_speaks_for_whom_and_named() {
    let (_boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    let page = unsure(&mut office).await;
    let shown = office.get(&page).await.text();
    assert!(shown.contains("Not certain") && shown.contains("Say who owns it"), "{shown}");
    for nobody in ["", "Head of Care?"] {
        let (status, refused) = name(&mut office, &page, nobody).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.contains("href=\"#owner\""), "{refused}");
    }
    let (status, _) = name(&mut office, &page, "Head of <b>Care").await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let named = office.get(&page).await.text();
    assert!(named.contains("Head of &lt;b&gt;Care") && named.contains("First written:"));
    assert!(named.contains("Owner named"), "it stands among what was told");
    let list = office.get("/owners").await.text();
    assert!(!list.contains(&format!("{page}#")), "nobody doubts it any more");
    let file = async |office: &mut Browser, address| office.get(address).await.text();
    let owners = file(&mut office, "/exports/owners/csv").await;
    assert!(owners.contains("Head of <b>Care"), "{owners}");
    let doubts = |file: &str| file.lines().filter(|line| line.contains('?')).count();
    let now = doubts(&file(&mut office, "/exports/unsure-owners/csv").await);
    let then = doubts(&file(&mut office, "/exports/unsure-owners/csv?as-at=2026-11-09").await);
    assert_eq!(now + 1, then, "one doubt fewer than on the day before");
    // On the day before, the doubt was there.
    let before = office.get("/owners?as-at=2026-11-09").await.text();
    assert!(before.contains(page.rsplit('/').next().unwrap()), "{before}");
    let theirs = office.get("/owners/head%20of%20b%20care").await;
    assert_eq!(theirs.status, StatusCode::OK, "{}", theirs.text());
    assert!(theirs.text().contains(&page));
    for nobody in ["/owners/nobody", "/owners/%20", "/owners/%00", "/owners/%25"] {
        assert_eq!(office.get(nobody).await.status, StatusCode::NOT_FOUND, "{nobody}");
    }
}

#[tokio::test]
async fn each_body_of_a_class_is_asked_and_answers_for_its_share() {
    let (_boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    let page = unsure(&mut office).await;
    let (status, _) = name(&mut office, &page, "Trusts, unitaries").await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let shown = office.get(&page).await.text();
    let named = between(&shown, "Those that the plan's words come to", "</fieldset>");
    for code in ["RTR", "RTC", "WYB"] {
        assert!(named.contains(&format!("value=\"{code}\" checked")), "{code} in {named}");
    }
    let (asks, token_) = (format!("{page}/shares"), token(&shown));
    let nobody = office.post(&asks, &[("token", &token_)]).await;
    assert_eq!(nobody.status, StatusCode::SEE_OTHER);
    assert!(office.get(&page).await.text().contains("Nobody was chosen"));
    for wrong in ["NOBODY", "../x", ""] {
        let answer = office.post(&asks, &[("token", &token_), ("body", wrong)]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{wrong}");
    }
    let two = [("token", token_.as_str()), ("body", "RTR"), ("body", "WYB")];
    for _ in 0..2 {
        assert_eq!(office.post(&asks, &two).await.status, StatusCode::SEE_OTHER);
    }
    let shown = office.get(&page).await.text();
    assert!(shown.contains("0 of 2 have said that their share is complete"), "{shown}");

    // The lead of one finds it waiting, reads what it is a share of, and answers for their own.
    let mut lead = Browser::of(&router, "lead").await;
    assert_eq!(lead.get(&page).await.status, StatusCode::NOT_FOUND, "the plan is another body's");
    let work = lead.get("/").await.text();
    let own = links(&work, "/shares/shr_").remove(0);
    let shown = lead.get(&own).await.text();
    assert!(shown.contains("Say how your share stands") && !shown.contains("The whole of it"));
    let (token_, revision) = (token(&shown), field(&shown, "revision"));
    let told = |words: &'static str, status: &'static str, on: &'static str| {
        [("words", words), ("status", status), ("on", on)]
    };
    for (wrong, at) in [
        (told("", "complete", "2026-11-10"), "#words"),
        (told("Done", "superseded", "2026-11-10"), "#status"),
        (told("Done", "complete", "2027-01-01"), "#on"),
        (told("Done", "complete", "soon"), "#on"),
    ] {
        let mut fields = vec![("token", token_.as_str()), ("revision", revision.as_str())];
        fields.extend(wrong);
        let answer = lead.post(&own, &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong:?}");
        let page = answer.text();
        assert!(page.contains(&format!("href=\"{at}\"")), "{wrong:?}: {page}");
    }
    let mut fields = vec![("token", token_.as_str()), ("revision", revision.as_str())];
    fields.extend(told("Told members <twice>", "complete", "2026-11-10"));
    assert_eq!(lead.post(&own, &fields).await.status, StatusCode::SEE_OTHER);
    let second = lead.post(&own, &fields).await;
    assert_eq!(second.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(second.text().contains("Someone told something of this share"));
    assert!(!lead.get("/").await.text().contains("/shares/shr_"), "nothing waits any more");
    let shown = office.get(&page).await.text();
    assert!(shown.contains("1 of 2 have said") && shown.contains("Told members &lt;twice&gt;"));

    // Nobody can see the whole to be complete, and a preview of many says so before it is tried.
    let at = [("token", token(&shown)), ("update", field(&shown, "update"))];
    let mut done: Vec<(&str, &str)> =
        at.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let revision = field(&shown, "revision");
    done.extend([
        ("revision", revision.as_str()),
        ("step", "ask-completion"),
        ("on", "2026-11-10"),
    ]);
    let answer = office.post(&format!("{page}/updates"), &done).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let mut auditor = Browser::of(&router, "auditor").await;
    let token_ = token(&auditor.get("/recommendations/bulk").await.text());
    let item = page.rsplit('/').next().unwrap();
    let many =
        [("token", token_.as_str()), ("step", "verify"), ("on", "2026-11-10"), ("item", item)];
    let preview = auditor.post("/recommendations/bulk", &many).await.text();
    assert!(preview.contains("WYB has not said that its share is complete"), "{preview}");
    assert!(preview.contains("0 recommendations would be told of"));

    // Another body's share looks like none, and the whole cannot be closed before all have told.
    let others = links(&shown, "/shares/shr_").into_iter().find(|link| *link != own).unwrap();
    assert_eq!(lead.get(&others).await.status, StatusCode::NOT_FOUND);
    assert!(lead.get("/shares").await.text().contains("1 share, of which 0"));
    let end = [("token", token(&shown)), ("revision", "1".to_owned()), ("reason", String::new())];
    let mut end: Vec<(&str, &str)> =
        end.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let refused = office.post(&format!("{others}/end"), &end).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("href=\"#reason\""));
    end[2].1 = "Answered by the county";
    let ended = office.post(&format!("{others}/end"), &end).await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER);
    assert!(office.get(&page).await.text().contains("1 of 1 has said"));
    assert!(office.get(&others).await.text().contains("Answered by the county"));
}
