//! Deadlines that someone else set, named in the notes.

use jiff::civil::Date;
use programme::action::OutsideDeadline;
use programme::by_when::{ByWhen, Due, dates_in};

/// The deadlines of others in a note: "NHSE deadline 31 Dec 2021".
pub(crate) fn deadlines(notes: &str) -> Vec<OutsideDeadline> {
    let mut deadlines = Vec::new();
    for found in dates_in(notes) {
        let Some(before) = notes.get(..found.start) else { continue };
        let sentence = before.rsplit(['.', ';', ',', '\n', '(']).next().unwrap_or(before);
        let Some((body, _)) = sentence.split_once("deadline") else { continue };
        let body = body.trim();
        let start = before.len() - sentence.trim_start().len();
        let words = notes.get(start..found.end).unwrap_or(notes).to_owned();
        let by_when = ByWhen { words, due: Some(found.due), ..ByWhen::default() };
        deadlines.push(OutsideDeadline { body: body.to_owned(), by_when });
    }
    deadlines
}

/// What is odd about an outside deadline beside a promise's own date, if anything.
pub(crate) fn odd(own: Option<Due>, outside: Option<Due>) -> Option<String> {
    let (own, outside) = (own?.due_by(), outside?.due_by());
    let days = own.until(outside).ok()?.get_days();
    if days < 0 {
        return Some(format!(
            "the outside deadline is {} days before the action's own date",
            -days
        ));
    }
    let year_before = Date::new(outside.year() - 1, outside.month(), outside.day()).ok()?;
    (days > 365).then(|| {
        format!("the outside deadline is {days} days after the action's own date: check the year, which could be {year_before}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deadline_of_others_keeps_its_body_and_its_words() {
        let found = deadlines("Plan agreed; Region deadline 31 March 2021, then review on 4/5/21");
        let said: Vec<(&str, &str)> =
            found.iter().map(|d| (d.body.as_str(), d.by_when.words.as_str())).collect();
        assert_eq!(said, [("Region", "Region deadline 31 March 2021")]);
    }

    #[test]
    fn a_deadline_years_away_or_before_ones_own_is_odd() {
        let day = |text: &str| Some(text.parse::<Due>().unwrap());
        assert!(odd(day("2020-10-31"), day("2021-12-31")).unwrap().contains("426 days after"));
        assert_eq!(odd(day("2020-12-31"), day("2021-03-31")), None);
        assert!(odd(day("2020-12-31"), day("2020-12-01")).unwrap().contains("30 days before"));
        assert_eq!(odd(None, day("2020-12-01")), None);
    }
}
