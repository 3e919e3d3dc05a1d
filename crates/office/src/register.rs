//! The register: the actions or the recommendations an actor may see, narrowed, in an order, and a
//! page at a time, with how many stand how.

use std::collections::{BTreeMap, BTreeSet};

use authority::policy::Shelf;
use authority::{Actor, Sight};
use jiff::civil::Date;
use programme::by_when::Due;
use programme::code::PlanKey;
use programme::standing::{Rule, Stands};
use programme::status::Declared;
use programme::wording::folded;
use store::{Slice, Tally, WhichItems};

pub use store::Order;

use crate::office::{as_at, sees};
use crate::plan::{ActionLine, Plans, RecommendationLine};
use crate::{Error, Office};

/// What a register is narrowed to, and its order; what is blank does not narrow it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// The name or the code of a body.
    pub organisation: String,
    /// The key of a plan.
    pub plan: String,
    /// How they stand on the day.
    pub stands: Option<Stands>,
    /// What people say of them.
    pub declared: Option<Declared>,
    /// Words of a party that is to act.
    pub owner: String,
    /// Words that each stand somewhere in them.
    pub words: String,
    /// The order.
    pub order: Order,
}

/// A page of a register.
#[derive(Clone, Debug)]
pub struct Register<L> {
    /// What stands on the page.
    pub lines: Vec<L>,
    /// How many the actor may see.
    pub all: u64,
    /// How many there are as it is narrowed.
    pub found: u64,
    /// How many of these stand how.
    pub counts: BTreeMap<Stands, u64>,
    /// The number of the page, from 1. What is asked for past the last page is the last.
    pub page: u64,
    /// How many stand on the pages before.
    pub before: u64,
    /// The rule by which they stand.
    pub rule: Rule,
    /// The bodies of all that the actor may see.
    pub organisations: BTreeSet<String>,
    /// Their plans, by key, with what each is called.
    pub plans: BTreeMap<PlanKey, String>,
}

/// Which page is asked for, from 1, and how many stand on one.
#[derive(Clone, Copy, Debug)]
pub struct OnPage {
    /// The page.
    pub page: u64,
    /// How many stand on it.
    pub size: u64,
}

impl OnPage {
    /// The part of a list that it is, if there is such a page.
    fn slice(self, order: Order) -> Slice {
        let skip = self.page.saturating_sub(1).saturating_mul(self.size);
        Slice { order, skip, most: Some(self.size) }
    }
}

