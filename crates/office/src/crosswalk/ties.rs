//! What stands at the ends of correspondences, as a person sees it on a day.

use std::collections::{BTreeMap, BTreeSet};

use authority::Sight;
use jiff::civil::Date;
use programme::action::OutsideDeadline;
use programme::by_when::ByWhen;
use programme::code::{FrameworkKey, OrganisationCode, PlanKey, RoundKey};
use programme::correspondence::{Correspondence, End};
use programme::crosswalk::{Ground, Link, Stood, Walk, carried, placed};
use programme::framework::{Framework, Node};
use programme::id::CorrespondenceId;
use programme::objective::Objective;
use programme::occurrence::next_due;
use programme::standing::Standing;
use store::{Kept, WhichObjectives};

use crate::framework::Found;
use crate::naming::Naming;
use crate::office::as_at;
use crate::plan::{ActionLine, RecommendationLine};
use crate::{Error, Office};

/// A thing of ours: an action, an objective or a recommendation.
#[derive(Clone, Debug)]
pub struct Thing {
    /// The thing.
    pub end: End,
    /// Its reference, where it has one.
    pub reference: String,
    /// Its words.
    pub words: String,
    /// What stands round it: its heading and its notes, or how it is to be done.
    pub besides: String,
    /// Whose it is, by name.
    pub organisation: String,
    /// Whose it is.
    pub code: OrganisationCode,
    /// The plan it stands in, with its title; none of an objective.
    pub plan: Option<(PlanKey, String)>,
    /// By when, and where that stands on the day; none of an objective.
    pub by_when: Option<(ByWhen, Standing)>,
    /// Deadlines that others set, as it names them itself.
    pub outside: Vec<OutsideDeadline>,
    /// How it stands, for whoever asks what it covers.
    pub stood: Stood,
}

/// What an end is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Called {
    /// The end.
    pub end: End,
    /// Its words: a title with its code, or the words of a thing.
    pub words: String,
    /// What it stands in: a framework's title, or the body whose it is.
    pub of: String,
    /// Whether it is there to be seen.
    pub is_there: bool,
}

/// Everything that can be walked.
pub(crate) struct Ties {
    pub(crate) frameworks: Vec<Framework>,
    pub(crate) things: BTreeMap<End, Thing>,
    /// The correspondences within sight, those that were withdrawn too.
    pub(crate) kept: BTreeMap<CorrespondenceId, Kept<Correspondence>>,
    /// The list whose nodes are taken as done, where it is held against others.
    base: Option<FrameworkKey>,
    /// What we know besides: where objectives stand, and what newer versions keep.
    known: Vec<Link>,
}

impl Office {
    /// Everything within sight that can be walked, on a day.
    pub(crate) async fn ties(
        &self,
        sight: &Sight,
        (day, at): (Date, Option<Date>),
    ) -> Result<Ties, Error> {
        let frameworks = self.published(at).await?;
        let actions = self.actions_within(sight, day, at).await?;
        let recommendations = self.recommendations_within(sight, day, at).await?;
        let mut things: Vec<Thing> = Vec::new();
        let naming = self.naming().await?;
        let plans = self.plan_bodies(sight, at).await?;
        let body = |key: &PlanKey| plans.get(key).cloned();
        things.extend(actions.into_iter().filter_map(|line| {
            let code = body(&line.plan_key)?;
            Some(of_action(line, code))
        }));
        things.extend(recommendations.into_iter().filter_map(|line| {
            let code = body(&line.plan_key)?;
            Some(of_recommendation(line, code))
        }));
        let which = WhichObjectives::default();
        let objectives = self.store.objectives(sight, &which, as_at(at)).await?;
        let rounds: BTreeMap<RoundKey, FrameworkKey> =
            self.rounds().await?.into_iter().map(|round| (round.key, round.framework)).collect();
        let mut known: Vec<Link> = Vec::new();
        for objective in objectives.iter().map(|kept| &kept.noun) {
            let key = rounds.get(&objective.round);
            let framework = frameworks.iter().find(|one| Some(&one.key) == key);
            known.extend(framework.and_then(|framework| placed(objective, framework)));
        }
        things.extend(objectives.into_iter().map(|kept| of_objective(kept.noun, &naming)));
        for later in &frameworks {
            let earlier = frameworks.iter().find(|one| Some(&one.key) == later.supersedes.as_ref());
            known.extend(earlier.into_iter().flat_map(|earlier| carried(earlier, later)));
        }
        let kept = self.store.correspondences(sight, as_at(at)).await?;
        let kept = kept.into_iter().map(|kept| (kept.noun.id, kept)).collect();
        let things = things.into_iter().map(|thing| (thing.end.clone(), thing)).collect();
        Ok(Ties { frameworks, things, kept, base: None, known })
    }

