//! What the pages ask for comes from here, once.

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{Request, Response, StatusCode};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;
use web::assets::{HASH, address, router};

async fn ask(request: Request<Body>) -> Response<Body> {
    router::<()>().oneshot(request).await.unwrap()
}

async fn get(address: &str) -> Response<Body> {
    ask(Request::get(address).body(Body::empty()).unwrap()).await
}

async fn text(response: Response<Body>) -> String {
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[tokio::test]
async fn an_asset_is_kept_for_a_year_under_its_hash() {
    let address = address("fairlead.css").unwrap();
    assert!(address.contains(HASH) && HASH.len() == 16, "{address}");
    let response = get(&address).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()[CONTENT_TYPE], "text/css; charset=utf-8");
    assert_eq!(response.headers()[CACHE_CONTROL], "public, max-age=31536000, immutable");
    assert!(text(response).await.contains(".app-review"));
}

#[tokio::test]
async fn a_browser_that_holds_it_is_not_sent_it_again() {
    let address = address("fairlead.js").unwrap();
    let tag = get(&address).await.headers()[ETAG].clone();
    let again = |held: &str| Request::get(&address).header(IF_NONE_MATCH, held).body(Body::empty());

    let held = ask(again(tag.to_str().unwrap()).unwrap()).await;
    assert_eq!(held.status(), StatusCode::NOT_MODIFIED);
    assert_eq!(held.headers()[ETAG], tag);
    assert_eq!(text(held).await, "");

    let weak = format!("\"other\", W/{}", tag.to_str().unwrap());
    assert_eq!(ask(again(&weak).unwrap()).await.status(), StatusCode::NOT_MODIFIED);
    assert_eq!(ask(again("\"other\"").unwrap()).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_page_from_before_an_upgrade_keeps_its_looks_but_holds_nothing() {
    let response = get("/assets/0123456789abcdef/fairlead.css").await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()[CACHE_CONTROL], "no-cache");
}

#[tokio::test]
async fn nothing_else_is_served() {
    for name in
        ["none.css", "../manifest.txt", "..%2fstamp", "%2e%2e/%2e%2e/package.json", "images"]
    {
        let response = get(&format!("/assets/{HASH}/{name}")).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{name}");
    }
    assert_eq!(address("none.css"), None);
}

#[tokio::test]
async fn the_stylesheet_asks_no_other_origin_for_anything_and_we_serve_what_it_asks() {
    let sheet = text(get(&address("fairlead.css").unwrap()).await).await;
    assert!(!sheet.contains("@font-face") && !sheet.contains("Frutiger"));
    assert!(sheet.contains("html{font-family:arial,sans-serif}"));
    let asked: Vec<&str> = sheet
        .split("url(")
        .skip(1)
        .filter_map(|rest| rest.split_once(')'))
        .map(|(inside, _)| inside.trim_matches(['"', '\'']))
        .collect();
    assert!(!asked.is_empty());
    for name in asked {
        assert!(address(name).is_some(), "the stylesheet asks for {name}");
    }
}

#[tokio::test]
async fn the_script_imports_only_what_we_serve() {
    let script = text(get(&address("fairlead.js").unwrap()).await).await;
    assert!(script.contains("from \"./nhsuk-frontend.min.js\""));
    assert!(address("nhsuk-frontend.min.js").is_some());
    assert!(address("licences/nhsuk-frontend.txt").is_some());
}
