//! Rounds and their returns: who has answered, and who has not.

use authority::policy::Shelf;
use authority::{Act, Actor, Sight, permit};
use jiff::civil::Date;
use programme::code::{OrganisationCode, RoundKey};
use programme::id::SubmissionId;
use programme::insight::Insight;
use programme::round::Round;
use programme::submission::{Submission, SubmissionState};
use store::{AsAt, Kept, WhichInsights, WhichObjectives, WhichSubmissions};

use crate::journal::name;
use crate::judging::{May, may};
use crate::objective::ObjectiveLine;
use crate::office::{as_at, sees};
use crate::organisation::name_in;
use crate::{Error, Office};

/// A round and where its returns stand.
#[derive(Clone, Debug)]
pub struct RoundPage {
    /// The round.
    pub round: Round,
    /// The title of its framework.
    pub framework: String,
    /// One line for each body asked, in the order asked.
    pub returns: Vec<ReturnLine>,
}

/// Where one body's return stands.
#[derive(Clone, Debug)]
pub struct ReturnLine {
    /// The body.
    pub organisation: String,
    /// Its code.
    pub code: OrganisationCode,
    /// Its return, if there is one that may be seen.
    pub submission: Option<SubmissionId>,
    /// Where its return stands.
    pub state: SubmissionState,
    /// Whether its sponsor has signed it off.
    pub signed_off: bool,
    /// The day it came in, if it has.
    pub received: Option<Date>,
    /// Days past the due date: of its coming in, or so far.
    pub days_late: i32,
    /// How many objectives it holds.
    pub objectives: usize,
    /// Whether this person may bring its return in, and so may have its form.
    pub may_return: bool,
}

/// A submission and what it promises.
#[derive(Clone, Debug)]
pub struct SubmissionPage {
    /// The submission.
    pub submission: Submission,
    /// Whose it is.
    pub organisation: String,
    /// The title of its round.
    pub round_title: String,
    /// Its objectives, in the framework's order.
    pub objectives: Vec<ObjectiveLine>,
    /// Its challenges, support needs and lessons.
    pub insights: Vec<Insight>,
    /// The revision shown.
    pub revision: i64,
    /// What this person may do with it now.
    pub may: May,
    /// Who signed it off, by name.
    pub signed_off_by: Option<String>,
}

impl ReturnLine {
    /// Whether it has come in.
    pub fn is_in(&self) -> bool {
        self.received.is_some()
    }
}

impl Office {
    /// Every round, newest first.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn rounds(&self) -> Result<Vec<Round>, Error> {
        let kept = self.store.rounds(AsAt::Now).await?;
        Ok(kept.into_iter().map(|kept| kept.noun).collect())
    }

    /// The rounds there were on a day, newest first, as they stood on it. One of which we were
    /// told later was there from the day on which it opened.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn rounds_at(&self, day: Date) -> Result<Vec<Round>, Error> {
        let then = self.store.rounds(AsAt::Day(day)).await?;
        let mut rounds = self.rounds().await?;
        rounds.retain_mut(|round| match then.iter().find(|kept| kept.noun.key == round.key) {
            Some(kept) => {
                round.clone_from(&kept.noun);
                true
            }
            None => round.opens <= day,
        });
        Ok(rounds)
    }

    /// A round, and where its returns stand on a day.
    ///
    /// # Errors
    ///
    /// If there is no such round.
    pub async fn round(
        &self,
        actor: &Actor,
        key: &RoundKey,
        day: Date,
    ) -> Result<RoundPage, Error> {
        let as_at = AsAt::Day(day);
        let round = match self.store.round_at(key, as_at).await {
            Ok(kept) => kept.noun,
            Err(store::Error::NotFound) => self.known_round(key).await?,
            Err(error) => return Err(error.into()),
        };
        let names = self.organisation_names().await?;
        let sight = sees(actor, Shelf::Promises);
        let which = WhichSubmissions { round: Some(key.clone()), ..WhichSubmissions::default() };
        let submissions = self.store.submissions(&sight, &which, as_at).await?;
        let which = WhichObjectives { round: Some(key.clone()), ..WhichObjectives::default() };
        let objectives = self.store.objectives(&sight, &which, as_at).await?;
        let line = |code: &OrganisationCode| {
            let made = submissions.iter().map(|kept| &kept.noun).find(|s| s.organisation == *code);
            let state = made.map_or(SubmissionState::NotStarted, |made| made.state);
            let received = made.and_then(|made| made.received).filter(|_| state.is_in());
            let own = objectives.iter().filter(|kept| kept.noun.organisation == *code);
            ReturnLine {
                organisation: name_in(&names, code),
                code: code.clone(),
                submission: made.map(|submission| submission.id),
                state,
                signed_off: made.is_some_and(|made| made.signed_off.is_some()),
                received,
                days_late: round.days_late(received.unwrap_or(day)),
                objectives: own.count(),
                may_return: permit(actor, Act::HoldImport, Some(code)).is_ok(),
            }
        };
        let returns = round.asked.iter().map(line).collect();
        Ok(RoundPage { framework: self.framework(&round.framework).await?.title, returns, round })
    }

    /// A submission, and what it promises. One that a body sent and left is there for the one that
    /// follows it.
    ///
    /// # Errors
    ///
    /// If there is no such submission, or it is not the actor's to see.
    pub async fn submission(
        &self,
        actor: &Actor,
        id: SubmissionId,
        at: Option<Date>,
    ) -> Result<SubmissionPage, Error> {
        let own = &sees(actor, Shelf::Promises);
        let find = move |sight: Sight| async move {
            let kept = self.store.submission_at(&sight, id, as_at(at)).await?;
            // What was never sent promises nothing, and stays with the body that writes it.
            if kept.noun.state.is_in() || sight == *own { Ok(kept) } else { Err(Error::NotFound) }
        };
        let (kept, sight) = self.found_to_read(actor, find).await?;
        self.submission_page(actor, kept, &sight, at).await
    }

    /// What a submission shows to whoever has that sight of it.
    pub(crate) async fn submission_page(
        &self,
        actor: &Actor,
        kept: Kept<Submission>,
        sight: &Sight,
        at: Option<Date>,
    ) -> Result<SubmissionPage, Error> {
        let Kept { noun: submission, revision, .. } = kept;
        let which =
            WhichObjectives { submission: Some(submission.id), ..WhichObjectives::default() };
        let objectives = self.objective_lines(sight, &which, as_at(at)).await?;
        let which = WhichInsights { submission: Some(submission.id), ..WhichInsights::default() };
        let insights = self.store.insights(sight, &which, as_at(at)).await?;
        let round = self.known_round(&submission.round).await?;
        let names = self.names().await?;
        let signed_off_by = submission.signed_off.map(|one| name(&names, &one.by.to_string()));
        Ok(SubmissionPage {
            organisation: self.organisation_name(&submission.organisation).await?,
            insights: insights.into_iter().map(|kept| kept.noun).collect(),
            may: if at.is_some() { May::default() } else { may(actor, &submission, &round) },
            round_title: round.title,
            objectives,
            revision,
            signed_off_by,
            submission,
        })
    }
}
