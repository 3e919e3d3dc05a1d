//! A run that fairlead has permitted and noted, carried out on a cluster.

use std::io::Read;

use anyhow::{Context, Result, anyhow, bail};
use disclosure::Policy;
use disclosure::policy::Kind;
use evidence::{Engine, Error, Order, Step, run_on};

use crate::client::Ballista;
use crate::{host_and_port, say};

/// Carries out the order on the standard input. Each step is a line that begins with “step”, and
/// what was released is counted on the last.
pub(crate) async fn carry_out(engine: &str, partitions: usize) -> Result<()> {
    let Some(scheduler) = engine.strip_prefix("df://").map(host_and_port) else {
        bail!("“{engine}” is not a cluster, like df://127.0.0.1:50050");
    };
    let cluster = Ballista { scheduler: scheduler.map_err(|wrong| anyhow!(wrong))? };
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let order: Order = serde_json::from_str(&text)
        .context("the standard input is not an order of “fairlead evidence run”")?;
    let policy = Policy::from_toml(&order.policy).context("the order's policy does not read")?;
    if policy.kind == Kind::Unprotected {
        bail!("the policy “{}” hides nothing, and nothing may leave a run so", policy.name);
    }
    let request = order.request(&policy, partitions.max(1));
    let progress = |step: Step| say(&format!("step {}", step.words()));
    cluster.answers().await.map_err(|why| anyhow!(why))?;
    let outcome = tokio::select! {
        outcome = run_on(Engine::On(&cluster), &request, &progress) => outcome,
        why = cluster.given_up() => bail!("{why}"),
    };
    let outcome = match outcome {
        // Whatever it was that failed, the scheduler that does not answer comes first.
        Err(Error::Cluster { says }) => {
            cluster.answers().await.map_err(|why| anyhow!(why))?;
            return Err(Error::Cluster { says }.into());
        }
        outcome => outcome?,
    };
    say(&format!("released {}", outcome.released.len()));
    Ok(())
}
