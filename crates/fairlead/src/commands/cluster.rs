//! A run on a cluster: handed to the program that knows clusters, as git does with its helpers.
//!
//! That program is made of the record engine with all its features, which this one must not carry.
//! What it may do was permitted and noted before it is started, and it is told nothing else.

use std::ffi::OsString;
use std::io::ErrorKind;
use std::process::Stdio;

use anyhow::{Context, Result, anyhow, bail};
use office::evidence::Order;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::process::Command;

/// The name of the program.
const PROGRAM: &str = "fairlead-cluster";

/// The one that lies beside this program, or else the one on the PATH.
fn program() -> OsString {
    let beside = std::env::current_exe().ok().map(|own| own.with_file_name(PROGRAM));
    beside.filter(|path| path.is_file()).map_or_else(|| PROGRAM.into(), Into::into)
}

/// Hands over a run, tells its steps, and gives how many findings were released.
pub(crate) async fn run(
    engine: &str,
    order: &Order,
    progress: &(dyn Fn(&str) + Send + Sync),
) -> Result<usize> {
    let started = Command::new(program())
        .args(["run", "--engine", engine])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn();
    let mut helper = match started {
        Err(error) if error.kind() == ErrorKind::NotFound => bail!(
            "a cluster needs the program {PROGRAM}, beside fairlead or on the PATH: “make cluster” builds it"
        ),
        started => started.with_context(|| format!("{PROGRAM} could not be started"))?,
    };
    let pipe = || anyhow!("{PROGRAM} does not listen");
    let mut input = helper.stdin.take().ok_or_else(pipe)?;
    // One that ended before it read this says why.
    drop(input.write_all(&serde_json::to_vec(order)?).await);
    drop(input);
    let mut lines = BufReader::new(helper.stdout.take().ok_or_else(pipe)?).lines();
    let mut findings = None;
    while let Some(line) = lines.next_line().await? {
        if let Some(step) = line.strip_prefix("step ") {
            progress(step);
        } else if let Some(count) = line.strip_prefix("released ") {
            findings = count.parse().ok();
        }
    }
    let mut words = String::new();
    helper.stderr.take().ok_or_else(pipe)?.read_to_string(&mut words).await?;
    let status = helper.wait().await?;
    match findings {
        Some(findings) if status.success() => Ok(findings),
        Some(_) | None if words.trim().is_empty() => bail!("{PROGRAM} ended before it answered"),
        Some(_) | None => bail!("{}", words.trim()),
    }
}
