//! Risks: kept of a plan's cells, written, merged and taken apart, and what goes wrong in it.

use axum::http::StatusCode;

use crate::browser::{Browser, field, links, three_rivers, token};

const PLAN: &str = "/plans/action-plan-2026/risks";

/// The risk whose words these are.
async fn called(browser: &mut Browser, words: &str) -> String {
    let address = format!("/risks?state=all&words={}", words.replace(' ', "+"));
    let list = browser.get(&address).await.text();
    links(&list, "/risks/rsk_").into_iter().next().unwrap_or_else(|| panic!("{words}: {list}"))
}

/// Sends a form of a page to an address, with the token and the revision that the page carries, if
/// it carries one.
async fn send(
    browser: &mut Browser,
    (shown, to): (&str, &str),
    fields: &[(&str, &str)],
) -> (StatusCode, String) {
    let token = token(shown);
    let revision = shown.contains("name=\"revision\"").then(|| field(shown, "revision"));
    let mut all = vec![("token", token.as_str())];
    all.extend(revision.as_deref().map(|revision| ("revision", revision)));
    all.extend(fields.iter().copied());
    let answer = browser.post(to, &all).await;
    (answer.status, answer.text())
}

#[tokio::test]
async fn the_register_is_in_order_of_score_and_says_what_is_not_assessed() {
    let (_boxed, router) = three_rivers().await;
    let mut board = Browser::of(&router, "board").await;
    let list = board.get("/risks").await.text();
    assert!(list.contains("3 risks") && list.contains("1 extreme, 1 high and 1 not assessed"));
    let at = |words: &str| list.find(words).unwrap_or_else(|| panic!("{words}: {list}"));
    assert!(
        at("Not enough nurses") < at("Reception teams") && at("Reception") < at("Hostel lease")
    );
    assert!(list.contains("and 1 other wording") && list.contains("1 risk is not assessed"));
    assert!(!list.contains("/risks/new"), "a Board reader adds none");
    let place = board.get("/risks?likelihood=4&impact=4").await.text();
    assert!(place.contains("1 risk: 1 extreme") && place.contains("Likelihood: Likely"));
    let none = board.get("/risks?level=low").await.text();
    assert!(none.contains("No risk stands so"), "{none}");
    let before = board.get("/risks?as-at=2026-11-12&words=minute").await.text();
    assert!(before.contains("1 risk: 1 not assessed"), "before it was merged: {before}");
    let then = board.get("/risks?as-at=2026-11-01").await.text();
    assert!(then.contains("No risks are kept yet"));
    let odd = board.get("/risks?level=dire&likelihood=9&impact=x&plan=%00&state=lost").await;
    assert_eq!(odd.status, StatusCode::OK);
    let file = board.get("/exports/risks/csv?level=extreme").await.text();
    assert!(
        file.contains("Not enough nurses want Saturdays") && !file.contains("Hostel"),
        "{file}"
    );
}

