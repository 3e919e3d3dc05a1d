//! Calendar feeds: what is due, for the calendar program of whoever made the private address.

use std::collections::BTreeMap;

use authority::policy::Shelf;
use authority::{Act, Actor, permit};
use icalendar::{Calendar, Component as _, Event, Property};
use jiff::civil::Date;
use jiff::{Timestamp, tz::TimeZone};
use programme::by_when::{ByWhen, Due};
use programme::calendar::{CalendarFeed, recurrence_rule};
use programme::id::{By, CalendarFeedId, PlanId};
use programme::plan::Plan;
use programme::responsibility::Responsibility;
use programme::round::RoundState;
use programme::status::Status;
use store::{AsAt, Kept, WhichActions, WhichRecommendations};

use crate::digest::{Address, one_line};
use crate::office::sees;
use crate::{Error, Moment, Office};

/// A thing with a date, as an event of a day.
struct Dated<'a> {
    name: String,
    what: String,
    more: Vec<String>,
    by_when: &'a ByWhen,
    page: String,
    recorded: Timestamp,
    revision: i64,
}

impl Office {
    /// The calendar feed that the actor has, if they have one.
    ///
    /// # Errors
    ///
    /// If the actor has none by their role, or the database does not answer.
    pub async fn calendar_feed(&self, actor: &Actor) -> Result<Option<CalendarFeed>, Error> {
        permit(actor, Act::KeepCalendarFeed, actor.organisation.as_ref())?;
        let By::Person(person) = actor.by else { return Err(Error::NotFound) };
        Ok(self.store.calendar_feed_of(person).await?)
    }

    /// A new identity, for a feed that is about to be made.
    pub fn new_calendar_feed(&self) -> CalendarFeedId {
        CalendarFeedId::new((self.draw)())
    }

