//! Evidence: look-ups, and from a record-level extract to released results in a folder.

use std::path::{Path, PathBuf};

use authority::{Act, Actor, permit};
use disclosure::policy::Kind;
use programme::indicator::Indicator;

pub use evidence::Order;
pub use evidence::reference::Kept as LookUp;

use crate::{Error, Moment, Office, data};

/// What to run: an indicator over extracts, into a folder.
#[derive(Clone, Debug)]
pub struct Run {
    /// The indicator file.
    pub indicator: PathBuf,
    /// The extracts.
    pub extracts: Vec<PathBuf>,
    /// Where the results go.
    pub output: PathBuf,
    /// Why it is run though the policy of the indicator hides nothing.
    pub unprotected: Option<String>,
}

impl Office {
    /// Adds a look-up of an edition to the office's folder.
    ///
    /// # Errors
    ///
    /// If the actor may not, or the file is not that look-up.
    pub fn add_reference(
        &self,
        actor: &Actor,
        moment: Moment,
        kind: &str,
        file: &Path,
    ) -> Result<LookUp, Error> {
        permit(actor, Act::RunEvidence, None)?;
        Ok(evidence::reference::add(&self.reference(), kind, file, moment.today)?)
    }

    /// The look-ups there are.
    ///
    /// # Errors
    ///
    /// If the folder cannot be read.
    pub fn references(&self) -> Result<Vec<LookUp>, Error> {
        Ok(evidence::reference::list(&self.reference())?)
    }

    /// Runs an indicator over extracts and writes the released results to a folder. The read of
    /// record-level material is a line of the journal. Where the policy hides nothing, that has an act
    /// of its own and a reason, every row says that it is not for release, and it is never kept.
    ///
    /// # Errors
    ///
    /// If the actor may not, the indicator or an extract does not hold what it must, or the
    /// results cannot be written. Nothing is left behind.
    pub async fn run_evidence(
        &self,
        actor: &Actor,
        moment: Moment,
        run: &Run,
        progress: &(dyn Fn(&str) + Send + Sync),
    ) -> Result<evidence::Outcome, Error> {
        let order = self.order_evidence(actor, moment, run).await?;
        let policy = disclosure::Policy::from_toml(&order.policy)
            .map_err(|_| Error::DataMissing { path: "disclosure/".to_owned() })?;
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let said = |step: evidence::Step| progress(step.words());
        Ok(evidence::run(&order.request(&policy, threads), &said).await?)
    }

    /// Permits and notes a run that another program will carry out, and says all that it needs.
    ///
    /// # Errors
    ///
    /// If the actor may not, or the indicator does not hold what it must.
    pub async fn order_evidence(
        &self,
        actor: &Actor,
        moment: Moment,
        run: &Run,
    ) -> Result<Order, Error> {
        let path = run.indicator.display().to_string();
        let definition = std::fs::read_to_string(&run.indicator).map_err(|source| Error::File {
            path: path.clone(),
            done: "read",
            source,
        })?;
        let indicator = Indicator::from_toml(&definition).map_err(|error| Error::Unknown {
            what: format!("{path} is not an indicator: {error}"),
        })?;
        let policy = data::policy(&indicator.policy)?;
        let why = run.unprotected.as_deref().map(str::trim).filter(|why| !why.is_empty());
        let act = match (policy.kind == Kind::Unprotected, why) {
            (true, None) => return Err(unprotected(&policy.name)),
            (true, Some(_)) => Act::RunUnprotected,
            (false, None) => Act::RunEvidence,
            (false, Some(_)) => return Err(protected(&policy.name)),
        };
        let permit = permit(actor, act, None)?;
        let subject = format!("extract for {}", indicator.key);
        self.store.note_reading(&permit, moment.now, &subject, why).await?;
        Ok(Order {
            definition,
            policy: data::text(&format!("disclosure/{}.toml", policy.name))?,
            extracts: run.extracts.clone(),
            references: self.reference(),
            output: run.output.clone(),
            today: moment.today,
        })
    }
}

/// Why no reason is taken where it is not needed.
fn protected(policy: &str) -> Error {
    let what = format!("the policy “{policy}” protects people: leave out --unprotected");
    Error::Unknown { what }
}

/// Why nothing is run under a policy that hides nothing.
fn unprotected(policy: &str) -> Error {
    let what = format!(
        "the policy “{policy}” hides nothing: name another in the indicator file, like local; or say \
         why it must be so, with --unprotected, which is told in the journal"
    );
    Error::Unknown { what }
}
