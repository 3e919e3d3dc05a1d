//! What a machine proposes to map, by the words that both say, for a person to decide.

use std::collections::BTreeSet;

use authority::policy::Shelf;
use authority::{Act, Actor, permit};
use programme::code::FrameworkKey;
use programme::correspondence::{End, pair};
use programme::crosswalk::Stood;
use programme::framework::{Framework, Node};
use programme::likeness::Vocabulary;

use super::nodes_of;
use crate::crosswalk::{By, Called, Thing, Ties, in_plans};
use crate::office::sees;
use crate::{Error, Moment, Office};

/// A line that a machine proposes, for a person to decide.
#[derive(Clone, Debug)]
pub struct Proposed {
    /// What would serve.
    pub from: Called,
    /// The node.
    pub to: Called,
    /// The words that both say.
    pub both_say: Vec<String>,
}

/// What can be mapped of a plan, or of another list, to a framework.
#[derive(Clone, Debug)]
pub struct Proposals {
    /// The framework.
    pub framework: Framework,
    /// What the plan or the other list is called.
    pub of: String,
    /// What a machine proposes.
    pub lines: Vec<Proposed>,
    /// What answers nothing in the framework, and has nothing proposed for it.
    pub without: Vec<Called>,
    /// The nodes of the framework, to choose another, with how deep each stands.
    pub nodes: Vec<(usize, Called)>,
}

impl Office {
    /// What a machine proposes to map of a plan, or of another list, to a framework, for a person to
    /// decide.
    ///
    /// # Errors
    ///
    /// If there is no such framework, plan or list, or the actor may not map what is in it.
    pub async fn proposals(
        &self,
        actor: &Actor,
        moment: Moment,
        (key, by): (&FrameworkKey, &By),
    ) -> Result<Proposals, Error> {
        let ties = self.ties(&sees(actor, Shelf::Promises), (moment.today, None)).await?;
        let framework = ties.framework(key).ok_or(Error::NotFound)?;
        let (of, candidates) = candidates(&ties, actor, (key, by))?;
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
        for (end, words) in candidates {
            if answering.contains(&end) {
                continue;
            }
            let from = ties.called(&end);
            let found = vocabulary.proposals(&words).into_iter().filter_map(|one| {
                let to = End::Node(framework.key.clone(), one.node.code.clone());
                // What somebody took back is not proposed again.
                let again = withdrawn.contains(&pair(&end, &to));
                let (from, to) = (from.clone(), ties.called(&to));
                (!again).then_some(Proposed { from, to, both_say: one.both_say })
            });
            let found: Vec<Proposed> = found.collect();
            if found.is_empty() {
                without.push(from);
            }
            lines.extend(found);
        }
        let nodes = nodes_of(&ties, framework);
        Ok(Proposals { framework: framework.clone(), of, lines, without, nodes })
    }
}

/// What could serve, each with its words, and what all of it is called; if the actor may map it.
fn candidates(
    ties: &Ties,
    actor: &Actor,
    (key, by): (&FrameworkKey, &By),
) -> Result<(String, Vec<(End, String)>), Error> {
    match by {
        By::Everything => Err(Error::NotFound),
        By::Plan(plan) => {
            let own = |thing: &&Thing| thing.plan.as_ref().is_some_and(|(key, _)| key == plan);
            let things: Vec<Thing> = ties.things.values().filter(own).cloned().collect();
            let first = things.first().ok_or(Error::NotFound)?;
            permit(actor, Act::WriteCorrespondence, Some(&first.code))?;
            let title = first.plan.as_ref().map_or("", |(_, title)| title.trim());
            let title = if title.is_empty() { plan.to_string() } else { title.to_owned() };
            let open = in_plans(things).into_iter().filter(|one| one.stood != Stood::GivenUp);
            let said = |one: Thing| (one.end, format!("{} {}", one.words, one.besides));
            Ok((title, open.map(said).collect()))
        }
        By::List(list) => {
            let list = ties.framework(list).filter(|list| list.key != *key);
            let list = list.ok_or(Error::NotFound)?;
            permit(actor, Act::WriteCorrespondence, None)?;
            let said = |(_, node): (usize, &Node)| {
                let names: Vec<&str> = node.names().chain([node.guidance.as_str()]).collect();
                (End::Node(list.key.clone(), node.code.clone()), names.join(" "))
            };
            Ok((list.title.clone(), list.outline().into_iter().map(said).collect()))
        }
    }
}
