//! The walk: from what is done, along every link, to what it covers.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{Coverage, Footing, Ground, Link, Stood};
use crate::by_when::Due;
use crate::correspondence::{End, How};
use crate::framework::{Framework, Node};

/// Until when all that covers a thing would be kept: some day, or never told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Last {
    Day(Date),
    Undated,
}

/// Every link there is, walked as far as it leads.
#[derive(Clone, Debug)]
pub struct Walk {
    /// The links by what they serve; those between equal nodes stand there both ways.
    to: BTreeMap<End, Vec<Link>>,
    /// What stands below a node.
    below: BTreeMap<End, Vec<End>>,
    items: BTreeMap<End, Stood>,
    coverage: BTreeMap<End, Coverage>,
    stands: BTreeMap<End, (Footing, Last)>,
}

/// What one link gives to what it serves.
#[derive(Clone, Debug)]
pub struct Answer<'a> {
    /// The link.
    pub link: &'a Link,
    /// What it covers: no more than its own kind, and no more than what serves is covered itself.
    pub covers: Coverage,
    /// How well what serves stands; none where it covers nothing.
    pub footing: Option<Footing>,
    /// The last day on which it would be kept, if that is known.
    pub due: Option<Date>,
}

/// What is told of one node of a framework.
#[derive(Clone, Debug)]
pub struct NodeTold<'a> {
    /// How deep it stands.
    pub depth: usize,
    /// The node.
    pub node: &'a Node,
    /// The node as an end.
    pub end: End,
    /// How far it is covered.
    pub coverage: Coverage,
    /// How well it stands; none where nothing covers or supports it.
    pub footing: Option<Footing>,
    /// The last day that somebody else set for it.
    pub deadline: Option<Date>,
    /// What answers it, the strongest first.
    pub answers: Vec<Answer<'a>>,
}

impl Walk {
    /// Walks links over frameworks, from the things of ours as they stand.
    pub fn of(frameworks: &[Framework], links: Vec<Link>, items: BTreeMap<End, Stood>) -> Self {
        let mut to: BTreeMap<End, Vec<Link>> = BTreeMap::new();
        for link in links {
            if link.how == How::Equal && !link.from.is_ours() && !link.to.is_ours() {
                let (from, served) = (link.to.clone(), link.from.clone());
                let mirrored = Link { from, to: served, ..link.clone() };
                to.entry(mirrored.to.clone()).or_default().push(mirrored);
            }
            to.entry(link.to.clone()).or_default().push(link);
        }
        let mut below = BTreeMap::new();
        for framework in frameworks {
            for (_, node) in framework.outline() {
                let end = |node: &Node| End::Node(framework.key.clone(), node.code.clone());
                below.insert(end(node), node.nodes.iter().map(end).collect());
            }
        }
        let (coverage, stands) = (BTreeMap::new(), BTreeMap::new());
        let mut walk = Self { to, below, items, coverage, stands };
        // Each round raises something, and nothing is raised for ever: circles come to rest too.
        while walk.cover() {}
        while walk.stand() {}
        walk
    }

    /// How far a thing is covered. What is given as an item covers as a whole while somebody answers for
    /// it; that may be a node too, where one list is held against another.
    pub fn coverage(&self, end: &End) -> Coverage {
        match self.items.get(end) {
            Some(Stood::Promised { .. }) => Coverage::Wholly,
            Some(Stood::GivenUp) => Coverage::Uncovered,
            None => self.coverage.get(end).copied().unwrap_or_default(),
        }
    }

    /// How well a thing stands; none where nothing covers it.
    pub fn footing(&self, end: &End) -> Option<Footing> {
        self.stands.get(end).map(|(footing, _)| *footing)
    }

    /// The last day on which a thing would be kept, if it is known.
    pub fn due(&self, end: &End) -> Option<Date> {
        match self.stands.get(end) {
            Some((_, Last::Day(day))) => Some(*day),
            Some((_, Last::Undated)) | None => None,
        }
    }

