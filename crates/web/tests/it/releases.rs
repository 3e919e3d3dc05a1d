//! Releases: what would tell something is seen by nobody until somebody with the right lets it out.

use std::path::PathBuf;

use axum::http::StatusCode;
use office::evidence::Run;
use office::region::desk;
use office::release::Keeping;
use programme::person::Role;
use testkit::{Boxed, moment};

use crate::browser::{Browser, links, three_rivers, token};

/// The extract of the example region once more, after some visits more had arrived, kept.
pub(crate) async fn late(boxed: &Boxed, more: usize) -> Keeping {
    let demo = boxed.folder.path().join("data/demo");
    let extract = std::fs::read_to_string(demo.join("community-clinic-appointments.csv")).unwrap();
    let first = extract.lines().nth(1).unwrap();
    let later = extract.clone() + &format!("{first}\n").repeat(more);
    let file: PathBuf = boxed.folder.path().join("later.csv");
    std::fs::write(&file, later).unwrap();
    let indicator = demo.join("community-clinic-non-attendance.toml");
    let output = boxed.folder.path().join(format!("later-{more}"));
    let run = Run { indicator, extracts: vec![file], output: output.clone(), unprotected: None };
    let (analyst, office) = (desk(Role::Analyst), &boxed.office);
    office.run_evidence(&analyst, moment(), &run, &|_| {}).await.unwrap();
    office.keep_findings(&analyst, moment(), &output).await.unwrap()
}

