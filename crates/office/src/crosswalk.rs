//! Cross-walks: what of a framework is answered, by what of ours, and what is answered by nothing.

mod ties;

use std::collections::BTreeMap;

use authority::policy::Shelf;
use authority::{Act, Actor, Sight, permit};
use jiff::civil::Date;
use programme::action::OutsideDeadline;
use programme::code::{FrameworkKey, NodeCode, OrganisationCode, PlanKey};
use programme::correspondence::{End, How};
use programme::crosswalk::{
    Answer, Coverage, Footing, Ground, Link, NodeTold, Slack, Stood, Walk, slack,
};
use programme::framework::{Framework, Kind};

use crate::office::{as_at, sees};
use crate::{Error, Office};

pub use ties::{Called, Thing};
pub(crate) use ties::{Ties, gone, node_called, said, thing_title, titled};

/// How many nodes are covered how far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// As a whole.
    pub wholly: usize,
    /// In part.
    pub partly: usize,
    /// By what contributes alone.
    pub supported: usize,
    /// By nothing.
    pub uncovered: usize,
}

impl Counts {
    pub(crate) fn of(each: impl Iterator<Item = Coverage>) -> Self {
        let mut counts = Self::default();
        for coverage in each {
            *match coverage {
                Coverage::Wholly => &mut counts.wholly,
                Coverage::Partly => &mut counts.partly,
                Coverage::Supported => &mut counts.supported,
                Coverage::Uncovered => &mut counts.uncovered,
            } += 1;
        }
        counts
    }

    /// How many there are of a coverage.
    pub fn count(&self, coverage: Coverage) -> usize {
        match coverage {
            Coverage::Wholly => self.wholly,
            Coverage::Partly => self.partly,
            Coverage::Supported => self.supported,
            Coverage::Uncovered => self.uncovered,
        }
    }
}

/// By what a list of requirements is held to be answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// By everything that a person sees.
    #[default]
    Everything,
    /// By what is in one plan.
    Plan(PlanKey),
    /// By the nodes of another list, as if each of them were done.
    List(FrameworkKey),
}

impl By {
    /// The plan, if it is one.
    pub fn plan(&self) -> Option<&PlanKey> {
        match self {
            Self::Plan(plan) => Some(plan),
            Self::Everything | Self::List(_) => None,
        }
    }
}

/// The plans there are, by key, with their titles.
pub type Plans = BTreeMap<PlanKey, String>;

/// A plan with its title.
pub type Titled = (PlanKey, String);

/// The list of frameworks, as what is asked of us.
#[derive(Clone, Debug)]
pub struct Requirements {
    /// Each framework, by key.
    pub lines: Vec<RequirementLine>,
    /// The plan it is narrowed to.
    pub plan: Option<Titled>,
    /// The plans it can be narrowed to.
    pub plans: Plans,
}

/// One line of the list of frameworks, as what is asked of us.
#[derive(Clone, Debug)]
pub struct RequirementLine {
    /// Its key.
    pub key: FrameworkKey,
    /// Its title.
    pub title: String,
    /// Its version.
    pub version: String,
    /// What stands in it, in words.
    pub holds: String,
    /// How many are covered how far.
    pub counts: Counts,
    /// The worst of what covers any of it.
    pub footing: Option<Footing>,
    /// The one that takes its place.
    pub later: Option<FrameworkKey>,
}

/// The cross-walk of one framework.
#[derive(Clone, Debug)]
pub struct CrosswalkPage {
    /// The framework.
    pub framework: Framework,
    /// Each of its nodes once, in its order.
    pub nodes: Vec<NodeLine>,
    /// How many are covered how far.
    pub counts: Counts,
    /// The things of ours, or the nodes of the list, that answer nothing in it.
    pub unanswering: Vec<Called>,
    /// How many of these there are, as far as somebody answers for them.
    pub things: usize,
    /// The plan it is narrowed to, with its title.
    pub plan: Option<Titled>,
    /// The plans it can be narrowed to.
    pub plans: Plans,
    /// The list that is held against it, with its title.
    pub list: Option<(FrameworkKey, String)>,
    /// The lists that can be.
    pub lists: Vec<(FrameworkKey, String)>,
    /// Whether this person may map things of their own.
    pub may_map: bool,
    /// Whether this person may map one node to another.
    pub may_map_nodes: bool,
}

/// One node of a cross-walk.
#[derive(Clone, Debug)]
pub struct NodeLine {
    /// The node as an end.
    pub end: End,
    /// Its code.
    pub code: NodeCode,
    /// How deep it stands.
    pub depth: usize,
    /// What kind of thing it is.
    pub kind: Kind,
    /// Its title, with its code where people say it so.
    pub title: String,
    /// What it goes by.
    pub names: Vec<String>,
    /// What belongs under it.
    pub guidance: String,
    /// How far it is covered.
    pub coverage: Coverage,
    /// How well it stands.
    pub footing: Option<Footing>,
    /// The deadline that somebody else set, if there is one.
    pub deadline: Option<OutsideDeadline>,
    /// What answers it, the strongest first.
    pub answers: Vec<AnswerLine>,
}

