//! Rounds and their returns: who has answered, and who has not.

use authority::policy::Shelf;
use authority::{Act, Actor, permit};
use jiff::civil::Date;
use programme::code::{OrganisationCode, RoundKey};
use programme::id::SubmissionId;
use programme::round::Round;
use programme::submission::Submission;
use store::{AsAt, WhichObjectives, WhichSubmissions};

use crate::objective::{ObjectiveFilter, ObjectiveLine};
use crate::office::sees;
use crate::organisation::name_in;
use crate::{Error, Moment, Office};

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
    /// Its submission, if it is in and may be seen.
    pub submission: Option<SubmissionId>,
    /// The day it came in.
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
}

impl Office {
    /// Adds a round, or changes it.
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
        self.round_framework(&round.framework).await?;
        for code in &round.asked {
            self.known_organisation(code).await?;
        }
        self.store.keep_round(&permit, moment.now, round).await?;
        Ok(())
    }

    /// Every round, newest first.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn rounds(&self) -> Result<Vec<Round>, Error> {
        let kept = self.store.rounds().await?;
        Ok(kept.into_iter().map(|kept| kept.noun).collect())
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
        let round = self.known_round(key).await?;
        let names = self.organisation_names().await?;
        let sight = sees(actor, Shelf::Promises);
        let as_at = AsAt::Day(day);
        let which = WhichSubmissions { round: Some(key.clone()), ..WhichSubmissions::default() };
        let submissions = self.store.submissions(&sight, &which, as_at).await?;
        let which = WhichObjectives { round: Some(key.clone()), ..WhichObjectives::default() };
        let objectives = self.store.objectives(&sight, &which, as_at).await?;
        let line = |code: &OrganisationCode| {
            let made = submissions.iter().map(|kept| &kept.noun).find(|s| s.organisation == *code);
            let came = made.map_or(day, |submission| submission.received);
            let late = round.due.until(came).map_or(0, |span| span.get_days()).max(0);
            let own = objectives.iter().filter(|kept| kept.noun.organisation == *code);
            ReturnLine {
                organisation: name_in(&names, code),
                code: code.clone(),
                submission: made.map(|submission| submission.id),
                received: made.map(|submission| submission.received),
                days_late: late,
                objectives: own.count(),
                may_return: permit(actor, Act::HoldImport, Some(code)).is_ok(),
            }
        };
        let returns = round.asked.iter().map(line).collect();
        Ok(RoundPage { framework: self.framework(&round.framework).await?.title, returns, round })
    }

    /// A submission, and what it promises.
    ///
    /// # Errors
    ///
    /// If there is no such submission, or it is not the actor's to see.
    pub async fn submission(
        &self,
        actor: &Actor,
        id: SubmissionId,
    ) -> Result<SubmissionPage, Error> {
        let submission = self.store.submission(&sees(actor, Shelf::Promises), id).await?.noun;
        let all = self.objectives(actor, &ObjectiveFilter::default(), None).await?;
        let objectives = all.into_iter().filter(|line| line.submission == id).collect();
        let round_title = self.known_round(&submission.round).await?.title;
        let organisation = self.organisation_name(&submission.organisation).await?;
        Ok(SubmissionPage { submission, organisation, round_title, objectives })
    }
}