impl Office {
    /// A page of the actions that the actor may see, with how they stand on a day.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn actions_register(
        &self,
        actor: &Actor,
        filter: &Filter,
        (day, at): (Date, Option<Date>),
        asked: OnPage,
    ) -> Result<Register<ActionLine>, Error> {
        let (sight, when) = (sees(actor, Shelf::Promises), (as_at(at), day));
        let plans = self.plans_within(&sight, when.0).await?;
        let all = self.store.tally_actions(&sight, &plans.every(), when).await?;
        let which = plans.which(filter);
        let wanted = asked.slice(filter.order);
        let mut found = self.store.found_actions(&sight, &which, when, wanted).await?;
        let (register, slice) = paged(&plans, (&all, &found.tallies), filter, asked);
        if slice != wanted {
            // There are fewer pages than the one asked for.
            found = self.store.found_actions(&sight, &which, when, slice).await?;
        }
        let kept = self.store.actions_of(&found.lines).await?;
        let lines = kept.into_iter().filter_map(|kept| plans.action(kept.noun, day)).collect();
        Ok(register.with(lines))
    }

    /// A page of the recommendations that the actor may see, with how they stand on a day.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn recommendations_register(
        &self,
        actor: &Actor,
        filter: &Filter,
        (day, at): (Date, Option<Date>),
        asked: OnPage,
    ) -> Result<Register<RecommendationLine>, Error> {
        let (sight, when) = (sees(actor, Shelf::Promises), (as_at(at), day));
        let plans = self.plans_within(&sight, when.0).await?;
        let all = self.store.tally_recommendations(&sight, &plans.every(), when).await?;
        let which = plans.which(filter);
        let wanted = asked.slice(filter.order);
        let mut found = self.store.found_recommendations(&sight, &which, when, wanted).await?;
        let (register, slice) = paged(&plans, (&all, &found.tallies), filter, asked);
        if slice != wanted {
            // There are fewer pages than the one asked for.
            found = self.store.found_recommendations(&sight, &which, when, slice).await?;
        }
        let kept = self.store.recommendations_of(&found.lines).await?;
        let line = |kept: store::Kept<_>| plans.recommendation(kept.noun, day);
        Ok(register.with(kept.into_iter().filter_map(line).collect()))
    }

    /// Every action that the actor may see, narrowed and in the order of a filter.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn actions_narrowed(
        &self,
        actor: &Actor,
        filter: &Filter,
        (day, at): (Date, Option<Date>),
    ) -> Result<Vec<ActionLine>, Error> {
        let sight = sees(actor, Shelf::Promises);
        if at.is_none() && *filter == Filter::default() {
            return self.actions_within(&sight, day, at).await;
        }
        let plans = self.plans_within(&sight, as_at(at)).await?;
        let slice = Slice { order: filter.order, ..Slice::default() };
        let (which, when) = (plans.which(filter), (as_at(at), day));
        let kept = self.store.listed_actions(&sight, &which, when, slice).await?;
        Ok(kept.into_iter().filter_map(|kept| plans.action(kept.noun, day)).collect())
    }

    /// Every recommendation that the actor may see, narrowed and in the order of a filter.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn recommendations_narrowed(
        &self,
        actor: &Actor,
        filter: &Filter,
        (day, at): (Date, Option<Date>),
    ) -> Result<Vec<RecommendationLine>, Error> {
        let sight = sees(actor, Shelf::Promises);
        let plans = self.plans_within(&sight, as_at(at)).await?;
        let slice = Slice { order: filter.order, ..Slice::default() };
        let (which, when) = (plans.which(filter), (as_at(at), day));
        let kept = self.store.listed_recommendations(&sight, &which, when, slice).await?;
        let line = |kept: store::Kept<_>| plans.recommendation(kept.noun, day);
        Ok(kept.into_iter().filter_map(line).collect())
    }

    /// How many actions and recommendations of each plan within a sight stand how.
    pub(crate) async fn tallies(
        &self,
        sight: &Sight,
        (day, at): (Date, Option<Date>),
    ) -> Result<Vec<Tally>, Error> {
        let rule = self.standing_rule().await?;
        let which = WhichItems { rule, ..WhichItems::default() };
        let when = (as_at(at), day);
        let mut all = self.store.tally_actions(sight, &which, when).await?;
        all.extend(self.store.tally_recommendations(sight, &which, when).await?);
        Ok(all)
    }
}

impl Plans {
    /// Everything, by the rule that is set.
    fn every(&self) -> WhichItems {
        WhichItems { rule: self.rule, ..WhichItems::default() }
    }

    /// What a filter asks of the store. A body or a plan that is none here leaves nothing.
    fn which(&self, filter: &Filter) -> WhichItems {
        let Filter { organisation, plan, stands, declared, owner, words, order: _ } = filter;
        let of = |name: &str, code: &str| name == organisation || code == organisation;
        let codes = self.each().filter(|(plan, name)| of(name, plan.organisation.as_str()));
        let mut organisations = (!organisation.is_empty())
            .then(|| codes.map(|(plan, _)| plan.organisation.clone()).collect::<BTreeSet<_>>());
        let kept = self.each().find(|(kept, _)| kept.key.as_str() == plan).map(|(kept, _)| kept.id);
        if kept.is_none() && !plan.is_empty() {
            organisations = Some(BTreeSet::new());
        }
        WhichItems {
            plan: kept,
            organisations,
            stands: *stands,
            declared: *declared,
            words: words.clone(),
            owner: owner.clone(),
            rule: self.rule,
        }
    }
}