/// One answer to a node.
#[derive(Clone, Debug)]
pub struct AnswerLine {
    /// What serves.
    pub from: Called,
    /// The thing, if it is one of ours and there.
    pub thing: Option<Thing>,
    /// What it is to the node.
    pub how: How,
    /// Why we know.
    pub ground: Ground,
    /// Whether somebody says that with it the whole is there.
    pub completes: bool,
    /// Why somebody said so.
    pub why: String,
    /// What it covers, as strong as the weakest link.
    pub covers: Coverage,
    /// How well it stands.
    pub footing: Option<Footing>,
    /// The last day on which it would be kept.
    pub due: Option<Date>,
    /// The deadlines it is held against, each with whose it is and the days between.
    pub slacks: Vec<(String, Date, Slack)>,
}

impl Office {
    /// Every published framework, with how far it is covered, by what this person sees on a day or
    /// by one plan alone.
    ///
    /// # Errors
    ///
    /// If there is no such plan that the actor may see.
    pub async fn requirements(
        &self,
        actor: &Actor,
        plan: Option<&PlanKey>,
        (day, at): (Date, Option<Date>),
    ) -> Result<Requirements, Error> {
        let sight = sees(actor, Shelf::Promises);
        let ties = self.ties(&sight, (day, at)).await?;
        let (ties, plan, plans) = self.narrowed(&sight, ties, plan).await?;
        let walk = ties.walk(ties.links());
        let line = |framework: &Framework| {
            let told = walk.told(framework);
            let mut later = ties.frameworks.iter();
            let later = later.find(|one| one.supersedes.as_ref() == Some(&framework.key));
            RequirementLine {
                key: framework.key.clone(),
                title: framework.title.clone(),
                version: framework.version.clone(),
                holds: framework.holds(),
                counts: Counts::of(told.iter().map(|told| told.coverage)),
                footing: told.iter().filter_map(|told| told.footing).max(),
                later: later.map(|later| later.key.clone()),
            }
        };
        Ok(Requirements { lines: ties.frameworks.iter().map(line).collect(), plan, plans })
    }

    /// The cross-walk of a framework, by all that this person sees on a day, by one plan alone, or by
    /// the nodes of another list as if each of them were done.
    ///
    /// # Errors
    ///
    /// If there is no such framework or list, or no such plan that the actor may see.
    pub async fn crosswalk(
        &self,
        actor: &Actor,
        (key, by): (&FrameworkKey, &By),
        (day, at): (Date, Option<Date>),
    ) -> Result<CrosswalkPage, Error> {
        let sight = sees(actor, Shelf::Promises);
        let ties = self.ties(&sight, (day, at)).await?;
        let (ties, plan, plans) = self.narrowed(&sight, ties, by.plan()).await?;
        let others = ties.frameworks.iter().filter(|one| one.key != *key);
        let lists: Vec<(FrameworkKey, String)> =
            others.map(|one| (one.key.clone(), one.title.clone())).collect();
        let (ties, list) = match by {
            By::List(wanted) => {
                let list = lists.iter().find(|(key, _)| key == wanted).ok_or(Error::NotFound)?;
                (ties.of_list(wanted), Some(list.clone()))
            }
            By::Everything | By::Plan(_) => (ties, None),
        };
        let walk = ties.walk(ties.links());
        let framework = ties.framework(key).ok_or(Error::NotFound)?;
        let told = walk.told(framework);
        let answering = walk.answering(framework);
        let own = |thing: &&Thing| {
            let of_plan = thing.plan.as_ref().map(|(key, _)| key);
            thing.stood != Stood::GivenUp
                && plan.as_ref().is_none_or(|(key, _)| of_plan == Some(key))
        };
        let things = in_plans(ties.things.values().filter(own).cloned().collect());
        let things = things.iter().map(|thing| &thing.end);
        let ends: Vec<End> = things.cloned().chain(ties.listed()).collect();
        let unanswering = ends.iter().filter(|end| !answering.contains(end));
        let may = |organisation| permit(actor, Act::WriteCorrespondence, organisation).is_ok();
        Ok(CrosswalkPage {
            nodes: told.iter().map(|told| ties.node_line(told)).collect(),
            counts: Counts::of(told.iter().map(|told| told.coverage)),
            unanswering: unanswering.map(|end| ties.placed(end)).collect(),
            things: ends.len(),
            plans,
            may_map: at.is_none() && may(actor.organisation.as_ref()),
            may_map_nodes: at.is_none() && may(None),
            framework: framework.clone(),
            plan,
            list,
            lists,
        })
    }

