//! Standing: where a promise stands on a day. Computed, never typed and never stored.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::by_when::{ByWhen, Due};
use crate::occurrence::next_due;
use crate::status::Declared;

/// Where a promise stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Declared complete, superseded, or considered and not adopted.
    Closed,
    /// Due later than soon.
    OnCourse {
        /// Days left.
        days: i32,
    },
    /// Due soon, as the rule has it.
    DueSoon {
        /// Days left; 0 on the day itself.
        days: i32,
    },
    /// Past its last day.
    Late {
        /// Days since the last day on which it would have been kept.
        days: i32,
    },
    /// No date was agreed, or the words hold none.
    NoDateAgreed,
}

/// How a promise stands, but for the days: what a list is narrowed to and counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stands {
    /// Past its last day.
    Late,
    /// Due soon, as the rule has it.
    DueSoon,
    /// Due later than that.
    OnCourse,
    /// No date was agreed.
    NoDateAgreed,
    /// Nothing more is expected.
    Closed,
}

/// The days on which something is due that stands so, and is not closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// It is closed, whenever it was due.
    Closed,
    /// It has no day.
    Undated,
    /// Before this day.
    Before(Date),
    /// From the one day to the other, both of them too.
    Between(Date, Date),
    /// After this day.
    After(Date),
}

impl Stands {
    /// Every way to stand, in the order in which they matter.
    pub const ALL: [Self; 5] =
        [Self::Late, Self::DueSoon, Self::OnCourse, Self::NoDateAgreed, Self::Closed];

    /// The key as data and for a tag's colour.
    pub fn key(self) -> &'static str {
        match self {
            Self::Late => "late",
            Self::DueSoon => "due_soon",
            Self::OnCourse => "on_course",
            Self::NoDateAgreed => "no_date_agreed",
            Self::Closed => "closed",
        }
    }

    /// The way to stand of that key, if there is one.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stands| stands.key() == key)
    }
}

/// The rule by which standing is computed, printed wherever a standing is shown. How many days ahead
/// is soon is a setting of the programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "i32", into = "i32")]
pub struct Rule {
    soon: i32,
}

/// A number of days that cannot be soon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("how many days ahead is soon is a number from 1 to 366")]
pub struct NotSoon;

impl Default for Rule {
    /// Soon is within 30 days.
    fn default() -> Self {
        Self { soon: 30 }
    }
}

impl TryFrom<i32> for Rule {
    type Error = NotSoon;

    fn try_from(soon: i32) -> Result<Self, NotSoon> {
        if (1..=366).contains(&soon) { Ok(Self { soon }) } else { Err(NotSoon) }
    }
}

impl From<Rule> for i32 {
    fn from(rule: Rule) -> Self {
        rule.soon
    }
}

impl Rule {
    /// The rule in words.
    pub fn words(self) -> String {
        let days = if self.soon == 1 { "1 day".to_owned() } else { format!("{} days", self.soon) };
        format!(
            "Late: past the last day of its date and not closed. Due soon: within {days}. On course: \
             later than that. A month or quarter is late only after its last day; what comes round \
             again is judged by the first of its dates of which nothing was told. Standing is \
             computed from dates; status is what the owner says."
        )
    }

    /// Where what is open stands on `today` that is due by a day.
    pub fn of_due(self, due_by: Date, today: Date) -> Standing {
        let days = today.until(due_by).map_or(0, |span| span.get_days());
        match days {
            ..0 => Standing::Late { days: -days },
            days if days <= self.soon => Standing::DueSoon { days },
            days => Standing::OnCourse { days },
        }
    }

    /// Where a promise stands on `today`, of which something was told last on the day `told`.
    pub fn standing(
        self,
        by_when: &ByWhen,
        declared: Declared,
        told: Option<Date>,
        today: Date,
    ) -> Standing {
        if declared.is_closed() {
            return Standing::Closed;
        }
        let Some(due) = next_due(by_when, told) else { return Standing::NoDateAgreed };
        self.of_due(Due::due_by(due), today)
    }

    /// When something is due that stands so on `today`: the rule of [`Rule::standing`] for whoever
    /// asks a database, by the last day on which the promise would be kept.
    pub fn window(self, stands: Stands, today: Date) -> Window {
        let soon = today.saturating_add(jiff::Span::new().days(self.soon));
        match stands {
            Stands::Late => Window::Before(today),
            Stands::DueSoon => Window::Between(today, soon),
            Stands::OnCourse => Window::After(soon),
            Stands::NoDateAgreed => Window::Undated,
            Stands::Closed => Window::Closed,
        }
    }
}

