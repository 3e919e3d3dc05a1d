//! The one registry of identifiers: add a kind here and nowhere else.
//!
//! An identifier is a UUID of version 7 printed with the kind in front, so that one
//! pasted into a message tells what it names: `obj_06f2x…`.

use std::fmt;
use std::str::FromStr;

use uuid::Uuid;

/// Text that was offered as an identifier and is not one of that kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{text}” is not an identifier like {prefix}_01890a5d-ac96-774b-bcce-b302099a8057")]
pub struct NotAnId {
    text: String,
    prefix: &'static str,
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident $prefix:literal),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Uuid);

        impl $name {
            /// Names a new thing; the caller brings the UUID, since drawing one is not pure.
            pub fn new(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The UUID itself, by which one thing goes on as another: an answer as an objective.
            pub fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(formatter, concat!($prefix, "_{}"), self.0)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                text.strip_prefix(concat!($prefix, "_"))
                    .and_then(|rest| Uuid::try_parse(rest).ok())
                    .map(Self)
                    .ok_or_else(|| NotAnId { text: text.to_owned(), prefix: $prefix })
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    )+};
}

ids! {
    /// A person who signs in.
    PersonId "per",
    /// A plan: audit, action plan or planning.
    PlanId "pln",
    /// A recommendation of an audit plan.
    RecommendationId "rec",
    /// One body's share in an action or a recommendation.
    ShareId "shr",
    /// A view of a list that somebody saved.
    ViewId "viw",
    /// An action of a plan.
    ActionId "act",
    /// An objective of a submission.
    ObjectiveId "obj",
    /// A submission: one organisation's return to one round.
    SubmissionId "sub",
    /// A document held for review.
    ImportId "imp",
    /// A framework that a region writes itself.
    FrameworkId "frw",
    /// A run of an indicator over an extract.
    RunId "run",
    /// What a run lets out of one indicator and period, as the ledger has it.
    ReleaseId "rls",
    /// A report as it was issued.
    ReportId "rep",
    /// An answer as it stands in a return that is being filled in.
    AnswerId "ans",
    /// A risk, a challenge, a support need or a lesson.
    InsightId "ins",
    /// A peer review of one return.
    PeerReviewId "pee",
    /// A signed link to one submission.
    LinkId "lnk",
    /// A post that somebody holds for a body.
    PostId "pst",
    /// A line by which one body reports to another, or to a board.
    ReportingLineId "rpl",
    /// What is told of an action or a recommendation once it is agreed.
    UpdateId "upd",
    /// A mail that told somebody what is due from them.
    DigestId "dig",
    /// A private address at which a calendar reads what is due.
    CalendarFeedId "cal",
    /// A token by which a program reads for a person.
    TokenId "tok",
    /// A risk to one or several actions.
    RiskId "rsk",
    /// What is told to somebody in a wave.
    CommunicationId "com",
    /// What one thing is to another: one line of a cross-walk.
    CorrespondenceId "cor",
}

/// Who did a thing: a person who signed in, or whoever held a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum By {
    /// A person.
    Person(PersonId),
    /// The bearer of a link.
    Link(LinkId),
}

impl fmt::Display for By {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Person(person) => person.fmt(formatter),
            Self::Link(link) => link.fmt(formatter),
        }
    }
}

impl FromStr for By {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let link = text.parse().map(Self::Link);
        link.or_else(|_| text.parse().map(Self::Person))
    }
}

impl serde::Serialize for By {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for By {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl From<PersonId> for By {
    fn from(person: PersonId) -> Self {
        Self::Person(person)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_as_itself_and_never_as_another_kind() {
        let id = ObjectiveId::new(Uuid::from_u128(0x0189_0a5d_ac96_774b_bcce_b302_099a_8057));
        assert_eq!(id.to_string(), "obj_01890a5d-ac96-774b-bcce-b302099a8057");
        assert_eq!(id.to_string().parse(), Ok(id));
        assert!(id.to_string().parse::<ActionId>().is_err());
        let by = By::Link(LinkId::new(id.uuid()));
        assert_eq!(by.to_string().parse(), Ok(by));
        assert!(id.to_string().parse::<By>().is_err());
        let json = serde_json::to_string(&id).unwrap();
        assert_eq!(serde_json::from_str::<ObjectiveId>(&json).unwrap(), id);
    }
}
