//! Owners: who is to act, what each of them has on, and what nobody is sure to own.

use std::collections::BTreeMap;

use authority::Actor;
use jiff::civil::Date;
use programme::comparison::Promise;
use programme::id::PlanId;
use programme::responsibility::{Hint, Responsibility, hints, known_as};
use programme::standing::{Rule, Stands};
use programme::update::About;

use crate::plan::{ActionLine, RecommendationLine};
use crate::register::Filter;
use crate::{Error, Office};

/// Who is to act, and how what they have on stands.
#[derive(Clone, Debug)]
pub struct OwnerLine {
    /// The key they are known by, however plans type them: `ceo`.
    pub key: String,
    /// How a plan types them.
    pub name: String,
    /// How much of theirs stands how.
    pub counts: BTreeMap<Stands, u64>,
}

/// A thing that nobody is sure to own.
#[derive(Clone, Debug)]
pub struct Unsure {
    /// The thing.
    pub about: About,
    /// Its words, with its reference.
    pub what: String,
    /// Whose plan it is in.
    pub organisation: String,
    /// Who is written to own it, with the doubt.
    pub written: String,
    /// What speaks for somebody.
    pub hints: Vec<Hint>,
}

/// A plan in which things name nobody.
#[derive(Clone, Debug)]
pub struct Unowned {
    /// The plan's key.
    pub plan: String,
    /// Its title.
    pub title: String,
    /// Whose it is.
    pub organisation: String,
    /// How many of its things that are not closed name nobody.
    pub count: u64,
}

/// Who owns what.
#[derive(Clone, Debug)]
pub struct Owners {
    /// What is open and has an owner with a doubt, in the order of the plans.
    pub unsure: Vec<Unsure>,
    /// The plans in which something open names nobody.
    pub unowned: Vec<Unowned>,
    /// Everybody who is to act: those with the most late before the others.
    pub owners: Vec<OwnerLine>,
    /// The rule by which things stand.
    pub rule: Rule,
}

/// What one owner has on.
#[derive(Clone, Debug)]
pub struct OwnerPage {
    /// How a plan types them.
    pub name: String,
    /// Every way in which plans type them.
    pub typed: Vec<String>,
    /// Their actions, by date.
    pub actions: Vec<ActionLine>,
    /// Their recommendations, by date.
    pub recommendations: Vec<RecommendationLine>,
    /// The rule by which things stand.
    pub rule: Rule,
}

/// One thing, as far as who owns it goes.
struct Owned<'a> {
    about: About,
    plan: PlanId,
    plan_key: String,
    title: &'a str,
    organisation: &'a str,
    what: String,
    section: &'a str,
    asides: [&'a str; 2],
    owner: &'a Responsibility,
    stands: Stands,
}

impl<'a> Owned<'a> {
    fn action(line: &'a ActionLine) -> Self {
        let said = &line.action.said;
        Self {
            about: About::Action(line.action.id),
            plan: line.action.plan,
            plan_key: line.plan_key.to_string(),
            title: &line.plan_title,
            organisation: &line.organisation,
            what: said.called(),
            section: &said.group,
            asides: said.asides(),
            owner: &said.responsibility,
            stands: line.standing.stands(),
        }
    }

    fn recommendation(line: &'a RecommendationLine) -> Self {
        let said = &line.recommendation.said;
        Self {
            about: About::Recommendation(line.recommendation.id),
            plan: line.recommendation.plan,
            plan_key: line.plan_key.to_string(),
            title: &line.plan_title,
            organisation: &line.organisation,
            what: said.called(),
            section: &said.section,
            asides: said.asides(),
            owner: &said.responsibility,
            stands: line.standing.stands(),
        }
    }

    fn is_open(&self) -> bool {
        self.stands != Stands::Closed
    }

    /// What speaks for somebody as its owner, of all that there is.
    fn hints(&self, all: &[Self]) -> Vec<Hint> {
        let others = || {
            let same = all.iter().filter(|one| one.plan == self.plan && one.about != self.about);
            same.collect::<Vec<_>>()
        };
        let others = others();
        let section = others.iter().filter(|one| one.section == self.section).map(|one| one.owner);
        hints(self.owner, &self.asides, section, others.iter().map(|one| one.owner))
    }
}

