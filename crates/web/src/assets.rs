//! The stylesheet, the script and the icons, embedded in the binary.
//!
//! Their addresses carry the hash of them all, so a browser may keep them for
//! ever and still sees a new build at once.

use axum::Router;
use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use rust_embed::RustEmbed;

/// The hash of everything served from here, as it stands in every address.
pub const HASH: &str = env!("ASSETS_HASH");

/// What an address with the right hash promises: these bytes, for a year.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// What an address with another build's hash gets: the file as it is now, so a
/// page left open over an upgrade keeps its looks, but nothing to hold on to.
const FOR_NOW: &str = "no-cache";

#[derive(RustEmbed)]
#[folder = "../../assets/dist/public"]
struct Public;

/// The address of one asset, such as `fairlead.css`, or `None` if there is no
/// such asset.
pub fn address(name: &str) -> Option<String> {
    Public::get(name).map(|_| format!("/assets/{HASH}/{name}"))
}

/// The route that serves them, to be merged with the pages' own.
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/assets/{hash}/{*name}", get(serve))
}

/// `GET /assets/{hash}/{name}`: one embedded file.
async fn serve(Path((hash, name)): Path<(String, String)>, asked: HeaderMap) -> Response {
    let Some(file) = Public::get(&name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let tag = tag(&file.metadata.sha256_hash());
    let keep = if hash == HASH { FOR_EVER } else { FOR_NOW };
    let headers = [(CACHE_CONTROL, keep.to_owned()), (ETAG, tag.clone())];
    if already_held(&asked, &tag) {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    (headers, [(CONTENT_TYPE, kind(&name))], file.data.into_owned()).into_response()
}

/// Whether the browser says it holds exactly these bytes.
fn already_held(asked: &HeaderMap, tag: &str) -> bool {
    asked
        .get_all(IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|held| held.trim().trim_start_matches("W/"))
        .any(|held| held == tag || held == "*")
}

/// The media type, from the few kinds of file the asset build makes.
fn kind(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// An entity tag from the first half of a file's hash, which is plenty.
fn tag(hash: &[u8; 32]) -> String {
    let half = hash.first_chunk().copied().map_or(0, u128::from_be_bytes);
    format!("\"{half:032x}\"")
}
