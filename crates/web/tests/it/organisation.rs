//! The programme office adds organisations, and changes what is told of them.

use axum::http::StatusCode;

use crate::browser::{Answer, Browser, between, links, three_rivers, token};

/// The fields of the form of a body as its page has them, in order.
fn fields(page: &str) -> Vec<(String, String)> {
    let form = between(page, "<form action=\"/organisations", "</form>");
    let inputs = form.split("<input").skip(1).filter(|input| input.contains("name=\""));
    let value = |tag: &str, name: &str| {
        let value = tag.split(&format!(" {name}=\"")).nth(1);
        value.map_or_else(String::new, |rest| rest.split('"').next().unwrap().to_owned())
    };
    let mut found: Vec<(String, String)> = inputs
        .map(|input| input.split('>').next().unwrap())
        .map(|input| (value(input, "name"), value(input, "value")))
        .collect();
    for select in form.split("<select").skip(1) {
        let chosen = select.split("<option").skip(1).find(|option| option.contains("selected"));
        let chosen = chosen.map_or_else(String::new, |option| value(option, "value"));
        found.push((value(select, "name"), chosen));
    }
    found
}

/// The same form, with some fields filled in otherwise.
fn with(fields: &[(String, String)], changed: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = fields.to_vec();
    for (name, _) in changed {
        all.retain(|(known, _)| known != name);
    }
    all.extend(changed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    all
}

async fn send(browser: &mut Browser, to: &str, fields: &[(String, String)]) -> Answer {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    browser.post(to, &fields).await
}

/// What is said at a field that was refused.
fn said_at<'a>(page: &'a str, field: &str) -> &'a str {
    assert!(page.contains(&format!("href=\"#{field}\"")), "{field} is not in the summary: {page}");
    assert!(page.contains(&format!("id=\"{field}\"")), "there is no {field}: {page}");
    between(between(page, &format!("id=\"{field}-error\""), "</span><"), "</span>", "</")
}

#[track_caller]
fn refused(answer: &Answer, field: &str, says: &str) -> String {
    let page = answer.text();
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{page}");
    let at = said_at(&page, field);
    assert!(page.matches(says).count() >= 2, "“{says}” is not said at {field}: {at}");
    page
}

const TRHP: &str = "/organisations/TRHP/edit";
const QTR: &str = "/organisations/QTR/edit";

