//! Plans, their actions and recommendations, and where each stands on a day.

use std::collections::BTreeMap;

use authority::policy::Shelf;
use authority::{Actor, Sight};
use jiff::Timestamp;
use jiff::civil::Date;
use programme::action::Action;
use programme::code::{OrganisationCode, PlanKey};
use programme::comparison::Promise;
use programme::id::{ActionId, ImportId, PlanId, RecommendationId};
use programme::lint::{self, Remark};
use programme::origin::Origin;
use programme::plan::Plan;
use programme::recommendation::Recommendation;
use programme::standing::{Rule, Standing, Stands};
use programme::update::Course;
use store::{AsAt, Slice, Tally, WhichActions, WhichItems, WhichRecommendations};

use crate::office::{as_at, sees};
use crate::organisation::name_in;
use crate::{Error, Office};

/// One line of the list of plans.
#[derive(Clone, Debug)]
pub struct PlanLine {
    /// The plan.
    pub plan: Plan,
    /// Whose it is.
    pub organisation: String,
    /// How many actions or recommendations it holds.
    pub items: usize,
    /// How many are late.
    pub late: usize,
    /// How many are not closed.
    pub open: usize,
}

/// An action, and where it stands.
#[derive(Clone, Debug)]
pub struct ActionLine {
    /// The action.
    pub action: Action,
    /// Whose plan it is in.
    pub organisation: String,
    /// The plan's key.
    pub plan_key: PlanKey,
    /// The plan's title.
    pub plan_title: String,
    /// The day of which the plan speaks.
    pub plan_as_of: Date,
    /// Where it stands on the day asked.
    pub standing: Standing,
}

/// A recommendation, and where it stands.
#[derive(Clone, Debug)]
pub struct RecommendationLine {
    /// The recommendation.
    pub recommendation: Recommendation,
    /// Whose plan it is in.
    pub organisation: String,
    /// The plan's key.
    pub plan_key: PlanKey,
    /// The plan's title.
    pub plan_title: String,
    /// Where it stands on the day asked.
    pub standing: Standing,
}

/// A plan, and everything in it.
#[derive(Clone, Debug)]
pub struct PlanPage {
    /// The plan.
    pub plan: Plan,
    /// Whose it is.
    pub organisation: String,
    /// Its actions, in the document's order.
    pub actions: Vec<ActionLine>,
    /// Its recommendations, in the document's order.
    pub recommendations: Vec<RecommendationLine>,
    /// The import it came from, and its file, when the actor may see it.
    pub source: Option<(ImportId, String)>,
    /// The day on which the standings hold.
    pub day: Date,
    /// The rule by which they do.
    pub rule: Rule,
    /// What the rules say of it: for each rule the places of those it is about, actions or
    /// recommendations, from 0.
    pub remarks: Vec<(&'static lint::Rule, Vec<usize>)>,
}

/// One revision of a thing.
#[derive(Clone, Debug)]
pub struct HistoryLine {
    /// Its number, from 1.
    pub revision: i64,
    /// The day from which it was true.
    pub effective: Date,
    /// When we were told.
    pub recorded: Timestamp,
    /// By whom.
    pub by: String,
    /// What was done, in words.
    pub says: String,
}

/// The plans there are, by identity, with the name of the body of each.
pub(crate) struct Plans {
    each: BTreeMap<PlanId, (Plan, String)>,
    /// The rule by which what is in them stands.
    pub(crate) rule: Rule,
}

impl Plans {
    fn of(plans: Vec<Plan>, names: &BTreeMap<OrganisationCode, String>, rule: Rule) -> Self {
        let named = |plan: Plan| {
            let name = name_in(names, &plan.organisation);
            (plan.id, (plan, name))
        };
        Self { each: plans.into_iter().map(named).collect(), rule }
    }

    /// Each plan, with the name of its body.
    pub(crate) fn each(&self) -> impl Iterator<Item = (&Plan, &str)> {
        self.each.values().map(|(plan, name)| (plan, name.as_str()))
    }

    fn stands(&self, said: &impl Promise, course: &Course, day: Date) -> Standing {
        self.rule.standing(said.by_when(), said.status().declared, course.told, day)
    }

    pub(crate) fn action(&self, action: Action, day: Date) -> Option<ActionLine> {
        let (plan, organisation) = self.each.get(&action.plan)?;
        Some(ActionLine {
            organisation: organisation.clone(),
            plan_key: plan.key.clone(),
            plan_title: plan.title.clone(),
            plan_as_of: plan.as_of,
            standing: self.stands(&action.said, &action.course, day),
            action,
        })
    }

