//! A whole cluster on one machine: to try it out, and for machines with many processors.

use std::net::SocketAddr;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, Result};
use tokio::process::{Child, Command};
use tokio::signal::unix::{SignalKind, signal};
use tokio::time::timeout;

use crate::scheduler::Scheduler;
use crate::{Counting, say};

/// Ends when this process is interrupted or asked to end.
pub(crate) async fn interrupted() -> Result<()> {
    let mut ended = signal(SignalKind::terminate())?;
    tokio::select! {
        pressed = tokio::signal::ctrl_c() => Ok(pressed?),
        _ = ended.recv() => Ok(()),
    }
}

/// Ends when the standard input does: so that an executor never outlives who started it, however that
/// one ended.
pub(crate) async fn stdin_ended() {
    let (sender, ended) = tokio::sync::oneshot::channel::<()>();
    // A thread of its own, since one of the runtime's would be waited for.
    std::thread::spawn(move || {
        drop(std::io::copy(&mut std::io::stdin(), &mut std::io::sink()));
        drop(sender);
    });
    drop(ended.await);
}

/// Serves a scheduler and executors until they are interrupted, and stops them all.
pub(crate) async fn serve(listen: SocketAddr, count: usize, counting: &Counting) -> Result<()> {
    let scheduler = Scheduler::listen(listen).await?;
    let address = scheduler.address()?;
    let executors: Vec<Child> =
        (0..count.max(1)).map(|_| executor(address, counting)).collect::<Result<_>>()?;
    let ids: Vec<String> =
        executors.iter().filter_map(Child::id).map(|id| id.to_string()).collect();
    say(&format!("executors are the processes {}", ids.join(", ")));
    let outcome = tokio::select! {
        served = scheduler.serve() => served,
        stopped = interrupted() => stopped,
    };
    stop(executors).await;
    outcome
}

fn executor(scheduler: SocketAddr, counting: &Counting) -> Result<Child> {
    let program = std::env::current_exe().context("this program does not find itself")?;
    let mut command = Command::new(program);
    command
        .args(["executor", "--while-stdin", "--scheduler", &scheduler.to_string()])
        .args(["--threads", &counting.threads.to_string(), "--data"])
        .arg(&counting.data)
        .stdin(Stdio::piped())
        // An interrupt at the terminal is for the one that was started there, which then stops these.
        .process_group(0);
    if let Some(work) = &counting.work {
        command.arg("--work").arg(work);
    }
    command.spawn().context("an executor cannot be started")
}

/// Stops the executors: they are asked first, and have a few seconds to remove what they keep.
async fn stop(mut executors: Vec<Child>) {
    for executor in &mut executors {
        drop(executor.stdin.take());
    }
    for executor in &mut executors {
        if timeout(Duration::from_secs(5), executor.wait()).await.is_err() {
            drop(executor.kill().await);
        }
    }
}
