//! The form of a round, filled in for one organisation with what is known: who is who, the
//! objectives it carries on, and what was said of each last time.

use authority::policy::Shelf;
use authority::{Act, Actor, permit};
use intake::outgoing::{Carried, Prefill};
use programme::code::{OrganisationCode, RoundKey};
use programme::objective::Objective;
use programme::round::{Round, RoundKind};
use programme::submission::{ProposedProgress, Submission};
use programme::wording::alike_but_for_capitals;
use store::{AsAt, WhichObjectives, WhichSubmissions};

use crate::export::Export;
use crate::office::sees;
use crate::{Error, Office};

impl Office {
    /// The form of a round for one organisation, as a Word document to be filled in and sent
    /// back. The same form is the same bytes until something it is filled in with changes.
    ///
    /// # Errors
    ///
    /// If there is no such round, it does not ask that organisation, or the actor may not bring
    /// in its returns.
    pub async fn form(
        &self,
        actor: &Actor,
        round: &RoundKey,
        organisation: &OrganisationCode,
    ) -> Result<Export, Error> {
        // Who may bring a return in may have its form.
        permit(actor, Act::HoldImport, Some(organisation))?;
        let round = self.known_round(round).await?;
        if !round.asked.contains(organisation) {
            let what = format!("{organisation} is not asked in the round {}", round.key);
            return Err(Error::Unknown { what });
        }
        let name = format!("{}-{organisation}.docx", round.key);
        let prefill = self.prefill(actor, round, organisation).await?;
        let bytes = intake::outgoing::form(&prefill)
            .map_err(|error| Error::Unknown { what: error.to_string() })?;
        let media_type = paper::write::Format::named("docx").map_or("", |docx| docx.media_type);
        Ok(Export { name, media_type, bytes })
    }

    /// What is known of a body before it answers a round.
    pub(crate) async fn prefill(
        &self,
        actor: &Actor,
        round: Round,
        organisation: &OrganisationCode,
    ) -> Result<Prefill, Error> {
        let sight = sees(actor, Shelf::Promises);
        let own = Some(organisation.clone());
        let which = WhichSubmissions { round: None, organisation: own.clone() };
        let kept = self.store.submissions(&sight, &which, AsAt::Now).await?;
        let mut submissions: Vec<Submission> = kept.into_iter().map(|kept| kept.noun).collect();
        submissions.retain(|submission| submission.state.is_in());
        submissions.sort_by_key(|submission| std::cmp::Reverse(submission.received));
        let which = WhichObjectives { organisation: own, ..WhichObjectives::default() };
        let kept = self.store.objectives(&sight, &which, AsAt::Now).await?;
        let objectives: Vec<Objective> = kept.into_iter().map(|kept| kept.noun).collect();
        let planning: Vec<RoundKey> = self
            .rounds()
            .await?
            .into_iter()
            .filter(|round| round.kind == RoundKind::Planning)
            .map(|round| round.key)
            .collect();
        let carried = |objective: &Objective| Carried {
            id: objective.id,
            promise: objective.promise.clone(),
            last: submissions.iter().find_map(|submission| last_said(submission, objective)),
            new: objective.promise.new,
        };
        let carried_on = carried_on(&submissions, &objectives, &planning);
        Ok(Prefill {
            framework: self.framework(&round.framework).await?,
            organisation: self.organisation_name(organisation).await?,
            who: submissions.first().map(|newest| newest.who.clone()).unwrap_or_default(),
            objectives: carried_on.into_iter().map(carried).collect(),
            review: submissions.iter().find_map(|submission| submission.reviews.last().cloned()),
            round,
        })
    }
}

/// What a body goes on with: what its newest planning return promised, and what its reviews have
/// added since; where no planning return is in, what its newest return promised.
fn carried_on<'a>(
    newest_first: &[Submission],
    objectives: &'a [Objective],
    planning: &[RoundKey],
) -> Vec<&'a Objective> {
    let promises = |of: &&Submission| objectives.iter().any(|one| one.submission == of.id);
    let mut going_on: Vec<&Submission> = Vec::new();
    for submission in newest_first.iter().filter(promises) {
        going_on.push(submission);
        if planning.contains(&submission.round) {
            break;
        }
    }
    // The first promised comes first.
    going_on.reverse();
    let of = |submission: &Submission| {
        let id = submission.id;
        let mut own: Vec<&Objective> =
            objectives.iter().filter(|one| one.submission == id).collect();
        own.sort_by_key(|one| one.position);
        own
    };
    going_on.into_iter().flat_map(of).collect()
}

/// What a return last said of an objective's progress, if anything.
fn last_said(submission: &Submission, objective: &Objective) -> Option<ProposedProgress> {
    let rows = submission.reviews.iter().rev().flat_map(|review| &review.rows);
    rows.filter(|row| is_about(row, objective)).find(|row| says_anything(row)).cloned()
}

/// Whether a row of progress is about an objective: by the identity hidden in the form it came
/// by, or else by the same words.
pub(crate) fn is_about(row: &ProposedProgress, objective: &Objective) -> bool {
    if let Some(about) = row.about {
        return about == objective.id || Some(about) == objective.promise.carries_on;
    }
    let promised = &objective.promise.objective;
    !row.objective.trim().is_empty() && alike_but_for_capitals(&row.objective, promised)
}

/// Whether a row says anything of progress.
pub(crate) fn says_anything(row: &ProposedProgress) -> bool {
    let said = [&row.progress, &row.outputs, &row.outcomes, &row.next];
    said.into_iter().any(|words| !words.trim().is_empty())
}
