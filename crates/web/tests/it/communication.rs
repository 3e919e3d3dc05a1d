//! Communications: told in waves, citing what is released alone, and whom they reached.

use axum::http::StatusCode;

use crate::browser::{Browser, field, links, three_rivers, token};

/// The communication to this audience.
async fn told_to(browser: &mut Browser, audience: &str) -> String {
    let list = browser.get("/communications").await.text();
    let row = list.split("<tr").find(|row| row.contains(audience)).expect("a row of it");
    links(row, "/communications/com_").remove(0)
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
async fn waves_stand_in_order_with_where_each_date_stands() {
    let (_boxed, router) = three_rivers().await;
    let mut board = Browser::of(&router, "board").await;
    let list = board.get("/communications").await.text();
    let at = |words: &str| list.find(words).unwrap_or_else(|| panic!("{words}: {list}"));
    assert!(list.contains("4 communications in 3 waves"), "{list}");
    assert!(at("First wave") < at("Second wave") && at("Second wave") < at("Third wave"));
    assert!(list.contains("212 of 260 briefed") && list.contains("Late by"));
    assert!(!list.contains("/communications/new"), "a Board reader adds none");
    let then = board.get("/communications?as-at=2026-11-01").await.text();
    assert!(then.contains("No communications here"), "{then}");
    let file = board.get("/exports/communications/csv").await.text();
    assert!(file.contains("212") && file.contains("Team leads"), "{file}");
    let mut lead = Browser::of(&router, "lead").await;
    assert!(lead.get("/communications").await.text().contains("No communications here"));
}

#[tokio::test]
async fn figures_come_of_released_findings_and_of_nothing_else() {
    let (_boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    let page = told_to(&mut office, "Team leads").await;
    let shown = office.get(&page).await.text();
    assert!(shown.contains("<svg") && shown.contains("These are the writer’s own words."));
    assert!(shown.contains("/evidence/community-clinic-non-attendance?breakdown=deprivation"));
    let edit = format!("{page}/edit");
    let form = office.get(&edit).await.text();
    let offered: Vec<&str> = form
        .split("name=\"finding\" type=\"checkbox\" value=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect();
    assert!(offered.len() >= 2, "one for each breakdown: {offered:?}");
    let base = [("wave", "2"), ("audience", "Team leads"), ("message", "12 of 90 were missed")];
    let unreleased = format!("{}9", offered[0].replace("&#x2f;", "/"));
    for wrong in [unreleased.as_str(), "run_1~x~sex~2026", "everything"] {
        let fields = [base.as_slice(), &[("finding", wrong)]].concat();
        let (status, refused) = send(&mut office, (&form, &edit), &fields).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(
            refused.contains("href=\"#findings\"") && refused.contains("only what is released")
        );
    }
    let second = offered[1].replace("&#x2f;", "/");
    let fields = [base.as_slice(), &[("finding", second.as_str())]].concat();
    for _ in 0..2 {
        let (status, _) = send(&mut office, (&form, &edit), &fields).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "saved twice, saved once");
    }
    let shown = office.get(&page).await.text();
    assert!(shown.contains("Figures in them are the writer’s too"), "{shown}");
    assert!(shown.contains("Revision 2") && !shown.contains("Revision 3"));
}

#[tokio::test]
async fn a_communication_is_added_once_and_the_second_of_two_sees_both() {
    let (_boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    let new = office.get("/communications/new").await.text();
    let (id, body) = (field(&new, "communication"), field(&new, "organisation"));
    let of = [("communication", &*id), ("organisation", &*body)];
    let long = "x".repeat(5_001);
    let good = [("wave", "4"), ("audience", "All <b>staff</b>"), ("product", "A card")];
    for (name, value, at) in [
        ("wave", "0", "#wave"),
        ("wave", "soon", "#wave"),
        ("audience", " ", "#audience"),
        ("product", "", "#message"),
        ("product", long.as_str(), "#product"),
        ("plan", "no-such-plan", "#plan"),
    ] {
        let others = good.into_iter().filter(|(known, _)| *known != name);
        let fields: Vec<_> = of.into_iter().chain(others).chain([(name, value)]).collect();
        let (status, refused) = send(&mut office, (&new, "/communications"), &fields).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{name} {value}");
        assert!(refused.contains(&format!("href=\"{at}\"")), "{name}: {refused}");
    }
    let fields: Vec<_> = of.into_iter().chain(good).collect();
    for _ in 0..2 {
        let (status, _) = send(&mut office, (&new, "/communications"), &fields).await;
        assert_eq!(status, StatusCode::SEE_OTHER);
    }
    let list = office.get("/communications").await.text();
    assert!(list.contains("5 communications in 4 waves") && !list.contains("<b>staff</b>"));
    let edit = format!("/communications/{id}/edit");
    let (mine, theirs) = (office.get(&edit).await.text(), office.get(&edit).await.text());
    let first = [("wave", "4"), ("audience", "All staff"), ("product", "A card for each desk")];
    let (status, _) = send(&mut office, (&mine, &edit), &first).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let second = [("wave", "5"), ("audience", "All staff"), ("product", "A poster")];
    let (status, both) = send(&mut office, (&theirs, &edit), &second).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(both.contains("A card for each desk") && both.contains("A poster"), "{both}");
    let (status, _) = send(&mut office, (&both, &edit), &second).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "sent again from the page that shows both");
    let changes = office.get("/changes?since=2020-01-01&of=communication").await.text();
    assert!(changes.contains("Wave 5") || changes.contains("Fifth wave"), "{changes}");
}

#[tokio::test]
async fn reach_is_told_once_it_is_sent_and_never_more_than_it_was_for() {
    let (_boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    let page = told_to(&mut office, "Governors").await;
    let shown = office.get(&page).await.text();
    assert!(shown.contains("Nobody has told yet whom it reached"));
    let to = format!("{page}/reach");
    for (stage, reached, asked, at) in [
        ("prepared", "10", "20", "#stage"),
        ("sent", "30", "20", "#reached"),
        ("sent", "0", "0", "#reached"),
        ("sent", "many", "20", "#reached"),
        ("sent", "10", "", "#asked"),
        ("sent", "-1", "20", "#reached"),
        ("sent", "99999999999", "20", "#reached"),
    ] {
        let fields = [("stage", stage), ("reached", reached), ("asked", asked)];
        let (status, refused) = send(&mut office, (&shown, &to), &fields).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{stage} {reached} {asked}");
        assert!(refused.contains(&format!("href=\"{at}\"")), "{reached}: {refused}");
    }
    let sent = [("stage", "sent"), ("reached", "1,140"), ("asked", "2000")];
    for _ in 0..2 {
        let (status, _) = send(&mut office, (&shown, &to), &sent).await;
        assert_eq!(status, StatusCode::SEE_OTHER);
    }
    let told = office.get(&page).await.text();
    assert!(
        told.contains("Reach: “1140 of 2000 briefed”"),
        "the history says what changed: {told}"
    );
    assert!(told.contains("1140 of 2000 briefed") && told.contains("Closed"), "{told}");
    let late = [("stage", "sent"), ("reached", "5"), ("asked", "2000")];
    let (status, refused) = send(&mut office, (&shown, &to), &late).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.contains("changed this while you had it open"), "{refused}");
    let (status, _) = send(&mut office, (&told, &to), &[("stage", "eaten")]).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn nobody_writes_what_another_body_tells() {
    let (_boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    let page = told_to(&mut office, "Governors").await;
    for (who, sees, writes) in [
        ("lead", StatusCode::NOT_FOUND, StatusCode::NOT_FOUND),
        ("analyst", StatusCode::OK, StatusCode::FORBIDDEN),
        ("board", StatusCode::OK, StatusCode::FORBIDDEN),
        ("administrator", StatusCode::NOT_FOUND, StatusCode::NOT_FOUND),
    ] {
        let mut browser = Browser::of(&router, who).await;
        assert_eq!(browser.get(&page).await.status, sees, "{who}");
        let own = token(&browser.get("/").await.text());
        for to in ["edit", "reach"] {
            let fields =
                [("token", own.as_str()), ("revision", "2"), ("stage", "sent"), ("wave", "1")];
            let answer = browser.post(&format!("{page}/{to}"), &fields).await;
            assert_eq!(answer.status, writes, "{who} {to}");
        }
    }
    let mut lead = Browser::of(&router, "lead").await;
    let theirs = lead.get("/communications/new?organisation=QTR").await;
    assert_eq!(theirs.status, StatusCode::NOT_FOUND);
    let own = lead.get("/communications/new").await.text();
    let id = field(&own, "communication");
    let fields = [
        ("communication", &*id),
        ("organisation", "RTR"),
        ("plan", "action-plan-2026"),
        ("wave", "1"),
        ("audience", "x"),
        ("product", "x"),
    ];
    let (status, refused) = send(&mut lead, (&own, "/communications"), &fields).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.contains("href=\"#plan\""), "the plan of another body is none: {refused}");
}
