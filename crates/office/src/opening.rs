//! Rounds are prepared, opened and closed; opening one gives everybody it asks a return, with what
//! is known already.

use authority::{Act, Actor, permit};
use intake::outgoing::Prefill;
use jiff::civil::Date;
use programme::answer::{Answer, Said};
use programme::code::{OrganisationCode, RoundKey};
use programme::id::{AnswerId, SubmissionId};
use programme::objective::ProposedObjective;
use programme::origin::Origin;
use programme::round::{Round, RoundKind, RoundState};
use programme::submission::{ProposedProgress, Submission, SubmissionState};

use crate::round::ReturnLine;
use crate::{Error, Moment, Office};

/// A round that is being prepared, with the revision seen of it: none for a new one.
#[derive(Clone, Debug)]
pub struct Preparing {
    /// The round as it is to be.
    pub round: Round,
    /// The revision that was seen.
    pub seen: Option<i64>,
}

impl Office {
    /// Adds a round, or changes it. In one that is open, everybody it asks has a return. The files
    /// that were attached to it on its pages stay, and so do its own words where none are given.
    ///
    /// # Errors
    ///
    /// If the actor may not, its framework is not one we have, or a body it asks is not known.
    pub async fn keep_round(
        &self,
        actor: &Actor,
        moment: Moment,
        round: &Round,
    ) -> Result<(), Error> {
        let permit = permit(actor, Act::KeepRound, None)?;
        self.must_fit(round).await?;
        let round = self.with_what_pages_gave_it(round).await?;
        let revision = self.store.keep_round(&permit, moment.now, &round).await?;
        if round.state == RoundState::Open {
            self.fan_out(actor, moment, (&round, revision)).await?;
        }
        Ok(())
    }

    /// A round as a file names it, with the files that were attached to the one of its key, whose
    /// bytes are here and not where the file is written, and the words that were typed for it.
    async fn with_what_pages_gave_it(&self, round: &Round) -> Result<Round, Error> {
        let before = match self.store.round(&round.key).await {
            Ok(kept) => kept.noun,
            Err(store::Error::NotFound) => Round { guidance: Vec::new(), ..round.clone() },
            Err(error) => return Err(error.into()),
        };
        let mut guidance = round.guidance.clone();
        guidance.retain(|one| one.file().is_none());
        guidance.extend(before.guidance.into_iter().filter(|one| one.file().is_some()));
        let own = [&round.questions, &before.questions].into_iter().find(|own| !own.is_empty());
        let questions = own.cloned().unwrap_or_default();
        Ok(Round { guidance, questions, ..round.clone() })
    }

    /// Keeps a draft of a round, or a change of one: what an open round asks for may change, and
    /// whom it asks may only grow.
    ///
    /// # Errors
    ///
    /// If the actor may not, it does not hold together, a round of that key is there already, it is
    /// closed, someone changed it first, or it would ask fewer than it has asked.
    pub async fn prepare_round(
        &self,
        actor: &Actor,
        moment: Moment,
        Preparing { round, seen }: Preparing,
    ) -> Result<(), Error> {
        let permit = permit(actor, Act::KeepRound, None)?;
        self.must_fit(&round).await?;
        round.makes_sense()?;
        let round = if seen.is_none() {
            if self.store.round(&round.key).await.is_ok() {
                let what = format!("a round called {} is there already", round.key);
                return Err(Error::AlreadyKept { what });
            }
            Round { state: RoundState::Draft, ..round }
        } else {
            let before = self.store.round(&round.key).await?.noun;
            before.must_change()?;
            let dropped = before.asked.iter().find(|code| !round.asked.contains(code));
            if let Some(code) = dropped
                && before.state != RoundState::Draft
            {
                let what = format!(
                    "{} has been asked, and cannot be left out of an open round",
                    self.organisation_name(code).await?
                );
                return Err(Error::NotNow { what });
            }
            Round { state: before.state, closed_because: before.closed_because, ..round }
        };
        let revision = self.store.change_round(&permit, moment.now, &round, seen).await?;
        if round.state == RoundState::Open {
            self.fan_out(actor, moment, (&round, revision)).await?;
        }
        Ok(())
    }

    /// Opens a draft: everybody it asks has a return from now on. Opened twice, it is opened once.
    ///
    /// # Errors
    ///
    /// If the actor may not, there is no such round, it is no draft, or someone changed it first.
    pub async fn open_round(
        &self,
        actor: &Actor,
        moment: Moment,
        key: &RoundKey,
        seen: i64,
    ) -> Result<usize, Error> {
        permit(actor, Act::OpenRound, None)?;
        let round = self.known_round(key).await?.open()?;
        self.fan_out(actor, moment, (&round, seen)).await
    }

