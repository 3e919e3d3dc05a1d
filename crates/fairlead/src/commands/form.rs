//! `fairlead form`: the form of a round for one organisation, to be e-mailed.

use anyhow::{Result, bail};
use office::region::desk;
use programme::person::Role;

use crate::arguments::Form;
use crate::commands::place::{open, write};
use crate::say;

pub(crate) async fn run(form: Form) -> Result<()> {
    let Form { round, organisation, output, place } = form;
    if output.extension().is_none_or(|extension| extension != "docx") {
        bail!("“{}” is not a name for a Word document, like return.docx", output.display());
    }
    let office = open(place).await?;
    let actor = desk(Role::ProgrammeOffice);
    let made = office.form(&actor, &round, &organisation).await?;
    write(&output, &made.bytes)?;
    Ok(say::data(&format!("written to {}\n", output.display()))?)
}