async fn answer(
    browser: &mut Browser,
    (page, to): (&str, &str),
    answer: &str,
    reason: &str,
) -> StatusCode {
    let token = token(page);
    let seen: Vec<&str> = page
        .split("name=\"seen\" value=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    let mut fields = vec![("token", token.as_str()), ("answer", answer), ("reason", reason)];
    fields.extend(seen.into_iter().map(|one| ("seen", one)));
    browser.post(to, &fields).await.status
}

#[tokio::test]
async fn what_is_blocked_is_seen_by_nobody_until_a_guardian_lets_it_out() {
    let (boxed, router) = three_rivers().await;
    let mut analyst = Browser::of(&router, "analyst").await;
    let mut guardian = Browser::of(&router, "guardian").await;
    let list = analyst.get("/releases").await.text();
    assert!(list.contains(" out"), "{list}");
    // Of the example region the local fifths wait beside the national ones, and nothing else.
    let blocked = guardian.get("/releases?state=blocked").await.text();
    let waiting = links(&blocked, "/releases/run_");
    assert_eq!(waiting.len(), 1, "{blocked}");
    let local = guardian.get(&waiting[0]).await.text();
    assert!(local.contains("Local quintiles would stand beside other quintiles"), "{local}");
    assert!(!analyst.get("/evidence").await.text().contains("by local fifths"));
    let kept = late(&boxed, 5).await;
    assert!(!kept.held.is_empty());
    let (period, run) = (kept.held[0].period.clone(), format!("/releases/{}", kept.run));
    let gap = format!("/evidence/community-clinic-non-attendance?period={period}");
    let before = analyst.get(&gap).await.text();

    // Whoever keeps runs reads why it is held, and cannot answer.
    let page = analyst.get(&run).await.text();
    for words in ["It would be taken from", "What to do about what is blocked", &period] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("name=\"answer\""), "{page}");
    let seen = guardian.get(&run).await.text();
    assert!(seen.contains("name=\"answer\""), "{seen}");
    let with_token = seen.replace(&token(&seen), &token(&page));
    let refused = answer(&mut analyst, (&with_token, &run), "let-out", "I made it").await;
    assert_eq!(refused, StatusCode::FORBIDDEN);
    let work = guardian.get("/").await.text();
    assert!(work.contains("Answer for what is blocked of") && work.contains(&run), "{work}");

    // Without an answer or a reason nothing is let out.
    for (word, reason) in [("", "agreed"), ("let-out", " ")] {
        let refused = answer(&mut guardian, (&seen, &run), word, reason).await;
        assert_eq!(refused, StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(analyst.get(&gap).await.text(), before);
    let reason = "agreed with the data owner";
    let done = answer(&mut guardian, (&seen, &run), "let-out", reason).await;
    assert_eq!(done, StatusCode::SEE_OTHER);
    assert_ne!(analyst.get(&gap).await.text(), before, "the later gap is seen");
    let out = guardian.get(&run).await.text();
    assert!(
        out.contains(reason)
            && out.contains("Dr Rowan Estcourt")
            && !out.contains("name=\"answer\"")
    );
    let mut auditor = Browser::of(&router, "auditor").await;
    let journal = auditor.get("/journal").await.text();
    assert!(journal.contains(reason), "{journal}");
    // An answer to what was answered changes nothing.
    let again = answer(&mut guardian, (&seen, &run), "refuse", "no").await;
    assert_eq!(again, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn what_is_refused_stays_held_and_the_same_folder_is_kept_once() {
    let (boxed, router) = three_rivers().await;
    let mut board = Browser::of(&router, "board").await;
    let kept = late(&boxed, 5).await;
    let gap = format!("/evidence/community-clinic-non-attendance?period={}", kept.held[0].period);
    let before = board.get(&gap).await.text();
    let mut guardian = Browser::of(&router, "guardian").await;
    let run = format!("/releases/{}", kept.run);
    let blocked = links(&guardian.get("/releases?state=blocked").await.text(), "/releases/run_");
    assert!(blocked.len() == 2 && blocked.contains(&run), "{blocked:?}");
    let page = guardian.get(&run).await.text();
    let done = answer(&mut guardian, (&page, &run), "refuse", "wait for the year").await;
    assert_eq!(done, StatusCode::SEE_OTHER);
    assert_eq!(board.get(&gap).await.text(), before);
    assert_eq!(board.get(&run).await.status, StatusCode::NOT_FOUND);
    let extracts = guardian.get("/extracts").await.text();
    assert!(extracts.contains("later.csv") && extracts.contains("refused"), "{extracts}");
    let folder = boxed.folder.path().join("later-5");
    let again = boxed.office.keep_findings(&desk(Role::Analyst), moment(), &folder).await;
    assert!(again.unwrap_err().to_string().contains("kept already"));
}

/// Another indicator over the extract of the example region, kept: who counts, and who is above.
async fn another(boxed: &Boxed, key: &str, denominator: &str, numerator: &str) -> Keeping {
    let demo = boxed.folder.path().join("data/demo");
    let written =
        std::fs::read_to_string(demo.join("community-clinic-non-attendance.toml")).unwrap();
    let indicator = boxed.folder.path().join(format!("{key}.toml"));
    let asked = written
        .replace("community-clinic-non-attendance", key)
        .replace("\"pathway = 'CLINIC'\"", &format!("\"{denominator}\""))
        .replace("\"attended = 0\"", &format!("\"{numerator}\""));
    assert!(asked.contains(denominator) && asked.contains(numerator), "{asked}");
    std::fs::write(&indicator, asked).unwrap();
    let output = boxed.folder.path().join(key);
    let extracts = vec![demo.join("community-clinic-appointments.csv")];
    let run = Run { indicator, extracts, output: output.clone(), unprotected: None };
    let (analyst, office) = (desk(Role::Analyst), &boxed.office);
    office.run_evidence(&analyst, moment(), &run, &|_| {}).await.unwrap();
    office.keep_findings(&analyst, moment(), &output).await.unwrap()
}

#[tokio::test]
async fn what_another_indicator_of_the_same_records_would_tell_is_held() {
    let (boxed, router) = three_rivers().await;
    // The same people asked the same once more, in other words.
    let same =
        another(&boxed, "clinic-missed", "(pathway = 'CLINIC')", "not (attended <> 0)").await;
    assert_eq!(same.held, []);
    // Those who came, less all who were asked, are the few who did not, hidden before.
    let kept =
        another(&boxed, "clinic-kept", "pathway = 'CLINIC' and attended = 1", "age >= 65").await;
    assert!(!kept.held.is_empty());
    assert!(
        kept.held.iter().all(|held| held.why.contains("of the same records")),
        "{:?}",
        kept.held
    );
    let mut guardian = Browser::of(&router, "guardian").await;
    let page = guardian.get(&format!("/releases/{}", kept.run)).await.text();
    assert!(page.contains("community-clinic-non-attendance in "), "{page}");
    let seen = Browser::of(&router, "board").await.get("/evidence/clinic-kept").await;
    assert_eq!(seen.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_hides_nothing_is_run_with_a_reason_and_never_kept() {
    let (boxed, router) = three_rivers().await;
    let demo = boxed.folder.path().join("data/demo");
    let written =
        std::fs::read_to_string(demo.join("community-clinic-non-attendance.toml")).unwrap();
    let open = written.replace("policy = \"local\"", "policy = \"internal-none\"");
    assert_ne!(open, written);
    let indicator = boxed.folder.path().join("open.toml");
    std::fs::write(&indicator, open).unwrap();
    let output = boxed.folder.path().join("open");
    let run = |indicator: PathBuf, why: Option<&str>| Run {
        indicator,
        extracts: vec![demo.join("community-clinic-appointments.csv")],
        output: output.clone(),
        unprotected: why.map(str::to_owned),
    };
    let (analyst, office) = (desk(Role::Analyst), &boxed.office);
    for why in [None, Some("  ")] {
        let run = run(indicator.clone(), why);
        let refused = office.run_evidence(&analyst, moment(), &run, &|_| {}).await;
        assert!(refused.unwrap_err().to_string().contains("--unprotected"), "{why:?}");
    }
    let why = Some("The audit of March checks each count");
    let local = demo.join("community-clinic-non-attendance.toml");
    let refused = office.run_evidence(&analyst, moment(), &run(local, why), &|_| {}).await;
    assert!(refused.unwrap_err().to_string().contains("protects people"));
    let guardian = desk(Role::CaldicottGuardian);
    let open = run(indicator, why);
    let refused = office.run_evidence(&guardian, moment(), &open, &|_| {}).await;
    assert!(refused.is_err(), "whoever runs no evidence runs none of this");
    assert!(!output.exists());

    office.run_evidence(&analyst, moment(), &open, &|_| {}).await.unwrap();
    let table = std::fs::read_to_string(output.join("released.csv")).unwrap();
    assert!(table.lines().skip(1).all(|row| row.contains("Not for release")), "{table}");
    assert!(!table.contains('*'), "nothing is hidden");
    let gaps = std::fs::read_to_string(output.join("gaps.json")).unwrap();
    assert!(gaps.contains("\"watermark\": \"Not for release"), "{gaps}");
    let journal = Browser::of(&router, "auditor").await.get("/journal").await.text();
    assert!(journal.contains("The audit of March checks each count"), "{journal}");
    let kept = office.keep_findings(&analyst, moment(), &output).await;
    assert!(kept.unwrap_err().to_string().contains("never kept"));
}
