//! An executor: counts parts of extracts, with look-ups of a folder of its own.

use std::fs::Permissions;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, Result};
use ballista_core::config::TaskSchedulingPolicy;
use ballista_executor::executor_process::{ExecutorProcessConfig, start_executor_process};

use crate::codec::{Functions, Logical, Physical};
use crate::say;

/// What an executor is told.
pub(crate) struct Executor {
    /// Where its scheduler is.
    pub(crate) scheduler: (String, u16),
    /// Where others fetch what it counted; of port 0 a free one.
    pub(crate) listen: SocketAddr,
    /// How many parts it counts at once.
    pub(crate) threads: usize,
    /// The folder of its look-ups.
    pub(crate) references: PathBuf,
    /// In which folder it puts what it counted, until that is fetched.
    pub(crate) work: Option<PathBuf>,
}

impl Executor {
    /// Counts until it is stopped. What it counted lies in a folder that only its user can read, and
    /// is removed when it ends.
    pub(crate) async fn serve(self) -> Result<()> {
        let mut folder = tempfile::Builder::new();
        folder.prefix("fairlead-executor-").permissions(Permissions::from_mode(0o700));
        let folder = match &self.work {
            Some(work) => folder.tempdir_in(work),
            None => folder.tempdir(),
        };
        let folder = folder.context("there is no folder to count in")?;
        let port = free_port(self.listen)?;
        let functions = Functions::counted(self.references);
        let (scheduler_host, scheduler_port) = self.scheduler;
        let config = ExecutorProcessConfig {
            bind_host: bound(self.listen.ip()),
            external_host: Some(self.listen.ip().to_string()),
            port,
            scheduler_host,
            scheduler_port,
            scheduler_connect_timeout_seconds: 30,
            vcores: self.threads.max(1),
            task_scheduling_policy: TaskSchedulingPolicy::PullStaged,
            work_dir: Some(folder.path().display().to_string()),
            job_data_ttl_seconds: 24 * 60 * 60,
            job_data_clean_up_interval_seconds: 60 * 60,
            override_logical_codec: Some(Logical::new(&functions)),
            override_physical_codec: Some(Physical::new(&functions)),
            ..ExecutorProcessConfig::default()
        };
        say(&format!("executor at {}:{port}", self.listen.ip()));
        start_executor_process(Arc::new(config)).await.context("the executor was stopped")?;
        Ok(folder.close()?)
    }
}

/// The port that was asked for, or one that is free now.
fn free_port(listen: SocketAddr) -> Result<u16> {
    let taken =
        TcpListener::bind(listen).with_context(|| format!("{listen} cannot be listened on"))?;
    Ok(taken.local_addr()?.port())
}

fn bound(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => format!("[{address}]"),
    }
}
