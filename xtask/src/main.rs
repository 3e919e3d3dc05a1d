//! What we check of our own house: `cargo xtask tidy`, which is also a test; `cargo xtask fixtures`,
//! which makes the demonstration region's Word documents of their words; and `cargo xtask methods`,
//! which makes docs/methods of what the code says of each measure.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

mod fixtures;
mod methods;
mod tidy;

fn main() -> ExitCode {
    let asked: Vec<String> = std::env::args().skip(1).collect();
    let (words, code) = match asked.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["tidy"] => tidy_words(),
        ["fixtures"] => written(fixtures::write(&root())),
        ["methods"] => written(methods::write(&root())),
        _ => ("usage: cargo xtask tidy|fixtures|methods".to_owned(), ExitCode::from(2)),
    };
    match writeln!(io::stderr(), "{words}") {
        Ok(()) => code,
        Err(_) => ExitCode::FAILURE,
    }
}

/// What is said of files that were written, or could not be.
fn written(outcome: Result<String, String>) -> (String, ExitCode) {
    match outcome {
        Ok(words) => (words, ExitCode::SUCCESS),
        Err(error) => (error, ExitCode::FAILURE),
    }
}

/// What `cargo xtask tidy` says, and how it ends.
fn tidy_words() -> (String, ExitCode) {
    match tidy::breaches(&root()) {
        Ok(found) if found.is_empty() => ("The house is tidy".to_owned(), ExitCode::SUCCESS),
        Ok(found) => (tidy::listed(&found), ExitCode::FAILURE),
        Err(error) => (error, ExitCode::FAILURE),
    }
}

/// The folder that holds the workspace's manifest.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}
