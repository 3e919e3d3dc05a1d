//! Standing: where a promise stands on a day. Computed, never typed and never stored.

use jiff::civil::Date;

use crate::by_when::ByWhen;
use crate::status::Declared;

/// Where a promise stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Declared complete, superseded, or considered and not adopted.
    Closed,
    /// Due more than [`DUE_SOON_DAYS`] days ahead.
    OnCourse {
        /// Days left.
        days: i32,
    },
    /// Due within [`DUE_SOON_DAYS`] days.
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
    /// Due within [`DUE_SOON_DAYS`] days.
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

    /// When something is due that stands so on `today`: the rule of [`standing`] for whoever asks a
    /// database, by the last day on which the promise would be kept.
    pub fn window(self, today: Date) -> Window {
        let soon = today.saturating_add(jiff::Span::new().days(DUE_SOON_DAYS));
        match self {
            Self::Late => Window::Before(today),
            Self::DueSoon => Window::Between(today, soon),
            Self::OnCourse => Window::After(soon),
            Self::NoDateAgreed => Window::Undated,
            Self::Closed => Window::Closed,
        }
    }
}

/// How many days ahead counts as soon.
pub const DUE_SOON_DAYS: i32 = 30;

/// The rule, printed wherever a standing is shown.
pub const RULE: &str = "Late: past the last day of its date and not closed. Due soon: within 30 days. \
    On course: later than that. A month or quarter is late only after its last day. \
    Standing is computed from dates; status is what the owner says.";

/// Where a promise stands on `today`.
pub fn standing(by_when: &ByWhen, declared: Declared, today: Date) -> Standing {
    if declared.is_closed() {
        return Standing::Closed;
    }
    let Some(due) = by_when.due else { return Standing::NoDateAgreed };
    let days = today.until(due.due_by()).map_or(0, |span| span.get_days());
    match days {
        ..0 => Standing::Late { days: -days },
        0..=DUE_SOON_DAYS => Standing::DueSoon { days },
        days => Standing::OnCourse { days },
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
        let on = |day| standing(&september, Declared::InProgress, day);
        assert_eq!(on(date(2008, 9, 30)), Standing::DueSoon { days: 0 });
        assert_eq!(on(date(2008, 10, 1)), Standing::Late { days: 1 });
        assert_eq!(on(date(2008, 7, 1)), Standing::OnCourse { days: 91 });
    }

    #[test]
    fn delayed_is_said_and_late_is_computed() {
        let ahead = by(Due::Day(date(2021, 6, 1)));
        let standing = standing(&ahead, Declared::Delayed, date(2020, 9, 1));
        assert_eq!(standing, Standing::OnCourse { days: 273 });
    }

    #[test]
    fn what_is_closed_is_never_late_and_what_has_no_date_is_not_either() {
        let past = by(Due::Day(date(2020, 1, 1)));
        let today = date(2020, 9, 1);
        assert_eq!(standing(&past, Declared::Complete, today), Standing::Closed);
        let none = ByWhen::default();
        assert_eq!(standing(&none, Declared::NotReported, today), Standing::NoDateAgreed);
        assert_eq!(Standing::Late { days: 1 }.words(), "late by 1 day");
    }

    #[test]
    fn the_window_of_a_standing_is_its_rule() {
        let today = date(2026, 2, 28);
        let days = (-40..=80).map(|days| today.saturating_add(jiff::Span::new().days(days)));
        for day in days {
            let stands = standing(&by(Due::Day(day)), Declared::Open, today).stands();
            let fits = |one: &Stands| match one.window(today) {
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
}