#[tokio::test]
async fn cells_are_kept_as_risks_only_as_a_person_chooses() {
    let (_boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    let shown = office.get(PLAN).await.text();
    assert!(shown.contains("6 actions record risks, and 8 actions record none"), "{shown}");
    let (status, refused) = send(&mut office, (&shown, PLAN), &[]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.contains("href=\"#proposals\""), "{refused}");
    let cells: Vec<String> = shown
        .split("name=\"cell\" value=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect();
    assert_eq!(cells.len(), 3, "what is kept is not offered again");
    let cell = cells.first().unwrap();
    let (words, first) = (format!("words-{cell}"), format!("first-{cell}"));
    let (said, id) = (field(&shown, &words), field(&shown, &first));
    let choice = format!("choice-{cell}");
    let all = [("cell", &**cell), (&words, &said), (&first, &id), (&choice, "apart")];
    let wrong = [("cell", &**cell), (&words, "Other words"), (&first, &id), (&choice, "apart")];
    let (status, refused) = send(&mut office, (&shown, PLAN), &wrong).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.contains("An action says something else"), "{refused}");
    for _ in 0..2 {
        let (status, _) = send(&mut office, (&shown, PLAN), &all).await;
        assert_eq!(status, StatusCode::SEE_OTHER);
    }
    let list = office.get("/risks?plan=action-plan-2026").await.text();
    assert_eq!(links(&list, "/risks/rsk_").len(), 4, "{list}");
    let risk = called(&mut office, "Systems count").await;
    let page = office.get(&risk).await.text();
    assert!(page.contains("Nobody has said yet how likely it is"));
    let action = links(&page, "/actions/act_").remove(0);
    let action = office.get(&action).await.text();
    assert!(action.contains(&risk), "the action leads to it: {action}");
}

#[tokio::test]
async fn a_risk_is_added_once_written_and_the_second_of_two_sees_both() {
    let (_boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    let new = office.get("/risks/new?plan=action-plan-2026").await.text();
    let (id, body, plan) = (field(&new, "risk"), field(&new, "organisation"), field(&new, "plan"));
    let base = [("risk", &*id), ("organisation", &*body), ("plan", &*plan)];
    let with = |more: &[(&'static str, &'static str)]| {
        base.iter()
            .copied()
            .chain(more.iter().copied())
            .map(|(a, b)| (a.to_owned(), b.to_owned()))
            .collect::<Vec<_>>()
    };
    for (more, at, says) in [
        (vec![("words", " ")], "#words", "rite what may happen"),
        (vec![("words", "x"), ("likelihood", "6")], "#likelihood", "from 1 to 5"),
        (vec![("words", "x"), ("impact", "dire")], "#impact", "from 1 to 5"),
        (vec![("words", "x"), ("action", "everything")], "#actions", "from the list"),
    ] {
        let fields = with(&more);
        let fields: Vec<_> = fields.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        let (status, refused) = send(&mut office, (&new, "/risks"), &fields).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{at}");
        assert!(refused.contains(&format!("href=\"{at}\"")) && refused.contains(says), "{refused}");
    }
    let long = "x".repeat(5_001);
    let mut fields: Vec<_> = base.to_vec();
    fields.push(("words", &long));
    let (status, _) = send(&mut office, (&new, "/risks"), &fields).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let words = "The lift <b>breaks</b> & “nobody” mends it";
    let mut fields: Vec<_> = base.to_vec();
    fields.extend([("words", words), ("likelihood", "2"), ("impact", "")]);
    for _ in 0..2 {
        let (status, _) = send(&mut office, (&new, "/risks"), &fields).await;
        assert_eq!(status, StatusCode::SEE_OTHER);
    }
    let page = format!("/risks/{id}");
    let shown = office.get(&page).await.text();
    assert!(shown.contains("nobody has said yet how bad") && !shown.contains("<b>breaks</b>"));

    let edit = format!("{page}/edit");
    let (mine, theirs) = (office.get(&edit).await.text(), office.get(&edit).await.text());
    let first = [("likelihood", "3"), ("impact", "3"), ("mitigation", "A spare part")];
    for _ in 0..2 {
        let (status, _) = send(&mut office, (&mine, &edit), &first).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "saved twice, saved once");
    }
    let second = [("likelihood", "5"), ("mitigation", "The stairs")];
    let (status, both) = send(&mut office, (&theirs, &edit), &second).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(both.contains("A spare part") && both.contains("The stairs"), "{both}");
    let (status, _) = send(&mut office, (&both, &edit), &second).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "sent again from the page that shows both");
    let shown = office.get(&page).await.text();
    assert!(shown.contains("The stairs") && shown.contains("Revision 3"), "{shown}");
    let changes = office.get("/changes?since=2020-01-01&of=risk").await.text();
    assert!(changes.contains("The lift"), "{changes}");
}

#[tokio::test]
async fn two_become_one_with_both_wordings_and_come_apart_for_a_reason() {
    let (_boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    let ours = called(&mut office, "Not enough nurses").await;
    let theirs = called(&mut office, "Hostel lease").await;
    let with = theirs.strip_prefix("/risks/").unwrap();
    let ask = format!("{ours}/merge");
    let choose = office.get(&ask).await.text();
    assert!(choose.contains("Hostel lease") && !choose.contains("Nobody at the desk"));
    let blank = office.get(&format!("{ask}?with=")).await;
    assert_eq!(blank.status, StatusCode::UNPROCESSABLE_ENTITY);
    let itself = office.get(&format!("{ask}?with={}", ours.strip_prefix("/risks/").unwrap())).await;
    assert_eq!(itself.status, StatusCode::UNPROCESSABLE_ENTITY);
    let preview = office.get(&format!("{ask}?with={with}")).await.text();
    assert!(preview.contains("Nothing is merged yet"), "{preview}");
    let other = field(&preview, "other_revision");
    let fields = [("with", with), ("other_revision", &*other), ("whose", "")];
    let (status, refused) = send(&mut office, (&preview, &ask), &fields).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.contains("href=\"#whose\""), "{refused}");
    let fields = [("with", with), ("other_revision", &*other), ("whose", "theirs")];
    for _ in 0..2 {
        let (status, _) = send(&mut office, (&preview, &ask), &fields).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "merged twice, merged once");
    }
    let one = office.get(&ours).await.text();
    assert!(
        one.contains("How it was said, 2 times") && one.contains("Hostel lease ends next year")
    );
    assert!(one.contains("Nobody has said yet how likely"), "theirs was not assessed");
    let gone = office.get(&theirs).await.text();
    assert!(gone.contains("It says the same as") && !gone.contains("Change this risk"));
    let edit = office.get(&format!("{theirs}/edit")).await.text();
    let (status, refused) = send(&mut office, (&edit, &format!("{theirs}/edit")), &[]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.contains("merged into another now"), "{refused}");

    let apart = format!("{ours}/apart");
    let (status, refused) = send(&mut office, (&one, &apart), &[("other", with)]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.contains("ay why, in words"), "{refused}");
    let fields = [("other", with), ("because", "The hostel is another matter")];
    for _ in 0..2 {
        let (status, _) = send(&mut office, (&one, &apart), &fields).await;
        assert_eq!(status, StatusCode::SEE_OTHER);
    }
    let (ours, theirs) = (office.get(&ours).await.text(), office.get(&theirs).await.text());
    assert!(!ours.contains("How it was said, 2 times") && theirs.contains("Change this risk"));
    assert!(ours.contains("The hostel is another matter"), "why is told: {ours}");
}

