//! Plans: an audit's recommendations or a list of actions, with the day it speaks of.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::action::ProposedAction;
use crate::by_when::ByWhen;
use crate::code::{OrganisationCode, PlanKey};
use crate::id::PlanId;
use crate::origin::Origin;
use crate::recommendation::ProposedRecommendation;

/// The kinds of plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanKind {
    /// Recommendations of an audit.
    Audit,
    /// Actions under objectives or workstreams.
    ActionPlan,
}

impl PlanKind {
    /// The words a page shows.
    pub fn label(self) -> &'static str {
        match self {
            Self::Audit => "Audit recommendations",
            Self::ActionPlan => "Action plan",
        }
    }
}

/// A plan as a document says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposedPlan {
    /// Its kind.
    pub kind: PlanKind,
    /// Its title, as written.
    pub title: String,
    /// The day it speaks of, in its own words and ours: "Last updated 1st September 2020".
    pub as_of: ByWhen,
    /// A working version, by its own title.
    pub working: bool,
    /// The recommendations, in the document's order.
    pub recommendations: Vec<ProposedRecommendation>,
    /// The actions, in the document's order.
    pub actions: Vec<ProposedAction>,
}

/// A plan as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Identity.
    pub id: PlanId,
    /// The key people name it by.
    pub key: PlanKey,
    /// Its kind.
    pub kind: PlanKind,
    /// Its title, as written.
    pub title: String,
    /// The body whose plan it is.
    pub organisation: OrganisationCode,
    /// The day it speaks of; the day it came in when the document bears none.
    pub as_of: Date,
    /// What the document wrote of that day.
    pub as_of_words: String,
    /// A working version, by its own title.
    pub working: bool,
    /// Where it came from.
    pub origin: Origin,
}