    /// Closes a round, for a reason where returns are not accepted.
    ///
    /// # Errors
    ///
    /// If the actor may not, there is no such round, it is not open, returns are unseen and no
    /// reason is given, or someone changed it first.
    pub async fn close_round(
        &self,
        actor: &Actor,
        moment: Moment,
        (key, seen): (&RoundKey, i64),
        because: &str,
    ) -> Result<(), Error> {
        let permit = permit(actor, Act::CloseRound, None)?;
        let unseen = self.unseen(actor, key, moment.today).await?.len();
        let round = self.known_round(key).await?.close(unseen, because)?;
        self.store.change_round(&permit, moment.now, &round, Some(seen)).await?;
        Ok(())
    }

    /// The returns to a round that are not accepted on a day.
    ///
    /// # Errors
    ///
    /// If there is no such round.
    pub async fn unseen(
        &self,
        actor: &Actor,
        key: &RoundKey,
        day: Date,
    ) -> Result<Vec<ReturnLine>, Error> {
        let page = self.round(actor, key, day).await?;
        let unseen = |line: &ReturnLine| line.state != SubmissionState::Accepted;
        Ok(page.returns.into_iter().filter(unseen).collect())
    }

    /// A round with the revision of it that is there.
    ///
    /// # Errors
    ///
    /// If there is no such round.
    pub async fn round_to_change(&self, key: &RoundKey) -> Result<Preparing, Error> {
        let kept = self.store.round(key).await?;
        Ok(Preparing { round: kept.noun, seen: Some(kept.revision) })
    }

    async fn must_fit(&self, round: &Round) -> Result<(), Error> {
        crate::question::must_fit(round)?;
        self.round_framework(&round.framework).await?;
        for code in &round.asked {
            self.known_organisation(code).await?;
        }
        Ok(())
    }

    /// Gives everybody a round asks a return, with what is known; answers for how many that was.
    async fn fan_out(
        &self,
        actor: &Actor,
        moment: Moment,
        (round, seen): (&Round, i64),
    ) -> Result<usize, Error> {
        let permit = permit(actor, Act::OpenRound, None)?;
        let mut returns = Vec::new();
        for code in &round.asked {
            let prefill = self.prefill(actor, round.clone(), code).await?;
            returns.push(self.blank(round, code, &prefill));
        }
        self.store.open_round(&permit, moment.now, (round, seen), &returns).await?;
        Ok(returns.len())
    }

    /// A return in which nobody has written yet, and what it begins with.
    fn blank(
        &self,
        round: &Round,
        code: &OrganisationCode,
        prefill: &Prefill,
    ) -> (Submission, Vec<Answer>) {
        let submission = Submission {
            id: SubmissionId::new((self.draw)()),
            round: round.key.clone(),
            organisation: code.clone(),
            state: SubmissionState::NotStarted,
            who: prefill.who.clone(),
            reviews: Vec::new(),
            received: None,
            because: String::new(),
            signed_off: None,
            origin: Origin::Typed,
        };
        let answers = (1..).zip(known(round.kind, prefill)).map(|(position, said)| Answer {
            id: AnswerId::new((self.draw)()),
            submission: submission.id,
            organisation: code.clone(),
            position,
            said,
        });
        let answers = answers.collect();
        (submission, answers)
    }
}

/// What a return begins with: who was who, and the promises that go on; in a review, a row for the
/// progress of each.
fn known(kind: RoundKind, prefill: &Prefill) -> Vec<Said> {
    let mut who = prefill.who.clone();
    if who.organisation.is_empty() {
        who.organisation.clone_from(&prefill.organisation);
    }
    let carried = prefill.objectives.iter().map(|carried| {
        let promise = &carried.promise;
        match kind {
            RoundKind::Planning => Said::Objective(ProposedObjective {
                identity: None,
                carries_on: Some(carried.id),
                new: false,
                place: String::new(),
                ..promise.clone()
            }),
            RoundKind::Review => Said::Progress(ProposedProgress {
                theme: promise.stands_under(),
                objective: promise.objective.clone(),
                about: Some(carried.id),
                ..ProposedProgress::default()
            }),
        }
    });
    std::iter::once(Said::Who(who)).chain(carried).collect()
}