    /// Makes the actor's calendar feed, found by a secret of which only the hash is kept. One that
    /// they had before ends.
    ///
    /// # Errors
    ///
    /// If the actor may have none, it was made already, or the database does not answer.
    pub async fn make_calendar_feed(
        &self,
        actor: &Actor,
        moment: Moment,
        (id, secret): (CalendarFeedId, &str),
    ) -> Result<(), Error> {
        let permit = permit(actor, Act::KeepCalendarFeed, actor.organisation.as_ref())?;
        let By::Person(person) = actor.by else { return Err(Error::NotFound) };
        let feed = CalendarFeed { id, person, made: moment.today, ended: false };
        match self.store.make_calendar_feed(&permit, moment.now, &feed, secret).await {
            Ok(()) => Ok(()),
            Err(store::Error::Changed { .. }) => {
                let what = "this address was made already and was shown once; if it was not copied, make another";
                Err(Error::AlreadyKept { what: what.to_owned() })
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Ends the actor's calendar feed. Where there is none, nothing happens.
    ///
    /// # Errors
    ///
    /// If the actor may have none, or the database does not answer.
    pub async fn end_calendar_feed(&self, actor: &Actor, moment: Moment) -> Result<(), Error> {
        let permit = permit(actor, Act::KeepCalendarFeed, actor.organisation.as_ref())?;
        Ok(self.store.end_calendar_feed(&permit, moment.now).await?)
    }

    /// What is due, as a calendar, for whoever holds that secret; nothing where the secret opens
    /// none, the feed was ended, or its person may not sign in any more. As long as nothing is
    /// changed it is the same bytes.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn calendar(
        &self,
        secret: &str,
        address: Option<&Address>,
    ) -> Result<Option<String>, Error> {
        let feed = self.store.calendar_feed_opened_by(secret).await?;
        let Some(feed) = feed.filter(|feed| !feed.ended) else { return Ok(None) };
        let Some(actor) = self.actor(feed.person).await? else { return Ok(None) };
        if permit(&actor, Act::KeepCalendarFeed, actor.organisation.as_ref()).is_err() {
            return Ok(None);
        }
        let mut calendar = Calendar::empty();
        calendar
            .append_property(Property::new("VERSION", "2.0"))
            .append_property(Property::new("PRODID", "-//Fairlead//What is due//EN"))
            .append_property(Property::new("CALSCALE", "GREGORIAN"))
            .append_property(Property::new("METHOD", "PUBLISH"))
            .append_property(Property::new("X-WR-CALNAME", "Fairlead: what is due"));
        let mut put = |dated: &Dated<'_>| calendar.extend(event(dated, address));
        for Kept { noun: round, recorded, revision, .. } in self.store.rounds(AsAt::Now).await? {
            let asked = actor.organisation.as_ref().is_none_or(|own| round.asked.contains(own));
            if round.state == RoundState::Open && asked {
                let due = Some(Due::Day(round.due));
                put(&Dated {
                    name: format!("round-{}", round.key),
                    what: format!("returns to “{}”", round.title),
                    more: Vec::new(),
                    by_when: &ByWhen { due, ..ByWhen::default() },
                    page: format!("/rounds/{}", round.key),
                    recorded,
                    revision,
                });
            }
        }
        self.promises_dated(&actor, &mut put).await?;
        Ok(Some(calendar.to_string()))
    }

    /// The promises of the actor's own body that are not closed, one after the other.
    async fn promises_dated(
        &self,
        actor: &Actor,
        put: &mut impl FnMut(&Dated<'_>),
    ) -> Result<(), Error> {
        let Some(own) = &actor.organisation else { return Ok(()) };
        let sight = sees(actor, Shelf::Promises);
        let plans = self.store.plans(&sight, AsAt::Now).await?.into_iter().map(|kept| kept.noun);
        let plans: BTreeMap<PlanId, Plan> =
            plans.filter(|plan| plan.organisation == *own).map(|plan| (plan.id, plan)).collect();
        let is_open = |status: &Status| !status.declared.is_closed();
        for kept in self.store.actions(&sight, &WhichActions::default(), AsAt::Now).await? {
            let (id, said) = (kept.noun.id, &kept.noun.said);
            let Some(plan) = plans.get(&kept.noun.plan).filter(|_| is_open(&said.status)) else {
                continue;
            };
            put(&Dated {
                name: id.to_string(),
                what: said.words.clone(),
                more: more(&said.by_when, &said.responsibility, plan),
                by_when: &said.by_when,
                page: format!("/actions/{id}"),
                recorded: kept.recorded,
                revision: kept.revision,
            });
        }
        let which = WhichRecommendations::default();
        for kept in self.store.recommendations(&sight, &which, AsAt::Now).await? {
            let (id, said) = (kept.noun.id, &kept.noun.said);
            let Some(plan) = plans.get(&kept.noun.plan).filter(|_| is_open(&said.status)) else {
                continue;
            };
            put(&Dated {
                name: id.to_string(),
                what: format!("{} {}", said.reference, said.words),
                more: more(&said.by_when, &said.responsibility, plan),
                by_when: &said.by_when,
                page: format!("/recommendations/{id}"),
                recorded: kept.recorded,
                revision: kept.revision,
            });
        }
        Ok(())
    }
}

/// What else a calendar says of a promise.
fn more(by_when: &ByWhen, owner: &Responsibility, plan: &Plan) -> Vec<String> {
    let said = |title: &str, words: &str| {
        let words = one_line(words);
        (!words.is_empty()).then(|| format!("{title}: {words}"))
    };
    let parts = [
        said("Owner", &owner.words),
        said("By when, as written", &by_when.words),
        said("Plan", &plan.title),
    ];
    parts.into_iter().flatten().collect()
}

/// A thing as an event of its last day, all day; none where it has no date. A date given no closer
/// than a month, a quarter or a year stands on its last day, and the words say so.
fn event(dated: &Dated<'_>, address: Option<&Address>) -> Option<Event> {
    let due = dated.by_when.due?;
    let on = due.due_by();
    let what = one_line(&dated.what);
    let summary = match due {
        Due::Day(_) => format!("Due: {what}"),
        Due::Month(_) | Due::Quarter(_) | Due::Year(_) => {
            format!("Due by the end of {}: {what}", due.words())
        }
    };
    let told = instant(dated.recorded);
    let mut event = Event::new();
    event
        .uid(&format!("{}@fairlead", dated.name))
        .summary(&summary)
        .add_property("DTSTAMP", &told)
        .add_property("LAST-MODIFIED", &told)
        .add_property("SEQUENCE", (dated.revision - 1).to_string())
        .append_property(day("DTSTART", on))
        .append_property(day("DTEND", on.tomorrow().unwrap_or(on)))
        // A day on which something is due is not a day on which somebody is busy.
        .add_property("TRANSP", "TRANSPARENT");
    if !dated.more.is_empty() {
        event.description(&dated.more.join("\n"));
    }
    if let Some(rule) = recurrence_rule(dated.by_when) {
        event.add_property("RRULE", rule);
    }
    if let Some(address) = address {
        event.add_property("URL", address.of(&dated.page));
    }
    Some(event)
}

fn day(name: &str, day: Date) -> Property {
    let value = day.strftime("%Y%m%d").to_string();
    Property::new(name, value).add_parameter("VALUE", "DATE").done()
}

fn instant(at: Timestamp) -> String {
    at.to_zoned(TimeZone::UTC).strftime("%Y%m%dT%H%M%SZ").to_string()
}
