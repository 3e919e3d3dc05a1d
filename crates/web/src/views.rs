//! Small views that several pages share: a date, a standing, a thing to mend.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use programme::by_when::{ByWhen, Due};
use programme::standing::Standing;
use serde::Serialize;

use crate::problem::{count, sentence};
use crate::templates::counted;

/// Something to mend, for the error summary and its field.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Wrong {
    pub(crate) text: String,
    pub(crate) href: String,
}

impl Wrong {
    pub(crate) fn new(field: &str, says: &str) -> Self {
        Self { text: says.to_owned(), href: format!("#{field}") }
    }
}

/// A standing, in words and with the key of its mark.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Standed {
    pub(crate) key: &'static str,
    pub(crate) words: String,
}

impl From<Standing> for Standed {
    fn from(standing: Standing) -> Self {
        Self { key: standing.key(), words: standing.words() }
    }
}

/// The kinds of standing in the order they matter, with what a count of each says.
pub(crate) const STANDINGS: [(&str, &str); 5] = [
    ("late", "late"),
    ("due_soon", "due soon"),
    ("on_course", "on course"),
    ("no_date_agreed", "with no date agreed"),
    ("closed", "closed"),
];

/// How many stand how, in words: "2 late, 3 on course and 1 closed".
pub(crate) fn counts(standings: &[Standing]) -> String {
    counts_by(|key| count(standings.iter().filter(|standing| standing.key() == key).count()))
}

/// The same, by a count for each key.
pub(crate) fn counts_by(how_many: impl Fn(&str) -> u64) -> String {
    let said = STANDINGS.iter().filter_map(|(key, words)| {
        let n = how_many(key);
        (n > 0).then(|| counted(n, words, Some(words)))
    });
    listed(&said.collect::<Vec<_>>())
}

/// A list as people write it: "a, b and c".
pub(crate) fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// A date as somebody wrote it, and our reading where that says more.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct When {
    pub(crate) words: String,
    pub(crate) reading: Option<String>,
}

impl From<&ByWhen> for When {
    fn from(by_when: &ByWhen) -> Self {
        let mut reading = by_when.due.map(Due::words);
        if let Some(again) = by_when.recurrence {
            let every = counted(u64::from(again.every), again.unit.word(), None);
            reading = reading.map(|said| format!("{said}, then every {every}"));
        }
        if by_when.inferred {
            reading = reading.map(|said| format!("{said}, the year worked out from the document"));
        }
        let same = |said: &String| said.eq_ignore_ascii_case(by_when.words.trim());
        Self { words: by_when.words.trim().to_owned(), reading: reading.filter(|said| !same(said)) }
    }
}

/// A day in words: "6 August 2018".
pub(crate) fn day_words(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

/// An instant in words, by the clocks of England: "6 August 2018 at 9:05am".
pub(crate) fn instant_words(at: Timestamp) -> String {
    let zone = TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC);
    let there = at.to_zoned(zone);
    let shape = if there.minute() == 0 { "%-d %B %Y at %-I%P" } else { "%-d %B %Y at %-I:%M%P" };
    there.strftime(shape).to_string()
}

/// A revision of a thing, on its page.
#[derive(Debug, Serialize)]
pub(crate) struct Past {
    revision: i64,
    effective: String,
    recorded: String,
    by: String,
    says: String,
}

impl From<&office::plan::HistoryLine> for Past {
    fn from(line: &office::plan::HistoryLine) -> Self {
        Self {
            revision: line.revision,
            effective: day_words(line.effective),
            recorded: instant_words(line.recorded),
            by: line.by.clone(),
            says: sentence(&line.says),
        }
    }
}

/// A revision of a thing, with what was different in it.
#[derive(Debug, Serialize)]
pub(crate) struct Was {
    #[serde(flatten)]
    past: Past,
    reason: Option<String>,
    /// Each fact, with what was told before and after.
    differences: Vec<(String, String, String)>,
}

impl From<office::changes::Past> for Was {
    fn from(past: office::changes::Past) -> Self {
        let told = past.differences.into_iter().map(|one| (one.fact, one.before, one.after));
        Self { past: Past::from(&past.line), reason: past.reason, differences: told.collect() }
    }
}

/// What somebody else saved while a form was filled in.
#[derive(Debug, Serialize)]
pub(crate) struct Theirs {
    pub(crate) by: String,
    pub(crate) rows: Vec<(&'static str, String)>,
}

/// A link in words.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Link {
    pub(crate) text: String,
    pub(crate) href: String,
}

impl Link {
    pub(crate) fn new(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self { text: text.into(), href: href.into() }
    }
}

/// One choice of a select or of radios.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Choosable {
    pub(crate) value: String,
    pub(crate) text: String,
    pub(crate) selected: bool,
    pub(crate) checked: bool,
}

impl Choosable {
    pub(crate) fn new(value: impl Into<String>, text: impl Into<String>, chosen: &str) -> Self {
        let value = value.into();
        let selected = value == chosen;
        Self { value, text: text.into(), selected, checked: selected }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_shown_twice_only_when_we_read_it_otherwise() {
        let shown = |words| When::from(&ByWhen::read(words)).reading;
        assert_eq!(shown("30 September 2020"), None);
        assert_eq!(shown("30/9/20").as_deref(), Some("30 September 2020"));
        assert_eq!(shown("Sept 08").as_deref(), Some("September 2008"));
        assert_eq!(shown("weekly"), None);
    }

    #[test]
    fn instants_are_told_by_the_clocks_of_england() {
        let said = |text: &str| instant_words(text.parse().unwrap());
        assert_eq!(said("2026-08-06T08:05:00Z"), "6 August 2026 at 9:05am");
        assert_eq!(said("2026-11-21T14:00:00Z"), "21 November 2026 at 2pm");
    }

    #[test]
    fn counts_leave_out_what_there_is_none_of() {
        let all = [Standing::Late { days: 3 }, Standing::Closed, Standing::Late { days: 1 }];
        assert_eq!(counts(&all), "2 late and 1 closed");
        assert_eq!(counts(&[]), "");
    }
}