    /// What serves a thing, the strongest first and else in the order of the links.
    pub fn answers(&self, end: &End) -> Vec<Answer<'_>> {
        let mut answers: Vec<Answer<'_>> =
            self.links_to(end).map(|link| self.answer(link)).collect();
        answers.sort_by_key(|answer| std::cmp::Reverse(answer.covers));
        answers
    }

    /// Every node of a framework once, in its order.
    pub fn told<'a>(&'a self, framework: &'a Framework) -> Vec<NodeTold<'a>> {
        let told = |(depth, node): (usize, &'a Node)| {
            let end = End::Node(framework.key.clone(), node.code.clone());
            let deadline = node.deadline.as_ref().and_then(|one| one.by_when.due);
            NodeTold {
                depth,
                node,
                coverage: self.coverage(&end),
                footing: self.footing(&end),
                deadline: deadline.map(Due::due_by),
                answers: self.answers(&end),
                end,
            }
        };
        framework.outline().into_iter().map(told).collect()
    }

    /// What some chain leads from to a node of a framework: things of ours, and nodes of others.
    pub fn answering(&self, framework: &Framework) -> BTreeSet<End> {
        let node = |(_, node): (usize, &Node)| End::Node(framework.key.clone(), node.code.clone());
        let mut open: Vec<End> = framework.outline().into_iter().map(node).collect();
        let mut seen = BTreeSet::new();
        while let Some(end) = open.pop() {
            let from = self.links_to(&end).map(|link| link.from.clone());
            let new: Vec<End> = from.filter(|from| seen.insert(from.clone())).collect();
            open.extend(new);
        }
        seen
    }

    fn links_to(&self, end: &End) -> impl Iterator<Item = &Link> {
        self.to.get(end).into_iter().flatten()
    }

    fn answer<'a>(&self, link: &'a Link) -> Answer<'a> {
        let covers = self.covers(link);
        let known = covers > Coverage::Uncovered;
        Answer {
            link,
            covers,
            footing: self.footing(&link.from).filter(|_| known),
            due: self.due(&link.from).filter(|_| known),
        }
    }

    fn covers(&self, link: &Link) -> Coverage {
        link.how.strength().min(self.coverage(&link.from))
    }

    /// Covers each node as far as is known; answers whether any is covered further than before.
    fn cover(&mut self) -> bool {
        let nodes = self.below.keys().chain(self.to.keys()).filter(|end| !end.is_ours());
        let further = |end: &End| {
            let coverage = self.covered(end);
            (coverage > self.coverage(end)).then(|| (end.clone(), coverage))
        };
        let found: Vec<_> = nodes.filter_map(further).collect();
        let any = !found.is_empty();
        self.coverage.extend(found);
        any
    }

    fn covered(&self, end: &End) -> Coverage {
        let own = self.links_to(end).map(|link| self.covers(link)).max().unwrap_or_default();
        let parts = self.below.get(end).into_iter().flatten().map(|below| self.coverage(below));
        let parts: Vec<Coverage> = parts.collect();
        let whole = !parts.is_empty() && parts.iter().all(|part| *part == Coverage::Wholly);
        if whole || self.links_to(end).any(|link| self.makes_whole(link)) {
            return Coverage::Wholly;
        }
        let part = parts.into_iter().max().unwrap_or_default().min(Coverage::Partly);
        own.max(part)
    }

    /// Whether a person says that with this link the whole is there, and each of its parts is.
    fn makes_whole(&self, link: &Link) -> bool {
        let is_there = |link: &Link| {
            link.how > How::Contributes && self.coverage(&link.from) == Coverage::Wholly
        };
        let is = |id, one: &Link| matches!(one.ground, Ground::Said(said) if said == id);
        let mut others = link.rest_of.iter();
        !link.rest_of.is_empty()
            && is_there(link)
            && others.all(|id| self.links_to(&link.to).any(|one| is(*id, one) && is_there(one)))
    }

    /// Says of each thing how well it stands, as far as is known; answers whether any stands worse
    /// than before.
    fn stand(&mut self) -> bool {
        let ends = self.below.keys().chain(self.to.keys()).chain(self.items.keys());
        let worse = |end: &End| {
            let stands = self.stood(end)?;
            let before = self.stands.get(end);
            before.is_none_or(|before| stands.0 > before.0 || stands.1 > before.1).then(|| {
                let (footing, last) = before.copied().unwrap_or(stands);
                (end.clone(), (stands.0.max(footing), stands.1.max(last)))
            })
        };
        let found: Vec<_> = ends.filter_map(worse).collect();
        let any = !found.is_empty();
        self.stands.extend(found);
        any
    }

    fn stood(&self, end: &End) -> Option<(Footing, Last)> {
        match self.items.get(end) {
            Some(Stood::Promised { footing: Some(footing), due }) => {
                return Some((*footing, due.map_or(Last::Undated, Last::Day)));
            }
            Some(Stood::Promised { footing: None, .. }) => {
                let serving = self.links_to(end).map(|link| &link.from);
                let serving = serving.filter(|from| self.coverage(from) > Coverage::Uncovered);
                let serving: Vec<&End> = serving.collect();
                if serving.is_empty() {
                    return Some((Footing::NoDateAgreed, Last::Undated));
                }
                return self.worst(serving);
            }
            Some(Stood::GivenUp) => return None,
            None => {}
        }
        // What contributes speaks for a node only where nothing is part of it.
        let least = self.coverage(end).min(Coverage::Partly);
        let enough = |coverage: Coverage| coverage > Coverage::Uncovered && coverage >= least;
        let serving = self.links_to(end).filter(|link| enough(self.covers(link)));
        let below = self.below.get(end).into_iter().flatten();
        let below = below.filter(|below| enough(self.coverage(below)));
        self.worst(serving.map(|link| &link.from).chain(below).collect())
    }

    fn worst(&self, of: Vec<&End>) -> Option<(Footing, Last)> {
        let stands: Vec<_> = of.into_iter().filter_map(|end| self.stands.get(end)).collect();
        let footing = stands.iter().map(|(footing, _)| *footing).max()?;
        let last = stands.iter().map(|(_, last)| *last).max()?;
        Some((footing, last))
    }
}
