//! Communications: what is told to whom, in waves. Figures and charts of people come of released
//! findings alone, which a message cites; its own words are the writer's.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::action::ProposedAction;
use crate::by_when::ByWhen;
use crate::code::{IndicatorKey, OrganisationCode};
use crate::id::{ActionId, CommunicationId, PlanId, RunId};
use crate::indicator::Breakdown;
use crate::standing::{Rule, Standing};
use crate::status::Declared;
use crate::wording;

/// A communication as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Communication {
    /// Identity.
    pub id: CommunicationId,
    /// The body that tells it.
    pub organisation: OrganisationCode,
    /// The plan of which it tells, if it tells of one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<PlanId>,
    /// The action that it carries out, if it carries out one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<ActionId>,
    /// What is told, to whom, how and when.
    pub said: ProposedCommunication,
    /// How far it is.
    pub stage: Stage,
    /// Whom it reached, once somebody told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reach: Option<Reached>,
}

/// A communication as somebody writes it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposedCommunication {
    /// In which wave.
    pub wave: Wave,
    /// To whom: "All staff of the trust".
    pub audience: String,
    /// What is told, in the writer's own words.
    pub message: String,
    /// What they get: "2 pager".
    pub product: String,
    /// How it gets to them: "All staff briefing".
    pub channel: String,
    /// By when.
    pub by_when: ByWhen,
    /// The released findings that it cites.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Cited>,
}

/// The number of a wave, from 1 to 99.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct Wave(u16);

/// A number that was offered as a wave and is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} is not a wave, which is a number from 1 to 99")]
pub struct NotAWave(u16);

impl TryFrom<u16> for Wave {
    type Error = NotAWave;

    fn try_from(number: u16) -> Result<Self, NotAWave> {
        if (1..=99).contains(&number) { Ok(Self(number)) } else { Err(NotAWave(number)) }
    }
}

impl From<Wave> for u16 {
    fn from(wave: Wave) -> Self {
        wave.0
    }
}

impl Default for Wave {
    /// The first.
    fn default() -> Self {
        Self(1)
    }
}

impl Wave {
    /// The number.
    pub fn number(self) -> u16 {
        self.0
    }

    /// What people call it: "First wave", "Wave 7".
    pub fn words(self) -> String {
        let known = ORDINALS.get(usize::from(self.0) - 1);
        known.map_or_else(|| format!("Wave {}", self.0), |word| format!("{word} wave"))
    }
}

/// A released finding that is cited, and the run that found it: what was sent goes on saying what it
/// said, whatever a later run finds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Cited {
    /// The run.
    pub run: RunId,
    /// The indicator.
    pub indicator: IndicatorKey,
    /// The breakdown.
    pub breakdown: Breakdown,
    /// The period.
    pub period: String,
}

/// How far a communication is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// It is planned.
    #[default]
    Planned,
    /// It is being made.
    Prepared,
    /// It went out.
    Sent,
    /// It does not go out.
    Dropped,
}

impl Stage {
    /// Every stage, in the order of the work.
    pub const ALL: [Self; 4] = [Self::Planned, Self::Prepared, Self::Sent, Self::Dropped];

    /// The key as data and in addresses.
    pub fn key(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Prepared => "prepared",
            Self::Sent => "sent",
            Self::Dropped => "dropped",
        }
    }

    /// The words a page shows.
    pub fn label(self) -> &'static str {
        match self {
            Self::Planned => "Planned",
            Self::Prepared => "Being prepared",
            Self::Sent => "Sent",
            Self::Dropped => "Not going out",
        }
    }
}

/// How many of those who were to be briefed were, as people counted them: staff and members, and
/// nobody who is cared for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Counts")]
pub struct Reached {
    reached: u32,
    asked: u32,
}

/// Counts that were offered as reach and are none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAReach {
    /// Nobody was to be reached.
    #[error("say how many it was for: at least 1")]
    Nobody,
    /// More were reached than it was for.
    #[error("{reached} cannot be reached of {asked}")]
    TooMany {
        /// How many were reached.
        reached: u32,
        /// How many it was for.
        asked: u32,
    },
}

