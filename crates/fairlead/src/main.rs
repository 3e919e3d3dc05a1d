//! The command line and the server: the only `main`, and the only reader of clock,
//! environment and arguments.

mod arguments;
mod clock;
mod commands;
mod mail;
mod say;

use std::process::ExitCode;

use clap::Parser;

use crate::arguments::Arguments;

/// Pages are made of many small texts, and this one gives and takes them faster than the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    tracing_subscriber::fmt()
        .with_env_filter(arguments.log.clone())
        .with_writer(std::io::stderr)
        .init();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return say::failure(&error.into()),
    };
    match runtime.block_on(commands::run(arguments)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => say::failure(&error),
    }
}
