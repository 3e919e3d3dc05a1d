//! Likeness: which nodes of a framework the words of a thing seem to be about. A machine proposes by
//! the words that both say, and a person decides.

use std::collections::{BTreeMap, BTreeSet};

use crate::framework::{Framework, Node};
use crate::wording::folded;

/// A node that the words of a thing seem to be about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal<'a> {
    /// The node.
    pub node: &'a Node,
    /// The words that both say, as the node says them.
    pub both_say: Vec<String>,
}

/// How many nodes are proposed for one thing.
const MOST: usize = 2;

/// How rare what is common must be, in hundredths: a word that stands in one node alone is enough,
/// or two that stand in two each.
const ENOUGH: usize = 100;

/// How many letters tell words apart: “ethnic” and “ethnicity” are one.
const LETTERS: usize = 6;

/// What is said of everything in this work, so that it tells nothing apart.
const EVERYWHERE: [&str; 16] = [
    "action", "care", "develo", "group", "groups", "health", "inequa", "local", "outcom", "people",
    "place", "places", "progra", "provis", "servic", "work",
];

/// The small words of the language, as far as they are long enough to be looked at.
const SMALL: [&str; 72] = [
    "about", "above", "after", "again", "also", "alway", "around", "becaus", "been", "before",
    "being", "best", "both", "come", "could", "does", "done", "down", "each", "else", "even",
    "every", "find", "first", "from", "give", "goes", "good", "have", "hear", "help", "here",
    "into", "just", "keep", "know", "last", "least", "less", "like", "made", "make", "many",
    "more", "most", "much", "must", "name", "need", "next", "once", "only", "open", "other",
    "over", "same", "some", "such", "take", "tell", "than", "that", "their", "them", "there",
    "these", "they", "this", "those", "what", "with", "your",
];

/// What the nodes of a framework say, word by word.
pub struct Vocabulary<'a> {
    nodes: Vec<(&'a Node, BTreeMap<String, String>)>,
    /// In how many nodes a word stands.
    counts: BTreeMap<String, usize>,
}

impl<'a> Vocabulary<'a> {
    /// That of a framework: its titles, its other titles and its guidance.
    pub fn of(framework: &'a Framework) -> Self {
        let said = |(_, node): (usize, &'a Node)| {
            let words: Vec<&str> = node.names().chain([node.guidance.as_str()]).collect();
            (node, telling(&words.join(" ")))
        };
        let nodes: Vec<_> = framework.outline().into_iter().map(said).collect();
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for stem in nodes.iter().flat_map(|(_, words)| words.keys()) {
            *counts.entry(stem.clone()).or_default() += 1;
        }
        Self { nodes, counts }
    }

    /// The nodes that these words seem to be about, the likest first; none where too little is
    /// common.
    pub fn proposals(&self, words: &str) -> Vec<Proposal<'a>> {
        let own: BTreeSet<String> = telling(words).into_keys().collect();
        let like = |(node, words): &(&'a Node, BTreeMap<String, String>)| {
            let common = words.iter().filter(|(stem, _)| own.contains(*stem));
            let mut rare: Vec<(usize, &String)> = common
                .map(|(stem, word)| (100 / self.counts.get(stem).copied().unwrap_or(1), word))
                .collect();
            rare.sort_by_key(|(rarity, _)| std::cmp::Reverse(*rarity));
            let sum: usize = rare.iter().map(|(rarity, _)| rarity).sum();
            let both_say = rare.into_iter().map(|(_, word)| word.clone()).collect();
            (sum >= ENOUGH).then_some((sum, Proposal { node, both_say }))
        };
        let mut found: Vec<_> = self.nodes.iter().filter_map(like).collect();
        found.sort_by_key(|(sum, _)| std::cmp::Reverse(*sum));
        found.into_iter().take(MOST).map(|(_, proposal)| proposal).collect()
    }
}

/// The words that tell something, by what is taken for one word.
fn telling(words: &str) -> BTreeMap<String, String> {
    let plain = folded(words);
    let long = plain.split(' ').filter(|word| word.chars().count() > 3);
    let stem = |word: &str| word.chars().take(LETTERS).collect::<String>();
    let each = long.map(|word| (stem(word), word.to_owned()));
    let is_small = |stem: &str| EVERYWHERE.contains(&stem) || SMALL.contains(&stem);
    each.filter(|(stem, _)| !is_small(stem)).collect()
}
