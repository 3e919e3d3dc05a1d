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
    /// record-level material is a line of the journal.
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
        let permit = permit(actor, Act::RunEvidence, None)?;
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
        if policy.kind == Kind::Unprotected {
            return Err(unprotected(&policy.name));
        }
        self.store
            .note_reading(&permit, moment.now, &format!("extract for {}", indicator.key))
            .await?;
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

/// Why nothing leaves under a policy that hides nothing: nobody has a right yet to let it out.
pub(crate) fn unprotected(policy: &str) -> Error {
    let what = format!(
        "the policy “{policy}” hides nothing, and nothing may leave a run so: name another, like local"
    );
    Error::Unknown { what }
}
