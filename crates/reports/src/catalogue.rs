//! The reports there are.

/// One report, as a page or a command lists it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// The name by which files and commands speak of it.
    pub name: &'static str,
    /// The name by which people speak of it.
    pub title: &'static str,
    /// What it tells, in one plain sentence.
    pub says: &'static str,
    /// What it can be written as.
    pub formats: &'static [&'static str],
}

/// Every report.
pub const REPORTS: &[Kind] = &[Kind {
    name: "board",
    title: "Board report",
    says: "What we can say, what we ask of the Board, what we cannot tell and why, and what is behind it.",
    formats: &["pdf"],
}];
