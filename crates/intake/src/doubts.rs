//! Doubts, gathered one for each thing they are about.

use std::collections::BTreeMap;

use programme::about::{About, Item, Part};
use programme::draft::{Alternative, Doubt, Severity};

/// The doubts of a draft; a second one about the same thing joins the first.
#[derive(Debug, Default)]
pub(crate) struct Doubts {
    doubts: BTreeMap<About, Doubt>,
}

/// What a doubt says, before it is known what it is about.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asked {
    pub(crate) place: String,
    pub(crate) words: String,
    pub(crate) reading: String,
    pub(crate) alternatives: Vec<Alternative>,
    pub(crate) reason: String,
}

impl Doubts {
    /// Adds something that a person must choose.
    pub(crate) fn must(&mut self, item: Item, number: usize, part: Part, asked: Asked) {
        self.add(About { item, number, part }, asked, Severity::MustMend);
    }

    /// Adds something that is worth a look.
    pub(crate) fn look(&mut self, item: Item, number: usize, part: Part, asked: Asked) {
        self.add(About { item, number, part }, asked, Severity::WorthALook);
    }

    /// Adds something about the document as a whole that is worth a look: each its own doubt.
    pub(crate) fn look_at_document(&mut self, asked: Asked) {
        let (item, part) = (Item::Document, Part::Words);
        let is_such = |about: &&About| about.item == item && about.part == part;
        let number = self.doubts.keys().filter(is_such).count() + 1;
        self.look(item, number, part, asked);
    }

    fn add(&mut self, about: About, asked: Asked, severity: Severity) {
        let Asked { place, words, reading, alternatives, reason } = asked;
        if let Some(doubt) = self.doubts.get_mut(&about) {
            doubt.reason = format!("{}; {reason}", doubt.reason);
            doubt.alternatives.extend(alternatives);
            doubt.severity = doubt.severity.min(severity);
            return;
        }
        let doubt = Doubt { about, place, words, reading, alternatives, reason, severity };
        self.doubts.insert(about, doubt);
    }

    /// The doubts, in the order of what they are about.
    pub(crate) fn sorted(self) -> Vec<Doubt> {
        self.doubts.into_values().collect()
    }
}

/// An alternative a person may choose.
pub(crate) fn choice(value: impl Into<String>, says: impl Into<String>) -> Alternative {
    Alternative { value: value.into(), says: says.into() }
}
