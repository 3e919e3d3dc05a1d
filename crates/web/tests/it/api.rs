//! The API: what programs are told, and what they are refused.

use axum::http::{StatusCode, header};

use crate::browser::{Answer, Browser, three_rivers};

const FINDINGS: &str = "/api/v1/findings";
const INDICATOR: &str = "/api/v1/findings/community-clinic-non-attendance";

fn json(answer: &Answer) -> serde_json::Value {
    serde_json::from_slice(&answer.bytes).unwrap()
}

/// That it is a problem of that status, and told as one.
fn is_problem(answer: &Answer, status: StatusCode) {
    assert_eq!(answer.status, status);
    assert_eq!(answer.headers[header::CONTENT_TYPE], "application/problem+json");
    assert_eq!(json(answer)["status"], status.as_u16());
    assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store");
}

#[tokio::test]
async fn a_program_is_told_what_was_found_and_by_which_run() {
    let (_boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    let answer = office.get(FINDINGS).await;
    assert_eq!(answer.headers[header::CONTENT_TYPE], "application/json");
    assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store");
    let list = json(&answer);
    assert_eq!(list["as_at"], "2026-11-21");
    let lines = list["findings"].as_array().unwrap();
    let (mut all, mut of_clinics) = (0, 0);
    for line in lines {
        let periods = line["periods"].as_array().unwrap();
        let found = json(&office.get(line["address"].as_str().unwrap()).await);
        let found = found["findings"].as_array().unwrap();
        all += found.len();
        if line["address"].as_str().unwrap().starts_with(INDICATOR) {
            of_clinics += found.len();
        }
        let told: Vec<_> = found.iter().map(|one| &one["period"]).collect();
        assert_eq!(told, periods.iter().collect::<Vec<_>>());
        for one in found {
            assert_eq!((&one["breakdown"], &one["title"]), (&line["breakdown"], &line["title"]));
            assert!(one["run"].as_str().unwrap().starts_with("run_"), "{one}");
            assert_eq!(one["policy"], "local 1");
        }
    }
    assert!(lines.len() > 1 && all > lines.len());
    let every = json(&office.get(INDICATOR).await);
    assert_eq!(every["findings"].as_array().unwrap().len(), of_clinics);
    let period = lines[0]["periods"][1].as_str().unwrap();
    let one = format!("{INDICATOR}?breakdown=ethnicity&period={period}");
    let one = json(&office.get(&one).await);
    let [one] = &one["findings"].as_array().unwrap()[..] else { panic!("{one}") };
    assert!(one["breakdown"] == "ethnicity" && one["period"] == period, "{one}");
}

#[tokio::test]
async fn who_may_not_see_findings_is_told_of_none_and_refusals_are_problems() {
    let (_boxed, router) = three_rivers().await;
    is_problem(&Browser::new(&router).get(FINDINGS).await, StatusCode::UNAUTHORIZED);
    is_problem(&Browser::new(&router).get(INDICATOR).await, StatusCode::UNAUTHORIZED);
    let mut administrator = Browser::of(&router, "administrator").await;
    let none = administrator.get(FINDINGS).await;
    assert_eq!(json(&none)["findings"], serde_json::json!([]));
    is_problem(&administrator.get(INDICATOR).await, StatusCode::NOT_FOUND);
    let mut office = Browser::of(&router, "programme.office").await;
    for nowhere in ["/api/v1/nothing", "/api/", "/api/v1/findings/no-such", "/api/v1/findings/%00"]
    {
        is_problem(&office.get(nowhere).await, StatusCode::NOT_FOUND);
    }
    is_problem(&office.get(&format!("{INDICATOR}?period=1066")).await, StatusCode::NOT_FOUND);
    is_problem(&office.post(FINDINGS, &[]).await, StatusCode::METHOD_NOT_ALLOWED);
    let wrong = office.get(&format!("{FINDINGS}?as-at=2026-02-30")).await;
    is_problem(&wrong, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("is not a date, like"), "{}", wrong.text());
}
