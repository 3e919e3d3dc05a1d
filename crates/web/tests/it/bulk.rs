//! Many at once, views that are saved, the board by standing, what a committee reads, and the rule.

use axum::http::StatusCode;

use crate::browser::{Browser, between, field, links, three_rivers, token};

/// The values of every field of that name on a page.
fn values(page: &str, name: &str) -> Vec<String> {
    let name = format!("name=\"{name}\"");
    let fields = page.split(name.as_str()).skip(1);
    fields.map(|rest| between(rest, "value=\"", "\"").to_owned()).collect()
}

#[tokio::test]
async fn many_are_told_of_at_once_after_a_preview_and_all_or_none() {
    let (_boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    let choose = office.get("/actions/bulk?plan=action-plan-2026").await.text();
    let token_ = token(&choose);
    let ids = values(&choose, "item");
    assert!(ids.len() >= 4, "{}", ids.len());
    let base = [("token", token_.as_str()), ("on", "2026-11-10"), ("words", "Staff were lent out")];
    let bulk = "/actions/bulk?plan=action-plan-2026";
    let refused = office.post(bulk, &[base[0], base[1], ("step", "progress"), ("words", "")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = refused.text();
    assert!(page.contains("href=\"#items\"") && page.contains("href=\"#words\""), "{page}");
    for wrong in [("step", ""), ("step", "reopen"), ("step", "x")] {
        let answer =
            office.post(bulk, &[base[0], base[1], base[2], ("item", &ids[0]), wrong]).await;
        assert!(answer.text().contains("href=\"#step\""), "{wrong:?}");
    }
    let unknown = [base[0], base[1], base[2], ("step", "progress"), ("item", "act_no")];
    assert_eq!(office.post(bulk, &unknown).await.status, StatusCode::NOT_FOUND);

    // What is closed is left as it is, and the others say what they would be.
    let mut fields = base.to_vec();
    fields.extend([("step", "progress"), ("status", "paused")]);
    fields.extend(ids.iter().map(|id| ("item", id.as_str())));
    let preview = office.post(bulk, &fields).await;
    assert_eq!(preview.status, StatusCode::OK);
    let preview = preview.text();
    assert!(preview.contains("Nothing is kept yet") && preview.contains("<strong>Paused</strong>"));
    assert!(preview.contains("this is closed; open it again first"), "{preview}");
    let list = office.get("/actions?status=paused").await.text();
    assert!(!list.contains("Staff were lent out") && !list.contains("Paused</td>"));

    // Somebody tells something of one meanwhile: nothing is told of any.
    let items = values(&preview, "item");
    assert!(items.len() >= 2 && items.len() < ids.len());
    let one = format!("/actions/{}", items[0].split(' ').next().unwrap());
    let shown = office.get(&one).await.text();
    let (update, revision) = (field(&shown, "update"), field(&shown, "revision"));
    let told = [base[0], ("update", &update), ("revision", &revision), ("step", "progress")];
    let told: Vec<_> = told.into_iter().chain([base[1], ("words", "Meanwhile")]).collect();
    let answer = office.post(&format!("{one}/updates"), &told).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let mut confirm = base.to_vec();
    confirm.extend([("step", "progress"), ("status", "paused")]);
    confirm.extend(items.iter().map(|item| ("item", item.as_str())));
    let to = "/actions/bulk/confirm?plan=action-plan-2026";
    let stale = office.post(to, &confirm).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    let again = stale.text();
    assert!(again.contains("nothing was told of any"), "{again}");
    let other = format!("/actions/{}", items[1].split(' ').next().unwrap());
    assert!(!office.get(&other).await.text().contains("Staff were lent out"));

    let items = values(&again, "item");
    let mut confirm = base.to_vec();
    confirm.extend([("step", "progress"), ("status", "paused")]);
    confirm.extend(items.iter().map(|item| ("item", item.as_str())));
    for _ in 0..2 {
        let done = office.post(to, &confirm).await;
        assert_eq!(done.location(), "/actions?plan=action-plan-2026", "{}", done.text());
    }
    let shown = office.get(&other).await.text();
    assert_eq!(shown.matches("Staff were lent out").count(), 1, "told once: {shown}");
    let list = office.get("/actions?status=paused").await.text();
    assert!(list.contains(&other));
}

#[tokio::test]
async fn nobody_tells_many_of_what_is_not_theirs() {
    let (_boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    let others = office.get("/recommendations/bulk").await.text();
    let id = values(&others, "item").remove(0);
    let mut lead = Browser::of(&router, "lead").await;
    let token_ = token(&lead.get("/actions/bulk").await.text());
    let fields = [
        ("token", token_.as_str()),
        ("on", "2026-11-10"),
        ("words", "x"),
        ("step", "progress"),
        ("item", &id),
    ];
    let answer = lead.post("/recommendations/bulk", &fields).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    let mut board = Browser::of(&router, "board").await;
    let token_ = token(&board.get("/recommendations/bulk").await.text());
    let fields = [("token", token_.as_str()), fields[1], fields[2], fields[3], fields[4]];
    let preview = board.post("/recommendations/bulk", &fields).await.text();
    assert!(preview.contains("0 recommendations would be told of"), "{preview}");
    let item = format!("{id} 1 upd_01890a5d-ac96-774b-bcce-b302099a8057");
    let fields = [fields[0], fields[1], fields[2], fields[3], ("item", item.as_str())];
    let answer = board.post("/recommendations/bulk/confirm", &fields).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN, "{}", answer.text());
}

#[tokio::test]
async fn a_view_is_saved_by_a_name_for_oneself_and_taken_off() {
    let (_boxed, router) = three_rivers().await;
    let mut board = Browser::of(&router, "board").await;
    assert!(!board.get("/actions").await.text().contains("Save this view"));
    let page = board.get("/actions?standing=late&owner=Café").await.text();
    let (token_, view) = (token(&page), field(&page, "view"));
    let query = values(&page, "query").remove(0).replace("&amp;", "&");
    let fields = |title: &'static str| {
        [
            ("token", token_.as_str()),
            ("view", view.as_str()),
            ("list", "/actions"),
            ("query", query.as_str()),
            ("title", title),
        ]
    };
    let blank = board.post("/views", &fields(" ")).await;
    assert!(board.get(blank.location()).await.text().contains("ive the view a name"));
    for _ in 0..2 {
        let saved = board.post("/views", &fields("Ours & late")).await;
        assert_eq!(saved.location(), "/actions?standing=late&owner=Caf%C3%A9");
    }
    let page = board.get("/actions").await.text();
    assert_eq!(page.matches(">Ours &amp; late</a>").count(), 1, "{page}");
    let mut wrong = fields("x");
    wrong[2].1 = "//elsewhere.example.org";
    assert_eq!(board.post("/views", &wrong).await.status, StatusCode::NOT_FOUND);
    let mut broken = fields(" ");
    broken[3].1 = "a\r\nset-cookie: x";
    assert_eq!(board.post("/views", &broken).await.location(), "/actions");
    let mut auditor = Browser::of(&router, "auditor").await;
    assert!(!auditor.get("/actions").await.text().contains("Ours &amp; late"));
    let theirs = token(&auditor.get("/rules").await.text());
    let remove = format!("/views/{view}/remove");
    let answer = auditor.post(&remove, &[("token", &theirs), ("list", "/actions")]).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    let answer = board.post(&remove, &[("token", &token_), ("list", "/actions")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert!(!board.get("/actions").await.text().contains("Ours &amp; late"));
}

#[tokio::test]
async fn a_committee_reads_what_moved_since_it_met_as_at_any_day() {
    let (_boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    let list = office.get("/actions?standing=late&plan=action-plan-2026").await.text();
    let page = links(&list, "/actions/act_").remove(0);
    let shown = office.get(&page).await.text();
    let (token_, update) = (token(&shown), field(&shown, "update"));
    let revision = field(&shown, "revision");
    let asked = [
        ("token", token_.as_str()),
        ("update", &update),
        ("revision", &revision),
        ("step", "ask-date"),
        ("on", "2026-11-10"),
        ("by_when", "30 June 2027"),
        ("words", "The clinic moves"),
    ];
    let answer = office.post(&format!("{page}/updates"), &asked).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let committee = "/plans/action-plan-2026/committee";
    let read = office.get(&format!("{committee}?since=2026-11-01")).await.text();
    assert!(read.contains("New dates asked for since 1 November 2026: 1"), "{read}");
    assert!(read.contains("The clinic moves") && read.contains("Not answered yet"));
    let late = between(&read, "Outstanding: ", "</h2>").to_owned();
    assert_ne!(late, "0");
    let before = office.get(&format!("{committee}?since=2026-11-01&as-at=2026-11-09")).await.text();
    assert!(before.contains("New dates asked for since 1 November 2026: 0"), "{before}");
    let after = office.get(&format!("{committee}?since=2026-11-10")).await.text();
    assert!(after.contains("New dates asked for since 10 November 2026: 0"));
    let file = office.get(&format!("{committee}/csv?since=2026-11-01")).await.text();
    let rows = |table: &str| file.lines().filter(|row| row.starts_with(table)).count().to_string();
    assert_eq!((rows("Outstanding"), rows("New date asked for")), (late, "1".to_owned()), "{file}");
    assert!(file.contains("The clinic moves"));
    for wrong in ["soon", "2030-01-01", "-0001-01-01"] {
        let answer = office.get(&format!("{committee}?since={wrong}")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(answer.text().contains("href=\"#since\""));
    }
    assert_eq!(office.get("/plans/none/committee").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_board_has_a_column_for_each_standing_and_the_rule_is_a_setting() {
    let (_boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    let soon = |page: &str| between(page, "Due soon: ", "</h2>").parse::<u32>().unwrap();
    let before = office.get("/actions/board").await.text();
    assert_eq!(before.matches("app-board__column").count(), 5);
    let rules = office.get("/rules").await.text();
    assert!(rules.contains("within 30 days"));
    let (token_, seen) = (token(&rules), field(&rules, "seen"));
    for wrong in ["0", "367", "x", "", "-5", "99999999999999"] {
        let fields = [("token", token_.as_str()), ("seen", &seen), ("soon", wrong)];
        let answer = office.post("/rules", &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(answer.text().contains("href=\"#soon\""));
    }
    let fields = [("token", token_.as_str()), ("seen", &seen), ("soon", "366")];
    assert_eq!(office.post("/rules", &fields).await.status, StatusCode::SEE_OTHER);
    assert_eq!(office.post("/rules", &fields).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let after = office.get("/actions/board").await.text();
    assert!(soon(&after) > soon(&before), "{} and {}", soon(&after), soon(&before));
    assert!(after.contains("within 366 days"));
    let list = office.get("/actions?standing=due_soon").await.text();
    assert!(list.contains(&format!("{} action", soon(&after))), "the list says the same");
    let mut lead = Browser::of(&router, "lead").await;
    let theirs = lead.get("/rules").await.text();
    assert!(!theirs.contains("Set it for everybody") && theirs.contains("within 366 days"));
    let token_ = token(&lead.get("/actions/bulk").await.text());
    let answer = lead.post("/rules", &[("token", &token_), ("seen", "1"), ("soon", "5")]).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}