/// A page without its lines yet, and which part of the list it is.
fn paged(
    plans: &Plans,
    (all, found): (&[Tally], &[Tally]),
    filter: &Filter,
    OnPage { page, size }: OnPage,
) -> (Register<()>, Slice) {
    let mut counts = BTreeMap::new();
    for (stands, count) in found.iter().flat_map(|tally| &tally.counts) {
        *counts.entry(*stands).or_default() += count;
    }
    let found = counts.values().sum::<u64>();
    let last = found.saturating_sub(1) / size.max(1) + 1;
    let page = page.clamp(1, last);
    let before = (page - 1) * size;
    let ids: BTreeSet<_> = all.iter().map(|tally| tally.plan).collect();
    let those = || plans.each().filter(|(plan, _)| ids.contains(&plan.id));
    let register = Register {
        lines: Vec::new(),
        all: all.iter().flat_map(|tally| tally.counts.values()).sum(),
        found,
        counts,
        page,
        before,
        rule: plans.rule,
        organisations: those().map(|(_, name)| name.to_owned()).collect(),
        plans: those().map(|(plan, _)| (plan.key.clone(), plan.title.clone())).collect(),
    };
    (register, Slice { order: filter.order, skip: before, most: Some(size) })
}

impl Register<()> {
    fn with<L>(self, lines: Vec<L>) -> Register<L> {
        let Self { lines: _, all, found, counts, page, before, rule, organisations, plans } = self;
        Register { lines, all, found, counts, page, before, rule, organisations, plans }
    }
}

/// How many days ahead is looked.
pub const AHEAD: [i32; 4] = [0, 30, 60, 90];

/// What will be late if nothing is closed and no date is moved.
#[derive(Clone, Debug, Default)]
pub struct Ahead {
    /// The days of [`AHEAD`].
    pub days: Vec<Date>,
    /// How many will be late on each of them.
    pub total: Vec<u64>,
    /// The same by who is to act, the most first; what names nobody has no name. What two are to
    /// do counts for both.
    pub owners: Vec<(String, Vec<u64>)>,
}

impl Office {
    /// What will be late of the actions that the actor may see, as a filter narrows them but for
    /// how they stand.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn actions_ahead(
        &self,
        actor: &Actor,
        filter: &Filter,
        (day, at): (Date, Option<Date>),
    ) -> Result<Ahead, Error> {
        let sight = sees(actor, Shelf::Promises);
        let plans = self.plans_within(&sight, as_at(at)).await?;
        let which = WhichItems { stands: Some(Stands::Late), ..plans.which(filter) };
        let days = AHEAD.map(|days| day.saturating_add(jiff::Span::new().days(days)));
        let last = days.last().copied().unwrap_or(day);
        let whole = Slice::default();
        let kept = self.store.listed_actions(&sight, &which, (as_at(at), last), whole).await?;
        let mut owners: BTreeMap<String, (String, Vec<u64>)> = BTreeMap::new();
        let mut total = vec![0; days.len()];
        for kept in kept {
            let said = kept.noun.said;
            let Some(due) = said.by_when.due.map(Due::due_by) else { continue };
            let late: Vec<u64> = days.iter().map(|day| u64::from(due < *day)).collect();
            add(&mut total, &late);
            let mut parties: BTreeMap<String, String> =
                said.responsibility.parties.into_iter().map(|one| (folded(&one), one)).collect();
            parties.remove("");
            if parties.is_empty() {
                parties.insert(String::new(), String::new());
            }
            for (key, name) in parties {
                let (_, counts) = owners.entry(key).or_insert_with(|| (name, vec![0; days.len()]));
                add(counts, &late);
            }
        }
        let mut owners: Vec<(String, Vec<u64>)> = owners.into_values().collect();
        owners.sort_by(|one, other| {
            other.1.iter().rev().cmp(one.1.iter().rev()).then_with(|| one.0.cmp(&other.0))
        });
        Ok(Ahead { days: days.to_vec(), total, owners })
    }
}

fn add(counts: &mut [u64], late: &[u64]) {
    for (count, more) in counts.iter_mut().zip(late) {
        *count += more;
    }
}