impl Standing {
    /// The words a page shows: "late by 4 days".
    pub fn words(self) -> String {
        let days = |n: i32| if n == 1 { "1 day".to_owned() } else { format!("{n} days") };
        match self {
            Self::Closed => "closed".to_owned(),
            Self::OnCourse { .. } => "on course".to_owned(),
            Self::DueSoon { days: 0 } => "due today".to_owned(),
            Self::DueSoon { days: n } => format!("due in {}", days(n)),
            Self::Late { days: n } => format!("late by {}", days(n)),
            Self::NoDateAgreed => "no date agreed".to_owned(),
        }
    }

    /// How it stands, but for the days.
    pub fn stands(self) -> Stands {
        match self {
            Self::Closed => Stands::Closed,
            Self::OnCourse { .. } => Stands::OnCourse,
            Self::DueSoon { .. } => Stands::DueSoon,
            Self::Late { .. } => Stands::Late,
            Self::NoDateAgreed => Stands::NoDateAgreed,
        }
    }

    /// The key as data and for a tag's colour.
    pub fn key(self) -> &'static str {
        self.stands().key()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::by_when::Due;

    fn by(due: Due) -> ByWhen {
        ByWhen { due: Some(due), ..ByWhen::default() }
    }

    #[test]
    fn a_month_is_not_late_until_it_is_over() {
        let september = by(Due::Month(date(2008, 9, 1)));
        let on = |day| Rule::default().standing(&september, Declared::InProgress, None, day);
        assert_eq!(on(date(2008, 9, 30)), Standing::DueSoon { days: 0 });
        assert_eq!(on(date(2008, 10, 1)), Standing::Late { days: 1 });
        assert_eq!(on(date(2008, 7, 1)), Standing::OnCourse { days: 91 });
    }

    #[test]
    fn delayed_is_said_and_late_is_computed() {
        let ahead = by(Due::Day(date(2021, 6, 1)));
        let rule = Rule::default();
        let standing = rule.standing(&ahead, Declared::Delayed, None, date(2020, 9, 1));
        assert_eq!(standing, Standing::OnCourse { days: 273 });
    }

    #[test]
    fn what_is_closed_is_never_late_and_what_has_no_date_is_not_either() {
        let past = by(Due::Day(date(2020, 1, 1)));
        let (rule, today) = (Rule::default(), date(2020, 9, 1));
        let closed = rule.standing(&past, Declared::Complete, None, today);
        assert_eq!(closed, Standing::Closed);
        let none = ByWhen::default();
        let undated = rule.standing(&none, Declared::NotReported, None, today);
        assert_eq!(undated, Standing::NoDateAgreed);
        assert_eq!(Standing::Late { days: 1 }.words(), "late by 1 day");
    }

    #[test]
    fn the_window_of_a_standing_is_its_rule() {
        let today = date(2026, 2, 28);
        let days = (-40..=80).map(|days| today.saturating_add(jiff::Span::new().days(days)));
        for (rule, day) in days.flat_map(|day| [1, 30, 66].map(|soon| (soon, day))) {
            let rule = Rule::try_from(rule).unwrap();
            let due = by(Due::Day(day));
            let stands = rule.standing(&due, Declared::Open, None, today).stands();
            let fits = |one: &Stands| match rule.window(*one, today) {
                Window::Closed | Window::Undated => false,
                Window::Before(end) => day < end,
                Window::Between(first, last) => (first..=last).contains(&day),
                Window::After(end) => day > end,
            };
            let found: Vec<Stands> = Stands::ALL.into_iter().filter(fits).collect();
            assert_eq!(found, [stands], "{day}");
            assert_eq!(Stands::of_key(stands.key()), Some(stands));
        }
    }

    #[test]
    fn what_comes_round_again_stands_by_its_next_date_of_which_nothing_was_told() {
        let often = ByWhen::read("Sept 08 then 6 monthly");
        let on = |told, day| Rule::default().standing(&often, Declared::InProgress, told, day);
        assert_eq!(on(None, date(2009, 1, 1)), Standing::Late { days: 93 });
        let told = Some(date(2008, 9, 12));
        assert_eq!(on(told, date(2009, 1, 1)), Standing::OnCourse { days: 89 });
        assert_eq!(on(told, date(2009, 4, 1)), Standing::Late { days: 1 });
        assert_eq!(on(Some(date(2009, 4, 1)), date(2009, 4, 2)), Standing::OnCourse { days: 181 });
    }

    #[test]
    fn how_many_days_are_soon_is_a_setting_within_reason() {
        assert!([0, -1, 367, i32::MAX].iter().all(|days| Rule::try_from(*days) == Err(NotSoon)));
        let rule = Rule::try_from(1).unwrap();
        assert!(rule.words().contains("within 1 day."));
        let read: Rule = serde_json::from_str("14").unwrap();
        assert_eq!(i32::from(read), 14);
        assert!(serde_json::from_str::<Rule>("0").is_err());
    }
}