#[tokio::test]
async fn an_organisation_is_added_once_and_no_code_is_used_twice() {
    let (_boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    let list = office.get("/organisations").await.text();
    assert!(list.contains("href=\"/organisations/new\""), "{list}");
    let form = office.get("/organisations/new").await.text();
    let form = fields(&form);
    let told = [("name", "Mill Lane Carers"), ("class", "voluntary"), ("opened", "2026-04-01")];
    let blank = send(&mut office, "/organisations", &form).await;
    for (field, says) in [
        ("name", "Enter its name"),
        ("code", "Enter its code, like QTR"),
        ("class", "Choose what kind"),
    ] {
        refused(&blank, field, says);
    }
    for (code, says) in [
        ("mill lane", "“mill lane” is not an organisation code"),
        ("qtr", "QTR is the code of Three Rivers Integrated Care Board already"),
        ("QTR", "QTR is the code of Three Rivers Integrated Care Board already"),
        ("new", "“new” cannot be a code"),
    ] {
        let typed = with(&with(&form, &told), &[("code", code)]);
        let page = refused(&send(&mut office, "/organisations", &typed).await, "code", says);
        assert!(page.contains("Mill Lane Carers") && page.contains(&format!("value=\"{code}\"")));
    }
    let days = with(&with(&form, &told), &[("code", "mill-lane"), ("closed", "2026-03-31")]);
    let early = send(&mut office, "/organisations", &days).await;
    refused(&early, "closed", "The last day must not be before the first");
    let typed = with(&with(&form, &told), &[("code", "mill-lane")]);
    for _ in 0..2 {
        let added = send(&mut office, "/organisations", &typed).await;
        let to = (added.status, added.location());
        assert_eq!(
            to,
            (StatusCode::SEE_OTHER, "/organisations/mill-lane/edit"),
            "{}",
            added.text()
        );
    }
    let again = with(&typed, &[("name", "Somebody else")]);
    let again = send(&mut office, "/organisations", &again).await;
    refused(&again, "code", "mill-lane is the code of Mill Lane Carers already");
    let list = office.get("/organisations").await.text();
    let part = between(&list, "Who takes part</caption>", "</table>");
    assert_eq!(part.matches(">Mill Lane Carers</a>").count(), 1, "{part}");
    let mut auditor = Browser::of(&router, "auditor").await;
    let journal = auditor.get("/journal").await.text();
    assert_eq!(journal.matches(">mill-lane<").count(), 1, "{journal}");
}

#[tokio::test]
async fn what_is_told_of_a_body_is_changed_and_what_cannot_be_is_said_at_its_field() {
    let (_boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    let page = office.get("/organisations/QTR").await.text();
    assert!(page.contains(&format!("href=\"{QTR}\"")), "{page}");
    let form = fields(&office.get(QTR).await.text());
    let kept = |name: &str| {
        let all = form.iter().filter(|(known, _)| known == name);
        all.map(|(_, value)| value.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(kept("follows"), ["XTR", ""]);
    assert_eq!(kept("successor"), [""]);
    for (changed, field, says) in [
        (vec![("name", "")], "name", "Enter its name"),
        (vec![("class", "castle")], "class", "Choose what kind"),
        (vec![("opened", "1st of July")], "opened", "Enter a day, like 2026-04-01"),
        (vec![("closed", "2020-01-01")], "closed", "The last day must not be before the first"),
        (vec![("successor", "XTR")], "successor-1", "would follow itself, by way of"),
        (vec![("successor", "QTR")], "successor-1", "Integrated Care Board would follow itself"),
        (vec![("follows", "QTR")], "follows-1", "Integrated Care Board would follow itself"),
        (vec![("follows", "NOBODY")], "follows-1", "“NOBODY” is not an organisation here"),
        (vec![("successor", "NOBODY")], "successor-1", "“NOBODY” is not an organisation here"),
        (vec![("successor", "no body")], "successor-1", "is not an organisation code"),
    ] {
        let typed = with(&form, &changed);
        let page = refused(&send(&mut office, QTR, &typed).await, field, says);
        for (name, value) in changed.iter().filter(|(name, _)| *name != "class") {
            let is_kept = page.contains(&format!("value=\"{value}\"")) || value.is_empty();
            assert!(is_kept, "what was typed as {name} is lost: {page}");
        }
    }
    assert_eq!(fields(&office.get(QTR).await.text()), form, "nothing was kept");

    // It took over Alderbrook too, which is told on Alderbrook's own page as well.
    let twice = with(&form, &[("name", "Three Rivers ICB")]);
    let mut typed = twice.clone();
    typed.push(("follows".to_owned(), "ALD".to_owned()));
    for _ in 0..2 {
        let saved = send(&mut office, QTR, &typed).await;
        assert_eq!((saved.status, saved.location()), (StatusCode::SEE_OTHER, "/organisations/QTR"));
    }
    let page = office.get("/organisations/QTR").await.text();
    let before = between(&page, "It follows", "</ul>");
    assert_eq!(links(before, "/organisations/"), ["/organisations/ALD", "/organisations/XTR"]);
    let ods = between(&page, "ODS code", "</dd>");
    assert!(ods.contains("QTR"), "what its form does not ask stays: {ods}");
    let other = office.get("/organisations/ALD").await.text();
    let after = between(&other, "It is followed by", "</ul>");
    assert_eq!(links(after, "/organisations/"), ["/organisations/QTR"]);
    // And is taken back where it is told the other way round.
    let form = fields(&office.get("/organisations/ALD/edit").await.text());
    let typed = with(&form, &[("successor", "")]);
    let saved = send(&mut office, "/organisations/ALD/edit", &typed).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    let page = office.get("/organisations/QTR").await.text();
    let before = between(&page, "It follows", "</ul>");
    assert_eq!(links(before, "/organisations/"), ["/organisations/XTR"]);
    let mut auditor = Browser::of(&router, "auditor").await;
    let journal = auditor.get("/journal").await.text();
    let told = journal.matches(">ALD<").count();
    assert_eq!(told, 2, "once for each change, and not for what was sent twice: {journal}");
}

#[tokio::test]
async fn the_members_of_a_partnership_are_told_with_their_days() {
    let (_boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    let form = fields(&office.get(TRHP).await.text());
    let all = |form: &[(String, String)], name: &str| {
        let own = form.iter().filter(|(known, _)| known == name);
        own.map(|(_, value)| value.clone()).collect::<Vec<_>>()
    };
    assert_eq!(all(&form, "member"), ["RTC", "TRVA", "WYB", "RTR", ""]);
    let last = |form: &[(String, String)], of: [&str; 3]| {
        let mut changed = form.to_vec();
        for (name, value) in ["member", "member-from", "member-to"].into_iter().zip(of) {
            let at = changed.iter().rposition(|(known, _)| known == name).unwrap();
            changed[at].1 = value.to_owned();
        }
        changed
    };
    for (row, field, says) in [
        (["TRHP", "2026-04-01", ""], "member-5", "would be a member of itself"),
        (["NOBODY", "2026-04-01", ""], "member-5", "“NOBODY” is not an organisation here"),
        (["", "2026-04-01", ""], "member-5", "Choose who is in it"),
        (["ALD", "", ""], "member-5-from", "Enter the first day"),
        (["ALD", "2026-04-01", "2026-03-01"], "member-5-to", "must not be before the first"),
    ] {
        let page = refused(&send(&mut office, TRHP, &last(&form, row)).await, field, says);
        assert!(row.iter().all(|typed| page.contains(&format!("value=\"{typed}\""))), "{row:?}");
    }
    let trust = with(&form, &[("class", "trust")]);
    refused(&send(&mut office, TRHP, &trust).await, "class", "is not a partnership");

    // One more row is given without saving anything.
    let mut more = last(&form, ["ALD", "2026-04-01", ""]);
    more.push(("act".to_owned(), "more".to_owned()));
    let page = send(&mut office, TRHP, &more).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(all(&fields(&page.text()), "member"), ["RTC", "TRVA", "WYB", "RTR", "ALD", ""]);
    assert_eq!(fields(&office.get(TRHP).await.text()), form);

    let added = last(&form, ["ALD", "2026-04-01", ""]);
    let saved = send(&mut office, TRHP, &added).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    let page = office.get("/organisations/TRHP").await.text();
    let members = between(&page, "In this partnership", "</ul>");
    assert_eq!(links(members, "/organisations/").len(), 5);
    assert!(members.contains("since 1 April 2026"), "{members}");
    let body = office.get("/organisations/ALD").await.text();
    assert!(body.contains("It is in "), "{body}");
}

#[tokio::test]
async fn of_two_who_change_a_body_the_second_sees_both_and_nobody_else_changes_any() {
    let (_boxed, router) = three_rivers().await;
    let mut first = Browser::of(&router, "programme.office").await;
    let mut second = Browser::of(&router, "programme.office").await;
    let (one, other) =
        (fields(&first.get(QTR).await.text()), fields(&second.get(QTR).await.text()));
    send(&mut first, QTR, &with(&one, &[("name", "Their Board")])).await;
    let mine = with(&other, &[("name", "My Board")]);
    let both = send(&mut second, QTR, &mine).await;
    assert_eq!(both.status, StatusCode::CONFLICT);
    let page = both.text();
    assert!(page.contains("Their Board") && page.contains("value=\"My Board\""), "{page}");
    assert!(page.contains("changed this while you had it open") && page.contains("Keep theirs"));
    let over = fields(&page);
    assert_eq!(send(&mut second, QTR, &over).await.status, StatusCode::SEE_OTHER);
    assert!(first.get("/organisations/QTR").await.text().contains("My Board"));

    // Whom it follows is told on another body's page: that is seen too.
    let stale = fields(&first.get(QTR).await.text());
    let ald = fields(&second.get("/organisations/ALD/edit").await.text());
    let followed = with(&ald, &[("successor", "QTR")]);
    send(&mut second, "/organisations/ALD/edit", &followed).await;
    let both = send(&mut first, QTR, &with(&stale, &[("name", "Another Board")])).await;
    assert_eq!(both.status, StatusCode::CONFLICT);
    assert!(both.text().contains("Alderbrook District Council and Three Rivers Clinical"));

    for (who, status) in [
        ("lead", StatusCode::FORBIDDEN),
        ("sponsor", StatusCode::FORBIDDEN),
        ("board", StatusCode::FORBIDDEN),
        ("administrator", StatusCode::FORBIDDEN),
    ] {
        let mut browser = Browser::of(&router, who).await;
        let page = browser.get("/organisations/RTR").await.text();
        assert!(!page.contains("/organisations/RTR/edit"), "{who}");
        let list = browser.get("/organisations").await.text();
        assert!(!list.contains("/organisations/new"), "{who}");
        let token = token(&page);
        let fields =
            [("token", token.as_str()), ("name", "Mine"), ("class", "trust"), ("revision", "1")];
        for to in ["/organisations/RTR/edit", "/organisations"] {
            assert_eq!(browser.post(to, &fields).await.status, status, "{who} {to}");
        }
    }
    let gone = first.post("/organisations/RTR/edit", &[("name", "Mine")]).await;
    assert_eq!(gone.status, StatusCode::FORBIDDEN, "without a token nothing is changed");
    let form = fields(&first.get("/organisations/RTR/edit").await.text());
    let name = ("name".to_owned(), "Three Rivers Hospitals NHS Foundation Trust".to_owned());
    assert!(form.contains(&name), "{form:?}");
}
