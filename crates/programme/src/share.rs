//! Shares: what each of several bodies answers for in one action or recommendation. “Districts” are
//! many, and the promise is kept once every one of them has kept its own.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::code::OrganisationCode;
use crate::id::{PlanId, ShareId};
use crate::status::Status;
use crate::update::About;

/// One body's share in an action or a recommendation, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// Identity.
    pub id: ShareId,
    /// What it is a share of.
    pub about: About,
    /// The plan of that.
    pub plan: PlanId,
    /// The body that answers for it.
    pub organisation: OrganisationCode,
    /// The words of the plan that the body is asked by: “Districts”.
    pub party: String,
    /// What the body says of it.
    #[serde(default)]
    pub status: Status,
    /// The same in its own words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// The day of which it spoke last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<Date>,
    /// Why nothing is asked of the body any more, once it is so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<String>,
}

/// Why a share cannot be moved so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotThisShare {
    /// Nothing is asked of the body any more.
    #[error("nothing is asked of this organisation here any more")]
    Ended,
    /// It is said in no words.
    #[error("say it in a few words")]
    Blank,
    /// It speaks of a day that has not come, or of one before the last that it spoke of.
    #[error("speak of today, or of a day since {0} that is past")]
    NoSuchDay(String),
}

impl Share {
    /// One that a body is asked for, of which nothing was told yet.
    pub fn asked(
        id: ShareId,
        (about, plan): (About, PlanId),
        organisation: OrganisationCode,
        party: &str,
    ) -> Self {
        let party = party.trim().to_owned();
        let (status, words) = (Status::default(), String::new());
        Self { id, about, plan, organisation, party, status, words, told: None, ended: None }
    }

    /// Whether the promise still waits for it.
    pub fn is_open(&self) -> bool {
        self.ended.is_none() && !self.status.declared.is_closed()
    }

    /// This share once its body told how it stands on a day, up to `today`.
    ///
    /// # Errors
    ///
    /// If nothing is asked any more, nothing is said, or no such day can be spoken of.
    pub fn telling(
        self,
        status: Status,
        words: &str,
        (on, today): (Date, Date),
    ) -> Result<Self, NotThisShare> {
        if self.ended.is_some() {
            return Err(NotThisShare::Ended);
        }
        if words.trim().is_empty() {
            return Err(NotThisShare::Blank);
        }
        if on > today || self.told.is_some_and(|told| on < told) {
            let since = self.told.map_or_else(|| "then".to_owned(), |day| day.to_string());
            return Err(NotThisShare::NoSuchDay(since));
        }
        Ok(Self { status, words: words.trim().to_owned(), told: Some(on), ..self })
    }

    /// This share once nothing is asked of its body any more.
    ///
    /// # Errors
    ///
    /// If that is so already, or no reason is given.
    pub fn ending(self, reason: &str) -> Result<Self, NotThisShare> {
        if self.ended.is_some() {
            return Err(NotThisShare::Ended);
        }
        if reason.trim().is_empty() {
            return Err(NotThisShare::Blank);
        }
        Ok(Self { ended: Some(reason.trim().to_owned()), ..self })
    }
}

/// Why the whole cannot be seen to be complete, if some of its shares are open.
pub fn still_open<'a>(shares: impl Iterator<Item = &'a Share>) -> Option<String> {
    let open: Vec<&str> =
        shares.filter(|share| share.is_open()).map(|share| share.organisation.as_str()).collect();
    match open.as_slice() {
        [] => None,
        [one] => Some(format!("{one} has not said that its share is complete")),
        many => Some(format!(
            "{} organisations have not said that their share is complete: {}",
            many.len(),
            many.join(", ")
        )),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::id::ActionId;

    const TODAY: Date = date(2026, 11, 1);

    fn share(body: &str) -> Share {
        let about = About::Action(ActionId::new(Uuid::from_u128(1)));
        let plan = PlanId::new(Uuid::from_u128(2));
        Share::asked(
            ShareId::new(Uuid::from_u128(3)),
            (about, plan),
            body.parse().unwrap(),
            "Districts",
        )
    }

    #[test]
    fn a_share_is_told_day_by_day_and_ends_once() {
        let status = Status::read("In progress");
        let told = share("ALD")
            .telling(status.clone(), " Two wards ", (date(2026, 10, 1), TODAY))
            .unwrap();
        assert_eq!((told.words.as_str(), told.is_open()), ("Two wards", true));
        let blank = told.clone().telling(status.clone(), " ", (TODAY, TODAY));
        assert_eq!(blank, Err(NotThisShare::Blank));
        for day in [date(2026, 9, 30), date(2026, 11, 2)] {
            let wrong = told.clone().telling(status.clone(), "x", (day, TODAY));
            assert!(matches!(wrong, Err(NotThisShare::NoSuchDay(_))), "{day}");
        }
        let done = told.clone().telling(Status::read("Complete"), "All", (TODAY, TODAY)).unwrap();
        assert!(!done.is_open());
        assert_eq!(told.clone().ending(""), Err(NotThisShare::Blank));
        let ended = told.ending("It merged").unwrap();
        assert!(!ended.is_open());
        assert_eq!(ended.clone().ending("x"), Err(NotThisShare::Ended));
        assert_eq!(ended.telling(status, "x", (TODAY, TODAY)), Err(NotThisShare::Ended));
    }

    #[test]
    fn the_whole_waits_for_every_share() {
        assert_eq!(still_open([].iter()), None);
        let done = Share { status: Status::read("Complete"), ..share("ALD") };
        assert_eq!(still_open([done.clone()].iter()), None);
        let open = still_open([done.clone(), share("WYB")].iter());
        assert_eq!(open.as_deref(), Some("WYB has not said that its share is complete"));
        let open = still_open([share("ALD"), share("WYB")].iter()).unwrap();
        assert!(open.starts_with("2 organisations") && open.ends_with("ALD, WYB"), "{open}");
    }
}
