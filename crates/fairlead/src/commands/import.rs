//! `fairlead import`: hold documents for review, or settle those in which no doubt is open.

use std::fs;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use indicatif::ProgressBar;
use office::batch::{Confirm, Fate, OneFile, Outcome, Purpose};
use office::import::Upload;
use office::region::desk;
use office::{Error, Office};
use programme::code::{OrganisationCode, PlanKey, RoundKey};
use programme::commitment::Answers;
use programme::import::Target;
use programme::person::Role;

use crate::arguments::Import;
use crate::commands::place::{bytes, name, open};
use crate::{clock, say};

pub(crate) async fn run(arguments: Import) -> Result<()> {
    let Import { files, organisation, round, plan, confirm, place } = arguments;
    match (&*files, organisation) {
        ([file], Some(organisation)) if !file.is_dir() => {
            let bytes = bytes(file)?;
            let office = open(place).await?;
            let target = target(&office, file, &bytes, (organisation, round, plan)).await?;
            one(&office, file, bytes, target, confirm).await
        }
        (_, organisation) => {
            if plan.is_some() {
                bail!("a plan’s key goes with one document and its organisation");
            }
            let confirm = if confirm { Confirm::AtOnce } else { Confirm::Hold };
            let purpose = Purpose { organisation, round, confirm };
            let files = in_folders(&files)?;
            many(&open(place).await?, &files, &purpose).await
        }
    }
}

async fn target(
    office: &Office,
    file: &Path,
    bytes: &[u8],
    (organisation, round, plan): (OrganisationCode, Option<RoundKey>, Option<PlanKey>),
) -> Result<Target> {
    Ok(match (round, plan) {
        (Some(round), _) => Target::Round { round, organisation },
        (None, Some(plan)) => Target::Plan { plan, organisation },
        (None, None) => office.target_of(&name(file), bytes, organisation).await?,
    })
}

async fn one(
    office: &Office,
    file: &Path,
    bytes: Vec<u8>,
    target: Target,
    confirm: bool,
) -> Result<()> {
    let actor = desk(Role::ProgrammeOffice);
    let upload = Upload { file: name(file), bytes, target };
    let id = office.receive(&actor, clock::moment(), upload).await?;
    let review = office.review(&actor, id).await?;
    say::words(&format!("{}.", review.says));
    if !confirm {
        return Ok(say::data(&format!("{id} held for review at /imports/{id}\n"))?);
    }
    let (moment, answers) = (clock::moment(), Answers::default());
    match office.confirm(&actor, moment, id, review.import.revision, answers).await {
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

/// Brings many in; what became of each is data, and how many must be looked at are words.
async fn many(office: &Office, files: &[PathBuf], purpose: &Purpose) -> Result<()> {
    let read = |path: &PathBuf| Ok(OneFile { name: name(path), bytes: bytes(path)? });
    let read: Vec<OneFile> = files.iter().map(read).collect::<Result<_>>()?;
    let total = read.len();
    let bar = if std::io::stderr().is_terminal() {
        ProgressBar::new(u64::try_from(total)?)
    } else {
        ProgressBar::hidden()
    };
    let done = |number: usize| bar.set_position(u64::try_from(number).unwrap_or(u64::MAX));
    let actor = desk(Role::ProgrammeOffice);
    let outcomes = office.receive_many(&actor, clock::moment(), read, purpose, &done).await?;
    bar.finish_and_clear();
    let mut table = String::new();
    let (mut open, mut refused) = (0, 0);
    for Outcome { file, kind, organisation, fate } in &outcomes {
        let became = match fate {
            Fate::Held { id, open: must } => {
                open += must;
                format!("{id} held for review at /imports/{id}")
            }
            Fate::Confirmed { id, says } => format!("{id} confirmed: {says}"),
            Fate::Refused(why) => {
                refused += 1;
                format!("not taken: {why}")
            }
        };
        table.push_str(&[file, kind, organisation, &became].map(|cell| one_line(cell)).join("\t"));
        table.push('\n');
    }
    say::data(&table)?;
    say::words(&format!(
        "{total} documents: {refused} not taken; {open} questions must be answered, at /imports/checks."
    ));
    if refused > 0 {
        bail!("{refused} of {total} documents were not taken");
    }
    Ok(())
}

/// Words that stay in their column.
fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The files named, and those in the folders named, by name; what is hidden, and what Word leaves
/// beside an open document, is none.
fn in_folders(paths: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut all = Vec::new();
    for path in paths {
        if !path.is_dir() {
            all.push(path.clone());
            continue;
        }
        let cannot = || format!("“{}” cannot be opened", path.display());
        let mut inside = Vec::new();
        for entry in fs::read_dir(path).with_context(cannot)? {
            let file = entry.with_context(cannot)?.path();
            let named = name(&file);
            if file.is_file() && !named.starts_with('.') && !named.starts_with("~$") {
                inside.push(file);
            }
        }
        if inside.is_empty() {
            bail!("“{}” holds no file", path.display());
        }
        inside.sort();
        all.extend(inside);
    }
    Ok(all)
}
