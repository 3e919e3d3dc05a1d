//! What the numbers say: of an indicator over time, of how its records are kept, and of an area.

use std::fmt::Write as _;

use axum::http::StatusCode;
use office::evidence::Run;
use office::quality::Recorded;
use office::region::desk;
use office::release::{Answered, ReleaseLine, ReleaseState};
use programme::person::Role;
use testkit::{Boxed, moment};

use crate::browser::{Browser, between, links, three_rivers};
use crate::releases::late;

const INDICATOR: &str = "/evidence/community-clinic-non-attendance";

/// The cells of each row of the table whose caption begins so, without their labels.
pub(crate) fn rows(page: &str, caption: &str) -> Vec<Vec<String>> {
    let table = between(page, &format!("caption--s\">{caption}"), "</table>");
    let body = between(table, "<tbody", "</tbody>");
    let cell = |cell: &str| cell.split("</div>").next().unwrap().trim().to_owned();
    let cells = |row: &str| row.split("<div>").skip(1).map(cell).collect();
    body.split("<tr").skip(1).map(cells).collect()
}

#[tokio::test]
async fn an_indicator_answers_over_time_with_the_numbers_of_each_period() {
    let (_boxed, router) = three_rivers().await;
    let mut lead = Browser::of(&router, "programme.office").await;
    let page = lead.get(INDICATOR).await.text();
    for question in [
        "Is the gap closing?",
        "Is that more than chance?",
        "How has each group moved?",
        "Has any group moved by more than chance?",
        "Fifth 1 (most deprived)",
        "Fifth 5 (least deprived)",
    ] {
        assert!(page.contains(question), "{question}");
    }
    // What the newest gap says of both ends is what its period says over time.
    let newest = rows(&page, "Community clinic visits");
    let ends: Vec<&String> = newest.iter().filter_map(|row| row.get(1)).take(5).collect();
    let over_time = between(&page, "Is the gap closing?", "</details>");
    for end in [ends[0], ends[4]] {
        assert!(over_time.contains(end.as_str()), "{end} is not in {over_time}");
    }
    let ids: Vec<&str> =
        page.split(" id=\"").skip(1).map(|id| id.split('"').next().unwrap()).collect();
    let mut once = ids.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(ids.len(), once.len(), "each picture has names of its own");
    // Of groups in no order there is no gap to close, and each has its own picture all the same.
    let by = lead.get(&format!("{INDICATOR}?breakdown=ethnicity")).await.text();
    assert!(!by.contains("Is the gap closing?") && by.contains("How has each group moved?"));
}

#[tokio::test]
async fn how_records_are_kept_is_what_the_run_released() {
    let (boxed, router) = three_rivers().await;
    let all =
        boxed.office.quality(&boxed.person("programme.office").await.unwrap(), None).await.unwrap();
    let page = Browser::of(&router, "programme.office").await.get("/quality").await.text();
    assert!(!all.is_empty());
    for of in all {
        let shown = rows(&page, &format!("{}, by site", of.title));
        assert_eq!(shown.len(), of.sites.len() + 1);
        let told = of.sites.iter().chain([&of.overall]);
        for (row, part) in shown.iter().zip(told) {
            let shares = [part.place_matched, part.ethnicity_known, part.ethnicity_valid];
            for (cell, share) in row.iter().skip(1).zip(shares) {
                let share = share.map(|share| format!("{share:.1}%"));
                assert!(share.is_none_or(|share| share == *cell), "{row:?} {part:?}");
            }
        }
        let over_time = rows(&page, &format!("{}, all sites, by period", of.title));
        let periods: Vec<&String> = over_time.iter().map(|row| &row[0]).collect();
        assert_eq!(periods, of.periods.iter().map(|of| &of.period).collect::<Vec<_>>());
        assert!(periods.len() > 1, "{periods:?}");
    }
}

