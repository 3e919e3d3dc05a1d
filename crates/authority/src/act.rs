//! The acts a person may ask to do. Reading is not an act: it is a [`crate::Sight`].

use programme::update::Step;

/// Something a person asks to do; its name is the use case in the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Act {
    /// Bring a document in and hold it for review.
    HoldImport,
    /// Save answers to an import's doubts.
    MendImport,
    /// Confirm an import, so that what it says is kept.
    SettleImport,
    /// Put an import aside.
    CancelImport,
    /// Take back what a confirmed import wrote.
    UndoImport,
    /// Say which indicator shows whether an objective's gap closes.
    MeasureObjective,
    /// Run an indicator over an extract: with the next, the only act that touches record-level
    /// material.
    RunEvidence,
    /// Run an indicator whose policy hides nothing, and say why: its results are never kept.
    RunUnprotected,
    /// Put released results into the store.
    KeepFindings,
    /// Answer for a release that is blocked: let it out, or refuse to.
    LetOut,
    /// Issue a report and file it.
    IssueReport,
    /// Add or change an organisation.
    KeepOrganisation,
    /// Add or change a round.
    KeepRound,
    /// Write a draft of a framework, or publish it.
    KeepFramework,
    /// Add a person, or change what they may do.
    KeepPerson,
    /// Write in a return that is being filled in.
    AnswerSubmission,
    /// Send a return.
    SubmitSubmission,
    /// Sign a return off as the sponsor of its body.
    SignOffSubmission,
    /// Send a return back with a reason.
    AskChanges,
    /// Accept a return.
    AcceptSubmission,
    /// Open an accepted return again, with a reason.
    ReopenSubmission,
    /// Make a signed link to one return, or revoke one.
    MakeLink,
    /// Say which bodies review each other's returns.
    ProposePeerReviews,
    /// Review another body's return.
    WritePeerReview,
    /// Answer what a reviewer wrote of one's own return.
    AnswerPeerReview,
    /// Say what a risk, a support need or a lesson is about.
    CodeInsight,
    /// Say what was answered to one.
    ReplyToInsight,
    /// Open a round, so that everybody it asks has a return.
    OpenRound,
    /// Close a round.
    CloseRound,
    /// Say who holds a post of a body, or that it ends.
    KeepPost,
    /// Say to whom a body reports, or that it no longer does.
    KeepReportingLine,
    /// Tell how an action or a recommendation goes, ask for a new date, or say that it is done.
    TellUpdate,
    /// Answer whoever asked for a new date.
    AnswerDate,
    /// Say whether what is said to be complete is seen to be.
    VerifyCompletion,
    /// Keep a risk: write it, assess it, merge it with another, split it, close it.
    WriteRisk,
    /// Keep a communication: what is told to whom, and whom it reached.
    WriteCommunication,
    /// Say what one thing is to another in a cross-walk, or take that back.
    WriteCorrespondence,
    /// Tell people by e-mail what is due from them.
    SendDigest,
    /// Make or end the private address of one's own calendar feed.
    KeepCalendarFeed,
    /// Make or end a token by which a program reads for oneself.
    KeepToken,
    /// Ask bodies for their share in an action or a recommendation, or ask it no longer.
    AskShare,
    /// Tell how the share of one's own body stands.
    TellShare,
    /// Save a view of a list for oneself, or take it off again.
    KeepView,
    /// Say how many days ahead is soon.
    KeepStandingRule,
}

impl Act {
    /// Every act, in the order the matrix shows them.
    pub const ALL: [Self; 44] = [
        Self::HoldImport,
        Self::MendImport,
        Self::SettleImport,
        Self::CancelImport,
        Self::UndoImport,
        Self::MeasureObjective,
        Self::RunEvidence,
        Self::RunUnprotected,
        Self::KeepFindings,
        Self::LetOut,
        Self::IssueReport,
        Self::KeepOrganisation,
        Self::KeepRound,
        Self::KeepFramework,
        Self::KeepPerson,
        Self::AnswerSubmission,
        Self::SubmitSubmission,
        Self::SignOffSubmission,
        Self::AskChanges,
        Self::AcceptSubmission,
        Self::ReopenSubmission,
        Self::MakeLink,
        Self::ProposePeerReviews,
        Self::WritePeerReview,
        Self::AnswerPeerReview,
        Self::CodeInsight,
        Self::ReplyToInsight,
        Self::OpenRound,
        Self::CloseRound,
        Self::KeepPost,
        Self::KeepReportingLine,
        Self::TellUpdate,
        Self::AnswerDate,
        Self::VerifyCompletion,
        Self::WriteRisk,
        Self::WriteCommunication,
        Self::WriteCorrespondence,
        Self::SendDigest,
        Self::KeepCalendarFeed,
        Self::KeepToken,
        Self::AskShare,
        Self::TellShare,
        Self::KeepView,
        Self::KeepStandingRule,
    ];

    /// What telling a step of an action or a recommendation is.
    pub fn of_update(step: &Step) -> Self {
        match step {
            Step::Progress(_)
            | Step::AskDate(_)
            | Step::AskCompletion
            | Step::Supersede
            | Step::NotAdopt
            | Step::Reopen
            | Step::NameOwner(_) => Self::TellUpdate,
            Step::AgreeDate | Step::RefuseDate => Self::AnswerDate,
            Step::Verify | Step::NotVerified => Self::VerifyCompletion,
        }
    }

    /// The use case as the journal names it.
    pub fn key(self) -> &'static str {
        match self {
            Self::HoldImport => "hold-import",
            Self::MendImport => "mend-import",
            Self::SettleImport => "settle-import",
            Self::CancelImport => "cancel-import",
            Self::UndoImport => "undo-import",
            Self::MeasureObjective => "measure-objective",
            Self::RunEvidence => "run-evidence",
            Self::RunUnprotected => "run-unprotected",
            Self::KeepFindings => "keep-findings",
            Self::LetOut => "let-out",
            Self::IssueReport => "issue-report",
            Self::KeepOrganisation => "keep-organisation",
            Self::KeepRound => "keep-round",
            Self::KeepFramework => "keep-framework",
            Self::KeepPerson => "keep-person",
            Self::AnswerSubmission => "answer-submission",
            Self::SubmitSubmission => "submit-submission",
            Self::SignOffSubmission => "sign-off-submission",
            Self::AskChanges => "ask-changes",
            Self::AcceptSubmission => "accept-submission",
            Self::ReopenSubmission => "reopen-submission",
            Self::MakeLink => "make-link",
            Self::ProposePeerReviews => "propose-peer-reviews",
            Self::WritePeerReview => "write-peer-review",
            Self::AnswerPeerReview => "answer-peer-review",
            Self::CodeInsight => "code-insight",
            Self::ReplyToInsight => "reply-to-insight",
            Self::OpenRound => "open-round",
            Self::CloseRound => "close-round",
            Self::KeepPost => "keep-post",
            Self::KeepReportingLine => "keep-reporting-line",
            Self::TellUpdate => "tell-update",
            Self::AnswerDate => "answer-date",
            Self::VerifyCompletion => "verify-completion",
            Self::WriteRisk => "write-risk",
            Self::WriteCommunication => "write-communication",
            Self::WriteCorrespondence => "write-correspondence",
            Self::SendDigest => "send-digest",
            Self::KeepCalendarFeed => "keep-calendar-feed",
            Self::KeepToken => "keep-token",
            Self::AskShare => "ask-share",
            Self::TellShare => "tell-share",
            Self::KeepView => "keep-view",
            Self::KeepStandingRule => "keep-standing-rule",
        }
    }
}
