//! `fairlead journal`: was anything changed behind our back?

use anyhow::Result;

use crate::arguments::Journal;
use crate::commands::place::open;
use crate::say;

pub(crate) async fn run(arguments: Journal) -> Result<()> {
    let Journal::Verify { place } = arguments;
    let lines = open(place).await?.verify_journal().await?;
    Ok(say::data(&format!("{lines} lines, each as it was written\n"))?)
}
