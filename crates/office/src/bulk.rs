//! Telling one step of many actions or recommendations at once: what it would do to each, and then
//! all of it together.

use std::collections::BTreeSet;

use authority::policy::Shelf;
use authority::{Act, Actor, Permit, permit};
use jiff::civil::Date;
use programme::by_when::ByWhen;
use programme::code::OrganisationCode;
use programme::comparison::Promise;
use programme::id::{By, UpdateId};
use programme::share::still_open;
use programme::update::{About, Stand, Step};
use store::AsAt;

use crate::office::sees;
use crate::update::{Telling, Told};
use crate::{Error, Moment, Office};

/// How many things can be told of at once.
pub const MOST: usize = 100;

/// One of the things that a step would be told of.
#[derive(Clone, Debug)]
pub struct BulkLine {
    /// The thing.
    pub about: About,
    /// Its words, with its reference.
    pub what: String,
    /// The revision seen of it.
    pub revision: i64,
    /// The identity of the update to come, so that what is sent twice is told once.
    pub update: UpdateId,
    /// Where it stands.
    pub before: Stand,
    /// Where it would stand; or why it cannot be told so.
    pub after: Result<Stand, String>,
}

/// What is to be told of each.
#[derive(Clone, Debug)]
pub struct BulkTelling {
    /// The step.
    pub step: Step,
    /// The words.
    pub words: String,
    /// The day of which they speak.
    pub on: Date,
}

/// One of the things that a step is told of, as it was previewed.
#[derive(Clone, Copy, Debug)]
pub struct BulkItem {
    /// The thing.
    pub about: About,
    /// The revision that was seen of it.
    pub seen: i64,
    /// The identity of its update.
    pub update: UpdateId,
}

impl Office {
    /// What telling a step would do to each of these things. Nothing is written.
    ///
    /// # Errors
    ///
    /// If one of them is not the actor's to see, or the database does not answer.
    pub async fn preview_bulk(
        &self,
        actor: &Actor,
        moment: Moment,
        things: &[About],
        telling: &BulkTelling,
    ) -> Result<Vec<BulkLine>, Error> {
        let By::Person(person) = actor.by else { return Err(Error::NotFound) };
        let sight = sees(actor, Shelf::Promises);
        let mut lines = Vec::new();
        for about in things.iter().take(MOST) {
            let (told, what) = self.told_with_words(&sight, *about).await?;
            let may = permit(actor, Act::of_update(&telling.step), Some(&told.organisation));
            let days = (telling.on, moment.today);
            let after = told.stand.clone().after(&telling.step, (person, &telling.words), days);
            let waits = self.waits_for_shares(*about, &telling.step).await?;
            let after = may
                .map_err(|refused| Error::from(refused).to_string())
                .and(after.map_err(|not| not.to_string()))
                .and_then(|after| waits.map_or(Ok(after), Err));
            lines.push(BulkLine {
                about: *about,
                what,
                revision: told.revision,
                update: UpdateId::new((self.draw)()),
                before: told.stand,
                after,
            });
        }
        Ok(lines)
    }

    /// Tells a step of each of these things, all of it or nothing.
    ///
    /// # Errors
    ///
    /// If the actor may not tell it of one of them, one cannot be moved so, or somebody told
    /// something of one first.
    pub async fn tell_bulk(
        &self,
        actor: &Actor,
        moment: Moment,
        items: &[BulkItem],
        telling: &BulkTelling,
    ) -> Result<(), Error> {
        let sight = sees(actor, Shelf::Promises);
        let mut updates = Vec::new();
        let mut bodies = BTreeSet::new();
        for BulkItem { about, seen, update } in items.iter().take(MOST) {
            let told = self.told(&sight, *about).await?;
            bodies.insert(told.organisation.clone());
            let BulkTelling { step, words, on } = telling.clone();
            let telling = Telling { id: *update, on, step, words, evidence: Vec::new() };
            updates.push((*seen, told.update(*about, telling)));
        }
        if updates.is_empty() {
            return Ok(());
        }
        let permit = for_all(actor, Act::of_update(&telling.step), &bodies)?;
        Ok(self.store.tell_all(&permit, moment.now, &updates).await?)
    }

    /// Why a thing cannot be seen to be complete, if a body's share in it is open.
    async fn waits_for_shares(&self, about: About, step: &Step) -> Result<Option<String>, Error> {
        if *step != Step::Verify {
            return Ok(None);
        }
        let shares = self.store.shares_of(about, AsAt::Now).await?;
        Ok(still_open(shares.iter().map(|kept| &kept.noun)))
    }

    /// A thing that updates are about, with its words.
    async fn told_with_words(
        &self,
        sight: &authority::Sight,
        about: About,
    ) -> Result<(Told, String), Error> {
        let told = self.told(sight, about).await?;
        let what = match about {
            About::Action(id) => self.store.action(sight, id).await?.noun.said.called(),
            About::Recommendation(id) => {
                self.store.recommendation(sight, id).await?.noun.said.called()
            }
        };
        Ok((told, what))
    }
}

/// A permit that reaches each of these bodies: their own for one, the region's for several.
fn for_all(actor: &Actor, act: Act, bodies: &BTreeSet<OrganisationCode>) -> Result<Permit, Error> {
    let one = bodies.first().filter(|_| bodies.len() == 1);
    Ok(permit(actor, act, one)?)
}

/// What a step would change of where a thing stands: the part, what it is, and what it would be.
pub fn differences(before: &Stand, after: &Stand) -> Vec<(&'static str, String, String)> {
    let words = |text: &str, none: &str| {
        let text = text.trim();
        if text.is_empty() { none.to_owned() } else { text.to_owned() }
    };
    let date = |by_when: &ByWhen| words(&by_when.words, "no date");
    let asked = |stand: &Stand| {
        stand.course.asked.as_ref().map_or_else(|| "none".to_owned(), |new| date(&new.by_when))
    };
    let all = [
        (
            "Status said",
            words(&before.status.words, "not reported"),
            words(&after.status.words, "not reported"),
        ),
        ("By when", date(&before.by_when), date(&after.by_when)),
        ("New date asked for", asked(before), asked(after)),
        ("Owner", words(&before.owner.words, "not named"), words(&after.owner.words, "not named")),
    ];
    all.into_iter().filter(|(_, before, after)| before != after).collect()
}
