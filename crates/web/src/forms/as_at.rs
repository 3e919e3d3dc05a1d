//! `?as-at=DATE`: the page as it stood on another day.

use std::collections::BTreeMap;

use axum::extract::Query;
use jiff::civil::Date;
use office::Moment;
use serde::Serialize;

use crate::views::Wrong;

/// What an address asks for after its question mark.
pub(crate) type Asked = Query<BTreeMap<String, String>>;

/// The day a page is asked for.
pub(crate) struct AsAt {
    today: Date,
    asked: Option<Date>,
    wrong: Option<String>,
}

impl AsAt {
    /// Reads the day: none means today, and so does one that is wrong, which is said.
    pub(crate) fn of(asked: &Asked, moment: Moment) -> Self {
        let today = moment.today;
        let text = asked.get("as-at").map_or("", |text| text.trim());
        let (asked, wrong) = match text.parse::<Date>() {
            _ if text.is_empty() => (None, None),
            Ok(day) if day > today => {
                (None, Some("As at must be today or a day in the past".to_owned()))
            }
            // No calendar of ours has a day before the year 1.
            Ok(day) if day.year() < 1 => {
                (None, Some(format!("“{text}” is not a date, like 2026-08-06")))
            }
            Ok(day) => (Some(day).filter(|day| *day != today), None),
            Err(_) => (None, Some(format!("“{text}” is not a date, like 2026-08-06"))),
        };
        Self { today, asked, wrong }
    }

    /// The day asked for, if it is not today.
    pub(crate) fn past(&self) -> Option<Date> {
        self.asked
    }

    /// What an address says of the day behind such a mark: `?as-at=2026-08-06`; nothing of today.
    pub(crate) fn said(&self, mark: char) -> String {
        self.asked.map_or_else(String::new, |day| format!("{mark}as-at={day}"))
    }

    /// The day on which standings hold.
    pub(crate) fn day(&self) -> Date {
        self.asked.unwrap_or(self.today)
    }

    /// Whether the day asked for is none.
    pub(crate) fn is_wrong(&self) -> bool {
        self.wrong.is_some()
    }

    /// What to say of a day that is none.
    pub(crate) fn errors(&self) -> Vec<Wrong> {
        self.wrong.iter().map(|says| Wrong::new("as-at", says)).collect()
    }

    /// The control, on a page of this address.
    pub(crate) fn control(&self, action: &str, keep: Vec<Keep>) -> Control {
        Control {
            action: action.to_owned(),
            day: self.asked.map(|day| day.to_string()),
            today: self.today.to_string(),
            keep,
            error: self.wrong.clone(),
            changes: None,
        }
    }
}

/// The as-at control as its part shows it.
#[derive(Serialize)]
pub(crate) struct Control {
    action: String,
    day: Option<String>,
    today: String,
    keep: Vec<Keep>,
    error: Option<String>,
    /// Where it is told what changed since another day.
    changes: Option<String>,
}

impl Control {
    /// This control with a way to what changed, of what is named as the address of changes does:
    /// `of=action`, `plan=KEY`.
    pub(crate) fn with_changes(mut self, of: &str) -> Self {
        let day = self.day.as_ref().map_or_else(String::new, |day| format!("&as-at={day}"));
        self.changes = Some(format!("/changes?{of}{day}"));
        self
    }
}

/// What else the address holds, and must go on holding.
#[derive(Serialize)]
pub(crate) struct Keep {
    pub(crate) name: &'static str,
    pub(crate) value: String,
}
