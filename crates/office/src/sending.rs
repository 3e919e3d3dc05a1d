//! Sending a return: what stands in it is what its body promises from then on.

use authority::policy::Shelf;
use authority::{Act, Actor, permit, sight};
use programme::answer::{Answer, ReviewNumber, assembled};
use programme::commitment::{Making, Returned, Source, commit};
use programme::draft::{Account, Draft, Proposal, settle};
use programme::id::{By, SubmissionId};
use programme::import::Target;
use programme::objective::Objective;
use programme::origin::Origin;
use programme::person::Role;
use programme::round::RoundKind;
use programme::submission::Submission;
use store::{AsAt, WhichInsights, WhichObjectives, WhichSubmissions};

use crate::filling::Filling;
use crate::office::sees;
use crate::region::desk;
use crate::{Error, Moment, Office};

impl Office {
    /// Sends a return: what stands in it is what its body promises from now on. Sent twice, it is
    /// sent once.
    ///
    /// # Errors
    ///
    /// If the actor may not, there is no such return, its round is closed, something in it is
    /// missing, it was sent already, or someone wrote in it since it was seen.
    pub async fn submit(
        &self,
        actor: &Actor,
        moment: Moment,
        (id, seen): (SubmissionId, i64),
    ) -> Result<(), Error> {
        let filling = self.filling(actor, id).await?;
        let organisation = &filling.submission.organisation;
        let permit = permit(actor, Act::SubmitSubmission, Some(organisation))?;
        filling.must_take_answers()?;
        if filling.revision != seen {
            return Err(Error::Changed);
        }
        if let Some(first) = filling.missing().into_iter().next() {
            return Err(Error::Unknown { what: first.says });
        }
        let returned = self.returned(&filling.submission, &filling).await?;
        let answers: Vec<Answer> =
            filling.answers.iter().map(|(answer, _)| answer.clone()).collect();
        let draft = Draft {
            proposal: Proposal::Return(assembled(&answers, self.review_number(&filling).await?)),
            doubts: Vec::new(),
            account: Account::default(),
            columns: Vec::new(),
        };
        let settled = settle(draft, &[], actor.by);
        let settled = settled.map_err(|error| Error::Unknown { what: error.to_string() })?;
        let origin = match actor.by {
            By::Person(_) => Origin::Typed,
            By::Link(link) => Origin::Link { link },
        };
        let earlier: Vec<Objective> =
            filling.earlier.values().map(|earlier| earlier.objective.clone()).collect();
        let making = Making {
            source: Source::Answers { submission: &filling.submission, origin: &origin },
            framework: Some(&filling.framework),
            standing: None,
            returned: Some(&returned),
            earlier: &earlier,
            received: moment.today,
            draw: self.draw,
        };
        let commitment = commit(&settled, making)?;
        Ok(self.store.submit(&permit, moment.now, &commitment).await?)
    }

    /// Which form of its cycle a return is: 2 for the first review since the newest planning round.
    async fn review_number(&self, filling: &Filling) -> Result<ReviewNumber, Error> {
        let mut rounds = self.rounds().await?;
        rounds.retain(|round| round.opens <= filling.round.opens);
        rounds.sort_by_key(|round| round.opens);
        let since = rounds.iter().rev().take_while(|round| round.kind == RoundKind::Review);
        let reviews = u8::try_from(since.count()).unwrap_or(u8::MAX);
        Ok(ReviewNumber(1_u8.saturating_add(reviews.max(1))))
    }

    /// A return as it stands: what it promised and said when it was last sent.
    async fn returned(
        &self,
        submission: &Submission,
        filling: &Filling,
    ) -> Result<Returned, Error> {
        let everything = sight(&desk(Role::ProgrammeOffice), Shelf::Promises);
        let id = Some(submission.id);
        let which = WhichObjectives { submission: id, ..WhichObjectives::default() };
        let objectives = self.store.objectives(&everything, &which, AsAt::Now).await?;
        let which = WhichInsights { submission: id, ..WhichInsights::default() };
        let insights = self.store.insights(&everything, &which, AsAt::Now).await?;
        let own = insights.into_iter().filter(|kept| kept.noun.submission == submission.id);
        Ok(Returned {
            submission: (submission.clone(), filling.revision),
            objectives: objectives.into_iter().map(|kept| (kept.noun, kept.revision)).collect(),
            insights: own.map(|kept| (kept.noun, kept.revision)).collect(),
            answers: filling.answers.clone(),
        })
    }

    /// The return that a document is for, as it stands, where the round has one of that body.
    pub(crate) async fn returned_to(
        &self,
        actor: &Actor,
        target: &Target,
    ) -> Result<Option<Returned>, Error> {
        let Target::Round { round, organisation } = target else { return Ok(None) };
        let which = WhichSubmissions {
            round: Some(round.clone()),
            organisation: Some(organisation.clone()),
        };
        let sight = sees(actor, Shelf::Promises);
        let found = self.store.submissions(&sight, &which, AsAt::Now).await?.pop();
        let Some(kept) = found else { return Ok(None) };
        let filling = self.filling(actor, kept.noun.id).await?;
        Ok(Some(self.returned(&kept.noun, &filling).await?))
    }
}
