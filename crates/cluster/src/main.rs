#![doc = include_str!("../README.md")]

use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::{Args, Parser, Subcommand};

mod client;
mod codec;
mod executor;
mod local;
mod order;
mod scheduler;

use executor::Executor;
use scheduler::Scheduler;

/// Counts records on several machines, for “fairlead evidence run --engine df://HOST:PORT”
#[derive(Parser)]
#[command(name = "fairlead-cluster", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Share out what is asked
    Scheduler {
        /// Where to listen
        #[arg(long, default_value = "127.0.0.1:50050")]
        listen: SocketAddr,
        #[command(flatten)]
        network: Network,
    },
    /// Count parts of extracts for a scheduler
    Executor {
        /// Where the scheduler is
        #[arg(long, value_name = "HOST:PORT", default_value = "127.0.0.1:50050", value_parser = host_and_port)]
        scheduler: (String, u16),
        /// Where others fetch what was counted; with port 0 a free one
        #[arg(long, default_value = "127.0.0.1:0")]
        listen: SocketAddr,
        /// End when the standard input does
        #[arg(long)]
        while_stdin: bool,
        #[command(flatten)]
        counting: Counting,
        #[command(flatten)]
        network: Network,
    },
    /// A scheduler and executors on this machine, until they are interrupted
    Local {
        /// Where the scheduler listens
        #[arg(long, default_value = "127.0.0.1:50050")]
        listen: SocketAddr,
        /// How many executors
        #[arg(long, default_value_t = 2)]
        executors: usize,
        #[command(flatten)]
        counting: Counting,
    },
    /// Carry out a run that fairlead has permitted and noted, from the standard input
    Run {
        /// Where the scheduler is, as df://HOST:PORT
        #[arg(long)]
        engine: String,
        /// Into how many parts the extracts are cut
        #[arg(long, env = "FAIRLEAD_PARTITIONS", default_value_t = 16)]
        partitions: usize,
    },
}

/// How an executor counts.
#[derive(Args, Clone)]
struct Counting {
    /// How many parts are counted at once; as many as there are processors if it is left out
    #[arg(long, default_value_t = processors())]
    threads: usize,
    /// The folder in which “fairlead reference add” keeps the look-ups
    #[arg(long, env = "FAIRLEAD_DATA", default_value = "fairlead-data")]
    data: PathBuf,
    /// In which folder to put what was counted until it is fetched; the system's if it is left out
    #[arg(long)]
    work: Option<PathBuf>,
}

#[derive(Args)]
struct Network {
    /// Listen beyond this machine: whoever reaches the ports can read what the executors can
    #[arg(long)]
    trusted_network: bool,
}

impl Network {
    /// Refuses an address that others reach, unless that was said to be meant.
    fn check(&self, listen: SocketAddr) -> Result<()> {
        if listen.ip().is_loopback() || self.trusted_network {
            return Ok(());
        }
        bail!(
            "{listen} can be reached from other machines, and a cluster asks nobody who they are: say --trusted-network if only its own machines are on that network"
        )
    }
}

fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// Reads `HOST:PORT`.
fn host_and_port(text: &str) -> Result<(String, u16), String> {
    let wrong = || format!("“{text}” is not a host and a port, like 127.0.0.1:50050");
    let (host, port) = text.rsplit_once(':').ok_or_else(wrong)?;
    let port = port.parse().map_err(|_| wrong())?;
    if host.is_empty() { Err(wrong()) } else { Ok((host.to_owned(), port)) }
}

/// A line for whoever watches. Nothing else of a cluster's doings is written anywhere: what the
/// engine would log may quote a record.
fn say(line: &str) {
    // Nobody may be watching.
    drop(writeln!(std::io::stdout(), "{line}"));
}

fn main() -> ExitCode {
    // What a panic says may hold what was read.
    std::panic::set_hook(Box::new(|panic| {
        let at = panic.location().map(ToString::to_string).unwrap_or_default();
        drop(writeln!(std::io::stderr(), "fairlead-cluster went wrong at {at}"));
    }));
    let arguments = Arguments::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error.into()),
    };
    match runtime.block_on(carry_out(arguments.command)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error),
    }
}

fn failed(error: &anyhow::Error) -> ExitCode {
    drop(writeln!(std::io::stderr(), "{error:#}"));
    ExitCode::FAILURE
}

async fn carry_out(command: Command) -> Result<()> {
    match command {
        Command::Scheduler { listen, network } => {
            network.check(listen)?;
            let scheduler = Scheduler::listen(listen).await?;
            tokio::select! {
                served = scheduler.serve() => served,
                stopped = local::interrupted() => stopped,
            }
        }
        Command::Executor { scheduler, listen, while_stdin, counting, network } => {
            network.check(listen)?;
            let Counting { threads, data, work } = counting;
            let references = data.join("reference");
            let executor = Executor { scheduler, listen, threads, references, work };
            tokio::select! {
                served = executor.serve() => served,
                () = local::stdin_ended(), if while_stdin => Ok(()),
            }
        }
        Command::Local { listen, executors, counting } => {
            Network { trusted_network: false }.check(listen)?;
            local::serve(listen, executors, &counting).await
        }
        Command::Run { engine, partitions } => order::carry_out(&engine, partitions).await,
    }
}
