//! The acts a person may ask to do. Reading is not an act: it is a [`crate::Sight`].

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
    /// Run an indicator over an extract: the only act that touches record-level material.
    RunEvidence,
    /// Put released results into the store.
    KeepFindings,
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
}

impl Act {
    /// Every act, in the order the matrix shows them.
    pub const ALL: [Self; 13] = [
        Self::HoldImport,
        Self::MendImport,
        Self::SettleImport,
        Self::CancelImport,
        Self::UndoImport,
        Self::MeasureObjective,
        Self::RunEvidence,
        Self::KeepFindings,
        Self::IssueReport,
        Self::KeepOrganisation,
        Self::KeepRound,
        Self::KeepFramework,
        Self::KeepPerson,
    ];

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
            Self::KeepFindings => "keep-findings",
            Self::IssueReport => "issue-report",
            Self::KeepOrganisation => "keep-organisation",
            Self::KeepRound => "keep-round",
            Self::KeepFramework => "keep-framework",
            Self::KeepPerson => "keep-person",
        }
    }
}
