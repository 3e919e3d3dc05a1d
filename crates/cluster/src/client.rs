//! What asks a cluster to count, and tells why it could not.

use std::time::Duration;

use ballista_core::BALLISTA_VERSION;
use ballista_core::config::BALLISTA_CLIENT_PULL;
use ballista_core::extension::{SessionConfigExt, SessionStateExt};
use datafusion::common::DataFusionError;
use datafusion::execution::SessionStateBuilder;
use datafusion::prelude::{SessionConfig, SessionContext};
use evidence::{Cluster, Error, Recipe};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep, timeout};

use crate::codec::{Functions, Logical, OURS};

/// A cluster, by where its scheduler is.
pub(crate) struct Ballista {
    /// Its host and port.
    pub(crate) scheduler: (String, u16),
}

/// By what the engine's words are known where no record is to blame, and what is said then.
const CAUSES: [(&[&str], &str); 2] = [
    (
        &["No such file", "Permission denied", "not found: "],
        "one of its machines cannot read the extract, which must lie under the same path on each",
    ),
    (
        &["transport error", "ConnectError", "executors were lost"],
        "one of its machines was lost; ask again when the cluster is whole",
    ),
];

impl Cluster for Ballista {
    fn session(&self, config: SessionConfig, recipe: &Recipe) -> Result<SessionContext, Error> {
        let cannot = |_| Error::Engine { says: "the cluster cannot be asked" };
        let functions = Functions::asked(recipe).map_err(cannot)?;
        let config = config
            .upgrade_for_ballista()
            .with_ballista_logical_extension_codec(Logical::new(&functions))
            // Each question then has a limit in time, and a scheduler that is gone is noticed.
            .set_bool(BALLISTA_CLIENT_PULL, true);
        let (host, port) = &self.scheduler;
        let state = SessionStateBuilder::new().with_default_features().with_config(config).build();
        let state = state.upgrade_for_ballista(format!("http://{host}:{port}")).map_err(cannot)?;
        Ok(SessionContext::new_with_state(state))
    }

    fn stopped(&self, error: &DataFusionError) -> Option<Error> {
        let said = error.to_string();
        let [before, after] = OURS;
        let ours = said.split_once(before).and_then(|(_, rest)| rest.split_once(after));
        let ours = ours.map(|(ours, _)| format!("one of its machines says: {ours}"));
        let is_said = |(words, _): &&(&[&str], &str)| words.iter().any(|it| said.contains(it));
        let known = || CAUSES.iter().find(is_said).map(|(_, says)| (*says).to_owned());
        let says = ours.or_else(known)?;
        Some(Error::Cluster { says })
    }

    fn version(&self) -> (&'static str, &'static str) {
        ("ballista", BALLISTA_VERSION)
    }
}

/// How a cluster is.
enum State {
    Ready,
    NoExecutor,
    Silent,
}

/// How often it is asked how it is, and for how long it may be silent or without an executor.
const EVERY: Duration = Duration::from_secs(2);
const LONGEST: Duration = Duration::from_secs(40);

impl Ballista {
    /// Ends when the cluster can no longer be hoped for, and says why.
    pub(crate) async fn given_up(&self) -> String {
        let (host, port) = &self.scheduler;
        let mut well = Instant::now();
        loop {
            let state = self.state().await;
            match state {
                State::Ready => well = Instant::now(),
                State::Silent if well.elapsed() > LONGEST => return self.silent(),
                State::NoExecutor if well.elapsed() > LONGEST => {
                    return format!("the scheduler at df://{host}:{port} has no executor");
                }
                State::NoExecutor | State::Silent => {}
            }
            sleep(EVERY).await;
        }
    }

    /// Refuses a scheduler that does not answer at all.
    ///
    /// # Errors
    ///
    /// If it does not.
    pub(crate) async fn answers(&self) -> Result<(), String> {
        match self.state().await {
            State::Ready | State::NoExecutor => Ok(()),
            State::Silent => Err(self.silent()),
        }
    }

    fn silent(&self) -> String {
        let (host, port) = &self.scheduler;
        format!("no scheduler answers at df://{host}:{port}")
    }

    async fn state(&self) -> State {
        let (host, port) = &self.scheduler;
        let asked = async {
            let mut stream = TcpStream::connect((host.as_str(), *port)).await?;
            stream
                .write_all(b"GET /readyz HTTP/1.1\r\nhost: scheduler\r\nconnection: close\r\n\r\n")
                .await?;
            let mut answer = [0; 12];
            stream.read_exact(&mut answer).await?;
            Ok::<_, std::io::Error>(answer)
        };
        match timeout(EVERY * 5, asked).await {
            Ok(Ok(answer)) if answer.ends_with(b" 200") => State::Ready,
            Ok(Ok(answer)) if answer.ends_with(b" 503") => State::NoExecutor,
            Ok(Ok(_) | Err(_)) | Err(_) => State::Silent,
        }
    }
}
