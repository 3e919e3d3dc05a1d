//! Correspondences: what one thing is to another, one line of a cross-walk each. An action serves an
//! objective, a recommendation or what somebody outside asks for; what one body asks for is what
//! another asks for too.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::code::{FrameworkKey, NodeCode, OrganisationCode};
use crate::id::{ActionId, CorrespondenceId, ObjectiveId, RecommendationId};
use crate::origin::Origin;

/// One end of a correspondence. As text it is an identifier, or `framework/code` for a node.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum End {
    /// An action.
    Action(ActionId),
    /// An objective.
    Objective(ObjectiveId),
    /// A recommendation.
    Recommendation(RecommendationId),
    /// What stands in a framework.
    Node(FrameworkKey, NodeCode),
}

/// Text that was offered as an end and is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{text}” is nothing that can be mapped, like urgent-actions-2020/7")]
pub struct NotAnEnd {
    text: String,
}

impl End {
    /// The framework whose node it is, if it is one.
    pub fn framework(&self) -> Option<&FrameworkKey> {
        match self {
            Self::Node(framework, _) => Some(framework),
            Self::Action(_) | Self::Objective(_) | Self::Recommendation(_) => None,
        }
    }

    /// Whether it is a thing of ours, which somebody does or answers for.
    pub fn is_ours(&self) -> bool {
        self.framework().is_none()
    }

    /// How far it stands from what is done: whatever serves stands below what it serves, so that
    /// among things of ours there are no circles.
    fn height(&self) -> u8 {
        match self {
            Self::Action(_) => 0,
            Self::Objective(_) => 1,
            Self::Recommendation(_) => 2,
            Self::Node(..) => 3,
        }
    }
}

impl fmt::Display for End {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Action(id) => id.fmt(formatter),
            Self::Objective(id) => id.fmt(formatter),
            Self::Recommendation(id) => id.fmt(formatter),
            Self::Node(framework, code) => write!(formatter, "{framework}/{code}"),
        }
    }
}

impl FromStr for End {
    type Err = NotAnEnd;

    fn from_str(text: &str) -> Result<Self, NotAnEnd> {
        let text = text.trim();
        let node = || {
            let (framework, code) = text.split_once('/')?;
            Some(Self::Node(framework.parse().ok()?, code.parse().ok()?))
        };
        let item = text.parse().map(Self::Action).ok();
        let item = item.or_else(|| text.parse().map(Self::Objective).ok());
        let item = item.or_else(|| text.parse().map(Self::Recommendation).ok());
        item.or_else(node).ok_or_else(|| NotAnEnd { text: text.to_owned() })
    }
}

impl Serialize for End {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for End {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// What one thing is to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// It helps, and is no part of it.
    Contributes,
    /// It is a part of it.
    PartOf,
    /// It is what is asked for, all of it.
    Equal,
}

impl How {
    /// Every way, the strongest first.
    pub const ALL: [Self; 3] = [Self::Equal, Self::PartOf, Self::Contributes];

    /// The key as data and in forms.
    pub fn key(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::PartOf => "part-of",
            Self::Contributes => "contributes",
        }
    }

    /// The way of that key, if there is one.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|how| how.key() == key)
    }

    /// The words a page shows.
    pub fn label(self) -> &'static str {
        match self {
            Self::Equal => "Equal",
            Self::PartOf => "Part of it",
            Self::Contributes => "Contributes",
        }
    }
}

/// Whether a correspondence stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum State {
    /// It stands.
    Standing,
    /// Somebody took it back.
    Withdrawn {
        /// Why.
        because: String,
    },
}

/// A correspondence as it is kept. It is withdrawn, and never deleted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correspondence {
    /// Identity.
    pub id: CorrespondenceId,
    /// What serves.
    pub from: End,
    /// What is served.
    pub to: End,
    /// What the one is to the other.
    pub how: How,
    /// The other parts with which a person says that the whole is there; empty unless somebody
    /// said so. It holds as long as each of them stands.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rest_of: Vec<CorrespondenceId>,
    /// Why, in people's words.
    pub why: String,
    /// Whose thing it is that serves; none between two nodes, which is the region's.
    pub organisation: Option<OrganisationCode>,
    /// Whether it stands.
    pub state: State,
    /// Where it came from.
    pub origin: Origin,
}

