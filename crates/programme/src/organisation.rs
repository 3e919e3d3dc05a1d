//! Organisations: who promises, who answers.

use serde::{Deserialize, Serialize};

use crate::code::OrganisationCode;

/// A body that takes part in the programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// The code the region knows it by.
    pub code: OrganisationCode,
    /// Its name.
    pub name: String,
    /// Its class.
    pub class: Class,
}

/// The classes of body, those of the past included: a plan of 2008 names bodies that are gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Integrated care board.
    IntegratedCareBoard,
    /// NHS trust or foundation trust.
    Trust,
    /// County council.
    County,
    /// District or borough council.
    District,
    /// Unitary council.
    Unitary,
    /// Primary care network.
    PrimaryCareNetwork,
    /// General practice.
    Practice,
    /// Voluntary, community or social enterprise body.
    Voluntary,
    /// A partnership of several bodies.
    Partnership,
    /// Primary care trust (closed 2013).
    PrimaryCareTrust,
    /// Clinical commissioning group (closed 2022).
    ClinicalCommissioningGroup,
    /// Sustainability and transformation partnership (to 2022).
    SustainabilityPartnership,
    /// Local strategic partnership (to about 2012).
    LocalStrategicPartnership,
}

impl Class {
    /// The words a page shows.
    pub fn label(self) -> &'static str {
        match self {
            Self::IntegratedCareBoard => "Integrated care board",
            Self::Trust => "NHS trust",
            Self::County => "County council",
            Self::District => "District council",
            Self::Unitary => "Unitary council",
            Self::PrimaryCareNetwork => "Primary care network",
            Self::Practice => "General practice",
            Self::Voluntary => "Voluntary body",
            Self::Partnership => "Partnership",
            Self::PrimaryCareTrust => "Primary care trust",
            Self::ClinicalCommissioningGroup => "Clinical commissioning group",
            Self::SustainabilityPartnership => "Sustainability and transformation partnership",
            Self::LocalStrategicPartnership => "Local strategic partnership",
        }
    }
}
