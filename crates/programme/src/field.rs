//! What a column or a label of a form asks for.

use serde::{Deserialize, Serialize};

/// What a column or a label asks for, whatever words it uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is a word of the forms, and its name says it")]
pub enum Field {
    Reference,
    Page,
    Group,
    /// The recommendation or the action itself.
    Words,
    Priority,
    Responsibility,
    Agreed,
    ByWhen,
    Risks,
    /// Notes, comments, or the management's response.
    Notes,
    Status,
    AuditedBody,
    Organisation,
    ExecutiveSponsor,
    LeadOfficer,
    ReportsTo,
    ReportAuthor,
    SubCategory,
    Objective,
    How,
    Data,
    Outcomes,
    Prevention,
    Progress,
    Outputs,
    Next,
    ChallengesRisks,
    SupportNeeds,
    LessonsLearned,
}

impl Field {
    /// The field's name as data: `by_when`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Reference => "reference",
            Self::Page => "page",
            Self::Group => "group",
            Self::Words => "words",
            Self::Priority => "priority",
            Self::Responsibility => "responsibility",
            Self::Agreed => "agreed",
            Self::ByWhen => "by_when",
            Self::Risks => "risks",
            Self::Notes => "notes",
            Self::Status => "status",
            Self::AuditedBody => "audited_body",
            Self::Organisation => "organisation",
            Self::ExecutiveSponsor => "executive_sponsor",
            Self::LeadOfficer => "lead_officer",
            Self::ReportsTo => "reports_to",
            Self::ReportAuthor => "report_author",
            Self::SubCategory => "sub_category",
            Self::Objective => "objective",
            Self::How => "how",
            Self::Data => "data",
            Self::Outcomes => "outcomes",
            Self::Prevention => "prevention",
            Self::Progress => "progress",
            Self::Outputs => "outputs",
            Self::Next => "next",
            Self::ChallengesRisks => "challenges_risks",
            Self::SupportNeeds => "support_needs",
            Self::LessonsLearned => "lessons_learned",
        }
    }

    /// The words a page shows.
    pub fn label(self) -> &'static str {
        match self {
            Self::Reference => "Reference",
            Self::Page => "Page",
            Self::Group => "Group or section",
            Self::Words => "Action or recommendation",
            Self::Priority => "Priority",
            Self::Responsibility => "Responsibility",
            Self::Agreed => "Agreed",
            Self::ByWhen => "By when",
            Self::Risks => "Risks",
            Self::Notes => "Notes or response",
            Self::Status => "Status",
            Self::AuditedBody => "Audited body",
            Self::Organisation => "Organisation",
            Self::ExecutiveSponsor => "Executive sponsor",
            Self::LeadOfficer => "Lead officer",
            Self::ReportsTo => "Reports to",
            Self::ReportAuthor => "Report author",
            Self::SubCategory => "Sub-category",
            Self::Objective => "Objective",
            Self::How => "How",
            Self::Data => "Data",
            Self::Outcomes => "Outcomes",
            Self::Prevention => "Prevention",
            Self::Progress => "Progress",
            Self::Outputs => "Outputs",
            Self::Next => "Next six months",
            Self::ChallengesRisks => "Challenges and risks",
            Self::SupportNeeds => "Support needs",
            Self::LessonsLearned => "Lessons learned",
        }
    }

    /// The fields that a column of a plan can ask for, in the order a page offers them.
    pub const OF_PLANS: [Self; 11] = [
        Self::Reference,
        Self::Group,
        Self::Words,
        Self::ByWhen,
        Self::Responsibility,
        Self::Status,
        Self::Notes,
        Self::Risks,
        Self::Priority,
        Self::Agreed,
        Self::Page,
    ];

    /// Whether its cells hold running words that a page end may cut in two.
    pub fn runs_on(self) -> bool {
        matches!(self, Self::Words | Self::Notes | Self::Risks | Self::Responsibility)
    }
}
