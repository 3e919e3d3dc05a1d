//! `fairlead report`: a report, set and filed.

use anyhow::{Context, Result, bail};
use office::region::desk;
use programme::person::Role;

use crate::arguments::Report;
use crate::commands::place::{open, write};
use crate::{clock, say};

pub(crate) async fn run(arguments: Report) -> Result<()> {
    let Report { kind, round, as_at, output, place } = arguments;
    if kind != "board" {
        bail!("“{kind}” is not a report; there is board");
    }
    if output.extension().is_none_or(|extension| extension != "pdf") {
        bail!("“{}” is not a name for a PDF, like board.pdf", output.display());
    }
    let office = open(place).await?;
    let actor = desk(Role::ProgrammeOffice);
    let newest = office.rounds().await?.into_iter().next().map(|round| round.key);
    let round = round.or(newest).context("there is no round yet; a Board report speaks of one")?;
    let (id, pdf) = office.issue_board(&actor, clock::moment(), &round, as_at).await?;
    write(&output, &pdf)?;
    Ok(say::data(&format!("{id} filed and written to {}\n", output.display()))?)
}
