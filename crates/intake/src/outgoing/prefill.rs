//! What a form is filled in with before it is sent.

use programme::framework::Framework;
use programme::id::ObjectiveId;
use programme::objective::ProposedObjective;
use programme::round::Round;
use programme::submission::{ProposedProgress, ProposedReview, WhosWho};

/// What is known of an organisation before it answers a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prefill {
    /// The round: its kind makes the form.
    pub round: Round,
    /// The framework of the round.
    pub framework: Framework,
    /// The name of the organisation that is asked.
    pub organisation: String,
    /// Who was who when it answered last; where it names no organisation, the name above stands.
    pub who: WhosWho,
    /// The objectives that it carries on, in its own order.
    pub objectives: Vec<Carried>,
    /// What it said in its last review beside the rows.
    pub review: Option<ProposedReview>,
}

/// An objective that is carried on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// Its identity, hidden in the form.
    pub id: ObjectiveId,
    /// The promise, as it stands.
    pub promise: ProposedObjective,
    /// What was said of it last time, if anything.
    pub last: Option<ProposedProgress>,
    /// It was added since the last round.
    pub new: bool,
}