    /// Every framework that is published on a day and reads.
    pub(crate) async fn published(&self, at: Option<Date>) -> Result<Vec<Framework>, Error> {
        let found = self.frameworks_found(at).await?;
        let published = found.into_iter().filter(Found::is_published);
        Ok(published.filter_map(|found| found.read.ok()).collect())
    }
}

impl Ties {
    /// The links that stand: what people said, and what we know besides.
    pub(crate) fn links(&self) -> Vec<Link> {
        let said = self.kept.values().map(|kept| &kept.noun).filter(|one| one.stands()).map(said);
        said.chain(self.known.iter().cloned()).collect()
    }

    /// The walk over everything, or over other links.
    pub(crate) fn walk(&self, links: Vec<Link>) -> Walk {
        let things = self.things.iter().map(|(end, thing)| (end.clone(), thing.stood));
        let nodes = self.listed().into_iter().map(|end| (end, Stood::objective()));
        Walk::of(&self.frameworks, links, things.chain(nodes).collect())
    }

    /// The same with the things of one plan alone, and with what they serve.
    pub(crate) fn of_plan(mut self, plan: &PlanKey) -> Self {
        let own = |thing: &&Thing| thing.plan.as_ref().is_some_and(|(key, _)| key == plan);
        let mut reached: BTreeSet<End> =
            self.things.values().filter(own).map(|thing| thing.end.clone()).collect();
        let links = self.links();
        loop {
            let on = links.iter().filter(|link| link.to.is_ours() && reached.contains(&link.from));
            let new: Vec<End> =
                on.map(|link| link.to.clone()).filter(|to| !reached.contains(to)).collect();
            if new.is_empty() {
                break;
            }
            reached.extend(new);
        }
        self.things.retain(|end, _| reached.contains(end));
        let is_known = |end: &End| !end.is_ours() || reached.contains(end);
        self.kept.retain(|_, kept| is_known(&kept.noun.from));
        self.known.retain(|link| is_known(&link.from));
        self
    }

    /// The same with the nodes of one list alone, as if each of them were done.
    pub(crate) fn of_list(mut self, list: &FrameworkKey) -> Self {
        self.things.clear();
        self.kept.retain(|_, kept| !kept.noun.from.is_ours());
        self.known.retain(|link| !link.from.is_ours());
        self.base = Some(list.clone());
        self
    }

    /// The nodes of the list that is held against others.
    pub(crate) fn listed(&self) -> Vec<End> {
        let list = self.base.as_ref().and_then(|key| self.framework(key));
        let outline = list.into_iter().flat_map(|list| {
            let end = |(_, node): (usize, &Node)| End::Node(list.key.clone(), node.code.clone());
            list.outline().into_iter().map(end).collect::<Vec<_>>()
        });
        outline.collect()
    }

    pub(crate) fn framework(&self, key: &FrameworkKey) -> Option<&Framework> {
        self.frameworks.iter().find(|one| one.key == *key)
    }

    /// A node that is there.
    pub(crate) fn node(&self, end: &End) -> Option<(&Framework, &Node)> {
        node_in(&self.frameworks, end)
    }

    /// What an end is called. Of what is gone, or out of sight, no more is told than that.
    pub(crate) fn called(&self, end: &End) -> Called {
        match self.things.get(end) {
            Some(thing) => Called {
                end: end.clone(),
                words: thing.title(),
                of: thing.organisation.clone(),
                is_there: true,
            },
            None => node_called(&self.frameworks, end),
        }
    }
}

