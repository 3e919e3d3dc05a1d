//! An organisation as its form is filled in: what it is, whom it follows, and who is in it.

use std::collections::BTreeSet;

use jiff::civil::Date;
use programme::code::OrganisationCode;
use programme::organisation::{Class, Organisation};
use programme::partnership::Member;
use programme::term::Term;
use serde::Serialize;

use crate::forms::sent::Fields;
use crate::views::Wrong;

/// How long a name may be, in characters.
const LONGEST: usize = 200;

/// The form as it was filled in, to be shown again. Rows in which nothing stands are not in it.
#[derive(Clone, Default, Serialize)]
pub(crate) struct Filled {
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) class: String,
    pub(crate) opened: String,
    pub(crate) closed: String,
    pub(crate) follows: Vec<String>,
    pub(crate) successors: Vec<String>,
    pub(crate) members: Vec<Row>,
}

/// A member, and the days on which it is in the partnership.
#[derive(Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Row {
    pub(crate) body: String,
    pub(crate) from: String,
    pub(crate) to: String,
}

/// A body as it was read from the form, with whom it follows.
pub(crate) struct Told {
    pub(crate) organisation: Organisation,
    pub(crate) follows: BTreeSet<OrganisationCode>,
}

impl Filled {
    pub(crate) fn of(fields: &Fields) -> Self {
        let get = |name| fields.get(name).to_owned();
        let list = |name| -> Vec<String> {
            let all = fields.all(name).into_iter().filter(|code| !code.is_empty());
            all.map(str::to_owned).collect()
        };
        let (from, to) = (fields.all("member-from"), fields.all("member-to"));
        let day = |all: &[&str], at: usize| all.get(at).copied().unwrap_or_default().to_owned();
        let row = |(at, body): (usize, &str)| Row {
            body: body.to_owned(),
            from: day(&from, at),
            to: day(&to, at),
        };
        let members = fields.all("member").into_iter().enumerate().map(row);
        Self {
            code: get("code"),
            name: get("name"),
            class: get("class"),
            opened: get("opened"),
            closed: get("closed"),
            follows: list("follows"),
            successors: list("successor"),
            members: members.filter(|row| *row != Row::default()).collect(),
        }
    }

    /// A body as it stands, with whom it follows.
    pub(crate) fn standing(body: &Organisation, follows: &BTreeSet<OrganisationCode>) -> Self {
        let day = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
        let row = |member: &Member| Row {
            body: member.organisation.to_string(),
            from: member.term.from().to_string(),
            to: day(member.term.to()),
        };
        Self {
            code: body.code.to_string(),
            name: body.name.clone(),
            class: body.class.key().to_owned(),
            opened: day(body.opened),
            closed: day(body.closed),
            follows: follows.iter().map(ToString::to_string).collect(),
            successors: body.successors.iter().map(ToString::to_string).collect(),
            members: body.members.iter().map(row).collect(),
        }
    }

    /// Whether it is told to be a partnership, which has members.
    pub(crate) fn is_partnership(&self) -> bool {
        self.class == Class::Partnership.key()
    }

    /// The row in which a body stands, counted from 1; the first where it stands in none.
    pub(crate) fn row_of(&self, list: List, named: Option<&OrganisationCode>) -> usize {
        let is_it = |code: &str| named.is_some_and(|named| named.as_str() == code);
        let at = match list {
            List::Follows => self.follows.iter().position(|code| is_it(code)),
            List::Successors => self.successors.iter().position(|code| is_it(code)),
            List::Members => self.members.iter().position(|row| is_it(&row.body)),
        };
        at.map_or(1, |at| at + 1)
    }

