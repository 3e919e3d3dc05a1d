//! Imports: a document comes in, is read, waits for a person, and is confirmed.

use authority::policy::Shelf;
use authority::{Act, Actor, permit};
use jiff::Timestamp;
use programme::code::{NotACode, OrganisationCode, RoundKey};
use programme::commitment::{Commitment, Making, commit};
use programme::draft::{Mend, Proposal, Severity, Unsettled, settle};
use programme::id::ImportId;
use programme::import::{Import, ImportState, Target};
use programme::mapping::Mapping;
use programme::organisation::Organisation;
use programme::round::Round;

use crate::office::sees;
use crate::{Error, Moment, Office, data, read};

/// A document offered, and what it is for.
#[derive(Clone, Debug)]
pub struct Upload {
    /// The name of the file.
    pub file: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What it is for.
    pub target: Target,
}

/// One line of the list of imports.
#[derive(Clone, Debug)]
pub struct ImportLine {
    /// Identity.
    pub id: ImportId,
    /// The name of the file.
    pub file: String,
    /// What kind of document it is, in words.
    pub kind: String,
    /// Whose it is.
    pub organisation: String,
    /// Where it stands.
    pub state: ImportState,
    /// Doubts that must be answered and are not.
    pub open: usize,
    /// Doubts in all.
    pub doubts: usize,
    /// When it came in.
    pub received: Timestamp,
}

/// What a person may bring documents in for.
#[derive(Clone, Debug)]
pub struct Targets {
    /// For these organisations.
    pub organisations: Vec<Organisation>,
    /// In answer to these rounds.
    pub rounds: Vec<Round>,
}

/// What became of a document when it was confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The title of what it became.
    pub title: String,
    /// Its page.
    pub link: String,
    /// What was kept, in a sentence.
    pub says: String,
}

impl Office {
    /// Reads a document and holds what it says for a person to review.
    ///
    /// # Errors
    ///
    /// If the actor may not, the file cannot be read, it holds nothing to keep, the round is
    /// not known, or the same document is held already.
    pub async fn receive(
        &self,
        actor: &Actor,
        moment: Moment,
        upload: Upload,
    ) -> Result<ImportId, Error> {
        let Upload { file, bytes, target } = upload;
        let permit = permit(actor, Act::HoldImport, Some(target.organisation()))?;
        let framework = match &target {
            Target::Round { round, organisation } => {
                let round = self.known_round(round).await?;
                if !round.asked.contains(organisation) {
                    let what = format!("{organisation} is not asked in the round {}", round.key);
                    return Err(Error::Unknown { what });
                }
                Some(round.framework)
            }
            Target::Plan { .. } => None,
        };
        self.known_organisation(target.organisation()).await?;
        let read = read::document(&file, &bytes, framework.as_ref())?;
        let kind = read.reading.kind.key().to_owned();
        let Some(draft) = read.reading.draft() else {
            let why = format!("it looks like {}", kind_words(&kind));
            return Err(Error::NothingToKeep { file, why });
        };
        let import = Import {
            id: ImportId::new((self.draw)()),
            file,
            sha256: read.sha256,
            kind,
            target,
            state: ImportState::Ready,
            draft,
            mapping: Mapping::default(),
            mends: Vec::new(),
            revision: 1,
            received: moment.now,
        };
        self.store.hold_import(&permit, moment.now, &import, &bytes).await?;
        Ok(import.id)
    }

    /// What a document seems to be for: a return, the newest round that asks the organisation; a
    /// plan, a plan named after the file.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, no round asks the organisation, or the file's name is no key.
    pub async fn target_of(
        &self,
        file: &str,
        bytes: &[u8],
        organisation: OrganisationCode,
    ) -> Result<Target, Error> {
        let read = read::document(file, bytes, None)?;
        if matches!(read.reading.proposal, Some(Proposal::Return(_))) {
            let rounds = self.rounds().await?;
            let asked = rounds.into_iter().find(|round| round.asked.contains(&organisation));
            let Some(round) = asked.map(|round| round.key) else {
                return Err(Error::Unknown { what: format!("no round asks {organisation}") });
            };
            return Ok(Target::Round { round, organisation });
        }
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let plan = stem.to_lowercase().replace(' ', "-").parse();
        let plan = plan.map_err(|error: NotACode| Error::Unknown { what: error.to_string() })?;
        Ok(Target::Plan { plan, organisation })
    }

