//! Areas have pages, and a finding is the same on its page and in its files.

use axum::http::StatusCode;

use crate::browser::{Browser, between, links, three_rivers};

#[tokio::test]
async fn an_area_of_which_nothing_is_measured_has_a_page_with_the_promises_for_it() {
    let (_boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    let list = office.get("/areas").await.text();
    assert_eq!(links(&list, "/areas/").len(), 3, "{list}");
    for (words, found) in [("E07999001", 1), ("aldERbrook", 1), ("no such area", 0)] {
        let page = office.get(&format!("/areas?words={}", words.replace(' ', "%20"))).await.text();
        assert_eq!(links(&page, "/areas/").len(), found, "{words}");
    }
    let page = office.get("/areas/E07999001").await.text();
    assert!(page.contains("Nothing is measured here.") && page.contains("/organisations/ALD"));
    assert!(!links(&page, "/objectives/").is_empty(), "{page}");
    let before = office.get("/areas/E07999001?as-at=2020-01-01").await;
    assert!(links(&before.text(), "/objectives/").is_empty(), "nothing was promised then");
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
