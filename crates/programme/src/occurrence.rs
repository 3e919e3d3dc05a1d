//! Occurrences: the dates of what comes round again, each with a standing of its own.

use jiff::Span;
use jiff::civil::Date;

use crate::by_when::{ByWhen, CalendarUnit, Due, Recurrence};
use crate::standing::{Rule, Standing};

/// One date of what comes round again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// Its date, as precise as the first one.
    pub due: Due,
    /// Where it stands.
    pub standing: OccurrenceStanding,
}

/// Where one occurrence stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OccurrenceStanding {
    /// Something was told of a day since this one's first, and before the next one's.
    Told,
    /// Nothing was told in its time, which is over since so many days.
    Late(i32),
    /// Its last day is soon, as the rule of standing has it.
    DueSoon(i32),
    /// Its last day is later than that.
    OnCourse,
}

impl OccurrenceStanding {
    /// The words a page shows.
    pub fn words(self) -> String {
        let days = |n: i32| if n == 1 { "1 day".to_owned() } else { format!("{n} days") };
        match self {
            Self::Told => "told".to_owned(),
            Self::Late(n) => format!("nothing told, {} ago", days(n)),
            Self::DueSoon(0) => "due today".to_owned(),
            Self::DueSoon(n) => format!("due in {}", days(n)),
            Self::OnCourse => "to come".to_owned(),
        }
    }
}

/// The rule, printed where occurrences are shown.
pub const RULE: &str = "An occurrence is told when an update speaks of a day since its own first day \
    and before that of the next one.";

/// The occurrences of a promise up to the first that is not over on `today`, the earliest first; the
/// last `most` of them. `told` are the days of which its updates speak. What does not come round
/// again has none.
pub fn occurrences(
    by_when: &ByWhen,
    told: &[Date],
    (rule, today): (Rule, Date),
    most: usize,
) -> Vec<Occurrence> {
    let (Some(first), Some(again)) = (by_when.due, by_when.recurrence) else { return Vec::new() };
    let mut all = Vec::new();
    for turn in 0..MOST {
        let Some(due) = later(first, again, turn) else { break };
        let next = later(first, again, turn + 1).map(Due::begins);
        let within = |day: &&Date| **day >= due.begins() && next.is_none_or(|next| **day < next);
        let (last, is_told) = (due.due_by(), told.iter().find(within).is_some());
        all.push(Occurrence { due, standing: stands(last, is_told, (rule, today)) });
        if last >= today {
            break;
        }
    }
    let skipped = all.len().saturating_sub(most);
    all.split_off(skipped)
}

/// How often anything comes round at most before we stop counting: a century of weeks.
const MOST: u16 = 5_300;

fn stands(last: Date, is_told: bool, (rule, today): (Rule, Date)) -> OccurrenceStanding {
    if is_told {
        return OccurrenceStanding::Told;
    }
    match rule.of_due(last, today) {
        Standing::Late { days } => OccurrenceStanding::Late(days),
        Standing::DueSoon { days } => OccurrenceStanding::DueSoon(days),
        Standing::OnCourse { .. } | Standing::NoDateAgreed | Standing::Closed => {
            OccurrenceStanding::OnCourse
        }
    }
}

/// The date by which a promise is next to be kept: the one it has; or, of what comes round again,
/// the first that begins after the newest day of which something was told.
pub fn next_due(by_when: &ByWhen, told: Option<Date>) -> Option<Due> {
    let first = by_when.due?;
    let (Some(again), Some(told)) = (by_when.recurrence, told) else { return Some(first) };
    let turns = (0..MOST).map_while(|turn| later(first, again, turn));
    let mut last = first;
    for due in turns {
        last = due;
        if due.begins() > told {
            break;
        }
    }
    Some(last)
}

/// The date so many turns after the first; none where the calendar ends.
fn later(first: Due, again: Recurrence, turn: u16) -> Option<Due> {
    let count = i64::from(again.every.max(1)) * i64::from(turn);
    let span = match again.unit {
        CalendarUnit::Day => Span::new().try_days(count),
        CalendarUnit::Week => Span::new().try_weeks(count),
        CalendarUnit::Month => Span::new().try_months(count),
        CalendarUnit::Year => Span::new().try_years(count),
    };
    let span = span.ok()?;
    let moved = |day: Date| day.checked_add(span).ok();
    let of_month = |day: Date| moved(day).map(Date::first_of_month);
    match first {
        Due::Day(day) => moved(day).map(Due::Day),
        Due::Month(day) => of_month(day).map(Due::Month),
        Due::Quarter(day) => of_month(day).map(Due::Quarter),
        Due::Year(day) => of_month(day).map(Due::Year),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn said(words: &str, told: &[Date], today: Date) -> Vec<(String, String)> {
        let all = occurrences(&ByWhen::read(words), told, (Rule::default(), today), 4);
        all.into_iter().map(|one| (one.due.value(), one.standing.words())).collect()
    }

    #[test]
    fn what_comes_round_again_has_a_standing_each_time() {
        let told = [date(2008, 9, 12), date(2009, 8, 1)];
        let found = said("Sept 08 then 6 monthly", &told, date(2009, 12, 1));
        let words: Vec<_> =
            found.iter().map(|(due, words)| (due.as_str(), words.as_str())).collect();
        assert_eq!(
            words,
            [
                ("2008-09", "told"),
                ("2009-03", "told"),
                ("2009-09", "nothing told, 62 days ago"),
                ("2010-03", "to come"),
            ]
        );
    }

    #[test]
    fn what_does_not_come_round_again_has_none_and_nothing_runs_for_ever() {
        assert_eq!(said("30 September 2020", &[], date(2026, 1, 1)), []);
        let daily = ByWhen {
            due: Some(Due::Day(date(1900, 1, 1))),
            recurrence: Some(Recurrence { every: 0, unit: CalendarUnit::Day }),
            ..ByWhen::default()
        };
        assert!(occurrences(&daily, &[], (Rule::default(), date(2026, 1, 1)), 4).len() <= 4);
        let end = ByWhen {
            due: Some(Due::Day(date(9999, 12, 1))),
            recurrence: Some(Recurrence { every: u16::MAX, unit: CalendarUnit::Year }),
            ..ByWhen::default()
        };
        assert_eq!(occurrences(&end, &[], (Rule::default(), Date::MAX), 4).len(), 1);
    }
}
