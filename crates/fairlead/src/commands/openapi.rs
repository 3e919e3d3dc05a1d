//! `fairlead openapi`: what programs may ask of the server, described.

use anyhow::Result;

use crate::say;

pub(crate) fn run() -> Result<()> {
    Ok(say::data(&web::openapi()?)?)
}
