//! `fairlead reference`: look-ups by edition.

use anyhow::Result;
use office::evidence::LookUp;
use office::region::desk;
use programme::person::Role;

use crate::arguments::Reference;
use crate::commands::place::open;
use crate::{clock, say};

pub(crate) async fn run(arguments: Reference) -> Result<()> {
    match arguments {
        Reference::Add { kind, file, place } => {
            let office = open(place).await?;
            let kept = office.add_reference(&desk(Role::Analyst), clock::moment(), &kind, &file)?;
            Ok(say::data(&line(&kept))?)
        }
        Reference::List { place } => {
            let office = open(place).await?;
            for kept in office.references()? {
                say::data(&line(&kept))?;
            }
            Ok(())
        }
    }
}

/// A look-up on one line: its edition, how many lines, the day it was added, who published it.
fn line(kept: &LookUp) -> String {
    let LookUp { edition, rows, added, note, .. } = kept;
    format!("{edition}\t{rows} {}\tadded {added}\t{note}\n", kept.lines())
}