    /// The documents that were brought in, newest first.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn imports(&self, actor: &Actor) -> Result<Vec<ImportLine>, Error> {
        let names = self.organisation_names().await?;
        let imports = self.store.imports(&sees(actor, Shelf::Imports)).await?;
        let line = |import: Import| ImportLine {
            organisation: crate::organisation::name_in(&names, import.target.organisation()),
            kind: kind_words(&import.kind).to_owned(),
            open: open_doubts(&import),
            doubts: import.draft.doubts.len(),
            id: import.id,
            file: import.file,
            state: import.state,
            received: import.received,
        };
        Ok(imports.into_iter().map(line).collect())
    }

    /// What a person may bring documents in for.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn targets(&self, actor: &Actor) -> Result<Targets, Error> {
        let may = |code: &OrganisationCode| permit(actor, Act::HoldImport, Some(code)).is_ok();
        let organisations = self.organisations().await?;
        let organisations = organisations.into_iter().filter(|body| may(&body.code)).collect();
        Ok(Targets { organisations, rounds: self.rounds().await? })
    }

    /// Saves answers for later.
    ///
    /// # Errors
    ///
    /// If the actor may not, there is no such import, or someone else changed it first.
    pub async fn mend(
        &self,
        actor: &Actor,
        moment: Moment,
        id: ImportId,
        revision: i64,
        mends: Vec<Mend>,
    ) -> Result<(), Error> {
        let import = self.import(actor, id).await?;
        let permit = permit(actor, Act::MendImport, Some(import.target.organisation()))?;
        self.store.mend_import(&permit, moment.now, (id, revision), &mends).await?;
        Ok(())
    }

    /// Confirms an import: what it says is kept, in one step.
    ///
    /// # Errors
    ///
    /// While a doubt that must be answered is open; if an answer does not fit, the document
    /// does not fit its round, something of that name is kept already, or someone changed it.
    pub async fn confirm(
        &self,
        actor: &Actor,
        moment: Moment,
        id: ImportId,
        revision: i64,
        mends: Vec<Mend>,
    ) -> Result<Kept, Error> {
        let import = self.import(actor, id).await?;
        let organisation = import.target.organisation();
        let permit = permit(actor, Act::SettleImport, Some(organisation))?;
        let framework = match &import.target {
            Target::Round { round, .. } => {
                Some(data::framework(&self.known_round(round).await?.framework)?)
            }
            Target::Plan { .. } => None,
        };
        let settled = match settle(import.draft.clone(), &mends, actor.person) {
            Ok(settled) => settled,
            Err(Unsettled::Open(doubts)) => return Err(Error::Doubtful(doubts)),
            Err(Unsettled::Mend(error)) => return Err(error.into()),
            Err(lost @ Unsettled::Lost { .. }) => {
                return Err(Error::NothingToKeep { file: import.file, why: lost.to_string() });
            }
        };
        let making = Making {
            import: &import,
            framework: framework.as_ref(),
            received: moment.today,
            draw: self.draw,
        };
        let commitment = commit(&settled, making)?;
        let kept = kept(&commitment);
        let mut revision = revision;
        if mends != import.mends {
            let mending = authority::permit(actor, Act::MendImport, Some(organisation))?;
            let seen = (id, revision);
            revision = self.store.mend_import(&mending, moment.now, seen, &mends).await?;
        }
        self.store.settle_import(&permit, moment.now, (id, revision), &commitment).await?;
        Ok(kept)
    }

    /// Puts an import aside; its document stays.
    ///
    /// # Errors
    ///
    /// If the actor may not, there is no such import, or someone else changed it first.
    pub async fn cancel(
        &self,
        actor: &Actor,
        moment: Moment,
        id: ImportId,
        revision: i64,
    ) -> Result<(), Error> {
        let import = self.import(actor, id).await?;
        let permit = permit(actor, Act::CancelImport, Some(import.target.organisation()))?;
        self.store.cancel_import(&permit, moment.now, (id, revision), "put aside").await?;
        Ok(())
    }

    /// The original document, byte for byte, with the name it had.
    ///
    /// # Errors
    ///
    /// If there is no such import, or it is not the actor's to see.
    pub async fn original(&self, actor: &Actor, id: ImportId) -> Result<(String, Vec<u8>), Error> {
        let import = self.import(actor, id).await?;
        let bytes = self.store.original(&sees(actor, Shelf::Imports), id).await?;
        Ok((import.file, bytes))
    }

    pub(crate) async fn import(&self, actor: &Actor, id: ImportId) -> Result<Import, Error> {
        Ok(self.store.import(&sees(actor, Shelf::Imports), id).await?)
    }

    pub(crate) async fn known_round(&self, key: &RoundKey) -> Result<Round, Error> {
        let rounds = self.rounds().await?;
        let known: Vec<String> = rounds.iter().map(|round| round.key.to_string()).collect();
        rounds.into_iter().find(|round| round.key == *key).ok_or_else(|| Error::Unknown {
            what: format!("“{key}” is not a round; there is {}", in_words(&known)),
        })
    }
}

