//! A form with a document in it.

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

/// A form with a document, sent by the visitor.
pub(crate) struct Parcel {
    pub(crate) visitor: Visitor,
    pub(crate) fields: Fields,
    pub(crate) sheet: Sheet,
}

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
        let (fields, sheet) = opened(form).await.or_else(|error| beyond_all(&error))?;
        if !sheet.too_large || !fields.get("token").is_empty() {
            fields.vouched(visitor.token())?;
        }
        Ok(Self { visitor, fields, sheet })
    }
}

async fn opened(mut form: Multipart) -> Result<(Fields, Sheet), MultipartError> {
    let (mut fields, mut sheet) = (Fields::default(), Sheet::default());
    while let Some(mut field) = form.next_field().await? {
        let name = field.name().unwrap_or_default().to_owned();
        let Some(file) = field.file_name().map(str::to_owned) else {
            fields.0.push((name, field.text().await?));
            continue;
        };
        sheet.name = base(&file).to_owned();
        while let Some(chunk) = field.chunk().await? {
            sheet.too_large = sheet.too_large || sheet.bytes.len() + chunk.len() > LARGEST;
            if !sheet.too_large {
                sheet.bytes.extend_from_slice(&chunk);
            }
        }
    }
    Ok((fields, sheet))
}

/// What is larger than we even hear out is a sheet that is too large; the rest is not a form.
fn beyond_all(error: &MultipartError) -> Result<(Fields, Sheet), Problem> {
    if error.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
        return Ok((Fields::default(), Sheet { too_large: true, ..Sheet::default() }));
    }
    Err(Problem::OnForm(error.body_text()))
}

/// The name of a file without the folders some browsers put before it.
fn base(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}
