//! Progress: what was said of each objective, return by return.

use authority::Actor;
use authority::policy::Shelf;
use jiff::civil::Date;
use programme::code::{OrganisationCode, RoundKey};
use programme::id::SubmissionId;
use programme::submission::{ProposedProgress, Submission};
use store::WhichSubmissions;

use crate::form::says_anything;
use crate::office::{as_at, sees};
use crate::{Error, Office};

/// What a return said of the progress of one objective.
#[derive(Clone, Debug)]
pub struct ProgressLine {
    /// Who said it.
    pub organisation: String,
    /// The title of the round in which they did.
    pub round: String,
    /// The return.
    pub submission: SubmissionId,
    /// The day it came in.
    pub received: Option<Date>,
    /// What it said.
    pub said: ProposedProgress,
}

/// Which lines of progress a list shows; what is left out does not narrow it.
#[derive(Clone, Debug, Default)]
pub struct ProgressFilter {
    /// Said in this round.
    pub round: Option<RoundKey>,
    /// Said by this body.
    pub organisation: Option<OrganisationCode>,
}

impl Office {
    /// What the returns that came in say of progress, as far as the actor may see them: the newest
    /// round first, by body, each in the order of its return. Rows that say nothing are left out.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn progress(
        &self,
        actor: &Actor,
        filter: &ProgressFilter,
        at: Option<Date>,
    ) -> Result<Vec<ProgressLine>, Error> {
        let which = WhichSubmissions {
            round: filter.round.clone(),
            organisation: filter.organisation.clone(),
        };
        let sight = sees(actor, Shelf::Promises);
        let kept = self.store.submissions(&sight, &which, as_at(at)).await?;
        let naming = self.naming().await?;
        let mut returns: Vec<Submission> = kept.into_iter().map(|kept| kept.noun).collect();
        returns.retain(|made| made.state.is_in());
        let order: Vec<RoundKey> =
            self.rounds().await?.into_iter().map(|round| round.key).collect();
        let place = |made: &Submission| order.iter().position(|key| *key == made.round);
        returns.sort_by_key(place);
        let mut lines = Vec::new();
        for made in returns {
            let rows = made.reviews.into_iter().flat_map(|review| review.rows);
            lines.extend(rows.filter(says_anything).map(|said| ProgressLine {
                organisation: naming.organisation(&made.organisation),
                round: naming.round(&made.round),
                submission: made.id,
                received: made.received,
                said,
            }));
        }
        Ok(lines)
    }
}
