//! The kinds of document there are.

/// What kind of document it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Recommendations of an audit, and the answers to them.
    AuditRecommendations,
    /// Actions under objectives or workstreams.
    ActionPlan,
    /// A planning and review form that nobody has filled in.
    Template,
    /// A planning and review form with answers.
    Return,
    /// None that we know.
    Unknown,
}

impl Kind {
    /// The kind as data: `action_plan`.
    pub fn key(self) -> &'static str {
        match self {
            Self::AuditRecommendations => "audit_recommendations",
            Self::ActionPlan => "action_plan",
            Self::Template => "planning_and_review_template",
            Self::Return => "planning_and_review_return",
            Self::Unknown => "unknown",
        }
    }
}
