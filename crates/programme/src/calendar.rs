//! Calendar feeds: a private address at which a calendar program reads what is due. The secret in
//! the address is never kept, only its hash.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::by_when::{ByWhen, CalendarUnit, Due};
use crate::id::{CalendarFeedId, PersonId};

/// A feed as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarFeed {
    /// Identity.
    pub id: CalendarFeedId,
    /// Whose it is: it shows what they may see, while they may sign in.
    pub person: PersonId,
    /// The day it was made.
    pub made: Date,
    /// Whether it was ended.
    pub ended: bool,
}

/// When a thing comes round again after its first day, as RFC 5545 writes it: on the last day of
/// months and years where the date was given no closer than that, and on the last day that a short
/// month has.
pub fn recurrence_rule(by_when: &ByWhen) -> Option<String> {
    let (due, recurs) = by_when.due.zip(by_when.recurrence)?;
    let every = recurs.every.max(1);
    let last = due.due_by();
    let to_the_day = match due {
        Due::Day(_) => true,
        Due::Month(_) | Due::Quarter(_) | Due::Year(_) => false,
    };
    let day = match last.day() {
        _ if !to_the_day => ";BYMONTHDAY=-1".to_owned(),
        day @ 29.. => {
            let days: Vec<String> = (28..=day).map(|day| day.to_string()).collect();
            format!(";BYMONTHDAY={};BYSETPOS=-1", days.join(","))
        }
        _ => String::new(),
    };
    Some(match recurs.unit {
        CalendarUnit::Day => format!("FREQ=DAILY;INTERVAL={every}"),
        CalendarUnit::Week => format!("FREQ=WEEKLY;INTERVAL={every}"),
        CalendarUnit::Month => format!("FREQ=MONTHLY;INTERVAL={every}{day}"),
        CalendarUnit::Year if day.is_empty() => format!("FREQ=YEARLY;INTERVAL={every}"),
        CalendarUnit::Year => {
            format!("FREQ=YEARLY;INTERVAL={every};BYMONTH={}{day}", last.month())
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_round_again_does_so_on_a_day_that_there_is() {
        let rule = |words| recurrence_rule(&ByWhen::read(words)).unwrap_or_default();
        assert_eq!(rule("Set 08 then 6 monthly"), "FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=-1");
        assert_eq!(rule("30/9/20"), "");
        let on = |day: &str, unit| {
            let recurrence = Some(crate::by_when::Recurrence { every: 1, unit });
            let due = Some(day.parse().unwrap());
            recurrence_rule(&ByWhen { due, recurrence, ..ByWhen::default() }).unwrap()
        };
        let days = "BYMONTHDAY=28,29,30,31;BYSETPOS=-1";
        assert_eq!(
            on("2027-01-31", CalendarUnit::Month),
            format!("FREQ=MONTHLY;INTERVAL=1;{days}")
        );
        assert_eq!(on("2027-01-12", CalendarUnit::Month), "FREQ=MONTHLY;INTERVAL=1");
        let leap = "FREQ=YEARLY;INTERVAL=1;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1";
        assert_eq!(on("2028-02-29", CalendarUnit::Year), leap);
        let year = "FREQ=YEARLY;INTERVAL=1;BYMONTH=3;BYMONTHDAY=-1";
        assert_eq!(on("2026/27", CalendarUnit::Year), year);
        assert_eq!(on("2027-01-31", CalendarUnit::Week), "FREQ=WEEKLY;INTERVAL=1");
    }
}