/// Counts as they are written, before they went through their door.
#[derive(Clone, Copy, Deserialize)]
struct Counts {
    reached: u32,
    asked: u32,
}

impl TryFrom<Counts> for Reached {
    type Error = NotAReach;

    fn try_from(Counts { reached, asked }: Counts) -> Result<Self, NotAReach> {
        Self::new(reached, asked)
    }
}

impl Reached {
    /// So many of so many.
    ///
    /// # Errors
    ///
    /// If it was for nobody, or more were reached than it was for.
    pub fn new(reached: u32, asked: u32) -> Result<Self, NotAReach> {
        if asked == 0 {
            Err(NotAReach::Nobody)
        } else if reached > asked {
            Err(NotAReach::TooMany { reached, asked })
        } else {
            Ok(Self { reached, asked })
        }
    }

    /// How many were reached.
    pub fn reached(self) -> u32 {
        self.reached
    }

    /// How many it was for.
    pub fn asked(self) -> u32 {
        self.asked
    }

    /// In words: "140 of 200 briefed".
    pub fn words(self) -> String {
        format!("{} of {} briefed", self.reached, self.asked)
    }
}

/// What people call the first waves.
const ORDINALS: [&str; 6] = ["First", "Second", "Third", "Fourth", "Fifth", "Sixth"];

/// What an action promises to tell, if it promises a wave of communications: in which wave, to whom
/// and by when. What else is told, its writer says.
pub fn proposed(action: &ProposedAction) -> Option<ProposedCommunication> {
    let words: Vec<&str> = action.words.split_whitespace().collect();
    let is_wave = |word: &&str| wording::plain(word) == "wave";
    let at = words.iter().position(is_wave)?;
    let before = at.checked_sub(1).and_then(|before| words.get(before));
    let named = before.and_then(|word| {
        let known = ORDINALS.iter().position(|one| one.eq_ignore_ascii_case(word))?;
        u16::try_from(known + 1).ok()
    });
    let number = || wording::plain(words.get(at + 1)?).parse().ok();
    let wave = named.or_else(number).and_then(|number| Wave::try_from(number).ok())?;
    let to = words.iter().skip(at).position(|word| *word == "to");
    let audience =
        to.map_or_else(String::new, |to| words.get(at + to + 1..).unwrap_or_default().join(" "));
    let by_when = action.by_when.clone();
    Some(ProposedCommunication { wave, audience, by_when, ..ProposedCommunication::default() })
}

/// Why a communication cannot be kept so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotNow {
    /// Nobody is named whom it is for.
    #[error("say whom it is for")]
    NoAudience,
    /// Nothing is told.
    #[error("write what is told, or what they get")]
    NothingTold,
    /// It reached somebody before it went out.
    #[error("say that it is sent before you tell whom it reached")]
    NotSent,
}

impl Communication {
    /// Where it stands on a day: by its date, and closed once it went out or does not go out.
    pub fn standing(&self, rule: Rule, today: Date) -> Standing {
        let declared = match self.stage {
            Stage::Planned => Declared::NotStarted,
            Stage::Prepared => Declared::InProgress,
            Stage::Sent => Declared::Complete,
            Stage::Dropped => Declared::Superseded,
        };
        rule.standing(&self.said.by_when, declared, None, today)
    }

    /// This communication as somebody writes it.
    ///
    /// # Errors
    ///
    /// If it is for nobody, or tells nothing.
    pub fn written(self, said: ProposedCommunication) -> Result<Self, NotNow> {
        if said.audience.trim().is_empty() {
            return Err(NotNow::NoAudience);
        }
        if said.message.trim().is_empty() && said.product.trim().is_empty() {
            return Err(NotNow::NothingTold);
        }
        Ok(Self { said, ..self })
    }

    /// This communication, so far on, and whom it reached if somebody told.
    ///
    /// # Errors
    ///
    /// If it reached somebody and is not sent.
    pub fn gone(self, stage: Stage, reach: Option<Reached>) -> Result<Self, NotNow> {
        if reach.is_some() && stage != Stage::Sent {
            return Err(NotNow::NotSent);
        }
        Ok(Self { stage, reach, ..self })
    }
}
