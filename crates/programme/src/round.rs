//! Rounds: who is asked for what, and by when.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::code::{FrameworkKey, OrganisationCode, RoundKey};

/// A round: one request to many organisations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// Its key: `2026-planning`.
    pub key: RoundKey,
    /// Its title.
    pub title: String,
    /// Planning or review.
    pub kind: RoundKind,
    /// The framework it uses.
    pub framework: FrameworkKey,
    /// The first day of the window.
    pub opens: Date,
    /// The day the returns are due.
    pub due: Date,
    /// Whom it asks, in order.
    pub asked: Vec<OrganisationCode>,
}

/// What a round asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoundKind {
    /// Self-assessment and objectives.
    Planning,
    /// Progress and peer review.
    Review,
}