    pub(crate) fn recommendation(
        &self,
        recommendation: Recommendation,
        day: Date,
    ) -> Option<RecommendationLine> {
        let (plan, organisation) = self.each.get(&recommendation.plan)?;
        let said = &recommendation.said;
        Some(RecommendationLine {
            organisation: organisation.clone(),
            plan_key: plan.key.clone(),
            plan_title: plan.title.clone(),
            standing: self.stands(said, &recommendation.course, day),
            recommendation,
        })
    }
}

impl Office {
    pub(crate) async fn plans_within(&self, sight: &Sight, at: AsAt) -> Result<Plans, Error> {
        let plans = self.store.plans(sight, at).await?;
        let plans = plans.into_iter().map(|kept| kept.noun).collect();
        Ok(Plans::of(plans, &self.organisation_names().await?, self.standing_rule().await?))
    }

    /// One plan alone, with the name of its body.
    async fn plan_alone(
        &self,
        sight: &Sight,
        id: PlanId,
        at: Option<Date>,
    ) -> Result<Plans, Error> {
        let plan = self.store.plan_at(sight, id, as_at(at)).await?.noun;
        let name = self.organisation_name(&plan.organisation).await?;
        let rule = self.standing_rule().await?;
        Ok(Plans { each: [(plan.id, (plan, name))].into(), rule })
    }

    /// Every action the actor may see, with its standing on a day, in the order of their plans.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn actions(
        &self,
        actor: &Actor,
        day: Date,
        at: Option<Date>,
    ) -> Result<Vec<ActionLine>, Error> {
        self.actions_within(&sees(actor, Shelf::Promises), day, at).await
    }

    /// Every action within a sight, as [`Office::actions`].
    pub(crate) async fn actions_within(
        &self,
        sight: &Sight,
        day: Date,
        at: Option<Date>,
    ) -> Result<Vec<ActionLine>, Error> {
        let plans = self.plans_within(sight, as_at(at)).await?;
        let actions = if at.is_none() {
            self.store.actions(sight, &WhichActions::default(), AsAt::Now).await?
        } else {
            let (which, when) = (WhichItems::default(), (as_at(at), day));
            self.store.listed_actions(sight, &which, when, Slice::default()).await?
        };
        Ok(actions.into_iter().filter_map(|kept| plans.action(kept.noun, day)).collect())
    }

