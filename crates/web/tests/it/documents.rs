//! Documents as people bring them and take them away, without a script.

use axum::http::{StatusCode, header};

use crate::browser::{Browser, field, links, three_rivers, token};

const PASTED: &str = "What we shall do\tWhere it belongs\tHow far we are\r\nOpen an evening clinic\tAccess\tHalf way there\r\nTrain the front desk\tQuality\tHalf way there\r\n";

#[tokio::test]
async fn a_table_is_pasted_its_columns_are_named_and_it_is_taken_back() {
    let (_boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    let form = token(&office.get("/imports").await.text());
    let fields = [
        ("token", &*form),
        ("words", PASTED),
        ("organisation", "QTR"),
        ("purpose", "plan"),
        ("plan", "evening"),
    ];
    let taken = office.upload("/imports", &fields, ("", b"")).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text());
    let import = taken.location().to_owned();
    let review = office.get(&import).await.text();
    assert!(review.contains("We do not know this table"), "{review}");
    assert!(!review.contains("Confirm and add"));

    // Nothing said is refused at the columns; what is said is read with.
    let (form, revision) = (token(&review), field(&review, "revision"));
    let send = [("token", &*form), ("revision", &*revision)];
    let unsaid = office.post(&format!("{import}/mapping"), &send).await;
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unsaid.text().contains("href=\"#columns\""));
    let said = [("column-1", "words"), ("column-2", "group"), ("column-3", "status")];
    let mapped = office.post(&format!("{import}/mapping"), &[&send[..], &said].concat()).await;
    assert_eq!((mapped.status, mapped.location()), (StatusCode::SEE_OTHER, &*import));
    let review = office.get(&import).await.text();
    assert!(review.contains("Read 2 actions"), "{review}");
    let stale = office.post(&format!("{import}/mapping"), &[&send[..], &said].concat()).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    let revision = field(&review, "revision");
    let send = [("token", &*form), ("revision", &*revision), ("value-1", "in_progress")];
    let mapped = office.post(&format!("{import}/mapping"), &send).await;
    assert_eq!(mapped.status, StatusCode::SEE_OTHER, "{}", mapped.text());

    let review = office.get(&import).await.text();
    assert!(review.contains("Read as In progress"));
    let revision = field(&review, "revision");
    let send = [("token", &*form), ("revision", &*revision)];
    let kept = office.post(&format!("{import}/confirm"), &send).await;
    assert_eq!((kept.status, kept.location()), (StatusCode::SEE_OTHER, "/plans/evening"));

    // It is taken back, for a reason that is asked for, and once.
    let ask = office.get(&format!("{import}/undo")).await.text();
    let revision = field(&ask, "revision");
    let send = [("token", &*form), ("revision", &*revision)];
    let unsaid = office.post(&format!("{import}/undo"), &send).await;
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unsaid.text().contains("Say why it is taken back"));
    let why = [&send[..], &[("reason", "the wrong table")]].concat();
    let undone = office.post(&format!("{import}/undo"), &why).await;
    assert_eq!((undone.status, undone.location()), (StatusCode::SEE_OTHER, "/imports"));
    assert_eq!(office.get("/plans/evening").await.status, StatusCode::NOT_FOUND);
    let twice = office.post(&format!("{import}/undo"), &why).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
    assert!(office.get(&import).await.text().contains("confirmed and then undone"));
    let journal = office.get("/journal").await.text();
    assert!(journal.contains("the wrong table"));
}

#[tokio::test]
async fn a_newer_version_shows_what_it_changes_before_it_does() {
    let (_boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    let out = office.get("/plans/action-plan-2026/export/md").await;
    assert_eq!(out.status, StatusCode::OK);
    let newer =
        out.text().replace("2nd November 2026", "1st December 2026").replace("15/12/26", "1/4/28");
    assert_ne!(newer, out.text());
    let form = token(&office.get("/imports").await.text());
    let fields =
        [("token", &*form), ("organisation", "QTR"), ("purpose", "plan"), ("plan", "december")];
    let taken = office.upload("/imports", &fields, ("december.md", newer.as_bytes())).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text());
    let import = taken.location().to_owned();
    // Brought in under a name of its own, it is known all the same.
    let review = office.get(&import).await.text();
    assert!(review.contains("14 of 14 are in it already"), "{review}");
    let send = [("token", &*form), ("revision", "1"), ("plan", "action-plan-2026")];
    let moved = office.post(&format!("{import}/target"), &send).await;
    assert_eq!((moved.status, moved.location()), (StatusCode::SEE_OTHER, &*import));
    let review = office.get(&import).await.text();
    assert!(review.contains("1 slipped, 13 unchanged"), "{review}");
    assert!(review.contains("<del>15/12/26</del>") && review.contains("<ins>1/4/28</ins>"));
    let before = office.get("/plans/action-plan-2026").await.text();
    assert!(before.contains("15/12/26"), "nothing is applied until it is confirmed");
    let send = [("token", &*form), ("revision", "2")];
    let kept = office.post(&format!("{import}/confirm"), &send).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text());
    assert!(office.get("/plans/action-plan-2026").await.text().contains("1/4/28"));
    // The plan as it was is still there to be asked for.
    let then = office.get("/plans/action-plan-2026/export/csv?as-at=2026-11-10").await;
    assert!(then.text().contains("15/12/26") && !then.text().contains("1/4/28"));
    let says = then.headers[header::CONTENT_DISPOSITION].to_str().unwrap().to_owned();
    assert!(says.contains("action-plan-2026-as-at-2026-11-10.csv"), "{says}");
}