/// The kinds of document, as people call them.
pub(crate) fn kind_words(key: &str) -> &'static str {
    match key {
        "audit_recommendations" => "audit recommendations",
        "action_plan" => "an action plan",
        "board_action_log" => "the action log of a board",
        "self_assessment" => "a self-assessment, of which nothing is imported for now",
        "logic_model" => "a logic model, of which nothing is imported for now",
        "planning_and_review_template" => "a blank form that nobody has filled in",
        "planning_and_review_return" => "a return",
        _ => "a document of a kind we do not know",
    }
}

/// A list as people write it: "none", "a", "a and b", "a, b and c".
pub(crate) fn in_words(items: &[String]) -> String {
    match items {
        [] => "none".to_owned(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Doubts that must be answered and are not.
pub(crate) fn open_doubts(import: &Import) -> usize {
    let answered = |about| import.mends.iter().any(|mend| mend.about == about);
    let must = |doubt: &&programme::draft::Doubt| {
        doubt.severity == Severity::MustMend && !answered(doubt.about)
    };
    import.draft.doubts.iter().filter(must).count()
}

/// Numbers a noun: "1 action", "26 actions".
pub(crate) fn number(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// What a proposal holds, in words: "26 actions".
pub(crate) fn holds(proposal: &Proposal) -> String {
    match proposal {
        Proposal::Plan(plan) => match (plan.recommendations.len(), plan.actions.len()) {
            (0, actions) => number(actions, "action"),
            (recommendations, 0) => number(recommendations, "recommendation"),
            (recommendations, actions) => {
                format!(
                    "{} and {}",
                    number(recommendations, "recommendation"),
                    number(actions, "action")
                )
            }
        },
        Proposal::Return(made) => {
            let rows: usize = made.reviews.iter().map(|review| review.rows.len()).sum();
            match (made.objectives.len(), rows) {
                (objectives, 0) => number(objectives, "objective"),
                (objectives, rows) => {
                    format!(
                        "{} and {}",
                        number(objectives, "objective"),
                        number(rows, "progress report")
                    )
                }
            }
        }
    }
}

fn kept(commitment: &Commitment) -> Kept {
    if let Some((plan, recommendations, actions)) = commitment.plan() {
        let what = match (recommendations.len(), actions.len()) {
            (0, n) => number(n, "action"),
            (n, 0) => number(n, "recommendation"),
            (n, m) => format!("{} and {}", number(n, "recommendation"), number(m, "action")),
        };
        return Kept {
            title: plan.title.clone(),
            link: format!("/plans/{}", plan.key),
            says: format!("{what} kept in the plan {}", plan.key),
        };
    }
    commitment.submission().map_or_else(
        || Kept { title: String::new(), link: "/".to_owned(), says: String::new() },
        |(submission, objectives)| Kept {
            title: submission.who.organisation.clone(),
            link: format!("/submissions/{}", submission.id),
            says: format!(
                "{} kept in the return to {}",
                number(objectives.len(), "objective"),
                submission.round
            ),
        },
    )
}