#[tokio::test]
async fn how_far_a_group_is_known_is_drawn_as_the_table_says_and_older_runs_keep_their_table() {
    let (boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    let page = office.get("/quality").await.text();
    let all = boxed.office.quality(&desk(Role::Analyst), None).await.unwrap();
    let of = &all[0];
    let said = |share: Option<f64>| share.map_or("hidden".to_owned(), |it| format!("{it:.1}%"));
    for (caption, question) in [
        ("Place: how far it is found", "Is it found more often than before?"),
        ("Ethnic group: how far it is known", "Is it known more often than before?"),
    ] {
        let share = |of: &Recorded| {
            if caption.starts_with("Place") { of.place_matched } else { of.ethnicity_known }
        };
        let by_site = rows(&page, caption);
        let known: Vec<&String> = by_site.iter().map(|row| &row[1]).collect();
        assert_eq!(known.last(), Some(&&said(share(&of.overall))), "{by_site:?}");
        let over_time = between(&page, question, "</details>");
        for part in of.periods.iter().map(|of| &of.part) {
            let drawn = said(share(part)).replace("hidden", "suppressed");
            assert!(over_time.contains(&drawn), "{over_time}");
        }
        assert!(over_time.matches("<svg").count() == 1 && of.periods.len() > 1);
    }

    // A folder of before has no sealed counts: its tables are shown, and nothing is drawn.
    let results = "data/demo/results/community-clinic-non-attendance";
    let folder = boxed.folder.path().join(results);
    let record = std::fs::read_to_string(folder.join("run.json")).unwrap();
    let mut record: serde_json::Value = serde_json::from_str(&record).unwrap();
    record["files"].as_object_mut().unwrap().remove("sealed-quality.json").unwrap();
    std::fs::write(folder.join("run.json"), record.to_string()).unwrap();
    let kept = boxed.office.keep_findings(&desk(Role::Analyst), moment(), &folder).await.unwrap();
    assert_eq!(kept.held, []);
    let older = office.get("/quality").await.text();
    assert_eq!(rows(&older, "Community clinic visits"), rows(&page, "Community clinic visits"));
    let first = |page: &str| page.split("id=\"home-visits").next().unwrap().to_owned();
    assert!(first(&page).contains("app-chart") && !first(&older).contains("app-chart"), "{older}");
}

/// Releases the example region's indicator by district too.
async fn measure_by_area(boxed: &Boxed) {
    let demo = boxed.folder.path().join("data/demo");
    let written =
        std::fs::read_to_string(demo.join("community-clinic-non-attendance.toml")).unwrap();
    let from = written.find("breakdowns = [").unwrap();
    let to = from + written[from..].find(']').unwrap() + 1;
    let own = written.replace("key = \"community-clinic-non-attendance\"", "key = \"by-district\"");
    let own = own.replace(&written[from..to], "breakdowns = [\"deprivation\", \"area\"]");
    let indicator = boxed.folder.path().join("by-district.toml");
    std::fs::write(&indicator, own).unwrap();
    let output = boxed.folder.path().join("by-district");
    let extracts = vec![demo.join("community-clinic-appointments.csv")];
    let run = Run { indicator, extracts, output: output.clone(), unprotected: None };
    let analyst = desk(Role::Analyst);
    boxed.office.run_evidence(&analyst, moment(), &run, &|_| {}).await.unwrap();
    boxed.office.keep_findings(&analyst, moment(), &output).await.unwrap();
}

#[tokio::test]
async fn an_area_says_what_is_known_of_it_who_answers_for_it_and_what_they_promised() {
    let (boxed, router) = three_rivers().await;
    let mut lead = Browser::of(&router, "programme.office").await;
    let list = lead.get("/areas").await.text();
    assert!(list.contains("11 areas") && list.contains("Not measured"), "{list}");
    assert!(lead.get("/areas?q=tarn").await.text().contains("1 area"));
    assert!(lead.get("/areas?q=nowhere").await.text().contains("No area has these words"));

    let page = lead.get("/areas/E07999001").await.text();
    assert!(page.contains("/areas/E54999001"), "the board in which it lies");
    assert!(page.contains("/areas/E10999001"), "the county in which it lies");
    assert!(page.contains("/organisations/ALD"), "{page}");
    let board = lead.get("/areas/E54999001").await.text();
    assert!(board.contains("/organisations/QTR") && board.contains("Tarnwick"), "{board}");
    let next = lead.get("/areas/E54999002").await.text();
    assert!(next.contains("No organisation here bears the code") && next.contains("Hexwold"));

    measure_by_area(&boxed).await;
    let page = lead.get("/areas/E07999001?as-at=2026-10-20").await.text();
    assert!(!page.contains("Not measured.") && page.contains("/evidence/by-district"), "{page}");
    let finding = lead.get("/evidence/by-district?breakdown=area").await.text();
    assert!(
        finding.contains("Which districts stand out?") && finding.contains("Funnel of districts")
    );
    let title = "Community clinic visits";
    let of = |page: &str, caption: &str| {
        rows(page, caption).into_iter().find(|row| row[0] == "Alderbrook")
    };
    let (there, here) = (of(&finding, title), rows(&page, "20"));
    assert_eq!(there.as_ref(), here.first(), "the row that the indicator's own page shows");
    assert!(!page.contains("Marlhope"), "nothing of another area");
    for nowhere in ["/areas/E07000999", "/areas/x%00", "/areas/..%2f"] {
        assert_eq!(lead.get(nowhere).await.status, StatusCode::NOT_FOUND, "{nowhere}");
    }
}

/// How many live in the first district of the example region, by sex and age; of the second only
/// how many there are.
fn add_residents(boxed: &Boxed) {
    let mut text = "lad25cd,sex,age,population\n".to_owned();
    for (sex, many) in [("F", 420), ("M", 400)] {
        for from in (0..90).step_by(5) {
            writeln!(text, "E07999001,{sex},{from}-{},{}", from + 4, many - from).unwrap();
        }
        writeln!(text, "E07999001,{sex},90+,3").unwrap();
    }
    writeln!(text, "E07999002,,,7003").unwrap();
    let file = boxed.folder.path().join("residents.csv");
    std::fs::write(&file, text).unwrap();
    boxed.office.add_reference(&desk(Role::Analyst), moment(), "population", &file).unwrap();
}

#[tokio::test]
async fn an_area_says_who_lives_there_where_a_look_up_tells() {
    let (boxed, router) = three_rivers().await;
    let mut lead = Browser::of(&router, "programme.office").await;
    let page = lead.get("/areas/E07999001").await.text();
    assert!(page.contains("people live here (invented areas"), "{page}");
    assert!(page.contains("How old are those who live here?"), "{page}");
    let kept = boxed.folder.path().join("data/reference/population-lsoa26-2025");
    std::fs::remove_dir_all(kept).unwrap();
    assert!(!lead.get("/areas/E07999001").await.text().contains("Who lives here"));
    add_residents(&boxed);
    let page = lead.get("/areas/E07999001").await.text();
    assert!(page.contains("About 13,235 people live here (Usual residents by area"), "{page}");
    assert!(page.contains("How old are those who live here?"), "{page}");
    assert!(page.contains("Usual residents of Alderbrook, undated: of about"), "{page}");
    let shown = rows(&page, "People counted: Usual residents of Alderbrook");
    let people = |sex: &str, age: &str| {
        let row = shown.iter().find(|row| row[0] == age && row[1] == sex);
        row.unwrap()[3].clone()
    };
    assert_eq!((people("Female", "0-9"), people("Male", "80-89")), ("835".into(), "635".into()));
    assert_eq!(people("Female", "90+"), "hidden", "few, though they are published");
    let other = lead.get("/areas/E07999002").await.text();
    assert!(other.contains("About 7,005 people live here") && !other.contains("How old are"));
}

#[tokio::test]
async fn indicators_lie_beside_one_another_where_there_are_two() {
    let (boxed, router) = three_rivers().await;
    let mut lead = Browser::of(&router, "programme.office").await;
    let question = "Where is the outcome worse, and the gap wider?";
    assert!(!lead.get("/evidence").await.text().contains(question));
    measure_by_area(&boxed).await;
    let page = lead.get("/evidence").await.text();
    assert!(page.contains(question), "{page}");
    assert!(page.contains("Indicators beside one another: of 2 shown"), "{page}");
    let placed = rows(&page, "Better outcome by the size of the gap");
    assert_eq!(placed.len(), 2);
    assert_eq!(placed[0][1..], placed[1][1..], "the same records under two names");
}

#[tokio::test]
async fn an_area_of_which_nothing_is_measured_has_a_page_with_the_promises_for_it() {
    let (_boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    let list = office.get("/areas").await.text();
    assert_eq!(links(&list, "/areas/").len(), 11, "{list}");
    for (words, found) in [("E07999001", 1), ("aldERbrook", 1), ("no such area", 0)] {
        let page = office.get(&format!("/areas?q={}", words.replace(' ', "%20"))).await.text();
        assert_eq!(links(&page, "/areas/").len(), found, "{words}");
    }
    let page = office.get("/areas/E10999001").await.text();
    assert!(page.contains("Not measured.") && page.contains("/organisations/TRCC"));
    let before = office.get("/areas/E10999001?as-at=2020-01-01").await;
    assert!(links(&before.text(), "/objectives/obj_").is_empty(), "nothing was promised then");
    assert_eq!(office.get("/areas/E07999999").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_finding_has_the_same_numbers_on_its_page_and_in_its_file() {
    let (_boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    for breakdown in ["deprivation", "ethnicity", "deprivation%2Bethnicity"] {
        let address = "/evidence/community-clinic-non-attendance";
        let page = office.get(&format!("{address}?breakdown={breakdown}")).await.text();
        let file = office.get(&format!("{address}/export/csv?breakdown={breakdown}")).await.text();
        let body = between(&page, "<tbody class=\"nhsuk-table__body\">", "</tbody>");
        let mut rows = csv::Reader::from_reader(file.trim_start_matches('\u{feff}').as_bytes());
        let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
        let shown: Vec<&str> = body.split("<tr ").skip(1).collect();
        assert_eq!(rows.len(), shown.len(), "{breakdown}");
        assert!(!rows.is_empty());
        for (row, shown) in rows.iter().zip(shown) {
            for value in row.iter().skip(2).take(5) {
                let value = if value == "*" { "hidden" } else { value };
                assert!(shown.contains(&value.replace('&', "&amp;")), "{value} in {shown}");
            }
            assert!(row[7].contains("Released under the policy local"), "{row:?}");
        }
    }
}

#[tokio::test]
async fn a_finding_is_shown_and_saved_as_at_a_day() {
    let (boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    let api = "/api/v1/findings/community-clinic-non-attendance";
    let kept = boxed.office.quality(&desk(Role::Analyst), None).await.unwrap()[0].kept;
    let (now, before) = (format!("as-at={kept}"), format!("as-at={}", kept.yesterday().unwrap()));
    for address in [INDICATOR, &format!("{INDICATOR}/export/csv"), api] {
        let today = office.get(address).await;
        let then = office.get(&format!("{address}?{now}")).await;
        assert_eq!((then.status, today.status), (StatusCode::OK, StatusCode::OK), "{address}");
        let earlier = office.get(&format!("{address}?{before}")).await;
        assert_eq!(earlier.status, StatusCode::NOT_FOUND, "{address}");
    }
    assert!(!office.get(&format!("/evidence?{before}")).await.text().contains(INDICATOR));
    let export = format!("{INDICATOR}/export/csv");
    assert_eq!(office.get(&format!("{export}?as-at=tomorrow")).await.status, StatusCode::NOT_FOUND);

    // A later run is seen from the day on which it was let out, and by nobody as at one before.
    let later = late(&boxed, 5).await;
    let which = format!("period={}", later.held[0].period);
    let first = office.get(&format!("{export}?{which}")).await.text();
    let guardian = boxed.person("guardian").await.unwrap();
    let run = boxed.office.release(&guardian, later.run).await.unwrap();
    let is_blocked = |release: &&ReleaseLine| matches!(release.state, ReleaseState::Blocked(_));
    let seen: Vec<_> =
        run.releases.iter().filter(is_blocked).map(|one| (one.id, one.revision)).collect();
    let answer = (Answered::LetOut, "agreed with the data owner");
    let answered = boxed.office.answer_releases(&guardian, moment(), (later.run, &seen), answer);
    answered.await.unwrap();
    assert_ne!(office.get(&format!("{export}?{which}")).await.text(), first);
    assert_eq!(office.get(&format!("{export}?{which}&{now}")).await.text(), first);
    let page = office.get(&format!("{INDICATOR}?{now}")).await.text();
    let ways = links(&page, &format!("{INDICATOR}/export/"));
    assert!(ways.len() == 5 && ways.iter().all(|way| way.ends_with(&now)), "{ways:?}");
}
