//! The kinds of document there are.

/// What kind of document it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Recommendations of an audit, and the answers to them.
    AuditRecommendations,
    /// Actions under objectives or workstreams.
    ActionPlan,
    /// The action log of a board or a committee: actions, too.
    BoardActionLog,
    /// A judgement of how well something is done. Nothing of it is imported.
    SelfAssessment,
    /// What goes in and what comes of it, step by step. Nothing of it is imported.
    LogicModel,
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
            Self::BoardActionLog => "board_action_log",
            Self::SelfAssessment => "self_assessment",
            Self::LogicModel => "logic_model",
            Self::Template => "planning_and_review_template",
            Self::Return => "planning_and_review_return",
            Self::Unknown => "unknown",
        }
    }
}
