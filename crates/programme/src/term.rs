//! Terms: the days from which and to which something holds, such as a post.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// From a first day to a last one, both of them in it, or until further notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "Days")]
pub struct Term {
    from: Date,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<Date>,
}

/// A term that would end before it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("it would end on {to}, before it begins on {from}")]
pub struct EndsBeforeItBegins {
    from: Date,
    to: Date,
}

impl Term {
    /// From a day until further notice.
    pub fn since(from: Date) -> Self {
        Self { from, to: None }
    }

    /// The same term with a last day.
    ///
    /// # Errors
    ///
    /// If the last day is before the first.
    pub fn until(self, to: Date) -> Result<Self, EndsBeforeItBegins> {
        let Self { from, to: _ } = self;
        if to < from {
            Err(EndsBeforeItBegins { from, to })
        } else {
            Ok(Self { from, to: Some(to) })
        }
    }

    /// The first day.
    pub fn from(self) -> Date {
        self.from
    }

    /// The last day, if one is known.
    pub fn to(self) -> Option<Date> {
        self.to
    }

    /// Whether that day is in it.
    pub fn holds(self, day: Date) -> bool {
        self.from <= day && !self.is_over(day)
    }

    /// Whether its last day is past.
    pub fn is_over(self, day: Date) -> bool {
        self.to.is_some_and(|last| last < day)
    }
}

/// A term as it is written, before it went through its door.
#[derive(Deserialize)]
struct Days {
    from: Date,
    #[serde(default)]
    to: Option<Date>,
}

impl TryFrom<Days> for Term {
    type Error = EndsBeforeItBegins;

    fn try_from(Days { from, to }: Days) -> Result<Self, EndsBeforeItBegins> {
        let term = Self::since(from);
        to.map_or(Ok(term), |to| term.until(to))
    }
}