impl Office {
    /// Who owns what of all that the actor may see, as it stands on a day.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn owners(
        &self,
        actor: &Actor,
        (day, at): (Date, Option<Date>),
    ) -> Result<Owners, Error> {
        let actions = self.actions(actor, day, at).await?;
        let recommendations = self.recommendations(actor, day, at).await?;
        let all: Vec<Owned<'_>> = actions
            .iter()
            .map(Owned::action)
            .chain(recommendations.iter().map(Owned::recommendation))
            .collect();
        let unsure = all.iter().filter(|one| one.is_open() && one.owner.uncertain);
        let unsure = unsure.map(|one| Unsure {
            about: one.about,
            what: one.what.clone(),
            organisation: one.organisation.to_owned(),
            written: one.owner.words.clone(),
            hints: one.hints(&all),
        });
        Ok(Owners {
            unsure: unsure.collect(),
            unowned: unowned(&all),
            owners: owners(&all),
            rule: self.standing_rule().await?,
        })
    }

    /// What speaks for somebody as the owner of a thing that is the actor's to see; nothing if its
    /// owner is certain.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn owner_hints(
        &self,
        actor: &Actor,
        about: About,
        (plan, day): (&str, Date),
    ) -> Result<Vec<Hint>, Error> {
        let filter = Filter { plan: plan.to_owned(), ..Filter::default() };
        let actions = self.actions_narrowed(actor, &filter, (day, None)).await?;
        let recommendations = self.recommendations_narrowed(actor, &filter, (day, None)).await?;
        let all: Vec<Owned<'_>> = actions
            .iter()
            .map(Owned::action)
            .chain(recommendations.iter().map(Owned::recommendation))
            .collect();
        let one = all.iter().find(|one| one.about == about);
        let unsure = one.filter(|one| one.owner.uncertain || one.owner.is_missing());
        Ok(unsure.map(|one| one.hints(&all)).unwrap_or_default())
    }

    /// What the owner known by a key has on, of all that the actor may see, by date.
    ///
    /// # Errors
    ///
    /// If nothing that the actor may see is theirs, or the database does not answer.
    pub async fn owner(
        &self,
        actor: &Actor,
        key: &str,
        (day, at): (Date, Option<Date>),
    ) -> Result<OwnerPage, Error> {
        let key = known_as(key);
        if key.is_empty() {
            return Err(Error::NotFound);
        }
        let order = crate::register::Order::Due;
        let filter = Filter { owner: key.clone(), order, ..Filter::default() };
        let mut actions = self.actions_narrowed(actor, &filter, (day, at)).await?;
        let mut recommendations = self.recommendations_narrowed(actor, &filter, (day, at)).await?;
        // A list finds words that stand in a longer name too; here they are the whole of it.
        actions.retain(|line| is_of(&line.action.said.responsibility, &key));
        recommendations.retain(|line| is_of(&line.recommendation.said.responsibility, &key));
        let owners = actions.iter().map(|line| &line.action.said.responsibility);
        let owners = owners
            .chain(recommendations.iter().map(|line| &line.recommendation.said.responsibility));
        let parties = owners.flat_map(|owner| &owner.parties);
        let mut typed: Vec<String> =
            parties.filter(|party| known_as(party) == key).cloned().collect();
        let Some(name) = typed.first().cloned() else { return Err(Error::NotFound) };
        typed.sort();
        typed.dedup();
        let rule = self.standing_rule().await?;
        Ok(OwnerPage { name, typed, actions, recommendations, rule })
    }
}

/// Whether a party of it is known by that key.
fn is_of(owner: &Responsibility, key: &str) -> bool {
    owner.parties.iter().any(|party| known_as(party) == key)
}

fn owners(all: &[Owned<'_>]) -> Vec<OwnerLine> {
    let mut by_key: BTreeMap<String, OwnerLine> = BTreeMap::new();
    for one in all {
        let parties = one.owner.parties.iter();
        let each: BTreeMap<String, &String> =
            parties.map(|party| (known_as(party), party)).collect();
        for (key, name) in each.into_iter().filter(|(key, _)| !key.is_empty()) {
            let line = by_key.entry(key.clone()).or_insert_with(|| OwnerLine {
                key,
                name: name.clone(),
                counts: BTreeMap::new(),
            });
            *line.counts.entry(one.stands).or_default() += 1;
        }
    }
    let mut owners: Vec<OwnerLine> = by_key.into_values().collect();
    let urgent = |line: &OwnerLine| {
        let count = |stands: &Stands| line.counts.get(stands).copied().unwrap_or(0);
        Stands::ALL.map(|stands| core::cmp::Reverse(count(&stands)))
    };
    owners.sort_by_key(|line| (urgent(line), line.key.clone()));
    owners
}

fn unowned(all: &[Owned<'_>]) -> Vec<Unowned> {
    let mut plans: Vec<(PlanId, Unowned)> = Vec::new();
    for one in all.iter().filter(|one| one.is_open() && one.owner.is_missing()) {
        if let Some((_, unowned)) = plans.iter_mut().find(|(plan, _)| *plan == one.plan) {
            unowned.count += 1;
            continue;
        }
        let unowned = Unowned {
            plan: one.plan_key.clone(),
            title: one.title.to_owned(),
            organisation: one.organisation.to_owned(),
            count: 1,
        };
        plans.push((one.plan, unowned));
    }
    plans.into_iter().map(|(_, unowned)| unowned).collect()
}