    /// What there is by one plan alone, if one is asked for: with it, and with every plan there is. A
    /// plan that was not there on the day had nothing in it.
    async fn narrowed(
        &self,
        sight: &Sight,
        ties: Ties,
        plan: Option<&PlanKey>,
    ) -> Result<(Ties, Option<Titled>, Plans), Error> {
        let mut plans: Plans =
            ties.things.values().filter_map(|thing| thing.plan.clone()).collect();
        let Some(key) = plan else { return Ok((ties, None, plans)) };
        let title = match plans.get(key) {
            Some(title) => title.clone(),
            None => self.store.plan_called(sight, key).await?.noun.title,
        };
        plans.insert(key.clone(), title.clone());
        Ok((ties.of_plan(key), Some((key.clone(), title)), plans))
    }

    /// Whose each plan within sight is.
    pub(crate) async fn plan_bodies(
        &self,
        sight: &Sight,
        at: Option<Date>,
    ) -> Result<BTreeMap<PlanKey, OrganisationCode>, Error> {
        let plans = self.store.plans(sight, as_at(at)).await?;
        Ok(plans.into_iter().map(|kept| (kept.noun.key, kept.noun.organisation)).collect())
    }
}

impl Ties {
    /// What an end is called, with the plan that it stands in.
    fn placed(&self, end: &End) -> Called {
        let called = self.called(end);
        let plan = self.things.get(end).and_then(|thing| thing.plan.as_ref());
        match plan.map(|(_, title)| title.trim()) {
            Some(title) if !title.is_empty() => {
                Called { of: format!("{}, {title}", called.of), ..called }
            }
            Some(_) | None => called,
        }
    }

    /// One node, with everything that answers it.
    pub(crate) fn node_line(&self, told: &NodeTold<'_>) -> NodeLine {
        let node = told.node;
        NodeLine {
            end: told.end.clone(),
            code: node.code.clone(),
            depth: told.depth,
            kind: node.kind,
            title: titled(node),
            names: node.names().map(str::to_owned).collect(),
            guidance: node.guidance.clone(),
            coverage: told.coverage,
            footing: told.footing,
            deadline: node.deadline.clone(),
            answers: told.answers.iter().map(|answer| self.answer_line(answer)).collect(),
        }
    }

    fn answer_line(&self, answer: &Answer<'_>) -> AnswerLine {
        let Link { from, to, how, ground, rest_of } = answer.link;
        let thing = self.things.get(from).cloned();
        let why = match ground {
            Ground::Said(id) => {
                let kept = self.kept.get(id);
                kept.map_or_else(String::new, |kept| kept.noun.why.clone())
            }
            Ground::Place | Ground::Version => String::new(),
        };
        AnswerLine {
            from: self.called(from),
            how: *how,
            ground: *ground,
            completes: !rest_of.is_empty(),
            why,
            covers: answer.covers,
            footing: answer.footing,
            due: answer.due,
            slacks: self.slacks(to, thing.as_ref(), answer),
            thing,
        }
    }

    /// The deadlines an answer is held against while it is open: that of the node, or else those
    /// that the thing names itself.
    fn slacks(
        &self,
        to: &End,
        thing: Option<&Thing>,
        answer: &Answer<'_>,
    ) -> Vec<(String, Date, Slack)> {
        let (Some(due), Some(footing)) = (answer.due, answer.footing) else { return Vec::new() };
        if footing == Footing::Done {
            return Vec::new();
        }
        let of_node = self.node(to).and_then(|(_, node)| node.deadline.as_ref());
        let own = thing.map(|thing| thing.outside.as_slice()).unwrap_or_default();
        let held = of_node.map_or(own, std::slice::from_ref);
        let against = |one: &OutsideDeadline| {
            let deadline = one.by_when.due?.due_by();
            Some((one.body.clone(), deadline, slack(due, deadline)))
        };
        held.iter().filter_map(against).collect()
    }
}

/// Things in the order of their kinds, bodies and plans, and else as they came.
pub(crate) fn in_plans(mut things: Vec<Thing>) -> Vec<Thing> {
    let kind = |thing: &Thing| match thing.end {
        End::Action(_) => 0,
        End::Objective(_) => 1,
        End::Recommendation(_) | End::Node(..) => 2,
    };
    things.sort_by(|one, other| {
        let key = |thing: &Thing| (kind(thing), thing.organisation.clone(), thing.plan.clone());
        key(one).cmp(&key(other))
    });
    things
}

/// What the nodes of a framework become from one walk to another, where that differs.
pub(crate) fn becomes(
    framework: &Framework,
    before: &Walk,
    after: &Walk,
) -> Vec<(String, Coverage, Coverage)> {
    let told = before.told(framework).into_iter();
    let both = told.map(|told| (titled(told.node), told.coverage, after.coverage(&told.end)));
    both.filter(|(_, before, after)| before != after).collect()
}
