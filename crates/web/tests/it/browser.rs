//! A browser without a script: it keeps cookies, sends forms as their pages have them, and
//! reads what it is shown.

use std::collections::BTreeMap;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::BodyExt as _;
use office::demo::PASSWORD;
use testkit::{Boxed, moment};
use tower::ServiceExt as _;
use web::Settings;
use web::headers::Transport;

/// The people of the example region, one for each role.
pub(crate) const PEOPLE: [&str; 8] = [
    "programme.office",
    "lead",
    "sponsor",
    "analyst",
    "board",
    "guardian",
    "auditor",
    "administrator",
];

/// The example region, served.
pub(crate) async fn three_rivers() -> (Boxed, Router) {
    let boxed = Boxed::three_rivers(2_000).await.unwrap();
    let settings = Settings { transport: Transport::Plain, clock: moment };
    let router = web::router(boxed.office.clone(), settings);
    (boxed, router)
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.bytes.clone()).unwrap()
    }

    pub(crate) fn location(&self) -> &str {
        self.headers.get(header::LOCATION).map_or("", |to| to.to_str().unwrap())
    }
}

/// A browser with its cookies.
pub(crate) struct Browser {
    router: Router,
    cookies: BTreeMap<String, String>,
}

impl Browser {
    pub(crate) fn new(router: &Router) -> Self {
        Self { router: router.clone(), cookies: BTreeMap::new() }
    }

    /// A browser somebody has signed in at.
    pub(crate) async fn of(router: &Router, name: &str) -> Self {
        let mut browser = Self::new(router);
        let answer = browser.sign_in(name, PASSWORD).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        browser
    }

    pub(crate) async fn sign_in(&mut self, name: &str, password: &str) -> Answer {
        let form = self.get("/sign-in").await.text();
        let token = token(&form);
        self.post("/sign-in", &[("token", &token), ("name", name), ("password", password)]).await
    }

    pub(crate) async fn get(&mut self, address: &str) -> Answer {
        self.send(Request::get(address).body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn post(&mut self, address: &str, fields: &[(&str, &str)]) -> Answer {
        let body: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{}={}", coded(name), coded(value)))
            .collect();
        let request = Request::post(address)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body.join("&")))
            .unwrap();
        self.send(request).await
    }

    /// Sends a form with a file in it.
    pub(crate) async fn upload(
        &mut self,
        address: &str,
        fields: &[(&str, &str)],
        (file, bytes): (&str, &[u8]),
    ) -> Answer {
        let mut body = Vec::new();
        for (name, value) in fields {
            let part = format!(
                "--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            );
            body.extend_from_slice(part.as_bytes());
        }
        let part = format!(
            "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{file}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(part.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--edge--\r\n");
        let request = Request::post(address)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge")
            .body(Body::from(body))
            .unwrap();
        self.send(request).await
    }

    pub(crate) async fn send(&mut self, mut request: Request<Body>) -> Answer {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !cookies.is_empty() {
            request.headers_mut().insert(header::COOKIE, cookies.join("; ").parse().unwrap());
        }
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for set in parts.headers.get_all(header::SET_COOKIE) {
            let pair = set.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
            if value.is_empty() {
                self.cookies.remove(name);
            }
        }
        let bytes = body.collect().await.unwrap().to_bytes().to_vec();
        Answer { status: parts.status, headers: parts.headers, bytes }
    }
}

impl Browser {
    /// Whether a method and address would answer at all; used where a route is only listed.
    pub(crate) async fn ask(&mut self, method: Method, address: &str) -> StatusCode {
        let request = Request::builder().method(method).uri(address).body(Body::empty()).unwrap();
        self.send(request).await.status
    }
}

fn coded(text: &str) -> String {
    text.bytes().fold(String::new(), |said, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            said + &char::from(byte).to_string()
        } else {
            said + &format!("%{byte:02X}")
        }
    })
}

/// What the first field of that name on a page holds.
pub(crate) fn field(page: &str, name: &str) -> String {
    let from = page.split(&format!("name=\"{name}\" value=\"")).nth(1);
    from.unwrap_or_else(|| panic!("no {name} in {page}")).split('"').next().unwrap().to_owned()
}

/// The token of a page's forms.
pub(crate) fn token(page: &str) -> String {
    field(page, "token")
}

/// The addresses of the links of a page that begin so.
pub(crate) fn links(page: &str, beginning: &str) -> Vec<String> {
    let mut links: Vec<String> = page
        .split("href=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().replace("&amp;", "&").replace("&#x2f;", "/"))
        .filter(|link| link.starts_with(beginning))
        .collect();
    links.sort();
    links.dedup();
    links
}

/// What stands between the first such pair.
pub(crate) fn between<'a>(page: &'a str, from: &str, to: &str) -> &'a str {
    page.split(from).nth(1).unwrap_or_default().split(to).next().unwrap_or_default().trim()
}
