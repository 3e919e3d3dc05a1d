//! A round as its form is filled in.

use jiff::civil::Date;
use programme::code::OrganisationCode;
use programme::guidance::{Guidance, GuidancePage};
use programme::peer_review::Size;
use programme::round::{Round, RoundKind, RoundState, SignOffRule};
use serde::Serialize;

use crate::forms::sent::Fields;
use crate::views::Wrong;

/// The round as its form holds it.
#[derive(Clone, Default, Serialize)]
pub(crate) struct Filled {
    pub(crate) key: String,
    pub(crate) title: String,
    pub(crate) kind: String,
    pub(crate) framework: String,
    pub(crate) opens: String,
    pub(crate) due: String,
    pub(crate) mailbox: String,
    pub(crate) guidance: String,
    pub(crate) reminders: String,
    pub(crate) sign_off: String,
    pub(crate) peer_review: String,
    pub(crate) asked: Vec<String>,
}

/// The key of a kind, as its radio holds it.
pub(crate) fn key_of(kind: RoundKind) -> &'static str {
    match kind {
        RoundKind::Planning => "planning",
        RoundKind::Review => "review",
    }
}

impl From<&Round> for Filled {
    fn from(round: &Round) -> Self {
        // Files have a page of their own.
        let guidance = round.guidance.iter().filter_map(|one| match one {
            Guidance::Page(page) => Some(format!("{} {}", page.title, page.link)),
            Guidance::File(_) => None,
        });
        let days: Vec<String> = round.reminders.iter().map(ToString::to_string).collect();
        Self {
            key: round.key.to_string(),
            title: round.title.clone(),
            kind: key_of(round.kind).to_owned(),
            framework: round.framework.to_string(),
            opens: round.opens.to_string(),
            due: round.due.to_string(),
            mailbox: round.mailbox.clone(),
            guidance: guidance.collect::<Vec<_>>().join("\n"),
            reminders: days.join(", "),
            sign_off: match round.sign_off {
                SignOffRule::Needed => "needed".to_owned(),
                SignOffRule::NotNeeded => String::new(),
            },
            peer_review: match round.peer_review {
                Some(Size::Pairs) => "pairs".to_owned(),
                Some(Size::Trios) => "trios".to_owned(),
                None => "none".to_owned(),
            },
            asked: round.asked.iter().map(ToString::to_string).collect(),
        }
    }
}

impl Filled {
    pub(crate) fn of(fields: &Fields) -> Self {
        let get = |name: &str| fields.get(name).to_owned();
        Self {
            key: get("key"),
            title: get("title"),
            kind: get("kind"),
            framework: get("framework"),
            opens: get("opens"),
            due: get("due"),
            mailbox: get("mailbox"),
            guidance: get("guidance").replace("\r\n", "\n"),
            reminders: get("reminders"),
            sign_off: get("sign_off"),
            peer_review: get("peer_review"),
            asked: fields.all("asked").into_iter().map(str::to_owned).collect(),
        }
    }

    /// The round that was typed, with what its form does not ask kept as it was.
    pub(crate) fn round(&self, before: Option<&Round>) -> Result<Round, Vec<Wrong>> {
        let mut wrong = Vec::new();
        let key = self.key.parse();
        if key.is_err() {
            let says = "Enter a short name, of letters, numbers and hyphens, like 2027-planning";
            wrong.push(Wrong::new("key", says));
        }
        if self.title.is_empty() {
            wrong.push(Wrong::new("title", "Enter a title, like Planning round, autumn 2027"));
        }
        let framework = self.framework.parse();
        if framework.is_err() {
            wrong.push(Wrong::new("framework", "Choose a framework"));
        }
        let opens = day(&self.opens, "opens", &mut wrong);
        let due = day(&self.due, "due", &mut wrong);
        if let (Some(opens), Some(due)) = (opens, due)
            && due < opens
        {
            wrong.push(Wrong::new("due", "The day it is due must be after the day it opens"));
        }
        let reminders = self.days(&mut wrong);
        let mut guidance = self.guidance_read(&mut wrong);
        guidance.extend(
            before.into_iter().flat_map(Round::guidance_files).cloned().map(Guidance::File),
        );
        let asked: Vec<OrganisationCode> =
            self.asked.iter().filter_map(|code| code.parse().ok()).collect();
        if asked.is_empty() {
            wrong.push(Wrong::new("asked", "Choose at least one organisation"));
        }
        let (Ok(key), Ok(framework), Some(opens), Some(due)) = (key, framework, opens, due) else {
            return Err(wrong);
        };
        if !wrong.is_empty() {
            return Err(wrong);
        }
        Ok(Round {
            key,
            title: self.title.clone(),
            kind: if self.kind == "review" { RoundKind::Review } else { RoundKind::Planning },
            framework,
            opens,
            due,
            asked,
            state: before.map_or(RoundState::Draft, |before| before.state),
            guidance,
            mailbox: self.mailbox.clone(),
            sign_off: if self.sign_off == "needed" {
                SignOffRule::Needed
            } else {
                SignOffRule::NotNeeded
            },
            peer_review: match self.peer_review.as_str() {
                "pairs" => Some(Size::Pairs),
                "trios" => Some(Size::Trios),
                _ => None,
            },
            reminders,
            questions: before.map_or_else(Vec::new, |before| before.questions.clone()),
            closed_because: before.map_or_else(String::new, |b| b.closed_because.clone()),
        })
    }

    fn days(&self, wrong: &mut Vec<Wrong>) -> Vec<i32> {
        let parts = self.reminders.split(',').map(str::trim).filter(|part| !part.is_empty());
        let days: Result<Vec<i32>, _> = parts.map(str::parse).collect();
        days.unwrap_or_else(|_| {
            let says = "Enter numbers of days with commas between, like -14, -3, 1";
            wrong.push(Wrong::new("reminders", says));
            Vec::new()
        })
    }

    fn guidance_read(&self, wrong: &mut Vec<Wrong>) -> Vec<Guidance> {
        let lines = self.guidance.lines().map(str::trim).filter(|line| !line.is_empty());
        let mut guidance = Vec::new();
        for line in lines {
            match line.rsplit_once(' ') {
                Some((title, link)) if link.starts_with("https://") => {
                    let (title, link) = (title.trim().to_owned(), link.to_owned());
                    guidance.push(Guidance::Page(GuidancePage { title, link }));
                }
                Some(_) | None => {
                    let says = format!(
                        "“{line}” should be a title and an address, like User guide https://example.org/guide"
                    );
                    wrong.push(Wrong::new("guidance", &says));
                }
            }
        }
        guidance
    }
}

fn day(text: &str, field: &str, wrong: &mut Vec<Wrong>) -> Option<Date> {
    let read = text.parse().ok();
    if read.is_none() {
        wrong.push(Wrong::new(field, "Enter a date, like 2027-09-01"));
    }
    read
}