    /// Every recommendation the actor may see, with its standing on a day.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn recommendations(
        &self,
        actor: &Actor,
        day: Date,
        at: Option<Date>,
    ) -> Result<Vec<RecommendationLine>, Error> {
        self.recommendations_within(&sees(actor, Shelf::Promises), day, at).await
    }

    pub(crate) async fn recommendations_within(
        &self,
        sight: &Sight,
        day: Date,
        at: Option<Date>,
    ) -> Result<Vec<RecommendationLine>, Error> {
        let plans = self.plans_within(sight, as_at(at)).await?;
        let all = if at.is_none() {
            let which = WhichRecommendations::default();
            self.store.recommendations(sight, &which, AsAt::Now).await?
        } else {
            let (which, when) = (WhichItems::default(), (as_at(at), day));
            self.store.listed_recommendations(sight, &which, when, Slice::default()).await?
        };
        Ok(all.into_iter().filter_map(|kept| plans.recommendation(kept.noun, day)).collect())
    }

    /// Every plan the actor may see, with how much of it is late on a day.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn plans(
        &self,
        actor: &Actor,
        day: Date,
        at: Option<Date>,
    ) -> Result<Vec<PlanLine>, Error> {
        let sight = sees(actor, Shelf::Promises);
        let plans = self.plans_within(&sight, as_at(at)).await?;
        let tallies = self.tallies(&sight, (day, at)).await?;
        let line = |(plan, organisation): (Plan, String)| {
            let own = tallies.iter().filter(|tally| tally.plan == plan.id);
            let each: Vec<(Stands, u64)> =
                own.flat_map(|tally: &Tally| tally.counts.clone()).collect();
            let count = |wanted: fn(Stands) -> bool| {
                let those = each.iter().filter(|(stands, _)| wanted(*stands));
                those.map(|(_, count)| usize::try_from(*count).unwrap_or(usize::MAX)).sum()
            };
            PlanLine {
                items: count(|_| true),
                late: count(|stands| stands == Stands::Late),
                open: count(|stands| stands != Stands::Closed),
                plan,
                organisation,
            }
        };
        let mut lines: Vec<PlanLine> = plans.each.into_values().map(line).collect();
        lines.sort_by(|one, other| one.plan.key.cmp(&other.plan.key));
        Ok(lines)
    }

    /// A plan, with the standing of everything in it on a day. One that a body left is there for
    /// the one that follows it.
    ///
    /// # Errors
    ///
    /// If there is no such plan, or it is not the actor's to see.
    pub async fn plan(
        &self,
        actor: &Actor,
        key: &PlanKey,
        day: Date,
        at: Option<Date>,
    ) -> Result<PlanPage, Error> {
        let find = move |sight: Sight| async move {
            let plans = self.plans_within(&sight, as_at(at)).await?;
            plans.each.into_values().find(|(plan, _)| plan.key == *key).ok_or(Error::NotFound)
        };
        let ((plan, organisation), sight) = self.found_to_read(actor, find).await?;
        let rule = self.standing_rule().await?;
        let each = [(plan.id, (plan.clone(), organisation.clone()))].into();
        let plans = Plans { each, rule };
        let which = WhichItems { plan: Some(plan.id), rule, ..WhichItems::default() };
        let (when, whole) = ((as_at(at), day), Slice::default());
        let kept = self.store.listed_actions(&sight, &which, when, whole).await?;
        let actions: Vec<_> =
            kept.into_iter().filter_map(|kept| plans.action(kept.noun, day)).collect();
        let kept = self.store.listed_recommendations(&sight, &which, when, whole).await?;
        let recommendations: Vec<_> =
            kept.into_iter().filter_map(|kept| plans.recommendation(kept.noun, day)).collect();
        let source = self.source(actor, &plan.origin).await?.map(|(id, file, _)| (id, file));
        let said: Vec<_> = actions.iter().map(|line| line.action.said.clone()).collect();
        let mut remarks = lint::actions(&said, day);
        if remarks.is_empty() {
            let said: Vec<_> =
                recommendations.iter().map(|line| line.recommendation.said.clone()).collect();
            remarks = lint::recommendations(&said, day);
        }
        let remarks = by_rule(&remarks);
        Ok(PlanPage { plan, organisation, actions, recommendations, source, day, rule, remarks })
    }

    /// An action with its history.
    ///
    /// # Errors
    ///
    /// If there is no such action, or it is not the actor's to see.
    pub async fn action(
        &self,
        actor: &Actor,
        id: ActionId,
        day: Date,
        at: Option<Date>,
    ) -> Result<(ActionLine, Vec<HistoryLine>), Error> {
        let find = move |sight: Sight| async move {
            let action = self.store.action_at(&sight, id, as_at(at)).await?.noun;
            let plans = self.plan_alone(&sight, action.plan, at).await?;
            plans.action(action, day).ok_or(Error::NotFound)
        };
        let (line, sight) = self.found_to_read(actor, find).await?;
        Ok((line, self.history_within(&sight, &id.to_string()).await?))
    }

    /// A recommendation with its history.
    ///
    /// # Errors
    ///
    /// If there is no such recommendation, or it is not the actor's to see.
    pub async fn recommendation(
        &self,
        actor: &Actor,
        id: RecommendationId,
        day: Date,
        at: Option<Date>,
    ) -> Result<(RecommendationLine, Vec<HistoryLine>), Error> {
        let find = move |sight: Sight| async move {
            let found = self.store.recommendation_at(&sight, id, as_at(at)).await?.noun;
            let plans = self.plan_alone(&sight, found.plan, at).await?;
            plans.recommendation(found, day).ok_or(Error::NotFound)
        };
        let (line, sight) = self.found_to_read(actor, find).await?;
        Ok((line, self.history_within(&sight, &id.to_string()).await?))
    }

    /// Where a thing came from: the import, its file and the place, when the actor may see them.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn source(
        &self,
        actor: &Actor,
        origin: &Origin,
    ) -> Result<Option<(ImportId, String, String)>, Error> {
        let Origin::Document { import, place, sha256: _ } = origin else { return Ok(None) };
        match self.store.import_file(&sees(actor, Shelf::Imports), *import).await {
            Ok(file) => Ok(Some((*import, file, place.clone()))),
            Err(store::Error::NotFound) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

/// Remarks by rule, in the rules' own order, each with the places of those it is about.
fn by_rule(remarks: &[Vec<Remark>]) -> Vec<(&'static lint::Rule, Vec<usize>)> {
    let about = |rule: &lint::Rule| {
        let each = remarks.iter().enumerate();
        each.filter(|(_, own)| own.iter().any(|remark| remark.rule == rule.key))
            .map(|(at, _)| at)
            .collect::<Vec<_>>()
    };
    let all = lint::RULES.iter().map(|rule| (rule, about(rule)));
    all.filter(|(_, places)| !places.is_empty()).collect()
}
