//! The scheduler: plans what is asked, and shares it out.

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::{Context, Result};
use ballista_core::config::TaskSchedulingPolicy;
use ballista_scheduler::cluster::BallistaCluster;
use ballista_scheduler::config::SchedulerConfig;
use ballista_scheduler::scheduler_process::{create_scheduler, start_grpc_service_with_listener};
use datafusion_proto::protobuf::{LogicalPlanNode, PhysicalPlanNode};
use tokio::net::TcpListener;

use crate::codec::{Functions, Logical, Physical};
use crate::say;

/// For how many seconds an executor may be silent. It speaks ten times a second, and at the least
/// every few seconds while all its processors count.
const SILENCE: u64 = 20;

/// A scheduler that listens.
pub(crate) struct Scheduler(TcpListener);

impl Scheduler {
    /// Takes an address.
    pub(crate) async fn listen(on: SocketAddr) -> Result<Self> {
        let listener =
            TcpListener::bind(on).await.with_context(|| format!("{on} cannot be listened on"))?;
        Ok(Self(listener))
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> Result<SocketAddr> {
        Ok(self.0.local_addr()?)
    }

    /// Serves until it is stopped. Executors come for their work, so that they alone need to know
    /// where it is, and what one could not read is told.
    pub(crate) async fn serve(self) -> Result<()> {
        let address = self.address()?;
        let functions = Functions::planned();
        let config = SchedulerConfig {
            external_host: address.ip().to_string(),
            bind_host: address.ip().to_string(),
            bind_port: address.port(),
            scheduling_policy: TaskSchedulingPolicy::PullStaged,
            // What a run left on the executors is not kept for anyone.
            finished_job_data_clean_up_interval_seconds: 5,
            finished_job_state_clean_up_interval_seconds: 60,
            executor_timeout_seconds: SILENCE,
            expire_dead_executor_interval_seconds: 2,
            no_executors_grace_period_seconds: SILENCE,
            override_logical_codec: Some(Logical::new(&functions)),
            override_physical_codec: Some(Physical::new(&functions)),
            ..SchedulerConfig::default()
        };
        let cluster = BallistaCluster::new_from_config(&config).await?;
        let scheduler =
            create_scheduler::<LogicalPlanNode, PhysicalPlanNode>(cluster, Arc::new(config))
                .await?;
        say(&format!("scheduler at df://{address}"));
        Ok(start_grpc_service_with_listener(self.0, scheduler).await?)
    }
}
