//! `fairlead read`: what documents say.

use std::fmt::Write;

use anyhow::{Context, Result, bail};
use jiff::civil::Date;
use office::read::{self, ReadDocument};
use programme::mapping::Mapping;

use crate::arguments::Read;
use crate::commands::place::{bytes, name};
use crate::{clock, say};

pub(crate) fn run(arguments: &Read) -> Result<()> {
    let (day, today) = (arguments.as_at, clock::moment().today);
    let mut unread = 0;
    for path in &arguments.files {
        let read = bytes(path)
            .and_then(|bytes| Ok(read::document(&name(path), &bytes, None, &Mapping::default())?));
        match read {
            Ok(document) if arguments.json => {
                let json = read::json(&document, &path.display().to_string(), day, today);
                let mut text = serde_json::to_string_pretty(&json)
                    .with_context(|| format!("“{}” has no JSON form", path.display()))?;
                text.push('\n');
                say::data(&text)?;
            }
            Ok(document) => say::data(&words(&document, &path.display().to_string(), day, today)?)?,
            Err(error) => {
                unread += 1;
                say::failure(&error);
            }
        }
    }
    if unread > 0 {
        bail!("{unread} of {} could not be read", arguments.files.len());
    }
    Ok(())
}

/// What a document says, for a person at a terminal.
fn words(document: &ReadDocument, file: &str, day: Option<Date>, today: Date) -> Result<String> {
    let said = read::words(document, day, today);
    let mut text = format!("{file}: {}\n", said.summary);
    for line in said.standing.iter().chain([&said.account]).chain(&said.checks) {
        writeln!(text, "  {line}")?;
    }
    Ok(text)
}
