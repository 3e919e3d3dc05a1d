//! The policy: one table, which is all there is to know.

use programme::person::Role;

use crate::act::Act;

/// How far a role reaches in an act or a sight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Not at all.
    Nothing,
    /// The one submission that the actor's link opens.
    OneSubmission,
    /// Things of the actor's own, such as their calendar feed.
    Oneself,
    /// Things of the actor's own organisation.
    OwnBody,
    /// Things of every organisation, and of the region.
    Everything,
}

/// How far a role reaches in an act.
pub fn reach(role: Role, act: Act) -> Reach {
    use Act as A;
    use Reach::{Everything, Nothing, OneSubmission, Oneself, OwnBody};
    match (role, act) {
        (Role::ProgrammeOffice, act) => reach_of_the_programme_office(act),
        // Whoever sees promises may have their dates in a calendar, and save a view of a list; and
        // they see findings too, which a program may read for them.
        (
            Role::OrganisationLead
            | Role::ExecutiveSponsor
            | Role::Analyst
            | Role::BoardReader
            | Role::CaldicottGuardian
            | Role::Auditor,
            A::KeepCalendarFeed | A::KeepToken | A::KeepView,
        ) => Oneself,
        (
            Role::OrganisationLead,
            A::HoldImport
            | A::MendImport
            | A::SettleImport
            | A::CancelImport
            | A::UndoImport
            | A::MeasureObjective
            | A::AnswerSubmission
            | A::SubmitSubmission
            | A::MakeLink
            | A::WritePeerReview
            | A::AnswerPeerReview
            | A::KeepPost
            | A::KeepReportingLine
            | A::TellUpdate
            | A::AskShare
            | A::TellShare
            | A::WriteRisk
            | A::WriteCommunication
            | A::WriteCorrespondence,
        ) => OwnBody,
        // A sponsor agrees a new date for their body, and sees that it did what it said.
        (Role::ExecutiveSponsor, A::SignOffSubmission | A::AnswerDate | A::VerifyCompletion) => {
            OwnBody
        }
        (Role::LinkBearer, A::AnswerSubmission | A::SubmitSubmission) => OneSubmission,
        (Role::Analyst, A::RunEvidence | A::RunUnprotected | A::KeepFindings) => Everything,
        (Role::BoardReader, A::IssueReport) => Everything,
        // Whoever runs and keeps never answers for what the ledger blocks.
        (Role::CaldicottGuardian, A::LetOut) => Everything,
        (Role::Auditor, A::IssueReport | A::VerifyCompletion) => Everything,
        (Role::Administrator, A::KeepPerson | A::SendDigest) => Everything,
        (
            Role::OrganisationLead
            | Role::ExecutiveSponsor
            | Role::Analyst
            | Role::BoardReader
            | Role::CaldicottGuardian
            | Role::Auditor
            | Role::Administrator
            | Role::LinkBearer,
            _,
        ) => Nothing,
    }
}

/// How far the programme office reaches in an act. It signs nothing off for a body, speaks for none
/// in a peer review, and answers for no release that is blocked.
fn reach_of_the_programme_office(act: Act) -> Reach {
    use Act as A;
    match act {
        A::HoldImport
        | A::MendImport
        | A::SettleImport
        | A::CancelImport
        | A::UndoImport
        | A::MeasureObjective
        | A::IssueReport
        | A::KeepOrganisation
        | A::KeepRound
        | A::OpenRound
        | A::CloseRound
        | A::AnswerSubmission
        | A::SubmitSubmission
        | A::AskChanges
        | A::AcceptSubmission
        | A::ReopenSubmission
        | A::MakeLink
        | A::ProposePeerReviews
        | A::CodeInsight
        | A::ReplyToInsight
        | A::KeepPost
        | A::KeepReportingLine
        | A::KeepFramework
        | A::TellUpdate
        | A::AnswerDate
        | A::VerifyCompletion
        | A::AskShare
        | A::TellShare
        | A::KeepStandingRule
        | A::WriteRisk
        | A::WriteCommunication
        | A::WriteCorrespondence => Reach::Everything,
        A::KeepCalendarFeed | A::KeepToken | A::KeepView => Reach::Oneself,
        A::RunEvidence
        | A::RunUnprotected
        | A::KeepFindings
        | A::LetOut
        | A::KeepPerson
        | A::SignOffSubmission
        | A::WritePeerReview
        | A::AnswerPeerReview
        | A::SendDigest => Reach::Nothing,
    }
}

/// What can be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shelf {
    /// Plans, actions, recommendations, objectives and submissions.
    Promises,
    /// Answers in returns that are not sent yet.
    Answers,
    /// Documents held for review.
    Imports,
    /// Released findings.
    Findings,
    /// The ledger of releases: what was let out of each run, and what is blocked.
    Releases,
    /// Reports as issued.
    Reports,
    /// The journal.
    Journal,
    /// People and their roles.
    People,
    /// The e-mail addresses of those who hold a post. Who they are is for everyone who signs in.
    Addresses,
}

impl Shelf {
    /// Every shelf, in the order the matrix shows them.
    pub const ALL: [Self; 9] = [
        Self::Promises,
        Self::Answers,
        Self::Imports,
        Self::Findings,
        Self::Releases,
        Self::Reports,
        Self::Journal,
        Self::People,
        Self::Addresses,
    ];

    /// The shelf in one word.
    pub fn key(self) -> &'static str {
        match self {
            Self::Promises => "promises",
            Self::Answers => "answers",
            Self::Imports => "imports",
            Self::Findings => "findings",
            Self::Releases => "releases",
            Self::Reports => "reports",
            Self::Journal => "journal",
            Self::People => "people",
            Self::Addresses => "addresses",
        }
    }
}

/// How far a role sees on a shelf.
pub fn view(role: Role, shelf: Shelf) -> Reach {
    use Reach::{Everything, Nothing, OneSubmission, OwnBody};
    match (role, shelf) {
        (Role::ProgrammeOffice | Role::Auditor, _) => Everything,
        (
            Role::OrganisationLead | Role::ExecutiveSponsor,
            Shelf::Promises | Shelf::Answers | Shelf::Imports | Shelf::Addresses,
        ) => OwnBody,
        (Role::LinkBearer, Shelf::Promises | Shelf::Answers) => OneSubmission,
        (Role::OrganisationLead | Role::ExecutiveSponsor, Shelf::Findings | Shelf::Reports) => {
            Everything
        }
        (
            Role::Analyst | Role::CaldicottGuardian,
            Shelf::Promises | Shelf::Findings | Shelf::Releases | Shelf::Reports,
        ) => Everything,
        (Role::BoardReader, Shelf::Promises | Shelf::Findings | Shelf::Reports) => Everything,
        (Role::Administrator, Shelf::People | Shelf::Journal) => Everything,
        (
            Role::OrganisationLead
            | Role::ExecutiveSponsor
            | Role::Analyst
            | Role::BoardReader
            | Role::CaldicottGuardian
            | Role::Administrator
            | Role::LinkBearer,
            _,
        ) => Nothing,
    }
}
