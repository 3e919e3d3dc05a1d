//! What is done with a return once it is sent: its sponsor signs it off, the programme office sends
//! it back, accepts it, or opens it again.

use std::collections::BTreeSet;

use authority::policy::Shelf;
use authority::{Act, Actor, permit};
use programme::id::{By, SubmissionId};
use programme::round::{Round, RoundState, SignOffRule};
use programme::submission::{SignOff, Step, Submission};

use crate::office::sees;
use crate::{Error, Moment, Office};

/// What a person may do with a return as it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct May {
    steps: BTreeSet<Step>,
    link: bool,
}

impl May {
    /// Whether they may take this step with it.
    pub fn take(&self, step: Step) -> bool {
        self.steps.contains(&step)
    }

    /// Whether they may make links to it, and end them.
    pub fn link(&self) -> bool {
        self.link
    }
}

/// What an actor may do with a return to a round, as both stand.
pub(crate) fn may(actor: &Actor, submission: &Submission, round: &Round) -> May {
    let of = Some(&submission.organisation);
    let open = round.state == RoundState::Open;
    let signed = submission.signed_off.is_some() || round.sign_off == SignOffRule::NotNeeded;
    let can = |step: &Step| {
        let in_time = match step {
            Step::Answer | Step::Submit | Step::AskChanges | Step::Reopen => open,
            Step::SignOff => submission.signed_off.is_none(),
            Step::Accept => signed,
        };
        in_time && submission.state.after(*step).is_ok() && permit(actor, act_of(*step), of).is_ok()
    };
    let steps: BTreeSet<Step> = Step::ALL.into_iter().filter(can).collect();
    let link = steps.contains(&Step::Answer) && permit(actor, Act::MakeLink, of).is_ok();
    May { steps, link }
}

impl Office {
    /// Takes a step with a return that was sent. The reason is what its body reads.
    ///
    /// # Errors
    ///
    /// If the actor may not, there is no such return, it cannot take that step, it would take
    /// answers again in a round that is closed, a reason is needed and none is given, a sponsor has
    /// not signed it off where the round says so, or someone changed it first.
    pub async fn judge(
        &self,
        actor: &Actor,
        moment: Moment,
        (id, seen): (SubmissionId, i64),
        step: Step,
        reason: &str,
    ) -> Result<(), Error> {
        let submission = self.store.submission(&sees(actor, Shelf::Promises), id).await?.noun;
        if matches!(step, Step::Answer | Step::Submit) {
            return Err(Error::NotFound);
        }
        let permit = permit(actor, act_of(step), Some(&submission.organisation))?;
        submission.state.after(step)?;
        let round = self.known_round(&submission.round).await?;
        let reason = reason.trim();
        let asks = matches!(step, Step::AskChanges | Step::Reopen);
        if asks {
            round.must_take_answers()?;
        }
        if asks && reason.is_empty() {
            let what = "Say why, in words that its body can act on".to_owned();
            return Err(Error::Unknown { what });
        }
        let unsigned = submission.signed_off.is_none() && round.sign_off == SignOffRule::Needed;
        if step == Step::Accept && unsigned {
            let what = "its executive sponsor has not signed it off yet".to_owned();
            return Err(Error::NotNow { what });
        }
        let signed_off = match (step, actor.by) {
            (Step::SignOff, By::Person(by)) => Some(SignOff { by, on: moment.today }),
            (Step::AskChanges | Step::Reopen, _) => None,
            (Step::SignOff | Step::Accept | Step::Answer | Step::Submit, _) => {
                submission.signed_off
            }
        };
        let because = if asks { reason.to_owned() } else { submission.because.clone() };
        let after = Submission { signed_off, because, ..submission };
        self.store.move_submission(&permit, moment.now, (step, seen), &after, reason).await?;
        Ok(())
    }
}

fn act_of(step: Step) -> Act {
    match step {
        Step::Answer => Act::AnswerSubmission,
        Step::Submit => Act::SubmitSubmission,
        Step::SignOff => Act::SignOffSubmission,
        Step::AskChanges => Act::AskChanges,
        Step::Accept => Act::AcceptSubmission,
        Step::Reopen => Act::ReopenSubmission,
    }
}
