//! Organisations: who promises, who answers, who followed whom, and who answers together.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::code::{OdsCode, OnsCode, OrganisationCode};
use crate::partnership::Member;

/// A body that takes part in the programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// The code the region knows it by.
    pub code: OrganisationCode,
    /// Its name.
    pub name: String,
    /// Its class.
    pub class: Class,
    /// Its code in the Organisation Data Service, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ods: Option<OdsCode>,
    /// The code of its area at the Office for National Statistics, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ons: Option<OnsCode>,
    /// Its first day, if we know it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened: Option<Date>,
    /// Its last day, if it has closed or is known to close.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<Date>,
    /// Who follows it, several where it was divided. Whom a body follows is worked out from this.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub successors: Vec<OrganisationCode>,
    /// Of a partnership, who is in it and was.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<Member>,
}

impl Organisation {
    /// A body of which no more is known than its code, name and class.
    pub fn new(code: OrganisationCode, name: impl Into<String>, class: Class) -> Self {
        Self {
            code,
            name: name.into(),
            class,
            ods: None,
            ons: None,
            opened: None,
            closed: None,
            successors: Vec::new(),
            members: Vec::new(),
        }
    }

    /// Whether it is there on that day: its first and its last day are its own.
    pub fn is_open(&self, day: Date) -> bool {
        self.opened.is_none_or(|first| first <= day) && !self.has_closed(day)
    }

    /// Whether its last day is over.
    pub fn has_closed(&self, day: Date) -> bool {
        self.closed.is_some_and(|last| last < day)
    }
}

/// Why a body cannot be kept as it is told, beside those that are kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotThisBody {
    /// Its last day is before its first.
    #[error("{code} closes on {closed}, before it opens on {opened}")]
    ClosesBeforeItOpens {
        /// The body.
        code: OrganisationCode,
        /// Its first day.
        opened: Date,
        /// Its last day.
        closed: Date,
    },
    /// A body that it names is not here.
    #[error("{code} names {named}, which is not an organisation here; add {named} first")]
    Unknown {
        /// The body.
        code: OrganisationCode,
        /// Whom it names.
        named: OrganisationCode,
    },
    /// Bodies would follow themselves.
    #[error("{0} would follow itself, by way of those that follow it")]
    FollowsItself(OrganisationCode),
    /// What is no partnership has no members.
    #[error("{0} is not a partnership, and so it has no members")]
    NotAPartnership(OrganisationCode),
    /// A partnership is not a member of itself, nor of one that is in it.
    #[error("{0} would be a member of itself")]
    MemberOfItself(OrganisationCode),
}

/// Whether a body may be kept beside `others`, in the place of the one of its code if there is one.
///
/// # Errors
///
/// If its days, its successors or its members do not hold together.
pub fn fits(body: &Organisation, others: &[Organisation]) -> Result<(), NotThisBody> {
    let code = || body.code.clone();
    if let (Some(opened), Some(closed)) = (body.opened, body.closed)
        && closed < opened
    {
        return Err(NotThisBody::ClosesBeforeItOpens { code: code(), opened, closed });
    }
    if !body.members.is_empty() && body.class != Class::Partnership {
        return Err(NotThisBody::NotAPartnership(code()));
    }
    let mut all: Vec<Organisation> =
        others.iter().filter(|other| other.code != body.code).cloned().collect();
    all.push(body.clone());
    let is_here = |named: &OrganisationCode| all.iter().any(|other| other.code == *named);
    let members = body.members.iter().map(|member| &member.organisation);
    if let Some(named) = body.successors.iter().chain(members).find(|named| !is_here(named)) {
        return Err(NotThisBody::Unknown { code: code(), named: named.clone() });
    }
    if crate::partnership::holds_itself(&all, &body.code) {
        return Err(NotThisBody::MemberOfItself(code()));
    }
    crate::succession::lineage(&all, &body.code)?;
    Ok(())
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
    /// Every class, in the order in which forms offer them.
    pub const ALL: [Self; 13] = [
        Self::IntegratedCareBoard,
        Self::Trust,
        Self::County,
        Self::District,
        Self::Unitary,
        Self::PrimaryCareNetwork,
        Self::Practice,
        Self::Voluntary,
        Self::Partnership,
        Self::PrimaryCareTrust,
        Self::ClinicalCommissioningGroup,
        Self::SustainabilityPartnership,
        Self::LocalStrategicPartnership,
    ];

    /// Its key: `integrated_care_board`, as files and forms have it.
    pub fn key(self) -> &'static str {
        match self {
            Self::IntegratedCareBoard => "integrated_care_board",
            Self::Trust => "trust",
            Self::County => "county",
            Self::District => "district",
            Self::Unitary => "unitary",
            Self::PrimaryCareNetwork => "primary_care_network",
            Self::Practice => "practice",
            Self::Voluntary => "voluntary",
            Self::Partnership => "partnership",
            Self::PrimaryCareTrust => "primary_care_trust",
            Self::ClinicalCommissioningGroup => "clinical_commissioning_group",
            Self::SustainabilityPartnership => "sustainability_partnership",
            Self::LocalStrategicPartnership => "local_strategic_partnership",
        }
    }

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
