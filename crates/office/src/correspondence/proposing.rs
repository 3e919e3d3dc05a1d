//! What a machine proposes to map, by the words that both say, for a person to decide.

use std::collections::BTreeSet;

use authority::policy::Shelf;
use authority::{Act, Actor, permit};
use programme::code::{FrameworkKey, PlanKey};
use programme::correspondence::{End, pair};
use programme::framework::Framework;
use programme::likeness::Vocabulary;

use super::nodes_of;
use crate::crosswalk::{Called, Thing, in_plans};
use crate::office::sees;
use crate::{Error, Moment, Office};

/// A line that a machine proposes, for a person to decide.
#[derive(Clone, Debug)]
pub struct Proposed {
    /// The thing.
    pub thing: Thing,
    /// The node.
    pub to: Called,
    /// The words that both say.
    pub both_say: Vec<String>,
}

/// What can be mapped of a plan to a framework.
#[derive(Clone, Debug)]
pub struct Proposals {
    /// The framework.
    pub framework: Framework,
    /// The plan, with its title.
    pub plan: (PlanKey, String),
    /// What a machine proposes.
    pub lines: Vec<Proposed>,
    /// Things of the plan that answer nothing in the framework, and for which nothing is proposed.
    pub without: Vec<Thing>,
    /// Its nodes, to choose another, with how deep each stands.
    pub nodes: Vec<(usize, Called)>,
}

impl Office {
    /// What a machine proposes to map of a plan to a framework, for a person to decide.
    ///
    /// # Errors
    ///
    /// If there is no such framework or plan, or the actor may not map what is in it.
    pub async fn proposals(
        &self,
        actor: &Actor,
        moment: Moment,
        (key, plan): (&FrameworkKey, &PlanKey),
    ) -> Result<Proposals, Error> {
        let ties = self.ties(&sees(actor, Shelf::Promises), (moment.today, None)).await?;
        let framework = ties.framework(key).ok_or(Error::NotFound)?;
        let own = |thing: &&Thing| thing.plan.as_ref().is_some_and(|(key, _)| key == plan);
        let things: Vec<Thing> = ties.things.values().filter(own).cloned().collect();
        let (Some(title), Some(body)) = (
            things.iter().find_map(|thing| thing.plan.clone()),
            things.first().map(|thing| thing.code.clone()),
        ) else {
            return Err(Error::NotFound);
        };
        permit(actor, Act::WriteCorrespondence, Some(&body))?;
        let walk = ties.walk(ties.links());
        let answering = walk.answering(framework);
        let vocabulary = Vocabulary::of(framework);
        let withdrawn: BTreeSet<String> = ties
            .kept
            .values()
            .filter(|kept| !kept.noun.stands())
            .map(|kept| pair(&kept.noun.from, &kept.noun.to))
            .collect();
        let (mut lines, mut without) = (Vec::new(), Vec::new());
        for thing in in_plans(things) {
            if answering.contains(&thing.end) {
                continue;
            }
            let words = format!("{} {}", thing.words, thing.besides);
            let found = vocabulary.proposals(&words).into_iter().filter_map(|one| {
                let to = End::Node(framework.key.clone(), one.node.code.clone());
                // What somebody took back is not proposed again.
                let again = withdrawn.contains(&pair(&thing.end, &to));
                let (thing, to) = (thing.clone(), ties.called(&to));
                (!again).then_some(Proposed { thing, to, both_say: one.both_say })
            });
            let found: Vec<Proposed> = found.collect();
            if found.is_empty() {
                without.push(thing);
            }
            lines.extend(found);
        }
        let nodes = nodes_of(&ties, framework);
        Ok(Proposals { framework: framework.clone(), plan: title, lines, without, nodes })
    }
}
