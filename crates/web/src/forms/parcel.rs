//! A form with documents in it.

use axum::extract::multipart::{Multipart, MultipartError};
use axum::extract::{DefaultBodyLimit, FromRequest, FromRequestParts, Request};

use crate::app::App;
use crate::forms::sent::Fields;
use crate::problem::Problem;
use crate::visitor::Visitor;

/// The largest document taken, in bytes: 20 MB.
pub(crate) const LARGEST: usize = 20 * 1024 * 1024;

/// How much is read of what is too large, so that the browser hears the answer.
const HEARD_OUT: usize = 100 * 1024 * 1024;

/// A document as it was sent.
#[derive(Default)]
pub(crate) struct Sheet {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    /// It is larger than we take, and was not kept.
    pub(crate) too_large: bool,
}

/// A form with documents, sent by the visitor.
pub(crate) struct Parcel {
    pub(crate) visitor: Visitor,
    pub(crate) fields: Fields,
    /// The documents, in the order sent; a box that was left empty is none.
    pub(crate) sheets: Vec<Sheet>,
}

impl Parcel {
    /// The one document of a form that asks for one: a file, or the words that were pasted.
    pub(crate) fn only(mut sheets: Vec<Sheet>, fields: &Fields) -> Sheet {
        let words = fields.get("words");
        if sheets.is_empty() && !words.is_empty() {
            let bytes = words.replace("\r\n", "\n").into_bytes();
            let too_large = bytes.len() > LARGEST;
            return Sheet { name: PASTED.to_owned(), bytes, too_large };
        }
        if sheets.is_empty() { Sheet::default() } else { sheets.swap_remove(0) }
    }
}

/// The name of what was pasted and has none.
const PASTED: &str = "pasted.txt";

/// The layer of a route that takes parcels.
pub(crate) fn limit() -> DefaultBodyLimit {
    DefaultBodyLimit::max(HEARD_OUT)
}

impl FromRequest<App> for Parcel {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let (mut parts, body) = request.into_parts();
        let visitor = Visitor::from_request_parts(&mut parts, app).await?;
        let form = Multipart::from_request(Request::from_parts(parts, body), app).await;
        let form = form.map_err(|error| Problem::OnForm(error.to_string()))?;
        let (fields, sheets) = opened(form).await.or_else(|error| beyond_all(&error))?;
        let too_large = sheets.iter().any(|sheet| sheet.too_large);
        if !too_large || !fields.get("token").is_empty() {
            fields.vouched(visitor.token())?;
        }
        Ok(Self { visitor, fields, sheets })
    }
}

async fn opened(mut form: Multipart) -> Result<(Fields, Vec<Sheet>), MultipartError> {
    let (mut fields, mut sheets) = (Fields::default(), Vec::new());
    while let Some(mut field) = form.next_field().await? {
        let name = field.name().unwrap_or_default().to_owned();
        let Some(file) = field.file_name().map(str::to_owned) else {
            fields.0.push((name, field.text().await?));
            continue;
        };
        let mut sheet = Sheet { name: base(&file).to_owned(), ..Sheet::default() };
        while let Some(chunk) = field.chunk().await? {
            sheet.too_large = sheet.too_large || sheet.bytes.len() + chunk.len() > LARGEST;
            if !sheet.too_large {
                sheet.bytes.extend_from_slice(&chunk);
            }
        }
        if !sheet.name.is_empty() {
            sheets.push(sheet);
        }
    }
    Ok((fields, sheets))
}

/// What is larger than we even hear out is a sheet that is too large; the rest is not a form.
fn beyond_all(error: &MultipartError) -> Result<(Fields, Vec<Sheet>), Problem> {
    if error.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
        return Ok((Fields::default(), vec![Sheet { too_large: true, ..Sheet::default() }]));
    }
    Err(Problem::OnForm(error.body_text()))
}

/// The name of a file without the folders some browsers put before it.
fn base(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}
