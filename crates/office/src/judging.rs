//! What is done with a return once it is sent: its sponsor signs it off, the programme office sends
//! it back, accepts it, or opens it again.

use authority::policy::Shelf;
use authority::{Act, Actor, permit};
use programme::id::{By, SubmissionId};
use programme::round::{Round, RoundState, SignOffRule};
use programme::submission::{SignOff, Step, Submission};

use crate::office::sees;
use crate::{Error, Moment, Office};

/// What a person may do with a return as it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct May {
    /// Write in it.
    pub answer: bool,
    /// Send it.
    pub submit: bool,
    /// Sign it off.
    pub sign_off: bool,
    /// Send it back.
    pub ask_changes: bool,
    /// Accept it.
    pub accept: bool,
    /// Open it again.
    pub reopen: bool,
    /// Make links to it, and end them.
    pub link: bool,
}

/// What an actor may do with a return to a round, as both stand.
pub(crate) fn may(actor: &Actor, submission: &Submission, round: &Round) -> May {
    let can = |act, step| {
        let of = Some(&submission.organisation);
        permit(actor, act, of).is_ok() && submission.state.after(step).is_ok()
    };
    let open = round.state == RoundState::Open;
    let signed = submission.signed_off.is_some() || round.sign_off == SignOffRule::NotNeeded;
    May {
        answer: open && can(Act::AnswerSubmission, Step::Answer),
        submit: open && can(Act::SubmitSubmission, Step::Submit),
        sign_off: can(Act::SignOffSubmission, Step::SignOff) && submission.signed_off.is_none(),
        ask_changes: open && can(Act::AskChanges, Step::AskChanges),
        accept: can(Act::AcceptSubmission, Step::Accept) && signed,
        reopen: open && can(Act::ReopenSubmission, Step::Reopen),
        link: open && can(Act::MakeLink, Step::Answer),
    }
}

impl Office {
    /// Takes a step with a return that was sent. The reason is what its body reads.
    ///
    /// # Errors
    ///
    /// If the actor may not, there is no such return, it cannot take that step, a reason is needed
    /// and none is given, a sponsor has not signed it off where the round says so, or someone
    /// changed it first.
    pub async fn judge(
        &self,
        actor: &Actor,
        moment: Moment,
        (id, seen): (SubmissionId, i64),
        step: Step,
        reason: &str,
    ) -> Result<(), Error> {
        let submission = self.store.submission(&sees(actor, Shelf::Promises), id).await?.noun;
        let permit = permit(actor, act_of(step)?, Some(&submission.organisation))?;
        submission.state.after(step)?;
        let round = self.known_round(&submission.round).await?;
        let reason = reason.trim();
        let asks = matches!(step, Step::AskChanges | Step::Reopen);
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

fn act_of(step: Step) -> Result<Act, Error> {
    match step {
        Step::SignOff => Ok(Act::SignOffSubmission),
        Step::AskChanges => Ok(Act::AskChanges),
        Step::Accept => Ok(Act::AcceptSubmission),
        Step::Reopen => Ok(Act::ReopenSubmission),
        Step::Answer | Step::Submit => Err(Error::NotFound),
    }
}