#[tokio::test]
async fn a_risk_is_split_closed_and_opened() {
    let (_boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    let risk = called(&mut office, "Hostel lease").await;
    let split = format!("{risk}/split");
    let shown = office.get(&split).await.text();
    let first = field(&shown, "first");
    let wrong = [("first", &*first), ("parts", "Hostel lease ends\nThe roof leaks")];
    let (status, refused) = send(&mut office, (&shown, &split), &wrong).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.contains("must together be the words") && refused.contains("The roof leaks"));
    let parts = [("first", &*first), ("parts", "Hostel lease\r\n\r\nends next year")];
    for _ in 0..2 {
        let (status, _) = send(&mut office, (&shown, &split), &parts).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "split twice, split once");
    }
    let list = office.get("/risks?plan=action-plan-2026").await.text();
    assert_eq!(links(&list, "/risks/rsk_").len(), 4, "{list}");

    let page = office.get(&risk).await.text();
    let close = format!("{risk}/step/close");
    let (status, refused) = send(&mut office, (&page, &close), &[]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.contains("href=\"#because\""), "{refused}");
    for _ in 0..2 {
        let (status, _) = send(&mut office, (&page, &close), &[("because", "Renewed")]).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "closed twice, closed once");
    }
    let page = office.get(&risk).await.text();
    assert!(page.contains("It is closed.") && page.contains("Renewed"));
    let reopen = format!("{risk}/step/reopen");
    for _ in 0..2 {
        let (status, _) = send(&mut office, (&page, &reopen), &[("because", "Not so")]).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "opened twice, opened once");
    }
    let (status, _) = send(&mut office, (&page, &format!("{risk}/step/burn")), &[]).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn nobody_reads_or_writes_a_risk_that_is_not_theirs() {
    let (_boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    let risk = called(&mut office, "Not enough nurses").await;
    let shown = office.get(&risk).await.text();
    for (who, sees, writes) in [
        ("lead", StatusCode::NOT_FOUND, StatusCode::NOT_FOUND),
        ("analyst", StatusCode::OK, StatusCode::FORBIDDEN),
        ("board", StatusCode::OK, StatusCode::FORBIDDEN),
        ("auditor", StatusCode::OK, StatusCode::FORBIDDEN),
        ("administrator", StatusCode::NOT_FOUND, StatusCode::NOT_FOUND),
    ] {
        let mut browser = Browser::of(&router, who).await;
        assert_eq!(browser.get(&risk).await.status, sees, "{who}");
        let own = token(&browser.get("/").await.text());
        let revision = field(&shown, "revision");
        for to in ["edit", "step/close", "apart", "split"] {
            let fields = [
                ("token", own.as_str()),
                ("revision", revision.as_str()),
                ("because", "Not mine"),
                ("other", risk.strip_prefix("/risks/").unwrap()),
                ("first", risk.strip_prefix("/risks/").unwrap()),
            ];
            let answer = browser.post(&format!("{risk}/{to}"), &fields).await;
            assert_eq!(answer.status, writes, "{who} {to}");
        }
        let list = browser.get("/risks").await.text();
        assert_eq!(list.contains("Not enough nurses"), sees == StatusCode::OK, "{who}");
    }
    // A body's lead names no action of another body.
    let mut lead = Browser::of(&router, "lead").await;
    let new = lead.get("/risks/new").await.text();
    let action = links(&shown, "/actions/act_").remove(0);
    let action = action.strip_prefix("/actions/").unwrap().to_owned();
    let (id, body) = (field(&new, "risk"), field(&new, "organisation"));
    let fields =
        [("risk", &*id), ("organisation", &*body), ("words", "x"), ("action", action.as_str())];
    let (status, _) = send(&mut lead, (&new, "/risks"), &fields).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert_eq!(lead.get("/risks/new?organisation=QTR").await.status, StatusCode::NOT_FOUND);
    assert_eq!(lead.get(PLAN).await.status, StatusCode::NOT_FOUND);
}
