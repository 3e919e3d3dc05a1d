//! Posts: who sponsors, who leads, who writes the report and who sits in the working group, for
//! each body and from when to when. Names and addresses are personal: no error repeats them, and
//! they do not show where a post is printed for us.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::code::OrganisationCode;
use crate::id::PostId;
use crate::organisation::Organisation;
use crate::term::{EndsBeforeItBegins, Term};

/// A post as somebody holds it. Whoever follows them holds another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    /// Identity.
    pub id: PostId,
    /// The body.
    pub organisation: OrganisationCode,
    /// What it is.
    pub kind: PostKind,
    /// Who holds it.
    pub name: Name,
    /// What they are besides, in their own words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub job_title: String,
    /// Where they are written to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<Email>,
    /// From when, or that they have not said yes yet.
    #[serde(flatten)]
    pub held: Held,
}

/// What posts there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PostKind {
    /// The executive who sponsors the work.
    ExecutiveSponsor,
    /// The officer who leads on health inequalities.
    Lead,
    /// Who writes the report.
    ReportAuthor,
    /// Who sits in the working group.
    WorkingGroupMember,
}

impl PostKind {
    /// Every post, in the order in which a page shows them.
    pub const ALL: [Self; 4] =
        [Self::ExecutiveSponsor, Self::Lead, Self::ReportAuthor, Self::WorkingGroupMember];

    /// The key as data: `executive_sponsor`.
    pub fn key(self) -> &'static str {
        match self {
            Self::ExecutiveSponsor => "executive_sponsor",
            Self::Lead => "lead",
            Self::ReportAuthor => "report_author",
            Self::WorkingGroupMember => "working_group_member",
        }
    }

    /// The words a page shows.
    pub fn label(self) -> &'static str {
        match self {
            Self::ExecutiveSponsor => "Executive sponsor",
            Self::Lead => "Lead",
            Self::ReportAuthor => "Report author",
            Self::WorkingGroupMember => "Working group member",
        }
    }

    /// What a body with such a post has, after “3 of 9 have”.
    pub fn had(self) -> &'static str {
        match self {
            Self::ExecutiveSponsor => "an executive sponsor",
            Self::Lead => "a lead",
            Self::ReportAuthor => "a report author",
            Self::WorkingGroupMember => "a member in the working group",
        }
    }
}

/// Whether somebody holds a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Days", into = "Days")]
pub enum Held {
    /// They do, on these days.
    For(Term),
    /// They were asked on the first of these days, and have not said yes. It is over when they
    /// declined, or when nobody waits for their answer any more.
    Invited(Term),
}

impl Held {
    /// The first day of which it speaks.
    pub fn since(self) -> Date {
        match self {
            Self::For(term) | Self::Invited(term) => term.from(),
        }
    }

    /// The last day of which it speaks, if one is known.
    pub fn last(self) -> Option<Date> {
        match self {
            Self::For(term) | Self::Invited(term) => term.to(),
        }
    }

    /// The same with a last day.
    ///
    /// # Errors
    ///
    /// If the last day is before the first.
    pub fn until(self, last: Date) -> Result<Self, EndsBeforeItBegins> {
        Ok(match self {
            Self::For(term) => Self::For(term.until(last)?),
            Self::Invited(term) => Self::Invited(term.until(last)?),
        })
    }
}

/// The days of a post as they are written.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Days {
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    invited: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<Date>,
}

/// Days that do not say whether a post is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotHeld {
    /// It ends before it begins.
    #[error(transparent)]
    Backwards(#[from] EndsBeforeItBegins),
    /// It is not said which.
    #[error("say either from which day it is held, or on which day they were invited")]
    NotSaid,
}

impl TryFrom<Days> for Held {
    type Error = NotHeld;

    fn try_from(Days { from, invited, to }: Days) -> Result<Self, NotHeld> {
        let held = match (from, invited) {
            (Some(from), None) => Self::For(Term::since(from)),
            (None, Some(invited)) => Self::Invited(Term::since(invited)),
            (Some(_), Some(_)) | (None, None) => return Err(NotHeld::NotSaid),
        };
        Ok(to.map_or(Ok(held), |to| held.until(to))?)
    }
}

impl From<Held> for Days {
    fn from(held: Held) -> Self {
        let (since, to) = (Some(held.since()), held.last());
        match held {
            Held::For(_) => Self { from: since, invited: None, to },
            Held::Invited(_) => Self { from: None, invited: since, to },
        }
    }
}

