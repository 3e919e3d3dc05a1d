//! `fairlead import`: hold a document for review, or settle it when no doubt is open.

use anyhow::{Result, bail};
use office::Error;
use office::import::Upload;
use office::region::desk;
use programme::import::Target;
use programme::person::Role;

use crate::arguments::Import;
use crate::commands::place::{bytes, name, open};
use crate::{clock, say};

pub(crate) async fn run(arguments: Import) -> Result<()> {
    let Import { file, organisation, round, plan, confirm, place } = arguments;
    let bytes = bytes(&file)?;
    let office = open(place).await?;
    let target = match (round, plan) {
        (Some(round), _) => Target::Round { round, organisation },
        (None, Some(plan)) => Target::Plan { plan, organisation },
        (None, None) => office.target_of(&name(&file), &bytes, organisation).await?,
    };
    let actor = desk(Role::ProgrammeOffice);
    let upload = Upload { file: name(&file), bytes, target };
    let id = office.receive(&actor, clock::moment(), upload).await?;
    let review = office.review(&actor, id).await?;
    say::words(&format!("{}.", review.says));
    if !confirm {
        return Ok(say::data(&format!("{id} held for review at /imports/{id}\n"))?);
    }
    match office.confirm(&actor, clock::moment(), id, review.import.revision, Vec::new()).await {
        Ok(kept) => Ok(say::data(&format!("{id} confirmed: {}\n", kept.says))?),
        Err(Error::Doubtful(doubts)) => {
            for doubt in &doubts {
                say::words(&format!("  {}: “{}”: {}", doubt.place, doubt.words, doubt.reason));
            }
            bail!(
                "{id} is held and not confirmed: {} must be answered first, at /imports/{id}",
                doubts.len()
            )
        }
        Err(error) => Err(error.into()),
    }
}
