//! The API: what programs are told, and what they are refused.

use axum::http::{StatusCode, header};

use axum::body::Body;
use axum::http::Request;
use office::release::Answered;
use testkit::moment;

use crate::browser::{Answer, Browser, three_rivers};
use crate::releases::late;

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

#[tokio::test]
async fn a_run_is_told_as_it_was_let_out_whatever_was_found_since() {
    let (boxed, router) = three_rivers().await;
    let mut board = Browser::of(&router, "board").await;
    let every = json(&board.get(INDICATOR).await);
    let run = every["findings"][0]["run"].as_str().unwrap().to_owned();
    let address = format!("/api/v1/runs/{run}");
    let before = json(&board.get(&address).await);
    assert_eq!((&before["run"], &before["kept"]), (&run.as_str().into(), &"2026-11-20".into()));
    assert_eq!(before["policy"], "local 1");
    assert!(
        before["editions"].as_object().is_some_and(|editions| !editions.is_empty()),
        "{before}"
    );
    assert_eq!(before["findings"], every["findings"], "one run was kept, and nothing else");

    // What the ledger holds of a run is not told of it, until somebody lets it out.
    let kept = late(&boxed, 5).await;
    let late = format!("/api/v1/runs/{}", kept.run);
    let is_held = |one: &serde_json::Value| {
        kept.held.iter().any(|held| one["period"] == held.period.as_str())
    };
    let all = before["findings"].as_array().unwrap();
    let mut told = board.get(&late).await;
    if all.iter().all(is_held) {
        is_problem(&told, StatusCode::NOT_FOUND);
    } else {
        let told = json(&told);
        let found = told["findings"].as_array().unwrap();
        assert!(!found.iter().any(is_held) && found.len() < all.len(), "{told}");
    }
    let guardian = boxed.person("guardian").await.unwrap();
    let page = boxed.office.release(&guardian, kept.run).await.unwrap();
    let blocked = page.releases.iter().filter(|one| one.state.key() == "blocked");
    let seen: Vec<_> = blocked.map(|one| (one.id, one.revision)).collect();
    let answer = (Answered::LetOut, "these are known to the public");
    boxed.office.answer_releases(&guardian, moment(), (kept.run, &seen), answer).await.unwrap();
    told = board.get(&late).await;
    assert_eq!(json(&told)["findings"].as_array().unwrap().len(), all.len());
    let newest = json(&board.get(INDICATOR).await);
    assert_eq!(newest["findings"][0]["run"], kept.run.to_string());
    assert_eq!(json(&board.get(&address).await), before, "the earlier run says what it said");

    is_problem(&board.get(&format!("{address}?as-at=2026-11-19")).await, StatusCode::NOT_FOUND);
    let wrong = board.get(&format!("{address}?as-at=2026-02-30")).await;
    is_problem(&wrong, StatusCode::UNPROCESSABLE_ENTITY);
    let unknown = format!("/api/v1/runs/{}", boxed.office.new_token()).replace("tok_", "run_");
    for nowhere in ["/api/v1/runs/", "/api/v1/runs/7", &unknown] {
        is_problem(&board.get(nowhere).await, StatusCode::NOT_FOUND);
    }
    let mut administrator = Browser::of(&router, "administrator").await;
    is_problem(&administrator.get(&address).await, StatusCode::NOT_FOUND);
    is_problem(&Browser::new(&router).get(&address).await, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn who_has_the_answer_already_is_told_so_and_nothing_else() {
    let (boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    let first = office.get(INDICATOR).await;
    let tag = first.headers[header::ETAG].to_str().unwrap().to_owned();
    assert!(tag.starts_with('"') && tag.ends_with('"') && tag.len() == 66, "{tag}");
    let mut again = async |says: &str| {
        let asked = Request::get(INDICATOR).header(header::IF_NONE_MATCH, says);
        office.send(asked.body(Body::empty()).unwrap()).await
    };
    for same in [tag.as_str(), "*", &format!("W/{tag}"), &format!("\"other\", {tag}")] {
        let answer = again(same).await;
        assert_eq!(answer.status, StatusCode::NOT_MODIFIED, "{same}");
        assert_eq!(
            (answer.text().as_str(), &answer.headers[header::ETAG]),
            ("", &first.headers[header::ETAG])
        );
        assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store");
        assert!(!answer.headers.contains_key(header::CONTENT_TYPE));
    }
    let other = again("\"other\"").await;
    assert_eq!((other.status, other.text()), (StatusCode::OK, first.text()));

    // Once there is something new it is told; and who may not ask is told nothing by a tag.
    late(&boxed, 400).await;
    let newer = again(&tag).await;
    assert_eq!(newer.status, StatusCode::OK);
    assert_ne!(newer.headers[header::ETAG], first.headers[header::ETAG]);
    let asked = Request::get(INDICATOR).header(header::IF_NONE_MATCH, &tag);
    let nobody = Browser::new(&router).send(asked.body(Body::empty()).unwrap()).await;
    is_problem(&nobody, StatusCode::UNAUTHORIZED);
}
