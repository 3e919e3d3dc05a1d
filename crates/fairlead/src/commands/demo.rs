//! `fairlead demo`: the example region, loaded afresh, and served.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use office::demo::PASSWORD;
use office::{Office, Opening};

use crate::arguments::Demo;
use crate::commands::serve::serve;
use crate::{clock, say};

/// The file that says a folder holds an example region and may be replaced by another.
const MARK: &str = "example-region";

pub(crate) async fn run(arguments: Demo) -> Result<()> {
    let Demo { data, listen, no_serve, rows } = arguments;
    clear(&data)?;
    let opening = Opening { folder: data.clone(), database: None, draw: clock::draw };
    let office = Office::open(opening).await?;
    say::words("Loading the example region, Three Rivers: everything in it is invented");
    let people = office.load_demo(clock::moment(), rows).await?;
    say::words(&format!("Sign in with the password “{PASSWORD}” as:"));
    for person in people {
        let body = person.organisation.map_or_else(String::new, |code| format!(", {code}"));
        say::words(&format!(
            "  {:<18} {} ({}{body})",
            person.sign_in,
            person.name,
            person.role.label()
        ));
    }
    if no_serve {
        return Ok(());
    }
    serve(office, listen).await
}

/// Makes way for a fresh region, and only where an example region was.
fn clear(folder: &Path) -> Result<()> {
    let shown = folder.display();
    let mark = folder.join(MARK);
    let empty = match fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => true,
        Err(error) => return Err(error).with_context(|| format!("“{shown}” cannot be read")),
    };
    if !empty && !mark.exists() {
        bail!(
            "“{shown}” holds something that is not an example region; name another folder with --data"
        );
    }
    if !empty {
        fs::remove_dir_all(folder).with_context(|| format!("“{shown}” cannot be cleared"))?;
    }
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(&mark, "Made by fairlead demo, which replaces this folder.\n"))
        .with_context(|| format!("“{shown}” cannot be made"))
}