/// Why two ends cannot correspond, or one be withdrawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotThisWay {
    /// Of things of ours, what serves stands below what it serves.
    #[error(
        "an action serves an objective, an objective a recommendation, and each of them a requirement, never the other way round"
    )]
    Upside,
    /// Two nodes of one framework.
    #[error("both stand in one framework: choose one of another")]
    OneFramework,
    /// Nobody said why it is withdrawn.
    #[error("say why in a few words")]
    NoReason,
    /// It was withdrawn already.
    #[error("it was withdrawn already")]
    Withdrawn,
}

/// Whether the one may serve the other.
///
/// # Errors
///
/// If what serves does not stand below what it serves, or both stand in one framework.
pub fn fit(from: &End, to: &End) -> Result<(), NotThisWay> {
    match (from, to) {
        (End::Node(one, _), End::Node(other, _)) if one == other => Err(NotThisWay::OneFramework),
        (End::Node(..), End::Node(..)) => Ok(()),
        (from, to) if from.height() < to.height() => Ok(()),
        _ => Err(NotThisWay::Upside),
    }
}

/// The name of a pair of ends, the same whichever of them serves: one pair has one correspondence.
pub fn pair(one: &End, other: &End) -> String {
    let (first, second) = if one <= other { (one, other) } else { (other, one) };
    format!("{first} {second}")
}

impl Correspondence {
    /// Whether it stands.
    pub fn stands(&self) -> bool {
        self.state == State::Standing
    }

    /// The same, withdrawn for a reason.
    ///
    /// # Errors
    ///
    /// If no reason is given, or it was withdrawn already.
    pub fn withdrawn(self, because: &str) -> Result<Self, NotThisWay> {
        let because = because.trim().to_owned();
        match self.state {
            State::Withdrawn { .. } => Err(NotThisWay::Withdrawn),
            State::Standing if because.is_empty() => Err(NotThisWay::NoReason),
            State::Standing => Ok(Self { state: State::Withdrawn { because }, ..self }),
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn end(text: &str) -> End {
        text.parse().unwrap()
    }

    #[test]
    fn an_end_reads_back_as_itself() {
        let id = Uuid::from_u128(7);
        let ends = [
            End::Action(ActionId::new(id)),
            End::Objective(ObjectiveId::new(id)),
            End::Recommendation(RecommendationId::new(id)),
            end("urgent-actions-2020/7"),
        ];
        for one in &ends {
            assert_eq!(end(&one.to_string()), *one);
        }
        for wrong in ["", "/", "a/", "/b", "urgent-actions-2020", "sub_7", "a/b/c"] {
            let said = wrong.parse::<End>().map_err(|not| not.to_string());
            assert!(said.is_err_and(|says| says.contains(wrong)), "{wrong}");
        }
    }

    #[test]
    fn what_serves_stands_below_what_it_serves() {
        let id = Uuid::from_u128(7);
        let action = End::Action(ActionId::new(id));
        let objective = End::Objective(ObjectiveId::new(id));
        let recommendation = End::Recommendation(RecommendationId::new(id));
        let (letter, strategy) = (end("letter/1"), end("strategy/a"));
        for to in [&objective, &recommendation, &letter] {
            assert_eq!(fit(&action, to), Ok(()));
            assert_eq!(fit(to, &action), Err(NotThisWay::Upside));
        }
        assert_eq!(fit(&objective, &recommendation), Ok(()));
        assert_eq!(fit(&action, &action), Err(NotThisWay::Upside));
        assert_eq!(fit(&letter, &strategy), Ok(()));
        assert_eq!(fit(&letter, &end("letter/2")), Err(NotThisWay::OneFramework));
        assert_eq!(pair(&letter, &strategy), pair(&strategy, &letter));
    }

    #[test]
    fn it_is_withdrawn_once_and_with_a_reason() {
        let one = Correspondence {
            id: CorrespondenceId::new(Uuid::from_u128(1)),
            from: End::Action(ActionId::new(Uuid::from_u128(7))),
            to: end("letter/1"),
            how: How::PartOf,
            rest_of: Vec::new(),
            why: String::new(),
            organisation: Some("QTR".parse().unwrap()),
            state: State::Standing,
            origin: Origin::Typed,
        };
        assert_eq!(one.clone().withdrawn(" "), Err(NotThisWay::NoReason));
        let gone = one.withdrawn("The clinic closed").unwrap();
        assert!(!gone.stands());
        let json = serde_json::to_string(&gone).unwrap();
        assert_eq!(serde_json::from_str::<Correspondence>(&json).unwrap(), gone);
        assert_eq!(gone.withdrawn("Again"), Err(NotThisWay::Withdrawn));
    }
}
