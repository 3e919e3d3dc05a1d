//! `fairlead export`: a plan or a list as a file people can go on with.

use std::path::Path;

use anyhow::{Context, Result, bail};
use office::export::{List, Narrowed};
use office::region::desk;
use programme::person::Role;

use crate::arguments::Export;
use crate::commands::place::{open, write};
use crate::{clock, say};

pub(crate) async fn run(export: Export) -> Result<()> {
    let actor = desk(Role::ProgrammeOffice);
    let moment = clock::moment();
    let (made, output) = match export {
        Export::Plan { key, output, as_at, place } => {
            let format = format(&output)?;
            let office = open(place).await?;
            (office.export_plan(&actor, moment, &key, as_at, &format).await?, output)
        }
        Export::List { list, output, as_at, place } => {
            let format = format(&output)?;
            let Some(list) = List::ALL.into_iter().find(|known| known.key() == list) else {
                let all = List::ALL.map(List::key).join(", ");
                bail!("“{list}” is not a list; there is {all}");
            };
            let office = open(place).await?;
            let narrowed = Narrowed { at: as_at, ..Narrowed::default() };
            (office.export_list(&actor, moment, list, &narrowed, &format).await?, output)
        }
    };
    write(&output, &made.bytes)?;
    Ok(say::data(&format!("written to {}\n", output.display()))?)
}

/// The format that the name of a file asks for.
pub(crate) fn format(output: &Path) -> Result<String> {
    let extension = output.extension().map(|extension| extension.to_string_lossy().into_owned());
    extension
        .with_context(|| format!("“{}” does not say its format, like plan.xlsx", output.display()))
}