    /// The body that was typed, with what its form does not ask kept as it was.
    ///
    /// # Errors
    ///
    /// Everything that is missing or cannot be read, each for its field.
    pub(crate) fn told(&self, before: Option<&Organisation>) -> Result<Told, Vec<Wrong>> {
        let mut wrong = Vec::new();
        let is_name = !self.name.is_empty() && !self.name.contains(char::is_control);
        if !is_name {
            wrong.push(Wrong::new("name", "Enter its name, on one line"));
        } else if self.name.chars().count() > LONGEST {
            let says = format!("Enter its name in {LONGEST} letters or fewer");
            wrong.push(Wrong::new("name", &says));
        }
        let code = self.code.parse::<OrganisationCode>();
        if self.code.is_empty() {
            wrong.push(Wrong::new("code", "Enter its code, like QTR or three-rivers-carers"));
        } else if let Err(not) = &code {
            wrong.push(Wrong::new("code", &not.to_string()));
        }
        let class = Class::ALL.into_iter().find(|class| class.key() == self.class);
        if class.is_none() {
            wrong.push(Wrong::new("class", "Choose what kind of organisation it is"));
        }
        let opened = day("opened", &self.opened, "2026-04-01", &mut wrong);
        let closed = day("closed", &self.closed, "2026-03-31", &mut wrong);
        if let (Some(opened), Some(closed)) = (opened, closed)
            && closed < opened
        {
            wrong.push(Wrong::new("closed", "The last day must not be before the first"));
        }
        let follows = codes("follows", &self.follows, &mut wrong);
        let successors = codes("successor", &self.successors, &mut wrong);
        let members = self.members(&mut wrong);
        let (Ok(code), Some(class), true) = (code, class, wrong.is_empty()) else {
            return Err(wrong);
        };
        let organisation = Organisation {
            ods: before.and_then(|before| before.ods.clone()),
            ons: before.and_then(|before| before.ons.clone()),
            opened,
            closed,
            successors,
            members,
            ..Organisation::new(code, &*self.name, class)
        };
        Ok(Told { organisation, follows: follows.into_iter().collect() })
    }

    fn members(&self, wrong: &mut Vec<Wrong>) -> Vec<Member> {
        let mut members: Vec<Member> = Vec::new();
        for (number, row) in (1..).zip(&self.members) {
            let found = wrong.len();
            let field = |part: &str| format!("member-{number}{part}");
            let organisation = row.body.parse().ok();
            if organisation.is_none() {
                let says = "Choose who is in it, or clear the days beside it too";
                wrong.push(Wrong::new(&field(""), says));
            }
            let from = row.from.parse::<Date>().ok();
            if from.is_none() {
                let says = "Enter the first day, like 2026-04-01";
                wrong.push(Wrong::new(&field("-from"), says));
            }
            let to = day(&field("-to"), &row.to, "2026-03-31", wrong);
            let (Some(organisation), Some(from)) = (organisation, from) else { continue };
            let term = match to {
                None => Ok(Term::since(from)),
                Some(to) => Term::since(from).until(to),
            };
            match term {
                Ok(term) if wrong.len() == found => {
                    let member = Member { organisation, term };
                    if !members.contains(&member) {
                        members.push(member);
                    }
                }
                Ok(_) => {}
                Err(_) => {
                    let says = "The last day must not be before the first";
                    wrong.push(Wrong::new(&field("-to"), says));
                }
            }
        }
        members
    }
}

/// A list of bodies of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum List {
    Follows,
    Successors,
    Members,
}

impl List {
    /// How its fields are called.
    pub(crate) fn field(self) -> &'static str {
        match self {
            Self::Follows => "follows",
            Self::Successors => "successor",
            Self::Members => "member",
        }
    }
}

/// A day, if one was typed.
fn day(field: &str, text: &str, example: &str, wrong: &mut Vec<Wrong>) -> Option<Date> {
    let read = text.parse().ok();
    if read.is_none() && !text.is_empty() {
        wrong.push(Wrong::new(field, &format!("Enter a day, like {example}")));
    }
    read
}

/// The bodies of a list, each once.
fn codes(field: &str, typed: &[String], wrong: &mut Vec<Wrong>) -> Vec<OrganisationCode> {
    let mut codes = Vec::new();
    for (number, text) in (1..).zip(typed) {
        match text.parse::<OrganisationCode>() {
            Ok(code) if codes.contains(&code) => {}
            Ok(code) => codes.push(code),
            Err(not) => wrong.push(Wrong::new(&format!("{field}-{number}"), &not.to_string())),
        }
    }
    codes
}