fn node_in<'a>(frameworks: &'a [Framework], end: &End) -> Option<(&'a Framework, &'a Node)> {
    let End::Node(key, code) = end else { return None };
    let framework = frameworks.iter().find(|one| one.key == *key)?;
    let outline = framework.outline();
    let (_, node) = outline.into_iter().find(|(_, node)| node.code == *code)?;
    Some((framework, node))
}

/// What a node is called, or that an end is not there.
pub(crate) fn node_called(frameworks: &[Framework], end: &End) -> Called {
    match node_in(frameworks, end) {
        Some((framework, node)) => Called {
            end: end.clone(),
            words: titled(node),
            of: framework.title.clone(),
            is_there: true,
        },
        None => gone(end),
    }
}

/// What is told of an end that is gone, or out of sight.
pub(crate) fn gone(end: &End) -> Called {
    let words = match end {
        End::Node(framework, code) => format!("{framework}, {code}"),
        End::Action(_) => "An action that is not there any more".to_owned(),
        End::Objective(_) => "An objective that is not there any more".to_owned(),
        End::Recommendation(_) => "A recommendation that is not there any more".to_owned(),
    };
    Called { end: end.clone(), words, of: String::new(), is_there: false }
}

impl Thing {
    /// Its words, with its reference before them.
    pub fn title(&self) -> String {
        thing_title(&self.reference, &self.words)
    }
}

/// The words of a thing, with its reference before them.
pub(crate) fn thing_title(reference: &str, words: &str) -> String {
    let words = if words.trim().is_empty() { "No words" } else { words.trim() };
    match reference.trim() {
        "" => words.to_owned(),
        reference => format!("{reference} {words}"),
    }
}

/// How long a code may be to stand before its title.
const LETTERS: usize = 3;

/// The title of a node, with its code before it where people say it so.
pub(crate) fn titled(node: &Node) -> String {
    if node.code.as_str().len() <= LETTERS {
        format!("{} {}", node.code, node.title)
    } else {
        node.title.clone()
    }
}

/// The link that a correspondence is.
pub(crate) fn said(one: &Correspondence) -> Link {
    let id: CorrespondenceId = one.id;
    Link {
        from: one.from.clone(),
        to: one.to.clone(),
        how: one.how,
        ground: Ground::Said(id),
        rest_of: one.rest_of.clone(),
    }
}

fn of_action(line: ActionLine, code: OrganisationCode) -> Thing {
    let due = next_due(&line.action.said.by_when, line.action.course.told);
    let (id, said) = (line.action.id, line.action.said);
    Thing {
        end: End::Action(id),
        stood: Stood::of(line.standing, said.status.declared, due),
        reference: said.reference,
        words: said.words,
        besides: format!("{} {}", said.group, said.notes),
        organisation: line.organisation,
        code,
        plan: Some((line.plan_key, line.plan_title)),
        by_when: Some((said.by_when, line.standing)),
        outside: said.outside_deadlines,
    }
}

fn of_recommendation(line: RecommendationLine, code: OrganisationCode) -> Thing {
    let found = line.recommendation;
    let due = next_due(&found.said.by_when, found.course.told);
    let (id, said) = (found.id, found.said);
    let stood = Stood::of(line.standing, said.status.declared, due);
    Thing {
        end: End::Recommendation(id),
        stood: stood.if_agreed(said.agreed.answer),
        reference: said.reference,
        words: said.words,
        besides: format!("{} {}", said.section, said.response),
        organisation: line.organisation,
        code,
        plan: Some((line.plan_key, line.plan_title)),
        by_when: Some((said.by_when, line.standing)),
        outside: Vec::new(),
    }
}

fn of_objective(objective: Objective, naming: &Naming) -> Thing {
    let promise = objective.promise;
    Thing {
        end: End::Objective(objective.id),
        reference: String::new(),
        words: promise.objective,
        besides: format!("{} {}", promise.how, promise.outcomes),
        organisation: naming.organisation(&objective.organisation),
        code: objective.organisation,
        plan: None,
        by_when: None,
        outside: Vec::new(),
        stood: Stood::objective(),
    }
}