#[tokio::test]
async fn many_documents_and_all_their_questions_stand_in_one_list_each() {
    let (_boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    let form = token(&office.get("/imports/many").await.text());
    let none = office.upload("/imports/many", &[("token", &form)], ("", b"")).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.text().contains("Choose the files to bring in"));
    let became = office
        .upload("/imports/many", &[("token", &form)], ("noise.bin", &[0, 159, 146, 150, 0]))
        .await;
    assert_eq!(became.status, StatusCode::OK);
    assert!(became.text().contains("0 held for review, 0 confirmed and 1 not taken"));

    // A return is of the body it names, and not of the one whose programme office brings it in.
    let sent = office.get("/rounds/2026-planning/form/RTR").await.bytes;
    let became = office.upload("/imports/many", &[("token", &form)], ("rtr.docx", &sent)).await;
    let page = became.text();
    let row = page.split("<tr ").find(|row| row.contains("rtr.docx")).unwrap();
    assert!(row.contains("Three Rivers Hospitals NHS Foundation Trust"), "{row}");

    let checks = office.get("/imports/checks").await.text();
    let question = links(&checks, "/imports/imp_").remove(0);
    let (import, anchor) = question.split_once('#').unwrap();
    let review = office.get(import).await.text();
    assert!(review.contains(&format!("id=\"{anchor}\"")), "{anchor}");
    let mut lead = Browser::of(&router, "lead").await;
    assert!(links(&lead.get("/imports/checks").await.text(), "/imports/imp_").is_empty());
}

#[tokio::test]
async fn every_list_can_be_saved_as_it_is_narrowed() {
    let (_boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    for page in [
        "/actions?standing=late",
        "/recommendations",
        "/plans",
        "/objectives?theme=B",
        "/rounds",
        "/imports",
        "/organisations",
        "/evidence",
        "/journal",
        "/plans/audit-2026",
    ] {
        let shown = office.get(page).await.text();
        let mut saved = links(&shown, "/exports/");
        saved.extend(links(&shown, "/plans/audit-2026/export/"));
        assert_eq!(saved.len(), 4, "{page}: {saved:?}");
        for link in saved {
            let answer = office.get(&link).await;
            assert_eq!(answer.status, StatusCode::OK, "{link}");
            let says = answer.headers[header::CONTENT_DISPOSITION].to_str().unwrap();
            assert!(says.starts_with("attachment; ") && !answer.bytes.is_empty(), "{link}");
        }
    }
    let late = office.get("/exports/actions/csv?standing=late").await.text();
    let all = office.get("/exports/actions/csv").await.text();
    assert!(late.lines().count() < all.lines().count());
    for wrong in ["/exports/nothing/csv", "/exports/actions/exe", "/plans/none/export/csv"] {
        let status = office.get(wrong).await.status;
        assert!(status.is_client_error(), "{wrong}: {status}");
    }
}

#[tokio::test]
async fn the_form_of_a_round_is_on_its_page_for_those_who_send_it_back() {
    let (_boxed, router) = three_rivers().await;
    let mut lead = Browser::of(&router, "lead").await;
    let page = lead.get("/rounds/2026-planning").await.text();
    assert_eq!(links(&page, "/rounds/2026-planning/form/"), ["/rounds/2026-planning/form/RTR"]);
    let form = lead.get("/rounds/2026-planning/form/RTR").await;
    assert!(form.bytes.starts_with(b"PK"));
    let says = form.headers[header::CONTENT_DISPOSITION].to_str().unwrap().to_owned();
    assert!(says.contains("2026-planning-RTR.docx"), "{says}");
    let mut board = Browser::of(&router, "board").await;
    let page = board.get("/rounds/2026-planning").await.text();
    assert_eq!(links(&page, "/rounds/2026-planning/form/").len(), 0);
}

#[tokio::test]
async fn what_was_ticked_is_still_ticked_when_a_question_stands_in_the_way() {
    let (_boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    let head = "| Action | Who | By when |\n|---|---|---|\n";
    let first = format!(
        "{head}| Train the desk | Lead | 31/3/27 |\n| Print leaflets | Lead | 31/3/27 |\n| Ring all | Lead | 30/4/27 |\n"
    );
    let second =
        format!("{head}| Train the desk | DPH? | 31/3/27 |\n| Ring all | Lead | 30/4/27 |\n");
    let form = token(&office.get("/imports").await.text());
    let fields =
        [("token", &*form), ("organisation", "QTR"), ("purpose", "plan"), ("plan", "ticked")];
    let send = [("token", &*form), ("revision", "1")];
    let import = office.upload("/imports", &fields, ("a.md", first.as_bytes())).await;
    let kept = office.post(&format!("{}/confirm", import.location()), &send).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text());
    let import = office.upload("/imports", &fields, ("b.md", second.as_bytes())).await;
    let import = import.location().to_owned();
    let review = office.get(&import).await.text();
    let close = format!(
        "close:{}",
        review.split("value=\"close:").nth(1).unwrap().split('"').next().unwrap()
    );
    let ticked = [&send[..], &[("decide", &*close)]].concat();
    let refused = office.post(&format!("{import}/confirm"), &ticked).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains(&format!("value=\"{close}\" checked")), "{close}");
}
