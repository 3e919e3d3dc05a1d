//! `fairlead region`: organisations and rounds from a file.

use std::fs;

use anyhow::{Context, Result};
use office::region::desk;
use programme::person::Role;

use crate::arguments::Region;
use crate::commands::place::open;
use crate::{clock, say};

pub(crate) async fn run(arguments: Region) -> Result<()> {
    let Region::Add { file, place } = arguments;
    let text = fs::read_to_string(&file)
        .with_context(|| format!("“{}” cannot be read", file.display()))?;
    let office = open(place).await?;
    let region = office.add_region(&desk(Role::ProgrammeOffice), clock::moment(), &text).await?;
    let (bodies, rounds) = (region.organisations.len(), region.rounds.len());
    Ok(say::data(&format!("{bodies} organisations and {rounds} rounds kept\n"))?)
}
