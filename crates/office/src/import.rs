//! Imports: a document comes in, is read, waits for a person, and is confirmed.

use authority::policy::Shelf;
use authority::{Act, Actor, permit};
use jiff::Timestamp;
use programme::code::{NotACode, OrganisationCode, RoundKey};
use programme::draft::{Draft, Proposal, Severity};
use programme::id::ImportId;
use programme::import::{Import, ImportState, Target};
use programme::mapping::Mapping;
use programme::organisation::Organisation;
use programme::plan::{PlanKind, ProposedPlan};
use programme::round::Round;

use crate::office::sees;
use crate::{Error, Moment, Office, read};

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
    /// Doubts that nobody has answered yet.
    pub unanswered: usize,
    /// When it came in.
    pub received: Timestamp,
}

/// What a person may bring documents in for.
#[derive(Clone, Debug)]
pub struct Targets {
    /// For these organisations.
    pub organisations: Vec<Organisation>,
    /// In answer to these rounds, which are not closed.
    pub rounds: Vec<Round>,
}

impl Office {
    /// Reads a document and holds what it says for a person to review.
    ///
    /// # Errors
    ///
    /// If the actor may not, the file cannot be read, it holds nothing to keep, the round is
    /// not known or closed, or the same document is held already.
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
                round.must_take_answers()?;
                Some(round.framework)
            }
            Target::Plan { .. } => None,
        };
        self.known_organisation(target.organisation()).await?;
        let (read, mapping) =
            self.read_as_remembered(actor, &file, &bytes, framework.as_ref(), &target).await?;
        let kind = read.reading.kind.key().to_owned();
        let Some((state, draft)) = to_hold(&read.reading, &target) else {
            let why = format!("it looks like {}", kind_words(&kind));
            return Err(Error::NothingToKeep { file, why });
        };
        let import = Import {
            id: ImportId::new((self.draw)()),
            file,
            sha256: read.sha256,
            kind,
            target,
            state,
            draft,
            mapping,
            mends: Vec::new(),
            decisions: Vec::new(),
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
        let read = read::document(file, bytes, None, &Mapping::default())?;
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
            unanswered: import.unanswered().count(),
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
        let rounds = self.rounds().await?.into_iter();
        let rounds = rounds.filter(|round| round.must_take_answers().is_ok()).collect();
        Ok(Targets { organisations, rounds })
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
        let sight = sees(actor, Shelf::Imports);
        let file = self.store.import_file(&sight, id).await?;
        Ok((file, self.store.original(&sight, id).await?))
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
    import.unanswered().filter(|(_, doubt)| doubt.severity == Severity::MustMend).count()
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
                (0, rows) => number(rows, "progress report"),
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

/// The state in which a reading is held, and its draft. A table that nobody knows is held too, as
/// received, so that a person can say which of its columns is what.
pub(crate) fn to_hold(
    reading: &intake::Reading,
    target: &Target,
) -> Option<(ImportState, Draft<Proposal>)> {
    if let Some(draft) = reading.draft() {
        return Some((ImportState::Ready, draft));
    }
    let is_plan = matches!(target, Target::Plan { .. });
    let could_be = reading.kind == intake::Kind::Unknown && !reading.columns.is_empty();
    (is_plan && could_be).then(|| {
        let proposal = Proposal::Plan(ProposedPlan {
            kind: PlanKind::ActionPlan,
            title: reading.document.title.clone(),
            as_of: reading.document.as_of.clone(),
            working: reading.document.working,
            recommendations: Vec::new(),
            actions: Vec::new(),
        });
        let (doubts, account) = (reading.doubts.clone(), reading.account.clone());
        let draft = Draft { proposal, doubts, account, columns: reading.columns.clone() };
        (ImportState::Received, draft)
    })
}