impl Post {
    /// Whether they hold it on that day.
    pub fn is_held(&self, day: Date) -> bool {
        match self.held {
            Held::For(term) => term.holds(day),
            Held::Invited(_) => false,
        }
    }

    /// Whether on that day they have been asked, and an answer is awaited.
    pub fn is_invited(&self, day: Date) -> bool {
        match self.held {
            Held::For(_) => false,
            Held::Invited(term) => term.holds(day),
        }
    }

    /// The same post without what only some may see.
    #[must_use]
    pub fn without_address(self) -> Self {
        Self { email: None, ..self }
    }
}

macro_rules! personal {
    ($($(#[$doc:meta])* $name:ident $rule:expr, $(#[$why:meta])* $refusal:ident $says:literal);+ $(;)?) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name(String);

        $(#[$why])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
        #[error($says)]
        pub struct $refusal;

        impl $name {
            /// As it was written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(concat!(stringify!($name), "(…)"))
            }
        }

        impl FromStr for $name {
            type Err = $refusal;

            fn from_str(text: &str) -> Result<Self, $refusal> {
                let text = text.trim();
                let is_one: fn(&str) -> bool = $rule;
                if is_one(text) { Ok(Self(text.to_owned())) } else { Err($refusal) }
            }
        }

        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }
    )+};
}

personal! {
    /// The name of somebody: not blank, and on one line.
    Name |text| !text.is_empty() && !text.contains(char::is_control),
    /// Text that was offered as a name and is none; it is not repeated, since it may be half of one.
    NotAName "the name is missing or on several lines; write one, like Alex Morgan";
    /// An e-mail address by its shape: something, an @, and something with a dot.
    Email |text| text.split_once('@').is_some_and(|(who, place)| {
        let is_part = |part: &str| {
            !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || c.is_control() || c == '@')
        };
        is_part(who) && is_part(place) && place.split('.').count() > 1 && place.split('.').all(is_part)
    }),
    /// Text that was offered as an e-mail address and is none; it is not repeated.
    NotAnEmail "that is not an e-mail address, like alex.morgan@example.org";
}

/// Who holds a post of a body on a day: who has held it longest first.
pub fn holders<'a>(
    posts: &'a [Post],
    organisation: &OrganisationCode,
    kind: PostKind,
    day: Date,
) -> Vec<&'a Post> {
    let is_one =
        |post: &&Post| post.organisation == *organisation && post.kind == kind && post.is_held(day);
    let mut found: Vec<&Post> = posts.iter().filter(is_one).collect();
    found.sort_by_key(|post| (post.held.since(), post.id));
    found
}

/// Which bodies lack whom on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lacking {
    /// How many bodies there are to ask: those that are open on the day.
    pub asked: usize,
    /// For each post the bodies in which nobody holds it, in the order of the bodies.
    pub without: BTreeMap<PostKind, Vec<OrganisationCode>>,
}

impl Lacking {
    /// The bodies in which nobody holds that post.
    pub fn of(&self, kind: PostKind) -> &[OrganisationCode] {
        self.without.get(&kind).map_or(&[], Vec::as_slice)
    }

    /// How many bodies have somebody who holds it.
    pub fn have(&self, kind: PostKind) -> usize {
        self.asked - self.of(kind).len()
    }

    /// The sentence that a page begins with: “8 of 9 have a lead”.
    pub fn says(&self, kind: PostKind) -> String {
        let have = self.have(kind);
        let verb = if have == 1 { "has" } else { "have" };
        format!("{have} of {} {verb} {}", self.asked, kind.had())
    }
}

/// Which bodies lack whom on a day. Bodies that are not open on it are not asked, and whoever was
/// only invited holds nothing yet.
pub fn lacking(bodies: &[Organisation], posts: &[Post], day: Date) -> Lacking {
    let open: Vec<&OrganisationCode> =
        bodies.iter().filter(|body| body.is_open(day)).map(|body| &body.code).collect();
    let without = |kind| {
        let lacks = |body: &&&OrganisationCode| holders(posts, body, kind, day).is_empty();
        open.iter().filter(lacks).map(|body| (*body).clone()).collect()
    };
    Lacking {
        asked: open.len(),
        without: PostKind::ALL.into_iter().map(|kind| (kind, without(kind))).collect(),
    }
}
