//! What a committee reads of a plan: what is live, what was completed and what was asked for since
//! it last met, and what is outstanding.

use std::collections::BTreeMap;

use authority::Actor;
use jiff::civil::Date;
use programme::by_when::ByWhen;
use programme::code::PlanKey;
use programme::comparison::Promise;
use programme::plan::Plan;
use programme::responsibility::Responsibility;
use programme::standing::{Rule, Standing, Stands};
use programme::status::Status;
use programme::update::{About, Course, Step};
use store::{AsAt, Kept};

use crate::journal::name;
use crate::plan::{ActionLine, PlanPage, RecommendationLine};
use crate::{Error, Office};

/// A thing as a committee reads it.
#[derive(Clone, Debug)]
pub struct Tabled {
    /// The thing.
    pub about: About,
    /// Its words, with its reference.
    pub what: String,
    /// Who owns it.
    pub owner: Responsibility,
    /// By when.
    pub by_when: ByWhen,
    /// The date first agreed, where another took its place.
    pub first: Option<ByWhen>,
    /// What is said of it.
    pub status: Status,
    /// Where it stands.
    pub standing: Standing,
}

/// A new date that was asked for since the committee last met.
#[derive(Clone, Debug)]
pub struct Extension {
    /// What it is asked for.
    pub about: About,
    /// Its words, with its reference.
    pub what: String,
    /// The date that is asked for.
    pub asked: ByWhen,
    /// Why.
    pub reason: String,
    /// Who asked, and the day.
    pub by: String,
    /// The day.
    pub on: Date,
    /// What was answered: agreed, not agreed, or nothing yet.
    pub answer: Option<bool>,
}

/// What a committee reads of a plan.
#[derive(Clone, Debug)]
pub struct Committee {
    /// The plan.
    pub plan: Plan,
    /// Whose it is.
    pub organisation: String,
    /// The day on which it last met.
    pub since: Date,
    /// What is not closed.
    pub live: Vec<Tabled>,
    /// What is closed and was not then.
    pub completed: Vec<Tabled>,
    /// New dates that were asked for since.
    pub extensions: Vec<Extension>,
    /// What is late, the latest first.
    pub outstanding: Vec<Tabled>,
    /// The rule by which things stand.
    pub rule: Rule,
}

impl Office {
    /// What a committee that met on the day `since` reads of a plan, as it stands on a day.
    ///
    /// # Errors
    ///
    /// If there is no such plan, or it is not the actor's to see.
    pub async fn committee(
        &self,
        actor: &Actor,
        key: &PlanKey,
        since: Date,
        (day, at): (Date, Option<Date>),
    ) -> Result<Committee, Error> {
        let page = self.plan(actor, key, day, at).await?;
        let all = tabled(&page);
        let before = match self.plan(actor, key, since, Some(since)).await {
            Ok(then) => tabled(&then),
            // The plan came in after they met.
            Err(Error::NotFound) => Vec::new(),
            Err(error) => return Err(error),
        };
        let was_open: BTreeMap<About, bool> =
            before.iter().map(|one| (one.about, one.standing.stands() != Stands::Closed)).collect();
        let of = |stands: fn(Stands) -> bool| {
            all.iter().filter(move |one| stands(one.standing.stands())).cloned()
        };
        let mut outstanding: Vec<Tabled> = of(|stands| stands == Stands::Late).collect();
        outstanding.sort_by_key(|one| crate::due::urgency(one.standing));
        let closed = of(|stands| stands == Stands::Closed);
        Ok(Committee {
            since,
            live: of(|stands| stands != Stands::Closed).collect(),
            completed: closed
                .filter(|one| was_open.get(&one.about).copied().unwrap_or(false))
                .collect(),
            extensions: self.extensions(&page, &all, (since, day)).await?,
            outstanding,
            rule: page.rule,
            plan: page.plan,
            organisation: page.organisation,
        })
    }

    /// The new dates that were asked for after a day and up to another, the first first.
    async fn extensions(
        &self,
        page: &PlanPage,
        all: &[Tabled],
        (since, until): (Date, Date),
    ) -> Result<Vec<Extension>, Error> {
        let people = self.names().await?;
        let mut updates = self.store.updates_of_plan(page.plan.id, AsAt::Day(until)).await?;
        updates.sort_by_key(|kept| kept.recorded);
        let mut found: Vec<Extension> = Vec::new();
        for Kept { noun: update, by, .. } in updates {
            let waiting = |one: &&mut Extension| one.about == update.about && one.answer.is_none();
            match &update.step {
                Step::AskDate(asked) => {
                    let Some(one) = all.iter().find(|one| one.about == update.about) else {
                        continue;
                    };
                    found.push(Extension {
                        about: update.about,
                        what: one.what.clone(),
                        asked: asked.clone(),
                        reason: update.words.clone(),
                        by: name(&people, &by.to_string()),
                        on: update.on,
                        answer: None,
                    });
                }
                step @ (Step::AgreeDate | Step::RefuseDate) => {
                    if let Some(one) = found.iter_mut().rev().find(waiting) {
                        one.answer = Some(*step == Step::AgreeDate);
                    }
                }
                Step::Progress(_)
                | Step::AskCompletion
                | Step::Verify
                | Step::NotVerified
                | Step::Supersede
                | Step::NotAdopt
                | Step::Reopen
                | Step::NameOwner(_) => {}
            }
        }
        found.retain(|one| one.on > since);
        Ok(found)
    }
}

fn tabled(page: &PlanPage) -> Vec<Tabled> {
    let action = |line: &ActionLine| {
        let (about, said) = (About::Action(line.action.id), &line.action.said);
        one(about, said, &line.action.course, line.standing)
    };
    let recommendation = |line: &RecommendationLine| {
        let found = &line.recommendation;
        one(About::Recommendation(found.id), &found.said, &found.course, line.standing)
    };
    page.recommendations.iter().map(recommendation).chain(page.actions.iter().map(action)).collect()
}

fn one(about: About, said: &impl Promise, course: &Course, standing: Standing) -> Tabled {
    Tabled {
        about,
        what: said.called(),
        owner: said.responsibility().clone(),
        by_when: said.by_when().clone(),
        first: course.first.clone(),
        status: said.status().clone(),
        standing,
    }
}
