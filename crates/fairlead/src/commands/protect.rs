//! `fairlead protect`: disclosure control of any table of counts.

use anyhow::{Context, Result};
use office::protect::{as_csv, protect};

use crate::arguments::Protect;
use crate::commands::place::table;
use crate::say;

pub(crate) fn run(arguments: &Protect) -> Result<()> {
    let path = &arguments.table;
    let protected = protect(&table(path)?, &arguments.policy, &arguments.group)
        .with_context(|| format!("“{}”", path.display()))?;
    let mut notes: Vec<&String> = protected.iter().flat_map(|table| &table.notes).collect();
    notes.dedup();
    for note in notes {
        say::words(note);
    }
    let text = if arguments.json {
        let lines: Vec<_> = protected.iter().flat_map(|table| &table.lines).collect();
        serde_json::to_string_pretty(&lines)? + "\n"
    } else {
        as_csv(&protected, &arguments.group)
    };
    Ok(say::data(&text)?)
}
